//! `obj.__class__ = …` and `cls.__bases__ = …`: which types may take another's place.

use super::mro::{as_type, best_base, compute_mro};
use crate::object::{TypeObj, TypePtr, as_tuple, flags, move_to_class, slot_table, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The names of the `__slots__` words that the class itself declared.
fn members(t: &TypeObj) -> Vec<String> {
    let names = t.member_names.get();
    let names = names.as_ref().and_then(as_tuple).unwrap_or(&[]);
    names.iter().map(str_to_string).collect()
}

/// Do CPython's instances of the type take part in its cycle collection? They are freed differently then. Those of
/// classes always do.
fn is_collected(t: &TypeObj) -> bool {
    t.is_heap_type() || (t.layout.state != 0 && t.layout.kind != Kind::Instance)
}

/// Are instances of both types alike, their `__slots__` aside?
fn same_shape(a: &TypeObj, b: &TypeObj) -> bool {
    std::ptr::eq(a.layout, b.layout)
        && a.attributes == b.attributes
        && a.members == b.members
        && a.flags.get() & flags::WEAKREFS == b.flags.get() & flags::WEAKREFS
}

/// The base, or the type itself, that gave instances their shape.
fn shaping(t: &TypeObj) -> TypePtr {
    let mut t = t.ptr();
    while let Some(base) = t.base_type()
        && same_shape(&t, &base)
        && is_collected(&t) == is_collected(&base)
    {
        t = base;
    }
    t
}

/// Fails unless instances of `old` may become instances of `new`.
fn check_compatible(vm: &Vm, old: &TypeObj, new: &TypeObj, what: &str) -> PyResult<()> {
    let (a, b) = (shaping(old), shaping(new));
    let alike = || same_shape(&a, &b) && members(&a) == members(&b);
    let reason = if is_collected(old) != is_collected(new) {
        " deallocator differs from "
    } else if a != b && (a.base_type() != b.base_type() || !alike()) {
        " object layout differs from "
    } else {
        return Ok(());
    };
    Err(vm.type_error(format!(
        "{what} assignment: '{}'{reason}'{}'",
        new.name_str(),
        old.name_str()
    )))
}

/// `obj.__class__ = value`
pub fn set_class(vm: &Vm, obj: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let Some(v) = value else {
        return Err(vm.type_error("can't delete __class__ attribute"));
    };
    if !v.has_kind(Kind::Type) {
        return Err(vm.type_error(format!(
            "__class__ must be set to a class, not '{}' object",
            vm.type_of(v).name_str()
        )));
    }
    let (old, new) = (vm.type_of(obj), as_type(v));
    let modules = old.is_subtype(vm.types.module) && new.is_subtype(vm.types.module);
    if !modules && (old.has(flags::IMMUTABLE) || new.has(flags::IMMUTABLE)) {
        return Err(vm.type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses",
        ));
    }
    check_compatible(vm, &old, new, "__class__")?;
    move_to_class(vm, obj, new)
}

/// Is `ancestor` among the types that the layout of `t` comes from?
fn descends_from(t: &TypeObj, ancestor: &TypeObj) -> bool {
    let mut at = Some(t.ptr());
    while let Some(t) = at {
        if t == ancestor.ptr() {
            return true;
        }
        at = t.base_type();
    }
    false
}

/// `cls.__bases__ = value`; the class is known to be mutable.
pub fn set_bases(vm: &Vm, r: &Ref, value: &Ref) -> PyResult<()> {
    let t = as_type(r);
    let Some(bases) = as_tuple(value) else {
        return Err(vm.type_error(format!(
            "can only assign tuple to {}.__bases__, not {}",
            t.name_str(),
            vm.type_of(value).name_str()
        )));
    };
    if bases.is_empty() {
        return Err(vm.type_error(format!(
            "can only assign non-empty tuple to {}.__bases__, not ()",
            t.name_str()
        )));
    }
    for b in bases {
        if !b.has_kind(Kind::Type) {
            return Err(vm.type_error(format!(
                "{}.__bases__ must be tuple of classes, not '{}'",
                t.name_str(),
                vm.type_of(b).name_str()
            )));
        }
        // An `mro()` that assigns bases comes here before the orders are new, but the bases are.
        if as_type(b).is_subtype(t.ptr()) || descends_from(as_type(b), t) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let new_base = best_base(vm, bases)?;
    if let Some(old_base) = t.base_type() {
        check_compatible(vm, &old_base, as_type(&new_base), "__bases__")?;
    }
    let new_bases = value.clone();
    let old_bases = t.bases.replace(Some(new_bases.clone()));
    let old_base = t.base.replace(Some(new_base));
    // All orders are computed first, so that nothing has changed if one of them fails.
    let mut undo: Vec<(Ref, Option<Ref>)> = Vec::new();
    if let Err(e) = recompute(vm, r, &mut undo) {
        for (t, mro) in undo {
            drop(as_type(&t).mro.replace(mro));
        }
        if t.bases.get().is_some_and(|b| b.is(&new_bases)) {
            drop(t.bases.replace(old_bases));
            drop(t.base.replace(old_base));
        }
        t.modified();
        return Err(e);
    }
    if !t.bases.get().is_some_and(|b| b.is(&new_bases)) {
        // An `mro()` has assigned others, and seen to the rest.
        return Ok(());
    }
    for b in old_bases.as_ref().and_then(as_tuple).unwrap_or(&[]) {
        as_type(b).remove_subclass(t.ptr());
    }
    for b in as_tuple(&new_bases).unwrap_or(&[]) {
        as_type(b).add_subclass(t.ptr());
    }
    t.modified();
    slot_table::update_all_slots(vm, t);
    Ok(())
}

/// Computes the mro of a class and its subclasses anew, keeping the old ones in `undo`.
fn recompute(vm: &Vm, r: &Ref, undo: &mut Vec<(Ref, Option<Ref>)>) -> PyResult<()> {
    let t = as_type(r);
    let mro = compute_mro(vm, r)?;
    undo.push((r.clone(), t.mro.replace(Some(mro))));
    t.modified();
    for s in t.subclasses() {
        recompute(vm, &s, undo)?;
    }
    Ok(())
}
