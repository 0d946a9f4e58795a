//! One component of a superinstruction.

use crate::ops::{Control, Machine, Observer, Op, VirtualStack, observe_component, poll_before};

/// Runs the body of one component, with what happens before each instruction in builds that observe. On
/// [`Control::Next`] and [`Control::Drop`] the machine is at the next component; on anything but `Next` the virtual stack
/// has been put down, and the engine goes on as after the instruction alone.
///
/// # Safety
/// As for [`Op::run`]; the machine must be at an instruction of the form `O`.
#[inline(always)]
pub unsafe fn run_component<O: Op, M: Machine>(w: &mut VirtualStack<M>) -> Control {
    unsafe {
        if M::Observer::POLLS && M::Observer::due(w.machine.vm()) {
            w.spill();
            if !poll_before(&w.machine, O::CODE) {
                return Control::Raise;
            }
        }
        if M::Observer::ACTIVE {
            // Observers look at the stack.
            w.spill();
            observe_component::<O, _>(&w.machine);
        }
        let control = O::run(w);
        match control {
            Control::Next => w.machine.step(O::LEN),
            Control::Drop(_) => {
                w.machine.step(O::LEN);
                w.spill();
            }
            _ => w.spill(),
        }
        control
    }
}
