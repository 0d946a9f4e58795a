//! IEEE doubles as Python's `float` treats them.

mod arithmetic;
mod digits;
mod hex;
mod parse;
mod power;
mod ratio;
mod round;
mod text;

pub use arithmetic::{div_floor, div_mod, mod_floor, true_div};
pub use digits::Decimal;
pub use hex::{from_hex, to_hex};
pub(crate) use parse::drop_underscores;
pub use parse::parse;
pub use power::{Power, pow};
pub use ratio::{as_integer_ratio, is_integer};
pub use round::{ceil, floor, round_digits, round_to_int, trunc};
pub(crate) use text::write_fixed;
pub use text::{Code, FloatText, Style, format, repr};
