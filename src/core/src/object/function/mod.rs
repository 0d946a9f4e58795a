//! Functions, methods, cells and the descriptors that wrap functions.

mod builtin_type;
mod cell;
mod class_static;
mod function_object;
mod function_type;
mod member;
mod method;
mod property;
mod slot_wrapper;

pub use builtin_type::*;
pub use cell::{CELL, CellObject, CellValue, new_cell};
pub use class_static::{
    CLASS_METHOD, ClassMethod, STATIC_METHOD, StaticMethod, new_class_method, new_static_method,
    wrap_function,
};
pub use function_object::{FunctionObject, FunctionValue, GlobalsPlaces};
pub use function_type::FUNCTION;
pub use member::{MEMBER_DESCRIPTOR, MemberDescriptor, new_member_descriptor, new_native_member};
pub(crate) use method::compare_identity;
pub use method::{BOUND_METHOD, BoundMethod, BoundMethodObject, new_bound_method};
pub use property::{PROPERTY, Property, is_abstract};
pub use slot_wrapper::{
    METHOD_WRAPPER, MethodWrapper, NEW_DEF, SLOT_WRAPPER, SlotWrapper, new_slot_wrapper,
    reduce_getattr,
};
