//! Quotients and remainders.

use super::coefficient::{Coefficient, OutOfMemory};
use super::wide;
use super::{Context, Decimal, Status, or_memory, status};

/// Quotient and remainder of coefficients as a division sees them: both aligned, with their exponent.
type Parts = (Coefficient, Coefficient, i64);

impl Decimal {
    /// `self / other`
    pub fn divide(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        let negative = self.negative != other.negative;
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return nan;
            }
            if self.is_infinite() {
                if other.is_infinite() {
                    return Decimal::invalid(status::INVALID_OPERATION, status);
                }
                return Decimal::infinity(negative);
            }
            *status |= status::CLAMPED;
            return Decimal::zero(negative, ctx.etiny());
        }
        if other.coefficient.is_zero() {
            return self.over_zero(negative, status);
        }
        let ideal = self.exponent - other.exponent;
        if self.coefficient.is_zero() {
            return Decimal::zero(negative, ideal).finalize(ctx, status);
        }
        or_memory(
            quotient(&self.coefficient, &other.coefficient, ideal, negative, ctx),
            status,
        )
        .finalize(ctx, status)
    }

    #[cold]
    fn over_zero(&self, negative: bool, status: &mut Status) -> Decimal {
        if self.is_zero() {
            return Decimal::invalid(status::DIVISION_UNDEFINED, status);
        }
        *status |= status::DIVISION_BY_ZERO;
        Decimal::infinity(negative)
    }

    /// Integer quotient and remainder of finite numbers, `other` not zero: not finalized. None if the quotient has
    /// too many digits.
    fn split(
        &self,
        other: &Decimal,
        ctx: &Context,
    ) -> Result<Option<(Decimal, Decimal)>, OutOfMemory> {
        let ideal = self.exponent.min(other.exponent);
        let negative = self.negative != other.negative;
        if self.coefficient.is_zero() {
            return Ok(Some((
                Decimal::zero(negative, 0),
                Decimal::zero(self.negative, ideal),
            )));
        }
        let distance = self.adjusted() - other.adjusted();
        if distance < 0 {
            let rest = self
                .coefficient
                .shift_left((self.exponent - ideal) as u64)?;
            return Ok(Some((
                Decimal::zero(negative, 0),
                Decimal::new(self.negative, rest, ideal),
            )));
        }
        if distance > ctx.prec {
            return Ok(None);
        }
        let (q, r, exponent) = self.divide_aligned(other)?;
        if q.digits() > ctx.prec {
            return Ok(None);
        }
        Ok(Some((
            Decimal::new(negative, q, 0),
            Decimal::new(self.negative, r, exponent),
        )))
    }

    fn divide_aligned(&self, other: &Decimal) -> Result<Parts, OutOfMemory> {
        let ideal = self.exponent.min(other.exponent);
        let a = self
            .coefficient
            .shift_left((self.exponent - ideal) as u64)?;
        let b = other
            .coefficient
            .shift_left((other.exponent - ideal) as u64)?;
        let (q, r) = a.divide(&b);
        Ok((q, r, ideal))
    }

    /// The results of [`Decimal::split`], or NaNs.
    fn split_or_nan(
        &self,
        other: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> (Decimal, Decimal) {
        let condition = match self.split(other, ctx) {
            Ok(Some(parts)) => return parts,
            Ok(None) => status::DIVISION_IMPOSSIBLE,
            Err(OutOfMemory) => status::MALLOC_ERROR,
        };
        *status |= condition;
        (Decimal::nan(), Decimal::nan())
    }

    /// `self // other`: the whole part of the quotient.
    pub fn divide_int(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        let negative = self.negative != other.negative;
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return nan;
            }
            if self.is_infinite() {
                if other.is_infinite() {
                    return Decimal::invalid(status::INVALID_OPERATION, status);
                }
                return Decimal::infinity(negative);
            }
            return Decimal::zero(negative, 0);
        }
        if other.coefficient.is_zero() {
            return self.over_zero(negative, status);
        }
        let (q, _) = self.split_or_nan(other, ctx, status);
        q.finalize(ctx, status)
    }

    /// `self % other`, with the sign of `self`.
    pub fn remainder(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(result) = self.special_remainder(other, ctx, status) {
            return result;
        }
        let (_, r) = self.split_or_nan(other, ctx, status);
        r.finalize(ctx, status)
    }

    /// The remainder where one of the operands is special, or the second zero.
    fn special_remainder(
        &self,
        other: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> Option<Decimal> {
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return Some(nan);
            }
            if self.is_infinite() {
                return Some(Decimal::invalid(status::INVALID_OPERATION, status));
            }
            return Some(self.clone().finalize(ctx, status));
        }
        if other.coefficient.is_zero() {
            let condition = if self.is_zero() {
                status::DIVISION_UNDEFINED
            } else {
                status::INVALID_OPERATION
            };
            return Some(Decimal::invalid(condition, status));
        }
        None
    }

    /// `divmod(self, other)`
    pub fn divmod(
        &self,
        other: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> (Decimal, Decimal) {
        let negative = self.negative != other.negative;
        if !self.is_finite() || !other.is_finite() {
            if let Some(nan) = self.check_nans(other, ctx, status) {
                return (nan.clone(), nan);
            }
            if self.is_infinite() {
                *status |= status::INVALID_OPERATION;
                let q = if other.is_infinite() {
                    Decimal::nan()
                } else {
                    Decimal::infinity(negative)
                };
                return (q, Decimal::nan());
            }
            return (
                Decimal::zero(negative, 0),
                self.clone().finalize(ctx, status),
            );
        }
        if other.coefficient.is_zero() {
            if self.is_zero() {
                *status |= status::DIVISION_UNDEFINED;
                return (Decimal::nan(), Decimal::nan());
            }
            *status |= status::DIVISION_BY_ZERO | status::INVALID_OPERATION;
            return (Decimal::infinity(negative), Decimal::nan());
        }
        let (q, r) = self.split_or_nan(other, ctx, status);
        (q.finalize(ctx, status), r.finalize(ctx, status))
    }

    /// The remainder of the division by the nearest integer quotient.
    pub fn remainder_near(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(result) = self.special_remainder(other, ctx, status) {
            return result;
        }
        match self.nearest_remainder(other, ctx) {
            Ok(Some(r)) => r.finalize(ctx, status),
            Ok(None) => Decimal::invalid(status::DIVISION_IMPOSSIBLE, status),
            Err(OutOfMemory) => Decimal::invalid(status::MALLOC_ERROR, status),
        }
    }

    fn nearest_remainder(
        &self,
        other: &Decimal,
        ctx: &Context,
    ) -> Result<Option<Decimal>, OutOfMemory> {
        let ideal = self.exponent.min(other.exponent);
        if self.coefficient.is_zero() {
            return Ok(Some(Decimal::zero(self.negative, ideal)));
        }
        let distance = self.adjusted() - other.adjusted();
        if distance > ctx.prec {
            return Ok(None);
        }
        if distance < -1 {
            let rest = self
                .coefficient
                .shift_left((self.exponent - ideal) as u64)?;
            return Ok(Some(Decimal::new(self.negative, rest, ideal)));
        }
        let (mut q, r, exponent) = self.divide_aligned(other)?;
        let divisor = other
            .coefficient
            .shift_left((other.exponent - ideal) as u64)?;
        let other_way = divisor.subtract(&r);
        let mut result = Decimal::new(self.negative, r, exponent);
        if other_way < result.coefficient || other_way == result.coefficient && q.is_odd() {
            q = q.add(&Coefficient::ONE);
            result.coefficient = other_way;
            result.negative = !result.negative;
        }
        Ok((q.digits() <= ctx.prec).then_some(result))
    }
}

