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
    Buffer(Box<Buffer>),
}

impl ByteView<'_> {
    /// What the exporter says that the bytes belong to, if it is not just the object itself.
    pub fn exporter(&self) -> Option<Ref> {
        match &self.hold {
            Hold::Buffer(b) => b.obj.clone(),
            _ => None,
        }
    }
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

/// The bytes of a bytes object or a bytearray, which cannot change its size meanwhile: for methods of its that run
/// Python code.
#[inline]
pub fn own_view(r: &Ref) -> ByteView<'_> {
    let (bytes, hold) = match r.kind() {
        Kind::ByteArray => {
            let b = payload::<ByteArray>(r);
            b.export();
            (b.bytes(), Hold::ByteArray(b))
        }
        _ => (as_bytes(r), Hold::Object),
    };
    ByteView {
        ptr: bytes.as_ptr(),
        len: bytes.len(),
        hold,
    }
}

/// The bytes of an object that shows its memory; None if it does not.
#[inline]
pub fn bytes_like<'a>(vm: &Vm, r: &'a Ref) -> PyResult<Option<ByteView<'a>>> {
    if r.is_exact(Kind::Bytes) || r.is_exact(Kind::ByteArray) {
        return Ok(Some(own_view(r)));
    }
    if !is_buffer(vm, r) {
        return Ok(None);
    }
    let b = Box::new(vm.buffer(r, request::SIMPLE)?);
    Ok(Some(ByteView {
        ptr: b.view.ptr,
        len: b.view.len,
        hold: Hold::Buffer(b),
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

/// Memory of an object that may be written, in one piece.
pub struct WritableView(Buffer);

impl WritableView {
    /// The memory of an object that lets others write it.
    pub fn of(vm: &Vm, r: &Ref) -> PyResult<WritableView> {
        Ok(WritableView(vm.buffer(r, request::WRITABLE)?))
    }

    /// Its size in bytes.
    pub fn len(&self) -> usize {
        self.0.view.len
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where it begins, for system calls that write it.
    pub fn as_mut_ptr(&self) -> *mut u8 {
        self.0.view.ptr
    }

    /// Copies from the start on what fits into `to`.
    pub fn read(&self, to: &mut [u8]) {
        let n = to.len().min(self.len());
        // SAFETY: the exporter keeps the memory in place; `to` is nobody else's.
        unsafe { std::ptr::copy(self.0.view.ptr, to.as_mut_ptr(), n) };
    }

    /// Writes at the start what fits, and says how much that was.
    pub fn fill(&self, data: &[u8]) -> usize {
        self.fill_from(0, data)
    }

    /// Writes from byte `at` on what fits, and says how much that was.
    pub fn fill_from(&self, at: usize, data: &[u8]) -> usize {
        let at = at.min(self.len());
        let n = data.len().min(self.len() - at);
        // SAFETY: the exporter keeps the memory in place; it may be what `data` is of, so that the two may overlap.
        unsafe { std::ptr::copy(data.as_ptr(), self.0.view.ptr.add(at), n) };
        n
    }
}
