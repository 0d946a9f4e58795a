//! Base64 (RFC 4648), as lenient or as strict as CPython's.

use std::fmt;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What is no digit.
const NONE: u8 = 0xFF;

static DIGITS: [u8; 256] = {
    let mut all = [NONE; 256];
    let mut i = 0;
    while i < 64 {
        all[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    all
};

/// How long the encoded form of `len` bytes is.
pub fn encoded_len(len: usize, newline: bool) -> usize {
    len.div_ceil(3) * 4 + usize::from(newline)
}

/// Writes the encoded form, padded, into `out`, which is just as long as [`encoded_len`] says.
pub fn encode_into(data: &[u8], newline: bool, out: &mut [u8]) {
    assert_eq!(out.len(), encoded_len(data.len(), newline));
    let digit = |n: u32| ALPHABET[(n & 63) as usize];
    let whole = data.chunks_exact(3);
    let rest = whole.remainder();
    for (from, to) in whole.zip(out.chunks_exact_mut(4)) {
        let n = u32::from(from[0]) << 16 | u32::from(from[1]) << 8 | u32::from(from[2]);
        to.copy_from_slice(&[digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)]);
    }
    let at = data.len() / 3 * 4;
    match *rest {
        [a] => {
            let n = u32::from(a) << 16;
            out[at..at + 4].copy_from_slice(&[digit(n >> 18), digit(n >> 12), b'=', b'=']);
        }
        [a, b] => {
            let n = u32::from(a) << 16 | u32::from(b) << 8;
            let last = [digit(n >> 18), digit(n >> 12), digit(n >> 6), b'='];
            out[at..at + 4].copy_from_slice(&last);
        }
        _ => {}
    }
    if newline && let Some(last) = out.last_mut() {
        *last = b'\n';
    }
}

/// Why something is not base64.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    LeadingPadding,
    ExcessPadding,
    ExcessData,
    NotADigit,
    DiscontinuousPadding,
    /// One digit too many, so many in all.
    OneMore(usize),
    IncorrectPadding,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Error::LeadingPadding => "Leading padding not allowed",
            Error::ExcessPadding => "Excess padding not allowed",
            Error::ExcessData => "Excess data after padding",
            Error::NotADigit => "Only base64 data is allowed",
            Error::DiscontinuousPadding => "Discontinuous padding not allowed",
            Error::IncorrectPadding => "Incorrect padding",
            Error::OneMore(n) => {
                return write!(
                    f,
                    "Invalid base64-encoded string: number of data characters ({n}) cannot be 1 more than a multiple of 4"
                );
            }
        })
    }
}

/// Decodes; where it is not strict, what is no digit is passed over.
pub fn decode(text: &[u8], strict: bool) -> Result<Vec<u8>, Error> {
    if strict && text.first() == Some(&b'=') {
        return Err(Error::LeadingPadding);
    }
    let mut out = Vec::with_capacity(text.len().div_ceil(4) * 3);
    let mut at = whole_quads(text, &mut out);
    let (mut place, mut left, mut pads) = (0, 0_u8, 0);
    while let Some(&c) = text.get(at) {
        at += 1;
        if c == b'=' {
            pads += 1;
            if strict {
                match place {
                    0 => return Err(Error::ExcessPadding),
                    1 => break,
                    _ if place + pads > 4 => return Err(Error::ExcessPadding),
                    _ => {}
                }
            }
            continue;
        }
        let digit = DIGITS[usize::from(c)];
        if digit == NONE {
            if strict {
                return Err(Error::NotADigit);
            }
            continue;
        }
        if strict && pads > 0 {
            return Err(match place + pads {
                4 => Error::ExcessData,
                _ => Error::DiscontinuousPadding,
            });
        }
        // Where it is not strict, padding counts only at the end.
        pads = 0;
        match place {
            0 => {}
            1 => out.push(left << 2 | digit >> 4),
            2 => out.push(left << 4 | digit >> 2),
            _ => out.push(left << 6 | digit),
        }
        left = digit;
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(out),
        1 => Err(Error::OneMore(out.len() / 3 * 4 + 1)),
        _ if place + pads < 4 => Err(Error::IncorrectPadding),
        _ => Ok(out),
    }
}

/// Decodes groups of four digits as long as there is nothing else, and says where that ends.
fn whole_quads(text: &[u8], out: &mut Vec<u8>) -> usize {
    let mut at = 0;
    for quad in text.chunks_exact(4) {
        let d = [quad[0], quad[1], quad[2], quad[3]].map(|c| DIGITS[usize::from(c)]);
        if (d[0] | d[1] | d[2] | d[3]) > 63 {
            break;
        }
        out.extend_from_slice(&[
            d[0] << 2 | d[1] >> 4,
            d[1] << 4 | d[2] >> 2,
            d[2] << 6 | d[3],
        ]);
        at += 4;
    }
    at
}
