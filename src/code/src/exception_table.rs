//! The exception table: which handler takes an exception raised at an instruction.
//!
//! An entry is four varints, big-endian in groups of six bits: start, length, target (code units) and
//! `depth << 1 | lasti`. Bit 6 of a byte says that another follows; bit 7 marks the first byte of an entry, so that a
//! lookup can bisect.

/// One entry. Offsets are in code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First code unit covered.
    pub start: u32,
    /// First code unit no longer covered.
    pub end: u32,
    /// Where the handler begins.
    pub target: u32,
    /// Stack entries that are kept.
    pub depth: u32,
    /// Whether the offset of the raising instruction is pushed below the exception.
    pub lasti: bool,
}

const ENTRY_START: u8 = 0x80;
const CONTINUES: u8 = 0x40;
const PAYLOAD: u8 = 0x3F;

/// The handler for an exception at a code unit, as `get_exception_handler` in CPython's `ceval.c` finds it: entries do
/// not overlap and are in order.
pub fn lookup(table: &[u8], unit: u32) -> Option<Handler> {
    let table = narrowed(table, unit);
    let entries = Entries { table, position: 0 };
    for entry in entries {
        let entry = entry.ok()?;
        if entry.start > unit {
            return None;
        }
        if entry.end > unit {
            return Some(entry);
        }
    }
    None
}

/// Linear search is cheap for a table of this many bytes.
const SEARCH_BYTES: usize = 40;

/// The part of the table, from the start of an entry on, in which the entry for a code unit must be.
fn narrowed(table: &[u8], unit: u32) -> &[u8] {
    let (mut low, mut high) = (0, table.len());
    while high - low > SEARCH_BYTES {
        let mut middle = low + (high - low) / 2;
        while middle > low && table[middle] & ENTRY_START == 0 {
            middle -= 1;
        }
        if middle == low {
            break;
        }
        match read_varint(table, &mut { middle }) {
            Some(start) if start <= unit => low = middle,
            Some(_) => high = middle,
            None => break,
        }
    }
    &table[low..]
}

fn read_varint(table: &[u8], position: &mut usize) -> Option<u32> {
    let mut value: u32 = 0;
    loop {
        let byte = *table.get(*position)?;
        *position += 1;
        value = value.checked_mul(64)? | u32::from(byte & PAYLOAD);
        if byte & CONTINUES == 0 {
            return Some(value);
        }
    }
}

/// The entries of a table, in order. An error ends the iteration: the byte offset of an entry that is cut short or has
/// numbers too large.
pub fn entries(table: &[u8]) -> impl Iterator<Item = Result<Handler, usize>> + '_ {
    Entries { table, position: 0 }
}

struct Entries<'a> {
    table: &'a [u8],
    position: usize,
}

impl Iterator for Entries<'_> {
    type Item = Result<Handler, usize>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.position >= self.table.len() {
            return None;
        }
        let begin = self.position;
        let entry = self.entry();
        if entry.is_none() {
            self.position = self.table.len();
        }
        Some(entry.ok_or(begin))
    }
}

impl Entries<'_> {
    fn entry(&mut self) -> Option<Handler> {
        let mut next = || read_varint(self.table, &mut self.position);
        let (start, length, target, depth) = (next()?, next()?, next()?, next()?);
        Some(Handler {
            start,
            end: start.checked_add(length)?,
            target,
            depth: depth >> 1,
            lasti: depth & 1 != 0,
        })
    }
}

/// Encodes entries, which must be in order, as the compiler does.
pub fn encode(entries: &[Handler]) -> Vec<u8> {
    let mut table = Vec::new();
    for entry in entries {
        let first = table.len();
        let depth = entry.depth << 1 | u32::from(entry.lasti);
        for number in [entry.start, entry.end - entry.start, entry.target, depth] {
            let groups = (1..6).rev().skip_while(|group| number >> (group * 6) == 0);
            for group in groups {
                table.push((number >> (group * 6)) as u8 & PAYLOAD | CONTINUES);
            }
            table.push(number as u8 & PAYLOAD);
        }
        table[first] |= ENTRY_START;
    }
    table
}
