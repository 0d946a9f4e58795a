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
//! of this form, a value goes up and down the chain without the instructions of those in between, and without touching them: a chain
//! that has yielded is left linked as it was, and [`resume`] goes from the outermost generator to the innermost at once. Whoever
//! asks one of them for its state takes the chain apart first ([`take_apart`]). Not while instructions are observed: what is traced and
//! counted is the same with and without.

use super::execute::{enter_generator, generator_of, stack_top_at};
use super::machine::{Machine, unit};
use super::trace::Observer;
use crate::frame::Frame;
use crate::object::Object;
use crate::object::code::{Code, Stream};
use crate::object::generator::{Generator, State};
use crate::runtime::Vm;
use crate::value::{Kind, Slot};
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

/// How a generator runs that is resumed by a SEND of `caller`, whose saved stack pointer is true.
///
/// # Safety
/// `caller` runs, and `g` is suspended.
#[inline(always)]
pub(super) unsafe fn delegate(caller: *mut Frame, g: &Generator) -> State {
    unsafe {
        if !(*caller).code().delegates.get() {
            return State::Executing;
        }
        // This frame may wait in a chain left linked, with its stack as it is then.
        own_stack(caller);
        if g.raw_state().is_chain() {
            take_apart(g);
        }
        g.link.set(outermost(generator_of(caller)));
        State::ExecutingDelegate
    }
}

/// The outermost generator of the chain that `g`, which runs, is in.
#[inline(always)]
fn outermost(g: &Generator) -> *const Generator {
    match g.raw_state() {
        State::ExecutingDelegate => g.link.get(),
        _ => g,
    }
}

/// Makes the words on the stack of a frame its own: what waits there must not depend on locals any more, the verifier counts on it.
#[inline(always)]
unsafe fn own_stack(frame: *mut Frame) {
    unsafe {
        let mut p = Frame::stack_base(frame);
        while p < (*frame).sp {
            *p = (*p).promote();
            p = p.add(1);
        }
    }
}

/// Resumes `g` on top of `prev`, and through it the generator that takes the value: where `g` delegates to another and that
/// perhaps to a third, the innermost. Returns its frame.
///
/// # Safety
/// `g` is suspended, the saved state of `prev` true; `yield_ip` is where that goes on after a yield, and `state` says how `g` runs.
#[inline(always)]
pub(super) unsafe fn resume<M: Machine>(
    vm: &Vm,
    g: &Generator,
    prev: *mut Frame,
    yield_ip: *const u8,
    state: State,
) -> *mut Frame {
    unsafe {
        let was = g.raw_state();
        let frame = g.frame.get();
        if was.is_chain() {
            // Each frame of the chain has noted its depth and what is free of the data stack.
            if !observed::<M>()
                && state == State::Executing
                && (*frame).depth == (*prev).depth + 1
                && g.stack_top.get() == stack_top_at(prev)
            {
                let innermost = &*g.link.get();
                g.set_state(state);
                g.yield_ip.set(yield_ip);
                g.exc_info.prev.set(vm.exc_info.get());
                vm.exc_info.set(&innermost.exc_info);
                (*frame).prev = prev;
                return innermost.frame.get();
            }
            take_apart(g);
        }
        enter_generator(vm, g, frame, prev, yield_ip, state);
        if was < State::SuspendedYieldFrom || observed::<M>() {
            return frame;
        }
        descend(vm, frame, M::UNIT)
    }
}

/// Do instructions in between have to be executed because somebody looks?
#[inline(always)]
fn observed<M: Machine>() -> bool {
    M::Observer::ACTIVE || M::Observer::POLLS
}

