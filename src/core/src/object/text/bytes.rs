//! `bytes`.

use crate::object::{Layout, Payload, TypeSpec, flags, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `bytes`.
pub struct Bytes {
    pub data: Box<[u8]>,
    /// -1 until computed.
    pub hash: Cell<i64>,
}

impl Payload for Bytes {
    const KIND: Kind = Kind::Bytes;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Bytes>();

/// The type `bytes`.
pub static BYTES: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("bytes", &LAYOUT)
};

/// A new `bytes` object.
pub fn new_bytes(vm: &Vm, data: impl Into<Box<[u8]>>) -> Ref {
    new_object(
        vm,
        vm.types.bytes,
        Bytes {
            data: data.into(),
            hash: Cell::new(-1),
        },
    )
}

/// The bytes of `r`, which must have kind Bytes.
#[inline]
pub fn as_bytes(r: &Ref) -> &[u8] {
    &crate::object::payload::<Bytes>(r).data
}
