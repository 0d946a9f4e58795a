//! The modules behind `sysconfig`: `_sysconfig`, and the variables of the build under the name that it asks for on Linux.

use super::support::sys_attribute;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, as_dict, from_utf8, new_dict};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// `_sysconfig`.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_sysconfig",
    doc: "A helper for the sysconfig module.",
    methods: &METHODS,
    init: |_, _| Ok(()),
};

static METHODS: [MethodDef; 1] = [MethodDef::no_args("config_vars", |vm, _| {
    numbers(vm, &["Py_GIL_DISABLED", "Py_DEBUG"])
})];

/// The variables of the build. There is no C compiler in it, hence no flags for one, and no extension module can be
/// loaded, hence no suffixes of such.
pub static DATA: ModuleSpec = ModuleSpec {
    name: "_sysconfigdata__linux_",
    doc: "",
    methods: &[],
    init: |vm, module| {
        let vars = numbers(
            vm,
            &[
                "Py_GIL_DISABLED",
                "Py_DEBUG",
                "Py_ENABLE_SHARED",
                "WITH_PYMALLOC",
            ],
        )?;
        let set = |name: &str, value: Ref| {
            as_dict(&vars).set(vm, &vm.interned.intern_str(vm, name), value)
        };
        set("SIZEOF_VOID_P", vm.new_int(size_of::<usize>() as i64))?;
        set("WITH_DOC_STRINGS", vm.new_int(1))?;
        for name in [
            "CC",
            "CFLAGS",
            "CONFIG_ARGS",
            "PY_CFLAGS",
            "PY_CFLAGS_NODIST",
            "MULTIARCH",
            "ABIFLAGS",
        ] {
            set(name, from_utf8(vm, "")?)?;
        }
        let (major, minor, _) = super::sys::VERSION;
        set("VERSION", from_utf8(vm, &format!("{major}.{minor}"))?)?;
        set("MACHDEP", from_utf8(vm, std::env::consts::OS)?)?;
        let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        set("HOST_GNU_TYPE", from_utf8(vm, &host)?)?;
        set("BUILD_GNU_TYPE", from_utf8(vm, &host)?)?;
        let zones = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo";
        set("TZPATH", from_utf8(vm, zones)?)?;
        for name in ["prefix", "exec_prefix"] {
            let value = sys_attribute(vm, &vm.interned.intern_str(vm, name));
            set(name, value.unwrap_or_else(Ref::none))?;
        }
        add(vm, module, "build_time_vars", vars)
    },
};

/// Names with 0 as their value.
fn numbers(vm: &Vm, names: &[&str]) -> PyResult {
    let d = new_dict(vm);
    for name in names {
        as_dict(&d).set(vm, &vm.interned.intern_str(vm, name), vm.new_int(0))?;
    }
    Ok(d)
}
