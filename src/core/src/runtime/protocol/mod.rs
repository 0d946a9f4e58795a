//! The object protocols: what CPython's abstract layer (`PyObject_*`, `PyNumber_*`, …) does.

pub mod attribute;
mod call;
mod compare;
mod iterate;
mod item;
pub mod number;
mod text;

pub use iterate::Iterate;
