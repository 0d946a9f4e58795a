//! `repr` and `ascii`.

use super::buf::StrBuf;
use super::view::{StrRef, Unit, each_width};
use crate::unicode::is_printable;

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Appends `mark` (after a backslash) and the value in so many hexadecimal digits.
pub(crate) fn push_hex_escape(out: &mut StrBuf, mark: u8, c: u32, digits: u32) {
    let mut text = [0u8; 10];
    text[0] = b'\\';
    text[1] = mark;
    for i in 0..digits {
        text[2 + i as usize] = HEX[(c >> (4 * (digits - 1 - i)) & 15) as usize];
    }
    out.push_latin1(&text[..2 + digits as usize]);
}

/// Appends `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that fits.
pub fn push_escape(out: &mut StrBuf, c: u32) {
    match c {
        0..=0xFF => push_hex_escape(out, b'x', c, 2),
        0x100..=0xFFFF => push_hex_escape(out, b'u', c, 4),
        _ => push_hex_escape(out, b'U', c, 8),
    }
}

/// Whether the repr of ASCII text is the text itself between single quotes.
#[inline]
pub fn is_plain(ascii: &[u8]) -> bool {
    // No early exit, so that it becomes a few vector compares.
    ascii.iter().fold(true, |plain, &c| {
        plain & (0x20..0x7f).contains(&c) & (c != b'\'') & (c != b'\\')
    })
}

/// `repr(s)`: single quotes, unless there is a single quote and no double one.
pub fn repr(s: StrRef<'_>) -> StrBuf {
    quoted(s, |c| !is_printable(c))
}

/// `ascii(s)`: like `repr`, with everything beyond ASCII escaped.
pub fn ascii(s: StrRef<'_>) -> StrBuf {
    quoted(s, |c| c >= 0x80 || !is_printable(c))
}

/// What `ascii()` makes of any object's repr: everything beyond ASCII escaped, no quotes added.
/// `None` if there is nothing to escape.
pub fn escape_non_ascii(s: StrRef<'_>) -> Option<StrBuf> {
    if s.is_ascii() {
        return None;
    }
    let mut out = StrBuf::new();
    for c in s.chars() {
        if c < 0x80 {
            out.push(c);
        } else {
            push_escape(&mut out, c);
        }
    }
    Some(out)
}

fn quoted(s: StrRef<'_>, escaped: impl Fn(u32) -> bool) -> StrBuf {
    let quote = match super::search::find_char(s, b'\''.into()) {
        Some(_) if super::search::find_char(s, b'"'.into()).is_none() => b'"',
        _ => b'\'',
    };
    let mut out = StrBuf::with_capacity(s.width(), s.len() + 2);
    out.push(quote.into());
    each_width!(s, u => {
        let mut run = 0;
        for (i, c) in u.iter().enumerate() {
            let c = c.code();
            if c != u32::from(b'\\') && c != u32::from(quote) && !escaped(c) {
                continue;
            }
            out.push_units(&u[run..i]);
            run = i + 1;
            match c {
                9 => out.push_latin1(b"\\t"),
                10 => out.push_latin1(b"\\n"),
                13 => out.push_latin1(b"\\r"),
                _ if c == u32::from(b'\\') || c == u32::from(quote) => {
                    out.push_latin1(&[b'\\', c as u8]);
                }
                _ => push_escape(&mut out, c),
            }
        }
        out.push_units(&u[run..]);
    });
    out.push(quote.into());
    out.finish()
}
