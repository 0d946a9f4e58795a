//! `isinstance`, `issubclass`, `__build_class__`.

use crate::object::{TypeObj, TypePtr, as_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

fn as_type(r: &Ref) -> Option<TypePtr> {
    // SAFETY: the kind says so.
    r.has_kind(Kind::Type)
        .then(|| unsafe { r.cast::<TypeObj>() }.ptr())
}

pub fn isinstance(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    is_instance(vm, &a[0], &a[1]).map(Ref::bool)
}

pub fn issubclass(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    is_subclass(vm, &a[0], &a[1]).map(Ref::bool)
}

/// `isinstance(obj, class)`
pub fn is_instance(vm: &Vm, obj: &Ref, class: &Ref) -> PyResult<bool> {
    let ty = vm.type_of(obj);
    if ty.is(class) {
        return Ok(true);
    }
    if vm.type_of(class) == vm.types.type_ {
        return real_is_instance(vm, obj, class);
    }
    if let Some(classes) = as_tuple(class) {
        vm.enter_native(" in __instancecheck__")?;
        for c in classes {
            if is_instance(vm, obj, c)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match vm.call_special(class, &vm.names.instancecheck, std::slice::from_ref(obj))? {
        Some(r) => vm.is_true(&r),
        None => real_is_instance(vm, obj, class),
    }
}

/// `issubclass(derived, class)`
pub fn is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    if vm.type_of(class) == vm.types.type_ {
        return if derived.is(class) {
            Ok(true)
        } else {
            real_is_subclass(vm, derived, class)
        };
    }
    if let Some(classes) = as_tuple(class) {
        vm.enter_native(" in __subclasscheck__")?;
        for c in classes {
            if is_subclass(vm, derived, c)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match vm.call_special(
        class,
        &vm.names.subclasscheck,
        std::slice::from_ref(derived),
    )? {
        Some(r) => vm.is_true(&r),
        None => real_is_subclass(vm, derived, class),
    }
}

/// `type.__instancecheck__`: by the type, then by `__class__`.
pub fn real_is_instance(vm: &Vm, obj: &Ref, class: &Ref) -> PyResult<bool> {
    let own = vm.type_of(obj);
    if let Some(c) = as_type(class) {
        if own.is_subtype(c) {
            return Ok(true);
        }
        if own.has(crate::object::flags::GENERIC_GETATTR) && !own.is_heap_type() {
            return Ok(false);
        }
        return Ok(match vm.get_attr_opt(obj, &vm.names.class_)? {
            Some(other) => as_type(&other).is_some_and(|o| o != own && o.is_subtype(c)),
            None => false,
        });
    }
    check_class(
        vm,
        class,
        "isinstance() arg 2 must be a type, a tuple of types, or a union",
    )?;
    match vm.get_attr_opt(obj, &vm.names.class_)? {
        Some(own) => abstract_is_subclass(vm, &own, class),
        None => Ok(false),
    }
}

/// `type.__subclasscheck__`
pub fn real_is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    if let (Some(d), Some(c)) = (as_type(derived), as_type(class)) {
        return Ok(d.is_subtype(c));
    }
    check_class(vm, derived, "issubclass() arg 1 must be a class")?;
    check_class(
        vm,
        class,
        "issubclass() arg 2 must be a class, a tuple of classes, or a union",
    )?;
    abstract_is_subclass(vm, derived, class)
}

/// The `__bases__` of what may be a class; None if it has none that are a tuple.
fn bases_of(vm: &Vm, class: &Ref) -> PyResult<Option<Ref>> {
    Ok(vm
        .get_attr_opt(class, &vm.names.bases)?
        .filter(|b| b.has_kind(Kind::Tuple)))
}

fn check_class(vm: &Vm, class: &Ref, message: &str) -> PyResult<()> {
    match bases_of(vm, class)? {
        Some(_) => Ok(()),
        None => Err(vm.type_error(message)),
    }
}

fn abstract_is_subclass(vm: &Vm, derived: &Ref, class: &Ref) -> PyResult<bool> {
    vm.enter_native(" in __issubclass__")?;
    if derived.is(class) {
        return Ok(true);
    }
    let Some(bases) = bases_of(vm, derived)? else {
        return Ok(false);
    };
    for b in as_tuple(&bases).expect("a tuple") {
        if abstract_is_subclass(vm, b, class)? {
            return Ok(true);
        }
    }
    Ok(false)
}
