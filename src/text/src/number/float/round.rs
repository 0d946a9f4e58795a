//! Rounding of floats, to integers and to decimal places.

use super::digits::{Decimal, POWERS, scaled};
use crate::number::int::{self, Int, IntRef};
use crate::number::{Error, int::from_f64};
use std::cmp::Ordering;

/// `int(value)`, `math.trunc(value)`
///
/// # Errors
/// OverflowError for infinities, ValueError for NaN; so do the others.
#[inline]
pub fn trunc(value: f64) -> Result<Int, Error> {
    from_f64(value)
}

/// `math.floor(value)`
#[inline]
pub fn floor(value: f64) -> Result<Int, Error> {
    from_f64(value.floor())
}

/// `math.ceil(value)`
#[inline]
pub fn ceil(value: f64) -> Result<Int, Error> {
    from_f64(value.ceil())
}

/// `round(value)`: half to even.
#[inline]
pub fn round_to_int(value: f64) -> Result<Int, Error> {
    from_f64(value.round_ties_even())
}

/// `round(value, ndigits)`: the decimal value that is nearest to the exact one, half to even, as a float.
///
/// # Errors
/// OverflowError where rounding up leaves the range of floats.
pub fn round_digits(value: f64, ndigits: IntRef<'_>) -> Result<f64, Error> {
    // Beyond these bounds the value is a multiple of the unit, or less than half of it.
    const MAX: i64 = 323;
    const MIN: i64 = -308;
    if !value.is_finite() || value == 0.0 {
        return Ok(value);
    }
    let digits = match ndigits.to_i64() {
        Some(digits) => digits,
        None if ndigits.is_negative() => i64::MIN,
        None => i64::MAX,
    };
    if digits > MAX {
        return Ok(value);
    }
    if digits < MIN {
        return Ok(0.0 * value);
    }
    let magnitude = if digits >= 0 {
        round_fraction(value, digits as usize)
    } else {
        round_whole(value, digits.unsigned_abs())?
    };
    Ok(magnitude.copysign(value))
}

fn round_fraction(value: f64, digits: usize) -> f64 {
    // Up to these bounds both operands of the division are exact, so its result is correctly rounded.
    const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;
    if let Some(units) = scaled(value, digits)
        && units <= EXACT
        && POWERS[digits] <= EXACT
    {
        return units as f64 / POWERS[digits] as f64;
    }
    let Decimal { digits, point } = Decimal::fixed(value, digits);
    let text = format!("0.{}e{point}", String::from_utf8_lossy(&digits));
    text.parse().unwrap_or(value.abs())
}

/// The magnitude rounded to a multiple of `10 ** digits`.
fn round_whole(value: f64, digits: u64) -> Result<f64, Error> {
    let too_large = |_| Error::overflow("rounded value too large to represent");
    let value = value.abs();
    let unit = int::power_of_ten(digits as u32);
    let whole = from_f64(value)?;
    let (quotient, remainder) = int::div_mod(whole.view(), unit.view())?;
    let twice = int::add(remainder.view(), remainder.view());
    let up = match int::compare(twice.view(), unit.view()) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => value.fract() > 0.0 || int::is_odd(quotient.view()),
    };
    let mut rounded = int::sub(whole.view(), remainder.view());
    if up {
        rounded = int::add(rounded.view(), unit.view());
    }
    int::as_f64(rounded.view()).map_err(too_large)
}
