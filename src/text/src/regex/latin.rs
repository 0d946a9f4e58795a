//! What operations of one character take among the characters below 256, all at once.
//!
//! Asking [`takes`] 256 times would interpret a set 256 times: most of what compiling a pattern cost.

use super::character::{in_category, lower_unicode, upper_unicode};
use super::matcher::takes;
use super::op;
use std::sync::LazyLock;

/// A bit for each character below 256.
pub type Bits = [u64; 4];

const NONE: Bits = [0; 4];
const ALL: Bits = [u64::MAX; 4];

/// The categories, by number.
static CATEGORIES: LazyLock<[Bits; 18]> = LazyLock::new(|| {
    std::array::from_fn(|category| {
        let mut bits = NONE;
        for c in (0..256).filter(|&c| in_category(category as u32, c)) {
            add(&mut bits, c);
        }
        bits
    })
});

/// Lower and upper case, where these are below 256 too.
static CASES: LazyLock<[[u32; 2]; 256]> =
    LazyLock::new(|| std::array::from_fn(|c| [lower_unicode(c as u32), upper_unicode(c as u32)]));

#[inline(always)]
fn add(bits: &mut Bits, c: u32) {
    bits[(c >> 6) as usize & 3] |= 1 << (c & 63);
}

#[inline(always)]
fn has(bits: &Bits, c: u32) -> bool {
    bits[(c >> 6) as usize & 3] >> (c & 63) & 1 != 0
}

fn not(bits: Bits) -> Bits {
    bits.map(|b| !b)
}

/// A single character, if it is below 256.
fn one(c: u32) -> Bits {
    let mut bits = NONE;
    if c < 256 {
        add(&mut bits, c);
    }
    bits
}

/// Those of `low..=high` that are below 256.
fn range(low: u32, high: u32) -> Bits {
    let mut bits = NONE;
    for (i, b) in bits.iter_mut().enumerate() {
        let first = 64 * i as u32;
        let (from, to) = (low.max(first), high.min(first + 63));
        if from <= to {
            *b = (u64::MAX >> (63 - (to - from))) << (from - first);
        }
    }
    bits
}

/// The 256 bits that eight words of code hold.
fn page(words: &[u32]) -> Bits {
    std::array::from_fn(|i| u64::from(words[2 * i]) | u64::from(words[2 * i + 1]) << 32)
}

/// Those for which `test` of the lower-case character holds.
fn folded(test: impl Fn(u32) -> bool) -> Bits {
    let mut bits = NONE;
    for (c, [lower, _]) in CASES.iter().enumerate() {
        if test(*lower) {
            add(&mut bits, c as u32);
        }
    }
    bits
}

/// The members of a set, which ends with FAILURE; the code has been validated.
fn set(mut code: &[u32]) -> Bits {
    let (mut bits, mut open, mut found) = (NONE, ALL, true);
    loop {
        let (hits, words) = match code[0] {
            op::FAILURE => {
                return if found {
                    bits
                } else {
                    std::array::from_fn(|i| bits[i] | open[i])
                };
            }
            op::NEGATE => {
                found = !found;
                (NONE, 0)
            }
            op::LITERAL => (one(code[1]), 1),
            op::CATEGORY => (CATEGORIES[code[1] as usize], 1),
            op::CHARSET => (page(&code[1..]), 8),
            op::RANGE => (range(code[1], code[2]), 2),
            op::RANGE_UNI_IGNORE => {
                let range = code[1]..=code[2];
                let mut bits = NONE;
                for (c, [_, upper]) in CASES.iter().enumerate() {
                    if range.contains(&(c as u32)) || range.contains(upper) {
                        add(&mut bits, c as u32);
                    }
                }
                (bits, 2)
            }
            // BIGCHARSET: the number of blocks, a byte for each 256 characters, the blocks.
            _ => {
                let block = usize::from(code[2].to_ne_bytes()[0]);
                (page(&code[66 + 8 * block..]), 65 + 8 * code[1] as usize)
            }
        };
        // The first item that has a character decides about it.
        for i in 0..4 {
            if found {
                bits[i] |= hits[i] & open[i];
            }
            open[i] &= !hits[i];
        }
        code = &code[1 + words..];
    }
}

