//! The type `tuple`.

use super::index::{SliceIndices, SliceParts, is_index, resolve, slice_indices, subscript_index};
use super::items::{compare_items, count_items, find_item, index_of_item, join_reprs_str};
use crate::object::{
    BinaryOp, CompareOp, MethodDef, TUPLE_LAYOUT, TupleObject, TypeObj, TypeSpec, as_list, flags,
    from_utf8, new_tuple, new_tuple_of, tuple_items, tuple_with,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::hash::TupleHasher;

static METHODS: [MethodDef; 4] = [
    super::class_getitem_method(),
    MethodDef::one("count", |vm, t, v| count_items(vm, || items(t), v))
        .text_signature("value, /")
        .doc("Return number of occurrences of value."),
    MethodDef::positional("index", 1, 3, |vm, t, args| {
        index_of_item(vm, "tuple", || items(t), args)
    })
    .text_signature("value, start=0, stop=sys.maxsize, /")
    .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
    MethodDef::no_args("__getnewargs__", |vm, t| {
        let copy = tuple_from_slice(vm, items(t))?;
        Ok(new_tuple(vm, [copy]))
    }),
];

/// The type `tuple`.
pub static TUPLE: TypeSpec = TypeSpec {
    flags: flags::BASETYPE | flags::SEQUENCE,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.repr.set(Some(repr));
        s.hash.set(Some(hash));
        s.iter
            .set(Some(|vm, t| Ok(crate::object::new_tuple_iterator(vm, t))));
        s.len.set(Some(|_, t| Ok(items(t).len())));
        s.contains.set(Some(|vm, t, v| {
            Ok(find_item(vm, || items(t), v, 0, usize::MAX)?.is_some())
        }));
        s.compare.set(Some(compare));
        s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
        s.concat.set(Some(concat));
        s.repeat.set(Some(repeat));
    },
    ..TypeSpec::new("tuple", &TUPLE_LAYOUT)
};

fn items(t: &Ref) -> &[Ref] {
    // SAFETY: the methods of tuple are called with tuples only.
    unsafe { tuple_items(t) }
}

/// A new tuple with new references to `items`; MemoryError if there is no room.
pub fn tuple_from_slice(vm: &Vm, items: &[Ref]) -> PyResult {
    // SAFETY: every word is written with a counted value.
    unsafe {
        tuple_with(vm, items.len(), |to| {
            for (i, v) in items.iter().enumerate() {
                *to.add(i) = v.slot().new_ref();
            }
        })
    }
}

/// A new tuple that takes `n` words from the stack; borrowed ones become counted.
///
/// # Safety
/// `p..p+n` must be live values, which the caller gives up, whatever the outcome.
pub unsafe fn new_tuple_from_stack(vm: &Vm, p: *mut Slot, n: usize) -> PyResult {
    // SAFETY: the words move into the tuple, or are dropped.
    unsafe {
        let t = tuple_with(vm, n, |to| {
            for i in 0..n {
                *to.add(i) = (*p.add(i)).promote();
            }
        });
        if t.is_err() {
            super::drop_stack(p, n);
        }
        t
    }
}

/// A new reference to item `i` of a tuple, negative indices counted from the end; None out of range.
#[inline(always)]
pub fn tuple_get_index(t: &Ref, i: i64) -> Option<Ref> {
    let t = items(t);
    resolve(i as isize, t.len()).map(|i| t[i].clone())
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    // SAFETY: the first argument of `new` is a type.
    let ty = unsafe { ty.cast::<TypeObj>() }.ptr();
    if ty == vm.types.tuple
        && args.kw_names().is_empty()
        && let [it] = args.positional()
    {
        return tuple_from_iterable(vm, it);
    }
    if super::same_init(ty, vm.types.tuple) {
        args.no_keywords(vm, "tuple")?;
    }
    let a = args.check_positional(vm, "tuple", 0, 1)?;
    let t = match a.first() {
        Some(it) => tuple_from_iterable(vm, it)?,
        None => tuple_from_slice(vm, &[])?,
    };
    if ty == vm.types.tuple {
        Ok(t)
    } else {
        new_tuple_of(vm, ty, items(&t))
    }
}

/// `tuple(it)`
pub fn tuple_from_iterable(vm: &Vm, it: &Ref) -> PyResult {
    if it.is_exact(Kind::Tuple) {
        return Ok(it.clone());
    }
    if it.is_exact(Kind::List) {
        return tuple_from_slice(vm, as_list(it).items());
    }
    let all = match it.kind() {
        Kind::List => vm.collect(it)?,
        _ => {
            let iterator = vm.iter(it)?;
            let mut all = Vec::new();
            // A length that memory cannot hold is an error at once, not when memory has run out.
            if all.try_reserve(vm.length_hint(it, 10)?).is_err() {
                return Err(vm.memory_error());
            }
            for v in vm.iterate_from(iterator) {
                let v = v?;
                if all.len() == all.capacity() && all.try_reserve(all.len().max(8)).is_err() {
                    return Err(vm.memory_error());
                }
                all.push(v);
            }
            all
        }
    };
    let n = all.len();
    let mut all = std::mem::ManuallyDrop::new(all);
    // SAFETY: the words move from the vector, of which only the buffer is dropped.
    unsafe {
        let t = new_tuple_from_stack(vm, all.as_mut_ptr().cast(), n);
        all.set_len(0);
        std::mem::ManuallyDrop::drop(&mut all);
        t
    }
}

