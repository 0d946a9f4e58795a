//! Strings under a format specifier.

use super::layout::{Padding, with_capacity};
use super::spec::{Align, Defaults, Sign, Spec};
use crate::number::Error;
use crate::number::sink::{SHORT, Short, Sink};
use crate::str::{StrBuf, StrRef};

/// `str.__format__(value, spec)`
///
/// # Errors
/// ValueError for a specifier that is wrong, or means nothing for strings.
pub fn format_str(value: StrRef<'_>, spec: StrRef<'_>, type_name: &str) -> Result<StrBuf, Error> {
    if spec.is_empty() {
        return Ok(value.into());
    }
    let spec = Spec::parse(spec, Defaults::STR, type_name)?;
    if spec.code() != b's' {
        return Err(spec.unknown_type(type_name));
    }
    let not_allowed = |what: &str| {
        Err(Error::value(format!(
            "{what} not allowed in string format specifier"
        )))
    };
    match spec.sign {
        Some(Sign::Space) => return not_allowed("Space"),
        Some(_) => return not_allowed("Sign"),
        None => {}
    }
    if spec.no_negative_zero {
        return not_allowed("Negative zero coercion (z)");
    }
    if spec.alternate {
        return not_allowed("Alternate form (#)");
    }
    if spec.align == Align::AfterSign {
        return not_allowed("'=' alignment");
    }
    let len = spec.precision.map_or(value.len(), |p| p.min(value.len()));
    padded(value.slice(0..len), &spec)
}

/// The text, filled up to the specifier's width; `=` aligns like `>`.
pub(super) fn padded(text: StrRef<'_>, spec: &Spec) -> Result<StrBuf, Error> {
    let padding = Padding::new(
        spec.width.unwrap_or(0).saturating_sub(text.len()),
        spec.align,
    );
    if let StrRef::Latin1(bytes) = text
        && spec.fill <= 0xFF
        && bytes.len().saturating_add(padding.count()) <= SHORT
    {
        let mut out = Short::new();
        out.push_repeated(spec.fill, padding.before + padding.inside);
        out.push_bytes(bytes);
        out.push_repeated(spec.fill, padding.after);
        return Ok(StrBuf::from_latin1(out.as_bytes()));
    }
    let mut out = with_capacity(spec, text.len(), &padding)?;
    out.push_repeated(spec.fill, padding.before + padding.inside);
    out.push_str(text);
    out.push_repeated(spec.fill, padding.after);
    Ok(out)
}
