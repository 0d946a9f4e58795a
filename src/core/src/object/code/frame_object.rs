//! Frame objects: made when someone looks at a frame, and owners of its words once the call is over.

use super::Code;
use crate::frame::Frame;
use crate::object::exception::as_exception;
use crate::object::{Field, Layout, Object, Payload, new_object};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, UnsafeCell};

/// The payload of `frame`.
pub struct FrameValue {
    /// The frame: on the data stack or in a generator while the call lasts, then in `storage`.
    pub frame: Cell<*mut Frame>,
    /// The words of a call that is over: locals, then the frame header.
    pub storage: UnsafeCell<Box<[Slot]>>,
    /// `f_back` of a call that is over, if it had been asked for.
    pub back: Field,
    pub trace: Field,
    pub trace_lines: Cell<bool>,
    pub trace_opcodes: Cell<bool>,
    /// Names added through `f_locals` that are not locals of the code (PEP 667), a dict.
    pub extra_locals: Field,
    /// Values overwritten through `f_locals`, which something may still borrow.
    pub overwritten: UnsafeCell<Vec<Ref>>,
    /// The frame's words belong to this object.
    pub owns: Cell<bool>,
}

impl Payload for FrameValue {
    const KIND: Kind = Kind::Frame;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.back, &self.trace, &self.extra_locals] {
            field.traverse(f);
        }
        // SAFETY: nothing changes while the collector runs; owned words are initialised.
        unsafe {
            for v in &*self.overwritten.get() {
                f(v.slot());
            }
            if self.owns.get() {
                let frame = &*self.frame.get();
                for i in 0..frame.code().nlocalsplus as usize {
                    f(*frame.locals.add(i));
                }
                f(frame.function);
                f(frame.owner);
            }
        }
    }
}

impl Drop for FrameValue {
    fn drop(&mut self) {
        if self.owns.get() {
            // SAFETY: the words belong to this object, which is dying.
            unsafe {
                let frame = &mut *self.frame.get();
                for i in (0..frame.code().nlocalsplus as usize).rev() {
                    std::mem::replace(&mut *frame.locals.add(i), Slot::NULL).decref();
                }
                std::mem::replace(&mut frame.owner, Slot::NULL).decref();
                std::mem::replace(&mut frame.function, Slot::NULL).decref();
            }
        }
    }
}

pub(super) static LAYOUT: Layout = Layout::of::<FrameValue>();

impl FrameValue {
    /// The code that the frame runs.
    pub fn code(&self) -> &Code {
        // SAFETY: the frame is live, or its words belong to this object.
        unsafe { (*self.frame.get()).code() }
    }
    /// Keeps a value that was a local as long as this object, since something may still borrow it.
    pub fn retire(&self, old: Slot) {
        if !old.is_counted() {
            return;
        }
        // SAFETY: the word held this reference and has been overwritten.
        let old = unsafe { Ref::from_slot(old) };
        // SAFETY: nothing else touches the list while a value is added.
        unsafe { (*self.overwritten.get()).push(old) };
    }
}

/// The frame object of a Python frame, made if need be.
///
/// # Safety
/// `frame` must be a live frame that runs Python code.
pub unsafe fn frame_object(vm: &Vm, frame: *mut Frame) -> Ref {
    unsafe {
        let f = &mut *frame;
        settle(vm, f);
        if f.frame_object.is_null() {
            let v = FrameValue {
                frame: Cell::new(frame),
                storage: UnsafeCell::default(),
                back: Field::empty(),
                trace: Field::empty(),
                trace_lines: Cell::new(true),
                trace_opcodes: Cell::new(false),
                extra_locals: Field::empty(),
                overwritten: UnsafeCell::default(),
                owns: Cell::new(false),
            };
            f.frame_object = new_object(vm, vm.types.frame, v).into_slot();
            f.flags |= Frame::OBSERVED;
        }
        Ref::new_reference(f.frame_object)
    }
}

/// Has the exception that a frame is noted by make its traceback entry, which brings a frame object.
///
/// # Safety
/// `f` must be a live frame that runs Python code.
#[inline]
unsafe fn settle(vm: &Vm, f: &mut Frame) {
    if f.is(Frame::NOTED) {
        let exception = f.frame_object;
        // SAFETY: an exception takes its note back before it dies.
        as_exception(Ref::view(&exception)).write_noted(vm);
    }
}

/// The call is over: if someone holds the frame object, the locals move into it. Returns true if they did (the frame's
/// words must then not be dropped by the caller).
///
/// # Safety
/// `frame` must be ending, its operand stack already dropped.
pub unsafe fn detach(vm: &Vm, frame: *mut Frame) -> bool {
    unsafe {
        let f = &mut *frame;
        settle(vm, f);
        let object = std::mem::replace(&mut f.frame_object, Slot::NULL);
        let o = &*object.ptr::<Object<FrameValue>>();
        if object.is_last_reference() {
            object.decref();
            return false;
        }
        // A generator's frame that is over has no caller.
        if !f.is(Frame::GENERATOR)
            && !o.v.back.is_set()
            && let Some(back) = crate::frame::caller_of(frame)
        {
            o.v.back.set(frame_object(vm, back));
        }
        let n = f.code().nlocalsplus as usize;
        let words = n + size_of::<Frame>() / size_of::<Slot>();
        let mut storage = vec![Slot::NULL; words].into_boxed_slice();
        for i in 0..n {
            storage[i] = (*f.locals.add(i)).promote();
            *f.locals.add(i) = Slot::NULL;
        }
        let locals = storage.as_mut_ptr();
        let copy = locals.add(n).cast::<Frame>();
        copy.write(Frame {
            prev: std::ptr::null_mut(),
            locals,
            ip: f.ip,
            sp: locals.add(words),
            function: f.function.promote(),
            code: f.code,
            depth: f.depth,
            flags: f.flags & Frame::NAMESPACE,
            frame_object: object.borrow(),
            owner: if f.is(Frame::NAMESPACE) {
                f.owner.promote()
            } else {
                Slot::NULL
            },
        });
        f.function = Slot::NULL;
        if f.is(Frame::NAMESPACE) {
            f.owner = Slot::NULL;
        }
        *o.v.storage.get() = storage;
        o.v.frame.set(copy);
        o.v.owns.set(true);
        object.decref();
        true
    }
}

/// A frame has moved into its generator: its frame object must know the new place.
///
/// # Safety
/// `object` must be the frame object of the frame that is now at `frame`.
pub unsafe fn moved(object: Slot, frame: *mut Frame) {
    unsafe { (*object.ptr::<Object<FrameValue>>()).v.frame.set(frame) }
}
