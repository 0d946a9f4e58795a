//! `wrapper_descriptor` (`int.__add__`), `method-wrapper` (`(1).__add__`), and `__new__` of native types.

use super::method::compare_identity;
use crate::object::slot_table::{SlotDef, Wrap, call_wrapped};
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypeObj, TypePtr, TypeSpec, flags, from_utf8,
    new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `wrapper_descriptor`: a special method name of a native type.
pub struct SlotWrapper {
    pub def: &'static SlotDef,
    /// The type whose slot it calls. Not counted: the type's namespace holds the descriptor.
    pub owner: TypePtr,
}

impl Payload for SlotWrapper {
    const KIND: Kind = Kind::SlotWrapper;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}
static WRAPPER_LAYOUT: Layout = Layout::of::<SlotWrapper>();

/// The payload of `method-wrapper`: a slot wrapper bound to an instance.
pub struct MethodWrapper {
    pub def: &'static SlotDef,
    pub owner: TypePtr,
    pub this: Ref,
}

impl Payload for MethodWrapper {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.this.slot());
    }
}
static METHOD_WRAPPER_LAYOUT: Layout = Layout::of::<MethodWrapper>();

static WRAPPER_GETSET: [GetSetDef; 5] = [
    GetSetDef::get("__name__", |vm, r| {
        from_utf8(vm, payload::<SlotWrapper>(r).def.name)
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let w = payload::<SlotWrapper>(r);
        from_utf8(vm, &format!("{}.{}", w.owner.qualname_str(), w.def.name))
    }),
    GetSetDef::get("__objclass__", |_, r| {
        Ok(payload::<SlotWrapper>(r).owner.to_ref())
    }),
    GetSetDef::get("__doc__", |vm, r| {
        from_utf8(vm, payload::<SlotWrapper>(r).def.doc)
    }),
    GetSetDef::get("__text_signature__", |vm, r| {
        from_utf8(vm, payload::<SlotWrapper>(r).def.signature)
    }),
];
static WRAPPER_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let w = payload::<SlotWrapper>(r);
    super::reduce_getattr(vm, w.owner.to_ref(), w.def.name)
})];

/// The type `wrapper_descriptor`.
pub static SLOT_WRAPPER: TypeSpec = TypeSpec {
    flags: flags::METHOD_DESCRIPTOR | flags::NO_NEW,
    methods: &WRAPPER_METHODS,
    getset: &WRAPPER_GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, r| {
            let w = payload::<SlotWrapper>(r);
            from_utf8(
                vm,
                &format!(
                    "<slot wrapper '{}' of '{}' objects>",
                    w.def.name,
                    w.owner.name_str()
                ),
            )
        }));
        s.descr_get.set(Some(wrapper_get));
        s.call.set(Some(wrapper_call));
    },
    ..TypeSpec::new("wrapper_descriptor", &WRAPPER_LAYOUT)
};

static METHOD_WRAPPER_GETSET: [GetSetDef; 6] = [
    GetSetDef::get("__self__", |_, r| {
        Ok(payload::<MethodWrapper>(r).this.clone())
    }),
    GetSetDef::get("__name__", |vm, r| {
        from_utf8(vm, payload::<MethodWrapper>(r).def.name)
    }),
    GetSetDef::get("__qualname__", |vm, r| {
        let w = payload::<MethodWrapper>(r);
        from_utf8(vm, &format!("{}.{}", w.owner.qualname_str(), w.def.name))
    }),
    GetSetDef::get("__objclass__", |_, r| {
        Ok(payload::<MethodWrapper>(r).owner.to_ref())
    }),
    GetSetDef::get("__doc__", |vm, r| {
        from_utf8(vm, payload::<MethodWrapper>(r).def.doc)
    }),
    GetSetDef::get("__text_signature__", |vm, r| {
        from_utf8(vm, payload::<MethodWrapper>(r).def.signature)
    }),
];
static METHOD_WRAPPER_METHODS: [MethodDef; 1] = [MethodDef::no_args("__reduce__", |vm, r| {
    let w = payload::<MethodWrapper>(r);
    super::reduce_getattr(vm, w.this.clone(), w.def.name)
})];

