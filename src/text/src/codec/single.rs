//! ASCII and latin-1.

use super::errors::{DecodeError, DecodeErrors, EncodeError, EncodeErrors, Replacement};
use crate::str::{StrBuf, StrRef, Unit, each_width};

/// `bytes.decode("ascii")`.
pub fn decode_ascii<E: DecodeErrors>(input: &[u8], errors: &mut E) -> Result<StrBuf, E::Error> {
    let mut out = StrBuf::new();
    let mut at = 0;
    loop {
        let rest = &input[at..];
        if rest.is_ascii() {
            out.push_latin1(rest);
            return Ok(out.finish());
        }
        let good = rest.iter().take_while(|b| b.is_ascii()).count();
        out.push_latin1(&rest[..good]);
        let start = at + good;
        let reason = "ordinal not in range(128)";
        let error = DecodeError {
            encoding: "ascii",
            start,
            end: start + 1,
            reason,
        };
        at = errors
            .decode_error(input, error, &mut out)?
            .min(input.len());
    }
}

/// `bytes.decode("latin-1")`, which cannot fail.
pub fn decode_latin1(input: &[u8]) -> StrBuf {
    StrBuf::from_latin1(input)
}

/// `str.encode("ascii")`.
pub fn encode_ascii<E: EncodeErrors>(s: StrRef<'_>, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    if let Some(ascii) = s.as_ascii() {
        return Ok(ascii.into());
    }
    each_width!(s, u => encode(u, 128, "ascii", "ordinal not in range(128)", errors))
}

/// `str.encode("latin-1")`.
pub fn encode_latin1<E: EncodeErrors>(s: StrRef<'_>, errors: &mut E) -> Result<Vec<u8>, E::Error> {
    if let StrRef::Latin1(u) = s {
        return Ok(u.into());
    }
    each_width!(s, u => encode(u, 256, "latin-1", "ordinal not in range(256)", errors))
}

fn encode<U: Unit, E: EncodeErrors>(
    s: &[U],
    limit: u32,
    encoding: &'static str,
    reason: &'static str,
    errors: &mut E,
) -> Result<Vec<u8>, E::Error> {
    let mut out = Vec::with_capacity(s.len());
    let mut at = 0;
    loop {
        let good = s[at..].iter().take_while(|u| u.code() < limit).count();
        out.extend(s[at..at + good].iter().map(|u| u.code() as u8));
        let start = at + good;
        let end = start + s[start..].iter().take_while(|u| u.code() >= limit).count();
        if start == end {
            return Ok(out);
        }
        let error = EncodeError {
            encoding,
            start,
            end,
            reason,
        };
        let (replacement, next) = errors.encode_error(U::view(s), error.clone())?;
        match replacement {
            Replacement::Bytes(bytes) => out.extend(bytes),
            Replacement::Str(text) => {
                if text.view().chars().any(|c| c >= limit) {
                    return Err(errors.encode_failed(U::view(s), error));
                }
                out.extend(text.view().chars().map(|c| c as u8));
            }
        }
        at = next.min(s.len());
    }
}
