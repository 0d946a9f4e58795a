//! The beginning and the end of generators and coroutines.

use super::{op, resume_caller};
use crate::frame::Frame;
use crate::object::Object;
use crate::object::generator::{Generator, State};
use crate::ops::execute::generator_of;
use crate::ops::slow::generator::{self, move_frame, sizes};
use crate::ops::{Control::*, call_out};
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
    g.state.set(State::Finished);
    (*(*f).owner.header()).state |= STATE_FINALIZED;
    m.vm().exc_info.set(g.exc_info.prev.get());
    resume_caller(m);
    m.push(v);
    Jumped
}, slow call_out(m, Self::LEN, false, generator::return_value));
