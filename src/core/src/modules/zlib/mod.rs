//! The module `zlib`, over a zlib library in Rust: what it compresses to may differ from what another zlib makes of the
//! same, byte for byte, but any of them reads it.

mod compress;
mod decompress;
mod decompressor;
mod stream;

use super::common::{add_type, make_type};
use super::support::new_exception;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, buffer_argument, from_utf8, int_to_bigint};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::Ref;
use libz_rs_sys as z;
use malachite_bigint::BigInt;
use std::ffi::CStr;
use std::rc::Rc;
use stream::Failure;

const NAME: &str = "zlib";
const DEF_MEM_LEVEL: i32 = 8;
const DEF_BUF_SIZE: i64 = 16 * 1024;

/// Constants that several of the functions have as a default.
struct Common;

impl Common {
    const MAX_WBITS: i32 = 15;
}

/// What the module's functions need.
struct State {
    error: Ref,
    compress: TypePtr,
    decompress: TypePtr,
}

impl State {
    fn of(vm: &Vm) -> Rc<State> {
        vm.state(NAME)
            .expect("set when the module was made, before any of its functions runs")
    }
}

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU \
          zip.\n\nadler32(string[, start]) -- Compute an Adler-32 checksum.\ncompress(data[, level]) -- Compress data, with \
          compression level 0-9 or -1.\ncompressobj([level[, ...]]) -- Return a compressor object.\ncrc32(string[, start]) \
          -- Compute a CRC-32 checksum.\ndecompress(string,[wbits],[bufsize]) -- Decompresses a compressed string.\n\
          decompressobj([wbits[, zdict]]) -- Return a decompressor object.\n\n'wbits' is window buffer size and container \
          format.\nCompressor objects support compress() and flush() methods; decompressor\nobjects support decompress() \
          and flush().",
    methods: &METHODS,
    init: |vm, module| {
        let error = new_exception(vm, NAME, "error", vm.types.exception)?;
        add(vm, module, "error", error.clone())?;
        let state = State {
            error,
            compress: make_type(vm, &compress::COMPRESS, vm.types.object)?,
            decompress: make_type(vm, &decompress::DECOMPRESS, vm.types.object)?,
        };
        vm.set_state(NAME, state);
        add_type(vm, module, &decompressor::DECOMPRESSOR)?;
        for (name, value) in [
            ("MAX_WBITS", Common::MAX_WBITS),
            ("DEFLATED", z::Z_DEFLATED),
            ("DEF_MEM_LEVEL", DEF_MEM_LEVEL),
            ("DEF_BUF_SIZE", DEF_BUF_SIZE as i32),
            ("Z_NO_COMPRESSION", z::Z_NO_COMPRESSION),
            ("Z_BEST_SPEED", z::Z_BEST_SPEED),
            ("Z_BEST_COMPRESSION", z::Z_BEST_COMPRESSION),
            ("Z_DEFAULT_COMPRESSION", z::Z_DEFAULT_COMPRESSION),
            ("Z_FILTERED", z::Z_FILTERED),
            ("Z_HUFFMAN_ONLY", z::Z_HUFFMAN_ONLY),
            ("Z_RLE", z::Z_RLE),
            ("Z_FIXED", z::Z_FIXED),
            ("Z_DEFAULT_STRATEGY", z::Z_DEFAULT_STRATEGY),
            ("Z_NO_FLUSH", z::Z_NO_FLUSH),
            ("Z_PARTIAL_FLUSH", z::Z_PARTIAL_FLUSH),
            ("Z_SYNC_FLUSH", z::Z_SYNC_FLUSH),
            ("Z_FULL_FLUSH", z::Z_FULL_FLUSH),
            ("Z_FINISH", z::Z_FINISH),
            ("Z_BLOCK", z::Z_BLOCK),
            ("Z_TREES", z::Z_TREES),
        ] {
            add(vm, module, name, vm.new_int(value.into()))?;
        }
        // SAFETY: a static text that ends with a zero.
        let version = unsafe { CStr::from_ptr(z::zlibVersion()) };
        let version = from_utf8(vm, &version.to_string_lossy())?;
        add(vm, module, "ZLIB_VERSION", version.clone())?;
        add(vm, module, "ZLIB_RUNTIME_VERSION", version)?;
        add(vm, module, "__version__", from_utf8(vm, "1.0")?)
    },
};

