//! `product`.

use super::super::common::{itself, next_selection, type_arg};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, new_object, payload, str_to_string,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

struct Product {
    /// One pool per item; with `repeat` they are shared.
    pools: Box<[Rc<[Ref]>]>,
    /// The pools before `repeat`: each is walked once by the collector.
    distinct: usize,
    indices: RefCell<Box<[usize]>>,
    /// The tuple given last; empty before the first.
    result: Field,
    done: Cell<bool>,
}

impl Payload for Product {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for pool in &self.pools[..self.distinct] {
            pool.iter().for_each(|v| f(v.slot()));
        }
        self.result.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Product>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__sizeof__", |vm, this| {
    let bytes = LAYOUT.size + payload::<Product>(this).pools.len() * size_of::<usize>();
    Ok(vm.new_int(bytes as i64))
})
.doc("Returns size in memory, in bytes.")];

/// The type `product`.
pub static PRODUCT: TypeSpec = TypeSpec {
    doc: "Cartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns \
          the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the \
          output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every \
          iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with \
          the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, \
          A, A).\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\nproduct((0,1), \
          (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("product", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        let name = str_to_string(name);
        if name != "repeat" {
            return Err(vm.type_error(format!(
                "product() got an unexpected keyword argument '{name}'"
            )));
        }
        repeat = vm.index_as_isize(value)?;
        if repeat < 0 {
            return Err(vm.value_error("repeat argument cannot be negative"));
        }
    }
    let distinct = if repeat == 0 {
        0
    } else {
        args.positional().len()
    };
    let count = distinct.checked_mul(repeat as usize);
    let mut pools: Vec<Rc<[Ref]>> = Vec::new();
    let Some(count) = count.filter(|&n| pools.try_reserve_exact(n).is_ok()) else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    for a in &args.positional()[..distinct] {
        pools.push(vm.collect(a)?.into());
    }
    for i in distinct..count {
        pools.push(pools[i - distinct].clone());
    }
    let it = Product {
        done: Cell::new(pools.iter().any(|p| p.is_empty())),
        indices: RefCell::new(vec![0; count].into()),
        pools: pools.into(),
        distinct,
        result: Field::empty(),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let p = payload::<Product>(this);
    if p.done.get() {
        return Ok(None);
    }
    let mut indices = p.indices.borrow_mut();
    let n = p.pools.len();
    let mut from = 0;
    if p.result.is_set() {
        // The last place that can go on does; those behind it begin again.
        let mut i = n;
        loop {
            if i == 0 {
                p.done.set(true);
                drop(indices);
                drop(p.result.take());
                return Ok(None);
            }
            i -= 1;
            indices[i] += 1;
            if indices[i] < p.pools[i].len() {
                break;
            }
            indices[i] = 0;
        }
        from = i;
    }
    next_selection(vm, &p.result, n, from, |i| &p.pools[i][indices[i]]).map(Some)
}