fn repr(vm: &Vm, t: &Ref) -> PyResult {
    let all = items(t);
    if all.is_empty() {
        return from_utf8(vm, "()");
    }
    let Some(_scope) = vm.repr_enter(t) else {
        return from_utf8(vm, "(...)");
    };
    let close = if all.len() == 1 { ",)" } else { ")" };
    join_reprs_str(vm, "(", close, |i| all.get(i).cloned())
}

/// The hash of an exact tuple, if it was computed before.
#[inline(always)]
pub fn tuple_known_hash(t: &Ref) -> Option<i64> {
    debug_assert!(t.is_exact(Kind::Tuple));
    // SAFETY: see above.
    let h = unsafe { t.cast::<TupleObject>() }.hash.get();
    (h != -1).then_some(h)
}

fn hash(vm: &Vm, t: &Ref) -> PyResult<i64> {
    // SAFETY: see items.
    let object = unsafe { t.cast::<TupleObject>() };
    if object.hash.get() != -1 {
        return Ok(object.hash.get());
    }
    let h = hash_as_tuple(vm, items(t))?;
    object.hash.set(h);
    Ok(h)
}

/// The hash that a tuple of `items` has.
pub fn hash_as_tuple(vm: &Vm, items: &[Ref]) -> PyResult<i64> {
    // Tuples nest as deep as memory goes, the native stack does not.
    vm.enter_native(" while hashing a tuple")?;
    let mut h = TupleHasher::new();
    for v in items {
        h.add(vm.hash(v)?);
    }
    Ok(h.finish())
}

/// A new tuple of `items`, whose hash is known.
pub fn hashed_tuple(vm: &Vm, items: &[Ref], hash: i64) -> PyResult {
    let t = tuple_from_slice(vm, items)?;
    // SAFETY: it is an exact tuple; the empty one has the same hash each time.
    unsafe { t.cast::<TupleObject>() }.hash.set(hash);
    Ok(t)
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !a.has_kind(Kind::Tuple) || !b.has_kind(Kind::Tuple) {
        return Ok(Ref::not_implemented());
    }
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return compare_items(vm, op, || items(a), || items(b));
    }
    // The caller holds both tuples, and these hold their items.
    let (x, y) = (items(a), items(b));
    for (p, q) in x.iter().zip(y) {
        if !vm.eq(p, q)? {
            return Ok(Ref::bool(op == CompareOp::Ne));
        }
    }
    Ok(Ref::bool((x.len() == y.len()) == (op == CompareOp::Eq)))
}

/// `t[key]`
fn get_item(vm: &Vm, t: &Ref, key: &Ref) -> PyResult {
    let all = items(t);
    if is_index(vm, key) {
        return match resolve(subscript_index(vm, key)?, all.len()) {
            Some(i) => Ok(all[i].clone()),
            None => Err(vm.index_error("tuple index out of range")),
        };
    }
    if !key.has_kind(Kind::Slice) {
        return Err(vm.type_error(format!(
            "tuple indices must be integers or slices, not {}",
            vm.type_of(key).name_str()
        )));
    }
    get_indices(vm, t, slice_indices(vm, key, || all.len())?)
}

/// `t[start:stop]`
pub fn get_range(vm: &Vm, t: &Ref, parts: SliceParts) -> PyResult {
    get_indices(vm, t, parts.indices(items(t).len()))
}

/// The items that `s` selects.
fn get_indices(vm: &Vm, t: &Ref, s: SliceIndices) -> PyResult {
    let all = items(t);
    if s.step == 1 {
        let from = s.start as usize;
        if s.len == all.len() && t.is_exact(Kind::Tuple) {
            return Ok(t.clone());
        }
        return tuple_from_slice(vm, &all[from..from + s.len]);
    }
    // SAFETY: every word is written with a counted value.
    unsafe {
        tuple_with(vm, s.len, |to| {
            let mut at = s.start;
            for i in 0..s.len {
                *to.add(i) = all[at as usize].slot().new_ref();
                at = at.wrapping_add(s.step);
            }
        })
    }
}

/// `a + b`
pub fn concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !b.has_kind(Kind::Tuple) {
        return Err(vm.type_error(format!(
            "can only concatenate tuple (not \"{}\") to tuple",
            vm.type_of(b).name_str()
        )));
    }
    let (x, y) = (items(a), items(b));
    if x.is_empty() && b.is_exact(Kind::Tuple) {
        return Ok(b.clone());
    }
    if y.is_empty() && a.is_exact(Kind::Tuple) {
        return Ok(a.clone());
    }
    // SAFETY: every word is written with a counted value.
    unsafe {
        tuple_with(vm, x.len() + y.len(), |to| {
            let mut to = to;
            for items in [x, y] {
                for v in items {
                    crate::ops::keep_branch();
                    // Items of tuples are words that may be stored as they are.
                    *to = v.slot().incref();
                    to = to.add(1);
                }
            }
        })
    }
}

/// `t * n`
pub fn repeat(vm: &Vm, t: &Ref, n: isize) -> PyResult {
    let (all, n) = (items(t), n.max(0) as usize);
    if (all.is_empty() || n == 1) && t.is_exact(Kind::Tuple) {
        return Ok(t.clone());
    }
    let Some(total) = all
        .len()
        .checked_mul(n)
        .filter(|&t| t <= isize::MAX as usize / size_of::<Slot>())
    else {
        return Err(vm.memory_error());
    };
    // SAFETY: every word is written with a counted value.
    unsafe {
        tuple_with(vm, total, |to| {
            for at in (0..total).step_by(all.len().max(1)) {
                for (i, v) in all.iter().enumerate() {
                    *to.add(at + i) = v.slot().new_ref();
                }
            }
        })
    }
}
