//! Variables that a comprehension hides.
//!
//! Where a comprehension's variable has the name of a variable that only passes through the function around the
//! comprehension, on its way to a function inside, CPython makes it a variable of the function around. The compiler does so
//! too, but misses that the inner function refers to it, and refuses the program. A declaration without effect
//! (`name: None` at the end of that function) says the same in a way that it understands.

use ruff_text_size::{Ranged, TextRange, TextSize};
use rustpython_compiler::ast::visitor::transformer::{Transformer, walk_stmt};
use rustpython_compiler::ast::{
    AtomicNodeIndex, Expr, ExprContext, ExprName, ExprNoneLiteral, Mod, Stmt, StmtAnnAssign,
    name::Name,
};
use rustpython_compiler_core::SourceLocation;
use std::cell::Cell;

/// The variable that an error message of the compiler is about, if it is this error.
pub(super) fn name_in(message: &str) -> Option<&str> {
    message
        .strip_prefix("get_ref_type: invalid scope for '")?
        .strip_suffix('\'')
}

/// Declares `name` in the function around the place that the error names. False if there is no such function, or if
/// the declaration stands there already.
pub(super) fn declare(tree: &mut Mod, source: &str, at: SourceLocation, name: &str) -> bool {
    let Mod::Module(module) = tree else {
        return false;
    };
    let line = source.split_inclusive('\n').take(at.line.get() - 1);
    let start: usize = line.map(str::len).sum();
    let column = source[start..]
        .char_indices()
        .nth(at.character_offset.get() - 1);
    let offset = start + column.map_or(0, |(column, _)| column);
    let Ok(offset) = TextSize::try_from(offset) else {
        return false;
    };
    let finder = Declarer {
        offset,
        name,
        done: Cell::new(None),
    };
    finder.visit_body(&mut module.body);
    finder.done.get() == Some(true)
}

struct Declarer<'a> {
    /// Where the inner function begins.
    offset: TextSize,
    name: &'a str,
    /// Whether the declaration was new, once the function was found.
    done: Cell<Option<bool>>,
}

impl Transformer for Declarer<'_> {
    fn visit_stmt(&self, statement: &mut Stmt) {
        // Innermost first; the function that begins at the place is the inner one itself.
        walk_stmt(self, statement);
        if self.done.get().is_some() {
            return;
        }
        if let Stmt::FunctionDef(function) = statement
            && function.range().contains(self.offset)
            && !begins_at(function, self.offset)
        {
            let end = TextRange::empty(function.range().end());
            let declared = function.body.iter().any(|s| declares(s, self.name, end));
            if !declared {
                function.body.push(declaration(self.name, end));
            }
            self.done.set(Some(!declared));
        }
    }
}

/// Whether the definition, or its name behind decorators and `def`, begins there.
fn begins_at(function: &rustpython_compiler::ast::StmtFunctionDef, offset: TextSize) -> bool {
    let body = function
        .body
        .first()
        .map_or(function.range().end(), Ranged::start);
    let head = TextRange::new(function.range().start(), body);
    let in_decorator = function
        .decorator_list
        .iter()
        .any(|d| d.range().contains(offset));
    let in_parameters = function.parameters.range().contains(offset);
    head.contains(offset) && !in_decorator && !in_parameters
}

fn declares(statement: &Stmt, name: &str, range: TextRange) -> bool {
    match statement {
        Stmt::AnnAssign(declaration) if declaration.range == range => {
            matches!(&*declaration.target, Expr::Name(target) if target.id.as_str() == name)
        }
        _ => false,
    }
}

fn declaration(name: &str, range: TextRange) -> Stmt {
    let node_index = || AtomicNodeIndex::NONE;
    let target = ExprName {
        node_index: node_index(),
        range,
        id: Name::new(name),
        ctx: ExprContext::Store,
    };
    let annotation = ExprNoneLiteral {
        node_index: node_index(),
        range,
    };
    Stmt::AnnAssign(StmtAnnAssign {
        node_index: node_index(),
        range,
        target: Box::new(Expr::Name(target)),
        annotation: Box::new(Expr::NoneLiteral(annotation)),
        value: None,
        simple: true,
        runtime_simple: None,
    })
}
