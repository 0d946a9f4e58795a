//! The gamma function and its logarithm.
//!
//! CPython computes both with Lanczos' approximation, not with the C library; the results agree to the
//! last bit only if each step is the same. The method is described, and its coefficients (Boost's, for
//! N = 13 and g = 6.02468…) are listed, in the comments of CPython's Modules/mathmodule.c.

use super::{expected, range_error};
use crate::number::{Error, libm};
use std::f64::consts::PI;

const G: f64 = 6.02468004077673;
const G_MINUS_HALF: f64 = 5.52468004077673;
/// The natural logarithm of pi.
const LN_PI: f64 = 1.1447298858494002;

/// Coefficients of the rational function, from the constant term up.
const NUMERATOR: [f64; 13] = [
    23531376880.41076,
    42919803642.6491,
    35711959237.35567,
    17921034426.03721,
    6039542586.352028,
    1439720407.3117216,
    248874557.86205417,
    31426415.585400194,
    2876370.6289353725,
    186056.26539522348,
    8071.672002365816,
    210.82427775157936,
    2.5066282746310002,
];

/// Those of x(x + 1)…(x + 11).
const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// Lanczos' sum for a positive argument, as a rational function of `x` or, for the larger ones, of `1/x`.
fn lanczos_sum(x: f64) -> f64 {
    let coefficients = NUMERATOR.iter().zip(&DENOMINATOR);
    let (numerator, denominator) = if x < 5.0 {
        coefficients
            .rev()
            .fold((0.0, 0.0), |(n, d), (a, b)| (n * x + a, d * x + b))
    } else {
        coefficients.fold((0.0, 0.0), |(n, d), (a, b)| (n / x + a, d / x + b))
    };
    numerator / denominator
}

/// `sin(pi * x)`, accurate for whole and nearly whole arguments.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let result = match (2.0 * y).round() as i32 {
        0 => libm::sin(PI * y),
        1 => libm::cos(PI * (y - 0.5)),
        2 => libm::sin(PI * (1.0 - y)),
        3 => -libm::cos(PI * (y - 1.5)),
        _ => libm::sin(PI * (y - 2.0)),
    };
    1.0f64.copysign(x) * result
}

#[cold]
fn pole(x: f64) -> Error {
    expected("a noninteger or positive integer", x)
}

/// `math.gamma(x)`
///
/// # Errors
/// ValueError for zero, negative whole numbers and minus infinity, OverflowError for results beyond
/// the range of floats.
pub fn gamma(x: f64) -> Result<f64, Error> {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY {
            Err(pole(x))
        } else {
            Ok(x)
        };
    }
    if x == x.floor() {
        if x <= 0.0 {
            return Err(pole(x));
        }
        // Up to here the factorials are floats.
        if x <= 23.0 {
            return Ok((1..x as u32).fold(1.0, |product, factor| product * f64::from(factor)));
        }
    }
    let magnitude = x.abs();
    let result = if magnitude < 1e-20 {
        1.0 / x
    } else if magnitude > 200.0 {
        if x < 0.0 {
            return Ok(0.0 / sin_pi(x));
        }
        f64::INFINITY
    } else {
        lanczos_gamma(x, magnitude)
    };
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}

fn lanczos_gamma(x: f64, magnitude: f64) -> f64 {
    let y = magnitude + G_MINUS_HALF;
    // The rounding error of the sum just made, to be made up for.
    let error = if magnitude > G_MINUS_HALF {
        (y - magnitude) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - magnitude
    };
    let correction = error * G / y;
    // The power in two halves, where the whole would overflow.
    let (power, times) = if magnitude < 140.0 {
        (libm::pow(y, magnitude - 0.5), 1)
    } else {
        (libm::pow(y, magnitude / 2.0 - 0.25), 2)
    };
    let mut result = if x < 0.0 {
        -PI / sin_pi(magnitude) / magnitude * libm::exp(y) / lanczos_sum(magnitude)
    } else {
        lanczos_sum(magnitude) / libm::exp(y)
    };
    if x < 0.0 {
        result -= correction * result;
    } else {
        result += correction * result;
    }
    for _ in 0..times {
        result = if x < 0.0 {
            result / power
        } else {
            result * power
        };
    }
    result
}

/// `math.lgamma(x)`: the natural logarithm of the gamma function's magnitude.
///
/// # Errors
/// ValueError for zero and negative whole numbers, OverflowError for results beyond the range of floats.
pub fn lgamma(x: f64) -> Result<f64, Error> {
    if !x.is_finite() {
        return Ok(x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        return if x <= 0.0 { Err(pole(x)) } else { Ok(0.0) };
    }
    let magnitude = x.abs();
    if magnitude < 1e-20 {
        return Ok(-libm::log(magnitude));
    }
    let mut result = libm::log(lanczos_sum(magnitude)) - G;
    result += (magnitude - 0.5) * (libm::log(magnitude + G - 0.5) - 1.0);
    if x < 0.0 {
        result = LN_PI - libm::log(sin_pi(magnitude).abs()) - libm::log(magnitude) - result;
    }
    if result.is_infinite() {
        return Err(range_error());
    }
    Ok(result)
}
