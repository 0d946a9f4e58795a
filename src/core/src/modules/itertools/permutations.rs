//! `permutations`.

use super::super::common::{bind, itself, next_selection, type_arg};
use crate::object::{Field, Layout, MethodDef, Payload, TypeSpec, new_object, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};
use std::sync::LazyLock;

struct Permutations {
    pool: Box<[Ref]>,
    places: RefCell<Places>,
    length: usize,
    /// The tuple given last; empty before the first.
    result: Field,
    done: Cell<bool>,
}

struct Places {
    /// One index per value of the pool; the first `length` are the permutation.
    indices: Box<[usize]>,
    /// How many steps each place has left before it turns over.
    cycles: Box<[usize]>,
}

impl Payload for Permutations {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.pool.iter().for_each(|v| f(v.slot()));
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Permutations>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("iterable, r=None"));

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__sizeof__", |vm, this| {
    let p = payload::<Permutations>(this);
    let words = p.pool.len() + p.length;
    Ok(vm.new_int((LAYOUT.size + words * size_of::<usize>()) as i64))
})
.doc("Returns size in memory, in bytes.")];

/// The type `permutations`.
pub static PERMUTATIONS: TypeSpec = TypeSpec {
    doc: "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), \
          (0,2), (1,0), (1,2), (2,0), (2,1)",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("permutations", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [iterable, r] = bind(vm, &SIGNATURE, "permutations", args)?;
    let pool: Box<[Ref]> = vm.collect(&iterable.expect("required"))?.into();
    let n = pool.len();
    let length = match r.filter(|r| !r.is_none()) {
        None => n,
        Some(r) if r.has_kind(Kind::Int) || r.has_kind(Kind::Bool) => {
            match vm.index_as_isize(&r)? {
                r if r < 0 => return Err(vm.value_error("r must be non-negative")),
                r => r as usize,
            }
        }
        Some(_) => return Err(vm.type_error("Expected int as r")),
    };
    let done = length > n;
    let cycles = if done {
        vec![]
    } else {
        (0..length).map(|i| n - i).collect()
    };
    let it = Permutations {
        pool,
        places: RefCell::new(Places {
            indices: (0..n).collect(),
            cycles: cycles.into(),
        }),
        length,
        result: Field::empty(),
        done: Cell::new(done),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

impl Places {
    /// Goes on to the next permutation, and says from which place on it differs; None after the last.
    fn advance(&mut self) -> Option<usize> {
        let n = self.indices.len();
        for i in (0..self.cycles.len()).rev() {
            self.cycles[i] -= 1;
            if self.cycles[i] > 0 {
                self.indices.swap(i, n - self.cycles[i]);
                return Some(i);
            }
            self.indices[i..].rotate_left(1);
            self.cycles[i] = n - i;
        }
        None
    }
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let p = payload::<Permutations>(this);
    if p.done.get() {
        return Ok(None);
    }
    let mut places = p.places.borrow_mut();
    let mut from = 0;
    if p.result.is_set() {
        match places.advance() {
            Some(i) => from = i,
            None => {
                p.done.set(true);
                drop(places);
                drop(p.result.take());
                return Ok(None);
            }
        }
    }
    let indices = &places.indices;
    next_selection(vm, &p.result, p.length, from, |i| &p.pool[indices[i]]).map(Some)
}
