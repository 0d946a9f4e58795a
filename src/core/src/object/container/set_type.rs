//! The types `set` and `frozenset`.

use super::items::join_reprs;
use super::set::{SET_LAYOUT, SetTable, as_set};
use super::set_ops::*;
use crate::object::{
    BinaryFn, BinaryOp, CompareOp, MethodDef, Slots, TypeObj, TypeSpec, flags, from_buf, from_utf8,
    instance_dict_opt, new_object, new_set_iterator, new_tuple,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;

macro_rules! method {
    (contains) => {
        MethodDef::one("__contains__", |vm, s, k| {
            Ok(Ref::bool(contains(vm, s, k)?))
        })
        .doc("x.__contains__(y) <==> y in x.")
    };
    (reduce) => {
        MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling.")
    };
    (sizeof) => {
        MethodDef::no_args("__sizeof__", sizeof)
            .doc("S.__sizeof__() -> size of S in memory, in bytes.")
    };
    (copy) => {
        MethodDef::no_args("copy", copy).doc("Return a shallow copy of a set.")
    };
    (difference) => {
        MethodDef::raw("difference", |vm, s, a| {
            fold(vm, s, a, "difference", set_difference)
        })
        .text_signature("*others")
        .doc("Return a new set with elements in the set that are not in the others.")
    };
    (intersection) => {
        MethodDef::raw("intersection", intersection)
            .text_signature("*others")
            .doc("Return a new set with elements common to the set and all others.")
    };
    (isdisjoint) => {
        MethodDef::one("isdisjoint", |vm, s, o| {
            Ok(Ref::bool(set_is_disjoint(vm, s, o)?))
        })
        .text_signature("other, /")
        .doc("Return True if two sets have a null intersection.")
    };
    (issubset) => {
        MethodDef::one("issubset", |vm, s, o| {
            Ok(Ref::bool(set_is_subset(vm, s, o)?))
        })
        .text_signature("other, /")
        .doc("Report whether another set contains this set.")
    };
    (issuperset) => {
        MethodDef::one("issuperset", |vm, s, o| {
            Ok(Ref::bool(set_is_superset(vm, s, o)?))
        })
        .text_signature("other, /")
        .doc("Report whether this set contains another set.")
    };
    (symmetric_difference) => {
        MethodDef::one("symmetric_difference", set_symmetric_difference)
            .text_signature("other, /")
            .doc("Return a new set with elements in either the set or other but not both.")
    };
    (union) => {
        MethodDef::raw("union", union)
            .text_signature("*others")
            .doc("Return a new set with elements from the set and all others.")
    };
}

static FROZEN_METHODS: [MethodDef; 12] = [
    super::class_getitem_method(),
    method!(contains),
    method!(reduce),
    method!(sizeof),
    method!(copy),
    method!(difference),
    method!(intersection),
    method!(isdisjoint),
    method!(issubset),
    method!(issuperset),
    method!(symmetric_difference),
    method!(union),
];

static SET_METHODS: [MethodDef; 21] = [
    super::class_getitem_method(),
    method!(contains),
    method!(reduce),
    method!(sizeof),
    method!(copy),
    method!(difference),
    method!(intersection),
    method!(isdisjoint),
    method!(issubset),
    method!(issuperset),
    method!(symmetric_difference),
    method!(union),
    MethodDef::one("add", |vm, s, k| {
        as_set(s).add(vm, k)?;
        Ok(Ref::none())
    })
    .doc("Add an element to a set.\n\nThis has no effect if the element is already present."),
    MethodDef::no_args("clear", |_, s| {
        as_set(s).clear();
        Ok(Ref::none())
    })
    .doc("Remove all elements from this set."),
    MethodDef::raw("difference_update", |vm, s, a| {
        update_all(vm, s, a, "difference_update", set_difference_update)
    })
    .text_signature("*others")
    .doc("Update the set, removing elements found in others."),
    MethodDef::one("discard", |vm, s, k| {
        discard(vm, s, k)?;
        Ok(Ref::none())
    })
    .doc("Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."),
    MethodDef::raw("intersection_update", |vm, s, a| {
        let kept = intersection(vm, s, a)?;
        as_set(s).swap(as_set(&kept));
        Ok(Ref::none())
    })
    .text_signature("*others")
    .doc("Update the set, keeping only elements found in it and all others."),
    MethodDef::no_args("pop", |vm, s| match as_set(s).pop() {
        Some(v) => Ok(v),
        None => Err(vm.key_error(&from_utf8(vm, "pop from an empty set")?)),
    })
    .doc("Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
    MethodDef::one("remove", |vm, s, k| {
        if discard(vm, s, k)? {
            Ok(Ref::none())
        } else {
            Err(vm.key_error(k))
        }
    })
    .doc("Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
    MethodDef::one("symmetric_difference_update", |vm, s, o| {
        set_symmetric_difference_update(vm, s, o)?;
        Ok(Ref::none())
    })
    .text_signature("other, /")
    .doc("Update the set, keeping only elements found in either set, but not in both."),
    MethodDef::raw("update", |vm, s, a| update_all(vm, s, a, "update", set_update))
        .text_signature("*others")
        .doc("Update the set, adding elements from all others."),
];

/// The type `set`.
pub static SET: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::WEAKREFS,
    doc: "Build an unordered collection of unique elements.",
    methods: &SET_METHODS,
    slots: |s| {
        common_slots(s);
        s.new.set(Some(|vm, ty, _| {
            // SAFETY: the first argument of `new` is a type.
            let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
            Ok(new_object(vm, ty, SetTable::default()))
        }));
        s.init.set(Some(init));
        s.vectorcall.set(Some(|vm, _, args| {
            args.no_keywords(vm, "set")?;
            let a = args.check_positional(vm, "set", 0, 1)?;
            let s = new_object(vm, vm.types.set, SetTable::default());
            if let Some(it) = a.first() {
                set_update(vm, &s, it)?;
            }
            Ok(s)
        }));
        let inplace: [(BinaryOp, BinaryFn); 4] = [
            (BinaryOp::InplaceOr, |vm, a, b| {
                in_place(vm, a, b, set_update)
            }),
            (BinaryOp::InplaceSubtract, |vm, a, b| {
                in_place(vm, a, b, set_difference_update)
            }),
            (BinaryOp::InplaceXor, |vm, a, b| {
                in_place(vm, a, b, set_symmetric_difference_update)
            }),
            (BinaryOp::InplaceAnd, |vm, a, b| {
                in_place(vm, a, b, |vm, a, b| {
                    let kept = set_intersection(vm, a, b)?;
                    as_set(a).swap(as_set(&kept));
                    Ok(())
                })
            }),
        ];
        for (op, f) in inplace {
            s.binary[op as usize].set(Some(f));
        }
    },
    ..TypeSpec::new("set", &SET_LAYOUT)
};

/// The type `frozenset`.
pub static FROZENSET: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::WEAKREFS,
    doc: "Build an immutable unordered collection of unique elements.",
    methods: &FROZEN_METHODS,
    slots: |s| {
        common_slots(s);
        s.new.set(Some(new_frozen));
        s.vectorcall.set(Some(new_frozen));
        s.hash.set(Some(|_, s| Ok(as_set(s).items_hash())));
    },
    ..TypeSpec::new("frozenset", &SET_LAYOUT)
};

fn common_slots(s: &Slots) {
    s.repr.set(Some(repr));
    s.iter.set(Some(|vm, s| Ok(new_set_iterator(vm, s))));
    s.len.set(Some(|_, s| Ok(as_set(s).len())));
    s.contains.set(Some(contains));
    s.compare.set(Some(compare));
    let operators: [(BinaryOp, BinaryFn); 4] = [
        (BinaryOp::Or, |vm, a, b| operator(vm, a, b, union_of)),
        (BinaryOp::And, |vm, a, b| {
            operator(vm, a, b, set_intersection)
        }),
        (BinaryOp::Subtract, |vm, a, b| {
            operator(vm, a, b, set_difference)
        }),
        (BinaryOp::Xor, |vm, a, b| {
            operator(vm, a, b, set_symmetric_difference)
        }),
    ];
    for (op, f) in operators {
        s.binary[op as usize].set(Some(f));
    }
}

fn operator(vm: &Vm, a: &Ref, b: &Ref, f: BinaryFn) -> PyResult {
    if !is_any_set(vm, a) || !is_any_set(vm, b) {
        return Ok(Ref::not_implemented());
    }
    f(vm, a, b)
}

type Update = fn(&Vm, &Ref, &Ref) -> PyResult<()>;

fn in_place(vm: &Vm, a: &Ref, b: &Ref, f: Update) -> PyResult {
    if !is_any_set(vm, b) {
        return Ok(Ref::not_implemented());
    }
    f(vm, a, b)?;
    Ok(a.clone())
}

fn union_of(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let r = set_copy(vm, a)?;
    if !a.is(b) {
        set_update(vm, &r, b)?;
    }
    Ok(r)
}

fn init(vm: &Vm, s: &Ref, args: &Args) -> PyResult<()> {
    args.no_keywords(vm, "set")?;
    let a = args.check_positional(vm, "set", 0, 1)?;
    as_set(s).clear();
    match a.first() {
        Some(it) => set_update(vm, s, it),
        None => Ok(()),
    }
}

fn new_frozen(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    // SAFETY: the first argument of `new` is a type.
    let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
    if super::same_init(ty, vm.types.frozenset) {
        args.no_keywords(vm, "frozenset")?;
    }
    let mut a = args.positional();
    if a.len() > 1 {
        a = args.check_positional(vm, &ty.name_str(), 0, 1)?;
    }
    if ty == vm.types.frozenset
        && let Some(it) = a.first()
        && vm.type_of(it) == ty
    {
        return Ok(it.clone());
    }
    let s = new_object(vm, ty, SetTable::default());
    if let Some(it) = a.first() {
        set_update(vm, &s, it)?;
    }
    Ok(s)
}

fn repr(vm: &Vm, s: &Ref) -> PyResult {
    let name = vm.type_of(s).name_str();
    let Some(_scope) = vm.repr_enter(s) else {
        return from_utf8(vm, &format!("{name}(...)"));
    };
    if as_set(s).is_empty() {
        return from_utf8(vm, &format!("{name}()"));
    }
    // The items are listed first, as what printing runs may change the set.
    let all = vm.collect(s)?;
    let items = join_reprs(vm, "{", "}", |i| all.get(i).cloned())?;
    if vm.type_of(s) == vm.types.set {
        return from_buf(vm, items.finish());
    }
    let mut b = StrBuf::new();
    for c in name.chars() {
        b.push(c as u32);
    }
    b.push_latin1(b"(");
    b.push_str(items.view());
    b.push_latin1(b")");
    from_buf(vm, b.finish())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !is_any_set(vm, b) {
        return Ok(Ref::not_implemented());
    }
    set_compare(vm, a, b, op).map(Ref::bool)
}

/// A comparison of two sets.
#[inline]
pub fn set_compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult<bool> {
    let (n, m) = (as_set(a).len(), as_set(b).len());
    Ok(match op {
        CompareOp::Eq => set_equal(vm, a, b)?,
        CompareOp::Ne => !set_equal(vm, a, b)?,
        CompareOp::Le => set_is_subset(vm, a, b)?,
        CompareOp::Ge => set_is_subset(vm, b, a)?,
        CompareOp::Lt => n < m && set_is_subset(vm, a, b)?,
        CompareOp::Gt => n > m && set_is_subset(vm, b, a)?,
    })
}

/// Runs `f` with the key, and, where the key is a set and so has no hash, with the hash of the frozenset like it.
fn with_hash<T>(vm: &Vm, key: &Ref, f: impl Fn(i64) -> PyResult<T>) -> PyResult<T> {
    let first = super::set::hash_element(vm, key).and_then(&f);
    match first {
        Err(r) if key.has_kind(Kind::Set) && !is_frozen(vm, key) => {
            vm.catch(r, vm.types.type_error)?;
            let hash = as_set(key).items_hash();
            // A set changes: its hash must not be kept.
            as_set(key).hash.set(-1);
            f(hash)
        }
        other => other,
    }
}

/// `key in s`
pub fn contains(vm: &Vm, s: &Ref, key: &Ref) -> PyResult<bool> {
    with_hash(vm, key, |h| as_set(s).contains_hashed(vm, key, h))
}

fn discard(vm: &Vm, s: &Ref, key: &Ref) -> PyResult<bool> {
    with_hash(vm, key, |h| as_set(s).discard_hashed(vm, key, h))
}

fn copy(vm: &Vm, s: &Ref) -> PyResult {
    if vm.type_of(s) == vm.types.frozenset {
        return Ok(s.clone());
    }
    set_copy(vm, s)
}

fn union(vm: &Vm, s: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, &method_name(vm, s, "union"))?;
    let r = set_copy(vm, s)?;
    for other in args.positional() {
        if !s.is(other) {
            set_update(vm, &r, other)?;
        }
    }
    Ok(r)
}

