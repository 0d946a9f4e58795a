//! `unpack_iterator`: one struct after the other.

use super::format::Format;
use super::unpack::values;
use super::{NAME, error, state};
use crate::modules::common::itself;
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, buffer_argument, flags, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::rc::Rc;

struct UnpackIterator {
    format: Rc<Format>,
    /// Empty at the end.
    buffer: Field,
    at: Cell<usize>,
}

impl Payload for UnpackIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.buffer.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<UnpackIterator>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__length_hint__", |vm, this| {
    let it = payload::<UnpackIterator>(this);
    let left = match it.buffer.get() {
        Some(b) => buffer_argument(vm, &b)?.len().saturating_sub(it.at.get()),
        None => 0,
    };
    Ok(vm.new_int((left / it.format.size) as i64))
})];

/// The type.
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    module: NAME,
    flags: flags::NO_NEW,
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("unpack_iterator", &LAYOUT)
};

/// `iter_unpack(format, buffer)`
pub(super) fn new(vm: &Vm, format: Rc<Format>, buffer: &Ref) -> PyResult {
    if format.size == 0 {
        let text = "cannot iteratively unpack with a struct of length 0";
        return Err(error(vm, text));
    }
    if !buffer_argument(vm, buffer)?
        .len()
        .is_multiple_of(format.size)
    {
        let n = format.size;
        let text = format!("iterative unpacking requires a buffer of a multiple of {n} bytes");
        return Err(error(vm, text));
    }
    let it = UnpackIterator {
        format,
        buffer: Field::new(buffer.clone()),
        at: Cell::new(0),
    };
    Ok(new_object(vm, state(vm).iterator, it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<UnpackIterator>(this);
    let Some(buffer) = it.buffer.get() else {
        return Ok(None);
    };
    let (at, size) = (it.at.get(), it.format.size);
    let view = buffer_argument(vm, &buffer)?;
    match view.get(at..at + size) {
        Some(data) => {
            it.at.set(at + size);
            values(vm, &it.format, data).map(Some)
        }
        None => {
            drop(view);
            drop(it.buffer.take());
            Ok(None)
        }
    }
}
