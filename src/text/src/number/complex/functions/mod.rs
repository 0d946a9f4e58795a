//! The functions of the module `cmath`, with Kahan's care for branch cuts, cancellation and overflow.

mod special;

use super::{Complex, Operand, abs, div, neg};
use crate::number::{Error, libm};
use special::{Table, look_up};
use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

/// A result, or the ValueError or OverflowError of CPython's module `math`.
pub type Result<T> = std::result::Result<T, Error>;

/// Twice this is still finite, with much room.
const LARGE: f64 = f64::MAX / 4.0;
/// The smallest normal number.
const SMALL: f64 = f64::MIN_POSITIVE;
/// Bits of a float.
const BITS: i32 = f64::MANTISSA_DIGITS as i32;

fn domain() -> Error {
    Error::value("math domain error")
}

fn range() -> Error {
    Error::overflow("math range error")
}

fn special(table: &Table, z: Complex) -> Result<Complex> {
    look_up(table, z).ok_or_else(domain)
}

/// What has overflowed is an error.
fn checked(z: Complex) -> Result<Complex> {
    if z.is_infinite() {
        return Err(range());
    }
    Ok(z)
}

fn is_large(z: Complex) -> bool {
    z.re.abs() > LARGE || z.im.abs() > LARGE
}

/// Beyond this, e to its power overflows.
fn log_large() -> f64 {
    libm::log(LARGE)
}

/// log(|z|) of a large number.
fn log_half_hypot(z: Complex) -> f64 {
    libm::log(libm::hypot(z.re / 2.0, z.im / 2.0))
}

/// `i * z`
fn times_i(z: Complex) -> Complex {
    Complex::new(-z.im, z.re)
}

/// `-i * z`
fn times_minus_i(z: Complex) -> Complex {
    Complex::new(z.im, -z.re)
}

pub fn acos(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        return special(&special::ACOS, z);
    }
    if is_large(z) {
        let re = libm::atan2(z.im.abs(), z.re);
        let size = log_half_hypot(z) + LN_2 * 2.0;
        let im = if z.re < 0.0 {
            -size.copysign(z.im)
        } else {
            size.copysign(-z.im)
        };
        return Ok(Complex::new(re, im));
    }
    let a = sqrt(Complex::new(1.0 - z.re, -z.im))?;
    let b = sqrt(Complex::new(1.0 + z.re, z.im))?;
    Ok(Complex::new(
        2.0 * libm::atan2(a.re, b.re),
        libm::asinh(b.re * a.im - b.im * a.re),
    ))
}

pub fn acosh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        return special(&special::ACOSH, z);
    }
    if is_large(z) {
        let re = log_half_hypot(z) + LN_2 * 2.0;
        return Ok(Complex::new(re, libm::atan2(z.im, z.re)));
    }
    let a = sqrt(Complex::new(z.re - 1.0, z.im))?;
    let b = sqrt(Complex::new(z.re + 1.0, z.im))?;
    Ok(Complex::new(
        libm::asinh(a.re * b.re + a.im * b.im),
        2.0 * libm::atan2(a.im, b.re),
    ))
}

pub fn asin(z: Complex) -> Result<Complex> {
    asinh(times_i(z)).map(times_minus_i)
}

pub fn asinh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        return special(&special::ASINH, z);
    }
    if is_large(z) {
        let size = log_half_hypot(z) + LN_2 * 2.0;
        let re = if z.im.is_sign_positive() {
            size.copysign(z.re)
        } else {
            -size.copysign(-z.re)
        };
        return Ok(Complex::new(re, libm::atan2(z.im, z.re.abs())));
    }
    let a = sqrt(Complex::new(1.0 + z.im, -z.re))?;
    let b = sqrt(Complex::new(1.0 - z.im, z.re))?;
    Ok(Complex::new(
        libm::asinh(a.re * b.im - b.re * a.im),
        libm::atan2(z.im, a.re * b.re - a.im * b.im),
    ))
}

pub fn atan(z: Complex) -> Result<Complex> {
    atanh(times_i(z)).map(times_minus_i)
}

