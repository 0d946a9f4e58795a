//! Floats as exact fractions.

use crate::number::{Error, Int};
use malachite_bigint::BigInt;

/// `value.is_integer()`
pub fn is_integer(value: f64) -> bool {
    value.is_finite() && value.floor() == value
}

/// `value.as_integer_ratio()`: numerator and denominator in lowest terms, the denominator positive.
///
/// # Errors
/// OverflowError for infinities, ValueError for NaN.
pub fn as_integer_ratio(value: f64) -> Result<(Int, Int), Error> {
    if value.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    if value == 0.0 {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let bits = value.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match (bits >> 52) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    };
    let zeros = mantissa.trailing_zeros();
    let mantissa = (mantissa >> zeros) as i64;
    let exponent = exponent + zeros as i32;
    let mantissa = if value < 0.0 { -mantissa } else { mantissa };
    let power = exponent.unsigned_abs();
    Ok(if exponent >= 0 {
        (Int::from(BigInt::from(mantissa) << power), Int::Small(1))
    } else {
        (Int::Small(mantissa), Int::from(BigInt::from(1) << power))
    })
}
