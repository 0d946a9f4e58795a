//! The computed attributes of types: `__name__`, `__bases__`, `__doc__`, `__annotations__`, …

use super::class_assignment::set_bases;
use super::mro::as_type;
use crate::object::{Attributes, GetSetDef, TypeObj, flags, new_dict, new_tuple, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The attributes of every type.
pub static GETSET: [GetSetDef; 18] = [
    GetSetDef::member("__basicsize__", |vm, r| {
        Ok(vm.new_int(as_type(r).layout.size as i64))
    }),
    GetSetDef::member("__itemsize__", |vm, r| {
        let n = match as_type(r).layout.kind {
            Kind::Int => 4,
            Kind::Tuple => 8,
            Kind::Bytes => 1,
            Kind::Type => 40,
            _ => 0,
        };
        Ok(vm.new_int(n))
    }),
    GetSetDef::member("__flags__", |vm, r| {
        Ok(vm.new_int(flags_as_cpython(vm, as_type(r))))
    }),
    GetSetDef::member("__weakrefoffset__", |vm, r| {
        Ok(vm.new_int(if as_type(r).has(flags::WEAKREFS) {
            -32
        } else {
            0
        }))
    }),
    GetSetDef::member("__base__", |_, r| {
        Ok(as_type(r).base.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::member("__dictoffset__", |vm, r| {
        Ok(vm.new_int(match as_type(r).attributes {
            Attributes::None => 0,
            Attributes::Inline(_) => -1,
            Attributes::Dict(at) => at as i64,
        }))
    }),
    GetSetDef::get_set(
        "__name__",
        |_, r| Ok(as_type(r).name.get().unwrap_or_else(Ref::none)),
        |vm, r, v| {
            let v = checked(vm, r, "__name__", v)?;
            let t = as_type(r);
            if !v.has_kind(Kind::Str) {
                return Err(cannot_assign(vm, t, "__name__", v));
            }
            vm.utf8_of(v)?;
            if str_to_string(v).contains('\0') {
                return Err(vm.value_error("type name must not contain null characters"));
            }
            t.name.set(v.clone());
            t.modified();
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__qualname__",
        |_, r| Ok(as_type(r).qualname.get().unwrap_or_else(Ref::none)),
        |vm, r, v| {
            let v = checked(vm, r, "__qualname__", v)?;
            if !v.has_kind(Kind::Str) {
                return Err(cannot_assign(vm, as_type(r), "__qualname__", v));
            }
            as_type(r).qualname.set(v.clone());
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__bases__",
        |vm, r| Ok(as_type(r).bases.get().unwrap_or_else(|| new_tuple(vm, []))),
        |vm, r, v| set_bases(vm, r, checked(vm, r, "__bases__", v)?),
    ),
    GetSetDef::get("__mro__", |_, r| {
        Ok(as_type(r).mro.get().unwrap_or_else(Ref::none))
    }),
    GetSetDef::get_set(
        "__module__",
        |vm, r| type_module(vm, as_type(r)).ok_or_else(|| vm.attribute_error(r, &vm.names.module)),
        |vm, r, v| {
            let v = checked(vm, r, "__module__", v)?.clone();
            let t = as_type(r);
            t.dict().t.remove(vm, &vm.names.firstlineno)?;
            t.dict().set_str(vm, &vm.names.module, v)?;
            t.modified();
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "__abstractmethods__",
        |vm, r| {
            // `type` itself has the descriptor under that name, which is no set of abstract methods.
            let own = if as_type(r).ptr() == vm.types.type_ {
                None
            } else {
                as_type(r).dict().get_str_ref(&vm.names.abstractmethods)
            };
            own.ok_or_else(|| vm.attribute_error(r, &vm.names.abstractmethods))
        },
        |vm, r, v| {
            let t = as_type(r);
            let on = match v {
                Some(v) => {
                    let on = vm.is_true(v)?;
                    checked(vm, r, "__abstractmethods__", Some(v))?;
                    t.dict().set_str(vm, &vm.names.abstractmethods, v.clone())?;
                    on
                }
                None => match t.dict().t.remove(vm, &vm.names.abstractmethods)? {
                    Some(_) => false,
                    None => return Err(vm.attribute_error(r, &vm.names.abstractmethods)),
                },
            };
            t.modified();
            t.set_flag(flags::ABSTRACT, on);
            Ok(())
        },
    ),
    GetSetDef::get("__dict__", super::type_type::type_dict_proxy),
    GetSetDef::get_set("__doc__", doc, |vm, r, v| {
        let v = checked(vm, r, "__doc__", v)?;
        let t = as_type(r);
        t.dict().set_str(vm, &vm.names.doc, v.clone())?;
        t.modified();
        Ok(())
    }),
    GetSetDef::get("__text_signature__", |vm, r| {
        let t = as_type(r);
        // Native types only: a struct sequence counts as a class, but nothing can be said to it.
        let known = match t.is_heap_type() && !t.has(crate::object::flags::IMMUTABLE) {
            true => None,
            false => super::signatures::signature_of(t.native_module.get(), &t.short_name()),
        };
        known.map_or(Ok(Ref::none()), |s| crate::object::from_utf8(vm, s))
    }),
    GetSetDef::get_set("__annotations__", annotations, set_annotations),
    GetSetDef::get_set("__annotate__", annotate, set_annotate),
    GetSetDef::get_set(
        "__type_params__",
        |vm, r| {
            let own = if as_type(r).ptr() == vm.types.type_ {
                None
            } else {
                as_type(r).dict().get_str_ref(&vm.names.type_params)
            };
            Ok(own.unwrap_or_else(|| new_tuple(vm, [])))
        },
        |vm, r, v| {
            let v = checked(vm, r, "__type_params__", v)?;
            let t = as_type(r);
            t.dict().set_str(vm, &vm.names.type_params, v.clone())?;
            t.modified();
            Ok(())
        },
    ),
];

/// Fails for immutable types and for deletion, with CPython's messages.
fn checked<'a>(vm: &Vm, r: &Ref, name: &str, value: Option<&'a Ref>) -> PyResult<&'a Ref> {
    let t = as_type(r);
    if t.has(flags::IMMUTABLE) {
        return Err(vm.type_error(format!(
            "cannot set '{name}' attribute of immutable type '{}'",
            t.name_str()
        )));
    }
    value.ok_or_else(|| {
        vm.type_error(format!(
            "cannot delete '{name}' attribute of immutable type '{}'",
            t.name_str()
        ))
    })
}

fn cannot_assign(vm: &Vm, t: &TypeObj, name: &str, v: &Ref) -> crate::runtime::Raised {
    vm.type_error(format!(
        "can only assign string to {}.{name}, not '{}'",
        t.name_str(),
        vm.type_of(v).name_str()
    ))
}

/// `__module__` of a type.
pub fn type_module(vm: &Vm, t: &TypeObj) -> Option<Ref> {
    match t.dict().get_str_ref(&vm.names.module) {
        // A native type that gives its instances a computed `__module__` has that descriptor in its namespace.
        Some(m) if t.is_heap_type() || m.has_kind(Kind::Str) => Some(m),
        _ if t.has(flags::NO_MODULE) => Some(vm.interned.intern_str(vm, t.native_module.get())),
        _ if t.is_heap_type() => None,
        _ => Some(vm.names.builtins_module.clone()),
    }
}

fn doc(vm: &Vm, r: &Ref) -> PyResult {
    let Some(d) = as_type(r).dict().get_str_ref(&vm.names.doc) else {
        return Ok(Ref::none());
    };
    let native = as_type(r).native_doc.get();
    if !native.is_empty() {
        // The namespace may hold the descriptor of the instances' `__doc__` instead of the text.
        return crate::object::from_utf8(vm, native);
    }
    match vm.type_of(&d).slots.descr_get.get() {
        Some(get) => get(vm, &d, None, r),
        None => Ok(d),
    }
}

fn annotate(vm: &Vm, r: &Ref) -> PyResult {
    let t = as_type(r);
    if !t.is_heap_type() {
        return Err(vm.attribute_error(r, &vm.names.annotate));
    }
    let n = &vm.names;
    let own = match t.dict().get_str_ref(&n.annotate_func) {
        Some(f) => Some(f),
        None => t.dict().get_str_ref(&n.annotate),
    };
    match own {
        Some(f) => match vm.type_of(&f).slots.descr_get.get() {
            Some(get) => get(vm, &f, None, r),
            None => Ok(f),
        },
        None => {
            t.dict().set_str(vm, &n.annotate_func, Ref::none())?;
            t.modified();
            Ok(Ref::none())
        }
    }
}

fn set_annotate(vm: &Vm, r: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let t = as_type(r);
    let n = &vm.names;
    let Some(v) = value else {
        return Err(vm.type_error("cannot delete __annotate__ attribute"));
    };
    checked(vm, r, "__annotate__", value)?;
    if !v.is_none() && !vm.is_callable(v) {
        return Err(vm.type_error("__annotate__ must be callable or None"));
    }
    t.dict().set_str(vm, &n.annotate_func, v.clone())?;
    if !v.is_none() {
        t.dict().t.remove(vm, &n.annotations_cache)?;
    }
    t.modified();
    Ok(())
}

fn annotations(vm: &Vm, r: &Ref) -> PyResult {
    let t = as_type(r);
    let n = &vm.names;
    if !t.is_heap_type() {
        return Err(vm.attribute_error(r, &n.annotations));
    }
    let known = match t.dict().get_str_ref(&n.annotations) {
        Some(a) => Some(a),
        None => t.dict().get_str_ref(&n.annotations_cache),
    };
    if let Some(a) = known {
        return match vm.type_of(&a).slots.descr_get.get() {
            Some(get) => get(vm, &a, None, r),
            None => Ok(a),
        };
    }
    let f = vm.get_attr(r, &n.annotate)?;
    let a = if vm.is_callable(&f) {
        let a = vm.call_one(&f, &vm.new_int(1))?;
        if !a.has_kind(Kind::Dict) {
            return Err(vm.type_error(format!(
                "__annotate__ returned non-dict of type '{}'",
                vm.type_of(&a).name_str()
            )));
        }
        a
    } else {
        new_dict(vm)
    };
    t.dict().set_str(vm, &n.annotations_cache, a.clone())?;
    t.modified();
    Ok(a)
}

fn set_annotations(vm: &Vm, r: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let t = as_type(r);
    let n = &vm.names;
    if t.has(flags::IMMUTABLE) {
        return Err(vm.type_error(format!(
            "cannot set '__annotations__' attribute of immutable type '{}'",
            t.name_str()
        )));
    }
    let d = &t.dict().t;
    match value {
        Some(v) => {
            let key = if d.contains(vm, &n.annotations)? {
                &n.annotations
            } else {
                &n.annotations_cache
            };
            d.set(vm, key, v.clone())?;
        }
        None => {
            let a = d.remove(vm, &n.annotations)?;
            let c = d.remove(vm, &n.annotations_cache)?;
            if a.is_none() && c.is_none() {
                return Err(vm.attribute_error(r, &n.annotations));
            }
        }
    }
    d.remove(vm, &n.annotate_func)?;
    d.remove(vm, &n.annotate)?;
    t.modified();
    Ok(())
}

/// `__flags__` with the bits that CPython gives them (`Py_TPFLAGS_*`).
fn flags_as_cpython(vm: &Vm, t: &TypeObj) -> i64 {
    let mut f: i64 = 1 << 12 | 1 << 18;
    for (ours, bit) in [
        (flags::HEAP, 9),
        (flags::BASETYPE, 10),
        (flags::IMMUTABLE, 8),
        (flags::NO_NEW, 7),
        (flags::SEQUENCE, 5),
        (flags::MAPPING, 6),
        (flags::METHOD_DESCRIPTOR, 17),
        (flags::ABSTRACT, 20),
    ] {
        if t.has(ours) {
            f |= 1 << bit;
        }
    }
    if t.layout.state != 0 || t.has_extra() {
        f |= 1 << 14;
    }
    if matches!(t.attributes, Attributes::Inline(_)) {
        f |= 1 << 2 | 1 << 4;
    }
    let ty = &vm.types;
    for (base, bit) in [
        (ty.int, 24),
        (ty.list, 25),
        (ty.tuple, 26),
        (ty.bytes, 27),
        (ty.str, 28),
        (ty.dict, 29),
        (ty.base_exception, 30),
        (ty.type_, 31),
    ] {
        if t.is_subtype(base) {
            f |= 1 << bit;
        }
    }
    f
}
