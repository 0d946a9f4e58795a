//! Decimal numbers as the General Decimal Arithmetic defines them, for the module `_decimal`.
//!
//! A [`Decimal`] is a value: sign, coefficient and exponent, an infinity, or a NaN. Operations take a [`Context`] and
//! add the conditions that they meet to a [`Status`]; they never fail otherwise. Which conditions are errors is the
//! caller's matter.
//!
//! * `coefficient`: whole numbers in two words, or a big integer; `wide`: four words between operands and result.
//! * `word`: short ways for coefficients of one word.
//! * `finalize`: rounding a result to the context.
//! * `arithmetic`, `division`, `compare`, `integral`, `logical`, `neighbours`: the operations by kind.
//! * `root`, `elementary`, `fixed`, `power`: functions that are approximated.
//! * `parse`, `print`, `format`, `convert`: text and other numbers.

mod arithmetic;
mod coefficient;
mod compare;
mod context;
mod convert;
mod division;
mod elementary;
mod finalize;
mod fixed;
mod format;
mod integral;
mod logical;
mod neighbours;
mod parse;
mod power;
mod print;
mod root;
mod wide;
mod word;

pub use coefficient::Coefficient;
pub use context::{Context, MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, Rounding, Status, status};
pub use convert::Hash;
pub use format::{DecimalSpec, Separators, SpecError};

use coefficient::OutOfMemory;

/// What a decimal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number.
    Finite,
    /// An infinity.
    Infinity,
    /// A NaN.
    Quiet,
    /// A NaN that makes operations invalid.
    Signaling,
}

/// A decimal number. The coefficient of a NaN is its payload, zero if it has none.
#[derive(Clone, Debug)]
pub struct Decimal {
    coefficient: Coefficient,
    exponent: i64,
    kind: Kind,
    negative: bool,
}

impl Decimal {
    /// The number `(-1) ** negative * coefficient * 10 ** exponent`.
    #[inline]
    pub fn new(negative: bool, coefficient: Coefficient, exponent: i64) -> Decimal {
        Decimal {
            coefficient,
            exponent,
            kind: Kind::Finite,
            negative,
        }
    }
    /// An infinity.
    pub fn infinity(negative: bool) -> Decimal {
        Decimal::special(Kind::Infinity, negative, Coefficient::ZERO)
    }
    /// A NaN without sign and payload.
    pub fn nan() -> Decimal {
        Decimal::special(Kind::Quiet, false, Coefficient::ZERO)
    }
    /// An infinity or a NaN.
    pub fn special(kind: Kind, negative: bool, payload: Coefficient) -> Decimal {
        Decimal {
            coefficient: payload,
            exponent: 0,
            kind,
            negative,
        }
    }
    /// A zero.
    pub fn zero(negative: bool, exponent: i64) -> Decimal {
        Decimal::new(negative, Coefficient::ZERO, exponent)
    }
    /// A small whole number.
    pub fn from_i64(n: i64) -> Decimal {
        Decimal::new(n < 0, Coefficient::Small(n.unsigned_abs().into()), 0)
    }
    /// A NaN as the result of an invalid operation.
    #[cold]
    fn invalid(condition: Status, status: &mut Status) -> Decimal {
        *status |= condition;
        Decimal::nan()
    }

