//! Printf-style formatting: the `%` operator of `str` and `bytes`.
//!
//! The caller owns the arguments. It asks a [`Parser`] for one [`Piece`] after the other, fetches the
//! argument for a field as its [`Cursor`] says, converts it to a number or text, and lets the field
//! write it. Errors come in CPython's order, because the parser asks for the `*` arguments and for the
//! mapping's value through [`Arguments`] while it reads.

mod cursor;
pub mod errors;
mod output;
mod parse;

pub use cursor::{Cursor, Take};
pub use output::{byte_of, character_of};
pub use parse::{Arguments, Flavor, Parser, Piece};

/// A conversion specifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The flags.
    pub flags: Flags,
    /// The least width.
    pub width: Option<usize>,
    /// The precision.
    pub precision: Option<usize>,
    /// The character at the end, whether it means anything or not.
    pub character: u32,
    /// Its index in the format.
    pub index: usize,
}

/// The flags of a conversion specifier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `-`: flush left.
    pub left: bool,
    /// `+`: always a sign.
    pub plus: bool,
    /// A blank: a blank for a plus.
    pub blank: bool,
    /// `#`: the alternate form.
    pub alternate: bool,
    /// `0`: zeros between sign and digits.
    pub zero: bool,
}

/// What a conversion specifier does with its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// `s`: `str()`. In bytes, where `b` means the same: the bytes of the argument.
    Str,
    /// `r`: `repr()`. In bytes the same as `a`.
    Repr,
    /// `a`: `ascii()`.
    Ascii,
    /// `c`: one character.
    Char,
    /// `d`, `i`, `u`: a decimal integer.
    Decimal,
    /// `o`, `x`, `X`: an integer in another base.
    Radix,
    /// `e`, `E`, `f`, `F`, `g`, `G`: a float.
    Float,
}
