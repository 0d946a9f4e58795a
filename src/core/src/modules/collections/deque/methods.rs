//! The methods of `deque`.

use super::iterator::new_reverse_iterator;
use super::{Deque, new_deque, of};
use crate::object::{GetSetDef, MethodDef, class_getitem, new_tuple, search_bound, search_range};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::Ref;

pub static GETSET: [GetSetDef; 1] = [GetSetDef {
    doc: "maximum size of a deque or None if unbounded",
    ..GetSetDef::get("maxlen", |vm, this| Ok(max_object(vm, of(this))))
}];

fn max_object(vm: &Vm, d: &Deque) -> Ref {
    match d.max.get() {
        Some(max) => vm.new_int(max as i64),
        None => Ref::none(),
    }
}

pub static METHODS: [MethodDef; 19] = [
    MethodDef::one("append", |_, this, v| {
        of(this).push_back(v.clone());
        Ok(Ref::none())
    })
    .text_signature("item, /")
    .doc("Add an element to the right side of the deque."),
    MethodDef::one("appendleft", |_, this, v| {
        of(this).push_front(v.clone());
        Ok(Ref::none())
    })
    .text_signature("item, /")
    .doc("Add an element to the left side of the deque."),
    MethodDef::no_args("clear", |_, this| {
        of(this).clear();
        Ok(Ref::none())
    })
    .doc("Remove all elements from the deque."),
    MethodDef::no_args("__copy__", copy).doc("Return a shallow copy of a deque."),
    MethodDef::no_args("copy", copy).doc("Return a shallow copy of a deque."),
    MethodDef::one("count", count)
        .text_signature("value, /")
        .doc("Return number of occurrences of value."),
    MethodDef::one("extend", |vm, this, iterable| {
        of(this).extend(vm, this, iterable, Deque::push_back)?;
        Ok(Ref::none())
    })
    .text_signature("iterable, /")
    .doc("Extend the right side of the deque with elements from the iterable."),
    MethodDef::one("extendleft", |vm, this, iterable| {
        of(this).extend(vm, this, iterable, Deque::push_front)?;
        Ok(Ref::none())
    })
    .text_signature("iterable, /")
    .doc("Extend the left side of the deque with elements from the iterable."),
    MethodDef::positional("index", 1, 3, index)
        .shown("($self, value, [start, [stop]])")
        .doc("Return first index of value.\n\nRaises ValueError if the value is not present."),
    MethodDef::positional("insert", 2, 2, insert)
        .text_signature("index, value, /")
        .doc("Insert value before index."),
    MethodDef::no_args("pop", |vm, this| {
        let last = of(this).items.borrow_mut().pop_back();
        popped(vm, of(this), last)
    })
    .doc("Remove and return the rightmost element."),
    MethodDef::no_args("popleft", |vm, this| {
        let first = of(this).items.borrow_mut().pop_front();
        popped(vm, of(this), first)
    })
    .doc("Remove and return the leftmost element."),
    MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
    MethodDef::one("remove", remove)
        .text_signature("value, /")
        .doc("Remove first occurrence of value."),
    MethodDef::no_args("__reversed__", |vm, this| {
        Ok(new_reverse_iterator(vm, this))
    })
    .doc("Return a reverse iterator over the deque."),
    MethodDef::no_args("reverse", |_, this| {
        of(this).items.borrow_mut().make_contiguous().reverse();
        Ok(Ref::none())
    })
    .doc("Reverse *IN PLACE*."),
    MethodDef::positional("rotate", 0, 1, |vm, this, a| {
        let n = match a.first() {
            Some(n) => vm.index_as_isize(n)?,
            None => 1,
        };
        rotate(of(this), n);
        Ok(Ref::none())
    })
    .text_signature("n=1, /")
    .doc("Rotate the deque n steps to the right.  If n is negative, rotates left."),
    MethodDef::no_args("__sizeof__", |vm, this| {
        let room = of(this).items.borrow().capacity() * size_of::<Ref>();
        Ok(vm.new_int((super::LAYOUT.size + room) as i64))
    })
    .doc("Return the size of the deque in memory, in bytes."),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("deques are generic over the type of their contents"),
];

