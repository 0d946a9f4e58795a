//! Unicode digits and spaces, rewritten as ASCII.

use crate::str::StrRef;
use crate::unicode;
use std::borrow::Cow;

/// The text as `int()`, `float()` and `complex()` read it: every Unicode decimal digit becomes its
/// ASCII digit and every Unicode space a blank. Text that holds any other character beyond ASCII is
/// no number; a `?` stands for it, so that the parsers refuse it.
pub fn normalize(text: StrRef<'_>) -> Cow<'_, [u8]> {
    if let StrRef::Latin1(bytes) = text
        && bytes.is_ascii()
    {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(text.len());
    for index in 0..text.len() {
        let c = text.at(index);
        out.push(match u8::try_from(c) {
            Ok(ascii) if ascii < 0x80 => ascii,
            _ if unicode::is_space(c) => b' ',
            _ => match unicode::decimal_value(c) {
                Some(digit) => b'0' + digit,
                None => b'?',
            },
        });
    }
    Cow::Owned(out)
}

/// The text without leading and trailing ASCII white space.
pub(crate) fn strip(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&c| !is_space(c));
    let end = text.iter().rposition(|&c| !is_space(c));
    match (start, end) {
        (Some(start), Some(end)) => &text[start..=end],
        _ => &[],
    }
}

/// White space as C sees it; `u8::is_ascii_whitespace` leaves out the vertical tab.
fn is_space(c: u8) -> bool {
    matches!(c, b' ' | b'\t'..=b'\r')
}
