//! Logarithms, of integers beyond the range of floats too.

use super::expected;
use crate::number::{Error, IntRef, float, int, libm};

macro_rules! logarithms {
    ($($name:ident, $int:ident;)+) => {
        $(
            #[doc = concat!("`math.", stringify!($name), "(x)` of a float.")]
            ///
            /// # Errors
            /// ValueError unless the argument is positive.
            #[inline]
            pub fn $name(x: f64) -> Result<f64, Error> {
                if x > 0.0 || x.is_nan() {
                    return Ok(libm::$name(x));
                }
                Err(expected("a positive input", x))
            }

            #[doc = concat!("`math.", stringify!($name), "(x)` of an integer.")]
            ///
            /// # Errors
            /// ValueError unless the argument is positive.
            pub fn $int(x: IntRef<'_>) -> Result<f64, Error> {
                of_int(x, libm::$name)
            }
        )+
    };
}
logarithms! { log, log_int; log2, log2_int; log10, log10_int; }

fn of_int(x: IntRef<'_>, logarithm: fn(f64) -> f64) -> Result<f64, Error> {
    if x.is_negative() || x.is_zero() {
        return Err(Error::value("expected a positive input"));
    }
    match (int::as_f64(x), x) {
        (Ok(x), _) => Ok(logarithm(x)),
        (Err(_), IntRef::Big(x)) => {
            let (mantissa, exponent) = int::frexp(x);
            Ok(logarithm(mantissa) + logarithm(2.0) * exponent as f64)
        }
        (Err(error), _) => Err(error),
    }
}

/// `math.log(x, base)` of the natural logarithms of both.
///
/// # Errors
/// ZeroDivisionError for base one.
pub fn log_base(log_x: f64, log_of_base: f64) -> Result<f64, Error> {
    float::true_div(log_x, log_of_base)
}
