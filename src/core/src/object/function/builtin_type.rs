//! `builtin_function_or_method`, `method_descriptor`, `classmethod_descriptor`, `getset_descriptor`.

use super::method::compare_identity;
use super::slot_wrapper::reduce_getattr;
use crate::object::native::{
    BUILTIN_LAYOUT, Builtin, GETSET_LAYOUT, GetSetDescriptor, METHOD_DESCRIPTOR_LAYOUT, MethodDef,
    MethodDescriptor, NativeFn, call_native,
};
use crate::object::{
    Binding, Field, GetSetDef, TypeObj, TypePtr, TypeSpec, address, flags, from_utf8, new_object,
    payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// `__text_signature__` of a native function: what it binds its first parameter to comes first.
pub fn text_signature(vm: &Vm, def: &MethodDef, owner_is_module: bool) -> PyResult {
    if std::ptr::eq(def, &super::NEW_DEF) {
        return from_utf8(vm, "($type, *args, **kwargs)");
    }
    match def.shown {
        Some("") => return Ok(Ref::none()),
        Some(shown) => return from_utf8(vm, shown),
        None => {}
    }
    if def.signature == "*args" || def.signature == "*args, **kwargs" {
        // The convention does not say it, and nobody has written it down.
        return Ok(Ref::none());
    }
    let first = match def.binding {
        _ if owner_is_module => "$module",
        Binding::Instance => "$self",
        Binding::Class => "$type",
        Binding::Static => "",
    };
    let sep = match (first, def.signature) {
        ("", s) if !s.is_empty() => "",
        (_, "") => ", /",
        _ => ", ",
    };
    // The bound parameter is positional only: the slash moves behind the parameters that are so too.
    let text = if def.signature.is_empty() {
        format!("({first}{sep})")
    } else if def.signature.contains('/') || first.is_empty() {
        format!("({first}{sep}{})", def.signature)
    } else {
        format!("({first}, /{sep}{})", def.signature)
    };
    from_utf8(vm, &text)
}

fn doc(vm: &Vm, def: &MethodDef) -> PyResult {
    if def.doc.is_empty() {
        Ok(Ref::none())
    } else {
        from_utf8(vm, def.doc)
    }
}

/// Fails unless `obj` is an instance of the descriptor's `owner`.
#[inline]
pub fn check_descriptor_self(vm: &Vm, name: &str, owner: TypePtr, obj: &Ref) -> PyResult<()> {
    if vm.type_of(obj) == owner || vm.is_instance_of(obj, owner) {
        return Ok(());
    }
    refuse_self(vm, name, owner, obj)
}

#[cold]
fn refuse_self(vm: &Vm, name: &str, owner: TypePtr, obj: &Ref) -> PyResult<()> {
    Err(vm.type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        owner.name_str(),
        vm.type_of(obj).name_str()
    )))
}

static BUILTIN_GETSET: [GetSetDef; 6] = [
    GetSetDef::get("__name__", |vm, r| {
        from_utf8(vm, payload::<Builtin>(r).def.name)
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let b = payload::<Builtin>(r);
        let name = b.def.name;
        match b.this.get() {
            Some(t) if !t.has_kind(Kind::Module) && !t.is_none() => {
                let owner = if t.has_kind(Kind::Type) {
                    // SAFETY: the kind says so.
                    unsafe { t.cast::<crate::object::TypeObj>() }.qualname_str()
                } else {
                    vm.type_of(&t).qualname_str()
                };
                from_utf8(vm, &format!("{owner}.{name}"))
            }
            _ => from_utf8(vm, name),
        }
    }),
    GetSetDef::get("__self__", |_, r| {
        Ok(payload::<Builtin>(r).this.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get_set(
        "__module__",
        |_, r| Ok(payload::<Builtin>(r).module.get().unwrap_or_else(Ref::none)),
        |_, r, v| {
            drop(payload::<Builtin>(r).module.replace(v.cloned()));
            Ok(())
        },
    ),
    GetSetDef::get("__doc__", |vm, r| doc(vm, payload::<Builtin>(r).def)),
    GetSetDef::get("__text_signature__", |vm, r| {
        let b = payload::<Builtin>(r);
        let module = b.this.get().is_none_or(|t| t.has_kind(Kind::Module));
        text_signature(vm, b.def, module)
    }),
];

static BUILTIN_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let b = payload::<Builtin>(r);
    match b.this.get() {
        Some(t) if !t.has_kind(Kind::Module) && !t.is_none() => reduce_getattr(vm, t, b.def.name),
        _ => from_utf8(vm, b.def.name),
    }
})];

