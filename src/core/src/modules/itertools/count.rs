//! `count`.

use super::super::common::{bind, itself, type_arg};
use crate::object::{
    BinaryOp, CompareOp, Field, Layout, Payload, TypeSpec, from_utf8, int_to_i64, new_object,
    payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

struct Count {
    /// The value to give next while it and the step are ints of a word; [`Field`]s take over when it leaves the range.
    word: Cell<Option<i64>>,
    word_step: i64,
    value: Field,
    step: Ref,
}

impl Payload for Count {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.value.traverse(f);
        f(self.step.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Count>();
static SIGNATURE: LazyLock<Signature> = LazyLock::new(|| Signature::parse("start=0, step=1"));

/// The type `count`.
pub static COUNT: TypeSpec = TypeSpec {
    doc: "Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def \
          count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += \
          step",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.repr.set(Some(repr));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("count", &LAYOUT)
};

fn is_number(vm: &Vm, r: &Ref) -> bool {
    let s = &vm.type_of(r).slots;
    s.index.get().is_some()
        || s.int.get().is_some()
        || s.float.get().is_some()
        || r.has_kind(Kind::Complex)
}

fn is_int(r: &Ref) -> bool {
    r.has_kind(Kind::Int) || r.has_kind(Kind::Bool)
}

fn is_one(vm: &Vm, r: &Ref) -> PyResult<bool> {
    vm.compare_bool(r, &vm.new_int(1), CompareOp::Eq)
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    let [start, step] = bind(vm, &SIGNATURE, "count", args)?;
    if start.iter().chain(&step).any(|r| !is_number(vm, r)) {
        return Err(vm.type_error("a number is required"));
    }
    let start = start.unwrap_or_else(|| vm.new_int(0));
    let step = step.unwrap_or_else(|| vm.new_int(1));
    let word_step = if is_int(&step) {
        int_to_i64(&step)
    } else {
        None
    };
    // With a step of 1 bools and instances of subclasses count as plain ints, as in CPython.
    let plain = start.is_exact(Kind::Int) || (word_step == Some(1) && is_int(&start));
    let word = match word_step {
        Some(_) if plain => int_to_i64(&start),
        _ => None,
    };
    let it = Count {
        word: Cell::new(word),
        word_step: word_step.unwrap_or(0),
        value: if word.is_some() {
            Field::empty()
        } else {
            Field::new(start)
        },
        step,
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let c = payload::<Count>(this);
    if let Some(w) = c.word.get()
        && let Some(after) = w.checked_add(c.word_step)
    {
        c.word.set(Some(after));
        return Ok(Some(vm.new_int(w)));
    }
    let value = current(vm, c);
    let after = vm.binary_op(&value, &c.step, BinaryOp::Add)?;
    c.word.set(None);
    c.value.set(after);
    Ok(Some(value))
}

fn current(vm: &Vm, c: &Count) -> Ref {
    match c.word.get() {
        Some(w) => vm.new_int(w),
        None => c.value.get().expect("set when there is no word"),
    }
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let c = payload::<Count>(this);
    let (name, value) = (
        vm.type_of(this).short_name(),
        vm.repr_string(&current(vm, c))?,
    );
    if is_int(&c.step) && is_one(vm, &c.step)? {
        return from_utf8(vm, &format!("{name}({value})"));
    }
    let step = vm.repr_string(&c.step)?;
    from_utf8(vm, &format!("{name}({value}, {step})"))
}
