//! The type `type`: calling types, attributes of types.

use super::mro::{as_type, linearize};
use super::type_new::type_new;
use super::{mapping_proxy, type_attributes};
use crate::object::{
    BinaryOp, GetSetDescriptor, MethodDef, TYPE_LAYOUT, TypeSpec, as_tuple, downcast, flags,
    from_utf8, new_dict, new_list, slot_table, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

static METHODS: [MethodDef; 7] = [
    MethodDef::no_args("mro", |vm, r| {
        let bases = as_type(r).bases.get();
        let bases = bases.as_ref().and_then(as_tuple).unwrap_or(&[]);
        let order = linearize(vm, r, bases)?;
        Ok(new_list(vm, order))
    })
    .doc("Return a type's method resolution order."),
    MethodDef::no_args("__subclasses__", |vm, r| {
        let all = as_type(r).subclasses();
        Ok(new_list(vm, all))
    })
    .doc("Return a list of immediate subclasses."),
    MethodDef::raw("__prepare__", |vm, _, _| Ok(new_dict(vm)))
        .shown("($cls, name, bases, /, **kwds)")
        .class_method()
        .doc("Create the namespace for the class statement"),
    MethodDef::one("__instancecheck__", |vm, r, obj| {
        super::real_is_instance(vm, obj, r).map(Ref::bool)
    })
    .text_signature("instance, /")
    .doc("Check if an object is an instance."),
    MethodDef::one("__subclasscheck__", |vm, r, c| {
        super::real_is_subclass(vm, c, r).map(Ref::bool)
    })
    .text_signature("subclass, /")
    .doc("Check if a class is a subclass."),
    MethodDef::no_args("__dir__", |vm, r| {
        let names = super::dir::type_dir(vm, r)?;
        Ok(new_list(vm, names))
    })
    .doc("Specialized __dir__ implementation for types."),
    MethodDef::no_args("__sizeof__", |vm, _| {
        Ok(vm.new_int(size_of::<crate::object::TypeObj>() as i64))
    })
    .doc("Return memory consumption of the type object."),
];

/// The type `type`.
pub static TYPE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::WEAKREFS,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    methods: &METHODS,
    getset: &type_attributes::GETSET,
    slots: |s| {
        s.call.set(Some(type_call));
        s.new.set(Some(type_new));
        s.init.set(Some(|vm, _, args| {
            let n = args.positional().len();
            if !args.kw_names().is_empty() && n == 1 {
                return Err(vm.type_error("type.__init__() takes no keyword arguments"));
            }
            if n != 1 && n != 3 {
                return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
            }
            Ok(())
        }));
        s.repr.set(Some(repr));
        s.get_attr.set(Some(type_get_attr));
        s.set_attr.set(Some(type_set_attr));
        s.binary[BinaryOp::Or as usize].set(Some(super::union_or));
    },
    ..TypeSpec::new("type", &TYPE_LAYOUT)
};

/// `ty(*args, **kwargs)`
pub fn type_call(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let t = as_type(ty);
    if t.ptr() == vm.types.type_ {
        let n = args.positional().len();
        if n == 1 && args.kw_names().is_empty() {
            return Ok(vm.type_of(&args.all()[0]).to_ref());
        }
        if n != 3 {
            return Err(vm.type_error("type() takes 1 or 3 arguments"));
        }
    }
    make_instance(vm, ty, args)
}

/// What `type.__call__` does for all types but `type` itself: `__new__`, and `__init__` of what that made if it is an
/// instance.
pub fn make_instance(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let t = as_type(ty);
    if let Some(make) = t.slots.vectorcall.get() {
        return make(vm, ty, args);
    }
    let Some(new) = t.slots.new.get() else {
        return Err(vm.type_error(format!("cannot create '{}' instances", full_name(vm, ty))));
    };
    let obj = new(vm, ty, args)?;
    let made = vm.type_of(&obj);
    if made != t.ptr() && !made.is_subtype(t.ptr()) {
        return Ok(obj);
    }
    if let Some(init) = made.slots.init.get() {
        init(vm, &obj, args)?;
    }
    Ok(obj)
}

