//! What the system says about itself, its file systems, and extended attributes.

use super::super::support::{bytes_arg, c_int, fs_decode};
use super::arguments::{Parameter, PathArg, flag, required};
use super::descriptors::retried;
use super::ids::none_or_error;
use super::names::{CONFSTR_NAMES, PATHCONF_NAMES, SYSCONF_NAMES};
use super::{Records, last_error};
use crate::modules::add;
use crate::modules::struct_sequence::make;
use crate::object::{as_dict, new_bytes, new_dict, new_list};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CStr;

pub fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for (name, table) in [
        ("confstr_names", CONFSTR_NAMES),
        ("pathconf_names", PATHCONF_NAMES),
        ("sysconf_names", SYSCONF_NAMES),
    ] {
        let d = new_dict(vm);
        for &(n, v) in table {
            as_dict(&d).set(vm, &vm.interned.intern_str(vm, n), vm.new_int(v.into()))?;
        }
        add(vm, module, name, d)?;
    }
    Ok(())
}

/// A configuration name, or its number.
fn name_arg(vm: &Vm, r: &Ref, table: &[(&str, i32)]) -> PyResult<i32> {
    if vm.type_of(r).slots.index.get().is_some() {
        return c_int(vm, r);
    }
    if !r.has_kind(Kind::Str) {
        return Err(vm.type_error("configuration names must be strings or integers"));
    }
    let name = crate::object::str_to_string(r);
    match table.iter().find(|(n, _)| *n == name) {
        Some(&(_, v)) => Ok(v),
        None => Err(vm.value_error("unrecognized configuration name")),
    }
}

/// A limit that may be -1: only errno tells that from an error.
fn limit(vm: &Vm, files: &[Ref], call: impl Fn() -> i64) -> PyResult {
    // SAFETY: errno is this thread's own.
    unsafe {
        *libc::__errno_location() = 0;
        let n = call();
        match *libc::__errno_location() {
            // That the name is unknown is not the file's fault.
            libc::EINVAL if n == -1 => Err(vm.os_error(libc::EINVAL, &[])),
            code if n == -1 && code != 0 => Err(vm.os_error(code, files)),
            _ => Ok(vm.new_int(n)),
        }
    }
}

pub fn sysconf(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_arg(vm, name, SYSCONF_NAMES)?;
    // SAFETY: a plain query.
    limit(vm, &[], || unsafe { libc::sysconf(name) })
}

pub fn pathconf(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("pathconf")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let name = name_arg(vm, required(&a[1]), PATHCONF_NAMES)?;
    // SAFETY: plain queries; the path ends with a zero byte.
    limit(vm, p.files(), || unsafe {
        match p.descriptor() {
            Some(fd) => libc::fpathconf(fd, name),
            None => libc::pathconf(p.path().as_ptr(), name),
        }
    })
}

pub fn fpathconf(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, name) = (
        super::arguments::file_number(vm, &a[0])?,
        name_arg(vm, &a[1], PATHCONF_NAMES)?,
    );
    // SAFETY: a plain query.
    limit(vm, &[], || unsafe { libc::fpathconf(fd, name) })
}

pub fn confstr(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_arg(vm, name, CONFSTR_NAMES)?;
    // SAFETY: asks for the size, then fills as many bytes as there is room for.
    let text = unsafe {
        *libc::__errno_location() = 0;
        let n = libc::confstr(name, std::ptr::null_mut(), 0);
        if n == 0 {
            return match *libc::__errno_location() {
                0 => Ok(Ref::none()),
                code => Err(vm.os_error(code, &[])),
            };
        }
        let mut text = vec![0u8; n];
        libc::confstr(name, text.as_mut_ptr().cast(), n);
        text.pop();
        text
    };
    fs_decode(vm, &text)
}

pub fn uname(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: all fields are plain bytes, which the call fills with C strings.
    let u = unsafe {
        let mut u: libc::utsname = std::mem::zeroed();
        none_or_error(vm, libc::uname(&mut u))?;
        u
    };
    let text = |field: &[libc::c_char]| {
        // SAFETY: a C string, see above.
        fs_decode(vm, unsafe { CStr::from_ptr(field.as_ptr()) }.to_bytes())
    };
    let items = vec![
        text(&u.sysname)?,
        text(&u.nodename)?,
        text(&u.release)?,
        text(&u.version)?,
        text(&u.machine)?,
    ];
    make(vm, &Records::of(vm).uname_result, items)
}

pub fn sync(_: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain call.
    unsafe { libc::sync() };
    Ok(Ref::none())
}

fn file_system(vm: &Vm, s: &libc::statvfs) -> PyResult {
    let items = [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        s.f_flag,
        s.f_namemax,
    ];
    super::records::statvfs_result(vm, items, s.f_fsid)
}

pub fn statvfs(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let p = Parameter::path("statvfs")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    // SAFETY: all fields are plain numbers, which the call fills; the path ends with a zero byte.
    unsafe {
        let mut s: libc::statvfs = std::mem::zeroed();
        let status = match p.descriptor() {
            Some(fd) => libc::fstatvfs(fd, &mut s),
            None => libc::statvfs(p.path().as_ptr(), &mut s),
        };
        match status {
            0 => file_system(vm, &s),
            _ => Err(last_error(vm, p.files())),
        }
    }
}

