//! Powers.

use super::coefficient::{Coefficient, OutOfMemory, big_power, check_size};
use super::{Context, Decimal, Rounding, Status, or_memory, status};
use malachite_bigint::BigUint;
use num_traits::{One as _, Zero as _};
use std::cmp::Ordering;

/// How many digits the exponent of a number may have.
const EXPONENT_DIGITS: i64 = 19;

fn one() -> Decimal {
    Decimal::new(false, Coefficient::ONE, 0)
}

/// One with all digits.
fn padded_one(negative: bool, zeros: i64, status: &mut Status) -> Decimal {
    let c = Coefficient::ONE.shift_left(zeros as u64);
    or_memory(c.map(|c| Decimal::new(negative, c, -zeros)), status)
}

/// How many decimal digits a number has.
fn digits_in(n: i64) -> i64 {
    super::coefficient::digits_of(n.unsigned_abs().into()).into()
}

impl Decimal {
    /// `self ** other`: exact or nearly correctly rounded for whole exponents, by `exp(other * ln(self))` otherwise.
    pub fn power(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        }
        let whole = other.is_integer();
        let negative = self.negative && other.is_odd();
        if self.is_zero() {
            return if other.is_zero() {
                Decimal::invalid(status::INVALID_OPERATION, status)
            } else if other.negative {
                Decimal::infinity(negative)
            } else {
                Decimal::zero(negative, 0)
            };
        }
        if self.negative && (!whole || other.is_infinite()) {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        if other.is_infinite() {
            return match (self.order(&one()), other.negative) {
                (Ordering::Equal, _) => {
                    *status |= status::INEXACT | status::ROUNDED;
                    padded_one(negative, ctx.prec - 1, status)
                }
                (Ordering::Greater, false) | (Ordering::Less, true) => Decimal::infinity(negative),
                _ => Decimal::zero(negative, 0),
            };
        }
        if self.is_infinite() {
            return if other.is_zero() {
                Decimal::new(negative, Coefficient::ONE, 0)
            } else if other.negative {
                Decimal::zero(negative, 0)
            } else {
                Decimal::infinity(negative)
            };
        }
        if other.is_zero() {
            return Decimal::new(negative, Coefficient::ONE, 0);
        }
        if self.order_abs(&one()) == Ordering::Equal {
            return self.power_of_one(other, negative, ctx, status);
        }
        if let Some(result) = self.power_out_of_bounds(other, negative, ctx) {
            return result.finalize(ctx, status);
        }
        if whole {
            self.whole_power(other, negative, ctx, status)
        } else {
            self.real_power(other, ctx, status)
        }
    }

    fn power_of_one(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        if !other.is_integer() {
            *status |= status::INEXACT | status::ROUNDED;
            return padded_one(negative, ctx.prec - 1, status);
        }
        if other.negative {
            return Decimal::new(negative, Coefficient::ONE, 0);
        }
        // As many zeros as the product of all factors would have.
        let mut met = 0;
        let factor = Decimal::from_i64(-self.exponent);
        let zeros = other.multiply(&factor, ctx, &mut met);
        if met & status::ERRORS != 0 {
            return Decimal::invalid(met & status::ERRORS, status);
        }
        let mut zeros = zeros.to_i64().unwrap_or(i64::MAX);
        if zeros > ctx.prec - 1 {
            zeros = ctx.prec - 1;
            *status |= status::ROUNDED;
        }
        if zeros < 0 {
            return Decimal::new(negative, Coefficient::ONE, -zeros);
        }
        padded_one(negative, zeros, status)
    }

    /// A number beyond the context's bounds if the power is sure to be.
    fn power_out_of_bounds(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
    ) -> Option<Decimal> {
        let adjusted = self.adjusted();
        // A lower bound for the exponent of abs(log10(abs(self))).
        let zeta = if adjusted > 0 {
            digits_in(adjusted) - 1
        } else if adjusted < -1 {
            digits_in(adjusted + 1) - 1
        } else {
            let distance = self.copy_abs().subtract(&one(), &Context::MAX, &mut 0);
            let u = distance.adjusted();
            if adjusted == 0 { u - 2 } else { u - 1 }
        };
        let theta = other.adjusted();
        if (adjusted < 0) == other.negative {
            if digits_in(ctx.emax) < zeta + theta {
                let huge = 4 * super::MAX_EMAX;
                return Some(Decimal::new(negative, Coefficient::ONE, huge));
            }
        } else if digits_in(ctx.etiny()) < zeta + theta {
            let tiny = ctx.etiny() - 1;
            return Some(Decimal::new(negative, Coefficient::ONE, tiny));
        }
        None
    }

