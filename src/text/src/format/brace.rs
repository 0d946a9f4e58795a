//! The templates of `str.format`: replacement fields, their names, automatic numbering.

use crate::number::Error;
use crate::str::StrRef;
use crate::unicode;
use std::ops::Range;

/// A piece of a template: literal text, then perhaps a field. Ranges are of the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Literal text, which may be empty; a doubled brace ends it, the brace included once.
    pub literal: Range<usize>,
    /// The replacement field behind it.
    pub field: Option<Field>,
}

/// A replacement field: `{name!conversion:spec}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What to look up; see [`split_name`].
    pub name: Range<usize>,
    /// The character behind the `!`.
    pub conversion: Option<u32>,
    /// The format specifier, empty if there is none.
    pub spec: Range<usize>,
    /// Whether the specifier holds fields itself, and has to be expanded first.
    pub nested: bool,
}

/// Reads a template piece by piece: `_string.formatter_parser`.
///
/// As an iterator it yields errors once; reading on behind one is allowed but means nothing.
#[derive(Clone, Debug)]
pub struct Parser<'a> {
    template: StrRef<'a>,
    at: usize,
    end: usize,
}

impl<'a> Parser<'a> {
    /// A parser for the whole template.
    pub fn new(template: StrRef<'a>) -> Parser<'a> {
        Parser {
            template,
            at: 0,
            end: template.len(),
        }
    }

    /// A parser for a part of it: a nested specifier.
    pub fn within(template: StrRef<'a>, range: Range<usize>) -> Parser<'a> {
        Parser {
            template,
            at: range.start,
            end: range.end.min(template.len()),
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        // No character beyond latin-1 means anything here.
        (self.at < self.end).then(|| u8::try_from(self.template.at(self.at)).unwrap_or(0))
    }

    #[inline]
    fn bump(&mut self) -> Option<u8> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    fn piece(&mut self) -> Result<Piece, Error> {
        let start = self.at;
        while let Some(c) = self.bump() {
            if c != b'{' && c != b'}' {
                continue;
            }
            let brace = self.at - 1;
            if self.peek() == Some(c) {
                self.at += 1;
                return Ok(Piece {
                    literal: start..brace + 1,
                    field: None,
                });
            }
            if c == b'}' {
                return Err(Error::value("Single '}' encountered in format string"));
            }
            if self.at == self.end {
                return Err(Error::value("Single '{' encountered in format string"));
            }
            return Ok(Piece {
                literal: start..brace,
                field: Some(self.field()?),
            });
        }
        Ok(Piece {
            literal: start..self.at,
            field: None,
        })
    }

    fn field(&mut self) -> Result<Field, Error> {
        let start = self.at;
        let end = loop {
            match self.bump() {
                None => return Err(Error::value("expected '}' before end of string")),
                Some(b'{') => return Err(Error::value("unexpected '{' in field name")),
                Some(b'[') => {
                    // Within brackets the characters that end the name are part of the key.
                    while self.peek().is_some_and(|c| c != b']') {
                        self.at += 1;
                    }
                }
                Some(c @ (b'}' | b':' | b'!')) => break c,
                Some(_) => {}
            }
        };
        let mut field = Field {
            name: start..self.at - 1,
            conversion: None,
            spec: self.at..self.at,
            nested: false,
        };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            if self.at == self.end {
                return Err(Error::value(
                    "end of string while looking for conversion specifier",
                ));
            }
            field.conversion = Some(self.template.at(self.at));
            self.at += 1;
            match self.bump() {
                Some(b'}') => return Ok(field),
                Some(b':') | None => {}
                Some(_) => return Err(Error::value("expected ':' after conversion specifier")),
            }
        }
        let start = self.at;
        let mut depth = 1;
        while let Some(c) = self.bump() {
            match c {
                b'{' => {
                    field.nested = true;
                    depth += 1;
                }
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = start..self.at - 1;
                return Ok(field);
            }
        }
        Err(Error::value("unmatched '{' in format spec"))
    }
}

impl Iterator for Parser<'_> {
    type Item = Result<Piece, Error>;

    fn next(&mut self) -> Option<Result<Piece, Error>> {
        if self.at >= self.end {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.at = self.end;
        }
        Some(piece)
    }
}

/// The error of a conversion other than `r`, `s` and `a`.
#[cold]
pub fn unknown_conversion(conversion: u32) -> Error {
    Error::value(match char::from_u32(conversion) {
        Some(c) if (33..127).contains(&conversion) => format!("Unknown conversion specifier {c}"),
        _ => format!("Unknown conversion specifier \\x{conversion:x}"),
    })
}

/// The error of nesting fields more than two deep; see [`MAX_DEPTH`].
#[cold]
pub fn too_deep() -> Error {
    Error::value("Max string recursion exceeded")
}

/// How deep templates nest: a template and the specifiers in it.
pub const MAX_DEPTH: usize = 2;

/// The first part of a field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum First {
    /// A number: a positional argument.
    Index(usize),
    /// Anything else, also nothing: a keyword argument, or automatic numbering.
    Name(Range<usize>),
}

