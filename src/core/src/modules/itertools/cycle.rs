//! `cycle`.

use super::super::common::{itself, no_keywords, type_arg};
use crate::object::{Field, Layout, Payload, TypeSpec, new_object, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};

struct Cycle {
    /// Empty after the first round.
    iterator: Field,
    saved: RefCell<Vec<Ref>>,
    index: Cell<usize>,
}

impl Payload for Cycle {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.iterator.traverse(f);
        self.saved.borrow().iter().for_each(|v| f(v.slot()));
    }
}

static LAYOUT: Layout = Layout::of::<Cycle>();

/// The type `cycle`.
pub static CYCLE: TypeSpec = TypeSpec {
    doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            no_keywords(vm, ty, "cycle", args)?;
            let a = args.check_positional(vm, "cycle", 1, 1)?;
            let it = Cycle {
                iterator: Field::new(vm.iter(&a[0])?),
                saved: RefCell::default(),
                index: Cell::new(0),
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("cycle", &LAYOUT)
};

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let c = payload::<Cycle>(this);
    if let Some(it) = c.iterator.get() {
        if let Some(v) = vm.iter_next(&it)? {
            c.saved.borrow_mut().push(v.clone());
            return Ok(Some(v));
        }
        drop(c.iterator.take());
    }
    let saved = c.saved.borrow();
    let i = c.index.get();
    let v = saved.get(i).cloned();
    c.index.set(if i + 1 >= saved.len() { 0 } else { i + 1 });
    Ok(v)
}
