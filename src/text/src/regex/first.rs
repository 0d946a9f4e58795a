//! What the parts of a pattern can begin with, found out once for each pattern.
//!
//! A part that cannot match is mostly told by its first character: then neither a place to come back to is kept nor
//! are marks put aside. The tables also answer for single operations, whose sets need not be interpreted again for
//! each character.

use super::{charset, op};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// In place of a table: the part may match without a character, or it is not known what it begins with.
pub const UNKNOWN: u32 = u32::MAX;

/// Characters that something can begin with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct First {
    /// A bit for each character below 256.
    bits: super::latin::Bits,
    /// May it be one of the others?
    wide: bool,
}

impl First {
    /// Is it one of the characters below 256?
    #[inline(always)]
    pub fn has(&self, c: u32) -> bool {
        self.bits[(c >> 6) as usize & 3] >> (c & 63) & 1 != 0
    }

    /// May it be the first?
    #[inline(always)]
    pub fn may_be(&self, c: u32) -> bool {
        if c < 256 { self.has(c) } else { self.wide }
    }

    fn add(&mut self, c: u32) {
        if c < 256 {
            self.bits[(c >> 6) as usize] |= 1 << (c & 63);
        } else {
            self.wide = true;
        }
    }

    fn or(mut self, other: First) -> First {
        for (a, b) in self.bits.iter_mut().zip(other.bits) {
            *a |= b;
        }
        self.wide |= other.wide;
        self
    }

    /// What the operation of one character at `pc` takes.
    fn of_single(code: &[u32], pc: usize) -> First {
        let mut first = First::default();
        let o = code[pc];
        if o == op::LITERAL {
            first.add(code[pc + 1]);
            return first;
        }
        first.bits = super::latin::taken(code, o, pc + 1);
        first.wide = match o {
            op::FAILURE => false,
            op::IN => charset::may_be_wide(&code[pc + 2..]),
            _ => true,
        };
        first
    }
}

/// Hashes tables: nobody chooses them to collide, so a multiplication for each word will do.
#[derive(Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }
    fn write_u8(&mut self, n: u8) {
        self.write_u64(n.into());
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(26) ^ n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The tables of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firsts {
    /// The number of a table for each word of the code, if an operation is there: what the code from there on to its
    /// end can begin with.
    numbers: Box<[u32]>,
    tables: Box<[First]>,
}

impl Firsts {
    /// The tables of code that has been checked.
    pub fn new(code: &[u32]) -> Firsts {
        let begins = operations(code);
        let mut known: HashMap<First, u32, BuildHasherDefault<Mixer>> = HashMap::default();
        let mut tables = Vec::new();
        let mut firsts: Vec<u32> = vec![UNKNOWN; code.len()];
        // What an operation depends on is behind it.
        for pc in (0..code.len()).rev() {
            if !begins[pc] {
                continue;
            }
            let table = |at: usize| match firsts.get(at) {
                None | Some(&UNKNOWN) => None,
                Some(&n) => Some(tables[n as usize]),
            };
            if let Some(first) = first(code, pc, &table) {
                firsts[pc] = *known.entry(first).or_insert_with(|| {
                    tables.push(first);
                    tables.len() as u32 - 1
                });
            }
        }
        Firsts {
            numbers: firsts.into(),
            tables: tables.into(),
        }
    }

    /// The table of the operation at `pc`.
    #[inline(always)]
    pub fn at(&self, pc: usize) -> Option<&First> {
        self.tables.get(self.numbers[pc] as usize)
    }
}

fn is_single(o: u32) -> bool {
    matches!(
        o,
        op::FAILURE
            | op::ANY
            | op::ANY_ALL
            | op::LITERAL
            | op::NOT_LITERAL
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE
            | op::CATEGORY
            | op::IN
            | op::IN_IGNORE
            | op::IN_LOC_IGNORE
            | op::IN_UNI_IGNORE
    )
}

/// What the code at `pc` can begin with, `table` answering for what is behind; `None` if that is not known.
fn first(code: &[u32], pc: usize, table: &dyn Fn(usize) -> Option<First>) -> Option<First> {
    let o = code[pc];
    if is_single(o) {
        return Some(First::of_single(code, pc));
    }
    // Behind the block whose length is the operand.
    let behind = || pc + 1 + code[pc + 1] as usize;
    let repeated = |item: usize, tail: usize| {
        let item = table(item)?;
        Some(if code[pc + 2] > 0 {
            item
        } else {
            item.or(table(tail)?)
        })
    };
    match o {
        op::MARK | op::AT => table(pc + 2),
        op::INFO | op::JUMP | op::ASSERT | op::ASSERT_NOT => table(behind()),
        op::ATOMIC_GROUP => table(pc + 2),
        op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE => {
            repeated(pc + 4, behind())
        }
        // Behind these there is the operation that ends an item.
        op::REPEAT | op::POSSESSIVE_REPEAT => repeated(pc + 4, behind() + 1),
        op::BRANCH => {
            let (mut all, mut at) = (First::default(), pc + 1);
            while code[at] != 0 {
                all = all.or(table(at + 1)?);
                at += code[at] as usize;
            }
            Some(all)
        }
        _ => None,
    }
}

/// Where in the code operations are that can be reached.
fn operations(code: &[u32]) -> Vec<bool> {
    let mut begins = vec![false; code.len()];
    let mut left = vec![0];
    while let Some(pc) = left.pop() {
        if pc >= code.len() || begins[pc] {
            continue;
        }
        begins[pc] = true;
        let behind = || pc + 1 + code[pc + 1] as usize;
        match code[pc] {
            op::SUCCESS => {}
            op::FAILURE | op::ANY | op::ANY_ALL | op::MAX_UNTIL | op::MIN_UNTIL => {
                left.push(pc + 1);
            }
            op::IN | op::IN_IGNORE | op::IN_LOC_IGNORE | op::IN_UNI_IGNORE => left.push(behind()),
            op::INFO | op::JUMP => left.push(behind()),
            op::ASSERT | op::ASSERT_NOT => left.extend([pc + 3, behind()]),
            op::ATOMIC_GROUP => left.extend([pc + 2, behind()]),
            op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE => {
                left.extend([pc + 4, behind()]);
            }
            // MAX_UNTIL and MIN_UNTIL, or the SUCCESS of a possessive one, are in front of the tail.
            op::REPEAT | op::POSSESSIVE_REPEAT => left.extend([pc + 4, behind() + 1]),
            op::GROUPREF_EXISTS => left.extend([pc + 3, pc + 1 + code[pc + 2] as usize]),
            op::BRANCH => {
                let mut at = pc + 1;
                while code[at] != 0 {
                    left.push(at + 1);
                    at += code[at] as usize;
                }
            }
            // What is left has one operand.
            _ => left.push(pc + 2),
        }
    }
    begins
}
