//! `Placeholder`, which keeps a place free among the arguments of `partial`.

use super::super::common::type_arg;
use crate::object::{Layout, MethodDef, Payload, TypePtr, TypeSpec, from_utf8, new_object};
use crate::runtime::Vm;
use crate::value::{Ref, Slot};

struct Placeholder;

impl Payload for Placeholder {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Placeholder>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, _| {
    from_utf8(vm, "Placeholder")
})];

/// The type of the only placeholder.
pub static PLACEHOLDER_TYPE: TypeSpec = TypeSpec {
    module: "functools",
    doc: "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            if !args.is_empty() {
                // Without the underscore, as CPython names it here.
                let name = type_arg(ty).short_name();
                return Err(vm.type_error(format!(
                    "{} takes no arguments",
                    name.trim_start_matches('_')
                )));
            }
            Ok(super::state(vm).placeholder.clone())
        }));
        s.repr.set(Some(|vm, _| from_utf8(vm, "Placeholder")));
    },
    ..TypeSpec::new("_PlaceholderType", &LAYOUT)
};

/// Makes an object that is equal to nothing else.
pub fn new_placeholder(vm: &Vm, ty: TypePtr) -> Ref {
    new_object(vm, ty, Placeholder)
}
