//! Alarms and interval timers.

use super::module::{STATE, State, last_error};
use crate::modules::support::{c_int, float_arg};
use crate::object::{TypePtr, new_tuple};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::Ref;

pub(super) fn alarm(vm: &Vm, _: &Ref, seconds: &Ref) -> PyResult {
    let n = c_int(vm, seconds)?;
    // SAFETY: a plain call.
    Ok(vm.new_int(unsafe { libc::alarm(n as u32) }.into()))
}

pub(super) fn pause(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain call.
    unsafe { libc::pause() };
    vm.check_signals()?;
    Ok(Ref::none())
}

fn seconds(t: libc::timeval) -> f64 {
    t.tv_sec as f64 + t.tv_usec as f64 / 1e6
}

fn duration(vm: &Vm, r: &Ref) -> PyResult<libc::timeval> {
    let s = float_arg(vm, r)?;
    if s.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    if s.abs() >= i64::MAX as f64 {
        return Err(vm.overflow_error("timestamp out of range for platform time_t"));
    }
    // Not less than asked for.
    let whole = s.floor();
    let micros = ((s - whole) * 1e6).ceil() as i64;
    Ok(libc::timeval {
        tv_sec: whole as i64 + micros / 1_000_000,
        tv_usec: micros % 1_000_000,
    })
}

fn pair(vm: &Vm, t: libc::itimerval) -> Ref {
    let (value, interval) = (seconds(t.it_value), seconds(t.it_interval));
    new_tuple(vm, [vm.new_float(value), vm.new_float(interval)])
}

/// Raises `ItimerError` for the last error.
#[cold]
fn timer_error(vm: &Vm) -> Raised {
    let Raised = last_error(vm);
    let e = vm.take_exception();
    let args = vm.exception_args(&e);
    let args = crate::object::as_tuple(&args)
        .map(<[Ref]>::to_vec)
        .unwrap_or_default();
    let state = vm
        .state::<State>(STATE)
        .expect("set when the module was made");
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state.timer_error.slot().ptr()) };
    vm.raise_new(class, args)
}

pub(super) fn setitimer(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let which = c_int(vm, &a[0])?;
    let zero = libc::timeval {
        tv_sec: 0,
        tv_usec: 0,
    };
    let new = libc::itimerval {
        it_value: duration(vm, &a[1])?,
        it_interval: a.get(2).map_or(Ok(zero), |i| duration(vm, i))?,
    };
    let mut old = libc::itimerval {
        it_value: zero,
        it_interval: zero,
    };
    // SAFETY: both structures are there for the call; the first argument's type differs among C libraries.
    if unsafe { libc::setitimer(which as _, &new, &mut old) } != 0 {
        return Err(timer_error(vm));
    }
    Ok(pair(vm, old))
}

pub(super) fn getitimer(vm: &Vm, _: &Ref, which: &Ref) -> PyResult {
    let which = c_int(vm, which)?;
    // SAFETY: all zeros is a value of the structure, which is there for the call.
    unsafe {
        let mut t: libc::itimerval = std::mem::zeroed();
        if libc::getitimer(which as _, &mut t) != 0 {
            return Err(timer_error(vm));
        }
        Ok(pair(vm, t))
    }
}
