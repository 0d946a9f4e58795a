//! The buffer that memoryviews share, which goes back to its exporter when the last of them goes.

use crate::object::buffer::Buffer;
use crate::object::{Layout, Payload, TypeSpec, flags, new_object, payload};
use crate::runtime::Vm;
use crate::value::{Ref, Slot};
use std::cell::RefCell;

/// The payload of `managedbuffer`, which programs do not see.
pub struct ManagedBuffer {
    /// Empty once the buffer has gone back.
    buffer: RefCell<Option<Buffer>>,
}

impl Payload for ManagedBuffer {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        if let Some(obj) = self.buffer.borrow().as_ref().and_then(|b| b.obj.as_ref()) {
            f(obj.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<ManagedBuffer>();

/// Its type.
pub static MANAGED_BUFFER: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    slots: |s| {
        // The collector may run Python code while it finalizes, not while it drops payloads.
        s.finalize.set(Some(|_, this| {
            let m = payload::<ManagedBuffer>(this);
            let python = m
                .buffer
                .borrow()
                .as_ref()
                .is_some_and(Buffer::release_runs_python);
            if python {
                let buffer = m.buffer.take();
                drop(buffer);
            }
            Ok(())
        }));
    },
    ..TypeSpec::new("managedbuffer", &LAYOUT)
};

pub(super) fn new(vm: &Vm, buffer: Buffer) -> Ref {
    let buffer = RefCell::new(Some(buffer));
    new_object(vm, vm.types.managed_buffer, ManagedBuffer { buffer })
}

impl ManagedBuffer {
    /// Has the buffer gone back?
    pub fn is_released(&self) -> bool {
        self.buffer.borrow().is_none()
    }

    /// What the memory belongs to.
    pub fn exporter(&self) -> Option<Ref> {
        self.buffer.borrow().as_ref()?.obj.clone()
    }
}
