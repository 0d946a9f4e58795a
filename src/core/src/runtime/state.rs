//! What native modules keep per interpreter.

use super::Vm;
use crate::value::Ref;
use std::any::Any;
use std::rc::Rc;

impl Vm {
    /// What [`Vm::set_state`] has put there.
    pub fn state<T: Any>(&self, name: &'static str) -> Option<Rc<T>> {
        let state = self.module_state.borrow().get(name).cloned();
        state.and_then(|s| s.downcast().ok())
    }

    /// Keeps something for a native module, in place of what was there.
    pub fn set_state<T: Any>(&self, name: &'static str, value: T) {
        let old = self.module_state.borrow_mut().insert(name, Rc::new(value));
        drop(old);
    }

    /// Keeps a value alive as long as the interpreter.
    pub fn keep(&self, value: Ref) {
        self.kept.borrow_mut().push(value);
    }
}
