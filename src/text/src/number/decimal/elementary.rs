//! Exponential function and logarithms, correctly rounded: approximated with more digits until they say how to round.

use super::coefficient::{Coefficient, OutOfMemory, big_power, check_size};
use super::fixed::{self, SLACK};
use super::{Context, Decimal, Rounding, Status, or_memory, status};
use malachite_bigint::{BigInt, BigUint};
use num_traits::Signed as _;

/// Bits enough for so many decimal digits.
fn bits_for(digits: i64) -> u64 {
    (digits.max(0) as u64 * 3322).div_ceil(1000) + 16
}

/// Rounds the result of which `approximate` gives so many digits: a coefficient that is off by less than ten, and
/// its exponent.
fn rounded(
    negative: bool,
    ctx: &Context,
    status: &mut Status,
    approximate: impl Fn(i64) -> Result<(BigUint, i64), OutOfMemory>,
) -> Result<Decimal, OutOfMemory> {
    let mut extra = 9;
    loop {
        check_size(2 * (ctx.prec + extra) as u64)?;
        let (c, exponent) = approximate(ctx.prec + extra)?;
        // The digit behind the others says that there is more to come: no result is exact.
        let bound = |c: BigUint, met: &mut Status| {
            let c = Coefficient::from_big(c * 10u32 + 1u32);
            Decimal::new(negative, c, exponent - 1).finalize(ctx, met)
        };
        let (mut met, mut met_above) = (0, 0);
        let below = bound(&c - 10u32, &mut met);
        let above = bound(c + 10u32, &mut met_above);
        let same = below.kind == above.kind
            && below.exponent == above.exponent
            && below.coefficient == above.coefficient
            && met == met_above;
        if same {
            *status |= met;
            return Ok(below);
        }
        extra = extra * 2 + 10;
    }
}

/// `c * 10 ** exponent` as a fixed-point number.
fn fixed_point(c: &Coefficient, exponent: i64, bits: u64) -> Result<BigUint, OutOfMemory> {
    let power = big_power(exponent.unsigned_abs())?;
    Ok(if exponent < 0 {
        (c.to_big() << bits) / power
    } else {
        (c.to_big() * power) << bits
    })
}

impl Decimal {
    /// `e ** self`
    pub fn exp(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        if self.is_infinite() {
            return if self.negative {
                Decimal::zero(false, 0)
            } else {
                Decimal::infinity(false)
            };
        }
        if self.coefficient.is_zero() {
            return Decimal::new(false, Coefficient::ONE, 0);
        }
        let ctx = &ctx.with_rounding(Rounding::HalfEven);
        let adjusted = self.adjusted();
        if adjusted >= 19 {
            // Beyond all exponents.
            let exponent = if self.negative { -1 } else { 1 } * 4 * super::MAX_EMAX;
            return Decimal::new(false, Coefficient::ONE, exponent).finalize(ctx, status);
        }
        if adjusted < -(ctx.prec + 4) {
            // No digit of the result is another than those of one.
            *status |= status::INEXACT | status::ROUNDED;
            let one = Coefficient::ONE.shift_left((ctx.prec - 1) as u64);
            let one = one.map(|c| Decimal::new(false, c, 1 - ctx.prec));
            return or_memory(one, status).finalize(ctx, status);
        }
        let mut met = 0;
        let result = rounded(false, ctx, &mut met, |digits| self.exp_digits(digits));
        *status |= met;
        or_memory(result, status)
    }

    /// `e ** self` to so many digits.
    fn exp_digits(&self, digits: i64) -> Result<(BigUint, i64), OutOfMemory> {
        let bits = bits_for(digits + 2) + SLACK;
        let inner = bits + bits_for(self.adjusted() + 1);
        let x = fixed_point(&self.coefficient, self.exponent, inner)?;
        let ln10 = fixed::ln10(inner);
        // e ** x == 10 ** k * e ** r
        let quotient = &x / &ln10;
        let (k, r) = if self.negative {
            let k = quotient + 1u32;
            let r = &k * ln10 - x;
            (-BigInt::from(k), r)
        } else {
            let r = x - &quotient * ln10;
            (BigInt::from(quotient), r)
        };
        let power = fixed::exp(&(r >> (inner - bits)), bits);
        let c = (power * big_power(digits as u64)?) >> bits;
        Ok((c, i64::try_from(&k).unwrap_or(0) - digits))
    }

