//! System calls that may have to wait: with a limit of time, and again after a signal.

use super::object::Socket;
use super::{last_code, last_error};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::time::{Duration, Instant};

/// A timeout in seconds; None means to wait for ever.
pub(super) fn timeout_argument(vm: &Vm, r: &Ref) -> PyResult<Option<f64>> {
    if r.is_none() {
        return Ok(None);
    }
    if !r.has_kind(Kind::Float) && !crate::object::is_index(vm, r) {
        return Err(vm.type_error(format!(
            "'{}' object cannot be interpreted as an integer or float",
            vm.type_of(r).name_str()
        )));
    }
    let t = vm.as_f64(r)?;
    if t.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if t < 0.0 {
        return Err(vm.value_error("Timeout value out of range"));
    }
    if t > 9.2e9 {
        return Err(vm.overflow_error("timestamp out of range for C PyTime_t"));
    }
    Ok(Some(t))
}

/// What a call waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    Read,
    Write,
}

/// When a socket gives up; None if it does not.
pub(super) fn deadline(s: &Socket) -> Option<Instant> {
    match s.timeout.get() {
        Some(t) if t > 0.0 => Instant::now().checked_add(Duration::from_secs_f64(t)),
        _ => None,
    }
}

/// Waits until the socket is ready; fails at the deadline.
pub(super) fn wait(vm: &Vm, s: &Socket, what: Wait, until: Instant) -> PyResult<()> {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        // Rounded up: it is not to wake too early.
        let millis = left.as_micros().div_ceil(1000).min(i32::MAX as u128) as i32;
        let mut poll = libc::pollfd {
            fd: s.fd.get(),
            events: match what {
                Wait::Read => libc::POLLIN,
                Wait::Write => libc::POLLOUT,
            },
            revents: 0,
        };
        // SAFETY: one entry.
        match unsafe { libc::poll(&mut poll, 1, millis) } {
            0 => return Err(timed_out(vm)),
            n if n > 0 => return Ok(()),
            _ if last_code() == libc::EINTR => vm.check_signals()?,
            _ => return Err(last_error(vm)),
        }
    }
}

#[cold]
fn timed_out(vm: &Vm) -> crate::runtime::Raised {
    vm.raise_message(vm.types.timeout_error, "timed out")
}

/// Makes a system call on a socket: again after a signal, and when the socket is ready if there is a limit of time.
pub(super) fn call(
    vm: &Vm,
    s: &Socket,
    what: Wait,
    until: Option<Instant>,
    mut system: impl FnMut(i32) -> isize,
) -> PyResult<usize> {
    loop {
        if let Some(until) = until {
            wait(vm, s, what, until)?;
        }
        let n = system(s.fd.get());
        if n >= 0 {
            return Ok(n as usize);
        }
        match last_code() {
            libc::EINTR => vm.check_signals()?,
            libc::EAGAIN if until.is_some() => {}
            code => return Err(vm.os_error(code, &[])),
        }
    }
}
