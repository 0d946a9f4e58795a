//! `BytesIO`: bytes in memory.

use super::base::{finalize_by_close, new_payload};
use crate::modules::support::{bytes_arg, c_long, given, optional_size, writable_arg};
use crate::object::{
    Buffer, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_bytes, as_dict,
    as_tuple, buffer_argument, bytes_from_slice, dict_getset, flags, instance_dict,
    memoryview_of_buffer, new_bytes, new_list, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};

/// The contents: a bytes object as long as nothing is written, so that neither making the stream nor `getvalue` copies.
enum Data {
    Shared(Ref),
    Own(Vec<u8>),
}

impl Default for Data {
    fn default() -> Data {
        Data::Own(Vec::new())
    }
}

impl std::ops::Deref for Data {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        match self {
            Data::Shared(b) => as_bytes(b),
            Data::Own(v) => v,
        }
    }
}

impl Data {
    /// The contents, to be written.
    fn own(&mut self) -> &mut Vec<u8> {
        if let Data::Shared(b) = self {
            *self = Data::Own(as_bytes(b).to_vec());
        }
        match self {
            Data::Own(v) => v,
            Data::Shared(_) => unreachable!("just copied"),
        }
    }

    /// The contents as a bytes object, shared from now on.
    fn share(&mut self, vm: &Vm) -> Ref {
        let b = match self {
            Data::Shared(b) => b.clone(),
            Data::Own(v) => new_bytes(vm, std::mem::take(v)),
        };
        *self = Data::Shared(b.clone());
        b
    }
}

/// The payload.
#[derive(Default)]
pub struct BytesIo {
    data: RefCell<Data>,
    at: Cell<usize>,
    closed: Cell<bool>,
    /// Views by `getbuffer` that are in use: as long as there are any, the size stays.
    exports: Cell<usize>,
}

impl Payload for BytesIo {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<BytesIo>();

static METHODS: [MethodDef; 21] = [
    MethodDef::no_args("readable", yes),
    MethodDef::no_args("seekable", yes),
    MethodDef::no_args("writable", yes),
    MethodDef::no_args("close", |vm, this| {
        of(this).check_exports(vm)?;
        of(this).closed.set(true);
        of(this).data.take();
        Ok(Ref::none())
    }),
    MethodDef::no_args("flush", |vm, this| open(vm, this).map(|_| Ref::none())),
    MethodDef::no_args("isatty", |vm, this| {
        open(vm, this).map(|_| Ref::bool(false))
    }),
    MethodDef::no_args("tell", |vm, this| {
        Ok(vm.new_int(open(vm, this)?.at.get() as i64))
    }),
    MethodDef::one("write", write_method).text_signature("b, /"),
    MethodDef::one("writelines", |vm, this, lines| {
        open(vm, this)?;
        for line in vm.iterate(lines)? {
            write_method(vm, this, &line?)?;
        }
        Ok(Ref::none())
    })
    .text_signature("lines, /"),
    MethodDef::positional("read1", 0, 1, read).text_signature("size=-1, /"),
    MethodDef::one("readinto", |vm, this, target| {
        let target = writable_arg(vm, target, "readinto", "")?;
        let b = open(vm, this)?;
        let n = target.fill(b.rest(&b.data.borrow()));
        b.at.set(b.at.get() + n);
        Ok(vm.new_int(n as i64))
    })
    .text_signature("buffer, /"),
    MethodDef::positional("readline", 0, 1, |vm, this, a| {
        let limit = optional_size(vm, a.first())?;
        let line = open(vm, this)?.line(limit.and_then(|l| usize::try_from(l).ok()));
        Ok(new_bytes(vm, line))
    })
    .text_signature("size=-1, /"),
    MethodDef::positional("readlines", 0, 1, readlines).text_signature("size=None, /"),
    MethodDef::positional("read", 0, 1, read).text_signature("size=-1, /"),
    MethodDef::no_args("getbuffer", |vm, this| {
        open(vm, this)?;
        let t = super::types(vm)?;
        // SAFETY: it is a type.
        let ty = unsafe { TypePtr::new(t.bytes_io_buffer.slot().ptr()) };
        let source = BytesIoBuffer {
            source: Field::new(this.clone()),
        };
        let buffer = new_object(vm, ty, source);
        Ok(memoryview_of_buffer(
            vm,
            vm.buffer(&buffer, crate::object::request::FULL_RO)?,
        ))
    }),
    MethodDef::no_args("getvalue", |vm, this| Ok(open(vm, this)?.value(vm))),
    MethodDef::positional("seek", 1, 2, seek).text_signature("pos, whence=0, /"),
    MethodDef::positional("truncate", 0, 1, truncate).text_signature("size=None, /"),
    MethodDef::no_args("__getstate__", |vm, this| {
        let b = open(vm, this)?;
        let dict = match instance_dict(vm, this)? {
            Some(d) if !as_dict(&d).is_empty() => vm.call_method(&d, &vm.names.copy, &[])?,
            _ => Ref::none(),
        };
        let data = b.value(vm);
        let at = vm.new_int(b.at.get() as i64);
        Ok(new_tuple(vm, vec![data, at, dict]))
    }),
    MethodDef::one("__setstate__", set_state),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let buffer = match &*of(this).data.borrow() {
            Data::Own(v) if v.capacity() > 0 => v.capacity() + 33,
            _ => 0,
        };
        Ok(vm.new_int(64 + buffer as i64))
    }),
];

