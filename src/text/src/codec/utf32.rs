//! UTF-32, with and without a byte order mark.

use super::ByteOrder;
use super::errors::{
    DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement, is_surrogate,
};
use crate::str::{StrBuf, StrRef, Unit, Width, each_width};

/// Decodes; `order` is `None` for "utf-32", where a byte order mark decides (and is dropped).
///
/// Answers the text, how many bytes it took, and the order that a mark told or `order` gave. With `last`
/// unset an incomplete unit at the end is left for later instead of being an error.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    order: Option<ByteOrder>,
    errors: &mut E,
    last: bool,
) -> Result<(StrBuf, usize, Option<ByteOrder>), E::Error> {
    let (order, mut at) = match (order, input) {
        (None, [0xFF, 0xFE, 0, 0, ..]) => (Some(ByteOrder::Little), 4),
        (None, [0, 0, 0xFE, 0xFF, ..]) => (Some(ByteOrder::Big), 4),
        _ => (order, 0),
    };
    let big = order.unwrap_or(ByteOrder::NATIVE) == ByteOrder::Big;
    let encoding = if big { "utf-32-be" } else { "utf-32-le" };
    let mut out = StrBuf::with_capacity(Width::Latin1, input.len() / 4);
    loop {
        let (end, reason) = match input[at..].first_chunk::<4>() {
            None if at == input.len() || !last => break,
            None => (input.len(), "truncated data"),
            Some(bytes) => {
                let c = if big {
                    u32::from_be_bytes(*bytes)
                } else {
                    u32::from_le_bytes(*bytes)
                };
                if is_surrogate(c) {
                    (
                        at + 4,
                        "code point in surrogate code point range(0xd800, 0xe000)",
                    )
                } else if c > 0x10_FFFF {
                    (at + 4, "code point not in range(0x110000)")
                } else {
                    out.push(c);
                    at += 4;
                    continue;
                }
            }
        };
        let error = DecodeError {
            encoding,
            start: at,
            end,
            reason,
        };
        at = errors
            .decode_error(input, error, &mut out)?
            .min(input.len());
    }
    Ok((out.finish(), at, order))
}

/// Encodes; `order` is `None` for "utf-32": the machine's order, with a mark in front.
pub fn encode<E: EncodeErrors>(
    s: StrRef<'_>,
    order: Option<ByteOrder>,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    each_width!(s, u => encode_units(u, order, errors))
}

fn encode_units<U: Unit, E: EncodeErrors>(
    s: &[U],
    order: Option<ByteOrder>,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    let mut out = Vec::with_capacity((s.len() + 1) * 4);
    let big = order.unwrap_or(ByteOrder::NATIVE) == ByteOrder::Big;
    let put = |out: &mut Vec<u8>, c: u32| {
        out.extend(if big {
            c.to_be_bytes()
        } else {
            c.to_le_bytes()
        });
    };
    let encoding = match order {
        None => "utf-32",
        Some(ByteOrder::Little) => "utf-32-le",
        Some(ByteOrder::Big) => "utf-32-be",
    };
    if order.is_none() {
        put(&mut out, 0xFEFF);
    }
    let mut at = 0;
    while at < s.len() {
        let c = s[at].code();
        if !is_surrogate(c) {
            put(&mut out, c);
            at += 1;
            continue;
        }
        let reason = "surrogates not allowed";
        let error = EncodeError {
            encoding,
            start: at,
            end: at + 1,
            reason,
        };
        let (replacement, next) = errors.encode_error(U::view(s), error.clone())?;
        match replacement {
            Replacement::Bytes(bytes) if bytes.len().is_multiple_of(4) => out.extend(bytes),
            Replacement::Str(text) if text.view().is_ascii() => {
                text.view().chars().for_each(|c| put(&mut out, c));
            }
            _ => return Err(errors.encode_failed(U::view(s), error)),
        }
        at = next.min(s.len());
    }
    Ok(out)
}
