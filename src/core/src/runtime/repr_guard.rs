//! Which containers are inside their own `repr`, so that a container that holds itself prints as `[...]`.

use super::Vm;
use crate::value::Ref;
use std::cell::RefCell;

/// The containers whose `repr` is being made, innermost last (`Py_ReprEnter`).
#[derive(Default)]
pub struct ReprRunning(RefCell<Vec<u64>>);

/// One container's `repr` in progress; dropping it ends that.
pub struct ReprScope<'a>(&'a ReprRunning);

impl Drop for ReprScope<'_> {
    fn drop(&mut self) {
        self.0.0.borrow_mut().pop();
    }
}

impl Vm {
    /// Enters the `repr` of `r`; None if it is being made already, further out.
    pub fn repr_enter(&self, r: &Ref) -> Option<ReprScope<'_>> {
        let id = r.slot().borrow().0;
        let mut running = self.repr_running.0.borrow_mut();
        if running.contains(&id) {
            return None;
        }
        running.push(id);
        Some(ReprScope(&self.repr_running))
    }
}
