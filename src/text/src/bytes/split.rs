//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `strip` and its kin.
//!
//! Pieces are handed to a closure as ranges; `max` is the greatest number of cuts (`usize::MAX` for
//! Python's -1). A separator must not be empty: the caller raises ValueError.

use super::classify::is_space_byte;
use super::search::{find, rfind};
use crate::seq::split as seq;
pub use crate::str::strip::Side;
use std::ops::Range;

/// `s.split(None, max)`.
#[inline]
pub fn split_whitespace(s: &[u8], max: usize, mut emit: impl FnMut(Range<usize>)) {
    seq::whitespace(s, max, is_space_byte, |a, b| emit(a..b));
}

/// `s.rsplit(None, max)`; the pieces come from the right.
#[inline]
pub fn rsplit_whitespace(s: &[u8], max: usize, mut emit: impl FnMut(Range<usize>)) {
    seq::rwhitespace(s, max, is_space_byte, |a, b| emit(a..b));
}

/// `s.split(sep, max)`.
///
/// # Panics
/// If the separator is empty.
#[inline]
pub fn split(s: &[u8], sep: &[u8], max: usize, mut emit: impl FnMut(Range<usize>)) {
    assert!(!sep.is_empty(), "empty separator");
    seq::separator(s, sep, max, |a, b| emit(a..b));
}

/// `s.rsplit(sep, max)`; the pieces come from the right.
///
/// # Panics
/// If the separator is empty.
#[inline]
pub fn rsplit(s: &[u8], sep: &[u8], max: usize, mut emit: impl FnMut(Range<usize>)) {
    assert!(!sep.is_empty(), "empty separator");
    seq::rseparator(s, sep, max, |a, b| emit(a..b));
}

/// `s.splitlines(keepends)`: only `\n`, `\r` and `\r\n` end a line of bytes.
#[inline]
pub fn split_lines(s: &[u8], keepends: bool, mut emit: impl FnMut(Range<usize>)) {
    seq::lines(s, keepends, |u| u == b'\n' || u == b'\r', |a, b| emit(a..b));
}

/// `s.partition(sep)`: where the first separator lies.
pub fn partition(s: &[u8], sep: &[u8]) -> Option<Range<usize>> {
    find(s, sep).map(|at| at..at + sep.len())
}

/// `s.rpartition(sep)`: where the last separator lies.
pub fn rpartition(s: &[u8], sep: &[u8]) -> Option<Range<usize>> {
    rfind(s, sep).map(|at| at..at + sep.len())
}

/// What is left of `s` without white space at its ends.
pub fn strip_whitespace(s: &[u8], side: Side) -> Range<usize> {
    let (a, b) = seq::strip(s, side.left(), side.right(), is_space_byte);
    a..b
}

/// What is left of `s` without any of `bytes` at its ends.
pub fn strip_bytes(s: &[u8], bytes: &[u8], side: Side) -> Range<usize> {
    let (a, b) = seq::strip(s, side.left(), side.right(), |u| bytes.contains(&u));
    a..b
}
