//! Values on their way through generators that only pass them on.
//!
//! `yield from` and `await` are compiled to
//!
//! ```text
//! send: SEND end          to the generator on the stack
//!       YIELD_VALUE 1     what it yielded, to whoever resumed this one
//!       RESUME
//!       JUMP_BACKWARD_NO_INTERRUPT send
//! end:  END_SEND
//! ```
//!
//! Of generators that wait for each other so, only the outermost and the innermost do something with a value. Where the code is
//! of this form, a value goes up and down the chain by changing the state of each generator, without the instructions of those
//! in between. Not while instructions are observed: what is traced and counted is the same with and without.

use super::execute::generator_of;
use super::machine::Machine;
use super::trace::Observer;
use crate::frame::Frame;
use crate::object::Object;
use crate::object::code::Code;
use crate::object::generator::{Generator, State};
use crate::runtime::Vm;
use crate::value::Kind;
use tricera_code::dis::instructions;
use tricera_code::opcode::op;

/// Instructions from where a delegating generator is resumed to where it goes on when the delegation ends.
const TO_END: usize = 2;

/// Is each SEND of this code, and each YIELD_VALUE that passes something on, part of a delegation as above?
pub(super) fn is_plain(code: &Code) -> bool {
    if !code.is_generator_like() {
        return false;
    }
    let all: Vec<_> = instructions(code.verified.code()).collect();
    let behind = |i: usize, k: usize| all.get(i + k);
    let mut passing_on = 0i32;
    for (i, send) in all.iter().enumerate() {
        match send.opcode {
            op::YIELD_VALUE if send.oparg & 1 != 0 => passing_on += 1,
            op::SEND => {
                let (Some(give), Some(resume), Some(back), Some(end)) =
                    (behind(i, 1), behind(i, 2), behind(i, 3), behind(i, 4))
                else {
                    return false;
                };
                let plain = give.opcode == op::YIELD_VALUE
                    && give.oparg & 1 != 0
                    && resume.opcode == op::RESUME
                    && back.opcode == op::JUMP_BACKWARD_NO_INTERRUPT
                    && end.opcode == op::END_SEND
                    && send.jump_target() == Some(end.start)
                    && back.jump_target() == Some(send.start)
                    && end.unit == give.unit + 3;
                if !plain {
                    return false;
                }
                passing_on -= 1;
            }
            _ => {}
        }
    }
    passing_on == 0
}

/// How a generator runs that is resumed by a SEND of `caller`.
#[inline(always)]
pub(super) unsafe fn state_below(caller: *mut Frame) -> State {
    if unsafe { (*caller).code().delegates.get() } {
        State::ExecutingDelegate
    } else {
        State::Executing
    }
}

/// On from `frame`, which has just been entered and was in the state `was`, to the frame that takes the value it is resumed
/// with: through generators that wait for one they delegate to. All of them are then running.
///
/// # Safety
/// `frame` is a generator's, in the chain of frames, with its stack as it was when it was suspended. `unit` is what an
/// instruction of its engine takes.
#[inline(always)]
pub(super) unsafe fn descend(vm: &Vm, frame: *mut Frame, was: State, unit: usize) -> *mut Frame {
    if was != State::SuspendedYieldFrom {
        return frame;
    }
    let (mut frame, mut was) = (frame, was);
    unsafe {
        // As `enter_generator` does for one, but what each takes from the one above stays at hand.
        let top = generator_of(frame).stack_top.get();
        let mut exc_info = vm.exc_info.get();
        let mut depth = (*frame).depth;
        while was == State::SuspendedYieldFrom && (*frame).code().delegates.get() {
            let inner = *(*frame).sp.sub(1);
            if !inner.is_exact(Kind::Generator) {
                break;
            }
            let g = &(*inner.ptr::<Object<Generator>>()).v;
            was = g.state.get();
            if !matches!(was, State::Suspended | State::SuspendedYieldFrom)
                || depth >= vm.recursion_limit.get()
            {
                break;
            }
            let resumed = (*frame).ip;
            (*frame).ip = resumed.add(TO_END * unit);
            g.state.set(State::ExecutingDelegate);
            g.yield_ip.set(resumed.sub(unit));
            g.stack_top.set(top);
            g.exc_info.prev.set(exc_info);
            exc_info = &g.exc_info;
            depth += 1;
            let below = g.frame.get();
            (*below).prev = frame;
            (*below).depth = depth;
            frame = below;
        }
        vm.exc_info.set(exc_info);
    }
    frame
}

/// [`descend`], unless instructions are observed.
///
/// # Safety
/// As there.
#[inline(always)]
pub(super) unsafe fn further<M: Machine>(vm: &Vm, frame: *mut Frame, was: State) -> *mut Frame {
    if M::Observer::ACTIVE || M::Observer::POLLS {
        return frame;
    }
    unsafe { descend(vm, frame, was, M::UNIT) }
}

/// Makes `g`, whose `frame` has just given up what it yields, and the generators that do nothing but pass that on suspended.
/// Returns the last of them and the frame that gets the value.
///
/// # Safety
/// `g` runs in `frame`, the innermost one, whose `ip` and `sp` are true; nothing is held for it.
#[inline(always)]
pub(super) unsafe fn ascend<M: Machine>(
    g: &Generator,
    frame: *mut Frame,
    state: State,
) -> (&Generator, *mut Frame) {
    let (mut g, mut frame, mut state) = (g, frame, state);
    unsafe {
        loop {
            // What waits on the stack must not depend on locals any more: the verifier counts on it.
            let mut p = Frame::stack_base(frame);
            while p < (*frame).sp {
                *p = (*p).promote();
                p = p.add(1);
            }
            let was = g.state.replace(state);
            let prev = (*frame).prev;
            (*frame).prev = std::ptr::null_mut();
            if M::Observer::ACTIVE || M::Observer::POLLS || was != State::ExecutingDelegate {
                return (g, prev);
            }
            let outer = generator_of(prev);
            if !outer.held.get().is_null() {
                return (g, prev);
            }
            (*prev).ip = g.yield_ip.get().add(M::UNIT);
            (g, frame, state) = (outer, prev, State::SuspendedYieldFrom);
        }
    }
}
