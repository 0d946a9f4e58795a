//! The module `posix`: as much of it as `os` builds on and ordinary programs use.

mod constants;
mod descriptors;
mod directory;
mod environment;
mod paths;
mod process;
mod spawn;
mod stat;

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
        stat::init(vm, module)
    },
};

const SPAWN_PARAMETERS: &str = "path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, \
                                setsigmask=(), setsigdef=(), scheduler=None";

static METHODS: [MethodDef; 54] = [
    MethodDef::keywords(
        "access",
        "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True",
        paths::access,
    ),
    MethodDef::keywords("chdir", "path", paths::chdir),
    MethodDef::keywords(
        "chmod",
        "path, mode, *, dir_fd=None, follow_symlinks=True",
        paths::chmod,
    ),
    MethodDef::keywords("close", "fd", descriptors::close),
    MethodDef::no_args("cpu_count", process::cpu_count),
    MethodDef::keywords("dup", "fd, /", descriptors::dup),
    MethodDef::keywords("dup2", "fd, fd2, inheritable=True", descriptors::dup2),
    MethodDef::keywords("_exit", "status", process::exit),
    MethodDef::keywords("fspath", "path", paths::fspath),
    MethodDef::keywords("fstat", "fd", stat::fstat),
    MethodDef::keywords("fsync", "fd", descriptors::fsync),
    MethodDef::keywords("ftruncate", "fd, length, /", descriptors::ftruncate),
    MethodDef::positional("get_terminal_size", 0, 1, environment::get_terminal_size),
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
    MethodDef::no_args("getpid", |vm, _| {
        process::number(vm, || unsafe { libc::getpid() }.into())
    }),
    MethodDef::no_args("getppid", |vm, _| {
        process::number(vm, || unsafe { libc::getppid() }.into())
    }),
    MethodDef::no_args("getuid", |vm, _| {
        process::number(vm, || unsafe { libc::getuid() }.into())
    }),
    MethodDef::keywords("isatty", "fd, /", descriptors::isatty),
    MethodDef::positional("kill", 2, 2, process::kill),
    MethodDef::keywords(
        "link",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True",
        paths::link,
    ),
    MethodDef::keywords("listdir", "path=None", directory::listdir),
    MethodDef::keywords("lseek", "fd, position, how, /", descriptors::lseek),
    MethodDef::keywords("lstat", "path, *, dir_fd=None", stat::lstat),
    MethodDef::keywords("mkdir", "path, mode=511, *, dir_fd=None", paths::mkdir),
    MethodDef::keywords(
        "open",
        "path, flags, mode=511, *, dir_fd=None",
        descriptors::open,
    ),
    MethodDef::no_args("pipe", descriptors::pipe),
    MethodDef::keywords("posix_spawn", SPAWN_PARAMETERS, spawn::posix_spawn),
    MethodDef::keywords("posix_spawnp", SPAWN_PARAMETERS, spawn::posix_spawnp),
    MethodDef::positional("putenv", 2, 2, environment::putenv),
    MethodDef::keywords("read", "fd, length, /", descriptors::read),
    MethodDef::keywords("readinto", "fd, buffer, /", descriptors::readinto),
    MethodDef::keywords("readlink", "path, *, dir_fd=None", paths::readlink),
    MethodDef::keywords("remove", "path, *, dir_fd=None", paths::unlink),
    MethodDef::keywords(
        "rename",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
        paths::rename,
    ),
    MethodDef::keywords(
        "replace",
        "src, dst, *, src_dir_fd=None, dst_dir_fd=None",
        paths::rename,
    ),
    MethodDef::keywords("rmdir", "path, *, dir_fd=None", paths::rmdir),
    MethodDef::keywords("scandir", "path=None", directory::scandir),
    MethodDef::keywords(
        "stat",
        "path, *, dir_fd=None, follow_symlinks=True",
        stat::stat,
    ),
    MethodDef::one("strerror", process::strerror),
    MethodDef::keywords(
        "symlink",
        "src, dst, target_is_directory=False, *, dir_fd=None",
        paths::symlink,
    ),
    MethodDef::keywords("truncate", "path, length", paths::truncate),
    MethodDef::one("umask", process::umask),
    MethodDef::keywords("unlink", "path, *, dir_fd=None", paths::unlink),
    MethodDef::one("unsetenv", environment::unsetenv),
    MethodDef::one("urandom", process::urandom),
    MethodDef::keywords(
        "utime",
        "path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True",
        paths::utime,
    ),
    MethodDef::positional("waitpid", 2, 2, process::waitpid),
    MethodDef::keywords(
        "waitstatus_to_exitcode",
        "status, /",
        spawn::waitstatus_to_exitcode,
    ),
    MethodDef::keywords("write", "fd, data, /", descriptors::write),
    MethodDef::one("_path_normpath", paths::normpath),
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
