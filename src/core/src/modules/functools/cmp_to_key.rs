//! `cmp_to_key`.

use super::super::common::bind;
use crate::object::{
    CompareOp, Field, GetSetDef, Layout, Payload, TypeSpec, downcast, new_object, payload,
};
use crate::runtime::{PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

/// A key function (without an object) and the keys it makes.
struct KeyWrapper {
    compare: Ref,
    object: Field,
}

impl Payload for KeyWrapper {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.compare.slot());
        self.object.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<KeyWrapper>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("obj"));

static GETSET: [GetSetDef; 2] = [
    GetSetDef::get("__text_signature__", |vm, _| {
        crate::object::from_utf8(vm, "(obj)")
    }),
    GetSetDef {
        doc: "Value wrapped by a key function.",
        ..GetSetDef::get_set(
            "obj",
            |_, this| {
                Ok(payload::<KeyWrapper>(this)
                    .object
                    .get()
                    .unwrap_or_else(Ref::none))
            },
            |_, this, value| {
                let old = payload::<KeyWrapper>(this).object.replace(value.cloned());
                drop(old);
                Ok(())
            },
        )
    },
];

/// The type of key functions and of their keys.
pub static KEY_WRAPPER: TypeSpec = TypeSpec {
    module: "functools",
    flags: crate::object::flags::NO_NEW,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.call.set(Some(|vm, this, args| {
            let object = match (args.positional(), args.kw_names()) {
                ([object], []) => object.clone(),
                _ => {
                    let [object] = bind(vm, &SIGNATURE, "K", args)?;
                    object.expect("required")
                }
            };
            let key = KeyWrapper {
                compare: payload::<KeyWrapper>(this).compare.clone(),
                object: Field::new(object),
            };
            Ok(new_object(vm, vm.type_of(this), key))
        }));
        s.compare.set(Some(compare));
    },
    ..TypeSpec::new("KeyWrapper", &LAYOUT)
};

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let x = payload::<KeyWrapper>(a);
    let Some(y) = downcast::<KeyWrapper>(vm, b) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (Some(p), Some(q)) = (x.object.get(), y.object.get()) else {
        return Err(vm.attribute_error_message("object"));
    };
    let result = vm.call_positional(&x.compare, &[p, q])?;
    vm.rich_compare(&result, &vm.new_int(0), op)
}

/// `cmp_to_key(mycmp)`
pub fn cmp_to_key(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let key = KeyWrapper {
        compare: a[0].clone().expect("required"),
        object: Field::empty(),
    };
    Ok(new_object(vm, super::state(vm).key_wrapper, key))
}
