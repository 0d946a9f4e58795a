//! Definitions whose last line ends in a semicolon: in CPython the semicolon belongs to them, and the line table says so.

use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_compiler::ast::visitor::transformer::{Transformer, walk_stmt};
use rustpython_compiler::ast::{Mod, Stmt};
use std::cell::Cell;

/// Whether some line of the source ends in a semicolon.
pub(super) fn is_needed(source: &str) -> bool {
    source.match_indices(';').any(|(at, _)| {
        let rest = source[at + 1..].trim_start_matches(BLANKS);
        rest.is_empty() || rest.starts_with(['\n', '#'])
    })
}

const BLANKS: [char; 3] = [' ', '\t', '\x0c'];

/// Gives definitions their semicolons. Returns whether there were any.
pub(super) fn extend(tree: &mut Mod, source: &str) -> bool {
    let Mod::Module(module) = tree else {
        return false;
    };
    let extender = Extender {
        source,
        changed: Cell::new(false),
    };
    extender.visit_body(&mut module.body);
    extender.changed.get()
}

struct Extender<'a> {
    source: &'a str,
    changed: Cell<bool>,
}

impl Extender<'_> {
    /// The range, up to the semicolon that follows it.
    fn extended(&self, range: TextRange) -> TextRange {
        let rest = &self.source[usize::from(range.end())..];
        let blanks = rest.len() - rest.trim_start_matches(BLANKS).len();
        if !rest[blanks..].starts_with(';') {
            return range;
        }
        self.changed.set(true);
        let length = TextSize::try_from(blanks + 1).unwrap_or_default();
        TextRange::new(range.start(), range.end() + length)
    }
}

impl Transformer for Extender<'_> {
    fn visit_stmt(&self, statement: &mut Stmt) {
        walk_stmt(self, statement);
        // No compound statement is followed by a semicolon of its own.
        let range = statement.range();
        match statement {
            Stmt::FunctionDef(function) => function.range = self.extended(range),
            Stmt::ClassDef(class) => class.range = self.extended(range),
            _ => {}
        }
    }
}
