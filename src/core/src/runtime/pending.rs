//! The eval breaker's other side: what running code does when a bit is set.

use super::{Breaker, PyResult, Vm};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// A function that another thread wants run by the interpreter's thread.
pub type PendingCall = Box<dyn FnOnce(&Vm) -> PyResult<()> + Send>;

/// Most calls that may wait, as in CPython (`MAXPENDINGCALLS_MAIN`).
const CAPACITY: usize = 32;

/// Calls waiting for the interpreter, first in, first out.
#[derive(Clone, Default)]
pub struct PendingCalls {
    queue: Arc<Mutex<VecDeque<PendingCall>>>,
}

/// The queue is full: the call was not added.
#[derive(Debug, PartialEq, Eq)]
pub struct QueueFull;

/// Adds calls to an interpreter's queue from any thread.
///
/// It must not be used after the interpreter is gone; [`Vm::pending_handle`] says how that is ensured.
#[derive(Clone)]
pub struct PendingHandle {
    calls: PendingCalls,
    breaker: super::signals::BreakerAddress,
}

impl PendingHandle {
    /// Queues `f` for the interpreter's thread.
    ///
    /// # Errors
    /// When 32 calls wait already.
    pub fn add(&self, f: PendingCall) -> Result<(), QueueFull> {
        let mut queue = self.calls.lock();
        if queue.len() >= CAPACITY {
            return Err(QueueFull);
        }
        queue.push_back(f);
        self.breaker.request(Breaker::CALLS);
        Ok(())
    }
}

impl PendingCalls {
    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<PendingCall>> {
        // A poisoned queue is still a queue: a call runs outside the lock.
        self.queue.lock().unwrap_or_else(|e| e.into_inner())
    }
    /// Number of calls waiting.
    pub fn len(&self) -> usize {
        self.lock().len()
    }
    /// Does none wait?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Vm {
    /// A handle through which other threads queue calls. The breaker it refers to stays valid as long as any handle:
    /// requests after the interpreter's end reach nobody.
    pub fn pending_handle(&self) -> PendingHandle {
        PendingHandle {
            calls: self.pending.clone(),
            breaker: self.breaker_address.clone(),
        }
    }

    /// Does what the breaker's bits ask for: signals, pending calls, a collection.
    ///
    /// An exception leaves the bits of what was not done set, so that it is done at the next poll.
    #[cold]
    #[inline(never)]
    pub fn handle_breaker(&self) -> PyResult<()> {
        let bits = self.breaker.bits();
        if bits & Breaker::PROFILE != 0 {
            self.count_poll(bits);
        }
        if bits & Breaker::SIGNALS != 0 {
            self.breaker.take(Breaker::SIGNALS);
            super::signals::run_handlers(self)?;
        }
        if bits & Breaker::CALLS != 0 {
            self.run_pending_calls()?;
        }
        if bits & Breaker::GC != 0 && self.breaker.take(Breaker::GC) != 0 {
            self.collect_garbage();
        }
        // Nobody asks for these here: there is one thread per interpreter.
        self.breaker
            .take(Breaker::GIL_DROP_REQUEST | Breaker::ASYNC_EXCEPTION);
        Ok(())
    }

    /// Runs the calls that wait now; those added meanwhile wait for the next poll. The first error ends it and leaves
    /// the rest in the queue.
    pub fn run_pending_calls(&self) -> PyResult<()> {
        self.breaker.take(Breaker::CALLS);
        let n = self.pending.len();
        for _ in 0..n {
            let next = self.pending.lock().pop_front();
            let Some(f) = next else { break };
            if let Err(r) = f(self) {
                if !self.pending.is_empty() {
                    self.breaker.request(Breaker::CALLS);
                }
                return Err(r);
            }
        }
        if !self.pending.is_empty() {
            self.breaker.request(Breaker::CALLS);
        }
        Ok(())
    }

    /// An automatic collection; the exception in flight, if any, survives it.
    fn collect_garbage(&self) {
        let saved = self.exception.take();
        crate::modules::gc::run_collection(self);
        self.exception.replace(saved);
    }
}
