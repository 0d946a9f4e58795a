//! `bytes`.

pub(super) mod change;
pub(super) mod construct;
mod operators;
mod percent;
pub(super) mod predicate;
pub(super) mod search;
mod shared;
pub(super) mod split;

pub use construct::{bytes_from_object, hex_of, separator as hex_separator};
pub use operators::{bytes_concat, bytes_get_range};
pub(super) use operators::{cannot_concat, compare_bytes, contains, repeat};
pub(super) use percent::percent_format;
pub(super) use shared::shared_methods;

use super::bytearray::{ByteArray, new_bytearray};
use crate::object::{Layout, Payload, TypePtr, TypeSpec, flags, new_object};
use crate::runtime::{PyResult, Vm};
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
    doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
        bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
        bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
        bytes() -> empty bytes object\n\nConstruct an immutable array of bytes from:\n  \
        - an iterable yielding integers in range(256)\n  - a text string encoded using the specified encoding\n  \
        - any object implementing the buffer API.\n  - an integer",
    methods: &METHODS,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
    },
    ..TypeSpec::new("bytes", &LAYOUT)
};

/// A `bytes` object: a new one, or the one there is for none or one byte.
pub fn new_bytes(vm: &Vm, data: impl Into<Box<[u8]>>) -> Ref {
    bytes_instance(vm, vm.types.bytes, data)
}

/// The same as [`new_bytes`], with a copy of `data`.
pub fn bytes_from_slice(vm: &Vm, data: &[u8]) -> Ref {
    match data {
        [] | [_] => short_bytes(vm, data.first().copied()),
        _ => make(vm, vm.types.bytes, data.into()),
    }
}

/// The `bytes` objects of no byte and of one byte, of which CPython has one each; made when they are first asked for.
pub struct ShortBytes([Cell<Slot>; 257]);

impl Default for ShortBytes {
    fn default() -> Self {
        ShortBytes([const { Cell::new(Slot::NULL) }; 257])
    }
}

fn short_bytes(vm: &Vm, byte: Option<u8>) -> Ref {
    let place = &vm.short_bytes.0[byte.map_or(256, usize::from)];
    let known = place.get();
    if !known.is_null() {
        // SAFETY: the interpreter keeps the object as long as it lives.
        return unsafe { Ref::new_reference(known) };
    }
    let made = make(vm, vm.types.bytes, byte.as_slice().into());
    vm.keep(made.clone());
    place.set(made.slot().borrow());
    made
}

/// An instance of `ty`, which is `bytes` or derived from it.
pub fn bytes_instance(vm: &Vm, ty: TypePtr, data: impl Into<Box<[u8]>>) -> Ref {
    let data = data.into();
    match &*data {
        [] | [_] if ty == vm.types.bytes => short_bytes(vm, data.first().copied()),
        _ => make(vm, ty, data),
    }
}

fn make(vm: &Vm, ty: TypePtr, data: Box<[u8]>) -> Ref {
    let hash = Cell::new(-1);
    new_object(vm, ty, Bytes { data, hash })
}

/// The bytes of `r`, which must have kind Bytes.
#[inline]
pub fn as_bytes(r: &Ref) -> &[u8] {
    &crate::object::payload::<Bytes>(r).data
}

/// The bytes of `r`, a bytes object or a bytearray. Those of a bytearray must not be held while anything can change it.
#[inline]
pub fn own_bytes(r: &Ref) -> &[u8] {
    match r.kind() {
        Kind::ByteArray => crate::object::payload::<ByteArray>(r).bytes(),
        _ => as_bytes(r),
    }
}

/// What a method of `this` makes: bytes for bytes, a bytearray for a bytearray.
pub fn new_like(vm: &Vm, this: &Ref, data: impl Into<Box<[u8]>> + AsRef<[u8]>) -> PyResult {
    match this.kind() {
        Kind::ByteArray => new_bytearray(vm, data.as_ref()),
        _ => Ok(new_bytes(vm, data)),
    }
}

shared_methods! { METHODS: 44 of "bytes" =
    MethodDef::no_args("__getnewargs__", construct::getnewargs),
    MethodDef::no_args("__bytes__", construct::exact)
        .doc("Convert this value to exact type bytes."),
}
