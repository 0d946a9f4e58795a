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

/// May it hold a character of 256 or more? True if in doubt.
pub fn may_be_wide(mut set: &[u32]) -> bool {
    use super::op::category as c;
    loop {
        let (narrow, words) = match set[0] {
            op::FAILURE => return false,
            op::LITERAL => (set[1] < 256, 2),
            op::RANGE => (set[2] < 256, 3),
            op::CHARSET => (true, 9),
            op::CATEGORY => (
                matches!(
                    set[1],
                    c::DIGIT | c::SPACE | c::WORD | c::LOC_WORD | c::LINEBREAK
                ),
                2,
            ),
            _ => (false, 0),
        };
        if !narrow {
            return true;
        }
        set = &set[words..];
    }
}

#[inline]
fn bit(words: &[u32], at: u32) -> bool {
    words[(at >> 5) as usize] & 1 << (at & 31) != 0
}

/// The same in either case of the character, as the locale has it: what a negated set leaves out, it leaves out in both.
pub fn contains_any_case(set: &[u32], ch: u32) -> bool {
    let (lower, upper) = (lower_ascii(ch), upper_ascii(ch));
    if set[0] == op::NEGATE {
        return contains(set, lower) && contains(set, upper);
    }
    contains(set, lower) || upper != lower && contains(set, upper)
}
