//! The parts of a float, and its neighbours.

use super::range_error;
use crate::number::{Error, IntRef, libm};

/// `math.frexp(x)`: the mantissa, at least one half and below one in magnitude, and the exponent.
pub fn frexp(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    let exponent = exponent_of(x);
    // In two steps, because the power alone may leave the range.
    let half = exponent / 2;
    (
        libm::ldexp(libm::ldexp(x, -half), half - exponent),
        exponent,
    )
}

/// The exponent as [`frexp`] counts it, of a finite number other than zero.
pub(super) fn exponent_of(x: f64) -> i32 {
    let bits = x.abs().to_bits();
    match (bits >> 52) as i32 {
        0 => -1010 - bits.leading_zeros() as i32,
        exponent => exponent - 1022,
    }
}

/// `math.ldexp(x, exponent)`
///
/// # Errors
/// OverflowError for results beyond the range of floats.
pub fn ldexp(x: f64, exponent: IntRef<'_>) -> Result<f64, Error> {
    if x == 0.0 || !x.is_finite() {
        return Ok(x);
    }
    let limit = if exponent.is_negative() {
        i32::MIN
    } else {
        i32::MAX
    };
    let exponent = exponent
        .to_i64()
        .and_then(|e| i32::try_from(e).ok())
        .unwrap_or(limit);
    let result = libm::ldexp(x, exponent);
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

/// `math.modf(x)`: the fractional and the whole part, both with the sign of `x`.
pub fn modf(x: f64) -> (f64, f64) {
    if x.is_infinite() {
        return (0.0f64.copysign(x), x);
    }
    let whole = x.trunc();
    ((x - whole).copysign(x), whole)
}

/// `math.nextafter(x, y)`
pub fn nextafter(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return x + y;
    }
    if x == y {
        return y;
    }
    if x < y { x.next_up() } else { x.next_down() }
}

/// `math.nextafter(x, y, steps=steps)`
///
/// # Errors
/// ValueError for a negative number of steps.
pub fn nextafter_steps(x: f64, y: f64, steps: IntRef<'_>) -> Result<f64, Error> {
    if steps.is_negative() {
        return Err(Error::value("steps must be a non-negative integer"));
    }
    // More steps than there are floats lead as far.
    let steps = steps.to_u64().unwrap_or(u64::MAX);
    if steps == 0 {
        return Ok(x);
    }
    if x.is_nan() {
        return Ok(x);
    }
    if y.is_nan() {
        return Ok(y);
    }
    if x == y {
        return Ok(y);
    }
    // Numbers the floats in their order; both zeros are 0.
    let rank = |x: f64| {
        let magnitude = i128::from(x.abs().to_bits());
        if x.is_sign_negative() {
            -magnitude
        } else {
            magnitude
        }
    };
    let (from, to) = (rank(x), rank(y));
    if from.abs_diff(to) <= u128::from(steps) {
        return Ok(y);
    }
    let rank = if from < to {
        from + i128::from(steps)
    } else {
        from - i128::from(steps)
    };
    let magnitude = f64::from_bits(rank.unsigned_abs() as u64);
    // A zero keeps the sign of the side it was reached from.
    let negative = rank < 0 || rank == 0 && x.is_sign_negative();
    Ok(if negative { -magnitude } else { magnitude })
}

/// `math.ulp(x)`: the value of the least significant bit.
pub fn ulp(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let x = x.abs();
    if x.is_infinite() {
        return x;
    }
    let next = x.next_up();
    if next.is_infinite() {
        x - x.next_down()
    } else {
        next - x
    }
}

/// `math.isclose(a, b, rel_tol=relative, abs_tol=absolute)`
///
/// # Errors
/// ValueError for a negative tolerance.
pub fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Result<bool, Error> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Error::value("tolerances must be non-negative"));
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs()
        || difference <= (relative * a).abs()
        || difference <= absolute)
}
