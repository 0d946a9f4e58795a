//! Loading modules that were found.

use super::cache;
use super::spec::{is_own_loader, spec_of};
use crate::modules::support::{namespace_of, path_arg};
use crate::modules::{find_native, import_native};
use crate::object::{DictObject, as_dict, new_bytes, new_module, payload, str_to_string};
use crate::runtime::source::{compile_data, make_code, run_code};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use std::path::Path;
use std::sync::Arc;
use tricera_code::CodeData;
use tricera_code::compile::{Mode, Options};
use tricera_code::marshal::ReadProblem;
use tricera_code::pyc::{PycError, PycFile};

/// Makes the module of a spec, enters it in `sys.modules`, runs it, and returns what `sys.modules` holds then.
pub fn load_spec(vm: &Vm, spec: &Ref, name: &Ref, parent: Option<&Ref>) -> PyResult {
    let loader = match vm.get_attr_opt(spec, &vm.interned.intern_str(vm, "loader"))? {
        Some(l) => l,
        None => Ref::none(),
    };
    let own = !loader.is_none() && is_own_loader(vm, &loader)?;
    let module = if own {
        create_module(vm, &loader, spec)?
    } else {
        match vm.get_attr_opt(&loader, &vm.interned.intern_str(vm, "create_module"))? {
            Some(f) => vm.call_one(&f, spec)?,
            None => Ref::none(),
        }
    };
    let module = if module.is_none() {
        new_module(vm, &name_of(vm, spec)?)
    } else {
        module
    };
    init_attributes(vm, &module, spec, &loader)?;
    let modules = vm.modules.get().expect("booted");
    let initializing = &vm.names.initializing;
    vm.set_attr(spec, initializing, &Ref::bool(true))?;
    vm.set_item(&modules, name, &module)?;
    let child = str_to_string(name);
    let child = child.rsplit('.').next().unwrap_or_default();
    let child = vm.interned.intern_str(vm, child);
    let parent_spec = match parent {
        Some(p) => spec_of(vm, p)?,
        None => None,
    };
    note_submodule(vm, parent_spec.as_ref(), &child, true)?;
    let done = if own {
        exec_module(vm, &loader, &module).map(drop)
    } else if loader.is_none() {
        Ok(())
    } else {
        let exec = vm.interned.intern_str(vm, "exec_module");
        vm.call_method(&loader, &exec, std::slice::from_ref(&module))
            .map(drop)
    };
    let result = match done {
        Ok(()) => match super::get_loaded(vm, name)? {
            Some(m) => Ok(m),
            None => Err(vm.key_error(name)),
        },
        Err(r) => {
            forget(vm, &modules, name);
            Err(r)
        }
    };
    let saved = vm.exception.take();
    let marked = vm.set_attr(spec, initializing, &Ref::bool(false));
    let noted = note_submodule(vm, parent_spec.as_ref(), &child, false);
    if result.is_err() {
        if marked.is_err() || noted.is_err() {
            vm.clear_exception();
        }
        vm.exception.replace(saved);
        return Err(Raised);
    }
    marked?;
    noted?;
    result
}

/// Removes a module that failed from `sys.modules`, keeping the exception in flight.
fn forget(vm: &Vm, modules: &Ref, name: &Ref) {
    let saved = vm.exception.take();
    let removed = if modules.is_exact(Kind::Dict) {
        as_dict(modules).remove(vm, name).map(drop)
    } else {
        vm.del_item(modules, name)
    };
    if removed.is_err() {
        vm.clear_exception();
    }
    vm.exception.replace(saved);
}

/// Enters a submodule in its parent's list of those being initialised, or takes it out.
fn note_submodule(vm: &Vm, parent_spec: Option<&Ref>, child: &Ref, enter: bool) -> PyResult<()> {
    let Some(spec) = parent_spec else {
        return Ok(());
    };
    let key = vm.interned.intern_str(vm, "_uninitialized_submodules");
    let Some(list) = vm.get_attr_opt(spec, &key)? else {
        return Ok(());
    };
    let method = if enter { "append" } else { "pop" };
    let args: &[Ref] = if enter {
        std::slice::from_ref(child)
    } else {
        &[]
    };
    vm.call_method_str(&list, method, args).map(drop)
}

