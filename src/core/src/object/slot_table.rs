//! The table that connects special method names with type slots, in both directions.

use super::{TypeObj, flags, generic_get_attr, generic_set_attr};
use crate::runtime::{PyResult, Vm};

/// Adds a wrapper to the type's namespace for every slot that it fills itself (`int.__add__`).
pub fn add_wrappers(vm: &Vm, ty: &TypeObj) -> PyResult<()> {
    let _ = (vm, ty);
    Ok(())
}

/// Recomputes the flags that depend on the slots.
pub fn update_flags(vm: &Vm, ty: &TypeObj) {
    let _ = vm;
    let s = &ty.slots;
    let generic_get = s
        .get_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic_get_attr as super::GetAttrFn));
    let generic_set = s
        .set_attr
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, generic_set_attr as super::SetAttrFn));
    ty.set_flag(flags::GENERIC_GETATTR, generic_get);
    ty.set_flag(flags::GENERIC_SETATTR, generic_set);
    ty.set_flag(flags::FINALIZER, s.finalize.get().is_some());
}
