//! `range`.

use crate::object::{Layout, Payload, TypeSpec, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};

/// The payload of `range`: three ints (exact), and the length.
pub struct Range {
    pub start: Ref,
    pub stop: Ref,
    pub step: Ref,
    pub len: Ref,
}

impl Payload for Range {
    const KIND: Kind = Kind::Range;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Range>();

/// The type `range`.
pub static RANGE: TypeSpec = TypeSpec::new("range", &LAYOUT);

/// A range of small ints; `step` is not 0.
pub fn new_range(vm: &Vm, start: i64, stop: i64, step: i64) -> Ref {
    let n = if step > 0 && start < stop {
        (stop as i128 - start as i128 - 1) / step as i128 + 1
    } else if step < 0 && start > stop {
        (start as i128 - stop as i128 - 1) / -(step as i128) + 1
    } else {
        0
    };
    let len = crate::object::new_bigint(vm, n.into());
    let r = Range {
        start: vm.new_int(start),
        stop: vm.new_int(stop),
        step: vm.new_int(step),
        len,
    };
    new_object(vm, vm.types.range, r)
}
