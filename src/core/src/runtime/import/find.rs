//! Finding modules: native ones, then along a path.

use super::bootstrap;
use super::spec::new_spec;
use crate::modules::support::{fs_encode, sys_attribute};
use crate::modules::{ModuleSpec, find_native};
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, as_dict, new_object, str_to_string,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

/// Where a module comes from.
pub enum Found {
    /// Compiled into this program.
    Native(&'static ModuleSpec),
    /// A source file or a `.pyc`; of a package, its `__init__`.
    File { path: PathBuf, package: bool },
    /// Directories without an `__init__`.
    Namespace(Vec<PathBuf>),
}

/// The payload of the two finders that stand in `sys.meta_path`.
pub struct PathFinder {
    /// Finds native modules; otherwise files.
    pub native: bool,
}

impl Payload for PathFinder {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<PathFinder>();

static METHODS: [MethodDef; 2] = [
    MethodDef::keywords(
        "find_spec",
        "fullname, path=None, target=None",
        |vm, this, a| {
            let name = a[0].as_ref().expect("required");
            let native = crate::object::payload::<PathFinder>(this).native;
            let path = a[1].as_ref().filter(|p| !p.is_none());
            Ok(find_own(vm, native, name, path)?.unwrap_or_else(Ref::none))
        },
    ),
    MethodDef::no_args("invalidate_caches", |_, _| Ok(Ref::none())),
];

static BUILTIN_IMPORTER: TypeSpec = TypeSpec {
    module: "importlib.machinery",
    methods: &METHODS,
    ..TypeSpec::new("BuiltinImporter", &LAYOUT)
};
static PATH_FINDER: TypeSpec = TypeSpec {
    module: "importlib.machinery",
    methods: &METHODS,
    ..TypeSpec::new("PathFinder", &LAYOUT)
};

/// The finders that `sys.meta_path` holds at the start.
pub fn own_finders(vm: &Vm) -> PyResult<Vec<Ref>> {
    let mut all = Vec::new();
    for (spec, native) in [(&BUILTIN_IMPORTER, true), (&PATH_FINDER, false)] {
        let t = vm.new_type(spec, vm.types.object)?;
        // SAFETY: just made, and kept by its instance's shape as long as the interpreter keeps the reference.
        let ty = unsafe { TypePtr::new(t.slot().ptr()) };
        all.push(new_object(vm, ty, PathFinder { native }));
        vm.keep(t);
    }
    Ok(all)
}

/// Asks the finders of `sys.meta_path`, ours without calling them.
pub fn find_spec(vm: &Vm, name: &Ref, path: Option<&Ref>) -> PyResult<Option<Ref>> {
    let meta_path = match sys_attribute(vm, &vm.names.meta_path) {
        Some(m) if !m.is_none() => m,
        _ => {
            return Err(vm.import_error(
                "sys.meta_path is None, Python is likely shutting down",
                None,
                None,
            ));
        }
    };
    for finder in vm.collect(&meta_path)? {
        let found = match crate::object::downcast::<PathFinder>(vm, &finder) {
            Some(own) => find_own(vm, own.native, name, path)?,
            None => {
                let key = vm.interned.intern_str(vm, "find_spec");
                let Some(f) = vm.get_attr_opt(&finder, &key)? else {
                    continue;
                };
                let path = path.cloned().unwrap_or_else(Ref::none);
                let spec = vm.call_positional(&f, &[name.clone(), path, Ref::none()])?;
                Some(spec).filter(|s| !s.is_none())
            }
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

pub(super) fn find_own(
    vm: &Vm,
    native: bool,
    name: &Ref,
    path: Option<&Ref>,
) -> PyResult<Option<Ref>> {
    let text = str_to_string(name);
    let found = if native {
        match find_native(&text) {
            Some(n) => Some(Found::Native(n)),
            None => bootstrap::find(vm, &text)?,
        }
    } else {
        let entries = match path {
            Some(p) => vm.collect(p)?,
            None => match sys_attribute(vm, &vm.names.bare_path) {
                Some(p) => vm.collect(&p)?,
                None => return Ok(None),
            },
        };
        let last = text.rsplit('.').next().expect("a name has a last part");
        let (mut found, mut portions) = (None, Vec::new());
        for e in &entries {
            match directory_of(vm, e)? {
                Some(d) if is_in_archive(&d) => {
                    if let Some(spec) = find_in_archive(vm, e, name)? {
                        return Ok(Some(spec));
                    }
                }
                Some(d) => match find_in_path(last, std::slice::from_ref(&d)) {
                    Some(Found::Namespace(more)) => portions.extend(more),
                    Some(file) => {
                        found = Some(file);
                        break;
                    }
                    None => {}
                },
                None => {}
            }
        }
        found.or_else(|| (!portions.is_empty()).then_some(Found::Namespace(portions)))
    };
    match found {
        Some(f) => new_spec(vm, name, &f).map(Some),
        None => Ok(None),
    }
}

/// Is this a file, or said to be something within one?
fn is_in_archive(entry: &Path) -> bool {
    if entry.is_dir() {
        return false;
    }
    entry
        .ancestors()
        .find_map(|a| a.metadata().ok())
        .is_some_and(|m| m.is_file())
}

/// What the importer of a path entry that is a file finds: `sys.path_importer_cache` has it, or it is an archive's.
fn find_in_archive(vm: &Vm, entry: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    let cache = sys_attribute(vm, &vm.interned.intern_str(vm, "path_importer_cache"));
    let Some(cache) = cache.filter(|c| c.is_exact(Kind::Dict)) else {
        return Ok(None);
    };
    let importer = match as_dict(&cache).get(vm, entry)? {
        Some(i) => i,
        None => {
            // Until there is one, the imports of that module pass the entry over.
            as_dict(&cache).set(vm, entry, Ref::none())?;
            let zipimport = super::import_module(vm, "zipimport")?;
            let made = vm
                .get_attr_str(&zipimport, "zipimporter")
                .and_then(|ty| vm.call_one(&ty, entry));
            let importer = match made {
                Ok(i) => i,
                Err(r) => vm.catch(r, vm.types.import_error).map(|()| Ref::none())?,
            };
            as_dict(&cache).set(vm, entry, importer.clone())?;
            importer
        }
    };
    if importer.is_none() {
        return Ok(None);
    }
    let spec = vm.call_method_str(&importer, "find_spec", std::slice::from_ref(name))?;
    Ok(Some(spec).filter(|s| !s.is_none()))
}

/// The entries of a path that name directories.
pub(super) fn directories(vm: &Vm, entries: &[Ref]) -> PyResult<Vec<PathBuf>> {
    let mut dirs = Vec::new();
    for e in entries {
        if let Some(d) = directory_of(vm, e)? {
            dirs.push(d);
        }
    }
    Ok(dirs)
}

/// A path entry as a directory; an empty one is the current directory.
fn directory_of(vm: &Vm, entry: &Ref) -> PyResult<Option<PathBuf>> {
    if !entry.has_kind(Kind::Str) {
        return Ok(None);
    }
    let bytes = fs_encode(vm, entry)?;
    if bytes.is_empty() {
        return Ok(std::env::current_dir().ok());
    }
    Ok(Some(std::ffi::OsString::from_vec(bytes).into()))
}

/// The module `name` (its last part) in these directories.
pub fn find_in_path(name: &str, dirs: &[PathBuf]) -> Option<Found> {
    let mut portions = Vec::new();
    // Only what may be an entry of a directory is looked for.
    if matches!(name, "" | "." | "..") || name.contains(['/', '\0']) {
        return None;
    }
    for dir in dirs {
        let base = dir.join(name);
        let is_dir = base.is_dir();
        if is_dir {
            for init in ["__init__.py", "__init__.pyc"] {
                let path = base.join(init);
                if path.is_file() {
                    return Some(Found::File {
                        path,
                        package: true,
                    });
                }
            }
        }
        for suffix in ["py", "pyc"] {
            let path = with_suffix(&base, suffix);
            if path.is_file() {
                return Some(Found::File {
                    path,
                    package: false,
                });
            }
        }
        if is_dir {
            portions.push(base);
        }
    }
    (!portions.is_empty()).then_some(Found::Namespace(portions))
}

/// `Path::with_extension` would cut a name at a dot.
fn with_suffix(base: &Path, suffix: &str) -> PathBuf {
    let mut s = base.as_os_str().to_owned();
    s.push(".");
    s.push(suffix);
    s.into()
}
