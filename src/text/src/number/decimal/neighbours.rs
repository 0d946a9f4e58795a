//! Exponents, and the numbers next to a number.

use super::{Coefficient, Context, Decimal, Rounding, Status, status};
use std::cmp::Ordering;

impl Decimal {
    /// The exponent of the first digit, as a decimal.
    pub fn logb(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        if self.is_infinite() {
            return Decimal::infinity(false);
        }
        if self.is_zero() {
            *status |= status::DIVISION_BY_ZERO;
            return Decimal::infinity(true);
        }
        Decimal::from_i64(self.adjusted()).finalize(ctx, status)
    }

    /// The number with so much added to its exponent.
    pub fn scaleb(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        }
        let most = 2 * (i128::from(ctx.emax) + i128::from(ctx.prec));
        let n = match other.coefficient.small() {
            Some(n) if other.is_finite() && other.exponent == 0 && n <= most as u128 => n as i64,
            _ => return Decimal::invalid(status::INVALID_OPERATION, status),
        };
        if self.is_infinite() {
            return self.clone();
        }
        let n = if other.negative { -n } else { n };
        let mut result = self.clone();
        // Beyond these the result overflows or is nothing, whatever the digits are.
        let room = 4 * super::MAX_EMAX;
        result.exponent = (self.exponent + n).clamp(-room, room);
        result.finalize(ctx, status)
    }

    /// The largest number of the context that is smaller.
    pub fn next_minus(&self, ctx: &Context, status: &mut Status) -> Decimal {
        self.next(true, ctx, status)
    }

    /// The smallest number of the context that is larger.
    pub fn next_plus(&self, ctx: &Context, status: &mut Status) -> Decimal {
        self.next(false, ctx, status)
    }

    fn next(&self, down: bool, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        if self.is_infinite() {
            if self.negative == down {
                return self.clone();
            }
            return Decimal::largest(self.negative, ctx, status);
        }
        let rounding = if down {
            Rounding::Floor
        } else {
            Rounding::Ceiling
        };
        let inner = ctx.with_rounding(rounding);
        let mut met = 0;
        let rounded = self.clone().finalize(&inner, &mut met);
        if met & (status::INEXACT | status::ERRORS) != 0 {
            *status |= met & status::ERRORS;
            return rounded;
        }
        met = 0;
        let tiny = Decimal::new(down, Coefficient::ONE, ctx.etiny() - 1);
        let result = self.add(&tiny, &inner, &mut met);
        *status |= met & status::ERRORS;
        result
    }

    /// The number of the context next to this one in the direction of another.
    pub fn next_toward(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        }
        let result = match self.order(other) {
            Ordering::Equal => return self.copy_sign(other),
            Ordering::Less => self.next_plus(ctx, status),
            Ordering::Greater => self.next_minus(ctx, status),
        };
        if result.is_infinite() {
            *status |= status::OVERFLOW | status::ROUNDED | status::INEXACT;
        } else if result.is_finite() && result.adjusted() < ctx.emin {
            *status |= status::UNDERFLOW | status::SUBNORMAL | status::ROUNDED | status::INEXACT;
            if result.is_zero() {
                *status |= status::CLAMPED;
            }
        }
        result
    }
}
