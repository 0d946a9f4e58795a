//! The line table (`co_linetable`, PEP 626 and PEP 657): source positions of code units.
//!
//! The table is a sequence of entries. The first byte of an entry has bit 7 set, a code in bits 3-6, and in bits 0-2
//! the number of code units it covers, less one. A position that holds for more than eight units is split over
//! several entries, the later ones with a line difference of zero.

/// A source position. Lines count from 1, columns from 0 in bytes of UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The first line; `None` for code that has no line.
    pub line: Option<i32>,
    /// The last line.
    pub end_line: Option<i32>,
    /// The first column.
    pub column: Option<i32>,
    /// The column after the last.
    pub end_column: Option<i32>,
}

/// A position and the code units `start..end` it holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// First code unit.
    pub start: u32,
    /// First code unit it no longer holds for.
    pub end: u32,
    /// The position.
    pub position: Position,
}

const ENTRY_START: u8 = 0x80;
/// Codes up to here: a short form, the column's higher bits in the code.
const LAST_SHORT: u8 = 9;
/// From here: a column of a byte each, on this line or one of the next two.
const ONE_LINE_0: u8 = 10;
const ONE_LINE_2: u8 = 12;
const NO_COLUMNS: u8 = 13;
const LONG: u8 = 14;

/// Walks the entries of a line table. Malformed tables give some positions, never a panic.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    table: &'a [u8],
    position: usize,
    line: i32,
    unit: u32,
}

/// The entries of a line table whose code begins on line `firstlineno`.
pub fn entries(table: &[u8], firstlineno: i32) -> Entries<'_> {
    Entries {
        table,
        position: 0,
        line: firstlineno,
        unit: 0,
    }
}

impl Entries<'_> {
    fn byte(&mut self) -> i32 {
        match self.table.get(self.position) {
            Some(&byte) if byte & ENTRY_START == 0 => {
                self.position += 1;
                byte.into()
            }
            // The next entry, or the end: this one is cut short.
            _ => 0,
        }
    }

    /// A varint: groups of six bits, the lowest first; bit 6 says that another follows.
    fn varint(&mut self) -> i32 {
        let (mut value, mut shift) = (0u32, 0);
        loop {
            let byte = self.byte() as u32;
            value |= (byte & 0x3F).checked_shl(shift).unwrap_or(0);
            shift += 6;
            if byte & 0x40 == 0 {
                return value as i32;
            }
        }
    }

    /// A varint whose lowest bit is the sign.
    fn signed_varint(&mut self) -> i32 {
        let value = self.varint() as u32;
        let magnitude = (value >> 1) as i32;
        if value & 1 == 0 {
            magnitude
        } else {
            -magnitude
        }
    }

    fn position(&mut self, code: u8) -> Position {
        let (end_line_delta, column, end_column) = match code {
            0..=LAST_SHORT => {
                let byte = self.byte();
                let column = i32::from(code) << 3 | byte >> 4;
                (0, Some(column), Some(column + (byte & 15)))
            }
            ONE_LINE_0..=ONE_LINE_2 => {
                self.line = self.line.wrapping_add((code - ONE_LINE_0).into());
                let column = self.byte();
                (0, Some(column), Some(self.byte()))
            }
            NO_COLUMNS => {
                self.line = self.line.wrapping_add(self.signed_varint());
                (0, None, None)
            }
            LONG => {
                self.line = self.line.wrapping_add(self.signed_varint());
                let end_line_delta = self.varint();
                // Zero stands for "no column".
                let (column, end_column) = (self.varint(), self.varint());
                (
                    end_line_delta,
                    column.checked_sub(1).filter(|column| *column >= 0),
                    end_column.checked_sub(1).filter(|column| *column >= 0),
                )
            }
            _ => return Position::default(),
        };
        Position {
            line: Some(self.line),
            end_line: Some(self.line.wrapping_add(end_line_delta)),
            column,
            end_column,
        }
    }
}

impl Iterator for Entries<'_> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        // Bytes without the mark do not belong to any entry we know.
        while *self.table.get(self.position)? & ENTRY_START == 0 {
            self.position += 1;
        }
        let first = self.table[self.position];
        self.position += 1;
        let start = self.unit;
        self.unit += u32::from(first & 7) + 1;
        Some(Entry {
            start,
            end: self.unit,
            position: self.position(first >> 3 & 15),
        })
    }
}

/// The position of a code unit (`co_positions()`); nothing beyond the table's end.
pub fn position_at(table: &[u8], firstlineno: i32, unit: u32) -> Position {
    let found = entries(table, firstlineno).find(|entry| unit < entry.end);
    found.map(|entry| entry.position).unwrap_or_default()
}

/// The line of a code unit (`PyCode_Addr2Line`): as [`position_at`], without reading columns.
pub fn line_at(table: &[u8], firstlineno: i32, unit: u32) -> Option<i32> {
    let mut walk = entries(table, firstlineno);
    loop {
        while *walk.table.get(walk.position)? & ENTRY_START == 0 {
            walk.position += 1;
        }
        let first = walk.table[walk.position];
        walk.position += 1;
        let code = first >> 3 & 15;
        match code {
            ONE_LINE_0..=ONE_LINE_2 => {
                walk.line = walk.line.wrapping_add((code - ONE_LINE_0).into());
            }
            NO_COLUMNS | LONG => walk.line = walk.line.wrapping_add(walk.signed_varint()),
            _ => {}
        }
        walk.unit += u32::from(first & 7) + 1;
        if unit < walk.unit {
            return (code <= LONG).then_some(walk.line);
        }
    }
}

/// The ranges of `co_lines()`: `(start, end, line)`, byte offsets, neighbours on one line merged.
pub fn lines(table: &[u8], firstlineno: i32) -> impl Iterator<Item = (u32, u32, Option<i32>)> + '_ {
    let mut walk = entries(table, firstlineno).peekable();
    std::iter::from_fn(move || {
        let first = walk.next()?;
        let mut end = first.end;
        while let Some(next) = walk.next_if(|next| next.position.line == first.position.line) {
            end = next.end;
        }
        Some((first.start * 2, end * 2, first.position.line))
    })
}
