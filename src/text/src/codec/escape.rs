//! "unicode_escape" and "raw_unicode_escape".

use super::errors::{DecodeError, DecodeErrors};
use crate::str::repr::{push_escape, push_hex_escape};
use crate::str::{StrBuf, StrRef};

/// An escape that Python does not know; it stays as it is, and CPython gives a DeprecationWarning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidEscape {
    /// A backslash before this character.
    Char(u8),
    /// An octal escape of a value above 0o377.
    Octal(u32),
}

/// The result of decoding escapes.
#[derive(Clone, Debug)]
pub struct Unescaped {
    /// The text.
    pub text: StrBuf,
    /// How many bytes it took.
    pub consumed: usize,
    /// The first escape that is not one.
    pub invalid: Option<InvalidEscape>,
}

/// Why an escape cannot be decoded.
enum Bad {
    /// The input ends within it; that is an error only in the last piece of input.
    Incomplete(&'static str),
    /// It is wrong, and this many bytes of it have been looked at.
    Wrong(usize, &'static str),
}

/// Reads `count` hexadecimal digits from index `from` of an escape on.
fn hex(escape: &[u8], from: usize, count: usize, reason: &'static str) -> Result<u32, Bad> {
    let mut value = 0u32;
    for at in from..from + count {
        let Some(&digit) = escape.get(at) else {
            return Err(Bad::Incomplete(reason));
        };
        let Some(digit) = (digit as char).to_digit(16) else {
            return Err(Bad::Wrong(at, reason));
        };
        value = value << 4 | digit;
    }
    Ok(value)
}

const TRUNCATED_U: &str = "truncated \\uXXXX escape";
const TRUNCATED_LONG_U: &str = "truncated \\UXXXXXXXX escape";

/// Reads the escape that `escape` begins with: what to append, and how long it is.
fn unescape(
    escape: &[u8],
    out: &mut StrBuf,
    invalid: &mut Option<InvalidEscape>,
) -> Result<usize, Bad> {
    let Some(&kind) = escape.get(1) else {
        return Err(Bad::Incomplete("\\ at end of string"));
    };
    let simple = match kind {
        b'\n' => return Ok(2),
        b'\\' | b'\'' | b'"' => kind,
        b'b' => 8,
        b'f' => 12,
        b't' => 9,
        b'n' => 10,
        b'r' => 13,
        b'v' => 11,
        b'a' => 7,
        b'0'..=b'7' => {
            let digits = escape[1..]
                .iter()
                .take(3)
                .take_while(|d| matches!(d, b'0'..=b'7'));
            let (len, value) =
                digits.fold((1, 0), |(n, v), d| (n + 1, v << 3 | u32::from(d - b'0')));
            if value > 0o377 {
                invalid.get_or_insert(InvalidEscape::Octal(value));
            }
            out.push(value);
            return Ok(len);
        }
        b'x' => {
            out.push(hex(escape, 2, 2, "truncated \\xXX escape")?);
            return Ok(4);
        }
        b'u' => {
            out.push(hex(escape, 2, 4, TRUNCATED_U)?);
            return Ok(6);
        }
        b'U' => {
            let c = hex(escape, 2, 8, TRUNCATED_LONG_U)?;
            if c > 0x10_FFFF {
                return Err(Bad::Wrong(10, "illegal Unicode character"));
            }
            out.push(c);
            return Ok(10);
        }
        b'N' => return named(escape, out),
        _ => {
            invalid.get_or_insert(InvalidEscape::Char(kind));
            out.push_latin1(&[b'\\', kind]);
            return Ok(2);
        }
    };
    out.push(simple.into());
    Ok(2)
}

/// Reads `\N{…}`.
fn named(escape: &[u8], out: &mut StrBuf) -> Result<usize, Bad> {
    const MALFORMED: &str = "malformed \\N character escape";
    match escape.get(2) {
        None => return Err(Bad::Incomplete(MALFORMED)),
        Some(b'{') => {}
        Some(_) => return Err(Bad::Wrong(2, MALFORMED)),
    }
    let rest = &escape[3..];
    match memchr::memchr(b'}', rest) {
        None => Err(Bad::Incomplete(MALFORMED)),
        Some(0) => Err(Bad::Wrong(3, MALFORMED)),
        Some(len) => {
            let c = std::str::from_utf8(&rest[..len])
                .ok()
                .and_then(crate::unicode::lookup);
            out.push(c.ok_or(Bad::Wrong(len + 4, "unknown Unicode character name"))?);
            Ok(len + 4)
        }
    }
}

/// Reads an escape of the raw codec: only `\u` and `\U` are escapes.
fn unescape_raw(escape: &[u8], out: &mut StrBuf) -> Result<usize, Bad> {
    match escape.get(1) {
        None => Err(Bad::Incomplete("")),
        Some(b'u') => {
            out.push(hex(escape, 2, 4, TRUNCATED_U)?);
            Ok(6)
        }
        Some(b'U') => {
            let c = hex(escape, 2, 8, TRUNCATED_LONG_U)?;
            if c > 0x10_FFFF {
                return Err(Bad::Wrong(10, "\\Uxxxxxxxx out of range"));
            }
            out.push(c);
            Ok(10)
        }
        // Two characters at once, so that an escaped backslash escapes nothing itself.
        Some(&other) => {
            out.push_latin1(&[b'\\', other]);
            Ok(2)
        }
    }
}

fn decode_with<E: DecodeErrors>(
    input: &[u8],
    encoding: &'static str,
    errors: &mut E,
    last: bool,
    mut escape: impl FnMut(&[u8], &mut StrBuf) -> Result<usize, Bad>,
) -> Result<(StrBuf, usize), E::Error> {
    let mut out = StrBuf::new();
    out.reserve(input.len());
    let mut at = 0;
    while let Some(plain) = memchr::memchr(b'\\', &input[at..]) {
        out.push_latin1(&input[at..at + plain]);
        let start = at + plain;
        let (end, reason) = match escape(&input[start..], &mut out) {
            Ok(len) => {
                at = start + len;
                continue;
            }
            Err(Bad::Incomplete(_)) if !last => return Ok((out.finish(), start)),
            Err(Bad::Incomplete(reason)) => (input.len(), reason),
            Err(Bad::Wrong(len, reason)) => (start + len, reason),
        };
        let error = DecodeError {
            encoding,
            start,
            end,
            reason,
        };
        at = errors
            .decode_error(input, error, &mut out)?
            .min(input.len());
    }
    out.push_latin1(&input[at..]);
    Ok((out.finish(), input.len()))
}

/// `bytes.decode("unicode_escape")`. With `last` unset an incomplete escape at the end is left for later.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    errors: &mut E,
    last: bool,
) -> Result<Unescaped, E::Error> {
    let mut invalid = None;
    let (text, consumed) = decode_with(input, "unicodeescape", errors, last, |escape, out| {
        unescape(escape, out, &mut invalid)
    })?;
    Ok(Unescaped {
        text,
        consumed,
        invalid,
    })
}

/// `bytes.decode("raw_unicode_escape")`. With `last` unset an incomplete escape at the end is left for later.
pub fn decode_raw<E: DecodeErrors>(
    input: &[u8],
    errors: &mut E,
    last: bool,
) -> Result<(StrBuf, usize), E::Error> {
    decode_with(input, "rawunicodeescape", errors, last, |escape, out| {
        if escape.len() == 1 && last {
            // A backslash at the end stands for itself.
            out.push(b'\\'.into());
            return Ok(1);
        }
        unescape_raw(escape, out)
    })
}

/// `str.encode("unicode_escape")`.
pub fn encode(s: StrRef<'_>) -> Vec<u8> {
    let mut out = StrBuf::new();
    out.reserve(s.len());
    for c in s.chars() {
        match c {
            9 => out.push_latin1(b"\\t"),
            10 => out.push_latin1(b"\\n"),
            13 => out.push_latin1(b"\\r"),
            0x5C => out.push_latin1(b"\\\\"),
            0x20..0x7F => out.push(c),
            _ => push_escape(&mut out, c),
        }
    }
    out.into_latin1()
}

/// `str.encode("raw_unicode_escape")`.
pub fn encode_raw(s: StrRef<'_>) -> Vec<u8> {
    let mut out = StrBuf::new();
    out.reserve(s.len());
    for c in s.chars() {
        match c {
            0..=0xFF => out.push(c),
            0x100..=0xFFFF => push_hex_escape(&mut out, b'u', c, 4),
            _ => push_hex_escape(&mut out, b'U', c, 8),
        }
    }
    out.into_latin1()
}
