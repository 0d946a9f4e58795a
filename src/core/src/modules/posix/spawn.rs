//! `posix_spawn`: starting programs without a fork of this process, which has threads.

use super::super::signal::signal_set;
use super::super::support::{c_int, fs_encode, fs_path, given};
use crate::object::{BinaryOp, as_bytes};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::ffi::CString;
use std::mem::MaybeUninit;
use std::ptr::null_mut;

/// What is done to the new process's descriptors: the first item of each action.
const OPEN: i64 = 0;
const CLOSE: i64 = 1;
const DUP2: i64 = 2;
const CLOSE_FROM: i64 = 3;

/// Not in every version of the `libc` crate; glibc and musl have the same number.
const SETSID: i32 = 0x80;

pub fn posix_spawn(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    spawn(vm, "posix_spawn", libc::posix_spawn, a)
}

pub fn posix_spawnp(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    spawn(vm, "posix_spawnp", libc::posix_spawnp, a)
}

/// `posix_spawn` and `posix_spawnp` of the C library.
type Spawn = unsafe extern "C" fn(
    *mut libc::pid_t,
    *const libc::c_char,
    *const libc::posix_spawn_file_actions_t,
    *const libc::posix_spawnattr_t,
    *const *mut libc::c_char,
    *const *mut libc::c_char,
) -> libc::c_int;

fn spawn(vm: &Vm, function: &str, call: Spawn, a: &[Option<Ref>]) -> PyResult {
    let required = |at: usize| a[at].as_ref().expect("required");
    let path = program(vm, function, required(0))?;
    let argv = required(1);
    if !argv.has_kind(Kind::List) && !argv.has_kind(Kind::Tuple) {
        return Err(vm.type_error(format!("{function}: argv must be a tuple or list")));
    }
    let arguments = vm.collect(argv)?;
    if arguments.is_empty() {
        return Err(vm.value_error(format!("{function}: argv must not be empty")));
    }
    let mut words = Vec::new();
    for argument in &arguments {
        words.push(c_string(vm, encoded(vm, argument)?)?);
    }
    if words[0].is_empty() {
        return Err(vm.value_error(format!("{function}: argv first element cannot be empty")));
    }
    let variables = environment(vm, function, required(2))?;
    let actions = FileActions::new(vm, given(&a[3]))?;
    let attributes = Attributes::new(vm, function, &a[4..])?;
    let pointers = |strings: &[CString]| -> Vec<*mut libc::c_char> {
        let all = strings.iter().map(|s| s.as_ptr().cast_mut());
        all.chain([null_mut()]).collect()
    };
    let words_read = pointers(&words);
    let variables_read = variables.as_deref().map(pointers);
    let mut pid = 0;
    // SAFETY: all strings end with a zero byte and all lists with a null pointer; they and the settings outlive the call,
    // which reads them only.
    let status = unsafe {
        call(
            &mut pid,
            path.as_ptr(),
            &actions.settings,
            &attributes.settings,
            words_read.as_ptr(),
            variables_read
                .as_ref()
                .map_or(environ.cast_const(), Vec::as_ptr),
        )
    };
    if status != 0 {
        return Err(vm.os_error(status, std::slice::from_ref(required(0))));
    }
    Ok(vm.new_int(pid.into()))
}

unsafe extern "C" {
    /// The variables of this process.
    static mut environ: *mut *mut libc::c_char;
}

fn program(vm: &Vm, function: &str, path: &Ref) -> PyResult<CString> {
    let fspath = vm.interned.intern_str(vm, "__fspath__");
    let is_text = path.has_kind(Kind::Str) || path.has_kind(Kind::Bytes);
    if !is_text && vm.get_attr_opt(path, &fspath)?.is_none() {
        let t = vm.type_of(path).name_str();
        return Err(vm.type_error(format!(
            "{function}: path should be string, bytes or os.PathLike, not {t}"
        )));
    }
    let bytes = encoded(vm, path)?;
    match CString::new(bytes) {
        Ok(path) => Ok(path),
        Err(_) => Err(vm.value_error(format!("{function}: embedded null character in path"))),
    }
}

fn encoded(vm: &Vm, text: &Ref) -> PyResult<Vec<u8>> {
    let text = fs_path(vm, text)?;
    if text.has_kind(Kind::Bytes) {
        return Ok(as_bytes(&text).to_vec());
    }
    fs_encode(vm, &text)
}

