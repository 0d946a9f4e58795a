//! Functions of floats.

use super::super::support::{raise_number_error, to_int};
use super::{float_result, number};
use crate::object::{new_tuple, str_to_string};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::{Error, IntRef, math};

macro_rules! total {
    ($($name:ident)+) => { $(
        pub fn $name(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
            Ok(vm.new_float(math::$name(number(vm, x)?)))
        }
    )+ };
}
total! { asinh atan cbrt degrees erf erfc fabs radians tanh ulp }

macro_rules! partial {
    ($($name:ident)+) => { $(
        pub fn $name(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
            float_result(vm, math::$name(number(vm, x)?))
        }
    )+ };
}
partial! { acos acosh asin atanh cos cosh exp exp2 expm1 gamma lgamma log1p sin sinh sqrt tan }

macro_rules! binary {
    ($($name:ident)+) => { $(
        pub fn $name(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
            float_result(vm, math::$name(number(vm, &a[0])?, number(vm, &a[1])?))
        }
    )+ };
}
binary! { fmod pow remainder }

macro_rules! predicate {
    ($($name:ident $method:ident)+) => { $(
        pub fn $name(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
            Ok(Ref::bool(number(vm, x)?.$method()))
        }
    )+ };
}
predicate! { isfinite is_finite isinf is_infinite isnan is_nan }

pub fn atan2(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    Ok(vm.new_float(math::atan2(number(vm, &a[0])?, number(vm, &a[1])?)))
}

pub fn copysign(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    Ok(vm.new_float(math::copysign(number(vm, &a[0])?, number(vm, &a[1])?)))
}

pub fn fma(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (x, y, z) = (number(vm, &a[0])?, number(vm, &a[1])?, number(vm, &a[2])?);
    float_result(vm, math::fma(x, y, z))
}

pub fn frexp(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let (mantissa, exponent) = math::frexp(number(vm, x)?);
    Ok(new_tuple(
        vm,
        [vm.new_float(mantissa), vm.new_int(exponent.into())],
    ))
}

pub fn modf(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let (fraction, whole) = math::modf(number(vm, x)?);
    Ok(new_tuple(vm, [vm.new_float(fraction), vm.new_float(whole)]))
}

pub fn ldexp(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let x = number(vm, &a[0])?;
    if !a[1].has_kind(Kind::Int) && !a[1].has_kind(Kind::Bool) {
        return Err(vm.type_error("Expected an int as second argument to ldexp."));
    }
    float_result(vm, math::ldexp(x, to_int(&a[1]).view()))
}

/// One of the logarithms: ints may be beyond the range of floats.
fn logarithm(
    vm: &Vm,
    x: &Ref,
    of_float: fn(f64) -> Result<f64, Error>,
    of_int: fn(IntRef<'_>) -> Result<f64, Error>,
) -> PyResult<f64> {
    let result = if x.has_kind(Kind::Int) || x.has_kind(Kind::Bool) {
        of_int(to_int(x).view())
    } else {
        of_float(number(vm, x)?)
    };
    result.map_err(|e| raise_number_error(vm, e))
}

pub fn log(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let x = logarithm(vm, &a[0], math::log, math::log_int)?;
    match a.get(1) {
        None => Ok(vm.new_float(x)),
        Some(base) => {
            let base = logarithm(vm, base, math::log, math::log_int)?;
            float_result(vm, math::log_base(x, base))
        }
    }
}

pub fn log2(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(vm.new_float(logarithm(vm, x, math::log2, math::log2_int)?))
}

pub fn log10(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(vm.new_float(logarithm(vm, x, math::log10, math::log10_int)?))
}

pub fn isclose(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let or = |place: &Option<Ref>, default| match place {
        Some(x) => number(vm, x),
        None => Ok(default),
    };
    let (x, y) = (or(&a[0], 0.0)?, or(&a[1], 0.0)?);
    let (relative, absolute) = (or(&a[2], 1e-9)?, or(&a[3], 0.0)?);
    match math::isclose(x, y, relative, absolute) {
        Ok(close) => Ok(Ref::bool(close)),
        Err(e) => Err(raise_number_error(vm, e)),
    }
}

pub fn nextafter(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a = args.positional();
    let (given, all) = (a.len(), args.all().len());
    if all > 3 {
        return Err(vm.type_error(format!(
            "nextafter() takes at most 3 arguments ({all} given)"
        )));
    }
    if given != 2 {
        return Err(vm.type_error(format!(
            "nextafter() takes exactly 2 positional arguments ({given} given)"
        )));
    }
    let (x, y) = (number(vm, &a[0])?, number(vm, &a[1])?);
    match args.keywords().next() {
        Some((name, _)) if str_to_string(name) != "steps" => Err(vm.type_error(format!(
            "nextafter() got an unexpected keyword argument '{}'",
            str_to_string(name)
        ))),
        Some((_, steps)) if !steps.is_none() => {
            let steps = vm.index(steps)?;
            float_result(vm, math::nextafter_steps(x, y, to_int(&steps).view()))
        }
        _ => Ok(vm.new_float(math::nextafter(x, y))),
    }
}
