//! The type `dict`.

use crate::object::{DICT_LAYOUT, TypeSpec, flags};

/// The type `dict`.
pub static DICT_TYPE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("dict", &DICT_LAYOUT)
};
