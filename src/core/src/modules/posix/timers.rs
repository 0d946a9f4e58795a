//! Timers that are files: `timerfd_create` and what belongs to it.

use super::super::support::{c_int, float_arg};
use super::arguments::{file_number, required};
use super::last_error;
use crate::object::{int_to_i64, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

const BILLION: i64 = 1_000_000_000;

pub fn timerfd_create(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let clock = c_int(vm, required(&a[0]))?;
    let flags = a[1].as_ref().map_or(Ok(0), |f| c_int(vm, f))?;
    // SAFETY: a plain call.
    match unsafe { libc::timerfd_create(clock, flags | libc::TFD_CLOEXEC) } {
        -1 => Err(last_error(vm, &[])),
        fd => Ok(vm.new_int(fd.into())),
    }
}

fn timespec(ns: i64) -> libc::timespec {
    libc::timespec {
        tv_sec: ns.div_euclid(BILLION),
        tv_nsec: ns.rem_euclid(BILLION),
    }
}

fn nanoseconds(t: libc::timespec) -> i64 {
    t.tv_sec.saturating_mul(BILLION).saturating_add(t.tv_nsec)
}

/// What a timer says: when it goes off next, and how often then, in either unit.
fn told(vm: &Vm, t: libc::itimerspec, in_seconds: bool) -> Ref {
    let both = [t.it_value, t.it_interval].map(nanoseconds);
    new_tuple(
        vm,
        both.map(|ns| match in_seconds {
            true => vm.new_float(ns as f64 / BILLION as f64),
            false => vm.new_int(ns),
        }),
    )
}

/// A time in seconds as nanoseconds, rounded down.
fn seconds(vm: &Vm, r: &Option<Ref>) -> PyResult<i64> {
    let Some(r) = r else { return Ok(0) };
    let ns = (float_arg(vm, r)? * BILLION as f64).floor();
    if ns >= i64::MIN as f64 && ns < i64::MAX as f64 {
        return Ok(ns as i64);
    }
    Err(vm.overflow_error("timestamp out of range for C PyTime_t"))
}

fn whole(vm: &Vm, r: &Option<Ref>) -> PyResult<i64> {
    let Some(r) = r else { return Ok(0) };
    let i = vm.index(r)?;
    int_to_i64(&i)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C long long"))
}

fn set(vm: &Vm, a: &[Option<Ref>], in_seconds: bool) -> PyResult {
    let fd = file_number(vm, required(&a[0]))?;
    let flags = a[1].as_ref().map_or(Ok(0), |f| c_int(vm, f))?;
    let read = if in_seconds { seconds } else { whole };
    let new = libc::itimerspec {
        it_value: timespec(read(vm, &a[2])?),
        it_interval: timespec(read(vm, &a[3])?),
    };
    // SAFETY: all bits are plain.
    let mut old: libc::itimerspec = unsafe { std::mem::zeroed() };
    // SAFETY: both are there.
    match unsafe { libc::timerfd_settime(fd, flags, &new, &mut old) } {
        -1 => Err(last_error(vm, &[])),
        _ => Ok(told(vm, old, in_seconds)),
    }
}

fn get(vm: &Vm, fd: &Ref, in_seconds: bool) -> PyResult {
    let fd = file_number(vm, fd)?;
    // SAFETY: all bits are plain.
    let mut now: libc::itimerspec = unsafe { std::mem::zeroed() };
    // SAFETY: it is there.
    match unsafe { libc::timerfd_gettime(fd, &mut now) } {
        -1 => Err(last_error(vm, &[])),
        _ => Ok(told(vm, now, in_seconds)),
    }
}

pub fn timerfd_settime(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    set(vm, a, true)
}

pub fn timerfd_settime_ns(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    set(vm, a, false)
}

pub fn timerfd_gettime(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    get(vm, fd, true)
}

pub fn timerfd_gettime_ns(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    get(vm, fd, false)
}
