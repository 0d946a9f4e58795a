//! `_IOBase` and its abstract subclasses, and what all streams share.

use crate::modules::support::{c_long, optional_size, writable_arg};
use crate::object::{
    ByteArray, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_bytes, flags,
    memoryview_of_buffer, new_bytearray, new_bytes, new_list, new_object, payload, request,
};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of streams written in Python.
#[derive(Default)]
pub struct IoBase {
    closed: Cell<bool>,
}

impl Payload for IoBase {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<IoBase>();

static METHODS: [MethodDef; 19] = [
    MethodDef::positional("seek", 1, 2, |vm, _, _| Err(unsupported(vm, "seek")))
        .text_signature("offset, whence=os.SEEK_SET, /"),
    MethodDef::no_args("tell", |vm, this| {
        vm.call_method_str(this, "seek", &[vm.new_int(0), vm.new_int(1)])
    }),
    MethodDef::positional("truncate", 0, 1, |vm, _, _| {
        Err(unsupported(vm, "truncate"))
    })
    .text_signature("size=None, /"),
    MethodDef::no_args("fileno", |vm, _| Err(unsupported(vm, "fileno"))),
    MethodDef::no_args("flush", |vm, this| {
        // It asks whether this class has closed the stream, not what `closed` says.
        let file = crate::object::downcast::<super::file::FileIo>(vm, this);
        if crate::object::downcast::<IoBase>(vm, this).is_some_and(|b| b.closed.get())
            || file.is_some_and(|f| f.fd.get() < 0)
        {
            return Err(vm.value_error("I/O operation on closed file."));
        }
        Ok(Ref::none())
    }),
    MethodDef::no_args("close", |vm, this| {
        if is_closed(vm, this)? {
            return Ok(Ref::none());
        }
        let flushed = vm.call_method(this, &vm.names.flush, &[]);
        if let Some(base) = crate::object::downcast::<IoBase>(vm, this) {
            base.closed.set(true);
        }
        flushed.map(|_| Ref::none())
    }),
    MethodDef::no_args("seekable", |vm, this| {
        check_closed(vm, this)?;
        Ok(Ref::bool(false))
    }),
    MethodDef::no_args("readable", |vm, this| {
        check_closed(vm, this)?;
        Ok(Ref::bool(false))
    }),
    MethodDef::no_args("writable", |vm, this| {
        check_closed(vm, this)?;
        Ok(Ref::bool(false))
    }),
    MethodDef::no_args("isatty", |vm, this| {
        check_closed(vm, this)?;
        Ok(Ref::bool(false))
    }),
    MethodDef::no_args("_checkClosed", |vm, this| {
        check_closed(vm, this)?;
        Ok(Ref::none())
    }),
    MethodDef::no_args("_checkSeekable", |vm, this| {
        check_can(vm, this, "seekable", "seek")
    }),
    MethodDef::no_args("_checkReadable", |vm, this| {
        check_can(vm, this, "readable", "read")
    }),
    MethodDef::no_args("_checkWritable", |vm, this| {
        check_can(vm, this, "writable", "writ")
    }),
    MethodDef::no_args("__enter__", |vm, this| {
        check_closed(vm, this)?;
        Ok(this.clone())
    }),
    MethodDef::raw("__exit__", |vm, this, _| {
        vm.call_method(this, &vm.names.close, &[])?;
        Ok(Ref::none())
    }),
    MethodDef::positional("readline", 0, 1, readline).text_signature("size=-1, /"),
    MethodDef::positional("readlines", 0, 1, |vm, this, a| {
        let hint = optional_size(vm, a.first())?.unwrap_or(-1);
        read_lines(vm, this, hint as i64)
    })
    .text_signature("hint=-1, /"),
    MethodDef::one("writelines", |vm, this, lines| {
        check_closed(vm, this)?;
        for line in vm.iterate(lines)? {
            vm.call_method(this, &vm.names.write, &[line?])?;
        }
        Ok(Ref::none())
    })
    .text_signature("lines, /"),
];

static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("closed", |vm, this| {
        Ok(Ref::bool(
            crate::object::downcast::<IoBase>(vm, this).is_some_and(|b| b.closed.get()),
        ))
    }),
    crate::object::dict_getset(),
];

