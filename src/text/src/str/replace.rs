//! `replace`.

use super::buf::{SizeError, StrBuf};
use super::search::in_width;
use super::view::{StrRef, Unit, each_width};
use crate::seq::pieces;

pub use crate::seq::replacement::{Replacement, plan};

/// What OverflowError says of a result that is longer than any string.
pub const TOO_LONG: &str = "replace string is too long";

/// `s.replace(from, to, max)`; `usize::MAX` replaces all. `None` if the text stays as it is.
pub fn replace(
    s: StrRef<'_>,
    from: StrRef<'_>,
    to: StrRef<'_>,
    max: usize,
) -> Result<Option<StrBuf>, SizeError> {
    if max == 0 || s.len() < from.len() || super::compare::eq(from, to) {
        return Ok(None);
    }
    if let (StrRef::Latin1(s), StrRef::Latin1(from), StrRef::Latin1(to)) = (s, from, to) {
        let done = plan(s, from, to, max, TOO_LONG)?;
        return done
            .map(|r| r.to_vec().map(StrBuf::from_latin1_vec))
            .transpose();
    }
    each_width!(s, u => match in_width(from) {
        Some(from) => replace_units(u, &from, to, max),
        None => Ok(None),
    })
}

fn replace_units<U: Unit>(
    s: &[U],
    from: &[U],
    to: StrRef<'_>,
    max: usize,
) -> Result<Option<StrBuf>, SizeError> {
    let (n, len) = pieces::replacement_size(s, from, to.len(), max, TOO_LONG)?;
    if n == 0 {
        return Ok(None);
    }
    let mut out = StrBuf::try_with_capacity(U::WIDTH.max(to.width()), len)?;
    pieces::replace(s, from, n, &mut out, StrBuf::push_units, |out| {
        out.push_str(to)
    });
    Ok(Some(out.finish()))
}
