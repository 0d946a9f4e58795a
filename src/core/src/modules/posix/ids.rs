//! Users, groups, sessions and process groups.

use super::super::support::c_int;
use super::arguments::{id, required};
use super::last_error;
use crate::object::{as_tuple, int_to_i64, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// None for success.
pub fn none_or_error(vm: &Vm, status: i32) -> PyResult {
    match status {
        0.. => Ok(Ref::none()),
        _ => Err(last_error(vm, &[])),
    }
}

/// The number, unless it is -1.
pub fn number_or_error(vm: &Vm, n: i32) -> PyResult {
    match n {
        -1 => Err(last_error(vm, &[])),
        n => Ok(vm.new_int(n.into())),
    }
}

/// An id as an int; -1 for the one that stands for none.
fn shown(vm: &Vm, id: u32) -> Ref {
    vm.new_int(if id == u32::MAX { -1 } else { id.into() })
}

macro_rules! setters {
    ($($name:ident($($what:literal),+) = $call:path;)*) => { $(
        pub fn $name(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
            let mut given = a.iter();
            let mut next = |what: &str| id(vm, given.next().expect("counted"), what);
            let status = setters!(@call vm next $call; $($what),+);
            none_or_error(vm, status)
        }
    )* };
    (@call $vm:ident $next:ident $call:path; $x:literal) => {{
        let x = $next($x)?;
        // SAFETY: a plain call.
        unsafe { $call(x) }
    }};
    (@call $vm:ident $next:ident $call:path; $x:literal, $y:literal) => {{
        let (x, y) = ($next($x)?, $next($y)?);
        // SAFETY: a plain call.
        unsafe { $call(x, y) }
    }};
    (@call $vm:ident $next:ident $call:path; $x:literal, $y:literal, $z:literal) => {{
        let (x, y, z) = ($next($x)?, $next($y)?, $next($z)?);
        // SAFETY: a plain call.
        unsafe { $call(x, y, z) }
    }};
}

setters! {
    setuid("uid") = libc::setuid;
    setgid("gid") = libc::setgid;
    seteuid("uid") = libc::seteuid;
    setegid("gid") = libc::setegid;
    setreuid("uid", "uid") = libc::setreuid;
    setregid("gid", "gid") = libc::setregid;
    setresuid("uid", "uid", "uid") = libc::setresuid;
    setresgid("gid", "gid", "gid") = libc::setresgid;
}

pub fn getresuid(vm: &Vm, _: &Ref) -> PyResult {
    let (mut r, mut e, mut s) = (0, 0, 0);
    // SAFETY: the call fills all three.
    none_or_error(vm, unsafe { libc::getresuid(&mut r, &mut e, &mut s) })?;
    Ok(new_tuple(vm, [r, e, s].map(|i| shown(vm, i))))
}

pub fn getresgid(vm: &Vm, _: &Ref) -> PyResult {
    let (mut r, mut e, mut s) = (0, 0, 0);
    // SAFETY: the call fills all three.
    none_or_error(vm, unsafe { libc::getresgid(&mut r, &mut e, &mut s) })?;
    Ok(new_tuple(vm, [r, e, s].map(|i| shown(vm, i))))
}

pub fn getgroups(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: asks for the number, then fills as many as there is room for.
    let groups = unsafe {
        let n = libc::getgroups(0, std::ptr::null_mut());
        let mut all = vec![0; n.max(0) as usize];
        match libc::getgroups(n, all.as_mut_ptr()) {
            got if n >= 0 && got >= 0 => {
                all.truncate(got as usize);
                all
            }
            _ => return Err(last_error(vm, &[])),
        }
    };
    Ok(new_list(
        vm,
        groups.into_iter().map(|g| shown(vm, g)).collect::<Vec<_>>(),
    ))
}

pub fn setgroups(vm: &Vm, _: &Ref, groups: &Ref) -> PyResult {
    if !groups.has_kind(Kind::List) && as_tuple(groups).is_none() {
        return Err(vm.type_error("setgroups argument must be a sequence"));
    }
    let groups = vm.collect(groups)?;
    if groups.len() > 65536 {
        return Err(vm.value_error("too many groups"));
    }
    let mut all = Vec::new();
    for g in &groups {
        if !g.has_kind(Kind::Int) {
            return Err(vm.type_error("groups must be integers"));
        }
        all.push(id(vm, g, "gid")?);
    }
    // SAFETY: as many groups as it says.
    none_or_error(vm, unsafe { libc::setgroups(all.len(), all.as_ptr()) })
}

fn name_arg(vm: &Vm, r: &Ref, function: &str) -> PyResult<std::ffi::CString> {
    super::super::support::str_arg(vm, r, function, "1")?;
    let bytes = super::super::support::fs_encode(vm, r)?;
    std::ffi::CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

pub fn initgroups(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (name, group) = (name_arg(vm, &a[0], "initgroups")?, id(vm, &a[1], "gid")?);
    // SAFETY: the name ends with a zero byte.
    none_or_error(vm, unsafe { libc::initgroups(name.as_ptr(), group) })
}

pub fn getgrouplist(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (name, group) = (name_arg(vm, &a[0], "getgrouplist")?, id(vm, &a[1], "gid")?);
    let mut all = vec![0; 64];
    loop {
        let mut n = all.len() as i32;
        // SAFETY: there is room for as many as it says.
        let status = unsafe { libc::getgrouplist(name.as_ptr(), group, all.as_mut_ptr(), &mut n) };
        if status >= 0 {
            all.truncate(n.max(0) as usize);
            return Ok(new_list(
                vm,
                all.into_iter().map(|g| shown(vm, g)).collect::<Vec<_>>(),
            ));
        }
        if all.len() > 1 << 20 {
            return Err(last_error(vm, &[]));
        }
        all.resize(2 * all.len(), 0);
    }
}

pub fn getlogin(vm: &Vm, _: &Ref) -> PyResult {
    unsafe extern "C" {
        fn getlogin_r(name: *mut libc::c_char, size: usize) -> i32;
    }
    let mut name = [0u8; 256];
    // SAFETY: there is room for as many bytes as it says.
    match unsafe { getlogin_r(name.as_mut_ptr().cast(), name.len()) } {
        0 => {
            let n = name.iter().position(|&b| b == 0).unwrap_or(name.len());
            super::super::support::fs_decode(vm, &name[..n])
        }
        code => Err(vm.os_error(code, &[])),
    }
}

pub fn getpgid(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let pid = c_int(vm, required(&a[0]))?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::getpgid(pid) })
}

