//! Functions of paths.

use super::super::support::{c_int, c_long, float_arg, fs_decode, fs_path, given, path_arg};
use super::{io_error, last_error};
use crate::object::{as_tuple, new_bytes};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// A required path argument with its value.
fn path(vm: &Vm, a: &Option<Ref>) -> PyResult<(PathBuf, Ref)> {
    let r = a.as_ref().expect("required");
    Ok((path_arg(vm, r)?, r.clone()))
}

fn c_string(vm: &Vm, p: &Path) -> PyResult<CString> {
    CString::new(p.as_os_str().as_bytes()).map_err(|_| vm.value_error("embedded null byte"))
}

fn done(vm: &Vm, r: std::io::Result<()>, files: &[Ref]) -> PyResult {
    match r {
        Ok(()) => Ok(Ref::none()),
        Err(e) => Err(io_error(vm, &e, files)),
    }
}

/// `dir_fd` and its like are not there: what CPython says on systems without them.
fn no_directory(vm: &Vm, places: &[Option<Ref>]) -> PyResult<()> {
    if places.iter().any(|p| given(p).is_some()) {
        return Err(vm.not_implemented_error("dir_fd unavailable on this platform"));
    }
    Ok(())
}

/// Text or bytes from the file system, as the argument was given.
pub fn like(vm: &Vm, given: Option<&Ref>, bytes: &[u8]) -> PyResult {
    match given {
        Some(g) if g.has_kind(Kind::Bytes) => Ok(new_bytes(vm, bytes)),
        _ => fs_decode(vm, bytes),
    }
}

pub fn fspath(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    fs_path(vm, a[0].as_ref().expect("required"))
}

pub fn getcwd(vm: &Vm, _: &Ref) -> PyResult {
    match std::env::current_dir() {
        Ok(p) => fs_decode(vm, p.as_os_str().as_bytes()),
        Err(e) => Err(io_error(vm, &e, &[])),
    }
}

pub fn getcwdb(vm: &Vm, _: &Ref) -> PyResult {
    match std::env::current_dir() {
        Ok(p) => Ok(new_bytes(vm, p.as_os_str().as_bytes())),
        Err(e) => Err(io_error(vm, &e, &[])),
    }
}

pub fn chdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, r) = path(vm, &a[0])?;
    done(vm, std::env::set_current_dir(p), &[r])
}

pub fn access(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[2..3])?;
    let (p, _) = path(vm, &a[0])?;
    let mode = c_int(vm, a[1].as_ref().expect("required"))?;
    let c = c_string(vm, &p)?;
    // SAFETY: the path ends with a zero byte.
    Ok(Ref::bool(unsafe { libc::access(c.as_ptr(), mode) } == 0))
}

pub fn chmod(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[2..3])?;
    let (p, r) = path(vm, &a[0])?;
    let mode = c_int(vm, a[1].as_ref().expect("required"))?;
    let c = c_string(vm, &p)?;
    // SAFETY: the path ends with a zero byte.
    if unsafe { libc::chmod(c.as_ptr(), mode as libc::mode_t) } != 0 {
        return Err(last_error(vm, &[r]));
    }
    Ok(Ref::none())
}

pub fn mkdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[2..3])?;
    let (p, r) = path(vm, &a[0])?;
    let mode = a[1].as_ref().map_or(Ok(0o777), |m| c_int(vm, m))?;
    let c = c_string(vm, &p)?;
    // SAFETY: the path ends with a zero byte.
    if unsafe { libc::mkdir(c.as_ptr(), mode as libc::mode_t) } != 0 {
        return Err(last_error(vm, &[r]));
    }
    Ok(Ref::none())
}

pub fn rmdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[1..2])?;
    let (p, r) = path(vm, &a[0])?;
    done(vm, std::fs::remove_dir(p), &[r])
}

pub fn unlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[1..2])?;
    let (p, r) = path(vm, &a[0])?;
    done(vm, std::fs::remove_file(p), &[r])
}

pub fn rename(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[2..4])?;
    let ((from, x), (to, y)) = (path(vm, &a[0])?, path(vm, &a[1])?);
    done(vm, std::fs::rename(from, to), &[x, y])
}

