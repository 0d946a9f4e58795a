//! Sizes of results that are made of pieces, and the plan of a replacement.

use super::find::{Searchable, count};
use crate::str::buf::{MAX_LEN, SizeError};

/// `a + b`, or the error for a result longer than any string.
#[inline]
pub(crate) fn add(a: usize, b: usize, message: &'static str) -> Result<usize, SizeError> {
    a.checked_add(b)
        .filter(|&n| n <= MAX_LEN)
        .ok_or(SizeError::Overflow(message))
}

/// `a * b`, or the error for a result longer than any string.
#[inline]
pub(crate) fn mul(a: usize, b: usize, message: &'static str) -> Result<usize, SizeError> {
    a.checked_mul(b)
        .filter(|&n| n <= MAX_LEN)
        .ok_or(SizeError::Overflow(message))
}

/// How many replacements there are to make (0: the text stays), and how long the result is.
///
/// The length is exact where it exceeds that of the text, and the text's length otherwise.
pub(crate) fn replacement_size<U: Searchable>(
    s: &[U],
    from: &[U],
    to_len: usize,
    max: usize,
    message: &'static str,
) -> Result<(usize, usize), SizeError> {
    // A first look is cheaper than a count, and mostly there is nothing to replace.
    if max == 0 || super::find::find(s, from).is_none() {
        return Ok((0, s.len()));
    }
    if to_len <= from.len() {
        return Ok((max, s.len()));
    }
    let n = count(s, from, max);
    let grown = add(s.len(), mul(n, to_len - from.len(), message)?, message)?;
    Ok((n, grown))
}

/// Calls `keep` for the parts of `s` that stay and `insert` where the replacement goes, in order.
pub(crate) fn replace<U: Searchable, T>(
    s: &[U],
    from: &[U],
    max: usize,
    out: &mut T,
    mut keep: impl FnMut(&mut T, &[U]),
    mut insert: impl FnMut(&mut T),
) {
    let mut at = 0;
    if from.is_empty() {
        // Before every unit and at the end; `max` may cut that short.
        for i in 0..max.min(s.len() + 1) {
            insert(out);
            at = (i + 1).min(s.len());
            keep(out, &s[i..at]);
        }
    } else {
        for found in U::hits(s, from).take(max) {
            keep(out, &s[at..found]);
            insert(out);
            at = found + from.len();
        }
    }
    keep(out, &s[at..]);
}
