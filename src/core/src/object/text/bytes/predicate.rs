//! The questions that `bytes` answers with a bool, and its size.

use super::{as_bytes, own_bytes};
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

/// What CPython says: a header of 32 bytes, the bytes, and a null byte.
pub fn sizeof(vm: &Vm, b: &Ref) -> PyResult {
    Ok(vm.new_int(33 + as_bytes(b).len() as i64))
}
