//! `zlib._ZlibDecompressor`, over which `gzip` reads.

use super::decompress::{inflate, new_stream, view};
use super::stream::Stream;
use super::{Common, failed, number};
use crate::modules::common::{bind, type_arg};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, buffer_argument, new_bytes, new_object,
    payload,
};
use crate::runtime::{PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use libz_rs_sys as z;
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

/// The payload. Input that is left keeps its place until the next call.
struct Decompressor {
    stream: RefCell<Stream>,
    waiting: RefCell<Vec<u8>>,
    unused: Field,
    dictionary: Field,
    eof: Cell<bool>,
    needs_input: Cell<bool>,
}

impl Payload for Decompressor {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.unused.traverse(f);
        self.dictionary.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Decompressor>();
static NEW: LazyLock<Signature> = LazyLock::new(|| Signature::parse("wbits=15, zdict=b''"));

fn of(this: &Ref) -> &Decompressor {
    payload(this)
}

static METHODS: [MethodDef; 1] = [MethodDef::keywords("decompress", "data, max_length=-1", decompress).doc(
    "Decompress *data*, returning uncompressed data as bytes.\n\nIf *max_length* is nonnegative, returns at most \
     *max_length* bytes\nof decompressed data.  If this limit is reached and further output\ncan be produced, \
     *self.needs_input* will be set to ``False``.  In\nthis case, the next call to *decompress()* may provide *data* \
     as b''\nto obtain more of the output.\n\nIf all of the input data was decompressed and returned (either\n\
     because this was less than *max_length* bytes, or because\n*max_length* was negative), *self.needs_input* will \
     be set to True.\n\nAttempting to decompress data after the end of stream is reached raises an\nEOFError.  Any \
     data found after the end of the stream is ignored and saved in\nthe unused_data attribute.",
)];

static GETSET: [GetSetDef; 3] = [
    GetSetDef {
        doc: "True if the end-of-stream marker has been reached.",
        ..GetSetDef::member("eof", |_, this| Ok(Ref::bool(of(this).eof.get())))
    },
    GetSetDef {
        doc: "Data found after the end of the compressed stream.",
        ..GetSetDef::member("unused_data", |vm, this| {
            Ok(of(this).unused.get().unwrap_or_else(|| new_bytes(vm, [])))
        })
    },
    GetSetDef {
        doc: "True if more input is needed before more decompressed data can be produced.",
        ..GetSetDef::member("needs_input", |_, this| {
            Ok(Ref::bool(of(this).needs_input.get()))
        })
    },
];

/// The type.
pub static DECOMPRESSOR: TypeSpec = TypeSpec {
    module: super::NAME,
    doc: "Create a decompressor object for decompressing data incrementally.\n\n  wbits = 15\n  zdict\n     The \
          predefined compression dictionary. This is a sequence of bytes\n     (such as a bytes object) containing \
          subsequences that are expected\n     to occur frequently in the data that is to be compressed. Those\n     \
          subsequences that are expected to be most common should come at the\n     end of the dictionary. This must \
          be the same dictionary as used by the\n     compressor that produced the input data.\n\n",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let [bits, dictionary] = bind(vm, &NEW, "_ZlibDecompressor", args)?;
            let bits = number(vm, &bits, Common::MAX_WBITS)?;
            // Only a raw stream looks at its dictionary now; another misses it when it asks for it.
            let dictionary = match dictionary {
                Some(d) if crate::object::is_buffer(vm, &d) => Some(d),
                Some(d) if bits < 0 => return Err(vm.not_bytes_like(&d)),
                _ => None,
            };
            let stream = new_stream(vm, bits, &dictionary)?;
            let object = Decompressor {
                stream: RefCell::new(stream),
                waiting: RefCell::default(),
                unused: Field::empty(),
                dictionary: Field::from(dictionary),
                eof: Cell::new(false),
                needs_input: Cell::new(true),
            };
            Ok(new_object(vm, type_arg(ty), object))
        }));
    },
    ..TypeSpec::new("_ZlibDecompressor", &LAYOUT)
};

fn decompress(vm: &Vm, this: &Ref, a: &[Option<Ref>]) -> PyResult {
    let data = buffer_argument(vm, a[0].as_ref().expect("required"))?;
    let limit = match &a[1] {
        None => -1,
        Some(n) => vm.as_ssize(n)?,
    };
    let d = of(this);
    if d.eof.get() {
        return Err(vm.raise_message(vm.types.eof_error, "End of stream already reached"));
    }
    let dictionary = d.dictionary.get();
    let dictionary = view(vm, &dictionary)?;
    let mut waiting = d.waiting.take();
    let joined = !waiting.is_empty();
    if joined {
        waiting.extend_from_slice(&data);
    }
    let input: &[u8] = if joined { &waiting } else { &data };
    let mut out = Vec::new();
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut stream = d.stream.borrow_mut();
    let done = inflate(
        vm,
        &mut stream,
        input,
        &mut out,
        limit,
        dictionary.as_deref(),
        |_| z::Z_SYNC_FLUSH,
    )?;
    let rest = &input[done.used..];
    match done.code {
        z::Z_STREAM_END => {
            d.eof.set(true);
            d.needs_input.set(false);
            if !rest.is_empty() {
                d.unused.set(new_bytes(vm, rest));
            }
            if let Err(f) = stream.end() {
                return Err(failed(vm, &f, "while finishing decompression"));
            }
        }
        z::Z_OK | z::Z_BUF_ERROR => {
            d.needs_input.set(rest.is_empty());
            *d.waiting.borrow_mut() = rest.to_vec();
        }
        code => {
            let failure = stream.failure(code);
            return Err(failed(vm, &failure, "while decompressing data"));
        }
    }
    Ok(new_bytes(vm, out))
}
