//! Sets of characters.

use super::character::{in_category, lower_ascii, upper_ascii, upper_unicode};
use super::op;

/// Is the character in the set that `set` begins with? It ends with FAILURE; the code has been validated.
pub fn contains(mut set: &[u32], ch: u32) -> bool {
    let mut found = true;
    loop {
        let (code, rest) = (set[0], &set[1..]);
        let (hit, words) = match code {
            op::FAILURE => return !found,
            op::NEGATE => {
                found = !found;
                (false, 0)
            }
            op::LITERAL => (ch == rest[0], 1),
            op::CATEGORY => (in_category(rest[0], ch), 1),
            op::CHARSET => (ch < 256 && bit(rest, ch), 8),
            op::RANGE => ((rest[0]..=rest[1]).contains(&ch), 2),
            op::RANGE_UNI_IGNORE => {
                let range = rest[0]..=rest[1];
                (range.contains(&ch) || range.contains(&upper_unicode(ch)), 2)
            }
            _ => {
                // BIGCHARSET: the number of blocks, a byte for each 256 characters, the blocks.
                let words = 1 + 64 + 8 * rest[0] as usize;
                let hit = ch < 0x1_0000 && {
                    let page = (ch >> 8) as usize;
                    let block = rest[1 + page / 4].to_ne_bytes()[page % 4];
                    bit(&rest[65 + 8 * usize::from(block)..], ch & 255)
                };
                (hit, words)
            }
        };
        if hit {
            return found;
        }
        set = &rest[words..];
    }
}

fn bit(words: &[u32], at: u32) -> bool {
    words[(at >> 5) as usize] & 1 << (at & 31) != 0
}

/// The same in either case of the character, as the locale has it.
pub fn contains_any_case(set: &[u32], ch: u32) -> bool {
    let (lower, upper) = (lower_ascii(ch), upper_ascii(ch));
    contains(set, lower) || upper != lower && contains(set, upper)
}
