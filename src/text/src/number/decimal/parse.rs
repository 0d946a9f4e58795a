//! Text into decimals.

use super::{Coefficient, Decimal, Kind, MAX_EMAX, MIN_ETINY};

/// Takes a prefix, whatever its case.
fn strip_word<'a>(text: &'a [u8], word: &[u8]) -> Option<&'a [u8]> {
    let (head, tail) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(tail)
}

fn strip_zeros(digits: &[u8]) -> &[u8] {
    let n = digits.iter().take_while(|d| **d == b'0').count();
    &digits[n..]
}

/// Steps over digits.
fn take_digits<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let n = text.iter().take_while(|c| c.is_ascii_digit()).count();
    let (digits, rest) = text.split_at(n);
    *text = rest;
    digits
}

/// The sign and what follows it.
fn take_sign(text: &mut &[u8]) -> bool {
    match text.first() {
        Some(b'-') => {
            *text = &text[1..];
            true
        }
        Some(b'+') => {
            *text = &text[1..];
            false
        }
        _ => false,
    }
}

impl Decimal {
    /// The number, infinity or NaN that an ASCII text stands for, with all its digits; None if it is none.
    ///
    /// Exponents beyond all bounds come out as such, a little beyond.
    pub fn parse(text: &[u8]) -> Option<Decimal> {
        let mut rest = text;
        let negative = take_sign(&mut rest);
        match rest.first()? {
            b'0'..=b'9' | b'.' => parse_number(rest, negative),
            _ => parse_special(rest, negative),
        }
    }
}

fn parse_special(text: &[u8], negative: bool) -> Option<Decimal> {
    let infinity = strip_word(text, b"infinity").or_else(|| strip_word(text, b"inf"));
    if infinity.is_some_and(<[u8]>::is_empty) {
        return Some(Decimal::infinity(negative));
    }
    let (kind, payload) = match strip_word(text, b"nan") {
        Some(payload) => (Kind::Quiet, payload),
        None => (Kind::Signaling, strip_word(text, b"snan")?),
    };
    if !payload.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let payload = Coefficient::from_digits(strip_zeros(payload));
    Some(Decimal::special(kind, negative, payload))
}

fn parse_number(text: &[u8], negative: bool) -> Option<Decimal> {
    let mut rest = text;
    let whole = take_digits(&mut rest);
    let mut fraction: &[u8] = &[];
    if let Some((b'.', after)) = rest.split_first() {
        rest = after;
        fraction = take_digits(&mut rest);
    }
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut exponent = 0i64;
    if let Some((b'e' | b'E', after)) = rest.split_first() {
        rest = after;
        let down = take_sign(&mut rest);
        let digits = take_digits(&mut rest);
        if digits.is_empty() {
            return None;
        }
        // Far beyond all bounds it does not matter how far.
        for d in digits {
            exponent = (exponent.min(1 << 58) * 10 + i64::from(d - b'0')).min(1 << 62);
        }
        if down {
            exponent = -exponent;
        }
    }
    if !rest.is_empty() {
        return None;
    }
    exponent -= fraction.len() as i64;
    let coefficient = if fraction.is_empty() {
        Coefficient::from_digits(strip_zeros(whole))
    } else if whole.len() + fraction.len() < 39 {
        let digits = whole.iter().chain(fraction);
        Coefficient::Small(digits.fold(0, |n, d| n * 10 + u128::from(d - b'0')))
    } else {
        let all = [whole, fraction].concat();
        Coefficient::from_digits(strip_zeros(&all))
    };
    // The bounds of what is kept, and one more for what is not.
    let exponent = exponent.clamp(MIN_ETINY - 1, MAX_EMAX + 1);
    Some(Decimal::new(negative, coefficient, exponent))
}
