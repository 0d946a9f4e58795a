//! What complex functions are of numbers with a part that is not finite (C99, annex G).

use super::super::Complex;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// A row for each class of the real part, a column for each of the imaginary part: minus infinity, negative, -0, +0,
/// positive, infinity, NaN.
///
/// An entry has a letter for each part: `I`nfinity, zer`O`, one (`1`), `P`i, a `H`alf, a `Q`uarter, `T`hree quarters of
/// it, `N`aN. `!` stands for no value in the domain, `..` for what is computed.
pub(super) type Table = [[&'static str; 7]; 7];

fn class(x: f64) -> usize {
    if x.is_nan() {
        6
    } else if x.is_infinite() {
        if x > 0.0 { 5 } else { 0 }
    } else if x == 0.0 {
        if x.is_sign_positive() { 3 } else { 2 }
    } else if x > 0.0 {
        4
    } else {
        1
    }
}

/// What the table says of `z`; None if it is not in the domain.
pub(super) fn look_up(table: &Table, z: Complex) -> Option<Complex> {
    let (re, im) = table[class(z.re)][class(z.im)].split_once(' ')?;
    Some(Complex::new(part(re), part(im)))
}

fn part(text: &str) -> f64 {
    let magnitude = match text.as_bytes().last() {
        Some(b'I') => f64::INFINITY,
        Some(b'O') => 0.0,
        Some(b'1') => 1.0,
        Some(b'P') => PI,
        Some(b'H') => FRAC_PI_2,
        Some(b'Q') => FRAC_PI_4,
        Some(b'T') => 3.0 * FRAC_PI_4,
        _ => f64::NAN,
    };
    if text.starts_with('-') {
        -magnitude
    } else {
        magnitude
    }
}

/// `acos`, for what is not finite.
pub(super) static ACOS: Table = [
    ["+T +I", "+P +I", "+P +I", "+P -I", "+P -I", "+T -I", "N +I"],
    ["+H +I", "..", "..", "..", "..", "+H -I", "N  N"],
    ["+H +I", "..", "..", "..", "..", "+H -I", "+H  N"],
    ["+H +I", "..", "..", "..", "..", "+H -I", "+H  N"],
    ["+H +I", "..", "..", "..", "..", "+H -I", "N  N"],
    ["+Q +I", "+O +I", "+O +I", "+O -I", "+O -I", "+Q -I", "N +I"],
    ["N +I", "N  N", "N  N", "N  N", "N  N", "N -I", "N  N"],
];

/// `acosh`, for what is not finite.
pub(super) static ACOSH: Table = [
    [
        "+I -T", "+I -P", "+I -P", "+I +P", "+I +P", "+I +T", "+I  N",
    ],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N +H"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N +H"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    [
        "+I -Q", "+I -O", "+I -O", "+I +O", "+I +O", "+I +Q", "+I  N",
    ],
    ["+I  N", "N  N", "N  N", "N  N", "N  N", "+I  N", "N  N"],
];

/// `asinh`, for what is not finite.
pub(super) static ASINH: Table = [
    [
        "-I -Q", "-I -O", "-I -O", "-I +O", "-I +O", "-I +Q", "-I  N",
    ],
    ["-I -H", "..", "..", "..", "..", "-I +H", "N  N"],
    ["-I -H", "..", "..", "..", "..", "-I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    [
        "+I -Q", "+I -O", "+I -O", "+I +O", "+I +O", "+I +Q", "+I  N",
    ],
    ["+I  N", "N  N", "N -O", "N +O", "N  N", "+I  N", "N  N"],
];

/// `atanh`, for what is not finite.
pub(super) static ATANH: Table = [
    [
        "-O -H", "-O -H", "-O -H", "-O +H", "-O +H", "-O +H", "-O  N",
    ],
    ["-O -H", "..", "..", "..", "..", "-O +H", "N  N"],
    ["-O -H", "..", "..", "..", "..", "-O +H", "-O  N"],
    ["+O -H", "..", "..", "..", "..", "+O +H", "+O  N"],
    ["+O -H", "..", "..", "..", "..", "+O +H", "N  N"],
    [
        "+O -H", "+O -H", "+O -H", "+O +H", "+O +H", "+O +H", "+O  N",
    ],
    ["+O -H", "N  N", "N  N", "N  N", "N  N", "+O +H", "N  N"],
];

/// `cosh`, for what is not finite.
pub(super) static COSH: Table = [
    ["!", "..", "+I +O", "+I -O", "..", "!", "+I  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "N +O"],
    ["!", "..", "..", "..", "..", "!", "N +O"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "+I -O", "+I +O", "..", "!", "+I  N"],
    ["N  N", "N  N", "N +O", "N +O", "N  N", "N  N", "N  N"],
];

/// `exp`, for what is not finite.
pub(super) static EXP: Table = [
    ["+O +O", "..", "+O -O", "+O +O", "..", "+O +O", "+O +O"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "+I -O", "+I +O", "..", "!", "+I  N"],
    ["N  N", "N  N", "N -O", "N +O", "N  N", "N  N", "N  N"],
];

/// `log`, for what is not finite.
pub(super) static LOG: Table = [
    [
        "+I -T", "+I -P", "+I -P", "+I +P", "+I +P", "+I +T", "+I  N",
    ],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    ["+I -H", "..", "..", "..", "..", "+I +H", "N  N"],
    [
        "+I -Q", "+I -O", "+I -O", "+I +O", "+I +O", "+I +Q", "+I  N",
    ],
    ["+I  N", "N  N", "N  N", "N  N", "N  N", "+I  N", "N  N"],
];

/// `rect`, for what is not finite.
pub(super) static RECT: Table = [
    ["!", "..", "-I +O", "-I -O", "..", "!", "+I  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["+O +O", "..", "..", "..", "..", "+O +O", "+O +O"],
    ["+O +O", "..", "..", "..", "..", "+O +O", "+O +O"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "+I -O", "+I +O", "..", "!", "+I  N"],
    ["N  N", "N  N", "N +O", "N +O", "N  N", "N  N", "N  N"],
];

/// `sinh`, for what is not finite.
pub(super) static SINH: Table = [
    ["!", "..", "-I -O", "-I +O", "..", "!", "+I  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "+O  N"],
    ["!", "..", "..", "..", "..", "!", "+O  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "+I -O", "+I +O", "..", "!", "+I  N"],
    ["N  N", "N  N", "N -O", "N +O", "N  N", "N  N", "N  N"],
];

/// `sqrt`, for what is not finite.
pub(super) static SQRT: Table = [
    ["+I -I", "+O -I", "+O -I", "+O +I", "+O +I", "+I +I", "N +I"],
    ["+I -I", "..", "..", "..", "..", "+I +I", "N  N"],
    ["+I -I", "..", "..", "..", "..", "+I +I", "N  N"],
    ["+I -I", "..", "..", "..", "..", "+I +I", "N  N"],
    ["+I -I", "..", "..", "..", "..", "+I +I", "N  N"],
    [
        "+I -I", "+I -O", "+I -O", "+I +O", "+I +O", "+I +I", "+I  N",
    ],
    ["+I -I", "N  N", "N  N", "N  N", "N  N", "+I +I", "N  N"],
];

/// `tanh`, for what is not finite.
pub(super) static TANH: Table = [
    ["-1 +O", "..", "-1 -O", "-1 +O", "..", "-1 +O", "-1 +O"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["!", "..", "..", "..", "..", "!", "-O  N"],
    ["!", "..", "..", "..", "..", "!", "+O  N"],
    ["!", "..", "..", "..", "..", "!", "N  N"],
    ["+1 +O", "..", "+1 -O", "+1 +O", "..", "+1 +O", "+1 +O"],
    ["N  N", "N  N", "N -O", "N +O", "N  N", "N  N", "N  N"],
];
