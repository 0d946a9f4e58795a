//! The module `_signal`.

use super::timers::{alarm, getitimer, pause, setitimer};
use super::{handler_of, set_handler, sets};
use crate::modules::struct_sequence::{field, make_type, spec};
use crate::modules::support::{c_int, c_long};
use crate::modules::{ModuleSpec, add};
use crate::object::{GetSetDef, MethodDef, TypeSpec, from_utf8, int_to_i64, new_dict, new_tuple};
use crate::runtime::signals::{SIGNAL_COUNT, catch_signal, set_disposition};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::cell::Cell;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_signal",
    doc: "This module provides mechanisms to use signal handlers in Python.",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 19] = [
    MethodDef::one("alarm", alarm).text_signature("seconds, /"),
    MethodDef::positional("default_int_handler", 2, 2, |vm, _, _| {
        Err(vm.keyboard_interrupt())
    })
    .text_signature("signalnum, frame, /")
    .doc("The default handler for SIGINT installed by Python.\n\nIt raises KeyboardInterrupt."),
    MethodDef::one("getitimer", getitimer).text_signature("which, /"),
    MethodDef::one("getsignal", getsignal).text_signature("signalnum, /"),
    MethodDef::no_args("pause", pause),
    MethodDef::positional("pthread_kill", 2, 2, pthread_kill)
        .text_signature("thread_id, signalnum, /"),
    MethodDef::positional("pthread_sigmask", 2, 2, sets::pthread_sigmask)
        .text_signature("how, mask, /"),
    MethodDef::one("raise_signal", raise_signal).text_signature("signalnum, /"),
    MethodDef::keywords(
        "set_wakeup_fd",
        "fd, /, *, warn_on_full_buffer=True",
        set_wakeup_fd,
    ),
    MethodDef::positional("setitimer", 2, 3, setitimer)
        .text_signature("which, seconds, interval=0.0, /"),
    MethodDef::positional("siginterrupt", 2, 2, siginterrupt).text_signature("signalnum, flag, /"),
    MethodDef::positional("signal", 2, 2, signal).text_signature("signalnum, handler, /"),
    MethodDef::no_args("sigpending", sets::sigpending),
    MethodDef::positional("sigtimedwait", 2, 2, sets::sigtimedwait)
        .text_signature("sigset, timeout, /"),
    MethodDef::one("sigwait", sets::sigwait).text_signature("sigset, /"),
    MethodDef::one("sigwaitinfo", sets::sigwaitinfo).text_signature("sigset, /"),
    MethodDef::one("strsignal", strsignal).text_signature("signalnum, /"),
    MethodDef::no_args("valid_signals", sets::valid_signals),
    MethodDef::positional("pidfd_send_signal", 2, 4, pidfd_send_signal)
        .text_signature("pidfd, signalnum, siginfo=None, flags=0, /"),
];

macro_rules! constants {
    ($($name:ident)*) => { &[$((stringify!($name), libc::$name as i64),)*] };
}

static CONSTANTS: &[(&str, i64)] = constants! {
    SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGIOT SIGABRT SIGFPE SIGKILL SIGBUS SIGSEGV SIGSYS SIGPIPE SIGALRM SIGTERM
    SIGUSR1 SIGUSR2 SIGCHLD SIGPWR SIGIO SIGURG SIGWINCH SIGPOLL SIGSTOP SIGTSTP SIGCONT SIGTTIN SIGTTOU SIGVTALRM
    SIGPROF SIGXCPU SIGXFSZ SIGSTKFLT SIG_DFL SIG_IGN SIG_BLOCK SIG_UNBLOCK SIG_SETMASK ITIMER_REAL ITIMER_VIRTUAL
    ITIMER_PROF
};

static SIGINFO_FIELDS: [GetSetDef; 7] = [
    GetSetDef::get("si_signo", field::<0>),
    GetSetDef::get("si_code", field::<1>),
    GetSetDef::get("si_errno", field::<2>),
    GetSetDef::get("si_pid", field::<3>),
    GetSetDef::get("si_uid", field::<4>),
    GetSetDef::get("si_status", field::<5>),
    GetSetDef::get("si_band", field::<6>),
];
static SIGINFO: TypeSpec = spec(
    "struct_siginfo",
    "signal",
    "struct_siginfo: Result from sigwaitinfo or sigtimedwait.",
    &SIGINFO_FIELDS,
);

