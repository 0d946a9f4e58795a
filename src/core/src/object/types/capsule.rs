//! The type `types.CapsuleType`: native pointers in the hands of CPython's extension modules. There are no values of it
//! here, because there is no C API to hand over.

use crate::object::{Layout, Payload, TypeSpec, address, flags, from_utf8};
use crate::value::Slot;

struct Capsule;

impl Payload for Capsule {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Capsule>();

/// The type `PyCapsule`.
pub static CAPSULE: TypeSpec = TypeSpec {
    doc: "Capsule objects let you wrap a C \"void *\" pointer in a Python\nobject.  They're a way of passing data through \
          the Python interpreter\nwithout creating your own custom type.\n\nCapsules are used for communication between \
          extension modules.\nThey provide a way for an extension module to export a C interface\nto other extension \
          modules, so that extension modules can use the\nPython import mechanism to link to one another.\n",
    flags: flags::NO_NEW,
    slots: |s| {
        s.repr.set(Some(|vm, this| {
            from_utf8(
                vm,
                &format!("<capsule object NULL at {:#x}>", address(this)),
            )
        }));
    },
    ..TypeSpec::new("PyCapsule", &LAYOUT)
};
