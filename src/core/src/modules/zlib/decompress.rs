//! `zlib.decompress` and the objects that `zlib.decompressobj` makes.

use super::compress::copy_failed;
use super::stream::Stream;
use super::{Common, DEF_BUF_SIZE, State, failed, number};
use crate::object::{
    ByteView, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_bytes, buffer_argument,
    bytes_like, flags, new_bytes, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use libz_rs_sys as z;
use std::cell::{Cell, RefCell};

/// The payload of `zlib.Decompress`.
struct Decompress {
    stream: RefCell<Stream>,
    /// What came behind the end of the compressed data.
    unused: Field,
    /// Input that waits because of a limit to the output.
    tail: Field,
    /// The dictionary, if there is one.
    dictionary: Field,
    eof: Cell<bool>,
}

impl Payload for Decompress {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.unused.traverse(f);
        self.tail.traverse(f);
        self.dictionary.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Decompress>();

fn of(this: &Ref) -> &Decompress {
    payload(this)
}

fn bytes_of(vm: &Vm, f: &Field) -> Ref {
    f.get().unwrap_or_else(|| new_bytes(vm, []))
}

static METHODS: [MethodDef; 5] = [
    MethodDef::keywords("decompress", "data, /, max_length=0", decompress_more).doc(
        "Return a bytes object containing the decompressed version of the data.\n\n  data\n    The binary data to \
         decompress.\n  max_length\n    The maximum allowable length of the decompressed data.\n    Unconsumed \
         input data will be stored in\n    the unconsumed_tail attribute.\n\nAfter calling this function, some of \
         the input data may still be\nstored in internal buffers for later processing.\nCall the flush() method \
         to clear these buffers.",
    ),
    MethodDef::positional("flush", 0, 1, flush)
        .text_signature("length=zlib.DEF_BUF_SIZE, /")
        .doc(
            "Return a bytes object containing any remaining decompressed data.\n\n  length\n    the initial size of \
             the output buffer.",
        ),
    MethodDef::no_args("copy", copy).doc("Return a copy of the decompression object."),
    MethodDef::no_args("__copy__", copy),
    MethodDef::one("__deepcopy__", |vm, this, _| copy(vm, this)).text_signature("memo, /"),
];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::member("unused_data", |vm, this| Ok(bytes_of(vm, &of(this).unused))),
    GetSetDef::member("unconsumed_tail", |vm, this| {
        Ok(bytes_of(vm, &of(this).tail))
    }),
    GetSetDef::member("eof", |_, this| Ok(Ref::bool(of(this).eof.get()))),
];

/// The type `zlib.Decompress`.
pub static DECOMPRESS: TypeSpec = TypeSpec {
    module: super::NAME,
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    ..TypeSpec::new("Decompress", &LAYOUT)
};

/// How [`inflate`] ended.
pub struct Inflated {
    pub code: i32,
    /// Bytes of the input that were used.
    pub used: usize,
}

/// Sends `data` through the stream until it is used up, the stream ends, `limit` bytes came out, or something is wrong. A
/// dictionary is given when the stream asks for it. `at_end` is how the last piece is flushed.
pub fn inflate(
    vm: &Vm,
    stream: &mut Stream,
    data: &[u8],
    out: &mut Vec<u8>,
    limit: usize,
    dictionary: Option<&[u8]>,
    at_end: impl Fn(bool) -> i32,
) -> PyResult<Inflated> {
    let mut used = 0;
    loop {
        let rest = &data[used..];
        let flush = at_end(rest.len() <= u32::MAX as usize);
        let step = stream
            .step(rest, out, limit, flush)
            .ok_or_else(|| vm.memory_error())?;
        used += step.used;
        let ended = Inflated {
            code: step.code,
            used,
        };
        match step.code {
            z::Z_OK | z::Z_BUF_ERROR => {}
            z::Z_NEED_DICT if dictionary.is_some() => {
                let d = dictionary.expect("just asked");
                stream
                    .set_dictionary(d)
                    .map_err(|f| failed(vm, &f, "while setting zdict"))?;
                continue;
            }
            _ => return Ok(ended),
        }
        let full = out.len() == out.capacity() || out.len() >= limit;
        if out.len() >= limit || (!full && used == data.len()) {
            return Ok(ended);
        }
        if !full && step.used == 0 {
            // Nothing moves any more.
            return Ok(ended);
        }
    }
}

impl Decompress {
    fn dictionary(&self) -> Option<Ref> {
        self.dictionary.get()
    }

    /// Keeps what was not used of the input.
    fn keep(&self, vm: &Vm, rest: &[u8], code: i32) {
        if code == z::Z_STREAM_END {
            if !rest.is_empty() {
                let mut all = as_bytes(&bytes_of(vm, &self.unused)).to_vec();
                all.extend_from_slice(rest);
                self.unused.set(new_bytes(vm, all));
            }
            self.tail.set(new_bytes(vm, []));
        } else {
            self.tail.set(new_bytes(vm, rest));
        }
    }
}

fn decompress_more(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let data = buffer_argument(vm, a[0].as_ref().expect("required"))?;
    let limit = match &a[1] {
        None => 0,
        Some(n) => vm.as_ssize(n)?,
    };
    let limit = match usize::try_from(limit) {
        Err(_) => return Err(vm.value_error("max_length must be non-negative")),
        Ok(0) => usize::MAX,
        Ok(n) => n,
    };
    let d = of(this);
    let dictionary = d.dictionary();
    let dictionary = view(vm, &dictionary)?;
    let mut out = Vec::new();
    let mut stream = d.stream.borrow_mut();
    let done = inflate(
        vm,
        &mut stream,
        &data,
        &mut out,
        limit,
        dictionary.as_deref(),
        |_| z::Z_SYNC_FLUSH,
    )?;
    d.keep(vm, &data[done.used..], done.code);
    match done.code {
        z::Z_STREAM_END => d.eof.set(true),
        z::Z_OK | z::Z_BUF_ERROR => {}
        code => {
            let failure = stream.failure(code);
            return Err(failed(vm, &failure, "while decompressing data"));
        }
    }
    Ok(new_bytes(vm, out))
}

/// The bytes of a dictionary.
pub fn view<'a>(vm: &Vm, dictionary: &'a Option<Ref>) -> PyResult<Option<ByteView<'a>>> {
    match dictionary {
        Some(d) => buffer_argument(vm, d).map(Some),
        None => Ok(None),
    }
}

