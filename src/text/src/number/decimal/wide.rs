//! Four words between operands of two words and their rounded result, so that nothing is allocated.

use super::coefficient::{Coefficient, POWERS, Rest, digits_of};
use super::finalize::rounds_up;
use super::{Context, Decimal, Status, status};

/// A whole number below `2 ** 256`: high and low half.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    pub(super) high: u128,
    pub(super) low: u128,
}

/// `a * b`
#[inline]
pub(super) fn product(a: u128, b: u128) -> Wide {
    const LOW: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & LOW, b >> 64, b & LOW);
    let low = a0 * b0;
    // Neither sum can overflow: (2^64 - 1)^2 + 2 (2^64 - 1) is below 2^128.
    let middle = a1 * b0 + (low >> 64);
    let cross = a0 * b1 + (middle & LOW);
    Wide {
        high: a1 * b1 + (middle >> 64) + (cross >> 64),
        low: cross << 64 | low & LOW,
    }
}

/// Quotient and remainder; the quotient fits two words, that is, `n.high < divisor`.
#[inline]
pub(super) fn divide(n: Wide, divisor: u128) -> (u128, u128) {
    debug_assert!(n.high < divisor);
    if n.high == 0 {
        return (n.low / divisor, n.low % divisor);
    }
    // Knuth's algorithm D with two digits of 64 bits.
    let shift = divisor.leading_zeros();
    let d = divisor << shift;
    let (d1, d0) = (d >> 64, d & u128::from(u64::MAX));
    let high = if shift == 0 {
        n.high
    } else {
        n.high << shift | n.low >> (128 - shift)
    };
    let low = n.low << shift;
    let (q1, r1) = divide_digit(high, low >> 64, d, d1, d0);
    let (q0, r0) = divide_digit(r1, low & u128::from(u64::MAX), d, d1, d0);
    (q1 << 64 | q0, r0 >> shift)
}

/// `(high * 2^64 + next) / d` for `high < d`: a digit of the quotient and the remainder.
#[inline]
fn divide_digit(high: u128, next: u128, d: u128, d1: u128, d0: u128) -> (u128, u128) {
    let mut q = high / d1;
    let mut r = high % d1;
    while q >> 64 != 0 || q * d0 > (r << 64 | next) {
        q -= 1;
        r += d1;
        if r >> 64 != 0 {
            break;
        }
    }
    // The true remainder is below d, so it is right modulo 2^128.
    let rest = (high << 64 | next).wrapping_sub(q.wrapping_mul(d));
    (q, rest)
}

/// The product of two coefficients, of which those digits are cut off that make more than the precision: to be
/// finalized, which rounds no further. None where that does not come out right in a few words.
#[inline]
pub(super) fn rounded_product(
    a: u128,
    b: u128,
    negative: bool,
    exponent: i64,
    ctx: &Context,
    status: &mut Status,
) -> Option<Decimal> {
    let n = product(a, b);
    if n.high == 0 {
        return Some(Decimal::new(negative, Coefficient::Small(n.low), exponent));
    }
    let shift = wide_digits(n, a, b)? - ctx.prec;
    // A result in the subnormal range is rounded elsewhere, and only once.
    if shift <= 0
        || shift > 38
        || exponent + shift + ctx.prec > ctx.emax
        || exponent + shift + ctx.prec - 1 < ctx.emin
    {
        return None;
    }
    let power = POWERS[shift as usize];
    if n.high >= power {
        return None;
    }
    let (q, r) = divide(n, power);
    let rest = match (r, r.cmp(&(power / 2))) {
        (0, _) => Rest::Zero,
        (_, std::cmp::Ordering::Less) => Rest::Below,
        (_, std::cmp::Ordering::Equal) => Rest::Half,
        (_, std::cmp::Ordering::Greater) => Rest::Above,
    };
    *status |= status::ROUNDED;
    let mut kept = Coefficient::Small(q);
    let mut exponent = exponent + shift;
    if rest != Rest::Zero {
        *status |= status::INEXACT;
        if rounds_up(ctx.rounding, negative, &kept, rest) {
            kept = kept.add(&Coefficient::ONE);
            if kept.digits() > ctx.prec {
                kept = kept.shift_right(1).0;
                exponent += 1;
            }
        }
    }
    Some(Decimal::new(negative, kept, exponent))
}

/// The digits of the product of `a` and `b`, which is more than two words.
#[inline]
fn wide_digits(n: Wide, a: u128, b: u128) -> Option<i64> {
    // One of two neighbours: a power of ten of that many digits decides.
    let most = digits_of(a) + digits_of(b);
    if most > 77 {
        return None;
    }
    let power = power_of_ten(most - 1);
    let less = (n.high, n.low) < (power.high, power.low);
    Some(i64::from(most) - i64::from(less))
}

/// `10 ** n` for `n` up to 76.
#[inline]
fn power_of_ten(n: u32) -> Wide {
    let half = n.min(38);
    product(POWERS[half as usize], POWERS[(n - half) as usize])
}

/// `a * 10 ** shift`, if it has at most 76 digits.
#[inline]
pub(super) fn shifted(a: u128, shift: u32) -> Option<Wide> {
    if digits_of(a) + shift > 76 {
        return None;
    }
    if shift <= 38 {
        return Some(product(a, POWERS[shift as usize]));
    }
    let a = a.checked_mul(POWERS[shift as usize - 38])?;
    Some(product(a, POWERS[38]))
}
