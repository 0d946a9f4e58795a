//! Floats under a format specifier.

use super::layout::{Parts, number};
use super::spec::{Defaults, Spec};
use crate::number::float::{Code, FloatText, Style};
use crate::number::sink::Short;
use crate::number::{Error, float};
use crate::str::{StrBuf, StrRef};

/// `float.__format__(value, spec)`
///
/// # Errors
/// ValueError for a specifier that is wrong, or means nothing for floats.
pub fn format_float(value: f64, spec: StrRef<'_>, type_name: &str) -> Result<StrBuf, Error> {
    if spec.is_empty() {
        return Ok(StrBuf::from_latin1(&float::repr(value)));
    }
    // The commonest specifiers need not be taken apart.
    if let StrRef::Latin1(&[b'.', digit @ b'0'..=b'9', b'f']) = spec {
        let mut out = Short::new();
        if float::write_fixed(&mut out, value, (digit - b'0').into()) {
            return Ok(StrBuf::from_latin1(out.as_bytes()));
        }
    }
    let spec = Spec::parse(spec, Defaults::FLOAT, type_name)?;
    match spec.code() {
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'n' | b'%' => {}
        0 if spec.kind == 0 => {}
        _ => return Err(spec.unknown_type(type_name)),
    }
    format_with(value, &spec)
}

/// The value under a specifier whose type is one of a float's.
pub(super) fn format_with(value: f64, spec: &Spec) -> Result<StrBuf, Error> {
    let text = digits(value, spec, true)?;
    if spec.width.is_none()
        && spec.sign.is_none()
        && spec.grouping.is_none()
        && spec.fraction_grouping.is_none()
    {
        return Ok(StrBuf::from_latin1(&text));
    }
    number(spec, &Parts::of_float(&text))
}

/// The digits that type and precision ask for, unpadded.
pub(super) fn digits(value: f64, spec: &Spec, add_dot_0: bool) -> Result<FloatText, Error> {
    let precision = spec.precision;
    if precision.is_some_and(|p| i32::try_from(p).is_err()) {
        return Err(Error::value("precision too big"));
    }
    let kind = spec.code();
    let (code, default) = match kind {
        b'e' | b'E' => (Code::Exponent, 6),
        b'f' | b'F' | b'%' => (Code::Fixed, 6),
        b'g' | b'G' | b'n' => (Code::General, 6),
        _ if precision.is_some() => (Code::General, 0),
        _ => (Code::Repr, 0),
    };
    let style = Style {
        upper: kind.is_ascii_uppercase(),
        alternate: spec.alternate,
        add_dot_0: kind == 0 && add_dot_0,
        no_negative_zero: spec.no_negative_zero,
    };
    let value = if kind == b'%' { value * 100.0 } else { value };
    let mut text = float::format(value, code, precision.unwrap_or(default), style)?;
    if kind == b'%' {
        text.push(b'%');
    }
    Ok(text)
}
