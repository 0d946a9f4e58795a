//! The module `_json`: what `json` does for every character and every object.

mod encode;
mod encoder;
mod escape;
mod scan;
mod scanner;
mod swar;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, StrObject, as_str, from_utf8, new_tuple};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

const NAME: &str = "_json";

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "json speedups\n",
    methods: &METHODS,
    init: |vm, module| {
        let scanner = make_type(vm, &scanner::SCANNER, vm.types.object)?;
        add(vm, module, "make_scanner", scanner.to_ref())?;
        let encoder = make_type(vm, &encoder::ENCODER, vm.types.object)?;
        add(vm, module, "make_encoder", encoder.to_ref())
    },
};

static METHODS: [MethodDef; 3] = [
    MethodDef::one("encode_basestring_ascii", |vm, _, s| {
        let mut out = tricera_text::str::StrBuf::new();
        escape::push(&mut out, string(vm, s)?.units(), true);
        crate::object::from_buf(vm, out)
    })
    .shown("($self, object, /)")
    .doc("encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string"),
    MethodDef::one("encode_basestring", |vm, _, s| {
        let mut out = tricera_text::str::StrBuf::new();
        escape::push(&mut out, string(vm, s)?.units(), false);
        crate::object::from_buf(vm, out.finish())
    })
    .shown("($self, object, /)")
    .doc("encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string"),
    MethodDef::raw("scanstring", |vm, _, args| {
        args.no_keywords(vm, "scanstring")?;
        let a = args.positional();
        let n = a.len();
        if n < 2 {
            return Err(vm.type_error(format!(
                "scanstring() takes at least 2 arguments ({n} given)"
            )));
        }
        if n > 3 {
            return Err(vm.type_error(format!(
                "scanstring() takes at most 3 arguments ({n} given)"
            )));
        }
        let end = vm.as_ssize(&a[1])?;
        let strict = a.get(2).map_or(Ok(true), |s| vm.is_true(s))?;
        let (text, end) = scan::scan_string(vm, string(vm, &a[0]).map(|_| &a[0])?, end, strict)?;
        Ok(new_tuple(vm, [text, vm.new_int(end as i64)]))
    })
    .text_signature("")
    .doc(
        "scanstring(string, end, strict=True) -> (string, end)\n\nScan the string s for a JSON string. End is the index of the\n\
        character in s after the quote that started the JSON string.\nUnescapes all valid JSON string escape sequences and raises \
        ValueError\non attempt to decode an invalid string. If strict is False then literal\ncontrol characters are allowed in the \
        string.\n\nReturns a tuple of the decoded string and the index of the character in s\nafter the end quote.",
    ),
];

/// The argument that must be a str.
fn string<'a>(vm: &Vm, s: &'a Ref) -> PyResult<&'a StrObject> {
    if s.has_kind(Kind::Str) {
        return Ok(as_str(s));
    }
    Err(vm.type_error(format!(
        "first argument must be a string, not {}",
        vm.type_of(s).name_str()
    )))
}

/// Raises `json.JSONDecodeError(message, text, at)`.
#[cold]
fn decode_error(vm: &Vm, message: &str, text: &Ref, at: usize) -> Raised {
    let make = || -> PyResult {
        let module = crate::runtime::import::import_module(vm, "json.decoder")?;
        let class = vm.get_attr_str(&module, "JSONDecodeError")?;
        let message = from_utf8(vm, message)?;
        vm.call_positional(&class, &[message, text.clone(), vm.new_int(at as i64)])
    };
    match make() {
        Ok(e) if e.has_kind(Kind::Exception) => vm.raise(e),
        Ok(_) => vm.type_error("exceptions must derive from BaseException"),
        Err(r) => r,
    }
}
