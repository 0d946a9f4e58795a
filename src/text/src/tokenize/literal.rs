//! Numbers and strings.

use super::kind as k;
use super::scan::{is_digit, is_name_part};
use super::{Fields, Place, ReadLine, Stop, Token, Tokenizer};

/// Fields within fields at the most.
const MAX_FIELDS: isize = 150;

fn is_hex(c: u32) -> bool {
    char::from_u32(c).is_some_and(|c| c.is_ascii_hexdigit())
}

impl Tokenizer {
    fn next_is(&self, chars: &[u8]) -> bool {
        self.ahead(0)
            .and_then(|c| u8::try_from(c).ok())
            .is_some_and(|c| chars.contains(&c))
    }

    /// Digits with single underscores between them.
    fn digits<E>(&mut self, is: fn(u32) -> bool, what: &str) -> Result<(), Stop<E>> {
        loop {
            while self.ahead(0).is_some_and(is) {
                self.col += 1;
            }
            if !self.next_is(b"_") {
                return Ok(());
            }
            self.col += 1;
            if !self.ahead(0).is_some_and(is) {
                return Err(self.invalid(what));
            }
        }
    }

    /// `invalid … literal`, at the last character taken.
    fn invalid<E>(&self, what: &str) -> Stop<E> {
        let place = (self.row + 1, self.col.saturating_sub(1));
        self.error_at(place, &format!("invalid {what} literal"))
    }

    /// A number must not be followed by a letter, unless that begins a keyword that may stand there.
    fn check_end<E>(&mut self, what: &str) -> Result<(), Stop<E>> {
        if self.extra {
            return Ok(());
        }
        let Some(c) = self.ahead(0).filter(|c| is_name_part(*c)) else {
            return Ok(());
        };
        let word: String = (0..7)
            .map_while(|i| self.ahead(i))
            .take_while(|c| is_name_part(*c))
            .filter_map(char::from_u32)
            .collect();
        let keywords = ["and", "else", "for", "if", "in", "is", "not", "or"];
        if keywords.iter().any(|w| word.starts_with(w)) {
            return Ok(());
        }
        if c < 128 || is_name_part(c) {
            return Err(self.invalid(what));
        }
        Ok(())
    }

    pub(super) fn number<E>(&mut self) -> Result<Token, Stop<E>> {
        let start = self.place();
        if self.ahead(0) == Some(0x30) {
            type IsDigit = fn(u32) -> bool;
            let prefixed: Option<(&str, IsDigit)> = match self.ahead(1) {
                Some(0x78 | 0x58) => Some(("hexadecimal", is_hex)),
                Some(0x6F | 0x4F) => Some(("octal", |c| (0x30..=0x37).contains(&c))),
                Some(0x62 | 0x42) => Some(("binary", |c| c == 0x30 || c == 0x31)),
                _ => None,
            };
            if let Some((what, is)) = prefixed {
                self.col += 2;
                if self.next_is(b"_") {
                    self.col += 1;
                }
                if !self.ahead(0).is_some_and(is) {
                    if let Some(c) = self.ahead(0).filter(|c| is_digit(*c)) {
                        let shown = char::from_u32(c).unwrap_or('0');
                        let place = (self.row + 1, self.col);
                        let text = format!("invalid digit '{shown}' in {what} literal");
                        return Err(self.error_at(place, &text));
                    }
                    return Err(self.invalid(what));
                }
                self.digits(is, what)?;
                if let Some(c) = self.ahead(0).filter(|c| is_digit(*c)) {
                    let shown = char::from_u32(c).unwrap_or('0');
                    let place = (self.row + 1, self.col);
                    let text = format!("invalid digit '{shown}' in {what} literal");
                    return Err(self.error_at(place, &text));
                }
                self.check_end(what)?;
                return Ok(self.make(k::NUMBER, start, self.place()));
            }
        }
        let leading_zero = self.ahead(0) == Some(0x30);
        self.digits(is_digit, "decimal")?;
        let whole = self.text(start, self.place());
        let mut is_int = true;
        if self.next_is(b".") {
            is_int = false;
            self.col += 1;
            if self.ahead(0).is_some_and(is_digit) {
                self.digits(is_digit, "decimal")?;
            }
        }
        if self.next_is(b"eE") {
            let sign = usize::from(matches!(self.ahead(1), Some(0x2B | 0x2D)));
            if self.ahead(1 + sign).is_some_and(is_digit) {
                is_int = false;
                self.col += 1 + sign;
                self.digits(is_digit, "decimal")?;
            } else if sign == 1 {
                self.col += 2;
                return Err(self.invalid("decimal"));
            }
        }
        if self.next_is(b"jJ") {
            self.col += 1;
            self.check_end("imaginary")?;
        } else {
            if !self.extra
                && is_int
                && leading_zero
                && whole.iter().any(|c| (0x31..=0x39).contains(c))
            {
                let text = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal \
                            integers";
                return Err(self.error_at(start, text));
            }
            self.check_end("decimal")?;
        }
        Ok(self.make(k::NUMBER, start, self.place()))
    }

