//! Cutting a slice into pieces.

use super::find::{Searchable, rfind};

/// Pieces between runs of white space, at most `max` cuts; what follows the last cut is one piece
/// that keeps the white space at its end.
#[inline]
pub(crate) fn whitespace<U: Copy>(
    s: &[U],
    mut max: usize,
    is_space: impl Fn(U) -> bool,
    mut emit: impl FnMut(usize, usize),
) {
    let len = s.len();
    let mut at = 0;
    loop {
        while at < len && is_space(s[at]) {
            at += 1;
        }
        if at == len {
            return;
        }
        if max == 0 {
            return emit(at, len);
        }
        max -= 1;
        let start = at;
        while at < len && !is_space(s[at]) {
            at += 1;
        }
        emit(start, at);
    }
}

/// The same from the right; pieces come right to left.
#[inline]
pub(crate) fn rwhitespace<U: Copy>(
    s: &[U],
    mut max: usize,
    is_space: impl Fn(U) -> bool,
    mut emit: impl FnMut(usize, usize),
) {
    let mut end = s.len();
    loop {
        while end > 0 && is_space(s[end - 1]) {
            end -= 1;
        }
        if end == 0 {
            return;
        }
        if max == 0 {
            return emit(0, end);
        }
        max -= 1;
        let stop = end;
        while end > 0 && !is_space(s[end - 1]) {
            end -= 1;
        }
        emit(end, stop);
    }
}

/// Pieces between occurrences of a separator (not empty), at most `max` cuts.
#[inline]
pub(crate) fn separator<U: Searchable>(
    s: &[U],
    sep: &[U],
    max: usize,
    mut emit: impl FnMut(usize, usize),
) {
    let mut from = 0;
    for at in U::hits(s, sep).take(max) {
        emit(from, at);
        from = at + sep.len();
    }
    emit(from, s.len());
}

/// The same from the right; pieces come right to left.
#[inline]
pub(crate) fn rseparator<U: Searchable>(
    s: &[U],
    sep: &[U],
    max: usize,
    mut emit: impl FnMut(usize, usize),
) {
    let mut end = s.len();
    for _ in 0..max {
        let Some(at) = rfind(&s[..end], sep) else {
            break;
        };
        emit(at + sep.len(), end);
        end = at;
    }
    emit(0, end);
}

/// The lines; `\r\n` is one break; with `keepends` each line includes its break.
#[inline]
pub(crate) fn lines<U: Copy + Into<u32>>(
    s: &[U],
    keepends: bool,
    is_break: impl Fn(U) -> bool,
    mut emit: impl FnMut(usize, usize),
) {
    let mut start = 0;
    while start < s.len() {
        let mut end = start;
        while end < s.len() && !is_break(s[end]) {
            end += 1;
        }
        let text = end;
        if end < s.len() {
            let crlf = s[end].into() == 13 && s.get(end + 1).is_some_and(|&u| u.into() == 10);
            end += if crlf { 2 } else { 1 };
        }
        emit(start, if keepends { end } else { text });
        start = end;
    }
}

/// What is left of a slice when the units that satisfy a condition are taken off its ends.
#[inline]
pub(crate) fn strip<U: Copy>(
    s: &[U],
    left: bool,
    right: bool,
    mut off: impl FnMut(U) -> bool,
) -> (usize, usize) {
    let (mut start, mut end) = (0, s.len());
    while left && start < end && off(s[start]) {
        start += 1;
    }
    while right && end > start && off(s[end - 1]) {
        end -= 1;
    }
    (start, end)
}
