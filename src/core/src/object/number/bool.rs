//! `bool`.

use crate::object::number::int::INT_LAYOUT;
use crate::object::TypeSpec;

/// The type `bool`.
pub static BOOL: TypeSpec = TypeSpec::new("bool", &INT_LAYOUT);
