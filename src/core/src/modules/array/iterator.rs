//! The iterator of arrays.

use super::{Array, state};
use crate::modules::common::itself;
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, flags, new_object, new_tuple, payload,
    reduce_iter, state_argument,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

struct ArrayIterator {
    /// Empty when exhausted.
    array: Field,
    index: Cell<usize>,
}

impl Payload for ArrayIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.array.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<ArrayIterator>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, this| {
        let it = payload::<ArrayIterator>(this);
        match it.array.get() {
            Some(a) => reduce_iter(vm, a, Some(vm.new_int(it.index.get() as i64))),
            None => reduce_iter(vm, new_tuple(vm, []), None),
        }
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, this, state| {
        let i = state_argument(vm, state)?;
        let it = payload::<ArrayIterator>(this);
        if let Some(a) = it.array.get() {
            it.index.set(i.min(payload::<Array>(&a).len()));
        }
        Ok(Ref::none())
    })
    .text_signature("state, /")
    .doc("Set state information for unpickling."),
];

/// The type of `iter(array)`.
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    module: "array",
    flags: flags::NO_NEW,
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("arrayiterator", &LAYOUT)
};

/// `iter(array)`
pub(super) fn new_iterator(vm: &Vm, array: &Ref) -> PyResult {
    let it = ArrayIterator {
        array: Field::new(array.clone()),
        index: Cell::new(0),
    };
    Ok(new_object(vm, state(vm).iterator, it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<ArrayIterator>(this);
    let array = it.array.slot();
    if array.is_null() {
        return Ok(None);
    }
    let i = it.index.get();
    // What makes an item runs no Python code, so the iterator keeps the array.
    match payload::<Array>(Ref::view(&array)).get(vm, i)? {
        Some(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        None => {
            drop(it.array.take());
            Ok(None)
        }
    }
}
