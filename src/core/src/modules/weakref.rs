//! The module `_weakref`.

use super::{ModuleSpec, add};
use crate::object::weakref::WEAKREF_FUNCTIONS;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_weakref",
    doc: "Weak-reference support module.",
    methods: &WEAKREF_FUNCTIONS,
    init: |vm, module| {
        let t = &vm.types;
        for (name, ty) in [
            ("ref", t.weak_reference),
            ("ReferenceType", t.weak_reference),
            ("ProxyType", t.weak_proxy),
            ("CallableProxyType", t.weak_callable_proxy),
        ] {
            add(vm, module, name, ty.to_ref())?;
        }
        Ok(())
    },
};
