//! The module `cmath`, over the complex functions of the text crate.

use super::support::raise_number_error;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, complex_from_object, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::number::complex::{Complex, functions};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "cmath",
    doc: "This module provides access to mathematical functions for complex\nnumbers.",
    methods: &METHODS,
    init: |vm, module| {
        for (name, value) in [
            ("pi", std::f64::consts::PI),
            ("e", std::f64::consts::E),
            ("tau", std::f64::consts::TAU),
            ("inf", f64::INFINITY),
            ("nan", f64::NAN),
        ] {
            add(vm, module, name, vm.new_float(value))?;
        }
        let infinite = vm.new_complex(Complex::new(0.0, f64::INFINITY));
        add(vm, module, "infj", infinite)?;
        let nan = vm.new_complex(Complex::new(0.0, f64::NAN));
        add(vm, module, "nanj", nan)
    },
};

fn result(vm: &Vm, r: functions::Result<Complex>) -> PyResult {
    match r {
        Ok(z) => Ok(vm.new_complex(z)),
        Err(e) => Err(raise_number_error(vm, e)),
    }
}

macro_rules! function {
    ($name:ident, $doc:literal) => {
        MethodDef::one(stringify!($name), |vm, _, z| {
            result(vm, functions::$name(complex_from_object(vm, z)?))
        })
        .text_signature("z, /")
        .doc($doc)
    };
}

macro_rules! test {
    ($name:literal, $doc:literal, |$z:ident| $holds:expr) => {
        MethodDef::one($name, |vm, _, z| {
            let $z = complex_from_object(vm, z)?;
            Ok(Ref::bool($holds))
        })
        .text_signature("z, /")
        .doc($doc)
    };
}

static METHODS: [MethodDef; 23] = [
    function!(acos, "Return the arc cosine of z."),
    function!(acosh, "Return the inverse hyperbolic cosine of z."),
    function!(asin, "Return the arc sine of z."),
    function!(asinh, "Return the inverse hyperbolic sine of z."),
    function!(atan, "Return the arc tangent of z."),
    function!(atanh, "Return the inverse hyperbolic tangent of z."),
    function!(cos, "Return the cosine of z."),
    function!(cosh, "Return the hyperbolic cosine of z."),
    function!(exp, "Return the exponential value e**z."),
    MethodDef::keywords(
        "isclose",
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        |vm, _, a| {
            let number = |r: &Option<Ref>| complex_from_object(vm, r.as_ref().expect("required"));
            let tolerance =
                |r: &Option<Ref>, usual| r.as_ref().map_or(Ok(usual), |r| vm.as_f64(r));
            let (x, y) = (number(&a[0])?, number(&a[1])?);
            let (relative, absolute) = (tolerance(&a[2], 1e-9)?, tolerance(&a[3], 0.0)?);
            match functions::isclose(x, y, relative, absolute) {
                Ok(close) => Ok(Ref::bool(close)),
                Err(e) => Err(raise_number_error(vm, e)),
            }
        },
    )
    .doc(
        "Determine whether two complex numbers are close in value.\n\n  rel_tol\n    maximum difference for being \
        considered \"close\", relative to the\n    magnitude of the input values\n  abs_tol\n    maximum difference for \
        being considered \"close\", regardless of the\n    magnitude of the input values\n\nReturn True if a is close \
        in value to b, and False otherwise.",
    ),
    test!(
        "isfinite",
        "Return True if both the real and imaginary parts of z are finite, else False.",
        |z| z.re.is_finite() && z.im.is_finite()
    ),
    test!(
        "isinf",
        "Checks if the real or imaginary part of z is infinite.",
        |z| z.re.is_infinite() || z.im.is_infinite()
    ),
    test!(
        "isnan",
        "Checks if the real or imaginary part of z not a number (NaN).",
        |z| z.re.is_nan() || z.im.is_nan()
    ),
    MethodDef::positional("log", 1, 2, |vm, _, a| {
        let z = complex_from_object(vm, &a[0])?;
        let base = match a.get(1) {
            Some(b) => Some(complex_from_object(vm, b)?),
            None => None,
        };
        result(vm, functions::log(z, base))
    })
    .text_signature("z, base=<unrepresentable>, /")
    .doc(
        "log(z[, base]) -> the logarithm of z to the given base.\n\n\
        If the base is not specified, returns the natural logarithm (base e) of z.",
    ),
    function!(log10, "Return the base-10 logarithm of z."),
    MethodDef::one("phase", |vm, _, z| {
        match functions::phase(complex_from_object(vm, z)?) {
            Ok(angle) => Ok(vm.new_float(angle)),
            Err(e) => Err(raise_number_error(vm, e)),
        }
    })
    .text_signature("z, /")
    .doc("Return argument, also known as the phase angle, of a complex."),
    MethodDef::one("polar", |vm, _, z| {
        match functions::polar(complex_from_object(vm, z)?) {
            Ok((size, angle)) => Ok(new_tuple(vm, [vm.new_float(size), vm.new_float(angle)])),
            Err(e) => Err(raise_number_error(vm, e)),
        }
    })
    .text_signature("z, /")
    .doc(
        "Convert a complex from rectangular coordinates to polar coordinates.\n\n\
        r is the distance from 0 and phi the phase angle.",
    ),
    MethodDef::positional("rect", 2, 2, |vm, _, a| {
        result(
            vm,
            functions::rect(vm.as_f64(&a[0])?, vm.as_f64(&a[1])?),
        )
    })
    .text_signature("r, phi, /")
    .doc("Convert from polar coordinates to rectangular coordinates."),
    function!(sin, "Return the sine of z."),
    function!(sinh, "Return the hyperbolic sine of z."),
    function!(sqrt, "Return the square root of z."),
    function!(tan, "Return the tangent of z."),
    function!(tanh, "Return the hyperbolic tangent of z."),
];
