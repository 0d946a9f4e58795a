//! `tee`: iterators that share a chain of blocks of values.

use super::super::common::{itself, type_arg};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypePtr, TypeSpec, downcast, new_object, new_tuple, payload,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::{Cell, RefCell};

/// Values of a block, as many as in CPython: what is read by all iterators is freed block by block.
const BLOCK: usize = 57;

/// One block of values.
struct TeeData {
    iterator: Ref,
    values: RefCell<Vec<Ref>>,
    /// The block behind this one, once it is full and has been passed.
    next: Field,
    /// The iterator is being asked for a value.
    running: Cell<bool>,
}

impl Payload for TeeData {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.iterator.slot());
        self.values.borrow().iter().for_each(|v| f(v.slot()));
        self.next.traverse(f);
    }
}

struct Tee {
    /// A [`TeeData`].
    data: Field,
    index: Cell<usize>,
}

impl Payload for Tee {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.data.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Tee>();
static DATA_LAYOUT: Layout = Layout::of::<TeeData>();

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__copy__", |vm, this| {
    Ok(copy(vm, super::state(vm).tee, payload::<Tee>(this)))
})
.doc("Returns an independent iterator.")];

/// The type of the iterators that `tee` returns.
pub static TEE: TypeSpec = TypeSpec {
    flags: crate::object::flags::WEAKREFS,
    doc: "Iterator wrapped to make it copyable.",
    methods: &METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            args.no_keywords(vm, "_tee")?;
            let a = args.check_positional(vm, "_tee", 1, 1)?;
            from_iterable(vm, type_arg(ty), &a[0])
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("_tee", &LAYOUT)
};

/// The type of the blocks.
pub static TEE_DATA: TypeSpec = TypeSpec {
    doc: "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new_data));
    },
    ..super::iterator("_tee_dataobject", &DATA_LAYOUT)
};

/// `_tee_dataobject(iterable, values, next)`: a block as it was, for pickles of earlier versions.
fn new_data(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    crate::modules::common::no_keywords(vm, ty, "_tee_dataobject", args)?;
    args.check_positional(vm, "teedataobject", 3, 3)?;
    let [iterator, values, next] = args.positional() else {
        unreachable!("three were counted");
    };
    if !values.has_kind(Kind::List) {
        return Err(crate::modules::support::bad_argument(
            vm,
            values,
            "teedataobject",
            "2",
            "list",
        ));
    }
    let values = vm.collect(values)?;
    let fits = match values.len() {
        BLOCK => next.is_none() || downcast::<TeeData>(vm, next).is_some(),
        n => n < BLOCK && next.is_none(),
    };
    if !fits {
        return Err(vm.value_error("Invalid arguments"));
    }
    let block = TeeData {
        iterator: iterator.clone(),
        values: RefCell::new(values),
        next: Field::empty(),
        running: Cell::new(false),
    };
    if !next.is_none() {
        block.next.set(next.clone());
    }
    Ok(new_object(vm, type_arg(ty), block))
}

fn new_block(vm: &Vm, iterator: Ref) -> Ref {
    let block = TeeData {
        iterator,
        values: RefCell::default(),
        next: Field::empty(),
        running: Cell::new(false),
    };
    new_object(vm, super::state(vm).tee_data, block)
}

fn from_iterable(vm: &Vm, ty: TypePtr, iterable: &Ref) -> PyResult {
    let it = vm.iter(iterable)?;
    if let Some(t) = downcast::<Tee>(vm, &it) {
        return Ok(copy(vm, ty, t));
    }
    let tee = Tee {
        data: Field::new(new_block(vm, it)),
        index: Cell::new(0),
    };
    Ok(new_object(vm, ty, tee))
}

fn copy(vm: &Vm, ty: TypePtr, t: &Tee) -> Ref {
    let tee = Tee {
        data: Field::from(t.data.get()),
        index: Cell::new(t.index.get()),
    };
    new_object(vm, ty, tee)
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let t = payload::<Tee>(this);
    let Some(mut data) = t.data.get() else {
        return Ok(None);
    };
    if t.index.get() >= BLOCK {
        let d = payload::<TeeData>(&data);
        let next = match d.next.get() {
            Some(n) => n,
            None => {
                let n = new_block(vm, d.iterator.clone());
                d.next.set(n.clone());
                n
            }
        };
        t.data.set(next.clone());
        t.index.set(0);
        data = next;
    }
    let d = payload::<TeeData>(&data);
    let i = t.index.get();
    let known = d.values.borrow().get(i).cloned();
    let value = match known {
        Some(v) => v,
        None => {
            if d.running.replace(true) {
                return Err(vm.runtime_error("cannot re-enter the tee iterator"));
            }
            let value = vm.iter_next(&d.iterator);
            d.running.set(false);
            let Some(value) = value? else {
                return Ok(None);
            };
            d.values.borrow_mut().push(value.clone());
            value
        }
    };
    t.index.set(i + 1);
    Ok(Some(value))
}

/// `tee(iterable, n=2)`
pub fn tee(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "itertools.tee")?;
    let a = args.check_positional(vm, "tee", 1, 2)?;
    let n = match a.get(1) {
        Some(n) => vm.index_as_isize(n)?,
        None => 2,
    };
    if n < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    let mut all = Vec::new();
    if all.try_reserve_exact(n as usize).is_err() {
        return Err(vm.memory_error());
    }
    if n > 0 {
        let ty = super::state(vm).tee;
        let first = from_iterable(vm, ty, &a[0])?;
        for _ in 1..n {
            all.push(copy(vm, ty, payload::<Tee>(&first)));
        }
        all.insert(0, first);
    }
    Ok(new_tuple(vm, all))
}
