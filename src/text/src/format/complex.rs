//! Complex numbers under a format specifier.

use super::float::digits;
use super::layout::{Parts, number};
use super::spec::{Align, Defaults, Sign, Spec};
use super::text::padded;
use crate::number::Error;
use crate::str::{StrBuf, StrRef};

/// `complex.__format__(complex(real, imaginary), spec)`
///
/// # Errors
/// ValueError for a specifier that is wrong, or means nothing for complex numbers.
pub fn format_complex(
    real: f64,
    imaginary: f64,
    spec: StrRef<'_>,
    type_name: &str,
) -> Result<StrBuf, Error> {
    let spec = Spec::parse(spec, Defaults::FLOAT, type_name)?;
    match spec.code() {
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' => {}
        0 if spec.kind == 0 => {}
        _ => return Err(spec.unknown_type(type_name)),
    }
    let real_text = digits(real, &spec, false)?;
    let imaginary_text = digits(imaginary, &spec, false)?;
    if spec.fill == u32::from(b'0') {
        return Err(Error::value(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    // Without a type, the result is that of `repr`: parentheses, or no real part if it is zero.
    let like_repr = spec.kind == 0;
    let only_imaginary = like_repr && real == 0.0 && real.is_sign_positive();
    let mut part = Spec {
        width: None,
        align: Align::Left,
        ..spec.clone()
    };
    let mut out = StrBuf::new();
    if like_repr && !only_imaginary {
        out.push(b'('.into());
    }
    if !only_imaginary {
        out.push_str(number(&part, &Parts::of_float(&real_text))?.view());
        part.sign = Some(Sign::Plus);
    }
    out.push_str(number(&part, &Parts::of_float(&imaginary_text))?.view());
    out.push(b'j'.into());
    if like_repr && !only_imaginary {
        out.push(b')'.into());
    }
    padded(out.view(), &spec)
}
