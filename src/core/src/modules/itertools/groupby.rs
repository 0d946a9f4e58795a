//! `groupby` and the iterators over its groups.

use super::super::common::{bind, itself, type_arg};
use crate::object::{
    Field, Layout, Payload, TypePtr, TypeSpec, downcast, new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Signature, Vm};
use crate::value::{Header, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

struct GroupBy {
    iterator: Ref,
    /// None for the values themselves.
    key_function: Option<Ref>,
    /// The key of the group given last.
    target_key: Field,
    current_key: Field,
    current_value: Field,
    /// The group given last, not counted: an older one yields nothing more.
    current_group: Cell<*const Header>,
    grouper: TypePtr,
}

impl Payload for GroupBy {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.iterator.slot());
        if let Some(k) = &self.key_function {
            f(k.slot());
        }
        self.target_key.traverse(f);
        self.current_key.traverse(f);
        self.current_value.traverse(f);
    }
}

struct Grouper {
    parent: Ref,
    target_key: Ref,
}

impl Payload for Grouper {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.parent.slot());
        f(self.target_key.slot());
    }
}

static LAYOUT: Layout = Layout::of::<GroupBy>();
static GROUPER_LAYOUT: Layout = Layout::of::<Grouper>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("iterable, key=None"));

/// The type `groupby`.
pub static GROUPBY: TypeSpec = TypeSpec {
    doc: "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to \
          divide into groups according to the key function.\n  key\n    A function for computing the group category \
          for each element.\n    If the key function is not specified or is None, the element itself\n    is used \
          for grouping.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let [iterable, key] = bind(vm, &SIGNATURE, "groupby", args)?;
            let it = GroupBy {
                iterator: vm.iter(&iterable.expect("required"))?,
                key_function: key.filter(|k| !k.is_none()),
                target_key: Field::empty(),
                current_key: Field::empty(),
                current_value: Field::empty(),
                current_group: Cell::new(std::ptr::null()),
                grouper: super::state(vm).grouper,
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("groupby", &LAYOUT)
};

/// The type of the groups.
pub static GROUPER: TypeSpec = TypeSpec {
    flags: 0,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let a = args.check_positional(vm, "_grouper", 2, 2)?;
            let Some(parent) = downcast::<GroupBy>(vm, &a[0]) else {
                return Err(vm.type_error(format!(
                    "_grouper() argument 1 must be itertools.groupby, not {}",
                    vm.type_of(&a[0]).name_str()
                )));
            };
            Ok(new_group(vm, type_arg(ty), parent, &a[0], a[1].clone()))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next_of_group));
    },
    ..super::iterator("_grouper", &GROUPER_LAYOUT)
};

fn new_group(vm: &Vm, ty: TypePtr, g: &GroupBy, parent: &Ref, target_key: Ref) -> Ref {
    let group = Grouper {
        parent: parent.clone(),
        target_key,
    };
    let group = new_object(vm, ty, group);
    g.current_group.set(group.slot().header());
    group
}

/// Takes the next value and computes its key; false at the end.
fn step(vm: &Vm, g: &GroupBy) -> PyResult<bool> {
    let Some(value) = vm.iter_next(&g.iterator)? else {
        return Ok(false);
    };
    let key = match &g.key_function {
        None => value.clone(),
        Some(f) => vm.call_one(f, &value)?,
    };
    g.current_value.set(value);
    g.current_key.set(key);
    Ok(true)
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let g = payload::<GroupBy>(this);
    g.current_group.set(std::ptr::null());
    // Skips what is left of the group given last.
    loop {
        if let Some(current) = g.current_key.get() {
            match g.target_key.get() {
                None => break,
                Some(target) if !vm.eq(&target, &current)? => break,
                Some(_) => {}
            }
        }
        if !step(vm, g)? {
            return Ok(None);
        }
    }
    let Some(key) = g.current_key.get() else {
        return Ok(None);
    };
    g.target_key.set(key.clone());
    let group = new_group(vm, g.grouper, g, this, key.clone());
    Ok(Some(new_tuple(vm, [key, group])))
}

fn next_of_group(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let group = payload::<Grouper>(this);
    let g = payload::<GroupBy>(&group.parent);
    if g.current_group.get() != this.slot().header() {
        return Ok(None);
    }
    if !g.current_value.is_set() && !step(vm, g)? {
        return Ok(None);
    }
    let Some(current) = g.current_key.get() else {
        return Ok(None);
    };
    if !vm.eq(&group.target_key, &current)? {
        return Ok(None);
    }
    let value = g.current_value.take();
    drop(g.current_key.take());
    Ok(value)
}