/// A later part of a field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.name`
    Attribute(Range<usize>),
    /// `[number]`
    Index(usize),
    /// `[anything else]`
    Key(Range<usize>),
}

/// Splits a field's name into its first part and the steps from there:
/// `_string.formatter_field_name_split`.
///
/// # Errors
/// ValueError for a number too large. The steps report their own errors.
pub fn split_name<'a>(
    template: StrRef<'a>,
    name: Range<usize>,
) -> Result<(First, Steps<'a>), Error> {
    let dot_or_bracket = |i: &usize| matches!(u8::try_from(template.at(*i)), Ok(b'.' | b'['));
    let end = name.clone().find(dot_or_bracket).unwrap_or(name.end);
    let steps = Steps {
        template,
        at: end,
        end: name.end,
    };
    let first = name.start..end;
    Ok(match number(template, first.clone())? {
        Some(index) => (First::Index(index), steps),
        None => (First::Name(first), steps),
    })
}

/// The steps of a field's name behind its first part.
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    template: StrRef<'a>,
    at: usize,
    end: usize,
}

impl Steps<'_> {
    /// The position of the first of some characters, or the end.
    fn position_of(&self, wanted: &[u8]) -> usize {
        (self.at..self.end)
            .find(|&i| u8::try_from(self.template.at(i)).is_ok_and(|c| wanted.contains(&c)))
            .unwrap_or(self.end)
    }

    fn step(&mut self) -> Result<Step, Error> {
        let kind = self.template.at(self.at);
        self.at += 1;
        let start = self.at;
        let step = if kind == u32::from(b'.') {
            self.at = self.position_of(b".[");
            Step::Attribute(start..self.at)
        } else if kind == u32::from(b'[') {
            let end = self.position_of(b"]");
            if end == self.end {
                return Err(Error::value("Missing ']' in format string"));
            }
            self.at = end + 1;
            match number(self.template, start..end)? {
                Some(index) => Step::Index(index),
                None => Step::Key(start..end),
            }
        } else {
            return Err(Error::value(
                "Only '.' or '[' may follow ']' in format field specifier",
            ));
        };
        match &step {
            Step::Attribute(name) | Step::Key(name) if name.is_empty() => {
                Err(Error::value("Empty attribute in format string"))
            }
            _ => Ok(step),
        }
    }
}

impl Iterator for Steps<'_> {
    type Item = Result<Step, Error>;

    fn next(&mut self) -> Option<Result<Step, Error>> {
        if self.at >= self.end {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.at = self.end;
        }
        Some(step)
    }
}

/// The number that the text is, if it consists of decimal digits (Unicode's too).
fn number(template: StrRef<'_>, range: Range<usize>) -> Result<Option<usize>, Error> {
    if range.is_empty() {
        return Ok(None);
    }
    let mut value: usize = 0;
    for index in range {
        let Some(digit) = unicode::decimal_value(template.at(index)) else {
            return Ok(None);
        };
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(digit.into()))
            .filter(|&value| isize::try_from(value).is_ok())
            .ok_or_else(|| Error::value("Too many decimal digits in format string"))?;
    }
    Ok(Some(value))
}

/// Keeps fields numbered in one way: by hand or automatically. One serves a template and the
/// specifiers nested in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    state: State,
    next: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Unknown,
    Automatic,
    Manual,
}

impl Numbering {
    /// Numbers a field whose name has no first part; others stay as they are.
    ///
    /// # Errors
    /// ValueError for the second way of numbering within a template.
    pub fn resolve(&mut self, first: First) -> Result<First, Error> {
        let automatic = match &first {
            First::Name(name) if name.is_empty() => true,
            First::Name(_) => return Ok(first),
            First::Index(_) => false,
        };
        match (self.state, automatic) {
            (State::Manual, true) => {
                return Err(Error::value(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            (State::Automatic, false) => {
                return Err(Error::value(
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            (_, true) => self.state = State::Automatic,
            (_, false) => self.state = State::Manual,
        }
        if !automatic {
            return Ok(first);
        }
        let index = self.next;
        self.next += 1;
        Ok(First::Index(index))
    }
}
