//! Rounding results to the context.

use super::coefficient::{Coefficient, Rest};
use super::{Context, Decimal, Rounding, Status, status};

/// Whether a number without its last digits is rounded up.
#[inline]
pub(super) fn rounds_up(
    rounding: Rounding,
    negative: bool,
    kept: &Coefficient,
    rest: Rest,
) -> bool {
    if rest == Rest::Zero {
        return false;
    }
    match rounding {
        Rounding::Down => false,
        Rounding::Up => true,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::HalfUp => rest != Rest::Below,
        Rounding::HalfDown => rest == Rest::Above,
        Rounding::HalfEven => rest == Rest::Above || rest == Rest::Half && kept.is_odd(),
        Rounding::ZeroFiveUp => matches!(kept.last_digit(), 0 | 5),
    }
}

/// The coefficient without its last `n` digits, rounded, and what these were.
#[inline]
pub(super) fn round_off(
    c: &Coefficient,
    n: u64,
    negative: bool,
    rounding: Rounding,
) -> (Coefficient, Rest) {
    let (kept, rest) = c.shift_right(n);
    if rounds_up(rounding, negative, &kept, rest) {
        return (kept.add(&Coefficient::ONE), rest);
    }
    (kept, rest)
}

impl Decimal {
    /// The number as the context allows it.
    #[inline]
    pub fn finalize(mut self, ctx: &Context, status: &mut Status) -> Decimal {
        if !self.is_finite() {
            if self.is_nan() {
                self.cut_payload(ctx);
            }
            return self;
        }
        let digits = self.coefficient.digits();
        let adjusted = self.exponent + digits - 1;
        if adjusted > ctx.emax || adjusted < ctx.emin || ctx.clamp {
            self.fit_exponent(adjusted, ctx, status);
            if !self.is_finite() || self.coefficient.digits() <= ctx.prec {
                return self;
            }
        } else if digits <= ctx.prec {
            return self;
        }
        self.round(ctx, status);
        self
    }

    /// Cuts the coefficient, which has too many digits, to the precision.
    fn round(&mut self, ctx: &Context, status: &mut Status) {
        let shift = self.coefficient.digits() - ctx.prec;
        let (mut kept, rest) =
            round_off(&self.coefficient, shift as u64, self.negative, ctx.rounding);
        self.exponent += shift;
        *status |= status::ROUNDED;
        if rest != Rest::Zero {
            *status |= status::INEXACT;
            if kept.digits() > ctx.prec {
                // Rounding made it a power of ten.
                kept = kept.shift_right(1).0;
                self.exponent += 1;
            }
        }
        self.coefficient = kept;
        let adjusted = self.adjusted();
        if adjusted > ctx.emax || adjusted < ctx.emin || ctx.clamp {
            self.fit_exponent(adjusted, ctx, status);
        }
    }

    #[cold]
    fn fit_exponent(&mut self, adjusted: i64, ctx: &Context, status: &mut Status) {
        if adjusted > ctx.emax {
            self.overflow(ctx, status);
        } else if ctx.clamp && self.exponent > ctx.etop() {
            let shift = self.exponent - ctx.etop();
            match self.coefficient.shift_left(shift as u64) {
                Ok(c) => self.coefficient = c,
                Err(_) => {
                    *self = Decimal::invalid(status::MALLOC_ERROR, status);
                    return;
                }
            }
            self.exponent -= shift;
            *status |= status::CLAMPED;
            if !self.coefficient.is_zero() && adjusted < ctx.emin {
                *status |= status::SUBNORMAL;
            }
        } else if adjusted < ctx.emin {
            self.underflow(ctx, status);
        }
    }

    fn overflow(&mut self, ctx: &Context, status: &mut Status) {
        if self.coefficient.is_zero() {
            self.exponent = if ctx.clamp { ctx.etop() } else { ctx.emax };
            *status |= status::CLAMPED;
            return;
        }
        let to_infinity = match ctx.rounding {
            Rounding::Down | Rounding::ZeroFiveUp => false,
            Rounding::Ceiling => !self.negative,
            Rounding::Floor => self.negative,
            _ => true,
        };
        *status |= status::OVERFLOW | status::INEXACT | status::ROUNDED;
        *self = if to_infinity {
            Decimal::infinity(self.negative)
        } else {
            Decimal::largest(self.negative, ctx, status)
        };
    }

    /// The finite number furthest from zero.
    pub(super) fn largest(negative: bool, ctx: &Context, status: &mut Status) -> Decimal {
        match Coefficient::ONE.shift_left(ctx.prec as u64) {
            Ok(power) => Decimal::new(negative, power.subtract(&Coefficient::ONE), ctx.etop()),
            Err(_) => Decimal::invalid(status::MALLOC_ERROR, status),
        }
    }

    fn underflow(&mut self, ctx: &Context, status: &mut Status) {
        let etiny = ctx.etiny();
        if self.coefficient.is_zero() {
            if self.exponent < etiny {
                self.exponent = etiny;
                *status |= status::CLAMPED;
            }
            return;
        }
        *status |= status::SUBNORMAL;
        if self.exponent >= etiny {
            return;
        }
        let shift = (etiny - self.exponent) as u64;
        let (kept, rest) = round_off(&self.coefficient, shift, self.negative, ctx.rounding);
        self.coefficient = kept;
        self.exponent = etiny;
        *status |= status::ROUNDED;
        if rest != Rest::Zero {
            *status |= status::INEXACT | status::UNDERFLOW;
            if self.coefficient.is_zero() {
                *status |= status::CLAMPED;
            }
        }
    }
}
