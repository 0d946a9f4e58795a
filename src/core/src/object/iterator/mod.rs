//! Iterator types.

mod range_iterator;
mod sequence;

pub use range_iterator::{RANGE_ITERATOR, RangeIterator};
pub use sequence::{
    LIST_ITERATOR, ListIterator, SEQUENCE_ITERATOR, SequenceIterator, TUPLE_ITERATOR,
    TupleIterator, new_sequence_iterator,
};
