//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`.

use super::buf::{SizeError, StrBuf};
use super::search::find_char;
use super::view::{StrRef, Width};
use crate::seq::pieces::add;

/// Where the text stands in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// `ljust`
    Left,
    /// `rjust`
    Right,
    /// `center`
    Center,
}

/// How much filling goes left and right of a text of `len` in a field of `width` (wider than the text).
#[inline]
pub fn margins(len: usize, width: usize, align: Align) -> (usize, usize) {
    let fill = width - len;
    match align {
        Align::Left => (0, fill),
        Align::Right => (fill, 0),
        Align::Center => {
            // CPython's rule: the odd one goes left when the field is odd too.
            let left = fill / 2 + (fill & width & 1);
            (left, fill - left)
        }
    }
}

fn pad(s: StrRef<'_>, left: usize, right: usize, fill: u32) -> Result<StrBuf, SizeError> {
    const TOO_LONG: &str = "padded string is too long";
    let len = add(add(left, s.len(), TOO_LONG)?, right, TOO_LONG)?;
    let mut out = StrBuf::try_with_capacity(s.width().max(Width::of(fill)), len)?;
    out.push_repeated(fill, left);
    out.push_str(s);
    out.push_repeated(fill, right);
    Ok(out.finish())
}

/// `s.ljust(width, fill)` and its kin; `None` if the text fills the field already.
pub fn justify(
    s: StrRef<'_>,
    width: usize,
    fill: u32,
    align: Align,
) -> Result<Option<StrBuf>, SizeError> {
    if s.len() >= width {
        return Ok(None);
    }
    let (left, right) = margins(s.len(), width, align);
    pad(s, left, right, fill).map(Some)
}

/// `s.zfill(width)`; `None` if the text fills the field already.
pub fn zfill(s: StrRef<'_>, width: usize) -> Result<Option<StrBuf>, SizeError> {
    if s.len() >= width {
        return Ok(None);
    }
    let zeros = width - s.len();
    // A sign stays in front.
    if let Some(sign @ (0x2B | 0x2D)) = s.get(0) {
        let mut out = StrBuf::try_with_capacity(s.width(), width)?;
        out.push(sign);
        out.push_repeated(b'0'.into(), zeros);
        out.push_str(s.slice(1..s.len()));
        return Ok(Some(out.finish()));
    }
    pad(s, zeros, 0, b'0'.into()).map(Some)
}

/// `s.expandtabs(tabsize)`; `None` if there are no tabs.
pub fn expand_tabs(s: StrRef<'_>, tabsize: usize) -> Result<Option<StrBuf>, SizeError> {
    const TOO_LONG: &str = "new string is too long";
    if find_char(s, 9).is_none() {
        return Ok(None);
    }
    let spaces = |column: usize| {
        if tabsize > 0 {
            tabsize - column % tabsize
        } else {
            0
        }
    };
    // Two passes: the size first, so that a huge tab stop is an error and not an abort.
    let (mut column, mut len) = (0usize, 0);
    for c in s.chars() {
        let step = if c == 9 { spaces(column) } else { 1 };
        column = add(column, step, TOO_LONG)?;
        len = add(len, step, TOO_LONG)?;
        if c == 10 || c == 13 {
            column = 0;
        }
    }
    let mut out = StrBuf::try_with_capacity(s.width(), len)?;
    column = 0;
    for c in s.chars() {
        match c {
            9 => {
                let step = spaces(column);
                out.push_repeated(b' '.into(), step);
                column += step;
            }
            10 | 13 => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(Some(out.finish()))
}
