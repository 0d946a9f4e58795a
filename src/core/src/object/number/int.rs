//! `int`: 63 bits in the word, anything larger boxed.

use crate::object::{Layout, Object, Payload, TypeSpec, flags};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

/// The payload of an int that does not fit the word, or of an instance of a subclass (then of any size).
pub struct BigIntValue(pub BigInt);
/// A boxed int.
pub type BigIntObject = Object<BigIntValue>;

impl Payload for BigIntValue {
    const KIND: Kind = Kind::Int;
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

/// The layout of `int`.
pub static INT_LAYOUT: Layout = Layout::of::<BigIntValue>();

/// The type `int`.
pub static INT: TypeSpec = TypeSpec {
    flags: flags::BASETYPE,
    ..TypeSpec::new("int", &INT_LAYOUT)
};

/// The value if it fits an i64: for ints of any kind, bools included. The caller has checked the kind.
#[inline]
pub fn int_to_i64(r: &Ref) -> Option<i64> {
    let s = r.slot();
    if s.is_int() {
        return Some(s.as_int());
    }
    if r.has_kind(Kind::Bool) {
        return Some(r.is_true() as i64);
    }
    unsafe { r.cast::<BigIntObject>() }.v.0.to_i64()
}

/// The value as a big int: for ints of any kind, bools included. The caller has checked the kind.
pub fn int_to_bigint(r: &Ref) -> BigInt {
    let s = r.slot();
    if s.is_int() {
        return BigInt::from(s.as_int());
    }
    if r.has_kind(Kind::Bool) {
        return BigInt::from(r.is_true() as i64);
    }
    unsafe { r.cast::<BigIntObject>() }.v.0.clone()
}

/// Below zero? For ints of any kind.
pub fn int_is_negative(r: &Ref) -> bool {
    match int_to_i64(r) {
        Some(i) => i < 0,
        None => unsafe { r.cast::<BigIntObject>() }.v.0.sign() == Sign::Minus,
    }
}

/// The same number as an exact int: for bools and instances of subclasses.
pub fn exact_int(vm: &Vm, r: &Ref) -> Ref {
    if r.is_exact(Kind::Int) {
        return r.clone();
    }
    new_bigint(vm, int_to_bigint(r))
}

/// An int object from a big int.
pub fn new_bigint(vm: &Vm, i: BigInt) -> Ref {
    match i.to_i64().and_then(Slot::small_int) {
        // SAFETY: a word needs no count.
        Some(s) => unsafe { Ref::from_slot(s) },
        None => crate::object::new_object(vm, vm.types.int, BigIntValue(i)),
    }
}

impl Vm {
    /// An int object.
    #[inline(always)]
    pub fn new_int(&self, i: i64) -> Ref {
        match Slot::small_int(i) {
            // SAFETY: a word needs no count.
            Some(s) => unsafe { Ref::from_slot(s) },
            None => new_bigint(self, BigInt::from(i)),
        }
    }
}
