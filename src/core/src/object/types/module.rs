//! Modules.

use crate::object::{
    DictObject, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, from_utf8,
    generic_get_attr_opt, new_dict, new_list, new_object, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::sync::OnceLock;

/// The payload of a module: its namespace.
#[repr(C)]
pub struct Module {
    pub dict: Field,
}

impl Payload for Module {
    const KIND: Kind = Kind::Module;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.dict.traverse(f);
    }
}

impl Module {
    /// The namespace.
    pub fn namespace(&self) -> &DictObject {
        // SAFETY: the field holds a dict from the start and is never set to anything else.
        unsafe { &*self.dict.slot().ptr::<DictObject>() }
    }
}

static LAYOUT: Layout = Layout::of::<Module>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__dir__", |vm, r| {
    let d = vm.get_attr(r, &vm.names.dict)?;
    if !d.has_kind(Kind::Dict) {
        return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
    }
    // SAFETY: the kind says so.
    if let Some(f) = unsafe { d.cast::<DictObject>() }.get_str_ref(&vm.names.dir) {
        return vm.call(&f, &Args::EMPTY);
    }
    let keys = vm.collect(&d)?;
    Ok(new_list(vm, keys))
})
.doc("__dir__() -> list\nspecialized dir() implementation")];

static GETSET: [GetSetDef; 3] = [
    GetSetDef::member("__dict__", |vm, r| {
        Ok(payload::<Module>(r)
            .dict
            .get()
            .unwrap_or_else(|| new_dict(vm)))
    }),
    GetSetDef::get_set("__annotations__", annotations, |vm, r, v| {
        let d = payload::<Module>(r).namespace();
        match v {
            Some(v) => d.set_str(vm, &vm.names.annotations, v.clone())?,
            None => {
                if d.t.remove(vm, &vm.names.annotations)?.is_none() {
                    return Err(vm.attribute_error_message("__annotations__"));
                }
            }
        }
        d.t.remove(vm, &vm.names.annotate)?;
        Ok(())
    }),
    GetSetDef::get_set(
        "__annotate__",
        |vm, r| {
            let d = payload::<Module>(r).namespace();
            match d.get_str_ref(&vm.names.annotate) {
                Some(f) => Ok(f),
                None => {
                    d.set_str(vm, &vm.names.annotate, Ref::none())?;
                    Ok(Ref::none())
                }
            }
        },
        |vm, r, v| {
            let d = payload::<Module>(r).namespace();
            let Some(v) = v else {
                return Err(vm.type_error("cannot delete __annotate__ attribute"));
            };
            if !v.is_none() && !vm.is_callable(v) {
                return Err(vm.type_error("__annotate__ must be callable or None"));
            }
            d.set_str(vm, &vm.names.annotate, v.clone())?;
            if !v.is_none() {
                d.t.remove(vm, &vm.names.annotations)?;
            }
            Ok(())
        },
    ),
];

fn annotations(vm: &Vm, r: &Ref) -> PyResult {
    let d = payload::<Module>(r).namespace();
    let n = &vm.names;
    if let Some(a) = d.get_str_ref(&n.annotations) {
        return Ok(a);
    }
    let a = match d.get_str_ref(&n.annotate).filter(|f| vm.is_callable(f)) {
        Some(f) => {
            let a = vm.call_one(&f, &vm.new_int(1))?;
            if !a.has_kind(Kind::Dict) {
                return Err(vm.type_error(format!(
                    "__annotate__ returned non-dict of type '{}'",
                    vm.type_of(&a).name_str()
                )));
            }
            a
        }
        None => new_dict(vm),
    };
    d.set_str(vm, &n.annotations, a.clone())?;
    Ok(a)
}

/// The type `module`.
pub static MODULE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::WEAKREFS,
    doc: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: the new slot is called with a type whose layout is this one.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            let dict = Field::new(new_dict(vm));
            Ok(new_object(vm, ty, Module { dict }))
        }));
        s.init.set(Some(init));
        s.get_attr.set(Some(get_attr));
        s.repr.set(Some(repr));
    },
    ..TypeSpec::new("module", &LAYOUT)
};

