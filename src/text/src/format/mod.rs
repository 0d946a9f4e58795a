//! Formatting: the mini-language of `format()`, printf-style `%`, and the templates of `str.format`.
//!
//! * [`spec`]: format specifiers; [`format_str`], [`format_int`], [`format_float`] and
//!   [`format_complex`] apply them, as `__format__` of the builtin types does.
//! * [`percent`]: the `%` operator of `str` and `bytes`.
//! * [`brace`]: the replacement fields of `str.format`.

pub mod brace;
mod complex;
mod float;
mod int;
mod layout;
pub mod percent;
pub mod spec;
mod text;

pub use complex::format_complex;
pub use float::format_float;
pub use int::format_int;
pub use spec::Spec;
pub use text::format_str;

use crate::number::Error;
use crate::str::SizeError;

impl From<SizeError> for Error {
    fn from(error: SizeError) -> Error {
        match error {
            SizeError::Overflow(message) => Error::overflow(message),
            SizeError::Memory => Error::memory(),
        }
    }
}
