//! The module `_tracemalloc`. Where objects were made is not recorded here: tracing is off and cannot be switched on.

use super::ModuleSpec;
use super::support::c_int;
use crate::object::{MethodDef, new_list, new_tuple};
use crate::value::Ref;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_tracemalloc",
    doc: "Debug module to trace memory blocks allocated by Python.",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

static METHODS: [MethodDef; 10] = [
    MethodDef::one("_get_object_traceback", |_, _, _| Ok(Ref::none())).text_signature("obj, /"),
    MethodDef::no_args("_get_traces", |vm, _| Ok(new_list(vm, vec![]))),
    MethodDef::no_args("clear_traces", |_, _| Ok(Ref::none())),
    MethodDef::no_args("get_traceback_limit", |vm, _| Ok(vm.new_int(1))),
    MethodDef::no_args("get_traced_memory", |vm, _| {
        Ok(new_tuple(vm, [vm.new_int(0), vm.new_int(0)]))
    }),
    MethodDef::no_args("get_tracemalloc_memory", |vm, _| Ok(vm.new_int(0))),
    MethodDef::no_args("is_tracing", |_, _| Ok(Ref::bool(false))),
    MethodDef::no_args("reset_peak", |_, _| Ok(Ref::none())),
    MethodDef::positional("start", 0, 1, |vm, _, a| {
        if let Some(n) = a.first()
            && !(1..=65535).contains(&c_int(vm, n)?)
        {
            let text = "the number of frames must be in range [1; 65535]";
            return Err(vm.value_error(text));
        }
        Err(vm.not_implemented_error("allocations cannot be traced"))
    })
    .text_signature("nframe=1, /"),
    MethodDef::no_args("stop", |_, _| Ok(Ref::none())),
];
