//! Searching a slice for a unit or for another slice.

use super::hits::ByteHits;
use super::kmp::Kmp;
use memchr::memmem;
use std::cell::OnceCell;

/// Code units that can be searched for; `u8` by the `memchr` crate, the wider ones by loops that vectorise.
pub trait Searchable: Sized + Copy + Eq {
    /// The first position of a unit.
    fn find_unit(haystack: &[Self], unit: Self) -> Option<usize>;
    /// The last position of a unit.
    fn rfind_unit(haystack: &[Self], unit: Self) -> Option<usize>;
    /// How many times a unit occurs.
    fn count_unit(haystack: &[Self], unit: Self) -> usize;
    /// The first position of a needle of at least two units, searched for once.
    fn find_slice(haystack: &[Self], needle: &[Self]) -> Option<usize>;
    /// The last position of a needle of at least two units.
    fn rfind_slice(haystack: &[Self], needle: &[Self]) -> Option<usize>;
    /// The positions of a needle, left to right, without overlap.
    type Hits<'a>: Iterator<Item = usize> + Clone
    where
        Self: 'a;
    /// Looks for a needle, which must not be empty.
    fn hits<'a>(haystack: &'a [Self], needle: &'a [Self]) -> Self::Hits<'a>;
}

impl Searchable for u8 {
    #[inline]
    fn find_unit(haystack: &[u8], unit: u8) -> Option<usize> {
        // A call costs more than a few compares.
        if haystack.len() <= 16 {
            return haystack.iter().position(|&u| u == unit);
        }
        memchr::memchr(unit, haystack)
    }

    #[inline]
    fn rfind_unit(haystack: &[u8], unit: u8) -> Option<usize> {
        memchr::memrchr(unit, haystack)
    }

    #[inline]
    fn count_unit(haystack: &[u8], unit: u8) -> usize {
        memchr::memchr_iter(unit, haystack).count()
    }

    #[inline]
    fn find_slice(haystack: &[u8], needle: &[u8]) -> Option<usize> {
        if haystack.len() - needle.len() < FEW {
            return find_among_few(haystack, needle);
        }
        ByteHits::new(haystack, needle).next()
    }

    #[inline]
    fn rfind_slice(haystack: &[u8], needle: &[u8]) -> Option<usize> {
        memmem::rfind(haystack, needle)
    }

    type Hits<'a> = ByteHits<'a>;

    #[inline]
    fn hits<'a>(haystack: &'a [u8], needle: &'a [u8]) -> ByteHits<'a> {
        ByteHits::new(haystack, needle)
    }
}

/// So many positions are looked at one by one before a search by blocks is worth its preparation.
const FEW: usize = 32;

/// The first position of a needle of at least two bytes, which is not longer than the text.
fn find_among_few(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let (first, rest) = needle.split_first()?;
    let positions = haystack.len() - rest.len();
    let mut at = 0;
    loop {
        at += haystack[at..positions].iter().position(|u| u == first)?;
        // A call costs more than a few compares.
        let mut there = haystack[at + 1..].iter().zip(rest);
        if there.all(|(a, b)| a == b) {
            return Some(at);
        }
        at += 1;
    }
}

/// A needle of wide units; the failure function is made when the quick scan turns out badly.
#[derive(Clone)]
struct WideNeedle<'n, U> {
    needle: &'n [U],
    kmp: OnceCell<Kmp>,
}

impl<'n, U> WideNeedle<'n, U> {
    fn new(needle: &'n [U]) -> Self {
        WideNeedle {
            needle,
            kmp: OnceCell::new(),
        }
    }
}

/// The positions of a needle of wide units, left to right, without overlap.
#[derive(Clone)]
pub struct WideHits<'a, U> {
    haystack: &'a [U],
    needle: WideNeedle<'a, U>,
    from: usize,
}

impl<U: Copy + Eq> Iterator for WideHits<'_, U> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let rest = &self.haystack[self.from..];
        let found = match self.needle.needle {
            &[unit] => scan(rest, unit)?,
            _ => find_wide(rest, &self.needle)?,
        };
        let at = self.from + found;
        self.from = at + self.needle.needle.len();
        Some(at)
    }
}

const BLOCK: usize = 16;

