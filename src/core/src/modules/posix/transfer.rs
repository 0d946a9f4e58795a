//! Descriptors: reading and writing at a position or in parts, copying, locking, flags.

use super::super::support::{bytes_arg, c_int, given};
use super::arguments::{file_number, required};
use super::descriptors::{read_bytes, retried};
use super::ids::{none_or_error, number_or_error};
use super::last_error;
use super::numbers::{count, offset, unsigned};
use crate::object::{WritableView, as_tuple, new_bytes, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::cell::Cell;

pub fn fdatasync(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = file_number(vm, required(&a[0]))?;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::fdatasync(fd) }.into())?;
    Ok(Ref::none())
}

pub fn fchdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = file_number(vm, required(&a[0]))?;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::fchdir(fd) }.into())?;
    Ok(Ref::none())
}

pub fn fchmod(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (fd, mode) = (c_int(vm, required(&a[0]))?, c_int(vm, required(&a[1]))?);
    // SAFETY: a plain call.
    retried(vm, &[], || {
        unsafe { libc::fchmod(fd, mode as libc::mode_t) }.into()
    })?;
    Ok(Ref::none())
}

pub fn fchown(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    let user = super::arguments::id(vm, required(&a[1]), "uid")?;
    let group = super::arguments::id(vm, required(&a[2]), "gid")?;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::fchown(fd, user, group) }.into())?;
    Ok(Ref::none())
}

pub fn closerange(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (low, high) = (c_int(vm, &a[0])?.max(0), c_int(vm, &a[1])?);
    if low < high {
        // SAFETY: whose descriptors these are is the caller's business, as with `close`.
        let status = unsafe { libc::syscall(libc::SYS_close_range, low, high - 1, 0) };
        if status != 0 {
            for fd in low..high {
                // SAFETY: see above.
                unsafe { libc::close(fd) };
            }
        }
    }
    Ok(Ref::none())
}

pub fn pread(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, length) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    let at = offset(vm, &a[2])?;
    // SAFETY: there is room for as many bytes as are asked for.
    read_bytes(vm, length as isize, |p, length| unsafe {
        libc::pread(fd, p.cast(), length, at) as i64
    })
}

pub fn pwrite(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = c_int(vm, &a[0])?;
    let data = bytes_arg(vm, &a[1])?;
    let at = offset(vm, &a[2])?;
    // SAFETY: the data stays where it is.
    let n = retried(vm, &[], || unsafe {
        libc::pwrite(fd, data.as_ptr().cast(), data.len(), at) as i64
    })?;
    Ok(vm.new_int(n))
}

fn sequence(vm: &Vm, r: &Ref, function: &str) -> PyResult<Vec<Ref>> {
    if !r.has_kind(Kind::List)
        && as_tuple(r).is_none()
        && vm.type_of(r).slots.binary[crate::object::BinaryOp::Subscr as usize]
            .get()
            .is_none()
    {
        return Err(vm.type_error(format!("{function}() arg 2 must be a sequence")));
    }
    vm.collect(r)
}

/// Reads into memory of its own, then fills the buffers one after another.
fn read_parts(
    vm: &Vm,
    function: &str,
    buffers: &Ref,
    read: impl Fn(&libc::iovec) -> i64,
) -> PyResult {
    let mut targets = Vec::new();
    for b in sequence(vm, buffers, function)? {
        targets.push(WritableView::of(vm, &b)?);
    }
    let mut data = vec![0u8; targets.iter().map(|t| t.len()).sum()];
    let part = libc::iovec {
        iov_base: data.as_mut_ptr().cast(),
        iov_len: data.len(),
    };
    let n = retried(vm, &[], || read(&part))?;
    let mut rest = &data[..n as usize];
    for t in &targets {
        let (now, later) = rest.split_at(t.len().min(rest.len()));
        t.fill(now);
        rest = later;
    }
    Ok(vm.new_int(n))
}

pub fn readv(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = c_int(vm, &a[0])?;
    // SAFETY: the part is as long as it says.
    read_parts(
        vm,
        "readv",
        &a[1],
        |part| unsafe { libc::readv(fd, part, 1) } as i64,
    )
}

pub fn preadv(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    let at = offset(vm, required(&a[2]))?;
    let flags = a[3].as_ref().map_or(Ok(0), |f| c_int(vm, f))?;
    // SAFETY: the part is as long as it says.
    read_parts(vm, "preadv", required(&a[1]), |part| unsafe {
        libc::preadv2(fd, part, 1, at, flags) as i64
    })
}