    fn whole_power(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        let mut inner = Context {
            prec: ctx.prec + other.coefficient.digits() + other.exponent + 2,
            rounding: Rounding::HalfEven,
            clamp: false,
            ..*ctx
        };
        let mut base = self.clone();
        if other.negative {
            inner.prec += 1;
            let mut met = 0;
            base = one().divide(self, &inner, &mut met);
            *status |= met;
            if met & status::ERRORS != 0 {
                return Decimal::nan();
            }
        }
        let mut result = match other.integer_magnitude() {
            Some(n) => base.power_by_squaring(n, &inner, status),
            None => Decimal::invalid(status::MALLOC_ERROR, status),
        };
        if result.is_infinite() {
            result = Decimal::new(negative, Coefficient::ONE, 4 * super::MAX_EMAX);
        }
        result.negative = negative && !result.is_nan();
        result.finalize(ctx, status)
    }

    /// The magnitude of a whole number.
    fn integer_magnitude(&self) -> Option<BigUint> {
        self.integral_part(&Context::MAX.with_rounding(Rounding::Down))
            .map(|c| c.to_big())
    }

    /// `self ** n` with the bits of `n` from the first one on.
    fn power_by_squaring(&self, n: BigUint, ctx: &Context, status: &mut Status) -> Decimal {
        let mut result = self.clone();
        let mut met = 0;
        for bit in (0..n.bits() - 1).rev() {
            result = result.multiply(&result, ctx, &mut met);
            if n.bit(bit) {
                result = result.multiply(self, ctx, &mut met);
            }
            if !result.is_finite() || result.is_zero() && met & status::CLAMPED != 0 {
                break;
            }
        }
        *status |= met;
        result
    }

    fn real_power(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        let prec = self.coefficient.digits().max(ctx.prec) + 4 + EXPONENT_DIGITS;
        let inner = Context::MAX.with_prec(prec);
        let mut met = 0;
        let product = self.ln(&inner, &mut met).multiply(other, &inner, &mut met);
        let mut result = product.exp(&inner, status);
        *status |= met & status::ERRORS | status::INEXACT | status::ROUNDED;
        if result.is_finite() && result.order(&one()) == Ordering::Equal {
            result = padded_one(false, ctx.prec - 1, status);
        } else if result.is_infinite() {
            result = Decimal::new(false, Coefficient::ONE, 4 * super::MAX_EMAX);
        }
        result.finalize(ctx, status)
    }

    /// `self ** exponent % modulus`, all whole numbers; the result has the sign of the power.
    pub fn power_mod(
        &self,
        exponent: &Decimal,
        modulus: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        if let Some(nan) = [self, exponent, modulus]
            .into_iter()
            .find(|d| d.is_signaling())
            .or_else(|| [self, exponent, modulus].into_iter().find(|d| d.is_nan()))
        {
            return nan.check_nan(ctx, status).unwrap_or_else(Decimal::nan);
        }
        let whole = self.is_integer() && exponent.is_integer() && modulus.is_integer();
        if !whole
            || exponent.negative
            || modulus.coefficient.is_zero()
            || modulus.coefficient.digits() + modulus.exponent > ctx.prec
            || self.is_zero() && exponent.is_zero()
        {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        let negative = self.negative && exponent.is_odd();
        let result = self.modular_power(exponent, modulus);
        or_memory(result.map(|c| Decimal::new(negative, c, 0)), status)
    }

    fn modular_power(
        &self,
        exponent: &Decimal,
        modulus: &Decimal,
    ) -> Result<Coefficient, OutOfMemory> {
        let m = modulus.integer_magnitude().ok_or(OutOfMemory)?;
        if m.is_one() {
            return Ok(Coefficient::ZERO);
        }
        let e = exponent.integer_magnitude().ok_or(OutOfMemory)?;
        let base = if self.exponent > 0 {
            let power = BigUint::from(10u32).modpow(&BigUint::from(self.exponent as u64), &m);
            self.coefficient.to_big() % &m * power % &m
        } else {
            let n = self.exponent.unsigned_abs();
            check_size(n)?;
            self.coefficient.to_big() / big_power(n.min(1 << 32))? % &m
        };
        if base.is_zero() && !e.is_zero() {
            return Ok(Coefficient::ZERO);
        }
        Ok(Coefficient::from_big(base.modpow(&e, &m)))
    }
}
