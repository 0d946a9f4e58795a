//! `Decimal.__format__`.

use super::coefficient::{OutOfMemory, check_size};
use super::finalize::round_off;
use super::{Context, Decimal, Rounding};
use crate::str::StrRef;
use crate::unicode;

/// Why a specifier cannot be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpecError {
    /// It is none.
    Invalid,
    /// A number in it is too large for any size.
    TooLarge,
    /// A number in it is larger than any precision.
    Limits,
    /// The text would not fit into memory.
    Memory,
}

impl From<OutOfMemory> for SpecError {
    fn from(_: OutOfMemory) -> SpecError {
        SpecError::Memory
    }
}

/// The marks between digits: a locale's, or those of the specifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separators {
    /// Between whole and fractional part.
    pub point: String,
    /// Between groups of digits.
    pub thousands: String,
    /// The sizes of the groups from the right, as `localeconv()` has them: 0 at the end repeats the one before, 127
    /// ends the groups.
    pub grouping: Vec<u8>,
}

impl Default for Separators {
    fn default() -> Separators {
        Separators {
            point: ".".to_owned(),
            thousands: String::new(),
            grouping: vec![3, 0],
        }
    }
}

/// A specifier, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecimalSpec {
    fill: char,
    align: char,
    sign: char,
    no_negative_zero: bool,
    alternate: bool,
    zeros: bool,
    width: usize,
    precision: Option<i64>,
    fraction_separator: Option<char>,
    /// The marks between digits.
    pub separators: Separators,
    /// The presentation type; None where the context's capitals say which.
    pub kind: Option<char>,
}

struct Reader<'a>(std::iter::Peekable<std::str::Chars<'a>>);

impl Reader<'_> {
    fn one_of(&mut self, all: &str) -> Option<char> {
        self.0.next_if(|c| all.contains(*c))
    }

    fn number(&mut self) -> Result<Option<i64>, SpecError> {
        let mut value = None;
        while let Some(d) = self
            .0
            .peek()
            .and_then(|c| unicode::decimal_value(*c as u32))
        {
            self.0.next();
            let next = value
                .unwrap_or(0i64)
                .checked_mul(10)
                .and_then(|v| v.checked_add(d.into()));
            value = Some(next.ok_or(SpecError::TooLarge)?);
        }
        Ok(value)
    }
}

impl DecimalSpec {
    /// Takes a specifier apart. Type `n` is left as it is, for its separators come from elsewhere.
    pub fn parse(text: &str) -> Result<DecimalSpec, SpecError> {
        let is_align = |c: &char| "<>=^".contains(*c);
        let (mut fill, mut align) = (None, None);
        let mut chars = text.chars();
        let (first, second) = (chars.next(), chars.next());
        let mut skipped = 0;
        if let Some(a) = second.filter(is_align) {
            (fill, align, skipped) = (first, Some(a), 2);
        } else if let Some(a) = first.filter(is_align) {
            (align, skipped) = (Some(a), 1);
        }
        let mut rest = text.chars();
        for _ in 0..skipped {
            rest.next();
        }
        let mut r = Reader(rest.peekable());
        let sign = r.one_of("-+ ").unwrap_or('-');
        let no_negative_zero = r.one_of("z").is_some();
        let alternate = r.one_of("#").is_some();
        let zeros = r.one_of("0").is_some();
        let width = r.number()?;
        let thousands = r.one_of(",_");
        let (mut precision, mut fraction_separator) = (None, None);
        if r.one_of(".").is_some() {
            precision = r.number()?;
            fraction_separator = r.one_of(",_");
            if precision.is_none() && fraction_separator.is_none() {
                return Err(SpecError::Invalid);
            }
        }
        let kind = r.one_of("eEfFgGnN%");
        if r.0.next().is_some() || zeros && align.is_some() {
            return Err(SpecError::Invalid);
        }
        let localized = matches!(kind, Some('n' | 'N'));
        if localized && thousands.is_some() {
            return Err(SpecError::Invalid);
        }
        // `N` is older than the marks that it does not know.
        if kind == Some('N') && (no_negative_zero || alternate || fraction_separator.is_some()) {
            return Err(SpecError::Invalid);
        }
        if precision == Some(0) && matches!(kind, None | Some('g' | 'G' | 'n' | 'N')) {
            precision = Some(1);
        }
        Ok(DecimalSpec {
            fill: fill.unwrap_or(' '),
            align: align.unwrap_or('>'),
            sign,
            no_negative_zero,
            alternate,
            zeros,
            width: width.unwrap_or(0) as usize,
            precision,
            fraction_separator,
            separators: Separators {
                thousands: thousands.map(String::from).unwrap_or_default(),
                ..Separators::default()
            },
            kind,
        })
    }

