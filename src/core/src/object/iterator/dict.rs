//! The iterators of dicts and their views, in both directions.

use super::shared::{itself, reduce_iter, reuse_pair};
use crate::object::{
    DictPart, DictTable, Field, Layout, MethodDef, Payload, TypeSpec, as_dict, new_list,
    new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of the six dict iterator types.
#[repr(C)]
pub struct DictIterator {
    /// The dict; empty when exhausted.
    pub dict: Field,
    /// The number of items that the dict must keep; `usize::MAX` once it had another.
    pub used: Cell<usize>,
    /// The entry to look at next; for a reverse iterator, plus one.
    pub position: Cell<usize>,
    /// Items left.
    pub left: Cell<usize>,
    pub part: DictPart,
    pub reverse: bool,
    /// The pair given first, used again whenever nobody else holds it.
    pub(super) pair: Field,
}

impl Payload for DictIterator {
    const KIND: Kind = Kind::DictIterator;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.dict.traverse(f);
        self.pair.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<DictIterator>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<DictIterator>(it);
        let n = match it.dict.get() {
            Some(d) if as_dict(&d).len() == it.used.get() => it.left.get(),
            _ => 0,
        };
        Ok(vm.new_int(n as i64))
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
];

macro_rules! dict_iterator {
    ($spec:ident, $name:literal) => {
        #[doc = concat!("The type `", $name, "`.")]
        pub static $spec: TypeSpec = TypeSpec {
            methods: &METHODS,
            slots: |s| {
                s.iter.set(Some(itself));
                s.next.set(Some(next));
            },
            ..TypeSpec::new($name, &LAYOUT)
        };
    };
}
dict_iterator!(DICT_KEY_ITERATOR, "dict_keyiterator");
dict_iterator!(DICT_VALUE_ITERATOR, "dict_valueiterator");
dict_iterator!(DICT_ITEM_ITERATOR, "dict_itemiterator");
dict_iterator!(DICT_REVERSE_KEY_ITERATOR, "dict_reversekeyiterator");
dict_iterator!(DICT_REVERSE_VALUE_ITERATOR, "dict_reversevalueiterator");
dict_iterator!(DICT_REVERSE_ITEM_ITERATOR, "dict_reverseitemiterator");

/// A new iterator over a dict.
pub fn new_dict_iterator(vm: &Vm, d: &Ref, part: DictPart, reverse: bool) -> Ref {
    let t = &vm.types;
    let ty = match (part, reverse) {
        (DictPart::Keys, false) => t.dict_key_iterator,
        (DictPart::Values, false) => t.dict_value_iterator,
        (DictPart::Items, false) => t.dict_item_iterator,
        (DictPart::Keys, true) => t.dict_reverse_key_iterator,
        (DictPart::Values, true) => t.dict_reverse_value_iterator,
        (DictPart::Items, true) => t.dict_reverse_item_iterator,
    };
    let table = as_dict(d);
    let it = DictIterator {
        dict: Field::new(d.clone()),
        used: Cell::new(table.len()),
        position: Cell::new(if reverse { table.entry_count() } else { 0 }),
        left: Cell::new(table.len()),
        part,
        reverse,
        pair: Field::empty(),
    };
    new_object(vm, ty, it)
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<DictIterator>(r);
    let d = it.dict.slot();
    if d.is_null() {
        return Ok(None);
    }
    let table = as_dict(Ref::view(&d));
    if table.len() != it.used.get() {
        // Stays an error for good.
        it.used.set(usize::MAX);
        return Err(vm.runtime_error("dictionary changed size during iteration"));
    }
    let mut i = it.position.get();
    let entry = if it.reverse {
        previous_entry(table, &mut i)
    } else {
        table.next_entry(&mut i)
    };
    it.position.set(i);
    let Some(e) = entry else {
        drop(it.dict.take());
        return Ok(None);
    };
    let left = it.left.get();
    if left == 0 {
        drop(it.dict.take());
        return Err(vm.runtime_error("dictionary keys changed during iteration"));
    }
    it.left.set(left.saturating_sub(1));
    // SAFETY: the dict holds both until the references are taken.
    unsafe {
        Ok(Some(match it.part {
            DictPart::Keys => Ref::new_reference(e.key),
            DictPart::Values => Ref::new_reference(e.value),
            DictPart::Items => {
                let (k, v) = (Ref::new_reference(e.key), Ref::new_reference(e.value));
                // The dict, and with it the iterator, may go when the old pair is dropped; neither is looked at again.
                reuse_pair(vm, &it.pair, k, v)
            }
        }))
    }
}

fn previous_entry(table: &DictTable, i: &mut usize) -> Option<crate::object::Entry> {
    if *i > table.entry_count() {
        // The table is another one by now, and shorter.
        *i = 0;
    }
    let mut found = None;
    while found.is_none() && *i > 0 {
        *i -= 1;
        found = table.entry(*i);
    }
    found
}

/// `(iter, ([what is left],))`: the iterator itself stays where it is.
fn reduce(vm: &Vm, r: &Ref) -> PyResult {
    let it = payload::<DictIterator>(r);
    let rest = match it.dict.get() {
        Some(d) => {
            let copy = new_dict_iterator(vm, &d, it.part, it.reverse);
            let c = payload::<DictIterator>(&copy);
            c.used.set(it.used.get());
            c.position.set(it.position.get());
            c.left.set(it.left.get());
            vm.iterate(&copy)?.collect::<PyResult<Vec<Ref>>>()?
        }
        None => Vec::new(),
    };
    reduce_iter(vm, new_list(vm, rest), None)
}
