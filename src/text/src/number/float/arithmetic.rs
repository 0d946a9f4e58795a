//! Division of floats.

use crate::number::Error;

#[cold]
fn by_zero() -> Error {
    Error::zero_division("division by zero")
}

/// `a / b`
#[inline]
pub fn true_div(a: f64, b: f64) -> Result<f64, Error> {
    if b == 0.0 {
        return Err(by_zero());
    }
    Ok(a / b)
}

/// `a % b`: the remainder has the sign of `b`.
#[inline]
pub fn mod_floor(a: f64, b: f64) -> Result<f64, Error> {
    if b == 0.0 {
        return Err(by_zero());
    }
    let remainder = a % b;
    Ok(if remainder == 0.0 {
        0.0f64.copysign(b)
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder + b
    } else {
        remainder
    })
}

/// `a // b`
#[inline]
pub fn div_floor(a: f64, b: f64) -> Result<f64, Error> {
    div_mod(a, b).map(|(quotient, _)| quotient)
}

/// `divmod(a, b)`
#[inline]
pub fn div_mod(a: f64, b: f64) -> Result<(f64, f64), Error> {
    if b == 0.0 {
        return Err(by_zero());
    }
    let mut remainder = a % b;
    // Close to a whole number, because the remainder is exact.
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floored = if quotient == 0.0 {
        0.0f64.copysign(a / b)
    } else {
        let floored = quotient.floor();
        if quotient - floored > 0.5 {
            floored + 1.0
        } else {
            floored
        }
    };
    Ok((floored, remainder))
}
