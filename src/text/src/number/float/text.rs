//! Doubles as text: `repr` and the presentation types of `format()` and `%`.

use super::digits::{Decimal, POWERS, scaled};
use crate::number::Error;
use crate::number::error::ensure_memory;
use crate::number::sink::{SHORT, Short, Sink};
use smallvec::SmallVec;

/// ASCII text, on the native stack unless long.
pub type FloatText = SmallVec<[u8; 32]>;

/// How the digits are laid out (the `format_code` of `PyOS_double_to_string`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// `e`: with an exponent; the precision counts the digits behind the point.
    Exponent,
    /// `f`: without an exponent; the precision counts the digits behind the point.
    Fixed,
    /// `g`: either, by magnitude; the precision counts the significant digits.
    General,
    /// `r`: as `repr` does; the precision means nothing.
    Repr,
}

/// The details of a layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Upper-case letters (`E`, `F`, `G`).
    pub upper: bool,
    /// The alternate form: keep the point, and the trailing zeros of `g` (`Py_DTSF_ALT`).
    pub alternate: bool,
    /// Write whole numbers with `.0` (`Py_DTSF_ADD_DOT_0`).
    pub add_dot_0: bool,
    /// A negative zero, or what rounds to one, loses its sign (`Py_DTSF_NO_NEG_0`).
    pub no_negative_zero: bool,
}

/// `repr(value)`
#[inline]
pub fn repr(value: f64) -> FloatText {
    if !value.is_finite() {
        return special(value, false);
    }
    let mut buffer = zmij::Buffer::new();
    let text = buffer.format_finite(value).as_bytes();
    let magnitude = value.abs();
    // Between these bounds zmij writes what Python writes.
    if (1e-4..1e16).contains(&magnitude) || magnitude == 0.0 {
        return FloatText::from_slice(text);
    }
    match text.iter().position(|&c| c == b'e') {
        Some(at) => with_exponent(text, at),
        // zmij has its exponents from 1e-6 down, Python from 1e-5.
        None => {
            let mut out = Short::new();
            let decimal = Decimal::shortest(value);
            lay_out(&mut out, value, &decimal, Code::Repr, 0, Style::default());
            FloatText::from_slice(out.as_bytes())
        }
    }
}

/// The text with its exponent, behind `at`, as Python writes it: with a sign and two digits at least.
fn with_exponent(text: &[u8], at: usize) -> FloatText {
    let mut out = Short::new();
    out.push_bytes(&text[..=at]);
    let (sign, digits) = match &text[at + 1..] {
        [b'-', digits @ ..] => (b'-', digits),
        [b'+', digits @ ..] => (b'+', digits),
        digits => (b'+', digits),
    };
    out.push(sign);
    if digits.len() == 1 {
        out.push(b'0');
    }
    out.push_bytes(digits);
    FloatText::from_slice(out.as_bytes())
}

/// `value` in a presentation type: CPython's `PyOS_double_to_string`.
///
/// A minus sign comes first where the value has one (zeros too, NaN never). Infinity and NaN are
/// `inf` and `nan`.
///
/// # Errors
/// MemoryError for a precision beyond what can be held.
pub fn format(value: f64, code: Code, precision: usize, style: Style) -> Result<FloatText, Error> {
    if !value.is_finite() {
        return Ok(special(value, style.upper));
    }
    if code == Code::Fixed
        && precision < POWERS.len()
        && let Some(units) = scaled(value, precision)
    {
        let mut out = Short::new();
        write_scaled(&mut out, value, units, precision, style);
        return Ok(FloatText::from_slice(out.as_bytes()));
    }
    if code != Code::Repr {
        // Twice the digits, because the text is copied once.
        ensure_memory((precision as u64).saturating_mul(2))?;
    }
    let decimal = match code {
        Code::Exponent => Decimal::significant(value, precision.saturating_add(1)),
        Code::Fixed => Decimal::fixed(value, precision),
        Code::General => Decimal::significant(value, precision.max(1)),
        Code::Repr => Decimal::shortest(value),
    };
    // Sign, point, exponent and the zeros that come with small exponents take less than this.
    const OVERHEAD: usize = 30;
    let digits = decimal
        .digits
        .len()
        .max(decimal.point.unsigned_abs() as usize);
    let bound = digits.saturating_add(precision).saturating_add(OVERHEAD);
    if bound <= SHORT {
        let mut out = Short::new();
        lay_out(&mut out, value, &decimal, code, precision, style);
        return Ok(FloatText::from_slice(out.as_bytes()));
    }
    let mut out = FloatText::new();
    lay_out(&mut out, value, &decimal, code, precision, style);
    Ok(out)
}

