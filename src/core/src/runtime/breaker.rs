//! The eval breaker: one word that says whether the running code must do something else first.

use std::sync::atomic::{AtomicU32, Ordering};

/// The word that engines poll. The bits are CPython's.
#[repr(transparent)]
#[derive(Default)]
pub struct Breaker(AtomicU32);

impl Breaker {
    /// Another thread wants the interpreter lock.
    pub const GIL_DROP_REQUEST: u32 = 1;
    /// A signal has arrived.
    pub const SIGNALS: u32 = 2;
    /// Pending calls are queued.
    pub const CALLS: u32 = 4;
    /// An exception was set from another thread.
    pub const ASYNC_EXCEPTION: u32 = 8;
    /// The collector wants to run.
    pub const GC: u32 = 16;
    /// Polls are counted: it stays set, so that each takes the way on which that is done.
    pub const PROFILE: u32 = 1 << 31;

    /// Anything to do? One relaxed load.
    #[inline(always)]
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed) != 0
    }
    /// The bits as they are.
    pub fn bits(&self) -> u32 {
        self.0.load(Ordering::Acquire)
    }
    /// Sets `bits`. Safe to call from a signal handler.
    pub fn request(&self, bits: u32) {
        self.0.fetch_or(bits, Ordering::Release);
    }
    /// Clears `bits` and says which of them were set.
    pub fn take(&self, bits: u32) -> u32 {
        self.0.fetch_and(!bits, Ordering::AcqRel) & bits
    }
}
