//! Number parsing, printing and arithmetic, as CPython 3.14 does them.
//!
//! * [`int`]: integers of any size; [`float`]: IEEE doubles; [`complex`]: pairs of them;
//!   [`math`]: the functions of the `math` module.
//! * [`decimal`]: decimal numbers of any precision, for the module `_decimal`.
//! * [`ascii`]: the digits and spaces of Unicode, rewritten as ASCII, as `int()` and `float()` read them.
//! * [`Error`]: an exception to be raised, without an interpreter to raise it in.

pub mod ascii;
pub mod complex;
pub mod decimal;
mod error;
pub mod float;
pub mod int;
mod libm;
pub mod math;
pub(crate) mod sink;

pub use error::{Error, ErrorKind, ParseError};
pub use int::{Int, IntRef};