fn intersection(vm: &Vm, s: &Ref, args: &Args) -> PyResult {
    fold(vm, s, args, "intersection", set_intersection)
}

fn method_name(vm: &Vm, s: &Ref, name: &str) -> String {
    let ty = if is_frozen(vm, s) { "frozenset" } else { "set" };
    format!("{ty}.{name}")
}

/// Applies `f` to the set and the first argument, then to the result and the next, and so on.
fn fold(vm: &Vm, s: &Ref, args: &Args, name: &str, f: BinaryFn) -> PyResult {
    args.no_keywords(vm, &method_name(vm, s, name))?;
    let Some((first, rest)) = args.positional().split_first() else {
        return set_copy(vm, s);
    };
    let mut r = f(vm, s, first)?;
    for other in rest {
        r = f(vm, &r, other)?;
    }
    Ok(r)
}

fn update_all(vm: &Vm, s: &Ref, args: &Args, name: &str, f: Update) -> PyResult {
    args.no_keywords(vm, &method_name(vm, s, name))?;
    for other in args.positional() {
        f(vm, s, other)?;
    }
    Ok(Ref::none())
}

fn reduce(vm: &Vm, s: &Ref) -> PyResult {
    let items = crate::object::new_list(vm, vm.collect(s)?);
    let state = instance_state(vm, s)?;
    Ok(new_tuple(
        vm,
        [vm.type_of(s).to_ref(), new_tuple(vm, [items]), state],
    ))
}

/// The instance attributes of a subclass instance, as `__getstate__` gives them.
fn instance_state(vm: &Vm, s: &Ref) -> PyResult {
    match vm.call_special(s, &vm.names.getstate, &[])? {
        Some(state) => Ok(state),
        None => Ok(instance_dict_opt(vm, s).unwrap_or_else(Ref::none)),
    }
}

fn sizeof(vm: &Vm, s: &Ref) -> PyResult {
    let n = as_set(s).size();
    let table = if n > 8 { n * 16 } else { 0 };
    Ok(vm.new_int((200 + table) as i64))
}
