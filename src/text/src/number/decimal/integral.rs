//! Rounding to an exponent, and to whole numbers.

use super::coefficient::{Coefficient, Rest};
use super::finalize::round_off;
use super::{Context, Decimal, Status, status};

impl Decimal {
    /// The number with the exponent of `other`.
    #[inline]
    pub fn quantize(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(result) = self.word_quantized(other, ctx, status) {
            return result;
        }
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return nan;
            }
            if self.is_infinite() && other.is_infinite() {
                return self.clone();
            }
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        let exponent = other.exponent;
        if exponent > ctx.emax || exponent < ctx.etiny() {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        if self.coefficient.is_zero() {
            return Decimal::zero(self.negative, exponent).finalize(ctx, status);
        }
        let shift = self.exponent - exponent;
        let mut met = 0;
        let mut result = if shift < 0 {
            let (kept, rest) = round_off(
                &self.coefficient,
                shift.unsigned_abs(),
                self.negative,
                ctx.rounding,
            );
            met |= status::ROUNDED;
            if rest != Rest::Zero {
                met |= status::INEXACT;
            }
            Decimal::new(self.negative, kept, exponent)
        } else if self.coefficient.digits() + shift > ctx.prec {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        } else {
            match self.coefficient.shift_left(shift as u64) {
                Ok(c) => Decimal::new(self.negative, c, exponent),
                Err(_) => return Decimal::invalid(status::MALLOC_ERROR, status),
            }
        };
        let digits = result.coefficient.digits();
        if digits > ctx.prec || exponent + digits - 1 > ctx.emax {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        *status |= met;
        if ctx.clamp || exponent + digits - 1 < ctx.emin {
            result = result.finalize(ctx, status);
        }
        result
    }

    /// Rounded to a whole number, which may have more digits than the precision; `exact` reports what was lost.
    pub fn to_integral(&self, exact: bool, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        if self.is_infinite() || self.exponent >= 0 {
            return self.clone();
        }
        if self.coefficient.is_zero() {
            return Decimal::zero(self.negative, 0);
        }
        let n = self.exponent.unsigned_abs();
        let (kept, rest) = round_off(&self.coefficient, n, self.negative, ctx.rounding);
        if exact {
            *status |= status::ROUNDED;
            if rest != Rest::Zero {
                *status |= status::INEXACT;
            }
        }
        Decimal::new(self.negative, kept, 0)
    }

    /// The whole part of a finite number, rounded as the context says; None if it does not fit into memory.
    pub fn integral_part(&self, ctx: &Context) -> Option<Coefficient> {
        let mut met = 0;
        let whole = self.to_integral(false, ctx, &mut met);
        whole.coefficient.shift_left(whole.exponent as u64).ok()
    }
}
