//! Reading integer literals: the rules of `int(text, base)`.

use super::{Int, IntRef};
use crate::number::{Error, ParseError, ascii};
use malachite_bigint::{BigInt, BigUint, Sign};
use num_traits::Num;

/// Digit counts up to this one are never refused (`_PY_LONG_MAX_STR_DIGITS_THRESHOLD`).
pub(super) const LIMIT_THRESHOLD: usize = 640;

/// The base argument of `int()` as [`parse`] takes it, or the ValueError for one out of range.
pub fn prepare_base(base: i64) -> Result<u32, Error> {
    match base {
        0 | 2..=36 => Ok(base as u32),
        _ => Err(Error::value("int() base must be >= 2 and <= 36, or 0")),
    }
}

/// The value of a digit in the bases up to 36, or a number no base reaches.
fn digit_value(c: u8) -> u32 {
    (c as char).to_digit(36).unwrap_or(u32::MAX)
}

/// Reads an integer literal as `int(text, base)` does.
///
/// `text` is ASCII (see [`ascii::normalize`]); white space around it is skipped. `base` is 0 (the
/// literal's prefix decides) or 2 to 36. `max_digits` limits the length in bases that are no power of
/// two; 0 means no limit.
pub fn parse(text: &[u8], base: u32, max_digits: usize) -> Result<Int, ParseError> {
    if base == 10
        && let Some(value) = plain_word(text)
    {
        return Ok(Int::Small(value));
    }
    let mut rest = ascii::strip(text);
    let negative = match rest.first() {
        Some(b'-') => {
            rest = &rest[1..];
            true
        }
        Some(b'+') => {
            rest = &rest[1..];
            false
        }
        _ => false,
    };
    let prefix = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let mut only_zero = false;
    let base = match (base, prefix) {
        (0, 0) => {
            // "010" meant octal once, and so means nothing now.
            only_zero = rest.first() == Some(&b'0');
            10
        }
        (0, prefix) => prefix,
        (base, _) => base,
    };
    if prefix == base {
        rest = &rest[2..];
        if rest.first() == Some(&b'_') {
            rest = &rest[1..];
        }
    }
    let digits = scan(rest, base)?;
    if digits.text.len() != rest.len() {
        return Err(ParseError::Literal);
    }
    if digits.count > LIMIT_THRESHOLD
        && max_digits > 0
        && digits.count > max_digits
        && !base.is_power_of_two()
    {
        return Err(Error::value(format!(
            "Exceeds the limit ({max_digits} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.count
        ))
        .into());
    }
    let value = digits.value(negative, base);
    if only_zero && !value.view().is_zero() {
        return Err(ParseError::Literal);
    }
    Ok(value)
}

/// The value of a text that is nothing but decimal digits, and few enough for a word.
#[inline]
pub fn plain_word(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut word: i64 = 0;
    for c in text {
        let digit = c.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        word = word * 10 + i64::from(digit);
    }
    Some(word)
}

/// A run of digits, single underscores between them.
struct Run<'a> {
    text: &'a [u8],
    count: usize,
}

/// The longest run of digits at the start of the text.
fn scan(text: &[u8], base: u32) -> Result<Run<'_>, ParseError> {
    let mut count = 0;
    let mut previous = b'_';
    let mut end = text.len();
    for (index, &c) in text.iter().enumerate() {
        if c == b'_' {
            if previous == b'_' {
                return Err(ParseError::Literal);
            }
        } else if digit_value(c) < base {
            count += 1;
        } else {
            end = index;
            break;
        }
        previous = c;
    }
    if previous == b'_' {
        return Err(ParseError::Literal);
    }
    Ok(Run {
        text: &text[..end],
        count,
    })
}

impl Run<'_> {
    fn value(&self, negative: bool, base: u32) -> Int {
        let mut word: u64 = 0;
        for &c in self.text.iter().filter(|&&c| c != b'_') {
            match word
                .checked_mul(base.into())
                .and_then(|word| word.checked_add(digit_value(c).into()))
            {
                Some(next) => word = next,
                None => return self.big_value(negative, base),
            }
        }
        let value = i128::from(word);
        Int::from(if negative { -value } else { value })
    }

    #[cold]
    fn big_value(&self, negative: bool, base: u32) -> Int {
        // For the lengths that are usual, multiplying word by word beats the library's division of
        // the text, which wins for long ones.
        const USUAL: usize = 1500;
        let digits = self.text.iter().filter(|&&c| c != b'_');
        let magnitude = if self.count <= USUAL {
            by_words(digits, base)
        } else {
            // The run holds digits of the base only, which is what the library asks for.
            let digits: String = digits.map(|&c| c as char).collect();
            BigUint::from_str_radix(&digits, base).unwrap_or_default()
        };
        let sign = if negative { Sign::Minus } else { Sign::Plus };
        Int::from(BigInt::from_biguint(sign, magnitude))
    }
}

/// The value of digits, as many at a time as a word holds.
fn by_words<'a>(digits: impl Iterator<Item = &'a u8>, base: u32) -> BigUint {
    let mut value = BigUint::default();
    let (mut word, mut power) = (0u64, 1u64);
    for &c in digits {
        match power.checked_mul(base.into()) {
            Some(next) => {
                power = next;
                word = word * u64::from(base) + u64::from(digit_value(c));
            }
            None => {
                value = value * power + word;
                power = base.into();
                word = digit_value(c).into();
            }
        }
    }
    value * power + word
}

/// A literal's value for tests and callers that know it is well formed.
impl std::str::FromStr for Int {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Int, ParseError> {
        parse(text.as_bytes(), 10, 0)
    }
}

impl std::fmt::Display for IntRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            IntRef::Small(v) => v.fmt(f),
            _ => self.with_big(|v| v.fmt(f)),
        }
    }
}
