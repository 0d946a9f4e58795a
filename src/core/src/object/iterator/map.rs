//! `map`.

use super::sequence::next_of;
use super::shared::itself;
use super::zip::{next_row, strict_argument};
use crate::object::{
    Layout, MethodDef, Payload, TypeObj, TypeSpec, flags, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use smallvec::SmallVec;
use std::cell::Cell;

/// The payload of `map`.
pub struct Map {
    function: Ref,
    iterators: SmallVec<[Ref; 4]>,
    strict: Cell<bool>,
}

impl Map {
    /// The function and the iterator of a map over one iterable.
    pub(super) fn only_iterator(&self) -> Option<(&Ref, &Ref)> {
        match &*self.iterators {
            [only] => Some((&self.function, only)),
            _ => None,
        }
    }
}

impl Payload for Map {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.function.slot());
        for it in &self.iterators {
            f(it.slot());
        }
    }
}

static LAYOUT: Layout = Layout::of::<Map>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, r| {
        let it = payload::<Map>(r);
        let mut parts = vec![it.function.clone()];
        parts.extend_from_slice(&it.iterators);
        let mut all = vec![vm.type_of(r).to_ref(), new_tuple(vm, parts)];
        if it.strict.get() {
            all.push(Ref::bool(true));
        }
        Ok(new_tuple(vm, all))
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, r, state| {
        payload::<Map>(r).strict.set(vm.is_true(state)?);
        Ok(Ref::none())
    })
    .doc("Set state information for unpickling."),
];

/// The type `map`.
pub static MAP: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "Make an iterator that computes the function using arguments from\neach of the iterables.  Stops when the shortest iterable is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a ValueError.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("map", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let strict = strict_argument(vm, args, "map")?;
    let [function, iterables @ ..] = args.positional() else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(vm.type_error("map() must have at least two arguments."));
    }
    let mut iterators: SmallVec<[Ref; 4]> = SmallVec::new();
    for a in iterables {
        iterators.push(vm.iter(a)?);
    }
    let it = Map {
        function: function.clone(),
        iterators,
        strict: Cell::new(strict),
    };
    // SAFETY: the first argument of `new` is a type.
    Ok(new_object(vm, unsafe { ty.cast::<TypeObj>() }.ptr(), it))
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Map>(r);
    match &*it.iterators {
        [only] => match vm.iter_next(only)? {
            Some(v) => vm.call_one(&it.function, &v).map(Some),
            None => Ok(None),
        },
        [a, b] if !it.strict.get() => {
            let Some(x) = next_of(vm, a)? else {
                return Ok(None);
            };
            let Some(y) = next_of(vm, b)? else {
                return Ok(None);
            };
            vm.call_positional(&it.function, &[x, y]).map(Some)
        }
        _ => next_by_row(vm, it),
    }
}

#[inline(never)]
fn next_by_row(vm: &Vm, it: &Map) -> PyResult<Option<Ref>> {
    match next_row(vm, "map", &it.iterators, it.strict.get())? {
        Some(row) => vm
            .call(&it.function, &Args::positional_only(row.as_slice()))
            .map(Some),
        None => Ok(None),
    }
}
