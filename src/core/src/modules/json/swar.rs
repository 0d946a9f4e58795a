//! Eight bytes at a time: which of them end a run of characters that stand for themselves.
//!
//! Of a result, only the lowest bit that is set says something: a borrow may mark bytes above it wrongly.

const ONES: u64 = u64::MAX / 255;
/// The highest bit of each byte.
pub(super) const HIGH: u64 = ONES << 7;

/// Marks the bytes that are `c`.
#[inline(always)]
pub(super) fn equal(word: u64, c: u8) -> u64 {
    let x = word ^ (ONES * u64::from(c));
    x.wrapping_sub(ONES) & !x & HIGH
}

/// Marks the control characters.
#[inline(always)]
pub(super) fn control(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x20) & !word & HIGH
}

/// Marks quotation marks, backslashes and control characters.
#[inline(always)]
pub(super) fn special(word: u64) -> u64 {
    equal(word, b'"') | equal(word, b'\\') | control(word)
}

/// The index of the first byte that is marked.
#[inline(always)]
pub(super) fn first(marks: u64) -> usize {
    (marks.trailing_zeros() / 8) as usize
}
