//! `types.GenericAlias`: `list[int]`.

use super::generic_parameters::{collect_parameters, substitute};
use crate::object::{
    CompareOp, Field, GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, as_list, as_tuple,
    downcast, flags, from_utf8, generic_get_attr, new_object, new_tuple, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

/// The payload of `types.GenericAlias`.
pub struct GenericAlias {
    pub origin: Ref,
    /// A tuple.
    pub args: Ref,
    /// `__parameters__`, computed when asked for.
    parameters: Field,
    /// Written with a star: `*tuple[int, ...]`.
    pub starred: bool,
    /// `iter(list[int])` yields the starred alias once.
    done: Cell<bool>,
}

impl Payload for GenericAlias {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.origin.slot());
        f(self.args.slot());
        self.parameters.traverse(f);
    }
}
static LAYOUT: Layout = Layout::of::<GenericAlias>();

/// `origin[item]`; a tuple gives several arguments.
pub fn new_generic_alias(vm: &Vm, origin: Ref, item: Ref) -> Ref {
    alias(vm, vm.types.generic_alias, origin, item, false)
}

fn alias(vm: &Vm, ty: TypePtr, origin: Ref, item: Ref, starred: bool) -> Ref {
    let args = if item.has_kind(Kind::Tuple) {
        item
    } else {
        new_tuple(vm, [item])
    };
    new_object(
        vm,
        ty,
        GenericAlias {
            origin,
            args,
            parameters: Field::empty(),
            starred,
            done: Cell::new(false),
        },
    )
}

/// `__parameters__`: the type variables among the arguments.
fn parameters(vm: &Vm, r: &Ref) -> PyResult {
    let a = payload::<GenericAlias>(r);
    if let Some(p) = a.parameters.get() {
        return Ok(p);
    }
    let p = collect_parameters(vm, &a.args)?;
    a.parameters.set(p.clone());
    Ok(p)
}

/// How a type argument is written in the repr of an alias or union.
pub fn argument_repr(vm: &Vm, r: &Ref) -> PyResult<String> {
    if r.slot() == Slot::ellipsis() {
        return Ok("...".to_owned());
    }
    if r.has_kind(Kind::List) {
        let items = as_list(r).items().to_vec();
        let parts = items
            .iter()
            .map(|i| argument_repr(vm, i))
            .collect::<PyResult<Vec<_>>>()?;
        return Ok(format!("[{}]", parts.join(", ")));
    }
    let n = &vm.names;
    let origin = vm.interned.intern_str(vm, "__origin__");
    let args = vm.interned.intern_str(vm, "__args__");
    if vm.get_attr_opt(r, &origin)?.is_some() && vm.get_attr_opt(r, &args)?.is_some() {
        return vm.repr_string(r);
    }
    let qualname = vm.get_attr_opt(r, &n.qualname)?;
    let module = vm.get_attr_opt(r, &n.module)?;
    match (qualname, module) {
        (Some(q), Some(m)) if !m.is_none() => {
            let (q, m) = (vm.str_string(&q)?, vm.str_string(&m)?);
            Ok(if m == "builtins" {
                q
            } else {
                format!("{m}.{q}")
            })
        }
        _ => vm.repr_string(r),
    }
}

/// Attributes that are the alias's own, not those of what it stands for.
const OWN: [&str; 9] = [
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];
/// Special methods that are looked up on the alias itself (copying and pickling).
const NOT_FORWARDED: [&str; 2] = ["__copy__", "__deepcopy__"];

fn get_attr(vm: &Vm, r: &Ref, name: &Ref) -> PyResult {
    if name.has_kind(Kind::Str) {
        let text = str_to_string(name);
        if !OWN.contains(&&*text) && !NOT_FORWARDED.contains(&&*text) {
            return vm.get_attr(&payload::<GenericAlias>(r).origin, name);
        }
    }
    generic_get_attr(vm, r, name)
}

static METHODS: [MethodDef; 5] = [
    MethodDef::one("__mro_entries__", |vm, r, _| {
        Ok(new_tuple(vm, [payload::<GenericAlias>(r).origin.clone()]))
    }),
    MethodDef::one("__instancecheck__", |vm, _, _| {
        Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
    }),
    MethodDef::one("__subclasscheck__", |vm, _, _| {
        Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
    }),
    MethodDef::no_args("__reduce__", |vm, r| {
        let a = payload::<GenericAlias>(r);
        if a.starred {
            let plain = new_generic_alias(vm, a.origin.clone(), a.args.clone());
            let it = vm.iter(&plain)?;
            let args = new_tuple(vm, [it]);
            return Ok(new_tuple(vm, [vm.get_builtin("next")?, args]));
        }
        let args = new_tuple(vm, [a.origin.clone(), a.args.clone()]);
        Ok(new_tuple(vm, [vm.types.generic_alias.to_ref(), args]))
    }),
    MethodDef::no_args("__dir__", |vm, r| {
        let list = super::dir::dir(vm, &payload::<GenericAlias>(r).origin)?;
        for n in OWN {
            let n = vm.interned.intern_str(vm, n);
            if !vm.contains(&list, &n)? {
                as_list(&list).push(vm, n)?;
            }
        }
        Ok(list)
    }),
];

