//! Jumps, RESUME, returning, leaving the engine.

use super::op;
use crate::frame::{Frame, clear_frame};
use crate::object::generator::State;
use crate::ops::delegation;
use crate::ops::execute::generator_of;
use crate::ops::slow::{call, exception, generator, special};
use crate::ops::{Control::*, Machine, Observer, Outcome, call_out, keep_branch, prepare};
use crate::runtime::Vm;
use crate::value::Slot;

op!(RESUME, |m| {
    if M::Observer::BACK_EDGES && m.vm().breaker.is_set() {
        keep_branch();
        return Slow;
    }
    Next
}, slow call_out(m, Self::LEN, false, exception::poll));
op!(JUMP_FORWARD, |m| {
    m.set_ip(m.jump_target(Self::LEN, false));
    Jumped
});
op!(JUMP_BACKWARD, |m| {
    if M::Observer::BACK_EDGES && m.vm().breaker.is_set() {
        return Slow;
    }
    m.set_ip(m.back_target(Self::LEN));
    Jumped
}, slow {
    match call_out(m, Self::LEN, false, exception::poll) {
        Next => {
            m.set_ip(m.back_target(Self::LEN));
            Jumped
        }
        other => other,
    }
});
op!(JUMP_BACKWARD_NO_INTERRUPT, |m| {
    m.set_ip(m.back_target(Self::LEN));
    Jumped
});
op!(POP_JUMP_IF_FALSE, |m| {
    if m.pop_is(false) {
        keep_branch();
        m.set_ip(m.jump_target(Self::LEN, false));
        Jumped
    } else {
        Next
    }
});
op!(POP_JUMP_IF_TRUE, |m| {
    if m.pop_is(true) {
        keep_branch();
        m.set_ip(m.jump_target(Self::LEN, false));
        Jumped
    } else {
        Next
    }
});
op!(POP_JUMP_IF_NONE, |m| {
    let c = m.peek(0);
    if c.is_none() {
        keep_branch();
        m.shrink(1);
        m.set_ip(m.jump_target(Self::LEN, false));
        return Jumped;
    }
    m.shrink(1);
    super::release(c)
});
op!(POP_JUMP_IF_NOT_NONE, |m| {
    let c = m.peek(0);
    if c.is_none() {
        m.shrink(1);
        return Next;
    }
    if c.is_last_reference() {
        return Slow;
    }
    c.decref_shared();
    keep_branch();
    m.shrink(1);
    m.set_ip(m.jump_target(Self::LEN, false));
    Jumped
}, slow call_out(m, Self::LEN, false, drop_and_jump));

unsafe fn drop_and_jump(_: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    Outcome::jump(unsafe { crate::ops::slow::drop_entries(frame, sp, 1) })
}

op!(RETURN_VALUE, |m| {
    let f = &mut *m.frame();
    if f.flags != 0 {
        return Slow;
    }
    // Locals that others hold too are given up here; one that would die leaves the rest to the slow path.
    let n = f.code().nlocalsplus as usize;
    let locals = m.locals();
    let mut i = n;
    while i > 0 {
        i -= 1;
        let v = *locals.add(i);
        if v.is_counted() {
            let h = v.header();
            if (*h).rc == 1 {
                // What would die is often the result itself, borrowed: it leaves with the local's reference.
                if m.peek(0) != v.borrow() {
                    return Slow;
                }
                m.set_peek(0, v);
            } else {
                (*h).rc -= 1;
            }
            *locals.add(i) = Slot::NULL;
        }
    }
    if f.function.is_counted() {
        let h = f.function.header();
        if (*h).rc == 1 {
            return Slow;
        }
        (*h).rc -= 1;
    }
    let v = m.pop().promote_value();
    resume_caller(m);
    m.push(v);
    Jumped
}, slow {
    m.escape(Self::LEN);
    let f = m.frame();
    if (*f).flags != 0 {
        return call_out(m, Self::LEN, false, return_value);
    }
    // What is left of the locals, with destructors: these see a frame whose stack is empty.
    let v = m.pop().promote();
    (*f).sp = m.sp();
    let locals = m.locals();
    let mut i = (*f).code().nlocalsplus as usize;
    while i > 0 {
        i -= 1;
        let local = *locals.add(i);
        if local.is_counted() {
            *locals.add(i) = Slot::NULL;
            let h = local.header();
            (*h).rc -= 1;
            if (*h).rc == 0 {
                crate::heap::dealloc(h);
            }
        }
    }
    if (*f).flags != 0 {
        // A destructor has looked at the frame.
        clear_frame(f, m.sp());
    } else {
        (*f).function.decref();
    }
    resume_caller(m);
    m.push(v);
    Jumped
});