    /// How many quotes a string begins with here: one or three; the position is behind them.
    fn quotes(&mut self) -> (u32, usize) {
        let quote = self.ahead(0).unwrap_or(0x22);
        let triple = self.ahead(1) == Some(quote) && self.ahead(2) == Some(quote);
        let n = if triple { 3 } else { 1 };
        self.col += n;
        (quote, n)
    }

    /// A string whose quotes are next; its prefix begins at `start`.
    pub(super) fn string<E>(
        &mut self,
        read: ReadLine<'_, E>,
        start: Place,
    ) -> Result<Token, Stop<E>> {
        let (quote, n) = self.quotes();
        let mut closing = 0;
        while closing < n {
            let line_before = self.row + 1;
            match self.bump(read)? {
                None => return Err(self.unclosed(start, quote, n, self.lines.len())),
                Some(10) if n == 1 => return Err(self.unclosed(start, quote, n, line_before)),
                Some(c) if c == quote => closing += 1,
                Some(c) => {
                    closing = 0;
                    if c == 0x5C {
                        if self.peek(read)? == Some(13) {
                            self.col += 1;
                        }
                        self.bump(read)?;
                    }
                }
            }
        }
        Ok(self.make_string(k::STRING, start, self.place()))
    }

    /// A string that does not end. If it has the quotes of the f-string around it, these were to end that one.
    fn unclosed<E>(&self, start: Place, quote: u32, quotes: usize, line: usize) -> Stop<E> {
        match self.strings.last() {
            Some(s) if s.quote == quote && s.quotes == quotes => {
                let letter = if s.template { 't' } else { 'f' };
                self.error_at(start, &format!("{letter}-string: expecting '}}'"))
            }
            _ => self.unterminated(start, quotes, "", line),
        }
    }

    fn unterminated<E>(&self, start: Place, quotes: usize, prefix: &str, line: usize) -> Stop<E> {
        let triple = if quotes == 3 { "triple-quoted " } else { "" };
        let text = format!("unterminated {triple}{prefix}string literal (detected at line {line})");
        self.error_at(start, &text)
    }

    /// The beginning of an f-string or t-string.
    pub(super) fn begin_fields<E>(
        &mut self,
        start: Place,
        raw: bool,
        template: bool,
    ) -> Result<Token, Stop<E>> {
        let (quote, quotes) = self.quotes();
        if self.strings.len() >= 149 {
            return Err(self.error_at(start, "too many nested f-strings or t-strings"));
        }
        self.strings.push(Fields {
            quote,
            quotes,
            raw,
            template,
            start,
            depth: 0,
            field_depth: -1,
            in_format: false,
            in_text: true,
        });
        let kind = if template {
            k::TSTRING_START
        } else {
            k::FSTRING_START
        };
        Ok(self.make_string(kind, start, self.place()))
    }

