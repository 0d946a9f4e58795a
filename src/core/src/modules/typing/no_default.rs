//! `typing.NoDefault`

use super::state;
use crate::modules::common::make_type;
use crate::object::{Layout, MethodDef, Payload, TypeSpec, from_utf8, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::Slot;

struct NoDefault;

impl Payload for NoDefault {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<NoDefault>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, _| {
    from_utf8(vm, "NoDefault")
})];

static NO_DEFAULT: TypeSpec = TypeSpec {
    doc: "The type of the NoDefault singleton.",
    methods: &METHODS,
    slots: |s| {
        s.repr.set(Some(|vm, _| from_utf8(vm, "typing.NoDefault")));
        s.new.set(Some(|vm, _, args| {
            if !args.is_empty() {
                return Err(vm.type_error("NoDefaultType takes no arguments"));
            }
            Ok(state(vm)?.no_default.clone())
        }));
    },
    ..TypeSpec::new("NoDefaultType", &LAYOUT)
};

/// Makes the type and its one instance.
pub(super) fn make(vm: &Vm) -> PyResult {
    let ty = make_type(vm, &NO_DEFAULT, vm.types.object)?;
    Ok(new_object(vm, ty, NoDefault))
}