/// The name in a spec, which anybody may have made.
fn name_of(vm: &Vm, spec: &Ref) -> PyResult<String> {
    let name = vm.get_attr_str(spec, "name")?;
    if !name.has_kind(Kind::Str) {
        let t = vm.type_of(&name).name_str();
        return Err(vm.type_error(format!("name must be a str, not {t}")));
    }
    Ok(str_to_string(&name))
}

/// Sets the attributes that every imported module has.
fn init_attributes(vm: &Vm, module: &Ref, spec: &Ref, loader: &Ref) -> PyResult<()> {
    let get = |name: &str| -> PyResult {
        let v = vm.get_attr_opt(spec, &vm.interned.intern_str(vm, name))?;
        Ok(v.unwrap_or_else(Ref::none))
    };
    let set = |name: &Ref, value: &Ref| -> PyResult<()> {
        if module.has_kind(Kind::Module) {
            let d = namespace_of(module);
            // SAFETY: the namespace of a module is a dict.
            return unsafe { d.cast::<DictObject>() }.set_str(vm, name, value.clone());
        }
        vm.set_attr(module, name, value)
    };
    let n = &vm.names;
    set(&n.name, &get("name")?)?;
    set(&n.loader, loader)?;
    set(&n.package, &get("parent")?)?;
    set(&n.spec, spec)?;
    let locations = get("submodule_search_locations")?;
    if !locations.is_none() {
        set(&n.path, &locations)?;
        if get("origin")?.is_none() && !vm.is_true(&get("has_location")?)? {
            // A namespace package has no file of its own.
            set(&n.file, &Ref::none())?;
        }
    }
    if vm.is_true(&get("has_location")?)? {
        set(&n.file, &get("origin")?)?;
        let cached = get("cached")?;
        if !cached.is_none() {
            set(&n.cached, &cached)?;
        }
    }
    Ok(())
}

/// `loader.create_module(spec)` of our loaders: a native module, or None for the usual kind.
pub fn create_module(vm: &Vm, _: &Ref, spec: &Ref) -> PyResult {
    let name = name_of(vm, spec)?;
    let origin = vm.get_attr_str(spec, "origin")?;
    if origin.has_kind(Kind::Str)
        && str_to_string(&origin) == "built-in"
        && let Some(native) = find_native(&name)
    {
        return import_native(vm, native);
    }
    Ok(Ref::none())
}

/// `loader.exec_module(module)` of our loaders.
pub fn exec_module(vm: &Vm, loader: &Ref, module: &Ref) -> PyResult {
    if vm.get_attr_opt(loader, &vm.names.bare_path)?.is_none() {
        return Ok(Ref::none());
    }
    let code = code_of_loader(vm, loader)?;
    let namespace = vm.get_attr(module, &vm.names.dict)?;
    if !namespace.has_kind(Kind::Dict) {
        return Err(vm.type_error("the namespace of a module must be a dict"));
    }
    exec_in(vm, &code, &namespace)?;
    Ok(Ref::none())
}

/// Runs a module body in a namespace, which gets `__builtins__`.
pub fn exec_in(vm: &Vm, code: &Ref, namespace: &Ref) -> PyResult<()> {
    // SAFETY: the caller passes a dict.
    let d = unsafe { namespace.cast::<DictObject>() };
    if d.get_str(&vm.names.builtins).is_null()
        && let Some(b) = vm.builtins.get()
    {
        d.set_str(vm, &vm.names.builtins, b)?;
    }
    run_code(vm, code, namespace, namespace).map(drop)
}

/// `loader.get_code(name)`
pub fn code_of_loader(vm: &Vm, loader: &Ref) -> PyResult {
    let path = path_arg(vm, &vm.get_attr(loader, &vm.names.bare_path)?)?;
    let name = payload::<super::ModuleSpecValue>(loader).name.get();
    load_code(vm, &path, name.as_ref())
}