    /// What it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.kind
    }
    /// Its coefficient, or the payload of a NaN.
    #[inline]
    pub fn coefficient(&self) -> &Coefficient {
        &self.coefficient
    }
    /// The exponent of a finite number.
    #[inline]
    pub fn exponent(&self) -> i64 {
        self.exponent
    }
    /// Is the sign set?
    #[inline]
    pub fn is_negative(&self) -> bool {
        self.negative
    }
    /// Neither infinity nor NaN?
    #[inline]
    pub fn is_finite(&self) -> bool {
        self.kind == Kind::Finite
    }
    /// An infinity?
    #[inline]
    pub fn is_infinite(&self) -> bool {
        self.kind == Kind::Infinity
    }
    /// A NaN of either kind?
    #[inline]
    pub fn is_nan(&self) -> bool {
        matches!(self.kind, Kind::Quiet | Kind::Signaling)
    }
    /// A NaN that does not signal?
    pub fn is_quiet(&self) -> bool {
        self.kind == Kind::Quiet
    }
    /// A NaN that signals?
    pub fn is_signaling(&self) -> bool {
        self.kind == Kind::Signaling
    }
    /// A zero?
    #[inline]
    pub fn is_zero(&self) -> bool {
        self.is_finite() && self.coefficient.is_zero()
    }
    /// The exponent of the first digit.
    #[inline]
    pub fn adjusted(&self) -> i64 {
        self.exponent + self.coefficient.digits() - 1
    }
    /// A finite number without a fraction?
    pub fn is_integer(&self) -> bool {
        if !self.is_finite() {
            return false;
        }
        self.exponent >= 0
            || self.coefficient.is_zero()
            || self.coefficient.trailing_zeros() >= self.exponent.unsigned_abs()
    }
    /// A finite number that is odd?
    pub fn is_odd(&self) -> bool {
        if !self.is_integer() || self.exponent > 0 {
            return false;
        }
        let (units, _) = self.coefficient.shift_right(self.exponent.unsigned_abs());
        units.is_odd()
    }
    /// A number at least as large as the smallest normal one?
    pub fn is_normal(&self, ctx: &Context) -> bool {
        self.is_finite() && !self.is_zero() && self.adjusted() >= ctx.emin
    }
    /// A number other than zero below the smallest normal one?
    pub fn is_subnormal(&self, ctx: &Context) -> bool {
        self.is_finite() && !self.is_zero() && self.adjusted() < ctx.emin
    }

    /// The same with this sign.
    pub fn with_sign(mut self, negative: bool) -> Decimal {
        self.negative = negative;
        self
    }
    /// The same without its sign.
    pub fn copy_abs(&self) -> Decimal {
        self.clone().with_sign(false)
    }
    /// The same with the other sign.
    pub fn copy_negate(&self) -> Decimal {
        self.clone().with_sign(!self.negative)
    }
    /// The same with the sign of another.
    pub fn copy_sign(&self, other: &Decimal) -> Decimal {
        self.clone().with_sign(other.negative)
    }
    /// Do both have the same exponent, or are they the same kind of special value?
    pub fn same_quantum(&self, other: &Decimal) -> bool {
        if self.is_finite() && other.is_finite() {
            return self.exponent == other.exponent;
        }
        self.is_nan() && other.is_nan() || self.is_infinite() && other.is_infinite()
    }
    /// `-Normal`, `+Zero` and so on.
    pub fn number_class(&self, ctx: &Context) -> &'static str {
        let sign = |positive, negative| if self.negative { negative } else { positive };
        match self.kind {
            Kind::Signaling => "sNaN",
            Kind::Quiet => "NaN",
            Kind::Infinity => sign("+Infinity", "-Infinity"),
            Kind::Finite if self.coefficient.is_zero() => sign("+Zero", "-Zero"),
            Kind::Finite if self.is_subnormal(ctx) => sign("+Subnormal", "-Subnormal"),
            Kind::Finite => sign("+Normal", "-Normal"),
        }
    }

    /// This NaN as a result: quiet, with as much of the payload as fits.
    fn quieted(&self, ctx: &Context) -> Decimal {
        let mut nan = Decimal::special(Kind::Quiet, self.negative, self.coefficient.clone());
        nan.cut_payload(ctx);
        nan
    }

    fn cut_payload(&mut self, ctx: &Context) {
        let room = ctx.prec - i64::from(ctx.clamp);
        if !self.coefficient.is_zero() && self.coefficient.digits() > room {
            self.coefficient = self.coefficient.low_digits(room.max(0) as u64);
        }
    }

    /// The result of an operation on a NaN; None for anything else.
    #[inline]
    fn check_nan(&self, ctx: &Context, status: &mut Status) -> Option<Decimal> {
        if !self.is_nan() {
            return None;
        }
        if self.is_signaling() {
            *status |= status::INVALID_OPERATION;
        }
        Some(self.quieted(ctx))
    }

    /// The result of an operation on two operands of which one is a NaN: a signaling one goes before a quiet one.
    #[inline]
    fn check_nans(&self, other: &Decimal, ctx: &Context, status: &mut Status) -> Option<Decimal> {
        if !self.is_nan() && !other.is_nan() {
            return None;
        }
        let chosen = if other.is_signaling() && !self.is_signaling() || !self.is_nan() {
            other
        } else {
            self
        };
        chosen.check_nan(ctx, status)
    }
}

/// The result, or the NaN of one that does not fit into memory.
fn or_memory(result: Result<Decimal, OutOfMemory>, status: &mut Status) -> Decimal {
    result.unwrap_or_else(|OutOfMemory| Decimal::invalid(status::MALLOC_ERROR, status))
}
