//! Lines, indentation, names, operators.

use super::kind as k;
use super::{ErrorKind, Place, ReadLine, Stop, Token, Tokenizer};
use crate::unicode;

/// Blocks and brackets open at the most.
const MAX_INDENT: usize = 100;
const MAX_BRACKETS: usize = 200;

fn is_name_start(c: u32) -> bool {
    matches!(u8::try_from(c), Ok(b'a'..=b'z' | b'A'..=b'Z' | b'_')) || c >= 128
}

/// May the character be part of a name, as far as the tokenizer cares?
pub(super) fn is_name_part(c: u32) -> bool {
    is_name_start(c) || is_digit(c)
}

pub(super) fn is_digit(c: u32) -> bool {
    (0x30..=0x39).contains(&c)
}

impl Tokenizer {
    pub(super) fn token<E>(&mut self, read: ReadLine<'_, E>) -> Result<Token, Stop<E>> {
        if self.strings.last().is_some_and(|s| s.in_text) {
            return self.string_text(read);
        }
        self.plain_token(read)
    }

    /// Looks at the indentation of a new line.
    fn begin_line<E>(&mut self, read: ReadLine<'_, E>) -> Result<(), Stop<E>> {
        self.at_line_start = false;
        let (mut col, mut alt) = (0, 0);
        // A continued line of white space goes on with the column it had.
        let mut continued = 0;
        loop {
            match self.peek(read)? {
                Some(0x20) => (col, alt) = (col + 1, alt + 1),
                Some(9) => (col, alt) = ((col / 8 + 1) * 8, alt + 1),
                Some(12) => (col, alt) = (0, 0),
                Some(0x5C) => {
                    continued = if continued != 0 { continued } else { col };
                    self.bump(read)?;
                    self.continue_line(read)?;
                    continue;
                }
                _ => break,
            }
            self.bump(read)?;
        }
        let next = self.peek(read)?;
        if matches!(next, Some(0x23 | 10 | 13)) {
            self.blank = true;
            return Ok(());
        }
        if !self.brackets.is_empty() || !self.strings.is_empty() {
            return Ok(());
        }
        if next.is_none() {
            col = 0;
            alt = 0;
        }
        let col = if continued != 0 { continued } else { col };
        let alt = if continued != 0 { continued } else { alt };
        let &(top, alt_top) = self.indents.last().expect("the outermost stays");
        let tabs = || "inconsistent use of tabs and spaces in indentation";
        let place = (
            self.row + 1,
            self.lines.get(self.row).map_or(0, |l| l.chars.len()),
        );
        if col == top {
            if alt != alt_top {
                return Err(self.error_of(ErrorKind::Tab, place, tabs()));
            }
        } else if col > top {
            if self.indents.len() >= MAX_INDENT {
                let text = "too many levels of indentation";
                return Err(self.error_of(ErrorKind::Indentation, place, text));
            }
            if alt <= alt_top {
                return Err(self.error_of(ErrorKind::Tab, place, tabs()));
            }
            self.pending += 1;
            self.indents.push((col, alt));
        } else {
            while self.indents.len() > 1 && col < self.indents[self.indents.len() - 1].0 {
                self.pending -= 1;
                self.indents.pop();
            }
            let &(top, alt_top) = self.indents.last().expect("see above");
            if col != top {
                let text = "unindent does not match any outer indentation level";
                let place = (
                    place.0,
                    place.1.saturating_sub(usize::from(self.implicit_end())) + 1,
                );
                return Err(self.error_of(ErrorKind::Indentation, place, text));
            }
            if alt != alt_top {
                return Err(self.error_of(ErrorKind::Tab, place, tabs()));
            }
        }
        Ok(())
    }

    /// Behind a backslash: the line must end here and another one follow.
    fn continue_line<E>(&mut self, read: ReadLine<'_, E>) -> Result<(), Stop<E>> {
        if self.ahead(0) == Some(13) {
            self.col += 1;
        }
        if self.ahead(0) != Some(10) {
            let place = (self.row + 1, self.source(self.row + 1, self.row + 1).len());
            let text = "unexpected character after line continuation character";
            return Err(self.error_at(place, text));
        }
        self.col += 1;
        if self.peek(read)?.is_none() {
            let place = (self.row + 1, self.col);
            let text = "unexpected EOF in multi-line statement";
            return Err(self.error_of(ErrorKind::Syntax, place, text));
        }
        Ok(())
    }

