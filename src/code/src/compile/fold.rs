//! Constant expressions that the compiler computes otherwise than CPython: arithmetic with complex numbers (a real
//! operand has no imaginary part, not even a zero), negative powers of ints (rounded once), `//` and `%` of floats.

use malachite_bigint::BigInt;
use rustpython_compiler::ast::visitor::transformer::{Transformer, walk_expr};
use rustpython_compiler::ast::{
    AtomicNodeIndex, Expr, ExprBinOp, ExprNumberLiteral, Mod, Number, Operator, Pattern, UnaryOp,
};
use rustpython_compiler::codegen::compile::ruff_int_to_bigint;
use std::cell::Cell;
use tricera_text::number::complex::{self, Complex, Operand};
use tricera_text::number::float::{self, Power};
use tricera_text::number::{Error, Int, int};

/// The most bits of an int that CPython computes while compiling.
const MOST_BITS: u64 = 128;

/// Whether the source may have such expressions; asked before it is parsed for them.
pub(super) fn is_needed(source: &str) -> bool {
    let bytes = source.as_bytes();
    let imaginary = |pair: &[u8]| {
        (pair[0].is_ascii_digit() || pair[0] == b'.') && matches!(pair[1], b'j' | b'J')
    };
    if bytes.windows(2).any(imaginary) {
        return true;
    }
    // One of these signs, with a number or a bracket on both sides.
    ["**", "//", "%"].iter().any(|sign| {
        source.match_indices(sign).any(|(at, sign)| {
            let before = source[..at].trim_end().bytes().next_back();
            let after = source[at + sign.len()..].trim_start().bytes().next();
            let ends = |c: u8| c.is_ascii_digit() || matches!(c, b')' | b'.' | b'_');
            let begins =
                |c: u8| c.is_ascii_digit() || matches!(c, b'-' | b'+' | b'~' | b'(' | b'.');
            before.is_some_and(ends) && after.is_some_and(begins)
        })
    })
}

/// Replaces such expressions by their values. Returns whether there were any.
pub(super) fn fold(tree: &mut Mod) -> bool {
    let folder = Folder {
        // Annotations that are to be strings stay as they were written.
        annotations: !has_future_annotations(tree),
        changed: Cell::new(false),
    };
    match tree {
        Mod::Module(module) => folder.visit_body(&mut module.body),
        Mod::Expression(expression) => folder.visit_expr(&mut expression.body),
    }
    folder.changed.get()
}

fn has_future_annotations(tree: &Mod) -> bool {
    use rustpython_compiler::ast::Stmt;
    let Mod::Module(module) = tree else {
        return false;
    };
    module.body.iter().any(|statement| match statement {
        Stmt::ImportFrom(import) => {
            import
                .module
                .as_ref()
                .is_some_and(|m| m.as_str() == "__future__")
                && import
                    .names
                    .iter()
                    .any(|n| n.name.as_str() == "annotations")
        }
        _ => false,
    })
}

struct Folder {
    annotations: bool,
    changed: Cell<bool>,
}

impl Transformer for Folder {
    fn visit_annotation(&self, expr: &mut Expr) {
        if self.annotations {
            self.visit_expr(expr);
        }
    }
    // Patterns have a grammar of their own.
    fn visit_pattern(&self, _: &mut Pattern) {}
    fn visit_expr(&self, expr: &mut Expr) {
        walk_expr(self, expr);
        if let Expr::BinOp(operation) = expr
            && is_suspicious(operation)
            && let Some(left) = value(&operation.left)
            && let Some(right) = value(&operation.right)
            && is_computed_otherwise(&left, operation.op, &right)
            && let Some(result) = binary(left, operation.op, right)
            && let Some(number) = literal(result)
        {
            self.changed.set(true);
            *expr = Expr::NumberLiteral(ExprNumberLiteral {
                node_index: AtomicNodeIndex::NONE,
                range: operation.range,
                value: number,
            });
        }
    }
}

/// May the operation be computed otherwise? A cheap look before its operands are evaluated, which are folded already.
fn is_suspicious(operation: &ExprBinOp) -> bool {
    matches!(
        operation.op,
        Operator::FloorDiv | Operator::Mod | Operator::Pow
    ) || is_complex(&operation.left)
        || is_complex(&operation.right)
}

fn is_complex(mut expr: &Expr) -> bool {
    while let Expr::UnaryOp(operation) = expr {
        expr = &operation.operand;
    }
    matches!(expr, Expr::NumberLiteral(n) if matches!(n.value, Number::Complex { .. }))
}

/// The value of a constant expression.
enum Value {
    Int(Int),
    Float(f64),
    Complex(Complex),
}

impl Value {
    /// The value as an operand of arithmetic with floats; None if it is too large.
    fn operand(&self) -> Option<Operand> {
        Some(match self {
            Value::Int(i) => Operand::Real(int::as_f64(i.view()).ok()?),
            Value::Float(x) => Operand::Real(*x),
            Value::Complex(z) => Operand::Complex(*z),
        })
    }
}

fn is_computed_otherwise(left: &Value, op: Operator, right: &Value) -> bool {
    match (left, right) {
        (Value::Complex(_), _) | (_, Value::Complex(_)) => true,
        (Value::Int(_), Value::Int(exponent)) => {
            op == Operator::Pow && exponent.view().is_negative()
        }
        _ => matches!(op, Operator::FloorDiv | Operator::Mod | Operator::Pow),
    }
}

