//! Encodings: between byte strings and text.
//!
//! Every codec hands what it cannot convert to an error handler: one of CPython's named ones
//! ([`Errors`]), or the caller's own implementation of [`DecodeErrors`] and [`EncodeErrors`].

pub mod charmap;
pub mod encoding;
pub mod errors;
pub mod escape;
pub mod message;
pub mod single;
pub mod utf16;
pub mod utf32;
pub mod utf7;
pub mod utf8;

pub use encoding::Encoding;
pub use errors::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Errors, Replacement,
};

/// The order of the bytes of a 16- or 32-bit unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    /// The least significant byte first.
    Little,
    /// The most significant byte first.
    Big,
}

impl ByteOrder {
    /// The order of this machine, which UTF-16 and UTF-32 without a mark are in.
    pub const NATIVE: ByteOrder = if cfg!(target_endian = "big") {
        ByteOrder::Big
    } else {
        ByteOrder::Little
    };
}
