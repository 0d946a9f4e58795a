//! `_frozen_importlib` and `_frozen_importlib_external`: the library's own import system under the names that it has where it
//! runs the imports. Here it does not; these are for whoever asks for its classes and functions.

use super::find::{Found, directories, find_in_path};
use super::{import_module, set_attr_str, spec};
use crate::modules::support::sys_attribute;
use crate::runtime::{PyResult, Vm};

const MODULES: [(&str, &str); 2] = [
    ("_frozen_importlib", "_bootstrap.py"),
    ("_frozen_importlib_external", "_bootstrap_external.py"),
];

/// The file of one of the two modules, in the library's package `importlib`.
pub(super) fn find(vm: &Vm, name: &str) -> PyResult<Option<Found>> {
    let Some((_, file)) = MODULES.iter().find(|(n, _)| *n == name) else {
        return Ok(None);
    };
    let Some(path) = sys_attribute(vm, &vm.names.bare_path) else {
        return Ok(None);
    };
    let dirs = directories(vm, &vm.collect(&path)?)?;
    Ok(match find_in_path("importlib", &dirs) {
        Some(Found::File {
            path,
            package: true,
        }) => Some(path.with_file_name(file))
            .filter(|p| p.is_file())
            .map(|path| Found::File {
                path,
                package: false,
            }),
        _ => None,
    })
}

/// Makes the two known to each other, once both have run.
pub(super) fn link(vm: &Vm, name: &str) -> PyResult<()> {
    if !MODULES.iter().any(|(n, _)| *n == name) {
        return Ok(());
    }
    let [core, external] = [
        import_module(vm, MODULES[0].0)?,
        import_module(vm, MODULES[1].0)?,
    ];
    let key = vm.interned.intern_str(vm, "_bootstrap_external");
    if vm.get_attr(&core, &key)?.is_none() {
        set_attr_str(vm, &core, "BuiltinImporter", &spec::native_loader(vm)?)?;
        let needed = [import_module(vm, "sys")?, import_module(vm, "_imp")?];
        vm.call_method_str(&core, "_setup", &needed)?;
        let it = std::slice::from_ref(&core);
        vm.call_method_str(&external, "_set_bootstrap_module", it)?;
        vm.set_attr(&core, &key, &external)?;
    }
    Ok(())
}
