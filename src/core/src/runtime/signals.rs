//! Signals: the C-level handler sets a bit, the interpreter runs the Python-level handlers at its next poll.

use super::{Breaker, PyResult, Vm};
use crate::value::Ref;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicPtr, Ordering};
use std::sync::{Arc, Mutex};

/// Signals up to here can be handled.
pub const SIGNAL_COUNT: usize = 65;

/// Signals that have arrived and were not handled yet.
static ARRIVED: [AtomicBool; SIGNAL_COUNT] = [const { AtomicBool::new(false) }; SIGNAL_COUNT];
/// The breaker of the interpreter that handles signals, or null.
static MAIN_BREAKER: AtomicPtr<Breaker> = AtomicPtr::new(std::ptr::null_mut());

/// The descriptor that a signal's number is written to, or -1.
static WAKEUP: AtomicI32 = AtomicI32::new(-1);

/// Has the number of each signal that arrives written to a descriptor; -1 for none.
pub fn set_wakeup(fd: i32) {
    WAKEUP.store(fd, Ordering::Relaxed);
}

/// Where to find an interpreter's breaker from other threads; emptied when the interpreter goes.
#[derive(Clone, Default)]
pub struct BreakerAddress(Arc<Mutex<usize>>);

impl BreakerAddress {
    /// Sets bits if the interpreter is still there.
    pub fn request(&self, bits: u32) {
        let address = self.0.lock().unwrap_or_else(|e| e.into_inner());
        if *address != 0 {
            // SAFETY: the interpreter empties the address before it frees the breaker, under the same lock.
            unsafe { (*(*address as *const Breaker)).request(bits) };
        }
    }
    pub(crate) fn set(&self, breaker: *const Breaker) {
        *self.0.lock().unwrap_or_else(|e| e.into_inner()) = breaker as usize;
    }
}

extern "C" fn on_signal(signal: libc::c_int) {
    // Only atomics: this runs between any two machine instructions.
    if let Some(a) = ARRIVED.get(signal as usize) {
        a.store(true, Ordering::Relaxed);
    }
    let fd = WAKEUP.load(Ordering::Relaxed);
    if fd >= 0 {
        let number = signal as u8;
        // SAFETY: writing may be done in a handler; errno stays as the interrupted code has it.
        unsafe {
            let errno = *libc::__errno_location();
            libc::write(fd, (&raw const number).cast(), 1);
            *libc::__errno_location() = errno;
        }
    }
    let breaker = MAIN_BREAKER.load(Ordering::Acquire);
    if !breaker.is_null() {
        // SAFETY: the main interpreter takes its breaker out before it goes.
        unsafe { (*breaker).request(Breaker::SIGNALS) };
    }
}

/// Does what the arrival of `signal` does, unless it is ignored or has no handler of ours.
pub fn simulate(signal: i32) {
    // SAFETY: a query.
    let action = unsafe {
        let mut a: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &mut a);
        a.sa_sigaction
    };
    if action == on_signal as *const () as usize {
        on_signal(signal);
    }
}

/// Has the process receive `signal` through the interpreter's handlers; returns the OS error otherwise.
pub fn catch_signal(signal: i32) -> Result<(), i32> {
    set_disposition(signal, on_signal as *const () as usize)
}

/// Gives `signal` a disposition: `SIG_DFL`, `SIG_IGN`, or a handler's address.
pub fn set_disposition(signal: i32, action: usize) -> Result<(), i32> {
    // SAFETY: the action is fully initialised. No SA_RESTART: system calls return EINTR, so that handlers run.
    unsafe {
        let mut a: libc::sigaction = std::mem::zeroed();
        a.sa_sigaction = action;
        libc::sigemptyset(&mut a.sa_mask);
        if libc::sigaction(signal, &a, std::ptr::null_mut()) != 0 {
            return Err(*libc::__errno_location());
        }
    }
    Ok(())
}

/// Runs the Python-level handler of every signal that has arrived; the first exception ends it.
pub fn run_handlers(vm: &Vm) -> PyResult<()> {
    for (number, arrived) in ARRIVED.iter().enumerate() {
        if arrived.swap(false, Ordering::Acquire) {
            let done = crate::modules::signal::handle(vm, number as i32);
            if done.is_err() {
                // What else has arrived is handled at the next poll.
                vm.breaker.request(Breaker::SIGNALS);
                return done;
            }
        }
    }
    Ok(())
}

impl Vm {
    /// Makes this the interpreter that handles the process's signals. SIGINT raises KeyboardInterrupt from then on.
    pub fn handle_signals(&self) {
        MAIN_BREAKER.store(&raw const self.breaker as *mut Breaker, Ordering::Release);
        // A shell that started us in the background has SIGINT ignored: that stays so.
        // SAFETY: plain query.
        let ignored = unsafe {
            let mut old: libc::sigaction = std::mem::zeroed();
            libc::sigaction(libc::SIGINT, std::ptr::null(), &mut old);
            old.sa_sigaction == libc::SIG_IGN
        };
        if !ignored {
            // SIGINT can be caught.
            let _ = catch_signal(libc::SIGINT);
        }
        // Writing to a closed pipe is an error to be raised, not the end.
        let _ = set_disposition(libc::SIGPIPE, libc::SIG_IGN);
    }

    /// Does this interpreter handle the process's signals?
    pub fn is_main(&self) -> bool {
        std::ptr::eq(MAIN_BREAKER.load(Ordering::Acquire), &self.breaker)
    }

    /// Runs signal handlers after a system call was interrupted.
    pub fn check_signals(&self) -> PyResult<()> {
        if self.breaker.bits() & Breaker::SIGNALS != 0 {
            self.handle_breaker()?;
        }
        Ok(())
    }

    /// Forgets this interpreter's breaker wherever other threads and signal handlers could find it.
    pub(crate) fn retire_breaker(&self) {
        let own = &raw const self.breaker as *mut Breaker;
        let _ = MAIN_BREAKER.compare_exchange(
            own,
            std::ptr::null_mut(),
            Ordering::AcqRel,
            Ordering::Acquire,
        );
        self.breaker_address.set(std::ptr::null());
    }

    /// Raises KeyboardInterrupt.
    pub fn keyboard_interrupt(&self) -> super::Raised {
        self.raise_new(self.types.keyboard_interrupt, Vec::<Ref>::new())
    }
}
