//! Reading float literals: the rules of `float(text)`.

use crate::number::{ParseError, ascii};
use std::borrow::Cow;

/// Reads a float literal as `float(text)` does, correctly rounded.
///
/// `text` is ASCII (see [`ascii::normalize`]); white space around it is skipped, single underscores
/// between digits too.
pub fn parse(text: &[u8]) -> Result<f64, ParseError> {
    let text = drop_underscores(ascii::strip(text)).ok_or(ParseError::Literal)?;
    // What Rust accepts here is exactly Python's grammar: signs, `inf`, `infinity` and `nan` in any
    // case, digits on at least one side of the point, an exponent with digits.
    std::str::from_utf8(&text)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or(ParseError::Literal)
}

/// The text without its underscores; `None` if one does not stand between two digits.
pub(crate) fn drop_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !text.contains(&b'_') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    for (index, &c) in text.iter().enumerate() {
        if c != b'_' {
            out.push(c);
            continue;
        }
        let digit_at =
            |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(u8::is_ascii_digit);
        if !digit_at(index.checked_sub(1)) || !digit_at(Some(index + 1)) {
            return None;
        }
    }
    Some(Cow::Owned(out))
}
