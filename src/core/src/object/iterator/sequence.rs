//! Iterators over lists, tuples and the old sequence protocol.

use crate::object::{Field, Layout, Payload, TypeSpec, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

macro_rules! sequence_iterator {
    ($(#[$doc:meta])* $name:ident, $spec:ident, $py:literal, $kind:expr, $layout:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            /// The sequence; empty when exhausted.
            pub sequence: Field,
            pub index: Cell<usize>,
        }
        impl Payload for $name {
            const KIND: Kind = $kind;
            fn traverse(&self, f: &mut dyn FnMut(Slot)) {
                self.sequence.traverse(f);
            }
        }
        static $layout: Layout = Layout::of::<$name>();
        /// Its type.
        pub static $spec: TypeSpec = TypeSpec::new($py, &$layout);
    };
}
sequence_iterator!(
    /// The payload of `list_iterator`.
    ListIterator, LIST_ITERATOR, "list_iterator", Kind::ListIterator, LIST_ITERATOR_LAYOUT
);
sequence_iterator!(
    /// The payload of `tuple_iterator`.
    TupleIterator, TUPLE_ITERATOR, "tuple_iterator", Kind::TupleIterator, TUPLE_ITERATOR_LAYOUT
);
sequence_iterator!(
    /// The payload of `iterator`: calls `__getitem__` with 0, 1, … until IndexError.
    SequenceIterator, SEQUENCE_ITERATOR, "iterator", Kind::Native, SEQUENCE_ITERATOR_LAYOUT
);

/// `iter(obj)` for an object with `__getitem__` only.
pub fn new_sequence_iterator(vm: &Vm, obj: &Ref) -> PyResult {
    let it = SequenceIterator {
        sequence: Field::new(obj.clone()),
        index: Cell::new(0),
    };
    Ok(new_object(vm, vm.types.sequence_iterator, it))
}
