//! Slices with a step.

use super::buf::StrBuf;
use super::view::{StrRef, Unit, each_width};

/// `count` code points from `start` on, `step` apart (`s[::-1]` is start `len - 1`, step -1).
///
/// # Panics
/// If an index that is asked for lies outside the string.
pub fn stepped(s: StrRef<'_>, start: usize, step: isize, count: usize) -> StrBuf {
    fn pick<U: Unit>(u: &[U], start: usize, step: isize, count: usize) -> Vec<U> {
        if step == -1 {
            return u[start + 1 - count..=start].iter().rev().copied().collect();
        }
        (0..count)
            .map(|i| u[start.wrapping_add_signed(step.wrapping_mul(i as isize))])
            .collect()
    }
    if count == 0 {
        return StrBuf::new();
    }
    if step == 1 {
        return StrBuf::from(s.slice(start..start + count));
    }
    match s {
        StrRef::Latin1(u) => StrBuf::from_latin1_vec(pick(u, start, step, count)),
        _ => each_width!(s, u => StrBuf::from(Unit::view(&pick(u, start, step, count)))),
    }
}

/// The string backwards.
pub fn reverse(s: StrRef<'_>) -> StrBuf {
    match s.len() {
        0 => StrBuf::new(),
        n => stepped(s, n - 1, -1, n),
    }
}
