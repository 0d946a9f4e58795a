//! `_thread._local`: with one thread, a plain object with attributes.

use super::super::common::type_arg;
use crate::object::{Layout, Payload, TypeSpec, flags, new_object};
use crate::value::Slot;

struct Local;

impl Payload for Local {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Local>();

/// The type `_thread._local`.
pub static LOCAL: TypeSpec = TypeSpec {
    module: "_thread",
    doc: "Thread-local data",
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.set_attr.set(Some(crate::object::generic_set_attr));
        s.new.set(Some(|vm, ty, args| {
            // Arguments are for the `__init__` of a subclass.
            if !args.is_empty() && !type_arg(ty).is_heap_type() {
                return Err(vm.type_error("Initialization arguments are not supported"));
            }
            Ok(new_object(vm, type_arg(ty), Local))
        }));
    },
    ..TypeSpec::new("_local", &LAYOUT)
};
