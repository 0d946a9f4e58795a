//! `accumulate`.

use super::super::common::{bind, itself, type_arg};
use crate::object::{BinaryOp, Field, Layout, Payload, TypeSpec, new_object, payload};
use crate::runtime::{PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::sync::LazyLock;

struct Accumulate {
    iterator: Ref,
    /// None for addition.
    function: Option<Ref>,
    total: Field,
    /// The value to give first, until it has been given.
    initial: Field,
}

impl Payload for Accumulate {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.iterator.slot());
        if let Some(function) = &self.function {
            f(function.slot());
        }
        self.total.traverse(f);
        self.initial.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Accumulate>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("iterable, func=None, *, initial=None"));

/// The type `accumulate`.
pub static ACCUMULATE: TypeSpec = TypeSpec {
    doc: "Return series of accumulated sums.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(|vm, ty, args| {
            let [iterable, function, initial] = bind(vm, &SIGNATURE, "accumulate", args)?;
            let it = Accumulate {
                iterator: vm.iter(&iterable.expect("required"))?,
                function: function.filter(|f| !f.is_none()),
                total: Field::empty(),
                initial: Field::from(initial.filter(|i| !i.is_none())),
            };
            Ok(new_object(vm, type_arg(ty), it))
        }));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("accumulate", &LAYOUT)
};

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<Accumulate>(this);
    if let Some(initial) = it.initial.take() {
        it.total.set(initial.clone());
        return Ok(Some(initial));
    }
    let Some(value) = vm.iter_next(&it.iterator)? else {
        return Ok(None);
    };
    let Some(total) = it.total.get() else {
        it.total.set(value.clone());
        return Ok(Some(value));
    };
    let total = match &it.function {
        Some(f) => vm.call_positional(f, &[total, value])?,
        None if Slot::both_int(total.slot(), value.slot()) => {
            vm.new_int(total.slot().as_int() + value.slot().as_int())
        }
        None => vm.binary_op(&total, &value, BinaryOp::Add)?,
    };
    it.total.set(total.clone());
    Ok(Some(total))
}