/// RETURN_VALUE where someone has looked at the frame.
unsafe fn return_value(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = (*sp.sub(1)).promote();
        let prev = (*frame).prev;
        clear_frame(frame, sp.sub(1));
        *(*prev).sp = v;
        (*prev).sp = (*prev).sp.add(1);
        vm.frame.set(prev);
        Outcome::RELOAD
    }
}

op!(INTERPRETER_EXIT, |m| {
    let v = m.pop();
    m.vm().result.set(v);
    Exit
});
op!(YIELD_EXIT, |m| {
    let v = m.pop();
    m.vm().result.set(v);
    Exit
});
op!(ENTER_CODE, |m| Slow, slow {
    let f = m.frame();
    prepare(m.vm(), f);
    m.set_ip((*f).ip);
    Jumped
});
op!(YIELD_VALUE, |m| {
    let f = m.frame();
    let g = generator_of(f);
    if !g.held.get().is_null() {
        return Slow;
    }
    let v = m.pop().promote_value();
    (*f).sp = m.sp();
    (*f).ip = m.ip_after(Self::LEN);
    let state = if m.arg() & 1 != 0 { State::SuspendedYieldFrom } else { State::Suspended };
    let (g, prev) = delegation::ascend::<M>(g, f, state);
    m.vm().exc_info.set(g.exc_info.prev.get());
    m.set_frame(prev);
    m.set_locals((*prev).locals);
    m.set_sp((*prev).sp);
    m.set_ip(g.yield_ip.get());
    m.push(v);
    Jumped
}, slow call_out(m, Self::LEN, false, generator::yield_value));
// Of a frame of the machinery: the result of `__init__` lies on the new instance, which the caller gets.
op!(EXIT_INIT_CHECK, |m| {
    if !m.peek(0).is_none() {
        return Slow;
    }
    let this = m.peek(1);
    resume_caller(m);
    m.push(this);
    Jumped
}, slow call_out(m, Self::LEN, false, call::exit_init_check));
// Of a frame of the machinery: the result of an operator's method lies on the word that says how it is used, and the
// operands on the caller's stack.
op!(OPERATOR_EXIT, |m| {
    let (result, how) = (m.peek(0), m.peek(1));
    let sp = (*(*m.frame()).prev).sp;
    let (a, b) = (*sp.sub(2), *sp.sub(1));
    if !special::is_final(how, result) || a.is_last_reference() || b.is_last_reference() {
        return Slow;
    }
    // One object may be both operands, and then these two its last references.
    b.decref_shared();
    if a.is_last_reference() {
        b.incref();
        return Slow;
    }
    a.decref_shared();
    resume_caller(m);
    m.shrink(2);
    m.push(result);
    Jumped
}, slow call_out(m, Self::LEN, false, special::operator_exit));

/// Goes on in the frame below, where it said.
#[inline(always)]
pub(super) unsafe fn resume_caller<M: Machine>(m: &mut M) {
    unsafe {
        let caller = (*m.frame()).prev;
        m.set_frame(caller);
        m.set_locals((*caller).locals);
        m.set_sp((*caller).sp);
        m.set_ip((*caller).ip);
    }
}
