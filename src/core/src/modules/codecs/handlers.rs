//! CPython's own error handlers as functions: what `lookup_error` gives for their names.

use crate::object::{MethodDef, as_bytes, as_str, from_buf, int_to_i64, new_bytes, new_tuple};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::ops::Range;
use tricera_text::codec::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Errors, Replacement,
};
use tricera_text::str::StrBuf;
use tricera_text::str::repr::push_escape;

/// The handlers, under the names they are registered by.
pub(super) static HANDLERS: [(&str, MethodDef); 8] = [
    ("strict", MethodDef::one("strict_errors", strict)),
    (
        "ignore",
        MethodDef::one("ignore_errors", |vm, _, e| handle(vm, e, Errors::Ignore)),
    ),
    (
        "replace",
        MethodDef::one("replace_errors", |vm, _, e| handle(vm, e, Errors::Replace)),
    ),
    (
        "xmlcharrefreplace",
        MethodDef::one("xmlcharrefreplace_errors", |vm, _, e| {
            handle(vm, e, Errors::XmlCharRefReplace)
        }),
    ),
    (
        "backslashreplace",
        MethodDef::one("backslashreplace_errors", |vm, _, e| {
            handle(vm, e, Errors::BackslashReplace)
        }),
    ),
    (
        "namereplace",
        MethodDef::one("namereplace_errors", |vm, _, e| {
            handle(vm, e, Errors::NameReplace)
        }),
    ),
    (
        "surrogatepass",
        MethodDef::one("surrogatepass", |vm, _, e| {
            handle(vm, e, Errors::SurrogatePass)
        }),
    ),
    (
        "surrogateescape",
        MethodDef::one("surrogateescape", |vm, _, e| {
            handle(vm, e, Errors::SurrogateEscape)
        }),
    ),
];

fn strict(vm: &Vm, _: &Ref, e: &Ref) -> PyResult {
    if e.has_kind(Kind::Exception) {
        return Err(vm.raise(e.clone()));
    }
    Err(vm.type_error("codec must pass exception instance"))
}

fn wrong_type(vm: &Vm, e: &Ref) -> Raised {
    let t = vm.type_of(e).name_str();
    vm.type_error(format!("don't know how to handle {t} in error callback"))
}

/// The part of an object of `len` items that a Unicode exception is about.
fn range(vm: &Vm, e: &Ref, len: usize) -> PyResult<Range<usize>> {
    let index =
        |name: &str| -> PyResult<i64> { Ok(int_to_i64(&vm.get_attr_str(e, name)?).unwrap_or(0)) };
    let last = len.saturating_sub(1) as i64;
    let start = index("start")?.clamp(0, last) as usize;
    let end = index("end")?.max(1).min(len as i64) as usize;
    Ok(start..end.max(start))
}

/// The name of the encoding in an exception, as far as a handler knows it.
fn known_encoding(vm: &Vm, e: &Ref) -> PyResult<&'static str> {
    let name = vm.get_attr_str(e, "encoding")?;
    let name = vm.str_string(&name)?.to_lowercase().replace(['-', '_'], "");
    Ok(match &*name {
        "utf8" | "cp65001" => "utf-8",
        "utf16" => "utf-16",
        "utf16le" => "utf-16-le",
        "utf16be" => "utf-16-be",
        "utf32" => "utf-32",
        "utf32le" => "utf-32-le",
        "utf32be" => "utf-32-be",
        _ => "",
    })
}

fn object_of(vm: &Vm, e: &Ref, kind: Kind) -> PyResult {
    let object = vm.get_attr_str(e, "object")?;
    if object.has_kind(kind) {
        return Ok(object);
    }
    let what = if kind == Kind::Str { "string" } else { "bytes" };
    Err(vm.type_error(format!("UnicodeError 'object' attribute must be a {what}")))
}

/// `(replacement, where to go on)`
fn answer(vm: &Vm, replacement: Ref, at: usize) -> PyResult {
    Ok(new_tuple(vm, [replacement, vm.new_int(at as i64)]))
}

fn handle(vm: &Vm, e: &Ref, mut errors: Errors) -> PyResult {
    let t = &vm.types;
    if vm.is_instance_of(e, t.unicode_decode_error) {
        let object = object_of(vm, e, Kind::Bytes)?;
        let data = as_bytes(&object);
        let bad = range(vm, e, data.len())?;
        let error = DecodeError {
            encoding: known_encoding(vm, e)?,
            start: bad.start,
            end: bad.end,
            reason: "",
        };
        let mut out = StrBuf::new();
        return match errors.decode_error(data, error, &mut out) {
            Ok(at) => answer(vm, from_buf(vm, out.finish())?, at),
            Err(CodecError::WrongDirection(_)) => Err(wrong_type(vm, e)),
            Err(_) => Err(vm.raise(e.clone())),
        };
    }
    if vm.is_instance_of(e, t.unicode_encode_error) {
        let object = object_of(vm, e, Kind::Str)?;
        let text = as_str(&object).units();
        let bad = range(vm, e, text.len())?;
        let error = EncodeError {
            encoding: known_encoding(vm, e)?,
            start: bad.start,
            end: bad.end,
            reason: "",
        };
        return match errors.encode_error(text, error) {
            Ok((Replacement::Str(s), at)) => answer(vm, from_buf(vm, s.finish())?, at),
            // Leaving out is replacing by empty text.
            Ok((Replacement::Bytes(_), at)) if matches!(errors, Errors::Ignore) => {
                answer(vm, vm.names.empty.clone(), at)
            }
            Ok((Replacement::Bytes(b), at)) => answer(vm, new_bytes(vm, b), at),
            Err(_) => Err(vm.raise(e.clone())),
        };
    }
    if !vm.is_instance_of(e, t.unicode_translate_error) {
        return Err(wrong_type(vm, e));
    }
    let object = object_of(vm, e, Kind::Str)?;
    let text = as_str(&object).units();
    let bad = range(vm, e, text.len())?;
    let mut out = StrBuf::new();
    for c in text.slice(bad.clone()).chars() {
        match errors {
            Errors::Ignore => {}
            Errors::Replace => out.push(0xFFFD),
            Errors::BackslashReplace => push_escape(&mut out, c),
            _ => return Err(wrong_type(vm, e)),
        }
    }
    answer(vm, from_buf(vm, out.finish())?, bad.end)
}
