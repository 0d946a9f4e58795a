//! How a native module is declared, and how it is made from the declaration.

use crate::object::{DictObject, MethodDef, from_utf8, new_builtin, new_module};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The declaration of a native module.
pub struct ModuleSpec {
    pub name: &'static str,
    pub doc: &'static str,
    /// Its functions; each receives the module as `this`.
    pub methods: &'static [MethodDef],
    /// Adds everything else.
    pub init: fn(&Vm, &Ref) -> PyResult<()>,
}

/// Makes the module, without entering it in `sys.modules`.
pub fn new_native_module(vm: &Vm, spec: &'static ModuleSpec) -> PyResult {
    let module = new_module(vm, spec.name);
    let name = vm.interned.intern_str(vm, spec.name);
    let namespace = super::support::namespace_of(&module);
    // SAFETY: the namespace of a module is a dict.
    let d = unsafe { namespace.cast::<DictObject>() };
    if !spec.doc.is_empty() {
        d.set_str(vm, &vm.names.doc, from_utf8(vm, spec.doc)?)?;
    }
    d.set_str(vm, &vm.names.package, vm.names.empty.clone())?;
    for def in spec.methods {
        let f = new_builtin(vm, def, Some(module.clone()), Some(name.clone()));
        d.set_str(vm, &vm.interned.intern_str(vm, def.name), f)?;
    }
    (spec.init)(vm, &module)?;
    Ok(module)
}

/// Sets `module.name = value`.
pub fn add(vm: &Vm, module: &Ref, name: &str, value: Ref) -> PyResult<()> {
    let namespace = super::support::namespace_of(module);
    // SAFETY: the namespace of a module is a dict.
    unsafe { namespace.cast::<DictObject>() }.set_str(vm, &vm.interned.intern_str(vm, name), value)
}