/// An infinity or a NaN.
#[cold]
fn special(value: f64, upper: bool) -> FloatText {
    let name: &[u8] = match (value.is_nan(), value > 0.0) {
        (true, _) => b"nan",
        (_, true) => b"inf",
        (_, false) => b"-inf",
    };
    let mut out = FloatText::from_slice(name);
    if upper {
        out.make_ascii_uppercase();
    }
    out
}

/// Writes a number of units of `10 ** -precision`; 42 characters at most.
#[inline]
fn write_scaled(out: &mut impl Sink, value: f64, units: u64, precision: usize, style: Style) {
    if value.is_sign_negative() && !(style.no_negative_zero && units == 0) {
        out.push(b'-');
    }
    let power = POWERS[precision];
    out.push_bytes(itoa::Buffer::new().format(units / power).as_bytes());
    if precision > 0 {
        out.push(b'.');
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(units % power).as_bytes();
        out.push_repeated(b'0'.into(), precision - digits.len());
        out.push_bytes(digits);
    } else if style.alternate {
        out.push(b'.');
    }
}

/// `value` without an exponent, with up to nine digits behind the point: the fast path for `.2f` and
/// the like. False if the value is too large, and nothing was written then.
#[inline]
pub(crate) fn write_fixed(out: &mut Short, value: f64, precision: usize) -> bool {
    match scaled(value, precision) {
        Some(units) => {
            write_scaled(out, value, units, precision, Style::default());
            true
        }
        None => false,
    }
}

/// Writes the digits around their point, with zeros and exponent as the code demands.
fn lay_out(
    out: &mut impl Sink,
    value: f64,
    decimal: &Decimal,
    code: Code,
    precision: usize,
    style: Style,
) {
    let digits = &decimal.digits[..];
    let point = i64::from(decimal.point);
    let precision = i64::try_from(precision).unwrap_or(i64::MAX / 2);
    // Which positions are shown, counted from the first digit: at least up to `end`.
    let mut end = digits.len() as i64;
    let exponential = match code {
        Code::Exponent => {
            end = end.max(precision + 1);
            true
        }
        Code::Fixed => {
            end = end.max(point + precision);
            false
        }
        Code::General => {
            let precision = precision.max(1);
            if style.alternate {
                end = end.max(precision);
            }
            point <= -4 || point > precision - i64::from(style.add_dot_0)
        }
        Code::Repr => point <= -4 || point > 16,
    };
    if value.is_sign_negative() && !(style.no_negative_zero && digits == b"0") {
        out.push(b'-');
    }
    let whole = if exponential { 1 } else { point };
    let end = end.max(if style.add_dot_0 && !exponential {
        whole + 1
    } else {
        whole
    });
    if whole <= 0 {
        out.push(b'0');
    } else {
        push_range(out, digits, 0, whole);
    }
    if end > whole.max(0) || whole < 0 && end > whole {
        out.push(b'.');
        push_range(out, digits, whole, end);
    } else if style.alternate {
        out.push(b'.');
    }
    if exponential {
        let exponent = point - 1;
        out.push(if style.upper { b'E' } else { b'e' });
        out.push(if exponent < 0 { b'-' } else { b'+' });
        let magnitude = exponent.unsigned_abs();
        if magnitude < 10 {
            out.push(b'0');
        }
        out.push_bytes(itoa::Buffer::new().format(magnitude).as_bytes());
    }
}

/// Writes the positions from `start` up to `end`; those without a digit are zeros.
fn push_range(out: &mut impl Sink, digits: &[u8], start: i64, end: i64) {
    let count = digits.len() as i64;
    let leading = (-start).clamp(0, end - start);
    out.push_repeated(b'0'.into(), leading as usize);
    let from = start.clamp(0, count);
    let to = end.clamp(from, count);
    out.push_bytes(&digits[from as usize..to as usize]);
    let behind = end - end.min(count).max(start + leading);
    out.push_repeated(b'0'.into(), behind as usize);
}
