//! Making processes: fork, exec, spawn, `system`.

use super::super::support::path_arg;
use super::arguments::{Parameter, required};
use super::last_error;
use crate::object::as_tuple;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::cell::RefCell;
use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;

/// When a function of `register_at_fork` runs.
#[derive(Clone, Copy)]
pub enum Moment {
    Before,
    AfterInChild,
    AfterInParent,
}

const STATE: &str = "posix.at_fork";
type Hooks = RefCell<[Vec<Ref>; 3]>;

pub fn register_at_fork(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    if a.iter().all(Option::is_none) {
        return Err(vm.type_error("At least one argument is required."));
    }
    for (f, name) in a
        .iter()
        .zip(["before", "after_in_child", "after_in_parent"])
    {
        if let Some(f) = f
            && !vm.is_callable(f)
        {
            let t = vm.type_of(f).name_str();
            return Err(vm.type_error(format!("'{name}' must be callable, not {t}")));
        }
    }
    if vm.state::<Hooks>(STATE).is_none() {
        vm.set_state(STATE, Hooks::default());
    }
    let hooks = vm.state::<Hooks>(STATE).expect("just set");
    for (f, list) in a.iter().zip(hooks.borrow_mut().iter_mut()) {
        list.extend(f.clone());
    }
    Ok(Ref::none())
}

/// Runs what was registered, last first before the fork; errors are shown and left.
pub fn run_hooks(vm: &Vm, moment: Moment) {
    let Some(hooks) = vm.state::<Hooks>(STATE) else {
        return;
    };
    let mut list = hooks.borrow()[moment as usize].clone();
    if matches!(moment, Moment::Before) {
        list.reverse();
    }
    for f in list {
        if vm.call_positional(&f, &[]).is_err() {
            vm.report_unraisable(Some("Exception ignored in fork hook"), &f);
        }
    }
}

/// What follows a fork whose answer was `pid`.
pub fn after_fork(vm: &Vm, pid: i32) {
    // Hooks must not change what the system said about a failure.
    let why = std::io::Error::last_os_error().raw_os_error().unwrap_or(0);
    run_hooks(
        vm,
        if pid == 0 {
            Moment::AfterInChild
        } else {
            Moment::AfterInParent
        },
    );
    // SAFETY: errno is this thread's own.
    unsafe { *libc::__errno_location() = why };
}

pub fn fork(vm: &Vm, _: &Ref) -> PyResult {
    run_hooks(vm, Moment::Before);
    // SAFETY: the interpreter has one thread, and goes on in both processes.
    let pid = unsafe { libc::fork() };
    after_fork(vm, pid);
    super::ids::number_or_error(vm, pid)
}

pub fn abort(_: &Vm, _: &Ref) -> PyResult {
    std::process::abort()
}

pub fn system(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let command = path_arg(vm, required(&a[0]))?;
    let command = CString::new(command.as_os_str().as_bytes())
        .map_err(|_| vm.value_error("embedded null byte"))?;
    // SAFETY: the command ends with a zero byte.
    Ok(vm.new_int(unsafe { libc::system(command.as_ptr()) }.into()))
}

/// Strings for the C library, with the null pointer that ends their list.
struct Strings {
    _all: Vec<CString>,
    pointers: Vec<*mut libc::c_char>,
}

impl Strings {
    fn of(all: Vec<CString>) -> Strings {
        let mut pointers: Vec<_> = all.iter().map(|s| s.as_ptr().cast_mut()).collect();
        pointers.push(std::ptr::null_mut());
        Strings {
            _all: all,
            pointers,
        }
    }
    fn as_ptr(&self) -> *const *mut libc::c_char {
        self.pointers.as_ptr()
    }
}

fn encoded(vm: &Vm, r: &Ref) -> PyResult<CString> {
    let path = path_arg(vm, r)?;
    CString::new(path.as_os_str().as_bytes()).map_err(|_| vm.value_error("embedded null byte"))
}