/// On from `frame`, which waited for one it delegates to and has just been entered, to the frame that takes the value. All of the
/// generators between are then running, and know the outermost.
///
/// # Safety
/// `frame` is a generator's, in the chain of frames, with its stack as it was when it was suspended. `unit` is what an
/// instruction of its engine takes.
unsafe fn descend(vm: &Vm, frame: *mut Frame, unit: usize) -> *mut Frame {
    unsafe {
        // As `enter_generator` does for one, but what each takes from the one above stays at hand.
        let first = generator_of(frame);
        let top = first.stack_top.get();
        let link = outermost(first);
        let mut frame = frame;
        let mut exc_info = vm.exc_info.get();
        let mut depth = (*frame).depth;
        while (*frame).code().delegates.get() {
            let inner = *(*frame).sp.sub(1);
            if !inner.is_exact(Kind::Generator) {
                break;
            }
            let g = &(*inner.ptr::<Object<Generator>>()).v;
            let was = g.state();
            if !matches!(was, State::Suspended | State::SuspendedYieldFrom)
                || depth >= vm.recursion_limit.get()
            {
                break;
            }
            let resumed = (*frame).ip;
            (*frame).ip = resumed.add(TO_END * unit);
            g.set_state(State::ExecutingDelegate);
            g.link.set(link);
            g.yield_ip.set(resumed.sub(unit));
            g.stack_top.set(top);
            g.exc_info.prev.set(exc_info);
            exc_info = &g.exc_info;
            depth += 1;
            let below = g.frame.get();
            (*below).prev = frame;
            (*below).depth = depth;
            frame = below;
            if was != State::SuspendedYieldFrom {
                break;
            }
        }
        vm.exc_info.set(exc_info);
        frame
    }
}

/// Suspends `g`, whose `frame` has just given up what it yields, and with it those that do nothing but pass that on: they stay
/// linked as they are, and only the outermost one's state says so. Returns the last of them and the frame that gets the value.
///
/// # Safety
/// `g` runs in `frame`, the innermost one, whose `ip` and `sp` are true; nothing is held for it.
#[inline(always)]
pub(super) unsafe fn ascend<M: Machine>(
    g: &Generator,
    frame: *mut Frame,
    state: State,
) -> (&Generator, *mut Frame) {
    unsafe {
        own_stack(frame);
        let (mut last, mut bottom, mut state) = (g, frame, state);
        if !observed::<M>() && g.raw_state() == State::ExecutingDelegate {
            let outer = &*g.link.get();
            let held = outer.held.get();
            if held.is_null() || !held.is_last_reference() {
                if !held.is_null() {
                    held.decref_shared();
                    outer.held.set(Slot::NULL);
                }
                outer.link.set(g);
                (last, bottom) = (outer, outer.frame.get());
                state = match state {
                    State::SuspendedYieldFrom => State::SuspendedChainYieldFrom,
                    _ => State::SuspendedChain,
                };
            }
        }
        last.set_state(state);
        let prev = (*bottom).prev;
        (*bottom).prev = std::ptr::null_mut();
        (last, prev)
    }
}

/// Suspends each generator of the chain below `outer`, which is left linked, for itself.
#[cold]
#[inline(never)]
pub(crate) fn take_apart(outer: &Generator) {
    let mut state = match outer.raw_state() {
        State::SuspendedChainYieldFrom => State::SuspendedYieldFrom,
        _ => State::Suspended,
    };
    // SAFETY: the generators of a chain hold one another, each on the stack of the frame above, and nobody has changed anything.
    unsafe {
        let mut g = &*outer.link.get();
        while !std::ptr::eq(g, outer) {
            g.set_state(state);
            state = State::SuspendedYieldFrom;
            let frame = g.frame.get();
            let prev = std::mem::replace(&mut (*frame).prev, std::ptr::null_mut());
            let unit = match (*prev).code().stream() {
                Stream::PreDecoded(_) => unit(true),
                Stream::Units(_) | Stream::None => unit(false),
            };
            // Behind the YIELD_VALUE.
            (*prev).ip = g.yield_ip.get().add(unit);
            g = generator_of(prev);
        }
    }
    outer.set_state(State::SuspendedYieldFrom);
}
