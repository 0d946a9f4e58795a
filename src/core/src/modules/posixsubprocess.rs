//! The module `_posixsubprocess`: starting a program for `subprocess`.

use super::ModuleSpec;
use super::posix::{self, Moment};
use super::support::{c_int, path_arg};
use crate::object::{MethodDef, as_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_posixsubprocess",
    doc: "A POSIX helper for the subprocess module.",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

static METHODS: [MethodDef; 1] = [MethodDef::keywords(
    "fork_exec",
    "args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, \
     errpipe_read, errpipe_write, restore_signals, call_setsid, pgid_to_set, gid, extra_groups, uid, child_umask, \
     preexec_fn, /",
    fork_exec,
)];

/// Strings for the C library, with the null pointer that ends their list.
struct Strings {
    _all: Vec<CString>,
    pointers: Vec<*const libc::c_char>,
}

impl Strings {
    fn of(vm: &Vm, items: &[Ref]) -> PyResult<Strings> {
        let mut all = Vec::new();
        for i in items {
            let path = path_arg(vm, i)?;
            let bytes = path.as_os_str().as_bytes();
            all.push(CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))?);
        }
        let mut pointers: Vec<_> = all.iter().map(|s| s.as_ptr()).collect();
        pointers.push(std::ptr::null());
        Ok(Strings {
            _all: all,
            pointers,
        })
    }
}

/// What the child does before it runs the program; made before the fork, as the child must not allocate.
struct Plan {
    args: Strings,
    executables: Strings,
    env: Option<Strings>,
    cwd: Option<CString>,
    keep: Vec<i32>,
    close_fds: bool,
    /// Ends of pipes, in the order of the parameters.
    ends: [i32; 8],
    restore_signals: bool,
    set_session: bool,
    group: i32,
    gid: Option<u32>,
    groups: Option<Vec<u32>>,
    uid: Option<u32>,
    umask: i32,
    preexec: Option<Ref>,
}

fn fork_exec(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let at = |i: usize| a[i].as_ref().expect("required");
    let given = |i: usize| Some(at(i)).filter(|r| !r.is_none());
    let Some(keep) = as_tuple(at(3)) else {
        let t = vm.type_of(at(3)).name_str();
        let m = format!("fork_exec() argument 4 must be tuple, not {t}");
        return Err(vm.type_error(m));
    };
    let mut numbers = Vec::new();
    for fd in keep {
        match c_int(vm, fd) {
            // In ascending order, and each once.
            Ok(fd) if fd >= 0 && numbers.last().is_none_or(|&last| last < fd) => numbers.push(fd),
            Ok(_) => return Err(vm.value_error("bad value(s) in fds_to_keep")),
            Err(r) => return Err(r),
        }
    }
    let mut ends = [0; 8];
    for (i, e) in ends.iter_mut().enumerate() {
        *e = c_int(vm, at(6 + i))?;
    }
    let close_fds = vm.is_true(at(2))?;
    if close_fds && ends[7] < 3 {
        return Err(vm.value_error("errpipe_write must be >= 3"));
    }
    let sequence = |r: &Ref, what: &str| match r.has_kind(Kind::List) || as_tuple(r).is_some() {
        true => vm.collect(r),
        false => Err(vm.type_error(format!("{what} must be a tuple or list"))),
    };
    let groups = match given(18) {
        None => None,
        Some(list) if list.has_kind(Kind::List) => {
            let mut all = Vec::new();
            for g in vm.collect(list)? {
                all.push(posix::id(vm, &g, "gid")?);
            }
            Some(all)
        }
        Some(_) => return Err(vm.type_error("setgroups argument must be a sequence")),
    };
    let args = match given(0) {
        Some(args) => vm.collect(args)?,
        None => Vec::new(),
    };
    let plan = Plan {
        args: Strings::of(vm, &args)?,
        executables: Strings::of(vm, &sequence(at(1), "executable_list")?)?,
        env: given(5)
            .map(|e| Strings::of(vm, &vm.collect(e)?))
            .transpose()?,
        cwd: given(4)
            .map(|p| {
                let path = path_arg(vm, p)?;
                CString::new(path.as_os_str().as_bytes())
                    .map_err(|_| vm.value_error("embedded null byte"))
            })
            .transpose()?,
        keep: numbers,
        close_fds,
        ends,
        restore_signals: vm.is_true(at(14))?,
        set_session: vm.is_true(at(15))?,
        group: c_int(vm, at(16))?,
        gid: given(17).map(|g| posix::id(vm, g, "gid")).transpose()?,
        groups,
        uid: given(19).map(|u| posix::id(vm, u, "uid")).transpose()?,
        umask: c_int(vm, at(20))?,
        preexec: given(21).cloned(),
    };
    let with_python = plan.preexec.is_some();
    if with_python {
        posix::run_hooks(vm, Moment::Before);
    }
    // SAFETY: the interpreter has one thread; the child only makes system calls, but for what `preexec_fn` does.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        if with_python {
            posix::run_hooks(vm, Moment::AfterInChild);
        }
        // SAFETY: in the child.
        unsafe { child(vm, &plan) }
    }
    if with_python {
        posix::after_fork(vm, pid);
    }
    match pid {
        -1 => {
            let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
            Err(vm.os_error(code, &[]))
        }
        pid => Ok(vm.new_int(pid.into())),
    }
}

