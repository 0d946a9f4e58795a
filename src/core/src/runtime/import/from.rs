//! `from module import …`.

use super::{get_loaded, import_absolute, is_initializing, spec_of};
use crate::modules::support::{call_with_keywords, sys_attribute};
use crate::object::exception::{Exception, as_exception};
use crate::object::{DictObject, as_str, from_utf8, new_list, str_to_string};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// Imports the submodules that a `from package import …` names and the package does not have yet.
pub fn import_submodules(vm: &Vm, module: &Ref, fromlist: &Ref, recursive: bool) -> PyResult<()> {
    for item in vm.collect(fromlist)? {
        let module_name =
            || -> PyResult<String> { vm.str_string(&vm.get_attr(module, &vm.names.name)?) };
        if !item.has_kind(Kind::Str) {
            let place = if recursive {
                format!("{}.__all__", module_name()?)
            } else {
                "``from list''".to_owned()
            };
            let t = vm.type_of(&item).name_str();
            return Err(vm.type_error(format!("Item in {place} must be str, not {t}")));
        }
        if as_str(&item).as_ascii() == Some("*") {
            if !recursive && let Some(all) = vm.get_attr_opt(module, &vm.names.all)? {
                import_submodules(vm, module, &all, true)?;
            }
            continue;
        }
        if vm.get_attr_opt(module, &vm.intern(item.clone()))?.is_some() {
            continue;
        }
        let full = from_utf8(vm, &format!("{}.{}", module_name()?, str_to_string(&item)))?;
        let full = vm.intern(full);
        let imported = import_absolute(vm, &full);
        if let Err(r) = imported {
            // That the submodule itself is missing is for IMPORT_FROM to say.
            if !vm.raised_is(vm.types.module_not_found_error) || !missing_is(vm, &full) {
                return Err(r);
            }
            if matches!(get_loaded(vm, &full), Ok(Some(m)) if m.is_none()) {
                return Err(r);
            }
            vm.clear_exception();
        }
    }
    Ok(())
}

/// Does the ImportError in flight name this module?
fn missing_is(vm: &Vm, full: &Ref) -> bool {
    let Some(e) = vm.exception.get() else {
        return false;
    };
    as_exception(&e)
        .extra(Exception::IMPORT_NAME)
        .is_some_and(|n| n.has_kind(Kind::Str) && as_str(&n).eq(as_str(full)))
}

/// `module.name`, or the submodule in `sys.modules` for packages that import each other.
pub fn import_from(vm: &Vm, module: &Ref, name: &Ref) -> PyResult {
    if let Some(v) = vm.get_attr_opt(module, name)? {
        return Ok(v);
    }
    let module_name = vm
        .get_attr_opt(module, &vm.names.name)?
        .filter(|n| n.has_kind(Kind::Str));
    if let Some(m) = &module_name {
        let full = from_utf8(vm, &format!("{}.{}", str_to_string(m), str_to_string(name)))?;
        if let Some(found) = get_loaded(vm, &full)? {
            return Ok(found);
        }
    }
    Err(cannot_import(vm, module, module_name.as_ref(), name))
}

#[cold]
fn cannot_import(vm: &Vm, module: &Ref, module_name: Option<&Ref>, name: &Ref) -> Raised {
    let make = || -> PyResult {
        let known = match module_name {
            Some(n) => n.clone(),
            None => vm.interned.intern_str(vm, "<unknown module name>"),
        };
        let spec = spec_of(vm, module)?;
        let mut origin = None;
        if let Some(s) = &spec
            && let Some(has) = vm.get_attr_opt(s, &vm.interned.intern_str(vm, "has_location"))?
            && vm.is_true(&has)?
        {
            origin = vm
                .get_attr_opt(s, &vm.interned.intern_str(vm, "origin"))?
                .filter(|o| o.has_kind(Kind::Str));
        }
        if origin.is_none() {
            origin = vm
                .get_attr_opt(module, &vm.names.file)?
                .filter(|f| f.has_kind(Kind::Str));
        }
        let (n, m) = (vm.quoted(name), vm.quoted(&known));
        let shadowing = match &origin {
            Some(o) => shadows(vm, o, &known)?,
            None => None,
        };
        let message = match (&origin, shadowing) {
            (Some(o), Some(true)) => format!(
                "cannot import name {n} from {m} (consider renaming {} since it has the same name as the standard \
                 library module named {m} and prevents importing that standard library module)",
                vm.quoted(o)
            ),
            (origin, shadow) if is_initializing(vm, module)? => match (origin, shadow) {
                (Some(o), Some(false)) => format!(
                    "cannot import name {n} from {m} (consider renaming {} if it has the same name as a library you \
                     intended to import)",
                    vm.quoted(o)
                ),
                (Some(o), _) => format!(
                    "cannot import name {n} from partially initialized module {m} (most likely due to a circular \
                     import) ({})",
                    str_to_string(o)
                ),
                (None, _) => format!(
                    "cannot import name {n} from partially initialized module {m} (most likely due to a circular \
                     import) (unknown location)"
                ),
            },
            (Some(o), _) => format!("cannot import name {n} from {m} ({})", str_to_string(o)),
            (None, _) => format!("cannot import name {n} from {m} (unknown location)"),
        };
        let path = origin.unwrap_or_else(Ref::none);
        call_with_keywords(
            vm,
            &vm.types.import_error.to_ref(),
            &[from_utf8(vm, &message)?],
            &[("name", known), ("path", path), ("name_from", name.clone())],
        )
    };
    match make() {
        Ok(e) => vm.raise(e),
        Err(r) => r,
    }
}

