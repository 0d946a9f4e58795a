//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `join`.

use super::super::arguments::{Parameters, limit};
use super::change::slice;
use super::{as_bytes, as_bytes_like, buffer_argument, new_bytes};
use crate::object::{BinaryOp, as_list, new_list, new_tuple};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use std::ops::Range;
use tricera_text::bytes::{build, split as pieces};

static SPLIT: Parameters<2> =
    Parameters::new("split", 0, || Signature::parse("sep=None, maxsplit=-1"));
static RSPLIT: Parameters<2> =
    Parameters::new("rsplit", 0, || Signature::parse("sep=None, maxsplit=-1"));
static SPLITLINES: Parameters<1> =
    Parameters::new("splitlines", 0, || Signature::parse("keepends=False"));

/// The separator: None for white space.
fn separator<'a>(vm: &Vm, sep: Option<&'a Ref>) -> PyResult<Option<&'a [u8]>> {
    match sep {
        Some(s) if !s.is_none() => match buffer_argument(vm, s)? {
            [] => Err(vm.value_error("empty separator")),
            b => Ok(Some(b)),
        },
        _ => Ok(None),
    }
}

fn list(vm: &Vm, this: &Ref, ranges: impl Iterator<Item = Range<usize>>) -> PyResult {
    let items: PyResult<Vec<Ref>> = ranges.map(|r| slice(vm, this, r)).collect();
    Ok(new_list(vm, items?))
}

pub fn split(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [sep, max] = SPLIT.bind(vm, args)?;
    let (max, b) = (limit(vm, max.as_ref())?, as_bytes(this));
    let mut out = Vec::new();
    match separator(vm, sep.as_ref())? {
        None => pieces::split_whitespace(b, max, |r| out.push(r)),
        Some(sep) => pieces::split(b, sep, max, |r| out.push(r)),
    }
    list(vm, this, out.into_iter())
}

pub fn rsplit(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [sep, max] = RSPLIT.bind(vm, args)?;
    let (max, b) = (limit(vm, max.as_ref())?, as_bytes(this));
    let mut out = Vec::new();
    match separator(vm, sep.as_ref())? {
        None => pieces::rsplit_whitespace(b, max, |r| out.push(r)),
        Some(sep) => pieces::rsplit(b, sep, max, |r| out.push(r)),
    }
    list(vm, this, out.into_iter().rev())
}

pub fn splitlines(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let keepends = match &SPLITLINES.bind(vm, args)? {
        [Some(k)] => vm.is_true(k)?,
        [None] => false,
    };
    let mut out = Vec::new();
    pieces::split_lines(as_bytes(this), keepends, |r| out.push(r));
    list(vm, this, out.into_iter())
}

/// The exact bytes of a separator.
fn partition_separator(vm: &Vm, sep: &Ref) -> PyResult {
    let b = buffer_argument(vm, sep)?;
    if b.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    Ok(sep.clone())
}

fn three(vm: &Vm, this: &Ref, sep: Ref, at: Range<usize>) -> PyResult {
    let n = as_bytes(this).len();
    let (head, tail) = (slice(vm, this, 0..at.start)?, slice(vm, this, at.end..n)?);
    Ok(new_tuple(vm, vec![head, sep, tail]))
}

pub fn partition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    let sep = partition_separator(vm, sep)?;
    match pieces::partition(as_bytes(this), buffer_argument(vm, &sep)?) {
        Some(at) => three(vm, this, sep, at),
        None => {
            let empty = new_bytes(vm, []);
            Ok(new_tuple(vm, vec![this.clone(), empty.clone(), empty]))
        }
    }
}

pub fn rpartition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    let sep = partition_separator(vm, sep)?;
    match pieces::rpartition(as_bytes(this), buffer_argument(vm, &sep)?) {
        Some(at) => three(vm, this, sep, at),
        None => {
            let empty = new_bytes(vm, []);
            Ok(new_tuple(vm, vec![empty.clone(), empty, this.clone()]))
        }
    }
}

pub fn join(vm: &Vm, sep: &Ref, iterable: &Ref) -> PyResult {
    let items = if iterable.is_exact(Kind::List) {
        as_list(iterable).items().to_vec()
    } else {
        let slots = &vm.type_of(iterable).slots;
        if slots.iter.get().is_none() && slots.binary[BinaryOp::Subscr as usize].get().is_none() {
            return Err(vm.type_error("can only join an iterable"));
        }
        vm.collect(iterable)?
    };
    if let [only] = &items[..]
        && only.is_exact(Kind::Bytes)
    {
        return Ok(only.clone());
    }
    let mut parts = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        match as_bytes_like(vm, item) {
            Some(b) => parts.push(b),
            None => {
                return Err(vm.type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    vm.type_of(item).name_str()
                )));
            }
        }
    }
    match build::join(as_bytes(sep), parts.iter().copied()) {
        Ok(b) => Ok(new_bytes(vm, b)),
        Err(e) => Err(vm.raise_size(e)),
    }
}
