//! The Unicode Character Database (version 16.0.0) as the methods of `str` need it.
//!
//! A code point is looked up in a two-level table of indices into a few hundred distinct records.
//! Code points above 0x10FFFF have no properties and map to themselves.

#[rustfmt::skip]
mod aliases;
#[rustfmt::skip]
mod database;
mod names;
pub mod properties;
#[rustfmt::skip]
mod tables;
mod width;

pub use width::is_wide;

pub use names::{lookup, name};

use tables::*;

/// The version of the Unicode Character Database that the tables answer for.
pub const UNIDATA_VERSION: &str = "16.0.0";

/// What is known about a code point; code points with equal properties share one record.
struct Record {
    flags: u32,
    /// The four case mappings: a difference, or (with the `EXTENDED_*` flag) offset * 4 + length in `EXTENDED`.
    upper: i32,
    lower: i32,
    title: i32,
    fold: i32,
    /// 255 where there is none.
    decimal: u8,
    /// 255 where there is none.
    digit: u8,
}

#[inline]
fn record(c: u32) -> &'static Record {
    let Some(&block) = INDEX1.get((c >> SHIFT) as usize) else {
        return &RECORDS[0];
    };
    let low = c & ((1 << SHIFT) - 1);
    let index = INDEX2[((u32::from(block) << SHIFT) + low) as usize];
    &RECORDS[index as usize]
}

/// The flags of the 256 code points of latin-1, so that the common case is one load.
static LATIN1_FLAGS: [u32; 256] = {
    let mut flags = [0; 256];
    let mut c = 0;
    while c < 256 {
        let block = INDEX1[c >> SHIFT] as usize;
        let index = INDEX2[(block << SHIFT) + (c & ((1 << SHIFT) - 1))];
        flags[c] = RECORDS[index as usize].flags;
        c += 1;
    }
    flags
};

#[inline]
fn flags(c: u32) -> u32 {
    if c < 256 {
        LATIN1_FLAGS[c as usize]
    } else {
        record(c).flags
    }
}

#[inline]
fn has(c: u32, mask: u32) -> bool {
    flags(c) & mask != 0
}

/// `str.isalpha` of one code point: general category Lm, Lt, Lu, Ll or Lo.
#[inline]
pub fn is_alpha(c: u32) -> bool {
    has(c, ALPHA)
}

/// `str.isdecimal` of one code point.
#[inline]
pub fn is_decimal(c: u32) -> bool {
    has(c, DECIMAL)
}

/// `str.isdigit` of one code point.
#[inline]
pub fn is_digit(c: u32) -> bool {
    has(c, DIGIT)
}

/// `str.isnumeric` of one code point.
#[inline]
pub fn is_numeric(c: u32) -> bool {
    has(c, NUMERIC)
}

/// `str.isalnum` of one code point.
#[inline]
pub fn is_alnum(c: u32) -> bool {
    has(c, ALPHA | DECIMAL | DIGIT | NUMERIC)
}

/// `str.isspace` of one code point: what `str.split()` and `str.strip()` take as white space.
#[inline]
pub fn is_space(c: u32) -> bool {
    has(c, SPACE)
}

/// The derived property Lowercase.
#[inline]
pub fn is_lower(c: u32) -> bool {
    has(c, LOWER)
}

/// The derived property Uppercase.
#[inline]
pub fn is_upper(c: u32) -> bool {
    has(c, UPPER)
}

/// General category Lt (a digraph whose first half is a capital).
#[inline]
pub fn is_title(c: u32) -> bool {
    has(c, TITLE)
}

/// Whether `repr` shows the code point as it is.
#[inline]
pub fn is_printable(c: u32) -> bool {
    has(c, PRINTABLE)
}

/// Whether an identifier may begin with the code point (XID_Start or `_`).
#[inline]
pub fn is_xid_start(c: u32) -> bool {
    has(c, XID_START)
}

/// Whether an identifier may go on with the code point (XID_Continue).
#[inline]
pub fn is_xid_continue(c: u32) -> bool {
    has(c, XID_CONTINUE)
}

/// The derived property Cased: after such a character `str.title` writes lower case.
#[inline]
pub fn is_cased(c: u32) -> bool {
    has(c, CASED)
}

/// Whether the rule for the final sigma looks through the code point.
#[inline]
pub fn is_case_ignorable(c: u32) -> bool {
    has(c, CASE_IGNORABLE)
}

/// Whether `str.splitlines` ends a line here.
#[inline]
pub fn is_line_break(c: u32) -> bool {
    has(c, LINE_BREAK)
}

/// The value (0 to 9) of a decimal digit of any script, as `int()` and `float()` read it.
#[inline]
pub fn decimal_value(c: u32) -> Option<u8> {
    let value = record(c).decimal;
    (value != 255).then_some(value)
}

/// The value (0 to 9) of a digit, superscripts and the like included (`unicodedata.digit`).
#[inline]
pub fn digit_value(c: u32) -> Option<u8> {
    let value = record(c).digit;
    (value != 255).then_some(value)
}

/// What a case mapping makes of one code point: one to three code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// One code point, as almost always.
    One(u32),
    /// Two or three.
    Many(&'static [u32]),
}

impl Mapped {
    /// The first code point: what case mappings of single characters give.
    #[inline]
    pub fn first(self) -> u32 {
        match self {
            Mapped::One(c) => c,
            Mapped::Many(all) => all[0],
        }
    }
}

#[inline]
fn mapped(c: u32, flags: u32, extended: u32, value: i32) -> Mapped {
    if flags & extended == 0 {
        return Mapped::One(c.wrapping_add_signed(value));
    }
    let at = (value >> 2) as usize;
    Mapped::Many(&EXTENDED[at..at + (value & 3) as usize])
}

/// The full upper-case mapping of one code point.
#[inline]
pub fn to_upper(c: u32) -> Mapped {
    let r = record(c);
    mapped(c, r.flags, EXTENDED_UPPER, r.upper)
}

/// The full lower-case mapping of one code point out of context (a capital sigma gives σ, never ς).
#[inline]
pub fn to_lower(c: u32) -> Mapped {
    let r = record(c);
    mapped(c, r.flags, EXTENDED_LOWER, r.lower)
}

/// The full title-case mapping of one code point.
#[inline]
pub fn to_title(c: u32) -> Mapped {
    let r = record(c);
    mapped(c, r.flags, EXTENDED_TITLE, r.title)
}

/// The full case folding of one code point.
#[inline]
pub fn to_folded(c: u32) -> Mapped {
    let r = record(c);
    mapped(c, r.flags, EXTENDED_CASEFOLD, r.fold)
}
