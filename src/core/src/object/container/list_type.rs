//! The type `list`.

use crate::object::{LIST_LAYOUT, TypeSpec, flags};

/// The type `list`.
pub static LIST: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("list", &LIST_LAYOUT)
};
