//! Hashes of numbers: equal numbers of all types have equal hashes, namely the value modulo 2^61 - 1.

use super::valid;
use crate::number::IntRef;
use malachite_bigint::{BigInt, Sign};

const BITS: u32 = 61;

/// The prime modulus 2^61 - 1 (`sys.hash_info.modulus`).
pub const HASH_MODULUS: u64 = (1 << BITS) - 1;

/// The hash of positive infinity (`sys.hash_info.inf`).
pub const HASH_INF: i64 = 314_159;

/// A multiplier of the imaginary part (`sys.hash_info.imag`).
const HASH_IMAG: u64 = 1_000_003;

/// `x * 2^n` modulo the prime, for `x` up to the modulus and `n` below 61.
#[inline]
fn rotate(x: u64, n: u32) -> u64 {
    (x << n & HASH_MODULUS) | x >> (BITS - n)
}

#[inline]
fn signed(negative: bool, hash: u64) -> i64 {
    let hash = hash as i64;
    valid(if negative { -hash } else { hash })
}

/// The hash of an int of one word.
#[inline]
pub fn hash_i64(n: i64) -> i64 {
    let magnitude = n.unsigned_abs();
    if magnitude < HASH_MODULUS {
        // Nearly every int is its own hash.
        return valid(n);
    }
    signed(n < 0, magnitude % HASH_MODULUS)
}

/// The hash of an int given as sign and magnitude, 64-bit limbs from the least to the most significant.
pub fn hash_limbs(negative: bool, limbs: impl DoubleEndedIterator<Item = u64>) -> i64 {
    let hash = limbs.rev().fold(0, |hash, limb| {
        // 2^64 is 2^3 modulo the prime.
        (rotate(hash, 3) + limb % HASH_MODULUS) % HASH_MODULUS
    });
    signed(negative, hash)
}

/// The hash of an int of any size.
pub fn hash_bigint(n: &BigInt) -> i64 {
    hash_limbs(n.sign() == Sign::Minus, n.iter_u64_digits())
}

/// The hash of an int, however it is held.
#[inline]
pub fn hash_int(n: IntRef<'_>) -> i64 {
    match n {
        IntRef::Small(n) => hash_i64(n),
        IntRef::Wide(n) => hash_limbs(n.is_negative(), n.magnitude().iter().copied()),
        IntRef::Big(n) => hash_bigint(n),
    }
}

/// The hash of a float; `None` for a NaN, which hashes by identity.
#[inline]
pub fn hash_f64(x: f64) -> Option<i64> {
    if !x.is_finite() {
        return match x.is_nan() {
            true => None,
            false => Some(if x > 0.0 { HASH_INF } else { -HASH_INF }),
        };
    }
    let bits = x.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7FF) as i32, bits & ((1 << 52) - 1));
    // x is mantissa * 2^power; a power of two is a rotation in 61 bits.
    let (mantissa, power) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    Some(signed(
        x < 0.0,
        rotate(mantissa, power.rem_euclid(BITS as i32) as u32),
    ))
}

/// The hash of a complex number from those of its parts.
#[inline]
pub fn hash_complex(real: i64, imag: i64) -> i64 {
    valid((real as u64).wrapping_add(HASH_IMAG.wrapping_mul(imag as u64)) as i64)
}

/// The hash of an object by its address: the low bits, which are always zero, go to the top.
#[inline]
pub fn hash_pointer(address: usize) -> i64 {
    valid((address as u64).rotate_right(4) as i64)
}
