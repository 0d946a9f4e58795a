//! Taking a format apart.

use super::{Conversion, Field, Flags};
use crate::number::{Error, Int, IntRef};
use crate::str::StrRef;
use crate::str::search::find_char;
use std::ops::Range;

/// Whose `%` operator it is: the rules differ in details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavor {
    /// That of `str`.
    Str,
    /// That of `bytes`: the format is the bytes as latin-1.
    Bytes,
}

/// What the parser asks of its caller.
pub trait Arguments {
    /// The caller's error.
    type Error: From<Error>;

    /// Whether the operand at the right is a mapping (and no tuple, str, bytes).
    fn is_mapping(&self) -> bool;

    /// Looks a key up in the mapping (a part of the format, without its parentheses); the value found
    /// is the only argument from here on.
    fn select(&mut self, key: Range<usize>) -> Result<(), Self::Error>;

    /// The next argument, for a `*`: `None` if it is not an int.
    fn star(&mut self) -> Result<Option<Int>, Self::Error>;
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A stretch of the format that stands for itself.
    Literal(Range<usize>),
    /// `%%`: a percent sign.
    Percent,
    /// A conversion specifier.
    Field(Field),
}

/// Reads a format piece by piece.
#[derive(Clone, Debug)]
pub struct Parser<'a> {
    format: StrRef<'a>,
    at: usize,
    flavor: Flavor,
}

