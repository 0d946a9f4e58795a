//! The iterator of a memoryview.

use super::{MemoryView, format, of};
use crate::object::{Field, Layout, Payload, TypeSpec, flags, new_object, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// The payload of `memory_iterator`.
pub struct MemoryIterator {
    /// The memoryview, of one dimension; empty when exhausted.
    memoryview: Field,
    index: Cell<isize>,
    len: isize,
    code: u8,
}

impl Payload for MemoryIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.memoryview.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<MemoryIterator>();

/// Its type.
pub static MEMORY_ITERATOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, it| Ok(it.clone())));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("memory_iterator", &LAYOUT)
};

/// `iter(m)`
pub fn iter(vm: &Vm, this: &Ref) -> PyResult {
    let m: &MemoryView = of(this).check(vm)?;
    match m.view.ndim() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => Ok(new_object(
            vm,
            vm.types.memory_iterator,
            MemoryIterator {
                memoryview: Field::new(this.clone()),
                index: Cell::new(0),
                len: m.view.shape[0],
                code: format::code(vm, m)?,
            },
        )),
        _ => Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<MemoryIterator>(this);
    let Some(r) = it.memoryview.get() else {
        return Ok(None);
    };
    let i = it.index.get();
    if i >= it.len {
        drop(it.memoryview.take());
        return Ok(None);
    }
    let m = of(&r).check(vm)?;
    it.index.set(i + 1);
    let p = m.view.ptr.wrapping_offset(i * m.view.strides[0]);
    // SAFETY: the index is in range, and the memory is there.
    unsafe { format::unpack(vm, p, it.code) }.map(Some)
}