fn c_string(vm: &Vm, bytes: Vec<u8>) -> PyResult<CString> {
    CString::new(bytes).map_err(|_| vm.value_error("embedded null byte"))
}

/// The variables as `NAME=value`; none where this process's own are meant.
fn environment(vm: &Vm, function: &str, env: &Ref) -> PyResult<Option<Vec<CString>>> {
    if env.is_none() {
        return Ok(None);
    }
    let subscript = BinaryOp::Subscr as usize;
    if vm.type_of(env).slots.binary[subscript].get().is_none() {
        return Err(vm.type_error(format!(
            "{function}: environment must be a mapping object or None"
        )));
    }
    let names = vm.collect(&vm.call_method_str(env, "keys", &[])?)?;
    let values = vm.collect(&vm.call_method_str(env, "values", &[])?)?;
    let mut variables = Vec::new();
    for (name, value) in names.iter().zip(&values) {
        let (mut variable, value) = (encoded(vm, name)?, encoded(vm, value)?);
        // A name may begin with `=`, as some systems have them.
        if variable.is_empty() || variable[1..].contains(&b'=') {
            return Err(vm.value_error("illegal environment variable name"));
        }
        variable.push(b'=');
        variable.extend(value);
        variables.push(c_string(vm, variable)?);
    }
    Ok(Some(variables))
}

/// What is to happen to descriptors, as the C library keeps it.
struct FileActions {
    settings: libc::posix_spawn_file_actions_t,
    /// Paths of files to open: the C library need not copy them.
    _paths: Vec<CString>,
}

impl FileActions {
    fn new(vm: &Vm, given: Option<&Ref>) -> PyResult<Self> {
        let mut settings = MaybeUninit::uninit();
        // SAFETY: the call initialises the settings, or fails.
        let settings = unsafe {
            match libc::posix_spawn_file_actions_init(settings.as_mut_ptr()) {
                0 => settings.assume_init(),
                status => return Err(vm.os_error(status, &[])),
            }
        };
        let mut actions = Self {
            settings,
            _paths: Vec::new(),
        };
        let Some(list) = given else {
            return Ok(actions);
        };
        let items = match vm.collect(list) {
            Ok(items) => items,
            Err(r) => {
                vm.catch(r, vm.types.type_error)?;
                return Err(vm.type_error("file_actions must be a sequence or None"));
            }
        };
        for item in &items {
            actions.add(vm, item)?;
        }
        Ok(actions)
    }

    fn add(&mut self, vm: &Vm, item: &Ref) -> PyResult<()> {
        let parts = match item.has_kind(Kind::Tuple) {
            true => vm.collect(item)?,
            false => Vec::new(),
        };
        let Some(kind) = parts.first() else {
            return Err(vm.type_error("Each file_actions element must be a non-empty tuple"));
        };
        let kind = i64::from(c_int(vm, kind)?);
        let sized = |name: &str, size: usize| match parts.len() == size {
            true => Ok(()),
            false => Err(vm.type_error(format!(
                "A {name} file_action tuple must have {size} elements"
            ))),
        };
        let settings = &mut self.settings;
        // SAFETY: the settings are initialised, and paths live as long as they do.
        let status = unsafe {
            match kind {
                OPEN => {
                    sized("open", 5)?;
                    let fd = c_int(vm, &parts[1])?;
                    let path = c_string(vm, encoded(vm, &parts[2])?)?;
                    let (flags, mode) = (c_int(vm, &parts[3])?, c_int(vm, &parts[4])?);
                    let status = libc::posix_spawn_file_actions_addopen(
                        settings,
                        fd,
                        path.as_ptr(),
                        flags,
                        mode as libc::mode_t,
                    );
                    self._paths.push(path);
                    status
                }
                CLOSE => {
                    sized("close", 2)?;
                    let fd = c_int(vm, &parts[1])?;
                    libc::posix_spawn_file_actions_addclose(settings, fd)
                }
                DUP2 => {
                    sized("dup2", 3)?;
                    let (fd, to) = (c_int(vm, &parts[1])?, c_int(vm, &parts[2])?);
                    libc::posix_spawn_file_actions_adddup2(settings, fd, to)
                }
                CLOSE_FROM => {
                    sized("closefrom", 2)?;
                    let fd = c_int(vm, &parts[1])?;
                    libc::posix_spawn_file_actions_addclosefrom_np(settings, fd)
                }
                _ => return Err(vm.type_error("Unknown file_actions identifier")),
            }
        };
        match status {
            0 => Ok(()),
            status => Err(vm.os_error(status, &[])),
        }
    }
}

