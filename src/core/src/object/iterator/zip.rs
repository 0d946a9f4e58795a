//! `zip`.

use super::sequence::next_of;
use super::shared::{itself, reuse_pair, reuse_tuple};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeObj, TypeSpec, flags, new_object, new_tuple, payload,
    str_to_string,
};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Ref, Slot};
use smallvec::SmallVec;
use std::cell::Cell;

/// The payload of `zip`.
pub struct Zip {
    pub(super) iterators: SmallVec<[Ref; 4]>,
    strict: Cell<bool>,
    /// The tuple given first, used again whenever nobody else holds it.
    pub(super) result: Field,
}

impl Payload for Zip {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for it in &self.iterators {
            f(it.slot());
        }
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Zip>();

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__reduce__", |vm, r| {
        let it = payload::<Zip>(r);
        let mut all = vec![vm.type_of(r).to_ref(), new_tuple(vm, it.iterators.to_vec())];
        if it.strict.get() {
            all.push(Ref::bool(true));
        }
        Ok(new_tuple(vm, all))
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, r, state| {
        payload::<Zip>(r).strict.set(vm.is_true(state)?);
        Ok(Ref::none())
    })
    .doc("Set state information for unpickling."),
];

/// The type `zip`.
pub static ZIP: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    doc: "The zip object yields n-length tuples, where n is the number of\niterables passed as positional arguments to zip().  The i-th element\nin every tuple comes from the i-th iterable argument to zip().  This\ncontinues until the shortest argument is exhausted.\n\nIf strict is true and one of the arguments is exhausted before the\nothers, raise a ValueError.\n\n   >>> list(zip('abcdefg', range(3), range(4)))\n   [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)]",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(new));
        s.vectorcall.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..TypeSpec::new("zip", &LAYOUT)
};

/// The value of the only keyword argument, `strict`, of `zip` and `map`.
pub fn strict_argument(vm: &Vm, args: &Args, function: &str) -> PyResult<bool> {
    let mut strict = false;
    for (name, value) in args.keywords() {
        let name = str_to_string(name);
        if name != "strict" {
            return Err(vm.type_error(format!(
                "{function}() got an unexpected keyword argument '{name}'"
            )));
        }
        strict = vm.is_true(value)?;
    }
    Ok(strict)
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let strict = strict_argument(vm, args, "zip")?;
    let mut iterators: SmallVec<[Ref; 4]> = SmallVec::new();
    for a in args.positional() {
        iterators.push(vm.iter(a)?);
    }
    let it = Zip {
        iterators,
        strict: Cell::new(strict),
        result: Field::empty(),
    };
    // SAFETY: the first argument of `new` is a type.
    Ok(new_object(vm, unsafe { ty.cast::<TypeObj>() }.ptr(), it))
}

/// Says that argument `i` (counted from 0) is shorter or longer than those before it.
#[cold]
fn length_error(vm: &Vm, function: &str, i: usize, how: &str) -> Raised {
    let plural = if i == 1 { " " } else { "s 1-" };
    vm.value_error(format!(
        "{function}() argument {} is {how} than argument{plural}{i}",
        i + 1
    ))
}

/// In strict mode, after iterator `ended` has run out: fails unless all others have, too.
#[cold]
pub fn check_strict(vm: &Vm, function: &str, iterators: &[Ref], ended: usize) -> PyResult<()> {
    if ended > 0 {
        return Err(length_error(vm, function, ended, "shorter"));
    }
    for (i, it) in iterators.iter().enumerate().skip(1) {
        if vm.iter_next(it)?.is_some() {
            return Err(length_error(vm, function, i, "longer"));
        }
    }
    Ok(())
}

/// Values of one round, dropped if the round breaks off.
pub enum Row {
    Few([Option<Ref>; 4], usize),
    Many(Vec<Ref>),
}

/// Takes one value of every iterator; None when one has run out.
pub fn next_row(vm: &Vm, function: &str, iterators: &[Ref], strict: bool) -> PyResult<Option<Row>> {
    let ended = |i: usize| -> PyResult<Option<Row>> {
        if strict {
            check_strict(vm, function, iterators, i)?;
        }
        Ok(None)
    };
    if iterators.len() <= 4 {
        let mut row = [const { None }; 4];
        for (i, it) in iterators.iter().enumerate() {
            match vm.iter_next(it)? {
                Some(v) => row[i] = Some(v),
                None => return ended(i),
            }
        }
        return Ok(Some(Row::Few(row, iterators.len())));
    }
    let mut row = Vec::with_capacity(iterators.len());
    for (i, it) in iterators.iter().enumerate() {
        match vm.iter_next(it)? {
            Some(v) => row.push(v),
            None => return ended(i),
        }
    }
    Ok(Some(Row::Many(row)))
}

impl Row {
    /// The values.
    pub fn as_slice(&self) -> &[Ref] {
        match self {
            // SAFETY: the first n places are filled, and Option<Ref> is Ref with a niche: one word, 0 for None.
            Row::Few(row, n) => unsafe { std::slice::from_raw_parts(row.as_ptr().cast(), *n) },
            Row::Many(row) => row,
        }
    }
}

fn next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Zip>(r);
    if it.iterators.is_empty() {
        return Ok(None);
    }
    if let [a, b] = &*it.iterators
        && !it.strict.get()
    {
        let Some(x) = next_of(vm, a)? else {
            return Ok(None);
        };
        let Some(y) = next_of(vm, b)? else {
            return Ok(None);
        };
        return Ok(Some(reuse_pair(vm, &it.result, x, y)));
    }
    let Some(row) = next_row(vm, "zip", &it.iterators, it.strict.get())? else {
        return Ok(None);
    };
    // Dropping the values given last may drop the iterator, which is not looked at again.
    // SAFETY: the references move into the tuple.
    Ok(Some(unsafe {
        match row {
            Row::Few(row, n) => {
                let words = row.map(|v| v.map_or(Slot::NULL, Ref::into_slot));
                reuse_tuple(vm, &it.result, &words[..n])
            }
            Row::Many(row) => {
                let words: Vec<Slot> = row.into_iter().map(Ref::into_slot).collect();
                reuse_tuple(vm, &it.result, &words)
            }
        }
    }))
}
