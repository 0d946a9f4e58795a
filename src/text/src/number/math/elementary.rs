//! Functions of one or two floats that the C library computes.

use super::{domain_error, expected, range_error};
use crate::number::{Error, libm};

macro_rules! total {
    ($($name:ident;)+) => {
        $(
            #[doc = concat!("`math.", stringify!($name), "(x)`, which is defined everywhere.")]
            #[inline]
            pub fn $name(x: f64) -> f64 {
                libm::$name(x)
            }
        )+
    };
}
total! { asinh; atan; cbrt; erf; erfc; tanh; }

macro_rules! partial {
    ($($name:ident: $expected:literal;)+) => {
        $(
            #[doc = concat!("`math.", stringify!($name), "(x)`")]
            ///
            /// # Errors
            #[doc = concat!("ValueError: ", $expected, ".")]
            #[inline]
            pub fn $name(x: f64) -> Result<f64, Error> {
                let result = libm::$name(x);
                if result.is_finite() || x.is_nan() || result.is_infinite() && x.is_infinite() {
                    return Ok(result);
                }
                Err(expected($expected, x))
            }
        )+
    };
}
partial! {
    acos: "a number in range from -1 up to 1";
    acosh: "argument value not less than 1";
    asin: "a number in range from -1 up to 1";
    atanh: "a number between -1 and 1";
    cos: "a finite input";
    log1p: "argument value > -1";
    sin: "a finite input";
    tan: "a finite input";
}

macro_rules! overflowing {
    ($($name:ident;)+) => {
        $(
            #[doc = concat!("`math.", stringify!($name), "(x)`")]
            ///
            /// # Errors
            /// OverflowError for results beyond the range of floats.
            #[inline]
            pub fn $name(x: f64) -> Result<f64, Error> {
                let result = libm::$name(x);
                if result.is_infinite() && x.is_finite() {
                    return Err(range_error());
                }
                Ok(result)
            }
        )+
    };
}
overflowing! { cosh; exp; exp2; expm1; sinh; }

/// `math.sqrt(x)`
///
/// # Errors
/// ValueError for a negative argument.
#[inline]
pub fn sqrt(x: f64) -> Result<f64, Error> {
    if x < 0.0 {
        return Err(expected("a nonnegative input", x));
    }
    Ok(x.sqrt())
}

/// `math.fabs(x)`
#[inline]
pub fn fabs(x: f64) -> f64 {
    x.abs()
}

/// `math.degrees(x)`
#[inline]
pub fn degrees(x: f64) -> f64 {
    x * (180.0 / std::f64::consts::PI)
}

/// `math.radians(x)`
#[inline]
pub fn radians(x: f64) -> f64 {
    x * (std::f64::consts::PI / 180.0)
}

/// `math.atan2(y, x)`
#[inline]
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// `math.copysign(x, y)`
#[inline]
pub fn copysign(x: f64, y: f64) -> f64 {
    x.copysign(y)
}

/// `math.fmod(x, y)`
///
/// # Errors
/// ValueError for an infinite `x` and for `y` zero.
#[inline]
pub fn fmod(x: f64, y: f64) -> Result<f64, Error> {
    check_nan(x % y, x, y)
}

/// `math.remainder(x, y)`: as IEEE 754 defines it.
///
/// # Errors
/// ValueError for an infinite `x` and for `y` zero.
#[inline]
pub fn remainder(x: f64, y: f64) -> Result<f64, Error> {
    check_nan(libm::remainder(x, y), x, y)
}

/// A NaN that no argument brought in is an error.
#[inline]
fn check_nan(result: f64, x: f64, y: f64) -> Result<f64, Error> {
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain_error());
    }
    Ok(result)
}

/// `math.pow(x, y)`: as C99 defines it, unlike the operator.
///
/// # Errors
/// ValueError for a zero to a negative power and for a negative number to one that is not whole,
/// OverflowError for results beyond the range of floats.
pub fn pow(x: f64, y: f64) -> Result<f64, Error> {
    let result = libm::pow(x, y);
    if !result.is_finite() && x.is_finite() && y.is_finite() {
        return Err(if result.is_nan() || x == 0.0 {
            domain_error()
        } else {
            range_error()
        });
    }
    Ok(result)
}

/// `math.fma(x, y, z)`: `x * y + z`, rounded once.
///
/// # Errors
/// ValueError for an invalid operation, OverflowError for results beyond the range of floats.
pub fn fma(x: f64, y: f64, z: f64) -> Result<f64, Error> {
    let result = x.mul_add(y, z);
    if result.is_finite() {
        return Ok(result);
    }
    if result.is_nan() {
        if !x.is_nan() && !y.is_nan() && !z.is_nan() {
            return Err(Error::value("invalid operation in fma"));
        }
    } else if x.is_finite() && y.is_finite() && z.is_finite() {
        return Err(Error::overflow("overflow in fma"));
    }
    Ok(result)
}
