//! Sums, products and quantized numbers whose coefficients fit one word, which is what almost all decimals are.
//!
//! Each function gives what the general operation gives where that need not round to the precision and meets no bound of the
//! exponent; otherwise nothing, and the general operation is asked.

use super::coefficient::{Coefficient, POWERS, Rest, SHORT_POWERS};
use super::finalize::rounds_up;
use super::{Context, Decimal, Kind, Status, status};

/// The most digits that a result may have here.
const DIGITS: i64 = 38;

impl Decimal {
    /// The coefficient of a finite number, if it fits a word.
    #[inline(always)]
    fn word(&self) -> Option<u64> {
        match self.coefficient {
            Coefficient::Small(n) if self.kind == Kind::Finite && n >> 64 == 0 => Some(n as u64),
            _ => None,
        }
    }

    /// `self * other`
    #[inline(always)]
    pub(super) fn word_product(&self, other: &Decimal, ctx: &Context) -> Option<Decimal> {
        let product = u128::from(self.word()?) * u128::from(other.word()?);
        let negative = self.negative != other.negative;
        as_it_is(negative, product, self.exponent + other.exponent, ctx)
    }

    /// `self + other`, where `negative` is the sign that counts for `other`.
    #[inline(always)]
    pub(super) fn word_sum(
        &self,
        other: &Decimal,
        negative: bool,
        ctx: &Context,
    ) -> Option<Decimal> {
        let (a, b) = (self.word()?, other.word()?);
        let (mut a, mut b) = (u128::from(a), u128::from(b));
        let exponent = self.exponent.min(other.exponent);
        if self.exponent != other.exponent {
            // The product of a word and such a power fits two words, and the sum of two of these too.
            let power = |shift: i64| SHORT_POWERS.get(shift as usize).map(|&p| u128::from(p));
            a *= power(self.exponent - exponent)?;
            b *= power(other.exponent - exponent)?;
        }
        if self.negative == negative {
            return as_it_is(negative, a.checked_add(b)?, exponent, ctx);
        }
        // The sign of a zero depends on the rounding.
        match a.cmp(&b) {
            std::cmp::Ordering::Greater => as_it_is(self.negative, a - b, exponent, ctx),
            std::cmp::Ordering::Less => as_it_is(negative, b - a, exponent, ctx),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The number with the exponent of `other`.
    #[inline(always)]
    pub(super) fn word_quantized(
        &self,
        other: &Decimal,
        ctx: &Context,
        status: &mut Status,
    ) -> Option<Decimal> {
        let Coefficient::Small(n) = self.coefficient else {
            return None;
        };
        if self.kind != Kind::Finite || other.kind != Kind::Finite || n == 0 {
            return None;
        }
        let exponent = other.exponent;
        // What a caller wants may lie beyond the exponents that numbers have.
        if exponent < ctx.emin || exponent > ctx.emax {
            return None;
        }
        let shift = exponent - self.exponent;
        if shift <= 0 {
            let power = *POWERS.get(shift.unsigned_abs() as usize)?;
            return as_it_is(self.negative, n.checked_mul(power)?, exponent, ctx);
        }
        let unit = *SHORT_POWERS.get(shift as usize)?;
        let (mut kept, dropped) = match u64::try_from(n) {
            Ok(n) => (u128::from(n / unit), n % unit),
            Err(_) => (n / u128::from(unit), (n % u128::from(unit)) as u64),
        };
        // Powers of ten are even.
        let rest = match dropped.cmp(&(unit / 2)) {
            std::cmp::Ordering::Less if dropped == 0 => Rest::Zero,
            std::cmp::Ordering::Less => Rest::Below,
            std::cmp::Ordering::Equal => Rest::Half,
            std::cmp::Ordering::Greater => Rest::Above,
        };
        if rounds_up(ctx.rounding, self.negative, &Coefficient::Small(kept), rest) {
            kept += 1;
        }
        let result = as_it_is(self.negative, kept, exponent, ctx)?;
        *status |= status::ROUNDED;
        if rest != Rest::Zero {
            *status |= status::INEXACT;
        }
        Some(result)
    }
}

/// The number, if the context has nothing to change about it: not too many digits, no bound of the exponent near.
#[inline(always)]
fn as_it_is(negative: bool, coefficient: u128, exponent: i64, ctx: &Context) -> Option<Decimal> {
    let most = match ctx.prec {
        prec if prec <= DIGITS => POWERS[prec as usize],
        _ => POWERS[DIGITS as usize],
    };
    if coefficient >= most || ctx.clamp || exponent < ctx.emin || exponent > ctx.emax - DIGITS {
        return None;
    }
    Some(Decimal::new(
        negative,
        Coefficient::Small(coefficient),
        exponent,
    ))
}
