//! The operators of `int`: words first, big ints where they overflow.

use super::{int_ref, new_int_value, new_words};
use crate::object::{BinaryOp, CompareOp, Slots, exact_int, new_ascii, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::hash;
use tricera_text::number::int::{self, DecimalBuffer, IntRef, Power, wide};

/// Fills the slots of `int`.
pub fn fill(s: &Slots) {
    s.repr.set(Some(repr));
    s.hash.set(Some(hash_of));
    s.bool.set(Some(|_, a| Ok(!is_zero(a))));
    s.compare.set(Some(int_compare));
    s.negative.set(Some(int_negative));
    s.absolute.set(Some(int_absolute));
    s.invert.set(Some(int_invert));
    s.positive.set(Some(exact));
    s.int.set(Some(exact));
    s.index.set(Some(exact));
    s.float.set(Some(to_float));
    s.power_mod.set(Some(int_power_mod));
    let b = |op: BinaryOp, f| s.binary[op as usize].set(Some(f));
    b(BinaryOp::Add, int_add);
    b(BinaryOp::Subtract, int_subtract);
    b(BinaryOp::Multiply, int_multiply);
    b(BinaryOp::FloorDivide, int_floor_divide);
    b(BinaryOp::Remainder, int_remainder);
    b(BinaryOp::TrueDivide, int_true_divide);
    b(BinaryOp::Divmod, int_divmod);
    b(BinaryOp::Power, int_power);
    b(BinaryOp::Lshift, int_lshift);
    b(BinaryOp::Rshift, int_rshift);
    b(BinaryOp::And, int_and);
    b(BinaryOp::Or, int_or);
    b(BinaryOp::Xor, int_xor);
}

/// Both operands, if both are ints (bools and instances of subclasses included).
#[inline]
fn operands<'a>(a: &'a Ref, b: &'a Ref) -> Option<(IntRef<'a>, IntRef<'a>)> {
    Some((int_ref(a)?, int_ref(b)?))
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident, |$x:ident, $y:ident| $word:expr, $wide:expr, $any:path;)*) => { $(
        $(#[$doc])*
        #[inline]
        pub fn $name(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
            let (s, t) = (a.slot(), b.slot());
            if Slot::both_int(s, t) {
                let ($x, $y) = (s.as_int(), t.as_int());
                if let Some(r) = $word {
                    return Ok(vm.new_int(r));
                }
            }
            #[inline(never)]
            fn wider(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
                let Some((x, y)) = operands(a, b) else {
                    return Ok(Ref::not_implemented());
                };
                Ok(match $wide(x, y) {
                    Some(words) => new_words(vm, words),
                    None => new_int_value(vm, $any(x, y)),
                })
            }
            wider(vm, a, b)
        }
    )* };
}

operators! {
    /// `a + b`; `NotImplemented` unless both are ints, like all of these.
    int_add, |x, y| Some(x + y), (|x, y| wide::add(x, y, false)), int::add;
    /// `a - b`
    int_subtract, |x, y| Some(x - y), (|x, y| wide::add(x, y, true)), int::sub;
    /// `a * b`
    int_multiply, |x, y| x.checked_mul(y), (wide::multiply), int::mul;
    /// `a & b`
    int_and, |x, y| Some(x & y), (|x, y| wide::bitwise(x, y, |x, y| x & y)), int::bit_and;
    /// `a | b`
    int_or, |x, y| Some(x | y), (|x, y| wide::bitwise(x, y, |x, y| x | y)), int::bit_or;
    /// `a ^ b`
    int_xor, |x, y| Some(x ^ y), (|x, y| wide::bitwise(x, y, |x, y| x ^ y)), int::bit_xor;
}

