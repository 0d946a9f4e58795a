//! Other numbers into decimals, and decimals into other numbers.

use super::coefficient::{OutOfMemory, big_power, check_size};
use super::{Coefficient, Context, Decimal, Rounding};
use crate::number::int::{Int, IntRef};
use malachite_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer as _;

/// What the hash of a decimal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// This number.
    Value(i64),
    /// That of the object's address: a quiet NaN.
    Identity,
    /// There is none: a signaling NaN.
    None,
}

/// The prime that numbers are hashed modulo.
const PRIME: u64 = (1 << 61) - 1;
/// The inverse of ten modulo [`PRIME`].
const INVERSE_OF_TEN: u64 = 2_075_258_708_292_324_556;

fn multiply_mod(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn power_mod(mut base: u64, mut n: u64) -> u64 {
    let mut result = 1;
    while n > 0 {
        if n & 1 == 1 {
            result = multiply_mod(result, base);
        }
        base = multiply_mod(base, base);
        n >>= 1;
    }
    result
}

impl Decimal {
    /// The integer as a decimal, with all its digits.
    pub fn from_int(i: IntRef<'_>) -> Decimal {
        match i.to_i64() {
            Some(n) => Decimal::from_i64(n),
            None => {
                let big = i.to_big();
                let negative = big.sign() == Sign::Minus;
                let coefficient = Coefficient::from_big(big.magnitude().clone());
                Decimal::new(negative, coefficient, 0)
            }
        }
    }

    /// The float as a decimal, exactly.
    pub fn from_f64(x: f64) -> Decimal {
        let negative = x.is_sign_negative();
        if x.is_nan() {
            return Decimal::nan().with_sign(negative);
        }
        if x.is_infinite() {
            return Decimal::infinity(negative);
        }
        let bits = x.to_bits();
        let field = (bits >> 52 & 0x7FF) as i64;
        let mut mantissa = bits & ((1 << 52) - 1);
        let mut exponent = field.max(1) - 1075;
        if field > 0 {
            mantissa |= 1 << 52;
        }
        if mantissa == 0 {
            return Decimal::zero(negative, 0);
        }
        let even = mantissa.trailing_zeros();
        mantissa >>= even;
        exponent += i64::from(even);
        // mantissa / 2 ** n == mantissa * 5 ** n / 10 ** n
        let n = exponent.unsigned_abs() as u32;
        let (c, exponent) = if exponent < 0 {
            (BigUint::from(5u32).pow(n) * mantissa, exponent)
        } else {
            (BigUint::from(mantissa) << n, 0)
        };
        Decimal::new(negative, Coefficient::from_big(c), exponent)
    }

    /// The value of a whole number of one word.
    pub fn to_i64(&self) -> Option<i64> {
        if !self.is_integer() || self.adjusted() > 19 && !self.is_zero() {
            return None;
        }
        let c = self.integral_part(&Context::MAX)?.small()?;
        let n = i128::try_from(c).ok()?;
        i64::try_from(if self.negative { -n } else { n }).ok()
    }

    /// The number rounded to an integer; None if it does not fit into memory.
    pub fn to_int(&self, rounding: Rounding) -> Option<Int> {
        let c = self.integral_part(&Context::MAX.with_rounding(rounding))?;
        if let Some(n) = c.small().and_then(|n| i128::try_from(n).ok()) {
            return Some(Int::from(if self.negative { -n } else { n }));
        }
        Some(signed(self.negative, c.to_big()))
    }

    /// Numerator and denominator in lowest terms.
    pub fn to_ratio(&self) -> Option<(Int, Int)> {
        let n = self.exponent.unsigned_abs();
        if self.coefficient.is_zero() {
            return Some((Int::Small(0), Int::Small(1)));
        }
        if self.exponent >= 0 {
            let c = self.coefficient.shift_left(n).ok()?;
            return Some((signed(self.negative, c.to_big()), Int::Small(1)));
        }
        // What both have in common are twos and fives; zeros at the end go first.
        let zeros = self.coefficient.trailing_zeros().min(n);
        let c = self.coefficient.shift_right(zeros).0.to_big();
        let power = big_power(n - zeros).ok()?;
        let divisor = c.gcd(&power);
        let numerator = signed(self.negative, c / &divisor);
        Some((numerator, signed(false, power / divisor)))
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        let text = self.text(false, true);
        let text = std::str::from_utf8(&text).unwrap_or("nan");
        text.parse().unwrap_or(f64::NAN)
    }

    /// The hash, which is that of an equal number of another type.
    pub fn hash(&self) -> Hash {
        if self.is_signaling() {
            return Hash::None;
        }
        if self.is_nan() {
            return Hash::Identity;
        }
        let magnitude = if self.is_infinite() {
            314_159
        } else {
            let c = match &self.coefficient {
                Coefficient::Small(n) => (n % u128::from(PRIME)) as u64,
                Coefficient::Big(n) => {
                    let rest = &**n % PRIME;
                    rest.iter_u64_digits().next().unwrap_or(0)
                }
            };
            let base = if self.exponent < 0 {
                INVERSE_OF_TEN
            } else {
                10
            };
            multiply_mod(c, power_mod(base, self.exponent.unsigned_abs())) as i64
        };
        let value = if self.negative { -magnitude } else { magnitude };
        Hash::Value(if value == -1 { -2 } else { value })
    }

    /// The product with a positive integer, exactly: for comparing with a fraction. None where it has no room.
    pub fn times_int(&self, factor: IntRef<'_>) -> Option<Decimal> {
        let factor = factor.to_big();
        check_size((factor.bits() / 3).saturating_add(self.coefficient.digits() as u64)).ok()?;
        let c = Coefficient::from_big(factor.magnitude().clone());
        let product = self.coefficient.multiply(&c);
        Some(Decimal::new(self.negative, product, self.exponent))
    }
}

fn signed(negative: bool, magnitude: BigUint) -> Int {
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    Int::from(BigInt::from_biguint(sign, magnitude))
}

impl From<OutOfMemory> for crate::number::Error {
    fn from(_: OutOfMemory) -> crate::number::Error {
        crate::number::Error::memory()
    }
}
