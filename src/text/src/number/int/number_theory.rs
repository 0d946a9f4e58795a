//! Greatest common divisor, least common multiple, integer square root.

use super::{Int, IntRef, abs, div_floor, mul};
use crate::number::Error;
use malachite_bigint::BigInt;
use num_integer::Integer as _;

/// `math.gcd(a, b)`
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::from(a.unsigned_abs().gcd(&b.unsigned_abs())),
        _ => a.with_big(|a| b.with_big(|b| Int::from(a.gcd(b)))),
    }
}

/// `math.lcm(a, b)`
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    if a.is_zero() || b.is_zero() {
        return Int::Small(0);
    }
    let divisor = gcd(a, b);
    match div_floor(a, divisor.view()) {
        Ok(part) => abs(mul(part.view(), b).view()),
        // The divisor of two numbers other than zero is not zero.
        Err(_) => Int::Small(0),
    }
}

/// `math.isqrt(value)`: the largest integer whose square is not above the value.
///
/// # Errors
/// ValueError for negative values.
pub fn isqrt(value: IntRef<'_>) -> Result<Int, Error> {
    if value.is_negative() {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(match value {
        IntRef::Small(v) => Int::Small(v.isqrt()),
        _ => Int::from(value.with_big(BigInt::sqrt)),
    })
}
