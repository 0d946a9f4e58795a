//! `hex` and `fromhex`.

use crate::str::{StrBuf, StrRef};

/// `s.hex(sep, group)`: groups of `group` bytes are counted from the right, of `-group` from the left.
pub fn hex(s: &[u8], sep: Option<u8>, group: isize) -> StrBuf {
    StrBuf::from_latin1_vec(hex_bytes(s, sep, group))
}

/// The same as bytes, as `binascii.hexlify` gives it.
pub fn hex_bytes(s: &[u8], sep: Option<u8>, group: isize) -> Vec<u8> {
    let size = group.unsigned_abs();
    let Some(sep) = sep.filter(|_| size > 0 && size < s.len()) else {
        return plain_hex(s);
    };
    let mut out = Vec::with_capacity(s.len() * 2 + s.len() / size);
    // Counted from the right, the first group is what the others leave over.
    let first = if group > 0 { s.len() % size } else { 0 };
    let (head, rest) = s.split_at(first);
    for part in std::iter::once(head)
        .filter(|h| !h.is_empty())
        .chain(rest.chunks(size))
    {
        if !out.is_empty() {
            out.push(sep);
        }
        out.extend_from_slice(&plain_hex(part));
    }
    out
}

/// Two lower-case digits for each byte.
fn plain_hex(s: &[u8]) -> Vec<u8> {
    // Arithmetic is what the compiler makes vectors of; look-ups are not.
    let digit = |value: u8| value + if value > 9 { b'a' - 10 } else { b'0' };
    let mut out = vec![0; s.len() * 2];
    let (pairs, _) = out.as_chunks_mut::<2>();
    for (two, &u) in pairs.iter_mut().zip(s) {
        *two = [digit(u >> 4), digit(u & 15)];
    }
    out
}

/// The value of a hexadecimal digit; something above 15 for other characters.
#[inline]
fn value(c: u8) -> u8 {
    let (digit, letter) = (c.wrapping_sub(b'0'), (c | 0x20).wrapping_sub(b'a'));
    if digit < 10 {
        digit
    } else if letter < 6 {
        letter + 10
    } else {
        u8::MAX
    }
}

/// The bytes that a row of pairs of hexadecimal digits stands for, without anything between them. None where something else
/// is there, or a digit is left over.
pub fn from_plain_hex(digits: &[u8]) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let mut out = vec![0; pairs.len()];
    let mut bad = 0;
    let (blocks, rest) = out.as_chunks_mut::<16>();
    let (of_blocks, of_rest) = digits.as_chunks::<32>();
    for (block, digits) in blocks.iter_mut().zip(of_blocks) {
        let values = digits.map(value);
        bad |= values.iter().fold(0, |all, v| all | v);
        for (u, [high, low]) in block.iter_mut().zip(values.as_chunks().0) {
            *u = high << 4 | low;
        }
    }
    for (u, [high, low]) in rest.iter_mut().zip(of_rest.as_chunks().0) {
        let (high, low) = (value(*high), value(*low));
        bad |= high | low;
        *u = high << 4 | low;
    }
    // A digit is less than 16.
    (bad < 16).then_some(out)
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
