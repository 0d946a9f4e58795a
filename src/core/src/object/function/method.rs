//! Bound methods.

use crate::object::{Layout, Object, Payload, TypeSpec, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of `method`.
#[repr(C)]
pub struct BoundMethod {
    pub function: Ref,
    pub this: Ref,
}
/// A bound method.
pub type BoundMethodObject = Object<BoundMethod>;

impl Payload for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        f(self.this.slot());
    }
}

static LAYOUT: Layout = Layout::of::<BoundMethod>();

/// The type `method`.
pub static BOUND_METHOD: TypeSpec = TypeSpec::new("method", &LAYOUT);

/// Binds `function` to `this`.
pub fn new_bound_method(vm: &Vm, function: Ref, this: Ref) -> Ref {
    new_object(vm, vm.types.bound_method, BoundMethod { function, this })
}
