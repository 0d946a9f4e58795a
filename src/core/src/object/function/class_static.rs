//! `staticmethod` and `classmethod`.

use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, flags, from_utf8,
    generic_set_attr, instance_dict, new_bound_method, new_generic_alias, new_object, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident $kind:ident $layout:ident) => {
        $(#[$doc])*
        pub struct $name {
            pub function: Field,
        }
        impl Payload for $name {
            const KIND: Kind = Kind::$kind;
            fn traverse(&self, f: &mut dyn FnMut(Slot)) {
                self.function.traverse(f);
            }
        }
        static $layout: Layout = Layout::of::<$name>();
    };
}
wrapper!(
    /// The payload of `staticmethod`.
    StaticMethod StaticMethod STATIC_LAYOUT
);
wrapper!(
    /// The payload of `classmethod`.
    ClassMethod ClassMethod CLASS_LAYOUT
);

/// The wrapped function of a staticmethod or classmethod: both payloads are one field. None before `__init__`.
fn wrapped(_: &Vm, r: &Ref) -> PyResult {
    let f = if r.has_kind(Kind::StaticMethod) {
        &payload::<StaticMethod>(r).function
    } else {
        &payload::<ClassMethod>(r).function
    };
    Ok(f.get().unwrap_or_else(Ref::none))
}

/// `__init__`: keeps the callable, and copies what describes it (functools.wraps).
fn init(vm: &Vm, r: &Ref, args: &Args, name: &str) -> PyResult<()> {
    args.no_keywords(vm, name)?;
    let f = args.check_positional(vm, name, 1, 1)?[0].clone();
    if r.has_kind(Kind::StaticMethod) {
        payload::<StaticMethod>(r).function.set(f.clone());
    } else {
        payload::<ClassMethod>(r).function.set(f.clone());
    }
    copy_description(vm, r, &f)
}

/// Copies `__module__`, `__name__`, `__qualname__` and `__doc__` of the wrapped function.
fn copy_description(vm: &Vm, r: &Ref, f: &Ref) -> PyResult<()> {
    let n = &vm.names;
    for name in [&n.module, &n.name, &n.qualname, &n.doc] {
        if let Some(v) = vm.get_attr_opt(f, name)? {
            generic_set_attr(vm, r, name, Some(&v))?;
        }
    }
    Ok(())
}

/// Annotations are the function's, asked for when they are wanted and kept in the instance dict.
fn annotation(vm: &Vm, r: &Ref, name: &Ref) -> PyResult {
    let d = instance_dict(vm, r)?.ok_or_else(|| vm.attribute_error(r, name))?;
    // SAFETY: an instance dict is a dict.
    let d = unsafe { d.cast::<crate::object::DictObject>() };
    if let Some(v) = d.get_str_ref(name) {
        return Ok(v);
    }
    let v = vm.get_attr(&wrapped(vm, r)?, name)?;
    d.set_str(vm, name, v.clone())?;
    Ok(v)
}

fn set_annotation(vm: &Vm, r: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let d = instance_dict(vm, r)?.ok_or_else(|| vm.attribute_error(r, name))?;
    match value {
        Some(v) => crate::object::as_dict(&d).set(vm, name, v.clone()),
        None => match crate::object::as_dict(&d).remove(vm, name)? {
            Some(_) => Ok(()),
            None => Err(vm.attribute_error(r, name)),
        },
    }
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let name = match r.has_kind(Kind::StaticMethod) {
        true => "staticmethod",
        false => "classmethod",
    };
    let f = vm.repr_string(&wrapped(vm, r)?)?;
    from_utf8(vm, &format!("<{name}({f})>"))
}

static GETSET: [GetSetDef; 6] = [
    GetSetDef::member("__func__", wrapped),
    GetSetDef::member("__wrapped__", wrapped),
    GetSetDef::get("__isabstractmethod__", |vm, r| {
        Ok(Ref::bool(super::is_abstract(vm, &wrapped(vm, r)?)?))
    }),
    GetSetDef::get_set(
        "__dict__",
        |vm, r| Ok(instance_dict(vm, r)?.unwrap_or_else(Ref::none)),
        crate::object::types::set_dict,
    ),
    GetSetDef::get_set(
        "__annotations__",
        |vm, r| annotation(vm, r, &vm.names.annotations),
        |vm, r, v| set_annotation(vm, r, &vm.names.annotations, v),
    ),
    GetSetDef::get_set(
        "__annotate__",
        |vm, r| annotation(vm, r, &vm.names.annotate),
        |vm, r, v| set_annotation(vm, r, &vm.names.annotate, v),
    ),
];
static METHODS: [MethodDef; 1] = [MethodDef::one("__class_getitem__", |vm, cls, item| {
    Ok(new_generic_alias(vm, cls.clone(), item.clone()))
})
.class_method()];

/// The type `staticmethod`.
pub static STATIC_METHOD: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    doc: "Convert a function to be a static method.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: tp_new is called with a type whose layout is this one.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            Ok(new_object(
                vm,
                ty,
                StaticMethod {
                    function: Field::new(Ref::none()),
                },
            ))
        }));
        s.init
            .set(Some(|vm, r, args| init(vm, r, args, "staticmethod")));
        s.repr.set(Some(repr));
        s.call
            .set(Some(|vm, r, args| vm.call(&wrapped(vm, r)?, args)));
        s.descr_get.set(Some(|vm, r, _, _| wrapped(vm, r)));
    },
    ..TypeSpec::new("staticmethod", &STATIC_LAYOUT)
};

/// The type `classmethod`.
pub static CLASS_METHOD: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::EXTRA | flags::WEAKREFS,
    doc: "Convert a function to be a class method.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: see staticmethod.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            Ok(new_object(
                vm,
                ty,
                ClassMethod {
                    function: Field::new(Ref::none()),
                },
            ))
        }));
        s.init
            .set(Some(|vm, r, args| init(vm, r, args, "classmethod")));
        s.repr.set(Some(repr));
        s.descr_get.set(Some(|vm, r, obj, ty| {
            let cls = match obj {
                Some(o) if ty.is_none() => vm.type_of(o).to_ref(),
                _ => ty.clone(),
            };
            Ok(new_bound_method(vm, wrapped(vm, r)?, cls))
        }));
    },
    ..TypeSpec::new("classmethod", &CLASS_LAYOUT)
};

/// A new `staticmethod`.
pub fn new_static_method(vm: &Vm, function: Ref) -> Ref {
    new_object(
        vm,
        vm.types.static_method,
        StaticMethod {
            function: Field::new(function),
        },
    )
}

/// A new `classmethod`.
pub fn new_class_method(vm: &Vm, function: Ref) -> Ref {
    new_object(
        vm,
        vm.types.class_method,
        ClassMethod {
            function: Field::new(function),
        },
    )
}

/// What `type.__new__` makes of a plain function under a name that is bound implicitly: with the description copied.
pub fn wrap_function(vm: &Vm, function: Ref, class_method: bool) -> PyResult {
    let r = if class_method {
        new_class_method(vm, function.clone())
    } else {
        new_static_method(vm, function.clone())
    };
    copy_description(vm, &r, &function)?;
    Ok(r)
}
