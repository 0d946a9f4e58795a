//! Putting numbers together: sign, prefix, grouped digits, padding.

use super::spec::{Align, Sign, Spec};
use crate::number::Error;
use crate::number::sink::{SHORT, Short, Sink};
use crate::str::{StrBuf, Width};

/// The parts of a number's text.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts<'a> {
    pub negative: bool,
    /// `0x` and the like.
    pub prefix: &'a [u8],
    /// The digits before the point; empty for infinities and NaN.
    pub digits: &'a [u8],
    /// Whether there is a decimal point.
    pub point: bool,
    /// The digits behind the point.
    pub fraction: &'a [u8],
    /// What follows: exponent, percent sign, or `inf` and `nan`.
    pub rest: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Takes apart what float formatting wrote.
    pub fn of_float(text: &'a [u8]) -> Parts<'a> {
        let digits_of = |text: &[u8]| text.iter().take_while(|c| c.is_ascii_digit()).count();
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let (digits, text) = text.split_at(digits_of(text));
        let (point, text) = match text {
            [b'.', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let (fraction, rest) = text.split_at(if point { digits_of(text) } else { 0 });
        Parts {
            negative,
            prefix: b"",
            digits,
            point,
            fraction,
            rest,
        }
    }
}

/// The digits of the integer part with their groups, counted.
struct Grouped {
    /// Zeros in front of the digits.
    zeros: usize,
    /// Digits per group; 0 without groups.
    size: usize,
    separator: u8,
}

impl Grouped {
    /// How many zeros bring the digits, separators included, to the least width.
    fn new(spec: &Spec, digits: usize, least: usize) -> Grouped {
        let size = match (spec.grouping, spec.code()) {
            (None, _) => 0,
            (Some(_), b'b' | b'o' | b'x' | b'X') => 4,
            (Some(_), _) => 3,
        };
        let separator = spec.grouping.map_or(0, |g| g.character());
        let mut count = digits;
        if size == 0 {
            count = count.max(least);
        } else if digits > 0 && digits + separators(digits, size) < least {
            // In `least` characters, every (size + 1)th from the right is a separator. Where the first
            // would be one, a digit goes before it.
            let blocks = least / (size + 1);
            count = blocks * size + (least % (size + 1)).max(1);
        }
        Grouped {
            zeros: if digits == 0 { 0 } else { count - digits },
            size,
            separator,
        }
    }

    fn len(&self, digits: usize) -> usize {
        let count = self.zeros + digits;
        count + separators(count, self.size)
    }

    fn write(&self, out: &mut impl Sink, digits: &[u8]) {
        if self.size == 0 {
            out.push_repeated(b'0'.into(), self.zeros);
            out.push_bytes(digits);
            return;
        }
        let count = self.zeros + digits.len();
        for index in 0..count {
            if index > 0 && (count - index).is_multiple_of(self.size) {
                out.push(self.separator);
            }
            out.push(match index.checked_sub(self.zeros) {
                Some(index) => digits[index],
                None => b'0',
            });
        }
    }
}

/// The number of separators among digits.
fn separators(digits: usize, size: usize) -> usize {
    digits.saturating_sub(1).checked_div(size).unwrap_or(0)
}

/// The sign character, if any.
fn sign_of(spec: &Spec, negative: bool) -> Option<u8> {
    match spec.sign {
        _ if negative => Some(b'-'),
        Some(Sign::Plus) => Some(b'+'),
        Some(Sign::Space) => Some(b' '),
        _ => None,
    }
}

/// Writes a number with the padding that the specifier asks for.
pub(super) fn number(spec: &Spec, parts: &Parts<'_>) -> Result<StrBuf, Error> {
    let sign = sign_of(spec, parts.negative);
    let fraction = match spec.fraction_grouping {
        Some(_) => parts.fraction.len() + separators(parts.fraction.len(), 3),
        None => parts.fraction.len(),
    };
    let others = usize::from(sign.is_some())
        + parts.prefix.len()
        + usize::from(parts.point)
        + fraction
        + parts.rest.len();
    let width = spec.width.unwrap_or(0);
    let least = if spec.pads_with_digits() {
        width.saturating_sub(others)
    } else {
        0
    };
    let grouped = Grouped::new(spec, parts.digits.len(), least);
    let len = others + grouped.len(parts.digits.len());
    let padding = Padding::new(width.saturating_sub(len), spec.align);
    let plan = Plan {
        sign,
        grouped,
        padding,
    };
    if spec.fill <= 0xFF && len.saturating_add(plan.padding.count()) <= SHORT {
        let mut out = Short::new();
        plan.write(&mut out, spec, parts);
        return Ok(StrBuf::from_latin1(out.as_bytes()));
    }
    let mut out = with_capacity(spec, len, &plan.padding)?;
    plan.write(&mut out, spec, parts);
    Ok(out)
}

/// What was computed about a number before it is written.
struct Plan {
    sign: Option<u8>,
    grouped: Grouped,
    padding: Padding,
}

impl Plan {
    fn write(&self, out: &mut impl Sink, spec: &Spec, parts: &Parts<'_>) {
        out.push_repeated(spec.fill, self.padding.before);
        if let Some(sign) = self.sign {
            out.push(sign);
        }
        out.push_bytes(parts.prefix);
        out.push_repeated(spec.fill, self.padding.inside);
        self.grouped.write(out, parts.digits);
        if parts.point {
            out.push(b'.');
        }
        match spec.fraction_grouping {
            Some(separator) => {
                for (index, &digit) in parts.fraction.iter().enumerate() {
                    if index > 0 && index % 3 == 0 {
                        out.push(separator.character());
                    }
                    out.push(digit);
                }
            }
            None => out.push_bytes(parts.fraction),
        }
        out.push_bytes(parts.rest);
        out.push_repeated(spec.fill, self.padding.after);
    }
}

/// The padding's places.
pub(super) struct Padding {
    pub before: usize,
    pub inside: usize,
    pub after: usize,
}

impl Padding {
    /// All of it.
    pub fn count(&self) -> usize {
        self.before + self.inside + self.after
    }

    pub fn new(count: usize, align: Align) -> Padding {
        let (before, inside, after) = match align {
            Align::Left => (0, 0, count),
            Align::Right => (count, 0, 0),
            Align::Center => (count / 2, 0, count - count / 2),
            Align::AfterSign => (0, count, 0),
        };
        Padding {
            before,
            inside,
            after,
        }
    }
}

/// A buffer for so many characters and their padding, or a MemoryError.
pub(super) fn with_capacity(spec: &Spec, len: usize, padding: &Padding) -> Result<StrBuf, Error> {
    let padding = padding.count();
    let width = if padding > 0 {
        Width::of(spec.fill)
    } else {
        Width::Latin1
    };
    let len = len.checked_add(padding).ok_or_else(Error::memory)?;
    Ok(StrBuf::try_with_capacity(width, len)?)
}
