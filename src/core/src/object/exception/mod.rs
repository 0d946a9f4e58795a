//! Exceptions.

mod base;
mod group;
mod hierarchy;
mod os_error;
pub mod print;
mod simple;
mod syntax_error;
mod unicode_error;

pub(crate) use group::finish as finish_groups;
pub use group::group_exceptions;
pub use hierarchy::*;

use super::{Field, Layout, Payload};
use crate::frame::Frame;
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, UnsafeCell};

/// The payload of every exception.
#[repr(C)]
pub struct Exception {
    /// `args`, a tuple.
    pub args: Field,
    /// `__traceback__` but for the entry that `noted` stands for; empty for None.
    traceback: Field,
    /// The frame that an entry in front of `traceback` is for, made when somebody asks for it; NULL if there is none.
    /// Such a frame has the flag NOTED, and this exception in the place of its frame object.
    noted: Cell<*mut Frame>,
    pub context: Field,
    pub cause: Field,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// The code unit of the noted entry.
    noted_unit: Cell<i32>,
    /// The first attributes of particular exception types, by the constants below.
    extra: [Field; FEW],
    /// The others.
    more: UnsafeCell<Vec<Option<Ref>>>,
}

/// Attributes that an exception has room for: those of AttributeError are two.
const FEW: usize = 2;

impl Exception {
    /// `SystemExit.code`, `StopIteration.value`
    pub const VALUE: usize = 0;
    /// `NameError.name`
    pub const NAME: usize = 0;
    pub const ATTRIBUTE_NAME: usize = 0;
    pub const ATTRIBUTE_OBJ: usize = 1;
    pub const IMPORT_MSG: usize = 0;
    pub const IMPORT_NAME: usize = 1;
    pub const IMPORT_PATH: usize = 2;
    pub const IMPORT_NAME_FROM: usize = 3;
    pub const OS_ERRNO: usize = 0;
    pub const OS_STRERROR: usize = 1;
    pub const OS_FILENAME: usize = 2;
    pub const OS_FILENAME2: usize = 3;
    pub const OS_CHARACTERS_WRITTEN: usize = 4;
    pub const SYNTAX_MSG: usize = 0;
    pub const SYNTAX_FILENAME: usize = 1;
    pub const SYNTAX_LINENO: usize = 2;
    pub const SYNTAX_OFFSET: usize = 3;
    pub const SYNTAX_TEXT: usize = 4;
    pub const SYNTAX_END_LINENO: usize = 5;
    pub const SYNTAX_END_OFFSET: usize = 6;
    pub const SYNTAX_PRINT_FILE_AND_LINE: usize = 7;
    pub const SYNTAX_METADATA: usize = 8;
    pub const UNICODE_ENCODING: usize = 0;
    pub const UNICODE_OBJECT: usize = 1;
    pub const UNICODE_START: usize = 2;
    pub const UNICODE_END: usize = 3;
    pub const UNICODE_REASON: usize = 4;
    pub const GROUP_MESSAGE: usize = 0;
    pub const GROUP_EXCEPTIONS: usize = 1;
    /// The repr of the sequence that the exceptions came in, if it was neither a list nor a tuple.
    pub const GROUP_SHOWN: usize = 2;

