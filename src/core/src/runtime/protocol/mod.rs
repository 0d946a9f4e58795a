//! The object protocols: what CPython's abstract layer (`PyObject_*`, `PyNumber_*`, …) does.

pub mod attribute;
mod call;
mod compare;
mod convert;
mod item;
mod iterate;
pub mod number;
mod text;

pub use compare::plain_eq;
pub use iterate::Iterate;
