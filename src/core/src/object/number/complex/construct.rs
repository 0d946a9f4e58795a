//! `complex(…)`.

use super::{complex_instance, complex_value};
use crate::object::number::float::float_from_object;
use crate::object::{TypePtr, as_str};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref};
use std::sync::LazyLock;
use tricera_text::number::complex::{self, Complex};
use tricera_text::number::{ParseError, ascii};

static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("real=0, imag=0"));

/// `complex.__new__`
pub fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    let value = match (args.positional(), args.kw_names()) {
        ([], []) => Complex::new(0.0, 0.0),
        ([x], []) if x.is_exact(Kind::Complex) && vm.types.complex.is(class) => {
            return Ok(x.clone());
        }
        ([x], []) => from_single(vm, x)?,
        _ => {
            let bound = SIGNATURE.bind(vm, "complex", args)?;
            from_parts(vm, bound[0].as_ref(), bound[1].as_ref())?
        }
    };
    Ok(complex_instance(vm, ty, value))
}

/// Is the object a real number to the conversions?
fn is_real(vm: &Vm, x: &Ref) -> bool {
    let slots = &vm.type_of(x).slots;
    x.slot().is_int() || slots.float.get().is_some() || slots.index.get().is_some()
}

fn from_single(vm: &Vm, x: &Ref) -> PyResult<Complex> {
    if x.has_kind(Kind::Str) {
        return complex::parse(&ascii::normalize(as_str(x).units()))
            .map_err(|e| parse_error(vm, e, x));
    }
    if let Some(z) = converted(vm, x)? {
        return Ok(z);
    }
    if let Some(z) = complex_value(x) {
        return Ok(z);
    }
    if is_real(vm, x) {
        return Ok(Complex::new(vm.as_f64(x)?, 0.0));
    }
    Err(vm.type_error(format!(
        "complex() argument must be a string or a number, not {}",
        vm.type_of(x).name_str()
    )))
}

#[cold]
fn parse_error(vm: &Vm, e: ParseError, x: &Ref) -> Raised {
    match e {
        ParseError::Other(e) => vm.raise_number(e),
        ParseError::Literal => match vm.repr_string(x) {
            Ok(r) => vm.value_error(format!("could not convert string to complex: {r}")),
            Err(raised) => raised,
        },
    }
}

/// What `__complex__` makes of the object; None without such a method.
fn converted(vm: &Vm, x: &Ref) -> PyResult<Option<Complex>> {
    if x.is_exact(Kind::Complex) {
        return Ok(complex_value(x));
    }
    let Some(r) = vm.call_special(x, &vm.names.complex, &[])? else {
        return Ok(None);
    };
    let name = || vm.type_of(&r).name_str();
    let Some(z) = complex_value(&r) else {
        return Err(vm.type_error(format!(
            "__complex__ returned non-complex (type {})",
            name()
        )));
    };
    if !r.is_exact(Kind::Complex) {
        let text = format!(
            "__complex__ returned non-complex (type {}).  The ability to return an instance of a strict subclass of \
             complex is deprecated, and may be removed in a future version of Python.",
            name()
        );
        vm.warn(vm.types.deprecation_warning, &text, 1)?;
    }
    Ok(Some(z))
}

/// `real + imag * 1j`, where CPython still takes complex numbers as parts.
fn from_parts(vm: &Vm, real: Option<&Ref>, imag: Option<&Ref>) -> PyResult<Complex> {
    let wrong = |name: &str, x: &Ref| {
        format!(
            "complex() argument '{name}' must be a real number, not {}",
            vm.type_of(x).name_str()
        )
    };
    let zero = vm.new_int(0);
    let real = real.unwrap_or(&zero);
    let real_complex = match converted(vm, real)? {
        Some(z) => Some(z),
        None => complex_value(real),
    };
    if real_complex.is_none() && !is_real(vm, real) {
        return Err(vm.type_error(wrong("real", real)));
    }
    if let Some(imag) = imag
        && !is_real(vm, imag)
        && !imag.has_kind(Kind::Complex)
    {
        return Err(vm.type_error(wrong("imag", imag)));
    }
    let warn = |name: &str, x: &Ref| vm.warn(vm.types.deprecation_warning, &wrong(name, x), 1);
    let z = match real_complex {
        Some(z) => {
            if !is_real(vm, real) {
                warn("real", real)?;
            }
            z
        }
        None => Complex::new(float_from_object(vm, real)?, 0.0),
    };
    let Some(imag) = imag else {
        return Ok(z);
    };
    let w = match complex_value(imag) {
        Some(w) => {
            warn("imag", imag)?;
            Some(w)
        }
        None => None,
    };
    let re = w.map_or(z.re, |w| z.re - w.im);
    let im = match w {
        Some(w) => w.re,
        None => float_from_object(vm, imag)?,
    };
    Ok(Complex::new(re, real_complex.map_or(im, |z| im + z.im)))
}

/// The value of a number of any kind: what CPython's `PyComplex_AsCComplex` takes.
pub fn complex_from_object(vm: &Vm, x: &Ref) -> PyResult<Complex> {
    if let Some(z) = complex_value(x) {
        return Ok(z);
    }
    match converted(vm, x)? {
        Some(z) => Ok(z),
        None => Ok(Complex::new(vm.as_f64(x)?, 0.0)),
    }
}
