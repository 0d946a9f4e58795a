//! `pickle.PickleBuffer`: memory that may travel beside a pickle.

use crate::modules::common::type_arg;
use crate::object::buffer::request;
use crate::object::{
    Buffer, Layout, MethodDef, Payload, TypeSpec, View, flags, memoryview_of_buffer, new_object,
    payload,
};
use crate::runtime::{PyResult, Raised, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::RefCell;
use std::sync::LazyLock;

/// The payload; empty when it was released.
pub struct PickleBuffer(RefCell<Option<Box<Buffer>>>);

impl Payload for PickleBuffer {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        if let Ok(b) = self.0.try_borrow()
            && let Some(b) = &*b
            && let Some(obj) = &b.obj
        {
            f(obj.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<PickleBuffer>();
static NEW: LazyLock<Signature> = LazyLock::new(|| Signature::parse("object, /"));

#[cold]
fn released(vm: &Vm) -> Raised {
    vm.value_error("operation forbidden on released PickleBuffer object")
}

impl PickleBuffer {
    /// The object whose memory it is.
    fn owner(&self, vm: &Vm) -> PyResult {
        match &*self.0.borrow() {
            Some(b) => Ok(b.obj.clone().unwrap_or_else(Ref::none)),
            None => Err(released(vm)),
        }
    }

    /// A copy of the memory, and whether it is read-only; None if it does not lie in one piece.
    pub fn contiguous(&self, vm: &Vm) -> PyResult<Option<(Vec<u8>, bool)>> {
        let owner = self.owner(vm)?;
        let readonly = self.0.borrow().as_ref().is_some_and(|b| b.view.readonly);
        match vm.buffer(&owner, request::ANY_CONTIGUOUS | request::FORMAT) {
            Ok(b) => {
                // SAFETY: the exporter keeps so many bytes in place while the buffer lives.
                let bytes = unsafe { std::slice::from_raw_parts(b.view.ptr, b.view.len) };
                Ok(Some((bytes.to_vec(), readonly)))
            }
            Err(e) => {
                vm.catch(e, vm.types.buffer_error)?;
                Ok(None)
            }
        }
    }
}

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("raw", |vm, this| {
        let owner = payload::<PickleBuffer>(this).owner(vm)?;
        let mut b = match vm.buffer(&owner, request::ANY_CONTIGUOUS | request::FORMAT) {
            Ok(b) => b,
            Err(e) => {
                vm.catch(e, vm.types.buffer_error)?;
                return Err(vm.buffer_error("cannot extract raw buffer from non-contiguous buffer"));
            }
        };
        // Bytes in the order in which they lie, whatever the items were.
        b.view = View::bytes(b.view.ptr, b.view.len, b.view.readonly);
        Ok(memoryview_of_buffer(vm, b))
    })
    .doc(
        "Return a memoryview of the raw memory underlying this buffer.\nWill raise BufferError is the buffer isn't \
         contiguous.",
    ),
    MethodDef::no_args("release", |_, this| {
        drop(payload::<PickleBuffer>(this).0.take());
        Ok(Ref::none())
    })
    .doc("Release the underlying buffer exposed by the PickleBuffer object."),
];

/// The type.
pub static PICKLE_BUFFER: TypeSpec = TypeSpec {
    module: "pickle",
    doc: "Wrapper for potentially out-of-band buffers",
    flags: flags::WEAKREFS | flags::NO_MODULE,
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            let [obj] = crate::modules::common::bind(vm, &NEW, "PickleBuffer", args)?;
            let b = vm.buffer(&obj.expect("required"), request::FULL_RO)?;
            Ok(new_object(
                vm,
                type_arg(ty),
                PickleBuffer(RefCell::new(Some(Box::new(b)))),
            ))
        }));
        s.buffer.set(Some(|vm, this, flags| {
            let owner = payload::<PickleBuffer>(this).owner(vm)?;
            vm.buffer(&owner, flags)
        }));
        s.release_buffer.set(Some(|_| {}));
    },
    ..TypeSpec::new("PickleBuffer", &LAYOUT)
};
