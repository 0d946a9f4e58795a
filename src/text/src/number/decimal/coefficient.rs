//! Coefficients: whole numbers that are not negative, in two words where they fit.

use malachite_bigint::BigUint;
use num_integer::Integer as _;
use num_traits::Zero as _;
use std::cmp::Ordering;

/// A coefficient; `Small` whenever it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coefficient {
    /// Two words.
    Small(u128),
    /// More than that.
    Big(Box<BigUint>),
}

/// The result would not fit into memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

/// What was cut off, seen from the last digit that was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing but zeros.
    Zero,
    /// Less than half.
    Below,
    /// Exactly half.
    Half,
    /// More than half.
    Above,
}

const fn powers() -> [u128; 39] {
    let mut table = [1; 39];
    let mut i = 1;
    while i < 39 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
}

/// The powers of ten of two words.
pub(super) static POWERS: [u128; 39] = powers();

const fn short_powers() -> [u64; 20] {
    let mut table = [1; 20];
    let mut i = 1;
    while i < 20 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
}

/// The powers of ten of one word.
pub(super) static SHORT_POWERS: [u64; 20] = short_powers();

/// How many digits may be asked for: each takes almost half a byte.
const MAX_DIGITS: u64 = 1 << 40;

/// Fails where a number of so many digits could not be held.
pub(super) fn check_size(digits: u64) -> Result<(), OutOfMemory> {
    if digits < 1 << 20 {
        return Ok(());
    }
    if digits > MAX_DIGITS {
        return Err(OutOfMemory);
    }
    crate::number::error::ensure_memory(digits).map_err(|_| OutOfMemory)
}

/// `10 ** n`
pub(super) fn big_power(n: u64) -> Result<BigUint, OutOfMemory> {
    if n < 39 {
        return Ok(BigUint::from(POWERS[n as usize]));
    }
    check_size(n)?;
    let n = u32::try_from(n).map_err(|_| OutOfMemory)?;
    // A power of five shifted left takes half the work.
    Ok(BigUint::from(5u32).pow(n) << n)
}

/// How many decimal digits a number of two words has; one for zero.
#[inline]
pub(super) fn digits_of(n: u128) -> u32 {
    let high = (n >> 64) as u64;
    if high == 0 {
        let low = n as u64;
        // 1233 / 4096 is a little more than log10(2).
        let guess = ((64 - (low | 1).leading_zeros()) * 1233) >> 12;
        return guess + u32::from(low >= SHORT_POWERS[guess as usize]) + u32::from(low == 0);
    }
    let guess = ((128 - n.leading_zeros()) * 1233) >> 12;
    guess + u32::from(n >= POWERS[guess as usize])
}

fn digits_of_big(n: &BigUint) -> u64 {
    let bits = n.bits();
    let top = (n >> (bits - 64)).iter_u64_digits().next().unwrap_or(0);
    let log = (top as f64).log10() + (bits - 64) as f64 * std::f64::consts::LOG10_2;
    let guess = log.floor();
    // The logarithm is good to so much; a number this near to a power of ten is compared with it.
    let error = 1e-9 + log * 1e-14;
    if log - guess > error && guess + 1.0 - log > error {
        return guess as u64 + 1;
    }
    let nearest = log.round() as u64;
    match big_power(nearest) {
        Ok(p) if *n < p => nearest,
        _ => nearest + 1,
    }
}

impl Coefficient {
    /// Zero.
    pub const ZERO: Coefficient = Coefficient::Small(0);
    /// One.
    pub const ONE: Coefficient = Coefficient::Small(1);

