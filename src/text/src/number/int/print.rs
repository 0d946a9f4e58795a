//! Integers as text.

use super::parse::LIMIT_THRESHOLD;
use super::{IntRef, bit_length};
use crate::number::Error;

/// Writes words in decimal, without an allocation: `DecimalBuffer::new().format(word)`.
pub use itoa::Buffer as DecimalBuffer;

/// `str(value)`, or the ValueError of a value with more than `max_digits` digits (0: no limit).
pub fn decimal(value: IntRef<'_>, max_digits: usize) -> Result<String, Error> {
    match value {
        IntRef::Small(v) => Ok(v.to_string()),
        _ => {
            let limited = max_digits > 0;
            // log10(2) > 0.301: what certainly is too long is not converted at all.
            if limited
                && bit_length(value) as f64 * 0.301 > max_digits.max(LIMIT_THRESHOLD) as f64 + 1.0
            {
                return Err(too_long(max_digits));
            }
            let text = value.with_big(ToString::to_string);
            let digits = text.len() - usize::from(text.starts_with('-'));
            if limited && digits > LIMIT_THRESHOLD && digits > max_digits {
                return Err(too_long(max_digits));
            }
            Ok(text)
        }
    }
}

#[cold]
fn too_long(max_digits: usize) -> Error {
    Error::value(format!(
        "Exceeds the limit ({max_digits} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The value in base 2, 8 or 16: `-`, then `0b`, `0o` or `0x` if `prefix`, then lower-case digits.
pub fn to_radix(value: IntRef<'_>, radix: u32, prefix: bool) -> String {
    let negative = value.is_negative();
    let digits_of = |radix| value.with_big(|v| v.magnitude().to_str_radix(radix));
    let (digits, mark) = match (value, radix) {
        (IntRef::Small(v), 2) => (format!("{:b}", v.unsigned_abs()), "0b"),
        (IntRef::Small(v), 8) => (format!("{:o}", v.unsigned_abs()), "0o"),
        (IntRef::Small(v), _) => (format!("{:x}", v.unsigned_abs()), "0x"),
        (_, 2) => (digits_of(2), "0b"),
        (_, 8) => (digits_of(8), "0o"),
        (_, _) => (digits_of(16), "0x"),
    };
    let mut out = String::with_capacity(digits.len() + 3);
    if negative {
        out.push('-');
    }
    if prefix {
        out.push_str(mark);
    }
    out.push_str(&digits);
    out
}