    /// Is there nothing in it that is younger than the others: no `z`, no `_`, no groups in the fraction?
    pub fn is_classic(&self) -> bool {
        !self.no_negative_zero
            && self.fraction_separator.is_none()
            && self.separators.thousands != "_"
    }

    /// Sign, padding and body put together.
    fn aligned(&self, sign: &str, body: String) -> String {
        let length = sign.chars().count() + body.chars().count();
        let padding = self.width.saturating_sub(length);
        let before = match self.align {
            '<' | '=' => 0,
            '^' => padding / 2,
            _ => padding,
        };
        let fill = |n: usize| std::iter::repeat_n(self.fill, n);
        let mut out = String::new();
        out.extend(fill(before));
        out.push_str(sign);
        if self.align == '=' {
            out.extend(fill(padding));
        }
        out.push_str(&body);
        if matches!(self.align, '<' | '^') {
            out.extend(fill(padding - before));
        }
        out
    }

    /// The whole part in groups, with zeros in front up to a width.
    fn grouped(&self, digits: &str, mut width: i64) -> String {
        let separator = self.separators.thousands.as_str();
        let size = separator.chars().count() as i64;
        let mut rest = digits;
        let mut groups: Vec<String> = Vec::new();
        let sizes = &self.separators.grouping;
        let mut at = 0;
        let mut push = |n: i64, rest: &mut &str| {
            let n = n as usize;
            let cut = rest.len().saturating_sub(n);
            let mut group = "0".repeat(n.saturating_sub(rest.len()));
            group.push_str(&rest[cut..]);
            *rest = &rest[..cut];
            groups.push(group);
        };
        loop {
            // Zero repeats what stands before it; without groups, or at the end of them, all that is left is one.
            let group = match sizes.get(at) {
                Some(0) if at > 0 => sizes[at - 1],
                None | Some(0 | 127..) => {
                    let n = (rest.len() as i64).max(width).max(1);
                    push(n, &mut rest);
                    break;
                }
                Some(n) => {
                    at += 1;
                    *n
                }
            };
            let n = (rest.len() as i64).max(width).max(1).min(group.into());
            push(n, &mut rest);
            width -= n;
            if rest.is_empty() && width <= 0 {
                break;
            }
            width -= size;
        }
        groups.reverse();
        groups.join(separator)
    }
}

/// A specifier that is no text of Unicode characters has no meaning.
pub(super) fn utf8(text: StrRef<'_>) -> Option<String> {
    let mut out = String::new();
    for i in 0..text.len() {
        out.push(char::from_u32(text.at(i))?);
    }
    Some(out)
}

impl Decimal {
    /// The specifier as Rust's text; None if there are surrogates in it.
    pub fn spec_text(text: StrRef<'_>) -> Option<String> {
        utf8(text)
    }

    /// The number with another exponent, rounded.
    fn rescaled(&self, exponent: i64, rounding: Rounding) -> Result<Decimal, OutOfMemory> {
        let shift = self.exponent - exponent;
        let coefficient = if shift >= 0 {
            self.coefficient.shift_left(shift as u64)?
        } else {
            let n = shift.unsigned_abs();
            round_off(&self.coefficient, n, self.negative, rounding).0
        };
        Ok(Decimal::new(self.negative, coefficient, exponent))
    }

