//! What `str()` of the three Unicode exceptions says.

use crate::str::repr::push_escape;
use crate::str::{StrBuf, StrRef};
use std::fmt::Write;

/// The index that the exception is about if it is one, and within the object.
fn single(start: isize, end: isize) -> Option<usize> {
    usize::try_from(start)
        .ok()
        .filter(|_| start.checked_add(1) == Some(end))
}

/// Appends "N-M: reason" after what has been written, `M` being the last position.
fn positions(mut out: StrBuf, start: isize, end: isize, reason: StrRef<'_>) -> StrBuf {
    let _ = write!(out, " in position {start}-{}: ", end.wrapping_sub(1));
    out.push_str(reason);
    out.finish()
}

fn position(mut out: StrBuf, start: isize, reason: StrRef<'_>) -> StrBuf {
    let _ = write!(out, " in position {start}: ");
    out.push_str(reason);
    out.finish()
}

fn quoted(encoding: StrRef<'_>) -> StrBuf {
    let mut out = StrBuf::new();
    out.push(b'\''.into());
    out.push_str(encoding);
    out.push_latin1(b"' codec ");
    out
}

fn characters(
    mut out: StrBuf,
    verb: &str,
    object: StrRef<'_>,
    start: isize,
    end: isize,
    reason: StrRef<'_>,
) -> StrBuf {
    match single(start, end).and_then(|at| object.get(at)) {
        Some(c) => {
            let _ = write!(out, "can't {verb} character '");
            push_escape(&mut out, c);
            out.push(b'\''.into());
            position(out, start, reason)
        }
        None => {
            let _ = write!(out, "can't {verb} characters");
            positions(out, start, end, reason)
        }
    }
}

/// `str(UnicodeEncodeError(encoding, object, start, end, reason))`
pub fn encode(
    encoding: StrRef<'_>,
    object: StrRef<'_>,
    start: isize,
    end: isize,
    reason: StrRef<'_>,
) -> StrBuf {
    characters(quoted(encoding), "encode", object, start, end, reason)
}

/// `str(UnicodeTranslateError(object, start, end, reason))`
pub fn translate(object: StrRef<'_>, start: isize, end: isize, reason: StrRef<'_>) -> StrBuf {
    characters(StrBuf::new(), "translate", object, start, end, reason)
}

/// `str(UnicodeDecodeError(encoding, object, start, end, reason))`
pub fn decode(
    encoding: StrRef<'_>,
    object: &[u8],
    start: isize,
    end: isize,
    reason: StrRef<'_>,
) -> StrBuf {
    let mut out = quoted(encoding);
    match single(start, end).and_then(|at| object.get(at)) {
        Some(byte) => {
            let _ = write!(out, "can't decode byte {byte:#04x}");
            position(out, start, reason)
        }
        None => {
            out.push_latin1(b"can't decode bytes");
            positions(out, start, end, reason)
        }
    }
}
