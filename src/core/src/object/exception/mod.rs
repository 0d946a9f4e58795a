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
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, UnsafeCell};

/// The payload of every exception.
#[repr(C)]
pub struct Exception {
    /// `args`, a tuple.
    pub args: Field,
    /// `__traceback__`; empty for None.
    pub traceback: Field,
    pub context: Field,
    pub cause: Field,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// The attributes of particular exception types, by the constants below.
    extra: UnsafeCell<Vec<Option<Ref>>>,
}

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
            context: Field::empty(),
            cause: Field::empty(),
            suppress_context: Cell::new(false),
            extra: UnsafeCell::default(),
        }
    }
    /// The attribute at `i`.
    pub fn extra(&self, i: usize) -> Option<Ref> {
        // SAFETY: cloning a reference does not touch the vector.
        unsafe { &*self.extra.get() }.get(i).cloned().flatten()
    }
    /// Sets the attribute at `i`.
    pub fn set_extra(&self, i: usize, v: Option<Ref>) {
        // SAFETY: the old value is dropped after the vector is consistent.
        let old = unsafe {
            let x = &mut *self.extra.get();
            if x.len() <= i {
                x.resize_with(i + 1, || None);
            }
            std::mem::replace(&mut x[i], v)
        };
        drop(old);
    }
}

impl Payload for Exception {
    const KIND: Kind = Kind::Exception;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.args, &self.traceback, &self.context, &self.cause] {
            field.traverse(f);
        }
        // SAFETY: the vector is not being changed while the collector runs.
        for v in unsafe { &*self.extra.get() }.iter().flatten() {
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