#[inline]
fn popped(vm: &Vm, d: &Deque, v: Option<Ref>) -> PyResult {
    match v {
        Some(v) => {
            d.changed();
            Ok(v)
        }
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

/// A copy of the same class and with the same bound.
pub fn copy(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let ty = vm.type_of(this);
    if ty.is_heap_type() {
        let mut arguments = vec![this.clone()];
        arguments.extend(d.max.get().map(|_| max_object(vm, d)));
        let new = vm.call(&ty.to_ref(), &Args::positional_only(&arguments))?;
        if crate::object::downcast::<Deque>(vm, &new).is_none() {
            return Err(vm.type_error(format!(
                "{}() must return a deque, not {}",
                ty.name_str(),
                vm.type_of(&new).name_str()
            )));
        }
        return Ok(new);
    }
    let new = new_deque(vm, ty);
    of(&new).max.set(d.max.get());
    of(&new)
        .items
        .borrow_mut()
        .extend(d.items.borrow().iter().cloned());
    Ok(new)
}

#[cold]
fn mutated(vm: &Vm) -> Raised {
    vm.runtime_error("deque mutated during iteration")
}

/// The first place in `from..to` whose item equals `v`; fails if comparing changes the deque.
pub fn find(vm: &Vm, d: &Deque, v: &Ref, from: usize, to: usize) -> PyResult<Option<usize>> {
    let version = d.version.get();
    for i in from..to {
        let Some(item) = d.get(i) else { break };
        let same = vm.eq(&item, v)?;
        if d.version.get() != version {
            return Err(mutated(vm));
        }
        if same {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn count(vm: &Vm, this: &Ref, v: &Ref) -> PyResult {
    let d = of(this);
    let (mut n, mut i) = (0, 0);
    while let Some(at) = find(vm, d, v, i, d.len())? {
        n += 1;
        i = at + 1;
    }
    Ok(vm.new_int(n))
}

fn index(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let d = of(this);
    let start = a.get(1).map_or(Ok(0), |s| search_bound(vm, s))?;
    let stop = a.get(2).map_or(Ok(isize::MAX), |s| search_bound(vm, s))?;
    let (from, to) = search_range(start, stop, d.len());
    match find(vm, d, &a[0], from, to)? {
        Some(i) => Ok(vm.new_int(i as i64)),
        None => Err(vm.value_error("deque.index(x): x not in deque")),
    }
}

fn insert(vm: &Vm, this: &Ref, a: &[Ref]) -> PyResult {
    let i = vm.index_as_isize(&a[0])?;
    let d = of(this);
    let n = d.len();
    if d.max.get() == Some(n) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    let i = if i < 0 {
        i.saturating_add(n as isize).max(0) as usize
    } else {
        (i as usize).min(n)
    };
    d.items.borrow_mut().insert(i, a[1].clone());
    d.changed();
    Ok(Ref::none())
}

fn remove(vm: &Vm, this: &Ref, v: &Ref) -> PyResult {
    let d = of(this);
    let version = d.version.get();
    let found = find(vm, d, v, 0, d.len());
    if found.is_err() && d.version.get() != version && vm.raised_is(vm.types.runtime_error) {
        // The same condition is another error here.
        vm.clear_exception();
        return Err(vm.index_error("deque mutated during iteration"));
    }
    match found? {
        Some(i) => {
            d.remove(i);
            Ok(Ref::none())
        }
        None => Err(vm.value_error("deque.remove(x): x not in deque")),
    }
}

/// Moves the last `n` items to the front, or the first `-n` to the back.
pub fn rotate(d: &Deque, n: isize) {
    let mut items = d.items.borrow_mut();
    let len = items.len();
    if len > 1 {
        let n = n.rem_euclid(len as isize) as usize;
        items.rotate_right(n);
        d.changed();
    }
}

fn reduce(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let empty = new_tuple(vm, []);
    let arguments = match d.max.get() {
        None => empty,
        Some(_) => new_tuple(vm, [empty, max_object(vm, d)]),
    };
    let state = vm.call_method(this, &vm.names.getstate, &[])?;
    let ty = vm.type_of(this).to_ref();
    Ok(new_tuple(vm, [ty, arguments, state, vm.iter(this)?]))
}
