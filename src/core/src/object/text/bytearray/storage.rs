//! The storage of `bytearray`: a buffer that grows and shrinks as CPython's does, and may begin behind bytes that were
//! deleted at the front.

use crate::object::Payload;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Slot};
use std::cell::Cell;

/// The payload of `bytearray`.
pub struct ByteArray {
    /// The allocation; null if there is none.
    base: Cell<*mut u8>,
    /// Where in it the bytes begin.
    start: Cell<usize>,
    len: Cell<usize>,
    /// The size of the allocation, one more than there is room for at least.
    allocated: Cell<usize>,
    /// Buffers that others hold: as long as there are any, nothing moves.
    exports: Cell<usize>,
}

impl Payload for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Drop for ByteArray {
    fn drop(&mut self) {
        // SAFETY: the allocation is this object's own.
        unsafe { libc::free(self.base.get().cast()) };
    }
}

impl ByteArray {
    /// Without bytes.
    pub const fn new() -> ByteArray {
        ByteArray {
            base: Cell::new(std::ptr::null_mut()),
            start: Cell::new(0),
            len: Cell::new(0),
            allocated: Cell::new(0),
            exports: Cell::new(0),
        }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes allocated.
    pub fn allocated(&self) -> usize {
        self.allocated.get()
    }

    /// The first byte; something that may not be looked at if there is none.
    #[inline(always)]
    pub fn ptr(&self) -> *mut u8 {
        match self.base.get().is_null() {
            true => std::ptr::NonNull::dangling().as_ptr(),
            false => self.base.get().wrapping_add(self.start.get()),
        }
    }

    /// The bytes. The view must not be held while anything can change them.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: `len` bytes are initialised.
        unsafe { std::slice::from_raw_parts(self.ptr(), self.len()) }
    }

    /// The bytes, to be written. The view must not be held while anything else looks at them.
    #[allow(clippy::mut_from_ref)] // the storage is a cell, and a native operation runs alone
    pub fn bytes_mut(&self) -> &mut [u8] {
        // SAFETY: `len` bytes are initialised.
        unsafe { std::slice::from_raw_parts_mut(self.ptr(), self.len()) }
    }

    /// Somebody holds the bytes from now on.
    pub fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    /// Somebody holds the bytes no longer.
    pub fn release(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }

    /// BufferError if somebody holds the bytes.
    pub fn check_resizable(&self, vm: &Vm) -> PyResult<()> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("Existing exports of data: object cannot be re-sized"));
        }
        Ok(())
    }

    /// Makes it `len` bytes long. New bytes at the end are zeros.
    pub fn resize(&self, vm: &Vm, len: usize) -> PyResult<()> {
        let old = self.len();
        self.set_len(vm, len)?;
        if len > old {
            self.bytes_mut()[old..].fill(0);
        }
        Ok(())
    }

    /// Makes room, by CPython's rules of how much, and sets the length. The bytes past the old length may hold
    /// anything that was there before, or zeros.
    fn set_len(&self, vm: &Vm, len: usize) -> PyResult<()> {
        if len == self.len() {
            return Ok(());
        }
        self.check_resizable(vm)?;
        let (room, start) = (self.allocated.get(), self.start.get());
        let want = if len.saturating_add(start + 1) <= room {
            if len >= room / 2 {
                self.len.set(len);
                return Ok(());
            }
            len + 1
        } else if len as f64 <= room as f64 * 1.125 {
            len + (len >> 3) + if len < 9 { 3 } else { 6 }
        } else {
            len.saturating_add(1)
        };
        if want > isize::MAX as usize {
            return Err(vm.memory_error());
        }
        self.reallocate(vm, want, len)
    }

    fn reallocate(&self, vm: &Vm, room: usize, len: usize) -> PyResult<()> {
        let kept = self.len().min(len);
        // SAFETY: the allocation is this object's own, nobody holds a pointer into it, and what is copied fits.
        unsafe {
            let base = if self.start.get() > 0 {
                let base = libc::malloc(room).cast::<u8>();
                if !base.is_null() {
                    base.copy_from_nonoverlapping(self.ptr(), kept);
                    libc::free(self.base.get().cast());
                }
                base
            } else {
                libc::realloc(self.base.get().cast(), room).cast::<u8>()
            };
            if base.is_null() {
                return Err(vm.memory_error());
            }
            base.add(kept).write_bytes(0, room - kept);
            self.base.set(base);
        }
        self.start.set(0);
        self.allocated.set(room);
        self.len.set(len);
        Ok(())
    }

    /// Puts `new`, which must not be bytes of this object, in place of the bytes `from..to`.
    pub fn splice(&self, vm: &Vm, from: usize, to: usize, new: &[u8]) -> PyResult<()> {
        let (n, gone) = (self.len(), to - from);
        if new.len() < gone {
            self.check_resizable(vm)?;
            let less = gone - new.len();
            if from == 0 {
                // Bytes at the front are given up by beginning later.
                self.start.set(self.start.get() + less);
                self.len.set(n - less);
                self.shrink(vm)?;
            } else {
                self.bytes_mut().copy_within(to.., from + new.len());
                self.set_len(vm, n - less)?;
            }
        } else if new.len() > gone {
            let Some(len) = n.checked_add(new.len() - gone) else {
                return Err(vm.memory_error());
            };
            self.set_len(vm, len)?;
            self.bytes_mut().copy_within(to..n, from + new.len());
        }
        self.bytes_mut()[from..from + new.len()].copy_from_slice(new);
        Ok(())
    }

    /// Gives memory back if less than half of it is used.
    fn shrink(&self, vm: &Vm) -> PyResult<()> {
        let len = self.len();
        if len < self.allocated.get() / 2 {
            return self.reallocate(vm, len + 1, len);
        }
        Ok(())
    }

    /// Appends one byte.
    #[inline]
    pub fn push(&self, vm: &Vm, byte: u8) -> PyResult<()> {
        let n = self.len();
        self.set_len(vm, n + 1)?;
        self.bytes_mut()[n] = byte;
        Ok(())
    }

    /// Appends bytes that are not this object's own.
    pub fn extend(&self, vm: &Vm, bytes: &[u8]) -> PyResult<()> {
        let n = self.len();
        self.splice(vm, n, n, bytes)
    }

    /// Removes the byte at `i`, which exists.
    pub fn remove(&self, vm: &Vm, i: usize) -> PyResult<()> {
        self.check_resizable(vm)?;
        self.bytes_mut().copy_within(i + 1.., i);
        self.set_len(vm, self.len() - 1)
    }
}

impl Default for ByteArray {
    fn default() -> ByteArray {
        ByteArray::new()
    }
}
