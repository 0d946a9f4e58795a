//! `builtin_function_or_method`, `method_descriptor`, `classmethod_descriptor`, `getset_descriptor`.

use crate::object::native::{
    BUILTIN_LAYOUT, Builtin, GETSET_LAYOUT, METHOD_DESCRIPTOR_LAYOUT, MethodDef,
};
use crate::object::{Field, TypeSpec, flags, new_object};
use crate::runtime::Vm;
use crate::value::Ref;

/// The type `builtin_function_or_method`.
pub static BUILTIN: TypeSpec = TypeSpec::new("builtin_function_or_method", &BUILTIN_LAYOUT);
/// The type `method_descriptor`.
pub static METHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    flags: flags::METHOD_DESCRIPTOR,
    ..TypeSpec::new("method_descriptor", &METHOD_DESCRIPTOR_LAYOUT)
};
/// The type `classmethod_descriptor`.
pub static CLASSMETHOD_DESCRIPTOR: TypeSpec =
    TypeSpec::new("classmethod_descriptor", &METHOD_DESCRIPTOR_LAYOUT);
/// The type `getset_descriptor`.
pub static GETSET_DESCRIPTOR: TypeSpec = TypeSpec::new("getset_descriptor", &GETSET_LAYOUT);

/// A native function object.
pub fn new_builtin(
    vm: &Vm,
    def: &'static MethodDef,
    this: Option<Ref>,
    module: Option<Ref>,
) -> Ref {
    new_object(
        vm,
        vm.types.builtin,
        Builtin {
            def,
            this: Field::from(this),
            module: Field::from(module),
        },
    )
}
