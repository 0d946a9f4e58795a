//! Reading complex literals: the rules of `complex(text)`.

use super::Complex;
use crate::number::float::drop_underscores;
use crate::number::{Error, ParseError, ascii};

/// Reads a literal as `complex(text)` does: a real part, an imaginary part or both, in parentheses or not.
///
/// `text` is ASCII (see [`ascii::normalize`]). [`ParseError::Literal`] is for underscores in wrong places only.
pub fn parse(text: &[u8]) -> Result<Complex, ParseError> {
    let text = drop_underscores(text).ok_or(ParseError::Literal)?;
    literal(&text)
        .ok_or_else(|| ParseError::Other(Error::value("complex() arg is a malformed string")))
}

fn literal(text: &[u8]) -> Option<Complex> {
    let text = ascii::strip(text);
    let text = match text.strip_prefix(b"(") {
        Some(inner) => ascii::strip(inner.strip_suffix(b")")?),
        None => text,
    };
    let (first, rest) = number(text);
    let Some(first) = first else {
        return imaginary_unit(rest).map(|im| Complex::new(0.0, im));
    };
    match rest {
        [] => Some(Complex::new(first, 0.0)),
        [b'j' | b'J'] => Some(Complex::new(0.0, first)),
        [b'+' | b'-', ..] => match number(rest) {
            (Some(im), [b'j' | b'J']) => Some(Complex::new(first, im)),
            (None, rest) => imaginary_unit(rest).map(|im| Complex::new(first, im)),
            _ => None,
        },
        _ => None,
    }
}

/// `j` with or without a sign, and nothing behind it.
fn imaginary_unit(text: &[u8]) -> Option<f64> {
    match text {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(1.0),
        [b'-', b'j' | b'J'] => Some(-1.0),
        _ => None,
    }
}

/// The longest float literal at the start of the text, and what follows it.
fn number(text: &[u8]) -> (Option<f64>, &[u8]) {
    let length = number_length(text);
    let (number, rest) = text.split_at(length);
    let value = std::str::from_utf8(number)
        .ok()
        .and_then(|n| n.parse().ok());
    match value {
        Some(x) => (Some(x), rest),
        None => (None, text),
    }
}

fn number_length(text: &[u8]) -> usize {
    let sign = usize::from(matches!(text, [b'+' | b'-', ..]));
    let unsigned = &text[sign..];
    for name in [&b"infinity"[..], b"inf", b"nan"] {
        if unsigned
            .get(..name.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(name))
        {
            return sign + name.len();
        }
    }
    let digits_from = |at: usize| {
        unsigned[at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    let whole = digits_from(0);
    let mut end = whole;
    let mut fraction = 0;
    if unsigned.get(end) == Some(&b'.') {
        fraction = digits_from(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return 0;
    }
    if let Some(b'e' | b'E') = unsigned.get(end) {
        let sign = usize::from(matches!(unsigned.get(end + 1), Some(b'+' | b'-')));
        let digits = digits_from((end + 1 + sign).min(unsigned.len()));
        if digits > 0 {
            end += 1 + sign + digits;
        }
    }
    sign + end
}