    fn innermost(&mut self) -> &mut Fields {
        self.strings.last_mut().expect("a string is being read")
    }

    /// A field begins: what follows is code.
    fn begin_field<E>(&mut self) -> Result<(), Stop<E>> {
        let place = self.place();
        let s = self.innermost();
        s.field_depth += 1;
        s.in_text = false;
        let (template, depth) = (s.template, s.field_depth);
        if depth >= MAX_FIELDS {
            let letter = if template { 't' } else { 'f' };
            let text = format!("{letter}-string: expressions nested too deeply");
            return Err(self.error_at(place, &text));
        }
        Ok(())
    }

    /// The next piece of an f-string's or t-string's text, its end, or the first token of a field.
    pub(super) fn string_text<E>(&mut self, read: ReadLine<'_, E>) -> Result<Token, Stop<E>> {
        let first = self.peek(read)?;
        let start = self.place();
        let s = self.innermost();
        let (quote, quotes, raw) = (s.quote, s.quotes, s.raw);
        let (template, begin) = (s.template, s.start);
        let (middle, last) = if template {
            (k::TSTRING_MIDDLE, k::TSTRING_END)
        } else {
            (k::FSTRING_MIDDLE, k::FSTRING_END)
        };
        if first == Some(0x7B) && self.ahead(1) != Some(0x7B) {
            self.begin_field()?;
            return self.token(read);
        }
        if (0..quotes).all(|i| self.ahead(i) == Some(quote)) {
            self.col += quotes;
            self.strings.pop();
            return Ok(self.make_string(last, start, self.place()));
        }
        let (mut closing, mut named) = (0, false);
        loop {
            let s = self.innermost();
            let in_format = s.in_format && s.field_depth >= 0;
            let depth = s.depth;
            self.peek(read)?;
            let line_before = self.row + 1;
            let here = self.place();
            let Some(c) = self.bump(read)? else {
                let line = self.lines.len();
                let letter = if template { "t-" } else { "f-" };
                return Err(self.unterminated(begin, quotes, letter, line));
            };
            if c == 10 && quotes == 1 {
                if in_format {
                    self.col -= 1;
                    let letter = if template { 't' } else { 'f' };
                    let text = format!(
                        "{letter}-string: newlines are not allowed in format specifiers for single quoted \
                         {letter}-strings"
                    );
                    return Err(self.error_at(self.place(), &text));
                }
                let letter = if template { "t-" } else { "f-" };
                return Err(self.unterminated(begin, quotes, letter, line_before));
            }
            if c == quote {
                closing += 1;
                if closing == quotes {
                    // The quotes are a token of their own.
                    self.col -= quotes;
                    return Ok(self.make_string(middle, start, self.place()));
                }
                continue;
            }
            closing = 0;
            match c {
                0x7B => {
                    if self.ahead(0) == Some(0x7B) && !in_format {
                        let token = self.make_string(middle, start, self.place());
                        self.col += 1;
                        return Ok(token);
                    }
                    self.col -= 1;
                    let token = self.make_string(middle, start, here);
                    self.begin_field()?;
                    return Ok(token);
                }
                0x7D => {
                    if named {
                        return Ok(self.make_string(middle, start, self.place()));
                    }
                    if self.ahead(0) == Some(0x7D) && !in_format && depth == 0 {
                        let token = self.make_string(middle, start, self.place());
                        self.col += 1;
                        return Ok(token);
                    }
                    self.col -= 1;
                    self.innermost().in_text = false;
                    return Ok(self.make_string(middle, start, here));
                }
                0x5C => {
                    let mut next = self.peek(read)?;
                    if next == Some(13) {
                        self.col += 1;
                        next = self.peek(read)?;
                    }
                    if matches!(next, Some(0x7B | 0x7D)) {
                        continue;
                    }
                    self.bump(read)?;
                    if !raw && next == Some(0x4E) && self.ahead(0) == Some(0x7B) {
                        self.col += 1;
                        named = true;
                    }
                }
                _ => {}
            }
        }
    }
}