    /// Is it zero?
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self, Coefficient::Small(0))
    }

    /// Is it odd?
    pub fn is_odd(&self) -> bool {
        match self {
            Coefficient::Small(n) => n & 1 == 1,
            Coefficient::Big(n) => n.is_odd(),
        }
    }

    /// The value in two words, if it fits.
    #[inline]
    pub fn small(&self) -> Option<u128> {
        match self {
            Coefficient::Small(n) => Some(*n),
            Coefficient::Big(_) => None,
        }
    }

    /// How many decimal digits it has; one for zero.
    #[inline]
    pub fn digits(&self) -> i64 {
        match self {
            Coefficient::Small(n) => digits_of(*n).into(),
            Coefficient::Big(n) => digits_of_big(n) as i64,
        }
    }

    /// The value as a big integer.
    pub fn to_big(&self) -> BigUint {
        match self {
            Coefficient::Small(n) => BigUint::from(*n),
            Coefficient::Big(n) => (**n).clone(),
        }
    }

    /// The value of a big integer.
    pub fn from_big(n: BigUint) -> Coefficient {
        if n.bits() > 128 {
            return Coefficient::Big(Box::new(n));
        }
        let mut words = n.iter_u64_digits();
        let low = words.next().unwrap_or(0);
        let high = words.next().unwrap_or(0);
        Coefficient::Small(u128::from(high) << 64 | u128::from(low))
    }

    /// Runs a function on the value as a big integer, without a copy of one that is big.
    fn with_big<R>(&self, f: impl FnOnce(&BigUint) -> R) -> R {
        match self {
            Coefficient::Small(n) => f(&BigUint::from(*n)),
            Coefficient::Big(n) => f(n),
        }
    }

    /// The sum.
    #[inline]
    pub fn add(&self, other: &Coefficient) -> Coefficient {
        if let (Coefficient::Small(a), Coefficient::Small(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Coefficient::Small(sum);
        }
        Coefficient::from_big(self.with_big(|a| other.with_big(|b| a + b)))
    }

    /// The difference; `other` is not larger.
    #[inline]
    pub fn subtract(&self, other: &Coefficient) -> Coefficient {
        if let (Coefficient::Small(a), Coefficient::Small(b)) = (self, other) {
            return Coefficient::Small(a.wrapping_sub(*b));
        }
        Coefficient::from_big(self.with_big(|a| other.with_big(|b| a - b)))
    }

    /// The product.
    #[inline]
    pub fn multiply(&self, other: &Coefficient) -> Coefficient {
        if let (Coefficient::Small(a), Coefficient::Small(b)) = (self, other) {
            if (a | b) >> 64 == 0 {
                return Coefficient::Small(a * b);
            }
            if let Some(product) = a.checked_mul(*b) {
                return Coefficient::Small(product);
            }
        }
        Coefficient::from_big(self.with_big(|a| other.with_big(|b| a * b)))
    }

    /// Quotient and remainder; `other` is not zero.
    pub fn divide(&self, other: &Coefficient) -> (Coefficient, Coefficient) {
        if let (Coefficient::Small(a), Coefficient::Small(b)) = (self, other) {
            let (q, r) = divide_words(*a, *b);
            return (Coefficient::Small(q), Coefficient::Small(r));
        }
        let (q, r) = self.with_big(|a| other.with_big(|b| a.div_rem(b)));
        (Coefficient::from_big(q), Coefficient::from_big(r))
    }

    /// The last decimal digit.
    pub fn last_digit(&self) -> u8 {
        match self {
            Coefficient::Small(n) if n >> 64 == 0 => (*n as u64 % 10) as u8,
            Coefficient::Small(n) => (n % 10) as u8,
            Coefficient::Big(n) => (&**n % 10u32).iter_u64_digits().next().unwrap_or(0) as u8,
        }
    }

    /// The value times `10 ** n`.
    #[inline]
    pub fn shift_left(&self, n: u64) -> Result<Coefficient, OutOfMemory> {
        if n == 0 || self.is_zero() {
            return Ok(self.clone());
        }
        if let Coefficient::Small(v) = self
            && n < 39
            && let Some(product) = v.checked_mul(POWERS[n as usize])
        {
            return Ok(Coefficient::Small(product));
        }
        check_size(n.saturating_add(self.digits() as u64))?;
        let power = big_power(n)?;
        Ok(Coefficient::from_big(self.with_big(|v| v * power)))
    }

    /// The value without its last `n` digits, and what these were.
    #[inline]
    pub fn shift_right(&self, n: u64) -> (Coefficient, Rest) {
        if n == 0 {
            return (self.clone(), Rest::Zero);
        }
        match self {
            Coefficient::Small(0) => (Coefficient::ZERO, Rest::Zero),
            Coefficient::Small(v) if n >= 39 => {
                debug_assert!(*v != 0);
                (Coefficient::ZERO, Rest::Below)
            }
            Coefficient::Small(v) => {
                let power = POWERS[n as usize];
                let (q, r) = divide_words(*v, power);
                let rest = match (r == 0, r.cmp(&(power / 2))) {
                    (true, _) => Rest::Zero,
                    (_, Ordering::Less) => Rest::Below,
                    (_, Ordering::Equal) => Rest::Half,
                    (_, Ordering::Greater) => Rest::Above,
                };
                (Coefficient::Small(q), rest)
            }
            Coefficient::Big(v) => shift_big(v, n),
        }
    }

    /// How many of the last digits are zeros; none of zero.
    pub fn trailing_zeros(&self) -> u64 {
        match self {
            Coefficient::Small(0) => 0,
            Coefficient::Small(v) => {
                let (mut v, mut n) = (*v, 0);
                // There are at most as many as there are factors of two.
                let most = v.trailing_zeros();
                for step in [32u32, 16, 8, 4, 2, 1] {
                    while n + step <= most {
                        let (q, r) = divide_words(v, POWERS[step as usize]);
                        if r != 0 {
                            break;
                        }
                        v = q;
                        n += step;
                    }
                }
                n.into()
            }
            Coefficient::Big(v) => {
                let most = v.trailing_zeros().unwrap_or(0);
                let mut step = 1;
                while step < most {
                    step *= 2;
                }
                let (mut v, mut n) = ((**v).clone(), 0);
                while step > 0 {
                    if n + step <= most
                        && let Ok(power) = big_power(step)
                    {
                        let (q, r) = v.div_rem(&power);
                        if r.is_zero() {
                            v = q;
                            n += step;
                            continue;
                        }
                    }
                    step /= 2;
                }
                n
            }
        }
    }

    /// The last `n` digits.
    pub fn low_digits(&self, n: u64) -> Coefficient {
        if self.digits() as u64 <= n {
            return self.clone();
        }
        match big_power(n) {
            Ok(power) => self.divide(&Coefficient::from_big(power)).1,
            Err(_) => self.clone(),
        }
    }

    /// The decimal digits as text.
    pub fn text(&self) -> String {
        match self {
            Coefficient::Small(n) => itoa::Buffer::new().format(*n).to_owned(),
            Coefficient::Big(n) => n.to_string(),
        }
    }

    /// The number that ASCII digits stand for; none is zero.
    pub fn from_digits(digits: &[u8]) -> Coefficient {
        if digits.len() < 39 {
            let n = digits
                .iter()
                .fold(0u128, |n, d| n * 10 + u128::from(d - b'0'));
            return Coefficient::Small(n);
        }
        let text = std::str::from_utf8(digits).unwrap_or("0");
        Coefficient::from_big(text.parse().unwrap_or_default())
    }
}

