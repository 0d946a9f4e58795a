//! The registries that remember which warnings have been shown.

use super::state;
use crate::object::{as_dict, int_to_i64, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// Was there a warning with this key? It is remembered if `remember` says so. Changed filters make a registry forget.
pub(super) fn already_warned(vm: &Vm, registry: &Ref, key: &Ref, remember: bool) -> PyResult<bool> {
    if !registry.has_kind(Kind::Dict) {
        return Err(vm.type_error("'registry' must be a dict or None"));
    }
    let d = as_dict(registry);
    let version = state(vm).version.get();
    let name = vm.interned.intern_str(vm, "version");
    let current = d
        .get(vm, &name)?
        .is_some_and(|v| v.is_exact(Kind::Int) && int_to_i64(&v) == Some(version));
    if !current {
        d.clear();
        d.set(vm, &name, vm.new_int(version))?;
    } else if let Some(warned) = d.get(vm, key)?
        && vm.is_true(&warned)?
    {
        return Ok(true);
    }
    if remember {
        d.set(vm, key, Ref::bool(true))?;
    }
    Ok(false)
}

/// The same for a warning of any line.
pub(super) fn already_warned_anywhere(
    vm: &Vm,
    registry: &Ref,
    text: &Ref,
    category: &Ref,
) -> PyResult<bool> {
    let key = new_tuple(vm, [text.clone(), category.clone()]);
    already_warned(vm, registry, &key, true)
}
