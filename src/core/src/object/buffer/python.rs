//! Classes with `__buffer__` and `__release_buffer__`.

use super::{Buffer, View, vm_of};
use crate::object::{
    Field, Layout, MemoryView, Payload, TypeSpec, downcast, flags, memoryview_buffer,
    memoryview_exporter, memoryview_on_loan, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::RefCell;

/// Stands for the exporter of a buffer that a `__buffer__` has made, so that its release can be told to that object.
pub struct BufferWrapper {
    /// The memoryview that `__buffer__` returned; empty once the buffer has been given back.
    memoryview: Field,
    /// The object with the `__buffer__`.
    obj: Field,
    /// The memoryview's own buffer.
    inner: RefCell<Option<Buffer>>,
}

impl Payload for BufferWrapper {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.memoryview.traverse(f);
        self.obj.traverse(f);
        if let Some(obj) = self.inner.borrow().as_ref().and_then(|b| b.obj.as_ref()) {
            f(obj.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<BufferWrapper>();

/// The type of what stands for an exporter that is written in Python.
pub static BUFFER_WRAPPER: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    ..TypeSpec::new("_buffer_wrapper", &LAYOUT)
};

/// The slot of classes with a `__buffer__`.
pub fn slot_buffer(vm: &Vm, this: &Ref, flags: u32) -> PyResult<Buffer> {
    let Some(made) = vm.call_special(
        this,
        &vm.names.buffer,
        &[vm.new_int(i64::from(flags as i32))],
    )?
    else {
        return Err(vm.not_bytes_like(this));
    };
    if downcast::<MemoryView>(vm, &made).is_none() {
        return Err(vm.type_error("__buffer__ returned non-memoryview object"));
    }
    let inner = memoryview_buffer(vm, &made, flags)?;
    let view = inner.view.clone();
    let wrapper = new_object(
        vm,
        vm.types.buffer_wrapper,
        BufferWrapper {
            memoryview: Field::new(made),
            obj: Field::new(this.clone()),
            inner: RefCell::new(Some(inner)),
        },
    );
    Ok(Buffer::new(&wrapper, view, Some(release_wrapper)))
}

/// In the slot of classes with a `__release_buffer__`: [`super::Vm::buffer`] recognises it, nobody calls it. Its address
/// counts: it must be one function, in all parts of the build, and like no other.
#[inline(never)]
pub fn slot_release_buffer(exporter: &Ref) {
    std::hint::black_box(exporter);
}

/// The buffer that a `__buffer__` has made is given back.
pub(super) fn release_wrapper(wrapper: &Ref) {
    let w = payload::<BufferWrapper>(wrapper);
    drop(w.inner.take());
    let (Some(memoryview), Some(obj)) = (w.memoryview.take(), w.obj.take()) else {
        return;
    };
    let Some(vm) = vm_of(wrapper) else { return };
    // A native exporter hears of it when the memoryview is released.
    let own = memoryview_exporter(&memoryview).is_some_and(|e| e.is(&obj));
    let python = vm
        .type_of(&obj)
        .slots
        .release_buffer
        .get()
        .is_some_and(|f| std::ptr::fn_addr_eq(f, slot_release_buffer as super::ReleaseBufferFn));
    if !own && python {
        call_release(vm, &obj, &memoryview);
    }
}

/// Calls `__release_buffer__`; what it raises is reported, and what was in flight stays.
fn call_release(vm: &Vm, obj: &Ref, memoryview: &Ref) {
    let saved = vm.exception.take();
    if vm
        .call_special(
            obj,
            &vm.names.release_buffer,
            std::slice::from_ref(memoryview),
        )
        .is_err()
    {
        let text = format!(
            "Exception ignored in __release_buffer__ of {}",
            vm.type_of(obj).name_str()
        );
        vm.report_unraisable_text(&text);
    }
    vm.exception.replace(saved);
}

/// The buffer of a native exporter whose class has a `__release_buffer__` is given back: the method gets a memoryview
/// that works for the time of the call only.
pub(super) fn call_release_with_loan(vm: &Vm, obj: &Ref, view: &View) {
    let memoryview = memoryview_on_loan(vm, Buffer::on_loan(view.clone()));
    call_release(vm, obj, &memoryview);
    let saved = vm.exception.take();
    if vm.call_method(&memoryview, &vm.names.release, &[]).is_err() {
        vm.report_unraisable_text("Exception ignored while releasing a buffer");
    }
    vm.exception.replace(saved);
}
