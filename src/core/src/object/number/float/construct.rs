//! `float(…)`.

use super::{float_instance, float_value};
use crate::object::number::int::int_ref;
use crate::object::{TypePtr, as_str, bytes_like};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_text::number::{ParseError, ascii, float, int};

/// `float.__new__`
pub fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    if let ([x], []) = (args.all(), args.kw_names())
        && ty == vm.types.float
    {
        if x.slot().is_int() {
            return Ok(vm.new_float(x.slot().as_int() as f64));
        }
        if x.is_exact(Kind::Float) {
            return Ok(x.clone());
        }
        return Ok(vm.new_float(float_from_object(vm, x)?));
    }
    // A subclass with its own `__init__` may take keywords for that.
    let init = |t: TypePtr| t.slots.init.get().map(|f| f as usize);
    if init(ty) == init(vm.types.float) {
        args.no_keywords(vm, "float")?;
    }
    let d = match args.check_positional(vm, "float", 0, 1)? {
        [] => 0.0,
        [x, ..] if x.is_exact(Kind::Float) && vm.types.float.is(class) => return Ok(x.clone()),
        [x, ..] => float_from_object(vm, x)?,
    };
    Ok(float_instance(vm, ty, d))
}

/// `float(x)` as a number.
pub fn float_from_object(vm: &Vm, x: &Ref) -> PyResult<f64> {
    let parsed = if x.is_exact(Kind::Float) {
        return Ok(float_value(x));
    } else if x.is_exact(Kind::Str) {
        float::parse(&ascii::normalize(as_str(x).units()))
    } else if let Some(d) = real_number(vm, x)? {
        return Ok(d);
    } else if x.has_kind(Kind::Str) {
        float::parse(&ascii::normalize(as_str(x).units()))
    } else if let Ok(Some(b)) = bytes_like(vm, x) {
        float::parse(&b)
    } else {
        // A buffer that cannot be had is none.
        vm.clear_exception();
        return Err(vm.type_error(format!(
            "float() argument must be a string or a real number, not '{}'",
            vm.type_of(x).name_str()
        )));
    };
    parsed.map_err(|e| parse_error(vm, e, x))
}

#[cold]
fn parse_error(vm: &Vm, e: ParseError, x: &Ref) -> Raised {
    match e {
        ParseError::Other(e) => vm.raise_number(e),
        ParseError::Literal => match vm.repr_string(x) {
            Ok(r) => vm.value_error(format!("could not convert string to float: {r}")),
            Err(raised) => raised,
        },
    }
}

/// The value of an object with `__float__` or `__index__`; None if it has neither.
pub fn real_number(vm: &Vm, x: &Ref) -> PyResult<Option<f64>> {
    if x.slot().is_int() {
        return Ok(Some(x.slot().as_int() as f64));
    }
    let ty = vm.type_of(x);
    if let Some(f) = ty.slots.float.get() {
        let r = f(vm, x)?;
        if r.has_kind(Kind::Float) {
            if !r.is_exact(Kind::Float) {
                let method = format!("{}.__float__", ty.name_str());
                crate::object::warn_of_subclass(vm, &r, &method, "float")?;
            }
            return Ok(Some(float_value(&r)));
        }
        return Err(vm.type_error(format!(
            "{}.__float__ returned non-float (type {})",
            ty.name_str(),
            vm.type_of(&r).name_str()
        )));
    }
    if ty.slots.index.get().is_none() {
        return Ok(None);
    }
    let i = vm.index(x)?;
    match int_ref(&i).map(int::as_f64) {
        Some(Ok(d)) => Ok(Some(d)),
        Some(Err(e)) => Err(vm.raise_number(e)),
        None => Ok(None),
    }
}
