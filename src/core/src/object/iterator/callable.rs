//! `callable_iterator`: `iter(callable, sentinel)`.

use super::shared::{builtin, itself, reduce_iter};
use crate::object::{Field, Layout, MethodDef, Payload, TypeSpec, new_object, new_tuple, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};

/// The payload of `callable_iterator`; both empty when exhausted.
pub struct CallableIterator {
    callable: Field,
    sentinel: Field,
}

impl Payload for CallableIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.callable.traverse(f);
        self.sentinel.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<CallableIterator>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, it| {
    let it = payload::<CallableIterator>(it);
    match (it.callable.get(), it.sentinel.get()) {
        (Some(f), Some(s)) => Ok(new_tuple(vm, [builtin(vm, "iter")?, new_tuple(vm, [f, s])])),
        _ => reduce_iter(vm, new_tuple(vm, []), None),
    }
})
.doc("Return state information for pickling.")];

/// The type `callable_iterator`.
pub static CALLABLE_ITERATOR: TypeSpec = TypeSpec {
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("callable_iterator", &LAYOUT)
};

/// `iter(callable, sentinel)`
pub fn new_callable_iterator(vm: &Vm, callable: &Ref, sentinel: &Ref) -> Ref {
    let it = CallableIterator {
        callable: Field::new(callable.clone()),
        sentinel: Field::new(sentinel.clone()),
    };
    new_object(vm, vm.types.callable_iterator, it)
}

fn finish(it: &CallableIterator) {
    drop((it.callable.take(), it.sentinel.take()));
}

fn next(vm: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<CallableIterator>(it);
    let Some(f) = it.callable.get() else {
        return Ok(None);
    };
    let v = match vm.call_positional(&f, &[]) {
        Ok(v) => v,
        Err(r) => {
            vm.catch(r, vm.types.stop_iteration)?;
            finish(it);
            return Ok(None);
        }
    };
    // The call may have exhausted this very iterator.
    let Some(sentinel) = it.sentinel.get() else {
        return Ok(None);
    };
    if vm.eq(&sentinel, &v)? {
        finish(it);
        return Ok(None);
    }
    Ok(Some(v))
}