/// `module.name` for native types outside `builtins`, as their `tp_name` has it; else the bare name.
fn full_name(vm: &Vm, ty: &Ref) -> String {
    let t = as_type(ty);
    if t.is_heap_type() {
        return t.name_str();
    }
    match type_attributes::type_module(vm, t)
        .filter(|m| m.has_kind(Kind::Str))
        .map(|m| str_to_string(&m))
    {
        Some(m) if m != "builtins" => format!("{m}.{}", t.short_name()),
        _ => t.short_name(),
    }
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let t = as_type(r);
    let module = type_attributes::type_module(vm, t).filter(|m| m.has_kind(Kind::Str));
    let text = match module.map(|m| str_to_string(&m)) {
        Some(m) if m != "builtins" => format!("<class '{m}.{}'>", t.qualname_str()),
        _ => format!("<class '{}'>", t.short_name()),
    };
    from_utf8(vm, &text)
}

/// `type.__getattribute__`: data descriptors of the metatype, then the type and its bases, then the metatype.
pub fn type_get_attr(vm: &Vm, r: &Ref, name: &Ref) -> PyResult {
    match find_attr(vm, r, name)? {
        Some(v) => Ok(v),
        None => Err(vm.attribute_error(r, name)),
    }
}

/// The same, with None where the attribute is missing. An AttributeError raised by a descriptor is turned into None as well.
pub fn type_get_attr_opt(vm: &Vm, r: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    match find_attr(vm, r, name) {
        Ok(v) => Ok(v),
        Err(raised) => vm.catch(raised, vm.types.attribute_error).map(|()| None),
    }
}

fn find_attr(vm: &Vm, r: &Ref, name: &Ref) -> PyResult<Option<Ref>> {
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_of(name).name_str()
        )));
    }
    let meta = vm.type_of(r);
    let meta_attr = meta.lookup_slot(vm, name);
    let mut meta_get = None;
    if !meta_attr.is_null() {
        if let Some(own) = downcast::<GetSetDescriptor>(vm, Ref::view(&meta_attr))
            && own.owner == vm.types.type_
        {
            return (own.def.get)(vm, r).map(Some);
        }
        let slots = &vm.type_of(Ref::view(&meta_attr)).slots;
        meta_get = slots.descr_get.get();
        if let Some(get) = meta_get
            && slots.descr_set.get().is_some()
        {
            // SAFETY: the metatype holds it until the reference is taken; nothing has run since it was found.
            let a = unsafe { Ref::new_reference(meta_attr) };
            return get(vm, &a, Some(r), &meta.to_ref()).map(Some);
        }
    }
    let attr = as_type(r).lookup_slot(vm, name);
    if !attr.is_null() {
        // SAFETY: as above, of the type or a base of it.
        let a = unsafe { Ref::new_reference(attr) };
        return match vm.type_of(&a).slots.descr_get.get() {
            Some(get) => get(vm, &a, None, r).map(Some),
            None => Ok(Some(a)),
        };
    }
    if meta_attr.is_null() {
        return Ok(None);
    }
    // SAFETY: as above.
    let a = unsafe { Ref::new_reference(meta_attr) };
    match meta_get {
        Some(get) => get(vm, &a, Some(r), &meta.to_ref()).map(Some),
        None => Ok(Some(a)),
    }
}

/// `type.__setattr__`: recomputes the slots that the name stands for.
pub fn type_set_attr(vm: &Vm, r: &Ref, name: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let t = as_type(r);
    if t.has(flags::IMMUTABLE) {
        return Err(vm.type_error(format!(
            "cannot set {} attribute of immutable type '{}'",
            vm.repr_string(name)?,
            t.name_str()
        )));
    }
    if !name.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "attribute name must be string, not '{}'",
            vm.type_of(name).name_str()
        )));
    }
    let meta = vm.type_of(r);
    if let Some(a) = meta.lookup(vm, name)
        && let Some(set) = vm.type_of(&a).slots.descr_set.get()
    {
        return set(vm, &a, r, value);
    }
    let name = &vm.intern(super::exact_str(vm, name)?);
    // The caches forget the old value before it can die.
    let old = match value {
        Some(v) => {
            let old = t.dict().get_str_ref(name);
            t.dict().set_str(vm, name, v.clone())?;
            old
        }
        None => match t.dict().t.remove(vm, name)? {
            Some((_, old)) => Some(old),
            None => return Err(vm.attribute_error(r, name)),
        },
    };
    t.modified();
    slot_table::update_slots(vm, t, name);
    drop(old);
    Ok(())
}

/// The namespace of a type as Python code sees it.
pub fn type_dict_proxy(vm: &Vm, r: &Ref) -> PyResult {
    let d = as_type(r).dict.get().unwrap_or_else(|| new_dict(vm));
    Ok(mapping_proxy::new_mapping_proxy(vm, d))
}
