//! The type `tuple`.

use crate::object::{TUPLE_LAYOUT, TypeSpec, flags};

/// The type `tuple`.
pub static TUPLE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("tuple", &TUPLE_LAYOUT)
};
