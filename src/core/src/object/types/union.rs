//! `typing.Union` (`types.UnionType`): `int | None`.

use super::generic_alias::{GenericAlias, argument_repr, new_generic_alias};
use super::generic_parameters::{collect_parameters, substitute};
use crate::object::{
    BinaryOp, CompareOp, Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_tuple,
    downcast, flags, from_utf8, new_object, new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// The payload of `typing.Union`.
pub struct Union {
    /// `__args__`, a tuple of different types.
    pub args: Ref,
    /// Those of them that could not be hashed when the union was made, a tuple, and the hashes of the others.
    unhashable: Ref,
    hashes: Vec<i64>,
    parameters: Field,
}

impl Payload for Union {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.args.slot());
        f(self.unhashable.slot());
        self.parameters.traverse(f);
    }
}
static LAYOUT: Layout = Layout::of::<Union>();

/// The members of a union.
pub fn union_args(u: &Union) -> &[Ref] {
    as_tuple(&u.args).unwrap_or(&[])
}

/// May `r` stand in `r | other` beside a type?
fn is_unionable(vm: &Vm, r: &Ref) -> bool {
    r.is_none()
        || r.has_kind(Kind::Type)
        || downcast::<GenericAlias>(vm, r).is_some()
        || downcast::<Union>(vm, r).is_some()
        || vm.type_of(r).short_name() == "TypeAliasType"
}

/// `type.__or__`
pub fn union_or(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !is_unionable(vm, a) || !is_unionable(vm, b) {
        return Ok(Ref::not_implemented());
    }
    make(vm, &[a.clone(), b.clone()])
}

/// The union of `members`: unions in it are taken apart, equal members appear once, and one member is itself.
pub fn make(vm: &Vm, members: &[Ref]) -> PyResult {
    let mut all: Vec<(Ref, Option<i64>)> = Vec::new();
    for m in members {
        let one = [if m.is_none() {
            vm.types.none_type.to_ref()
        } else if m.has_kind(Kind::Str) {
            // A name that is not defined yet.
            let annotations = crate::runtime::import::import_module(vm, "annotationlib")?;
            vm.call_method_str(&annotations, "ForwardRef", std::slice::from_ref(m))?
        } else {
            m.clone()
        }];
        let parts = match downcast::<Union>(vm, m) {
            Some(u) => union_args(u),
            None => &one,
        };
        'parts: for p in parts {
            let hash = match vm.hash(p) {
                Ok(h) => Some(h),
                Err(_) => {
                    vm.clear_exception();
                    None
                }
            };
            for (known, h) in &all {
                if *h == hash && (known.is(p) || vm.eq(known, p)?) {
                    continue 'parts;
                }
            }
            all.push((p.clone(), hash));
        }
    }
    if let [(one, _)] = &all[..] {
        return Ok(one.clone());
    }
    let unhashable = all.iter().filter(|(_, h)| h.is_none());
    let unhashable = new_tuple(vm, unhashable.map(|(a, _)| a.clone()).collect::<Vec<_>>());
    let hashes = all.iter().filter_map(|(_, h)| *h).collect();
    let args = new_tuple(vm, all.into_iter().map(|(a, _)| a).collect::<Vec<_>>());
    Ok(new_object(
        vm,
        vm.types.union_type,
        Union {
            args,
            unhashable,
            hashes,
            parameters: Field::empty(),
        },
    ))
}

fn parameters(vm: &Vm, r: &Ref) -> PyResult {
    let u = payload::<Union>(r);
    if let Some(p) = u.parameters.get() {
        return Ok(p);
    }
    let p = collect_parameters(vm, &u.args)?;
    u.parameters.set(p.clone());
    Ok(p)
}

static METHODS: [MethodDef; 2] = [
    MethodDef::one("__mro_entries__", |vm, r, _| {
        Err(vm.type_error(format!("Cannot subclass {}", vm.repr_string(r)?)))
    }),
    MethodDef::one("__class_getitem__", |vm, _, item| match as_tuple(item) {
        Some([]) => Err(vm.type_error("Cannot take a Union of no types.")),
        Some(items) => make(vm, items),
        None => make(vm, std::slice::from_ref(item)),
    })
    .class_method(),
];

