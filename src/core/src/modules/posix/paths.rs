//! Functions of paths.

use super::super::support::{c_int, float_arg, fs_decode, fs_path, given};
use super::arguments::{Parameter, PathArg, dir_fd, flag, id, required};
use super::descriptors::retried;
use super::last_error;
use crate::object::{as_tuple, int_to_i64, new_bytes};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The answer of a call that returns 0 for success.
fn done(vm: &Vm, status: i32, files: &[Ref]) -> PyResult {
    match status {
        0 => Ok(Ref::none()),
        _ => Err(last_error(vm, files)),
    }
}

/// The only required path.
fn path(vm: &Vm, function: &'static str, a: &Option<Ref>) -> PyResult<PathArg> {
    Parameter::path(function).of(vm, a.as_ref())
}

/// `src` and `dst`, each with its folder.
struct Pair {
    from: PathArg,
    to: PathArg,
    from_dir: i32,
    to_dir: i32,
}

impl Pair {
    fn of(vm: &Vm, function: &'static str, a: &[Option<Ref>]) -> PyResult<Pair> {
        let p = Parameter::path(function);
        Ok(Pair {
            from: p.named("src").of(vm, a[0].as_ref())?,
            to: p.named("dst").of(vm, a[1].as_ref())?,
            from_dir: dir_fd(vm, &a[2])?,
            to_dir: dir_fd(vm, &a[3])?,
        })
    }
    fn done(&self, vm: &Vm, status: i32) -> PyResult {
        let files: Vec<Ref> = [&self.from, &self.to]
            .into_iter()
            .flat_map(|p| p.files().iter().cloned())
            .collect();
        done(vm, status, &files)
    }
}

/// Text or bytes from the file system, as the argument was given.
pub fn like(vm: &Vm, given: Option<&Ref>, bytes: &[u8]) -> PyResult {
    match given {
        Some(g) if g.has_kind(Kind::Bytes) => Ok(new_bytes(vm, bytes)),
        _ => fs_decode(vm, bytes),
    }
}

pub fn fspath(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    fs_path(vm, required(&a[0]))
}

fn current(vm: &Vm, convert: impl Fn(&[u8]) -> PyResult) -> PyResult {
    use std::os::unix::ffi::OsStrExt;
    match std::env::current_dir() {
        Ok(p) => convert(p.as_os_str().as_bytes()),
        Err(e) => Err(super::io_error(vm, &e, &[])),
    }
}

pub fn getcwd(vm: &Vm, _: &Ref) -> PyResult {
    current(vm, |b| fs_decode(vm, b))
}

pub fn getcwdb(vm: &Vm, _: &Ref) -> PyResult {
    current(vm, |b| Ok(new_bytes(vm, b)))
}

pub fn chdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("chdir")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    // SAFETY: plain calls; the path ends with a zero byte.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fchdir(fd),
            None => libc::chdir(p.path().as_ptr()),
        }
    };
    done(vm, status, p.files())
}

pub fn chroot(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "chroot", &a[0])?;
    // SAFETY: the path ends with a zero byte.
    done(vm, unsafe { libc::chroot(p.path().as_ptr()) }, p.files())
}

pub fn access(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "access", &a[0])?;
    let (mode, dir) = (c_int(vm, required(&a[1]))?, dir_fd(vm, &a[2])?);
    let (effective, follow) = (flag(vm, &a[3], false)?, flag(vm, &a[4], true)?);
    let flags = if effective { libc::AT_EACCESS } else { 0 }
        | if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: the path ends with a zero byte.
    Ok(Ref::bool(
        unsafe { libc::faccessat(dir, p.path().as_ptr(), mode, flags) } == 0,
    ))
}

