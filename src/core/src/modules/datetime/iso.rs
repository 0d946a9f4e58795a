//! `fromisoformat`: dates and times in ISO 8601 form.

use super::calendar::{from_ordinal, iso_ordinal};
use super::fields::{Hms, Ymd};

/// The text is none of the forms.
pub struct Bad;

/// Reads along ASCII text; past its end there are zeros.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }
    fn next(&mut self) -> u8 {
        let c = self.peek();
        self.at += 1;
        c
    }
    fn digits(&mut self, n: usize) -> Result<i32, Bad> {
        let mut value = 0;
        for _ in 0..n {
            match self.next() {
                c @ b'0'..=b'9' => value = value * 10 + i32::from(c - b'0'),
                _ => return Err(Bad),
            }
        }
        Ok(value)
    }
}

/// A date of 7, 8 or 10 characters, not checked against the calendar unless it is given by week.
pub fn parse_date(text: &[u8]) -> Result<Ymd, Bad> {
    let mut r = Reader { text, at: 0 };
    let year = r.digits(4)?;
    let dashes = r.peek() == b'-';
    r.at += usize::from(dashes);
    if r.peek() == b'W' {
        r.at += 1;
        let week = r.digits(2)?;
        let mut day = 1;
        if r.at < text.len() {
            if dashes && r.next() != b'-' {
                return Err(Bad);
            }
            day = r.digits(1)?;
        }
        let n = iso_ordinal(year.into(), week.into(), day.into()).map_err(|_| Bad)?;
        let (year, month, day) = from_ordinal(n);
        return Ok(Ymd {
            year: year as i32,
            month,
            day,
        });
    }
    let month = r.digits(2)?;
    if dashes && r.next() != b'-' {
        return Err(Bad);
    }
    let day = r.digits(2)?;
    Ok(Ymd { year, month, day })
}

/// Parses `HH[:?MM[:?SS[{.,}ffffff…]]]`; true if something follows.
fn parse_clock(text: &[u8]) -> Result<(Hms, bool), Bad> {
    let mut r = Reader { text, at: 0 };
    let mut parts = [0; 3];
    let mut colons = true;
    let end = text.len();
    for (i, part) in parts.iter_mut().enumerate() {
        *part = r.digits(2)?;
        let c = r.next();
        if i == 0 {
            colons = c == b':';
        }
        if r.at >= end {
            let more = r.at == end;
            if more && matches!(c, b'.' | b',') {
                return Err(Bad);
            }
            let t = Hms {
                hour: parts[0],
                minute: parts[1],
                second: parts[2],
                micro: 0,
            };
            return Ok((t, more));
        }
        if colons && c == b':' {
            if i == 2 {
                return Err(Bad);
            }
        } else if c == b'.' || c == b',' {
            if i < 2 {
                return Err(Bad);
            }
            break;
        } else if !colons {
            r.at -= 1;
        } else {
            return Err(Bad);
        }
    }
    let n = (end - r.at).min(6);
    let mut micro = r.digits(n)?;
    for _ in n..6 {
        micro *= 10;
    }
    while r.peek().is_ascii_digit() {
        r.at += 1;
    }
    let t = Hms {
        hour: parts[0],
        minute: parts[1],
        second: parts[2],
        micro,
    };
    Ok((t, r.at < end))
}

/// A time, and the microseconds of its offset from UTC if it has one.
pub fn parse_time(text: &[u8]) -> Result<(Hms, Option<i128>), Bad> {
    let zone = text.iter().position(|c| matches!(c, b'+' | b'-' | b'Z'));
    let clock = &text[..zone.unwrap_or(text.len())];
    let (time, more) = parse_clock(clock)?;
    let Some(at) = zone else {
        return if more { Err(Bad) } else { Ok((time, None)) };
    };
    // As in CPython, what is left over between the time and its zone is passed over.
    let rest = &text[at + 1..];
    if text[at] == b'Z' {
        return if rest.is_empty() {
            Ok((time, Some(0)))
        } else {
            Err(Bad)
        };
    }
    let (offset, more) = parse_clock(rest)?;
    if more {
        return Err(Bad);
    }
    let total = offset.total();
    Ok((time, Some(if text[at] == b'-' { -total } else { total })))
}

/// Where the date of a datetime ends: what stands there separates it from the time.
pub fn date_end(text: &[u8]) -> Result<usize, Bad> {
    let n = text.len();
    if n == 7 {
        return Ok(7);
    }
    let digit = |i: usize| text.get(i).is_some_and(u8::is_ascii_digit);
    if text[4] == b'-' {
        if text[5] != b'W' {
            return Ok(10);
        }
        if n > 8 && text[8] == b'-' {
            if n == 9 {
                return Err(Bad);
            }
            // A number here is the hour, behind a dash that separates, rather than a separator behind the day.
            return Ok(if n > 10 && digit(10) { 8 } else { 10 });
        }
        return Ok(8);
    }
    if text[4] != b'W' {
        return Ok(8);
    }
    let mut i = 7;
    while digit(i) {
        i += 1;
    }
    if i < 9 {
        return Ok(i);
    }
    Ok(if i % 2 == 0 { 7 } else { 8 })
}