/// The type `_IOBase`.
pub static IO_BASE: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new
            .set(Some(|vm, ty, _| new_payload(vm, ty, IoBase::default())));
        s.init.set(Some(|_, _, _| Ok(())));
        s.iter.set(Some(|vm, this| {
            check_closed(vm, this)?;
            Ok(this.clone())
        }));
        s.next.set(Some(|vm, this| {
            let line = vm.call_method(this, &vm.names.readline, &[])?;
            Ok(if vm.len(&line)? == 0 {
                None
            } else {
                Some(line)
            })
        }));
        s.finalize.set(Some(finalize_by_close));
    },
    ..TypeSpec::new("_IOBase", &LAYOUT)
};

/// `__getstate__` of the streams over the system's files: they cannot be pickled or copied.
pub fn cannot_pickle(vm: &Vm, this: &Ref) -> PyResult {
    Err(vm.type_error(format!(
        "cannot pickle '{}' instances",
        vm.type_of(this).short_name()
    )))
}

/// Sets `_finalizing`.
pub fn set_finalizing(vm: &Vm, to: &std::cell::Cell<bool>, value: Option<&Ref>) -> PyResult<()> {
    match value {
        Some(v) if v.has_kind(Kind::Bool) => {
            to.set(vm.is_true(v)?);
            Ok(())
        }
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}

/// Tells the stream below that `source`, which is about to close it, was forgotten; errors are not for anybody here.
pub fn pass_dealloc_warn(vm: &Vm, below: &Ref, source: &Ref) {
    if vm
        .call_method_str(below, "_dealloc_warn", std::slice::from_ref(source))
        .is_err()
    {
        vm.clear_exception();
    }
}

static RAW_METHODS: [MethodDef; 4] = [
    MethodDef::one("readinto", |vm, _, _| {
        Err(vm.raise_new(vm.types.not_implemented_error, vec![]))
    })
    .shown(""),
    MethodDef::one("write", |vm, _, _| {
        Err(vm.raise_new(vm.types.not_implemented_error, vec![]))
    })
    .shown(""),
    MethodDef::positional("read", 0, 1, |vm, this, a| {
        let n = match a.first() {
            Some(n) => vm.as_ssize(n)?,
            None => -1,
        };
        if n < 0 {
            return vm.call_method_str(this, "readall", &[]);
        }
        let n = n as usize;
        let target = new_bytearray(vm, &[])?;
        let bytes = payload::<ByteArray>(&target);
        bytes.resize(vm, n)?;
        let got = vm.call_method_str(this, "readinto", std::slice::from_ref(&target))?;
        if got.is_none() {
            return Ok(got);
        }
        let got = vm.as_ssize(&got)?;
        match usize::try_from(got) {
            Ok(got) if got <= n => Ok(new_bytes(vm, &bytes.bytes()[..got.min(bytes.len())])),
            _ => Err(vm.value_error(format!("readinto returned {got} outside buffer size {n}"))),
        }
    })
    .text_signature("size=-1, /"),
    MethodDef::no_args("readall", |vm, this| {
        let mut all = Vec::new();
        loop {
            let chunk = vm.call_method(
                this,
                &vm.names.read,
                &[vm.new_int(super::DEFAULT_BUFFER_SIZE as i64)],
            )?;
            if chunk.is_none() && all.is_empty() {
                return Ok(chunk);
            }
            if chunk.is_none() || !chunk.has_kind(Kind::Bytes) || as_bytes(&chunk).is_empty() {
                return Ok(new_bytes(vm, all));
            }
            all.extend_from_slice(as_bytes(&chunk));
        }
    }),
];

/// The type `_RawIOBase`.
pub static RAW_IO_BASE: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &RAW_METHODS,
    ..TypeSpec::new("_RawIOBase", &LAYOUT)
};

static BUFFERED_METHODS: [MethodDef; 6] = [
    MethodDef::no_args("detach", |vm, _| Err(unsupported(vm, "detach"))),
    MethodDef::positional("read", 0, 1, |vm, _, _| Err(unsupported(vm, "read")))
        .text_signature("size=-1, /"),
    MethodDef::positional("read1", 0, 1, |vm, _, _| Err(unsupported(vm, "read1")))
        .text_signature("size=-1, /"),
    MethodDef::one("write", |vm, _, _| Err(unsupported(vm, "write"))).text_signature("b, /"),
    MethodDef::one("readinto", |vm, this, target| {
        read_into(vm, this, target, "readinto", "read")
    })
    .text_signature("buffer, /"),
    MethodDef::one("readinto1", |vm, this, target| {
        read_into(vm, this, target, "readinto1", "read1")
    })
    .text_signature("buffer, /"),
];

