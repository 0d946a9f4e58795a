//! `hex` and `fromhex`.

use crate::str::{StrBuf, StrRef};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// `s.hex(sep, group)`: groups of `group` bytes are counted from the right, of `-group` from the left.
pub fn hex(s: &[u8], sep: Option<u8>, group: isize) -> StrBuf {
    let size = group.unsigned_abs();
    let sep = sep.filter(|_| size > 0 && size < s.len());
    let mut out = Vec::with_capacity(s.len() * 2 + if sep.is_some() { s.len() / size } else { 0 });
    for (i, u) in s.iter().enumerate() {
        if let Some(sep) = sep
            && i > 0
            && (if group > 0 { s.len() - i } else { i }).is_multiple_of(size)
        {
            out.push(sep);
        }
        out.push(DIGITS[usize::from(u >> 4)]);
        out.push(DIGITS[usize::from(u & 15)]);
    }
    StrBuf::from_latin1_vec(out)
}

/// Why a text is not a row of hexadecimal byte values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromHexError {
    /// Something other than a hexadecimal digit stands at this index.
    NotADigit(usize),
    /// The text ends after the first digit of a byte.
    OddLength,
}

impl std::fmt::Display for FromHexError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FromHexError::NotADigit(at) => {
                write!(
                    f,
                    "non-hexadecimal number found in fromhex() arg at position {at}"
                )
            }
            FromHexError::OddLength => {
                f.write_str("fromhex() arg must contain an even number of hexadecimal digits")
            }
        }
    }
}

impl std::error::Error for FromHexError {}

/// `bytes.fromhex(text)`: ASCII white space may stand between bytes.
pub fn from_hex(text: StrRef<'_>) -> Result<Vec<u8>, FromHexError> {
    let digit = |at: usize| match text.get(at) {
        None => Err(FromHexError::OddLength),
        Some(c) => match char::from_u32(c).and_then(|c| c.to_digit(16)) {
            Some(value) => Ok(value as u8),
            None => Err(FromHexError::NotADigit(at)),
        },
    };
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut at = 0;
    while let Some(c) = text.get(at) {
        if matches!(c, 9..=13 | 32) {
            at += 1;
            continue;
        }
        out.push(digit(at)? << 4 | digit(at + 1)?);
        at += 2;
    }
    Ok(out)
}
