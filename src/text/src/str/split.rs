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
    each_width!(s, u => seq::whitespace(u, max, |u| is_space(u.code()), |a, b| emit(a..b)))
}

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
    each_width!(s, u => match in_width(sep) {
        Some(sep) => seq::separator(u, &sep, max, |a, b| emit(a..b)),
        None => emit(0..u.len()),
    })
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
