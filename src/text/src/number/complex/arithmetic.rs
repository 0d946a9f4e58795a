//! Addition, subtraction, multiplication, division, magnitude.
//!
//! Infinities that the textbook formulas turn into NaN are recovered as annex G of the C standard says.

use super::{Complex, Operand};
use crate::number::Error;
use crate::number::libm;

/// `a + b`
#[inline]
pub fn add(a: Operand, b: Operand) -> Complex {
    use Operand::*;
    match (a, b) {
        (Complex(z), Real(x)) | (Real(x), Complex(z)) => self::Complex::new(z.re + x, z.im),
        _ => {
            let (z, w) = (a.complex(), b.complex());
            self::Complex::new(z.re + w.re, z.im + w.im)
        }
    }
}

/// `a - b`
#[inline]
pub fn sub(a: Operand, b: Operand) -> Complex {
    use Operand::*;
    match (a, b) {
        (Complex(z), Real(x)) => self::Complex::new(z.re - x, z.im),
        (Real(x), Complex(z)) => self::Complex::new(x - z.re, -z.im),
        _ => {
            let (z, w) = (a.complex(), b.complex());
            self::Complex::new(z.re - w.re, z.im - w.im)
        }
    }
}

/// `-z`
#[inline]
pub fn neg(z: Complex) -> Complex {
    Complex::new(-z.re, -z.im)
}

/// `a * b`
#[inline]
pub fn mul(a: Operand, b: Operand) -> Complex {
    use Operand::*;
    match (a, b) {
        (Complex(z), Real(x)) | (Real(x), Complex(z)) => self::Complex::new(z.re * x, z.im * x),
        _ => product(a.complex(), b.complex()),
    }
}

/// The product of two complex numbers.
pub(super) fn product(z: Complex, w: Complex) -> Complex {
    let terms = |z: Complex, w: Complex| [z.re * w.re, z.im * w.im, z.re * w.im, z.im * w.re];
    let combined = |t: [f64; 4]| Complex::new(t[0] - t[1], t[2] + t[3]);
    let parts = terms(z, w);
    let result = combined(parts);
    if !result.is_nan() {
        return result;
    }
    let (mut p, mut q) = (z, w);
    let mut infinite = false;
    if z.is_infinite() {
        (p, q) = (p.direction(), q.without_nan());
        infinite = true;
    }
    if q.is_infinite() {
        (p, q) = (p.without_nan(), q.direction());
        infinite = true;
    }
    if !infinite && parts.iter().any(|x| x.is_infinite()) {
        (p, q) = (p.without_nan(), q.without_nan());
        infinite = true;
    }
    if !infinite {
        return result;
    }
    let direction = combined(terms(p, q));
    Complex::new(f64::INFINITY * direction.re, f64::INFINITY * direction.im)
}

/// `a / b`
///
/// # Errors
/// ZeroDivisionError.
pub fn div(a: Operand, b: Operand) -> Result<Complex, Error> {
    let quotient = match (a, b) {
        (Operand::Complex(z), Operand::Real(x)) => {
            (x != 0.0).then(|| Complex::new(z.re / x, z.im / x))
        }
        (Operand::Real(x), Operand::Complex(w)) => real_quotient(x, w),
        _ => quotient(a.complex(), b.complex()),
    };
    quotient.ok_or_else(|| Error::zero_division("division by zero"))
}

/// The quotient of two complex numbers by Smith's method, which scales by the larger part of the divisor; None where
/// that is zero.
pub(super) fn quotient(z: Complex, w: Complex) -> Option<Complex> {
    let (re, im) = (w.re.abs(), w.im.abs());
    let result = if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = w.im / w.re;
        let divisor = w.re + w.im * ratio;
        Complex::new(
            (z.re + z.im * ratio) / divisor,
            (z.im - z.re * ratio) / divisor,
        )
    } else if im >= re {
        let ratio = w.re / w.im;
        let divisor = w.re * ratio + w.im;
        Complex::new(
            (z.re * ratio + z.im) / divisor,
            (z.im * ratio - z.re) / divisor,
        )
    } else {
        Complex::new(f64::NAN, f64::NAN)
    };
    if !result.is_nan() {
        return Some(result);
    }
    if z.is_infinite() && w.is_finite() {
        let d = z.direction();
        return Some(Complex::new(
            f64::INFINITY * (d.re * w.re + d.im * w.im),
            f64::INFINITY * (d.im * w.re - d.re * w.im),
        ));
    }
    if w.is_infinite() && z.is_finite() {
        let d = w.direction();
        return Some(Complex::new(
            0.0 * (z.re * d.re + z.im * d.im),
            0.0 * (z.im * d.re - z.re * d.im),
        ));
    }
    Some(result)
}

/// The quotient of a real and a complex number, like [`quotient`].
pub(super) fn real_quotient(x: f64, w: Complex) -> Option<Complex> {
    let (re, im) = (w.re.abs(), w.im.abs());
    let result = if re >= im {
        if re == 0.0 {
            return None;
        }
        let ratio = w.im / w.re;
        let divisor = w.re + w.im * ratio;
        Complex::new(x / divisor, (-x * ratio) / divisor)
    } else if im >= re {
        let ratio = w.re / w.im;
        let divisor = w.re * ratio + w.im;
        Complex::new((x * ratio) / divisor, -x / divisor)
    } else {
        Complex::new(f64::NAN, f64::NAN)
    };
    if result.is_nan() && x.is_finite() && w.is_infinite() {
        let d = w.direction();
        return Some(Complex::new(0.0 * (x * d.re), 0.0 * (-x * d.im)));
    }
    Some(result)
}

/// `abs(z)`
///
/// # Errors
/// OverflowError.
pub fn abs(z: Complex) -> Result<f64, Error> {
    if z.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if !z.is_finite() {
        return Ok(f64::NAN);
    }
    let magnitude = libm::hypot(z.re, z.im);
    if magnitude.is_infinite() {
        return Err(Error::overflow("absolute value too large"));
    }
    Ok(magnitude)
}
