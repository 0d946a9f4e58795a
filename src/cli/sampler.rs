//! `--sample-data`: interrupts the run and writes down where it was.
//!
//! A timer over the processor time of the process sends SIGPROF; the handler puts the interrupted instruction's address into
//! memory that was set aside before, and does nothing else. A program that sets ITIMER_PROF itself takes the timer away.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicPtr, AtomicU64, AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

/// Room for samples: at a thousand per second, more than a quarter of an hour.
const CAPACITY: usize = 1 << 20;
/// Microseconds of processor time between two samples, as far as the kernel's clock is that fine.
const INTERVAL: libc::suseconds_t = 1000;

static BUFFER: AtomicPtr<AtomicU64> = AtomicPtr::new(std::ptr::null_mut());
static TAKEN: AtomicUsize = AtomicUsize::new(0);
static STARTED: AtomicU64 = AtomicU64::new(0);

/// The contents of the file.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Samples {
    /// Samples by address in our own binary, as the file has it.
    pub own: BTreeMap<u64, u64>,
    /// Samples in shared objects and in the kernel's.
    pub elsewhere: u64,
    /// Processor time in nanoseconds.
    pub time: u64,
    /// Samples for which there was no room.
    pub lost: u64,
}

impl Samples {
    /// All of them.
    pub fn count(&self) -> u64 {
        self.own.values().sum::<u64>() + self.elsewhere
    }
}

#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
unsafe fn interrupted(context: *mut libc::c_void) -> u64 {
    let context = context.cast::<libc::ucontext_t>();
    // SAFETY: the kernel passes a context to a handler with SA_SIGINFO.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        let address = (*context).uc_mcontext.gregs[libc::REG_RIP as usize] as u64;
        #[cfg(target_arch = "aarch64")]
        let address = (*context).uc_mcontext.pc;
        address
    }
}

extern "C" fn sample(_: libc::c_int, _: *mut libc::siginfo_t, context: *mut libc::c_void) {
    let buffer = BUFFER.load(Ordering::Acquire);
    let i = TAKEN.fetch_add(1, Ordering::Relaxed);
    if buffer.is_null() || i >= CAPACITY {
        return;
    }
    // SAFETY: the buffer has room for CAPACITY words and is never freed.
    unsafe { (*buffer.add(i)).store(interrupted(context), Ordering::Relaxed) };
}

#[cfg(not(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
)))]
unsafe fn interrupted(_: *mut libc::c_void) -> u64 {
    0
}

/// Begins to take samples.
///
/// # Errors
/// When this machine or system has no way to do it.
pub fn start() -> io::Result<()> {
    if !cfg!(all(
        target_os = "linux",
        any(target_arch = "x86_64", target_arch = "aarch64")
    )) {
        return Err(io::Error::other("not supported on this system"));
    }
    let buffer: Vec<AtomicU64> = (0..CAPACITY).map(|_| AtomicU64::new(0)).collect();
    // It stays for the rest of the process: a late signal must find it.
    let buffer = Box::leak(buffer.into_boxed_slice());
    BUFFER.store(buffer.as_mut_ptr(), Ordering::Release);
    TAKEN.store(0, Ordering::Relaxed);
    STARTED.store(processor_time(), Ordering::Relaxed);
    // SAFETY: the handler only stores into the buffer; the structures are complete.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = sample as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART | libc::SA_ONSTACK;
        if libc::sigaction(libc::SIGPROF, &action, std::ptr::null_mut()) != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    set_timer(INTERVAL)
}

/// Ends it and writes the file.
///
/// # Errors
/// When it cannot be written.
pub fn stop(file: &Path) -> io::Result<()> {
    set_timer(0)?;
    let time = processor_time().saturating_sub(STARTED.load(Ordering::Relaxed));
    let taken = TAKEN.load(Ordering::Relaxed);
    let buffer = BUFFER.load(Ordering::Acquire);
    let (base, end) = own_image();
    let mut samples = Samples {
        time,
        lost: taken.saturating_sub(CAPACITY) as u64,
        ..Samples::default()
    };
    for i in 0..taken.min(CAPACITY) {
        // SAFETY: see `sample`.
        let address = unsafe { (*buffer.add(i)).load(Ordering::Relaxed) };
        match address {
            0 => {}
            own if (base..end).contains(&own) => {
                *samples.own.entry(own - base + file_base()).or_default() += 1;
            }
            _ => samples.elsewhere += 1,
        }
    }
    std::fs::write(file, serde_json::to_string(&samples)? + "\n")
}

fn set_timer(interval: libc::suseconds_t) -> io::Result<()> {
    let time = libc::timeval {
        tv_sec: 0,
        tv_usec: interval,
    };
    let timer = libc::itimerval {
        it_interval: time,
        it_value: time,
    };
    // SAFETY: the structure is complete, the old value is not asked for.
    match unsafe { libc::setitimer(libc::ITIMER_PROF, &timer, std::ptr::null_mut()) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

fn processor_time() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the structure is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// The lowest and the highest address that our own binary is loaded at.
fn own_image() -> (u64, u64) {
    let Some(segments) = segments() else {
        return (0, 0);
    };
    let (bias, low, high) = segments;
    (bias + low, bias + high)
}

/// The address that the file gives to its first byte.
fn file_base() -> u64 {
    segments().map_or(0, |(_, low, _)| low)
}

/// By how much our own binary is displaced, and the addresses that the file has for it.
fn segments() -> Option<(u64, u64, u64)> {
    unsafe extern "C" fn first(
        info: *mut libc::dl_phdr_info,
        _: libc::size_t,
        found: *mut libc::c_void,
    ) -> libc::c_int {
        // SAFETY: the loader passes its own description of a loaded object, and the pointer given to it.
        unsafe {
            let found = &mut *found.cast::<Option<(u64, u64, u64)>>();
            let headers =
                std::slice::from_raw_parts((*info).dlpi_phdr, (*info).dlpi_phnum as usize);
            let loaded = headers.iter().filter(|h| h.p_type == libc::PT_LOAD);
            let low = loaded.clone().map(|h| h.p_vaddr).min().unwrap_or(0);
            let high = loaded.map(|h| h.p_vaddr + h.p_memsz).max().unwrap_or(0);
            *found = Some(((*info).dlpi_addr, low, high));
        }
        // The first object is the program itself.
        1
    }
    let mut found = None;
    // SAFETY: the callback has this type and is done when the call returns.
    unsafe { libc::dl_iterate_phdr(Some(first), (&raw mut found).cast()) };
    found
}
