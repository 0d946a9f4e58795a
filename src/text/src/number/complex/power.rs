//! `complex ** complex`.

use super::Complex;
use super::arithmetic::{product, quotient};
use crate::number::{Error, libm};

/// `base ** exponent`
///
/// # Errors
/// ZeroDivisionError for a zero base whose exponent is negative or complex, OverflowError.
pub fn pow(base: Complex, exponent: Complex) -> Result<Complex, Error> {
    const SMALL: f64 = 100.0;
    let n = exponent.re;
    let whole = exponent.im == 0.0 && n == n.floor() && n.abs() <= SMALL;
    let power = if whole {
        whole_power(base, n as i64)
    } else {
        general_power(base, exponent)
    };
    match power {
        None => Err(Error::zero_division("zero to a negative or complex power")),
        Some(z) if z.is_infinite() => Err(Error::overflow("complex exponentiation")),
        Some(z) => Ok(z),
    }
}

/// A small whole power by repeated squaring; None for a division by zero.
fn whole_power(base: Complex, n: i64) -> Option<Complex> {
    let one = Complex::new(1.0, 0.0);
    if n <= 0 {
        return quotient(one, squared_power(base, n.unsigned_abs()));
    }
    Some(squared_power(base, n as u64))
}

fn squared_power(base: Complex, n: u64) -> Complex {
    let mut result = Complex::new(1.0, 0.0);
    let (mut square, mut rest) = (base, n);
    while rest > 0 {
        if rest & 1 == 1 {
            result = product(result, square);
        }
        rest >>= 1;
        square = product(square, square);
    }
    result
}

/// By magnitude and phase; None where it is not defined.
fn general_power(base: Complex, exponent: Complex) -> Option<Complex> {
    if exponent.re == 0.0 && exponent.im == 0.0 {
        return Some(Complex::new(1.0, 0.0));
    }
    if base.re == 0.0 && base.im == 0.0 {
        let undefined = exponent.im != 0.0 || exponent.re < 0.0;
        return (!undefined).then_some(Complex::new(0.0, 0.0));
    }
    let magnitude = libm::hypot(base.re, base.im);
    let angle = libm::atan2(base.im, base.re);
    let mut length = libm::pow(magnitude, exponent.re);
    let mut phase = angle * exponent.re;
    if exponent.im != 0.0 {
        length *= libm::exp(-angle * exponent.im);
        phase += exponent.im * libm::log(magnitude);
    }
    if phase.is_infinite() {
        // The C library reports this as an error of the same kind as a zero base, and so does CPython.
        return None;
    }
    Some(Complex::new(
        length * libm::cos(phase),
        length * libm::sin(phase),
    ))
}
