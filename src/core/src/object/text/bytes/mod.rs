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
use crate::heap::MAX_CELL;
use crate::object::{Layout, Object, Payload, TypePtr, TypeSpec, copy_bytes, flags, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `bytes`.
pub struct Bytes {
    /// The bytes: behind this struct, in the cell of an exact `bytes`, or in a box.
    data: *mut u8,
    len: usize,
    /// -1 until computed.
    pub hash: Cell<i64>,
}

/// Most bytes that lie behind the payload.
const MAX_INLINE: usize = MAX_CELL - size_of::<Object<Bytes>>();

impl Bytes {
    /// A payload whose bytes lie in a box, wherever the payload goes.
    fn boxed(data: Box<[u8]>) -> Bytes {
        let len = data.len();
        let data = Box::into_raw(data).cast();
        let hash = Cell::new(-1);
        Bytes { data, len, hash }
    }

    fn inline_data(&self) -> *mut u8 {
        (self as *const Self as *mut u8).wrapping_add(size_of::<Bytes>())
    }

    /// The bytes.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `data` leads to `len` bytes, in the cell or in the box that this owns.
        unsafe { std::slice::from_raw_parts(self.data, self.len) }
    }
}

impl Drop for Bytes {
    #[inline]
    fn drop(&mut self) {
        // A box may lie anywhere but behind this very payload, which is part of the object's cell.
        if self.data != self.inline_data() {
            let data = std::ptr::slice_from_raw_parts_mut(self.data, self.len);
            // SAFETY: what does not lie in the cell came from a box of this length.
            drop(unsafe { Box::from_raw(data) });
        }
    }
}

/// Do these bytes lie in the object's cell, so that they go with it?
///
/// # Safety
/// `h` must be an exact `bytes`.
#[inline(always)]
pub(crate) unsafe fn are_in_cell(h: *mut Header) -> bool {
    // SAFETY: the kind says what the object is.
    let bytes = unsafe { &(*h.cast::<Object<Bytes>>()).v };
    bytes.data == bytes.inline_data()
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
pub fn new_bytes(vm: &Vm, data: impl Into<Box<[u8]>> + AsRef<[u8]>) -> Ref {
    match data.as_ref() {
        [] | [_] => short_bytes(vm, data.as_ref().first().copied()),
        // Few bytes are copied, so that the object is all there is of them.
        few if few.len() <= MAX_INLINE => copied(vm, few),
        _ => make(vm, vm.types.bytes, data.into()),
    }
}

/// The same as [`new_bytes`], with a copy of `data`.
pub fn bytes_from_slice(vm: &Vm, data: &[u8]) -> Ref {
    match data {
        [] | [_] => short_bytes(vm, data.first().copied()),
        _ => copied(vm, data),
    }
}

/// A new `bytes` of `len` bytes, at least one, all of which `fill` writes; None if there are too many to lie in a cell.
#[inline(always)]
pub(crate) fn bytes_with(vm: &Vm, len: usize, fill: impl FnOnce(*mut u8)) -> Option<Ref> {
    if len > MAX_INLINE {
        return None;
    }
    // SAFETY: the cell has room for the payload and the bytes behind it, all of which are written before anything else
    // runs.
    unsafe {
        let size = size_of::<Object<Bytes>>() + len;
        let shape = vm.types.bytes.root_shape;
        let h = vm.heap.alloc(size, Kind::Bytes, 0, 0, shape);
        let payload = &raw mut (*h.cast::<Object<Bytes>>()).v;
        let data = payload.cast::<u8>().add(size_of::<Bytes>());
        fill(data);
        let hash = Cell::new(-1);
        payload.write(Bytes { data, len, hash });
        Some(Ref::from_ptr(h))
    }
}

/// A `bytes` of `len` bytes, zeros that `fill` writes over where they lie.
pub fn filled_bytes(vm: &Vm, len: usize, fill: impl Fn(&mut [u8])) -> Ref {
    let in_place = |to: *mut u8| {
        // SAFETY: there is room for `len` bytes, which nothing else refers to.
        fill(unsafe {
            to.write_bytes(0, len);
            std::slice::from_raw_parts_mut(to, len)
        })
    };
    let made = if len > 1 {
        bytes_with(vm, len, in_place)
    } else {
        None
    };
    made.unwrap_or_else(|| {
        let mut data = vec![0; len];
        fill(&mut data);
        new_bytes(vm, data)
    })
}

/// A `bytes` object of its own, with a copy of `data`.
#[inline]
fn copied(vm: &Vm, data: &[u8]) -> Ref {
    // SAFETY: there is room for all of `data`.
    bytes_with(vm, data.len(), |to| unsafe {
        copy_bytes(data.as_ptr(), to, data.len())
    })
    .unwrap_or_else(|| make(vm, vm.types.bytes, data.into()))
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
    let made = copied(vm, byte.as_slice());
    vm.keep(made.clone());
    place.set(made.slot().borrow());
    made
}

/// An instance of `ty`, which is `bytes` or derived from it.
pub fn bytes_instance(vm: &Vm, ty: TypePtr, data: impl Into<Box<[u8]>> + AsRef<[u8]>) -> Ref {
    if ty == vm.types.bytes {
        return new_bytes(vm, data);
    }
    make(vm, ty, data.into())
}

fn make(vm: &Vm, ty: TypePtr, data: Box<[u8]>) -> Ref {
    new_object(vm, ty, Bytes::boxed(data))
}

/// The bytes of `r`, which must have kind Bytes.
#[inline]
pub fn as_bytes(r: &Ref) -> &[u8] {
    crate::object::payload::<Bytes>(r).bytes()
}

/// The hash of a bytes object, if it was computed before.
#[inline(always)]
pub fn bytes_known_hash(r: &Ref) -> Option<i64> {
    let hash = crate::object::payload::<Bytes>(r).hash.get();
    (hash != -1).then_some(hash)
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