pub fn chmod(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("chmod")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let (mode, dir) = (
        c_int(vm, required(&a[1]))? as libc::mode_t,
        dir_fd(vm, &a[2])?,
    );
    let follow = flag(vm, &a[3], true)?;
    // SAFETY: plain calls; the path ends with a zero byte.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fchmod(fd, mode),
            None => {
                let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
                libc::fchmodat(dir, p.path().as_ptr(), mode, flags)
            }
        }
    };
    let unsupported = Some(libc::EOPNOTSUPP);
    if status != 0 && !follow && std::io::Error::last_os_error().raw_os_error() == unsupported {
        return Err(match dir {
            libc::AT_FDCWD => {
                vm.not_implemented_error("chmod: follow_symlinks unavailable on this platform")
            }
            _ => vm.value_error("chmod: cannot use dir_fd and follow_symlinks together"),
        });
    }
    done(vm, status, p.files())
}

pub fn chown(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("chown")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let (user, group) = (
        id(vm, required(&a[1]), "uid")?,
        id(vm, required(&a[2]), "gid")?,
    );
    let (dir, follow) = (dir_fd(vm, &a[3])?, flag(vm, &a[4], true)?);
    check_places(vm, "chown", &p, dir, follow)?;
    // SAFETY: plain calls; the path ends with a zero byte.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fchown(fd, user, group),
            None => {
                let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
                libc::fchownat(dir, p.path().as_ptr(), user, group, flags)
            }
        }
    };
    done(vm, status, p.files())
}

pub fn lchown(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "lchown", &a[0])?;
    let (user, group) = (
        id(vm, required(&a[1]), "uid")?,
        id(vm, required(&a[2]), "gid")?,
    );
    // SAFETY: the path ends with a zero byte.
    done(
        vm,
        unsafe { libc::lchown(p.path().as_ptr(), user, group) },
        p.files(),
    )
}

/// Refuses a descriptor together with what is for paths only.
pub fn check_places(vm: &Vm, function: &str, p: &PathArg, dir: i32, follow: bool) -> PyResult<()> {
    match p.descriptor() {
        Some(_) if dir != libc::AT_FDCWD => Err(vm.value_error(format!(
            "{function}: can't specify dir_fd without matching path"
        ))),
        Some(_) if !follow => Err(vm.value_error(format!(
            "{function}: cannot use fd and follow_symlinks together"
        ))),
        _ => Ok(()),
    }
}

pub fn mkdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "mkdir", &a[0])?;
    let (mode, dir) = (mode(vm, &a[1], 0o777)?, dir_fd(vm, &a[2])?);
    // SAFETY: the path ends with a zero byte.
    done(
        vm,
        unsafe { libc::mkdirat(dir, p.path().as_ptr(), mode) },
        p.files(),
    )
}

fn mode(vm: &Vm, a: &Option<Ref>, default: u32) -> PyResult<u32> {
    a.as_ref().map_or(Ok(default), |m| Ok(c_int(vm, m)? as u32))
}

pub fn mkfifo(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "mkfifo", &a[0])?;
    let (mode, dir) = (mode(vm, &a[1], 0o666)?, dir_fd(vm, &a[2])?);
    // SAFETY: the path ends with a zero byte.
    retried(vm, &[], || {
        unsafe { libc::mkfifoat(dir, p.path().as_ptr(), mode) }.into()
    })?;
    Ok(Ref::none())
}

pub fn mknod(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = path(vm, "mknod", &a[0])?;
    let mode = mode(vm, &a[1], 0o600)?;
    let device = a[2].as_ref().map_or(Ok(0), |d| device(vm, d))?;
    let dir = dir_fd(vm, &a[3])?;
    // SAFETY: the path ends with a zero byte.
    retried(vm, &[], || {
        unsafe { libc::mknodat(dir, p.path().as_ptr(), mode, device) }.into()
    })?;
    Ok(Ref::none())
}

/// A device number; -1 stands for none.
pub fn device(vm: &Vm, r: &Ref) -> PyResult<libc::dev_t> {
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(n) if n >= -1 => Ok(n as libc::dev_t),
        _ => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

pub fn rmdir(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, dir) = (path(vm, "rmdir", &a[0])?, dir_fd(vm, &a[1])?);
    // SAFETY: the path ends with a zero byte.
    let status = unsafe { libc::unlinkat(dir, p.path().as_ptr(), libc::AT_REMOVEDIR) };
    done(vm, status, p.files())
}

