//! `int`, `bool`, `float`, `complex`.

mod bool;
mod complex;
mod float;
mod int;

pub use bool::BOOL;
pub use complex::*;
pub use float::*;
pub use int::*;
