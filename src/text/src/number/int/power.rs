//! Powers.

use super::{Int, IntRef, as_f64, bit_length, mod_floor, mul};
use crate::number::error::ensure_memory;
use crate::number::{Error, float};
use malachite_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One, Signed, Zero};

/// What `int ** int` is.
#[derive(Clone, Debug, PartialEq)]
pub enum Power {
    /// The exponent was not negative.
    Int(Int),
    /// The exponent was negative.
    Float(f64),
}

/// `base ** exponent`
///
/// # Errors
/// For negative exponents those of the float power: ZeroDivisionError for a zero base, OverflowError
/// for operands beyond the range of floats. MemoryError where the result cannot be held.
pub fn pow(base: IntRef<'_>, exponent: IntRef<'_>) -> Result<Power, Error> {
    if exponent.is_negative() {
        return float_power(base, exponent).map(Power::Float);
    }
    let exponent = match exponent.to_i64() {
        Some(exponent) => exponent as u64,
        None => match base.to_i64() {
            Some(v @ (0 | 1)) => return Ok(Power::Int(Int::Small(v))),
            Some(-1) => {
                let odd = super::is_odd(exponent);
                return Ok(Power::Int(Int::Small(if odd { -1 } else { 1 })));
            }
            _ => return Err(Error::memory()),
        },
    };
    positive_power(base, exponent).map(Power::Int)
}

#[cold]
fn float_power(base: IntRef<'_>, exponent: IntRef<'_>) -> Result<f64, Error> {
    let (base, exponent) = (as_f64(base)?, as_f64(exponent)?);
    match float::pow(base, exponent)? {
        float::Power::Real(value) => Ok(value),
        // A whole exponent never leads to a complex result.
        float::Power::Complex => Ok(f64::NAN),
    }
}

/// `base ** exponent` for an exponent that is not negative.
fn positive_power(base: IntRef<'_>, exponent: u64) -> Result<Int, Error> {
    if let IntRef::Small(v) = base {
        match v {
            0 | 1 => return Ok(Int::Small(if exponent == 0 { 1 } else { v })),
            -1 => return Ok(Int::Small(if exponent & 1 == 0 { 1 } else { -1 })),
            _ => {}
        }
        if let Some(result) = u32::try_from(exponent).ok().and_then(|e| v.checked_pow(e)) {
            return Ok(Int::Small(result));
        }
    }
    let bits = bit_length(base) - 1;
    ensure_memory(bits.saturating_mul(exponent) / 8)?;
    let exponent = u32::try_from(exponent).map_err(|_| Error::memory())?;
    Ok(base.with_big(|b| b.pow(exponent)).into())
}

/// `pow(base, exponent, modulus)`: the result has the sign of the modulus.
///
/// # Errors
/// ValueError for a zero modulus, and for a negative exponent of a base without an inverse.
pub fn pow_mod(base: IntRef<'_>, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Result<Int, Error> {
    if modulus.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    if let (Some(exponent), Some(modulus @ 1..)) = (exponent.to_i64(), modulus.to_i64())
        && exponent >= 0
    {
        let base = mod_floor(base, IntRef::Small(modulus))?;
        let base = base.view().to_i64().unwrap_or(0);
        return Ok(word_power(base as u64, exponent as u64, modulus as u64).into());
    }
    let modulus = modulus.to_big();
    let positive = modulus.abs();
    if positive.is_one() {
        return Ok(Int::Small(0));
    }
    let mut base = base.with_big(|b| b.mod_floor(&positive));
    let mut exponent = exponent.to_big();
    if exponent.is_negative() {
        base = inverse(&base, &positive)?;
        exponent = -exponent;
    }
    let result = base.modpow(&exponent, &positive);
    Ok(if modulus.is_negative() && !result.is_zero() {
        (result + modulus).into()
    } else {
        result.into()
    })
}

/// `base ** exponent % modulus` for a base below the modulus.
fn word_power(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let multiply = |a: u64, b: u64| (u128::from(a) * u128::from(b) % u128::from(modulus)) as u64;
    let mut result = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        exponent >>= 1;
        if exponent > 0 {
            base = multiply(base, base);
        }
    }
    result
}

/// The inverse of `value` (from 0 up to the modulus) modulo a positive modulus.
fn inverse(value: &BigInt, modulus: &BigInt) -> Result<BigInt, Error> {
    let not_invertible = || Error::value("base is not invertible for the given modulus");
    if value.is_zero() {
        return Err(not_invertible());
    }
    let egcd = value.extended_gcd(modulus);
    if !egcd.gcd.is_one() {
        return Err(not_invertible());
    }
    Ok(egcd.x.mod_floor(modulus))
}

/// `10 ** exponent`
pub(crate) fn power_of_ten(exponent: u32) -> Int {
    match 10i64.checked_pow(exponent) {
        Some(small) => Int::Small(small),
        None => Int::from(BigInt::from(10).pow(exponent)),
    }
}

/// The product of the whole numbers from `low` up to and including `high`, by halves, so that the
/// factors of the large multiplications are of equal size.
pub(crate) fn range_product(low: u64, high: u64) -> Int {
    const FEW: u64 = 32;
    if low > high {
        return Int::Small(1);
    }
    if high - low < FEW {
        return few_product(low, high);
    }
    let middle = low + (high - low) / 2;
    let upper = range_product(middle + 1, high);
    mul(range_product(low, middle).view(), upper.view())
}

/// The same for few factors: they are gathered in words first.
fn few_product(low: u64, high: u64) -> Int {
    let mut product = Int::Small(1);
    let mut word = Int::Small(1);
    for factor in (low..=high).map(Int::from) {
        match mul(word.view(), factor.view()) {
            Int::Small(next) => word = Int::Small(next),
            _ => {
                product = mul(product.view(), word.view());
                word = factor;
            }
        }
    }
    mul(product.view(), word.view())
}
