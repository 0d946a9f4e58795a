//! Where CPython sees a syntax error, and words that depend on what stands there.
//!
//! The parser and CPython's grammar notice most errors at the same token, but blame different stretches of source.

use rustpython_compiler::TokenKind;

use super::tokens::{self, Token, Tokens};
use super::{CompileError, CompileErrorKind, escapes};

/// Makes the position, and a few messages, CPython's; finds out whether more input could help. `noticed_at` is the byte
/// at which the parser gave up, which need not be the place the error is about.
pub(super) fn adjust(error: &mut CompileError, source: &str, noticed_at: usize) {
    match error.kind {
        CompileErrorKind::SyntaxError => Adjustment::new(error, source).syntax_error(noticed_at),
        _ => indentation_error(error, source),
    }
    if is_from_tokenizer(&error.msg) && is_last_line(error, source) {
        // The tokenizer has not added a line end yet when it finds this.
        let text = error.text.take();
        error.text = text.map(|text| text.trim_end_matches('\n').to_owned());
    }
}

/// Whether only blank lines follow the line of an error.
fn nothing_follows(error: &CompileError, source: &str) -> bool {
    let mut rest = source.split('\n').skip(error.lineno as usize);
    rest.all(|line| line.trim().is_empty())
}

fn is_last_line(error: &CompileError, source: &str) -> bool {
    source.split('\n').nth(error.lineno as usize).is_none()
}

fn is_from_tokenizer(message: &str) -> bool {
    let begins = [
        "unmatched",
        "closing parenthesis",
        "unterminated",
        "f-string: expecting '}'",
        "f-string: single '}'",
        "t-string: expecting '}'",
        "t-string: single '}'",
        "leading zeros",
        "invalid digit",
        "invalid character",
        "invalid non-printable",
        "too many nested",
    ];
    begins.iter().any(|begin| message.starts_with(begin))
        || message.starts_with("invalid ") && message.ends_with(" literal")
}

/// The end is one place, of which CPython knows the line only: it says 0 or -1.
pub(super) fn end_unknown(error: &mut CompileError, end_offset: i32) {
    error.end_lineno = error.lineno;
    error.end_offset = end_offset;
}

fn indentation_error(error: &mut CompileError, source: &str) {
    let line = source
        .split('\n')
        .nth(error.lineno.saturating_sub(1) as usize);
    let line = line.unwrap_or_default();
    if error.kind == CompileErrorKind::TabError {
        error.offset = 1;
        end_unknown(error, 0);
    } else if error.msg == "unexpected indent" {
        error.offset = (line.len() - line.trim_start_matches([' ', '\t']).len()) as i32;
        end_unknown(error, -1);
    } else if error.msg.starts_with("unindent") {
        end_unknown(error, -1);
    } else if nothing_follows(error, source) && line.trim_end().ends_with(':') {
        error.incomplete = true;
        end_unknown(error, -1);
    }
}

/// An error with the tokens around it.
pub(super) struct Adjustment<'a> {
    pub(super) error: &'a mut CompileError,
    pub(super) source: &'a str,
    pub(super) tokens: Tokens,
    /// The token at which the error was noticed.
    pub(super) at: usize,
}