fn scan<U: Copy + Eq>(haystack: &[U], unit: U) -> Option<usize> {
    let blocks = haystack.chunks_exact(BLOCK);
    let rest = blocks.remainder();
    for (i, block) in blocks.enumerate() {
        // No early exit inside a block, so that it becomes a few vector compares.
        if block.iter().fold(false, |hit, &u| hit | (u == unit)) {
            let within = block.iter().position(|&u| u == unit).unwrap_or(0);
            return Some(i * BLOCK + within);
        }
    }
    let within = rest.iter().position(|&u| u == unit)?;
    Some(haystack.len() - rest.len() + within)
}

fn find_wide<U: Copy + Eq>(haystack: &[U], needle: &WideNeedle<'_, U>) -> Option<usize> {
    let n = needle.needle;
    let last = haystack.len().checked_sub(n.len())?;
    let (mut at, mut work) = (0, 0);
    while at <= last {
        at += scan(&haystack[at..=last], n[0])?;
        let matched = haystack[at..]
            .iter()
            .zip(n)
            .take_while(|(h, n)| h == n)
            .count();
        if matched == n.len() {
            return Some(at);
        }
        at += 1;
        work += matched;
        // Candidates that fail late cost more than the scan gained: go on in guaranteed linear time.
        if work > 4 * at + 64 {
            let kmp = needle.kmp.get_or_init(|| Kmp::new(n.len(), |i| n[i]));
            let rest = &haystack[at..];
            return kmp
                .find(|i| n[i], rest.len(), |i| rest[i])
                .map(|found| at + found);
        }
    }
    None
}

fn rfind_wide<U: Copy + Eq>(haystack: &[U], n: &[U]) -> Option<usize> {
    let mut end = haystack.len();
    let last = n.len() - 1;
    let mut work = 0;
    while end >= n.len() {
        let at = haystack[last..end].iter().rposition(|&u| u == n[last])?;
        let matched = haystack[at..=at + last].iter().rev().zip(n.iter().rev());
        let matched = matched.take_while(|(h, n)| h == n).count();
        if matched == n.len() {
            return Some(at);
        }
        end = at + last;
        work += matched;
        if work > 4 * (haystack.len() - end) + 64 {
            let kmp = Kmp::new(n.len(), |i| n[last - i]);
            let found = kmp.find(|i| n[last - i], end, |i| haystack[end - 1 - i])?;
            return Some(end - found - n.len());
        }
    }
    None
}

macro_rules! searchable {
    ($unit:ty) => {
        impl Searchable for $unit {
            #[inline]
            fn find_unit(haystack: &[Self], unit: Self) -> Option<usize> {
                scan(haystack, unit)
            }

            #[inline]
            fn rfind_unit(haystack: &[Self], unit: Self) -> Option<usize> {
                haystack.iter().rposition(|&u| u == unit)
            }

            #[inline]
            fn count_unit(haystack: &[Self], unit: Self) -> usize {
                haystack.iter().filter(|&&u| u == unit).count()
            }

            fn find_slice(haystack: &[Self], needle: &[Self]) -> Option<usize> {
                find_wide(haystack, &WideNeedle::new(needle))
            }

            fn rfind_slice(haystack: &[Self], needle: &[Self]) -> Option<usize> {
                rfind_wide(haystack, needle)
            }

            type Hits<'a> = WideHits<'a, Self>;

            fn hits<'a>(haystack: &'a [Self], needle: &'a [Self]) -> WideHits<'a, Self> {
                WideHits {
                    haystack,
                    needle: WideNeedle::new(needle),
                    from: 0,
                }
            }
        }
    };
}
searchable!(u16);
searchable!(u32);

/// The first position of a needle; an empty one is found at 0.
#[inline]
pub(crate) fn find<U: Searchable>(haystack: &[U], needle: &[U]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [unit] => U::find_unit(haystack, *unit),
        _ if needle.len() > haystack.len() => None,
        _ => U::find_slice(haystack, needle),
    }
}

/// The last position of a needle; an empty one is found at the end.
#[inline]
pub(crate) fn rfind<U: Searchable>(haystack: &[U], needle: &[U]) -> Option<usize> {
    match needle {
        [] => Some(haystack.len()),
        [unit] => U::rfind_unit(haystack, *unit),
        _ if needle.len() > haystack.len() => None,
        _ => U::rfind_slice(haystack, needle),
    }
}

