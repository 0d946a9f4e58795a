//! Functions about attributes and identity.

use super::namespace::current_locals;
use crate::object::{as_list, is_interned, new_list};
use crate::ops::slow::attribute::{Stored, has_plain_method, stored_attribute};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

fn check_name(vm: &Vm, name: &Ref) -> PyResult<()> {
    if name.has_kind(Kind::Str) {
        return Ok(());
    }
    Err(vm.type_error(format!(
        "attribute name must be string, not '{}'",
        vm.type_of(name).name_str()
    )))
}

/// The name of an attribute; most often it is a constant, which is interned.
#[inline]
fn interned_name(vm: &Vm, name: &Ref) -> PyResult {
    if name.is_exact(Kind::Str) && is_interned(name) {
        return Ok(name.clone());
    }
    check_name(vm, name)?;
    Ok(vm.intern(name.clone()))
}

pub fn getattr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let name = interned_name(vm, &a[1])?;
    match (stored_attribute(vm, &a[0], &name), a.get(2)) {
        (Stored::Value(v), _) => return Ok(v),
        (Stored::Missing, Some(default)) => return Ok(default.clone()),
        _ => {}
    }
    match a.get(2) {
        None => vm.get_attr(&a[0], &name),
        Some(default) => Ok(vm
            .get_attr_opt(&a[0], &name)?
            .unwrap_or_else(|| default.clone())),
    }
}

pub fn hasattr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let name = interned_name(vm, &a[1])?;
    match stored_attribute(vm, &a[0], &name) {
        Stored::Value(_) => return Ok(Ref::bool(true)),
        Stored::Missing => return Ok(Ref::bool(false)),
        Stored::Unknown => {}
    }
    // Whether it is there can be told without making a method of it.
    if has_plain_method(vm, &a[0], &name) {
        return Ok(Ref::bool(true));
    }
    Ok(Ref::bool(vm.get_attr_opt(&a[0], &name)?.is_some()))
}

pub fn setattr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    check_name(vm, &a[1])?;
    vm.set_attr(&a[0], &vm.intern(a[1].clone()), &a[2])?;
    Ok(Ref::none())
}

pub fn delattr(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    check_name(vm, &a[1])?;
    vm.del_attr(&a[0], &vm.intern(a[1].clone()))?;
    Ok(Ref::none())
}

/// The number that tells a value from all others alive: the word itself for values in the word.
pub fn id(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let word = x.slot().borrow().0;
    if x.slot().is_pointer() {
        return Ok(vm.new_int((word & !7) as i64));
    }
    Ok(crate::object::new_bigint(vm, word.into()))
}

pub fn dir(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let names = match a.first() {
        None => {
            let Some(locals) = current_locals(vm)? else {
                return Err(vm.system_error("frame does not exist"));
            };
            let keys = vm.call_method(&locals, &vm.names.keys, &[])?;
            vm.collect(&keys)?
        }
        Some(obj) => match vm.call_special(obj, &vm.names.dir, &[])? {
            Some(list) => vm.collect(&list)?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        },
    };
    let list = new_list(vm, names);
    debug_assert!(as_list(&list).len() < usize::MAX);
    vm.call_method_str(&list, "sort", &[])?;
    Ok(list)
}

pub fn vars(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let Some(obj) = a.first() else {
        return super::namespace::locals(vm, &Ref::none());
    };
    match vm.get_attr_opt(obj, &vm.names.dict)? {
        Some(d) => Ok(d),
        None => Err::<Ref, Raised>(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}