    fn plain_token<E>(&mut self, read: ReadLine<'_, E>) -> Result<Token, Stop<E>> {
        loop {
            if self.at_line_start {
                self.blank = false;
                self.begin_line(read)?;
            }
            if self.pending != 0 {
                return self.indentation(read);
            }
            while matches!(self.peek(read)?, Some(0x20 | 9 | 12)) {
                self.col += 1;
            }
            let Some(c) = self.peek(read)? else {
                return self.end();
            };
            let start = self.place();
            if c == 0x23 {
                while !matches!(self.ahead(0), None | Some(10 | 13)) {
                    self.col += 1;
                }
                if self.extra {
                    self.comment_line = self.blank;
                    return Ok(self.make(k::COMMENT, start, self.place()));
                }
                continue;
            }
            if c == 10 || c == 13 && self.ahead(1) == Some(10) {
                if let Some(token) = self.line_end(start) {
                    return Ok(token);
                }
                continue;
            }
            if c == 0x5C {
                self.col += 1;
                self.continue_line(read)?;
                continue;
            }
            if is_name_start(c) {
                return self.name_or_string(read);
            }
            if is_digit(c) || c == 0x2E && self.ahead(1).is_some_and(is_digit) {
                return self.number();
            }
            if c == 0x27 || c == 0x22 {
                return self.string(read, start);
            }
            return self.operator(c);
        }
    }

    /// One block is opened or closed.
    fn indentation<E>(&mut self, read: ReadLine<'_, E>) -> Result<Token, Stop<E>> {
        let here = self.place();
        if self.pending > 0 {
            self.pending -= 1;
            return Ok(self.make(k::INDENT, (here.0, 0), here));
        }
        self.pending += 1;
        if self.peek(read)?.is_none() {
            return Ok(self.behind_the_end(k::DEDENT));
        }
        let here = self.place();
        Ok(self.make(k::DEDENT, here, here))
    }

    /// A token on the line behind the last one.
    fn behind_the_end(&self, kind: u8) -> Token {
        let row = self.lines.len() + usize::from(self.extra);
        let at = if self.extra {
            (row, 0)
        } else {
            (row, NOT_THERE)
        };
        Token {
            kind,
            text: Vec::new(),
            start: at,
            end: at,
            line: if self.extra || self.lines.is_empty() {
                Vec::new()
            } else {
                self.source(row, row)
            },
        }
    }

    /// The end of the source: blocks are closed, unless brackets are open.
    fn end<E>(&mut self) -> Result<Token, Stop<E>> {
        if !self.brackets.is_empty() || !self.strings.is_empty() {
            let row = self.lines.len();
            // CPython counts in what it still holds of the source: all lines of a string, otherwise nothing.
            let held = self.strings.first().map_or(0, |s| {
                let lines = self.lines.iter().skip(s.start.0 - 1);
                lines.map(|l| l.chars.len()).sum()
            });
            let message = "unexpected EOF in multi-line statement";
            return Err(self.error_of(ErrorKind::Syntax, (row, held), message));
        }
        Ok(self.behind_the_end(k::ENDMARKER))
    }

    /// The end of a line: of a logical one, or of one that is empty or goes on; the latter are tokens only if asked for.
    fn line_end(&mut self, start: Place) -> Option<Token> {
        let crlf = self.ahead(0) == Some(13);
        self.col += 1 + usize::from(crlf);
        self.at_line_start = true;
        let width = 1 + usize::from(crlf);
        let empty = self.blank || !self.brackets.is_empty() || !self.strings.is_empty();
        let after_comment = std::mem::take(&mut self.comment_line);
        let kind = if empty || after_comment && self.extra {
            if !self.extra {
                return None;
            }
            k::NL
        } else {
            k::NEWLINE
        };
        let end = (start.0, start.1 + if self.extra { width } else { 0 });
        let mut token = self.make(kind, start, end);
        if self.implicit_end() || !self.extra {
            token.text.clear();
        }
        Some(token)
    }

    fn name_or_string<E>(&mut self, read: ReadLine<'_, E>) -> Result<Token, Stop<E>> {
        let start = self.place();
        let (mut b, mut u, mut r, mut f, mut t) = (false, false, false, false, false);
        while let Some(c) = self.ahead(0).and_then(char::from_u32) {
            match c.to_ascii_lowercase() {
                'b' if !(b || u || f || t) => b = true,
                'u' if !(b || u || r || f || t) => u = true,
                'r' if !(r || u) => r = true,
                'f' if !(f || b || u || t) => f = true,
                't' if !(t || b || u || f) => t = true,
                _ => break,
            }
            self.col += 1;
            if matches!(self.ahead(0), Some(0x27 | 0x22)) {
                if f || t {
                    return self.begin_fields(start, r, t);
                }
                return self.string(read, start);
            }
        }
        while self.ahead(0).is_some_and(is_name_part) {
            self.col += 1;
        }
        if !self.extra {
            let text = self.text(start, self.place());
            self.check_name(start, &text)?;
        }
        Ok(self.make(k::NAME, start, self.place()))
    }

