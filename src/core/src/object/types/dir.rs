//! `dir()` and `vars()`.

use crate::object::{as_dict, as_tuple, new_dict, new_list};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// Adds the keys of a mapping or iterable of names to `names`.
fn merge(vm: &Vm, names: &Ref, from: &Ref) -> PyResult<()> {
    for k in vm.iterate(from)? {
        as_dict(names).set(vm, &k?, Ref::none())?;
    }
    Ok(())
}

/// Adds the attributes of a class and its bases, as `__dict__` and `__bases__` show them.
fn merge_class(vm: &Vm, names: &Ref, class: &Ref) -> PyResult<()> {
    vm.enter_native("")?;
    if let Some(d) = vm.get_attr_opt(class, &vm.names.dict)? {
        merge(vm, names, &d)?;
    }
    if let Some(bases) = vm.get_attr_opt(class, &vm.names.bases)? {
        for b in as_tuple(&bases).unwrap_or(&[]) {
            merge_class(vm, names, b)?;
        }
    }
    Ok(())
}

fn keys(names: &Ref) -> Vec<Ref> {
    let d = as_dict(names);
    let mut i = 0;
    std::iter::from_fn(|| d.next_entry(&mut i))
        // SAFETY: entries are live.
        .map(|e| unsafe { Ref::new_reference(e.key) })
        .collect()
}

/// `type.__dir__`
pub fn type_dir(vm: &Vm, r: &Ref) -> PyResult<Vec<Ref>> {
    let names = new_dict(vm);
    merge_class(vm, &names, r)?;
    Ok(keys(&names))
}

/// `object.__dir__`
pub fn object_dir(vm: &Vm, r: &Ref) -> PyResult<Vec<Ref>> {
    let names = new_dict(vm);
    if let Some(d) = vm.get_attr_opt(r, &vm.names.dict)?
        && d.has_kind(Kind::Dict)
    {
        merge(vm, &names, &d)?;
    }
    if let Some(c) = vm.get_attr_opt(r, &vm.names.class_)? {
        merge_class(vm, &names, &c)?;
    }
    Ok(keys(&names))
}

/// `dir(obj)`: a sorted list.
pub fn dir(vm: &Vm, r: &Ref) -> PyResult {
    let Some(names) = vm.call_special(r, &vm.names.dir, &[])? else {
        return Err(vm.type_error("object does not provide __dir__"));
    };
    sorted(vm, &names)
}

/// `dir()` in a frame with these locals.
pub fn dir_of_locals(vm: &Vm, locals: &Ref) -> PyResult {
    let names = vm.call_method(locals, &vm.names.keys, &[])?;
    sorted(vm, &names)
}

fn sorted(vm: &Vm, names: &Ref) -> PyResult {
    let list = new_list(vm, vm.collect(names)?);
    vm.call_method_str(&list, "sort", &[])?;
    Ok(list)
}

/// `vars(obj)`
pub fn vars(vm: &Vm, r: &Ref) -> PyResult {
    match vm.get_attr_opt(r, &vm.names.dict)? {
        Some(d) => Ok(d),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}