fn literal(value: Value) -> Option<Number> {
    match value {
        Value::Int(_) => None,
        Value::Float(x) => Some(Number::Float(x)),
        Value::Complex(z) => Some(Number::Complex {
            real: z.re,
            imag: z.im,
        }),
    }
}

fn integer(i: BigInt) -> Value {
    Value::Int(match i64::try_from(&i) {
        Ok(small) => Int::Small(small),
        Err(_) => Int::Big(i),
    })
}

fn value(expr: &Expr) -> Option<Value> {
    match expr {
        Expr::NumberLiteral(number) => Some(match &number.value {
            Number::Int(i) => integer(ruff_int_to_bigint(i).ok()?),
            Number::Float(x) => Value::Float(*x),
            Number::Complex { real, imag } => Value::Complex(Complex::new(*real, *imag)),
        }),
        Expr::BooleanLiteral(b) => Some(Value::Int(Int::Small(b.value.into()))),
        Expr::UnaryOp(operation) => {
            let operand = value(&operation.operand)?;
            Some(match (operation.op, operand) {
                (UnaryOp::UAdd, operand) => operand,
                (UnaryOp::USub, Value::Int(i)) => Value::Int(int::neg(i.view())),
                (UnaryOp::USub, Value::Float(x)) => Value::Float(-x),
                (UnaryOp::USub, Value::Complex(z)) => Value::Complex(complex::neg(z)),
                (UnaryOp::Invert, Value::Int(i))
                    if !operation.operand.is_boolean_literal_expr() =>
                {
                    Value::Int(int::invert(i.view()))
                }
                _ => return None,
            })
        }
        Expr::BinOp(operation) => binary(
            value(&operation.left)?,
            operation.op,
            value(&operation.right)?,
        ),
        _ => None,
    }
}

/// The value of an operation; None where CPython leaves it to the running program.
fn binary(left: Value, op: Operator, right: Value) -> Option<Value> {
    match (&left, &right) {
        (Value::Int(a), Value::Int(b)) => of_ints(a, op, b),
        (Value::Complex(_), _) | (_, Value::Complex(_)) => {
            let (a, b) = (left.operand()?, right.operand()?);
            of_complex(a, op, b).map(Value::Complex)
        }
        _ => match (left.operand()?, right.operand()?) {
            (Operand::Real(a), Operand::Real(b)) => of_floats(a, op, b),
            _ => None,
        },
    }
}

fn of_complex(a: Operand, op: Operator, b: Operand) -> Option<Complex> {
    match op {
        Operator::Add => Some(complex::add(a, b)),
        Operator::Sub => Some(complex::sub(a, b)),
        Operator::Mult => Some(complex::mul(a, b)),
        Operator::Div => complex::div(a, b).ok(),
        Operator::Pow => complex::pow(a.complex(), b.complex()).ok(),
        _ => None,
    }
}

fn of_floats(a: f64, op: Operator, b: f64) -> Option<Value> {
    let result = match op {
        Operator::Add => Ok(a + b),
        Operator::Sub => Ok(a - b),
        Operator::Mult => Ok(a * b),
        Operator::Div => float::true_div(a, b),
        Operator::FloorDiv => float::div_floor(a, b),
        Operator::Mod => float::mod_floor(a, b),
        Operator::Pow => return power(a, b),
        _ => return None,
    };
    result.ok().map(Value::Float)
}

fn power(a: f64, b: f64) -> Option<Value> {
    match float::pow(a, b).ok()? {
        Power::Real(x) => Some(Value::Float(x)),
        Power::Complex => {
            let z = complex::pow(Complex::new(a, 0.0), Complex::new(b, 0.0));
            z.ok().map(Value::Complex)
        }
    }
}

fn of_ints(a: &Int, op: Operator, b: &Int) -> Option<Value> {
    let (a, b) = (a.view(), b.view());
    let bits = |i| int::bit_length(i);
    let made = |i: Result<Int, Error>| i.ok().map(Value::Int);
    match op {
        Operator::Add => Some(Value::Int(int::add(a, b))),
        Operator::Sub => Some(Value::Int(int::sub(a, b))),
        Operator::Mult if bits(a) + bits(b) <= MOST_BITS => Some(Value::Int(int::mul(a, b))),
        Operator::FloorDiv => made(int::div_floor(a, b)),
        Operator::Mod => made(int::mod_floor(a, b)),
        Operator::Div => int::true_div(a, b).ok().map(Value::Float),
        Operator::BitAnd => Some(Value::Int(int::bit_and(a, b))),
        Operator::BitOr => Some(Value::Int(int::bit_or(a, b))),
        Operator::BitXor => Some(Value::Int(int::bit_xor(a, b))),
        Operator::RShift => made(int::shr(a, b)),
        Operator::LShift => {
            let by = u64::try_from(b.to_i64()?).ok()?;
            let fits = bits(a).checked_add(by)? <= MOST_BITS;
            fits.then(|| int::shl(a, b)).and_then(made)
        }
        Operator::Pow if b.is_negative() => power(int::as_f64(a).ok()?, int::as_f64(b).ok()?),
        Operator::Pow => {
            let by = u64::try_from(b.to_i64()?).ok()?;
            let fits = bits(a).checked_mul(by)? <= MOST_BITS;
            match fits.then(|| int::pow(a, b))?.ok()? {
                int::Power::Int(i) => Some(Value::Int(i)),
                int::Power::Float(x) => Some(Value::Float(x)),
            }
        }
        _ => None,
    }
}
