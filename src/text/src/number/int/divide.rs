//! Division: floor and true.

use super::{Int, IntRef, as_f64, wide};
use crate::number::Error;
use malachite_bigint::BigUint;
use num_integer::Integer as _;
use num_traits::{ToPrimitive, Zero};

#[cold]
fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a // b`
pub fn div_floor(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b) {
        if b == 0 {
            return Err(by_zero());
        }
        // The one quotient that does not fit a word.
        if b == -1 {
            return Ok(Int::from(-i128::from(a)));
        }
        return Ok(Int::Small(num_integer::Integer::div_floor(&a, &b)));
    }
    if b.is_zero() {
        return Err(by_zero());
    }
    Ok(match wide::divide_by_word(a, b) {
        Some((quotient, _)) => quotient,
        None => a.with_big(|a| b.with_big(|b| a.div_floor(b))).into(),
    })
}

/// `a % b`: the remainder has the sign of `b`.
pub fn mod_floor(a: IntRef<'_>, b: IntRef<'_>) -> Result<Int, Error> {
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b) {
        return match b {
            0 => Err(by_zero()),
            -1 => Ok(Int::Small(0)),
            _ => Ok(Int::Small(a.mod_floor(&b))),
        };
    }
    if b.is_zero() {
        return Err(by_zero());
    }
    Ok(match wide::divide_by_word(a, b) {
        Some((_, remainder)) => remainder,
        None => a.with_big(|a| b.with_big(|b| a.mod_floor(b))).into(),
    })
}

/// `divmod(a, b)`
pub fn div_mod(a: IntRef<'_>, b: IntRef<'_>) -> Result<(Int, Int), Error> {
    if let (IntRef::Small(_), IntRef::Small(_)) = (a, b) {
        return Ok((div_floor(a, b)?, mod_floor(a, b)?));
    }
    if b.is_zero() {
        return Err(by_zero());
    }
    if let Some(result) = wide::divide_by_word(a, b) {
        return Ok(result);
    }
    let (quotient, remainder) = a.with_big(|a| b.with_big(|b| a.div_mod_floor(b)));
    Ok((quotient.into(), remainder.into()))
}

/// `a / b`, correctly rounded (half to even).
///
/// # Errors
/// ZeroDivisionError, and OverflowError for a quotient beyond the range of floats.
pub fn true_div(a: IntRef<'_>, b: IntRef<'_>) -> Result<f64, Error> {
    const EXACT: i64 = 1 << f64::MANTISSA_DIGITS;
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && (-EXACT..=EXACT).contains(&a)
        && (-EXACT..=EXACT).contains(&b)
    {
        return match b {
            0 => Err(by_zero()),
            _ => Ok(a as f64 / b as f64),
        };
    }
    if b.is_zero() {
        return Err(by_zero());
    }
    if a.is_zero() {
        // The zero has the sign of the divisor, as if both were floats.
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    let negative = a.is_negative() != b.is_negative();
    let magnitude = a.with_big(|a| b.with_big(|b| divide_magnitudes(a.magnitude(), b.magnitude())));
    let magnitude = magnitude
        .ok_or_else(|| Error::overflow("integer division result too large for a float"))?;
    Ok(if negative { -magnitude } else { magnitude })
}

/// The quotient of two non-zero magnitudes as a float; `None` on overflow.
fn divide_magnitudes(a: &BigUint, b: &BigUint) -> Option<f64> {
    let difference = a.bits() as i64 - b.bits() as i64;
    if difference > i64::from(f64::MAX_EXP) {
        return None;
    }
    if difference < i64::from(f64::MIN_EXP) - i64::from(f64::MANTISSA_DIGITS) - 1 {
        return Some(0.0);
    }
    // Scale so that the integer quotient has two or three bits more than a float (fewer where the
    // result is subnormal), and note in its lowest bit whether anything was left over.
    let shift = difference.max(i64::from(f64::MIN_EXP)) - i64::from(f64::MANTISSA_DIGITS) - 2;
    let (quotient, remainder) = if shift <= 0 {
        (a << shift.unsigned_abs()).div_rem(b)
    } else {
        a.div_rem(&(b << shift.unsigned_abs()))
    };
    let quotient = quotient.to_u64()? | u64::from(!remainder.is_zero());
    let bits = i64::from(u64::BITS - quotient.leading_zeros());
    // The position of the result's last bit within the quotient.
    let last = bits.max(i64::from(f64::MIN_EXP) - shift) - i64::from(f64::MANTISSA_DIGITS);
    let rounded = round_half_even(quotient, last as u32);
    let result = scale(rounded as f64, shift + last);
    result.is_finite().then_some(result)
}

/// The value without its lowest `drop` bits (at least 1), rounded half to even.
fn round_half_even(value: u64, drop: u32) -> u64 {
    let kept = value >> drop;
    let half = 1 << (drop - 1);
    let tail = value & ((1 << drop) - 1);
    kept + u64::from(tail > half || tail == half && kept & 1 == 1)
}

/// `value * 2**exponent` where the result is exact or overflows.
fn scale(value: f64, exponent: i64) -> f64 {
    let power = |e: i64| f64::from_bits(((e + 1023) as u64) << 52);
    match exponent {
        -1022..=1023 => value * power(exponent),
        // Two steps; the result is exact, so the order of the factors does not matter.
        ..-1022 => value * power(-1000) * power((exponent + 1000).max(-1022)),
        _ => f64::INFINITY,
    }
}

/// `a / b` where either is a float already: what `int.__truediv__` does for its float operand.
pub fn true_div_f64(a: IntRef<'_>, b: f64) -> Result<f64, Error> {
    if b == 0.0 {
        return Err(by_zero());
    }
    Ok(as_f64(a)? / b)
}