fn init(vm: &Vm, r: &Ref, args: &Args) -> PyResult<()> {
    static PARSED: OnceLock<Signature> = OnceLock::new();
    let a = PARSED
        .get_or_init(|| Signature::parse("name, doc=None"))
        .bind(vm, "module", args)?;
    let name = a[0].clone().unwrap_or_else(Ref::none);
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "module() argument 'name' must be str, not {}",
            vm.type_of(&name).name_str()
        )));
    }
    fill(vm, r, name, a[1].clone().unwrap_or_else(Ref::none))
}

/// Gives a module its initial attributes.
fn fill(vm: &Vm, r: &Ref, name: Ref, doc: Ref) -> PyResult<()> {
    let d = payload::<Module>(r).namespace();
    let n = &vm.names;
    for (k, v) in [
        (&n.name, name),
        (&n.doc, doc),
        (&n.package, Ref::none()),
        (&n.loader, Ref::none()),
        (&n.spec, Ref::none()),
    ] {
        d.set_str(vm, k, v)?;
    }
    Ok(())
}

/// A new module with `__name__`, `__doc__`, `__package__`, `__loader__` and `__spec__`.
pub fn new_module(vm: &Vm, name: &str) -> Ref {
    let dict = Field::new(new_dict(vm));
    let m = new_object(vm, vm.types.module, Module { dict });
    let name = vm.interned.intern_str(vm, name);
    // Setting string keys in a fresh dict can only fail for lack of memory.
    if fill(vm, &m, name, Ref::none()).is_err() {
        vm.clear_exception();
    }
    m
}

fn get_attr(vm: &Vm, r: &Ref, name: &Ref) -> PyResult {
    if let Some(v) = generic_get_attr_opt(vm, r, name)? {
        return Ok(v);
    }
    let d = payload::<Module>(r).namespace();
    if let Some(f) = d.get_str_ref(&vm.names.getattr) {
        return vm.call_one(&f, name);
    }
    let message = missing_message(vm, d, name)?;
    Err(vm.attribute_error_for(r, name, &message))
}

/// Why a module has no such attribute, as CPython puts it.
#[cold]
fn missing_message(vm: &Vm, d: &DictObject, name: &Ref) -> PyResult<String> {
    let attribute = str_to_string(name);
    let module = d
        .get_str_ref(&vm.names.name)
        .filter(|n| n.has_kind(Kind::Str));
    let Some(module) = module else {
        return Ok(format!("module has no attribute '{attribute}'"));
    };
    let m = str_to_string(&module);
    let plain = format!("module '{m}' has no attribute '{attribute}'");
    let Some(spec) = d.get_str_ref(&vm.names.spec).filter(|s| !s.is_none()) else {
        return Ok(plain);
    };
    let origin = file_origin(vm, &spec)?;
    let shadows = match &origin {
        Some(o) => may_shadow(vm, o)?,
        None => false,
    };
    if shadows && is_stdlib_name(vm, &module)? {
        let o = origin.unwrap_or_default();
        return Ok(format!(
            "{plain} (consider renaming '{o}' since it has the same name as the standard library module named '{m}' \
             and prevents importing that standard library module)"
        ));
    }
    let initializing = match vm.get_attr_opt(&spec, &vm.names.initializing)? {
        Some(v) => vm.is_true(&v)?,
        None => false,
    };
    if initializing {
        return Ok(match origin {
            Some(o) if shadows => format!(
                "{plain} (consider renaming '{o}' if it has the same name as a library you intended to import)"
            ),
            Some(o) => format!(
                "partially initialized module '{m}' from '{o}' has no attribute '{attribute}' (most likely due to a \
                 circular import)"
            ),
            None => format!(
                "partially initialized module '{m}' has no attribute '{attribute}' (most likely due to a circular \
                 import)"
            ),
        });
    }
    let key = vm.interned.intern_str(vm, "_uninitialized_submodules");
    if let Some(list) = vm.get_attr_opt(&spec, &key)?
        && vm.contains(&list, name)?
    {
        return Ok(format!(
            "cannot access submodule '{attribute}' of module '{m}' (most likely due to a circular import)"
        ));
    }
    Ok(plain)
}

