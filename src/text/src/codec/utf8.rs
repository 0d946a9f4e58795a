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
        Ok(text) => return Ok((decode_valid(text), input.len())),
        Err(bad) => bad,
    };
    let (mut out, mut at) = (StrBuf::new(), 0);
    loop {
        let start = at + bad.valid_up_to();
        let good = std::str::from_utf8(&input[at..start]).unwrap_or_default();
        out.push_str(decode_valid(good).view());
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
            Ok(text) => {
                out.push_str(decode_valid(text).view());
                return Ok((out.finish(), input.len()));
            }
            Err(next) => bad = next,
        }
    }
}

/// Decodes: a pass that sizes and one that fills.
fn decode_valid(input: &str) -> StrBuf {
    // Lead bytes rise with the code point, so the greatest byte tells the width.
    match input.bytes().fold(0, u8::max) {
        0..0x80 => StrBuf::from_latin1(input.as_bytes()),
        0x80..=0xC3 => StrBuf::from_latin1_vec(fill(input)),
        0xC4..=0xEF => StrBuf::from_ucs2_vec(fill(input)),
        _ => StrBuf::from_ucs4_vec(fill(input)),
    }
}

fn fill<U: Unit>(input: &str) -> Vec<U> {
    let len = input.chars().count();
    let mut out = Vec::with_capacity(len);
    let mut filled = 0;
    // Writing to reserved memory instead of pushing halves the time.
    for (slot, c) in out.spare_capacity_mut().iter_mut().zip(input.chars()) {
        slot.write(U::truncate(c.into()));
        filled += 1;
    }
    // SAFETY: the loop has initialised that many units.
    unsafe { out.set_len(filled) };
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
    // The most bytes that a unit of this width can take.
    let most = 1 + U::WIDTH.bytes().min(3);
    let mut out = vec![0; s.len() * most];
    let (mut at, mut filled) = (0, 0);
    while let Some(unit) = s.get(at) {
        let c = unit.code();
        let low = |shift: u32| 0x80 | (c >> shift & 0x3F) as u8;
        let mut put = |bytes: &[u8]| {
            out[filled..filled + bytes.len()].copy_from_slice(bytes);
            filled += bytes.len();
        };
        match c {
            0..0x80 => put(&[c as u8]),
            0x80..0x800 => put(&[0xC0 | (c >> 6) as u8, low(0)]),
            _ if is_surrogate(c) => {
                let (replacement, next) = surrogates(s, at, errors)?;
                out.truncate(filled);
                out.extend(replacement);
                filled = out.len();
                at = next;
                out.resize(filled + (s.len() - at) * most, 0);
                continue;
            }
            0x800..0x1_0000 => put(&[0xE0 | (c >> 12) as u8, low(6), low(0)]),
            _ => put(&[0xF0 | (c >> 18) as u8, low(12), low(6), low(0)]),
        }
        at += 1;
    }
    out.truncate(filled);
    Ok(out)
}

/// What the handler puts in place of the run of surrogates from `at` on, and where to go on.
#[cold]
fn surrogates<U: Unit, E: EncodeErrors>(
    s: &[U],
    at: usize,
    errors: &mut E,
) -> Result<(Vec<u8>, usize), E::Error> {
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
    let bytes = match replacement {
        Replacement::Bytes(bytes) => bytes,
        Replacement::Str(text) => match text.view().as_ascii() {
            Some(ascii) => ascii.into(),
            None => return Err(errors.encode_failed(U::view(s), error)),
        },
    };
    Ok((bytes, next.min(s.len())))
}
