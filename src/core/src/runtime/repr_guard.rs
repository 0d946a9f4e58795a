//! Which containers are inside their own `repr`, so that a container that holds itself prints as `[...]`.

use super::Vm;
use crate::value::Ref;
use rustc_hash::FxHashSet;
use std::cell::RefCell;

/// The containers whose `repr` is being made (`Py_ReprEnter`; a set, since nesting may be as deep as the native stack).
#[derive(Default)]
pub struct ReprRunning(RefCell<FxHashSet<u64>>);

/// One container's `repr` in progress; dropping it ends that.
pub struct ReprScope<'a> {
    running: &'a ReprRunning,
    id: u64,
}

impl Drop for ReprScope<'_> {
    fn drop(&mut self) {
        self.running.0.borrow_mut().remove(&self.id);
    }
}

impl Vm {
    /// Enters the `repr` of `r`; None if it is being made already, further out.
    pub fn repr_enter(&self, r: &Ref) -> Option<ReprScope<'_>> {
        let id = r.slot().borrow().0;
        let running = &self.repr_running;
        let entered = running.0.borrow_mut().insert(id);
        // Lazily: a scope that is made ends the one further out when it is dropped.
        entered.then(|| ReprScope { running, id })
    }
}
