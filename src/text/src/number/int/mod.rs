//! Integers of any size: a word where it fits, a few words in line ([`Wide`]), a [`BigInt`] beyond.

mod bits;
mod bytes;
mod convert;
mod divide;
mod number_theory;
mod parse;
mod power;
mod print;
mod round;
pub mod wide;

pub use bits::{bit_and, bit_count, bit_length, bit_or, bit_xor, invert, is_odd, shl, shr};
pub use bytes::{ByteOrder, from_bytes, to_bytes, word_to_bytes};
pub use convert::{as_f64, compare_f64, frexp, from_f64};
pub use divide::{div_floor, div_mod, mod_floor, true_div, true_div_f64};
pub use number_theory::{gcd, isqrt, lcm};
pub use parse::{parse, plain_word, prepare_base};
pub use power::{Power, pow, pow_mod};
pub(crate) use power::{power_of_ten, range_product};
pub use print::{DecimalBuffer, decimal, to_radix};
pub use round::round;
pub use wide::Wide;

use malachite_bigint::BigInt;
use num_traits::{Signed, Zero};
use std::cmp::Ordering;

/// The digit limit of conversions between int and decimal text (`sys.int_info.default_max_str_digits`).
pub const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// An integer, in the first of these that can hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Int {
    /// A value of at most 64 bits.
    Small(i64),
    /// A few words.
    Wide(Wide),
    /// Anything larger.
    Big(BigInt),
}

/// A borrowed integer. `Big` may hold a small value here; the functions do not mind, but are slower.
#[derive(Clone, Copy, Debug)]
pub enum IntRef<'a> {
    /// A word.
    Small(i64),
    /// A few words.
    Wide(&'a Wide),
    /// A big integer.
    Big(&'a BigInt),
}

impl Int {
    /// The integer as a borrowed one.
    #[inline]
    pub fn view(&self) -> IntRef<'_> {
        match self {
            Int::Small(v) => IntRef::Small(*v),
            Int::Wide(v) => IntRef::Wide(v),
            Int::Big(v) => IntRef::Big(v),
        }
    }

    /// The integer as a big one, whatever its size.
    pub fn into_big(self) -> BigInt {
        match self {
            Int::Small(v) => v.into(),
            Int::Wide(v) => v.to_big(),
            Int::Big(v) => v,
        }
    }
}

impl From<i64> for Int {
    #[inline]
    fn from(value: i64) -> Int {
        Int::Small(value)
    }
}

impl From<i128> for Int {
    #[inline]
    fn from(value: i128) -> Int {
        let magnitude = value.unsigned_abs();
        wide::from_magnitude(value < 0, &[magnitude as u64, (magnitude >> 64) as u64])
    }
}

impl From<u64> for Int {
    #[inline]
    fn from(value: u64) -> Int {
        Int::from(i128::from(value))
    }
}

impl From<BigInt> for Int {
    #[inline]
    fn from(value: BigInt) -> Int {
        wide::from_big(value)
    }
}

impl IntRef<'_> {
    /// A big integer of the same value.
    #[inline]
    pub fn to_big(self) -> BigInt {
        match self {
            IntRef::Small(v) => v.into(),
            IntRef::Wide(v) => v.to_big(),
            IntRef::Big(v) => v.clone(),
        }
    }

    /// The value as a word, if it fits.
    #[inline]
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(v) => Some(v),
            IntRef::Wide(_) => None,
            IntRef::Big(v) => i64::try_from(v).ok(),
        }
    }

    /// The value as a word without a sign, if it is one.
    pub fn to_u64(self) -> Option<u64> {
        match self {
            IntRef::Small(v) => u64::try_from(v).ok(),
            IntRef::Wide(v) => match *v.magnitude() {
                [word] if !v.is_negative() => Some(word),
                _ => None,
            },
            IntRef::Big(v) => u64::try_from(v).ok(),
        }
    }

    /// Whether the value is below zero.
    #[inline]
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(v) => v < 0,
            IntRef::Wide(v) => v.is_negative(),
            IntRef::Big(v) => v.is_negative(),
        }
    }

    /// Whether the value is zero.
    #[inline]
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(v) => v == 0,
            IntRef::Wide(_) => false,
            IntRef::Big(v) => v.is_zero(),
        }
    }

    /// Runs a function on the value as a big integer, without copying one that is big already.
    #[inline]
    pub(crate) fn with_big<R>(self, f: impl FnOnce(&BigInt) -> R) -> R {
        match self {
            IntRef::Small(v) => f(&v.into()),
            IntRef::Wide(v) => f(&v.to_big()),
            IntRef::Big(v) => f(v),
        }
    }
}

impl<'a> From<&'a Int> for IntRef<'a> {
    fn from(value: &'a Int) -> IntRef<'a> {
        value.view()
    }
}

/// Compares two integers.
pub fn compare(a: IntRef<'_>, b: IntRef<'_>) -> Ordering {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
        _ => wide::compare(a, b).unwrap_or_else(|| a.with_big(|a| b.with_big(|b| a.cmp(b)))),
    }
}

macro_rules! word_or_big {
    ($(#[$doc:meta])* $name:ident, $checked:ident, $op:tt, $wide:expr) => {
        $(#[$doc])*
        #[inline]
        pub fn $name(a: IntRef<'_>, b: IntRef<'_>) -> Int {
            if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
                && let Some(small) = a.$checked(b)
            {
                return Int::Small(small);
            }
            if let Some(result) = $wide(a, b) {
                return result.into_int();
            }
            a.with_big(|a| b.with_big(|b| Int::from(a $op b)))
        }
    };
}
word_or_big!(
    /// `a + b`
    add, checked_add, +, (|a, b| wide::add(a, b, false))
);
word_or_big!(
    /// `a - b`
    sub, checked_sub, -, (|a, b| wide::add(a, b, true))
);
word_or_big!(
    /// `a * b`
    mul, checked_mul, *, wide::multiply
);

/// `-a`
pub fn neg(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(v) => Int::from(-i128::from(v)),
        IntRef::Wide(v) => wide::negate(v),
        IntRef::Big(v) => Int::from(-v),
    }
}

/// `abs(a)`
pub fn abs(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(v) => Int::from(i128::from(v).abs()),
        IntRef::Wide(v) => wide::from_magnitude(false, v.magnitude()),
        IntRef::Big(v) => Int::from(v.abs()),
    }
}