/// Does a file of the program hide another module: one of the standard library (`Some(true)`), or perhaps another
/// (`Some(false)`)? Only files in the folder of the script can, as that stands first in `sys.path`.
fn shadows(vm: &Vm, origin: &Ref, name: &Ref) -> PyResult<Option<bool>> {
    let Some(path) = sys_attribute(vm, &vm.names.bare_path) else {
        return Ok(None);
    };
    if !path.has_kind(Kind::List) {
        return Ok(None);
    }
    let Some(first) = crate::object::as_list(&path)
        .get(0)
        .filter(|p| p.has_kind(Kind::Str))
    else {
        return Ok(None);
    };
    if vm.config.flags.safe_path {
        return Ok(None);
    }
    let origin = str_to_string(origin);
    let Some((mut dir, file)) = origin.rsplit_once('/') else {
        return Ok(None);
    };
    if file == "__init__.py" {
        dir = dir.rsplit_once('/').map_or("", |(d, _)| d);
    }
    let first = str_to_string(&first);
    let own = if first.is_empty() {
        std::env::current_dir()
            .ok()
            .map(|d| d.to_string_lossy().into_owned())
            .unwrap_or_default()
    } else {
        first
    };
    if dir != own {
        return Ok(None);
    }
    Ok(Some(crate::modules::sys::is_stdlib_module(&str_to_string(
        name,
    ))))
}

/// The items of a sequence, asked for by index up to IndexError.
fn items_by_index(vm: &Vm, names: &Ref) -> PyResult<Vec<Ref>> {
    if names.is_exact(Kind::List) || names.is_exact(Kind::Tuple) {
        return vm.collect(names);
    }
    let ty = vm.type_of(names);
    let subscript = ty.slots.binary[crate::object::BinaryOp::Subscr as usize].get();
    if subscript.is_none() || names.has_kind(Kind::Dict) {
        let t = ty.name_str();
        let what = match subscript {
            Some(_) => "is not a sequence",
            None => "does not support indexing",
        };
        return Err(vm.type_error(format!("'{t}' object {what}")));
    }
    let mut all = Vec::new();
    loop {
        match vm.get_item(names, &vm.new_int(all.len() as i64)) {
            Ok(item) => all.push(item),
            Err(r) => {
                vm.catch(r, vm.types.index_error)?;
                return Ok(all);
            }
        }
    }
}

/// `from module import *`
pub fn import_star(vm: &Vm, module: &Ref, namespace: &Ref) -> PyResult<()> {
    let (names, all) = match vm.get_attr_opt(module, &vm.names.all)? {
        Some(a) => (a, true),
        None => {
            let Some(d) = vm.get_attr_opt(module, &vm.names.dict)? else {
                return Err(vm.import_error(
                    "from-import-* object has no __dict__ and no __all__",
                    None,
                    None,
                ));
            };
            let keys = vm.call_method(&d, &vm.names.keys, &[])?;
            (new_list(vm, vm.collect(&keys)?), false)
        }
    };
    let namespace_is_dict = namespace.is_exact(Kind::Dict);
    for name in items_by_index(vm, &names)? {
        if !name.has_kind(Kind::Str) {
            let m = match vm.get_attr_opt(module, &vm.names.name)? {
                Some(m) if m.has_kind(Kind::Str) => str_to_string(&m),
                _ => return Err(vm.type_error("module __name__ must be a string")),
            };
            let (what, place) = if all {
                ("Item", "__all__")
            } else {
                ("Key", "__dict__")
            };
            return Err(vm.type_error(format!(
                "{what} in {m}.{place} must be str, not {}",
                vm.type_of(&name).name_str()
            )));
        }
        if !all && as_str(&name).units().get(0) == Some(u32::from(b'_')) {
            continue;
        }
        let name = vm.intern(name);
        let value = vm.get_attr(module, &name)?;
        if namespace_is_dict {
            // SAFETY: checked above.
            unsafe { namespace.cast::<DictObject>() }.set_str(vm, &name, value)?;
        } else {
            vm.set_item(namespace, &name, &value)?;
        }
    }
    Ok(())
}