fn errno() -> i32 {
    std::io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Runs the program, or tells the parent through its pipe why not.
///
/// # Safety
/// Only in a child just forked.
unsafe fn child(vm: &Vm, plan: &Plan) -> ! {
    let mut preexec_failed = false;
    // SAFETY: see the caller.
    let (code, stage) = match unsafe { prepare(vm, plan, &mut preexec_failed) } {
        Err((code, stage)) => (code, stage),
        // SAFETY: see the caller.
        Ok(()) => (unsafe { run(plan) }, ""),
    };
    let mut message = [0u8; 64];
    let n = {
        use std::io::Write;
        let mut to = &mut message[..];
        let _ = match preexec_failed {
            true => write!(to, "SubprocessError:0:Exception occurred in preexec_fn."),
            false => write!(to, "OSError:{code:X}:{stage}"),
        };
        let left = to.len();
        message.len() - left
    };
    // SAFETY: the message is as long as it says.
    unsafe {
        libc::write(plan.ends[7], message.as_ptr().cast(), n);
        libc::_exit(255)
    }
}

/// Tries one executable after the other; the most telling error.
unsafe fn run(plan: &Plan) -> i32 {
    let mut saved = 0;
    for &path in plan
        .executables
        .pointers
        .iter()
        .take_while(|p| !p.is_null())
    {
        // SAFETY: strings end with zero bytes, their lists with null pointers.
        unsafe {
            match &plan.env {
                Some(env) => libc::execve(path, plan.args.pointers.as_ptr(), env.pointers.as_ptr()),
                None => libc::execv(path, plan.args.pointers.as_ptr()),
            }
        };
        let code = errno();
        if code != libc::ENOENT && code != libc::ENOTDIR && saved == 0 {
            saved = code;
        }
    }
    if saved == 0 { errno() } else { saved }
}

/// Sets the descriptors and the identity of the child.
unsafe fn prepare(
    vm: &Vm,
    plan: &Plan,
    preexec_failed: &mut bool,
) -> Result<(), (i32, &'static str)> {
    let check = |status: i32, stage: &'static str| match status {
        -1 => Err((errno(), stage)),
        n => Ok(n),
    };
    let [
        p2cread,
        p2cwrite,
        c2pread,
        mut c2pwrite,
        errread,
        mut errwrite,
        errpipe_read,
        errpipe_write,
    ] = plan.ends;
    let inheritable = |fd: i32| {
        // SAFETY: plain calls.
        unsafe {
            let flags = check(libc::fcntl(fd, libc::F_GETFD), "")?;
            check(
                libc::fcntl(fd, libc::F_SETFD, flags & !libc::FD_CLOEXEC),
                "",
            )
        }
    };
    for &fd in plan.keep.iter().filter(|&&fd| fd != errpipe_write) {
        // One that is not open is no fault of the program's.
        let _ = inheritable(fd);
    }
    // SAFETY: plain system calls over descriptors and memory of the plan, here and below.
    unsafe {
        for fd in [p2cwrite, c2pread, errread] {
            if fd != -1 {
                check(libc::close(fd), "")?;
            }
        }
        check(libc::close(errpipe_read), "")?;
        // Ends that lie where another belongs move out of the way.
        if c2pwrite == 0 {
            c2pwrite = check(libc::dup(c2pwrite), "")?;
            inheritable(c2pwrite)?;
        }
        while errwrite == 0 || errwrite == 1 {
            errwrite = check(libc::dup(errwrite), "")?;
            inheritable(errwrite)?;
        }
        for (fd, place) in [(p2cread, 0), (c2pwrite, 1), (errwrite, 2)] {
            if fd == place {
                inheritable(fd)?;
            } else if fd != -1 {
                check(libc::dup2(fd, place), "")?;
            }
        }
        if let Some(cwd) = &plan.cwd {
            check(libc::chdir(cwd.as_ptr()), "noexec:chdir")?;
        }
        if plan.umask >= 0 {
            libc::umask(plan.umask as libc::mode_t);
        }
        if plan.restore_signals {
            libc::signal(libc::SIGPIPE, libc::SIG_DFL);
            libc::signal(libc::SIGXFSZ, libc::SIG_DFL);
        }
        if plan.set_session {
            check(libc::setsid(), "noexec")?;
        }
        if plan.group >= 0 {
            check(libc::setpgid(0, plan.group), "noexec")?;
        }
        if let Some(groups) = &plan.groups {
            check(libc::setgroups(groups.len(), groups.as_ptr()), "noexec")?;
        }
        if let Some(gid) = plan.gid {
            check(libc::setregid(gid, gid), "noexec")?;
        }
        if let Some(uid) = plan.uid {
            check(libc::setreuid(uid, uid), "noexec")?;
        }
        if let Some(f) = &plan.preexec
            && vm.call_positional(f, &[]).is_err()
        {
            vm.clear_exception();
            *preexec_failed = true;
            return Err((0, "noexec"));
        }
        if plan.close_fds {
            // What lies between the descriptors that stay.
            let mut from = 3;
            for &fd in plan.keep.iter().filter(|&&fd| fd >= 3) {
                close_range(from, fd - 1);
                from = fd + 1;
            }
            close_range(from, i32::MAX);
        }
    }
    Ok(())
}

/// Closes all descriptors from `first` to `last`.
unsafe fn close_range(first: i32, last: i32) {
    if first > last {
        return;
    }
    // SAFETY: the program is to run without them.
    unsafe {
        if libc::syscall(libc::SYS_close_range, first, last, 0) != 0 {
            let most = libc::sysconf(libc::_SC_OPEN_MAX).clamp(256, 1 << 20) as i32;
            for fd in first..=last.min(most) {
                libc::close(fd);
            }
        }
    }
}
