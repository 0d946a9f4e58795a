//! Text, hash and number algorithms that need neither heap objects nor an interpreter.
//!
//! Strings are seen through [`str::StrRef`], a borrowed view of CPython's PEP 393
//! representation; results come back as [`str::StrBuf`], as ranges or as indices.

pub mod bytes;
pub mod codec;
pub mod format;
pub mod hash;
pub mod number;
mod seq;
pub mod str;
pub mod unicode;
