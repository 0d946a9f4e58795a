//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`.
//!
//! Pieces are handed to a closure as ranges of indices; `max` is the greatest number of cuts
//! (`usize::MAX` for Python's -1). A separator must not be empty: the caller raises ValueError.

use super::search::{find, in_width, rfind};
use super::view::{StrRef, Unit, each_width};
use crate::seq::split as seq;
use crate::unicode::{is_line_break, is_space};
use std::ops::Range;

/// `s.split(None, max)`.
#[inline]
pub fn split_whitespace(s: StrRef<'_>, max: usize, mut emit: impl FnMut(Range<usize>)) {
    if let StrRef::Latin1(u) = s {
        let space = |u: u8| LATIN1_SPACES[usize::from(u)];
        return seq::whitespace(u, max, space, |a, b| emit(a..b));
    }
    each_width!(s, u => seq::whitespace(u, max, |u| is_space(u.code()), |a, b| emit(a..b)))
}

/// [`is_space`] of the first 256 code points.
pub(super) static LATIN1_SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let mut i = 0;
    while i < 256 {
        spaces[i] = matches!(i, 9..=13 | 28..=32 | 0x85 | 0xA0);
        i += 1;
    }
    spaces
};

/// `s.rsplit(None, max)`; the pieces come from the right.
#[inline]
pub fn rsplit_whitespace(s: StrRef<'_>, max: usize, mut emit: impl FnMut(Range<usize>)) {
    each_width!(s, u => seq::rwhitespace(u, max, |u| is_space(u.code()), |a, b| emit(a..b)))
}

/// `s.split(sep, max)`.
///
/// # Panics
/// If the separator is empty.
#[inline]
pub fn split(s: StrRef<'_>, sep: StrRef<'_>, max: usize, mut emit: impl FnMut(Range<usize>)) {
    assert!(!sep.is_empty(), "empty separator");
    if let (StrRef::Latin1(u), StrRef::Latin1(&[sep]), usize::MAX) = (s, sep, max) {
        return split_at_byte(u, sep, emit);
    }
    each_width!(s, u => match in_width(sep) {
        Some(sep) => seq::separator(u, &sep, max, |a, b| emit(a..b)),
        None => emit(0..u.len()),
    })
}

/// The commonest case: every byte is looked at where they are few, and `memchr` looks where they are many.
#[inline]
fn split_at_byte(u: &[u8], sep: u8, mut emit: impl FnMut(Range<usize>)) {
    const FEW: usize = 64;
    let mut start = 0;
    if u.len() <= FEW {
        for (at, &unit) in u.iter().enumerate() {
            if unit == sep {
                emit(start..at);
                start = at + 1;
            }
        }
    } else {
        for at in memchr::memchr_iter(sep, u) {
            emit(start..at);
            start = at + 1;
        }
    }
    emit(start..u.len());
}

/// `s.rsplit(sep, max)`; the pieces come from the right.
///
/// # Panics
/// If the separator is empty.
#[inline]
pub fn rsplit(s: StrRef<'_>, sep: StrRef<'_>, max: usize, mut emit: impl FnMut(Range<usize>)) {
    assert!(!sep.is_empty(), "empty separator");
    each_width!(s, u => match in_width(sep) {
        Some(sep) => seq::rseparator(u, &sep, max, |a, b| emit(a..b)),
        None => emit(0..u.len()),
    })
}

/// `s.splitlines(keepends)`.
#[inline]
pub fn split_lines(s: StrRef<'_>, keepends: bool, mut emit: impl FnMut(Range<usize>)) {
    each_width!(s, u => seq::lines(u, keepends, |u| is_line_break(u.code()), |a, b| emit(a..b)))
}

/// `s.partition(sep)`: where the first separator lies; the head ends where it begins, the tail begins where it ends.
pub fn partition(s: StrRef<'_>, sep: StrRef<'_>) -> Option<Range<usize>> {
    find(s, sep).map(|at| at..at + sep.len())
}

/// `s.rpartition(sep)`: where the last separator lies.
pub fn rpartition(s: StrRef<'_>, sep: StrRef<'_>) -> Option<Range<usize>> {
    rfind(s, sep).map(|at| at..at + sep.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_spaces_says_the_same() {
        for c in 0..256 {
            assert_eq!(LATIN1_SPACES[c as usize], is_space(c), "{c:#x}");
        }
    }
}
