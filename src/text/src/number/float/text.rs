//! Doubles as text: `repr` and the presentation types of `format()` and `%`.

use super::digits::{Decimal, POWERS, scaled};
use crate::number::Error;
use crate::number::error::ensure_memory;
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
    let magnitude = value.abs();
    // Between these bounds zmij writes what Python writes.
    if (1e-4..1e16).contains(&magnitude) || magnitude == 0.0 {
        let mut buffer = zmij::Buffer::new();
        return FloatText::from_slice(buffer.format_finite(value).as_bytes());
    }
    let style = Style {
        add_dot_0: true,
        ..Style::default()
    };
    let mut out = FloatText::new();
    if push_special(&mut out, value, false) {
        return out;
    }
    lay_out(
        &mut out,
        value,
        &Decimal::shortest(value),
        Code::Repr,
        0,
        style,
    );
    out
}

/// `value` in a presentation type: CPython's `PyOS_double_to_string`.
///
/// A minus sign comes first where the value has one (zeros too, NaN never). Infinity and NaN are
/// `inf` and `nan`.
///
/// # Errors
/// MemoryError for a precision beyond what can be held.
pub fn format(value: f64, code: Code, precision: usize, style: Style) -> Result<FloatText, Error> {
    let mut out = FloatText::new();
    if push_special(&mut out, value, style.upper) {
        return Ok(out);
    }
    if code == Code::Fixed && precision < POWERS.len() {
        if let Some(units) = scaled(value, precision) {
            let negative = value.is_sign_negative() && !(style.no_negative_zero && units == 0);
            push_scaled(&mut out, negative, units, precision, style.alternate);
            return Ok(out);
        }
    } else if code != Code::Repr {
        // Half as much again, because the text is copied once.
        ensure_memory((precision as u64).saturating_mul(2))?;
    }
    let decimal = match code {
        Code::Exponent => Decimal::significant(value, precision.saturating_add(1)),
        Code::Fixed => Decimal::fixed(value, precision),
        Code::General => Decimal::significant(value, precision.max(1)),
        Code::Repr => Decimal::shortest(value),
    };
    lay_out(&mut out, value, &decimal, code, precision, style);
    Ok(out)
}

/// Writes an infinity or a NaN; false if the value is finite.
fn push_special(out: &mut FloatText, value: f64, upper: bool) -> bool {
    let name: &[u8] = match (value.is_nan(), value.is_infinite(), upper) {
        (true, _, false) => b"nan",
        (true, _, true) => b"NAN",
        (_, true, false) => b"inf",
        (_, true, true) => b"INF",
        _ => return false,
    };
    if value < 0.0 {
        out.push(b'-');
    }
    out.extend_from_slice(name);
    true
}

/// Writes a number of units of `10 ** -precision`.
fn push_scaled(out: &mut FloatText, negative: bool, units: u64, precision: usize, alternate: bool) {
    if negative {
        out.push(b'-');
    }
    let power = POWERS[precision];
    out.extend_from_slice(itoa::Buffer::new().format(units / power).as_bytes());
    if precision > 0 {
        out.push(b'.');
        let fraction = units % power;
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(fraction).as_bytes();
        push_zeros(out, precision - digits.len());
        out.extend_from_slice(digits);
    } else if alternate {
        out.push(b'.');
    }
}

fn push_zeros(out: &mut FloatText, count: usize) {
    out.resize(out.len() + count, b'0');
}

/// Writes the digits around their point, with zeros and exponent as the code demands.
fn lay_out(
    out: &mut FloatText,
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
        out.extend_from_slice(itoa::Buffer::new().format(magnitude).as_bytes());
    }
}

/// Writes the positions from `start` up to `end`; those without a digit are zeros.
fn push_range(out: &mut FloatText, digits: &[u8], start: i64, end: i64) {
    let count = digits.len() as i64;
    let leading = (-start).clamp(0, end - start);
    push_zeros(out, leading as usize);
    let from = start.clamp(0, count);
    let to = end.clamp(from, count);
    out.extend_from_slice(&digits[from as usize..to as usize]);
    push_zeros(out, (end - end.min(count).max(start + leading)) as usize);
}