/// The arguments of a new program; `not_sequence` and `empty` are the errors.
fn arguments(vm: &Vm, r: &Ref, function: &str, dialect: Dialect) -> PyResult<Strings> {
    if !r.has_kind(Kind::List) && as_tuple(r).is_none() {
        return Err(vm.type_error(match dialect {
            Dialect::Exec(n) => format!("{function}() arg {n} must be a tuple or list"),
            Dialect::Named => format!("{function}: argv must be a tuple or list"),
        }));
    }
    let items = vm.collect(r)?;
    let empty = |what: &str| match dialect {
        Dialect::Exec(n) => vm.value_error(format!("{function}() arg {n} {what} empty")),
        Dialect::Named => vm.value_error(format!("{function}: argv {what} empty")),
    };
    let Some(first) = items.first() else {
        return Err(empty("must not be"));
    };
    let all: Vec<CString> = items
        .iter()
        .map(|i| encoded(vm, i))
        .collect::<PyResult<_>>()?;
    if encoded(vm, first)?.is_empty() {
        return Err(match dialect {
            Dialect::Exec(n) => vm.value_error(format!(
                "{function}() arg {n} first element cannot be empty"
            )),
            Dialect::Named => {
                vm.value_error(format!("{function}: argv first element cannot be empty"))
            }
        });
    }
    Ok(Strings::of(all))
}

/// How the errors of a function speak of its arguments.
#[derive(Clone, Copy)]
enum Dialect {
    Exec(u8),
    Named,
}

/// A mapping as `NAME=VALUE`.
fn environment(vm: &Vm, r: &Ref) -> PyResult<Strings> {
    let (keys, values) = (
        vm.collect(&vm.call_method_str(r, "keys", &[])?)?,
        vm.collect(&vm.call_method_str(r, "values", &[])?)?,
    );
    let mut all = Vec::new();
    for (k, v) in keys.iter().zip(&values) {
        let (name, value) = (encoded(vm, k)?, encoded(vm, v)?);
        if name.is_empty() || name.as_bytes()[1..].contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        let joined = [name.as_bytes(), b"=", value.as_bytes()].concat();
        all.push(CString::new(joined).map_err(|_| vm.value_error("embedded null byte"))?);
    }
    Ok(Strings::of(all))
}

fn is_mapping(vm: &Vm, r: &Ref) -> bool {
    vm.type_of(r).slots.binary[crate::object::BinaryOp::Subscr as usize]
        .get()
        .is_some()
}

pub fn execv(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let path = Parameter::path("execv").of(vm, Some(&a[0]))?;
    let args = arguments(vm, &a[1], "execv", Dialect::Exec(2))?;
    // SAFETY: path and arguments end with zero bytes, their list with a null pointer.
    unsafe { libc::execv(path.path().as_ptr(), args.as_ptr().cast()) };
    Err(last_error(vm, &[]))
}

pub fn execve(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let path = Parameter::path("execve")
        .or_descriptor()
        .of(vm, a[0].as_ref())?;
    let argv = required(&a[1]);
    if !argv.has_kind(Kind::List) && as_tuple(argv).is_none() {
        return Err(vm.type_error("execve: argv must be a tuple or list"));
    }
    if vm.collect(argv)?.is_empty() {
        return Err(vm.value_error("execve: argv must not be empty"));
    }
    let env = required(&a[2]);
    if !is_mapping(vm, env) {
        return Err(vm.type_error("execve: environment must be a mapping object"));
    }
    let (args, env) = (
        arguments(vm, argv, "execve", Dialect::Named)?,
        environment(vm, env)?,
    );
    // SAFETY: strings end with zero bytes, their lists with null pointers.
    unsafe {
        match path.descriptor() {
            Some(fd) => libc::fexecve(fd, args.as_ptr().cast(), env.as_ptr().cast()),
            None => libc::execve(
                path.path().as_ptr(),
                args.as_ptr().cast(),
                env.as_ptr().cast(),
            ),
        }
    };
    Err(last_error(vm, path.files()))
}

/// The environment as it is now.
pub fn create_environ(vm: &Vm, _: &Ref) -> PyResult {
    super::environment::new_environ(vm)
}

/// `_inputhook`: there is none.
pub fn input_hook(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_int(0))
}