impl Drop for FileActions {
    fn drop(&mut self) {
        // SAFETY: initialised when made.
        unsafe { libc::posix_spawn_file_actions_destroy(&mut self.settings) };
    }
}

/// Process group, session, identity and signals of the new process, as the C library keeps them.
struct Attributes {
    settings: libc::posix_spawnattr_t,
}

impl Attributes {
    /// From the arguments `setpgroup`, `resetids`, `setsid`, `setsigmask`, `setsigdef` and `scheduler`.
    fn new(vm: &Vm, function: &str, a: &[Option<Ref>]) -> PyResult<Self> {
        let mut settings = MaybeUninit::uninit();
        // SAFETY: the call initialises the settings, or fails.
        let settings = unsafe {
            match libc::posix_spawnattr_init(settings.as_mut_ptr()) {
                0 => settings.assume_init(),
                status => return Err(vm.os_error(status, &[])),
            }
        };
        let mut attributes = Self { settings };
        let settings = &mut attributes.settings;
        let failed = |status: i32| -> PyResult<()> {
            match status {
                0 => Ok(()),
                status => Err(vm.os_error(status, &[])),
            }
        };
        let on = |at: usize| -> PyResult<bool> {
            a[at].as_ref().map_or(Ok(false), |value| vm.is_true(value))
        };
        let mut flags = 0;
        if let Some(group) = given(&a[0]) {
            let group = c_int(vm, group)?;
            // SAFETY: the settings are initialised, here and below.
            failed(unsafe { libc::posix_spawnattr_setpgroup(settings, group) })?;
            flags |= libc::POSIX_SPAWN_SETPGROUP;
        }
        if on(1)? {
            flags |= libc::POSIX_SPAWN_RESETIDS;
        }
        if on(2)? {
            flags |= SETSID;
        }
        if let Some(signals) = &a[3] {
            let set = signal_set(vm, signals)?;
            failed(unsafe { libc::posix_spawnattr_setsigmask(settings, &set) })?;
            flags |= libc::POSIX_SPAWN_SETSIGMASK;
        }
        if let Some(signals) = &a[4] {
            let set = signal_set(vm, signals)?;
            failed(unsafe { libc::posix_spawnattr_setsigdefault(settings, &set) })?;
            flags |= libc::POSIX_SPAWN_SETSIGDEF;
        }
        if let Some(scheduler) = given(&a[5]) {
            let (policy, parameter) = scheduler_arg(vm, function, scheduler)?;
            if let Some(policy) = policy {
                failed(unsafe { libc::posix_spawnattr_setschedpolicy(settings, policy) })?;
                flags |= libc::POSIX_SPAWN_SETSCHEDULER;
            }
            failed(unsafe { libc::posix_spawnattr_setschedparam(settings, &parameter) })?;
            flags |= libc::POSIX_SPAWN_SETSCHEDPARAM;
        }
        // The C library's flags are a short.
        failed(unsafe { libc::posix_spawnattr_setflags(settings, flags as libc::c_short) })?;
        Ok(attributes)
    }
}

impl Drop for Attributes {
    fn drop(&mut self) {
        // SAFETY: initialised when made.
        unsafe { libc::posix_spawnattr_destroy(&mut self.settings) };
    }
}

/// `(policy, sched_param)`
fn scheduler_arg(
    vm: &Vm,
    function: &str,
    scheduler: &Ref,
) -> PyResult<(Option<i32>, libc::sched_param)> {
    match crate::object::as_tuple(scheduler) {
        None => Err(vm.type_error(format!("{function}: scheduler must be a tuple or None"))),
        Some([policy, param]) => {
            let policy = match policy.is_none() {
                true => None,
                false => Some(c_int(vm, policy)?),
            };
            Ok((policy, super::scheduling::parameter(vm, param)?))
        }
        Some(_) => Err(vm.type_error("A scheduler tuple must have two elements")),
    }
}
