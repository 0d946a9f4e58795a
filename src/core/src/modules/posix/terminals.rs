//! Terminals.

use super::super::support::{c_int, fs_decode};
use super::arguments::required;
use super::ids::{none_or_error, number_or_error};
use super::last_error;
use crate::object::{from_utf8, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

pub fn ttyname(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    named(vm, |p, n| unsafe { libc::ttyname_r(fd, p, n) })
}

pub fn ptsname(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    named(vm, |p, n| unsafe { libc::ptsname_r(fd, p, n) })
}

/// The text that a call puts into the memory it is given.
fn named(vm: &Vm, call: impl Fn(*mut libc::c_char, usize) -> i32) -> PyResult {
    let mut name = [0u8; 1024];
    match call(name.as_mut_ptr().cast(), name.len()) {
        0 => {
            let n = name.iter().position(|&b| b == 0).unwrap_or(name.len());
            fs_decode(vm, &name[..n])
        }
        code => Err(vm.os_error(code, &[])),
    }
}

pub fn ctermid(vm: &Vm, _: &Ref) -> PyResult {
    from_utf8(vm, "/dev/tty")
}

pub fn openpty(vm: &Vm, _: &Ref) -> PyResult {
    let (mut ours, mut theirs) = (0, 0);
    let nothing = std::ptr::null_mut;
    // SAFETY: the call fills both; name, settings and size are left out.
    let status = unsafe {
        libc::openpty(
            &mut ours,
            &mut theirs,
            nothing(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        )
    };
    none_or_error(vm, status)?;
    for fd in [ours, theirs] {
        // SAFETY: just opened.
        unsafe { libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC) };
    }
    Ok(new_tuple(
        vm,
        [ours, theirs].map(|fd| vm.new_int(fd.into())),
    ))
}

pub fn login_tty(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::login_tty(fd) })
}

pub fn posix_openpt(vm: &Vm, _: &Ref, flags: &Ref) -> PyResult {
    let flags = c_int(vm, flags)?;
    // SAFETY: plain calls; just opened.
    unsafe {
        let fd = libc::posix_openpt(flags);
        if fd >= 0 {
            libc::fcntl(fd, libc::F_SETFD, libc::FD_CLOEXEC);
        }
        number_or_error(vm, fd)
    }
}

pub fn grantpt(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::grantpt(fd) })
}

pub fn unlockpt(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::unlockpt(fd) })
}

pub fn tcgetpgrp(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::tcgetpgrp(fd) })
}

pub fn tcsetpgrp(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, group) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::tcsetpgrp(fd, group) })
}

/// The encoding of a terminal, None for what is none.
pub fn device_encoding(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    // SAFETY: plain queries; the name is a C string.
    unsafe {
        if libc::isatty(fd) != 1 {
            return Ok(Ref::none());
        }
        if vm.config.flags.utf8_mode {
            return from_utf8(vm, "utf-8");
        }
        let name = std::ffi::CStr::from_ptr(libc::nl_langinfo(libc::CODESET));
        from_utf8(vm, &name.to_string_lossy())
    }
}

pub fn forkpty(vm: &Vm, _: &Ref) -> PyResult {
    super::processes::run_hooks(vm, super::processes::Moment::Before);
    let mut ours = -1;
    // SAFETY: the interpreter has one thread.
    let pid = unsafe {
        libc::forkpty(
            &mut ours,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
        )
    };
    super::processes::after_fork(vm, pid);
    if pid < 0 {
        return Err(last_error(vm, &[]));
    }
    Ok(new_tuple(vm, [pid, ours].map(|n| vm.new_int(n.into()))))
}