pub fn link(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[2..4])?;
    let ((from, x), (to, y)) = (path(vm, &a[0])?, path(vm, &a[1])?);
    done(vm, std::fs::hard_link(from, to), &[x, y])
}

pub fn symlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[3..4])?;
    let ((from, x), (to, y)) = (path(vm, &a[0])?, path(vm, &a[1])?);
    done(vm, std::os::unix::fs::symlink(from, to), &[x, y])
}

pub fn readlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[1..2])?;
    let (p, r) = path(vm, &a[0])?;
    match std::fs::read_link(p) {
        Ok(to) => like(vm, Some(&r), to.as_os_str().as_bytes()),
        Err(e) => Err(io_error(vm, &e, &[r])),
    }
}

pub fn truncate(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let length = c_long(vm, a[1].as_ref().expect("required"))?;
    let (p, r) = path(vm, &a[0])?;
    let c = c_string(vm, &p)?;
    // SAFETY: the path ends with a zero byte.
    if unsafe { libc::truncate(c.as_ptr(), length) } != 0 {
        return Err(last_error(vm, &[r]));
    }
    Ok(Ref::none())
}

/// A time in seconds, as the C library takes it.
fn timespec(seconds: f64) -> libc::timespec {
    let whole = seconds.floor();
    libc::timespec {
        tv_sec: whole as i64,
        tv_nsec: ((seconds - whole) * 1e9) as i64,
    }
}

pub fn utime(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    no_directory(vm, &a[3..4])?;
    let (p, r) = path(vm, &a[0])?;
    let c = c_string(vm, &p)?;
    let follow = a[4].as_ref().map_or(Ok(true), |f| vm.is_true(f))?;
    let pair = |r: &Ref, what: &str| match as_tuple(r) {
        Some([x, y]) => Ok((x.clone(), y.clone())),
        _ => Err(vm.type_error(format!("utime: '{what}' must be a tuple of two ints"))),
    };
    let times = match (given(&a[1]), a[2].as_ref()) {
        (Some(_), Some(_)) => {
            return Err(
                vm.value_error("utime: you may specify either 'times' or 'ns' but not both")
            );
        }
        (Some(t), None) => {
            let (x, y) = match as_tuple(t) {
                Some([x, y]) => (x.clone(), y.clone()),
                _ => {
                    return Err(
                        vm.type_error("utime: 'times' must be either a tuple of two ints or None")
                    );
                }
            };
            Some([timespec(float_arg(vm, &x)?), timespec(float_arg(vm, &y)?)])
        }
        (None, Some(ns)) => {
            let (x, y) = pair(ns, "ns")?;
            let convert = |i: i64| libc::timespec {
                tv_sec: i.div_euclid(1_000_000_000),
                tv_nsec: i.rem_euclid(1_000_000_000),
            };
            Some([convert(c_long(vm, &x)?), convert(c_long(vm, &y)?)])
        }
        (None, None) => None,
    };
    let flag = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    let times = times.as_ref().map_or(std::ptr::null(), |t| t.as_ptr());
    // SAFETY: the path ends with a zero byte; the times are two or none.
    if unsafe { libc::utimensat(libc::AT_FDCWD, c.as_ptr(), times, flag) } != 0 {
        return Err(last_error(vm, &[r]));
    }
    Ok(Ref::none())
}

/// `os.path.normpath`: without empty, `.` and superfluous `..` components.
pub fn normpath(vm: &Vm, _: &Ref, r: &Ref) -> PyResult {
    let text = fs_path(vm, r)?;
    let bytes = match text.has_kind(Kind::Bytes) {
        true => crate::object::as_bytes(&text).to_vec(),
        false => super::super::support::fs_encode(vm, &text)?,
    };
    // POSIX lets exactly two leading slashes mean something of their own.
    let slashes = match bytes.iter().take_while(|&&b| b == b'/').count() {
        0 => 0,
        2 => 2,
        _ => 1,
    };
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in bytes.split(|&b| b == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match parts.last() {
                Some(&last) if last != b".." => {
                    parts.pop();
                }
                None if slashes > 0 => {}
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    let mut result = vec![b'/'; slashes];
    result.extend(parts.join(&b'/'));
    if result.is_empty() {
        result.push(b'.');
    }
    like(vm, Some(&text), &result)
}
