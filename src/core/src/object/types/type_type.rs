//! The type `type`.

use crate::object::{TYPE_LAYOUT, TypeSpec, flags};

/// The type `type`.
pub static TYPE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("type", &TYPE_LAYOUT)
};
