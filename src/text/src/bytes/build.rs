//! `join`, `*`, `replace`, `center`, `ljust`, `rjust`, `zfill`, `expandtabs`, slices with a step.
//!
//! Bytes are latin-1 text to all of these, so the algorithms are those of `str`; where they answer
//! `None`, the bytes stay as they are.

use crate::str::justify::{self, Align};
use crate::str::{SizeError, StrBuf, StrRef, join, replace, slice};

fn bytes(s: StrBuf) -> Vec<u8> {
    s.into_latin1()
}

/// The same error with the message that `bytes` has for it.
fn renamed(e: SizeError, message: &'static str) -> SizeError {
    match e {
        SizeError::Overflow(_) => SizeError::Overflow(message),
        SizeError::Memory => e,
    }
}

/// `sep.join(parts)`; the error is always of memory.
pub fn join<'a>(
    sep: &[u8],
    parts: impl IntoIterator<Item = &'a [u8]> + Clone,
) -> Result<Vec<u8>, SizeError> {
    let (len, _) = join::join_size(
        StrRef::Latin1(sep),
        parts.clone().into_iter().map(StrRef::Latin1),
    )
    .map_err(|_| SizeError::Memory)?;
    let mut out = Vec::new();
    out.try_reserve_exact(len).map_err(|_| SizeError::Memory)?;
    for (i, part) in parts.into_iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(sep);
        }
        out.extend_from_slice(part);
    }
    Ok(out)
}

/// `s * n`
pub fn repeat(s: &[u8], n: usize) -> Result<Vec<u8>, SizeError> {
    let done = join::repeat(StrRef::Latin1(s), n);
    done.map(bytes)
        .map_err(|e| renamed(e, "repeated bytes are too long"))
}

/// `s.replace(from, to, max)`; `usize::MAX` replaces all.
pub fn replace(s: &[u8], from: &[u8], to: &[u8], max: usize) -> Result<Option<Vec<u8>>, SizeError> {
    if max == 0 || s.len() < from.len() || from == to {
        return Ok(None);
    }
    let done = replace::plan(s, from, to, max, "replace bytes is too long")?;
    done.map(|r| r.to_vec()).transpose()
}

/// `s.ljust(width, fill)` and its kin.
pub fn justify(
    s: &[u8],
    width: usize,
    fill: u8,
    align: Align,
) -> Result<Option<Vec<u8>>, SizeError> {
    let done = justify::justify(StrRef::Latin1(s), width, fill.into(), align);
    done.map(|s| s.map(bytes))
}

/// `s.zfill(width)`
pub fn zfill(s: &[u8], width: usize) -> Result<Option<Vec<u8>>, SizeError> {
    justify::zfill(StrRef::Latin1(s), width).map(|s| s.map(bytes))
}

/// `s.expandtabs(tabsize)`
pub fn expand_tabs(s: &[u8], tabsize: usize) -> Result<Option<Vec<u8>>, SizeError> {
    let done = justify::expand_tabs(StrRef::Latin1(s), tabsize);
    done.map(|s| s.map(bytes))
        .map_err(|e| renamed(e, "result too long"))
}

/// `count` bytes from `start` on, `step` apart.
///
/// # Panics
/// If an index that is asked for lies outside the bytes.
pub fn stepped(s: &[u8], start: usize, step: isize, count: usize) -> Vec<u8> {
    bytes(slice::stepped(StrRef::Latin1(s), start, step, count))
}
