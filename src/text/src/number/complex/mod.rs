//! Complex numbers: arithmetic, powers, `repr` and literals, as `complex` does them since CPython 3.14.

mod arithmetic;
pub mod functions;
mod parse;
mod power;
mod text;

pub use arithmetic::{abs, add, div, mul, neg, sub};
pub use parse::parse;
pub use power::pow;
pub use text::repr;

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl Complex {
    /// `re + im * 1j`, with both parts as they are.
    #[inline]
    pub const fn new(re: f64, im: f64) -> Complex {
        Complex { re, im }
    }

    pub(super) fn is_nan(self) -> bool {
        self.re.is_nan() && self.im.is_nan()
    }

    pub(super) fn is_infinite(self) -> bool {
        self.re.is_infinite() || self.im.is_infinite()
    }

    pub(super) fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    /// Each part as 1 where it is infinite and as 0 elsewhere, with its sign: the direction of an infinite number.
    pub(super) fn direction(self) -> Complex {
        let unit = |x: f64| f64::from(u8::from(x.is_infinite())).copysign(x);
        Complex::new(unit(self.re), unit(self.im))
    }

    /// Parts that are NaN as zeros of their sign.
    pub(super) fn without_nan(self) -> Complex {
        let known = |x: f64| if x.is_nan() { 0.0f64.copysign(x) } else { x };
        Complex::new(known(self.re), known(self.im))
    }
}

/// An operand of complex arithmetic. A real one has no imaginary part, not even a zero: its sign would show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// An int or a float.
    Real(f64),
    /// A complex number.
    Complex(Complex),
}

impl Operand {
    /// The operand as a complex number.
    #[inline]
    pub fn complex(self) -> Complex {
        match self {
            Operand::Real(x) => Complex::new(x, 0.0),
            Operand::Complex(z) => z,
        }
    }
}
