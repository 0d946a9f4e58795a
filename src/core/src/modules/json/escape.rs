//! Strings as JSON.

use super::swar;
use tricera_text::str::{StrBuf, StrRef};

/// What follows the backslash for a character that has a short escape.
fn short(c: u32) -> Option<u8> {
    Some(match c {
        0x22 => b'"',
        0x5C => b'\\',
        8 => b'b',
        0xC => b'f',
        0xA => b'n',
        0xD => b'r',
        9 => b't',
        _ => return None,
    })
}

fn push_hex(out: &mut StrBuf, c: u32) {
    let digit = |shift: u32| b"0123456789abcdef"[(c >> shift & 15) as usize];
    out.push_latin1(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

fn push_escape(out: &mut StrBuf, c: u32) {
    match short(c) {
        Some(e) => out.push_latin1(&[b'\\', e]),
        None if c > 0xFFFF => {
            let c = c - 0x1_0000;
            push_hex(out, 0xD800 + (c >> 10));
            push_hex(out, 0xDC00 + (c & 0x3FF));
        }
        None => push_hex(out, c),
    }
}

/// Which bytes stand for themselves: in text that is to be ASCII, and in other text.
static PLAIN: [[bool; 256]; 2] = {
    let mut all = [[false; 256]; 2];
    let mut c = 0x20;
    while c < 256 {
        let special = c == b'"' as usize || c == b'\\' as usize;
        all[0][c] = !special && c < 0x7F;
        all[1][c] = !special;
        c += 1;
    }
    all
};

/// How many bytes in front stand for themselves.
fn plain_run(bytes: &[u8], ascii: bool) -> usize {
    let mut at = 0;
    for word in bytes.chunks_exact(8) {
        let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
        let mut special = swar::special(word);
        if ascii {
            special |= word & swar::HIGH | swar::equal(word, 0x7F);
        }
        if special != 0 {
            return at + swar::first(special);
        }
        at += 8;
    }
    let plain = &PLAIN[usize::from(!ascii)];
    let rest = &bytes[at..];
    at + rest
        .iter()
        .position(|c| !plain[usize::from(*c)])
        .unwrap_or(rest.len())
}

/// Appends the string in quotes, with escapes for what cannot stand for itself.
pub(super) fn push(out: &mut StrBuf, s: StrRef<'_>, ascii: bool) {
    if let StrRef::Latin1(bytes) = s
        && plain_run(bytes, ascii) == bytes.len()
    {
        return out.push_quoted(bytes);
    }
    out.push_latin1(b"\"");
    match s {
        StrRef::Latin1(bytes) => {
            let mut rest = bytes;
            while !rest.is_empty() {
                let run = plain_run(rest, ascii);
                out.push_latin1(&rest[..run]);
                rest = &rest[run..];
                if let Some((c, after)) = rest.split_first() {
                    push_escape(out, u32::from(*c));
                    rest = after;
                }
            }
        }
        _ => {
            let plain = |c: u32| match u8::try_from(c) {
                Ok(c) => PLAIN[usize::from(!ascii)][usize::from(c)],
                Err(_) => !ascii,
            };
            for c in s.chars() {
                match plain(c) {
                    true => out.push(c),
                    false => push_escape(out, c),
                }
            }
        }
    }
    out.push_latin1(b"\"");
}
