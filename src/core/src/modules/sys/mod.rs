//! The module `sys`.

mod facts;
mod hooks;
mod monitoring;
mod own_code;
mod settings;
mod stdlib_names;

pub use facts::VERSION;
pub use hooks::display;
pub use settings::int_max_str_digits;

use super::{ModuleSpec, add};
use crate::object::{MethodDef, as_dict, from_utf8, new_dict, new_frozenset, new_list, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that \
          interact strongly with the interpreter.",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 55] = [
    MethodDef::raw("addaudithook", |_, _, _| Ok(Ref::none())).text_signature("hook"),
    MethodDef::raw("audit", |vm, _, args| {
        if args.positional().is_empty() {
            return Err(vm.type_error("audit expected at least 1 argument, got 0"));
        }
        Ok(Ref::none())
    }).text_signature("event, /, *args"),
    MethodDef::raw("breakpointhook", hooks::breakpoint).shown("($module, /, *args, **kwargs)"),
    MethodDef::positional("call_tracing", 2, 2, |vm, _, a| {
        let args = vm.collect(&a[1])?;
        vm.call_positional(&a[0], &args)
    }).text_signature("func, args, /"),
    MethodDef::one("displayhook", |vm, _, v| {
        display(vm, v)?;
        Ok(Ref::none())
    }),
    MethodDef::no_args("exc_info", hooks::exc_info),
    MethodDef::positional("excepthook", 3, 3, crate::object::exception::print::sys_excepthook).text_signature("exctype, value, traceback, /"),
    MethodDef::no_args("exception", |vm, _| Ok(vm.handled_exception().unwrap_or_else(Ref::none))),
    MethodDef::positional("exit", 0, 1, hooks::exit).text_signature("status=None, /").doc(
        "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero \
         (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another \
         kind of object, it will be printed and the system\nexit status will be one (i.e., failure).",
    ),
    MethodDef::no_args("get_asyncgen_hooks", settings::get_asyncgen_hooks),
    MethodDef::no_args("get_coroutine_origin_tracking_depth", settings::get_coroutine_origin_tracking_depth),
    MethodDef::no_args("get_int_max_str_digits", |vm, _| {
        Ok(vm.new_int(int_max_str_digits(vm) as i64))
    }),
    MethodDef::no_args("getallocatedblocks", |vm, _| {
        Ok(vm.new_int(vm.heap.stats().objects as i64))
    }),
    MethodDef::no_args("getdefaultencoding", |vm, _| from_utf8(vm, "utf-8")),
    MethodDef::no_args("getfilesystemencodeerrors", |vm, _| from_utf8(vm, "surrogateescape")),
    MethodDef::no_args("getfilesystemencoding", |vm, _| from_utf8(vm, "utf-8")),
    MethodDef::no_args("getprofile", |_, _| Ok(Ref::none())),
    MethodDef::no_args("getrecursionlimit", |vm, _| {
        Ok(vm.new_int(vm.recursion_limit.get().into()))
    }),
    MethodDef::one("getrefcount", |vm, _, x| Ok(vm.new_int(facts::ref_count(x)))),
    MethodDef::keywords("getsizeof", "object, default=None", facts::getsizeof),
    MethodDef::no_args("getswitchinterval", settings::getswitchinterval),
    MethodDef::no_args("gettrace", |_, _| Ok(Ref::none())),
    MethodDef::keywords("getunicodeinternedsize", "*, _only_immortal=False", |vm, _, _| {
        Ok(vm.new_int(vm.interned.len() as i64))
    }),
    MethodDef::one("intern", settings::intern).text_signature("string, /"),
    MethodDef::no_args("is_finalizing", settings::is_finalizing),
    MethodDef::no_args("is_stack_trampoline_active", |_, _| Ok(Ref::bool(false))),
    MethodDef::no_args("is_remote_debug_enabled", |_, _| Ok(Ref::bool(false))),
    MethodDef::one("_is_immortal", |_, _, x| {
        // SAFETY: a pointer is a live object.
        Ok(Ref::bool(x.header().is_none_or(|h| unsafe { (*h).is_immortal() })))
    }).text_signature("op, /"),
    MethodDef::one("_is_interned", |vm, _, x| {
        crate::modules::support::str_arg(vm, x, "_is_interned", "")?;
        Ok(Ref::bool(crate::object::is_interned(x)))
    }).text_signature("string, /"),
    MethodDef::no_args("_is_gil_enabled", |_, _| Ok(Ref::bool(true))),
    MethodDef::one("_clear_type_descriptors", own_code::clear_type_descriptors).text_signature("type, /"),
    MethodDef::no_args("_debugmallocstats", |_, _| Ok(Ref::none())),
    MethodDef::positional("_dump_tracelets", 1, 1, |vm, _, _| {
        Err(vm.not_implemented_error("No JIT available"))
    })
    .text_signature("outpath"),
    MethodDef::no_args("_current_exceptions", facts::current_exceptions),
    MethodDef::one("_settraceallthreads", |vm, _, f| settings::set_tracing(vm, f, "settrace"))
        .text_signature("function, /"),
    MethodDef::one("_setprofileallthreads", |vm, _, f| settings::set_tracing(vm, f, "setprofile"))
        .text_signature("function, /"),
    MethodDef::one("activate_stack_trampoline", |vm, _, backend| {
        crate::modules::support::str_arg(vm, backend, "activate_stack_trampoline", "")?;
        Err(vm.value_error("perf trampoline not available"))
    })
    .text_signature("backend, /"),
    MethodDef::no_args("deactivate_stack_trampoline", |_, _| Ok(Ref::none())),
    MethodDef::keywords("remote_exec", "pid, script", |vm, _, _| {
        Err(vm.runtime_error("Remote debugging is not enabled"))
    }),
    MethodDef::keywords(
        "set_coroutine_origin_tracking_depth",
        "depth",
        settings::set_coroutine_origin_tracking_depth,
    ),
    MethodDef::one("setdlopenflags", settings::setdlopenflags).text_signature("flags, /"),
    MethodDef::no_args("_clear_type_cache", |_, _| Ok(Ref::none())),
    MethodDef::no_args("_clear_internal_caches", |_, _| Ok(Ref::none())),
    MethodDef::no_args("_get_cpu_count_config", |vm, _| Ok(vm.new_int(-1))),
    MethodDef::positional("_getframe", 0, 1, crate::object::code::sys_getframe).text_signature("depth=0, /"),
    MethodDef::keywords("_getframemodulename", "depth=0", crate::object::code::sys_getframemodulename),
    MethodDef::no_args("_current_frames", facts::current_frames),
    MethodDef::keywords("set_asyncgen_hooks", "firstiter=None, finalizer=None", settings::set_asyncgen_hooks),
    MethodDef::keywords("set_int_max_str_digits", "maxdigits", settings::set_int_max_str_digits),
    MethodDef::one("setrecursionlimit", settings::setrecursionlimit).text_signature("limit, /"),
    MethodDef::one("setswitchinterval", settings::setswitchinterval).text_signature("interval, /"),
    MethodDef::one("unraisablehook", crate::object::exception::print::sys_unraisablehook).text_signature("unraisable, /"),
    MethodDef::no_args("getdlopenflags", settings::getdlopenflags),
    MethodDef::one("settrace", |vm, _, f| settings::set_tracing(vm, f, "settrace")).text_signature("function, /"),
    MethodDef::one("setprofile", |vm, _, f| settings::set_tracing(vm, f, "setprofile")).text_signature("function, /"),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    facts::add_facts(vm, module)?;
    let modules = vm.modules.get().expect("made before");
    add(vm, module, "modules", modules)?;
    let path: Vec<Ref> = vm
        .config
        .path
        .iter()
        .map(|p| from_utf8(vm, p))
        .collect::<PyResult<_>>()?;
    add(vm, module, "path", new_list(vm, path))?;
    add(
        vm,
        module,
        "meta_path",
        new_list(vm, crate::runtime::import::own_finders(vm)?),
    )?;
    add(vm, module, "path_hooks", new_list(vm, []))?;
    add(vm, module, "path_importer_cache", new_dict(vm))?;
    let natives: Vec<Ref> = super::native_names()
        .into_iter()
        .map(|n| vm.interned.intern_str(vm, n))
        .collect();
    add(vm, module, "builtin_module_names", new_tuple(vm, natives))?;
    let names: Vec<Ref> = stdlib_names::STDLIB_MODULE_NAMES
        .iter()
        .map(|n| vm.interned.intern_str(vm, n))
        .collect();
    add(
        vm,
        module,
        "stdlib_module_names",
        new_frozenset(vm, &names)?,
    )?;
    add(vm, module, "monitoring", monitoring::new_module(vm)?)?;
    add(vm, module, "_jit", own_code::new_jit_module(vm)?)?;
    // What `site` leaves there for the start of an interactive session: it would prepare `readline`, which is not there.
    static INTERACTIVE: MethodDef = MethodDef::no_args("register_readline", |_, _| Ok(Ref::none()));
    if !vm.config.flags.no_site {
        let hook = crate::object::new_builtin(vm, &INTERACTIVE, None, None);
        add(vm, module, "__interactivehook__", hook)?;
    }
    let d = super::support::namespace_of(module);
    for name in [
        "displayhook",
        "excepthook",
        "unraisablehook",
        "breakpointhook",
    ] {
        let f = as_dict(&d).get(vm, &vm.interned.intern_str(vm, name))?;
        add(
            vm,
            module,
            &format!("__{name}__"),
            f.expect("declared above"),
        )?;
    }
    Ok(())
}

/// Is it a top-level module of CPython's standard library?
pub fn is_stdlib_module(name: &str) -> bool {
    stdlib_names::STDLIB_MODULE_NAMES
        .binary_search(&name)
        .is_ok()
}

/// `sys.modules[name]`
pub fn modules_entry(vm: &Vm, name: &str) -> PyResult<Option<Ref>> {
    let modules = vm.modules.get().expect("booted");
    as_dict(&modules).get(vm, &vm.interned.intern_str(vm, name))
}

/// Sets an attribute of the module.
pub fn set(vm: &Vm, name: &str, value: Ref) -> PyResult<()> {
    let d = vm.sys.get().expect("booted");
    as_dict(&d).set(vm, &vm.interned.intern_str(vm, name), value)
}
