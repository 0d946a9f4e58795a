//! Module specs and loaders as Python sees them.

use super::Found;
use crate::modules::support::namespace_of;
use crate::object::{
    Field, Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, from_utf8, new_list, new_object,
    str_to_string,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of specs and loaders: their attributes are in the instance dict.
pub struct ModuleSpecValue {
    /// What the loader loads, for `get_code` and the like: the name.
    pub name: Field,
}

impl Payload for ModuleSpecValue {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.name.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<ModuleSpecValue>();

/// The type of module specs.
pub static SPEC: TypeSpec = TypeSpec {
    module: "importlib.machinery",
    flags: flags::BASETYPE | flags::EXTRA,
    slots: |s| {
        s.repr.set(Some(|vm, this| {
            let get = |name: &str| -> PyResult<Option<Ref>> {
                let v = vm.get_attr_opt(this, &vm.interned.intern_str(vm, name))?;
                Ok(v.filter(|v| !v.is_none()))
            };
            let mut text = format!(
                "ModuleSpec(name={}, loader={}",
                vm.repr_string(&get("name")?.unwrap_or_else(Ref::none))?,
                vm.repr_string(&get("loader")?.unwrap_or_else(Ref::none))?
            );
            for (label, name) in [
                ("origin", "origin"),
                ("submodule_search_locations", "submodule_search_locations"),
            ] {
                if let Some(v) = get(name)? {
                    text += &format!(", {label}={}", vm.repr_string(&v)?);
                }
            }
            from_utf8(vm, &(text + ")"))
        }));
    },
    ..TypeSpec::new("ModuleSpec", &LAYOUT)
};

static LOADER_METHODS: [MethodDef; 6] = [
    MethodDef::one("create_module", |vm, this, spec| {
        super::load::create_module(vm, this, spec)
    }),
    MethodDef::one("exec_module", |vm, this, module| {
        super::load::exec_module(vm, this, module)
    }),
    MethodDef::positional("get_filename", 0, 1, |vm, this, _| {
        vm.get_attr(this, &vm.names.bare_path)
    }),
    MethodDef::positional("is_package", 0, 1, |vm, this, _| {
        let path = vm.str_string(&vm.get_attr(this, &vm.names.bare_path)?)?;
        Ok(Ref::bool(
            path.ends_with("__init__.py") || path.ends_with("__init__.pyc"),
        ))
    }),
    MethodDef::positional("get_code", 0, 1, |vm, this, _| {
        super::load::code_of_loader(vm, this)
    }),
    MethodDef::positional("get_source", 0, 1, |vm, this, _| {
        super::load::source_of_loader(vm, this)
    }),
];

/// The type of the loader of source files and `.pyc` files.
static SOURCE_LOADER: TypeSpec = TypeSpec {
    module: "importlib.machinery",
    flags: flags::BASETYPE | flags::EXTRA,
    methods: &LOADER_METHODS,
    ..TypeSpec::new("SourceFileLoader", &LAYOUT)
};

static NATIVE_METHODS: [MethodDef; 6] = [
    MethodDef::keywords(
        "find_spec",
        "fullname, path=None, target=None",
        |vm, _, a| {
            let name = a[0].as_ref().expect("required");
            Ok(super::find::find_own(vm, true, name, None)?.unwrap_or_else(Ref::none))
        },
    )
    .class_method(),
    MethodDef::one("create_module", |vm, this, spec| {
        super::load::create_module(vm, this, spec)
    })
    .class_method(),
    // Whoever has made a native module has filled it too.
    MethodDef::one("exec_module", |_, _, _| Ok(Ref::none())).class_method(),
    MethodDef::one("is_package", |_, _, _| Ok(Ref::bool(false))).class_method(),
    MethodDef::one("get_code", |_, _, _| Ok(Ref::none())).class_method(),
    MethodDef::one("get_source", |_, _, _| Ok(Ref::none())).class_method(),
];

/// The loader of native modules: a type, of which there are no instances.
static NATIVE_LOADER: TypeSpec = TypeSpec {
    module: "_frozen_importlib",
    flags: flags::NO_NEW,
    methods: &NATIVE_METHODS,
    ..TypeSpec::new("BuiltinImporter", &LAYOUT)
};

/// The type of the loader of namespace packages.
static NAMESPACE_LOADER: TypeSpec = TypeSpec {
    module: "importlib.machinery",
    flags: flags::EXTRA,
    methods: &LOADER_METHODS,
    ..TypeSpec::new("NamespaceLoader", &LAYOUT)
};

/// The types of this module in one interpreter.
struct SpecTypes {
    spec: Ref,
    source: Ref,
    native: Ref,
    namespace: Ref,
}

fn types(vm: &Vm) -> PyResult<[Ref; 4]> {
    if let Some(t) = vm.state::<SpecTypes>("importlib") {
        return Ok([
            t.spec.clone(),
            t.source.clone(),
            t.native.clone(),
            t.namespace.clone(),
        ]);
    }
    let make = |spec: &'static TypeSpec| vm.new_type(spec, vm.types.object);
    let t = SpecTypes {
        spec: make(&SPEC)?,
        source: make(&SOURCE_LOADER)?,
        native: make(&NATIVE_LOADER)?,
        namespace: make(&NAMESPACE_LOADER)?,
    };
    let all = [
        t.spec.clone(),
        t.source.clone(),
        t.native.clone(),
        t.namespace.clone(),
    ];
    vm.set_state("importlib", t);
    Ok(all)
}

/// The class that is the loader of native modules.
pub fn native_loader(vm: &Vm) -> PyResult {
    Ok(types(vm)?[2].clone())
}

fn instance(vm: &Vm, ty: &Ref, name: Ref) -> Ref {
    // SAFETY: made by `types`, with this layout.
    let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
    new_object(
        vm,
        ty,
        ModuleSpecValue {
            name: Field::new(name),
        },
    )
}

/// `obj.name = value` by Rust text.
pub fn set_attr_str(vm: &Vm, obj: &Ref, name: &str, value: &Ref) -> PyResult<()> {
    vm.set_attr(obj, &vm.interned.intern_str(vm, name), value)
}

/// Is this a loader of ours, so that the module can be loaded without calling its methods?
pub fn is_own_loader(vm: &Vm, loader: &Ref) -> PyResult<bool> {
    let ty = vm.type_of(loader);
    let types = types(vm)?;
    Ok(loader.is(&types[2]) || types[1..].iter().any(|t| ty.is(t)))
}

/// The spec of a module that was found.
pub fn new_spec(vm: &Vm, name: &Ref, found: &Found) -> PyResult {
    let [spec_type, source, native, namespace] = types(vm)?;
    let spec = instance(vm, &spec_type, name.clone());
    let text = str_to_string(name);
    let none = Ref::none();
    let (loader, origin, locations, parent) = match found {
        Found::Native(_) => (
            native.clone(),
            vm.interned.intern_str(vm, "built-in"),
            none.clone(),
            vm.names.empty.clone(),
        ),
        Found::File { path, package } => {
            let loader = instance(vm, &source, name.clone());
            let origin =
                crate::modules::support::fs_decode(vm, path.as_os_str().as_encoded_bytes())?;
            set_attr_str(vm, &loader, "name", name)?;
            set_attr_str(vm, &loader, "path", &origin)?;
            let locations = if *package {
                let dir = path.parent().unwrap_or(path);
                let dir =
                    crate::modules::support::fs_decode(vm, dir.as_os_str().as_encoded_bytes())?;
                new_list(vm, [dir])
            } else {
                none.clone()
            };
            let parent = if *package {
                name.clone()
            } else {
                parent_of(vm, &text)
            };
            (loader, origin, locations, parent)
        }
        Found::Namespace(dirs) => {
            let mut list = Vec::new();
            for d in dirs {
                list.push(crate::modules::support::fs_decode(
                    vm,
                    d.as_os_str().as_encoded_bytes(),
                )?);
            }
            (
                instance(vm, &namespace, name.clone()),
                none.clone(),
                namespace_path(vm, name, new_list(vm, list))?,
                name.clone(),
            )
        }
    };
    let has_location = matches!(found, Found::File { .. });
    for (key, value) in [
        ("name", name),
        ("loader", &loader),
        ("origin", &origin),
        ("loader_state", &none),
        ("submodule_search_locations", &locations),
        ("_uninitialized_submodules", &new_list(vm, [])),
        ("_set_fileattr", &Ref::bool(has_location)),
        ("has_location", &Ref::bool(has_location)),
        ("parent", &parent),
        ("cached", &cached_path(vm, found)?),
    ] {
        set_attr_str(vm, &spec, key, value)?;
    }
    Ok(spec)
}

fn cached_path(vm: &Vm, found: &Found) -> PyResult {
    match found {
        Found::File { path, .. } if path.extension().is_some_and(|e| e == "py") => {
            let p = super::cache::beside(path, vm.optimize_level());
            crate::modules::support::fs_decode(vm, p.as_os_str().as_encoded_bytes())
        }
        Found::File { path, .. } => {
            crate::modules::support::fs_decode(vm, path.as_os_str().as_encoded_bytes())
        }
        _ => Ok(Ref::none()),
    }
}

/// The `__path__` of a namespace package, which follows changes of the path it was found on.
fn namespace_path(vm: &Vm, name: &Ref, portions: Ref) -> PyResult {
    let bootstrap = match super::import_module(vm, "importlib._bootstrap_external") {
        Ok(m) => m,
        Err(r) => {
            // Without a library, the portions as they are now.
            vm.catch(r, vm.types.import_error)?;
            return Ok(portions);
        }
    };
    let ty = vm.get_attr_str(&bootstrap, "_NamespacePath")?;
    let finder = vm.get_attr_str(&vm.get_attr_str(&bootstrap, "PathFinder")?, "_get_spec")?;
    vm.call_positional(&ty, &[name.clone(), portions, finder])
}

fn parent_of(vm: &Vm, name: &str) -> Ref {
    vm.interned
        .intern_str(vm, name.rsplit_once('.').map_or("", |(front, _)| front))
}

/// The `__spec__` of a module, if it has one.
pub fn spec_of(vm: &Vm, module: &Ref) -> PyResult<Option<Ref>> {
    if module.has_kind(Kind::Module) {
        let d = namespace_of(module);
        return Ok(super::as_dict_get(&d, &vm.names.spec).filter(|s| !s.is_none()));
    }
    Ok(vm
        .get_attr_opt(module, &vm.names.spec)?
        .filter(|s| !s.is_none()))
}
