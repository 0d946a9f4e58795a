//! `float ** float`.

use crate::number::Error;
use crate::number::libm;

/// What `float ** float` is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A complex number: a negative base and an exponent that is not whole. The caller computes the
    /// complex power of both operands.
    Complex,
}

/// `base ** exponent`
///
/// # Errors
/// ZeroDivisionError for a zero base with a negative exponent, OverflowError (of the kind that has an
/// error number) for results beyond the range of floats.
pub fn pow(base: f64, exponent: f64) -> Result<Power, Error> {
    let odd = exponent.is_finite() && (exponent.abs() % 2.0) == 1.0;
    let real = |value: f64| Ok(Power::Real(value));
    if exponent == 0.0 {
        return real(1.0);
    }
    if base.is_nan() {
        return real(base);
    }
    if exponent.is_nan() {
        return real(if base == 1.0 { 1.0 } else { exponent });
    }
    if exponent.is_infinite() {
        let base = base.abs();
        return real(if base == 1.0 {
            1.0
        } else if (exponent > 0.0) == (base > 1.0) {
            exponent.abs()
        } else {
            0.0
        });
    }
    if base.is_infinite() {
        return real(match (exponent > 0.0, odd) {
            (true, true) => base,
            (true, false) => base.abs(),
            (false, true) => 0.0f64.copysign(base),
            (false, false) => 0.0,
        });
    }
    if base == 0.0 {
        if exponent < 0.0 {
            return Err(Error::zero_division("zero to a negative power"));
        }
        return real(if odd { base } else { 0.0 });
    }
    if base < 0.0 && exponent != exponent.floor() {
        return Ok(Power::Complex);
    }
    let magnitude = base.abs();
    let result = if magnitude == 1.0 {
        1.0
    } else {
        libm::pow(magnitude, exponent)
    };
    if result.is_infinite() {
        return Err(Error::out_of_range());
    }
    real(if base < 0.0 && odd { -result } else { result })
}
