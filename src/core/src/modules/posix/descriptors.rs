//! Functions of file descriptors.

use super::super::support::{bytes_arg, c_int, c_long, writable_arg};
use super::arguments::{Parameter, dir_fd, file_number, required};
use super::last_error;
use crate::object::{new_bytes, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

fn descriptor(vm: &Vm, a: &Option<Ref>) -> PyResult<i32> {
    c_int(vm, a.as_ref().expect("required"))
}

/// Runs a call again that a signal has interrupted, after the signal's handler; -1 is an error.
pub fn retried(vm: &Vm, files: &[Ref], call: impl Fn() -> i64) -> PyResult<i64> {
    loop {
        let r = call();
        if r != -1 {
            return Ok(r);
        }
        if std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR) {
            return Err(last_error(vm, files));
        }
        vm.check_signals()?;
    }
}

pub fn open(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("open").of(vm, a[0].as_ref())?;
    let flags = descriptor(vm, &a[1])? | libc::O_CLOEXEC;
    let mode = a[2].as_ref().map_or(Ok(0o777), |m| c_int(vm, m))?;
    let dir = dir_fd(vm, &a[3])?;
    // SAFETY: the path ends with a zero byte.
    let fd = retried(vm, p.files(), || {
        unsafe { libc::openat(dir, p.path().as_ptr(), flags, mode) }.into()
    })?;
    Ok(vm.new_int(fd))
}

pub fn close(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    // SAFETY: closing is not tried again: the descriptor is gone even where the call was interrupted.
    if unsafe { libc::close(fd) } != 0
        && std::io::Error::last_os_error().raw_os_error() != Some(libc::EINTR)
    {
        return Err(last_error(vm, &[]));
    }
    Ok(Ref::none())
}

pub fn read(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let length = vm.index_as_isize(a[1].as_ref().expect("required"))?;
    // SAFETY: there is room for as many bytes as are asked for.
    read_bytes(vm, length, |p, length| unsafe {
        libc::read(fd, p.cast(), length) as i64
    })
}

/// A `bytes` of up to `length` bytes that `read` puts at an address; it says how many these are, or a negative number.
pub(super) fn read_bytes(vm: &Vm, length: isize, read: impl Fn(*mut u8, usize) -> i64) -> PyResult {
    let Ok(length) = usize::try_from(length) else {
        return Err(vm.os_error(libc::EINVAL, &[]));
    };
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(length).is_err() {
        return Err(vm.memory_error());
    }
    let p = data.as_mut_ptr();
    let n = retried(vm, &[], || read(p, length))?;
    // SAFETY: there is room for `length` bytes, of which `n` are filled.
    unsafe { data.set_len(n as usize) };
    Ok(new_bytes(vm, data))
}

pub fn readinto(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let target = writable_arg(vm, a[1].as_ref().expect("required"), "readinto", "2")?;
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(target.len()).is_err() {
        return Err(vm.memory_error());
    }
    let p = data.as_mut_ptr();
    // SAFETY: there is room for as many bytes as are asked for, of which `n` are filled.
    unsafe {
        let n = retried(vm, &[], || libc::read(fd, p.cast(), target.len()) as i64)?;
        data.set_len(n as usize);
    }
    Ok(vm.new_int(target.fill(&data) as i64))
}

pub fn write(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let data = bytes_arg(vm, a[1].as_ref().expect("required"))?;
    // SAFETY: the data stays where it is.
    let n = retried(vm, &[], || unsafe {
        libc::write(fd, data.as_ptr().cast(), data.len()) as i64
    })?;
    Ok(vm.new_int(n))
}

pub fn lseek(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let position = c_long(vm, a[1].as_ref().expect("required"))?;
    let how = descriptor(vm, &a[2])?;
    // SAFETY: a plain call.
    let at = unsafe { libc::lseek(fd, position, how) };
    if at < 0 {
        return Err(last_error(vm, &[]));
    }
    Ok(vm.new_int(at))
}

pub fn isatty(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    // SAFETY: a plain query.
    Ok(Ref::bool(unsafe { libc::isatty(fd) } == 1))
}

pub fn fsync(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = file_number(vm, required(&a[0]))?;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::fsync(fd) }.into())?;
    Ok(Ref::none())
}

pub fn ftruncate(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    let length = c_long(vm, a[1].as_ref().expect("required"))?;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::ftruncate(fd, length) }.into())?;
    Ok(Ref::none())
}

pub fn dup(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = descriptor(vm, &a[0])?;
    // SAFETY: a plain call.
    let new = unsafe { libc::fcntl(fd, libc::F_DUPFD_CLOEXEC, 0) };
    if new < 0 {
        return Err(last_error(vm, &[]));
    }
    Ok(vm.new_int(new.into()))
}

pub fn dup2(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (fd, to) = (descriptor(vm, &a[0])?, descriptor(vm, &a[1])?);
    let inheritable = a[2].as_ref().map_or(Ok(true), |i| vm.is_true(i))?;
    // SAFETY: a plain call.
    let new = unsafe {
        if inheritable || fd == to {
            libc::dup2(fd, to)
        } else {
            libc::dup3(fd, to, libc::O_CLOEXEC)
        }
    };
    if new < 0 {
        return Err(last_error(vm, &[]));
    }
    Ok(vm.new_int(new.into()))
}

pub fn pipe(vm: &Vm, _: &Ref) -> PyResult {
    let mut ends = [0; 2];
    // SAFETY: the call fills both.
    if unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) } != 0 {
        return Err(last_error(vm, &[]));
    }
    Ok(new_tuple(vm, ends.map(|fd| vm.new_int(fd.into()))))
}
