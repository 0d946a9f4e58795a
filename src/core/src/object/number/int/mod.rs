//! `int`: 63 bits in the word, anything larger boxed; a few words lie in the box, more beside it.

mod construct;
mod methods;
mod operators;

pub use construct::{checked as checked_int, int_from_object, int_from_text, warn_of_subclass};
pub use methods::round as int_round;
pub use operators::{
    int_absolute, int_add, int_and, int_compare, int_divmod, int_floor_divide, int_invert,
    int_lshift, int_multiply, int_negative, int_or, int_power, int_power_mod, int_remainder,
    int_rshift, int_subtract, int_true_divide, int_xor,
};

use crate::object::{Layout, Object, Payload, TypePtr, TypeSpec, flags};
use crate::runtime::Vm;
use crate::value::{Kind, Ref, Slot};
use malachite_bigint::BigInt;
use tricera_text::number::int::wide::Words;
use tricera_text::number::{Int, IntRef};

/// The payload of an int that does not fit the word, or of an instance of a subclass (then of any size).
pub struct BigIntValue(pub Int);
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
    doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\n\
        Convert a number or string to an integer, or return 0 if no arguments\n\
        are given.  If x is a number, return x.__int__().  For floating-point\n\
        numbers, this truncates towards zero.\n\n\
        If x is not a number or if base is given, then x must be a string,\n\
        bytes, or bytearray instance representing an integer literal in the\n\
        given base.  The literal can be preceded by '+' or '-' and be surrounded\n\
        by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.\n\
        Base 0 means to interpret the base from the string as an integer\n\
        iteral.\n>>> int('0b100', base=0)\n4",
    methods: &methods::METHODS,
    getset: &methods::GETSET,
    slots: |s| {
        operators::fill(s);
        s.new.set(Some(construct::new));
        s.vectorcall.set(Some(construct::new));
    },
    ..TypeSpec::new("int", &INT_LAYOUT)
};

/// The value of an int of any kind, bools included; None for anything else.
#[inline(always)]
pub fn int_ref(r: &Ref) -> Option<IntRef<'_>> {
    let s = r.slot();
    if s.is_int() {
        return Some(IntRef::Small(s.as_int()));
    }
    match r.kind() {
        Kind::Int => {
            // SAFETY: the kind says so, and it is no word.
            Some(unsafe { r.cast::<BigIntObject>() }.v.0.view())
        }
        Kind::Bool => Some(IntRef::Small(r.is_true() as i64)),
        _ => None,
    }
}

/// An int object of a computed value.
#[inline]
pub fn new_int_value(vm: &Vm, i: Int) -> Ref {
    match i {
        Int::Small(i) => vm.new_int(i),
        _ => crate::object::new_object(vm, vm.types.int, BigIntValue(i)),
    }
}

/// An int object of a computed value of a few words, which goes from registers to its place.
#[inline(always)]
fn new_words<const N: usize>(vm: &Vm, words: Words<N>) -> Ref {
    match words.into_int() {
        Int::Small(i) => vm.new_int(i),
        i => {
            let ty = &vm.types.int;
            // SAFETY: the payload is written before anything else runs.
            unsafe {
                let size = size_of::<BigIntObject>();
                let h = vm.heap.alloc(size, Kind::Int, 0, 0, ty.root_shape);
                (&raw mut (*h.cast::<BigIntObject>()).v).write(BigIntValue(i));
                Ref::from_ptr(h)
            }
        }
    }
}

/// An instance of `ty`, which is `int` or derived from it, with the value of the int `v`.
pub fn int_instance(vm: &Vm, ty: TypePtr, v: Ref) -> Ref {
    if ty == vm.types.int {
        return exact_int(vm, &v);
    }
    crate::object::new_object(vm, ty, BigIntValue(int_value(&v)))
}

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
    unsafe { r.cast::<BigIntObject>() }.v.0.view().to_i64()
}

/// The value: for ints of any kind, bools included. The caller has checked the kind.
pub fn int_value(r: &Ref) -> Int {
    match int_to_i64(r) {
        Some(i) => Int::Small(i),
        // SAFETY: what is no word is boxed.
        None => unsafe { r.cast::<BigIntObject>() }.v.0.clone(),
    }
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
    unsafe { r.cast::<BigIntObject>() }.v.0.view().to_big()
}

/// Below zero? For ints of any kind.
pub fn int_is_negative(r: &Ref) -> bool {
    match int_to_i64(r) {
        Some(i) => i < 0,
        None => unsafe { r.cast::<BigIntObject>() }.v.0.view().is_negative(),
    }
}

/// The same number as an exact int: for bools and instances of subclasses.
pub fn exact_int(vm: &Vm, r: &Ref) -> Ref {
    if r.is_exact(Kind::Int) {
        return r.clone();
    }
    new_int_value(vm, int_value(r))
}

/// An int object from a big int.
pub fn new_bigint(vm: &Vm, i: BigInt) -> Ref {
    new_int_value(vm, Int::from(i))
}

/// A word that has one bit too many.
#[cold]
fn boxed_word(vm: &Vm, i: i64) -> Ref {
    crate::object::new_object(vm, vm.types.int, BigIntValue(Int::Small(i)))
}

impl Vm {
    /// An int object.
    #[inline(always)]
    pub fn new_int(&self, i: i64) -> Ref {
        match Slot::small_int(i) {
            // SAFETY: a word needs no count.
            Some(s) => unsafe { Ref::from_slot(s) },
            None => boxed_word(self, i),
        }
    }
}
