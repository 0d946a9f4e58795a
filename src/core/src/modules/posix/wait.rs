//! Waiting for children, and what their statuses say.

use super::super::support::{c_int, c_long};
use super::Records;
use super::arguments::required;
use super::descriptors::retried;
use crate::modules::struct_sequence::make;
use crate::object::new_tuple;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

macro_rules! tests {
    ($($name:ident $answer:ident $call:path;)*) => { $(
        #[allow(non_snake_case)]
        pub fn $name(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
            let status = c_int(vm, required(&a[0]))?;
            let found = $call(status);
            Ok(tests!(@$answer vm found))
        }
    )* };
    (@bool $vm:ident $x:ident) => {{ let _ = $vm; Ref::bool($x) }};
    (@int $vm:ident $x:ident) => { $vm.new_int($x.into()) };
}

tests! {
    WIFCONTINUED bool libc::WIFCONTINUED;
    WIFSTOPPED bool libc::WIFSTOPPED;
    WIFSIGNALED bool libc::WIFSIGNALED;
    WIFEXITED bool libc::WIFEXITED;
    WEXITSTATUS int libc::WEXITSTATUS;
    WTERMSIG int libc::WTERMSIG;
    WSTOPSIG int libc::WSTOPSIG;
}

#[allow(non_snake_case)]
pub fn WCOREDUMP(vm: &Vm, _: &Ref, status: &Ref) -> PyResult {
    Ok(Ref::bool(libc::WCOREDUMP(c_int(vm, status)?)))
}

pub fn waitstatus_to_exitcode(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let status = c_int(vm, required(&a[0]))?;
    if libc::WIFEXITED(status) {
        return Ok(vm.new_int(libc::WEXITSTATUS(status).into()));
    }
    if libc::WIFSIGNALED(status) {
        return Ok(vm.new_int((-libc::WTERMSIG(status)).into()));
    }
    if libc::WIFSTOPPED(status) {
        let signal = libc::WSTOPSIG(status);
        return Err(vm.value_error(format!("process stopped by delivery of signal {signal}")));
    }
    Err(vm.value_error(format!("invalid wait status: {status}")))
}

fn pair(vm: &Vm, pid: i64, status: i32) -> PyResult {
    Ok(new_tuple(vm, [vm.new_int(pid), vm.new_int(status.into())]))
}

fn wait_for(vm: &Vm, pid: i32, options: i32) -> PyResult {
    let status = std::cell::Cell::new(0);
    // SAFETY: the call fills the status.
    let child = retried(vm, &[], || {
        unsafe { libc::waitpid(pid, status.as_ptr(), options) }.into()
    })?;
    pair(vm, child, status.get())
}

pub fn wait(vm: &Vm, _: &Ref) -> PyResult {
    wait_for(vm, -1, 0)
}

pub fn waitpid(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    wait_for(vm, c_int(vm, &a[0])?, c_int(vm, &a[1])?)
}

fn wait_with_usage(vm: &Vm, pid: i32, options: i32) -> PyResult {
    let status = std::cell::Cell::new(0);
    // SAFETY: all fields are plain numbers, which the call fills.
    let usage = std::cell::Cell::new(unsafe { std::mem::zeroed::<libc::rusage>() });
    let child = retried(vm, &[], || unsafe {
        libc::wait4(pid, status.as_ptr(), options, usage.as_ptr()).into()
    })?;
    let usage = crate::modules::resource::usage_object(vm, &usage.get())?;
    let parts = [vm.new_int(child), vm.new_int(status.get().into()), usage];
    Ok(new_tuple(vm, parts))
}

pub fn wait3(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    wait_with_usage(vm, -1, c_int(vm, required(&a[0]))?)
}

pub fn wait4(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    wait_with_usage(vm, c_int(vm, required(&a[0]))?, c_int(vm, required(&a[1]))?)
}

pub fn waitid(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (kind, who, options) = (c_int(vm, &a[0])?, c_long(vm, &a[1])?, c_int(vm, &a[2])?);
    // SAFETY: all fields are plain numbers, which the call fills.
    let found = std::cell::Cell::new(unsafe { std::mem::zeroed::<libc::siginfo_t>() });
    retried(vm, &[], || unsafe {
        libc::waitid(
            kind as libc::idtype_t,
            who as libc::id_t,
            found.as_ptr(),
            options,
        )
        .into()
    })?;
    let found = found.get();
    // SAFETY: these fields are what waitid fills.
    let (pid, uid, status) = unsafe { (found.si_pid(), found.si_uid(), found.si_status()) };
    if pid == 0 {
        return Ok(Ref::none());
    }
    let items = [
        pid.into(),
        i64::from(uid),
        found.si_signo.into(),
        status.into(),
        found.si_code.into(),
    ];
    let items = items.map(|i| vm.new_int(i)).to_vec();
    make(vm, &Records::of(vm).waitid_result, items)
}

pub fn pidfd_open(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let pid = c_int(vm, required(&a[0]))?;
    let flags = super::numbers::unsigned(vm, &a[1], 0)?;
    // SAFETY: a plain call.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, flags) };
    super::ids::number_or_error(vm, fd as i32)
}
