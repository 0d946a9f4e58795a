//! The places where a needle of bytes stands, a block of the text at a time.

use memchr::memmem;

/// Positions that are compared at once.
const BLOCK: usize = 32;

/// Bytes that may be looked at without a hit before a search that is made for long distances goes on.
const PATIENCE: usize = 1024;

/// The positions of a needle, left to right, without overlap.
///
/// A block of positions is compared at once with the first and the last byte of the needle, and only where both
/// stand the rest is. Nothing is prepared, so this is quick on short texts, and a hit costs no new start. Where hits are
/// far apart, or candidates turn out badly, `memmem` goes on until the next hit, which keeps all of it linear.
#[derive(Clone)]
pub struct ByteHits<'a> {
    haystack: &'a [u8],
    needle: &'a [u8],
    ends: (u8, u8),
    /// How many positions there are.
    positions: usize,
    /// Where the block begins that `candidates` tells of.
    block: usize,
    candidates: u32,
    /// The first position that has not been compared.
    next: usize,
    /// The end of the last hit.
    from: usize,
    patience: usize,
    far: Option<Box<memmem::Finder<'a>>>,
}

impl<'a> ByteHits<'a> {
    /// # Panics
    /// If the needle is empty.
    #[inline]
    pub(super) fn new(haystack: &'a [u8], needle: &'a [u8]) -> Self {
        let (&[first], &[.., last]) = (&needle[..1], needle) else {
            unreachable!("the slice above has one byte")
        };
        ByteHits {
            haystack,
            needle,
            ends: (first, last),
            positions: (haystack.len() + 1).saturating_sub(needle.len()),
            block: 0,
            candidates: 0,
            next: 0,
            from: 0,
            patience: PATIENCE,
            far: None,
        }
    }

    /// Compares the next block; false when there is none.
    #[inline]
    fn advance(&mut self) -> bool {
        let mut at = self.next.max(self.from);
        if at >= self.positions {
            return false;
        }
        if self.patience == 0 {
            match self.find_far(at) {
                Some(found) => at = found,
                None => return false,
            }
        }
        self.patience = self.patience.saturating_sub(BLOCK);
        let last = self.needle.len() - 1;
        if self.positions >= BLOCK {
            // The last block overlaps the one before it.
            self.block = at.min(self.positions - BLOCK);
            let begins = block_at(self.haystack, self.block);
            let stops = block_at(self.haystack, self.block + last);
            self.candidates = both_stand(begins, stops, self.ends) & (!0 << (at - self.block));
            self.next = self.block + BLOCK;
        } else {
            let n = self.positions;
            let (mut begins, mut stops) = ([0; BLOCK], [0; BLOCK]);
            begins[..n].copy_from_slice(&self.haystack[..n]);
            stops[..n].copy_from_slice(&self.haystack[last..]);
            self.block = 0;
            let inside = !(!0 << n);
            self.candidates = both_stand(&begins, &stops, self.ends) & inside & (!0 << at);
            self.next = n;
        }
        true
    }

    /// The next hit from a position on, by the search for long distances.
    #[cold]
    fn find_far(&mut self, at: usize) -> Option<usize> {
        self.patience = PATIENCE;
        let rest = &self.haystack[at..];
        let found = match self.needle {
            &[unit] => memchr::memchr(unit, rest)?,
            needle => {
                let far = self
                    .far
                    .get_or_insert_with(|| Box::new(memmem::Finder::new(needle)));
                far.find(rest)?
            }
        };
        Some(at + found)
    }

    /// Does what lies between the ends of the needle stand at a candidate?
    #[inline]
    fn stands_at(&self, at: usize) -> bool {
        let Some(inner) = self.needle.get(1..self.needle.len() - 1) else {
            return true;
        };
        let there = &self.haystack[at + 1..at + 1 + inner.len()];
        if inner.len() <= 8 {
            // A call costs more than a few compares.
            there.iter().zip(inner).all(|(a, b)| a == b)
        } else {
            there == inner
        }
    }
}

impl Iterator for ByteHits<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        loop {
            while self.candidates != 0 {
                let at = self.block + self.candidates.trailing_zeros() as usize;
                self.candidates &= self.candidates - 1;
                if at < self.from {
                    continue;
                }
                if self.stands_at(at) {
                    self.from = at + self.needle.len();
                    self.patience = PATIENCE;
                    return Some(at);
                }
                self.patience = self.patience.saturating_sub(self.needle.len());
            }
            if !self.advance() {
                return None;
            }
        }
    }
}

#[inline]
fn block_at(s: &[u8], at: usize) -> &[u8; BLOCK] {
    s[at..]
        .first_chunk()
        .expect("positions end a needle before the text")
}

/// A bit for each place where one block has the first byte and the other the second.
#[inline]
#[cfg(target_arch = "x86_64")]
fn both_stand(a: &[u8; BLOCK], b: &[u8; BLOCK], ends: (u8, u8)) -> u32 {
    use std::arch::x86_64::{
        __m128i, _mm_and_si128, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8,
    };
    // SAFETY: SSE2 is a part of x86-64, and both halves lie within the blocks.
    unsafe {
        let (x, y) = (_mm_set1_epi8(ends.0 as i8), _mm_set1_epi8(ends.1 as i8));
        let half = |i: usize| {
            let a = _mm_loadu_si128(a.as_ptr().add(i).cast::<__m128i>());
            let b = _mm_loadu_si128(b.as_ptr().add(i).cast::<__m128i>());
            let both = _mm_and_si128(_mm_cmpeq_epi8(a, x), _mm_cmpeq_epi8(b, y));
            _mm_movemask_epi8(both) as u32
        };
        half(0) | half(BLOCK / 2) << (BLOCK / 2)
    }
}

/// A bit for each place where one block has the first byte and the other the second.
#[inline]
#[cfg(not(target_arch = "x86_64"))]
fn both_stand(a: &[u8; BLOCK], b: &[u8; BLOCK], ends: (u8, u8)) -> u32 {
    let both = a.iter().zip(b).map(|(a, b)| *a == ends.0 && *b == ends.1);
    both.enumerate()
        .fold(0, |m, (i, hit)| m | u32::from(hit) << i)
}
