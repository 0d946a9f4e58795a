//! The environment of the process.

use super::super::add;
use super::super::struct_sequence::{field, make, make_type, spec};
use super::super::support::{c_int, path_arg};
use crate::object::{GetSetDef, TypeSpec, as_dict, new_bytes, new_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::os::unix::ffi::{OsStrExt, OsStringExt};

static FIELDS: [GetSetDef; 2] = [
    GetSetDef::get("columns", field::<0>),
    GetSetDef::get("lines", field::<1>),
];
static TERMINAL_SIZE: TypeSpec = spec(
    "terminal_size",
    "os",
    "A tuple of (columns, lines) for holding terminal window size",
    &FIELDS,
);

/// The environment of the process as a dict of bytes.
pub fn new_environ(vm: &Vm) -> PyResult {
    let environ = new_dict(vm);
    for (name, value) in std::env::vars_os() {
        let (name, value) = (name.into_vec(), value.into_vec());
        as_dict(&environ).set(vm, &new_bytes(vm, name), new_bytes(vm, value))?;
    }
    Ok(environ)
}

pub fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    add(vm, module, "environ", new_environ(vm)?)?;
    let size = make_type(vm, &TERMINAL_SIZE, FIELDS.len())?;
    vm.set_state("posix.terminal_size", size.clone());
    add(vm, module, "terminal_size", size)
}

/// The name of a variable, checked as the C library would.
fn name_arg(vm: &Vm, r: &Ref) -> PyResult<std::ffi::OsString> {
    let name = path_arg(vm, r)?.into_os_string();
    if name.is_empty() || name.as_bytes().contains(&b'=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    Ok(name)
}

pub fn putenv(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (name, value) = (name_arg(vm, &a[0])?, path_arg(vm, &a[1])?);
    // SAFETY: as in CPython, the environment must not be used by another thread meanwhile.
    unsafe { std::env::set_var(name, value) };
    Ok(Ref::none())
}

pub fn unsetenv(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_arg(vm, name)?;
    // SAFETY: see putenv.
    unsafe { std::env::remove_var(name) };
    Ok(Ref::none())
}

pub fn get_terminal_size(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let fd = a.first().map_or(Ok(1), |fd| c_int(vm, fd))?;
    // SAFETY: the call fills the structure.
    let size = unsafe {
        let mut size: libc::winsize = std::mem::zeroed();
        if libc::ioctl(fd, libc::TIOCGWINSZ, &mut size) != 0 {
            return Err(super::last_error(vm, &[]));
        }
        size
    };
    let ty = vm
        .state::<Ref>("posix.terminal_size")
        .expect("set when the module was made");
    make(
        vm,
        &ty,
        vec![
            vm.new_int(size.ws_col.into()),
            vm.new_int(size.ws_row.into()),
        ],
    )
}
