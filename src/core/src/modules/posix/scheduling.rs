//! The scheduler, and times.

use super::super::support::c_int;
use super::arguments::required;
use super::ids::{none_or_error, number_or_error};
use super::{Records, last_error};
use crate::modules::common::type_arg;
use crate::modules::struct_sequence::make;
use crate::object::{as_set, as_tuple, int_to_i64, new_set, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

pub fn sched_get_priority_max(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let policy = c_int(vm, required(&a[0]))?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::sched_get_priority_max(policy) })
}

pub fn sched_get_priority_min(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let policy = c_int(vm, required(&a[0]))?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::sched_get_priority_min(policy) })
}

pub fn sched_yield(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::sched_yield() })
}

pub fn sched_getscheduler(vm: &Vm, _: &Ref, pid: &Ref) -> PyResult {
    let pid = c_int(vm, pid)?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::sched_getscheduler(pid) })
}

/// What `sched_param` says, for the C library.
pub fn parameter(vm: &Vm, r: &Ref) -> PyResult<libc::sched_param> {
    let ty = type_arg(&Records::of(vm).sched_param);
    let items = as_tuple(r).filter(|_| vm.type_of(r).to_ref().is(&ty.to_ref()));
    let Some([priority]) = items else {
        return Err(vm.type_error("must have a sched_param object"));
    };
    let Some(priority) = int_to_i64(&vm.index(priority)?).and_then(|p| i32::try_from(p).ok())
    else {
        return Err(vm.overflow_error("sched_priority out of range"));
    };
    // SAFETY: all fields are plain numbers.
    let mut p: libc::sched_param = unsafe { std::mem::zeroed() };
    p.sched_priority = priority;
    Ok(p)
}

pub fn sched_setscheduler(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (pid, policy) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    let p = parameter(vm, &a[2])?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::sched_setscheduler(pid, policy, &p) })
}

pub fn sched_getparam(vm: &Vm, _: &Ref, pid: &Ref) -> PyResult {
    let pid = c_int(vm, pid)?;
    // SAFETY: all fields are plain numbers, which the call fills.
    let p = unsafe {
        let mut p: libc::sched_param = std::mem::zeroed();
        none_or_error(vm, libc::sched_getparam(pid, &mut p))?;
        p
    };
    let priority = vm.new_int(p.sched_priority.into());
    vm.call_one(&Records::of(vm).sched_param, &priority)
}

pub fn sched_setparam(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (pid, p) = (c_int(vm, &a[0])?, parameter(vm, &a[1])?);
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::sched_setparam(pid, &p) })
}

pub fn sched_rr_get_interval(vm: &Vm, _: &Ref, pid: &Ref) -> PyResult {
    let pid = c_int(vm, pid)?;
    // SAFETY: all fields are plain numbers, which the call fills.
    let t = unsafe {
        let mut t: libc::timespec = std::mem::zeroed();
        none_or_error(vm, libc::sched_rr_get_interval(pid, &mut t))?;
        t
    };
    Ok(vm.new_float(t.tv_sec as f64 + 1e-9 * t.tv_nsec as f64))
}

pub fn sched_getaffinity(vm: &Vm, _: &Ref, pid: &Ref) -> PyResult {
    let pid = c_int(vm, pid)?;
    let all = new_set(vm);
    // SAFETY: all bits are plain, which the call fills.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        none_or_error(
            vm,
            libc::sched_getaffinity(pid, size_of_val(&set), &mut set),
        )?;
        for cpu in 0..libc::CPU_SETSIZE as usize {
            if libc::CPU_ISSET(cpu, &set) {
                as_set(&all).add(vm, &vm.new_int(cpu as i64))?;
            }
        }
    }
    Ok(all)
}

pub fn sched_setaffinity(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let pid = c_int(vm, &a[0])?;
    // SAFETY: all bits are plain; those out of range are refused before.
    unsafe {
        let mut set: libc::cpu_set_t = std::mem::zeroed();
        for cpu in vm.iterate(&a[1])? {
            let cpu = c_int(vm, &cpu?)?;
            match usize::try_from(cpu) {
                Err(_) => return Err(vm.value_error("negative CPU number")),
                Ok(c) if c < libc::CPU_SETSIZE as usize => libc::CPU_SET(c, &mut set),
                Ok(_) => return Err(vm.os_error(libc::EINVAL, &[])),
            }
        }
        none_or_error(vm, libc::sched_setaffinity(pid, size_of_val(&set), &set))
    }
}

pub fn getloadavg(vm: &Vm, _: &Ref) -> PyResult {
    let mut loads = [0.0; 3];
    // SAFETY: there is room for three.
    if unsafe { libc::getloadavg(loads.as_mut_ptr(), 3) } != 3 {
        return Err(vm.raise_message(vm.types.os_error, "Load averages are unobtainable"));
    }
    Ok(new_tuple(vm, loads.map(|l| vm.new_float(l))))
}

pub fn times(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: all fields are plain numbers, which the call fills.
    let (t, elapsed, ticks) = unsafe {
        let mut t: libc::tms = std::mem::zeroed();
        let elapsed = libc::times(&mut t);
        if elapsed == -1 {
            return Err(last_error(vm, &[]));
        }
        (t, elapsed, libc::sysconf(libc::_SC_CLK_TCK) as f64)
    };
    let all = [
        t.tms_utime,
        t.tms_stime,
        t.tms_cutime,
        t.tms_cstime,
        elapsed,
    ];
    let items = all.map(|n| vm.new_float(n as f64 / ticks)).to_vec();
    make(vm, &Records::of(vm).times_result, items)
}
