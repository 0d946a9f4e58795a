//! The import system: what `importlib._bootstrap` does in CPython, in Rust.

mod bootstrap;
mod cache;
mod find;
mod from;
mod load;
mod relative;
mod spec;

pub use find::{Found, PathFinder, find_in_path, find_spec, own_finders};
pub use load::{exec_in, is_initializing, load_code, load_program, load_spec};
pub use spec::{ModuleSpecValue, SPEC, new_spec, set_attr_str, spec_of};

use super::{PyResult, Raised, Vm};
use crate::modules::support::call_with_keywords;
use crate::object::{TypePtr, as_dict, as_str, from_utf8, int_to_i64, str_to_string};
use crate::value::{Kind, Ref};

impl Vm {
    /// IMPORT_NAME: through `builtins.__import__` if that has been replaced.
    pub fn import_name(
        &self,
        frame_globals: &Ref,
        frame_locals: Option<&Ref>,
        name: &Ref,
        fromlist: &Ref,
        level: &Ref,
    ) -> PyResult {
        let builtins = self.builtins_of(frame_globals);
        let Some(f) = as_dict_get(&builtins, &self.names.import_) else {
            return Err(self.import_error("__import__ not found", None, None));
        };
        if crate::modules::builtins::is_import(&f) {
            let level = int_to_i64(level).unwrap_or(0) as i32;
            return import_by_name(self, name, Some(frame_globals), fromlist, level);
        }
        let locals = frame_locals.cloned().unwrap_or_else(Ref::none);
        self.call_positional(
            &f,
            &[
                name.clone(),
                frame_globals.clone(),
                locals,
                fromlist.clone(),
                level.clone(),
            ],
        )
    }

    /// IMPORT_FROM
    pub fn import_from(&self, module: &Ref, name: &Ref) -> PyResult {
        from::import_from(self, module, name)
    }

    /// `from module import *` into a namespace.
    pub fn import_star(&self, module: &Ref, namespace: &Ref) -> PyResult<()> {
        from::import_star(self, module, namespace)
    }

    /// Raises ImportError with `name` and `path`.
    #[cold]
    pub fn import_error(&self, message: &str, name: Option<&Ref>, path: Option<&Ref>) -> Raised {
        self.raise_import_error(self.types.import_error, message, name, path)
    }

    /// Raises ImportError or a subclass of it.
    #[cold]
    pub fn raise_import_error(
        &self,
        ty: TypePtr,
        message: &str,
        name: Option<&Ref>,
        path: Option<&Ref>,
    ) -> Raised {
        let make = || -> PyResult {
            let mut keywords = Vec::new();
            if let Some(n) = name {
                keywords.push(("name", n.clone()));
            }
            if let Some(p) = path {
                keywords.push(("path", p.clone()));
            }
            call_with_keywords(self, &ty.to_ref(), &[from_utf8(self, message)?], &keywords)
        };
        match make() {
            Ok(e) => self.raise(e),
            Err(r) => r,
        }
    }
}

fn as_dict_get(dict: &Ref, name: &Ref) -> Option<Ref> {
    // SAFETY: namespaces are dicts.
    unsafe { dict.cast::<crate::object::DictObject>() }.get_str_ref(name)
}

/// `sys.modules[name]`, whatever `sys.modules` is.
pub(crate) fn get_loaded(vm: &Vm, name: &Ref) -> PyResult<Option<Ref>> {
    let modules = vm.modules.get().expect("booted");
    if modules.is_exact(Kind::Dict) {
        return as_dict(&modules).get(vm, name);
    }
    match vm.get_item(&modules, name) {
        Ok(m) => Ok(Some(m)),
        Err(r) => vm.catch(r, vm.types.key_error).map(|()| None),
    }
}

/// Imports a module by its absolute name and returns it (`importlib.import_module`).
pub fn import_module(vm: &Vm, name: &str) -> PyResult {
    import_absolute(vm, &vm.interned.intern_str(vm, name))
}

