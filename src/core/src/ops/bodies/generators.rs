//! The beginning and the end of generators and coroutines, and what takes the values of one that a builtin uses up.

use super::{add_words, op, resume_caller};
use crate::frame::Frame;
use crate::modules::builtins::sum::Compensated;
use crate::object::generator::{Generator, State};
use crate::object::{ListObject, Object, SetObject};
use crate::ops::delegation::resume;
use crate::ops::execute::generator_of;
use crate::ops::slow::collect::{self, Use};
use crate::ops::slow::generator::{self, move_frame, sizes};
use crate::ops::{Control, Control::*, Machine, call_out};
use crate::value::{Kind, STATE_FINALIZED, STATE_GC, Slot};
use tricera_code::opcode::flags;

op!(RETURN_GENERATOR, |m| {
    let (f, vm) = (m.frame(), m.vm());
    if (*f).flags != 0 || vm.origin_depth.get() > 0 {
        return Slow;
    }
    let code = (*f).code();
    let ty = if code.data.flags & flags::CO_COROUTINE != 0 {
        vm.types.coroutine
    } else if code.data.flags & flags::CO_ASYNC_GENERATOR != 0 {
        return Slow;
    } else {
        vm.types.generator
    };
    let Some(h) = vm.heap.alloc_from_list(sizes(code).0, Kind::Generator, 0, STATE_GC, ty.root_shape) else {
        return Slow;
    };
    let ip = m.ip_after(Self::LEN);
    move_frame(h.cast::<Object<Generator>>(), f, ip, None);
    resume_caller(m);
    m.push(Slot::from_ptr(h));
    Jumped
}, slow call_out(m, Self::LEN, false, generator::return_generator));

op!(RETURN_VALUE_GENERATOR, |m| {
    let f = m.frame();
    let g = generator_of(f);
    if (*f).flags != Frame::GENERATOR || !g.held.get().is_null() || !g.exc_info.value.slot().is_null() {
        return Slow;
    }
    // As in RETURN_VALUE: what would die is left to the slow path.
    let mut i = (*f).code().nlocalsplus as usize;
    let locals = m.locals();
    while i > 0 {
        i -= 1;
        let v = *locals.add(i);
        if v.is_counted() {
            let h = v.header();
            if (*h).rc == 1 {
                return Slow;
            }
            (*h).rc -= 1;
            *locals.add(i) = Slot::NULL;
        }
    }
    let function = (*f).function;
    if function.is_last_reference() {
        return Slow;
    }
    let v = m.pop().promote_value();
    // The generator keeps the code, which the function kept so far; it had none of its own before.
    g.code.exchange(Slot::from_ptr((*f).code.cast_mut()).new_ref());
    function.decref_shared();
    (*f).function = Slot::NULL;
    (*f).sp = Frame::stack_base(f);
    g.set_state(State::Finished);
    (*(*f).owner.header()).state |= STATE_FINALIZED;
    m.vm().exc_info.set(g.exc_info.prev.get());
    resume_caller(m);
    m.push(v);
    Jumped
}, slow {
    m.escape(Self::LEN);
    let f = m.frame();
    let g = generator_of(f);
    if (*f).flags != Frame::GENERATOR || !g.held.get().is_null() || !g.exc_info.value.slot().is_null() {
        return call_out(m, Self::LEN, false, generator::return_value);
    }
    let v = m.pop().promote_value();
    // Destructors see a generator that has ended, and are called from the frame that it returns to.
    m.vm().frame.set((*f).prev);
    g.code.exchange(Slot::from_ptr((*f).code.cast_mut()).new_ref());
    (*f).sp = Frame::stack_base(f);
    g.set_state(State::Finished);
    (*(*f).owner.header()).state |= STATE_FINALIZED;
    m.vm().exc_info.set(g.exc_info.prev.get());
    let mut i = (*f).code().nlocalsplus as usize;
    let locals = m.locals();
    while i > 0 {
        i -= 1;
        let local = *locals.add(i);
        if local.is_counted() {
            *locals.add(i) = Slot::NULL;
            local.decref();
        }
    }
    std::mem::replace(&mut (*f).function, Slot::NULL).decref();
    resume_caller(m);
    m.push(v);
    Jumped
});

