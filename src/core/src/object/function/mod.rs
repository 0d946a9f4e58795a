//! Functions, methods, cells and the descriptors that wrap functions.

mod builtin_type;
mod cell;
mod descriptors;
mod function_object;
mod method;

pub use builtin_type::*;
pub use cell::{CELL, CellObject, CellValue, new_cell};
pub use descriptors::*;
pub use function_object::{FUNCTION, FunctionObject, FunctionValue};
pub use method::{BOUND_METHOD, BoundMethod, BoundMethodObject, new_bound_method};
