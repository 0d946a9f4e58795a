//! Buffers: how objects show their memory to others (PEP 688 and the C API behind it), and how it is given back.

mod bytes_like;
mod python;
pub mod request;
mod view;

pub use bytes_like::{ByteView, WritableView, buffer_argument, bytes_like, is_buffer, own_view};
pub use python::{BUFFER_WRAPPER, slot_buffer, slot_release_buffer};
pub use view::View;

use crate::heap::Heap;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// Shows an object's memory to somebody who asks for it with the flags of [`request`].
pub type BufferFn = fn(&Vm, &Ref, u32) -> PyResult<Buffer>;

/// Tells an exporter that a buffer of its is no longer used. It must not run Python code.
pub type ReleaseBufferFn = fn(&Ref);

/// The memory of an object in somebody's hands. The exporter keeps it in place until this is dropped.
pub struct Buffer {
    /// What the exporter says that its memory belongs to; None for memory that is on loan for a call.
    pub obj: Option<Ref>,
    pub view: View,
    release: Option<ReleaseBufferFn>,
    /// A class between the exporter and its native type has a `__release_buffer__`.
    tell_class: bool,
}

impl Buffer {
    /// The buffer of an exporter that must hear of its release, or need not.
    pub fn new(obj: &Ref, view: View, release: Option<ReleaseBufferFn>) -> Buffer {
        Buffer {
            obj: Some(obj.clone()),
            view,
            release,
            tell_class: false,
        }
    }

    /// Memory that belongs to nobody: for the view that `__release_buffer__` is shown.
    fn on_loan(view: View) -> Buffer {
        Buffer {
            obj: None,
            view,
            release: None,
            tell_class: false,
        }
    }

    /// Does giving it back run Python code?
    pub fn release_runs_python(&self) -> bool {
        self.tell_class
            || self.release.is_some_and(|f| {
                std::ptr::fn_addr_eq(f, python::release_wrapper as ReleaseBufferFn)
            })
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let Some(obj) = &self.obj else { return };
        if self.tell_class
            && let Some(vm) = vm_of(obj)
        {
            python::call_release_with_loan(vm, obj, &self.view);
        }
        if let Some(f) = self.release {
            f(obj);
        }
    }
}

/// The interpreter of an object; None while the interpreter goes.
fn vm_of(obj: &Ref) -> Option<&Vm> {
    let h = obj.header()?;
    // SAFETY: buffers with a Python side belong to instances of classes, which lie in heap cells; an attached
    // interpreter outlives the use of its heap.
    let vm = unsafe { Heap::of(h).vm().as_ref() }?;
    (!vm.gone.get()).then_some(vm)
}

impl Vm {
    /// The memory of `obj` as `flags` ask for it (`PyObject_GetBuffer`).
    pub fn buffer(&self, obj: &Ref, flags: u32) -> PyResult<Buffer> {
        match self.type_of(obj).slots.buffer.get() {
            Some(f) => self.buffer_by(f, obj, flags),
            None => Err(self.not_bytes_like(obj)),
        }
    }

    /// The memory of `obj` as the buffer slot `f`, its type's or that of a type it derives from, shows it.
    pub fn buffer_by(&self, f: BufferFn, obj: &Ref, flags: u32) -> PyResult<Buffer> {
        let mut b = f(self, obj, flags)?;
        let native = !std::ptr::fn_addr_eq(f, slot_buffer as BufferFn);
        b.tell_class = native
            && self
                .type_of(obj)
                .slots
                .release_buffer
                .get()
                .is_some_and(|r| std::ptr::fn_addr_eq(r, slot_release_buffer as ReleaseBufferFn));
        Ok(b)
    }

    /// a bytes-like object is required, not '…'
    #[cold]
    pub fn not_bytes_like(&self, obj: &Ref) -> crate::runtime::Raised {
        self.type_error(format!(
            "a bytes-like object is required, not '{}'",
            self.type_of(obj).name_str()
        ))
    }

    /// The buffer of memory in one piece (`PyBuffer_FillInfo`).
    pub fn plain_buffer(
        &self,
        obj: &Ref,
        (ptr, len): (*mut u8, usize),
        readonly: bool,
        flags: u32,
        release: Option<ReleaseBufferFn>,
    ) -> PyResult<Buffer> {
        if flags & request::WRITABLE != 0 && readonly {
            return Err(self.buffer_error("Object is not writable."));
        }
        if flags == request::READ || flags == request::WRITE {
            return Err(self.system_error("bad argument to internal function"));
        }
        let mut view = View::bytes(ptr, len, readonly);
        if flags & request::FORMAT == 0 {
            view.format = None;
        }
        Ok(Buffer::new(obj, view, release))
    }
}
