//! The algebra of sets: what the methods and operators of `set` and `frozenset` do.

use super::dict_type::next_item;
use super::set::{SetTable, as_set, hash_element};
use crate::object::{TypePtr, as_dict, as_list, as_tuple, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// A `set` or `frozenset`, subclasses included?
#[inline]
pub fn is_any_set(_: &Vm, r: &Ref) -> bool {
    r.has_kind(Kind::Set)
}
/// Exactly a `set` or `frozenset`?
#[inline]
pub fn is_exact_set(r: &Ref) -> bool {
    r.is_exact(Kind::Set)
}
/// `frozenset` or a subclass?
pub fn is_frozen(vm: &Vm, r: &Ref) -> bool {
    if !r.has_kind(Kind::Set) {
        return false;
    }
    let ty = vm.type_of(r);
    ty == vm.types.frozenset || ty != vm.types.set && ty.is_subtype(vm.types.frozenset)
}

/// The type of a result: `set` or `frozenset`, after the kind of the operand.
fn base_type(vm: &Vm, r: &Ref) -> TypePtr {
    if is_frozen(vm, r) {
        vm.types.frozenset
    } else {
        vm.types.set
    }
}

/// A new empty set of the kind of `r`.
fn new_like(vm: &Vm, r: &Ref) -> Ref {
    new_object(vm, base_type(vm, r), SetTable::default())
}

/// A set of the kind of `like` with the items of `other`.
fn from_iterable(vm: &Vm, like: &Ref, other: &Ref) -> PyResult {
    let s = new_like(vm, like);
    set_update(vm, &s, other)?;
    Ok(s)
}

/// A copy of the set as `set` or `frozenset`.
pub fn set_copy(vm: &Vm, s: &Ref) -> PyResult {
    let new = new_like(vm, s);
    as_set(&new).merge(vm, as_set(s))?;
    Ok(new)
}

/// Adds all items of `other`, any iterable, to `s`.
pub fn set_update(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<()> {
    let table = as_set(s);
    if is_any_set(vm, other) {
        return table.merge(vm, as_set(other));
    }
    if other.is_exact(Kind::Dict) {
        let (from, mut i) = (as_dict(other), 0);
        table.prepare(vm, from.len())?;
        while let Some((hash, k, _)) = next_item(from, &mut i) {
            table.add_hashed(vm, &k, hash)?;
        }
        return Ok(());
    }
    if other.is_exact(Kind::List) {
        // Asked for its length again and again: a key's methods may change the list.
        let (list, mut i) = (as_list(other), 0);
        while let Some(k) = list.get(i) {
            table.add(vm, &k)?;
            i += 1;
        }
        return Ok(());
    }
    if other.is_exact(Kind::Tuple) {
        for k in as_tuple(other).into_iter().flatten() {
            table.add(vm, k)?;
        }
        return Ok(());
    }
    for k in vm.iterate(other)? {
        table.add(vm, &k?)?;
    }
    Ok(())
}

/// Is `key` in `other`, a set or an exact dict?
fn holds(vm: &Vm, other: &Ref, key: &Ref, hash: i64) -> PyResult<bool> {
    if other.has_kind(Kind::Dict) {
        as_dict(other).contains_hashed(vm, key, hash)
    } else {
        as_set(other).contains_hashed(vm, key, hash)
    }
}

/// `s & other`, for any iterable.
pub fn set_intersection(vm: &Vm, s: &Ref, other: &Ref) -> PyResult {
    if s.is(other) {
        return set_copy(vm, s);
    }
    let result = new_like(vm, s);
    let found = as_set(&result);
    if is_any_set(vm, other) {
        let (mut walk, mut test) = (other, s);
        if as_set(walk).len() > as_set(test).len() {
            std::mem::swap(&mut walk, &mut test);
        }
        as_set(walk).select_into(vm, as_set(test), true, found)?;
        return Ok(result);
    }
    for k in vm.iterate(other)? {
        let k = k?;
        let hash = vm.hash(&k)?;
        if as_set(s).contains_hashed(vm, &k, hash)? {
            found.add_hashed(vm, &k, hash)?;
        }
    }
    Ok(result)
}

/// Removes the items of `other`, any iterable, from `s`.
pub fn set_difference_update(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<()> {
    let table = as_set(s);
    if s.is(other) {
        table.clear();
        return Ok(());
    }
    if is_any_set(vm, other) {
        // When the other set is much larger, only what both have needs to be looked at.
        let common;
        let other = if as_set(other).len() >> 3 > table.len() {
            common = set_intersection(vm, s, other)?;
            &common
        } else {
            other
        };
        let mut i = 0;
        while let Some((hash, k)) = as_set(other).next_key(&mut i) {
            table.discard_hashed(vm, &k, hash)?;
        }
    } else {
        for k in vm.iterate(other)? {
            table.discard(vm, &k?)?;
        }
    }
    table.sweep(vm)
}

/// `s - other`, for any iterable.
pub fn set_difference(vm: &Vm, s: &Ref, other: &Ref) -> PyResult {
    let n = if is_any_set(vm, other) {
        as_set(other).len()
    } else if other.is_exact(Kind::Dict) {
        as_dict(other).len()
    } else {
        usize::MAX
    };
    if n == usize::MAX || as_set(s).len() >> 2 > n {
        let result = set_copy(vm, s)?;
        set_difference_update(vm, &result, other)?;
        return Ok(result);
    }
    let result = new_like(vm, s);
    if is_any_set(vm, other) {
        as_set(s).select_into(vm, as_set(other), false, as_set(&result))?;
        return Ok(result);
    }
    let mut i = 0;
    while let Some((hash, k)) = as_set(s).next_key(&mut i) {
        if !holds(vm, other, &k, hash)? {
            as_set(&result).add_hashed(vm, &k, hash)?;
        }
    }
    Ok(result)
}

/// Keeps in `s` what is in exactly one of it and `other`, any iterable.
pub fn set_symmetric_difference_update(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<()> {
    let table = as_set(s);
    if s.is(other) {
        table.clear();
        return Ok(());
    }
    let toggle = |k: &Ref, hash: i64| -> PyResult<()> {
        if !table.discard_hashed(vm, k, hash)? {
            table.add_hashed(vm, k, hash)?;
        }
        Ok(())
    };
    if other.is_exact(Kind::Dict) {
        let mut i = 0;
        while let Some((hash, k, _)) = next_item(as_dict(other), &mut i) {
            toggle(&k, hash)?;
        }
        return Ok(());
    }
    let made;
    let other = if is_any_set(vm, other) {
        other
    } else {
        made = from_iterable(vm, s, other)?;
        &made
    };
    let mut i = 0;
    while let Some((hash, k)) = as_set(other).next_key(&mut i) {
        toggle(&k, hash)?;
    }
    Ok(())
}

/// `s ^ other`, for any iterable.
pub fn set_symmetric_difference(vm: &Vm, s: &Ref, other: &Ref) -> PyResult {
    let result = from_iterable(vm, s, other)?;
    set_symmetric_difference_update(vm, &result, s)?;
    Ok(result)
}

/// Is every item of `s` in `other`, any iterable?
pub fn set_is_subset(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<bool> {
    if !is_any_set(vm, other) {
        let common = set_intersection(vm, s, other)?;
        return Ok(as_set(&common).len() == as_set(s).len());
    }
    if as_set(s).len() > as_set(other).len() {
        return Ok(false);
    }
    as_set(s).all_in(vm, as_set(other), true)
}

/// Is every item of `other`, any iterable, in `s`?
pub fn set_is_superset(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<bool> {
    if is_any_set(vm, other) {
        return set_is_subset(vm, other, s);
    }
    for k in vm.iterate(other)? {
        if !as_set(s).contains(vm, &k?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Have `s` and `other`, any iterable, nothing in common?
pub fn set_is_disjoint(vm: &Vm, s: &Ref, other: &Ref) -> PyResult<bool> {
    if s.is(other) {
        return Ok(as_set(s).is_empty());
    }
    if is_exact_set(other) {
        let (mut walk, mut test) = (other, s);
        if as_set(walk).len() > as_set(test).len() {
            std::mem::swap(&mut walk, &mut test);
        }
        return as_set(walk).all_in(vm, as_set(test), false);
    }
    for k in vm.iterate(other)? {
        let k = k?;
        let hash = hash_element(vm, &k)?;
        if as_set(s).contains_hashed(vm, &k, hash)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Do both sets have the same items?
pub fn set_equal(vm: &Vm, a: &Ref, b: &Ref) -> PyResult<bool> {
    let (x, y) = (as_set(a), as_set(b));
    if x.len() != y.len() {
        return Ok(false);
    }
    let (h, k) = (x.hash.get(), y.hash.get());
    if h != -1 && k != -1 && h != k {
        return Ok(false);
    }
    set_is_subset(vm, a, b)
}
