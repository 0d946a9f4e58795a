//! Iterator types.

mod callable;
mod calling;
mod dict;
mod enumerate;
mod filter;
mod map;
mod quick;
mod range_iterator;
mod reversed;
mod sequence;
mod set;
mod shared;
mod text;
mod zip;

pub use callable::{CALLABLE_ITERATOR, new_callable_iterator};
pub use calling::CallingIterator;
pub use dict::{
    DICT_ITEM_ITERATOR, DICT_KEY_ITERATOR, DICT_REVERSE_ITEM_ITERATOR, DICT_REVERSE_KEY_ITERATOR,
    DICT_REVERSE_VALUE_ITERATOR, DICT_VALUE_ITERATOR, DictIterator, new_dict_iterator,
};
pub use enumerate::ENUMERATE;
pub use filter::FILTER;
pub use map::MAP;
pub(crate) use quick::quick_next;
pub use range_iterator::{LONG_RANGE_ITERATOR, RANGE_ITERATOR, RangeIterator, new_range_iterator};
pub use reversed::REVERSED;
pub use sequence::{
    LIST_ITERATOR, LIST_REVERSE_ITERATOR, ListIterator, SEQUENCE_ITERATOR, SequenceIterator,
    TUPLE_ITERATOR, TupleIterator, new_list_iterator, new_list_reverse_iterator,
    new_sequence_iterator, new_tuple_iterator,
};
pub use set::{SET_ITERATOR, SetIterator, new_set_iterator};
pub use shared::{reduce_iter, state_argument};
pub use text::{
    BYTEARRAY_ITERATOR, BYTES_ITERATOR, STR_ASCII_ITERATOR, STR_ITERATOR, new_bytearray_iterator,
    new_bytes_iterator, new_str_iterator,
};
pub use zip::ZIP;
