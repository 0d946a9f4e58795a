//! The module `_thread`, for the one thread that an interpreter has here: locks work, starting threads does not.

mod excepthook;
mod handle;
mod local;
mod lock;

use super::common::add_type;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a \
          more convenient interface.",
    methods: &METHODS,
    init,
};

const NAME: &str = "_thread";

/// Bytes of a thread's name, as far as the system keeps it.
const NAME_MAXLEN: usize = 15;

/// Longest wait for a lock, in seconds.
const TIMEOUT_MAX: f64 = 9223372036.0;

static METHODS: [MethodDef; 20] = [
    MethodDef::one("_excepthook", excepthook::excepthook)
        .text_signature("args, /")
        .doc("Handle uncaught Thread.run() exception."),
    MethodDef::no_args("allocate_lock", |vm, _| Ok(lock::new_lock(vm, state(vm).lock)))
        .doc("allocate_lock() -> lock object\n\nCreate a new lock object. See help(type(threading.Lock())) for\ninformation about locks."),
    MethodDef::no_args("allocate", |vm, _| Ok(lock::new_lock(vm, state(vm).lock))),
    MethodDef::no_args("get_ident", |vm, _| Ok(ident(vm))).doc(
        "Return a non-zero integer that uniquely identifies the current thread\namongst other threads that exist \
         simultaneously.\n\nThis may be used to identify per-thread resources.  Even though on\nsome platforms \
         threads identities may appear to be allocated consecutive\nnumbers starting at 1, this behavior should not \
         be relied upon, and the\nnumber should be seen purely as a magic cookie.\nA thread's identity may be \
         reused for another thread after it exits.",
    ),
    MethodDef::no_args("_get_main_thread_ident", |vm, _| Ok(ident(vm))),
    MethodDef::no_args("get_native_id", |vm, _| {
        // SAFETY: a plain query about the calling thread.
        Ok(vm.new_int(unsafe { libc::gettid() } as i64))
    }),
    MethodDef::no_args("_count", |vm, _| Ok(vm.new_int(0))),
    MethodDef::no_args("_is_main_interpreter", |_, _| Ok(Ref::bool(true))),
    MethodDef::no_args("daemon_threads_allowed", |_, _| Ok(Ref::bool(true))),
    MethodDef::no_args("_shutdown", |_, _| Ok(Ref::none())),
    MethodDef::positional("stack_size", 0, 1, |vm, _, _| Ok(vm.new_int(0))).text_signature("size=0, /"),
    MethodDef::raw("start_new_thread", no_threads).text_signature("function, args, kwargs={}, /"),
    MethodDef::raw("start_joinable_thread", no_threads).text_signature("function, handle=None, daemon=True"),
    MethodDef::raw("start_new", no_threads).text_signature("function, args, kwargs={}, /"),
    MethodDef::no_args("exit_thread", |vm, _| Err(vm.raise_new(vm.types.system_exit, vec![]))),
    MethodDef::one("_make_thread_handle", |vm, _, ident| {
        let ident = super::support::c_long(vm, ident)?;
        handle::of_running(vm, state(vm).handle, ident)
    }).text_signature("ident, /"),
    MethodDef::positional("interrupt_main", 0, 1, |vm, _, a| {
        let signal = a.first().map_or(Ok(libc::SIGINT), |s| super::support::c_int(vm, s))?;
        if !(1..crate::runtime::signals::SIGNAL_COUNT as i32).contains(&signal) {
            return Err(vm.value_error("signal number out of range"));
        }
        crate::runtime::signals::simulate(signal);
        Ok(Ref::none())
    }).text_signature("signum=signal.SIGINT, /"),
    MethodDef::no_args("_get_name", |vm, _| {
        let mut name = [0_u8; 64];
        // SAFETY: the buffer has that size, and is zero behind what is written.
        unsafe {
            libc::pthread_getname_np(libc::pthread_self(), name.as_mut_ptr().cast(), name.len());
        }
        let end = name.iter().position(|b| *b == 0).unwrap_or(name.len());
        super::support::fs_decode(vm, &name[..end])
    }),
    MethodDef::keywords("set_name", "name", |vm, _, a| {
        let name = a[0].as_ref().expect("required");
        let name = super::support::str_arg(vm, name, "set_name", "'name'")?;
        let text = name.units().to_string_lossy().into_owned();
        // What does not fit is cut off, a whole character at a time.
        let mut end = text.len().min(NAME_MAXLEN);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = std::ffi::CString::new(&text[..end]).unwrap_or_default();
        // SAFETY: the text ends with a zero.
        unsafe { libc::pthread_setname_np(libc::pthread_self(), text.as_ptr()) };
        Ok(Ref::none())
    }),
    MethodDef::no_args("exit", |vm, _| Err(vm.raise_new(vm.types.system_exit, vec![]))),
];

struct State {
    lock: TypePtr,
    handle: TypePtr,
    hook_args: Ref,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME).expect("set when the module was made")
}

/// The number of the calling thread.
fn ident(vm: &Vm) -> Ref {
    // SAFETY: a plain query about the calling thread.
    vm.new_int(unsafe { libc::pthread_self() } as i64)
}

fn no_threads(vm: &Vm, _: &Ref, _: &crate::runtime::Args) -> PyResult {
    Err(vm.runtime_error("can't start new thread"))
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let lock = add_type(vm, module, &lock::LOCK)?;
    add(vm, module, "LockType", lock.to_ref())?;
    add_type(vm, module, &lock::RLOCK)?;
    add_type(vm, module, &local::LOCAL)?;
    add(vm, module, "error", vm.types.runtime_error.to_ref())?;
    add(vm, module, "TIMEOUT_MAX", vm.new_float(TIMEOUT_MAX))?;
    let handle = add_type(vm, module, &handle::HANDLE)?;
    add(vm, module, "_NAME_MAXLEN", vm.new_int(NAME_MAXLEN as i64))?;
    let hook_args = excepthook::args_type(vm)?;
    add(vm, module, "_ExceptHookArgs", hook_args.clone())?;
    vm.set_state(
        NAME,
        State {
            lock,
            handle,
            hook_args,
        },
    );
    Ok(())
}
