//! The decimal digits of a double, in the three modes of David Gay's `dtoa`.

use smallvec::SmallVec;
use std::fmt::Write;

/// Digits and the place of the decimal point: the value is `0.DIGITS × 10**point`.
///
/// Zero is the digit `0` with the point behind it. There are no leading zeros otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// ASCII digits, without trailing zeros in the modes that may drop them.
    pub digits: SmallVec<[u8; 32]>,
    /// How many of the digits stand before the decimal point; may be negative or beyond their number.
    pub point: i32,
}

/// No double has more significant digits than this, so none needs to be asked for.
const MAX_SIGNIFICANT: usize = 770;
/// No double has more digits behind the point.
const MAX_FRACTION: usize = 1080;

impl Decimal {
    /// The shortest digits that read back as the same double (`dtoa` mode 0). The sign is ignored.
    pub fn shortest(value: f64) -> Decimal {
        let mut buffer = zmij::Buffer::new();
        Decimal::from_text(buffer.format_finite(value.abs()))
    }

    /// The value rounded half to even to `count` significant digits (mode 2); `count` is at least 1.
    /// Trailing zeros may be missing.
    pub fn significant(value: f64, count: usize) -> Decimal {
        if let Some(decimal) = Decimal::few_significant(value, count) {
            return decimal;
        }
        let mut text = Text::new();
        let count = count.clamp(1, MAX_SIGNIFICANT);
        // Writing to a Text does not fail.
        let _ = write!(text, "{:.*e}", count - 1, value.abs());
        Decimal::from_text(text.as_str())
    }

    /// The same for values of ordinary size, by the exact arithmetic of [`scaled`].
    fn few_significant(value: f64, count: usize) -> Option<Decimal> {
        const MAX_COUNT: usize = 17;
        if count > MAX_COUNT {
            return None;
        }
        let magnitude = value.abs();
        let mut point = match magnitude {
            1e-5..1.0 => {
                -((1..5)
                    .take_while(|&e| magnitude * POWERS[e] as f64 <= 1.0)
                    .count() as i32)
            }
            1.0..1e15 => (magnitude as u64).ilog10() as i32 + 1,
            _ => return None,
        };
        let least = POWERS[count.checked_sub(1)?];
        // A first guess of the point may be off by one, and rounding up may add a digit.
        for _ in 0..3 {
            let units = scaled(value, usize::try_from(count as i32 - point).ok()?)?;
            if units < least {
                point -= 1;
            } else if units >= least * 10 {
                point += 1;
            } else {
                let mut buffer = itoa::Buffer::new();
                let text = buffer.format(units).as_bytes();
                let kept = text
                    .iter()
                    .rposition(|&c| c != b'0')
                    .map_or(1, |last| last + 1);
                return Some(Decimal {
                    digits: SmallVec::from_slice(&text[..kept]),
                    point,
                });
            }
        }
        None
    }

    /// The value rounded half to even to `count` digits behind the point (mode 3).
    /// Trailing zeros may be missing; a value that rounds to zero has the digit `0`.
    pub fn fixed(value: f64, count: usize) -> Decimal {
        let mut text = Text::new();
        let _ = write!(text, "{:.*}", count.min(MAX_FRACTION), value.abs());
        Decimal::from_text(text.as_str())
    }

    /// Reads what the standard library and zmij write: `12.5`, `0.001`, `1e16`, `1.5e-7`.
    fn from_text(text: &str) -> Decimal {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut point = whole.len() as i32 + exponent.parse::<i32>().unwrap_or(0);
        let mut digits: SmallVec<[u8; 32]> = SmallVec::from_slice(whole.as_bytes());
        digits.extend_from_slice(fraction.as_bytes());
        let zeros = digits.iter().take_while(|&&d| d == b'0').count();
        if zeros == digits.len() {
            return Decimal {
                digits: SmallVec::from_slice(b"0"),
                point: 1,
            };
        }
        digits.drain(..zeros);
        point -= zeros as i32;
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        Decimal { digits, point }
    }
}

/// A string on the native stack for all but the longest numbers.
struct Text(SmallVec<[u8; 128]>);

impl Text {
    fn new() -> Text {
        Text(SmallVec::new())
    }

    fn as_str(&self) -> &str {
        // Only `write_str` fills the buffer.
        std::str::from_utf8(&self.0).unwrap_or("0")
    }
}

impl Write for Text {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.0.extend_from_slice(s.as_bytes());
        Ok(())
    }
}

/// `|value| * 10**count` rounded half to even to a whole number, where that fits a word and can be
/// computed exactly in 128 bits: the fast path of `format(x, ".2f")` and `round(x, 2)`.
#[inline]
pub(super) fn scaled(value: f64, count: usize) -> Option<u64> {
    if count >= POWERS.len() {
        return None;
    }
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7FF) as i32;
    if exponent == 0x7FF {
        return None;
    }
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    let product = u128::from(mantissa) * u128::from(POWERS[count]);
    let result = match exponent {
        0..=11 => product << exponent,
        12.. => return None,
        -127..=-1 => {
            let drop = exponent.unsigned_abs();
            let kept = product >> drop;
            let tail = product & ((1 << drop) - 1);
            let half = 1 << (drop - 1);
            kept + u128::from(tail > half || tail == half && kept & 1 == 1)
        }
        // The product has less than 117 bits: half a unit is out of reach.
        _ => 0,
    };
    u64::try_from(result).ok()
}

/// The powers of ten that fit a word.
pub(super) const POWERS: [u64; 20] = {
    let mut table = [1; 20];
    let mut i = 1;
    while i < 20 {
        table[i] = table[i - 1] * 10;
        i += 1;
    }
    table
};