/// How many times a needle occurs without overlap, counted up to `max`; an empty one occurs `len + 1` times.
pub(crate) fn count<U: Searchable>(haystack: &[U], needle: &[U], max: usize) -> usize {
    match needle {
        [] => max.min(haystack.len() + 1),
        [unit] if max >= haystack.len() => U::count_unit(haystack, *unit),
        _ => U::hits(haystack, needle).take(max).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain definition, to compare with.
    fn slow(h: &[u16], n: &[u16]) -> Vec<usize> {
        (0..(h.len() + 1).saturating_sub(n.len()))
            .filter(|&i| h[i..].starts_with(n))
            .collect()
    }

    #[test]
    fn searches_agree_with_the_definition_in_every_width() {
        // A small alphabet and a fixed generator: many near-misses, same run every time.
        let mut state = 12345u32;
        let mut next = || {
            state = state.wrapping_mul(1_103_515_245).wrapping_add(12345);
            (state >> 16) as usize
        };
        for _ in 0..4000 {
            let h: Vec<u16> = (0..next() % 120)
                .map(|_| 0x141 + (next() % 2) as u16)
                .collect();
            let n: Vec<u16> = (0..next() % 7 + 1)
                .map(|_| 0x141 + (next() % 2) as u16)
                .collect();
            let all = slow(&h, &n);
            let (h8, n8): (Vec<u8>, Vec<u8>) = (
                h.iter().map(|&u| u as u8).collect(),
                n.iter().map(|&u| u as u8).collect(),
            );
            let (h32, n32): (Vec<u32>, Vec<u32>) = (
                h.iter().map(|&u| u.into()).collect(),
                n.iter().map(|&u| u.into()).collect(),
            );
            for found in [find(&h, &n), find(&h8, &n8), find(&h32, &n32)] {
                assert_eq!(found, all.first().copied(), "{n:?} in {h:?}");
            }
            for found in [rfind(&h, &n), rfind(&h8, &n8), rfind(&h32, &n32)] {
                assert_eq!(found, all.last().copied(), "{n:?} in {h:?} from the right");
            }
            let mut apart: Vec<usize> = vec![];
            for at in all {
                if apart.last().is_none_or(|last| last + n.len() <= at) {
                    apart.push(at);
                }
            }
            assert_eq!(u16::hits(&h, &n).collect::<Vec<_>>(), apart);
            assert_eq!(u8::hits(&h8, &n8).collect::<Vec<_>>(), apart);
            for counted in [count(&h, &n, usize::MAX), count(&h8, &n8, usize::MAX)] {
                assert_eq!(counted, apart.len());
            }
            assert_eq!(count(&h, &n, 2), apart.len().min(2));
        }
    }

    #[test]
    fn hits_far_apart_are_all_found() {
        for gap in [0, 1, 15, 31, 32, 33, 1000, 3000] {
            for needle in [&b"x"[..], b"xy", b"xyz", b"xyzxyzxyzxyz"] {
                let mut h = vec![];
                let mut want = vec![];
                for i in 0..40 {
                    // Candidates that have both ends of the needle and are none.
                    h.extend(b"x..........z".iter().cycle().take(gap + i % 3));
                    want.push(h.len());
                    h.extend(needle);
                }
                if needle == b"x" {
                    h.iter_mut().enumerate().for_each(|(i, u)| {
                        *u = if *u == b'x' && !want.contains(&i) {
                            b'.'
                        } else {
                            *u
                        };
                    });
                }
                assert_eq!(u8::hits(&h, needle).collect::<Vec<_>>(), want, "{gap}");
            }
        }
    }

    #[test]
    fn periodic_needles_stay_linear() {
        // Quadratic, this would be 10^11 compares.
        let h = vec![0x161u16; 1_000_000];
        let mut n = vec![0x161u16; 100_000];
        n[99_999] = 0x162;
        assert_eq!(find(&h, &n), None);
        assert_eq!(count(&h, &n, usize::MAX), 0);
        let (h8, n8) = (
            vec![b'a'; 1_000_000],
            [&[b'a'; 50_000][..], b"b", &[b'a'; 50_000]].concat(),
        );
        assert_eq!(u8::hits(&h8, &n8).count(), 0);
        n.reverse();
        assert_eq!(rfind(&h, &n), None);
    }
}
