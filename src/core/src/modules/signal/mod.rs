//! Python-level signal handlers: what the module `_signal` sets and the breaker runs.

mod module;
mod sets;
mod timers;

pub use module::MODULE;
pub use sets::from_iterable as signal_set;

use crate::modules::builtins::current_frame;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::cell::RefCell;
use std::collections::HashMap;

/// The handlers of one interpreter, by signal number.
#[derive(Default)]
struct Handlers(RefCell<HashMap<i32, Ref>>);

fn handlers(vm: &Vm) -> std::rc::Rc<Handlers> {
    if let Some(h) = vm.state::<Handlers>("_signal") {
        return h;
    }
    vm.set_state("_signal", Handlers::default());
    vm.state::<Handlers>("_signal").expect("just set")
}

/// The Python-level handler of a signal, if one has been set.
pub fn handler_of(vm: &Vm, signal: i32) -> Option<Ref> {
    handlers(vm).0.borrow().get(&signal).cloned()
}

/// Sets the Python-level handler of a signal and returns the one before.
pub fn set_handler(vm: &Vm, signal: i32, handler: Ref) -> Option<Ref> {
    handlers(vm).0.borrow_mut().insert(signal, handler)
}

/// Runs the handler of a signal that has arrived. Without one, SIGINT raises KeyboardInterrupt.
pub fn handle(vm: &Vm, signal: i32) -> PyResult<()> {
    match handler_of(vm, signal) {
        Some(h) if vm.is_callable(&h) => {
            let frame = match current_frame(vm) {
                // SAFETY: the frame is live.
                Some(f) => unsafe { crate::object::code::frame_object(vm, f) },
                None => Ref::none(),
            };
            vm.call_positional(&h, &[vm.new_int(signal.into()), frame])
                .map(drop)
        }
        Some(_) => Ok(()),
        None if signal == libc::SIGINT => Err(vm.keyboard_interrupt()),
        None => Ok(()),
    }
}
