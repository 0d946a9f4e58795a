//! `strip`, `lstrip`, `rstrip`, `removeprefix`, `removesuffix`.

use super::split::LATIN1_SPACES;
use super::view::{StrRef, Unit, each_width};
use super::{compare, search};
use crate::seq::split as seq;
use crate::unicode::is_space;
use std::ops::Range;

/// Which ends are stripped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

impl Side {
    pub(crate) fn left(self) -> bool {
        self != Side::Right
    }

    pub(crate) fn right(self) -> bool {
        self != Side::Left
    }
}

/// What is left of `s` without white space at its ends.
#[inline]
pub fn strip_whitespace(s: StrRef<'_>, side: Side) -> Range<usize> {
    let (left, right) = (side.left(), side.right());
    let (a, b) = match s {
        StrRef::Latin1(u) => seq::strip(u, left, right, |u| LATIN1_SPACES[usize::from(u)]),
        _ => each_width!(s, u => seq::strip(u, left, right, |u| is_space(u.code()))),
    };
    a..b
}

/// What is left of `s` without any of `chars` at its ends.
pub fn strip_chars(s: StrRef<'_>, chars: StrRef<'_>, side: Side) -> Range<usize> {
    // One bit per code point modulo 64 answers most of the time.
    let mask = chars.chars().fold(0u64, |mask, c| mask | 1 << (c & 63));
    let off = |c: u32| mask >> (c & 63) & 1 != 0 && search::find_char(chars, c).is_some();
    let (a, b) = each_width!(s, u => {
        seq::strip(u, side.left(), side.right(), |u| off(u.code()))
    });
    a..b
}

/// `s.removeprefix(prefix)`: what is left.
pub fn remove_prefix(s: StrRef<'_>, prefix: StrRef<'_>) -> Range<usize> {
    if compare::starts_with(s, prefix) {
        prefix.len()..s.len()
    } else {
        0..s.len()
    }
}

/// `s.removesuffix(suffix)`: what is left.
pub fn remove_suffix(s: StrRef<'_>, suffix: StrRef<'_>) -> Range<usize> {
    if compare::ends_with(s, suffix) {
        0..s.len() - suffix.len()
    } else {
        0..s.len()
    }
}
