//! `repr` of complex numbers.

use super::Complex;
use crate::number::float::{self, Code, Style};

/// `repr(z)`: the imaginary part alone where the real part is a positive zero.
pub fn repr(z: Complex) -> Vec<u8> {
    // Unlike a float's own repr, this one has no `.0` behind whole numbers. The digits need no precision, so nothing fails.
    let digits = |x: f64| float::format(x, Code::Repr, 0, Style::default()).unwrap_or_default();
    let imaginary = digits(z.im);
    if z.re == 0.0 && z.re.is_sign_positive() {
        return [&imaginary, &b"j"[..]].concat();
    }
    let sign: &[u8] = if imaginary.starts_with(b"-") {
        b""
    } else {
        b"+"
    };
    [b"(", &digits(z.re)[..], sign, &imaginary, b"j)"].concat()
}
