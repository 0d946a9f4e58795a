//! Encoding and decoding, the errors and error handlers included.
//!
//! These are the entry points that `str.encode`, `bytes.decode`, `str(bytes, …)` and the codec modules share.

use super::new_bytes;
use crate::modules::codecs;
use crate::object::{as_str, from_buf, from_utf8, new_ascii};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::codec::encoding::normalize;
use tricera_text::codec::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Encoding, Errors, Replacement,
};
use tricera_text::str::{StrBuf, StrRef};

/// An error handler by its name, which is looked up only when something goes wrong.
pub struct Handler<'a> {
    pub vm: &'a Vm,
    pub name: &'a str,
}

/// How a conversion failed: with an error to describe, or with an exception raised already.
pub enum Failure {
    Codec(CodecError),
    Raised,
}

impl From<CodecError> for Failure {
    fn from(e: CodecError) -> Failure {
        Failure::Codec(e)
    }
}

impl From<Raised> for Failure {
    fn from(_: Raised) -> Failure {
        Failure::Raised
    }
}

impl DecodeErrors for Handler<'_> {
    type Error = Failure;
    fn decode_error(
        &mut self,
        input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, Failure> {
        match Errors::from_name(self.name) {
            Some(mut own) => Ok(own.decode_error(input, error, out)?),
            None => Ok(codecs::decode_replacement(
                self.vm, self.name, input, &error, out,
            )?),
        }
    }
}

impl EncodeErrors for Handler<'_> {
    type Error = Failure;
    fn encode_error(
        &mut self,
        input: StrRef<'_>,
        error: EncodeError,
    ) -> Result<(Replacement, usize), Failure> {
        match Errors::from_name(self.name) {
            Some(mut own) => Ok(own.encode_error(input, error)?),
            None => Ok(codecs::encode_replacement(
                self.vm, self.name, input, &error,
            )?),
        }
    }
    fn encode_failed(&mut self, _: StrRef<'_>, error: EncodeError) -> Failure {
        Failure::Codec(CodecError::Encode(error))
    }
}

/// The encodings that `str.encode` and `bytes.decode` know without asking the registry of codecs.
fn known_encoding(name: &str) -> Option<Encoding> {
    if name == "utf-8" {
        return Some(Encoding::Utf8);
    }
    Some(match &*normalize(name) {
        "utf8" | "utf_8" => Encoding::Utf8,
        "utf16" | "utf_16" => Encoding::Utf16(None),
        "utf32" | "utf_32" => Encoding::Utf32(None),
        "ascii" | "us_ascii" => Encoding::Ascii,
        "latin1" | "latin_1" | "iso_8859_1" | "iso8859_1" => Encoding::Latin1,
        _ => return None,
    })
}

/// Is this the usual name of an encoding in which ASCII text is its own bytes?
#[inline]
pub fn extends_ascii(encoding: &Ref) -> bool {
    encoding.has_kind(Kind::Str)
        && as_str(encoding).as_ascii().is_some_and(|name| {
            matches!(
                name.as_bytes(),
                b"utf-8" | b"utf8" | b"ascii" | b"latin-1" | b"latin1"
            )
        })
}

/// Do these arguments, an encoding and a handler of errors as far as they are given, ask for one in which ASCII text is its own bytes? The
/// handler may be anything that is a name, since there will be no errors.
#[inline]
pub fn keeps_ascii(args: &[Ref]) -> bool {
    let is_name = |r: &Ref| {
        let text = r.has_kind(Kind::Str).then(|| as_str(r).as_ascii());
        text.flatten().is_some_and(|t| !t.as_bytes().contains(&0))
    };
    match args {
        [] => true,
        [encoding] => extends_ascii(encoding),
        [encoding, errors] => extends_ascii(encoding) && is_name(errors),
        _ => false,
    }
}

/// `s.encode(encoding, errors)`: the bytes.
///
/// # Errors
/// UnicodeEncodeError, LookupError, and what the error handler raises.
pub fn encode_str(vm: &Vm, s: &Ref, encoding: &str, errors: &str) -> PyResult<Vec<u8>> {
    match known_encoding(encoding) {
        Some(known) => encode_with(vm, s, known, errors),
        None => codecs::encode_text(vm, s, encoding, errors),
    }
}

/// The same for an encoding that is known.
pub fn encode_with(vm: &Vm, s: &Ref, encoding: Encoding, errors: &str) -> PyResult<Vec<u8>> {
    let text = as_str(s);
    if text.is_ascii()
        && matches!(
            encoding,
            Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1
        )
    {
        return Ok(text.raw().to_vec());
    }
    encoding
        .encode(text.units(), &mut Handler { vm, name: errors })
        .map_err(|e| raise_encode_failure(vm, s, e))
}

