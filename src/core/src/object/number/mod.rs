//! `int`, `bool`, `float`.

mod bool;
mod float;
mod int;

pub use bool::BOOL;
pub use float::*;
pub use int::*;
