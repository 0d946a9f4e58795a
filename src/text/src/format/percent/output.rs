//! Writing one argument.

use super::Field;
use super::parse::to_character;
use crate::number::float::{Code, Style};
use crate::number::int::{self, DecimalBuffer};
use crate::number::sink::{SHORT, Short, Sink};
use crate::number::{Error, IntRef, float};
use crate::str::{StrBuf, StrRef, Width};

/// The character that an integer stands for under `%c` of `str`.
///
/// # Errors
/// OverflowError for an integer that is no code point.
pub fn character_of(value: IntRef<'_>) -> Result<u32, Error> {
    to_character(value, 0x11_0000).ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))
}

/// The byte that an integer stands for under `%c` of `bytes`.
///
/// # Errors
/// OverflowError for an integer that is no byte.
pub fn byte_of(value: IntRef<'_>) -> Result<u8, Error> {
    to_character(value, 256)
        .map(|c| c as u8)
        .ok_or_else(|| Error::overflow("%c arg not in range(256)"))
}

/// The parts of a number's text.
struct Number<'a> {
    negative: bool,
    prefix: &'a [u8],
    /// Zeros that the precision asks for.
    zeros: usize,
    body: &'a [u8],
}

impl Number<'_> {
    /// Writes blanks, sign, prefix, zeros, digits, blanks.
    fn write(
        &self,
        out: &mut impl Sink,
        sign: Option<u8>,
        (before, zeros, after): (usize, usize, usize),
    ) {
        out.push_repeated(b' '.into(), before);
        if let Some(sign) = sign {
            out.push(sign);
        }
        out.push_bytes(self.prefix);
        out.push_repeated(b'0'.into(), zeros);
        out.push_bytes(self.body);
        out.push_repeated(b' '.into(), after);
    }
}

impl Field {
    /// Writes an integer under `d`, `i`, `u`, `o`, `x` or `X`; `max_digits` limits decimal output
    /// (0: no limit).
    ///
    /// # Errors
    /// ValueError for too many digits, OverflowError and MemoryError for too great a precision or width.
    pub fn write_int(&self, value: IntRef<'_>, max_digits: usize) -> Result<StrBuf, Error> {
        let mut word = DecimalBuffer::new();
        let mut long;
        let character = u8::try_from(self.character).unwrap_or(b'd');
        let (radix, mut prefix): (u32, &[u8]) = match character {
            b'o' => (8, b"0o"),
            b'x' => (16, b"0x"),
            b'X' => (16, b"0X"),
            _ => (10, b""),
        };
        if !self.flags.alternate {
            prefix = b"";
        }
        if self.precision.is_some_and(|p| p > (i32::MAX - 3) as usize) {
            return Err(Error::overflow("precision too large"));
        }
        let body = match value {
            IntRef::Small(v) if radix == 10 => {
                if self.is_plain() {
                    return Ok(StrBuf::from_latin1(word.format(v).as_bytes()));
                }
                word.format(v.unsigned_abs()).as_bytes()
            }
            _ => {
                long = if radix == 10 {
                    int::decimal(value, max_digits)?
                } else {
                    int::to_radix(value, radix, false)
                };
                if character == b'X' {
                    long.make_ascii_uppercase();
                }
                long.trim_start_matches('-').as_bytes()
            }
        };
        self.number(&Number {
            negative: value.is_negative(),
            prefix,
            zeros: self.precision.unwrap_or(0).saturating_sub(body.len()),
            body,
        })
    }

    /// Writes a float under `e`, `E`, `f`, `F`, `g` or `G`.
    ///
    /// # Errors
    /// MemoryError for too great a precision or width.
    pub fn write_float(&self, value: f64) -> Result<StrBuf, Error> {
        let character = u8::try_from(self.character).unwrap_or(b'f');
        let code = match character.to_ascii_lowercase() {
            b'e' => Code::Exponent,
            b'g' => Code::General,
            _ => Code::Fixed,
        };
        let style = Style {
            upper: character.is_ascii_uppercase(),
            alternate: self.flags.alternate,
            ..Style::default()
        };
        let text = float::format(value, code, self.precision.unwrap_or(6), style)?;
        if self.width.is_none() && !self.flags.plus && !self.flags.blank {
            return Ok(StrBuf::from_latin1(&text));
        }
        let (negative, body) = match &text[..] {
            [b'-', body @ ..] => (true, body),
            body => (false, body),
        };
        self.number(&Number {
            negative,
            prefix: b"",
            zeros: 0,
            body,
        })
    }

    /// Writes text under `s`, `r` or `a`: cut to the precision, filled up to the width.
    ///
    /// # Errors
    /// MemoryError for too great a width.
    pub fn write_text(&self, text: StrRef<'_>) -> Result<StrBuf, Error> {
        let len = self.precision.map_or(text.len(), |p| p.min(text.len()));
        self.padded(text.slice(0..len))
    }

    /// Writes a character under `c`: filled up to the width.
    ///
    /// # Errors
    /// MemoryError for too great a width.
    pub fn write_char(&self, c: u32) -> Result<StrBuf, Error> {
        self.padded(StrRef::Ucs4(&[c]))
    }

    fn padded(&self, text: StrRef<'_>) -> Result<StrBuf, Error> {
        let padding = self.width.unwrap_or(0).saturating_sub(text.len());
        if padding == 0 {
            return Ok(text.into());
        }
        let mut out = self.buffer(text.len(), padding)?;
        if !self.flags.left {
            out.push_repeated(b' '.into(), padding);
        }
        out.push_str(text);
        if self.flags.left {
            out.push_repeated(b' '.into(), padding);
        }
        Ok(out)
    }

    fn number(&self, number: &Number<'_>) -> Result<StrBuf, Error> {
        let sign = match self.flags {
            _ if number.negative => Some(b'-'),
            flags if flags.plus => Some(b'+'),
            flags if flags.blank => Some(b' '),
            _ => None,
        };
        let len =
            usize::from(sign.is_some()) + number.prefix.len() + number.zeros + number.body.len();
        let padding = self.width.unwrap_or(0).saturating_sub(len);
        let (before, inside, after) = match self.flags {
            flags if flags.left => (0, 0, padding),
            flags if flags.zero => (0, padding, 0),
            _ => (padding, 0, 0),
        };
        let places = (before, inside + number.zeros, after);
        if len.saturating_add(padding) <= SHORT {
            let mut out = Short::new();
            number.write(&mut out, sign, places);
            return Ok(StrBuf::from_latin1(out.as_bytes()));
        }
        let mut out = self.buffer(len, padding)?;
        number.write(&mut out, sign, places);
        Ok(out)
    }

    fn buffer(&self, len: usize, padding: usize) -> Result<StrBuf, Error> {
        let len = len.checked_add(padding).ok_or_else(Error::memory)?;
        Ok(StrBuf::try_with_capacity(Width::Latin1, len)?)
    }
}
