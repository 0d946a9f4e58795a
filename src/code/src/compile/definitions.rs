//! Errors in definitions and annotated assignments, where CPython's grammar gives up at another token than the parser.

use rustpython_compiler::TokenKind;

use super::CompileErrorKind;
use super::placing::{Adjustment, end_unknown, place_of};

impl Adjustment<'_> {
    /// A decorator that no definition follows. Returns whether that is what is wrong.
    pub(super) fn lonely_decorator(&mut self) -> bool {
        let newline = match self.kind(self.at) {
            Some(TokenKind::Newline) => Some(self.at),
            _ => self.at.checked_sub(1),
        };
        let Some(newline) = newline.filter(|at| self.kind(*at) == Some(TokenKind::Newline)) else {
            return false;
        };
        let first = self.first_of_line(newline);
        let Some(at) = self
            .token(first)
            .filter(|token| token.kind == TokenKind::At && first + 1 < newline)
        else {
            return false;
        };
        let (_, column) = place_of(self.source, at.start);
        let next = self.token(newline + 1);
        let next = next.filter(|token| token.kind != TokenKind::EndOfFile);
        match next.map(|next| place_of(self.source, next.start)) {
            None => {
                // The end of the file has no column; that of a block is behind its last line.
                let lines = self.source.strip_suffix('\n').unwrap_or(self.source);
                let last = lines.rsplit('\n').next().unwrap_or_default();
                self.error.lineno = lines.split('\n').count() as u32;
                self.error.text = Some(format!("{last}\n"));
                if column > 1 {
                    self.error.offset = last.chars().count() as i32 + 1;
                    self.wrong_indentation("unexpected unindent");
                } else {
                    self.error.offset = 0;
                    end_unknown(self.error, 0);
                }
            }
            Some((lineno, indentation)) if indentation != column => {
                self.error.lineno = lineno;
                self.error.offset = indentation - 1;
                self.wrong_indentation(match indentation > column {
                    true => "unexpected indent",
                    false => "unexpected unindent",
                });
            }
            Some(_) => return false,
        }
        true
    }

    fn wrong_indentation(&mut self, message: &str) {
        self.error.kind = CompileErrorKind::IndentationError;
        self.error.msg = message.into();
        end_unknown(self.error, -1);
    }

    /// The first token of the logical line that a token is in.
    fn first_of_line(&self, index: usize) -> usize {
        let ends_line =
            |at: usize| matches!(self.kind(at), Some(TokenKind::Newline | TokenKind::Semi));
        (0..index)
            .rev()
            .find(|at| ends_line(*at))
            .map_or(0, |at| at + 1)
    }

    pub(super) fn is_number(&self, index: usize) -> bool {
        matches!(
            self.kind(index),
            Some(TokenKind::Int | TokenKind::Float | TokenKind::Complex)
        )
    }

    /// Is the error in the pattern of a `case`?
    pub(super) fn is_in_pattern(&self) -> bool {
        let first = self.first_of_line(self.at);
        let mut colons = (first..self.at).filter(|at| {
            self.kind(*at) == Some(TokenKind::Colon) && !self.tokens.is_in_brackets(*at)
        });
        self.kind(first) == Some(TokenKind::Case) && colons.next().is_none()
    }

    /// Is the error in a statement that begins with an annotated target?
    pub(super) fn is_annotated_assignment(&self) -> bool {
        let mut first = self.first_of_line(self.at);
        let begins_block = matches!(
            self.kind(first),
            Some(
                TokenKind::If
                    | TokenKind::While
                    | TokenKind::For
                    | TokenKind::With
                    | TokenKind::Async
                    | TokenKind::Def
                    | TokenKind::Class
                    | TokenKind::Try
                    | TokenKind::Else
                    | TokenKind::Elif
                    | TokenKind::Except
                    | TokenKind::Finally
            )
        );
        if begins_block {
            let mut colons = (first..self.at).filter(|at| {
                self.kind(*at) == Some(TokenKind::Colon) && !self.tokens.is_in_brackets(*at)
            });
            match colons.next() {
                Some(colon) => first = colon + 1,
                None => return false,
            }
        }
        if !matches!(self.kind(first), Some(TokenKind::Name | TokenKind::Lpar)) {
            return false;
        }
        let end = self.tokens.operand_end(first);
        let colon = end.map(|end| self.tokens.index_at(end));
        colon.is_some_and(|colon| colon < self.at && self.kind(colon) == Some(TokenKind::Colon))
    }

    /// Something wrong in the brackets of type parameters, at the token with index `wrong`: to CPython a function's are
    /// no type parameters then, and a class's have an end there. Returns whether that is what is wrong.
    pub(super) fn type_parameters(&mut self, wrong: usize) -> bool {
        let end = self.source.trim_end().len();
        if self.token(wrong).is_none_or(|token| token.start >= end) {
            return false;
        }
        let mut depth = 0;
        let opening = (0..wrong).rev().find(|at| {
            match self.kind(*at) {
                Some(TokenKind::Lsqb | TokenKind::Lpar | TokenKind::Lbrace) => depth -= 1,
                Some(TokenKind::Rsqb | TokenKind::Rpar | TokenKind::Rbrace) => depth += 1,
                _ => {}
            }
            depth < 0 && self.defined_before(*at).is_some()
        });
        let defined = opening.and_then(|at| Some((at, self.defined_before(at)?)));
        match defined {
            Some((opening, TokenKind::Def)) => {
                self.error.msg = "expected '('".into();
                self.blame(opening);
            }
            // Where a bound is missing, or `type` may be a name, CPython has looked further, and seen the end of the file.
            Some((_, word))
                if (word == TokenKind::Type || self.kind(wrong - 1) == Some(TokenKind::Colon))
                    && self.token(wrong + 1).is_none_or(|next| next.start >= end) =>
            {
                return false;
            }
            Some(_) => {
                self.error.msg = "invalid syntax".into();
                self.blame(wrong);
            }
            None => return false,
        }
        self.error.incomplete = false;
        true
    }

    /// What is defined if the token is the bracket behind the name of a definition.
    fn defined_before(&self, bracket: usize) -> Option<TokenKind> {
        let word = self.kind(bracket.checked_sub(2)?)?;
        let named = self.kind(bracket - 1) == Some(TokenKind::Name);
        let defines = matches!(word, TokenKind::Def | TokenKind::Class | TokenKind::Type);
        (named && defines && self.kind(bracket) == Some(TokenKind::Lsqb)).then_some(word)
    }
}
