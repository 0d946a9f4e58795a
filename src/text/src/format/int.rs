//! Integers under a format specifier.

use super::float::format_with;
use super::layout::{Parts, number};
use super::spec::{Defaults, Spec};
use super::text::padded;
use crate::number::int::{self, DecimalBuffer};
use crate::number::{Error, IntRef};
use crate::str::{StrBuf, StrRef};

/// `int.__format__(value, spec)`; `max_digits` limits decimal output (0: no limit).
///
/// # Errors
/// ValueError for a specifier that is wrong, or means nothing for integers; OverflowError for a value
/// that is no character under `c`, or no float under `e`, `f`, `g` and `%`.
pub fn format_int(
    value: IntRef<'_>,
    spec: StrRef<'_>,
    type_name: &str,
    max_digits: usize,
) -> Result<StrBuf, Error> {
    if spec.is_empty() || matches!(spec, StrRef::Latin1(b"d")) {
        return Ok(match value {
            IntRef::Small(v) => StrBuf::from_latin1(DecimalBuffer::new().format(v).as_bytes()),
            _ => StrBuf::from_latin1_vec(int::decimal(value, max_digits)?.into_bytes()),
        });
    }
    let spec = Spec::parse(spec, Defaults::INT, type_name)?;
    match spec.code() {
        b'b' | b'c' | b'd' | b'o' | b'x' | b'X' | b'n' => {}
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%' => {
            return format_with(int::as_f64(value)?, &spec);
        }
        _ => return Err(spec.unknown_type(type_name)),
    }
    if spec.precision.is_some() {
        return Err(Error::value(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(Error::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    match spec.code() {
        b'c' => character(value, &spec),
        code => digits(value, &spec, code, max_digits),
    }
}

fn character(value: IntRef<'_>, spec: &Spec) -> Result<StrBuf, Error> {
    if spec.sign.is_some() {
        return Err(Error::value(
            "Sign not allowed with integer format specifier 'c'",
        ));
    }
    if spec.alternate {
        return Err(Error::value(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    let value = value
        .to_i64()
        .ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
    let code = u32::try_from(value)
        .ok()
        .filter(|&c| c <= 0x10_FFFF)
        .ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))?;
    padded(StrRef::Ucs4(&[code]), spec)
}

fn digits(value: IntRef<'_>, spec: &Spec, code: u8, max_digits: usize) -> Result<StrBuf, Error> {
    let mut word = DecimalBuffer::new();
    let mut long = String::new();
    let mut prefix = "";
    let text: &[u8] = match (code, value) {
        (b'd' | b'n', IntRef::Small(v)) => word.format(v.unsigned_abs()).as_bytes(),
        _ => {
            let radix;
            (radix, prefix) = match code {
                b'b' => (2, "0b"),
                b'o' => (8, "0o"),
                b'x' => (16, "0x"),
                b'X' => (16, "0X"),
                _ => (10, ""),
            };
            long.push_str(&if radix == 10 {
                int::decimal(value, max_digits)?
            } else {
                int::to_radix(value, radix, false)
            });
            if code == b'X' {
                long.make_ascii_uppercase();
            }
            long.trim_start_matches('-').as_bytes()
        }
    };
    let parts = Parts {
        negative: value.is_negative(),
        prefix: if spec.alternate {
            prefix.as_bytes()
        } else {
            b""
        },
        digits: text,
        ..Parts::default()
    };
    number(spec, &parts)
}
