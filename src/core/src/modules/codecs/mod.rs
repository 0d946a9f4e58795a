//! The module `_codecs`: the registry of codecs and error handlers, and the codecs that need no Python code.

mod bytes_escape;
mod charmap;
mod convert;
mod handlers;
mod registry;
mod replacement;

pub use registry::{decode_text, encode_text, text_codec_info};
pub use replacement::{decode_replacement, encode_replacement};

use super::ModuleSpec;
use super::common::make_type;
use super::support::bad_argument;
use crate::object::MethodDef;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use registry::Registry;
use std::rc::Rc;
use tricera_text::codec::ByteOrder::{Big, Little};
use tricera_text::codec::Encoding;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "",
    methods: &METHODS,
    init: |vm, _| {
        let ty = make_type(vm, &charmap::ENCODING_MAP, vm.types.object)?;
        vm.set_state(charmap::TYPE, ty);
        Ok(())
    },
};

const NAME: &str = "_codecs";

fn registry(vm: &Vm) -> Rc<Registry> {
    if let Some(r) = vm.state::<Registry>(NAME) {
        return r;
    }
    let new = Registry::new(vm);
    vm.set_state(NAME, new);
    vm.state(NAME).expect("just set")
}

/// A function that encodes with one of the text crate's encodings.
macro_rules! encoder {
    ($name:literal, $encoding:expr) => {
        MethodDef::positional($name, 1, 2, |vm, _, a| {
            convert::encode(vm, $name, a, $encoding)
        })
        .text_signature("str, errors=None, /")
    };
}

/// The same for decoding; the third argument says whether more may follow.
macro_rules! decoder {
    ($name:literal, $encoding:expr, $last:literal) => {
        MethodDef::positional($name, 1, 3, |vm, _, a| {
            convert::decode(vm, $name, a, $encoding, $last)
        })
        .text_signature(match $last {
            true => "data, errors=None, final=True, /",
            false => "data, errors=None, final=False, /",
        })
    };
}

/// The same where the whole is decoded in any case.
macro_rules! whole_decoder {
    ($name:literal, $encoding:expr) => {
        MethodDef::positional($name, 1, 2, |vm, _, a| {
            convert::decode(vm, $name, a, $encoding, true)
        })
        .text_signature("data, errors=None, /")
    };
}

static METHODS: [MethodDef; 40] = [
    MethodDef::one("_unregister_error", registry::unregister_error).text_signature("errors, /"),
    whole_decoder!("ascii_decode", Encoding::Ascii),
    encoder!("ascii_encode", Encoding::Ascii),
    MethodDef::one("charmap_build", charmap::build).text_signature("map, /"),
    MethodDef::positional("charmap_decode", 1, 3, charmap::decode)
        .text_signature("data, errors=None, mapping=None, /"),
    MethodDef::positional("charmap_encode", 1, 3, charmap::encode)
        .text_signature("str, errors=None, mapping=None, /"),
    MethodDef::keywords(
        "decode",
        "obj, encoding='utf-8', errors='strict'",
        registry::decode,
    ),
    MethodDef::keywords(
        "encode",
        "obj, encoding='utf-8', errors='strict'",
        registry::encode,
    ),
    MethodDef::positional("escape_decode", 1, 2, bytes_escape::decode)
        .text_signature("data, errors=None, /"),
    MethodDef::positional("escape_encode", 1, 2, bytes_escape::encode)
        .text_signature("data, errors=None, /"),
    whole_decoder!("latin_1_decode", Encoding::Latin1),
    encoder!("latin_1_encode", Encoding::Latin1),
    MethodDef::one("lookup", registry::lookup_codec).text_signature("encoding, /"),
    MethodDef::one("lookup_error", registry::lookup_error).text_signature("name, /"),
    decoder!(
        "raw_unicode_escape_decode",
        Encoding::RawUnicodeEscape,
        true
    ),
    encoder!("raw_unicode_escape_encode", Encoding::RawUnicodeEscape),
    MethodDef::positional("readbuffer_encode", 1, 2, convert::read_buffer)
        .text_signature("data, errors=None, /"),
    MethodDef::one("register", registry::register).text_signature("search_function, /"),
    MethodDef::positional("register_error", 2, 2, registry::register_error)
        .text_signature("errors, handler, /"),
    decoder!("unicode_escape_decode", Encoding::UnicodeEscape, true),
    encoder!("unicode_escape_encode", Encoding::UnicodeEscape),
    MethodDef::one("unregister", registry::unregister).text_signature("search_function, /"),
    decoder!("utf_16_be_decode", Encoding::Utf16(Some(Big)), false),
    encoder!("utf_16_be_encode", Encoding::Utf16(Some(Big))),
    decoder!("utf_16_decode", Encoding::Utf16(None), false),
    MethodDef::positional("utf_16_encode", 1, 3, |vm, _, a| {
        convert::encode_ordered(vm, "utf_16_encode", a, Encoding::Utf16)
    })
    .text_signature("str, errors=None, byteorder=0, /"),
    MethodDef::positional("utf_16_ex_decode", 1, 4, |vm, _, a| {
        convert::decode_ordered(vm, "utf_16_ex_decode", a, Encoding::Utf16)
    })
    .text_signature("data, errors=None, byteorder=0, final=False, /"),
    decoder!("utf_16_le_decode", Encoding::Utf16(Some(Little)), false),
    encoder!("utf_16_le_encode", Encoding::Utf16(Some(Little))),
    decoder!("utf_32_be_decode", Encoding::Utf32(Some(Big)), false),
    encoder!("utf_32_be_encode", Encoding::Utf32(Some(Big))),
    decoder!("utf_32_decode", Encoding::Utf32(None), false),
    MethodDef::positional("utf_32_encode", 1, 3, |vm, _, a| {
        convert::encode_ordered(vm, "utf_32_encode", a, Encoding::Utf32)
    })
    .text_signature("str, errors=None, byteorder=0, /"),
    MethodDef::positional("utf_32_ex_decode", 1, 4, |vm, _, a| {
        convert::decode_ordered(vm, "utf_32_ex_decode", a, Encoding::Utf32)
    })
    .text_signature("data, errors=None, byteorder=0, final=False, /"),
    decoder!("utf_32_le_decode", Encoding::Utf32(Some(Little)), false),
    encoder!("utf_32_le_encode", Encoding::Utf32(Some(Little))),
    MethodDef::positional("utf_7_decode", 1, 3, convert::decode_utf7)
        .text_signature("data, errors=None, final=False, /"),
    MethodDef::positional("utf_7_encode", 1, 2, convert::encode_utf7)
        .text_signature("str, errors=None, /"),
    decoder!("utf_8_decode", Encoding::Utf8, false),
    encoder!("utf_8_encode", Encoding::Utf8),
];

/// Argument `n` as the name of an error handler.
fn errors_argument(vm: &Vm, function: &str, a: &[Ref], n: usize) -> PyResult<String> {
    let name = match a.get(n) {
        None => None,
        Some(e) if e.is_none() => None,
        Some(e) if e.has_kind(Kind::Str) => Some(vm.utf8_of(e)?),
        Some(e) => {
            let n = (n + 1).to_string();
            return Err(bad_argument(vm, e, function, &n, "str or None"));
        }
    };
    if name.as_ref().is_some_and(|n| n.contains('\0')) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(name.unwrap_or_else(|| "strict".to_owned()))
}
