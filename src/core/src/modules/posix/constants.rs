//! The constants of the module.

use super::super::add;
use super::spawn::ACTIONS;
use crate::object::new_list;
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static ALL: &[(&str, i64)] = constants! {
    F_OK R_OK W_OK X_OK O_RDONLY O_WRONLY O_RDWR O_NDELAY O_NONBLOCK O_APPEND O_DSYNC O_RSYNC O_SYNC O_NOCTTY O_CREAT O_EXCL
    O_TRUNC O_CLOEXEC O_ACCMODE O_DIRECT O_DIRECTORY O_NOFOLLOW O_NOATIME O_PATH O_TMPFILE
    SEEK_DATA SEEK_HOLE WNOHANG WCONTINUED WUNTRACED
};

/// The exit statuses of `sysexits.h`.
static EXIT_STATUSES: &[(&str, i64)] = &[
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
];

pub fn add_all(vm: &Vm, module: &Ref) -> PyResult<()> {
    for &(name, value) in ALL.iter().chain(EXIT_STATUSES).chain(&ACTIONS) {
        add(vm, module, name, vm.new_int(value))?;
    }
    add(vm, module, "error", vm.types.os_error.to_ref())?;
    // What the C library could do beyond POSIX is not used: no function takes `dir_fd` here.
    add(vm, module, "_have_functions", new_list(vm, []))
}
