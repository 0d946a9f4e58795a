//! `upper`, `lower`, `title`, `capitalize`, `swapcase`, `casefold`: full case mappings, special casing included.

use super::buf::StrBuf;
use super::view::{StrRef, Unit, each_width};
use crate::unicode::{
    Mapped, is_case_ignorable, is_cased, is_lower, is_upper, to_folded, to_lower, to_title,
    to_upper,
};

const CAPITAL_SIGMA: u32 = 0x3A3;

#[inline]
fn push(out: &mut StrBuf, mapped: Mapped) {
    match mapped {
        Mapped::One(c) => out.push(c),
        Mapped::Many(many) => out.push_units(many),
    }
}

/// Lower case at a place: a capital sigma at the end of a word becomes ς.
#[inline]
fn push_lower<U: Unit>(out: &mut StrBuf, s: &[U], at: usize) {
    let c = s[at].code();
    if c == CAPITAL_SIGMA {
        out.push(if is_final_sigma(s, at) { 0x3C2 } else { 0x3C3 });
    } else {
        push(out, to_lower(c));
    }
}

/// The condition Final_Sigma of SpecialCasing.txt: a cased letter before, none after,
/// case-ignorable characters aside.
fn is_final_sigma<U: Unit>(s: &[U], at: usize) -> bool {
    let cased = |u: Option<&U>| u.is_some_and(|u| is_cased(u.code()));
    let ignorable = |u: &&U| is_case_ignorable(u.code());
    cased(s[..at].iter().rev().find(|u| !ignorable(u)))
        && !cased(s[at + 1..].iter().find(|u| !ignorable(u)))
}

/// Runs `ascii` on a copy of the units if all are ASCII, and `any` with the output otherwise.
#[inline]
fn map(s: StrRef<'_>, ascii: impl FnOnce(&mut [u8]), any: impl FnOnce(&mut StrBuf)) -> StrBuf {
    if let StrRef::Latin1(u) = s
        && u.is_ascii()
    {
        return StrBuf::from_ascii_with(u, ascii);
    }
    let mut out = StrBuf::with_capacity(s.width(), s.len());
    any(&mut out);
    out.finish()
}

/// `s.upper()`
pub fn upper(s: StrRef<'_>) -> StrBuf {
    map(
        s,
        <[u8]>::make_ascii_uppercase,
        |out| each_width!(s, u => u.iter().for_each(|u| push(out, to_upper(u.code())))),
    )
}

/// `s.lower()`
pub fn lower(s: StrRef<'_>) -> StrBuf {
    map(
        s,
        <[u8]>::make_ascii_lowercase,
        |out| each_width!(s, u => (0..u.len()).for_each(|at| push_lower(out, u, at))),
    )
}

/// `s.casefold()`
pub fn casefold(s: StrRef<'_>) -> StrBuf {
    map(
        s,
        <[u8]>::make_ascii_lowercase,
        |out| each_width!(s, u => u.iter().for_each(|u| push(out, to_folded(u.code())))),
    )
}

/// `s.capitalize()`
pub fn capitalize(s: StrRef<'_>) -> StrBuf {
    map(s, ascii_capitalize, |out| {
        each_width!(s, u => for (at, c) in u.iter().enumerate() {
            match at {
                0 => push(out, to_title(c.code())),
                _ => push_lower(out, u, at),
            }
        })
    })
}

/// `s.title()`
pub fn title(s: StrRef<'_>) -> StrBuf {
    map(s, ascii_title, |out| {
        each_width!(s, u => {
            let mut within = false;
            for (at, c) in u.iter().enumerate() {
                if within {
                    push_lower(out, u, at);
                } else {
                    push(out, to_title(c.code()));
                }
                within = is_cased(c.code());
            }
        })
    })
}

/// `s.swapcase()`
pub fn swapcase(s: StrRef<'_>) -> StrBuf {
    map(s, ascii_swapcase, |out| {
        each_width!(s, u => for (at, c) in u.iter().enumerate() {
            let c = c.code();
            if is_upper(c) {
                push_lower(out, u, at);
            } else if is_lower(c) {
                push(out, to_upper(c));
            } else {
                out.push(c);
            }
        })
    })
}

/// `bytes.capitalize` in place.
pub(crate) fn ascii_capitalize(s: &mut [u8]) {
    if let [first, rest @ ..] = s {
        first.make_ascii_uppercase();
        rest.make_ascii_lowercase();
    }
}

/// `bytes.title` in place.
pub(crate) fn ascii_title(s: &mut [u8]) {
    let mut within = false;
    for c in s {
        *c = if within {
            c.to_ascii_lowercase()
        } else {
            c.to_ascii_uppercase()
        };
        within = c.is_ascii_alphabetic();
    }
}

/// `bytes.swapcase` in place.
pub(crate) fn ascii_swapcase(s: &mut [u8]) {
    for c in s {
        // Upper and lower case of an ASCII letter differ in this bit.
        *c ^= u8::from(c.is_ascii_alphabetic()) << 5;
    }
}