static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("closed", |_, this| Ok(Ref::bool(of(this).closed.get()))),
    dict_getset(),
];

/// The type.
pub static BYTES_IO: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    doc: "Buffered I/O implementation using an in-memory bytes buffer.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| new_payload(vm, ty, BytesIo::default())));
        s.init.set(Some(init));
        s.iter.set(Some(|_, this| Ok(this.clone())));
        s.next.set(Some(|vm, this| {
            let line = open(vm, this)?.line(None);
            Ok(if line.is_empty() {
                None
            } else {
                Some(new_bytes(vm, line))
            })
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("BytesIO", &LAYOUT)
};

static INIT: MethodDef =
    MethodDef::keywords("__init__", "initial_bytes=b''", |_, _, _| Ok(Ref::none()));

fn init(vm: &Vm, this: &Ref, args: &Args) -> PyResult<()> {
    let a = INIT.signature().bind(vm, "BytesIO", args)?;
    let b = of(this);
    b.check_exports(vm)?;
    let data = match given(&a[0]) {
        Some(v) if v.is_exact(Kind::Bytes) => Data::Shared(v.clone()),
        Some(v) => Data::Own(bytes_arg(vm, v)?),
        None => Data::default(),
    };
    b.check_exports(vm)?;
    *b.data.borrow_mut() = data;
    b.at.set(0);
    b.closed.set(false);
    Ok(())
}

/// What `getbuffer` shows the memory of.
pub struct BytesIoBuffer {
    source: Field,
}

impl Payload for BytesIoBuffer {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.source.traverse(f);
    }
}

impl Drop for BytesIoBuffer {
    /// Leaves nothing behind: a buffer that goes back after this is released to nobody.
    fn drop(&mut self) {
        drop(self.source.take());
    }
}

static BUFFER_LAYOUT: Layout = Layout::of::<BytesIoBuffer>();

/// Its type.
pub static BYTES_IO_BUFFER: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::NO_NEW,
    slots: |s| {
        s.buffer.set(Some(show_buffer));
        s.release_buffer.set(Some(release_buffer));
    },
    ..TypeSpec::new("_BytesIOBuffer", &BUFFER_LAYOUT)
};

fn show_buffer(vm: &Vm, this: &Ref, flags: u32) -> PyResult<Buffer> {
    let Some(source) = payload::<BytesIoBuffer>(this).source.get() else {
        return Err(vm.value_error("I/O operation on closed file."));
    };
    let b = of(&source);
    let memory = {
        let mut data = b.data.borrow_mut();
        let data = data.own();
        (data.as_mut_ptr(), data.len())
    };
    let buffer = vm.plain_buffer(this, memory, false, flags, Some(release_buffer))?;
    b.exports.set(b.exports.get() + 1);
    Ok(buffer)
}

fn release_buffer(this: &Ref) {
    if let Some(source) = payload::<BytesIoBuffer>(this).source.get() {
        let n = &of(&source).exports;
        n.set(n.get().saturating_sub(1));
    }
}

fn of(this: &Ref) -> &BytesIo {
    payload::<BytesIo>(this)
}

fn open<'a>(vm: &Vm, this: &'a Ref) -> PyResult<&'a BytesIo> {
    if of(this).closed.get() {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(of(this))
}

fn yes(vm: &Vm, this: &Ref) -> PyResult {
    open(vm, this).map(|_| Ref::bool(true))
}

fn read(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let n = optional_size(vm, a.first())?;
    let n = n
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(usize::MAX);
    let b = open(vm, this)?;
    if b.at.get() == 0
        && let Data::Shared(all) = &*b.data.borrow()
        && (2..=n).contains(&as_bytes(all).len())
    {
        b.at.set(as_bytes(all).len());
        return Ok(all.clone());
    }
    let data = b.data.borrow();
    let rest = b.rest(&data);
    let taken = bytes_from_slice(vm, &rest[..n.min(rest.len())]);
    b.at.set(b.at.get() + as_bytes(&taken).len());
    Ok(taken)
}

fn readlines(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let b = open(vm, this)?;
    let limit = match a.first().filter(|l| !l.is_none()) {
        None => 0,
        Some(l) if l.has_kind(Kind::Int) || l.has_kind(Kind::Bool) => vm.as_ssize(l)?,
        Some(l) => {
            return Err(vm.type_error(format!(
                "integer argument expected, got '{}'",
                vm.type_of(l).name_str()
            )));
        }
    };
    let (mut lines, mut size) = (Vec::new(), 0);
    loop {
        let line = b.line(None);
        if line.is_empty() {
            break;
        }
        size += line.len();
        lines.push(new_bytes(vm, line));
        if limit > 0 && size >= limit as usize {
            break;
        }
    }
    Ok(new_list(vm, lines))
}