pub fn fstatvfs(vm: &Vm, _: &Ref, fd: &Ref) -> PyResult {
    let fd = c_int(vm, fd)?;
    let s = std::cell::Cell::new(unsafe { std::mem::zeroed::<libc::statvfs>() });
    // SAFETY: all fields are plain numbers, which the call fills.
    retried(vm, &[], || unsafe { libc::fstatvfs(fd, s.as_ptr()) }.into())?;
    file_system(vm, &s.get())
}

/// A path or descriptor, and whether links are followed.
fn attribute_place(
    vm: &Vm,
    function: &'static str,
    path: Option<&Ref>,
    follow: &Option<Ref>,
) -> PyResult<(PathArg, bool)> {
    let p = Parameter::path(function).or_descriptor();
    let p = if function == "listxattr" {
        p.or_none()
    } else {
        p
    };
    let p = p.of(vm, path)?;
    let follow = flag(vm, follow, true)?;
    super::paths::check_places(vm, function, &p, libc::AT_FDCWD, follow)?;
    Ok((p, follow))
}

fn attribute_name(vm: &Vm, function: &'static str, r: &Ref) -> PyResult<PathArg> {
    Parameter::path(function).named("attribute").of(vm, Some(r))
}

/// Asks for the size, then for the data, until both agree.
fn sized(vm: &Vm, files: &[Ref], call: impl Fn(*mut u8, usize) -> isize) -> PyResult<Vec<u8>> {
    loop {
        let n = call(std::ptr::null_mut(), 0);
        let mut data = vec![0; n.max(0) as usize];
        let got = if n > 0 {
            call(data.as_mut_ptr(), data.len())
        } else {
            n
        };
        if got >= 0 {
            data.truncate(got as usize);
            return Ok(data);
        }
        if std::io::Error::last_os_error().raw_os_error() != Some(libc::ERANGE) {
            return Err(last_error(vm, files));
        }
    }
}

pub fn getxattr(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, follow) = attribute_place(vm, "getxattr", a[0].as_ref(), &a[2])?;
    let name = attribute_name(vm, "getxattr", required(&a[1]))?;
    let name = name.path().as_ptr();
    // SAFETY: path and name end with zero bytes; there is room for as many bytes as it says.
    let data = sized(vm, p.files(), |to, n| unsafe {
        let path = p.path().as_ptr();
        match p.descriptor() {
            Some(fd) => libc::fgetxattr(fd, name, to.cast(), n),
            None if follow => libc::getxattr(path, name, to.cast(), n),
            None => libc::lgetxattr(path, name, to.cast(), n),
        }
    })?;
    Ok(new_bytes(vm, data))
}

pub fn setxattr(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, follow) = attribute_place(vm, "setxattr", a[0].as_ref(), &a[4])?;
    let name = attribute_name(vm, "setxattr", required(&a[1]))?;
    let value = bytes_arg(vm, required(&a[2]))?;
    let flags = a[3].as_ref().map_or(Ok(0), |f| c_int(vm, f))?;
    let (path, name, v, n) = (
        p.path().as_ptr(),
        name.path().as_ptr(),
        value.as_ptr().cast(),
        value.len(),
    );
    // SAFETY: path and name end with zero bytes; the value is as long as it says.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fsetxattr(fd, name, v, n, flags),
            None if follow => libc::setxattr(path, name, v, n, flags),
            None => libc::lsetxattr(path, name, v, n, flags),
        }
    };
    match status {
        0 => Ok(Ref::none()),
        _ => Err(last_error(vm, p.files())),
    }
}

pub fn removexattr(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, follow) = attribute_place(vm, "removexattr", a[0].as_ref(), &a[2])?;
    let name = attribute_name(vm, "removexattr", required(&a[1]))?;
    let (path, name) = (p.path().as_ptr(), name.path().as_ptr());
    // SAFETY: path and name end with zero bytes.
    let status = unsafe {
        match p.descriptor() {
            Some(fd) => libc::fremovexattr(fd, name),
            None if follow => libc::removexattr(path, name),
            None => libc::lremovexattr(path, name),
        }
    };
    match status {
        0 => Ok(Ref::none()),
        _ => Err(last_error(vm, p.files())),
    }
}

pub fn listxattr(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (p, follow) = attribute_place(vm, "listxattr", a[0].as_ref(), &a[1])?;
    // SAFETY: the path ends with a zero byte; there is room for as many bytes as it says.
    let data = sized(vm, p.files(), |to, n| unsafe {
        let path = p.path().as_ptr();
        match p.descriptor() {
            Some(fd) => libc::flistxattr(fd, to.cast(), n),
            None if follow => libc::listxattr(path, to.cast(), n),
            None => libc::llistxattr(path, to.cast(), n),
        }
    })?;
    let names: Vec<Ref> = data
        .split(|&b| b == 0)
        .filter(|n| !n.is_empty())
        .map(|n| fs_decode(vm, n))
        .collect::<PyResult<_>>()?;
    Ok(new_list(vm, names))
}

pub fn unshare(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let flags = c_int(vm, required(&a[0]))?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::unshare(flags) })
}

pub fn setns(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = super::arguments::file_number(vm, required(&a[0]))?;
    let kind = a[1].as_ref().map_or(Ok(0), |k| c_int(vm, k))?;
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::setns(fd, kind) })
}