/// `loader.get_source(name)`
pub fn source_of_loader(vm: &Vm, loader: &Ref) -> PyResult {
    let path = vm.get_attr(loader, &vm.names.bare_path)?;
    let file = path_arg(vm, &path)?;
    if file.extension().is_some_and(|e| e == "pyc") {
        return Ok(Ref::none());
    }
    let source = read_file(vm, &file)?;
    match tricera_code::compile::decode_source(&source, &file.to_string_lossy()) {
        Ok(text) => crate::object::from_utf8(vm, &text),
        Err(e) => Err(crate::runtime::source::raise_compile_error(vm, &e)),
    }
}

/// The code object of a module's source file or `.pyc`. What is compiled is kept for the next time (`cache.rs`).
pub fn load_code(vm: &Vm, path: &Path, name: Option<&Ref>) -> PyResult {
    if path.extension().is_some_and(|e| e == "pyc") {
        let code = PycFile::open(path).and_then(|f| f.read_code());
        return match code {
            Ok(data) => make_code(vm, &data),
            Err(e) => Err(bad_pyc(vm, &e, path, name)),
        };
    }
    let place = cache::Place::of(vm, path);
    if let Some(data) = place.as_ref().and_then(cache::Place::read) {
        return make_code(vm, &data);
    }
    let data = compile_file(vm, path)?;
    if let Some(place) = place {
        place.write(vm, &data)?;
    }
    make_code(vm, &data)
}

/// The code object of a source file that is the program itself, which is compiled each time, or of a `.pyc`.
pub fn load_program(vm: &Vm, path: &Path) -> PyResult {
    if path.extension().is_some_and(|e| e == "pyc") {
        return load_code(vm, path, None);
    }
    make_code(vm, &compile_file(vm, path)?)
}

fn compile_file(vm: &Vm, path: &Path) -> PyResult<Arc<CodeData>> {
    let source = read_file(vm, path)?;
    let options = Options {
        optimize: vm.optimize_level(),
        int_max_str_digits: crate::modules::sys::int_max_str_digits(vm),
        ..Options::default()
    };
    let filename = path.to_string_lossy();
    compile_data(vm, &source, false, &filename, Mode::Exec, &options)
}

fn read_file(vm: &Vm, path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|e| {
        match crate::modules::support::fs_decode(vm, path.as_os_str().as_encoded_bytes()) {
            Ok(name) => vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), &[name]),
            Err(r) => r,
        }
    })
}

#[cold]
fn bad_pyc(vm: &Vm, e: &PycError, path: &Path, name: Option<&Ref>) -> Raised {
    let file = match crate::modules::support::fs_decode(vm, path.as_os_str().as_encoded_bytes()) {
        Ok(f) => f,
        Err(r) => return r,
    };
    let of = name.map_or_else(|| path.display().to_string(), str_to_string);
    match e {
        PycError::Io(e) => vm.os_error(e.raw_os_error().unwrap_or(libc::EIO), &[file]),
        PycError::ShortHeader(_) => {
            vm.eof_error(format!("reached EOF while reading pyc header of '{of}'"))
        }
        PycError::BadMagic(magic) => {
            let magic = match vm.repr_string(&new_bytes(vm, magic.as_slice())) {
                Ok(magic) => magic,
                Err(r) => return r,
            };
            let message = format!("bad magic number in '{of}': {magic}");
            vm.import_error(&message, name, Some(&file))
        }
        PycError::NotCode => {
            vm.import_error(&format!("Non-code object in '{of}'"), name, Some(&file))
        }
        PycError::BadFlags(_) => vm.import_error(&e.to_string(), name, Some(&file)),
        // Whoever imports may tell these apart, as the importer of CPython lets him.
        PycError::Marshal(e) if name.is_some() && e.problem == ReadProblem::Truncated => {
            vm.eof_error("marshal data too short")
        }
        PycError::Marshal(e) => vm.value_error(e.to_string()),
    }
}

/// Is the module still running its body?
pub fn is_initializing(vm: &Vm, module: &Ref) -> PyResult<bool> {
    let Some(spec) = spec_of(vm, module)? else {
        return Ok(false);
    };
    match vm.get_attr_opt(&spec, &vm.names.initializing)? {
        Some(v) => vm.is_true(&v),
        None => Ok(false),
    }
}
