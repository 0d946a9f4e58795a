//! Equality and order.

use super::view::{StrRef, Unit, each_width};
use std::cmp::Ordering;

/// `a == b` of bytes. Most strings are short: a call costs more than these few compares.
#[inline]
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    let n = a.len();
    if n != b.len() {
        return false;
    }
    let (p, q) = (a.as_ptr(), b.as_ptr());
    // SAFETY: each pair of loads stays within the first and last of the `n` bytes that both have.
    unsafe {
        match n {
            0 => true,
            1..4 => *p == *q && *p.add(n / 2) == *q.add(n / 2) && *p.add(n - 1) == *q.add(n - 1),
            4..8 => {
                let word = |p: *const u8| p.cast::<u32>().read_unaligned();
                word(p) == word(q) && word(p.add(n - 4)) == word(q.add(n - 4))
            }
            8..=16 => {
                let word = |p: *const u8| p.cast::<u64>().read_unaligned();
                word(p) == word(q) && word(p.add(n - 8)) == word(q.add(n - 8))
            }
            _ => a == b,
        }
    }
}

/// `a == b`, whatever the widths.
#[inline]
pub fn eq(a: StrRef<'_>, b: StrRef<'_>) -> bool {
    match (a, b) {
        (StrRef::Latin1(a), StrRef::Latin1(b)) => same_bytes(a, b),
        (StrRef::Ucs2(a), StrRef::Ucs2(b)) => a == b,
        (StrRef::Ucs4(a), StrRef::Ucs4(b)) => a == b,
        _ => eq_mixed(a, b),
    }
}

/// Canonical strings of different widths are never equal; views of slices may be.
#[cold]
fn eq_mixed(a: StrRef<'_>, b: StrRef<'_>) -> bool {
    each_width!(a, a => each_width!(b, b => {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.code() == b.code())
    }))
}

/// The order of two strings: by code point, whatever the widths.
#[inline]
pub fn compare(a: StrRef<'_>, b: StrRef<'_>) -> Ordering {
    fn mixed<A: Unit, B: Unit>(a: &[A], b: &[B]) -> Ordering {
        let codes = a.iter().map(|u| u.code());
        codes.cmp(b.iter().map(|u| u.code()))
    }
    match (a, b) {
        (StrRef::Latin1(a), StrRef::Latin1(b)) => a.cmp(b),
        _ => each_width!(a, a => each_width!(b, b => mixed(a, b))),
    }
}

/// Whether `s` has `prefix` at its beginning.
#[inline]
pub fn starts_with(s: StrRef<'_>, prefix: StrRef<'_>) -> bool {
    let n = prefix.len();
    s.len() >= n && eq(s.slice(0..n), prefix)
}

/// Whether `s` has `suffix` at its end.
#[inline]
pub fn ends_with(s: StrRef<'_>, suffix: StrRef<'_>) -> bool {
    let (len, n) = (s.len(), suffix.len());
    len >= n && eq(s.slice(len - n..len), suffix)
}
