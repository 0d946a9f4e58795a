//! Algorithms on byte strings: what the methods of `bytes` and `bytearray` do.
//!
//! Case and classes are ASCII's; bytes from 128 on are neither letters nor space.

pub mod blocks;
pub mod build;
pub mod case;
pub mod classify;
pub mod hex;
pub mod repr;
pub mod search;
pub mod split;
