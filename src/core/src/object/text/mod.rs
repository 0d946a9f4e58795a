//! `str`, `bytes` and `bytearray`: their types and methods (the storage of `str` is in `object/str.rs`).

mod arguments;
mod bytearray;
mod bytes;
mod codec;
mod percent;
mod str_type;

pub use bytearray::*;
pub use bytes::*;
pub use codec::*;
pub use str_type::*;
