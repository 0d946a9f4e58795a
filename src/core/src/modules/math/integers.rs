//! Functions whose results are ints.

use super::super::support::{int_object, raise_number_error, to_int};
use super::number;
use crate::object::float_value;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::{Error, Int, IntRef, float, int, math};

fn int_result(vm: &Vm, r: Result<Int, Error>) -> PyResult {
    match r {
        Ok(i) => Ok(int_object(vm, i)),
        Err(e) => Err(raise_number_error(vm, e)),
    }
}

/// An int, or what `__index__` makes one of.
fn integer(vm: &Vm, r: &Ref) -> PyResult<Int> {
    Ok(to_int(&vm.index(r)?))
}

/// `floor` and `ceil`: of floats computed here, of other objects by their special method if they have it.
fn rounded(vm: &Vm, x: &Ref, special: &Ref, f: fn(f64) -> Result<Int, Error>) -> PyResult {
    if x.slot().is_int() {
        return Ok(x.clone());
    }
    if x.is_exact(Kind::Float) {
        return int_result(vm, f(float_value(x)));
    }
    match vm.call_special(x, special, &[])? {
        Some(r) => Ok(r),
        None => int_result(vm, f(number(vm, x)?)),
    }
}

pub fn ceil(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    rounded(vm, x, &vm.names.ceil, float::ceil)
}

pub fn floor(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    rounded(vm, x, &vm.names.floor, float::floor)
}

pub fn trunc(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    if x.is_exact(Kind::Float) {
        return int_result(vm, float::trunc(float_value(x)));
    }
    match vm.call_special(x, &vm.names.trunc, &[])? {
        Some(r) => Ok(r),
        None => Err(vm.type_error(format!(
            "type {} doesn't define __trunc__ method",
            vm.type_of(x).name_str()
        ))),
    }
}

pub fn factorial(vm: &Vm, _: &Ref, n: &Ref) -> PyResult {
    int_result(vm, math::factorial(integer(vm, n)?.view()))
}

pub fn isqrt(vm: &Vm, _: &Ref, n: &Ref) -> PyResult {
    int_result(vm, int::isqrt(integer(vm, n)?.view()))
}

pub fn comb(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (n, k) = (integer(vm, &a[0])?, integer(vm, &a[1])?);
    int_result(vm, math::comb(n.view(), k.view()))
}

pub fn perm(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    match a.get(1).filter(|k| !k.is_none()) {
        None => factorial(vm, &a[0], &a[0]),
        Some(k) => {
            let (n, k) = (integer(vm, &a[0])?, integer(vm, k)?);
            int_result(vm, math::perm(n.view(), k.view()))
        }
    }
}

pub fn gcd(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    folded(vm, "math.gcd", args, 0, int::gcd)
}

pub fn lcm(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    folded(vm, "math.lcm", args, 1, int::lcm)
}

/// The numbers combined by `f`; `neutral` is the result of no numbers.
fn folded(
    vm: &Vm,
    name: &str,
    args: &Args,
    neutral: i64,
    f: fn(IntRef<'_>, IntRef<'_>) -> Int,
) -> PyResult {
    args.no_keywords(vm, name)?;
    if let [a, b] = args.all()
        && a.slot().is_int()
        && b.slot().is_int()
    {
        let r = f(
            IntRef::Small(a.slot().as_int()),
            IntRef::Small(b.slot().as_int()),
        );
        return Ok(int_object(vm, r));
    }
    let mut result = Int::Small(neutral);
    for a in args.all() {
        result = f(result.view(), integer(vm, a)?.view());
    }
    Ok(int_object(vm, result))
}
