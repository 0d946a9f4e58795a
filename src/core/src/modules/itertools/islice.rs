//! `islice`.

use super::super::common::{itself, no_keywords, type_arg};
use crate::object::{Field, Layout, Payload, TypeSpec, new_object, payload};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

struct Slice {
    /// Empty when exhausted.
    iterator: Field,
    /// Number of values taken from the iterator.
    taken: Cell<usize>,
    /// Index of the value to give next.
    next: Cell<usize>,
    /// `usize::MAX` for no end.
    stop: usize,
    step: usize,
}

impl Payload for Slice {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.iterator.traverse(f);
    }
}

static LAYOUT: Layout = Layout::of::<Slice>();

/// The type `islice`.
pub static ISLICE: TypeSpec = TypeSpec {
    doc: "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an \
          iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip \
          all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as \
          another value, step determines how many values are\nskipped between successive calls.  Works like a \
          slice() on a list\nbut returns an iterator.",
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(new));
        s.iter.set(Some(itself));
        s.next.set(Some(next));
    },
    ..super::iterator("islice", &LAYOUT)
};

/// An index that may be None; Err(None) for what is no index or below `least`.
fn position(vm: &Vm, r: &Ref, least: usize) -> PyResult<Result<Option<usize>, ()>> {
    if r.is_none() {
        return Ok(Ok(None));
    }
    match vm.index_as_isize(r) {
        Ok(i) => Ok(usize::try_from(i)
            .ok()
            .filter(|&i| i >= least)
            .map(Some)
            .ok_or(())),
        Err(_) => {
            vm.clear_exception();
            Ok(Err(()))
        }
    }
}

fn new(vm: &Vm, ty: &Ref, args: &Args) -> PyResult {
    no_keywords(vm, ty, "islice", args)?;
    let a = args.check_positional(vm, "islice", 2, 4)?;
    const RANGE: &str = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let indices = || vm.value_error(format!("Indices for islice() {RANGE}"));
    let (first, last) = match a {
        [_, last] => (None, last),
        _ => (Some(&a[1]), &a[2]),
    };
    let start = first.map_or(Ok(Ok(None)), |f| position(vm, f, 0))?;
    let stop = match position(vm, last, 0)? {
        Ok(s) => s.unwrap_or(usize::MAX),
        // -1 is what CPython takes for an error of the conversion.
        Err(()) if last.slot().is_int() && last.slot().as_int() < -1 => return Err(indices()),
        Err(()) => return Err(vm.value_error(format!("Stop argument for islice() {RANGE}"))),
    };
    let Ok(start) = start else {
        return Err(indices());
    };
    let start = start.unwrap_or(0);
    let step = match a.get(3).map(|r| position(vm, r, 1)).transpose()? {
        None => 1,
        Some(Ok(s)) => s.unwrap_or(1),
        Some(Err(())) => {
            return Err(vm.value_error("Step for islice() must be a positive integer or None."));
        }
    };
    let it = Slice {
        iterator: Field::new(vm.iter(&a[0])?),
        taken: Cell::new(0),
        next: Cell::new(start),
        stop,
        step,
    };
    Ok(new_object(vm, type_arg(ty), it))
}

fn next(vm: &Vm, this: &Ref) -> PyResult<Option<Ref>> {
    let s = payload::<Slice>(this);
    let Some(it) = s.iterator.get() else {
        return Ok(None);
    };
    while s.taken.get() < s.next.get() {
        if vm.iter_next(&it)?.is_none() {
            drop(s.iterator.take());
            return Ok(None);
        }
        s.taken.set(s.taken.get() + 1);
    }
    let value = if s.taken.get() >= s.stop {
        None
    } else {
        vm.iter_next(&it)?
    };
    if value.is_none() {
        drop(s.iterator.take());
        return Ok(None);
    }
    s.taken.set(s.taken.get() + 1);
    s.next.set(s.next.get().saturating_add(s.step).min(s.stop));
    Ok(value)
}
