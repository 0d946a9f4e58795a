//! The type `str`.

use crate::object::{STR_LAYOUT, TypeSpec, flags};

/// The type `str`.
pub static STR: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("str", &STR_LAYOUT)
};
