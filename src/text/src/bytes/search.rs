//! `find`, `rfind`, `index`, `count`, `in`, `startswith`, `endswith`.

use crate::seq::find as seq;
pub use crate::str::search::clamp;

/// The index of the first occurrence of `needle`; an empty one is found at 0.
#[inline]
pub fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    seq::find(haystack, needle)
}

/// The index of the last occurrence of `needle`; an empty one is found at the end.
#[inline]
pub fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    seq::rfind(haystack, needle)
}

/// How many times `needle` occurs without overlap; an empty one occurs `len + 1` times.
pub fn count(haystack: &[u8], needle: &[u8]) -> usize {
    seq::count(haystack, needle, usize::MAX)
}

/// `haystack.find(needle, start, end)` with Python's indices.
pub fn find_in(haystack: &[u8], needle: &[u8], start: isize, end: isize) -> Option<usize> {
    let (start, end) = clamp(haystack.len(), start, end)?;
    Some(start + find(&haystack[start..end], needle)?)
}

/// `haystack.rfind(needle, start, end)` with Python's indices.
pub fn rfind_in(haystack: &[u8], needle: &[u8], start: isize, end: isize) -> Option<usize> {
    let (start, end) = clamp(haystack.len(), start, end)?;
    Some(start + rfind(&haystack[start..end], needle)?)
}

/// `haystack.count(needle, start, end)` with Python's indices.
pub fn count_in(haystack: &[u8], needle: &[u8], start: isize, end: isize) -> usize {
    clamp(haystack.len(), start, end).map_or(0, |(s, e)| count(&haystack[s..e], needle))
}

/// `s.startswith(prefix, start, end)` with Python's indices.
pub fn starts_with_in(s: &[u8], prefix: &[u8], start: isize, end: isize) -> bool {
    clamp(s.len(), start, end).is_some_and(|(a, b)| s[a..b].starts_with(prefix))
}

/// `s.endswith(suffix, start, end)` with Python's indices.
pub fn ends_with_in(s: &[u8], suffix: &[u8], start: isize, end: isize) -> bool {
    clamp(s.len(), start, end).is_some_and(|(a, b)| s[a..b].ends_with(suffix))
}
