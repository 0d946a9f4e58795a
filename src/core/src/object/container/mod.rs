//! `list`, `tuple`, `dict`, `set`, `range`, `slice`: their types and methods.

mod dict_type;
mod list_type;
mod range;
mod set;
mod slice;
mod tuple_type;

pub use dict_type::DICT_TYPE;
pub use list_type::LIST;
pub use range::{RANGE, Range, new_range};
pub use set::{FROZENSET, SET, SetObject, SetTable, as_set, new_frozenset, new_set};
pub use slice::{SLICE, SliceValue, new_slice};
pub use tuple_type::TUPLE;
