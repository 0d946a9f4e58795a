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
    parameters: Field,
}

impl Payload for Union {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.args.slot());
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
    let mut all: Vec<Ref> = Vec::new();
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
            for known in &all {
                if known.is(p) || vm.eq(known, p)? {
                    continue 'parts;
                }
            }
            all.push(p.clone());
        }
    }
    if let [one] = &all[..] {
        return Ok(one.clone());
    }
    let args = new_tuple(vm, all);
    Ok(new_object(
        vm,
        vm.types.union_type,
        Union {
            args,
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
            let mut hashes = Vec::new();
            for a in union_args(payload::<Union>(r)) {
                hashes.push(vm.hash(a)?);
            }
            Ok(tricera_text::hash::hash_frozenset(hashes))
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

fn compare(vm: &Vm, x: &Ref, y: &Ref, op: CompareOp) -> PyResult {
    let (Some(a), Some(b)) = (downcast::<Union>(vm, x), downcast::<Union>(vm, y)) else {
        return Ok(Ref::not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let (a, b) = (union_args(a), union_args(b));
    let mut same = a.len() == b.len();
    for i in a {
        let mut found = false;
        for j in b {
            found = found || vm.eq(i, j)?;
        }
        same &= found;
    }
    Ok(Ref::bool(same == (op == CompareOp::Eq)))
}

/// `cls[item]` for classes whose `__class_getitem__` only makes an alias: what most builtin containers have.
pub fn class_getitem(vm: &Vm, cls: &Ref, item: &Ref) -> PyResult {
    Ok(new_generic_alias(vm, cls.clone(), item.clone()))
}