pub fn unlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    remove_as(vm, "unlink", a)
}

pub fn remove(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    remove_as(vm, "remove", a)
}

fn remove_as(vm: &Vm, function: &'static str, a: &[Option<Ref>]) -> PyResult {
    let (p, dir) = (path(vm, function, &a[0])?, dir_fd(vm, &a[1])?);
    // SAFETY: the path ends with a zero byte.
    let status = unsafe { libc::unlinkat(dir, p.path().as_ptr(), 0) };
    done(vm, status, p.files())
}

pub fn rename(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    rename_as(vm, "rename", a)
}

pub fn replace(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    rename_as(vm, "replace", a)
}

fn rename_as(vm: &Vm, function: &'static str, a: &[Option<Ref>]) -> PyResult {
    let p = Pair::of(vm, function, a)?;
    // SAFETY: the paths end with a zero byte.
    let status = unsafe {
        libc::renameat(
            p.from_dir,
            p.from.path().as_ptr(),
            p.to_dir,
            p.to.path().as_ptr(),
        )
    };
    p.done(vm, status)
}

pub fn link(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Pair::of(vm, "link", a)?;
    let flags = if flag(vm, &a[4], true)? {
        libc::AT_SYMLINK_FOLLOW
    } else {
        0
    };
    // SAFETY: the paths end with a zero byte.
    let status = unsafe {
        libc::linkat(
            p.from_dir,
            p.from.path().as_ptr(),
            p.to_dir,
            p.to.path().as_ptr(),
            flags,
        )
    };
    p.done(vm, status)
}

pub fn symlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Pair::of(
        vm,
        "symlink",
        &[a[0].clone(), a[1].clone(), None, a[3].clone()],
    )?;
    // SAFETY: the paths end with a zero byte.
    let status = unsafe { libc::symlinkat(p.from.path().as_ptr(), p.to_dir, p.to.path().as_ptr()) };
    p.done(vm, status)
}

pub fn readlink(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, dir) = (path(vm, "readlink", &a[0])?, dir_fd(vm, &a[1])?);
    let mut target = vec![0u8; libc::PATH_MAX as usize + 1];
    // SAFETY: the path ends with a zero byte, and there is room for as many bytes as are asked for.
    let n = unsafe {
        libc::readlinkat(
            dir,
            p.path().as_ptr(),
            target.as_mut_ptr().cast(),
            target.len(),
        )
    };
    match usize::try_from(n) {
        Ok(n) => like(vm, p.object.as_ref(), &target[..n]),
        Err(_) => Err(last_error(vm, p.files())),
    }
}

pub fn truncate(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("truncate")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let length = super::super::support::c_long(vm, required(&a[1]))?;
    // SAFETY: plain calls; the path ends with a zero byte.
    retried(vm, p.files(), || unsafe {
        match p.descriptor() {
            Some(fd) => libc::ftruncate(fd, length).into(),
            None => libc::truncate(p.path().as_ptr(), length).into(),
        }
    })?;
    Ok(Ref::none())
}