impl<'a> Parser<'a> {
    /// A parser at the format's beginning.
    pub fn new(format: StrRef<'a>, flavor: Flavor) -> Parser<'a> {
        Parser::starting_at(format, 0, flavor)
    }

    /// A parser within the format, in front of a piece.
    pub fn starting_at(format: StrRef<'a>, at: usize, flavor: Flavor) -> Parser<'a> {
        Parser { format, at, flavor }
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// ValueError, TypeError or OverflowError for a specifier that cannot be read, or the caller's own.
    pub fn next<A: Arguments>(&mut self, arguments: &mut A) -> Result<Option<Piece>, A::Error> {
        let start = self.at;
        let len = self.format.len();
        let literal = find_char(self.format.slice(start..len), b'%'.into());
        self.at += literal.unwrap_or(len - start);
        if self.at > start {
            return Ok(Some(Piece::Literal(start..self.at)));
        }
        if self.at == len {
            return Ok(None);
        }
        self.at += 1;
        match self.format.get(self.at).map(u8::try_from) {
            Some(Ok(b'%')) => {
                self.at += 1;
                return Ok(Some(Piece::Percent));
            }
            // Most specifiers are nothing but the conversion.
            Some(Ok(c)) if c.is_ascii_alphabetic() && !matches!(c, b'h' | b'l' | b'L') => {
                self.at += 1;
                return Ok(Some(Piece::Field(Field {
                    flags: Flags::default(),
                    width: None,
                    precision: None,
                    character: c.into(),
                    index: self.at - 1,
                })));
            }
            _ => {}
        }
        self.field(arguments).map(|field| Some(Piece::Field(field)))
    }

    /// The next character of a specifier, which may not end here.
    fn peek(&self) -> Result<u32, Error> {
        self.format
            .get(self.at)
            .ok_or_else(|| Error::value("incomplete format"))
    }

    fn accept(&mut self, c: u8) -> bool {
        let found = self.format.get(self.at) == Some(c.into());
        self.at += usize::from(found);
        found
    }

    fn field<A: Arguments>(&mut self, arguments: &mut A) -> Result<Field, A::Error> {
        if self.accept(b'(') {
            if !arguments.is_mapping() {
                return Err(Error::type_error("format requires a mapping").into());
            }
            let key = self.key()?;
            arguments.select(key)?;
        }
        let mut flags = self.flags();
        let mut width = None;
        if self.accept(b'*') {
            let star = self.star(arguments)?;
            let wide = || Error::overflow("Python int too large to convert to C ssize_t");
            let value = star.view().to_i64().ok_or_else(wide)?;
            flags.left |= value < 0;
            width = Some(usize::try_from(value.unsigned_abs()).map_err(|_| wide())?);
        } else if let Some(digits) = self.digits(isize::MAX as usize, "width too big")? {
            width = Some(digits);
        }
        let mut precision = None;
        if self.accept(b'.') {
            precision = Some(if self.accept(b'*') {
                let star = self.star(arguments)?;
                let value = star.view().to_i64().and_then(|v| i32::try_from(v).ok());
                let value = value
                    .ok_or_else(|| Error::overflow("Python int too large to convert to C int"))?;
                usize::try_from(value).unwrap_or(0)
            } else {
                let message = match self.flavor {
                    Flavor::Str => "precision too big",
                    Flavor::Bytes => "prec too big",
                };
                self.digits(i32::MAX as usize, message)?.unwrap_or(0)
            });
        }
        let mut character = self.peek()?;
        if matches!(u8::try_from(character), Ok(b'h' | b'l' | b'L')) {
            self.at += 1;
            character = self.peek()?;
        }
        let index = self.at;
        self.at += 1;
        Ok(Field {
            flags,
            width,
            precision,
            character,
            index,
        })
    }

    /// A key up to the parenthesis that closes it.
    fn key(&mut self) -> Result<Range<usize>, Error> {
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.format.get(self.at) {
            self.at += 1;
            match u8::try_from(c) {
                Ok(b'(') => depth += 1,
                Ok(b')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(start..self.at - 1);
            }
        }
        Err(Error::value("incomplete format key"))
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(c) = self.format.get(self.at) {
            match u8::try_from(c) {
                Ok(b'-') => flags.left = true,
                Ok(b'+') => flags.plus = true,
                Ok(b' ') => flags.blank = true,
                Ok(b'#') => flags.alternate = true,
                Ok(b'0') => flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    /// A run of ASCII digits.
    fn digits(&mut self, max: usize, message: &'static str) -> Result<Option<usize>, Error> {
        let start = self.at;
        let mut value: usize = 0;
        while let Some(c @ 0x30..=0x39) = self.format.get(self.at) {
            value = value
                .checked_mul(10)
                .and_then(|value| value.checked_add((c - 0x30) as usize))
                .filter(|&value| value <= max)
                .ok_or_else(|| Error::value(message))?;
            self.at += 1;
        }
        Ok((self.at > start).then_some(value))
    }

    fn star<A: Arguments>(&self, arguments: &mut A) -> Result<Int, A::Error> {
        match arguments.star()? {
            Some(value) => Ok(value),
            None => Err(Error::type_error("* wants int").into()),
        }
    }
}

impl Field {
    /// What the character at the end means. To be asked after the argument was fetched: a missing
    /// argument is reported first.
    ///
    /// # Errors
    /// ValueError for a character that means nothing.
    pub fn conversion(&self, flavor: Flavor) -> Result<Conversion, Error> {
        Ok(match u8::try_from(self.character) {
            Ok(b's') => Conversion::Str,
            Ok(b'b') if flavor == Flavor::Bytes => Conversion::Str,
            Ok(b'r') => Conversion::Repr,
            Ok(b'a') => Conversion::Ascii,
            Ok(b'c') => Conversion::Char,
            Ok(b'd' | b'i' | b'u') => Conversion::Decimal,
            Ok(b'o' | b'x' | b'X') => Conversion::Radix,
            Ok(b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => Conversion::Float,
            _ => return Err(self.unsupported(flavor)),
        })
    }

    #[cold]
    fn unsupported(&self, flavor: Flavor) -> Error {
        if flavor == Flavor::Bytes && self.character >= 0x80 {
            // CPython takes the byte for a signed one, and then for no character.
            return Error::overflow("character argument not in range(0x110000)");
        }
        let shown = match char::from_u32(self.character) {
            Some(c) if flavor == Flavor::Bytes || (31 < self.character && self.character < 127) => {
                c
            }
            _ => '?',
        };
        Error::value(format!(
            "unsupported format character '{shown}' (0x{:x}) at index {}",
            self.character, self.index
        ))
    }

    /// The conversion as a character for error messages.
    pub fn conversion_char(&self) -> char {
        char::from_u32(self.character).unwrap_or('?')
    }

    /// Whether the field asks for nothing but the conversion.
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.width.is_none() && self.precision.is_none() && self.flags == Flags::default()
    }
}

/// The character of an integer under `%c`.
pub(super) fn to_character(value: IntRef<'_>, limit: u32) -> Option<u32> {
    let value = u32::try_from(value.to_i64()?).ok()?;
    (value < limit).then_some(value)
}