fn flush(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let length = a
        .first()
        .map_or(Ok(DEF_BUF_SIZE as isize), |n| vm.as_ssize(n))?;
    if length <= 0 {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let d = of(this);
    let dictionary = d.dictionary();
    let dictionary = view(vm, &dictionary)?;
    let tail = bytes_of(vm, &d.tail);
    let data = as_bytes(&tail);
    let mut out = Vec::new();
    let mut stream = d.stream.borrow_mut();
    let at_end = |last| if last { z::Z_FINISH } else { z::Z_NO_FLUSH };
    let done = inflate(
        vm,
        &mut stream,
        data,
        &mut out,
        usize::MAX,
        dictionary.as_deref(),
        at_end,
    )?;
    d.keep(vm, &data[done.used..], done.code);
    match done.code {
        z::Z_STREAM_END => {
            d.eof.set(true);
            if let Err(f) = stream.end() {
                return Err(failed(vm, &f, "while finishing decompression"));
            }
        }
        z::Z_OK | z::Z_BUF_ERROR => {}
        code => {
            let failure = stream.failure(code);
            return Err(failed(vm, &failure, "while decompressing data"));
        }
    }
    Ok(new_bytes(vm, out))
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let stream = match d.stream.borrow_mut().copy() {
        Ok(s) => s,
        Err(f) => return Err(copy_failed(vm, &f, "decompression")),
    };
    let copy = Decompress {
        stream: RefCell::new(stream),
        unused: Field::from(d.unused.get()),
        tail: Field::from(d.tail.get()),
        dictionary: Field::from(d.dictionary.get()),
        eof: Cell::new(d.eof.get()),
    };
    Ok(new_object(vm, State::of(vm).decompress, copy))
}

/// `zlib.decompress(data, wbits, bufsize)`
pub fn decompress(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let data = buffer_argument(vm, a[0].as_ref().expect("required"))?;
    let bits = number(vm, &a[1], Common::MAX_WBITS)?;
    let size = match &a[2] {
        None => DEF_BUF_SIZE as isize,
        Some(n) => vm.as_ssize(n)?,
    };
    if size < 0 {
        return Err(vm.value_error("bufsize must be non-negative"));
    }
    let mut stream = match Stream::inflate(bits) {
        Ok(s) => s,
        Err(f) if f.code == z::Z_MEM_ERROR => {
            return Err(vm.raise_message(
                vm.types.memory_error,
                "Out of memory while decompressing data",
            ));
        }
        Err(f) => return Err(failed(vm, &f, "while preparing to decompress data")),
    };
    let mut out = Vec::new();
    let at_end = |last| if last { z::Z_FINISH } else { z::Z_NO_FLUSH };
    let done = inflate(vm, &mut stream, &data, &mut out, usize::MAX, None, at_end)?;
    if done.code != z::Z_STREAM_END {
        let code = if done.code == z::Z_OK {
            z::Z_BUF_ERROR
        } else {
            done.code
        };
        let failure = stream.failure(code);
        return Err(failed(vm, &failure, "while decompressing data"));
    }
    match stream.end() {
        Ok(()) => Ok(new_bytes(vm, out)),
        Err(f) => Err(failed(vm, &f, "while finishing decompression")),
    }
}

/// A decompressing stream, as the constructors of both kinds of objects make it: a raw one has its dictionary at once.
pub fn new_stream(vm: &Vm, bits: i32, dictionary: &Option<Ref>) -> PyResult<Stream> {
    if let Some(d) = dictionary
        && bytes_like(vm, d)?.is_none()
    {
        return Err(vm.type_error("zdict argument must support the buffer protocol"));
    }
    let mut stream = match Stream::inflate(bits) {
        Ok(s) => s,
        Err(f) => return Err(super::creation_failed(vm, &f, "decompression")),
    };
    if bits < 0
        && let Some(d) = view(vm, dictionary)?
        && let Err(f) = stream.set_dictionary(&d)
    {
        return Err(failed(vm, &f, "while setting zdict"));
    }
    Ok(stream)
}

/// `zlib.decompressobj(wbits, zdict)`
pub fn decompressobj(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let bits = number(vm, &a[0], Common::MAX_WBITS)?;
    let stream = new_stream(vm, bits, &a[1])?;
    let object = Decompress {
        stream: RefCell::new(stream),
        unused: Field::empty(),
        tail: Field::empty(),
        dictionary: Field::from(a[1].clone()),
        eof: Cell::new(false),
    };
    Ok(new_object(vm, State::of(vm).decompress, object))
}
