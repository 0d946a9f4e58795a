//! UTF-7 (RFC 2152), with CPython's choice of what is written as it is.

use super::errors::{DecodeError, DecodeErrors};
use crate::str::{StrBuf, StrRef};

const ENCODING: &str = "utf7";

fn is_base64(c: u32) -> bool {
    matches!(
        u8::try_from(c),
        Ok(b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/')
    )
}

fn from_base64(c: u8) -> u32 {
    u32::from(match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    })
}

fn to_base64(bits: u32) -> u8 {
    match (bits & 63) as u8 {
        n @ 0..26 => b'A' + n,
        n @ 26..52 => b'a' + n - 26,
        n @ 52..62 => b'0' + n - 52,
        62 => b'+',
        _ => b'/',
    }
}

/// May the character stand for itself? All of ASCII but control characters, `+`, `\` and `~`.
fn is_direct(c: u32) -> bool {
    match u8::try_from(c) {
        Ok(b'\t' | b'\n' | b'\r') => true,
        Ok(b'+' | b'\\' | b'~') => false,
        Ok(c) => (0x20..0x7F).contains(&c),
        Err(_) => false,
    }
}

/// A base64 section that is being read.
struct Section {
    /// Where its `+` is.
    start: usize,
    /// Characters of output in front of it.
    before: usize,
    bits: u32,
    buffer: u32,
    /// A high surrogate that waits for the other half.
    high: Option<u32>,
}

impl Section {
    /// Takes one character of the section.
    fn push(&mut self, c: u8, out: &mut StrBuf) {
        self.buffer = self.buffer << 6 | from_base64(c);
        self.bits += 6;
        if self.bits < 16 {
            return;
        }
        self.bits -= 16;
        let unit = self.buffer >> self.bits & 0xFFFF;
        self.buffer &= (1 << self.bits) - 1;
        if let Some(high) = self.high.take() {
            if (0xDC00..0xE000).contains(&unit) {
                out.push(0x1_0000 + ((high & 0x3FF) << 10 | unit & 0x3FF));
                return;
            }
            out.push(high);
        }
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
        } else {
            out.push(unit);
        }
    }

    /// What is wrong if it ends here.
    fn problem(&self) -> Option<&'static str> {
        if self.bits >= 6 {
            Some("partial character in base64 sequence")
        } else if self.bits > 0 && self.buffer != 0 {
            Some("non-zero padding bits in base64 sequence")
        } else {
            None
        }
    }
}

/// `bytes.decode("utf-7")`: the text, and how many bytes it took.
///
/// With `last` unset a base64 section that has not ended is left for later.
pub fn decode<E: DecodeErrors>(
    input: &[u8],
    errors: &mut E,
    last: bool,
) -> Result<(StrBuf, usize), E::Error> {
    let mut out = StrBuf::new();
    let mut at = 0;
    let mut section: Option<Section> = None;
    let mut fail = |start, end, reason, out: &mut StrBuf| {
        let error = DecodeError {
            encoding: ENCODING,
            start,
            end,
            reason,
        };
        Ok(errors.decode_error(input, error, out)?.min(input.len()))
    };
    loop {
        let Some(&c) = input.get(at) else {
            let Some(open) = section.take() else { break };
            if !last {
                out.truncate(open.before);
                return Ok((out.finish(), open.start));
            }
            if open.high.is_some() || open.problem().is_some() {
                at = fail(
                    open.start,
                    input.len(),
                    "unterminated shift sequence",
                    &mut out,
                )?;
            }
            continue;
        };
        if let Some(open) = &mut section {
            if is_base64(c.into()) {
                open.push(c, &mut out);
                at += 1;
                continue;
            }
            let (start, problem, high) = (open.start, open.problem(), open.high);
            section = None;
            if let Some(reason) = problem {
                at = fail(start, at + 1, reason, &mut out)?;
                continue;
            }
            if let Some(high) = high.filter(|_| c < 0x80 && c != b'+') {
                out.push(high);
            }
            at += usize::from(c == b'-');
            continue;
        }
        let start = at;
        at += 1;
        if c == b'+' {
            match input.get(at) {
                Some(b'-') => {
                    at += 1;
                    out.push(b'+'.into());
                }
                Some(&next) if !is_base64(next.into()) => {
                    at = fail(start, at + 1, "ill-formed sequence", &mut out)?;
                }
                _ => {
                    section = Some(Section {
                        start,
                        before: out.len(),
                        bits: 0,
                        buffer: 0,
                        high: None,
                    });
                }
            }
        } else if c < 0x80 {
            out.push(c.into());
        } else {
            at = fail(start, at, "unexpected special character", &mut out)?;
        }
    }
    Ok((out.finish(), at))
}

/// `str.encode("utf-7")`, which cannot fail.
pub fn encode(s: StrRef<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(s.len());
    let (mut shifted, mut bits, mut buffer) = (false, 0_u32, 0_u64);
    for c in s.chars() {
        if is_direct(c) {
            if shifted {
                if bits > 0 {
                    out.push(to_base64((buffer << (6 - bits)) as u32));
                }
                (shifted, bits, buffer) = (false, 0, 0);
                // Any other character ends the section by itself.
                if is_base64(c) || c == u32::from(b'-') {
                    out.push(b'-');
                }
            }
            out.push(c as u8);
            continue;
        }
        if !shifted {
            out.push(b'+');
            if c == u32::from(b'+') {
                out.push(b'-');
                continue;
            }
            shifted = true;
        }
        let mut unit = |unit: u32| {
            buffer = buffer << 16 | u64::from(unit);
            bits += 16;
            while bits >= 6 {
                bits -= 6;
                out.push(to_base64((buffer >> bits) as u32));
            }
            buffer &= (1 << bits) - 1;
        };
        if let Some(pair) = c.checked_sub(0x1_0000) {
            unit(0xD800 | pair >> 10);
            unit(0xDC00 | pair & 0x3FF);
        } else {
            unit(c);
        }
    }
    if bits > 0 {
        out.push(to_base64((buffer << (6 - bits)) as u32));
    }
    if shifted {
        out.push(b'-');
    }
    out
}