/// What the module keeps.
pub(super) struct State {
    /// `signal.ItimerError`
    pub(super) timer_error: Ref,
    pub(super) siginfo: Ref,
    wakeup: Cell<i32>,
}

/// The key of the module's state; the handlers are there without the module.
pub(super) const STATE: &str = "_signal.module";

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for &(name, value) in CONSTANTS {
        add(vm, module, name, vm.new_int(value))?;
    }
    for (name, value) in [
        ("SIGCLD", libc::SIGCHLD),
        ("NSIG", SIGNAL_COUNT as i32),
        ("SIGRTMIN", libc::SIGRTMIN()),
        ("SIGRTMAX", libc::SIGRTMAX()),
    ] {
        add(vm, module, name, vm.new_int(value.into()))?;
    }
    let siginfo = make_type(vm, &SIGINFO, SIGINFO_FIELDS.len())?;
    add(vm, module, "struct_siginfo", siginfo.clone())?;
    let namespace = new_dict(vm);
    let key = vm.names.module.clone();
    crate::object::as_dict(&namespace).set(vm, &key, from_utf8(vm, "signal")?)?;
    let bases = new_tuple(vm, [vm.types.os_error.to_ref()]);
    let name = vm.interned.intern_str(vm, "ItimerError");
    let class = vm.types.type_.to_ref();
    let timer_error = vm.call_positional(&class, &[name, bases, namespace])?;
    add(vm, module, "ItimerError", timer_error.clone())?;
    vm.set_state(
        STATE,
        State {
            timer_error,
            siginfo,
            wakeup: Cell::new(-1),
        },
    );
    // What SIGINT does when nobody has asked for anything else can be asked for by its name.
    if vm.is_main() && handler_of(vm, libc::SIGINT).is_none() && is_caught(libc::SIGINT) {
        let default = vm.get_attr_str(module, "default_int_handler")?;
        set_handler(vm, libc::SIGINT, default);
    }
    Ok(())
}

/// The disposition of a signal; None if it cannot be asked for.
fn disposition(signal: i32) -> Option<usize> {
    // SAFETY: a query.
    unsafe {
        let mut a: libc::sigaction = std::mem::zeroed();
        (libc::sigaction(signal, std::ptr::null(), &mut a) == 0).then_some(a.sa_sigaction)
    }
}

fn is_caught(signal: i32) -> bool {
    disposition(signal).is_some_and(|d| d != libc::SIG_DFL && d != libc::SIG_IGN)
}

/// A signal's number as an argument.
pub(super) fn signal_argument(vm: &Vm, signal: &Ref) -> PyResult<i32> {
    let n = c_int(vm, signal)?;
    if n < 1 || n as usize >= SIGNAL_COUNT {
        return Err(vm.value_error("signal number out of range"));
    }
    Ok(n)
}

/// Raises OSError for what the last call has left in `errno`.
#[cold]
pub(super) fn last_error(vm: &Vm) -> Raised {
    let errno = std::io::Error::last_os_error().raw_os_error();
    vm.os_error(errno.unwrap_or(0), &[])
}

/// `getsignal`: a function, SIG_DFL or SIG_IGN as a number, or None for a handler that is not Python's.
fn current(vm: &Vm, signal: i32) -> Ref {
    if let Some(h) = handler_of(vm, signal) {
        return h;
    }
    match disposition(signal) {
        Some(libc::SIG_DFL) => vm.new_int(0),
        Some(libc::SIG_IGN) => vm.new_int(1),
        _ => Ref::none(),
    }
}

fn getsignal(vm: &Vm, _: &Ref, signal: &Ref) -> PyResult {
    Ok(current(vm, signal_argument(vm, signal)?))
}

fn signal(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let n = c_int(vm, &a[0])?;
    if !vm.is_main() {
        let text = "signal only works in main thread of the main interpreter";
        return Err(vm.value_error(text));
    }
    if n < 1 || n as usize >= SIGNAL_COUNT {
        return Err(vm.value_error("signal number out of range"));
    }
    let number = if a[1].has_kind(Kind::Int) {
        int_to_i64(&a[1])
    } else {
        None
    };
    let done = match number {
        Some(0) => set_disposition(n, libc::SIG_DFL),
        Some(1) => set_disposition(n, libc::SIG_IGN),
        _ if vm.is_callable(&a[1]) => {
            vm.check_signals()?;
            catch_signal(n)
        }
        _ => {
            return Err(vm.type_error(
                "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object",
            ));
        }
    };
    let before = match handler_of(vm, n) {
        Some(h) => h,
        None => known_before(vm, n),
    };
    if let Err(errno) = done {
        return Err(vm.os_error(errno, &[]));
    }
    set_handler(vm, n, a[1].clone());
    Ok(before)
}

