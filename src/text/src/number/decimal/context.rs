//! What governs an operation: precision, bounds of the exponent, rounding; and what it reports.

/// The conditions that an operation has met, as bits of [`status`].
pub type Status = u32;

/// The conditions of the General Decimal Arithmetic, and those beside it.
pub mod status {
    /// An exponent was changed to fit the context.
    pub const CLAMPED: u32 = 0x1;
    /// Text that is no number.
    pub const CONVERSION_SYNTAX: u32 = 0x2;
    /// A finite number divided by zero.
    pub const DIVISION_BY_ZERO: u32 = 0x4;
    /// An integer quotient of more digits than the precision.
    pub const DIVISION_IMPOSSIBLE: u32 = 0x8;
    /// Zero divided by zero.
    pub const DIVISION_UNDEFINED: u32 = 0x10;
    /// Digits other than zero were lost.
    pub const INEXACT: u32 = 0x40;
    /// An operation that the context does not allow.
    pub const INVALID_CONTEXT: u32 = 0x80;
    /// An operation without a result.
    pub const INVALID_OPERATION: u32 = 0x100;
    /// The result does not fit into memory.
    pub const MALLOC_ERROR: u32 = 0x200;
    /// A decimal met a float.
    pub const FLOAT_OPERATION: u32 = 0x400;
    /// The result is larger than the largest number of the context.
    pub const OVERFLOW: u32 = 0x800;
    /// Digits were lost.
    pub const ROUNDED: u32 = 0x1000;
    /// The result is below the smallest normal number.
    pub const SUBNORMAL: u32 = 0x2000;
    /// The result is subnormal and inexact.
    pub const UNDERFLOW: u32 = 0x4000;
    /// All that make an operation invalid.
    pub const INVALID: u32 = CONVERSION_SYNTAX
        | DIVISION_IMPOSSIBLE
        | DIVISION_UNDEFINED
        | INVALID_CONTEXT
        | INVALID_OPERATION
        | MALLOC_ERROR;
    /// All after which the result is none.
    pub const ERRORS: u32 = INVALID | DIVISION_BY_ZERO;
}

/// How digits are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties towards zero.
    HalfDown,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// Away from zero if the last digit kept is 0 or 5.
    ZeroFiveUp,
}

impl Rounding {
    /// All of them, in the order of their numbers.
    pub const ALL: [Rounding; 8] = [
        Rounding::Up,
        Rounding::Down,
        Rounding::Ceiling,
        Rounding::Floor,
        Rounding::HalfUp,
        Rounding::HalfDown,
        Rounding::HalfEven,
        Rounding::ZeroFiveUp,
    ];

    /// The name of the constant in Python.
    pub fn name(self) -> &'static str {
        [
            "ROUND_UP",
            "ROUND_DOWN",
            "ROUND_CEILING",
            "ROUND_FLOOR",
            "ROUND_HALF_UP",
            "ROUND_HALF_DOWN",
            "ROUND_HALF_EVEN",
            "ROUND_05UP",
        ][self as usize]
    }
}

/// The largest precision.
pub const MAX_PREC: i64 = 999_999_999_999_999_999;
/// The largest exponent of a normal number.
pub const MAX_EMAX: i64 = 999_999_999_999_999_999;
/// The smallest exponent of a normal number.
pub const MIN_EMIN: i64 = -999_999_999_999_999_999;
/// The smallest exponent of any number.
pub const MIN_ETINY: i64 = MIN_EMIN - (MAX_PREC - 1);

/// Precision, bounds and rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context {
    /// How many digits a result has at most.
    pub prec: i64,
    /// The largest adjusted exponent.
    pub emax: i64,
    /// The smallest adjusted exponent of a normal number.
    pub emin: i64,
    /// How digits are dropped.
    pub rounding: Rounding,
    /// Whether exponents are kept so low that the coefficient could have all digits.
    pub clamp: bool,
}

impl Context {
    /// The context in which what can be represented at all is exact.
    pub const MAX: Context = Context {
        prec: MAX_PREC,
        emax: MAX_EMAX,
        emin: MIN_EMIN,
        rounding: Rounding::HalfEven,
        clamp: false,
    };

    /// The smallest exponent of a subnormal number.
    #[inline]
    pub fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }
    /// The largest exponent of a number with all digits.
    #[inline]
    pub fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }
    /// The same with another rounding.
    #[inline]
    pub fn with_rounding(self, rounding: Rounding) -> Context {
        Context { rounding, ..self }
    }
    /// The same with another precision.
    #[inline]
    pub fn with_prec(self, prec: i64) -> Context {
        Context { prec, ..self }
    }
}
