//! `property`.

use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, new_object, payload,
};
use crate::runtime::{Args, PyResult, Raised, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::OnceLock;

/// The payload of `property`.
#[repr(C)]
pub struct Property {
    pub get: Field,
    pub set: Field,
    pub delete: Field,
    pub doc: Field,
    pub name: Field,
    /// The docstring came from the getter.
    getter_doc: Cell<bool>,
}

impl Payload for Property {
    const KIND: Kind = Kind::Property;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [&self.get, &self.set, &self.delete, &self.doc, &self.name] {
            field.traverse(f);
        }
    }
}
static LAYOUT: Layout = Layout::of::<Property>();

fn signature() -> &'static Signature {
    static PARSED: OnceLock<Signature> = OnceLock::new();
    PARSED.get_or_init(|| Signature::parse("fget=None, fset=None, fdel=None, doc=None"))
}

/// `__isabstractmethod__` of a function or descriptor, as a truth value.
pub fn is_abstract(vm: &Vm, f: &Ref) -> PyResult<bool> {
    let name = vm.interned.intern_str(vm, "__isabstractmethod__");
    match vm.get_attr_opt(f, &name)? {
        Some(v) => vm.is_true(&v),
        None => Ok(false),
    }
}

fn init(vm: &Vm, r: &Ref, args: &Args) -> PyResult<()> {
    let p = payload::<Property>(r);
    let bound = signature().bind(vm, "property", args)?;
    let mut bound = bound.into_iter().map(|v| v.filter(|v| !v.is_none()));
    let mut next = || bound.next().flatten();
    let (get, set, delete, doc) = (next(), next(), next(), next());
    drop(p.get.replace(get.clone()));
    drop(p.set.replace(set));
    drop(p.delete.replace(delete));
    drop(p.doc.replace(None));
    drop(p.name.replace(None));
    p.getter_doc.set(false);
    let exact = vm.type_of(r) == vm.types.property;
    let doc = match (doc, get) {
        (Some(d), _) => Some(d),
        (None, Some(get)) => {
            let d = vm
                .get_attr_opt(&get, &vm.names.doc)?
                .filter(|d| !d.is_none());
            p.getter_doc.set(d.is_some());
            d
        }
        (None, None) => None,
    };
    if exact {
        drop(p.doc.replace(doc));
        return Ok(());
    }
    // A subclass may have a `__doc__` of its own, so the text goes where attributes of instances go.
    let value = doc.unwrap_or_else(Ref::none);
    match vm.set_attr(r, &vm.names.doc, &value) {
        Ok(()) => Ok(()),
        // What was said for it is dropped silently where there is no room; a getter's docstring never was.
        Err(e) if !p.getter_doc.get() => vm.catch(e, vm.types.attribute_error),
        Err(e) => Err(e),
    }
}

/// A copy with one accessor replaced: `prop.setter(f)`.
fn copy(vm: &Vm, r: &Ref, get: Option<&Ref>, set: Option<&Ref>, delete: Option<&Ref>) -> PyResult {
    let p = payload::<Property>(r);
    let pick = |new: Option<&Ref>, old: &Field| match new {
        Some(n) if !n.is_none() => n.clone(),
        _ => old.get().unwrap_or_else(Ref::none),
    };
    let get = pick(get, &p.get);
    let doc = if p.getter_doc.get() && !get.is_none() {
        Ref::none()
    } else {
        p.doc.get().unwrap_or_else(Ref::none)
    };
    let args = [get, pick(set, &p.set), pick(delete, &p.delete), doc];
    let ty = vm.type_of(r).to_ref();
    let new = vm.call_positional(&ty, &args)?;
    if new.has_kind(Kind::Property) {
        drop(payload::<Property>(&new).name.replace(p.name.get()));
    }
    Ok(new)
}

/// The name for messages: the one given by `__set_name__`, or else that of the getter.
fn name_of(vm: &Vm, p: &Property) -> PyResult<Option<Ref>> {
    if let Some(n) = p.name.get() {
        return Ok(Some(n));
    }
    match p.get.get() {
        Some(f) => vm.get_attr_opt(&f, &vm.names.name),
        None => Ok(None),
    }
}