/// The type `builtin_function_or_method`.
pub static BUILTIN: TypeSpec = TypeSpec {
    flags: flags::NO_NEW | flags::WEAKREFS,
    methods: &BUILTIN_METHODS,
    getset: &BUILTIN_GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, r| {
            let b = payload::<Builtin>(r);
            let name = b.def.name;
            let text = match b.this.get() {
                Some(t) if !t.has_kind(Kind::Module) && !t.is_none() => format!(
                    "<built-in method {name} of {} object at {:#x}>",
                    vm.type_of(&t).name_str(),
                    address(&t)
                ),
                _ => format!("<built-in function {name}>"),
            };
            from_utf8(vm, &text)
        }));
        s.call.set(Some(|vm, r, args| {
            let b = payload::<Builtin>(r);
            let this = b.this.slot();
            let none = crate::value::Slot::none();
            let this = if this.is_null() { &none } else { &this };
            call_native(vm, b.def, Ref::view(this), args)
        }));
        s.compare.set(Some(|_, a, b, op| {
            if !b.has_kind(Kind::Builtin) {
                return Ok(Ref::not_implemented());
            }
            let (x, y) = (payload::<Builtin>(a), payload::<Builtin>(b));
            let same =
                std::ptr::eq(x.def, y.def) && x.this.slot().borrow() == y.this.slot().borrow();
            Ok(compare_identity(same, op))
        }));
        s.hash.set(Some(|_, r| {
            let b = payload::<Builtin>(r);
            let this = b.this.slot();
            let this = if this.is_pointer() {
                this.header() as usize
            } else {
                this.0 as usize
            };
            Ok(tricera_text::hash::hash_pointer(this)
                ^ tricera_text::hash::hash_pointer(&raw const *b.def as usize))
        }));
    },
    ..TypeSpec::new("builtin_function_or_method", &BUILTIN_LAYOUT)
};

static METHOD_GETSET: [GetSetDef; 5] = [
    GetSetDef::get("__name__", |vm, r| {
        from_utf8(vm, payload::<MethodDescriptor>(r).def.name)
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let m = payload::<MethodDescriptor>(r);
        from_utf8(vm, &format!("{}.{}", m.owner.qualname_str(), m.def.name))
    }),
    GetSetDef::get("__objclass__", |_, r| {
        Ok(payload::<MethodDescriptor>(r).owner.to_ref())
    }),
    GetSetDef::get("__doc__", |vm, r| {
        doc(vm, payload::<MethodDescriptor>(r).def)
    }),
    GetSetDef::get("__text_signature__", |vm, r| {
        text_signature(vm, payload::<MethodDescriptor>(r).def, false)
    }),
];
static METHOD_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let m = payload::<MethodDescriptor>(r);
    reduce_getattr(vm, m.owner.to_ref(), m.def.name)
})];

fn method_repr(vm: &Vm, r: &Ref) -> PyResult {
    let m = payload::<MethodDescriptor>(r);
    from_utf8(
        vm,
        &format!(
            "<method '{}' of '{}' objects>",
            m.def.name,
            m.owner.name_str()
        ),
    )
}

/// The type `method_descriptor`.
pub static METHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    flags: flags::METHOD_DESCRIPTOR | flags::NO_NEW,
    methods: &METHOD_METHODS,
    getset: &METHOD_GETSET,
    slots: |s| {
        s.repr.set(Some(method_repr));
        s.descr_get.set(Some(|vm, r, obj, _| {
            let Some(obj) = obj else { return Ok(r.clone()) };
            let m = payload::<MethodDescriptor>(r);
            check_descriptor_self(vm, m.def.name, m.owner, obj)?;
            Ok(new_builtin(vm, m.def, Some(obj.clone()), None))
        }));
        s.call.set(Some(call_method_descriptor));
    },
    ..TypeSpec::new("method_descriptor", &METHOD_DESCRIPTOR_LAYOUT)
};

/// Calls a method of a native type with `self` as the first argument.
fn call_method_descriptor(vm: &Vm, r: &Ref, args: &Args) -> PyResult {
    let m = payload::<MethodDescriptor>(r);
    let Some((this, rest)) = args.split_first() else {
        return Err(vm.type_error(format!(
            "unbound method {}.{}() needs an argument",
            m.owner.name_str(),
            m.def.name
        )));
    };
    check_descriptor_self(vm, m.def.name, m.owner, this)?;
    match m.def.f {
        NativeFn::NoArgs(f) if rest.is_empty() => f(vm, this),
        NativeFn::One(f) if rest.all().len() == 1 && rest.kw_names().is_empty() => {
            f(vm, this, &rest.all()[0])
        }
        _ => call_native(vm, m.def, this, &rest),
    }
}

