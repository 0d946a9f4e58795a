//! The operators of `float`, mixed operands with ints included.

use super::float_value;
use crate::object::number::complex::complex_power;
use crate::object::number::int::int_ref;
use crate::object::{BinaryOp, CompareOp, Slots, new_ascii, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::hash;
use tricera_text::number::float::{self, Power};
use tricera_text::number::{Error, int};

/// Fills the slots of `float`.
pub fn fill(s: &Slots) {
    s.repr.set(Some(float_repr));
    s.hash.set(Some(hash_of));
    s.bool.set(Some(|_, a| Ok(float_value(a) != 0.0)));
    s.compare.set(Some(float_compare));
    s.negative
        .set(Some(|vm, a| Ok(vm.new_float(-float_value(a)))));
    s.absolute
        .set(Some(|vm, a| Ok(vm.new_float(float_value(a).abs()))));
    s.positive.set(Some(exact));
    s.float.set(Some(exact));
    s.int.set(Some(super::int_from_float));
    s.power_mod.set(Some(power_mod));
    let b = |op: BinaryOp, f| s.binary[op as usize].set(Some(f));
    b(BinaryOp::Add, float_add);
    b(BinaryOp::Subtract, float_subtract);
    b(BinaryOp::Multiply, float_multiply);
    b(BinaryOp::TrueDivide, float_divide);
    b(BinaryOp::FloorDivide, float_floor_divide);
    b(BinaryOp::Remainder, float_remainder);
    b(BinaryOp::Divmod, float_divmod);
    b(BinaryOp::Power, float_power);
}

/// The operand as a float: None if it is neither float nor int.
///
/// # Errors
/// OverflowError for an int beyond the range of floats.
#[inline]
pub fn float_operand(vm: &Vm, r: &Ref) -> PyResult<Option<f64>> {
    if r.has_kind(Kind::Float) {
        return Ok(Some(float_value(r)));
    }
    match int_ref(r).map(int::as_f64) {
        None => Ok(None),
        Some(Ok(d)) => Ok(Some(d)),
        Some(Err(e)) => Err(vm.raise_number(e)),
    }
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident, |$vm:ident, $x:ident, $y:ident| $result:expr;)*) => { $(
        $(#[$doc])*
        #[inline]
        pub fn $name($vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
            let Some($x) = float_operand($vm, a)? else { return Ok(Ref::not_implemented()) };
            let Some($y) = float_operand($vm, b)? else { return Ok(Ref::not_implemented()) };
            $result
        }
    )* };
}

operators! {
    /// `a + b`; `NotImplemented` unless both are numbers, like all of these.
    float_add, |vm, x, y| Ok(vm.new_float(x + y));
    /// `a - b`
    float_subtract, |vm, x, y| Ok(vm.new_float(x - y));
    /// `a * b`
    float_multiply, |vm, x, y| Ok(vm.new_float(x * y));
    /// `a / b`
    float_divide, |vm, x, y| made(vm, float::true_div(x, y));
    /// `a // b`
    float_floor_divide, |vm, x, y| made(vm, float::div_floor(x, y));
    /// `a % b`
    float_remainder, |vm, x, y| made(vm, float::mod_floor(x, y));
    /// `divmod(a, b)`
    float_divmod, |vm, x, y| match float::div_mod(x, y) {
        Ok((q, r)) => Ok(new_tuple(vm, [vm.new_float(q), vm.new_float(r)])),
        Err(e) => Err(vm.raise_number(e)),
    };
    /// `a ** b`
    float_power, |vm, x, y| power(vm, x, y);
}

#[inline]
fn made(vm: &Vm, d: Result<f64, Error>) -> PyResult {
    match d {
        Ok(d) => Ok(vm.new_float(d)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

fn power(vm: &Vm, x: f64, y: f64) -> PyResult {
    match float::pow(x, y) {
        Ok(Power::Real(d)) => Ok(vm.new_float(d)),
        Ok(Power::Complex) => complex_power(vm, x, y),
        Err(e) => Err(vm.raise_number(e)),
    }
}

fn power_mod(vm: &Vm, a: &Ref, b: &Ref, c: &Ref) -> PyResult {
    if c.is_none() {
        return float_power(vm, a, b);
    }
    Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"))
}

/// `a op b` of two floats, for the arithmetic operators.
#[inline]
pub fn float_binary(vm: &Vm, a: f64, op: BinaryOp, b: f64) -> PyResult {
    match op.plain() {
        BinaryOp::Add => Ok(vm.new_float(a + b)),
        BinaryOp::Subtract => Ok(vm.new_float(a - b)),
        BinaryOp::Multiply => Ok(vm.new_float(a * b)),
        BinaryOp::TrueDivide => made(vm, float::true_div(a, b)),
        BinaryOp::FloorDivide => made(vm, float::div_floor(a, b)),
        BinaryOp::Remainder => made(vm, float::mod_floor(a, b)),
        BinaryOp::Power => power(vm, a, b),
        _ => Ok(Ref::not_implemented()),
    }
}

fn exact(vm: &Vm, a: &Ref) -> PyResult {
    if a.is_exact(Kind::Float) {
        return Ok(a.clone());
    }
    Ok(vm.new_float(float_value(a)))
}

/// `a op b` where `a` is a float; ints are compared exactly. `NotImplemented` for other operands.
#[inline]
pub fn float_compare(_: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let x = float_value(a);
    let order = if b.has_kind(Kind::Float) {
        x.partial_cmp(&float_value(b))
    } else if let Some(i) = int_ref(b) {
        int::compare_f64(i, x).map(std::cmp::Ordering::reverse)
    } else {
        return Ok(Ref::not_implemented());
    };
    Ok(Ref::bool(match order {
        Some(o) => op.holds(o),
        None => op == CompareOp::Ne,
    }))
}

fn hash_of(_: &Vm, a: &Ref) -> PyResult<i64> {
    // NaN is never in the word, so it has an address.
    Ok(hash::hash_f64(float_value(a))
        .unwrap_or_else(|| hash::hash_pointer(a.slot().header() as usize)))
}

/// `repr(a)`
pub fn float_repr(vm: &Vm, a: &Ref) -> PyResult {
    new_ascii(vm, &float::repr(float_value(a)))
}