static GETSET: [GetSetDef; 5] = [
    GetSetDef::member("__args__", |_, r| Ok(payload::<Union>(r).args.clone())),
    GetSetDef::get("__parameters__", parameters),
    GetSetDef::get("__name__", |vm, _| from_utf8(vm, "Union")),
    GetSetDef::get("__qualname__", |vm, _| from_utf8(vm, "Union")),
    GetSetDef::get("__origin__", |vm, _| Ok(vm.types.union_type.to_ref())),
];

/// The type `typing.Union`.
pub static UNION: TypeSpec = TypeSpec {
    flags: flags::NO_NEW | flags::WEAKREFS | flags::NO_MODULE,
    module: "typing",
    doc: "Represent a union type\n\nE.g. for int | str",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.repr.set(Some(|vm, r| {
            let parts = union_args(payload::<Union>(r))
                .iter()
                .map(|a| {
                    if vm.types.none_type.is(a) {
                        Ok("None".to_owned())
                    } else {
                        argument_repr(vm, a)
                    }
                })
                .collect::<PyResult<Vec<_>>>()?;
            from_utf8(vm, &parts.join(" | "))
        }));
        s.hash.set(Some(|vm, r| {
            let u = payload::<Union>(r);
            let odd = as_tuple(&u.unhashable).unwrap_or(&[]);
            for a in odd {
                vm.hash(a)?;
            }
            if !odd.is_empty() {
                let n = odd.len();
                return Err(vm.type_error(format!("union contains {n} unhashable elements")));
            }
            Ok(tricera_text::hash::hash_frozenset(u.hashes.iter().copied()))
        }));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Or as usize].set(Some(union_or));
        s.binary[BinaryOp::Subscr as usize].set(Some(|vm, r, item| {
            let u = payload::<Union>(r);
            let p = parameters(vm, r)?;
            let args = substitute(vm, r, &u.args, &p, item)?;
            make(vm, as_tuple(&args).unwrap_or(&[]))
        }));
    },
    ..TypeSpec::new("Union", &LAYOUT)
};

/// Have two unions the same members, in whatever order? The hashable ones are compared as sets are.
fn same_members(vm: &Vm, a: &Union, b: &Union) -> PyResult<bool> {
    let hashable = |u: &Union| -> Vec<Ref> {
        let odd = as_tuple(&u.unhashable).unwrap_or(&[]);
        let own = union_args(u).iter();
        own.filter(|m| !odd.iter().any(|o| o.is(m)))
            .cloned()
            .collect()
    };
    let contains = |all: &[Ref], hashes: Option<(&[i64], i64)>, m: &Ref| -> PyResult<bool> {
        for (i, other) in all.iter().enumerate() {
            let may_equal = hashes.is_none_or(|(known, h)| known[i] == h);
            if may_equal && (other.is(m) || vm.eq(other, m)?) {
                return Ok(true);
            }
        }
        Ok(false)
    };
    let (x, y) = (hashable(a), hashable(b));
    if x.len() != y.len() {
        return Ok(false);
    }
    for (m, h) in x.iter().zip(&a.hashes) {
        if !contains(&y, Some((&b.hashes, *h)), m)? {
            return Ok(false);
        }
    }
    let (x, y) = (
        as_tuple(&a.unhashable).unwrap_or(&[]),
        as_tuple(&b.unhashable).unwrap_or(&[]),
    );
    if x.len() != y.len() {
        return Ok(false);
    }
    for (from, to) in [(x, y), (y, x)] {
        for m in from {
            if !contains(to, None, m)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (downcast::<Union>(vm, x), downcast::<Union>(vm, y)) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let same = same_members(vm, a, b)?;
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

/// `cls[item]` for classes whose `__class_getitem__` only makes an alias: what most builtin containers have.
pub fn class_getitem(vm: &Vm, cls: &Ref, item: &Ref) -> PyResult {
    Ok(new_generic_alias(vm, cls.clone(), item.clone()))
}