    pub fn new(args: Ref) -> Exception {
        Exception {
            args: Field::new(args),
            traceback: Field::empty(),
            noted: Cell::new(std::ptr::null_mut()),
            context: Field::empty(),
            cause: Field::empty(),
            suppress_context: Cell::new(false),
            noted_unit: Cell::new(-1),
            extra: [const { Field::empty() }; FEW],
            more: UnsafeCell::default(),
        }
    }
    /// The attribute at `i`.
    pub fn extra(&self, i: usize) -> Option<Ref> {
        match self.extra.get(i) {
            Some(field) => field.get(),
            // SAFETY: cloning a reference does not touch the vector.
            None => unsafe { &*self.more.get() }.get(i - FEW).cloned().flatten(),
        }
    }
    /// Sets the attribute at `i`.
    pub fn set_extra(&self, i: usize, v: Option<Ref>) {
        let old = match self.extra.get(i) {
            Some(field) => field.replace(v),
            None => {
                let i = i - FEW;
                // SAFETY: the old value is dropped after the vector is consistent.
                let x = unsafe { &mut *self.more.get() };
                if x.len() <= i {
                    x.resize_with(i + 1, || None);
                }
                std::mem::replace(&mut x[i], v)
            }
        };
        drop(old);
    }
    /// `__traceback__`
    pub fn traceback(&self, vm: &Vm) -> Option<Ref> {
        self.write_noted(vm);
        self.traceback.get()
    }
    /// Sets `__traceback__`.
    pub fn set_traceback(&self, v: Option<Ref>) {
        self.forget_noted();
        drop(self.traceback.replace(v));
    }
    /// Would `__traceback__` be something else than None?
    pub fn has_traceback(&self) -> bool {
        !self.noted.get().is_null() || self.traceback.is_set()
    }
    /// Adds an entry to the traceback of the exception `e`: at code unit `unit` of `frame`. If `note` is true, and the frame
    /// has no frame object yet, that is only noted: most exceptions are caught and forgotten before anybody looks.
    ///
    /// # Safety
    /// `frame` must be a live frame of Python code. A noted frame has to be told of its end through `frame_object::detach`.
    pub unsafe fn pass_through(vm: &Vm, e: &Ref, frame: *mut Frame, unit: i32, note: bool) {
        let x = as_exception(e);
        x.write_noted(vm);
        // SAFETY: the frame is live.
        let f = unsafe { &mut *frame };
        if note && f.frame_object.is_null() {
            f.frame_object = e.slot().borrow();
            f.flags |= Frame::NOTED;
            x.noted.set(frame);
            x.noted_unit.set(unit);
        } else {
            x.write(vm, frame, unit);
        }
    }
    /// Makes the traceback entry that was only noted.
    #[inline]
    pub fn write_noted(&self, vm: &Vm) {
        let frame = self.forget_noted();
        if !frame.is_null() {
            self.write(vm, frame, self.noted_unit.get());
        }
    }
    fn write(&self, vm: &Vm, frame: *mut Frame, unit: i32) {
        let next = self.traceback.take();
        // SAFETY: the frame is live: as long as it is noted, by the caller's word otherwise.
        let entry = unsafe { crate::object::code::traceback_entry(vm, next, frame, unit) };
        // The place was emptied, so nothing dies.
        std::mem::forget(self.traceback.replace(Some(entry)));
    }
    /// Takes the note back, and tells its frame.
    #[inline]
    fn forget_noted(&self) -> *mut Frame {
        let frame = self.noted.replace(std::ptr::null_mut());
        if !frame.is_null() {
            // SAFETY: a frame does not end before it has taken the note off the exception.
            let f = unsafe { &mut *frame };
            debug_assert!(f.is(Frame::NOTED));
            f.flags &= !Frame::NOTED;
            f.frame_object = Slot::NULL;
        }
        frame
    }
}

impl Drop for Exception {
    #[inline]
    fn drop(&mut self) {
        self.forget_noted();
    }
}

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.args, &self.traceback, &self.context, &self.cause] {
            field.traverse(f);
        }
        for field in &self.extra {
            field.traverse(f);
        }
        // SAFETY: the vector is not being changed while the collector runs.
        for v in unsafe { &*self.more.get() }.iter().flatten() {
            f(v.slot());
        }
    }
}

/// The layout of exceptions.
pub static EXCEPTION_LAYOUT: Layout = Layout::of::<Exception>();

/// The payload of `r`, which must have kind Exception.
#[inline]
pub fn as_exception(r: &Ref) -> &Exception {
    crate::object::payload::<Exception>(r)
}

/// The name of a value's type as CPython's argument parser writes it.
fn type_or_none(vm: &crate::runtime::Vm, r: &Ref) -> String {
    if r.is_none() {
        "None".to_owned()
    } else {
        vm.type_of(r).name_str()
    }
}

/// Makes an exception of a builtin type without calling anything, if its constructor would only store the arguments.
pub(crate) fn new_plain(vm: &crate::runtime::Vm, ty: super::TypePtr, args: Ref) -> Option<Ref> {
    if let Some(make) = ty.slots.vectorcall.get()
        && std::ptr::fn_addr_eq(make, base::make as super::NewFn)
    {
        return Some(super::new_object(vm, ty, Exception::new(args)));
    }
    let new = ty.slots.new.get()?;
    let init = ty.slots.init.get()?;
    let plain_new = std::ptr::fn_addr_eq(new, base::new as super::NewFn);
    // These have fields that are filled from keywords only, besides `args`.
    let plain_init = [
        base::init as super::InitFn,
        simple::name_error_init,
        simple::attribute_error_init,
    ]
    .iter()
    .any(|f| std::ptr::fn_addr_eq(init, *f));
    (plain_new && plain_init).then(|| super::new_object(vm, ty, Exception::new(args)))
}
