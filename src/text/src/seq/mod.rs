//! Algorithms on slices of code units, shared by text and byte strings.

pub(crate) mod find;
mod hits;
mod kmp;
pub(crate) mod pieces;
pub(crate) mod replacement;
pub(crate) mod split;

pub(crate) use find::Searchable;