    /// The number with so many digits.
    fn with_digits(&self, n: i64, rounding: Rounding) -> Result<Decimal, OutOfMemory> {
        if self.is_zero() {
            return Ok(self.clone());
        }
        let result = self.rescaled(self.adjusted() + 1 - n, rounding)?;
        if result.adjusted() != self.adjusted() {
            return result.rescaled(result.adjusted() + 1 - n, rounding);
        }
        Ok(result)
    }

    /// The number as the specifier says; the context has the rounding.
    pub fn format(
        &self,
        spec: &DecimalSpec,
        ctx: &Context,
        capitals: bool,
    ) -> Result<String, SpecError> {
        let most = spec.precision.unwrap_or(0).max(spec.width as i64);
        if most > super::MAX_PREC {
            return Err(SpecError::Limits);
        }
        check_size(spec.width as u64)?;
        check_size(spec.precision.unwrap_or(0) as u64)?;
        let sign = |negative: bool| match (negative, spec.sign) {
            (true, _) => "-",
            (_, '+') => "+",
            (_, ' ') => " ",
            _ => "",
        };
        if !self.is_finite() {
            let text = self.copy_abs().text(false, true);
            let mut body = String::from_utf8_lossy(&text).into_owned();
            if spec.kind == Some('%') {
                body.push('%');
            }
            return Ok(spec.aligned(sign(self.negative), body));
        }
        let kind = match spec.kind {
            None if capitals => 'G',
            Some('N') => 'G',
            None | Some('n') => 'g',
            Some(k) => k,
        };
        let (scientific, fixed) = (matches!(kind, 'e' | 'E'), matches!(kind, 'f' | 'F' | '%'));
        let mut number = self.clone();
        if kind == '%' {
            number.exponent += 2;
        }
        if let Some(precision) = spec.precision {
            number = if scientific {
                number.with_digits(precision + 1, ctx.rounding)?
            } else if fixed {
                number.rescaled(-precision, ctx.rounding)?
            } else if number.coefficient.digits() > precision {
                number.with_digits(precision, ctx.rounding)?
            } else {
                number
            };
        }
        let zero = number.is_zero();
        if zero && number.exponent > 0 && fixed {
            number.exponent = 0;
        }
        let negative = number.negative && !(zero && spec.no_negative_zero);
        let digits = number.coefficient.text();
        let left = number.exponent + digits.len() as i64;
        let point = if scientific {
            match spec.precision {
                Some(p) if zero => 1 - p,
                _ => 1,
            }
        } else if fixed || number.exponent <= 0 && left > -6 {
            left
        } else {
            1
        };
        check_size(point.unsigned_abs())?;
        let (whole, mut fraction) = if point < 0 {
            let zeros = "0".repeat(point.unsigned_abs() as usize);
            ("0".to_owned(), zeros + &digits)
        } else if point > digits.len() as i64 {
            let zeros = "0".repeat(point as usize - digits.len());
            (digits + &zeros, String::new())
        } else {
            let (whole, fraction) = digits.split_at(point as usize);
            let whole = if whole.is_empty() { "0" } else { whole };
            (whole.to_owned(), fraction.to_owned())
        };
        if let Some(separator) = spec.fraction_separator {
            let mut out = String::new();
            for (i, c) in fraction.chars().enumerate() {
                if i > 0 && i % 3 == 0 {
                    out.push(separator);
                }
                out.push(c);
            }
            fraction = out;
        }
        if !fraction.is_empty() || spec.alternate {
            fraction.insert_str(0, &spec.separators.point);
        }
        let exponent = left - point;
        if exponent != 0 || scientific {
            let mark = if matches!(kind, 'E' | 'G') { 'E' } else { 'e' };
            fraction.push_str(&format!("{mark}{exponent:+}"));
        }
        if kind == '%' {
            fraction.push('%');
        }
        let sign = sign(negative);
        let width = if spec.zeros {
            spec.width as i64 - fraction.chars().count() as i64 - sign.len() as i64
        } else {
            0
        };
        let body = spec.grouped(&whole, width) + &fraction;
        Ok(spec.aligned(sign, body))
    }
}
