//! `slice`.

use crate::object::{Layout, Payload, TypeSpec, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of `slice`.
pub struct SliceValue {
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
}

impl Payload for SliceValue {
    const KIND: Kind = Kind::Slice;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.start.slot());
        f(self.stop.slot());
        f(self.step.slot());
    }
}

static LAYOUT: Layout = Layout::of::<SliceValue>();

/// The type `slice`.
pub static SLICE: TypeSpec = TypeSpec::new("slice", &LAYOUT);

/// `slice(start, stop, step)`
pub fn new_slice(vm: &Vm, start: Ref, stop: Ref, step: Ref) -> Ref {
    new_object(vm, vm.types.slice, SliceValue { start, stop, step })
}