/// The type `_BufferedIOBase`.
pub static BUFFERED_IO_BASE: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &BUFFERED_METHODS,
    ..TypeSpec::new("_BufferedIOBase", &LAYOUT)
};

static TEXT_METHODS: [MethodDef; 4] = [
    MethodDef::no_args("detach", |vm, _| Err(unsupported(vm, "detach"))),
    MethodDef::positional("read", 0, 1, |vm, _, _| Err(unsupported(vm, "read")))
        .text_signature("size=-1, /"),
    MethodDef::positional("readline", 0, 1, |vm, _, _| {
        Err(unsupported(vm, "readline"))
    })
    .text_signature("size=-1, /"),
    MethodDef::one("write", |vm, _, _| Err(unsupported(vm, "write"))).text_signature("s, /"),
];

static TEXT_GETSET: [GetSetDef; 3] = [
    GetSetDef::get("encoding", |_, _| Ok(Ref::none())),
    GetSetDef::get("newlines", |_, _| Ok(Ref::none())),
    GetSetDef::get("errors", |_, _| Ok(Ref::none())),
];

/// The type `_TextIOBase`.
pub static TEXT_IO_BASE: TypeSpec = TypeSpec {
    module: "_io",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &TEXT_METHODS,
    getset: &TEXT_GETSET,
    ..TypeSpec::new("_TextIOBase", &LAYOUT)
};

/// A new object of type `ty`, a subtype of the one with this payload.
pub fn new_payload<T: Payload>(vm: &Vm, ty: &Ref, v: T) -> PyResult {
    // SAFETY: a type's `new` is called with a type.
    let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
    Ok(new_object(vm, ty, v))
}

/// Raises `io.UnsupportedOperation`.
#[cold]
pub fn unsupported(vm: &Vm, message: &str) -> Raised {
    match super::types(vm) {
        // SAFETY: it is an exception type.
        Ok(t) => vm.raise_message(unsafe { TypePtr::new(t.unsupported.slot().ptr()) }, message),
        Err(r) => r,
    }
}

/// Raises ValueError on a closed stream.
pub fn check_state(vm: &Vm, closed: bool) -> PyResult<()> {
    if closed {
        return Err(vm.value_error("I/O operation on closed file"));
    }
    Ok(())
}

/// `self.closed`
pub fn is_closed(vm: &Vm, this: &Ref) -> PyResult<bool> {
    let closed = vm.get_attr_str(this, "closed")?;
    vm.is_true(&closed)
}

/// Raises ValueError if `self.closed`.
pub fn check_closed(vm: &Vm, this: &Ref) -> PyResult<()> {
    if is_closed(vm, this)? {
        return Err(vm.value_error("I/O operation on closed file."));
    }
    Ok(())
}

fn check_can(vm: &Vm, this: &Ref, method: &str, verb: &str) -> PyResult {
    let can = vm.call_method_str(this, method, &[])?;
    if can.is_true() {
        return Ok(can);
    }
    let what = match verb {
        "seek" => "File or stream is not seekable.".to_owned(),
        "read" => "File or stream is not readable.".to_owned(),
        _ => "File or stream is not writable.".to_owned(),
    };
    Err(unsupported(vm, &what))
}

/// The finalizer of streams: closes what is open; errors are reported by the caller.
pub fn finalize_by_close(vm: &Vm, this: &Ref) -> PyResult<()> {
    let closed = match is_closed(vm, this) {
        Ok(c) => c,
        Err(_) => {
            vm.clear_exception();
            true
        }
    };
    if closed {
        return Ok(());
    }
    // What the stream says of itself when it is closed like this: that nobody has closed it.
    if vm
        .set_attr(
            this,
            &vm.interned.intern_str(vm, "_finalizing"),
            &Ref::bool(true),
        )
        .is_err()
    {
        vm.clear_exception();
    }
    if vm.call_method(this, &vm.names.close, &[]).is_err() {
        let what = format!(
            "Exception ignored while finalizing file {}",
            shown(vm, this)
        );
        vm.report_unraisable_text(&what);
    }
    Ok(())
}

