//! Replacements in bytes: first what there is to do, then the result, written in place.

use super::find::Searchable;
use super::pieces::{add, mul};
use crate::str::buf::SizeError;
use std::mem::MaybeUninit;

/// Positions that are kept from the first pass over the text; only where there are more is a second one made.
const KEPT: usize = 16;

/// A replacement that changes something: how long the result is, and what writes it.
pub struct Replacement<'a> {
    s: &'a [u8],
    from: &'a [u8],
    to: &'a [u8],
    count: usize,
    len: usize,
    kept: [usize; KEPT],
    more: Option<<u8 as Searchable>::Hits<'a>>,
}

/// Plans `s.replace(from, to, max)`; `usize::MAX` replaces all. `None` if nothing is found.
///
/// Inlined, so that the plan is made where it is used.
///
/// # Errors
/// `message` for a result that is longer than any string.
#[inline]
pub fn plan<'a>(
    s: &'a [u8],
    from: &'a [u8],
    to: &'a [u8],
    max: usize,
    message: &'static str,
) -> Result<Option<Replacement<'a>>, SizeError> {
    let mut r = Replacement {
        s,
        from,
        to,
        count: 0,
        len: s.len(),
        kept: [0; KEPT],
        more: None,
    };
    if from.is_empty() {
        // Before every byte and at the end; `max` may cut that short.
        r.count = max.min(s.len() + 1);
    } else if r.is_map(max) {
        r.count = memchr::memchr(from[0], s).map_or(0, |_| max);
    } else {
        let mut hits = u8::hits(s, from);
        while r.count < KEPT.min(max)
            && let Some(at) = hits.next()
        {
            r.kept[r.count] = at;
            r.count += 1;
        }
        if r.count == KEPT && max > KEPT {
            r.more = Some(hits.clone());
            r.count += hits.take(max - KEPT).count();
        }
    }
    if r.count == 0 {
        return Ok(None);
    }
    if to.len() > from.len() {
        let grown = mul(r.count, to.len() - from.len(), message)?;
        r.len = add(s.len(), grown, message)?;
    } else if to.len() < from.len() {
        r.len -= r.count * (from.len() - to.len());
    }
    Ok(Some(r))
}

impl Replacement<'_> {
    /// How long the result is.
    #[inline]
    #[expect(clippy::len_without_is_empty, reason = "a length to make room for")]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Is each byte mapped on its own?
    #[inline]
    fn is_map(&self, max: usize) -> bool {
        self.from.len() == 1 && self.to.len() == 1 && max >= self.s.len()
    }

    /// The result as a vector.
    ///
    /// # Errors
    /// If there is no such amount of memory.
    pub fn to_vec(&self) -> Result<Vec<u8>, SizeError> {
        let (mut out, len) = (Vec::new(), self.len);
        out.try_reserve_exact(len).map_err(|_| SizeError::Memory)?;
        self.write(&mut out.spare_capacity_mut()[..len]);
        // SAFETY: `write` has initialised as many.
        unsafe { out.set_len(len) };
        Ok(out)
    }

    /// Writes the result, and initialises with it all of `out`.
    ///
    /// # Panics
    /// If `out` is not as long as the result.
    pub fn write(&self, out: &mut [MaybeUninit<u8>]) {
        assert_eq!(out.len(), self.len, "room for the result, no more");
        let (s, from, to) = (self.s, self.from, self.to);
        if from.is_empty() {
            return write_between(s, to, self.count, out);
        }
        if self.is_map(self.count) {
            let (old, new) = (from[0], to[0]);
            for (o, &u) in out.iter_mut().zip(s) {
                o.write(if u == old { new } else { u });
            }
            return;
        }
        let kept = self.kept[..self.count.min(KEPT)].iter().copied();
        let more = self.more.clone().into_iter().flatten();
        let hits = kept.chain(more).take(self.count);
        let (mut rest, mut read) = (out, 0);
        hits.for_each(|at| {
            let room = std::mem::take(&mut rest);
            let room = put(room, &s[read..at]);
            rest = put(room, to);
            read = at + from.len();
        });
        let end = put(rest, &s[read..]);
        assert!(end.is_empty(), "the pieces are the result");
    }
}

/// `to` before each of the first `count` places of `s`.
fn write_between(s: &[u8], to: &[u8], count: usize, out: &mut [MaybeUninit<u8>]) {
    let (single, rest) = s.split_at(s.len().min(count));
    let mut out = out;
    for u in single {
        out = put(put(out, to), std::slice::from_ref(u));
    }
    if count > s.len() {
        out = put(out, to);
    }
    let end = put(out, rest);
    assert!(end.is_empty(), "the pieces are the result");
}

/// Writes bytes at the front of some room, and returns what is behind them.
#[inline]
fn put<'o>(out: &'o mut [MaybeUninit<u8>], bytes: &[u8]) -> &'o mut [MaybeUninit<u8>] {
    let (here, rest) = out.split_at_mut(bytes.len());
    // SAFETY: `here` is as long as `bytes` and lies elsewhere, being borrowed mutably.
    unsafe { copy_short(bytes.as_ptr(), here.as_mut_ptr().cast(), bytes.len()) };
    rest
}

/// Copies `n` bytes. Most pieces are short: a call of `memcpy` costs more than these few moves.
///
/// # Safety
/// `n` bytes must be readable at `from` and writable at `to`, and the two may not overlap.
#[inline(always)]
unsafe fn copy_short(from: *const u8, to: *mut u8, n: usize) {
    /// The first and the last bytes of a range that is as long as one `T`, two of them, or between.
    ///
    /// # Safety
    /// As above, with `n` from the size of `T` to twice as much.
    #[inline(always)]
    unsafe fn ends<T>(from: *const u8, to: *mut u8, n: usize) {
        // SAFETY: both moves stay within the range.
        unsafe {
            let behind = n - size_of::<T>();
            let first = from.cast::<T>().read_unaligned();
            let last = from.add(behind).cast::<T>().read_unaligned();
            to.cast::<T>().write_unaligned(first);
            to.add(behind).cast::<T>().write_unaligned(last);
        }
    }
    // SAFETY: see above.
    unsafe {
        match n {
            0 => {}
            1 => *to = *from,
            2..4 => ends::<u16>(from, to, n),
            4..8 => ends::<u32>(from, to, n),
            8..16 => ends::<u64>(from, to, n),
            16..=32 => ends::<u128>(from, to, n),
            _ => to.copy_from_nonoverlapping(from, n),
        }
    }
}