/// A time in seconds, rounded down to nanoseconds.
fn seconds(vm: &Vm, r: &Ref) -> PyResult<libc::timespec> {
    if r.has_kind(Kind::Float) {
        let s = float_arg(vm, r)?;
        if s.is_nan() {
            return Err(vm.value_error("Invalid value NaN (not a number)"));
        }
        let whole = s.floor();
        if whole < i64::MIN as f64 || whole >= i64::MAX as f64 {
            return Err(vm.overflow_error("timestamp out of range for platform time_t"));
        }
        let nanoseconds = ((s - whole) * 1e9).floor() as i64;
        return Ok(libc::timespec {
            tv_sec: whole as i64,
            tv_nsec: nanoseconds.min(999_999_999),
        });
    }
    match int_to_i64(&vm.index(r)?) {
        Some(s) => Ok(libc::timespec {
            tv_sec: s,
            tv_nsec: 0,
        }),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

/// A time in nanoseconds.
fn nanoseconds(vm: &Vm, r: &Ref) -> PyResult<libc::timespec> {
    let billion = vm.new_int(1_000_000_000);
    let parts = vm.call_positional(
        &vm.get_attr_str(
            &crate::runtime::import::import_module(vm, "builtins")?,
            "divmod",
        )?,
        &[r.clone(), billion],
    )?;
    let Some([s, ns]) = as_tuple(&parts) else {
        let (t, p) = (vm.type_of(r).name_str(), vm.type_of(&parts).name_str());
        return Err(vm.type_error(format!("{t}.__divmod__() must return a 2-tuple, not {p}")));
    };
    match int_to_i64(&vm.index(s)?) {
        Some(s) => Ok(libc::timespec {
            tv_sec: s,
            tv_nsec: int_to_i64(&vm.index(ns)?).unwrap_or(0),
        }),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

pub fn utime(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("utime")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let pair = |r: &Ref, kinds: &str| match as_tuple(r) {
        Some([x, y]) => Ok((x.clone(), y.clone())),
        _ => Err(vm.type_error(format!("utime: {kinds}"))),
    };
    let (times, ns) = (given(&a[1]), a[2].as_ref());
    let times = match (times, ns) {
        (Some(_), Some(_)) => {
            let m = "utime: you may specify either 'times' or 'ns' but not both";
            return Err(vm.value_error(m));
        }
        (Some(t), None) => {
            let (x, y) = pair(t, "'times' must be either a tuple of two ints or None")?;
            Some([seconds(vm, &x)?, seconds(vm, &y)?])
        }
        (None, Some(ns)) => {
            let (x, y) = pair(ns, "'ns' must be a tuple of two ints")?;
            Some([nanoseconds(vm, &x)?, nanoseconds(vm, &y)?])
        }
        (None, None) => None,
    };
    let (dir, follow) = (dir_fd(vm, &a[3])?, flag(vm, &a[4], true)?);
    check_places(vm, "utime", &p, dir, follow)?;
    let times = times.as_ref().map_or(std::ptr::null(), |t| t.as_ptr());
    let flags = if follow { 0 } else { libc::AT_SYMLINK_NOFOLLOW };
    // SAFETY: the path ends with a zero byte; the times are two or none.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::futimens(fd, times),
            None => libc::utimensat(dir, p.path().as_ptr(), times, flags),
        }
    };
    done(vm, status, p.files())
}

/// The bytes of a path for the functions that only look at its text.
fn text_of(vm: &Vm, r: &Ref) -> PyResult<(Ref, Vec<u8>)> {
    let text = fs_path(vm, r)?;
    let bytes = match text.has_kind(Kind::Bytes) {
        true => crate::object::as_bytes(&text).to_vec(),
        false => super::super::support::fs_encode(vm, &text)?,
    };
    Ok((text, bytes))
}

/// `os.path.splitroot`: a path begins with no slash, one, or the two that POSIX lets mean something of their own.
pub fn splitroot(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (text, bytes) = text_of(vm, required(&a[0]))?;
    let slashes = match bytes.iter().take_while(|&&b| b == b'/').count() {
        0 => 0,
        2 => 2,
        _ => 1,
    };
    let parts = [&bytes[..0], &bytes[..slashes], &bytes[slashes..]];
    let parts: Vec<Ref> = parts
        .into_iter()
        .map(|p| like(vm, Some(&text), p))
        .collect::<PyResult<_>>()?;
    Ok(crate::object::new_tuple(vm, parts))
}

/// `os.path.normpath`: without empty, `.` and superfluous `..` components.
pub fn normpath(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (text, bytes) = text_of(vm, required(&a[0]))?;
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
