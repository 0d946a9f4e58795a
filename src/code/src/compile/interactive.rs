//! What has been typed at a prompt: nothing yet, the beginning of a statement, or a statement.

use rustpython_compiler::TokenKind;
use rustpython_compiler::ast::{Mod, Stmt};
use rustpython_compiler::parser::{Mode, ParseOptions, parse_unchecked};

use super::{CompileError, CompileErrorKind};

/// How far the lines typed so far have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Blank lines and comments.
    Nothing,
    /// The beginning of a statement, which may become right.
    Beginning,
    /// A statement, or what can no longer become one.
    Statement,
}

/// Judges lines that all end in a newline, with the error that compiling them gave.
///
/// A compound statement ends with an empty line, as CPython's tokenizer has it; a simple one with its line.
pub fn typed(source: &str, error: Option<&CompileError>) -> Typed {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    let says_nothing = [
        TokenKind::Comment,
        TokenKind::NonLogicalNewline,
        TokenKind::Newline,
        TokenKind::EndOfFile,
    ];
    let mut tokens = parsed.tokens().iter().map(|token| token.kind());
    let Some(first) = tokens.find(|kind| !says_nothing.contains(kind)) else {
        return Typed::Nothing;
    };
    let last = parsed.tokens().iter().rev().find(|token| {
        !matches!(
            token.kind(),
            TokenKind::EndOfFile | TokenKind::Newline | TokenKind::NonLogicalNewline
        )
    });
    let in_comment = last.is_some_and(|token| token.kind() == TokenKind::Comment);
    if source.ends_with("\\\n") && !in_comment {
        return Typed::Beginning;
    }
    let Mod::Module(module) = parsed.into_syntax() else {
        return Typed::Statement;
    };
    let decorated = first == TokenKind::At;
    let compound = decorated || module.body.iter().any(is_compound);
    let ended = source.ends_with("\n\n");
    let begun = match error {
        // An open bracket or triple-quoted string: an empty line is one more line of it.
        Some(e) if e.incomplete && e.kind == CompileErrorKind::SyntaxError => true,
        Some(e) => !ended && compound && (e.incomplete || wants_a_clause(e, decorated)),
        None => !ended && compound,
    };
    match begun {
        true => Typed::Beginning,
        false => Typed::Statement,
    }
}

/// Whether an error says that a part of a compound statement is still to come.
fn wants_a_clause(error: &CompileError, decorated: bool) -> bool {
    // That nothing follows a decorator is an error without a column.
    let line = error.text.as_deref().unwrap_or_default().trim();
    let nothing_follows = line.is_empty() || line.starts_with('@') && error.offset <= 0;
    error
        .msg
        .starts_with("expected 'except' or 'finally' block")
        || decorated && nothing_follows
}

fn is_compound(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, compile};
    use super::*;

    fn state(source: &str) -> Typed {
        let error = compile(source, "<stdin>", Mode::Single, &Default::default()).err();
        typed(source, error.as_ref())
    }

    #[test]
    fn statements_end_as_in_cpython() {
        for (source, expected) in [
            ("\n", Typed::Nothing),
            ("   # a comment\n", Typed::Nothing),
            ("1 + 1\n", Typed::Statement),
            ("x = 1; y = 2\n", Typed::Statement),
            ("if x: y\n", Typed::Beginning),
            ("if x: y\n\n", Typed::Statement),
            ("if x:\n", Typed::Beginning),
            ("if x:\n\n", Typed::Statement),
            ("def f():\n    return 1\n", Typed::Beginning),
            ("def f():\n    return 1\n    \n", Typed::Beginning),
            ("def f():\n    return 1\n\n", Typed::Statement),
            ("@d\n", Typed::Beginning),
            ("@d\n@e(\n", Typed::Beginning),
            ("@d d\n", Typed::Statement),
            ("@d\nx = 1\n", Typed::Statement),
            ("@d\ndef f():\n", Typed::Beginning),
            ("@d\ndef f(): pass\n\n", Typed::Statement),
            ("try:\n    x\n", Typed::Beginning),
            ("try:\n    x\nexcept E:\n    y\n", Typed::Beginning),
            ("try:\n    x\n\n", Typed::Statement),
            ("match x:\n    case 1: pass\n", Typed::Beginning),
            ("match = 1\n", Typed::Statement),
            ("f(\n", Typed::Beginning),
            ("f(\n\n", Typed::Beginning),
            ("f(\n1)\n", Typed::Statement),
            ("s = '''a\n", Typed::Beginning),
            ("s = '''a\n\n", Typed::Beginning),
            ("s = '''a\n'''\n", Typed::Statement),
            ("x = \\\n", Typed::Beginning),
            ("x = \\\n1\n", Typed::Statement),
            ("x # \\\n", Typed::Statement),
            ("a b\n", Typed::Statement),
            ("x = \n", Typed::Statement),
            ("s = 'a\n", Typed::Statement),
            ("if x:\ny\n", Typed::Statement),
            (")\n", Typed::Statement),
            (" x\n", Typed::Statement),
        ] {
            assert_eq!(state(source), expected, "{source:?}");
        }
    }
}
