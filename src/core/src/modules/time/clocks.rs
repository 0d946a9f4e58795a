//! Clocks and `sleep`.

use crate::modules::support::c_int;
use crate::object::{float_value, from_utf8, int_to_i64, str_to_string};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

const BILLION: i64 = 1_000_000_000;

/// A clock's reading in nanoseconds.
pub fn clock_ns(vm: &Vm, id: libc::clockid_t) -> PyResult<i64> {
    let mut t = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: fills in `t`.
    if unsafe { libc::clock_gettime(id, &mut t) } != 0 {
        return Err(os_error(vm));
    }
    Ok(t.tv_sec * BILLION + t.tv_nsec)
}

fn os_error(vm: &Vm) -> crate::runtime::Raised {
    vm.os_error(
        std::io::Error::last_os_error()
            .raw_os_error()
            .unwrap_or(libc::EINVAL),
        &[],
    )
}

/// A clock's reading in seconds.
pub fn seconds(vm: &Vm, id: libc::clockid_t) -> PyResult {
    let ns = clock_ns(vm, id)?;
    Ok(vm.new_float(ns as f64 / BILLION as f64))
}

pub fn clock_gettime(vm: &Vm, _: &Ref, id: &Ref) -> PyResult {
    seconds(vm, c_int(vm, id)?)
}

pub fn clock_gettime_ns(vm: &Vm, _: &Ref, id: &Ref) -> PyResult {
    Ok(vm.new_int(clock_ns(vm, c_int(vm, id)?)?))
}

fn set_clock(vm: &Vm, id: libc::clockid_t, ns: i64) -> PyResult {
    let t = libc::timespec {
        tv_sec: ns.div_euclid(BILLION),
        tv_nsec: ns.rem_euclid(BILLION),
    };
    // SAFETY: the time is there.
    match unsafe { libc::clock_settime(id, &t) } {
        0 => Ok(Ref::none()),
        _ => Err(os_error(vm)),
    }
}

/// The two arguments of a function, which counts them itself.
fn two<'a>(vm: &Vm, name: &str, args: &Args<'a>) -> PyResult<&'a [Ref]> {
    args.no_keywords(vm, &format!("time.{name}"))?;
    let a = args.positional();
    match a.len() {
        2 => Ok(a),
        n => Err(vm.type_error(format!("{name}() takes exactly 2 arguments ({n} given)"))),
    }
}

pub fn clock_settime(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a = two(vm, "clock_settime", args)?;
    let id = c_int(vm, &a[0])?;
    set_clock(vm, id, duration(vm, &a[1], f64::floor)?)
}

pub fn clock_settime_ns(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let a = two(vm, "clock_settime_ns", args)?;
    let id = c_int(vm, &a[0])?;
    if !a[1].has_kind(Kind::Int) && !a[1].has_kind(Kind::Bool) {
        let t = vm.type_of(&a[1]).name_str();
        return Err(vm.type_error(format!("expect int, got {t}")));
    }
    let ns = int_to_i64(&vm.index(&a[1])?)
        .ok_or_else(|| vm.overflow_error("Python int too large to convert to C PyTime_t"))?;
    set_clock(vm, id, ns)
}

fn resolution(vm: &Vm, id: libc::clockid_t) -> PyResult<f64> {
    let mut t = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: fills in `t`.
    if unsafe { libc::clock_getres(id, &mut t) } != 0 {
        return Err(os_error(vm));
    }
    Ok(t.tv_sec as f64 + t.tv_nsec as f64 / BILLION as f64)
}

pub fn clock_getres(vm: &Vm, _: &Ref, id: &Ref) -> PyResult {
    Ok(vm.new_float(resolution(vm, c_int(vm, id)?)?))
}

pub fn pthread_getcpuclockid(vm: &Vm, _: &Ref, thread: &Ref) -> PyResult {
    let thread = crate::modules::support::c_long(vm, thread)?;
    let mut id: libc::clockid_t = 0;
    // SAFETY: only the calling thread is known to exist.
    unsafe {
        if thread != libc::pthread_self() as i64 {
            return Err(vm.os_error(libc::ESRCH, &[]));
        }
        if libc::pthread_getcpuclockid(libc::pthread_self(), &mut id) != 0 {
            return Err(os_error(vm));
        }
    }
    Ok(vm.new_int(id.into()))
}

pub fn get_clock_info(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    crate::modules::support::str_arg(vm, name, "get_clock_info", "1")?;
    let (id, function, monotonic, adjustable) = match str_to_string(name).as_str() {
        "time" => (libc::CLOCK_REALTIME, "CLOCK_REALTIME", false, true),
        "monotonic" | "perf_counter" => (libc::CLOCK_MONOTONIC, "CLOCK_MONOTONIC", true, false),
        "process_time" => (
            libc::CLOCK_PROCESS_CPUTIME_ID,
            "CLOCK_PROCESS_CPUTIME_ID",
            true,
            false,
        ),
        "thread_time" => (
            libc::CLOCK_THREAD_CPUTIME_ID,
            "CLOCK_THREAD_CPUTIME_ID",
            true,
            false,
        ),
        _ => return Err(vm.value_error("unknown clock")),
    };
    crate::modules::namespace::new_namespace(
        vm,
        &[
            (
                "implementation",
                from_utf8(vm, &format!("clock_gettime({function})"))?,
            ),
            ("monotonic", Ref::bool(monotonic)),
            ("adjustable", Ref::bool(adjustable)),
            ("resolution", vm.new_float(resolution(vm, id)?)),
        ],
    )
}

/// A duration in nanoseconds, as whole ones.
fn duration(vm: &Vm, r: &Ref, round: fn(f64) -> f64) -> PyResult<i64> {
    let too_large = || vm.overflow_error("timestamp too large to convert to C PyTime_t");
    if r.has_kind(Kind::Float) {
        let d = float_value(r);
        if d.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let ns = round(d * BILLION as f64);
        if ns.abs() >= i64::MAX as f64 {
            return Err(too_large());
        }
        return Ok(ns as i64);
    }
    if vm.type_of(r).slots.index.get().is_none() {
        return Err(vm.type_error(format!(
            "'{}' object cannot be interpreted as an integer or float",
            vm.type_of(r).name_str()
        )));
    }
    let i = vm.index(r)?;
    int_to_i64(&i)
        .and_then(|s| s.checked_mul(BILLION))
        .ok_or_else(too_large)
}

/// Sleeps to the end even if signals arrive, unless a handler raises.
pub fn sleep(vm: &Vm, _: &Ref, length: &Ref) -> PyResult {
    let ns = duration(vm, length, f64::ceil)?;
    if ns < 0 {
        return Err(vm.value_error("sleep length must be non-negative"));
    }
    let until = clock_ns(vm, libc::CLOCK_MONOTONIC)?.saturating_add(ns);
    let t = libc::timespec {
        tv_sec: until / BILLION,
        tv_nsec: until % BILLION,
    };
    loop {
        // SAFETY: an absolute time needs no remainder.
        let r = unsafe {
            libc::clock_nanosleep(
                libc::CLOCK_MONOTONIC,
                libc::TIMER_ABSTIME,
                &t,
                std::ptr::null_mut(),
            )
        };
        match r {
            0 => return Ok(Ref::none()),
            libc::EINTR => vm.check_signals()?,
            e => return Err(vm.os_error(e, &[])),
        }
    }
}
