//! The questions that `str` answers with a bool, and its size.

use crate::object::as_str;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::str::classify;

macro_rules! predicates {
    ($($name:ident = $f:path;)*) => { $(
        pub fn $name(_: &Vm, s: &Ref) -> PyResult {
            Ok(Ref::bool($f(as_str(s).units())))
        }
    )* };
}

predicates! {
    islower = classify::is_lower;
    isupper = classify::is_upper;
    istitle = classify::is_title;
    isspace = classify::is_space;
    isdecimal = classify::is_decimal;
    isdigit = classify::is_digit;
    isnumeric = classify::is_numeric;
    isalpha = classify::is_alpha;
    isalnum = classify::is_alnum;
    isidentifier = classify::is_identifier;
    isprintable = classify::is_printable;
}

pub fn isascii(_: &Vm, s: &Ref) -> PyResult {
    Ok(Ref::bool(as_str(s).is_ascii()))
}

/// What CPython says: a header of 40 bytes for ASCII and 56 for other text, the units, and a null unit. The shared
/// strings of one latin-1 character have their UTF-8 with them.
pub fn sizeof(vm: &Vm, s: &Ref) -> PyResult {
    let s = as_str(s);
    let header = match (s.is_ascii(), s.width(), s.len()) {
        (true, ..) => 40,
        (false, 1, 1) => 56 + 3,
        _ => 56,
    };
    Ok(vm.new_int((header + (s.len() + 1) * s.width()) as i64))
}
