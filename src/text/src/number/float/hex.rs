//! Floats in hexadecimal.

use crate::number::{Error, ascii};

/// `value.hex()`
pub fn to_hex(value: f64) -> String {
    if !value.is_finite() {
        return String::from_utf8_lossy(&super::repr(value)).into_owned();
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if value == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = value.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (lead, exponent) = match (bits >> 52) as i32 {
        0 => (0, -1022),
        exponent => (1, exponent - 1023),
    };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

#[cold]
fn invalid() -> Error {
    Error::value("invalid hexadecimal floating-point string")
}

#[cold]
fn too_large() -> Error {
    Error::overflow("hexadecimal value too large to represent as a float")
}

/// `float.fromhex(text)`, rounded half to even.
///
/// # Errors
/// ValueError for a text that is no such number, OverflowError for one beyond the range of floats.
pub fn from_hex(text: &[u8]) -> Result<f64, Error> {
    let text = ascii::strip(text);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let magnitude = if ["inf", "infinity"]
        .iter()
        .any(|n| text.eq_ignore_ascii_case(n.as_bytes()))
    {
        f64::INFINITY
    } else if text.eq_ignore_ascii_case(b"nan") {
        f64::NAN
    } else {
        from_digits(text)?
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn from_digits(text: &[u8]) -> Result<f64, Error> {
    let text = match text {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => text,
    };
    let end = text
        .iter()
        .position(|c| matches!(c, b'p' | b'P'))
        .unwrap_or(text.len());
    let exponent = match &text[end..] {
        [] => 0,
        [_, digits @ ..] => exponent(digits)?,
    };
    // The first 16 significant digits, and whether anything other than zeros follows.
    let mut mantissa: u64 = 0;
    let mut sticky = false;
    let mut scale: i64 = 0;
    let mut digits = 0usize;
    let mut after_point = false;
    for &c in &text[..end] {
        if c == b'.' {
            if after_point {
                return Err(invalid());
            }
            after_point = true;
            continue;
        }
        let digit = (c as char).to_digit(16).ok_or_else(invalid)?;
        digits += 1;
        if mantissa >> 60 == 0 {
            mantissa = mantissa << 4 | u64::from(digit);
            scale -= if after_point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            scale += if after_point { 0 } else { 4 };
        }
    }
    if digits == 0 {
        return Err(invalid());
    }
    assemble(mantissa, sticky, scale.saturating_add(exponent))
}

/// The exponent behind the `p`, as large as it matters.
fn exponent(text: &[u8]) -> Result<i64, Error> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    if digits.is_empty() {
        return Err(invalid());
    }
    let mut value: i64 = 0;
    for &c in digits {
        let digit = (c as char).to_digit(10).ok_or_else(invalid)?;
        value = value
            .saturating_mul(10)
            .saturating_add(digit.into())
            .min(i64::MAX / 4);
    }
    Ok(if negative { -value } else { value })
}

/// `mantissa * 2**scale`, a little more if `sticky`, rounded half to even.
fn assemble(mantissa: u64, sticky: bool, scale: i64) -> Result<f64, Error> {
    if mantissa == 0 {
        return Ok(0.0);
    }
    let shift = i64::from(mantissa.leading_zeros());
    let mantissa = mantissa << shift;
    // The value lies between 2**(top - 1) and 2**top.
    let top = scale - shift + 64;
    if top > 1024 {
        return Err(too_large());
    }
    // The lowest bit kept: 53 bits, or less where the result is subnormal.
    let drop = if top >= -1021 { 11 } else { 11 + (-1021 - top) };
    if drop > 64 {
        return Ok(0.0);
    }
    let (kept, tail) = if drop == 64 {
        (0, mantissa)
    } else {
        (mantissa >> drop, mantissa << (64 - drop))
    };
    const HALF: u64 = 1 << 63;
    let up = tail > HALF || tail == HALF && (sticky || kept & 1 == 1);
    let kept = kept + u64::from(up);
    // The mantissa is exact; so is each scaling by a power of two, because nothing is left to round.
    let value = kept as f64
        * power_of_two((top - 64 + drop).max(-1000))
        * power_of_two((top - 64 + drop + 1000).min(0));
    if value.is_infinite() {
        return Err(too_large());
    }
    Ok(value)
}

/// `2**exponent` for the exponents of normal numbers.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}
