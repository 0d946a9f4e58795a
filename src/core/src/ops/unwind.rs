//! Exception unwinding: from the frame in which an exception was raised to the handler, or out of the engine.

use super::execute::generator_of;
use crate::frame::{Frame, clear_frame};
use crate::object::code::Stream;
use crate::object::generator::State;
use crate::runtime::Vm;
use crate::value::{Ref, Slot};

/// Finds the handler of the exception in flight, starting in the vm's current frame, whose state was escaped. Returns
/// true with the vm's current frame ready to go on at the handler, false when a host frame was reached: its caller
/// then sees the exception.
///
/// # Safety
/// The frames must be intact.
#[cold]
#[inline(never)]
pub unsafe fn unwind(vm: &Vm) -> bool {
    unsafe {
        loop {
            let frame = vm.frame.get();
            let f = &mut *frame;
            if f.is(Frame::HOST) {
                vm.result.set(Slot::NULL);
                return false;
            }
            if f.is(Frame::SHIM) {
                drop_stack(frame, 0);
                vm.frame.set(f.prev);
                continue;
            }
            // SAFETY: the function keeps the code alive as long as the frame.
            let code = &(*f.code).v;
            let at = crate::frame::unit_of(frame);
            let unit = match vm.reraise_unit.replace(-1) {
                -1 => at,
                reraise => reraise,
            };
            let handler = match u32::try_from(unit) {
                Ok(unit) => code.handler_at(unit),
                Err(_) => None,
            };
            let e = vm.exception.slot();
            if !vm.reraising.replace(false) && !e.is_null() {
                // The exception stays in place: nothing here runs Python code.
                let e = Ref::view(&e);
                crate::object::exception::Exception::pass_through(
                    vm,
                    e,
                    frame,
                    at,
                    handler.is_some(),
                );
            }
            if let Some(h) = handler {
                let at = if h.lasti {
                    crate::frame::lasti(frame)
                } else {
                    0
                };
                drop_stack(frame, h.depth as usize);
                let mut sp = f.sp;
                if h.lasti {
                    // The offset as CPython pushes it, in code units.
                    *sp = Slot::int_unchecked(at as i64 / 2);
                    sp = sp.add(1);
                }
                *sp = vm.take_exception().into_slot();
                f.sp = sp.add(1);
                f.ip = match code.stream() {
                    Stream::Units(u) => u.as_ptr().add(h.target as usize).cast(),
                    Stream::PreDecoded(p) => p.at_unit(h.target as usize).cast(),
                    Stream::None => unreachable!("the code was running"),
                };
                return true;
            }
            if f.is(Frame::GENERATOR) {
                let g = generator_of(frame);
                let prev = f.prev;
                vm.exc_info.set(g.exc_info.prev.get());
                let e = vm.exception.take();
                drop(g.exc_info.value.take());
                let held = g.held.replace(Slot::NULL);
                g.clear_frame();
                vm.frame.set(prev);
                held.decref();
                vm.exception.replace(e);
            } else {
                let prev = f.prev;
                let e = vm.exception.take();
                clear_frame(frame, f.sp);
                vm.exception.replace(e);
                vm.frame.set(prev);
            }
        }
    }
}

/// Drops stack entries until `keep` are left. What their destructors raise is their own.
unsafe fn drop_stack(frame: *mut Frame, keep: usize) {
    unsafe {
        let f = &mut *frame;
        let base = Frame::stack_base(frame).add(keep);
        while f.sp > base {
            f.sp = f.sp.sub(1);
            let v = std::mem::replace(&mut *f.sp, Slot::NULL);
            if v.is_counted() && !v.is_last_reference() {
                v.decref_shared();
            } else if v.is_counted() {
                let vm: &Vm = &*crate::heap::Heap::of(v.header()).vm();
                let e = vm.exception.take();
                v.decref();
                vm.exception.replace(e);
            }
        }
    }
}

/// Ends the frame of a generator that returned: for RETURN_VALUE_GENERATOR.
///
/// # Safety
/// `frame` must be the running generator's, its operand stack empty.
pub unsafe fn finish_generator(vm: &Vm, frame: *mut Frame) {
    unsafe {
        let g = generator_of(frame);
        vm.exc_info.set(g.exc_info.prev.get());
        drop(g.exc_info.value.take());
        (*frame).sp = Frame::stack_base(frame);
        g.set_state(State::Suspended);
        g.clear_frame();
    }
}
