//! The tokens of source that does not compile (or needs a second look), for messages about it.

use ruff_text_size::Ranged;
use rustpython_compiler::TokenKind;
use rustpython_compiler::parser::{Mode, ParseOptions, parse_unchecked};

/// A token: its kind, and where it is, in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is a string literal, or a part of one, in which backslashes mean nothing.
    pub(super) raw: bool,
}

/// The tokens of a source, comments, indentation and line ends inside brackets left out.
pub(super) struct Tokens(Vec<Token>);

impl Tokens {
    pub(super) fn of(source: &str) -> Tokens {
        let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
        let tokens = parsed.tokens().iter().map(|token| Token {
            kind: token.kind(),
            start: token.range().start().into(),
            end: token.range().end().into(),
            raw: token.string_flags().is_some_and(|flags| {
                use rustpython_compiler::ast::StringFlags;
                flags.prefix().is_raw()
            }),
        });
        // Indentation has its own errors; here it would only be in the way.
        let skipped = [
            TokenKind::Comment,
            TokenKind::NonLogicalNewline,
            TokenKind::Indent,
            TokenKind::Dedent,
        ];
        Tokens(
            tokens
                .filter(|token| !skipped.contains(&token.kind))
                .collect(),
        )
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Token> {
        self.0.iter()
    }

    /// The index of the token that covers a byte, or of the first one after it.
    pub(super) fn index_at(&self, offset: usize) -> usize {
        self.0
            .partition_point(|token| token.end <= offset && token.start < offset)
    }

    pub(super) fn get(&self, index: usize) -> Option<Token> {
        self.0.get(index).copied()
    }

    /// Whether the token is inside brackets.
    pub(super) fn is_in_brackets(&self, index: usize) -> bool {
        let mut depth = 0i32;
        for token in &self.0[..index.min(self.0.len())] {
            depth += bracket(token.kind);
        }
        depth > 0
    }

    /// Going back from a token: the first one of what stands with it between brackets or commas.
    pub(super) fn first_of_item(&self, index: usize) -> Option<usize> {
        let mut depth = 0i32;
        let mut first = index;
        for at in (0..index).rev() {
            let kind = self.0[at].kind;
            depth -= bracket(kind);
            let ends = matches!(
                kind,
                TokenKind::Comma
                    | TokenKind::Newline
                    | TokenKind::Colon
                    | TokenKind::Semi
                    | TokenKind::Equal
            );
            if depth < 0 || depth == 0 && ends {
                break;
            }
            first = at;
        }
        (first < index).then_some(first)
    }

    /// Whether a comprehension's `for` stands between two tokens, outside of brackets.
    pub(super) fn has_clause(&self, first: usize, last: usize) -> bool {
        let mut depth = 0i32;
        self.0.get(first..last).unwrap_or(&[]).iter().any(|token| {
            depth += bracket(token.kind);
            depth == 0 && token.kind == TokenKind::For
        })
    }

    /// The end of the operand (CPython's `bitwise_or`) that begins at a token.
    pub(super) fn operand_end(&self, index: usize) -> Option<usize> {
        let mut depth = 0i32;
        let mut end = None;
        for token in self.0.get(index..)? {
            depth += bracket(token.kind);
            if depth < 0 || depth == 0 && ends_operand(token.kind) {
                break;
            }
            end = Some(token.end);
        }
        end
    }

    /// Whether the token is the first of a statement.
    pub(super) fn begins_statement(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.get(before));
        before.is_none_or(|before| {
            matches!(
                before.kind,
                TokenKind::Newline | TokenKind::Semi | TokenKind::Colon
            )
        })
    }
}

/// What CPython calls an expression that cannot be assigned to; `None` if the text is no single expression, or a name,
/// attribute, subscript, list or tuple.
pub(super) fn kind_of_expression(text: &str) -> Option<&'static str> {
    use rustpython_compiler::ast::{Expr, Mod};
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Expression));
    if !parsed.errors().is_empty() {
        return None;
    }
    let Mod::Expression(expression) = parsed.into_syntax() else {
        return None;
    };
    Some(match *expression.body {
        Expr::Call(_) => "function call",
        Expr::Lambda(_) => "lambda",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::BooleanLiteral(ref literal) => match literal.value {
            true => "True",
            false => "False",
        },
        Expr::NoneLiteral(_) => "None",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        _ => return None,
    })
}

fn bracket(kind: TokenKind) -> i32 {
    match kind {
        TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => 1,
        TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => -1,
        _ => 0,
    }
}

fn ends_operand(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Semi
            | TokenKind::Newline
            | TokenKind::EndOfFile
            | TokenKind::Equal
            | TokenKind::ColonEqual
            | TokenKind::EqEqual
            | TokenKind::NotEqual
            | TokenKind::Less
            | TokenKind::LessEqual
            | TokenKind::Greater
            | TokenKind::GreaterEqual
            | TokenKind::In
            | TokenKind::Is
            | TokenKind::Not
            | TokenKind::And
            | TokenKind::Or
            | TokenKind::If
            | TokenKind::Else
            | TokenKind::For
            | TokenKind::Async
            | TokenKind::As
    )
}