macro_rules! fallible {
    ($($(#[$doc:meta])* $name:ident, |$x:ident, $y:ident| $word:expr, $wide:expr, $any:path;)*) => { $(
        $(#[$doc])*
        #[inline]
        pub fn $name(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
            let (s, t) = (a.slot(), b.slot());
            if Slot::both_int(s, t) {
                let ($x, $y) = (s.as_int(), t.as_int());
                if let Some(r) = $word {
                    return Ok(vm.new_int(r));
                }
            }
            #[inline(never)]
            fn wider(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
                let Some((x, y)) = operands(a, b) else {
                    return Ok(Ref::not_implemented());
                };
                if let Some(words) = $wide(x, y) {
                    return Ok(new_words(vm, words));
                }
                match $any(x, y) {
                    Ok(r) => Ok(new_int_value(vm, r)),
                    Err(e) => Err(vm.raise_number(e)),
                }
            }
            wider(vm, a, b)
        }
    )* };
}

/// The quotient rounded down. The divisor is neither zero nor -1.
#[inline(always)]
fn floor_quotient(x: i64, y: i64) -> i64 {
    let q = x / y;
    if x % y != 0 && (x < 0) != (y < 0) {
        q - 1
    } else {
        q
    }
}

/// The remainder with the divisor's sign. The divisor is neither zero nor -1.
#[inline(always)]
fn floor_remainder(x: i64, y: i64) -> i64 {
    let r = x % y;
    if r != 0 && (r < 0) != (y < 0) {
        r + y
    } else {
        r
    }
}

/// For the operators that have no form of their own for a few words.
fn none(_: IntRef<'_>, _: IntRef<'_>) -> Option<wide::Words<1>> {
    None
}

/// The count of a shift, unless it is negative or no word.
#[inline(always)]
fn count(by: IntRef<'_>) -> Option<u64> {
    match by {
        IntRef::Small(by) => u64::try_from(by).ok(),
        _ => None,
    }
}

fallible! {
    /// `a // b`
    int_floor_divide, |x, y| if y > 0 { Some(floor_quotient(x, y)) } else { None }, none, int::div_floor;
    /// `a % b`
    int_remainder, |x, y| if y > 0 { Some(floor_remainder(x, y)) } else { None }, none, int::mod_floor;
    /// `a << b`
    int_lshift, |x, y| if (0..62).contains(&y) && (x << y) >> y == x { Some(x << y) } else { None },
        (|x, y| wide::shift_left(x, count(y)?)), int::shl;
    /// `a >> b`
    int_rshift, |x, y| if y >= 0 { Some(x >> y.min(63)) } else { None },
        (|x, y| wide::shift_right(x, count(y)?)), int::shr;
}

/// `a / b`
pub fn int_true_divide(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let Some((x, y)) = operands(a, b) else {
        return Ok(Ref::not_implemented());
    };
    match int::true_div(x, y) {
        Ok(d) => Ok(vm.new_float(d)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `divmod(a, b)`
pub fn int_divmod(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let Some((x, y)) = operands(a, b) else {
        return Ok(Ref::not_implemented());
    };
    match int::div_mod(x, y) {
        Ok((q, r)) => Ok(new_tuple(vm, [new_int_value(vm, q), new_int_value(vm, r)])),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `a ** b`: a float if `b` is negative.
pub fn int_power(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let Some((x, y)) = operands(a, b) else {
        return Ok(Ref::not_implemented());
    };
    match int::pow(x, y) {
        Ok(Power::Int(r)) => Ok(new_int_value(vm, r)),
        Ok(Power::Float(r)) => Ok(vm.new_float(r)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `pow(a, b, c)`; `c` may be None.
pub fn int_power_mod(vm: &Vm, a: &Ref, b: &Ref, c: &Ref) -> PyResult {
    if c.is_none() {
        return int_power(vm, a, b);
    }
    let (Some((x, y)), Some(z)) = (operands(a, b), int_ref(c)) else {
        return Ok(Ref::not_implemented());
    };
    match int::pow_mod(x, y, z) {
        Ok(r) => Ok(new_int_value(vm, r)),
        Err(e) => Err(vm.raise_number(e)),
    }
}

/// `-a`
pub fn int_negative(vm: &Vm, a: &Ref) -> PyResult {
    Ok(match int_ref(a) {
        // A word has 63 bits, so its negative fits i64.
        Some(IntRef::Small(i)) if i != i64::MIN => vm.new_int(-i),
        Some(i) => new_int_value(vm, int::neg(i)),
        None => Ref::not_implemented(),
    })
}

/// `abs(a)`
pub fn int_absolute(vm: &Vm, a: &Ref) -> PyResult {
    Ok(match int_ref(a) {
        Some(i) => new_int_value(vm, int::abs(i)),
        None => Ref::not_implemented(),
    })
}

/// `~a`
pub fn int_invert(vm: &Vm, a: &Ref) -> PyResult {
    Ok(match int_ref(a) {
        Some(i) => new_int_value(vm, int::invert(i)),
        None => Ref::not_implemented(),
    })
}

fn exact(vm: &Vm, a: &Ref) -> PyResult {
    Ok(exact_int(vm, a))
}

fn to_float(vm: &Vm, a: &Ref) -> PyResult {
    match int_ref(a).map(int::as_f64) {
        Some(Ok(d)) => Ok(vm.new_float(d)),
        Some(Err(e)) => Err(vm.raise_number(e)),
        None => Ok(Ref::not_implemented()),
    }
}

fn is_zero(a: &Ref) -> bool {
    int_ref(a).is_some_and(IntRef::is_zero)
}

/// `a op b` for two ints; `NotImplemented` otherwise.
#[inline]
pub fn int_compare(_: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (s, t) = (a.slot(), b.slot());
    if Slot::both_int(s, t) {
        return Ok(Ref::bool(op.holds(s.as_int().cmp(&t.as_int()))));
    }
    Ok(match operands(a, b) {
        Some((x, y)) => Ref::bool(op.holds(int::compare(x, y))),
        None => Ref::not_implemented(),
    })
}

fn hash_of(_: &Vm, a: &Ref) -> PyResult<i64> {
    Ok(match int_ref(a) {
        Some(i) => hash::hash_int(i),
        None => 0,
    })
}

/// `repr(a)`, under the interpreter's digit limit.
pub(crate) fn repr(vm: &Vm, a: &Ref) -> PyResult {
    match int_ref(a) {
        Some(IntRef::Small(i)) => new_ascii(vm, DecimalBuffer::new().format(i).as_bytes()),
        Some(i) => match int::decimal(i, vm.int_max_str_digits.get()) {
            Ok(t) => new_ascii(vm, t.as_bytes()),
            Err(e) => Err(vm.raise_number(e)),
        },
        None => Ok(Ref::not_implemented()),
    }
}

/// `self` of a method of `int`.
#[inline]
pub(super) fn known(a: &Ref) -> IntRef<'_> {
    debug_assert!(a.has_kind(Kind::Int) || a.has_kind(Kind::Bool));
    int_ref(a).unwrap_or(IntRef::Small(0))
}