/// What a signal without a handler of Python's did when the program began.
fn known_before(vm: &Vm, signal: i32) -> Ref {
    match signal {
        libc::SIGPIPE | libc::SIGXFSZ => vm.new_int(1),
        _ => vm.new_int(0),
    }
}

fn raise_signal(vm: &Vm, _: &Ref, signal: &Ref) -> PyResult {
    let n = c_int(vm, signal)?;
    // SAFETY: the handler that may run is one that only sets atomics.
    if unsafe { libc::raise(n) } != 0 {
        return Err(last_error(vm));
    }
    vm.check_signals()?;
    Ok(Ref::none())
}

fn pthread_kill(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let thread = c_long(vm, &a[0])?;
    let n = c_int(vm, &a[1])?;
    // Only the own thread is known to be there: an id of another one could be anything.
    // SAFETY: plain calls.
    let result = unsafe {
        if thread as libc::pthread_t == libc::pthread_self() {
            libc::pthread_kill(libc::pthread_self(), n)
        } else {
            libc::ESRCH
        }
    };
    if result != 0 {
        return Err(vm.os_error(result, &[]));
    }
    vm.check_signals()?;
    Ok(Ref::none())
}

fn pidfd_send_signal(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let (fd, n) = (c_int(vm, &a[0])?, c_int(vm, &a[1])?);
    if a.get(2).is_some_and(|i| !i.is_none()) {
        return Err(vm.type_error("siginfo must be None"));
    }
    let flags = a.get(3).map_or(Ok(0), |f| c_int(vm, f))?;
    let none: *const libc::siginfo_t = std::ptr::null();
    // SAFETY: a system call without memory of ours.
    if unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, n, none, flags) } < 0 {
        return Err(last_error(vm));
    }
    Ok(Ref::none())
}

fn siginterrupt(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let n = signal_argument(vm, &a[0])?;
    let restart = !vm.is_true(&a[1])?;
    // SAFETY: the action is read and written back with one flag changed.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(n, std::ptr::null(), &mut action) != 0 {
            return Err(last_error(vm));
        }
        if restart {
            action.sa_flags |= libc::SA_RESTART;
        } else {
            action.sa_flags &= !libc::SA_RESTART;
        }
        if libc::sigaction(n, &action, std::ptr::null_mut()) != 0 {
            return Err(last_error(vm));
        }
    }
    Ok(Ref::none())
}

fn strsignal(vm: &Vm, _: &Ref, signal: &Ref) -> PyResult {
    let n = signal_argument(vm, signal)?;
    // SAFETY: the text is copied before anything else may ask for another one.
    let text = unsafe {
        let p = libc::strsignal(n);
        if p.is_null() {
            return Ok(Ref::none());
        }
        std::ffi::CStr::from_ptr(p).to_string_lossy().into_owned()
    };
    if text.starts_with("Unknown signal") {
        return Ok(Ref::none());
    }
    from_utf8(vm, &text)
}

/// The descriptor that is written to when a signal arrives; -1 for none.
fn set_wakeup_fd(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let fd = c_int(vm, a[0].as_ref().expect("required"))?;
    if !vm.is_main() {
        let text = "set_wakeup_fd only works in main thread of the main interpreter";
        return Err(vm.value_error(text));
    }
    if fd != -1 {
        // SAFETY: a query.
        let flags = unsafe { libc::fcntl(fd, libc::F_GETFL) };
        if flags < 0 {
            return Err(last_error(vm));
        }
        if flags & libc::O_NONBLOCK == 0 {
            return Err(vm.value_error(format!("the fd {fd} must be in non-blocking mode")));
        }
    }
    crate::runtime::signals::set_wakeup(fd);
    let state = vm
        .state::<State>(STATE)
        .expect("set when the module was made");
    Ok(vm.new_int(state.wakeup.replace(fd).into()))
}
