//! `object`, `type`, modules and the types of the singletons.

mod base;
mod module;
mod super_type;
mod type_type;

pub use base::{ELLIPSIS, NONE_TYPE, NOT_IMPLEMENTED, OBJECT, default_repr};
pub use module::{MODULE, Module, new_module};
pub use super_type::{SUPER, Super};
pub use type_type::TYPE;
