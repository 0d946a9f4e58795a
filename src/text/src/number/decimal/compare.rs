//! Order.

use super::{Context, Decimal, Status, status};
use std::cmp::Ordering;

impl Decimal {
    /// The order of two values of which none is a NaN.
    #[inline]
    pub fn order(&self, other: &Decimal) -> Ordering {
        if self.is_finite() && other.is_finite() {
            let (a_zero, b_zero) = (self.coefficient.is_zero(), other.coefficient.is_zero());
            let sign = |negative, zero| match (negative, zero) {
                (_, true) => 0,
                (false, _) => 1,
                (true, _) => -1,
            };
            let (a, b) = (sign(self.negative, a_zero), sign(other.negative, b_zero));
            if a != b || a == 0 {
                return a.cmp(&b);
            }
            let order = self.order_abs(other);
            return if a < 0 { order.reverse() } else { order };
        }
        let rank = |d: &Decimal| match (d.is_infinite(), d.negative) {
            (false, _) => 0,
            (true, false) => 1,
            (true, true) => -1,
        };
        rank(self).cmp(&rank(other))
    }

    /// The order of two magnitudes of which none is a NaN.
    pub fn order_abs(&self, other: &Decimal) -> Ordering {
        if !self.is_finite() || !other.is_finite() {
            return self.is_infinite().cmp(&other.is_infinite());
        }
        if self.exponent == other.exponent {
            return self.coefficient.cmp(&other.coefficient);
        }
        match (self.coefficient.is_zero(), other.coefficient.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            _ => {}
        }
        let by_size = self.adjusted().cmp(&other.adjusted());
        if by_size != Ordering::Equal {
            return by_size;
        }
        // As many digits apart as their exponents, so this is not larger than either.
        let shift = (self.exponent - other.exponent).unsigned_abs();
        let (high, low, reversed) = if self.exponent > other.exponent {
            (self, other, false)
        } else {
            (other, self, true)
        };
        let order = match high.coefficient.shift_left(shift) {
            Ok(c) => c.cmp(&low.coefficient),
            Err(_) => Ordering::Equal,
        };
        if reversed { order.reverse() } else { order }
    }

    /// -1, 0 or 1, or a NaN.
    pub fn compare(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        match self.check_nans(other, ctx, status) {
            Some(nan) => nan,
            None => Decimal::from_i64(self.order(other) as i64),
        }
    }

    /// As [`Decimal::compare`], where quiet NaNs signal too.
    pub fn compare_signal(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        if self.is_nan() || other.is_nan() {
            *status |= status::INVALID_OPERATION;
        }
        self.compare(other, ctx, status)
    }

    /// The order of all values, by representation.
    pub fn order_total(&self, other: &Decimal) -> Ordering {
        if self.negative != other.negative {
            return other.negative.cmp(&self.negative);
        }
        let order = self.order_total_abs(other);
        if self.negative {
            order.reverse()
        } else {
            order
        }
    }

    /// The order of all magnitudes, by representation.
    pub fn order_total_abs(&self, other: &Decimal) -> Ordering {
        let rank = |d: &Decimal| if d.is_nan() { 1 + d.kind as i8 } else { 0 };
        if self.is_nan() || other.is_nan() {
            // A signaling NaN stands below a quiet one.
            let place = |d: &Decimal| match rank(d) {
                0 => 0,
                _ if d.is_signaling() => 1,
                _ => 2,
            };
            return place(self)
                .cmp(&place(other))
                .then_with(|| self.coefficient.cmp(&other.coefficient));
        }
        let order = self.order_abs(other);
        if order == Ordering::Equal && self.is_finite() {
            return self.exponent.cmp(&other.exponent);
        }
        order
    }

    /// The larger one; a quiet NaN counts as missing.
    pub fn max(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.choose(other, Ordering::Greater, Decimal::order, ctx, status)
    }
    /// The smaller one; a quiet NaN counts as missing.
    pub fn min(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.choose(other, Ordering::Less, Decimal::order, ctx, status)
    }
    /// The one with the larger magnitude.
    pub fn max_mag(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.choose(other, Ordering::Greater, Decimal::order_abs, ctx, status)
    }
    /// The one with the smaller magnitude.
    pub fn min_mag(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.choose(other, Ordering::Less, Decimal::order_abs, ctx, status)
    }

    fn choose(
        &self,
        other: &Decimal,
        wanted: Ordering,
        order: fn(&Decimal, &Decimal) -> Ordering,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        let chosen = if self.is_quiet() && !other.is_nan() {
            other
        } else if other.is_quiet() && !self.is_nan() {
            self
        } else if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        } else {
            let mut found = order(self, other);
            if found == Ordering::Equal {
                found = self.order_total(other);
            }
            if found == wanted { self } else { other }
        };
        chosen.clone().finalize(ctx, status)
    }
}
