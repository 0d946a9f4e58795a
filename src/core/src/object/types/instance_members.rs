//! The `__dict__` and `__weakref__` descriptors of classes.

use crate::object::{GetSetDef, TypeObj, instance_dict, new_getset_descriptor, set_instance_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

static DICT: GetSetDef = GetSetDef {
    doc: "dictionary for instance variables",
    ..dict_getset()
};
static WEAKREF: GetSetDef = GetSetDef {
    doc: "list of weak references to the object",
    ..GetSetDef::get("__weakref__", |vm, r| {
        Ok(crate::object::weakref::first_reference(vm, r).unwrap_or_else(Ref::none))
    })
};

/// `__dict__` as a builtin type with attributes declares it.
pub const fn dict_getset() -> GetSetDef {
    GetSetDef::get_set("__dict__", get_dict, set_dict)
}

/// The descriptor that classes and modules have for their namespace, which is that of their subclasses too.
fn native_dict(vm: &Vm, r: &Ref) -> Option<Ref> {
    let ty = match r.kind() {
        Kind::Type => vm.types.type_,
        Kind::Module => vm.types.module,
        _ => return None,
    };
    ty.dict().get_str_ref(&vm.names.dict)
}

/// `obj.__dict__`
fn get_dict(vm: &Vm, r: &Ref) -> PyResult {
    if let Some(native) = native_dict(vm, r) {
        return match vm.type_of(&native).slots.descr_get.get() {
            Some(get) => get(vm, &native, Some(r), &vm.type_of(r).to_ref()),
            None => Ok(native),
        };
    }
    instance_dict(vm, r)?.ok_or_else(|| vm.attribute_error(r, &vm.names.dict))
}

/// `obj.__dict__ = value`, or its deletion.
pub fn set_dict(vm: &Vm, r: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if let Some(native) = native_dict(vm, r)
        && let Some(set) = vm.type_of(&native).slots.descr_set.get()
    {
        return set(vm, &native, r, value);
    }
    let Some(v) = value else {
        if matches!(r.kind(), Kind::Function | Kind::Exception)
            || crate::object::instance_dict(vm, r)?.is_none()
        {
            return Err(vm.type_error("cannot delete __dict__"));
        }
        set_instance_dict(vm, r, crate::object::new_dict(vm));
        return Ok(());
    };
    if !v.has_kind(Kind::Dict) {
        return Err(vm.type_error(format!(
            "__dict__ must be set to a dictionary, not a '{}'",
            vm.type_of(v).name_str()
        )));
    }
    set_instance_dict(vm, r, v.clone());
    Ok(())
}

/// Adds `__dict__` to the namespace of a class whose instances have one.
pub fn add_dict_descriptor(vm: &Vm, ty: &TypeObj) -> PyResult<()> {
    add(vm, ty, &DICT, &vm.names.dict)
}

/// Adds `__weakref__` to the namespace of a class.
pub fn add_weakref_descriptor(vm: &Vm, ty: &TypeObj) -> PyResult<()> {
    add(vm, ty, &WEAKREF, &vm.names.weakref)
}

fn add(vm: &Vm, ty: &TypeObj, def: &'static GetSetDef, name: &Ref) -> PyResult<()> {
    if ty.dict().get_str(name).is_null() {
        ty.dict()
            .set_str(vm, name, new_getset_descriptor(vm, def, ty))?;
    }
    Ok(())
}