    /// Fails if a name has characters that names must not have.
    fn check_name<E>(&self, start: Place, name: &[u32]) -> Result<(), Stop<E>> {
        for (i, &c) in name.iter().enumerate() {
            let good = if i == 0 {
                c == 0x5F || unicode::is_xid_start(c)
            } else {
                unicode::is_xid_continue(c)
            };
            if good {
                continue;
            }
            let place = (start.0, start.1 + i);
            if unicode::is_printable(c) {
                let shown = char::from_u32(c).unwrap_or('\u{FFFD}');
                let text = format!("invalid character '{shown}' (U+{c:04X})");
                return Err(self.error_at(place, &text));
            }
            let text = format!("invalid non-printable character U+{c:04X}");
            return Err(self.error_at(place, &text));
        }
        Ok(())
    }

    fn operator<E>(&mut self, c: u32) -> Result<Token, Stop<E>> {
        let start = self.place();
        if !unicode::is_printable(c) {
            let text = format!("invalid non-printable character U+{c:04X}");
            return Err(self.error_at(start, &text));
        }
        if self.field_ends(c) {
            self.col += 1;
            let kind = if self.extra { k::OP } else { 11 };
            return Ok(self.make(kind, start, self.place()));
        }
        let found = super::kind::operator([Some(c), self.ahead(1), self.ahead(2)]);
        let (kind, mut length) = found.unwrap_or((k::OP, 1));
        if self.extra && c == 0x3C && self.ahead(1) == Some(0x3E) {
            // `<>` is an operator of the past, for the parser to refuse.
            length = 1;
        }
        self.col += length;
        if length == 1 {
            self.bracket(c, start)?;
        }
        let kind = if self.extra { k::OP } else { kind };
        Ok(self.make(kind, start, self.place()))
    }

    /// Keeps account of brackets, and of where fields of strings end.
    fn bracket<E>(&mut self, c: u32, start: Place) -> Result<(), Stop<E>> {
        match u8::try_from(c) {
            Ok(b'(' | b'[' | b'{') => {
                if self.brackets.len() >= MAX_BRACKETS {
                    return Err(self.error_at(start, "too many nested parentheses"));
                }
                self.brackets.push((c, start));
                if let Some(s) = self.strings.last_mut() {
                    s.depth += 1;
                }
            }
            Ok(b')' | b']' | b'}') => self.close_bracket(c, start)?,
            _ => {}
        }
        Ok(())
    }

    fn close_bracket<E>(&mut self, c: u32, start: Place) -> Result<(), Stop<E>> {
        let shown = char::from_u32(c).unwrap_or(' ');
        let letter = if self.strings.last().is_some_and(|s| s.template) {
            't'
        } else {
            'f'
        };
        if c == 0x7D && self.strings.last().is_some_and(|s| s.depth == 0) {
            let text = format!("{letter}-string: single '}}' is not allowed");
            return Err(self.error_at((start.0, start.1), &text));
        }
        let open = self.brackets.pop();
        if !self.extra {
            let Some((open, at)) = open else {
                return Err(self.error_at(start, &format!("unmatched '{shown}'")));
            };
            let fits = matches!((open, c), (0x28, 0x29) | (0x5B, 0x5D) | (0x7B, 0x7D));
            if !fits {
                let open = char::from_u32(open).unwrap_or(' ');
                let line = if at.0 == start.0 {
                    String::new()
                } else {
                    format!(" on line {}", at.0)
                };
                return Err(self.error_at(
                    start,
                    &format!("closing parenthesis '{shown}' does not match opening parenthesis '{open}'{line}"),
                ));
            }
        }
        let Some(s) = self.strings.last_mut() else {
            return Ok(());
        };
        s.depth -= 1;
        if s.depth < 0 {
            let text = format!("{letter}-string: unmatched '{shown}'");
            return Err(self.error_at(start, &text));
        }
        if c == 0x7D && s.depth == s.field_depth {
            s.field_depth -= 1;
            s.in_text = true;
            s.in_format = false;
        }
        Ok(())
    }

    /// A colon at the level of a field: its format specifier follows, which is text.
    fn field_ends(&mut self, c: u32) -> bool {
        let Some(s) = self.strings.last_mut() else {
            return false;
        };
        if c != 0x3A || s.depth - 1 != s.field_depth {
            return false;
        }
        s.in_text = true;
        s.in_format = true;
        true
    }
}

/// The column of what is nowhere: CPython says -1.
const NOT_THERE: usize = usize::MAX;