impl PartialOrd for Coefficient {
    fn partial_cmp(&self, other: &Coefficient) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Coefficient {
    #[inline]
    fn cmp(&self, other: &Coefficient) -> Ordering {
        match (self, other) {
            (Coefficient::Small(a), Coefficient::Small(b)) => a.cmp(b),
            (Coefficient::Small(_), Coefficient::Big(_)) => Ordering::Less,
            (Coefficient::Big(_), Coefficient::Small(_)) => Ordering::Greater,
            (Coefficient::Big(a), Coefficient::Big(b)) => a.cmp(b),
        }
    }
}

/// Quotient and remainder, by the processor's division where one word is enough.
#[inline]
pub(super) fn divide_words(a: u128, b: u128) -> (u128, u128) {
    if (a | b) >> 64 == 0 {
        let (a, b) = (a as u64, b as u64);
        return ((a / b).into(), (a % b).into());
    }
    let q = a / b;
    (q, a - q * b)
}

#[cold]
fn shift_big(v: &BigUint, n: u64) -> (Coefficient, Rest) {
    let digits = digits_of_big(v);
    if n > digits {
        return (Coefficient::ZERO, Rest::Below);
    }
    let Ok(power) = big_power(n) else {
        return (Coefficient::ZERO, Rest::Below);
    };
    let (q, r) = v.div_rem(&power);
    let rest = if r.is_zero() {
        Rest::Zero
    } else {
        match (r << 1u32).cmp(&power) {
            Ordering::Less => Rest::Below,
            Ordering::Equal => Rest::Half,
            Ordering::Greater => Rest::Above,
        }
    };
    (Coefficient::from_big(q), rest)
}