#[cold]
fn no_accessor(vm: &Vm, r: &Ref, obj: &Ref, what: &str) -> Raised {
    let name = match name_of(vm, payload::<Property>(r)) {
        Ok(n) => n,
        Err(e) => return e,
    };
    let ty = vm.type_of(obj).qualname_str();
    vm.attribute_error_message(match name {
        Some(n) => match vm.repr_string(&n) {
            Ok(n) => format!("property {n} of '{ty}' object has no {what}"),
            Err(e) => return e,
        },
        None => format!("property of '{ty}' object has no {what}"),
    })
}

fn get(vm: &Vm, r: &Ref, obj: Option<&Ref>, _ty: &Ref) -> PyResult {
    let Some(obj) = obj else { return Ok(r.clone()) };
    match payload::<Property>(r).get.get() {
        Some(f) => vm.call_one(&f, obj),
        None => Err(no_accessor(vm, r, obj, "getter")),
    }
}

fn set(vm: &Vm, r: &Ref, obj: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let p = payload::<Property>(r);
    match value {
        Some(v) => match p.set.get() {
            Some(f) => vm.call_positional(&f, &[obj.clone(), v.clone()])?,
            None => return Err(no_accessor(vm, r, obj, "setter")),
        },
        None => match p.delete.get() {
            Some(f) => vm.call_one(&f, obj)?,
            None => return Err(no_accessor(vm, r, obj, "deleter")),
        },
    };
    Ok(())
}

fn or_none(f: &Field) -> PyResult {
    Ok(f.get().unwrap_or_else(Ref::none))
}

static GETSET: [GetSetDef; 6] = [
    GetSetDef::member("fget", |_, r| or_none(&payload::<Property>(r).get)),
    GetSetDef::member("fset", |_, r| or_none(&payload::<Property>(r).set)),
    GetSetDef::member("fdel", |_, r| or_none(&payload::<Property>(r).delete)),
    GetSetDef::get_set(
        "__doc__",
        |_, r| or_none(&payload::<Property>(r).doc),
        |_, r, v| {
            drop(payload::<Property>(r).doc.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__name__",
        |vm, r| match name_of(vm, payload::<Property>(r))? {
            Some(n) => Ok(n),
            None => Err(vm.attribute_error(r, &vm.names.name)),
        },
        |_, r, v| {
            drop(payload::<Property>(r).name.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get("__isabstractmethod__", |vm, r| {
        let p = payload::<Property>(r);
        for f in [&p.get, &p.set, &p.delete] {
            if let Some(f) = f.get()
                && is_abstract(vm, &f)?
            {
                return Ok(Ref::bool(true));
            }
        }
        Ok(Ref::bool(false))
    }),
];

static METHODS: [MethodDef; 4] = [
    MethodDef::one("getter", |vm, r, f| copy(vm, r, Some(f), None, None))
        .doc("Descriptor to obtain a copy of the property with a different getter."),
    MethodDef::one("setter", |vm, r, f| copy(vm, r, None, Some(f), None))
        .doc("Descriptor to obtain a copy of the property with a different setter."),
    MethodDef::one("deleter", |vm, r, f| copy(vm, r, None, None, Some(f)))
        .doc("Descriptor to obtain a copy of the property with a different deleter."),
    MethodDef::raw("__set_name__", |vm, r, args| {
        args.no_keywords(vm, "property.__set_name__")?;
        let a = args.positional();
        if a.len() != 2 {
            return Err(vm.type_error(format!(
                "__set_name__() takes 2 positional arguments but {} were given",
                a.len()
            )));
        }
        payload::<Property>(r).name.set(a[1].clone());
        Ok(Ref::none())
    })
    .text_signature("owner, name, /"),
];

/// The type `property`.
pub static PROPERTY: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to \
          be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    \
          docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return \
          self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, \
          setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones \
          easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return \
          self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n    \
          \x20   del self._x",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: tp_new is called with a type whose layout is this one.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            Ok(new_object(
                vm,
                ty,
                Property {
                    get: Field::empty(),
                    set: Field::empty(),
                    delete: Field::empty(),
                    doc: Field::empty(),
                    name: Field::empty(),
                    getter_doc: Cell::new(false),
                },
            ))
        }));
        s.init.set(Some(init));
        s.descr_get.set(Some(get));
        s.descr_set.set(Some(set));
    },
    ..TypeSpec::new("property", &LAYOUT)
};