/// The `repr` of a stream, for a message about something else.
fn shown(vm: &Vm, this: &Ref) -> String {
    let saved = vm.exception.take();
    let text = vm.repr_string(this).unwrap_or_else(|_| {
        vm.clear_exception();
        format!("<{} object>", vm.type_of(this).name_str())
    });
    vm.exception.replace(saved);
    text
}

/// Reads at most `n` bytes from a raw stream through its `readinto`: None if that would block.
pub fn raw_read(vm: &Vm, raw: &Ref, n: usize) -> PyResult<Option<Vec<u8>>> {
    let target = new_bytearray(vm, &[])?;
    let bytes = payload::<ByteArray>(&target);
    bytes.resize(vm, n)?;
    // Held by the view, the bytes keep their size whatever the stream does.
    let view = memoryview_of_buffer(vm, vm.buffer(&target, request::FULL_RO)?);
    let got = vm.call_method_str(raw, "readinto", std::slice::from_ref(&view))?;
    if got.is_none() {
        return Ok(None);
    }
    let got = match c_long(vm, &got) {
        Ok(n) => n,
        Err(_) => {
            let cause = vm.take_exception();
            let r = vm.os_error_message("raw readinto() failed");
            if let Some(e) = vm.exception.get() {
                vm.set_context(&e, cause.clone());
                crate::runtime::import::set_attr_str(vm, &e, "__cause__", &cause)?;
            }
            return Err(r);
        }
    };
    match usize::try_from(got) {
        Ok(got) if got <= n => Ok(Some(bytes.bytes()[..got.min(bytes.len())].to_vec())),
        _ => Err(vm.os_error_message(format!(
            "raw readinto() returned invalid length {got} (should have been between 0 and {n})"
        ))),
    }
}

fn read_into(vm: &Vm, this: &Ref, target: &Ref, name: &str, method: &str) -> PyResult {
    let target = writable_arg(vm, target, name, "")?;
    let n = target.len();
    let data = vm.call_method_str(this, method, &[vm.new_int(n as i64)])?;
    if !data.has_kind(Kind::Bytes) {
        return Err(vm.type_error("read() should return bytes"));
    }
    let data = as_bytes(&data);
    if data.len() > n {
        return Err(vm.value_error(format!(
            "read() returned too much data: {n} bytes requested, {} returned",
            data.len()
        )));
    }
    Ok(vm.new_int(target.fill(data) as i64))
}

/// A line of bytes through `peek` and `read`.
fn readline(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let limit = optional_size(vm, a.first())?.unwrap_or(-1) as i64;
    let peek = vm.get_attr_opt(this, &vm.interned.intern_str(vm, "peek"))?;
    let mut line: Vec<u8> = Vec::new();
    while limit < 0 || (line.len() as i64) < limit {
        let mut want = 1;
        if let Some(p) = &peek {
            let seen = vm.call_one(p, &vm.new_int(1))?;
            if !seen.has_kind(Kind::Bytes) {
                return Err(vm.os_error_message(format!(
                    "peek() should have returned a bytes object, not '{}'",
                    vm.type_of(&seen).name_str()
                )));
            }
            let seen = as_bytes(&seen);
            if !seen.is_empty() {
                let end = seen
                    .iter()
                    .position(|&b| b == b'\n')
                    .map_or(seen.len(), |i| i + 1);
                want = if limit < 0 {
                    end
                } else {
                    end.min((limit as usize) - line.len())
                };
            }
        }
        let got = vm.call_method(this, &vm.names.read, &[vm.new_int(want as i64)])?;
        if got.is_none() {
            break;
        }
        if !got.has_kind(Kind::Bytes) {
            return Err(vm.os_error_message(format!(
                "read() should have returned a bytes object, not '{}'",
                vm.type_of(&got).name_str()
            )));
        }
        let got = as_bytes(&got);
        line.extend_from_slice(got);
        if got.is_empty() || line.last() == Some(&b'\n') {
            break;
        }
    }
    Ok(new_bytes(vm, line))
}

/// `readlines(hint)`
pub fn read_lines(vm: &Vm, this: &Ref, hint: i64) -> PyResult {
    let mut lines = Vec::new();
    let mut total = 0;
    for line in vm.iterate(this)? {
        let line = line?;
        total += vm.len(&line)? as i64;
        lines.push(line);
        if hint > 0 && total > hint {
            break;
        }
    }
    Ok(new_list(vm, lines))
}
