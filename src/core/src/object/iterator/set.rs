//! `set_iterator`.

use super::shared::{itself, reduce_iter};
use crate::object::{
    Field, Layout, MethodDef, Payload, SetObject, TypeSpec, as_set, new_list, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// The payload of `set_iterator`.
pub struct SetIterator {
    /// The set; empty when exhausted.
    set: Field,
    /// The number of items that the set must keep; `usize::MAX` once it had another.
    used: Cell<usize>,
    /// The place to look at next.
    position: Cell<usize>,
    left: Cell<usize>,
}

impl Payload for SetIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.set.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<SetIterator>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<SetIterator>(it);
        let n = match it.set.get() {
            Some(s) if as_set(&s).len() == it.used.get() => it.left.get(),
            _ => 0,
        };
        Ok(vm.new_int(n as i64))
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<SetIterator>(it);
        let rest = match it.set.get() {
            Some(s) => {
                let copy = new_set_iterator(vm, &s);
                let c = payload::<SetIterator>(&copy);
                c.used.set(it.used.get());
                c.position.set(it.position.get());
                c.left.set(it.left.get());
                vm.iterate(&copy)?.collect::<PyResult<Vec<Ref>>>()?
            }
            None => Vec::new(),
        };
        reduce_iter(vm, new_list(vm, rest), None)
    })
    .doc("Return state information for pickling."),
];

/// The type `set_iterator`.
pub static SET_ITERATOR: TypeSpec = TypeSpec {
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("set_iterator", &LAYOUT)
};

/// `iter(set)`
pub fn new_set_iterator(vm: &Vm, s: &Ref) -> Ref {
    let it = SetIterator::over(as_set(s).len());
    it.set.set(s.clone());
    new_object(vm, vm.types.set_iterator, it)
}

impl SetIterator {
    /// For a set of `n` items, which it is still to be given.
    #[inline(always)]
    pub fn over(n: usize) -> SetIterator {
        SetIterator {
            set: Field::empty(),
            used: Cell::new(n),
            position: Cell::new(0),
            left: Cell::new(n),
        }
    }

    /// Gives an iterator without a set this one.
    ///
    /// # Safety
    /// The word is that of a set, may be stored, and is given up.
    #[inline(always)]
    pub unsafe fn fill(&self, set: Slot) {
        // SAFETY: see above.
        unsafe { self.set.exchange(set) };
    }

    /// The next item, with a reference; None at the end, and where there is something to say.
    #[inline(always)]
    pub fn quick_next(&self) -> Option<Slot> {
        let s = self.set.slot();
        if s.is_null() {
            return None;
        }
        // SAFETY: the iterator holds a set.
        let table = unsafe { &(*s.ptr::<SetObject>()).v };
        if table.len() != self.used.get() {
            return None;
        }
        let mut i = self.position.get();
        let e = table.next_entry(&mut i)?;
        self.position.set(i);
        self.left.set(self.left.get().saturating_sub(1));
        // SAFETY: the table holds the key, in a word that may be stored as it is.
        Some(unsafe { e.key.incref() })
    }
}

fn next(vm: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<SetIterator>(it);
    let s = it.set.slot();
    if s.is_null() {
        return Ok(None);
    }
    let table = as_set(Ref::view(&s));
    if table.len() != it.used.get() {
        // Stays an error for good.
        it.used.set(usize::MAX);
        return Err(vm.runtime_error("Set changed size during iteration"));
    }
    let mut i = it.position.get();
    let found = table.next_key(&mut i);
    it.position.set(i);
    match found {
        Some((_, k)) => {
            it.left.set(it.left.get().saturating_sub(1));
            Ok(Some(k))
        }
        None => {
            drop(it.set.take());
            Ok(None)
        }
    }
}
