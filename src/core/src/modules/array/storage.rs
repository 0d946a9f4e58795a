//! Where the items of an array lie: native values one behind the other, with room to grow as CPython leaves it.

use super::item::ItemType;
use crate::object::Payload;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `array.array`.
pub struct Array {
    /// What the items are.
    pub item: &'static ItemType,
    /// The allocation; null if there is none.
    base: Cell<*mut u8>,
    /// The number of items.
    len: Cell<usize>,
    /// The number of items that there is room for.
    room: Cell<usize>,
    /// Buffers that others hold: as long as there are any, nothing moves.
    exports: Cell<usize>,
}

impl Payload for Array {
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

impl Drop for Array {
    fn drop(&mut self) {
        // SAFETY: the allocation is this object's own.
        unsafe { libc::free(self.base.get().cast()) };
    }
}

impl Array {
    /// Without items.
    pub const fn new(item: &'static ItemType) -> Array {
        Array {
            item,
            base: Cell::new(std::ptr::null_mut()),
            len: Cell::new(0),
            room: Cell::new(0),
            exports: Cell::new(0),
        }
    }

    /// With room for exactly `len` items, which are zeros.
    pub fn with_len(vm: &Vm, item: &'static ItemType, len: usize) -> PyResult<Array> {
        let a = Array::new(item);
        a.resize_exactly(vm, len)?;
        Ok(a)
    }

    /// Makes an empty array `len` items long, with room for just as many.
    pub fn resize_exactly(&self, vm: &Vm, len: usize) -> PyResult<()> {
        if len > 0 {
            self.reallocate(vm, len)?;
            self.len.set(len);
        }
        Ok(())
    }

    /// The number of items.
    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.len.get()
    }

    /// The number of items that there is room for.
    pub fn room(&self) -> usize {
        self.room.get()
    }

    /// The first byte, of an array that has items.
    #[inline(always)]
    pub(super) fn first(&self) -> *mut u8 {
        self.base.get()
    }

    /// The first byte; something that may not be looked at if there is none.
    #[inline(always)]
    pub fn ptr(&self) -> *mut u8 {
        match self.base.get().is_null() {
            // As aligned as any item.
            true => std::ptr::NonNull::<u64>::dangling().as_ptr().cast(),
            false => self.base.get(),
        }
    }

    /// The bytes of all items. The view must not be held while anything can change them.
    #[inline(always)]
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: that many bytes are initialised.
        unsafe { std::slice::from_raw_parts(self.ptr(), self.len() * self.item.size) }
    }

    /// The bytes of all items, to be written. The view must not be held while anything else looks at them.
    #[allow(clippy::mut_from_ref)] // the storage is a cell, and a native operation runs alone
    #[inline(always)]
    pub fn bytes_mut(&self) -> &mut [u8] {
        // SAFETY: that many bytes are initialised.
        unsafe { std::slice::from_raw_parts_mut(self.ptr(), self.len() * self.item.size) }
    }

    /// Item `i` as an object, if it is there.
    #[inline(always)]
    pub fn get(&self, vm: &Vm, i: usize) -> PyResult<Option<Ref>> {
        if i >= self.len() {
            return Ok(None);
        }
        let size = self.item.size;
        (self.item.get)(vm, &self.bytes()[i * size..][..size]).map(Some)
    }

    /// Writes an item that is there.
    #[inline(always)]
    pub fn put(&self, i: usize, value: [u8; 8]) {
        let size = self.item.size;
        self.bytes_mut()[i * size..][..size].copy_from_slice(&value[..size]);
    }

    /// Somebody holds the memory from now on.
    pub fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    /// Somebody holds the memory no longer.
    pub fn release(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }

    /// BufferError if somebody holds the memory.
    pub fn check_resizable(&self, vm: &Vm) -> PyResult<()> {
        if self.exports.get() > 0 {
            return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
        }
        Ok(())
    }

    /// Makes it `len` items long, by CPython's rules of how much room there is. New items are zeros.
    #[inline]
    pub fn resize(&self, vm: &Vm, len: usize) -> PyResult<()> {
        let old = self.len();
        if len == old {
            return Ok(());
        }
        self.check_resizable(vm)?;
        if self.room.get() >= len && old < len.saturating_add(16) && !self.base.get().is_null() {
            self.len.set(len);
            if len > old {
                self.bytes_mut()[old * self.item.size..].fill(0);
            }
            return Ok(());
        }
        let room = match len {
            0 => 0,
            _ => (len >> 4)
                .saturating_add(if old < 8 { 3 } else { 7 })
                .saturating_add(len),
        };
        if len < old {
            self.len.set(len);
        }
        self.reallocate(vm, room)?;
        self.len.set(len);
        Ok(())
    }

    /// Changes the room, to no less than there are items. What is new is zero.
    fn reallocate(&self, vm: &Vm, room: usize) -> PyResult<()> {
        let size = self.item.size;
        let Some(bytes) = room.checked_mul(size).filter(|b| *b <= isize::MAX as usize) else {
            return Err(vm.memory_error());
        };
        let used = self.len() * size;
        // SAFETY: the allocation is this object's own and nobody holds a pointer into it; what is set to zero lies
        // in the new allocation, behind the items.
        unsafe {
            if bytes == 0 {
                libc::free(self.base.get().cast());
                self.base.set(std::ptr::null_mut());
            } else {
                let base = libc::realloc(self.base.get().cast(), bytes).cast::<u8>();
                if base.is_null() {
                    return Err(vm.memory_error());
                }
                base.add(used).write_bytes(0, bytes - used);
                self.base.set(base);
            }
        }
        self.room.set(room);
        Ok(())
    }

    /// Puts `new`, which must not be bytes of this array and must be whole items, in place of the items `from..to`.
    pub fn splice(&self, vm: &Vm, from: usize, to: usize, new: &[u8]) -> PyResult<()> {
        let (n, size) = (self.len(), self.item.size);
        let (count, gone) = (new.len() / size, to - from);
        if count < gone {
            self.check_resizable(vm)?;
            self.bytes_mut()
                .copy_within(to * size.., (from + count) * size);
            self.resize(vm, n - (gone - count))?;
        } else if count > gone {
            let Some(len) = n.checked_add(count - gone) else {
                return Err(vm.memory_error());
            };
            self.resize(vm, len)?;
            self.bytes_mut()
                .copy_within(to * size..n * size, (from + count) * size);
        }
        self.bytes_mut()[from * size..][..new.len()].copy_from_slice(new);
        Ok(())
    }

    /// Puts a value before item `at`, which is the length or less.
    ///
    /// As in CPython, what needs Python code to be converted is converted once to see whether that works, and again
    /// when there is room for it.
    #[inline]
    pub fn insert(&self, vm: &Vm, at: usize, v: &Ref) -> PyResult<()> {
        let n = self.len();
        let mut value = (self.item.set)(vm, v)?;
        self.resize(vm, n + 1)?;
        let size = self.item.size;
        if at < n {
            self.bytes_mut()
                .copy_within(at * size..n * size, (at + 1) * size);
        }
        if !v.slot().is_int() && !v.has_kind(Kind::Float) {
            value = (self.item.set)(vm, v)?;
            if at >= self.len() {
                return Err(vm.index_error("array assignment index out of range"));
            }
        }
        self.put(at, value);
        Ok(())
    }
}