/// `__import__`
pub fn import_by_name(
    vm: &Vm,
    name: &Ref,
    globals: Option<&Ref>,
    fromlist: &Ref,
    level: i32,
) -> PyResult {
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error("module name must be a string"));
    }
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    let absolute = if level > 0 {
        relative::resolve(vm, name, globals, level)?
    } else if as_str(name).is_empty() {
        return Err(vm.value_error("Empty module name"));
    } else {
        vm.intern(name.clone())
    };
    let module = import_absolute(vm, &absolute)?;
    let has_list = !fromlist.is_none() && vm.is_true(fromlist)?;
    if has_list {
        if vm.get_attr_opt(&module, &vm.names.path)?.is_some() {
            from::import_submodules(vm, &module, fromlist, false)?;
        }
        return Ok(module);
    }
    if level > 0 && as_str(name).is_empty() {
        return Ok(module);
    }
    // `import a.b.c` binds `a`; `__import__("b.c", level=1)` the package that holds `b`.
    let text = str_to_string(name);
    let Some(dot) = text.find('.') else {
        return Ok(module);
    };
    if level == 0 {
        return import_module(vm, &text[..dot]);
    }
    let full = str_to_string(&absolute);
    let front = &full[..full.len() - (text.len() - dot)];
    let front = vm.interned.intern_str(vm, front);
    match get_loaded(vm, &front)? {
        Some(m) => Ok(m),
        None => Err(vm.raise_new(
            vm.types.key_error,
            vec![from_utf8(
                vm,
                &format!("'{}' not in sys.modules as expected", str_to_string(&front)),
            )?],
        )),
    }
}

/// The module with this absolute name, loaded if need be.
pub(super) fn import_absolute(vm: &Vm, name: &Ref) -> PyResult {
    match get_loaded(vm, name)? {
        Some(m) if !m.is_none() => Ok(m),
        Some(_) => Err(vm.raise_import_error(
            vm.types.module_not_found_error,
            &format!(
                "import of {} halted; None in sys.modules",
                str_to_string(name)
            ),
            Some(name),
            None,
        )),
        None => find_and_load(vm, name),
    }
}

/// Loads the parents of a module, then the module.
fn find_and_load(vm: &Vm, name: &Ref) -> PyResult {
    vm.enter_native(" during import")?;
    let text = str_to_string(name);
    if text.is_empty() {
        return Err(vm.value_error("Empty module name"));
    }
    let mut parent = None;
    let mut path = None;
    if let Some((front, _)) = text.rsplit_once('.').filter(|(front, _)| !front.is_empty()) {
        let front_name = vm.interned.intern_str(vm, front);
        if get_loaded(vm, &front_name)?.is_none() {
            import_absolute(vm, &front_name)?;
        }
        // Importing the parent may have imported the child.
        if let Some(m) = get_loaded(vm, name)? {
            return Ok(m);
        }
        let Some(p) = get_loaded(vm, &front_name)? else {
            return Err(vm.key_error(&front_name));
        };
        match vm.get_attr_opt(&p, &vm.names.path)? {
            Some(entries) => path = Some(entries),
            None => {
                return Err(not_found(
                    vm,
                    name,
                    &format!("; '{front}' is not a package"),
                ));
            }
        }
        parent = Some(p);
    }
    let Some(spec) = find::find_spec(vm, name, path.as_ref())? else {
        return Err(not_found(vm, name, ""));
    };
    let module = load_spec(vm, &spec, name, parent.as_ref())?;
    bootstrap::link(vm, &text)?;
    if let Some(p) = parent {
        let child = text.rsplit('.').next().expect("a name has a last part");
        let child = vm.interned.intern_str(vm, child);
        if let Err(r) = vm.set_attr(&p, &child, &module) {
            // A parent that takes no attributes gets none.
            vm.catch(r, vm.types.attribute_error)?;
        }
    }
    Ok(module)
}

#[cold]
fn not_found(vm: &Vm, name: &Ref, more: &str) -> Raised {
    let message = format!("No module named {}{more}", vm.quoted(name));
    vm.raise_import_error(vm.types.module_not_found_error, &message, Some(name), None)
}
