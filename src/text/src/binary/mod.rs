//! Bytes as printable text, and checksums: what the module `binascii` is made of.

pub mod base64;
pub mod crc;
pub mod quoted;
pub mod uu;
