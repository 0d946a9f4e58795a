//! Shifts and the operations on bits, in two's complement of unlimited width.

use super::{Int, IntRef, wide};
use crate::number::Error;
use crate::number::error::ensure_memory;
use num_traits::ToPrimitive;

/// `value.bit_length()`
pub fn bit_length(value: IntRef<'_>) -> u64 {
    match value {
        IntRef::Small(v) => u64::from(u64::BITS - v.unsigned_abs().leading_zeros()),
        IntRef::Wide(v) => v.bits(),
        IntRef::Big(v) => v.bits(),
    }
}

/// `value.bit_count()`: the ones of the absolute value.
pub fn bit_count(value: IntRef<'_>) -> u64 {
    match value {
        IntRef::Small(v) => v.unsigned_abs().count_ones().into(),
        IntRef::Wide(v) => v
            .magnitude()
            .iter()
            .map(|w| u64::from(w.count_ones()))
            .sum(),
        IntRef::Big(v) => v.iter_u64_digits().map(|w| u64::from(w.count_ones())).sum(),
    }
}

/// The shift count as a number of bits.
enum Count {
    Bits(u64),
    /// More than any integer has bits.
    Huge,
}

fn count(by: IntRef<'_>) -> Result<Count, Error> {
    if by.is_negative() {
        return Err(Error::value("negative shift count"));
    }
    Ok(match by {
        IntRef::Small(v) => Count::Bits(v as u64),
        IntRef::Wide(_) => Count::Huge,
        IntRef::Big(v) => v
            .to_i64()
            .map_or(Count::Huge, |bits| Count::Bits(bits as u64)),
    })
}

/// `value << by`
///
/// # Errors
/// ValueError for a negative count, OverflowError and MemoryError for results too large.
pub fn shl(value: IntRef<'_>, by: IntRef<'_>) -> Result<Int, Error> {
    let by = match count(by)? {
        _ if value.is_zero() => return Ok(Int::Small(0)),
        Count::Bits(bits) => bits,
        Count::Huge => return Err(Error::overflow("too many digits in integer")),
    };
    if let IntRef::Small(v) = value
        && by < 64
    {
        return Ok(Int::from(i128::from(v) << by));
    }
    if let Some(result) = wide::shift_left(value, by) {
        return Ok(result.into_int());
    }
    ensure_memory((bit_length(value) + by) / 8)?;
    Ok(value.with_big(|v| v << by).into())
}

/// `value >> by`: rounds towards minus infinity.
///
/// # Errors
/// ValueError for a negative count.
pub fn shr(value: IntRef<'_>, by: IntRef<'_>) -> Result<Int, Error> {
    let all = Int::Small(if value.is_negative() { -1 } else { 0 });
    Ok(match (count(by)?, value) {
        (Count::Huge, _) => all,
        (Count::Bits(bits), IntRef::Small(v)) => Int::Small(v >> bits.min(63)),
        (Count::Bits(bits), IntRef::Wide(_)) => match wide::shift_right(value, bits) {
            Some(result) => result.into_int(),
            None => all,
        },
        (Count::Bits(bits), IntRef::Big(v)) if bits < v.bits() => Int::from(v >> bits),
        _ => all,
    })
}

macro_rules! bitwise {
    ($(#[$doc:meta])* $name:ident, $op:tt) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(a: IntRef<'_>, b: IntRef<'_>) -> Int {
            match (a, b) {
                (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a $op b),
                _ => match wide::bitwise(a, b, |a, b| a $op b) {
                    Some(result) => result.into_int(),
                    None => a.with_big(|a| b.with_big(|b| Int::from(a $op b))),
                },
            }
        }
    };
}
bitwise!(
    /// `a & b`
    bit_and, &
);
bitwise!(
    /// `a | b`
    bit_or, |
);
bitwise!(
    /// `a ^ b`
    bit_xor, ^
);

/// `~value`
pub fn invert(value: IntRef<'_>) -> Int {
    match value {
        IntRef::Small(v) => Int::Small(!v),
        // The same as -1 - value.
        IntRef::Wide(_) => super::sub(IntRef::Small(-1), value),
        IntRef::Big(v) => Int::from(!v),
    }
}

/// Whether the value is odd.
pub fn is_odd(value: IntRef<'_>) -> bool {
    match value {
        IntRef::Small(v) => v & 1 == 1,
        IntRef::Wide(v) => v.magnitude()[0] & 1 == 1,
        IntRef::Big(v) => v.bit(0),
    }
}
