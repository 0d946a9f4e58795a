//! Sums, products, and what has one operand.

use super::coefficient::{Coefficient, OutOfMemory};
use super::wide;
use super::{Context, Decimal, Rounding, Status, or_memory, status};
use std::cmp::Ordering;

impl Decimal {
    /// `self + other`
    #[inline]
    pub fn add(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.add_signed(other, other.negative, ctx, status)
    }

    /// `self - other`
    #[inline]
    pub fn subtract(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.add_signed(other, !other.negative, ctx, status)
    }

    /// `self + other`, where `negative` is the sign that counts for `other`.
    #[inline]
    fn add_signed(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        if let Some(sum) = self.word_sum(other, negative, ctx) {
            return sum;
        }
        if !self.is_finite() || !other.is_finite() {
            return self.add_special(other, negative, ctx, status);
        }
        let sum = if self.exponent == other.exponent {
            sum(
                (self.negative, &self.coefficient),
                (negative, &other.coefficient),
                self.exponent,
                ctx,
            )
        } else if self.exponent > other.exponent {
            let (a, b) = ((self.negative, self), (negative, other));
            or_memory(add_aligned(a, b, ctx), status)
        } else {
            let (a, b) = ((negative, other), (self.negative, self));
            or_memory(add_aligned(a, b, ctx), status)
        };
        sum.finalize(ctx, status)
    }

    #[cold]
    fn add_special(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        }
        if self.is_infinite() {
            if other.is_infinite() && self.negative != negative {
                return Decimal::invalid(status::INVALID_OPERATION, status);
            }
            return self.clone();
        }
        Decimal::infinity(negative)
    }

    /// `self * other`
    #[inline]
    pub fn multiply(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(product) = self.word_product(other, ctx) {
            return product;
        }
        if let (Coefficient::Small(a), Coefficient::Small(b)) =
            (&self.coefficient, &other.coefficient)
            && self.is_finite()
            && other.is_finite()
            && (a | b) >> 64 != 0
        {
            let negative = self.negative != other.negative;
            let exponent = self.exponent + other.exponent;
            if let Some(product) = wide::rounded_product(*a, *b, negative, exponent, ctx, status) {
                return product.finalize(ctx, status);
            }
        }
        self.exact_product(other, ctx, status).finalize(ctx, status)
    }

    /// The product with all its digits; the context is for the payloads of NaNs.
    #[inline]
    fn exact_product(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        let negative = self.negative != other.negative;
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return nan;
            }
            if self.is_zero() || other.is_zero() {
                return Decimal::invalid(status::INVALID_OPERATION, status);
            }
            return Decimal::infinity(negative);
        }
        let product = self.coefficient.multiply(&other.coefficient);
        Decimal::new(negative, product, self.exponent + other.exponent)
    }

    /// `self * other + third`, rounded once.
    pub fn fma(
        &self,
        other: &Decimal,
        third: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        let mut met = 0;
        if self.is_nan() || other.is_nan() {
            // Signaling ones go first, whichever operand they are.
            let all = [self, other, third];
            let first = all.into_iter().find(|d| d.is_signaling());
            if let Some(nan) = first.and_then(|d| d.check_nan(ctx, status)) {
                return nan;
            }
        }
        let product = self.exact_product(other, ctx, &mut met);
        let sum = product.add(third, ctx, &mut met);
        if met & status::INVALID_OPERATION != 0 {
            met = status::INVALID_OPERATION;
        }
        *status |= met;
        sum
    }

    /// `+self`: rounded; a negative zero is positive unless rounding goes down.
    pub fn plus(&self, ctx: &Context, status: &mut Status) -> Decimal {
        self.signed(self.negative, ctx, status)
    }

    /// `-self`, see [`Decimal::plus`].
    pub fn minus(&self, ctx: &Context, status: &mut Status) -> Decimal {
        self.signed(!self.negative, ctx, status)
    }

    fn signed(&self, negative: bool, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        if self.is_zero() && ctx.rounding != Rounding::Floor {
            return self.copy_abs().finalize(ctx, status);
        }
        self.clone().with_sign(negative).finalize(ctx, status)
    }

    /// `abs(self)`
    pub fn abs(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if self.is_negative() {
            self.minus(ctx, status)
        } else {
            self.plus(ctx, status)
        }
    }

    /// The number, rounded, without zeros at its end.
    pub fn normalize(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        let mut result = self.clone().finalize(ctx, status);
        if !result.is_finite() {
            return result;
        }
        if result.is_zero() {
            result.exponent = 0;
            return result;
        }
        let most = if ctx.clamp { ctx.etop() } else { ctx.emax };
        let zeros = result.coefficient.trailing_zeros() as i64;
        let shift = zeros.min(most - result.exponent);
        if shift > 0 {
            result.coefficient = result.coefficient.shift_right(shift as u64).0;
            result.exponent += shift;
        }
        result
    }
}

/// The sum of two numbers with the same exponent.
#[inline]
fn sum(
    (a_negative, a): (bool, &Coefficient),
    (b_negative, b): (bool, &Coefficient),
    exponent: i64,
    ctx: &Context,
) -> Decimal {
    if a_negative == b_negative {
        return Decimal::new(a_negative, a.add(b), exponent);
    }
    match a.cmp(b) {
        Ordering::Greater => Decimal::new(a_negative, a.subtract(b), exponent),
        Ordering::Less => Decimal::new(b_negative, b.subtract(a), exponent),
        Ordering::Equal => Decimal::zero(ctx.rounding == Rounding::Floor, exponent),
    }
}

/// The sum of a number and one with a lower exponent.
#[inline]
fn add_aligned(
    (high_negative, high): (bool, &Decimal),
    (low_negative, low): (bool, &Decimal),
    ctx: &Context,
) -> Result<Decimal, OutOfMemory> {
    let shift = (high.exponent - low.exponent) as u64;
    let at_low = |high: &Coefficient| {
        let (a, b) = ((high_negative, high), (low_negative, &low.coefficient));
        sum(a, b, low.exponent, ctx)
    };
    if let Coefficient::Small(v) = &high.coefficient
        && shift < 39
        && let Some(aligned) = v.checked_mul(super::coefficient::POWERS[shift as usize])
    {
        return Ok(at_low(&Coefficient::Small(aligned)));
    }
    if high.coefficient.is_zero() {
        return Ok(at_low(&Coefficient::ZERO));
    }
    // What is far below the last digit of the result counts as one unit there.
    let digits = high.coefficient.digits();
    let mut lowest = high.exponent - 1;
    if digits <= ctx.prec {
        lowest += digits - ctx.prec - 1;
    }
    if low.adjusted() < lowest {
        let tiny = Coefficient::Small(u128::from(!low.coefficient.is_zero()));
        let aligned = high
            .coefficient
            .shift_left((high.exponent - lowest) as u64)?;
        let (a, b) = ((high_negative, &aligned), (low_negative, &tiny));
        return Ok(sum(a, b, lowest, ctx));
    }
    Ok(at_low(&high.coefficient.shift_left(shift)?))
}
