//! How a native module is declared, and how it is made from the declaration.

use crate::object::{DictObject, MethodDef, as_dict, from_utf8, new_builtin, new_dict, new_module};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::cell::RefCell;
use std::collections::HashMap;

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

const STATE: &str = "native modules";
type Namespaces = RefCell<HashMap<&'static str, Ref>>;

/// Makes the module for an import. One that was made before and is imported again, because it was taken out of
/// `sys.modules`, gets what the first had: its types and exceptions are those that native code knows.
pub fn import_native(vm: &Vm, spec: &'static ModuleSpec) -> PyResult {
    if vm.state::<Namespaces>(STATE).is_none() {
        vm.set_state(STATE, Namespaces::default());
    }
    let all = vm.state::<Namespaces>(STATE).expect("just set");
    let first = all.borrow().get(spec.name).cloned();
    let module = match &first {
        Some(first) => {
            let module = new_module(vm, spec.name);
            let namespace = super::support::namespace_of(&module);
            vm.call_method_str(&namespace, "update", std::slice::from_ref(first))?;
            module
        }
        None => {
            let module = new_native_module(vm, spec)?;
            let copy = new_dict(vm);
            as_dict(&copy).copy_from(vm, as_dict(&super::support::namespace_of(&module)))?;
            all.borrow_mut().insert(spec.name, copy);
            module
        }
    };
    Ok(module)
}

/// Sets `module.name = value`.
pub fn add(vm: &Vm, module: &Ref, name: &str, value: Ref) -> PyResult<()> {
    let namespace = super::support::namespace_of(module);
    // SAFETY: the namespace of a module is a dict.
    unsafe { namespace.cast::<DictObject>() }.set_str(vm, &vm.interned.intern_str(vm, name), value)
}
