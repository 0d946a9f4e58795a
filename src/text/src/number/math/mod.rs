//! The functions of the `math` module. Arguments are converted already; errors are CPython's.
//!
//! `floor`, `ceil` and `trunc` of floats are in [`crate::number::float`]; `gcd`, `lcm` and `isqrt` in
//! [`crate::number::int`].

mod combinatorics;
mod double;
mod elementary;
mod gamma;
mod logarithm;
mod norm;
mod parts;
mod sum;

pub use combinatorics::{comb, factorial, perm};
pub use elementary::{
    acos, acosh, asin, asinh, atan, atan2, atanh, cbrt, copysign, cos, cosh, degrees, erf, erfc,
    exp, exp2, expm1, fabs, fma, fmod, log1p, pow, radians, remainder, sin, sinh, sqrt, tan, tanh,
};
pub use gamma::{gamma, lgamma};
pub use logarithm::{log, log_base, log_int, log2, log2_int, log10, log10_int};
pub use norm::{dist, hypot};
pub use parts::{frexp, isclose, ldexp, modf, nextafter, nextafter_steps, ulp};
pub use sum::{FloatSum, ProductSum, unequal_lengths};

use super::{Error, float};

/// The ValueError of functions that do not say what they expected.
#[cold]
fn domain_error() -> Error {
    Error::value("math domain error")
}

/// The OverflowError of all functions.
#[cold]
fn range_error() -> Error {
    Error::overflow("math range error")
}

/// The ValueError of a function that says what it expected.
#[cold]
fn expected(what: &str, got: f64) -> Error {
    let got = float::repr(got);
    Error::value(format!(
        "expected {what}, got {}",
        String::from_utf8_lossy(&got)
    ))
}
