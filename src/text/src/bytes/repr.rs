//! `repr`.

use crate::str::StrBuf;
use crate::str::repr::push_escape;

/// `repr(s)`: `b'…'`, with double quotes if there is a single quote and no double one.
pub fn repr(s: &[u8]) -> StrBuf {
    escaped(s, false)
}

/// What stands between the parentheses of a bytearray's repr: that of the bytes, but single quotes are always escaped.
pub fn repr_of_bytearray(s: &[u8]) -> StrBuf {
    escaped(s, true)
}

fn escaped(s: &[u8], escape_single_quotes: bool) -> StrBuf {
    let quote = if s.contains(&b'\'') && !s.contains(&b'"') {
        b'"'
    } else {
        b'\''
    };
    let mut out = StrBuf::new();
    out.reserve(s.len() + 3);
    out.push_latin1(&[b'b', quote]);
    let mut run = 0;
    for (i, &u) in s.iter().enumerate() {
        if matches!(u, b' '..=b'~')
            && u != b'\\'
            && u != quote
            && !(escape_single_quotes && u == b'\'')
        {
            continue;
        }
        out.push_latin1(&s[run..i]);
        run = i + 1;
        match u {
            b'\t' => out.push_latin1(b"\\t"),
            b'\n' => out.push_latin1(b"\\n"),
            b'\r' => out.push_latin1(b"\\r"),
            b' '..=b'~' => out.push_latin1(&[b'\\', u]),
            _ => push_escape(&mut out, u.into()),
        }
    }
    out.push_latin1(&s[run..]);
    out.push(quote.into());
    out
}
