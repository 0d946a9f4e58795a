//! Text, hash and number algorithms that need neither heap objects nor an interpreter.
//!
//! Strings are seen through [`str::StrRef`], a borrowed view of CPython's PEP 393
//! representation; results come back as [`str::StrBuf`], as ranges or as indices.
//!
//! ```
//! use tricera_text::hash::{HashKeys, HashSeed, hash_str};
//! use tricera_text::str::{StrBuf, StrRef, case, split};
//!
//! let text = StrBuf::from("straße nach rom");
//! assert_eq!(case::upper(text.view()), "STRASSE NACH ROM");
//!
//! let mut words = vec![];
//! split::split_whitespace(text.view(), usize::MAX, |at| words.push(text.view().slice(at)));
//! assert_eq!(words, [StrRef::Latin1(b"stra\xDFe"), StrRef::Latin1(b"nach"), StrRef::Latin1(b"rom")]);
//!
//! let keys = HashKeys::new(HashSeed::Fixed(0));
//! assert_eq!(hash_str(&keys, StrRef::Latin1(b"abc")), -4594863902769663758);
//! ```

pub mod binary;
pub mod bytes;
pub mod codec;
pub mod format;
pub mod hash;
pub mod number;
pub mod regex;
mod seq;
pub mod str;
pub mod tokenize;
pub mod unicode;
