//! The questions that `bytes` answers with a bool.

use super::own_bytes;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::bytes::classify;

macro_rules! predicates {
    ($($name:ident = $f:expr;)*) => { $(
        pub fn $name(_: &Vm, b: &Ref) -> PyResult {
            Ok(Ref::bool($f(own_bytes(b))))
        }
    )* };
}

predicates! {
    isalnum = classify::is_alnum;
    isalpha = classify::is_alpha;
    isascii = <[u8]>::is_ascii;
    isdigit = classify::is_digit;
    islower = classify::is_lower;
    isspace = classify::is_space;
    istitle = classify::is_title;
    isupper = classify::is_upper;
}