/// The type `method-wrapper`.
pub static METHOD_WRAPPER: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    methods: &METHOD_WRAPPER_METHODS,
    getset: &METHOD_WRAPPER_GETSET,
    slots: |s| {
        s.repr.set(Some(|vm, r| {
            let w = payload::<MethodWrapper>(r);
            from_utf8(
                vm,
                &format!(
                    "<method-wrapper '{}' of {} object at {:#x}>",
                    w.def.name,
                    vm.type_of(&w.this).name_str(),
                    crate::object::address(&w.this)
                ),
            )
        }));
        s.call.set(Some(|vm, r, args| {
            let w = payload::<MethodWrapper>(r);
            // `type.__dict__["__mro__"].__get__` is what `inspect` asks classes with.
            if w.def.wrap == Some(Wrap::DescrGet)
                && args.kw_names().is_empty()
                && let ([obj], Some(get)) = (args.all(), w.owner.slots.descr_get.get())
                && !obj.is_none()
            {
                vm.enter_native("")?;
                return get(vm, &w.this, Some(obj), &Ref::none());
            }
            call_wrapped(vm, w.def, w.owner, &w.this, args)
        }));
        s.compare.set(Some(|vm, a, b, op| {
            let same = match crate::object::downcast::<MethodWrapper>(vm, b) {
                Some(y) => {
                    let x = payload::<MethodWrapper>(a);
                    std::ptr::eq(x.def, y.def) && x.owner == y.owner && x.this.is(&y.this)
                }
                None => return Ok(Ref::not_implemented()),
            };
            Ok(compare_identity(same, op))
        }));
        s.hash.set(Some(|_, r| {
            let w = payload::<MethodWrapper>(r);
            Ok(
                tricera_text::hash::hash_pointer(crate::object::address(&w.this))
                    ^ tricera_text::hash::hash_pointer(&raw const *w.def as usize),
            )
        }));
    },
    ..TypeSpec::new("method-wrapper", &METHOD_WRAPPER_LAYOUT)
};

/// The wrapper of one name of a native type's slot.
pub fn new_slot_wrapper(vm: &Vm, def: &'static SlotDef, owner: TypePtr) -> Ref {
    new_object(vm, vm.types.slot_wrapper, SlotWrapper { def, owner })
}

fn wrapper_get(vm: &Vm, r: &Ref, obj: Option<&Ref>, _ty: &Ref) -> PyResult {
    let Some(obj) = obj else { return Ok(r.clone()) };
    let w = payload::<SlotWrapper>(r);
    super::check_descriptor_self(vm, w.def.name, w.owner, obj)?;
    Ok(new_object(
        vm,
        vm.types.method_wrapper,
        MethodWrapper {
            def: w.def,
            owner: w.owner,
            this: obj.clone(),
        },
    ))
}

fn wrapper_call(vm: &Vm, r: &Ref, args: &Args) -> PyResult {
    let w = payload::<SlotWrapper>(r);
    let Some((this, rest)) = args.split_first() else {
        return Err(vm.type_error(format!(
            "descriptor '{}' of '{}' object needs an argument",
            w.def.name,
            w.owner.name_str()
        )));
    };
    if !vm.is_instance_of(this, w.owner) {
        return Err(vm.type_error(format!(
            "descriptor '{}' requires a '{}' object but received a '{}'",
            w.def.name,
            w.owner.name_str(),
            vm.type_of(this).name_str()
        )));
    }
    call_wrapped(vm, w.def, w.owner, this, &rest)
}

/// `__new__` of every native type, bound to the type: checks that the class asked for may be made by it.
pub static NEW_DEF: MethodDef = MethodDef::raw("__new__", native_new)
    .doc("Create and return a new object.  See help(type) for accurate signature.")
    .text_signature("*args, **kwargs");

fn native_new(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    // SAFETY: add_wrappers binds it to a type.
    let ty = unsafe { this.cast::<TypeObj>() };
    let name = ty.name_str();
    let Some((cls, rest)) = args.split_first() else {
        return Err(vm.type_error(format!("{name}.__new__(): not enough arguments")));
    };
    if !cls.has_kind(Kind::Type) {
        return Err(vm.type_error(format!(
            "{name}.__new__(X): X is not a type object ({})",
            vm.type_of(cls).name_str()
        )));
    }
    // SAFETY: the kind says so.
    let sub = unsafe { cls.cast::<TypeObj>() };
    if !sub.is_subtype(ty.ptr()) {
        let s = sub.name_str();
        return Err(vm.type_error(format!(
            "{name}.__new__({s}): {s} is not a subtype of {name}"
        )));
    }
    // The nearest native base must be made by the same function, or its payload would stay uninitialised.
    let mut native = Some(sub.ptr());
    while let Some(t) = native
        && t.is_heap_type()
    {
        native = t.base_type();
    }
    let same = |a: Option<crate::object::NewFn>, b: Option<crate::object::NewFn>| match (a, b) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    };
    if let Some(n) = native
        && !same(n.slots.new.get(), ty.slots.new.get())
    {
        let s = sub.name_str();
        if n.slots.new.get().is_none() {
            return Err(vm.type_error(format!("cannot create '{s}' instances")));
        }
        return Err(vm.type_error(format!(
            "{name}.__new__({s}) is not safe, use {}.__new__()",
            n.name_str()
        )));
    }
    match ty.slots.new.get() {
        Some(f) => f(vm, cls, &rest),
        None => Err(vm.type_error(format!("cannot create '{name}' instances"))),
    }
}

/// What `__reduce__` of a bound or unbound native method returns: `(getattr, (owner, name))`.
pub fn reduce_getattr(vm: &Vm, owner: Ref, name: &str) -> PyResult {
    let getattr = vm.get_builtin("getattr")?;
    let name = vm.interned.intern_str(vm, name);
    let args = new_tuple(vm, [owner, name]);
    Ok(new_tuple(vm, [getattr, args]))
}
