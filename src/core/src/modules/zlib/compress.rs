//! `zlib.compress` and the objects that `zlib.compressobj` makes.

use super::stream::{Failure, Settings, Stream};
use super::{Common, DEF_MEM_LEVEL, State, failed, number};
use crate::object::{
    Layout, MethodDef, Payload, TypeSpec, buffer_argument, flags, new_bytes, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use libz_rs_sys as z;
use std::cell::RefCell;

/// The payload of `zlib.Compress`.
struct Compress(RefCell<Stream>);

impl Payload for Compress {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Compress>();

static METHODS: [MethodDef; 5] = [
    MethodDef::one("compress", |vm, this, data| {
        let data = buffer_argument(vm, data)?;
        let mut out = Vec::new();
        let mut stream = payload::<Compress>(this).0.borrow_mut();
        deflate(vm, &mut stream, &data, &mut out, z::Z_NO_FLUSH, "while compressing data")?;
        Ok(new_bytes(vm, out))
    })
    .text_signature("data, /")
    .doc(
        "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n\nAfter \
         calling this function, some of the input data may still\nbe stored in internal buffers for later \
         processing.\nCall the flush() method to clear these buffers.",
    ),
    MethodDef::positional("flush", 0, 1, flush)
        .text_signature("mode=zlib.Z_FINISH, /")
        .doc(
            "Return a bytes object containing any remaining compressed data.\n\n  mode\n    One of the constants \
             Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.\n    If mode == Z_FINISH, the compressor object can no longer \
             be\n    used after calling the flush() method.  Otherwise, more data\n    can still be compressed.",
        ),
    MethodDef::no_args("copy", copy).doc("Return a copy of the compression object."),
    MethodDef::no_args("__copy__", copy),
    MethodDef::one("__deepcopy__", |vm, this, _| copy(vm, this)).text_signature("memo, /"),
];

/// The type `zlib.Compress`.
pub static COMPRESS: TypeSpec = TypeSpec {
    module: super::NAME,
    flags: flags::NO_NEW,
    methods: &METHODS,
    ..TypeSpec::new("Compress", &LAYOUT)
};

/// Sends `data` through the stream; returns the last code, which is not `Z_STREAM_ERROR`.
fn deflate(
    vm: &Vm,
    stream: &mut Stream,
    mut data: &[u8],
    out: &mut Vec<u8>,
    flush: i32,
    what: &str,
) -> PyResult<i32> {
    loop {
        // Only the last piece, for the library takes no more than four gigabytes at once, is what is flushed.
        let last = data.len() <= u32::MAX as usize;
        let step = stream
            .step(
                data,
                out,
                usize::MAX,
                if last { flush } else { z::Z_NO_FLUSH },
            )
            .ok_or_else(|| vm.memory_error())?;
        if step.code == z::Z_STREAM_ERROR {
            let failure = stream.failure(step.code);
            return Err(failed(vm, &failure, what));
        }
        data = &data[step.used..];
        if data.is_empty() && (step.code == z::Z_STREAM_END || out.len() < out.capacity()) {
            return Ok(step.code);
        }
    }
}

fn flush(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let mode = a.first().map_or(Ok(z::Z_FINISH), |m| vm.as_c_int(m))?;
    if mode == z::Z_NO_FLUSH {
        return Ok(new_bytes(vm, []));
    }
    let mut out = Vec::new();
    let mut stream = payload::<Compress>(this).0.borrow_mut();
    match deflate(vm, &mut stream, &[], &mut out, mode, "while flushing")? {
        z::Z_STREAM_END if mode == z::Z_FINISH => {
            if let Err(f) = stream.end() {
                return Err(failed(vm, &f, "while finishing compression"));
            }
        }
        z::Z_OK | z::Z_BUF_ERROR => {}
        code => {
            let failure = stream.failure(code);
            return Err(failed(vm, &failure, "while flushing"));
        }
    }
    Ok(new_bytes(vm, out))
}

fn copy(vm: &Vm, this: &Ref) -> PyResult {
    match payload::<Compress>(this).0.borrow_mut().copy() {
        Ok(s) => Ok(new_object(
            vm,
            State::of(vm).compress,
            Compress(RefCell::new(s)),
        )),
        Err(f) => Err(copy_failed(vm, &f, "compression")),
    }
}

/// Raises what copying a stream failed with.
pub fn copy_failed(vm: &Vm, failure: &Failure, kind: &str) -> crate::runtime::Raised {
    match failure.code {
        z::Z_STREAM_ERROR => vm.value_error("Inconsistent stream state"),
        z::Z_MEM_ERROR => vm.raise_message(
            vm.types.memory_error,
            &format!("Can't allocate memory for {kind} object"),
        ),
        _ => failed(vm, failure, &format!("while copying {kind} object")),
    }
}

/// `zlib.compress(data, level, wbits)`
pub fn compress(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let data = buffer_argument(vm, a[0].as_ref().expect("required"))?;
    let settings = Settings {
        level: number(vm, &a[1], z::Z_DEFAULT_COMPRESSION)?,
        method: z::Z_DEFLATED,
        window_bits: number(vm, &a[2], Common::MAX_WBITS)?,
        memory_level: DEF_MEM_LEVEL,
        strategy: z::Z_DEFAULT_STRATEGY,
    };
    let mut stream = match Stream::deflate(&settings) {
        Ok(s) => s,
        Err(f) => {
            return Err(match f.code {
                z::Z_MEM_ERROR => vm.raise_message(
                    vm.types.memory_error,
                    "Out of memory while compressing data",
                ),
                z::Z_STREAM_ERROR => super::error(vm, "Bad compression level"),
                _ => failed(vm, &f, "while compressing data"),
            });
        }
    };
    let mut out = Vec::new();
    deflate(
        vm,
        &mut stream,
        &data,
        &mut out,
        z::Z_FINISH,
        "while compressing data",
    )?;
    match stream.end() {
        Ok(()) => Ok(new_bytes(vm, out)),
        Err(f) => Err(failed(vm, &f, "while finishing compression")),
    }
}

/// `zlib.compressobj(level, method, wbits, memLevel, strategy, zdict)`
pub fn compressobj(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let settings = Settings {
        level: number(vm, &a[0], z::Z_DEFAULT_COMPRESSION)?,
        method: number(vm, &a[1], z::Z_DEFLATED)?,
        window_bits: number(vm, &a[2], Common::MAX_WBITS)?,
        memory_level: number(vm, &a[3], DEF_MEM_LEVEL)?,
        strategy: number(vm, &a[4], z::Z_DEFAULT_STRATEGY)?,
    };
    let dictionary = match &a[5] {
        Some(d) => Some(buffer_argument(vm, d)?),
        None => None,
    };
    let mut stream = match Stream::deflate(&settings) {
        Ok(s) => s,
        Err(f) => return Err(super::creation_failed(vm, &f, "compression")),
    };
    if let Some(d) = &dictionary
        && let Err(f) = stream.set_dictionary(d)
    {
        return Err(match f.code {
            z::Z_STREAM_ERROR => vm.value_error("Invalid dictionary"),
            _ => vm.value_error("deflateSetDictionary()"),
        });
    }
    Ok(new_object(
        vm,
        State::of(vm).compress,
        Compress(RefCell::new(stream)),
    ))
}
