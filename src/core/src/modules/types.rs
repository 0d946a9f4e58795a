//! The module `_types`: the types that have no name among the builtins.

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::types::capsule::CAPSULE;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_types",
    doc: "Define names for built-in types.",
    methods: &[],
    init: |vm, module| {
        let capsule = make_type(vm, &CAPSULE, vm.types.object)?;
        add(vm, module, "CapsuleType", capsule.to_ref())?;
        let t = &vm.types;
        for (name, ty) in [
            ("AsyncGeneratorType", t.async_generator),
            ("BuiltinFunctionType", t.builtin),
            ("BuiltinMethodType", t.builtin),
            ("CellType", t.cell),
            ("ClassMethodDescriptorType", t.classmethod_descriptor),
            ("CodeType", t.code),
            ("CoroutineType", t.coroutine),
            ("EllipsisType", t.ellipsis),
            ("FrameType", t.frame),
            ("FunctionType", t.function),
            ("GeneratorType", t.generator),
            ("GenericAlias", t.generic_alias),
            ("GetSetDescriptorType", t.getset_descriptor),
            ("LambdaType", t.function),
            ("MappingProxyType", t.mapping_proxy),
            ("MemberDescriptorType", t.member_descriptor),
            ("MethodDescriptorType", t.method_descriptor),
            ("MethodType", t.bound_method),
            ("MethodWrapperType", t.method_wrapper),
            ("ModuleType", t.module),
            ("NoneType", t.none_type),
            ("NotImplementedType", t.not_implemented_type),
            ("SimpleNamespace", t.simple_namespace),
            ("TracebackType", t.traceback),
            ("UnionType", t.union_type),
            ("WrapperDescriptorType", t.slot_wrapper),
        ] {
            add(vm, module, name, ty.to_ref())?;
        }
        Ok(())
    },
};