/// Goes on in `g`, which waits: `sent` is what its `yield` gives, at `yield_ip` the frame that is running now goes on when it
/// yields, and `state` says how it runs.
///
/// # Safety
/// `g` must be suspended, `ip` and `sp` of the frame that is running now stored, and the limit of recursion not reached.
#[inline(always)]
pub(super) unsafe fn go_on_in<M: Machine>(
    m: &mut M,
    g: &Generator,
    yield_ip: *const u8,
    state: State,
    sent: Slot,
) -> Control {
    unsafe {
        let frame = resume::<M>(m.vm(), g, m.frame(), yield_ip, state);
        let sp = (*frame).sp;
        *sp = sent;
        m.set_frame(frame);
        m.set_locals((*frame).locals);
        m.set_sp(sp.add(1));
        m.set_ip((*frame).ip);
        Jumped
    }
}

// Of a frame of the machinery, see [`collect`]: what a sum has lost, how the values are used, what they came to, the generator, the value.
op!(COLLECT, |m| {
    let (how, so_far, generator, v) = (m.peek(3), m.peek(2), m.peek(1), m.peek(0));
    let g = &(*generator.ptr::<Object<Generator>>()).v;
    let was = g.raw_state();
    // A generator that has returned is not suspended.
    if !was.is_suspended() {
        return Slow;
    }
    if Use::lists(how) {
        let list = &*so_far.ptr::<ListObject>();
        let n = list.len.get();
        if n == list.capacity.get() {
            return Slow;
        }
        *list.items.get().add(n) = v;
        list.len.set(n + 1);
    } else if how == Use::Sum.word() {
        let v = if v == Slot::bool(true) || v == Slot::bool(false) { Slot::int_unchecked((v == Slot::bool(true)) as i64) } else { v };
        if !Slot::both_int(so_far, v) {
            return Slow;
        }
        let Some(sum) = add_words(so_far, v) else { return Slow };
        m.set_peek(2, Slot(sum));
    } else if how == Use::SumFloats.word() {
        let (Some(high), Some(low), Some(x)) =
            (so_far.float_in_word(), m.peek(4).float_in_word(), v.float_in_word())
        else {
            return Slow;
        };
        let mut acc = Compensated { high, low };
        acc.add(x);
        // The sign of a zero that was lost means nothing.
        let (Some(high), Some(low)) = (Slot::float_word(acc.high), Slot::float_word(acc.low + 0.0)) else {
            return Slow;
        };
        m.set_peek(2, high);
        m.set_peek(4, low);
    } else if how != Use::Any.word() && how != Use::All.word() || v != so_far {
        // Of any() and all(), what does not decide is what no values at all come to.
        return Slow;
    }
    m.shrink(1);
    (*m.frame()).sp = m.sp();
    go_on_in(m, g, m.ip(), State::Executing, Slot::none())
}, slow {
    if m.peek(3) == Use::Set.word() && m.arg() == 0 {
        let (so_far, generator, v) = (m.peek(2), m.peek(1), m.peek(0));
        let g = &(*generator.ptr::<Object<Generator>>()).v;
        let was = g.raw_state();
        m.escape(Self::LEN);
        if was.is_suspended() {
            let Ok(added) = (*so_far.ptr::<SetObject>()).v.add_plain(m.vm(), v) else { return Raise };
            // One that is there already must not die here: that may run anything.
            if added == Some(true) || added == Some(false) && !v.is_last_reference() {
                if added == Some(false) {
                    v.decref_shared();
                }
                m.shrink(1);
                (*m.frame()).sp = m.sp();
                return go_on_in(m, g, m.ip(), State::Executing, Slot::none());
            }
        }
        call_out(m, Self::LEN, false, collect::collect_into_set)
    } else {
        call_out(m, Self::LEN, false, collect::collect)
    }
});