/// `bytes.decode(encoding, errors)`: the str.
///
/// # Errors
/// UnicodeDecodeError, LookupError, and what the error handler raises.
pub fn decode_bytes(vm: &Vm, bytes: &[u8], encoding: &str, errors: &str) -> PyResult {
    match known_encoding(encoding) {
        Some(known) => decode_with(vm, bytes, known, errors),
        None => codecs::decode_text(vm, bytes, encoding, errors),
    }
}

/// The same for an encoding that is known.
pub fn decode_with(vm: &Vm, bytes: &[u8], encoding: Encoding, errors: &str) -> PyResult {
    if bytes.is_ascii()
        && matches!(
            encoding,
            Encoding::Utf8 | Encoding::Ascii | Encoding::Latin1
        )
    {
        return new_ascii(vm, bytes);
    }
    match encoding.decode(bytes, &mut Handler { vm, name: errors }) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(raise_decode_failure(vm, bytes, e)),
    }
}

/// Raises what ended an encoding, unless that has raised already.
#[cold]
pub fn raise_encode_failure(vm: &Vm, object: &Ref, e: Failure) -> Raised {
    match e {
        Failure::Raised => Raised,
        Failure::Codec(e) => raise_encode(vm, object, e),
    }
}

/// Raises what ended a decoding, unless that has raised already.
#[cold]
pub fn raise_decode_failure(vm: &Vm, input: &[u8], e: Failure) -> Raised {
    match e {
        Failure::Raised => Raised,
        Failure::Codec(e) => raise_decode(vm, input, e),
    }
}

#[cold]
fn wrong_direction(vm: &Vm, exception: &str) -> Raised {
    vm.type_error(format!(
        "don't know how to handle {exception} in error callback"
    ))
}

/// Raises UnicodeEncodeError with its fields.
#[cold]
pub fn raise_encode(vm: &Vm, object: &Ref, e: CodecError) -> Raised {
    match e {
        CodecError::Encode(e) => raise_unicode(
            vm,
            vm.types.unicode_encode_error,
            e.encoding,
            object.clone(),
            e.start..e.end,
            e.reason,
        ),
        CodecError::Decode(_) => wrong_direction(vm, "UnicodeDecodeError"),
        CodecError::WrongDirection(exception) => wrong_direction(vm, exception),
    }
}

/// Raises UnicodeDecodeError with its fields.
#[cold]
pub fn raise_decode(vm: &Vm, input: &[u8], e: CodecError) -> Raised {
    match e {
        CodecError::Decode(e) => raise_unicode(
            vm,
            vm.types.unicode_decode_error,
            e.encoding,
            new_bytes(vm, input),
            e.start..e.end,
            e.reason,
        ),
        CodecError::Encode(_) => wrong_direction(vm, "UnicodeEncodeError"),
        CodecError::WrongDirection(exception) => wrong_direction(vm, exception),
    }
}

fn raise_unicode(
    vm: &Vm,
    ty: crate::object::TypePtr,
    encoding: &str,
    object: Ref,
    range: std::ops::Range<usize>,
    reason: &str,
) -> Raised {
    let texts = from_utf8(vm, encoding).and_then(|e| Ok((e, from_utf8(vm, reason)?)));
    match texts {
        Ok((encoding, reason)) => vm.raise_new(
            ty,
            vec![
                encoding,
                object,
                vm.new_int(range.start as i64),
                vm.new_int(range.end as i64),
                reason,
            ],
        ),
        Err(raised) => raised,
    }
}

/// Names of encodings and error handlers that need no copy.
const COMMON: [&str; 6] = [
    "utf-8",
    "strict",
    "surrogatepass",
    "ascii",
    "latin-1",
    "ignore",
];

/// The `encoding` or `errors` argument of `function` as Rust text; `default` if it was not given.
///
/// # Errors
/// TypeError, ValueError for a null character in it.
pub fn codec_argument(
    vm: &Vm,
    function: &str,
    name: &str,
    a: Option<&Ref>,
    default: &'static str,
) -> PyResult<std::borrow::Cow<'static, str>> {
    let Some(a) = a else {
        return Ok(default.into());
    };
    if a.has_kind(Kind::Str) {
        let text = as_str(a).as_ascii();
        if let Some(name) = COMMON.iter().find(|name| text == Some(**name)) {
            return Ok((*name).into());
        }
    } else {
        vm.named_str_argument(function, &format!("'{name}'"), a)?;
    }
    let text = crate::object::str_to_string(a);
    if text.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(text.into())
}