/// `spec.origin` if the spec says that it is a place in the file system.
fn file_origin(vm: &Vm, spec: &Ref) -> PyResult<Option<String>> {
    let key = vm.interned.intern_str(vm, "has_location");
    match vm.get_attr_opt(spec, &key)? {
        Some(v) if vm.is_true(&v)? => {}
        _ => return Ok(None),
    }
    let key = vm.interned.intern_str(vm, "origin");
    Ok(vm
        .get_attr_opt(spec, &key)?
        .filter(|o| o.has_kind(Kind::Str))
        .map(|o| str_to_string(&o)))
}

fn sys_attribute(vm: &Vm, name: &str) -> Option<Ref> {
    let sys = vm.sys.get()?;
    // SAFETY: the namespace of sys is a dict.
    unsafe { sys.cast::<DictObject>() }.get_str_ref(&vm.interned.intern_str(vm, name))
}

/// Does the file lie in the first folder of `sys.path`, the program's own?
fn may_shadow(vm: &Vm, origin: &str) -> PyResult<bool> {
    let Some(path) = sys_attribute(vm, "path").filter(|p| p.has_kind(Kind::List)) else {
        return Ok(false);
    };
    let Some(first) = crate::object::as_list(&path)
        .get(0)
        .filter(|p| p.has_kind(Kind::Str))
    else {
        return Ok(false);
    };
    let Some((mut folder, file)) = origin.rsplit_once('/') else {
        return Ok(false);
    };
    if file == "__init__.py" {
        folder = folder.rsplit_once('/').map_or(folder, |(f, _)| f);
    }
    Ok(folder == str_to_string(&first))
}

fn is_stdlib_name(vm: &Vm, name: &Ref) -> PyResult<bool> {
    match sys_attribute(vm, "stdlib_module_names") {
        Some(names) => vm.contains(&names, name),
        None => Ok(false),
    }
}

/// `<module 'name' from 'file'>` and its variants, as importlib writes them.
fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let d = payload::<Module>(r).namespace();
    let n = &vm.names;
    let attribute = |o: &Ref, name: &str| vm.get_attr_opt(o, &vm.interned.intern_str(vm, name));
    if let Some(spec) = d.get_str_ref(&n.spec).filter(|s| !s.is_none()) {
        let name = match attribute(&spec, "name")? {
            Some(v) if !v.is_none() => vm.repr_string(&v)?,
            _ => "'?'".to_owned(),
        };
        let origin = attribute(&spec, "origin")?.filter(|o| !o.is_none());
        let text = match origin {
            None => match attribute(&spec, "loader")?.filter(|l| !l.is_none()) {
                None => format!("<module {name}>"),
                Some(l) => match attribute(&l, "_path")? {
                    Some(p) if vm.type_of(&l).short_name() == "NamespaceLoader" => {
                        let list = new_list(vm, vm.collect(&p)?);
                        format!(
                            "<module {name} (namespace) from {}>",
                            vm.repr_string(&list)?
                        )
                    }
                    _ => format!("<module {name} ({})>", vm.repr_string(&l)?),
                },
            },
            Some(o) => {
                let located = match attribute(&spec, "has_location")? {
                    Some(v) => vm.is_true(&v)?,
                    None => false,
                };
                if located {
                    format!("<module {name} from {}>", vm.repr_string(&o)?)
                } else {
                    format!("<module {name} ({})>", vm.str_string(&o)?)
                }
            }
        };
        return from_utf8(vm, &text);
    }
    let name = match d.get_str_ref(&n.name) {
        Some(v) => vm.repr_string(&v)?,
        None => "'?'".to_owned(),
    };
    let text = match (d.get_str_ref(&n.file), d.get_str_ref(&n.loader)) {
        (Some(f), _) => format!("<module {name} from {}>", vm.repr_string(&f)?),
        (None, Some(l)) if !l.is_none() => format!("<module {name} ({})>", vm.repr_string(&l)?),
        _ => format!("<module {name}>"),
    };
    from_utf8(vm, &text)
}
