//! Rounding to a power of ten.

use super::power::power_of_ten;
use super::{Int, IntRef, add, bit_length, compare, div_mod, is_odd, sub};
use std::cmp::Ordering;

/// `round(value, ndigits)`: to a multiple of `10 ** -ndigits`, half to even.
pub fn round(value: IntRef<'_>, ndigits: IntRef<'_>) -> Int {
    let digits = match ndigits.to_i64() {
        Some(0..) => return Int::from(value.to_big()),
        Some(digits) => digits.unsigned_abs(),
        None if ndigits.is_negative() => u64::MAX,
        None => return Int::from(value.to_big()),
    };
    // A value of b bits is below 10 ** (b / 3 + 1): half of the unit is out of its reach.
    if digits > bit_length(value) / 3 + 2 {
        return Int::Small(0);
    }
    let unit = power_of_ten(digits as u32);
    let Ok((quotient, remainder)) = div_mod(value, unit.view()) else {
        return Int::Small(0);
    };
    let twice = add(remainder.view(), remainder.view());
    let odd = is_odd(quotient.view());
    let up = match compare(twice.view(), unit.view()) {
        Ordering::Less => false,
        Ordering::Equal => odd,
        Ordering::Greater => true,
    };
    let down = sub(value, remainder.view());
    if up {
        add(down.view(), unit.view())
    } else {
        down
    }
}
