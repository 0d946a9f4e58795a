//! Digits: logical operations, shifts and rotations.

use super::coefficient::check_size;
use super::{Coefficient, Context, Decimal, Status, or_memory, status};

/// The digits of a logical operand, the last one first; None if it is none.
fn bits(d: &Decimal) -> Option<Vec<u8>> {
    if !d.is_finite() || d.negative || d.exponent != 0 {
        return None;
    }
    let mut digits = d.coefficient.text().into_bytes();
    digits.reverse();
    digits
        .iter()
        .all(|d| matches!(d, b'0' | b'1'))
        .then_some(digits)
}

impl Decimal {
    /// `&` of each pair of digits.
    pub fn logical_and(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.logical(other, |a, b| a & b, ctx, status)
    }
    /// `|` of each pair of digits.
    pub fn logical_or(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.logical(other, |a, b| a | b, ctx, status)
    }
    /// `^` of each pair of digits.
    pub fn logical_xor(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.logical(other, |a, b| a ^ b, ctx, status)
    }

    fn logical(
        &self,
        other: &Decimal,
        f: fn(u8, u8) -> u8,
        ctx: &Context,
        status: &mut Status,
    ) -> Decimal {
        let (Some(a), Some(b)) = (bits(self), bits(other)) else {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        };
        let n = (a.len().max(b.len()) as i64).min(ctx.prec) as usize;
        let at = |v: &[u8], i: usize| v.get(i).map_or(0, |d| d - b'0');
        let digits: Vec<u8> = (0..n)
            .rev()
            .map(|i| b'0' + f(at(&a, i), at(&b, i)))
            .collect();
        Decimal::new(false, Coefficient::from_digits(&digits), 0)
    }

    /// Each of as many digits as the precision inverted.
    pub fn logical_invert(&self, ctx: &Context, status: &mut Status) -> Decimal {
        let Some(a) = bits(self) else {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        };
        if check_size(ctx.prec as u64).is_err() {
            return Decimal::invalid(status::MALLOC_ERROR, status);
        }
        let digits: Vec<u8> = (0..ctx.prec as usize)
            .rev()
            .map(|i| b'0' + u8::from(a.get(i).is_none_or(|d| *d == b'0')))
            .collect();
        Decimal::new(false, Coefficient::from_digits(&digits), 0)
    }

    /// The whole number that says how far to shift or to rotate.
    fn distance(&self, ctx: &Context) -> Option<i64> {
        if !self.is_finite() || self.exponent != 0 {
            return None;
        }
        let n = i64::try_from(self.coefficient.small()?).ok()?;
        (n <= ctx.prec).then_some(if self.negative { -n } else { n })
    }

    /// The digits shifted to the left by so many places, zeros from the right.
    pub fn shift(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.moved(other, ctx, status, |c, n, prec| {
            if n < 0 {
                return Ok(c.low_digits(prec as u64).shift_right(n.unsigned_abs()).0);
            }
            // What leaves on the left need not be shifted.
            c.low_digits((prec - n) as u64).shift_left(n as u64)
        })
    }

    /// The digits, as many as the precision, rotated to the left by so many places.
    pub fn rotate(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Decimal {
        self.moved(other, ctx, status, |c, n, prec| {
            let n = if n < 0 { prec + n } else { n };
            let c = c.low_digits(prec as u64);
            let (high, _) = c.shift_right((prec - n) as u64);
            let low = c.low_digits((prec - n) as u64).shift_left(n as u64)?;
            Ok(low.add(&high))
        })
    }

    fn moved(
        &self,
        other: &Decimal,
        ctx: &Context,
        status: &mut Status,
        f: fn(&Coefficient, i64, i64) -> Result<Coefficient, super::OutOfMemory>,
    ) -> Decimal {
        if let Some(nan) = self.check_nans(other, ctx, status) {
            return nan;
        }
        let Some(n) = other.distance(ctx) else {
            return Decimal::invalid(status::INVALID_OPERATION, status);
        };
        if self.is_infinite() {
            return self.clone();
        }
        let moved = f(&self.coefficient, n, ctx.prec);
        let made = moved.map(|c| Decimal::new(self.negative, c, self.exponent));
        or_memory(made, status)
    }
}
