//! The types of None, Ellipsis and NotImplemented.

use super::PLAIN_LAYOUT;
use crate::object::{CompareOp, MethodDef, TypeSpec, from_utf8};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

/// `type(None)()` and the like: no arguments, the one instance.
fn the_only(vm: &Vm, args: &Args, name: &str, instance: Ref) -> PyResult {
    if args.is_empty() {
        Ok(instance)
    } else {
        Err(vm.type_error(format!("{name} takes no arguments")))
    }
}

/// The type of None.
pub static NONE_TYPE: TypeSpec = TypeSpec {
    doc: "The type of the None singleton.",
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            the_only(vm, args, "NoneType", Ref::none())
        }));
        s.bool.set(Some(|_, _| Ok(false)));
        s.repr.set(Some(|vm, _| from_utf8(vm, "None")));
        s.hash.set(Some(|_, _| Ok(0xfca8_6420)));
        s.compare.set(Some(|_, a, b, op| {
            Ok(match op {
                CompareOp::Eq if a.is(b) => Ref::bool(true),
                CompareOp::Ne if a.is(b) => Ref::bool(false),
                _ => Ref::not_implemented(),
            })
        }));
    },
    ..TypeSpec::new("NoneType", &PLAIN_LAYOUT)
};

static ELLIPSIS_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, _| {
    from_utf8(vm, "Ellipsis")
})];

/// The type of Ellipsis.
pub static ELLIPSIS: TypeSpec = TypeSpec {
    doc: "The type of the Ellipsis singleton.",
    methods: &ELLIPSIS_METHODS,
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            the_only(vm, args, "EllipsisType", Ref::ellipsis())
        }));
        s.repr.set(Some(|vm, _| from_utf8(vm, "Ellipsis")));
    },
    ..TypeSpec::new("ellipsis", &PLAIN_LAYOUT)
};

static NOT_IMPLEMENTED_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, _| {
    from_utf8(vm, "NotImplemented")
})];

/// The type of NotImplemented.
pub static NOT_IMPLEMENTED: TypeSpec = TypeSpec {
    doc: "The type of the NotImplemented singleton.",
    methods: &NOT_IMPLEMENTED_METHODS,
    slots: |s| {
        s.new.set(Some(|vm, _, args| {
            the_only(vm, args, "NotImplementedType", Ref::not_implemented())
        }));
        s.repr.set(Some(|vm, _| from_utf8(vm, "NotImplemented")));
        s.bool.set(Some(|vm, _| {
            Err(vm.type_error("NotImplemented should not be used in a boolean context"))
        }));
    },
    ..TypeSpec::new("NotImplementedType", &PLAIN_LAYOUT)
};
