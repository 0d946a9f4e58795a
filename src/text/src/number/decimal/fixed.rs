//! Exponential function and logarithm of binary fixed-point numbers: `x` stands for `x / 2 ** bits`.
//!
//! Results are off by less than `2 ** SLACK` units of the last place.

use malachite_bigint::{BigInt, BigUint};
use num_traits::{One as _, Zero as _};
use std::cell::RefCell;

/// See the module.
pub(super) const SLACK: u64 = 12;

thread_local! {
    /// The logarithm of ten to the most bits that anybody has asked for.
    static LN10: RefCell<(u64, BigUint)> = RefCell::new((0, BigUint::zero()));
}

/// `atanh(1 / n)`
fn inverse_atanh(n: u32, bits: u64) -> BigUint {
    let square = n * n;
    let mut power = (BigUint::one() << bits) / n;
    let (mut sum, mut k) = (power.clone(), 1u32);
    loop {
        power /= square;
        k += 2;
        if power.is_zero() {
            return sum;
        }
        sum += &power / k;
    }
}

/// `ln(10)`
pub(super) fn ln10(bits: u64) -> BigUint {
    LN10.with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.0 < bits {
            let more = bits + 64;
            // A formula of Machin's kind.
            let sum = inverse_atanh(31, more) * 46u32
                + inverse_atanh(49, more) * 34u32
                + inverse_atanh(161, more) * 20u32;
            *kept = (more, sum);
        }
        &kept.1 >> (kept.0 - bits)
    })
}

/// `e ** x` for `x` below four.
pub(super) fn exp(x: &BigUint, bits: u64) -> BigUint {
    // Halving the argument costs a squaring each and saves terms.
    let halvings = (bits as f64).sqrt() as u64 / 2 + 4;
    let inner = bits + 2 * halvings + 32;
    let x = (x << (inner - bits)) >> halvings;
    let one = BigUint::one() << inner;
    let mut sum = &one + &x;
    let (mut term, mut k) = (x.clone(), 2u32);
    loop {
        term = ((&term * &x) >> inner) / k;
        if term.is_zero() {
            break;
        }
        sum += &term;
        k += 1;
    }
    for _ in 0..halvings {
        sum = (&sum * &sum) >> inner;
    }
    sum >> (inner - bits)
}

/// `ln(x)` for `x` between 0.3 and 3.2.
pub(super) fn ln(x: &BigUint, bits: u64) -> BigInt {
    let one = BigUint::one() << bits;
    let difference = if *x > one { x - &one } else { &one - x };
    if difference.is_zero() {
        return BigInt::zero();
    }
    // Near to one the series alone is quick.
    if bits > difference.bits() + bits / 40 + 16 {
        return near_one(x, bits);
    }
    let inner = bits + 16;
    let wide = x << 16u32;
    let guess = if inner <= 128 {
        // Sixty bits and those before the point are one word.
        let top = bits.saturating_sub(60);
        let short = (x >> top).iter_u64_digits().next().unwrap_or(1) as f64
            / (2f64).powi((bits - top) as i32);
        BigInt::from((short.ln() * (1u64 << 52) as f64) as i64) << (inner - 52)
    } else {
        let half = inner / 2 + 16;
        ln(&(&wide >> (inner - half)), half) << (inner - half)
    };
    let power = exp(guess.magnitude(), inner);
    let quotient = if guess < BigInt::zero() {
        (&wide * power) >> inner
    } else {
        (&wide << inner) / power
    };
    (guess + near_one(&quotient, inner)) >> 16u32
}

/// `ln(x)` by the series of `atanh((x - 1) / (x + 1))`.
fn near_one(x: &BigUint, bits: u64) -> BigInt {
    let one = BigUint::one() << bits;
    let negative = *x < one;
    let difference = if negative { &one - x } else { x - &one };
    let z = (difference << bits) / (x + &one);
    let square = (&z * &z) >> bits;
    let (mut sum, mut power, mut k) = (z.clone(), z, 1u32);
    loop {
        power = (&power * &square) >> bits;
        k += 2;
        if power.is_zero() {
            break;
        }
        sum += &power / k;
    }
    let result = BigInt::from(sum << 1u32);
    if negative { -result } else { result }
}
