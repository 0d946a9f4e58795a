//! UTF-8.

use super::errors::{
    DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement, is_surrogate,
};
use crate::str::{StrBuf, StrRef, Unit, each_width};

/// The bytes that "utf-8-sig" puts in front.
pub const SIGNATURE: &[u8; 3] = b"\xEF\xBB\xBF";

/// `bytes.decode("utf-8")`: the text, and how many bytes it took.
///
/// With `last` unset an incomplete sequence at the end is left for later instead of being an error.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    errors: &mut E,
    last: bool,
) -> Result<(StrBuf, usize), E::Error> {
    if input.is_ascii() {
        return Ok((StrBuf::from_latin1(input), input.len()));
    }
    let mut bad = match std::str::from_utf8(input) {
        Ok(_) => return Ok((decode_valid(input), input.len())),
        Err(bad) => bad,
    };
    let (mut out, mut at) = (StrBuf::new(), 0);
    loop {
        let start = at + bad.valid_up_to();
        out.push_str(decode_valid(&input[at..start]).view());
        let (end, reason) = match bad.error_len() {
            None if !last => return Ok((out.finish(), start)),
            // Two thirds of a surrogate, which the "surrogatepass" handler may want whole.
            Some(1) if !last && matches!(input[start..], [0xED, 0xA0..=0xBF]) => {
                return Ok((out.finish(), start));
            }
            None => (input.len(), "unexpected end of data"),
            Some(1) if !matches!(input[start], 0xC2..=0xF4) => (start + 1, "invalid start byte"),
            Some(n) => (start + n, "invalid continuation byte"),
        };
        let error = DecodeError {
            encoding: "utf-8",
            start,
            end,
            reason,
        };
        at = errors
            .decode_error(input, error, &mut out)?
            .min(input.len());
        match std::str::from_utf8(&input[at..]) {
            Ok(_) => {
                out.push_str(decode_valid(&input[at..]).view());
                return Ok((out.finish(), input.len()));
            }
            Err(next) => bad = next,
        }
    }
}

/// Decodes bytes that are known to be valid: a pass that sizes and one that fills.
fn decode_valid(input: &[u8]) -> StrBuf {
    // Lead bytes rise with the code point, so the greatest byte tells the width.
    match input.iter().fold(0, |max, b| max.max(*b)) {
        0..0x80 => StrBuf::from_latin1(input),
        0x80..=0xC3 => StrBuf::from_latin1_vec(fill(input)),
        0xC4..=0xEF => StrBuf::from_ucs2_vec(fill(input)),
        _ => StrBuf::from_ucs4_vec(fill(input)),
    }
}

fn fill<U: Unit>(input: &[u8]) -> Vec<U> {
    let len = input.iter().filter(|b| **b & 0xC0 != 0x80).count();
    let mut out = Vec::with_capacity(len);
    let mut rest = input;
    while let [lead, more @ ..] = rest {
        if let Some((block, more)) = rest.split_first_chunk::<8>()
            && u64::from_ne_bytes(*block) & 0x8080_8080_8080_8080 == 0
        {
            out.extend(block.map(|b| U::truncate(b.into())));
            rest = more;
            continue;
        }
        let low = |i: usize| u32::from(more[i] & 0x3F);
        let lead = u32::from(*lead);
        let (c, used) = match lead {
            0..0x80 => (lead, 0),
            0x80..0xE0 => ((lead & 0x1F) << 6 | low(0), 1),
            0xE0..0xF0 => ((lead & 0xF) << 12 | low(0) << 6 | low(1), 2),
            _ => ((lead & 7) << 18 | low(0) << 12 | low(1) << 6 | low(2), 3),
        };
        out.push(U::truncate(c));
        rest = &more[used..];
    }
    out
}

/// `str.encode("utf-8")`.
pub fn encode<E: EncodeErrors>(s: StrRef<'_>, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    match s.as_ascii() {
        Some(ascii) => Ok(ascii.into()),
        None => each_width!(s, u => encode_units(u, errors)),
    }
}

fn encode_units<U: Unit, E: EncodeErrors>(s: &[U], errors: &mut E) -> Result<Vec<u8>, E::Error> {
    let mut out = Vec::with_capacity(s.len() * (1 + U::WIDTH.bytes().min(2)));
    let mut at = 0;
    while at < s.len() {
        let c = s[at].code();
        let low = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
        match c {
            0..0x80 => out.push(c as u8),
            0x80..0x800 => out.extend([0xC0 | (c >> 6) as u8, low(0)]),
            _ if is_surrogate(c) => {
                let run = s[at..]
                    .iter()
                    .take_while(|u| is_surrogate(u.code()))
                    .count();
                let (encoding, reason) = ("utf-8", "surrogates not allowed");
                let error = EncodeError {
                    encoding,
                    start: at,
                    end: at + run,
                    reason,
                };
                let (replacement, next) = errors.encode_error(U::view(s), error.clone())?;
                match replacement {
                    Replacement::Bytes(bytes) => out.extend(bytes),
                    Replacement::Str(text) => match text.view().as_ascii() {
                        Some(ascii) => out.extend(ascii.as_bytes()),
                        None => return Err(errors.encode_failed(U::view(s), error)),
                    },
                }
                at = next.min(s.len());
                continue;
            }
            0x800..0x1_0000 => out.extend([0xE0 | (c >> 12) as u8, low(6), low(0)]),
            _ => out.extend([0xF0 | (c >> 18) as u8, low(12), low(6), low(0)]),
        }
        at += 1;
    }
    Ok(out)
}
