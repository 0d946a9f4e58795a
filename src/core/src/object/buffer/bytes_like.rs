//! Bytes-like arguments: memory in one piece, of whatever object.

use super::view::slice;
use super::{Buffer, request};
use crate::object::{ByteArray, as_bytes, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ops::Deref;

/// The bytes of an object, which stay where they are as long as this lives.
pub struct ByteView<'a> {
    ptr: *const u8,
    len: usize,
    hold: Hold<'a>,
}

/// What keeps the bytes in place.
enum Hold<'a> {
    /// They are part of an object that does not change.
    Object,
    ByteArray(&'a ByteArray),
    /// Given back when it is dropped.
    Buffer {
        _given: Box<Buffer>,
    },
}

impl Drop for ByteView<'_> {
    fn drop(&mut self) {
        if let Hold::ByteArray(b) = self.hold {
            b.release();
        }
    }
}

impl Deref for ByteView<'_> {
    type Target = [u8];
    #[inline]
    fn deref(&self) -> &[u8] {
        // SAFETY: the object keeps its bytes in place; that nobody writes them while a slice is looked at is due to
        // its being looked at for one native operation at a time, which runs no Python code.
        unsafe { slice(self.ptr, self.len) }
    }
}

/// Can the object show its memory?
pub fn is_buffer(vm: &Vm, r: &Ref) -> bool {
    r.is_exact(Kind::Bytes) || vm.type_of(r).slots.buffer.get().is_some()
}

/// The bytes of an object that shows its memory; None if it does not.
#[inline]
pub fn bytes_like<'a>(vm: &Vm, r: &'a Ref) -> PyResult<Option<ByteView<'a>>> {
    if r.is_exact(Kind::Bytes) {
        let b = as_bytes(r);
        return Ok(Some(ByteView {
            ptr: b.as_ptr(),
            len: b.len(),
            hold: Hold::Object,
        }));
    }
    if r.is_exact(Kind::ByteArray) {
        let b = payload::<ByteArray>(r);
        b.export();
        let bytes = b.bytes();
        return Ok(Some(ByteView {
            ptr: bytes.as_ptr(),
            len: bytes.len(),
            hold: Hold::ByteArray(b),
        }));
    }
    if !is_buffer(vm, r) {
        return Ok(None);
    }
    let b = Box::new(vm.buffer(r, request::SIMPLE)?);
    Ok(Some(ByteView {
        ptr: b.view.ptr,
        len: b.view.len,
        hold: Hold::Buffer { _given: b },
    }))
}

/// The bytes of an argument that must be bytes-like.
#[inline]
pub fn buffer_argument<'a>(vm: &Vm, r: &'a Ref) -> PyResult<ByteView<'a>> {
    match bytes_like(vm, r)? {
        Some(b) => Ok(b),
        None => Err(vm.not_bytes_like(r)),
    }
}