pub fn atanh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        return special(&special::ATANH, z);
    }
    // The function is odd: only the right half is computed.
    if z.re < 0.0 || z.re == 0.0 && z.re.is_sign_negative() {
        return atanh(neg(z)).map(neg);
    }
    let y = z.im.abs();
    let (root_large, root_small) = (LARGE.sqrt(), SMALL.sqrt());
    if z.re > root_large || y > root_large {
        let h = libm::hypot(z.re / 2.0, z.im / 2.0);
        return Ok(Complex::new(z.re / 4.0 / h / h, -FRAC_PI_2.copysign(-z.im)));
    }
    if z.re == 1.0 && y < root_small {
        if y == 0.0 {
            return Err(domain());
        }
        return Ok(Complex::new(
            -libm::log(y.sqrt() / libm::hypot(y, 2.0).sqrt()),
            (libm::atan2(2.0, -y) / 2.0).copysign(z.im),
        ));
    }
    let less = 1.0 - z.re;
    Ok(Complex::new(
        libm::log1p(4.0 * z.re / (less * less + y * y)) / 4.0,
        -libm::atan2(-2.0 * z.im, less * (1.0 + z.re) - y * y) / 2.0,
    ))
}

pub fn cos(z: Complex) -> Result<Complex> {
    cosh(times_i(z))
}

/// Infinite, in the direction of an angle.
fn infinite_towards(angle: f64) -> Complex {
    Complex::new(
        f64::INFINITY.copysign(libm::cos(angle)),
        f64::INFINITY.copysign(libm::sin(angle)),
    )
}

/// Is the real part infinite and the imaginary part an angle of which sine and cosine have signs?
fn is_infinite_with_angle(re: f64, im: f64) -> bool {
    re.is_infinite() && im.is_finite() && im != 0.0
}

pub fn cosh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        if is_infinite_with_angle(z.re, z.im) {
            let r = infinite_towards(z.im);
            return Ok(if z.re > 0.0 {
                r
            } else {
                Complex::new(r.re, -r.im)
            });
        }
        return special(&special::COSH, z);
    }
    checked(if z.re.abs() > log_large() {
        // In two steps, for the cosine or the sine may bring it back into the range.
        let x = z.re - 1_f64.copysign(z.re);
        Complex::new(
            libm::cos(z.im) * libm::cosh(x) * E,
            libm::sin(z.im) * libm::sinh(x) * E,
        )
    } else {
        Complex::new(
            libm::cos(z.im) * libm::cosh(z.re),
            libm::sin(z.im) * libm::sinh(z.re),
        )
    })
}

pub fn exp(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        if is_infinite_with_angle(z.re, z.im) {
            if z.re > 0.0 {
                return Ok(infinite_towards(z.im));
            }
            return Ok(Complex::new(
                0_f64.copysign(libm::cos(z.im)),
                0_f64.copysign(libm::sin(z.im)),
            ));
        }
        return special(&special::EXP, z);
    }
    checked(if z.re > log_large() {
        let size = libm::exp(z.re - 1.0);
        Complex::new(size * libm::cos(z.im) * E, size * libm::sin(z.im) * E)
    } else {
        let size = libm::exp(z.re);
        Complex::new(size * libm::cos(z.im), size * libm::sin(z.im))
    })
}

/// The natural logarithm. That of zero is minus infinity, which is an error in the end, but not before a base has
/// divided it.
fn natural_log(z: Complex) -> (Complex, bool) {
    if !z.is_finite() {
        return match look_up(&special::LOG, z) {
            Some(r) => (r, true),
            None => (z, false),
        };
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let mut defined = true;
    let re = if x > LARGE || y > LARGE {
        libm::log(libm::hypot(x / 2.0, y / 2.0)) + LN_2
    } else if x < SMALL && y < SMALL {
        if x > 0.0 || y > 0.0 {
            // Denormal numbers would lose bits.
            libm::log(libm::hypot(libm::ldexp(x, BITS), libm::ldexp(y, BITS)))
                - f64::from(BITS) * LN_2
        } else {
            defined = false;
            f64::NEG_INFINITY
        }
    } else {
        let h = libm::hypot(x, y);
        if (0.71..=1.73).contains(&h) {
            // Near one, the logarithm of the rounded size would be wrong.
            let (more, less) = if x > y { (x, y) } else { (y, x) };
            libm::log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0
        } else {
            libm::log(h)
        }
    };
    (Complex::new(re, libm::atan2(z.im, z.re)), defined)
}

/// `log(z)`, or `log(z, base)`
pub fn log(z: Complex, base: Option<Complex>) -> Result<Complex> {
    let (mut r, mut defined) = natural_log(z);
    if let Some(base) = base {
        let (b, base_defined) = natural_log(base);
        // As in CPython, the base decides.
        defined = base_defined;
        r = match div(Operand::Complex(r), Operand::Complex(b)) {
            Ok(r) => r,
            // Division by the logarithm of 1.
            Err(_) => return Err(domain()),
        };
    }
    if defined { Ok(r) } else { Err(domain()) }
}

pub fn log10(z: Complex) -> Result<Complex> {
    match natural_log(z) {
        (r, true) => Ok(Complex::new(r.re / LN_10, r.im / LN_10)),
        (_, false) => Err(domain()),
    }
}

pub fn sin(z: Complex) -> Result<Complex> {
    sinh(times_i(z)).map(times_minus_i)
}

pub fn sinh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        if is_infinite_with_angle(z.re, z.im) {
            let r = infinite_towards(z.im);
            return Ok(if z.re > 0.0 {
                r
            } else {
                Complex::new(-r.re, r.im)
            });
        }
        return special(&special::SINH, z);
    }
    checked(if z.re.abs() > log_large() {
        let x = z.re - 1_f64.copysign(z.re);
        Complex::new(
            libm::cos(z.im) * libm::sinh(x) * E,
            libm::sin(z.im) * libm::cosh(x) * E,
        )
    } else {
        Complex::new(
            libm::cos(z.im) * libm::sinh(z.re),
            libm::sin(z.im) * libm::cosh(z.re),
        )
    })
}

