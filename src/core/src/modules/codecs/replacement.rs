//! Asking an error handler of the registry what stands for what cannot be converted.

use super::registry;
use crate::object::{as_bytes, as_str, as_tuple, new_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::codec::{DecodeError, EncodeError, Replacement};
use tricera_text::str::StrBuf;

/// Where to go on: an index that may be negative to count from the end.
fn position(vm: &Vm, at: &Ref, len: usize) -> PyResult<usize> {
    let at = vm.as_ssize(at)?;
    let from_start = if at < 0 {
        at.wrapping_add(len as isize)
    } else {
        at
    };
    match usize::try_from(from_start) {
        Ok(at) if at <= len => Ok(at),
        _ => Err(vm.index_error(format!(
            "position {from_start} from error handler out of bounds"
        ))),
    }
}

/// Calls the handler `name` for an error while decoding `input`, appends its text, and returns where to go on.
pub fn decode_replacement(
    vm: &Vm,
    name: &str,
    input: &[u8],
    error: &DecodeError,
    out: &mut StrBuf,
) -> PyResult<usize> {
    let handler = registry(vm).handler(vm, name)?;
    let e =
        vm.new_unicode_decode_error(error.encoding, input, error.start, error.end, error.reason)?;
    let result = vm.call_one(&handler, &e)?;
    match as_tuple(&result) {
        Some([text, at]) if text.has_kind(Kind::Str) => {
            let at = position(vm, at, input.len())?;
            out.push_str(as_str(text).units());
            Ok(at)
        }
        _ => Err(vm.type_error("decoding error handler must return (str, int) tuple")),
    }
}

/// Calls the handler `name` for an error while encoding `input`.
pub fn encode_replacement(
    vm: &Vm,
    name: &str,
    input: tricera_text::str::StrRef<'_>,
    error: &EncodeError,
) -> PyResult<(Replacement, usize)> {
    let handler = registry(vm).handler(vm, name)?;
    let object = new_str(vm, input)?;
    let e = vm.new_unicode_encode_error(
        error.encoding,
        &object,
        error.start,
        error.end,
        error.reason,
    )?;
    let result = vm.call_one(&handler, &e)?;
    let Some([replacement, at]) = as_tuple(&result) else {
        return Err(vm.type_error("encoding error handler must return (str/bytes, int) tuple"));
    };
    let replacement = match replacement.kind() {
        Kind::Bytes => Replacement::Bytes(as_bytes(replacement).to_vec()),
        Kind::Str => {
            let mut text = StrBuf::new();
            text.push_str(as_str(replacement).units());
            Replacement::Str(text)
        }
        _ => return Err(vm.type_error("encoding error handler must return (str/bytes, int) tuple")),
    };
    Ok((replacement, position(vm, at, input.len())?))
}