static GETSET: [GetSetDef; 5] = [
    GetSetDef::member("__origin__", |_, r| {
        Ok(payload::<GenericAlias>(r).origin.clone())
    }),
    GetSetDef::member("__args__", |_, r| {
        Ok(payload::<GenericAlias>(r).args.clone())
    }),
    GetSetDef::get("__parameters__", parameters),
    GetSetDef::member("__unpacked__", |_, r| {
        Ok(Ref::bool(payload::<GenericAlias>(r).starred))
    }),
    GetSetDef::get("__typing_unpacked_tuple_args__", |vm, r| {
        let a = payload::<GenericAlias>(r);
        Ok(if a.starred && vm.types.tuple.is(&a.origin) {
            a.args.clone()
        } else {
            Ref::none()
        })
    }),
];

/// The type `types.GenericAlias`.
pub static GENERIC_ALIAS: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::WEAKREFS | flags::NO_MODULE,
    module: "types",
    doc: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            args.no_keywords(vm, "GenericAlias")?;
            let a = args.check_positional(vm, "GenericAlias", 2, 2)?;
            // SAFETY: the new slot is called with a type whose layout is this one.
            let ty = unsafe { TypePtr::new(ty.slot().ptr()) };
            Ok(alias(vm, ty, a[0].clone(), a[1].clone(), false))
        }));
        s.repr.set(Some(repr));
        s.get_attr.set(Some(get_attr));
        s.call.set(Some(call));
        s.hash.set(Some(|vm, r| {
            let a = payload::<GenericAlias>(r);
            let h = vm.hash(&a.origin)? ^ vm.hash(&a.args)?;
            Ok(if h == -1 { -2 } else { h })
        }));
        s.compare.set(Some(compare));
        s.iter.set(Some(|vm, r| {
            let a = payload::<GenericAlias>(r);
            let ty = vm.types.generic_alias_iterator;
            Ok(alias(vm, ty, a.origin.clone(), a.args.clone(), true))
        }));
        s.binary[crate::object::BinaryOp::Or as usize].set(Some(super::union_or));
        s.binary[crate::object::BinaryOp::Subscr as usize].set(Some(|vm, r, item| {
            let a = payload::<GenericAlias>(r);
            let p = parameters(vm, r)?;
            let args = substitute(vm, r, &a.args, &p, item)?;
            Ok(alias(
                vm,
                vm.types.generic_alias,
                a.origin.clone(),
                args,
                a.starred,
            ))
        }));
    },
    ..TypeSpec::new("GenericAlias", &LAYOUT)
};

/// The iterator of an alias: the starred alias, once.
pub static GENERIC_ALIAS_ITERATOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    slots: |s| {
        s.iter.set(Some(|_, r| Ok(r.clone())));
        s.next.set(Some(|vm, r| {
            let a = payload::<GenericAlias>(r);
            if a.done.replace(true) {
                return Ok(None);
            }
            let ty = vm.types.generic_alias;
            Ok(Some(alias(vm, ty, a.origin.clone(), a.args.clone(), true)))
        }));
    },
    ..TypeSpec::new("generic_alias_iterator", &LAYOUT)
};

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    vm.enter_native(" while getting the repr of an object")?;
    let a = payload::<GenericAlias>(r);
    let star = if a.starred { "*" } else { "" };
    let origin = argument_repr(vm, &a.origin)?;
    let items = as_tuple(&a.args).unwrap_or(&[]);
    let args = items
        .iter()
        .map(|i| argument_repr(vm, i))
        .collect::<PyResult<Vec<_>>>()?;
    let args = if args.is_empty() {
        "()".to_owned()
    } else {
        args.join(", ")
    };
    from_utf8(vm, &format!("{star}{origin}[{args}]"))
}

fn call(vm: &Vm, r: &Ref, args: &Args) -> PyResult {
    let obj = vm.call(&payload::<GenericAlias>(r).origin, args)?;
    let name = vm.interned.intern_str(vm, "__orig_class__");
    if let Err(e) = vm.set_attr(&obj, &name, r) {
        // Most objects take no such attribute.
        if vm.raised_is(vm.types.attribute_error) || vm.raised_is(vm.types.type_error) {
            vm.clear_exception();
        } else {
            return Err(e);
        }
    }
    Ok(obj)
}

fn compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let (Some(a), Some(b)) = (
        downcast::<GenericAlias>(vm, x),
        downcast::<GenericAlias>(vm, y),
    ) else {
        return Ok(Ref::not_implemented());
    };
    let same = a.starred == b.starred && vm.eq(&a.origin, &b.origin)? && vm.eq(&a.args, &b.args)?;
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}
