//! Algorithms on text in the PEP 393 representation: everything the methods of `str` do.

pub mod buf;
pub mod case;
pub mod classify;
pub mod compare;
pub mod join;
pub mod justify;
pub mod replace;
pub mod repr;
pub mod search;
pub mod slice;
pub mod split;
pub mod strip;
pub mod translate;
pub mod view;

pub use buf::{SizeError, StrBuf};
pub(crate) use view::each_width;
pub use view::{StrRef, Unit, Width};
