//! Between integers and floats.

use super::{Int, IntRef};
use crate::number::Error;
use malachite_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;

/// `float(value)`: rounded half to even.
///
/// # Errors
/// OverflowError for a value beyond the range of floats.
#[inline]
pub fn as_f64(value: IntRef<'_>) -> Result<f64, Error> {
    match value {
        IntRef::Small(v) => Ok(v as f64),
        _ => value.with_big(big_as_f64),
    }
}

fn big_as_f64(value: &BigInt) -> Result<f64, Error> {
    let too_large = || Error::overflow("int too large to convert to float");
    let (mantissa, exponent) = frexp(value);
    let exponent = i32::try_from(exponent).map_err(|_| too_large())?;
    if exponent > f64::MAX_EXP {
        return Err(too_large());
    }
    if exponent <= 0 {
        return Ok(0.0);
    }
    // Two factors, because 2**1024 is no float.
    Ok(mantissa * 2.0 * f64::from_bits(((exponent - 1 + 1023) as u64) << 52))
}

/// The mantissa (0.5 up to but not including 1, with the value's sign) and the exponent of the value,
/// rounded half to even to a float's precision; (0.0, 0) for zero.
pub fn frexp(value: &BigInt) -> (f64, u64) {
    let magnitude = value.magnitude();
    let bits = magnitude.bits();
    let top = if bits > 64 {
        let shift = bits - 64;
        let top = (magnitude >> shift).to_u64().unwrap_or(u64::MAX);
        // A sticky bit: `as f64` rounds the word correctly, once it knows that more follows.
        top | u64::from(
            magnitude
                .trailing_zeros()
                .is_some_and(|zeros| zeros < shift),
        )
    } else {
        magnitude.to_u64().unwrap_or(0) << ((64 - bits) & 63)
    };
    if top == 0 {
        return (0.0, 0);
    }
    let mut mantissa = top as f64 / 18_446_744_073_709_551_616.0;
    let mut exponent = bits;
    if mantissa == 1.0 {
        mantissa = 0.5;
        exponent += 1;
    }
    (
        if value.is_negative() {
            -mantissa
        } else {
            mantissa
        },
        exponent,
    )
}

/// `int(value)`: the fraction is cut off.
///
/// # Errors
/// OverflowError for infinities, ValueError for NaN.
#[inline]
pub fn from_f64(value: f64) -> Result<Int, Error> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if (-LIMIT..LIMIT).contains(&value) {
        return Ok(Int::Small(value as i64));
    }
    big_from_f64(value)
}

#[cold]
fn big_from_f64(value: f64) -> Result<Int, Error> {
    if value.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Error::overflow("cannot convert float infinity to integer"));
    }
    let bits = value.to_bits();
    let mantissa = BigInt::from(bits & ((1 << 52) - 1) | 1 << 52);
    // Beyond 2**63 the last bit of the mantissa is worth more than one.
    let exponent = ((bits >> 52) & 0x7FF) as u32 - 1075;
    let magnitude = mantissa << exponent;
    Ok(Int::from(if value < 0.0 { -magnitude } else { magnitude }))
}

/// Compares an integer with a float exactly; `None` for NaN.
#[inline]
pub fn compare_f64(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    const EXACT: i64 = 1 << f64::MANTISSA_DIGITS;
    match a {
        IntRef::Small(v) if (-EXACT..=EXACT).contains(&v) => (v as f64).partial_cmp(&b),
        _ => compare_large(a, b),
    }
}

/// The comparison for integers that need not be floats.
fn compare_large(a: IntRef<'_>, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return 0.0.partial_cmp(&b);
    }
    let whole = from_f64(b).ok()?;
    Some(super::compare(a, whole.view()).then_with(|| {
        // The whole parts agree, so the fraction decides.
        0.0.partial_cmp(&b.fract()).unwrap_or(Ordering::Equal)
    }))
}
