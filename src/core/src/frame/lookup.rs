//! Questions about frames: where they are in their code, who called them; and taking them down.

use super::Frame;
use crate::object::code::{Code, Stream};
use crate::ops::Instruction;
use crate::runtime::Vm;
use crate::value::Slot;

/// A code unit of the instruction that a frame, not running, is in (its last, or its own opcode); -1 before the first.
///
/// # Safety
/// `frame` must be a live frame of Python code whose `ip` is valid.
pub unsafe fn unit_of(frame: *const Frame) -> i32 {
    let f = unsafe { &*frame };
    if f.ip.is_null() {
        return -1;
    }
    match f.code().stream() {
        Stream::None => -1,
        Stream::Units(units) => ((f.ip as isize - units.as_ptr() as isize) / 2 - 1).max(-1) as i32,
        Stream::PreDecoded(p) => {
            let i = (f.ip as isize - p.first() as isize) / size_of::<Instruction>() as isize - 1;
            if i < 0 {
                -1
            } else {
                p.unit_of(i as usize) as i32
            }
        }
    }
}

/// Byte offset of the instruction that covers code unit `unit` (its own opcode, not EXTENDED_ARG); -1 stays.
pub fn lasti_of_unit(code: &Code, unit: i32) -> i32 {
    match usize::try_from(unit) {
        Ok(unit) => 2 * code.instruction_start(unit) as i32,
        Err(_) => -1,
    }
}

/// Byte offset of the instruction that a frame, not running, is in; -1 before the first.
///
/// # Safety
/// See [`unit_of`].
pub unsafe fn lasti(frame: *const Frame) -> i32 {
    unsafe { lasti_of_unit((*frame).code(), unit_of(frame)) }
}

/// The line that a frame is at, if its code has one there.
///
/// # Safety
/// See [`lasti`].
pub unsafe fn line_of(frame: *const Frame) -> Option<u32> {
    // All units of an instruction have its position.
    unsafe { (*frame).code().line_at(2 * unit_of(frame)) }
}

/// The Python frame that called `frame`.
///
/// # Safety
/// `frame` must be a live frame in the chain.
pub unsafe fn caller_of(frame: *const Frame) -> Option<*mut Frame> {
    unsafe {
        let mut f = (*frame).prev;
        while !f.is_null() && !(*f).is_python() {
            f = (*f).prev;
        }
        if f.is_null() { None } else { Some(f) }
    }
}

/// Leaves what is in a frame to its frame object, if there is one and someone holds it.
unsafe fn detached(frame: *mut Frame) -> bool {
    unsafe {
        let object = (*frame).frame_object;
        if object.is_null() {
            return false;
        }
        let vm: *const Vm = crate::heap::Heap::of(object.header()).vm();
        crate::object::code::detach(&*vm, frame)
    }
}

/// Drops what a frame holds: the stack up to `sp`, then the locals, then the function.
///
/// # Safety
/// The frame must be out of use; its words are NULL afterwards. May run Python code.
pub unsafe fn clear_frame(frame: *mut Frame, sp: *mut Slot) {
    unsafe {
        let base = Frame::stack_base(frame);
        let mut p = sp;
        while p > base {
            p = p.sub(1);
            std::mem::replace(&mut *p, Slot::NULL).decref();
        }
        let f = &mut *frame;
        f.sp = base;
        if detached(frame) {
            return;
        }
        // The last local goes first, as if the locals were the lower part of the stack.
        for i in (0..f.code().nlocalsplus as usize).rev() {
            std::mem::replace(&mut *f.locals.add(i), Slot::NULL).decref();
        }
        // A destructor may have looked at the frame.
        if detached(frame) {
            return;
        }
        if f.is(Frame::NAMESPACE) {
            std::mem::replace(&mut f.owner, Slot::NULL).decref();
        }
        std::mem::replace(&mut f.function, Slot::NULL).decref();
    }
}

/// Makes `lasti` (a byte offset) the instruction that the frame is in.
///
/// # Safety
/// `frame` must be a live frame. An offset that is not in the code is ignored.
pub unsafe fn set_lasti(frame: *mut Frame, lasti: usize) {
    unsafe {
        let f = &mut *frame;
        let code = f.code();
        if lasti >= code.verified.code().len() {
            return;
        }
        f.ip = match code.stream() {
            Stream::Units(u) => u.as_ptr().add(lasti / 2 + 1).cast(),
            Stream::PreDecoded(p) => p.at_unit(code.instruction_start(lasti / 2)).add(1).cast(),
            Stream::None => f.ip,
        };
    }
}
