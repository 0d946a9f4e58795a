//! The iterators of `deque`, in both directions.

use super::super::super::common::{itself, type_arg};
use super::{Deque, of};
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, downcast, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

struct DequeIterator {
    deque: Ref,
    /// The deque's version when the iterator was made.
    version: u64,
    /// Number of values left.
    left: Cell<usize>,
    reverse: bool,
}

impl Payload for DequeIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.deque.slot());
    }
}

static LAYOUT: Layout = Layout::of::<DequeIterator>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__length_hint__", |vm, this| {
        Ok(vm.new_int(payload::<DequeIterator>(this).left.get() as i64))
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", |vm, this| {
        let it = payload::<DequeIterator>(this);
        let done = of(&it.deque).len().saturating_sub(it.left.get());
        let arguments = new_tuple(vm, [it.deque.clone(), vm.new_int(done as i64)]);
        Ok(new_tuple(vm, [vm.type_of(this).to_ref(), arguments]))
    })
    .doc("Return state information for pickling."),
];

/// The type of `iter(deque)`.
pub static ITERATOR: TypeSpec = TypeSpec {
    module: "collections",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| new(vm, ty, args, false)));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("_deque_iterator", &LAYOUT)
};

/// The type of `reversed(deque)`.
pub static REVERSE_ITERATOR: TypeSpec = TypeSpec {
    module: "collections",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| new(vm, ty, args, true)));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("_deque_reverse_iterator", &LAYOUT)
};

fn make(vm: &Vm, ty: TypePtr, deque: &Ref, reverse: bool) -> Ref {
    let d = of(deque);
    let it = DequeIterator {
        deque: deque.clone(),
        version: d.version.get(),
        left: Cell::new(d.len()),
        reverse,
    };
    new_object(vm, ty, it)
}

/// `iter(deque)`
pub fn new_iterator(vm: &Vm, deque: &Ref) -> Ref {
    make(vm, super::super::state(vm).deque_iterator, deque, false)
}

/// `reversed(deque)`
pub fn new_reverse_iterator(vm: &Vm, deque: &Ref) -> Ref {
    make(
        vm,
        super::super::state(vm).deque_reverse_iterator,
        deque,
        true,
    )
}

/// `_deque_iterator(deque, done=0)`: what `__reduce__` asks for.
fn new(vm: &Vm, ty: &Ref, args: &Args, reverse: bool) -> PyResult {
    let a = args.check_positional(vm, &type_arg(ty).short_name(), 1, 2)?;
    if downcast::<Deque>(vm, &a[0]).is_none() {
        return Err(vm.type_error(format!(
            "argument 1 must be collections.deque, not {}",
            vm.type_of(&a[0]).name_str()
        )));
    }
    let done = match a.get(1) {
        Some(n) => vm.index_as_isize(n)?.max(0) as usize,
        None => 0,
    };
    let it = make(vm, type_arg(ty), &a[0], reverse);
    let left = &payload::<DequeIterator>(&it).left;
    left.set(left.get().saturating_sub(done));
    Ok(it)
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<DequeIterator>(this);
    let left = it.left.get();
    let d = of(&it.deque);
    // One that has come to its end is asked first when it goes backwards only.
    if it.reverse && left == 0 {
        return Ok(None);
    }
    if d.version.get() != it.version {
        it.left.set(0);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    if left == 0 {
        return Ok(None);
    }
    it.left.set(left - 1);
    let i = if it.reverse { left - 1 } else { d.len() - left };
    Ok(d.get(i))
}
