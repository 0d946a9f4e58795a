//! Functions of the process and the system.

use super::super::support::{c_int, c_long};
use super::last_error;
use crate::object::{from_utf8, new_bytes};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// What a query without arguments answers.
pub fn number(vm: &Vm, query: fn() -> i64) -> PyResult {
    Ok(vm.new_int(query()))
}

pub fn cpu_count(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain query.
    match unsafe { libc::sysconf(libc::_SC_NPROCESSORS_ONLN) } {
        n if n > 0 => Ok(vm.new_int(n)),
        _ => Ok(Ref::none()),
    }
}

pub fn exit(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let status = c_int(vm, a[0].as_ref().expect("required"))?;
    // SAFETY: ends the process without any clean-up, which is what is asked for.
    unsafe { libc::_exit(status) }
}

pub fn kill(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (pid, signal) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    // SAFETY: a plain call.
    if unsafe { libc::kill(pid, signal) } != 0 {
        return Err(last_error(vm, &[]));
    }
    vm.check_signals()?;
    Ok(Ref::none())
}

pub fn strerror(vm: &Vm, _: &Ref, code: &Ref) -> PyResult {
    let code = c_int(vm, code)?;
    // SAFETY: strerror returns a C string.
    let text = unsafe { std::ffi::CStr::from_ptr(libc::strerror(code)) };
    from_utf8(vm, &text.to_string_lossy())
}

pub fn umask(vm: &Vm, _: &Ref, mask: &Ref) -> PyResult {
    let mask = c_int(vm, mask)?;
    // SAFETY: a plain call.
    Ok(vm.new_int(unsafe { libc::umask(mask as libc::mode_t) }.into()))
}

pub fn urandom(vm: &Vm, _: &Ref, size: &Ref) -> PyResult {
    let size = c_long(vm, size)?;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.value_error("negative argument not allowed"));
    };
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error());
    }
    data.resize(size, 0);
    let mut filled = 0;
    while filled < size {
        let rest = &mut data[filled..];
        // SAFETY: there is room for the rest.
        let n = unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) };
        match n {
            n if n >= 0 => filled += n as usize,
            _ if std::io::Error::last_os_error().raw_os_error() == Some(libc::EINTR) => {
                vm.check_signals()?;
            }
            _ => return Err(last_error(vm, &[])),
        }
    }
    Ok(new_bytes(vm, data))
}
