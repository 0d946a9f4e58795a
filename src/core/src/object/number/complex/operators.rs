//! The operators of `complex`, operands that are ints or floats included.

use super::complex_value;
use super::methods::{exact, known};
use crate::object::number::float::{float_operand, float_value};
use crate::object::number::int::int_ref;
use crate::object::{BinaryOp, CompareOp, Slots, new_ascii};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::hash;
use tricera_text::number::complex::{self, Complex, Operand};
use tricera_text::number::{Error, int};

/// Fills the slots of `complex`.
pub fn fill(s: &Slots) {
    s.repr
        .set(Some(|vm, a| new_ascii(vm, &complex::repr(known(a)))));
    s.hash.set(Some(hash_of));
    s.bool.set(Some(|_, a| {
        let z = known(a);
        Ok(z.re != 0.0 || z.im != 0.0)
    }));
    s.compare.set(Some(compare));
    s.negative
        .set(Some(|vm, a| Ok(vm.new_complex(complex::neg(known(a))))));
    s.positive.set(Some(|vm, a| Ok(exact(vm, a))));
    s.absolute.set(Some(|vm, a| match complex::abs(known(a)) {
        Ok(d) => Ok(vm.new_float(d)),
        Err(e) => Err(vm.raise_number(e)),
    }));
    s.power_mod.set(Some(power_mod));
    let b = |op: BinaryOp, f| s.binary[op as usize].set(Some(f));
    b(BinaryOp::Add, add);
    b(BinaryOp::Subtract, subtract);
    b(BinaryOp::Multiply, multiply);
    b(BinaryOp::TrueDivide, divide);
    b(BinaryOp::Power, power);
}

/// The operand as a number: None if it is none.
///
/// # Errors
/// OverflowError for an int beyond the range of floats.
fn operand(vm: &Vm, r: &Ref) -> PyResult<Option<Operand>> {
    match complex_value(r) {
        Some(z) => Ok(Some(Operand::Complex(z))),
        None => Ok(float_operand(vm, r)?.map(Operand::Real)),
    }
}

fn made(vm: &Vm, z: Result<Complex, Error>) -> PyResult {
    match z {
        Ok(z) => Ok(vm.new_complex(z)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

macro_rules! operators {
    ($($name:ident, |$x:ident, $y:ident| $result:expr;)*) => { $(
        fn $name(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
            let Some($x) = operand(vm, a)? else { return Ok(Ref::not_implemented()) };
            let Some($y) = operand(vm, b)? else { return Ok(Ref::not_implemented()) };
            made(vm, $result)
        }
    )* };
}

operators! {
    add, |x, y| Ok(complex::add(x, y));
    subtract, |x, y| Ok(complex::sub(x, y));
    multiply, |x, y| Ok(complex::mul(x, y));
    divide, |x, y| complex::div(x, y);
    power, |x, y| complex::pow(x.complex(), y.complex());
}

fn power_mod(vm: &Vm, a: &Ref, b: &Ref, modulus: &Ref) -> PyResult {
    if modulus.is_none() {
        return power(vm, a, b);
    }
    for r in [a, b] {
        if operand(vm, r)?.is_none() {
            return Ok(Ref::not_implemented());
        }
    }
    Err(vm.value_error("complex modulo"))
}

/// `base ** exponent` of floats where that is no real number.
#[cold]
pub fn complex_power(vm: &Vm, base: f64, exponent: f64) -> PyResult {
    made(
        vm,
        complex::pow(Complex::new(base, 0.0), Complex::new(exponent, 0.0)),
    )
}

/// `a == b` and `a != b`; ints are compared exactly.
fn compare(_: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::Ne => false,
        _ => return Ok(Ref::not_implemented()),
    };
    let z = known(a);
    let equal = if let Some(w) = complex_value(b) {
        z.re == w.re && z.im == w.im
    } else if b.has_kind(Kind::Float) {
        z.im == 0.0 && z.re == float_value(b)
    } else if let Some(i) = int_ref(b) {
        z.im == 0.0 && int::compare_f64(i, z.re) == Some(std::cmp::Ordering::Equal)
    } else {
        return Ok(Ref::not_implemented());
    };
    Ok(Ref::bool(equal == wanted))
}

fn hash_of(_: &Vm, a: &Ref) -> PyResult<i64> {
    let z = known(a);
    let part = |x: f64| {
        // A NaN's hash is that of the object it is in.
        hash::hash_f64(x).unwrap_or_else(|| hash::hash_pointer(a.slot().header() as usize))
    };
    Ok(hash::hash_complex(part(z.re), part(z.im)))
}
