//! Lines of uuencoded text.

/// Bytes in a line at the most.
pub const MAX_LINE: usize = 45;

/// Why something is no such line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Error {
    NoLength,
    IllegalCharacter,
    TrailingGarbage,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Error::NoLength => "Missing length byte",
            Error::IllegalCharacter => "Illegal char",
            Error::TrailingGarbage => "Trailing garbage",
        })
    }
}

/// Decodes a line. Spaces that got lost at its end are taken for there.
pub fn decode(line: &[u8]) -> Result<Vec<u8>, Error> {
    let (first, mut rest) = line.split_first().ok_or(Error::NoLength)?;
    let len = usize::from(first.wrapping_sub(b' ') & 63);
    let mut out = Vec::with_capacity(len);
    let (mut left, mut bits) = (0_u32, 0);
    while out.len() < len {
        let digit = match rest.first() {
            None | Some(b'\n' | b'\r') => 0,
            Some(c @ b' '..=b'`') => (c - b' ') & 63,
            Some(_) => return Err(Error::IllegalCharacter),
        };
        rest = rest.get(1..).unwrap_or(&[]);
        left = left << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((left >> bits) as u8);
            left &= (1 << bits) - 1;
        }
    }
    match rest
        .iter()
        .all(|c| matches!(c, b' ' | b'`' | b'\n' | b'\r'))
    {
        true => Ok(out),
        false => Err(Error::TrailingGarbage),
    }
}

/// The line of up to [`MAX_LINE`] bytes, with a newline; zeros are spaces or backticks.
pub fn encode(data: &[u8], backtick: bool) -> Vec<u8> {
    let digit = |n: u32| match n & 63 {
        0 if backtick => b'`',
        n => b' ' + n as u8,
    };
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4 + 2);
    out.push(digit(data.len() as u32));
    for c in data.chunks(3) {
        let byte = |i: usize| u32::from(*c.get(i).unwrap_or(&0));
        let n = byte(0) << 16 | byte(1) << 8 | byte(2);
        out.extend([digit(n >> 18), digit(n >> 12), digit(n >> 6), digit(n)]);
    }
    out.push(b'\n');
    out
}
