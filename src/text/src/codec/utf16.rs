//! UTF-16, with and without a byte order mark.

use super::ByteOrder;
use super::errors::{
    DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement, is_surrogate,
};
use crate::str::{StrBuf, StrRef, Unit, Width, each_width};

/// Decodes; `order` is `None` for "utf-16", where a byte order mark decides (and is dropped).
///
/// Answers the text, how many bytes it took, and the order that a mark told or `order` gave. With `last`
/// unset an incomplete unit or pair at the end is left for later instead of being an error.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    order: Option<ByteOrder>,
    errors: &mut E,
    last: bool,
) -> Result<(StrBuf, usize, Option<ByteOrder>), E::Error> {
    let (order, mut at) = match (order, input) {
        (None, [0xFF, 0xFE, ..]) => (Some(ByteOrder::Little), 2),
        (None, [0xFE, 0xFF, ..]) => (Some(ByteOrder::Big), 2),
        _ => (order, 0),
    };
    let big = order.unwrap_or(ByteOrder::NATIVE) == ByteOrder::Big;
    let encoding = if big { "utf-16-be" } else { "utf-16-le" };
    let unit = |at: usize| {
        let bytes = input.get(at..)?.first_chunk::<2>()?;
        Some(u32::from(if big {
            u16::from_be_bytes(*bytes)
        } else {
            u16::from_le_bytes(*bytes)
        }))
    };
    if let Some(text) = decode_plain(&input[at..], big) {
        return Ok((text, input.len(), order));
    }
    let mut out = StrBuf::with_capacity(Width::Latin1, input.len() / 2);
    loop {
        let (end, reason) = match unit(at) {
            None if at == input.len() || !last => break,
            None => (input.len(), "truncated data"),
            Some(c) if !is_surrogate(c) => {
                out.push(c);
                at += 2;
                continue;
            }
            Some(0xDC00..) => (at + 2, "illegal encoding"),
            Some(high) => match unit(at + 2) {
                None if !last => break,
                None => (input.len(), "unexpected end of data"),
                Some(low @ 0xDC00..=0xDFFF) => {
                    out.push(0x1_0000 + ((high & 0x3FF) << 10) + (low & 0x3FF));
                    at += 4;
                    continue;
                }
                Some(_) => (at + 2, "illegal UTF-16 surrogate"),
            },
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

/// Decodes whole units without surrogates, in loops that vectorise; `None` if there is anything else.
fn decode_plain(input: &[u8], big: bool) -> Option<StrBuf> {
    let (units, []) = input.as_chunks::<2>() else {
        return None;
    };
    let units: Vec<u16> = match big {
        true => units.iter().map(|u| u16::from_be_bytes(*u)).collect(),
        false => units.iter().map(|u| u16::from_le_bytes(*u)).collect(),
    };
    let clean = !units
        .iter()
        .fold(false, |found, u| found | is_surrogate((*u).into()));
    clean.then(|| StrBuf::from_ucs2_vec(units).finish())
}

/// Encodes; `order` is `None` for "utf-16": the machine's order, with a mark in front.
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
    let mut out = Vec::with_capacity((s.len() + 1) * U::WIDTH.bytes().max(2));
    let big = order.unwrap_or(ByteOrder::NATIVE) == ByteOrder::Big;
    let put = |out: &mut Vec<u8>, unit: u32| {
        let unit = unit as u16;
        out.extend(if big {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        });
    };
    let encoding = match order {
        None => "utf-16",
        Some(ByteOrder::Little) => "utf-16-le",
        Some(ByteOrder::Big) => "utf-16-be",
    };
    if order.is_none() {
        put(&mut out, 0xFEFF);
    }
    let single = |c: u32| c <= 0xFFFF && !is_surrogate(c);
    if s.iter().fold(true, |all, u| all & single(u.code())) {
        let mark = out.len();
        out.resize(mark + 2 * s.len(), 0);
        let pairs = out[mark..].as_chunks_mut::<2>().0.iter_mut().zip(s);
        // One loop for each order, so that both vectorise.
        match big {
            true => pairs.for_each(|(pair, u)| *pair = (u.code() as u16).to_be_bytes()),
            false => pairs.for_each(|(pair, u)| *pair = (u.code() as u16).to_le_bytes()),
        }
        return Ok(out);
    }
    let mut at = 0;
    while at < s.len() {
        let c = s[at].code();
        if c > 0xFFFF {
            put(&mut out, 0xD7C0 + (c >> 10));
            put(&mut out, 0xDC00 + (c & 0x3FF));
        } else if !is_surrogate(c) {
            put(&mut out, c);
        } else {
            let reason = "surrogates not allowed";
            let error = EncodeError {
                encoding,
                start: at,
                end: at + 1,
                reason,
            };
            let (replacement, next) = errors.encode_error(U::view(s), error.clone())?;
            match replacement {
                Replacement::Bytes(bytes) if bytes.len().is_multiple_of(2) => out.extend(bytes),
                Replacement::Str(text) if text.view().is_ascii() => {
                    text.view().chars().for_each(|c| put(&mut out, c));
                }
                _ => return Err(errors.encode_failed(U::view(s), error)),
            }
            at = next.min(s.len());
            continue;
        }
        at += 1;
    }
    Ok(out)
}
