//! Weak proxies: every operation goes to the referent.

use super::WeakReference;
use super::reference::{LAYOUT, make};
use crate::object::{
    BINARY_OPS, BinaryFn, BinaryOp, MethodDef, Slots, TypeSpec, address, downcast, from_utf8,
    payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// A proxy for `r`.
pub fn new_proxy(vm: &Vm, r: &Ref, callback: Option<&Ref>) -> PyResult {
    let ty = if vm.is_callable(r) {
        vm.types.weak_callable_proxy
    } else {
        vm.types.weak_proxy
    };
    make(vm, ty, r, callback)
}

/// The referent of a proxy, which must be alive; any other value as it is.
fn unwrap(vm: &Vm, r: &Ref) -> PyResult {
    let t = vm.type_of(r);
    if t != vm.types.weak_proxy && t != vm.types.weak_callable_proxy {
        return Ok(r.clone());
    }
    payload::<WeakReference>(r)
        .referent()
        .ok_or_else(|| vm.reference_error("weakly-referenced object no longer exists"))
}

fn binary<const OP: u8>(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let op = BinaryOp::from_number(OP as u32);
    vm.binary_op(&unwrap(vm, a)?, &unwrap(vm, b)?, op)
}

static BINARY: [BinaryFn; BINARY_OPS] = {
    macro_rules! table {
        ($($n:literal)*) => { [$(binary::<$n>,)*] };
    }
    table!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27)
};

fn slots(s: &Slots) {
    for (place, f) in s.binary.iter().zip(BINARY) {
        place.set(Some(f));
    }
    s.power_mod.set(Some(|vm, a, b, m| {
        let [a, b, m] = [unwrap(vm, a)?, unwrap(vm, b)?, unwrap(vm, m)?];
        crate::modules::builtins::power_mod(vm, &a, &b, &m)
    }));
    s.repr.set(Some(|vm, r| {
        let at = address(r);
        let text = match downcast::<WeakReference>(vm, r).and_then(WeakReference::referent) {
            Some(o) => format!(
                "<weakproxy at {at:#x}; to '{}' at {:#x}>",
                vm.type_of(&o).name_str(),
                address(&o)
            ),
            None => format!("<weakproxy at {at:#x}; dead>"),
        };
        from_utf8(vm, &text)
    }));
    s.str.set(Some(|vm, r| vm.str(&unwrap(vm, r)?)));
    s.iter.set(Some(|vm, r| vm.iter(&unwrap(vm, r)?)));
    s.next.set(Some(|vm, r| {
        let o = unwrap(vm, r)?;
        if vm.type_of(&o).slots.next.get().is_none() {
            return Err(vm.type_error(format!(
                "Weakref proxy referenced a non-iterator '{}' object",
                vm.type_of(&o).name_str()
            )));
        }
        vm.iter_next(&o)
    }));
    s.negative.set(Some(|vm, r| vm.negative(&unwrap(vm, r)?)));
    s.positive.set(Some(|vm, r| vm.positive(&unwrap(vm, r)?)));
    s.absolute.set(Some(|vm, r| vm.absolute(&unwrap(vm, r)?)));
    s.invert.set(Some(|vm, r| vm.invert(&unwrap(vm, r)?)));
    s.int.set(Some(|vm, r| {
        vm.call_one(&vm.types.int.to_ref(), &unwrap(vm, r)?)
    }));
    s.float.set(Some(|vm, r| {
        vm.call_one(&vm.types.float.to_ref(), &unwrap(vm, r)?)
    }));
    s.index.set(Some(|vm, r| vm.index(&unwrap(vm, r)?)));
    s.bool.set(Some(|vm, r| vm.is_true(&unwrap(vm, r)?)));
    s.len.set(Some(|vm, r| vm.len(&unwrap(vm, r)?)));
    s.contains
        .set(Some(|vm, r, item| vm.contains(&unwrap(vm, r)?, item)));
    s.set_item.set(Some(|vm, r, key, value| {
        vm.set_item_opt(&unwrap(vm, r)?, key, value)
    }));
    s.get_attr
        .set(Some(|vm, r, name| vm.get_attr(&unwrap(vm, r)?, name)));
    s.set_attr.set(Some(|vm, r, name, value| {
        vm.set_attr_opt(&unwrap(vm, r)?, name, value)
    }));
    // Without a hash beside it, a proxy is not hashable.
    s.compare.set(Some(|vm, a, b, op| {
        vm.rich_compare(&unwrap(vm, a)?, &unwrap(vm, b)?, op)
    }));
}

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__bytes__", |vm, r| {
        vm.call_one(&vm.types.bytes.to_ref(), &unwrap(vm, r)?)
    }),
    MethodDef::no_args("__reversed__", |vm, r| {
        vm.call_method_str(&unwrap(vm, r)?, "__reversed__", &[])
    }),
];

/// The type `weakref.ProxyType`.
pub static PROXY: TypeSpec = TypeSpec {
    module: "weakref",
    flags: crate::object::flags::NO_NEW | crate::object::flags::NO_MODULE,
    methods: &METHODS,
    slots,
    ..TypeSpec::new("ProxyType", &LAYOUT)
};

/// The type `weakref.CallableProxyType`.
pub static CALLABLE_PROXY: TypeSpec = TypeSpec {
    module: "weakref",
    flags: crate::object::flags::NO_NEW | crate::object::flags::NO_MODULE,
    slots: |s| {
        slots(s);
        s.call
            .set(Some(|vm, r, args| vm.call(&unwrap(vm, r)?, args)));
    },
    ..TypeSpec::new("CallableProxyType", &LAYOUT)
};