/// The quotient with a digit more than the precision, the last of which is neither 0 nor 5 if there is more to come;
/// exact quotients get as near to the ideal exponent as they can.
fn quotient(
    a: &Coefficient,
    b: &Coefficient,
    ideal: i64,
    negative: bool,
    ctx: &Context,
) -> Result<Decimal, OutOfMemory> {
    let shift = b.digits() - a.digits() + ctx.prec + 1;
    let mut exponent = ideal - shift;
    let (mut q, r) = match divide_shifted(a, b, shift) {
        Some(parts) => parts,
        None if shift >= 0 => a.shift_left(shift as u64)?.divide(b),
        None => a.divide(&b.shift_left(shift.unsigned_abs())?),
    };
    if !r.is_zero() {
        if matches!(q.last_digit(), 0 | 5) {
            q = q.add(&Coefficient::ONE);
        }
    } else if exponent < ideal {
        let zeros = (q.trailing_zeros() as i64).min(ideal - exponent);
        if zeros > 0 {
            q = q.shift_right(zeros as u64).0;
            exponent += zeros;
        }
    }
    Ok(Decimal::new(negative, q, exponent))
}

/// The division of `a * 10 ** shift` by `b` in a few words, if they are enough.
fn divide_shifted(
    a: &Coefficient,
    b: &Coefficient,
    shift: i64,
) -> Option<(Coefficient, Coefficient)> {
    let (a, b) = (a.small()?, b.small()?);
    let n = wide::shifted(a, u32::try_from(shift).ok().filter(|s| *s <= 76)?)?;
    if n.high >= b {
        return None;
    }
    let (q, r) = wide::divide(n, b);
    Some((Coefficient::Small(q), Coefficient::Small(r)))
}
