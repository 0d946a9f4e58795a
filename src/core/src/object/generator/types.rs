//! The types `generator` and `coroutine`.

use super::GENERATOR_LAYOUT;
use crate::object::TypeSpec;

/// The type `generator`.
pub static GENERATOR: TypeSpec = TypeSpec::new("generator", &GENERATOR_LAYOUT);
/// The type `coroutine`.
pub static COROUTINE: TypeSpec = TypeSpec::new("coroutine", &GENERATOR_LAYOUT);
