//! The function in place of the one that computes a value where the value was given.

use super::state;
use crate::modules::support::c_int;
use crate::object::{
    Layout, Payload, TypeSpec, argument_repr, as_tuple, flags, from_utf8, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

struct Evaluator(Ref);

impl Payload for Evaluator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.0.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Evaluator>();

/// The number of `annotationlib.Format.STRING`.
const AS_STRING: i32 = 4;

/// The type.
pub(super) static EVALUATOR: TypeSpec = TypeSpec {
    module: "_typing",
    doc: "Internal type for implementing evaluation functions.",
    flags: flags::NO_NEW,
    slots: |s| {
        s.repr.set(Some(|vm, this| {
            let value = vm.repr_string(&payload::<Evaluator>(this).0)?;
            from_utf8(vm, &format!("<constevaluator {value}>"))
        }));
        s.call.set(Some(|vm, this, args| {
            args.no_keywords(vm, "constevaluator.__call__")?;
            let a = args.check_positional(vm, "constevaluator.__call__", 1, 1)?;
            let value = &payload::<Evaluator>(this).0;
            if c_int(vm, &a[0])? != AS_STRING {
                return Ok(value.clone());
            }
            describe(vm, value)
        }));
    },
    ..TypeSpec::new("_ConstEvaluator", &LAYOUT)
};

fn describe(vm: &Vm, value: &Ref) -> PyResult {
    if !value.has_kind(Kind::Tuple) {
        return from_utf8(vm, &argument_repr(vm, value)?);
    }
    let items = as_tuple(value).unwrap_or(&[]);
    let mut parts = Vec::with_capacity(items.len());
    for item in items {
        parts.push(argument_repr(vm, item)?);
    }
    from_utf8(vm, &format!("({})", parts.join(", ")))
}

/// A function that gives this value.
pub(super) fn make(vm: &Vm, value: Ref) -> PyResult {
    Ok(new_object(vm, state(vm)?.evaluator, Evaluator(value)))
}