/// The type `classmethod_descriptor`.
pub static CLASSMETHOD_DESCRIPTOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    getset: &METHOD_GETSET,
    slots: |s| {
        s.repr.set(Some(method_repr));
        s.descr_get.set(Some(class_method_get));
        s.call.set(Some(|vm, r, args| {
            let m = payload::<MethodDescriptor>(r);
            let Some((cls, rest)) = args.split_first() else {
                return Err(vm.type_error(format!(
                    "descriptor '{}' of '{}' object needs an argument",
                    m.def.name,
                    m.owner.name_str()
                )));
            };
            // SAFETY: the kind says what it is.
            if cls.has_kind(Kind::Type) && unsafe { cls.cast::<TypeObj>() }.is_subtype(m.owner) {
                return call_native(vm, m.def, cls, &rest);
            }
            let f = class_method_get(vm, r, None, cls)?;
            vm.call(&f, &rest)
        }));
    },
    ..TypeSpec::new("classmethod_descriptor", &METHOD_DESCRIPTOR_LAYOUT)
};

fn class_method_get(vm: &Vm, r: &Ref, obj: Option<&Ref>, ty: &Ref) -> PyResult {
    let m = payload::<MethodDescriptor>(r);
    let (name, owner) = (m.def.name, m.owner.name_str());
    let ty = if ty.is_none() {
        match obj {
            Some(o) => vm.type_of(o).to_ref(),
            None => {
                return Err(vm.type_error(format!(
                    "descriptor '{name}' for type '{owner}' needs either an object or a type"
                )));
            }
        }
    } else {
        ty.clone()
    };
    if !ty.has_kind(Kind::Type) {
        return Err(vm.type_error(format!(
            "descriptor '{name}' for type '{owner}' needs a type, not a '{}' as arg 2",
            vm.type_of(&ty).name_str()
        )));
    }
    // SAFETY: the kind says so.
    let t = unsafe { ty.cast::<crate::object::TypeObj>() };
    if !t.is_subtype(m.owner) {
        return Err(vm.type_error(format!(
            "descriptor '{name}' requires a subtype of '{owner}' but received '{}'",
            t.name_str()
        )));
    }
    Ok(new_builtin(vm, m.def, Some(ty), None))
}

static GETSET_GETSET: [GetSetDef; 4] = [
    GetSetDef::get("__name__", |vm, r| {
        from_utf8(vm, payload::<GetSetDescriptor>(r).def.name)
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let g = payload::<GetSetDescriptor>(r);
        from_utf8(vm, &format!("{}.{}", g.owner.qualname_str(), g.def.name))
    }),
    GetSetDef::get("__objclass__", |_, r| {
        Ok(payload::<GetSetDescriptor>(r).owner.to_ref())
    }),
    GetSetDef::get("__doc__", |vm, r| {
        let doc = payload::<GetSetDescriptor>(r).def.doc;
        if doc.is_empty() {
            Ok(Ref::none())
        } else {
            from_utf8(vm, doc)
        }
    }),
];

/// The type `getset_descriptor`.
pub static GETSET_DESCRIPTOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    getset: &GETSET_GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, r| {
            let g = payload::<GetSetDescriptor>(r);
            from_utf8(
                vm,
                &format!(
                    "<attribute '{}' of '{}' objects>",
                    g.def.name,
                    g.owner.name_str()
                ),
            )
        }));
        s.descr_get.set(Some(|vm, r, obj, _| {
            let Some(obj) = obj else { return Ok(r.clone()) };
            let g = payload::<GetSetDescriptor>(r);
            check_descriptor_self(vm, g.def.name, g.owner, obj)?;
            (g.def.get)(vm, obj)
        }));
        s.descr_set.set(Some(|vm, r, obj, value| {
            let g = payload::<GetSetDescriptor>(r);
            check_descriptor_self(vm, g.def.name, g.owner, obj)?;
            match g.def.set {
                Some(set) => set(vm, obj, value),
                None => Err(vm.attribute_error_message(format!(
                    "attribute '{}' of '{}' objects is not writable",
                    g.def.name,
                    g.owner.name_str()
                ))),
            }
        }));
    },
    ..TypeSpec::new("getset_descriptor", &GETSET_LAYOUT)
};

/// A computed attribute of `owner`.
pub fn new_getset_descriptor(vm: &Vm, def: &'static GetSetDef, owner: &TypeObj) -> Ref {
    let keep = owner.is_heap_type().then(|| owner.to_ref());
    new_object(
        vm,
        vm.types.getset_descriptor,
        GetSetDescriptor {
            def,
            owner: owner.ptr(),
            keep,
        },
    )
}

/// A native function object.
pub fn new_builtin(
    vm: &Vm,
    def: &'static MethodDef,
    this: Option<Ref>,
    module: Option<Ref>,
) -> Ref {
    new_object(
        vm,
        vm.types.builtin,
        Builtin {
            def,
            this: Field::from(this),
            module: Field::from(module),
        },
    )
}
