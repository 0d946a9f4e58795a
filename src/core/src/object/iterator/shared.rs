//! What iterator types have in common.

use crate::object::{Field, TupleObject, as_dict, int_to_i64, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// `__iter__` of an iterator: itself.
pub fn itself(_: &Vm, it: &Ref) -> PyResult {
    Ok(it.clone())
}

/// The builtin function `name`, for `__reduce__`.
pub fn builtin(vm: &Vm, name: &str) -> PyResult {
    let key = vm.interned.intern_str(vm, name);
    // Those of the code that runs; asking them may run code.
    let all = vm.running_builtins().or_else(|| vm.builtins.get());
    let found = match all {
        Some(d) if d.has_kind(Kind::Dict) => as_dict(&d).get(vm, &key)?,
        _ => None,
    };
    found.ok_or_else(|| vm.attribute_error_message(name))
}

/// `(iter, (argument,))`, with the position as a third item if there is one.
pub fn reduce_iter(vm: &Vm, argument: Ref, position: Option<Ref>) -> PyResult {
    let mut all = vec![builtin(vm, "iter")?, new_tuple(vm, [argument])];
    all.extend(position);
    Ok(new_tuple(vm, all))
}

/// The position that `__setstate__` is given; negative ones count as 0.
pub fn state_argument(vm: &Vm, state: &Ref) -> PyResult<usize> {
    if !state.has_kind(Kind::Int) && !state.has_kind(Kind::Bool) {
        return Err(vm.type_error("an integer is required"));
    }
    match int_to_i64(state) {
        Some(i) => Ok(i.max(0) as usize),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}

/// A tuple of the values: the first one, in `cache`, if nobody else holds it, so that a loop that unpacks its items makes none.
///
/// # Safety
/// `values` are words whose references move into the tuple, at least one.
pub unsafe fn reuse_tuple(vm: &Vm, cache: &Field, values: &[Slot]) -> Ref {
    let kept = cache.slot();
    // SAFETY: the cache holds a tuple of as many items; with one reference, nobody else sees it.
    unsafe {
        if !kept.is_null() && kept.is_last_reference() {
            let tuple = Ref::new_reference(kept);
            let t = tuple.cast::<TupleObject>();
            debug_assert_eq!(t.len.get(), values.len());
            t.hash.set(-1);
            let mut old = [Slot::NULL; 4];
            for (chunk, values) in values.chunks(4).enumerate() {
                for (i, v) in values.iter().enumerate() {
                    let p = t.items.get().add(chunk * 4 + i);
                    old[i] = std::mem::replace(&mut *p, *v);
                }
                for o in &mut old[..values.len()] {
                    std::mem::replace(o, Slot::NULL).decref();
                }
            }
            return tuple;
        }
        let items: Vec<Ref> = values.iter().map(|v| Ref::from_slot(*v)).collect();
        let tuple = new_tuple(vm, items);
        if kept.is_null() {
            cache.set(tuple.clone());
        }
        tuple
    }
}

/// A tuple of two values, of a cell at hand if there is one.
#[inline(always)]
fn new_pair(vm: &Vm, a: Ref, b: Ref) -> Ref {
    // SAFETY: both items are written before anything else runs; the references move.
    unsafe {
        if let Some(t) = TupleObject::from_list(vm, 2) {
            let items = (*t).items.get();
            *items = a.into_slot();
            *items.add(1) = b.into_slot();
            return Ref::from_slot(Slot::from_ptr(t));
        }
    }
    new_pair_elsewhere(vm, a, b)
}

#[cold]
#[inline(never)]
fn new_pair_elsewhere(vm: &Vm, a: Ref, b: Ref) -> Ref {
    new_tuple(vm, [a, b])
}

/// A tuple of two values, see [`reuse_tuple`].
#[inline]
pub fn reuse_pair(vm: &Vm, cache: &Field, a: Ref, b: Ref) -> Ref {
    let kept = cache.slot();
    // SAFETY: the cache holds a tuple of two; with one reference, nobody else sees it. Both references move.
    unsafe {
        if !kept.is_null() && kept.is_last_reference() {
            let tuple = Ref::new_reference(kept);
            let t = tuple.cast::<TupleObject>();
            t.hash.set(-1);
            let items = t.items.get();
            let old = [*items, *items.add(1)];
            *items = a.into_slot();
            *items.add(1) = b.into_slot();
            old[0].decref();
            old[1].decref();
            return tuple;
        }
    }
    let tuple = new_pair(vm, a, b);
    // The first one is the one that is used again, for as long as the iterator lives, as in CPython: what it holds can tell.
    if kept.is_null() {
        cache.set(tuple.clone());
    }
    tuple
}
