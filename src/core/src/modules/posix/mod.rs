//! The module `posix`.

mod arguments;
mod constants;
mod descriptors;
mod directory;
mod environment;
mod ids;
mod names;
mod numbers;
mod paths;
mod process;
mod processes;
mod records;
mod scheduling;
mod spawn;
mod stat;
mod system;
mod terminals;
mod timers;
mod transfer;
mod wait;

pub use arguments::{file_number, id};
pub use processes::{Moment, after_fork, run_hooks};
use records::Records;

use super::ModuleSpec;
use crate::object::MethodDef;
use crate::runtime::{Raised, Vm};
use crate::value::Ref;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: "This module provides access to operating system functionality that is\nstandardized by the C Standard and the \
          POSIX standard (a thinly\ndisguised Unix interface).  Refer to the library manual and\ncorresponding Unix \
          manual entries for more information on calls.",
    methods: &METHODS,
    init: |vm, module| {
        constants::add_all(vm, module)?;
        environment::init(vm, module)?;
        directory::init(vm, module)?;
        records::init(vm, module)?;
        system::init(vm, module)?;
        stat::init(vm, module)
    },
};

static METHODS: [MethodDef; 180] = [
    MethodDef::keywords(
        "timerfd_create",
        "clockid, /, *, flags=0",
        timers::timerfd_create,
    ),
    MethodDef::one("timerfd_gettime", timers::timerfd_gettime).text_signature("fd, /"),
    MethodDef::one("timerfd_gettime_ns", timers::timerfd_gettime_ns).text_signature("fd, /"),
    MethodDef::keywords(
        "timerfd_settime",
        "fd, /, *, flags=0, initial=0.0, interval=0.0",
        timers::timerfd_settime,
    ),
    MethodDef::keywords(
        "timerfd_settime_ns",
        "fd, /, *, flags=0, initial=0, interval=0",
        timers::timerfd_settime_ns,
    ),
    MethodDef::one("WCOREDUMP", wait::WCOREDUMP).text_signature("status, /"),
    MethodDef::keywords("WEXITSTATUS", "status", wait::WEXITSTATUS),
    MethodDef::keywords("WIFCONTINUED", "status", wait::WIFCONTINUED),
    MethodDef::keywords("WIFEXITED", "status", wait::WIFEXITED),
    MethodDef::keywords("WIFSIGNALED", "status", wait::WIFSIGNALED),
    MethodDef::keywords("WIFSTOPPED", "status", wait::WIFSTOPPED),
    MethodDef::keywords("WSTOPSIG", "status", wait::WSTOPSIG),
    MethodDef::keywords("WTERMSIG", "status", wait::WTERMSIG),
    MethodDef::no_args("_create_environ", processes::create_environ),
    MethodDef::keywords("_exit", "status", process::exit),
    MethodDef::no_args("_inputhook", processes::input_hook),
    MethodDef::no_args("_is_inputhook_installed", |_, _| Ok(Ref::bool(false))),
    MethodDef::keywords("_path_normpath", "path", paths::normpath),
    MethodDef::keywords("_path_splitroot_ex", "p", paths::splitroot),
    MethodDef::no_args("abort", processes::abort),
    MethodDef::keywords(
        "access",
        "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True",
        paths::access,
    ),
    MethodDef::keywords("chdir", "path", paths::chdir),
    MethodDef::keywords(
        "chmod",
        "path, mode, *, dir_fd=None, follow_symlinks=(os.name != 'nt')",
        paths::chmod,
    ),
    MethodDef::keywords(
        "chown",
        "path, uid, gid, *, dir_fd=None, follow_symlinks=True",
        paths::chown,
    ),
    MethodDef::keywords("chroot", "path", paths::chroot),
    MethodDef::keywords("close", "fd", descriptors::close),
    MethodDef::positional("closerange", 2, 2, transfer::closerange)
        .text_signature("fd_low, fd_high, /"),
    MethodDef::one("confstr", system::confstr).text_signature("name, /"),
    MethodDef::keywords(
        "copy_file_range",
        "src, dst, count, offset_src=None, offset_dst=None",
        transfer::copy_file_range,
    ),
    MethodDef::no_args("cpu_count", process::cpu_count),
    MethodDef::no_args("ctermid", terminals::ctermid),
    MethodDef::keywords("device_encoding", "fd", terminals::device_encoding),
    MethodDef::keywords("dup", "fd, /", descriptors::dup),
    MethodDef::keywords("dup2", "fd, fd2, inheritable=True", descriptors::dup2),
    MethodDef::keywords("eventfd", "initval, flags=EFD_CLOEXEC", transfer::eventfd),
    MethodDef::keywords("eventfd_read", "fd", transfer::eventfd_read),
    MethodDef::keywords("eventfd_write", "fd, value", transfer::eventfd_write),
    MethodDef::positional("execv", 2, 2, processes::execv).text_signature("path, argv, /"),
    MethodDef::keywords("execve", "path, argv, env", processes::execve),
    MethodDef::keywords("fchdir", "fd", transfer::fchdir),
    MethodDef::keywords("fchmod", "fd, mode", transfer::fchmod),
    MethodDef::keywords("fchown", "fd, uid, gid", transfer::fchown),
    MethodDef::keywords("fdatasync", "fd", transfer::fdatasync),
    MethodDef::no_args("fork", processes::fork),
    MethodDef::no_args("forkpty", terminals::forkpty),
    MethodDef::positional("fpathconf", 2, 2, system::fpathconf).text_signature("fd, name, /"),
    MethodDef::keywords("fspath", "path", paths::fspath),
    MethodDef::keywords("fstat", "fd", stat::fstat),
    MethodDef::one("fstatvfs", system::fstatvfs).text_signature("fd, /"),
    MethodDef::keywords("fsync", "fd", descriptors::fsync),
    MethodDef::keywords("ftruncate", "fd, length, /", descriptors::ftruncate),
    MethodDef::one("get_blocking", transfer::get_blocking).text_signature("fd, /"),
    MethodDef::one("get_inheritable", transfer::get_inheritable).text_signature("fd, /"),
    MethodDef::positional("get_terminal_size", 0, 1, environment::get_terminal_size)
        .text_signature("fd=<unrepresentable>, /"),
    MethodDef::no_args("getcwd", paths::getcwd),
    MethodDef::no_args("getcwdb", paths::getcwdb),
    MethodDef::no_args("getegid", |vm, _| {
        process::number(vm, || unsafe { libc::getegid() }.into())
    }),
    MethodDef::no_args("geteuid", |vm, _| {
        process::number(vm, || unsafe { libc::geteuid() }.into())
    }),
    MethodDef::no_args("getgid", |vm, _| {
        process::number(vm, || unsafe { libc::getgid() }.into())
    }),
    MethodDef::positional("getgrouplist", 2, 2, ids::getgrouplist).text_signature("user, group, /"),
    MethodDef::no_args("getgroups", ids::getgroups),
    MethodDef::no_args("getloadavg", scheduling::getloadavg),
    MethodDef::no_args("getlogin", ids::getlogin),
    MethodDef::keywords("getpgid", "pid", ids::getpgid),
    MethodDef::no_args("getpgrp", |vm, _| {
        process::number(vm, || unsafe { libc::getpgrp() }.into())
    }),
    MethodDef::no_args("getpid", |vm, _| {
        process::number(vm, || unsafe { libc::getpid() }.into())
    }),
    MethodDef::no_args("getppid", |vm, _| {
        process::number(vm, || unsafe { libc::getppid() }.into())
    }),
    MethodDef::keywords("getpriority", "which, who", ids::getpriority),
    MethodDef::keywords("getrandom", "size, flags=0", transfer::getrandom),
    MethodDef::no_args("getresgid", ids::getresgid),
    MethodDef::no_args("getresuid", ids::getresuid),
    MethodDef::one("getsid", ids::getsid).text_signature("pid, /"),
    MethodDef::no_args("getuid", |vm, _| {
        process::number(vm, || unsafe { libc::getuid() }.into())
    }),
    MethodDef::keywords(
        "getxattr",
        "path, attribute, *, follow_symlinks=True",
        system::getxattr,
    ),
    MethodDef::one("grantpt", terminals::grantpt).text_signature("fd, /"),
    MethodDef::positional("initgroups", 2, 2, ids::initgroups).text_signature("username, gid, /"),
    MethodDef::keywords("isatty", "fd, /", descriptors::isatty),
    MethodDef::positional("kill", 2, 2, process::kill).text_signature("pid, signal, /"),
    MethodDef::positional("killpg", 2, 2, ids::killpg).text_signature("pgid, signal, /"),
    MethodDef::keywords("lchown", "path, uid, gid", paths::lchown),
    MethodDef::keywords(
        "link",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=(os.name != 'nt')",
        paths::link,
    ),
    MethodDef::keywords("listdir", "path=None", directory::listdir),
    MethodDef::keywords(
        "listxattr",
        "path=None, *, follow_symlinks=True",
        system::listxattr,
    ),
    MethodDef::positional("lockf", 3, 3, transfer::lockf).text_signature("fd, command, length, /"),
    MethodDef::one("login_tty", terminals::login_tty).text_signature("fd, /"),
    MethodDef::keywords("lseek", "fd, position, whence, /", descriptors::lseek),
    MethodDef::keywords("lstat", "path, *, dir_fd=None", stat::lstat),
    MethodDef::one("major", ids::major).text_signature("device, /"),
    MethodDef::positional("makedev", 2, 2, ids::makedev).text_signature("major, minor, /"),
    MethodDef::keywords(
        "memfd_create",
        "name, flags=MFD_CLOEXEC",
        transfer::memfd_create,
    ),
    MethodDef::one("minor", ids::minor).text_signature("device, /"),
    MethodDef::keywords("mkdir", "path, mode=511, *, dir_fd=None", paths::mkdir),
    MethodDef::keywords("mkfifo", "path, mode=438, *, dir_fd=None", paths::mkfifo),
    MethodDef::keywords(
        "mknod",
        "path, mode=384, device=0, *, dir_fd=None",
        paths::mknod,
    ),
    MethodDef::one("nice", ids::nice).text_signature("increment, /"),
    MethodDef::keywords(
        "open",
        "path, flags, mode=511, *, dir_fd=None",
        descriptors::open,
    ),
    MethodDef::no_args("openpty", terminals::openpty),
    MethodDef::keywords("pathconf", "path, name", system::pathconf),
    MethodDef::keywords("pidfd_open", "pid, flags=0", wait::pidfd_open),
    MethodDef::no_args("pipe", descriptors::pipe),
    MethodDef::one("pipe2", transfer::pipe2).text_signature("flags, /"),
    MethodDef::positional("posix_fadvise", 4, 4, transfer::posix_fadvise)
        .text_signature("fd, offset, length, advice, /"),
    MethodDef::positional("posix_fallocate", 3, 3, transfer::posix_fallocate)
        .text_signature("fd, offset, length, /"),
    MethodDef::one("posix_openpt", terminals::posix_openpt).text_signature("oflag, /"),
    MethodDef::keywords(
        "posix_spawn",
        "path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None",
        spawn::posix_spawn,
    ),
    MethodDef::keywords(
        "posix_spawnp",
        "path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None",
        spawn::posix_spawnp,
    ),
    MethodDef::positional("pread", 3, 3, transfer::pread).text_signature("fd, length, offset, /"),
    MethodDef::keywords(
        "preadv",
        "fd, buffers, offset, flags=0, /",
        transfer::preadv,
    ),
    MethodDef::one("ptsname", terminals::ptsname).text_signature("fd, /"),
    MethodDef::positional("putenv", 2, 2, environment::putenv).text_signature("name, value, /"),
    MethodDef::positional("pwrite", 3, 3, transfer::pwrite).text_signature("fd, buffer, offset, /"),
    MethodDef::keywords(
        "pwritev",
        "fd, buffers, offset, flags=0, /",
        transfer::pwritev,
    ),
    MethodDef::keywords("read", "fd, length, /", descriptors::read),
    MethodDef::keywords("readinto", "fd, buffer, /", descriptors::readinto),
    MethodDef::keywords("readlink", "path, *, dir_fd=None", paths::readlink),
    MethodDef::positional("readv", 2, 2, transfer::readv).text_signature("fd, buffers, /"),
    MethodDef::keywords(
        "register_at_fork",
        "*, before=<unrepresentable>, after_in_child=<unrepresentable>, after_in_parent=<unrepresentable>",
        processes::register_at_fork,
    ),
    MethodDef::keywords("remove", "path, *, dir_fd=None", paths::remove),
    MethodDef::keywords(
        "removexattr",
        "path, attribute, *, follow_symlinks=True",
        system::removexattr,
    ),
    MethodDef::keywords(
        "rename",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
        paths::rename,
    ),
    MethodDef::keywords(
        "replace",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
        paths::replace,
    ),
    MethodDef::keywords("rmdir", "path, *, dir_fd=None", paths::rmdir),
    MethodDef::keywords("scandir", "path=None", directory::scandir),
    MethodDef::keywords(
        "sched_get_priority_max",
        "policy",
        scheduling::sched_get_priority_max,
    ),
    MethodDef::keywords(
        "sched_get_priority_min",
        "policy",
        scheduling::sched_get_priority_min,
    ),
    MethodDef::one("sched_getaffinity", scheduling::sched_getaffinity).text_signature("pid, /"),
    MethodDef::one("sched_getparam", scheduling::sched_getparam).text_signature("pid, /"),
    MethodDef::one("sched_getscheduler", scheduling::sched_getscheduler).text_signature("pid, /"),
    MethodDef::one("sched_rr_get_interval", scheduling::sched_rr_get_interval)
        .text_signature("pid, /"),
    MethodDef::positional("sched_setaffinity", 2, 2, scheduling::sched_setaffinity)
        .text_signature("pid, mask, /"),
    MethodDef::positional("sched_setparam", 2, 2, scheduling::sched_setparam)
        .text_signature("pid, param, /"),
    MethodDef::positional("sched_setscheduler", 3, 3, scheduling::sched_setscheduler)
        .text_signature("pid, policy, param, /"),
    MethodDef::no_args("sched_yield", scheduling::sched_yield),
    MethodDef::keywords(
        "sendfile",
        "out_fd, in_fd, offset, count",
        transfer::sendfile,
    ),
    MethodDef::positional("set_blocking", 2, 2, transfer::set_blocking)
        .text_signature("fd, blocking, /"),
    MethodDef::positional("set_inheritable", 2, 2, transfer::set_inheritable)
        .text_signature("fd, inheritable, /"),
    MethodDef::positional("setegid", 1, 1, ids::setegid).text_signature("egid, /"),
    MethodDef::positional("seteuid", 1, 1, ids::seteuid).text_signature("euid, /"),
    MethodDef::positional("setgid", 1, 1, ids::setgid).text_signature("gid, /"),
    MethodDef::one("setgroups", ids::setgroups).text_signature("groups, /"),
    MethodDef::keywords("setns", "fd, nstype=0", system::setns),
    MethodDef::positional("setpgid", 2, 2, ids::setpgid).text_signature("pid, pgrp, /"),
    MethodDef::no_args("setpgrp", ids::setpgrp),
    MethodDef::keywords("setpriority", "which, who, priority", ids::setpriority),
    MethodDef::positional("setregid", 2, 2, ids::setregid).text_signature("rgid, egid, /"),
    MethodDef::positional("setresgid", 3, 3, ids::setresgid).text_signature("rgid, egid, sgid, /"),
    MethodDef::positional("setresuid", 3, 3, ids::setresuid).text_signature("ruid, euid, suid, /"),
    MethodDef::positional("setreuid", 2, 2, ids::setreuid).text_signature("ruid, euid, /"),
    MethodDef::no_args("setsid", ids::setsid),
    MethodDef::positional("setuid", 1, 1, ids::setuid).text_signature("uid, /"),
    MethodDef::keywords(
        "setxattr",
        "path, attribute, value, flags=0, *, follow_symlinks=True",
        system::setxattr,
    ),
    MethodDef::keywords(
        "splice",
        "src, dst, count, offset_src=None, offset_dst=None, flags=0",
        transfer::splice,
    ),
    MethodDef::keywords(
        "stat",
        "path, *, dir_fd=None, follow_symlinks=True",
        stat::stat,
    ),
    MethodDef::keywords("statvfs", "path", system::statvfs),
    MethodDef::one("strerror", process::strerror).text_signature("code, /"),
    MethodDef::keywords(
        "symlink",
        "src, dst, target_is_directory=False, *, dir_fd=None",
        paths::symlink,
    ),
    MethodDef::no_args("sync", system::sync),
    MethodDef::one("sysconf", system::sysconf).text_signature("name, /"),
    MethodDef::keywords("system", "command", processes::system),
    MethodDef::one("tcgetpgrp", terminals::tcgetpgrp).text_signature("fd, /"),
    MethodDef::positional("tcsetpgrp", 2, 2, terminals::tcsetpgrp).text_signature("fd, pgid, /"),
    MethodDef::no_args("times", scheduling::times),
    MethodDef::keywords("truncate", "path, length", paths::truncate),
    MethodDef::one("ttyname", terminals::ttyname).text_signature("fd, /"),
    MethodDef::one("umask", process::umask).text_signature("mask, /"),
    MethodDef::no_args("uname", system::uname),
    MethodDef::keywords("unlink", "path, *, dir_fd=None", paths::unlink),
    MethodDef::one("unlockpt", terminals::unlockpt).text_signature("fd, /"),
    MethodDef::one("unsetenv", environment::unsetenv).text_signature("name, /"),
    MethodDef::keywords("unshare", "flags", system::unshare),
    MethodDef::one("urandom", process::urandom).text_signature("size, /"),
    MethodDef::keywords(
        "utime",
        "path, times=None, *, ns=<unrepresentable>, dir_fd=None, follow_symlinks=True",
        paths::utime,
    ),
    MethodDef::no_args("wait", wait::wait),
    MethodDef::keywords("wait3", "options", wait::wait3),
    MethodDef::keywords("wait4", "pid, options", wait::wait4),
    MethodDef::positional("waitid", 3, 3, wait::waitid).text_signature("idtype, id, options, /"),
    MethodDef::positional("waitpid", 2, 2, wait::waitpid).text_signature("pid, options, /"),
    MethodDef::keywords(
        "waitstatus_to_exitcode",
        "status",
        wait::waitstatus_to_exitcode,
    ),
    MethodDef::keywords("write", "fd, data, /", descriptors::write),
    MethodDef::positional("writev", 2, 2, transfer::writev).text_signature("fd, buffers, /"),
];

/// Raises OSError for the last failure of the C library.
#[cold]
fn last_error(vm: &Vm, files: &[Ref]) -> Raised {
    let code = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    vm.os_error(code, files)
}

/// Raises OSError for a failure of Rust's library.
#[cold]
fn io_error(vm: &Vm, e: &std::io::Error, files: &[Ref]) -> Raised {
    vm.os_error(e.raw_os_error().unwrap_or(libc::EINVAL), files)
}
