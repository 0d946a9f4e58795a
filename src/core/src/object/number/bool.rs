//! `bool`.

use crate::object::TypeSpec;
use crate::object::number::int::INT_LAYOUT;

/// The type `bool`.
pub static BOOL: TypeSpec = TypeSpec::new("bool", &INT_LAYOUT);
