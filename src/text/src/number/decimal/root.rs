//! Square roots.

use super::coefficient::{Coefficient, OutOfMemory, check_size};
use super::{Context, Decimal, Rounding, Status, or_memory, status};

impl Decimal {
    /// The square root, correctly rounded to the nearest; exact ones have half the exponent where they can.
    pub fn sqrt(&self, ctx: &Context, status: &mut Status) -> Decimal {
        if let Some(nan) = self.check_nan(ctx, status) {
            return nan;
        }
        let ideal = self.exponent >> 1;
        if self.is_zero() {
            return Decimal::zero(self.negative, ideal).finalize(ctx, status);
        }
        if self.negative {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        }
        if self.is_infinite() {
            return self.clone();
        }
        let ctx = ctx.with_rounding(Rounding::HalfEven);
        or_memory(self.root(ideal, &ctx), status).finalize(&ctx, status)
    }

    /// The root with a digit more than the precision; the last one is neither 0 nor 5 if it is not exact.
    fn root(&self, ideal: i64, ctx: &Context) -> Result<Decimal, OutOfMemory> {
        let c = self
            .coefficient
            .shift_left((self.exponent & 1).unsigned_abs())?;
        let digits = c.digits();
        let shift = ctx.prec + 1 - ((digits + 1) >> 1);
        check_size(2 * ctx.prec as u64)?;
        let (c, mut exact) = if shift >= 0 {
            (c.shift_left(2 * shift as u64)?, true)
        } else {
            let (c, rest) = c.shift_right(2 * shift.unsigned_abs());
            (c, rest == super::coefficient::Rest::Zero)
        };
        let mut root = whole_root(&c);
        exact = exact && root.multiply(&root) == c;
        let mut exponent = ideal - shift;
        if exact {
            exponent = ideal;
            root = if shift >= 0 {
                root.shift_right(shift as u64).0
            } else {
                root.shift_left(shift.unsigned_abs())?
            };
        } else if matches!(root.last_digit(), 0 | 5) {
            root = root.add(&Coefficient::ONE);
        }
        Ok(Decimal::new(false, root, exponent))
    }
}

/// The largest whole number whose square is not larger.
fn whole_root(c: &Coefficient) -> Coefficient {
    match c {
        Coefficient::Small(n) => Coefficient::Small(n.isqrt()),
        Coefficient::Big(n) => Coefficient::from_big(n.sqrt()),
    }
}
