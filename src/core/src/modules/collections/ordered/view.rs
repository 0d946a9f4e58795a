//! Views of an `OrderedDict`, and its iterators, which follow its own order.

use super::order::{End, NONE};
use super::{is_ordered, of};
use crate::object::{
    DictPart, DictView, Field, Layout, MethodDef, Payload, TypeSpec, VIEW_LAYOUT, new_list,
    new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// A new view on `d`.
pub fn new(vm: &Vm, d: &Ref, part: DictPart) -> Ref {
    let types = super::super::state(vm);
    let ty = match part {
        DictPart::Keys => types.ordered.keys,
        DictPart::Values => types.ordered.values,
        DictPart::Items => types.ordered.items,
    };
    let view = DictView {
        dict: Field::new(d.clone()),
        part,
    };
    new_object(vm, ty, view)
}

fn iterator(vm: &Vm, this: &Ref, reverse: bool) -> PyResult {
    let view = payload::<DictView>(this);
    let d = view.dict.get().expect("a view has a dict");
    debug_assert!(is_ordered(vm, &d));
    Ok(new_iterator(vm, &d, view.part, reverse))
}

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reversed__", |vm, this| {
    iterator(vm, this, true)
})];

macro_rules! view {
    ($spec:ident, $name:literal) => {
        #[doc = concat!("The type `", $name, "`.")]
        pub static $spec: TypeSpec = TypeSpec {
            methods: &METHODS,
            slots: |s| s.iter.set(Some(|vm, this| iterator(vm, this, false))),
            ..TypeSpec::new($name, &VIEW_LAYOUT)
        };
    };
}
view!(KEYS, "odict_keys");
view!(VALUES, "odict_values");
view!(ITEMS, "odict_items");

struct Iterator {
    /// Empty when it has run out.
    dict: Field,
    part: DictPart,
    towards: End,
    /// The node to give next.
    node: Cell<u32>,
    /// What the order was, and how many items there were, when it began.
    state: u64,
    len: usize,
}

impl Payload for Iterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.dict.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Iterator>();

/// A new iterator over an `OrderedDict`.
pub fn new_iterator(vm: &Vm, d: &Ref, part: DictPart, reverse: bool) -> Ref {
    let order = &of(d).order;
    let it = Iterator {
        part,
        towards: End::last(!reverse),
        node: Cell::new(order.end(End::last(reverse))),
        state: order.state(),
        len: of(d).table.len(),
        dict: Field::new(d.clone()),
    };
    new_object(vm, super::super::state(vm).ordered.iterator, it)
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Iterator>(this);
    let Some(d) = it.dict.get() else {
        return Ok(None);
    };
    let o = of(&d);
    let node = it.node.get();
    if node == NONE {
        drop(it.dict.take());
        return Ok(None);
    }
    if o.order.state() != it.state {
        drop(it.dict.take());
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    }
    if o.table.len() != it.len {
        drop(it.dict.take());
        return Err(vm.runtime_error("OrderedDict changed size during iteration"));
    }
    let Some((key, _)) = o.order.key(node) else {
        drop(it.dict.take());
        return Ok(None);
    };
    it.node.set(o.order.next(node, it.towards));
    if it.part == DictPart::Keys {
        return Ok(Some(key));
    }
    // As CPython does: the key may have changed its hash.
    let value = o.get(vm, &key, vm.hash(&key)?)?;
    Ok(Some(match it.part {
        DictPart::Values => value,
        _ => new_tuple(vm, [key, value]),
    }))
}

static ITERATOR_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, this| {
    // What is left is told without moving the iterator itself.
    let it = payload::<Iterator>(this);
    let mut rest = Vec::new();
    if let Some(d) = it.dict.get() {
        let copy = Iterator {
            dict: Field::new(d),
            part: it.part,
            towards: it.towards,
            node: Cell::new(it.node.get()),
            state: it.state,
            len: it.len,
        };
        let copy = new_object(vm, super::super::state(vm).ordered.iterator, copy);
        rest = vm.collect(&copy)?;
    }
    let iter = vm.get_builtin("iter")?;
    Ok(new_tuple(vm, [iter, new_tuple(vm, [new_list(vm, rest)])]))
})
.doc("Return state information for pickling")];

/// The type `odict_iterator`.
pub static ITERATOR: TypeSpec = TypeSpec {
    methods: &ITERATOR_METHODS,
    slots: |s| {
        s.iter.set(Some(super::super::super::common::itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("odict_iterator", &LAYOUT)
};