    /// The natural logarithm.
    pub fn ln(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(special) = self.special_logarithm(ctx, status) {
            return special;
        }
        let one = Decimal::new(false, Coefficient::ONE, 0);
        if self.order(&one).is_eq() {
            return Decimal::zero(false, 0);
        }
        self.logarithm(ctx, status, false)
    }

    /// The logarithm to base ten.
    pub fn log10(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(special) = self.special_logarithm(ctx, status) {
            return special;
        }
        let digits = self.coefficient.digits();
        if self.coefficient.trailing_zeros() as i64 == digits - 1
            && self.coefficient.shift_right((digits - 1) as u64).0 == Coefficient::ONE
        {
            let ctx = ctx.with_rounding(Rounding::HalfEven);
            return Decimal::from_i64(self.adjusted()).finalize(&ctx, status);
        }
        self.logarithm(ctx, status, true)
    }

    fn special_logarithm(&self, ctx: &Context, status: &mut Status) -> Option<Decimal> {
        if let Some(nan) = self.check_nan(ctx, status) {
            return Some(nan);
        }
        if self.is_zero() {
            return Some(Decimal::infinity(true));
        }
        if self.negative {
            return Some(Decimal::invalid(status::INVALID_OPERATION, status));
        }
        self.is_infinite().then(|| Decimal::infinity(false))
    }

    fn logarithm(&self, ctx: &Context, status: &mut Status, base_ten: bool) -> Decimal {
        let ctx = &ctx.with_rounding(Rounding::HalfEven);
        let one = Decimal::new(false, Coefficient::ONE, 0);
        let negative = self.order(&one).is_lt();
        let mut met = 0;
        let result = self.magnitude_of_logarithm().and_then(|magnitude| {
            rounded(negative, ctx, &mut met, |digits| {
                self.logarithm_digits(magnitude, digits, base_ten)
            })
        });
        *status |= met;
        or_memory(result, status)
    }

    /// An exponent of ten that the logarithm is not much below: negative next to one, where it is small.
    fn magnitude_of_logarithm(&self) -> Result<i64, OutOfMemory> {
        if !matches!(self.adjusted(), -1 | 0) {
            return Ok(0);
        }
        check_size(self.exponent.unsigned_abs())?;
        let one = Decimal::new(false, Coefficient::ONE, 0);
        let difference = self.subtract(&one, &Context::MAX, &mut 0);
        Ok(difference.adjusted().min(0))
    }

    /// The logarithm without its sign to at least so many digits.
    fn logarithm_digits(
        &self,
        magnitude: i64,
        digits: i64,
        base_ten: bool,
    ) -> Result<(BigUint, i64), OutOfMemory> {
        let places = digits + 1 - magnitude;
        let bits = bits_for(places) + SLACK + 68;
        // self == m * 10 ** k with m between 0.3 and 3.2
        let mut k = self.adjusted();
        let mut m = fixed_point(&self.coefficient, self.exponent - k, bits)?;
        if (&m >> (bits - 4)) > BigUint::from(50u32) {
            k += 1;
            m /= 10u32;
        }
        let ln = fixed::ln(&m, bits);
        let ln10 = BigInt::from(fixed::ln10(bits));
        let value = if base_ten {
            (ln << bits) / ln10 + (BigInt::from(k) << bits)
        } else {
            ln + ln10 * k
        };
        let scaled = (value.abs() * BigInt::from(big_power(places as u64)?)) >> bits;
        Ok((scaled.magnitude().clone(), -places))
    }
}