pub fn getsid(vm: &Vm, _: &Ref, pid: &Ref) -> PyResult {
    let pid = c_int(vm, pid)?;
    // SAFETY: a plain query.
    number_or_error(vm, unsafe { libc::getsid(pid) })
}

pub fn setsid(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::setsid() })
}

pub fn setpgid(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (pid, group) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::setpgid(pid, group) })
}

pub fn setpgrp(vm: &Vm, _: &Ref) -> PyResult {
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::setpgid(0, 0) })
}

pub fn killpg(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (group, signal) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    // SAFETY: a plain call.
    none_or_error(vm, unsafe { libc::killpg(group, signal) })?;
    vm.check_signals()?;
    Ok(Ref::none())
}

/// `getpriority`: -1 is an answer too.
pub fn getpriority(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let (which, who) = (c_int(vm, required(&a[0]))?, c_int(vm, required(&a[1]))?);
    // SAFETY: a plain query; errno is this thread's own.
    unsafe {
        *libc::__errno_location() = 0;
        let n = libc::getpriority(which as libc::__priority_which_t, who as libc::id_t);
        match *libc::__errno_location() {
            0 => Ok(vm.new_int(n.into())),
            code => Err(vm.os_error(code, &[])),
        }
    }
}

pub fn setpriority(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let which = c_int(vm, required(&a[0]))? as libc::__priority_which_t;
    let (who, priority) = (c_int(vm, required(&a[1]))?, c_int(vm, required(&a[2]))?);
    // SAFETY: a plain call.
    none_or_error(vm, unsafe {
        libc::setpriority(which, who as libc::id_t, priority)
    })
}

/// `nice`: -1 is an answer too.
pub fn nice(vm: &Vm, _: &Ref, by: &Ref) -> PyResult {
    let by = c_int(vm, by)?;
    // SAFETY: a plain call; errno is this thread's own.
    unsafe {
        *libc::__errno_location() = 0;
        let n = libc::nice(by);
        match *libc::__errno_location() {
            code if n == -1 && code != 0 => Err(vm.os_error(code, &[])),
            _ => Ok(vm.new_int(n.into())),
        }
    }
}

/// `os.major`, `os.minor`, `os.makedev` of what stands for no device.
const NO_DEVICE: libc::dev_t = libc::dev_t::MAX;

fn part(vm: &Vm, device: &Ref, of: fn(libc::dev_t) -> u32) -> PyResult {
    Ok(vm.new_int(match super::paths::device(vm, device)? {
        NO_DEVICE => -1,
        d => of(d).into(),
    }))
}

pub fn major(vm: &Vm, _: &Ref, device: &Ref) -> PyResult {
    part(vm, device, |d| libc::major(d))
}

pub fn minor(vm: &Vm, _: &Ref, device: &Ref) -> PyResult {
    part(vm, device, |d| libc::minor(d))
}

pub fn makedev(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let mut parts = [0; 2];
    for (r, p) in a.iter().zip(&mut parts) {
        *p = match int_to_i64(&vm.index(r)?) {
            Some(-1) => u32::MAX,
            Some(n) if u32::try_from(n).is_ok() => n as u32,
            _ => return Err(vm.overflow_error("Python int too large to convert to C unsigned int")),
        };
    }
    Ok(match parts {
        [u32::MAX, u32::MAX] => vm.new_int(-1),
        [major, minor] => vm.new_int(libc::makedev(major, minor) as i64),
    })
}
