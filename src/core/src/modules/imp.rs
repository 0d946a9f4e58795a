//! The module `_imp`: what `importlib` builds on. There are no frozen modules and no extension modules.

use super::support::{bad_argument, bytes_arg, c_int, c_long};
use super::{ModuleSpec, add, find_native, import_native};
use crate::object::{MethodDef, from_utf8, new_bytes, new_list, str_to_string};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::cell::Cell;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "(Extremely) low-level import machinery bits as used by importlib.",
    methods: &METHODS,
    init: |vm, module| {
        vm.set_state(NAME, State::default());
        add(
            vm,
            module,
            "check_hash_based_pycs",
            from_utf8(vm, "default")?,
        )?;
        let magic = u32::from_le_bytes(tricera_code::pyc::MAGIC);
        add(
            vm,
            module,
            "pyc_magic_number_token",
            vm.new_int(magic.into()),
        )
    },
};

const NAME: &str = "_imp";

/// How often the import lock is held: with one thread that is all there is to it.
#[derive(Default)]
struct State {
    held: Cell<usize>,
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME).expect("set when the module was made")
}

static METHODS: [MethodDef; 19] = [
    MethodDef::positional("_fix_co_filename", 2, 2, fix_co_filename)
        .text_signature("code, path, /"),
    MethodDef::no_args("_frozen_module_names", |vm, _| Ok(new_list(vm, []))),
    MethodDef::one("_override_frozen_modules_for_tests", |vm, _, v| {
        c_int(vm, v)?;
        Ok(Ref::none())
    })
    .text_signature("override, /"),
    MethodDef::one("_override_multi_interp_extensions_check", |vm, _, v| {
        c_int(vm, v)?;
        let text =
            "_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter";
        Err(vm.runtime_error(text))
    })
    .text_signature("override, /"),
    MethodDef::no_args("acquire_lock", |vm, _| {
        let s = state(vm);
        s.held.set(s.held.get() + 1);
        Ok(Ref::none())
    }),
    MethodDef::one("create_builtin", create_builtin).text_signature("spec, /"),
    MethodDef::positional("create_dynamic", 1, 2, |vm, _, a| {
        let (name, origin) = (
            vm.get_attr_str(&a[0], "name")?,
            vm.get_attr_str(&a[0], "origin")?,
        );
        let text = "extension modules cannot be loaded";
        Err(vm.import_error(text, Some(&name), Some(&origin)))
    })
    .text_signature("spec, file=<unrepresentable>, /"),
    // Whoever has created the module has filled it too.
    MethodDef::one("exec_builtin", |vm, _, _| Ok(vm.new_int(0))).text_signature("mod, /"),
    MethodDef::one("exec_dynamic", |vm, _, _| Ok(vm.new_int(0))).text_signature("mod, /"),
    MethodDef::no_args("extension_suffixes", |vm, _| Ok(new_list(vm, []))),
    MethodDef::keywords("find_frozen", "name, /, *, withdata=False", |vm, _, a| {
        module_name(vm, "find_frozen", a[0].as_ref().expect("required"))?;
        Ok(Ref::none())
    }),
    MethodDef::positional("get_frozen_object", 1, 2, |vm, _, a| {
        Err(no_frozen(
            vm,
            &module_name(vm, "get_frozen_object", &a[0])?,
            &a[0],
        ))
    })
    .text_signature("name, data=None, /"),
    MethodDef::one("init_frozen", |vm, _, name| {
        module_name(vm, "init_frozen", name)?;
        Ok(Ref::none())
    })
    .text_signature("name, /"),
    MethodDef::one("is_builtin", |vm, _, name| {
        let name = module_name(vm, "is_builtin", name)?;
        // Of modules that have been made by then, -1 says that they are not made a second time.
        Ok(vm.new_int(match &*name {
            "sys" | "builtins" => -1,
            _ => find_native(&name).is_some().into(),
        }))
    })
    .text_signature("name, /"),
    MethodDef::one("is_frozen", |vm, _, name| {
        module_name(vm, "is_frozen", name)?;
        Ok(Ref::bool(false))
    })
    .text_signature("name, /"),
    MethodDef::one("is_frozen_package", |vm, _, name| {
        Err(no_frozen(
            vm,
            &module_name(vm, "is_frozen_package", name)?,
            name,
        ))
    })
    .text_signature("name, /"),
    MethodDef::no_args("lock_held", |vm, _| Ok(Ref::bool(state(vm).held.get() > 0))),
    MethodDef::no_args("release_lock", |vm, _| {
        let s = state(vm);
        let Some(left) = s.held.get().checked_sub(1) else {
            return Err(vm.runtime_error("not holding the import lock"));
        };
        s.held.set(left);
        Ok(Ref::none())
    }),
    MethodDef::keywords("source_hash", "key, source", source_hash),
];

fn module_name(vm: &Vm, function: &str, name: &Ref) -> PyResult<String> {
    if name.has_kind(Kind::Str) {
        return Ok(str_to_string(name));
    }
    Err(bad_argument(vm, name, function, "", "str"))
}

fn no_frozen(vm: &Vm, name: &str, object: &Ref) -> Raised {
    vm.import_error(
        &format!("No such frozen object named '{name}'"),
        Some(object),
        None,
    )
}

fn create_builtin(vm: &Vm, _: &Ref, spec: &Ref) -> PyResult {
    let name = vm.get_attr_str(spec, "name")?;
    if !name.has_kind(Kind::Str) {
        let t = vm.type_of(&name).name_str();
        return Err(vm.type_error(format!("name must be string, not {t}")));
    }
    let text = str_to_string(&name);
    if let Some(made) = super::sys::modules_entry(vm, &text)?
        && matches!(&*text, "sys" | "builtins")
    {
        return Ok(made);
    }
    match find_native(&text) {
        Some(native) => import_native(vm, native),
        None => Ok(Ref::none()),
    }
}

/// Code objects name their file for good: nothing but a cached file that has been moved would ask for another name.
fn fix_co_filename(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    if !a[0].has_kind(Kind::Code) {
        return Err(bad_argument(vm, &a[0], "_fix_co_filename", "1", "code"));
    }
    if !a[1].has_kind(Kind::Str) {
        return Err(bad_argument(vm, &a[1], "_fix_co_filename", "2", "str"));
    }
    Ok(Ref::none())
}

fn source_hash(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let key = c_long(vm, a[0].as_ref().expect("required"))?;
    let source = bytes_arg(vm, a[1].as_ref().expect("required"))?;
    let hash = tricera_text::hash::keyed_hash(key as u64, &source);
    Ok(new_bytes(vm, hash.to_le_bytes().to_vec()))
}
