//! `anext(iterator, default)`: an awaitable that gives the default at the end of the iterator.

use crate::object::{Layout, MethodDef, Payload, TypePtr, TypeSpec, new_object, payload};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Ref, Slot};

/// The payload.
pub struct AnextAwaitable {
    wrapped: Ref,
    default: Ref,
}

impl Payload for AnextAwaitable {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.wrapped.slot());
        f(self.default.slot());
    }
}

static LAYOUT: Layout = Layout::of::<AnextAwaitable>();

static METHODS: [MethodDef; 3] = [
    MethodDef::one("send", |vm, this, v| {
        proxy(vm, this, "send", std::slice::from_ref(v))
    }),
    MethodDef::positional("throw", 1, 3, |vm, this, a| proxy(vm, this, "throw", a)),
    MethodDef::no_args("close", |vm, this| proxy(vm, this, "close", &[])),
];

static ANEXT_AWAITABLE: TypeSpec = TypeSpec {
    methods: &METHODS,
    slots: |s| {
        s.await_.set(Some(|_, this| Ok(this.clone())));
        s.iter.set(Some(|_, this| Ok(this.clone())));
        s.next.set(Some(|vm, this| {
            let it = iterator_of(vm, this)?;
            match vm.iter_next(&it) {
                Ok(v) => Ok(v),
                Err(r) => {
                    vm.catch(r, vm.types.stop_async_iteration)?;
                    vm.set_return_value(payload::<AnextAwaitable>(this).default.clone());
                    Ok(None)
                }
            }
        }));
    },
    ..TypeSpec::new("anext_awaitable", &LAYOUT)
};

/// The iterator behind the wrapped awaitable.
fn iterator_of(vm: &Vm, this: &Ref) -> PyResult {
    let wrapped = &payload::<AnextAwaitable>(this).wrapped;
    let t = vm.type_of(wrapped);
    match t.slots.await_.get() {
        Some(f) => f(vm, wrapped),
        None if t.slots.next.get().is_some() => Ok(wrapped.clone()),
        None => Err(vm.type_error(format!("'{}' object can't be awaited", t.name_str()))),
    }
}

fn proxy(vm: &Vm, this: &Ref, method: &str, args: &[Ref]) -> PyResult {
    let it = iterator_of(vm, this)?;
    match vm.call_method_str(&it, method, args) {
        Ok(v) => Ok(v),
        Err(r) => {
            vm.catch(r, vm.types.stop_async_iteration)?;
            let default = payload::<AnextAwaitable>(this).default.clone();
            Err::<Ref, Raised>(vm.stop_iteration(Some(default)))
        }
    }
}

/// Wraps what `__anext__` returned.
pub fn new_anext_awaitable(vm: &Vm, wrapped: Ref, default: Ref) -> PyResult {
    let t = match vm.state::<Ref>("builtins.anext_awaitable") {
        Some(t) => (*t).clone(),
        None => {
            let t = vm.new_type(&ANEXT_AWAITABLE, vm.types.object)?;
            vm.set_state("builtins.anext_awaitable", t.clone());
            t
        }
    };
    // SAFETY: made with this layout.
    let ty = unsafe { TypePtr::new(t.slot().ptr()) };
    Ok(new_object(vm, ty, AnextAwaitable { wrapped, default }))
}
