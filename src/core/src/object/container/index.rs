//! Subscripts of sequences: integers, and slices as start, stop, step and number of items.

use super::SliceValue;
use crate::object::{int_is_negative, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// May `r` be used as an index (`__index__`)?
#[inline]
pub fn is_index(vm: &Vm, r: &Ref) -> bool {
    r.has_kind(Kind::Int) || r.has_kind(Kind::Bool) || vm.type_of(r).slots.index.get().is_some()
}

/// The index that a subscript gives; IndexError where it does not fit a word.
#[inline]
pub fn subscript_index(vm: &Vm, key: &Ref) -> PyResult<isize> {
    if key.slot().is_int() {
        return Ok(key.slot().as_int() as isize);
    }
    let i = vm.index(key)?;
    match int_to_i64(&i) {
        Some(i) => Ok(i as isize),
        None => Err(vm.index_error(format!(
            "cannot fit '{}' into an index-sized integer",
            vm.type_of(key).name_str()
        ))),
    }
}

/// The place that index `i` names in a sequence of `len` items.
#[inline(always)]
pub fn resolve(i: isize, len: usize) -> Option<usize> {
    let i = if i < 0 { i + len as isize } else { i };
    if i >= 0 && (i as usize) < len {
        Some(i as usize)
    } else {
        None
    }
}

fn saturated(vm: &Vm, r: &Ref, message: &str) -> PyResult<isize> {
    if r.slot().is_int() {
        return Ok(r.slot().as_int() as isize);
    }
    if !is_index(vm, r) {
        return Err(vm.type_error(message));
    }
    let i = vm.index(r)?;
    Ok(match int_to_i64(&i) {
        Some(i) => i as isize,
        None if int_is_negative(&i) => isize::MIN,
        None => isize::MAX,
    })
}

/// A bound of a search (`list.index(x, start, stop)`): values that do not fit a word saturate.
pub fn search_bound(vm: &Vm, r: &Ref) -> PyResult<isize> {
    saturated(
        vm,
        r,
        "slice indices must be integers or have an __index__ method",
    )
}

/// The bounds `start`, `stop` of a search, with negative ones counted from the end of `len` items.
pub fn search_range(start: isize, stop: isize, len: usize) -> (usize, usize) {
    let fix = |i: isize| {
        if i < 0 {
            (i.saturating_add(len as isize)).max(0) as usize
        } else {
            i as usize
        }
    };
    (fix(start), fix(stop))
}

/// A slice whose parts have been turned into words, before the length is known.
#[derive(Clone, Copy)]
pub struct SliceParts {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
}

/// The items that a slice selects from a sequence.
#[derive(Clone, Copy)]
pub struct SliceIndices {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
    /// Number of items.
    pub len: usize,
}

/// The parts of `[start:stop]` where each is None or an int in its word: then nothing has to be called.
#[inline]
pub fn plain_parts(start: &Ref, stop: &Ref) -> Option<SliceParts> {
    let part = |r: &Ref, none: isize| {
        let s = r.slot();
        if s.is_int() {
            Some(s.as_int() as isize)
        } else {
            r.is_none().then_some(none)
        }
    };
    Some(SliceParts {
        start: part(start, 0)?,
        stop: part(stop, isize::MAX)?,
        step: 1,
    })
}

/// The parts of a slice where each is None or an int in its word, and the step not 0: then nothing has to be called.
#[inline(always)]
pub fn plain_slice(s: &SliceValue) -> Option<SliceParts> {
    let part = |r: &Ref, none: isize| {
        let s = r.slot();
        if s.is_int() {
            Some(s.as_int() as isize)
        } else {
            r.is_none().then_some(none)
        }
    };
    let step = part(&s.step, 1)?;
    let (start, stop) = match step {
        0 => return None,
        1.. => (0, isize::MAX),
        _ => (isize::MAX, isize::MIN),
    };
    Some(SliceParts {
        start: part(&s.start, start)?,
        stop: part(&s.stop, stop)?,
        step,
    })
}

/// Evaluates the parts of a slice. Their `__index__` may run Python code: ask for the length only afterwards.
pub fn slice_parts(vm: &Vm, s: &SliceValue) -> PyResult<SliceParts> {
    let part = |r: &Ref| {
        saturated(
            vm,
            r,
            "slice indices must be integers or None or have an __index__ method",
        )
    };
    let step = if s.step.is_none() {
        1
    } else {
        match part(&s.step)? {
            0 => return Err(vm.value_error("slice step cannot be zero")),
            // So that the step can be negated.
            n => n.max(-isize::MAX),
        }
    };
    let start = if !s.start.is_none() {
        part(&s.start)?
    } else if step < 0 {
        isize::MAX
    } else {
        0
    };
    let stop = if !s.stop.is_none() {
        part(&s.stop)?
    } else if step < 0 {
        isize::MIN
    } else {
        isize::MAX
    };
    Ok(SliceParts { start, stop, step })
}

impl SliceParts {
    /// Clips the slice to a sequence of `len` items.
    #[inline]
    pub fn indices(self, len: usize) -> SliceIndices {
        let (n, step) = (len as isize, self.step);
        let clip = |i: isize| {
            if i < 0 {
                let i = i.saturating_add(n);
                if i < 0 {
                    if step < 0 { -1 } else { 0 }
                } else {
                    i
                }
            } else if i >= n {
                if step < 0 { n - 1 } else { n }
            } else {
                i
            }
        };
        let (start, stop) = (clip(self.start), clip(self.stop));
        let count = if step == 1 {
            // No division where there is nothing to divide.
            (stop - start).max(0)
        } else if step < 0 && stop < start {
            (start - stop - 1) / -step + 1
        } else if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        SliceIndices {
            start,
            stop,
            step,
            len: count as usize,
        }
    }
}

/// The slice object `key` applied to a sequence whose length `len` tells after the slice's parts were evaluated.
pub fn slice_indices(vm: &Vm, key: &Ref, len: impl FnOnce() -> usize) -> PyResult<SliceIndices> {
    let parts = slice_parts(vm, crate::object::payload::<SliceValue>(key))?;
    Ok(parts.indices(len()))
}

/// An integer argument (`list.insert`, `list.pop`): OverflowError where it does not fit a word.
#[inline]
pub fn index_argument(vm: &Vm, r: &Ref) -> PyResult<isize> {
    if r.slot().is_int() {
        return Ok(r.slot().as_int() as isize);
    }
    let i = vm.index(r)?;
    match int_to_i64(&i) {
        Some(i) => Ok(i as isize),
        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
    }
}
