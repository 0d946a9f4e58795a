//! Functions about numbers.

use crate::modules::support::{given, to_int};
use crate::object::{BinaryOp, TernaryFn, float_round, from_utf8, int_round};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::int::to_radix;

fn in_radix(vm: &Vm, x: &Ref, radix: u32) -> PyResult {
    let i = vm.index(x)?;
    from_utf8(vm, &to_radix(to_int(&i).view(), radix, true))
}

pub fn bin(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    in_radix(vm, x, 2)
}
pub fn oct(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    in_radix(vm, x, 8)
}
pub fn hex(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    in_radix(vm, x, 16)
}

pub fn divmod(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    vm.binary_op(&a[0], &a[1], BinaryOp::Divmod)
}

pub fn pow(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (base, exp) = (
        a[0].as_ref().expect("required"),
        a[1].as_ref().expect("required"),
    );
    match given(&a[2]) {
        None => vm.binary_op(base, exp, BinaryOp::Power),
        Some(modulus) => power_mod(vm, base, exp, modulus),
    }
}

/// Three-argument `pow()`: every operand's type is asked once, in order, but that of an exponent whose class derives from
/// that of the base first.
pub fn power_mod(vm: &Vm, base: &Ref, exp: &Ref, modulus: &Ref) -> PyResult {
    let mut tried: Vec<TernaryFn> = Vec::new();
    let (of_base, of_exp) = (vm.type_of(base), vm.type_of(exp));
    let order = if of_exp != of_base && of_exp.is_subtype(of_base) {
        [exp, base, modulus]
    } else {
        [base, exp, modulus]
    };
    for operand in order {
        let Some(f) = vm.type_of(operand).slots.power_mod.get() else {
            continue;
        };
        if tried.iter().any(|&t| std::ptr::fn_addr_eq(t, f)) {
            continue;
        }
        tried.push(f);
        let r = f(vm, base, exp, modulus)?;
        if !r.is_not_implemented() {
            return Ok(r);
        }
    }
    let name = |r: &Ref| vm.type_of(r).name_str();
    Err(vm.type_error(format!(
        "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
        name(base),
        name(exp),
        name(modulus)
    )))
}

pub fn round(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let number = a[0].as_ref().expect("required");
    let digits = given(&a[1]).map_or(&[][..], std::slice::from_ref);
    // Nobody can give these another method.
    if number.is_exact(Kind::Float) {
        return float_round(vm, number, digits);
    }
    if number.is_exact(Kind::Int) {
        return int_round(vm, number, digits);
    }
    match vm.call_special(number, &vm.names.round, digits)? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!(
            "type {} doesn't define __round__ method",
            vm.type_of(number).name_str()
        ))),
    }
}