/// The characters below 256 that the operation `o` takes, whose operands are at `pc`.
pub fn taken(code: &[u32], o: u32, pc: usize) -> Bits {
    match o {
        op::LITERAL => one(code[pc]),
        op::NOT_LITERAL => not(one(code[pc])),
        op::ANY => not(one(10)),
        op::ANY_ALL => ALL,
        op::CATEGORY => CATEGORIES[code[pc] as usize],
        op::IN => set(&code[pc + 1..]),
        op::LITERAL_UNI_IGNORE => folded(|c| c == code[pc]),
        op::NOT_LITERAL_UNI_IGNORE => folded(|c| c != code[pc]),
        op::IN_UNI_IGNORE => {
            let members = set(&code[pc + 1..]);
            folded(|c| {
                if c < 256 {
                    has(&members, c)
                } else {
                    super::charset::contains(&code[pc + 1..], c)
                }
            })
        }
        _ => {
            let mut bits = NONE;
            for c in (0..256).filter(|&c| takes(code, o, pc, c)) {
                add(&mut bits, c);
            }
            bits
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::op::category;
    use super::*;

    /// What the operation takes, asked character by character.
    fn expect_same(code: &[u32]) {
        let bits = taken(code, code[0], 1);
        for c in 0..256 {
            assert_eq!(has(&bits, c), takes(code, code[0], 1, c), "{c} in {code:?}");
        }
    }

    const LITERALS: [u32; 8] = [
        op::LITERAL,
        op::NOT_LITERAL,
        op::LITERAL_IGNORE,
        op::NOT_LITERAL_IGNORE,
        op::LITERAL_LOC_IGNORE,
        op::NOT_LITERAL_LOC_IGNORE,
        op::LITERAL_UNI_IGNORE,
        op::NOT_LITERAL_UNI_IGNORE,
    ];

    #[test]
    fn literals_and_categories() {
        for o in LITERALS {
            for c in (0..256).chain([0x131, 0x17F, 0x1E9E, 0x212A, 0x3BC, 0x10_FFFF]) {
                expect_same(&[o, c]);
            }
        }
        for category in category::DIGIT..=category::UNI_NOT_LINEBREAK {
            expect_same(&[op::CATEGORY, category]);
        }
        expect_same(&[op::ANY]);
        expect_same(&[op::ANY_ALL]);
        expect_same(&[op::FAILURE]);
    }

    #[test]
    fn sets() {
        let words = [0x8000_0001, 0, 7, 0xFFFF_FFFF, 1, 2, 0x80, 0x4000_0000];
        let mut bitmap = vec![op::CHARSET];
        bitmap.extend(words);
        let mut big = vec![op::BIGCHARSET, 2];
        // Page 0 is in the second block, all others in the first.
        let pages = |i: usize| u32::from_ne_bytes([if i == 0 { 1 } else { 0 }, 0, 0, 0]);
        big.extend((0..64).map(pages));
        big.extend([0; 8]);
        big.extend(words);
        let items: [&[u32]; 10] = [
            &[op::LITERAL, 65],
            &[op::LITERAL, 0x212A],
            &[op::RANGE, 60, 70],
            &[op::RANGE, 63, 64],
            &[op::RANGE, 0, 0x10_FFFF],
            &[op::RANGE, 255, 300],
            &[op::RANGE_UNI_IGNORE, 0x41, 0x4B],
            &[op::CATEGORY, category::UNI_WORD],
            &bitmap,
            &big,
        ];
        for o in [op::IN, op::IN_IGNORE, op::IN_LOC_IGNORE, op::IN_UNI_IGNORE] {
            for a in items {
                for b in items {
                    for negate in [&[][..], &[op::NEGATE]] {
                        for again in [&[][..], &[op::NEGATE]] {
                            let set = [negate, a, again, b, &[op::FAILURE]].concat();
                            let head = [o, set.len() as u32 + 1];
                            expect_same(&[&head, &set[..]].concat());
                        }
                    }
                }
            }
        }
    }
}