impl Adjustment<'_> {
    fn new<'a>(error: &'a mut CompileError, source: &'a str) -> Adjustment<'a> {
        let tokens = Tokens::of(source);
        let at = tokens.index_at(byte_of(source, error.lineno, error.offset));
        Adjustment {
            error,
            source,
            tokens,
            at,
        }
    }

    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index)
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.token(index).map(|token| token.kind)
    }

    pub(super) fn is_line_end(&self, index: usize) -> bool {
        matches!(
            self.kind(index),
            None | Some(TokenKind::Newline | TokenKind::EndOfFile)
        )
    }

    /// Moves the beginning of the error to a byte of the source.
    fn begin_at(&mut self, byte: usize) {
        (self.error.lineno, self.error.offset) = place_of(self.source, byte);
    }

    fn end_at(&mut self, byte: usize) {
        (self.error.end_lineno, self.error.end_offset) = place_of(self.source, byte);
    }

    /// Blames a token; a line end counts as one character.
    pub(super) fn blame(&mut self, index: usize) {
        if let Some(token) = self.token(index) {
            self.begin_at(token.start);
            self.end_at(token.start);
            let characters = match token.kind {
                TokenKind::Newline | TokenKind::EndOfFile => 1,
                _ => self.source[token.start..token.end].chars().count(),
            };
            self.error.end_offset += characters as i32;
        }
    }

    /// Blames the token after the end of what was blamed.
    fn blame_what_follows(&mut self) {
        let end = byte_of(self.source, self.error.end_lineno, self.error.end_offset);
        self.blame(self.tokens.index_at(end));
    }

    fn syntax_error(&mut self, noticed_at: usize) {
        let message = self.error.msg.clone();
        let begins = |begin: &str| message.starts_with(begin);
        let noticed = self.tokens.index_at(noticed_at);
        let in_parameters = message.ends_with("was never closed") || message == "invalid syntax";
        if in_parameters && self.type_parameters(noticed) {
            return;
        }
        if message.ends_with("was never closed") && self.is_wrong_before_the_end(noticed_at) {
            self.error.msg = "invalid syntax".into();
            self.error.incomplete = false;
            self.blame(self.tokens.index_at(noticed_at));
        } else if self.source.trim().is_empty() {
            let nowhere = (0, 0, 0, 0);
            let error = &mut *self.error;
            (
                error.lineno,
                error.offset,
                error.end_lineno,
                error.end_offset,
            ) = nowhere;
        } else if message.ends_with("was never closed")
            || message == "':' expected after dictionary key"
        {
            end_unknown(self.error, 0);
        } else if message == "unexpected EOF while parsing" {
            end_unknown(self.error, -1);
        } else if begins("unexpected character after line") {
            end_unknown(self.error, 0);
        } else if begins("invalid character")
            || begins("invalid non-printable")
            || begins("too many nested")
            || begins("Expected one or more names after") && self.is_line_end(self.at)
            || begins("f-string: single")
            || begins("t-string: single")
        {
            end_unknown(self.error, self.error.offset);
        } else if begins("f-string: expecting") || begins("t-string: expecting") {
            self.error.offset = self.error.end_offset;
        } else if begins("multiple statements found") || begins("* argument may appear") {
            end_unknown(self.error, self.error.offset + 1);
        } else if begins("unterminated triple-quoted") || message == "incomplete input" {
            self.error.incomplete = true;
        } else if begins("positional argument follows keyword")
            || begins("cannot mix bytes and nonbytes")
            || begins("trailing comma not allowed")
        {
            self.blame_what_follows();
        } else if begins("iterable argument unpacking follows") {
            let comma = self.at.checked_sub(1).and_then(|before| self.token(before));
            if let Some(comma) = comma.filter(|token| token.kind == TokenKind::Comma) {
                self.begin_at(comma.start);
            }
        } else if begins("Missing parentheses in call to") {
            self.end_at_statement_end();
        } else if begins("invalid syntax. Maybe you meant '==' or ':='") {
            self.end_after_assigned_value();
        } else if begins("expression cannot contain assignment") || begins("cannot assign to ") {
            self.assignment();
        } else if begins("cannot use starred expression here")
            || begins("cannot use a starred expression")
            || begins("cannot delete starred")
        {
            if let Some(end) = self.tokens.operand_end(self.at + 1) {
                self.end_at(end);
            }
        } else if begins("cannot use double starred expression") {
            if matches!(
                self.kind(self.at + 1),
                Some(TokenKind::Rpar | TokenKind::Comma)
            ) {
                self.error.msg = "invalid syntax".into();
                self.blame(self.at + 1);
            }
        } else if begins("only single target (not tuple)") {
            if let Some(end) = self.tokens.operand_end(self.at) {
                self.end_at(end);
            }
        } else if begins("dict unpacking cannot be used") {
            let stars = (self.at..).take_while(|index| self.token(*index).is_some());
            let stars = stars
                .into_iter()
                .find(|index| self.kind(*index) == Some(TokenKind::DoubleStar));
            if let Some(stars) = stars {
                self.blame(stars);
            }
        } else if begins("expected 'except' or 'finally'") {
            if let Some(else_clause) = self.else_of_bare_try() {
                // The parser has read it before it misses the others.
                self.blame(else_clause);
            } else if self.is_line_end(self.at) && nothing_follows(self.error, self.source) {
                end_unknown(self.error, -1);
            } else {
                self.blame(self.at + usize::from(self.kind(self.at) == Some(TokenKind::Newline)));
            }
        } else if begins("expected 'else' after") {
            self.conditional_expression();
        } else if begins("named arguments must follow") || begins("Invalid star expression") {
            let before = (0..self.at).rev().filter_map(|index| self.kind(index));
            let mut before = before.skip_while(|kind| {
                !matches!(
                    kind,
                    TokenKind::Def | TokenKind::Lambda | TokenKind::Newline
                )
            });
            let in_def = before.next() == Some(TokenKind::Def);
            if self.kind(self.at) == Some(TokenKind::Star) && !in_def {
                self.blame(self.at + 1);
            }
        } else if begins("'in' expected") {
            if !self.tokens.is_in_brackets(self.at) {
                self.error.msg = "invalid syntax".into();
            }
        } else if begins("invalid syntax. Perhaps you forgot a comma") {
            let first = self.tokens.first_of_item(self.at).unwrap_or(self.at);
            let end = byte_of(self.source, self.error.end_lineno, self.error.end_offset);
            let last = self.tokens.index_at(end.saturating_sub(1));
            if self.tokens.has_clause(first, last) {
                // CPython looks for a comma only where a whole expression may stand.
                self.error.msg = "invalid syntax".into();
                self.blame(last);
            } else if let Some(first) = self.token(first).filter(|_| first < self.at) {
                self.begin_at(first.start);
            }
        } else if begins("multiple exception types must") {
            // Up to the colon, white space in front of it included.
            let end = byte_of(self.source, self.error.end_lineno, self.error.end_offset);
            let colon = self.tokens.index_at(end) + 2;
            if let Some(colon) = self.token(colon).filter(|t| t.kind == TokenKind::Colon) {
                self.end_at(colon.start);
            }
        } else if begins("imaginary number required") && !self.is_number(self.at) {
            self.error.msg = "invalid syntax".into();
            self.blame(self.at);
        } else if begins("Expected one or more names after") {
            self.error.msg = "invalid syntax".into();
        } else if message == "invalid syntax" && !self.lonely_decorator() {
            self.invalid_syntax();
        }
    }

    /// Whether a bracket that is never closed is not the first thing wrong: a sign on the same line is.
    fn is_wrong_before_the_end(&self, noticed_at: usize) -> bool {
        let kind = self.kind(self.tokens.index_at(noticed_at));
        let (line, _) = place_of(self.source, noticed_at);
        line == self.error.lineno && matches!(kind, Some(TokenKind::Colon | TokenKind::Equal))
    }

    fn end_at_statement_end(&mut self) {
        let mut end = None;
        for index in self.at.. {
            match self.token(index) {
                Some(token)
                    if !matches!(
                        token.kind,
                        TokenKind::Newline | TokenKind::Semi | TokenKind::EndOfFile
                    ) =>
                {
                    end = Some(token.end);
                }
                _ => break,
            }
        }
        if let Some(end) = end {
            self.end_at(end);
        }
    }

    fn end_after_assigned_value(&mut self) {
        let equal =
            (self.at..self.at + 64).find(|index| self.kind(*index) == Some(TokenKind::Equal));
        let Some(equal) = equal else {
            return;
        };
        let Some(end) = self.tokens.operand_end(equal + 1) else {
            return;
        };
        let next = self.kind(self.tokens.index_at(end));
        match (next, self.token(equal)) {
            // In a generator expression only the name and the sign are blamed.
            (Some(TokenKind::For | TokenKind::Async), Some(equal)) => self.end_at(equal.end),
            _ => self.end_at(end),
        }
    }

    fn assignment(&mut self) {
        const HINT: &str = " here. Maybe you meant '==' instead of '='?";
        let end = byte_of(self.source, self.error.end_lineno, self.error.end_offset);
        let next = self.tokens.index_at(end);
        if self.kind(next) == Some(TokenKind::Equal) && self.is_annotated_assignment() {
            self.error.msg = "invalid syntax".into();
            self.blame(next);
            return;
        }
        if self.tokens.is_in_brackets(self.at) {
            // A keyword argument: the sign is part of what is wrong.
            if let Some(equal) = self
                .token(next)
                .filter(|token| token.kind == TokenKind::Equal)
            {
                self.end_at(equal.end);
            }
            return;
        }
        // The hint is given for one assignment to an operand at the beginning of a statement.
        let is_operand = self.tokens.begins_statement(self.at)
            && self
                .tokens
                .operand_end(self.at)
                .is_some_and(|operand| operand >= end);
        let mut target = self.error.msg.trim_end_matches(HINT).to_owned();
        // Beyond the first line the parser shows the target itself.
        let begin = byte_of(self.source, self.error.lineno, self.error.offset);
        if let Some(kind) = self
            .source
            .get(begin..end)
            .and_then(tokens::kind_of_expression)
            && target != "cannot assign to __debug__"
        {
            target = format!("cannot assign to {kind}");
        }
        let unhinted = ["True", "False", "None", "__debug__", "generator expression"];
        let hinted = is_operand
            && self.is_single_assignment(next)
            && !unhinted.iter().any(|end| target.ends_with(end));
        self.error.msg = if hinted { target + HINT } else { target };
    }

    /// Is the token the sign of an assignment of an operand, and not followed by another sign?
    fn is_single_assignment(&self, equal: usize) -> bool {
        if self.kind(equal) != Some(TokenKind::Equal) {
            return false;
        }
        let starts_no_operand = matches!(
            self.kind(equal + 1),
            Some(TokenKind::Yield | TokenKind::Lambda | TokenKind::Star)
        );
        match self.tokens.operand_end(equal + 1) {
            Some(end) if !starts_no_operand => !matches!(
                self.kind(self.tokens.index_at(end)),
                Some(TokenKind::Equal | TokenKind::ColonEqual)
            ),
            _ => false,
        }
    }

    /// The `else` of the innermost `try` in front of the error that has an `else` but neither `except` nor `finally`.
    fn else_of_bare_try(&self) -> Option<usize> {
        let column = |index: usize| Some(place_of(self.source, self.token(index)?.start).1);
        let tries = (0..self.at).rev().filter(|index| {
            self.kind(*index) == Some(TokenKind::Try) && self.tokens.begins_statement(*index)
        });
        for start in tries {
            let clause = (start + 1..self.at).find(|index| {
                matches!(
                    self.kind(*index),
                    Some(TokenKind::Else | TokenKind::Except | TokenKind::Finally)
                ) && self.tokens.begins_statement(*index)
                    && column(*index) == column(start)
            });
            if let Some(clause) = clause
                && self.kind(clause) == Some(TokenKind::Else)
            {
                return Some(clause);
            }
        }
        None
    }

    fn conditional_expression(&mut self) {
        let last = self.at.checked_sub(1).and_then(|last| self.token(last));
        let first = self.tokens.first_of_item(self.at);
        if let (Some(last), Some(first)) = (last, first.and_then(|first| self.token(first))) {
            self.begin_at(first.start);
            self.end_at(last.end);
        }
    }

    fn invalid_syntax(&mut self) {
        let Some(token) = self.token(self.at) else {
            return;
        };
        let text = &self.source[token.start..token.end];
        if token.kind == TokenKind::String
            && let Some(message) = escapes::error_in_bytes(text)
        {
            self.error.msg = message;
            self.blame(self.at);
            return;
        }
        if token.kind == TokenKind::String
            && !token.raw
            && let Some(message) = escapes::error_in(text)
        {
            self.error.msg = message;
            self.blame(self.at);
            return;
        }
        let next = self.token(self.at + 1);
        let next_kind = next.map(|next| next.kind);
        let previous = self
            .at
            .checked_sub(1)
            .and_then(|previous| self.kind(previous));
        match token.kind {
            // `a not b`: "in" is missing; `lambda a=: b`: the value is.
            TokenKind::Not if self.error.end_offset - self.error.offset == 3 => {
                self.blame(self.at + 1)
            }
            TokenKind::Equal if next_kind == Some(TokenKind::Colon) => self.blame(self.at + 1),
            // "case -a": only a number may follow.
            TokenKind::Minus if self.is_in_pattern() && !self.is_number(self.at + 1) => {
                self.blame(self.at + 1)
            }
            TokenKind::Less
                if next.is_some_and(|next| {
                    next.kind == TokenKind::Greater && next.start == token.end
                }) =>
            {
                self.error.msg = "invalid syntax.  Maybe you meant '!=' instead of '<>'?".into();
            }
            TokenKind::None | TokenKind::True | TokenKind::False
                if next.is_some_and(|next| {
                    self.source[next.start..next.end].len() > 1
                        && self.source[next.start..next.end].ends_with('=')
                        && next.kind != TokenKind::EqEqual
                }) =>
            {
                self.error.msg =
                    format!("'{text}' is an illegal expression for augmented assignment");
            }
            TokenKind::Newline | TokenKind::EndOfFile if previous == Some(TokenKind::Else) => {
                let line = self.source[..token.start]
                    .rsplit('\n')
                    .next()
                    .unwrap_or_default();
                if line.contains(" if ") {
                    self.error.msg =
                        "expected expression after 'else', but statement is given".into();
                }
            }
            // "from a import *, b"
            TokenKind::Star
                if next_kind == Some(TokenKind::Comma) && previous == Some(TokenKind::Import) =>
            {
                self.blame(self.at + 1);
            }
            // "type X": the value is missing.
            TokenKind::Name if self.is_line_end(self.at + 1) && self.follows_word("type") => {
                self.blame(self.at + 1);
            }
            // "{*a: 1}"
            TokenKind::Star | TokenKind::DoubleStar => {
                let end = self.tokens.operand_end(self.at + 1);
                let after = end.map(|end| self.tokens.index_at(end));
                let after = after.filter(|after| self.kind(*after) == Some(TokenKind::Colon));
                self.blame(after.unwrap_or(self.at));
            }
            // "class C(x for x in y)"
            kind if next_kind == Some(TokenKind::For) && kind != TokenKind::Async => {
                self.blame(self.at + 1)
            }
            // "{1: 2 3: 4}"
            kind if is_operand(kind)
                && next_kind.is_some_and(is_operand)
                && self.tokens.is_in_brackets(self.at) =>
            {
                self.error.msg = "invalid syntax. Perhaps you forgot a comma?".into();
                if let Some(next) = next {
                    self.end_at(next.end);
                }
            }
            // CPython's parser blames the token that it cannot take.
            _ => self.blame(self.at),
        }
    }

    fn follows_word(&self, word: &str) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.token(before));
        before.is_some_and(|before| &self.source[before.start..before.end] == word)
    }
}

fn is_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Name
            | TokenKind::Int
            | TokenKind::Float
            | TokenKind::Complex
            | TokenKind::String
    )
}

/// The byte at which a position is. Lines and columns count from 1, columns in characters.
fn byte_of(source: &str, lineno: u32, offset: i32) -> usize {
    let before = lineno.saturating_sub(1) as usize;
    let lines = source.split_inclusive('\n').take(before);
    let start: usize = lines.map(str::len).sum();
    let characters = usize::try_from(offset - 1).unwrap_or(0);
    let line = &source[start.min(source.len())..];
    let column = line.char_indices().nth(characters).map(|(at, _)| at);
    start + column.unwrap_or(line.len())
}

pub(super) fn place_of(source: &str, byte: usize) -> (u32, i32) {
    let before = source.get(..byte).unwrap_or(source);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let lineno = before.matches('\n').count() as u32 + 1;
    (lineno, before[start..].chars().count() as i32 + 1)
}
