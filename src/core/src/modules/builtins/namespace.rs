//! `globals` and `locals`.

use crate::frame::{Frame, caller_of};
use crate::object::code::frame_local;
use crate::object::{DictObject, new_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_code::opcode::local_kind;

/// The innermost Python frame, or None if no Python code runs.
pub fn current_frame(vm: &Vm) -> Option<*mut Frame> {
    let f = vm.frame.get();
    // SAFETY: the chain of frames is intact while Rust runs.
    unsafe {
        if f.is_null() {
            None
        } else if (*f).is_python() {
            Some(f)
        } else {
            caller_of(f)
        }
    }
}

/// The globals of the innermost Python frame.
pub fn current_globals(vm: &Vm) -> Option<Ref> {
    // SAFETY: the frame is live.
    unsafe { (*current_frame(vm)?).function().globals.get() }
}

/// The locals of the innermost Python frame: its namespace, or a new dict of its variables (PEP 667).
pub fn current_locals(vm: &Vm) -> PyResult<Option<Ref>> {
    match current_frame(vm) {
        // SAFETY: the frame is live.
        Some(f) => unsafe { locals_of(vm, f) }.map(Some),
        None => Ok(None),
    }
}

/// # Safety
/// The frame must be live.
unsafe fn locals_of(vm: &Vm, frame: *mut Frame) -> PyResult {
    unsafe {
        let f = &*frame;
        let code = f.code();
        // Variables of a comprehension in the body of a module or class: while they exist, they are what is local.
        let hidden = |i: usize| code.data.localspluskinds[i] & local_kind::HIDDEN != 0;
        let count = code.localsplus_names.len();
        let in_comprehension = || (0..count).any(|i| hidden(i) && frame_local(frame, i).is_some());
        if f.is(Frame::NAMESPACE) && !in_comprehension() {
            return Ok(Ref::new_reference(f.owner));
        }
        let dict = new_dict(vm);
        let d = dict.cast::<DictObject>();
        for (i, name) in code.localsplus_names.iter().enumerate() {
            if let Some(v) = frame_local(frame, i) {
                d.set_str(vm, name, v)?;
            }
        }
        Ok(dict)
    }
}

pub fn globals(vm: &Vm, _: &Ref) -> PyResult {
    current_globals(vm).ok_or_else(|| vm.system_error("globals() called without a frame"))
}

pub fn locals(vm: &Vm, _: &Ref) -> PyResult {
    match current_locals(vm)? {
        Some(d) => Ok(d),
        None => Err(vm.system_error("frame does not exist")),
    }
}
