//! Traceback objects.

use crate::object::{Field, Layout, Payload, TypeSpec, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `traceback`: where an exception passed through a frame.
pub struct Traceback {
    pub next: Field,
    pub frame: Ref,
    /// Byte offset of the instruction.
    pub lasti: Cell<i32>,
    /// Line, or -1 to have it computed from `lasti`.
    pub lineno: Cell<i32>,
}

impl Payload for Traceback {
    const KIND: Kind = Kind::Traceback;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.next.traverse(f);
        f(self.frame.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Traceback>();

/// The type `traceback`.
pub static TRACEBACK: TypeSpec = TypeSpec::new("traceback", &LAYOUT);

/// A new traceback entry in front of `next`.
pub fn new_traceback(vm: &Vm, next: Option<Ref>, frame: Ref, lasti: i32, lineno: i32) -> Ref {
    let t = Traceback {
        next: next.into(),
        frame,
        lasti: Cell::new(lasti),
        lineno: Cell::new(lineno),
    };
    new_object(vm, vm.types.traceback, t)
}
