//! Sets of signals: masks, and waiting.

use super::module::{STATE, State, last_error};
use crate::modules::struct_sequence::make;
use crate::modules::support::{c_int, float_arg};
use crate::object::{as_set, int_to_i64, new_set};
use crate::runtime::signals::SIGNAL_COUNT;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::time::{Duration, Instant};

fn empty() -> libc::sigset_t {
    // SAFETY: the set is initialised by the call.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        set
    }
}

/// A set from an iterable of numbers.
pub fn from_iterable(vm: &Vm, signals: &Ref) -> PyResult<libc::sigset_t> {
    let mut set = empty();
    for signal in vm.iterate(signals)? {
        let n = int_to_i64(&vm.index(&signal?)?);
        let last = SIGNAL_COUNT as i64 - 1;
        let good = n.filter(|n| (1..=last).contains(n));
        let Some(n) = good else {
            let shown = n.unwrap_or(-1);
            return Err(vm.value_error(format!("signal number {shown} out of range [1; {last}]")));
        };
        // Numbers that the C library keeps for itself are left out.
        // SAFETY: the set is initialised.
        unsafe { libc::sigaddset(&mut set, n as i32) };
    }
    Ok(set)
}

fn to_object(vm: &Vm, set: &libc::sigset_t) -> PyResult {
    let all = new_set(vm);
    for n in 1..SIGNAL_COUNT as i32 {
        // SAFETY: the set is initialised.
        if unsafe { libc::sigismember(set, n) } == 1 {
            as_set(&all).add(vm, &vm.new_int(n.into()))?;
        }
    }
    Ok(all)
}

pub(super) fn valid_signals(vm: &Vm, _: &Ref) -> PyResult {
    let mut set = empty();
    // SAFETY: the set is initialised.
    unsafe { libc::sigfillset(&mut set) };
    to_object(vm, &set)
}

pub(super) fn sigpending(vm: &Vm, _: &Ref) -> PyResult {
    let mut set = empty();
    // SAFETY: the set is initialised.
    if unsafe { libc::sigpending(&mut set) } != 0 {
        return Err(last_error(vm));
    }
    to_object(vm, &set)
}

pub(super) fn pthread_sigmask(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let how = c_int(vm, &a[0])?;
    let set = from_iterable(vm, &a[1])?;
    let mut old = empty();
    // SAFETY: both sets are initialised.
    let result = unsafe { libc::pthread_sigmask(how, &set, &mut old) };
    if result != 0 {
        return Err(vm.os_error(result, &[]));
    }
    // What was blocked may be delivered now.
    vm.check_signals()?;
    to_object(vm, &old)
}

pub(super) fn sigwait(vm: &Vm, _: &Ref, signals: &Ref) -> PyResult {
    let set = from_iterable(vm, signals)?;
    let mut n = 0;
    // SAFETY: the set is initialised.
    let result = unsafe { libc::sigwait(&set, &mut n) };
    if result != 0 {
        return Err(vm.os_error(result, &[]));
    }
    Ok(vm.new_int(n.into()))
}

fn siginfo(vm: &Vm, info: &libc::siginfo_t) -> PyResult {
    // SAFETY: of signals that were sent these fields are set; of others they are zero or mean something else.
    let (pid, uid, status) = unsafe { (info.si_pid(), info.si_uid(), info.si_status()) };
    let items = [
        info.si_signo.into(),
        info.si_code.into(),
        info.si_errno.into(),
        pid.into(),
        uid.into(),
        status.into(),
        0,
    ];
    let items = items.iter().map(|i: &i64| vm.new_int(*i)).collect();
    let state = vm
        .state::<State>(STATE)
        .expect("set when the module was made");
    make(vm, &state.siginfo, items)
}

pub(super) fn sigwaitinfo(vm: &Vm, _: &Ref, signals: &Ref) -> PyResult {
    let set = from_iterable(vm, signals)?;
    loop {
        // SAFETY: all zeros is a value of the structure; the set is initialised.
        let (n, info) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            (libc::sigwaitinfo(&set, &mut info), info)
        };
        if n >= 0 {
            return siginfo(vm, &info);
        }
        if std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR) {
            return Err(last_error(vm));
        }
        vm.check_signals()?;
    }
}

pub(super) fn sigtimedwait(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let set = from_iterable(vm, &a[0])?;
    let timeout = float_arg(vm, &a[1])?;
    if timeout.is_nan() || timeout < 0.0 {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let Ok(timeout) = Duration::try_from_secs_f64(timeout) else {
        return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
    };
    let start = Instant::now();
    loop {
        let left = timeout.saturating_sub(start.elapsed());
        let time = libc::timespec {
            tv_sec: left.as_secs() as libc::time_t,
            tv_nsec: left.subsec_nanos().into(),
        };
        // SAFETY: all zeros is a value of the structure; the set is initialised.
        let (n, info) = unsafe {
            let mut info: libc::siginfo_t = std::mem::zeroed();
            (libc::sigtimedwait(&set, &mut info, &time), info)
        };
        if n >= 0 {
            return siginfo(vm, &info);
        }
        match std::io::Error::last_os_error().raw_os_error() {
            Some(libc::EAGAIN) => return Ok(Ref::none()),
            Some(libc::EINTR) => vm.check_signals()?,
            _ => return Err(last_error(vm)),
        }
        if start.elapsed() >= timeout {
            return Ok(Ref::none());
        }
    }
}