pub fn sqrt(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        return special(&special::SQRT, z);
    }
    if z.re == 0.0 && z.im == 0.0 {
        return Ok(Complex::new(0.0, z.im));
    }
    let (x, y) = (z.re.abs(), z.im.abs());
    let s = if x < SMALL && y < SMALL {
        // Denormal numbers are scaled up, by an even power of two.
        let up = 2 * (BITS / 2) + 1;
        let x = libm::ldexp(x, up);
        libm::ldexp(
            (x + libm::hypot(x, libm::ldexp(y, up))).sqrt(),
            -(up + 1) / 2,
        )
    } else {
        let x = x / 8.0;
        2.0 * (x + libm::hypot(x, y / 8.0)).sqrt()
    };
    let d = y / (2.0 * s);
    Ok(if z.re >= 0.0 {
        Complex::new(s, d.copysign(z.im))
    } else {
        Complex::new(d, s.copysign(z.im))
    })
}

pub fn tan(z: Complex) -> Result<Complex> {
    tanh(times_i(z)).map(times_minus_i)
}

pub fn tanh(z: Complex) -> Result<Complex> {
    if !z.is_finite() {
        if is_infinite_with_angle(z.re, z.im) {
            let turn = 2.0 * libm::sin(z.im) * libm::cos(z.im);
            return Ok(Complex::new(1_f64.copysign(z.re), 0_f64.copysign(turn)));
        }
        return special(&special::TANH, z);
    }
    if z.re.abs() > log_large() {
        return Ok(Complex::new(
            1_f64.copysign(z.re),
            4.0 * libm::sin(z.im) * libm::cos(z.im) * libm::exp(-2.0 * z.re.abs()),
        ));
    }
    let (x, y) = (libm::tanh(z.re), libm::tan(z.im));
    let secant = 1.0 / libm::cosh(z.re);
    let product = x * y;
    let below = 1.0 + product * product;
    Ok(Complex::new(
        x * (1.0 + y * y) / below,
        ((y / below) * secant) * secant,
    ))
}

/// The angle of a number. One that is too small for a float is an error.
pub fn phase(z: Complex) -> Result<f64> {
    let angle = libm::atan2(z.im, z.re);
    if angle == 0.0 && z.im != 0.0 && z.re.is_finite() {
        return Err(range());
    }
    Ok(angle)
}

/// Size and angle.
pub fn polar(z: Complex) -> Result<(f64, f64)> {
    match abs(z) {
        Ok(size) => Ok((size, libm::atan2(z.im, z.re))),
        Err(_) => Err(range()),
    }
}

/// The number of this size and angle.
pub fn rect(size: f64, angle: f64) -> Result<Complex> {
    if !size.is_finite() || !angle.is_finite() {
        if is_infinite_with_angle(size, angle) {
            let r = infinite_towards(angle);
            return Ok(if size > 0.0 { r } else { neg(r) });
        }
        return special(&special::RECT, Complex::new(size, angle));
    }
    if angle == 0.0 {
        // So that no zero gets a wrong sign.
        return Ok(Complex::new(size, size * angle));
    }
    Ok(Complex::new(
        size * libm::cos(angle),
        size * libm::sin(angle),
    ))
}

/// Are the numbers near each other?
///
/// # Errors
/// A negative tolerance.
pub fn isclose(a: Complex, b: Complex, relative: f64, absolute: f64) -> Result<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return Err(Error::value("tolerances must be non-negative"));
    }
    if a.re == b.re && a.im == b.im {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let size = |z: Complex| libm::hypot(z.re, z.im);
    let far = size(Complex::new(a.re - b.re, a.im - b.im));
    Ok(far <= relative * size(b) || far <= relative * size(a) || far <= absolute)
}