static METHODS: [MethodDef; 6] = [
    MethodDef::positional("adler32", 1, 2, |vm, _, a| {
        let data = buffer_argument(vm, &a[0])?;
        let start = a.get(1).map_or(Ok(1), |v| low_bits(vm, v))?;
        // SAFETY: the bytes are there.
        let sum = unsafe { z::adler32_z(start.into(), data.as_ptr(), data.len()) };
        Ok(vm.new_int((sum & 0xFFFF_FFFF) as i64))
    })
    .text_signature("data, value=1, /")
    .doc(
        "Compute an Adler-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is \
         an integer.",
    ),
    MethodDef::keywords(
        "compress",
        "data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS",
        compress::compress,
    )
    .doc(
        "Returns a bytes object containing compressed data.\n\n  data\n    Binary data to be compressed.\n  level\n    \
         Compression level, in 0-9 or -1.\n  wbits\n    The window buffer size and container format.",
    ),
    MethodDef::keywords(
        "compressobj",
        "level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, \
         strategy=Z_DEFAULT_STRATEGY, zdict=<unrepresentable>",
        compress::compressobj,
    )
    .doc(
        "Return a compressor object.\n\n  level\n    The compression level (an integer in the range 0-9 or -1; default is\n    \
         currently equivalent to 6).  Higher compression levels are slower,\n    but produce smaller results.\n  method\n    \
         The compression algorithm.  If given, this must be DEFLATED.\n  wbits\n    +9 to +15: The base-two logarithm of \
         the window size.  Include a zlib\n        container.\n    -9 to -15: Generate a raw stream.\n    +25 to +31: Include \
         a gzip container.\n  memLevel\n    Controls the amount of memory used for internal compression state.\n    Valid \
         values range from 1 to 9.  Higher values result in higher memory\n    usage, faster compression, and smaller \
         output.\n  strategy\n    Used to tune the compression algorithm.  Possible values are\n    Z_DEFAULT_STRATEGY, \
         Z_FILTERED, and Z_HUFFMAN_ONLY.\n  zdict\n    The predefined compression dictionary - a sequence of bytes\n    \
         containing subsequences that are likely to occur in the input data.",
    ),
    MethodDef::positional("crc32", 1, 2, |vm, _, a| {
        let data = buffer_argument(vm, &a[0])?;
        let start = a.get(1).map_or(Ok(0), |v| low_bits(vm, v))?;
        // SAFETY: the bytes are there.
        let sum = unsafe { z::crc32_z(start.into(), data.as_ptr(), data.len()) };
        Ok(vm.new_int((sum & 0xFFFF_FFFF) as i64))
    })
    .text_signature("data, value=0, /")
    .doc(
        "Compute a CRC-32 checksum of data.\n\n  value\n    Starting value of the checksum.\n\nThe returned checksum is an \
         integer.",
    ),
    MethodDef::keywords(
        "decompress",
        "data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE",
        decompress::decompress,
    )
    .doc(
        "Returns a bytes object containing the uncompressed data.\n\n  data\n    Compressed data.\n  wbits\n    The window \
         buffer size and container format.\n  bufsize\n    The initial output buffer size.",
    ),
    MethodDef::keywords("decompressobj", "wbits=MAX_WBITS, zdict=b''", decompress::decompressobj).doc(
        "Return a decompressor object.\n\n  wbits\n    The window buffer size and container format.\n  zdict\n    The \
         predefined compression dictionary.  This must be the same\n    dictionary as used by the compressor that produced \
         the input data.",
    ),
];

/// Raises `zlib.error`.
#[cold]
fn error(vm: &Vm, text: &str) -> Raised {
    let state = State::of(vm);
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.error.slot().ptr()) };
    vm.raise_message(class, text)
}

/// Raises `zlib.error` for a failure of a stream.
#[cold]
fn failed(vm: &Vm, failure: &Failure, what: &str) -> Raised {
    if failure.code == z::Z_MEM_ERROR {
        return vm.memory_error();
    }
    error(vm, &failure.text(what))
}

/// Raises what making a stream failed with.
#[cold]
fn creation_failed(vm: &Vm, failure: &Failure, kind: &str) -> Raised {
    match failure.code {
        z::Z_STREAM_ERROR => vm.value_error("Invalid initialization option"),
        z::Z_MEM_ERROR => vm.raise_message(
            vm.types.memory_error,
            &format!("Can't allocate memory for {kind} object"),
        ),
        _ => failed(vm, failure, &format!("while creating {kind} object")),
    }
}

/// A C `int` argument with a default.
fn number(vm: &Vm, r: &Option<Ref>, default: i32) -> PyResult<i32> {
    r.as_ref().map_or(Ok(default), |r| vm.as_c_int(r))
}

/// The low 32 bits of an int.
fn low_bits(vm: &Vm, r: &Ref) -> PyResult<u32> {
    let low = int_to_bigint(&vm.index(r)?) & BigInt::from(u32::MAX);
    Ok(u32::try_from(&low).expect("32 bits"))
}
