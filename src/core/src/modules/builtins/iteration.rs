//! Functions about iteration and length.

use crate::object::container::list_from_slice;
use crate::object::{as_list, as_str, as_tuple, new_list, sort_list};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

pub fn all(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    for v in vm.iterate(x)? {
        if !vm.is_true(&v?)? {
            return Ok(Ref::bool(false));
        }
    }
    Ok(Ref::bool(true))
}

pub fn any(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    for v in vm.iterate(x)? {
        if vm.is_true(&v?)? {
            return Ok(Ref::bool(true));
        }
    }
    Ok(Ref::bool(false))
}

pub fn len(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    Ok(vm.new_int(vm.len(x)? as i64))
}

pub fn iter(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    match a {
        [x] => vm.iter(x),
        [callable, sentinel, ..] if vm.is_callable(callable) => {
            Ok(crate::object::new_callable_iterator(vm, callable, sentinel))
        }
        _ => Err(vm.type_error("iter(v, w): v must be callable")),
    }
}

pub fn next(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let Some(next) = vm.type_of(&a[0]).slots.next.get() else {
        return Err(vm.type_error(format!(
            "'{}' object is not an iterator",
            vm.type_of(&a[0]).name_str()
        )));
    };
    if crate::object::slot_table::is_slot_next(next) {
        // The StopIteration that `__next__` raised passes as it is.
        let r = match vm.call_special(&a[0], &vm.names.next, &[]) {
            Ok(Some(v)) => Ok(v),
            Ok(None) => Err(vm.attribute_error(&a[0], &vm.names.next)),
            Err(r) => Err(r),
        };
        return match (r, a.get(1)) {
            (Err(r), Some(default)) => vm
                .catch(r, vm.types.stop_iteration)
                .map(|()| default.clone()),
            (r, _) => r,
        };
    }
    // What an earlier generator returned is not this one's.
    vm.discard_return_value();
    match (next(vm, &a[0])?, a.get(1)) {
        (Some(v), _) => Ok(v),
        (None, Some(default)) => {
            vm.discard_return_value();
            Ok(default.clone())
        }
        (None, None) => Err(vm.stop_iteration(Some(vm.take_return_value()))),
    }
}

pub fn aiter(vm: &Vm, _: &Ref, x: &Ref) -> PyResult {
    let t = vm.type_of(x);
    let Some(f) = t.slots.aiter.get() else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterable",
            t.name_str()
        )));
    };
    let it = f(vm, x)?;
    if vm.type_of(&it).slots.anext.get().is_none() {
        return Err(vm.type_error(format!(
            "aiter() returned not an async iterator of type '{}'",
            vm.type_of(&it).name_str()
        )));
    }
    Ok(it)
}

pub fn anext(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    let t = vm.type_of(&a[0]);
    let Some(f) = t.slots.anext.get() else {
        return Err(vm.type_error(format!(
            "'{}' object is not an async iterator",
            t.name_str()
        )));
    };
    let awaitable = f(vm, &a[0])?;
    match a.get(1) {
        None => Ok(awaitable),
        Some(default) => super::anext::new_anext_awaitable(vm, awaitable, default.clone()),
    }
}

pub fn sorted(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let n = args.positional().len();
    if n != 1 {
        return Err(vm.type_error(format!("sorted expected 1 argument, got {n}")));
    }
    let list = list_of(vm, &args.positional()[0])?;
    let (mut key, mut reverse) = (None, None);
    for (name, value) in args.keywords() {
        let place = match as_str(name).as_ascii() {
            Some("key") => &mut key,
            Some("reverse") => &mut reverse,
            _ => return sort_by_method(vm, list, args),
        };
        if place.replace(value).is_some() {
            return sort_by_method(vm, list, args);
        }
    }
    let reverse = match reverse {
        Some(r) => vm.is_true(r)?,
        None => false,
    };
    sort_list(vm, &list, key.filter(|k| !k.is_none()), reverse)?;
    Ok(list)
}

/// A list of the values of an iterable.
fn list_of(vm: &Vm, iterable: &Ref) -> PyResult {
    if iterable.is_exact(Kind::List) {
        return list_from_slice(vm, as_list(iterable).items());
    }
    if iterable.is_exact(Kind::Tuple) {
        return list_from_slice(vm, as_tuple(iterable).unwrap_or(&[]));
    }
    Ok(new_list(vm, vm.collect(iterable)?))
}

/// Has `list.sort` say what is wrong with the keyword arguments.
#[cold]
fn sort_by_method(vm: &Vm, list: Ref, args: &Args) -> PyResult {
    let sort = vm.get_attr_str(&list, "sort")?;
    vm.call(&sort, &Args::new(args.kw_values(), args.kw_names()))?;
    Ok(list)
}
