//! The codecs of the text crate as functions that answer what they converted and how much of it.

use super::errors_argument;
use crate::modules::support::{bad_argument, bytes_arg, c_int};
use crate::object::{
    Handler, as_str, encode_with, from_buf, new_bytes, new_tuple, raise_decode_failure,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::codec::{ByteOrder, Encoding, escape, utf7, utf8, utf16, utf32};
use tricera_text::str::StrBuf;

/// Argument 1, which must be a str.
pub(super) fn text_argument<'a>(vm: &Vm, function: &str, a: &'a [Ref]) -> PyResult<&'a Ref> {
    if a[0].has_kind(Kind::Str) {
        return Ok(&a[0]);
    }
    Err(bad_argument(vm, &a[0], function, "1", "str"))
}

/// `(data, length of text)`
pub(super) fn encoded(vm: &Vm, data: Vec<u8>, text: &Ref) -> PyResult {
    let length = vm.new_int(as_str(text).len() as i64);
    Ok(new_tuple(vm, [new_bytes(vm, data), length]))
}

/// `(text, bytes taken)`
pub(super) fn decoded(vm: &Vm, text: StrBuf, taken: usize) -> PyResult {
    Ok(new_tuple(
        vm,
        [from_buf(vm, text)?, vm.new_int(taken as i64)],
    ))
}

pub(super) fn encode(vm: &Vm, function: &str, a: &[Ref], encoding: Encoding) -> PyResult {
    let text = text_argument(vm, function, a)?;
    let errors = errors_argument(vm, function, a, 1)?;
    encoded(vm, encode_with(vm, text, encoding, &errors)?, text)
}

/// The byte order that an argument gives: negative for little, positive for big, zero for a mark.
fn byte_order(vm: &Vm, a: Option<&Ref>) -> PyResult<Option<ByteOrder>> {
    Ok(match a {
        None => None,
        Some(order) => match c_int(vm, order)? {
            0 => None,
            n if n < 0 => Some(ByteOrder::Little),
            _ => Some(ByteOrder::Big),
        },
    })
}

pub(super) fn encode_ordered(
    vm: &Vm,
    function: &str,
    a: &[Ref],
    encoding: fn(Option<ByteOrder>) -> Encoding,
) -> PyResult {
    let order = byte_order(vm, a.get(2))?;
    encode(vm, function, &a[..a.len().min(2)], encoding(order))
}

/// The bytes to decode; codecs of escapes take text too.
pub(super) fn data_argument(vm: &Vm, a: &Ref, or_text: bool) -> PyResult<Vec<u8>> {
    if or_text && a.has_kind(Kind::Str) {
        return Ok(vm.utf8_of(a)?.into_bytes());
    }
    bytes_arg(vm, a)
}

/// What a piece of input gives: the text, the bytes taken, and the byte order that a mark told.
type Piece = (StrBuf, usize, Option<ByteOrder>);

fn decode_piece(
    vm: &Vm,
    data: &[u8],
    encoding: Encoding,
    errors: &str,
    last: bool,
) -> PyResult<Piece> {
    let mut handler = Handler { vm, name: errors };
    let h = &mut handler;
    let done = match encoding {
        Encoding::Utf16(order) => utf16::decode(data, order, h, last),
        Encoding::Utf32(order) => utf32::decode(data, order, h, last),
        Encoding::Utf8 => utf8::decode(data, h, last).map(|(text, n)| (text, n, None)),
        Encoding::RawUnicodeEscape => {
            escape::decode_raw(data, h, last).map(|(text, n)| (text, n, None))
        }
        Encoding::UnicodeEscape => match escape::decode(data, h, last) {
            Ok(d) => {
                if let Some(invalid) = d.invalid {
                    super::bytes_escape::warn_invalid(vm, "\"", invalid)?;
                }
                Ok((d.text, d.consumed, None))
            }
            Err(e) => Err(e),
        },
        other => other.decode(data, h).map(|text| (text, data.len(), None)),
    };
    done.map_err(|e| raise_decode_failure(vm, data, e))
}

pub(super) fn decode(
    vm: &Vm,
    function: &str,
    a: &[Ref],
    encoding: Encoding,
    last: bool,
) -> PyResult {
    let escapes = matches!(
        encoding,
        Encoding::UnicodeEscape | Encoding::RawUnicodeEscape
    );
    let data = data_argument(vm, &a[0], escapes)?;
    let errors = errors_argument(vm, function, a, 1)?;
    let last = match a.get(2) {
        Some(last) => vm.is_true(last)?,
        None => last,
    };
    let (text, taken, _) = decode_piece(vm, &data, encoding, &errors, last)?;
    decoded(vm, text, taken)
}

/// The same, and the byte order as a number behind the other two.
pub(super) fn decode_ordered(
    vm: &Vm,
    function: &str,
    a: &[Ref],
    encoding: fn(Option<ByteOrder>) -> Encoding,
) -> PyResult {
    let data = data_argument(vm, &a[0], false)?;
    let errors = errors_argument(vm, function, a, 1)?;
    let order = byte_order(vm, a.get(2))?;
    let last = match a.get(3) {
        Some(last) => vm.is_true(last)?,
        None => false,
    };
    let (text, taken, order) = decode_piece(vm, &data, encoding(order), &errors, last)?;
    let order = match order {
        None => 0,
        Some(ByteOrder::Little) => -1,
        Some(ByteOrder::Big) => 1,
    };
    let text = from_buf(vm, text)?;
    Ok(new_tuple(
        vm,
        [text, vm.new_int(taken as i64), vm.new_int(order)],
    ))
}

pub(super) fn encode_utf7(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let text = text_argument(vm, "utf_7_encode", a)?;
    errors_argument(vm, "utf_7_encode", a, 1)?;
    encoded(vm, utf7::encode(as_str(text).units()), text)
}

pub(super) fn decode_utf7(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let data = data_argument(vm, &a[0], false)?;
    let errors = errors_argument(vm, "utf_7_decode", a, 1)?;
    let last = match a.get(2) {
        Some(last) => vm.is_true(last)?,
        None => false,
    };
    let mut handler = Handler { vm, name: &errors };
    match utf7::decode(&data, &mut handler, last) {
        Ok((text, taken)) => decoded(vm, text, taken),
        Err(e) => Err(raise_decode_failure(vm, &data, e)),
    }
}

/// `readbuffer_encode`: the bytes of a buffer, or of text as UTF-8.
pub(super) fn read_buffer(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let data = data_argument(vm, &a[0], true)?;
    errors_argument(vm, "readbuffer_encode", a, 1)?;
    let length = vm.new_int(data.len() as i64);
    Ok(new_tuple(vm, [new_bytes(vm, data), length]))
}
