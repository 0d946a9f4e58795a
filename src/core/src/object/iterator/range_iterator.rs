//! The iterators of `range`: over values that fit the word, and over ints of any size.

use super::shared::{itself, reduce_iter, state_argument};
use crate::object::container::make_range;
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, int_to_bigint, int_to_i64, new_bigint, new_object,
    payload,
};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use std::cell::Cell;

/// The payload of `range_iterator`. All values it will produce fit the word.
#[repr(C)]
pub struct RangeIterator {
    pub next: Cell<i64>,
    pub step: i64,
    /// Values left.
    pub left: Cell<u64>,
}

impl Payload for RangeIterator {
    const KIND: Kind = Kind::RangeIterator;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<RangeIterator>();

static METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        Ok(vm.new_int(payload::<RangeIterator>(it).left.get() as i64))
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<RangeIterator>(it);
        let stop = it.next.get() as i128 + it.step as i128 * it.left.get() as i128;
        let r = make_range(
            vm,
            vm.new_int(it.next.get()),
            new_bigint(vm, BigInt::from(stop)),
            vm.new_int(it.step),
        );
        reduce_iter(vm, r, Some(Ref::none()))
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, it, state| {
        let it = payload::<RangeIterator>(it);
        let i = (state_argument(vm, state)? as u64).min(it.left.get());
        let next = (it.step as i128 * i as i128 + it.next.get() as i128) as i64;
        it.next.set(next);
        it.left.set(it.left.get() - i);
        Ok(Ref::none())
    })
    .doc("Set state information for unpickling."),
];

/// The type `range_iterator`.
pub static RANGE_ITERATOR: TypeSpec = TypeSpec {
    methods: &METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, it| {
            let it = payload::<RangeIterator>(it);
            let left = it.left.get();
            if left == 0 {
                return Ok(None);
            }
            let v = it.next.get();
            it.left.set(left - 1);
            it.next.set(v.wrapping_add(it.step));
            Ok(Some(vm.new_int(v)))
        }));
    },
    ..TypeSpec::new("range_iterator", &LAYOUT)
};

/// The payload of `longrange_iterator`.
pub struct LongRangeIterator {
    next: Field,
    step: Ref,
    left: Field,
}

impl Payload for LongRangeIterator {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LONG_LAYOUT: Layout = Layout::of::<LongRangeIterator>();

impl LongRangeIterator {
    fn next(&self) -> Ref {
        self.next.get().expect("set when made")
    }
    fn left(&self) -> Ref {
        self.left.get().expect("set when made")
    }
    fn advance(&self, vm: &Vm, by: BigInt) {
        let next = int_to_bigint(&self.next()) + int_to_bigint(&self.step) * &by;
        self.next.set(new_bigint(vm, next));
        let left = int_to_bigint(&self.left()) - by;
        self.left.set(new_bigint(vm, left));
    }
}

static LONG_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |_, it| {
        Ok(payload::<LongRangeIterator>(it).left())
    })
    .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<LongRangeIterator>(it);
        let (next, left) = (it.next(), it.left());
        let stop = int_to_bigint(&next) + int_to_bigint(&it.step) * int_to_bigint(&left);
        let r = make_range(vm, next, new_bigint(vm, stop), it.step.clone());
        reduce_iter(vm, r, Some(Ref::none()))
    })
    .doc("Return state information for pickling."),
    MethodDef::one("__setstate__", |vm, it, state| {
        if !state.has_kind(Kind::Int) && !state.has_kind(Kind::Bool) {
            return Err(vm.type_error(format!(
                "state must be an int, not {}",
                vm.type_of(state).name_str()
            )));
        }
        let it = payload::<LongRangeIterator>(it);
        let by = int_to_bigint(state)
            .max(BigInt::from(0))
            .min(int_to_bigint(&it.left()));
        it.advance(vm, by);
        Ok(Ref::none())
    })
    .doc("Set state information for unpickling."),
];

/// The type `longrange_iterator`.
pub static LONG_RANGE_ITERATOR: TypeSpec = TypeSpec {
    methods: &LONG_METHODS,
    slots: |s| {
        s.iter.set(Some(itself));
        s.next.set(Some(|vm, it| {
            let it = payload::<LongRangeIterator>(it);
            if it.left.slot() == Slot::int_unchecked(0) {
                return Ok(None);
            }
            let v = it.next();
            it.advance(vm, BigInt::from(1));
            Ok(Some(v))
        }));
    },
    ..TypeSpec::new("longrange_iterator", &LONG_LAYOUT)
};

/// An iterator over `len` values from `start` on, all exact ints.
pub fn new_range_iterator(vm: &Vm, start: &Ref, step: &Ref, len: &Ref) -> Ref {
    if let (Some(a), Some(s), Some(n)) = (int_to_i64(start), int_to_i64(step), int_to_i64(len)) {
        // One step behind the last value must be computable, too.
        let (end, last) = (
            a as i128 + s as i128 * n as i128,
            a as i128 + s as i128 * (n - 1).max(0) as i128,
        );
        let fits = |i: i128| i >= Slot::INT_MIN as i128 && i <= Slot::INT_MAX as i128;
        if n == 0 || (fits(a as i128) && fits(last) && i64::try_from(end).is_ok()) {
            let it = RangeIterator {
                next: Cell::new(a),
                step: s,
                left: Cell::new(n as u64),
            };
            return new_object(vm, vm.types.range_iterator, it);
        }
    }
    let it = LongRangeIterator {
        next: Field::new(start.clone()),
        step: step.clone(),
        left: Field::new(len.clone()),
    };
    new_object(vm, vm.types.long_range_iterator, it)
}
