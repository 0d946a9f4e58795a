//! `chain`.

use super::super::common::{itself, no_keywords, type_arg};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, class_getitem, new_object, payload, tuple_of,
};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};

struct Chain {
    /// Gives the iterables; empty when they have run out.
    source: Field,
    /// The iterator that values come from now.
    active: Field,
}

impl Payload for Chain {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.source.traverse(f);
        self.active.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Chain>();

static METHODS: [MethodDef; 2] = [
    MethodDef::one("from_iterable", |vm, ty, iterable| {
        chain_of(vm, ty, vm.iter(iterable)?)
    })
    .class_method()
    .text_signature("iterable, /")
    .doc(
        "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
    ),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

/// The type `chain`.
pub static CHAIN: TypeSpec = TypeSpec {
    doc: "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is \
          exhausted, then elements from the next\niterable, until all of the iterables are exhausted.",
    methods: &METHODS,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("chain", &LAYOUT)
};

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    no_keywords(vm, ty, "chain", args)?;
    let iterables = tuple_of(vm, args.positional());
    chain_of(vm, ty, vm.iter(&iterables)?)
}

fn chain_of(vm: &Vm, ty: &Ref, source: Ref) -> PyResult {
    let it = Chain {
        source: Field::new(source),
        active: Field::empty(),
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Chain>(this);
    loop {
        if let Some(active) = it.active.get() {
            let v = vm.iter_next(&active)?;
            if v.is_some() {
                return Ok(v);
            }
            drop(it.active.take());
        }
        let Some(source) = it.source.get() else {
            return Ok(None);
        };
        let active = match vm.iter_next(&source) {
            Ok(Some(iterable)) => vm.iter(&iterable),
            Ok(None) => {
                drop(it.source.take());
                return Ok(None);
            }
            Err(r) => Err(r),
        };
        match active {
            Ok(a) => it.active.set(a),
            Err(r) => {
                drop(it.source.take());
                return Err(r);
            }
        }
    }
}
