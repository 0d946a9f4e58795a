//! `find`, `rfind`, `index`, `count`, `in`.

use super::view::{StrRef, Unit, Width, each_width};
use crate::seq::find as seq;
use std::borrow::Cow;

/// The units of `s` in another width; `None` if a code point does not fit.
#[inline]
pub(super) fn in_width<U: Unit>(s: StrRef<'_>) -> Option<Cow<'_, [U]>> {
    each_width!(s, u => match U::same(u) {
        Some(same) => Some(Cow::Borrowed(same)),
        None => u.iter().map(|u| U::from_code(u.code())).collect::<Option<Vec<U>>>().map(Cow::Owned),
    })
}

/// Clamps Python's `start` and `end` (`isize::MAX` stands for a missing end) as all searching methods do.
///
/// The result is `None` if there is no room even for the empty string.
#[inline]
pub fn clamp(len: usize, start: isize, end: isize) -> Option<(usize, usize)> {
    let len = len as isize;
    let end = if end > len {
        len
    } else if end < 0 {
        (end + len).max(0)
    } else {
        end
    };
    let start = if start < 0 {
        (start + len).max(0)
    } else {
        start
    };
    (start <= end).then_some((start as usize, end as usize))
}

/// The index of the first occurrence of `needle`; an empty one is found at 0.
#[inline]
pub fn find(haystack: StrRef<'_>, needle: StrRef<'_>) -> Option<usize> {
    match (haystack, needle) {
        (StrRef::Latin1(h), StrRef::Latin1(n)) => seq::find(h, n),
        _ => each_width!(haystack, h => seq::find(h, &in_width(needle)?)),
    }
}

/// The index of the last occurrence of `needle`; an empty one is found at the end.
#[inline]
pub fn rfind(haystack: StrRef<'_>, needle: StrRef<'_>) -> Option<usize> {
    match (haystack, needle) {
        (StrRef::Latin1(h), StrRef::Latin1(n)) => seq::rfind(h, n),
        _ => each_width!(haystack, h => seq::rfind(h, &in_width(needle)?)),
    }
}

/// `haystack.find(needle, start, end)` with Python's indices; the result counts from the whole string's begin.
#[inline]
pub fn find_in(
    haystack: StrRef<'_>,
    needle: StrRef<'_>,
    start: isize,
    end: isize,
) -> Option<usize> {
    let (start, end) = clamp(haystack.len(), start, end)?;
    Some(start + find(haystack.slice(start..end), needle)?)
}

/// `haystack.rfind(needle, start, end)` with Python's indices; the result counts from the whole string's begin.
#[inline]
pub fn rfind_in(
    haystack: StrRef<'_>,
    needle: StrRef<'_>,
    start: isize,
    end: isize,
) -> Option<usize> {
    let (start, end) = clamp(haystack.len(), start, end)?;
    Some(start + rfind(haystack.slice(start..end), needle)?)
}

/// `needle in haystack`.
#[inline]
pub fn contains(haystack: StrRef<'_>, needle: StrRef<'_>) -> bool {
    find(haystack, needle).is_some()
}

/// The index of the first occurrence of a code point.
#[inline]
pub fn find_char(haystack: StrRef<'_>, c: u32) -> Option<usize> {
    fn find<U: Unit>(h: &[U], c: u32) -> Option<usize> {
        U::find_unit(h, U::from_code(c)?)
    }
    if Width::of(c) > haystack.width() {
        return None;
    }
    each_width!(haystack, h => find(h, c))
}

/// How many times `needle` occurs without overlap; an empty one occurs `len + 1` times.
pub fn count(haystack: StrRef<'_>, needle: StrRef<'_>) -> usize {
    match (haystack, needle) {
        (StrRef::Latin1(h), StrRef::Latin1(n)) => seq::count(h, n, usize::MAX),
        _ => {
            each_width!(haystack, h => in_width(needle).map_or(0, |n| seq::count(h, &n, usize::MAX)))
        }
    }
}

/// `haystack.count(needle, start, end)` with Python's indices.
pub fn count_in(haystack: StrRef<'_>, needle: StrRef<'_>, start: isize, end: isize) -> usize {
    clamp(haystack.len(), start, end).map_or(0, |(s, e)| count(haystack.slice(s..e), needle))
}

/// `s.startswith(prefix, start, end)` with Python's indices.
#[inline]
pub fn starts_with_in(s: StrRef<'_>, prefix: StrRef<'_>, start: isize, end: isize) -> bool {
    clamp(s.len(), start, end)
        .is_some_and(|(start, end)| super::compare::starts_with(s.slice(start..end), prefix))
}

/// `s.endswith(suffix, start, end)` with Python's indices.
#[inline]
pub fn ends_with_in(s: StrRef<'_>, suffix: StrRef<'_>, start: isize, end: isize) -> bool {
    clamp(s.len(), start, end)
        .is_some_and(|(start, end)| super::compare::ends_with(s.slice(start..end), suffix))
}
