//! The table that connects special method names with type slots, in both directions.
//!
//! A builtin type fills slots with native functions and gets a wrapper in its namespace for each name of the slot
//! (`int.__add__`). A class gets, for each name that it defines or inherits from a class, a slot function that looks
//! the name up and calls it; where all it inherits is the native function, that function itself.

mod defs;
mod functions;
mod place;
mod wrap;

pub use defs::{SLOT_DEFS, SlotDef};
pub use functions::{
    SLOT_BINARY, comparison_name, is_slot_next, length_from, operator_names, slot_binary_right,
    slot_compare, slot_len, slot_set_item,
};
pub use place::Place;
pub use wrap::{Wrap, call_wrapped};

use super::function::{NEW_DEF, SlotWrapper, new_slot_wrapper};
use super::{Builtin, GetAttrFn, TypeObj, flags, generic_get_attr, generic_set_attr, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// Adds a wrapper to the type's namespace for every slot that it fills itself (`int.__add__`), and `__new__`.
pub fn add_wrappers(vm: &Vm, ty: &TypeObj) -> PyResult<()> {
    let d = ty.dict();
    if ty.slots.new.get().is_some() && d.get_str(&vm.names.new).is_null() {
        let f = super::new_builtin(vm, &NEW_DEF, Some(ty.to_ref()), None);
        d.set_str(vm, &vm.names.new, f)?;
    }
    for def in SLOT_DEFS {
        if def.wrap.is_none() || !def.place.is_set(&ty.slots) {
            continue;
        }
        let name = def.name(vm);
        if d.get_str(name).is_null() {
            d.set_str(vm, name, new_slot_wrapper(vm, def, ty.ptr()))?;
        }
    }
    Ok(())
}

/// Fills the slots of a new class whose namespace, bases and mro are in place.
pub fn fill_slots(vm: &Vm, ty: &TypeObj) {
    let bases = ty.bases.get();
    let single = bases
        .as_ref()
        .and_then(super::as_tuple)
        .filter(|b| b.len() == 1)
        .map(|b| b[0].clone());
    // SAFETY: bases and mro are tuples of types.
    let plain = single.filter(|b| {
        let base_mro = unsafe { b.cast::<TypeObj>() }.mro();
        let mro = ty.mro();
        mro.len() == base_mro.len() + 1 && mro[1..].iter().zip(base_mro).all(|(x, y)| x.is(y))
    });
    match plain {
        Some(base) => {
            // What is not defined here is found along the same order as in the base: its slots are right as they are.
            let base = unsafe { base.cast::<TypeObj>() };
            for place in Place::all() {
                place.copy(&base.slots, &ty.slots);
            }
            for def in SLOT_DEFS {
                if !ty.dict().get_str(def.name(vm)).is_null() {
                    update_place(vm, ty, def.place);
                }
            }
        }
        None => {
            if let Some(base) = ty.base_type() {
                ty.slots.new.set(base.slots.new.get());
            }
            for place in Place::all() {
                update_place(vm, ty, place);
            }
        }
    }
    update_flags(vm, ty);
}

/// Recomputes one slot of a class from what the names of the slot mean along its mro.
fn update_place(vm: &Vm, ty: &TypeObj, place: Place) {
    let mut specific: Option<super::TypePtr> = None;
    let (mut generic, mut use_generic, mut clear) = (false, false, false);
    for def in SLOT_DEFS.iter().filter(|d| d.place == place) {
        let found = ty.lookup_uncached(def.name(vm));
        if found.is_null() {
            continue;
        }
        let descr = Ref::view(&found);
        match descr.kind() {
            Kind::SlotWrapper => {
                let w = payload::<SlotWrapper>(descr);
                if w.def.name == def.name && ty.is_subtype(w.owner) {
                    if w.def.place == place || (place == Place::PowerMod && w.def.name == def.name)
                    {
                        match specific {
                            None => specific = Some(w.owner),
                            Some(s) if place.same(&s.slots, &w.owner.slots) => {}
                            Some(_) => (generic, use_generic) = (true, true),
                        }
                    }
                    // Else the name belongs to another slot of the native type (`list.__add__` is its concatenation),
                    // which that slot inherits: nothing to do here.
                    continue;
                }
                (generic, use_generic) = (true, true);
            }
            Kind::Builtin if place == Place::New => {
                let b = payload::<Builtin>(descr);
                let this = b.this.slot();
                if std::ptr::eq(b.def, &NEW_DEF) && !this.is_null() {
                    // SAFETY: the wrapper of tp_new is bound to its type.
                    let owner = unsafe { super::TypePtr::new(this.ptr()) };
                    if ty.is_subtype(owner) {
                        // As in CPython a class that had a `__new__` of its own once calls by name from then on.
                        if ty.slots.new.get().is_some() {
                            return;
                        }
                        specific = Some(owner);
                        continue;
                    }
                }
                (generic, use_generic) = (true, true);
            }
            Kind::None if place == Place::Hash => clear = true,
            _ => (generic, use_generic) = (true, true),
        }
    }
    match specific {
        _ if clear => place.clear(&ty.slots),
        Some(owner) if !use_generic => place.copy(&owner.slots, &ty.slots),
        _ if generic => place.set_generic(&ty.slots),
        _ => {
            place.clear(&ty.slots);
            inherit_nameless(ty, place);
        }
    }
}

/// Native functions in slots whose name their type does not have in its namespace (the finalizer of generators).
fn inherit_nameless(ty: &TypeObj, place: Place) {
    if place == Place::Finalize
        && let Some(base) = ty.base_type()
        && !base.is_heap_type()
    {
        place.copy(&base.slots, &ty.slots);
    }
}

/// The class attribute `name` was set or deleted: recomputes the slots it stands for, here and in all subclasses.
pub fn update_slots(vm: &Vm, ty: &TypeObj, name: &Ref) {
    if !super::as_str(name)
        .as_ascii()
        .is_some_and(|s| s.starts_with("__"))
    {
        return;
    }
    let name = vm.intern(name.clone());
    let places: Vec<Place> = SLOT_DEFS
        .iter()
        .filter(|d| d.name(vm).is(&name))
        .map(|d| d.place)
        .collect();
    if !places.is_empty() {
        update_tree(vm, ty, &name, &places);
    }
}

fn update_tree(vm: &Vm, ty: &TypeObj, name: &Ref, places: &[Place]) {
    for &p in places {
        update_place(vm, ty, p);
    }
    update_flags(vm, ty);
    for sub in ty.subclasses() {
        // SAFETY: subclasses are types.
        let sub = unsafe { sub.cast::<TypeObj>() };
        if sub.dict().get_str(name).is_null() {
            update_tree(vm, sub, name, places);
        }
    }
}

/// Recomputes all slots of a class and its subclasses: after `__bases__` was assigned.
pub fn update_all_slots(vm: &Vm, ty: &TypeObj) {
    for place in Place::all() {
        update_place(vm, ty, place);
    }
    update_flags(vm, ty);
    for sub in ty.subclasses() {
        // SAFETY: subclasses are types.
        update_all_slots(vm, unsafe { sub.cast::<TypeObj>() });
    }
}

/// Recomputes the flags that depend on the slots.
pub fn update_flags(vm: &Vm, ty: &TypeObj) {
    let _ = vm;
    let s = &ty.slots;
    let generic_get = s
        .get_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic_get_attr as GetAttrFn));
    let generic_set = s
        .set_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic_set_attr as super::SetAttrFn));
    ty.set_flag(flags::GENERIC_GETATTR, generic_get);
    ty.set_flag(flags::GENERIC_SETATTR, generic_set);
    ty.set_flag(flags::FINALIZER, s.finalize.get().is_some());
}