fn write_parts(
    vm: &Vm,
    function: &str,
    buffers: &Ref,
    write: impl Fn(&[libc::iovec]) -> i64,
) -> PyResult {
    let mut data = Vec::new();
    for b in sequence(vm, buffers, function)? {
        data.push(bytes_arg(vm, &b)?);
    }
    let parts: Vec<libc::iovec> = data
        .iter()
        .map(|d| libc::iovec {
            iov_base: d.as_ptr() as *mut _,
            iov_len: d.len(),
        })
        .collect();
    Ok(vm.new_int(retried(vm, &[], || write(&parts))?))
}

pub fn writev(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = c_int(vm, &a[0])?;
    // SAFETY: the parts are as long as they say.
    write_parts(vm, "writev", &a[1], |p| unsafe {
        libc::writev(fd, p.as_ptr(), p.len() as i32) as i64
    })
}

pub fn pwritev(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    let at = offset(vm, required(&a[2]))?;
    let flags = a[3].as_ref().map_or(Ok(0), |f| c_int(vm, f))?;
    // SAFETY: the parts are as long as they say.
    write_parts(vm, "pwritev", required(&a[1]), |p| unsafe {
        libc::pwritev2(fd, p.as_ptr(), p.len() as i32, at, flags) as i64
    })
}

pub fn sendfile(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (out, from) = (c_int(vm, required(&a[0]))?, c_int(vm, required(&a[1]))?);
    let at = given(&a[2]).map(|o| offset(vm, o)).transpose()?;
    let n = count(vm, required(&a[3]), "count")?;
    let place = Cell::new(at.unwrap_or(0));
    let p = if at.is_some() {
        place.as_ptr()
    } else {
        std::ptr::null_mut()
    };
    // SAFETY: the offset is valid, or there is none.
    let sent = retried(vm, &[], || unsafe {
        libc::sendfile(out, from, p, n) as i64
    })?;
    Ok(vm.new_int(sent))
}

/// Two descriptors, a count and two offsets.
struct Copy {
    from: i32,
    to: i32,
    n: usize,
    offsets: [Cell<i64>; 2],
    given: [bool; 2],
}

impl Copy {
    fn of(vm: &Vm, a: &[Option<Ref>]) -> PyResult<Copy> {
        let (from, to) = (c_int(vm, required(&a[0]))?, c_int(vm, required(&a[1]))?);
        let n = count(vm, required(&a[2]), "count")?;
        let place = |r: &Option<Ref>| given(r).map(|o| offset(vm, o)).transpose();
        let (x, y) = (place(&a[3])?, place(&a[4])?);
        let offsets = [x, y].map(|o| Cell::new(o.unwrap_or(0)));
        Ok(Copy {
            from,
            to,
            n,
            offsets,
            given: [x.is_some(), y.is_some()],
        })
    }
    fn pointer(&self, i: usize) -> *mut i64 {
        match self.given[i] {
            true => self.offsets[i].as_ptr(),
            false => std::ptr::null_mut(),
        }
    }
}

pub fn copy_file_range(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let c = Copy::of(vm, a)?;
    // SAFETY: the offsets are valid, or there are none.
    let n = retried(vm, &[], || unsafe {
        libc::copy_file_range(c.from, c.pointer(0), c.to, c.pointer(1), c.n, 0) as i64
    })?;
    Ok(vm.new_int(n))
}

pub fn splice(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let c = Copy::of(vm, a)?;
    let flags = unsigned(vm, &a[5], 0)?;
    // SAFETY: the offsets are valid, or there are none.
    let n = retried(vm, &[], || unsafe {
        libc::splice(c.from, c.pointer(0), c.to, c.pointer(1), c.n, flags) as i64
    })?;
    Ok(vm.new_int(n))
}

pub fn posix_fadvise(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, at, length) = (c_int(vm, &a[0])?, offset(vm, &a[1])?, offset(vm, &a[2])?);
    let advice = c_int(vm, &a[3])?;
    // SAFETY: a plain call.
    match unsafe { libc::posix_fadvise(fd, at, length, advice) } {
        0 => Ok(Ref::none()),
        code => Err(vm.os_error(code, &[])),
    }
}

pub fn posix_fallocate(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, at, length) = (c_int(vm, &a[0])?, offset(vm, &a[1])?, offset(vm, &a[2])?);
    // SAFETY: a plain call.
    match unsafe { libc::posix_fallocate(fd, at, length) } {
        0 => Ok(Ref::none()),
        code => Err(vm.os_error(code, &[])),
    }
}

