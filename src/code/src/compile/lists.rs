//! Long lists and tuples of constants that are only iterated over or searched: CPython loads them as a tuple, however
//! long they are. The compiler does so with short ones.

use ruff_text_size::TextRange;
use rustpython_compiler::ast::visitor::transformer::{
    Transformer, walk_comprehension, walk_expr, walk_stmt,
};
use rustpython_compiler::ast::{
    AtomicNodeIndex, CmpOp, Comprehension, Expr, ExprBinOp, ExprContext, ExprTuple, Mod, Operator,
    Stmt, UnaryOp,
};
use std::cell::Cell;

use crate::data::CodeData;
use crate::dis::instructions;
use crate::opcode::op;

/// The compiler does it itself up to this length.
const SHORT: usize = 30;

/// Whether code, or code inside it, builds such a list.
pub(super) fn is_needed(code: &CodeData) -> bool {
    let mut length = 0;
    let mut loaded = false;
    for inst in instructions(&code.code) {
        match inst.opcode {
            op::LOAD_CONST | op::LOAD_SMALL_INT => loaded = true,
            op::LIST_APPEND if loaded && inst.oparg == 1 => {
                length += 1;
                loaded = false;
            }
            op::GET_ITER | op::CONTAINS_OP if length > SHORT && !loaded => return true,
            _ => (length, loaded) = (0, false),
        }
    }
    code.nested().any(|code| is_needed(code))
}

/// Makes such lists tuples. Returns whether there were any.
pub(super) fn to_tuples(tree: &mut Mod) -> bool {
    let changer = Changer {
        changed: Cell::new(false),
    };
    match tree {
        Mod::Module(module) => changer.visit_body(&mut module.body),
        Mod::Expression(expression) => changer.visit_expr(&mut expression.body),
    }
    changer.changed.get()
}

struct Changer {
    changed: Cell<bool>,
}

impl Changer {
    fn change(&self, expr: &mut Expr) {
        let (range, elts, runtime_elts) = match expr {
            Expr::List(list) => (list.range, &mut list.elts, &list.runtime_elts),
            Expr::Tuple(tuple) => (tuple.range, &mut tuple.elts, &tuple.runtime_elts),
            _ => return,
        };
        if runtime_elts.is_some() || elts.len() <= SHORT || !elts.iter().all(is_constant) {
            return;
        }
        self.changed.set(true);
        // The compiler folds a sum of short tuples, but builds a long tuple like a long list.
        let mut items = std::mem::take(elts).into_iter();
        let mut sum = None;
        loop {
            let part: Vec<Expr> = items.by_ref().take(SHORT).collect();
            if part.is_empty() {
                break;
            }
            let part = tuple(part, range);
            sum = Some(match sum {
                None => part,
                Some(sum) => Expr::BinOp(ExprBinOp {
                    node_index: AtomicNodeIndex::NONE,
                    range,
                    left: Box::new(sum),
                    op: Operator::Add,
                    right: Box::new(part),
                }),
            });
        }
        if let Some(sum) = sum {
            *expr = sum;
        }
    }
}

fn tuple(elts: Vec<Expr>, range: TextRange) -> Expr {
    Expr::Tuple(ExprTuple {
        node_index: AtomicNodeIndex::NONE,
        range,
        elts,
        ctx: ExprContext::Load,
        parenthesized: true,
        runtime_elts: None,
    })
}

impl Transformer for Changer {
    fn visit_stmt(&self, statement: &mut Stmt) {
        walk_stmt(self, statement);
        if let Stmt::For(statement) = statement
            && !statement.is_async
        {
            self.change(&mut statement.iter);
        }
    }
    fn visit_comprehension(&self, comprehension: &mut Comprehension) {
        walk_comprehension(self, comprehension);
        if !comprehension.is_async {
            self.change(&mut comprehension.iter);
        }
    }
    fn visit_expr(&self, expr: &mut Expr) {
        walk_expr(self, expr);
        if let Expr::Compare(comparison) = expr
            && let [CmpOp::In | CmpOp::NotIn] = *comparison.ops
            && let [list] = &mut *comparison.comparators
        {
            self.change(list);
        }
    }
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::NumberLiteral(_)
        | Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) => true,
        Expr::UnaryOp(operation) => {
            operation.op == UnaryOp::USub && matches!(*operation.operand, Expr::NumberLiteral(_))
        }
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mode, compile};
    use super::*;

    #[test]
    fn long_lists_of_constants_are_loaded() {
        let items: Vec<String> = (0..40).map(|i| format!("'item {i}'")).collect();
        let list = items.join(", ");
        for source in [
            format!("for x in [{list}]: pass"),
            format!("x not in [{list}, -1, (1, None)]"),
            format!("[x for x in ({list})]"),
        ] {
            let code = compile(&source, "a.py", Mode::Exec, &Default::default()).unwrap();
            let opcodes: Vec<u8> = instructions(&code.code).map(|inst| inst.opcode).collect();
            assert!(!is_needed(&code), "{opcodes:?}");
            assert!(opcodes.len() < 40, "{opcodes:?}");
        }
    }
}