fn write_method(vm: &Vm, this: &Ref, data: &Ref) -> PyResult {
    let bytes = buffer_argument(vm, data)?;
    let b = open(vm, this)?;
    b.check_exports(vm)?;
    b.write(vm, &bytes)?;
    Ok(vm.new_int(bytes.len() as i64))
}

fn seek(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let to = vm.as_ssize(&a[0])?;
    let whence = match a.get(1) {
        Some(w) => vm.as_c_int(w)?,
        None => 0,
    };
    let b = open(vm, this)?;
    let from = match whence {
        0 if to < 0 => return Err(vm.value_error(format!("negative seek value {to}"))),
        0 => 0,
        1 => b.at.get() as isize,
        2 => b.data.borrow().len() as isize,
        _ => {
            return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    let Some(to) = from.checked_add(to) else {
        return Err(vm.overflow_error("new position too large"));
    };
    b.at.set(to.max(0) as usize);
    Ok(vm.new_int(b.at.get() as i64))
}

fn truncate(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let b = open(vm, this)?;
    b.check_exports(vm)?;
    let size = match a.first().filter(|s| !s.is_none()) {
        Some(n) => c_long(vm, n)?,
        None => b.at.get() as i64,
    };
    let Ok(n) = usize::try_from(size) else {
        return Err(vm.value_error(format!("negative size value {size}")));
    };
    // The conversion may have been Python code.
    open(vm, this)?;
    b.check_exports(vm)?;
    let mut data = b.data.borrow_mut();
    if n < data.len() {
        data.own().truncate(n);
    }
    Ok(vm.new_int(size))
}

fn set_state(vm: &Vm, this: &Ref, state: &Ref) -> PyResult {
    let Some([data, at, dict]) = as_tuple(state) else {
        return Err(vm.type_error(format!(
            "_io.BytesIO.__setstate__ argument should be 3-tuple, got {}",
            vm.type_of(state).name_str()
        )));
    };
    let b = of(this);
    b.check_exports(vm)?;
    b.data.take();
    b.at.set(0);
    write_method(vm, this, data)?;
    if !at.has_kind(Kind::Int) && !at.has_kind(Kind::Bool) {
        return Err(vm.type_error(format!(
            "second item of state must be an integer, not {}",
            vm.type_of(at).name_str()
        )));
    }
    let Ok(at) = usize::try_from(vm.as_ssize(at)?) else {
        return Err(vm.value_error("position value cannot be negative"));
    };
    b.at.set(at);
    if !dict.is_none() {
        if !dict.has_kind(Kind::Dict) {
            return Err(vm.type_error(format!(
                "third item of state should be a dict, got a {}",
                vm.type_of(dict).name_str()
            )));
        }
        if let Some(own) = instance_dict(vm, this)? {
            vm.call_method_str(&own, "update", std::slice::from_ref(dict))?;
        }
    }
    Ok(Ref::none())
}

impl BytesIo {
    fn check_exports(&self, vm: &Vm) -> PyResult<()> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    /// The contents as a bytes object.
    fn value(&self, vm: &Vm) -> Ref {
        if self.exports.get() > 0 {
            // Others may write what they hold.
            return new_bytes(vm, &self.data.borrow()[..]);
        }
        self.data.borrow_mut().share(vm)
    }

    /// What has not been read.
    fn rest<'a>(&self, data: &'a [u8]) -> &'a [u8] {
        data.get(self.at.get()..).unwrap_or_default()
    }

    fn take(&self, n: usize) -> Vec<u8> {
        let data = self.data.borrow();
        let rest = self.rest(&data);
        let taken = rest[..n.min(rest.len())].to_vec();
        self.at.set(self.at.get() + taken.len());
        taken
    }

    fn line(&self, limit: Option<usize>) -> Vec<u8> {
        let n = {
            let data = self.data.borrow();
            let rest = self.rest(&data);
            rest.iter()
                .position(|&b| b == b'\n')
                .map_or(rest.len(), |i| i + 1)
        };
        self.take(limit.map_or(n, |l| l.min(n)))
    }

    fn write(&self, vm: &Vm, bytes: &[u8]) -> PyResult<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        let mut data = self.data.borrow_mut();
        let data = data.own();
        let at = self.at.get();
        let Some(end) = at.checked_add(bytes.len()) else {
            return Err(vm.overflow_error("new buffer size too large"));
        };
        if data.len() < end {
            let more = end - data.len();
            if data.try_reserve(more).is_err() {
                return Err(vm.memory_error());
            }
            data.resize(end, 0);
        }
        data[at..end].copy_from_slice(bytes);
        self.at.set(end);
        Ok(())
    }
}
