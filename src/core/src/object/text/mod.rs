//! `str` and `bytes`: their types and methods (the storage of `str` is in `object/str.rs`).

mod bytes;
mod str_type;

pub use bytes::{BYTES, as_bytes, new_bytes};
pub use str_type::STR;
