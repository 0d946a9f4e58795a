//! `upper`, `lower`, `title`, `capitalize`, `swapcase`, `translate`.

use super::blocks::map_in_place;
use crate::str::case;

fn changed(s: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut out = s.to_vec();
    change(&mut out);
    out
}

/// `s.upper()`
pub fn upper(s: &[u8]) -> Vec<u8> {
    changed(s, |out| map_in_place(out, |u| u.to_ascii_uppercase()))
}

/// `s.lower()`
pub fn lower(s: &[u8]) -> Vec<u8> {
    changed(s, |out| map_in_place(out, |u| u.to_ascii_lowercase()))
}

/// `s.title()`
pub fn title(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_title)
}

/// `s.capitalize()`
pub fn capitalize(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_capitalize)
}

/// `s.swapcase()`
pub fn swapcase(s: &[u8]) -> Vec<u8> {
    changed(s, case::ascii_swapcase)
}

/// `s.translate(table, delete)`; without a table the bytes stay as they are.
pub fn translate(s: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let to = |u: u8| table.map_or(u, |table| table[usize::from(u)]);
    if delete.is_empty() {
        return s.iter().map(|&u| to(u)).collect();
    }
    let mut gone = [false; 256];
    delete.iter().for_each(|&u| gone[usize::from(u)] = true);
    let stays = |u: &&u8| !gone[usize::from(**u)];
    let ranges = Ranges::of(&gone, s.len());
    let mut out = Vec::with_capacity(s.len());
    // Most often all of a text stays, or all of it goes.
    let (chunks, rest) = s.as_chunks::<16>();
    for chunk in chunks {
        let staying = match &ranges {
            Some(ranges) => 16 - ranges.count(chunk),
            None => chunk.iter().filter(stays).count(),
        };
        match staying {
            0 => {}
            16 => out.extend(chunk.iter().map(|&u| to(u))),
            _ => out.extend(chunk.iter().filter(stays).map(|&u| to(u))),
        }
    }
    out.extend(rest.iter().filter(stays).map(|&u| to(u)));
    out
}

/// A set of bytes that lie in few ranges, which comparisons tell for a whole vector at once.
struct Ranges {
    /// The first byte of each and how many follow it.
    ranges: [(u8, u8); Self::MOST],
    used: usize,
}

impl Ranges {
    const MOST: usize = 4;

    /// None if there are more ranges, or the text is not worth looking for them.
    fn of(set: &[bool; 256], text: usize) -> Option<Self> {
        if text < 4 * set.len() {
            return None;
        }
        let (mut ranges, mut used) = ([(0, 0); Self::MOST], 0);
        let mut before = false;
        for (u, &within) in (0..=u8::MAX).zip(set) {
            match (before, within) {
                (false, true) => {
                    *ranges.get_mut(used)? = (u, 0);
                    used += 1;
                }
                (true, true) => ranges[used - 1].1 += 1,
                _ => {}
            }
            before = within;
        }
        Some(Self { ranges, used })
    }

    /// How many of these bytes belong to the set.
    #[inline]
    fn count(&self, block: &[u8; 16]) -> usize {
        let mut within = [0; 16];
        for &(first, more) in &self.ranges[..self.used] {
            for (w, u) in within.iter_mut().zip(block) {
                *w |= u8::from(u.wrapping_sub(first) <= more);
            }
        }
        within.iter().sum::<u8>().into()
    }
}
