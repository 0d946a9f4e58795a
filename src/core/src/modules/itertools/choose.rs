//! `combinations` and `combinations_with_replacement`.

use super::super::common::{bind, itself, next_selection, type_arg};
use crate::object::{Field, Layout, MethodDef, Payload, TypeSpec, new_object, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

struct Choose {
    pool: Box<[Ref]>,
    indices: RefCell<Box<[usize]>>,
    replacement: bool,
    /// The tuple given last; empty before the first.
    result: Field,
    done: Cell<bool>,
}

impl Payload for Choose {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.pool.iter().for_each(|v| f(v.slot()));
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Choose>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("iterable, r"));

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__sizeof__", |vm, this| {
    let bytes = LAYOUT.size + payload::<Choose>(this).indices.borrow().len() * size_of::<usize>();
    Ok(vm.new_int(bytes as i64))
})
.doc("Returns size in memory, in bytes.")];

/// The type `combinations`.
pub static COMBINATIONS: TypeSpec = TypeSpec {
    doc: "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), \
          (0,1,3), (0,2,3), (1,2,3)",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            new(vm, ty, args, "combinations", false)
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("combinations", &LAYOUT)
};

/// The type `combinations_with_replacement`.
pub static COMBINATIONS_WITH_REPLACEMENT: TypeSpec = TypeSpec {
    doc: "Return successive r-length combinations of elements in the iterable allowing individual elements to have \
          successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), \
          ('B','B'), ('B','C'), ('C','C')",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            new(vm, ty, args, "combinations_with_replacement", true)
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("combinations_with_replacement", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args, name: &str, replacement: bool) -> PyResult {
    let [iterable, r] = bind(vm, &SIGNATURE, name, args)?;
    let r = vm.index_as_isize(&r.expect("required"))?;
    let pool: Box<[Ref]> = vm.collect(&iterable.expect("required"))?.into();
    if r < 0 {
        return Err(vm.value_error("r must be non-negative"));
    }
    let r = r as usize;
    let n = pool.len();
    let done = if replacement { n == 0 && r > 0 } else { r > n };
    let mut indices = Vec::new();
    if !done {
        if indices.try_reserve_exact(r).is_err() {
            return Err(vm.memory_error());
        }
        indices.extend((0..r).map(|i| if replacement { 0 } else { i }));
    }
    let it = Choose {
        pool,
        indices: RefCell::new(indices.into()),
        replacement,
        result: Field::empty(),
        done: Cell::new(done),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let c = payload::<Choose>(this);
    if c.done.get() {
        return Ok(None);
    }
    let mut indices = c.indices.borrow_mut();
    let (n, r) = (c.pool.len(), indices.len());
    let mut from = 0;
    if c.result.is_set() {
        let most = |i: usize| if c.replacement { n - 1 } else { i + n - r };
        let Some(i) = (0..r).rev().find(|&i| indices[i] != most(i)) else {
            c.done.set(true);
            drop(indices);
            drop(c.result.take());
            return Ok(None);
        };
        let first = indices[i] + 1;
        for (k, place) in indices[i..].iter_mut().enumerate() {
            *place = if c.replacement { first } else { first + k };
        }
        from = i;
    }
    next_selection(vm, &c.result, r, from, |i| &c.pool[indices[i]]).map(Some)
}