pub fn lockf(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, command, length) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?, offset(vm, &a[2])?);
    // SAFETY: a plain call.
    retried(vm, &[], || {
        unsafe { libc::lockf(fd, command, length) }.into()
    })?;
    Ok(Ref::none())
}

fn flags_of(vm: &Vm, fd: &Ref, which: i32) -> PyResult<(i32, i32)> {
    let fd = c_int(vm, fd)?;
    // SAFETY: a plain query.
    match unsafe { libc::fcntl(fd, which) } {
        -1 => Err(last_error(vm, &[])),
        flags => Ok((fd, flags)),
    }
}

pub fn get_inheritable(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let (_, flags) = flags_of(vm, fd, libc::F_GETFD)?;
    Ok(Ref::bool(flags & libc::FD_CLOEXEC == 0))
}

pub fn set_inheritable(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let inheritable = c_int(vm, &a[1])? != 0;
    let (fd, flags) = flags_of(vm, &a[0], libc::F_GETFD)?;
    let flags = if inheritable {
        flags & !libc::FD_CLOEXEC
    } else {
        flags | libc::FD_CLOEXEC
    };
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::fcntl(fd, libc::F_SETFD, flags) })
}

pub fn get_blocking(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let (_, flags) = flags_of(vm, fd, libc::F_GETFL)?;
    Ok(Ref::bool(flags & libc::O_NONBLOCK == 0))
}

pub fn set_blocking(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let blocking = vm.is_true(&a[1])?;
    let (fd, flags) = flags_of(vm, &a[0], libc::F_GETFL)?;
    let flags = if blocking {
        flags & !libc::O_NONBLOCK
    } else {
        flags | libc::O_NONBLOCK
    };
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::fcntl(fd, libc::F_SETFL, flags) })
}

pub fn pipe2(vm: &Vm, _: &Ref, flags: &Ref) -> PyResult {
    let flags = c_int(vm, flags)?;
    let mut ends = [0; 2];
    // SAFETY: the call fills both.
    none_or_error(vm, unsafe { libc::pipe2(ends.as_mut_ptr(), flags) })?;
    Ok(new_tuple(vm, ends.map(|fd| vm.new_int(fd.into()))))
}

pub fn memfd_create(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let name = super::super::support::path_arg(vm, required(&a[0]))?;
    let name = std::ffi::CString::new(name.as_os_str().as_encoded_bytes())
        .map_err(|_| vm.value_error("embedded null byte"))?;
    let flags = unsigned(vm, &a[1], libc::MFD_CLOEXEC)?;
    // SAFETY: the name ends with a zero byte.
    number_or_error(vm, unsafe { libc::memfd_create(name.as_ptr(), flags) })
}

pub fn eventfd(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let initial = unsigned(vm, &a[0], 0)?;
    let flags = a[1]
        .as_ref()
        .map_or(Ok(libc::EFD_CLOEXEC), |f| c_int(vm, f))?;
    // SAFETY: a plain call.
    number_or_error(vm, unsafe { libc::eventfd(initial, flags) })
}

pub fn eventfd_read(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    let value = Cell::new(0);
    // SAFETY: the call fills the value.
    retried(vm, &[], || {
        unsafe { libc::eventfd_read(fd, value.as_ptr()) }.into()
    })?;
    Ok(super::super::support::int_object(vm, value.get().into()))
}

pub fn eventfd_write(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, required(&a[0]))?;
    let value = offset(vm, required(&a[1]))? as u64;
    // SAFETY: a plain call.
    retried(vm, &[], || unsafe { libc::eventfd_write(fd, value) }.into())?;
    Ok(Ref::none())
}

pub fn getrandom(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let size = vm.index_as_isize(required(&a[0]))?;
    let flags = a[1].as_ref().map_or(Ok(0), |f| c_int(vm, f))? as u32;
    let Ok(size) = usize::try_from(size) else {
        return Err(vm.os_error(libc::EINVAL, &[]));
    };
    let mut data = Vec::<u8>::new();
    if data.try_reserve_exact(size).is_err() {
        return Err(vm.memory_error());
    }
    let p = data.as_mut_ptr();
    // SAFETY: there is room for `size` bytes, of which `n` are filled.
    unsafe {
        let n = retried(vm, &[], || libc::getrandom(p.cast(), size, flags) as i64)?;
        data.set_len(n as usize);
    }
    Ok(new_bytes(vm, data))
}
