//! Relative names.

use crate::object::{DictObject, as_str, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The absolute name of `name` with `level` leading dots, seen from the module with these globals.
pub fn resolve(vm: &Vm, name: &Ref, globals: Option<&Ref>, level: i32) -> PyResult {
    let Some(globals) = globals.filter(|g| !g.is_none()) else {
        return Err(vm.raise_new(
            vm.types.key_error,
            vec![vm.interned.intern_str(vm, "'__name__' not in globals")],
        ));
    };
    if !globals.has_kind(Kind::Dict) {
        return Err(vm.type_error("globals must be a dict"));
    }
    let package = package_of(vm, globals)?;
    if package.is_empty() {
        return Err(vm.import_error(
            "attempted relative import with no known parent package",
            None,
            None,
        ));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rsplit_once('.') {
            Some((front, _)) => base = front,
            None => {
                return Err(vm.import_error(
                    "attempted relative import beyond top-level package",
                    None,
                    None,
                ));
            }
        }
    }
    let full = if as_str(name).is_empty() {
        base.to_owned()
    } else {
        format!("{base}.{}", str_to_string(name))
    };
    Ok(vm.intern(crate::object::from_utf8(vm, &full)?))
}

fn package_of(vm: &Vm, globals: &Ref) -> PyResult<String> {
    // SAFETY: the caller checked that it is a dict.
    let d = unsafe { globals.cast::<DictObject>() };
    let get = |name: &Ref| d.get_str_ref(name).filter(|v| !v.is_none());
    if let Some(p) = get(&vm.names.package) {
        if !p.has_kind(Kind::Str) {
            return Err(vm.type_error("package must be a string"));
        }
        return Ok(str_to_string(&p));
    }
    if let Some(spec) = get(&vm.names.spec) {
        let p = vm.get_attr_str(&spec, "parent")?;
        if !p.has_kind(Kind::Str) {
            return Err(vm.type_error("__spec__.parent must be a string"));
        }
        return Ok(str_to_string(&p));
    }
    let text =
        "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
    vm.warn(vm.types.import_warning, text, 1)?;
    let Some(name) = get(&vm.names.name) else {
        return Err(vm.raise_new(
            vm.types.key_error,
            vec![vm.interned.intern_str(vm, "'__name__' not in globals")],
        ));
    };
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error("__name__ must be a string"));
    }
    let name = str_to_string(&name);
    if d.get_str(&vm.names.path).is_null() {
        return Ok(name
            .rsplit_once('.')
            .map_or(String::new(), |(front, _)| front.to_owned()));
    }
    Ok(name)
}
