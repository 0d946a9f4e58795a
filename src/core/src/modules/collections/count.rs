//! `_count_elements`: what `Counter.update` is made of.

use crate::object::{BinaryOp, DictTable, as_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// Are the methods that counting would call those of `dict`, so that the table may be used directly?
fn counts_as_dict(vm: &Vm, mapping: &Ref) -> bool {
    if !mapping.has_kind(Kind::Dict) {
        return false;
    }
    if mapping.is_exact(Kind::Dict) {
        return true;
    }
    let ty = vm.type_of(mapping);
    [vm.interned.intern_str(vm, "get"), vm.names.setitem.clone()]
        .iter()
        .all(|name| {
            let own = vm.types.dict.lookup_slot(vm, name);
            !own.is_null() && ty.lookup_slot(vm, name) == own
        })
}

fn plus_one(vm: &Vm, count: &Ref) -> PyResult {
    if count.slot().is_int() {
        // One more than an int of 63 bits fits a word.
        return Ok(vm.new_int(count.slot().as_int() + 1));
    }
    vm.binary_op(count, &vm.new_int(1), BinaryOp::Add)
}

fn count_one(vm: &Vm, table: &DictTable, key: &Ref) -> PyResult<()> {
    let hash = vm.hash(key)?;
    let count = match table.get_hashed(vm, key, hash)? {
        Some(old) => plus_one(vm, &old)?,
        None => vm.new_int(1),
    };
    table.set_hashed(vm, key, hash, count)
}

pub fn count_elements(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (mapping, iterable) = (&a[0], &a[1]);
    let it = vm.iter(iterable)?;
    if counts_as_dict(vm, mapping) {
        for key in vm.iterate_from(it) {
            count_one(vm, as_dict(mapping), &key?)?;
        }
        return Ok(Ref::none());
    }
    let get = vm.get_attr_str(mapping, "get")?;
    for key in vm.iterate_from(it) {
        let key = key?;
        let old = vm.call_positional(&get, &[key.clone(), vm.new_int(0)])?;
        let new = vm.binary_op(&old, &vm.new_int(1), BinaryOp::Add)?;
        vm.set_item(mapping, &key, &new)?;
    }
    Ok(Ref::none())
}
