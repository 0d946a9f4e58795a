//! `join`, `+` and `*`.

use super::buf::{SizeError, StrBuf};
use super::view::{StrRef, Width, each_width};
use crate::seq::pieces::{add, mul};

/// How long `sep.join(parts)` is, and how wide its units must be at least; for callers that fill their own memory.
///
/// The width is that of the widest part's units: exact if the parts are canonical.
pub fn join_size<'a>(
    sep: StrRef<'_>,
    parts: impl IntoIterator<Item = StrRef<'a>>,
) -> Result<(usize, Width), SizeError> {
    const TOO_LONG: &str = "join() result is too long for a Python string";
    let (mut len, mut width, mut n) = (0, Width::Latin1, 0usize);
    for part in parts {
        len = add(len, part.len(), TOO_LONG)?;
        width = width.max(part.width());
        n += 1;
    }
    if n > 1 {
        len = add(len, mul(sep.len(), n - 1, TOO_LONG)?, TOO_LONG)?;
        width = width.max(sep.width());
    }
    Ok((len, width))
}

/// `sep.join(parts)`.
pub fn join<'a>(
    sep: StrRef<'_>,
    parts: impl IntoIterator<Item = StrRef<'a>> + Clone,
) -> Result<StrBuf, SizeError> {
    let (len, width) = join_size(sep, parts.clone())?;
    let mut out = StrBuf::try_with_capacity(width, len)?;
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            out.push_str(sep);
        }
        out.push_str(part);
    }
    Ok(out.finish())
}

/// `a + b`.
pub fn concat(a: StrRef<'_>, b: StrRef<'_>) -> Result<StrBuf, SizeError> {
    let len = add(a.len(), b.len(), "strings are too large to concat")?;
    let mut out = StrBuf::try_with_capacity(a.width().max(b.width()), len)?;
    out.push_str(a);
    out.push_str(b);
    Ok(out.finish())
}

/// `s * n`.
pub fn repeat(s: StrRef<'_>, n: usize) -> Result<StrBuf, SizeError> {
    let len = mul(s.len(), n, "repeated string is too long")?;
    let mut out = StrBuf::try_with_capacity(s.width(), len)?;
    if len == 0 {
        return Ok(out.finish());
    }
    if s.len() == 1 {
        out.push_repeated(s.at(0), n);
        return Ok(out.finish());
    }
    each_width!(s, u => {
        // Blocks of about a page keep the copies large whatever the pattern's length.
        let block = u.repeat(n.min(4096 / u.len() + 1));
        let mut left = len;
        while left > 0 {
            let part = left.min(block.len());
            out.push_units(&block[..part]);
            left -= part;
        }
    });
    Ok(out.finish())
}
