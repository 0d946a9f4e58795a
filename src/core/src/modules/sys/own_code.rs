//! What the standard library asks of `sys` about classes it builds, and about machine code.

use crate::modules::{ModuleSpec, new_native_module};
use crate::object::MethodDef;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// `sys._clear_type_descriptors(type)`: takes `__dict__` and `__weakref__` out of a class's own namespace.
pub fn clear_type_descriptors(vm: &Vm, _: &Ref, class: &Ref) -> PyResult {
    if !class.has_kind(Kind::Type) {
        let t = vm.type_of(class).name_str();
        let m = format!("_clear_type_descriptors() argument must be type, not {t}");
        return Err(vm.type_error(m));
    }
    let ty = crate::modules::common::type_arg(class);
    if !ty.is_heap_type() {
        return Err(vm.type_error("argument is immutable"));
    }
    for name in ["__dict__", "__weakref__"] {
        let gone = ty.dict().t.remove(vm, &vm.interned.intern_str(vm, name))?;
        drop(gone);
    }
    ty.modified();
    Ok(Ref::none())
}

static JIT: ModuleSpec = ModuleSpec {
    name: "sys._jit",
    doc: "",
    methods: &JIT_METHODS,
    init: |_, _| Ok(()),
};

static JIT_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("is_available", |_, _| Ok(Ref::bool(false))),
    MethodDef::no_args("is_enabled", |_, _| Ok(Ref::bool(false))),
    MethodDef::no_args("is_active", |_, _| Ok(Ref::bool(false))),
];

/// `sys._jit`: there is none.
pub fn new_jit_module(vm: &Vm) -> PyResult {
    new_native_module(vm, &JIT)
}
