//! The strings that are searched: text, or the bytes of a buffer.

use crate::object::{as_bytes, as_str, bytes_like, new_bytes, new_str};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::borrow::Cow;
use std::ops::Range;
use tricera_text::str::StrRef;

/// What a string object shows while it is searched.
pub(super) enum Subject<'a> {
    Text(&'a Ref, StrRef<'a>),
    /// What can be written to is copied: handlers of signals may run during a search.
    Bytes(&'a Ref, Cow<'a, [u8]>),
}

impl<'a> Subject<'a> {
    pub(super) fn of(vm: &Vm, string: &'a Ref) -> PyResult<Subject<'a>> {
        if string.has_kind(Kind::Str) {
            return Ok(Subject::Text(string, as_str(string).units()));
        }
        if string.has_kind(Kind::Bytes) {
            return Ok(Subject::Bytes(string, as_bytes(string).into()));
        }
        match bytes_like(vm, string)? {
            Some(view) => Ok(Subject::Bytes(string, view.to_vec().into())),
            None => Err(vm.type_error(format!(
                "expected string or bytes-like object, got '{}'",
                vm.type_of(string).name_str()
            ))),
        }
    }

    pub(super) fn is_bytes(&self) -> bool {
        matches!(self, Subject::Bytes(..))
    }

    /// Its characters; bytes are those of latin-1.
    pub(super) fn units(&self) -> StrRef<'_> {
        match self {
            Subject::Text(_, units) => *units,
            Subject::Bytes(_, view) => StrRef::Latin1(view),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.units().len()
    }

    /// A part of it, as str or bytes. What has become shorter since a range was found gives less.
    pub(super) fn slice(&self, vm: &Vm, range: Range<usize>) -> PyResult {
        let end = range.end.min(self.len());
        let range = range.start.min(end)..end;
        match self {
            Subject::Text(string, units) => {
                if range == (0..units.len()) && string.is_exact(Kind::Str) {
                    return Ok((*string).clone());
                }
                new_str(vm, units.slice(range))
            }
            Subject::Bytes(string, view) => {
                if range == (0..view.len()) && string.is_exact(Kind::Bytes) {
                    return Ok((*string).clone());
                }
                Ok(new_bytes(vm, &view[range]))
            }
        }
    }
}
