//! Filling a dict from mappings, iterables of pairs and keyword arguments.

use super::dict_type::{iterates_as_dict, next_item};
use crate::object::{as_dict, as_list, as_tuple, from_utf8};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// `d.update(*args, **kwargs)`, and what `dict.__init__` does.
pub fn update_arguments(vm: &Vm, d: &Ref, name: &str, args: &Args) -> PyResult<()> {
    let a = args.check_positional(vm, name, 0, 1)?;
    if let Some(other) = a.first() {
        update(vm, d, other)?;
    }
    for (k, v) in args.keywords() {
        as_dict(d).set(vm, k, v.clone())?;
    }
    Ok(())
}

/// `d.update(other)`: a mapping if it has `keys`, an iterable of pairs otherwise.
pub fn update(vm: &Vm, d: &Ref, other: &Ref) -> PyResult<()> {
    if other.is_exact(Kind::Dict) {
        return merge(vm, d, other);
    }
    if vm.get_attr_opt(other, &vm.names.keys)?.is_some() {
        merge(vm, d, other)
    } else {
        update_from_pairs(vm, d, other)
    }
}

/// Sets every item of the mapping `other` in `d`, new values over old ones.
pub fn merge(vm: &Vm, d: &Ref, other: &Ref) -> PyResult<()> {
    merge_with::<false>(vm, d, other)
}

/// Sets every item of the mapping `other` in `d`.
///
/// # Errors
/// KeyError for a key that is there already.
pub fn merge_distinct(vm: &Vm, d: &Ref, other: &Ref) -> PyResult<()> {
    merge_with::<true>(vm, d, other)
}

fn merge_with<const DISTINCT: bool>(vm: &Vm, d: &Ref, other: &Ref) -> PyResult<()> {
    let table = as_dict(d);
    if other.has_kind(Kind::Dict) && iterates_as_dict(vm, other) {
        let from = as_dict(other);
        if std::ptr::eq(table, from) || from.is_empty() {
            return Ok(());
        }
        if table.is_empty() && table.entries_ptr().is_null() {
            return table.copy_from(vm, from);
        }
        table.reserve(vm, table.len() + from.len())?;
        if DISTINCT && table.has_only_str_keys() && from.has_only_str_keys() {
            return match table.add_names(vm, from)? {
                Some(twice) => Err(vm.key_error(&twice)),
                None => Ok(()),
            };
        }
        let (n, mut i) = (from.entry_count(), 0);
        while let Some((hash, k, v)) = next_item(from, &mut i) {
            if DISTINCT && table.contains(vm, &k)? {
                return Err(vm.key_error(&k));
            }
            table.set_hashed(vm, &k, hash, v)?;
            if n != from.entry_count() {
                return Err(vm.runtime_error("dict mutated during update"));
            }
        }
        return Ok(());
    }
    let keys = vm.call_method(other, &vm.names.keys, &[])?;
    let iterator = match vm.iter(&keys) {
        Ok(it) => it,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error(format!(
                "{}.keys() returned a non-iterable (type {})",
                vm.type_of(other).name_str(),
                vm.type_of(&keys).name_str()
            )));
        }
    };
    for k in vm.collect(&iterator)? {
        if DISTINCT && table.contains(vm, &k)? {
            return Err(vm.key_error(&k));
        }
        let v = vm.get_item(other, &k)?;
        table.set(vm, &k, v)?;
    }
    Ok(())
}

/// Sets an item in `d` for every pair that the iterable gives.
fn update_from_pairs(vm: &Vm, d: &Ref, pairs: &Ref) -> PyResult<()> {
    for (i, pair) in vm.iterate(pairs)?.enumerate() {
        let pair = pair?;
        let (k, v) = match pair_items(vm, &pair) {
            Ok(Ok(kv)) => kv,
            Ok(Err(n)) => {
                return Err(vm.value_error(format!(
                    "dictionary update sequence element #{i} has length {n}; 2 is required"
                )));
            }
            Err(r) => return Err(explain(vm, r, i)),
        };
        as_dict(d).set(vm, &k, v)?;
    }
    Ok(())
}

/// The two items of a pair, or how many there are instead.
fn pair_items(vm: &Vm, pair: &Ref) -> PyResult<Result<(Ref, Ref), usize>> {
    let two = |items: &[Ref]| match items {
        [k, v] => Ok((k.clone(), v.clone())),
        _ => Err(items.len()),
    };
    if pair.has_kind(Kind::List) {
        return Ok(two(as_list(pair).items()));
    }
    if let Some(t) = as_tuple(pair) {
        return Ok(two(t));
    }
    let it = match vm.iter(pair) {
        Ok(it) => it,
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            return Err(vm.type_error("object is not iterable"));
        }
    };
    Ok(two(&vm.collect(&it)?))
}

/// Adds to a TypeError which element it was about.
fn explain(vm: &Vm, r: Raised, i: usize) -> Raised {
    if !vm.raised_is(vm.types.type_error) {
        return r;
    }
    let e = vm.take_exception();
    let note = from_utf8(
        vm,
        &format!("Cannot convert dictionary update sequence element #{i} to a sequence"),
    );
    if let Ok(note) = note
        && vm.call_method_str(&e, "add_note", &[note]).is_ok()
    {
        vm.set_exception(e);
    }
    r
}
