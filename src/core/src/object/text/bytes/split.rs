//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `join`.

use super::super::arguments::{Parameters, limit};
use super::change::slice;
use super::{new_like, own_bytes};
use crate::object::{
    BinaryOp, Buffer, ByteView, as_list, as_tuple, buffer_argument, new_list, new_tuple, own_view,
    request,
};
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
fn separator<'a>(vm: &Vm, sep: Option<&'a Ref>) -> PyResult<Option<ByteView<'a>>> {
    match sep {
        Some(s) if !s.is_none() => {
            let b = buffer_argument(vm, s)?;
            if b.is_empty() {
                return Err(vm.value_error("empty separator"));
            }
            Ok(Some(b))
        }
        _ => Ok(None),
    }
}

fn list(vm: &Vm, this: &Ref, ranges: impl Iterator<Item = Range<usize>>) -> PyResult {
    let items: PyResult<Vec<Ref>> = ranges.map(|r| slice(vm, this, r)).collect();
    Ok(new_list(vm, items?))
}

pub fn split(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [sep, max] = SPLIT.bind(vm, args)?;
    let max = limit(vm, max.as_ref())?;
    let (b, mut out) = (own_view(this), Vec::new());
    let sep = separator(vm, sep.as_ref())?;
    match &sep {
        None => pieces::split_whitespace(&b, max, |r| out.push(r)),
        Some(sep) => pieces::split(&b, sep, max, |r| out.push(r)),
    }
    list(vm, this, out.into_iter())
}

pub fn rsplit(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [sep, max] = RSPLIT.bind(vm, args)?;
    let max = limit(vm, max.as_ref())?;
    let (b, mut out) = (own_view(this), Vec::new());
    let sep = separator(vm, sep.as_ref())?;
    match &sep {
        None => pieces::rsplit_whitespace(&b, max, |r| out.push(r)),
        Some(sep) => pieces::rsplit(&b, sep, max, |r| out.push(r)),
    }
    list(vm, this, out.into_iter().rev())
}

pub fn splitlines(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let keepends = match &SPLITLINES.bind(vm, args)? {
        [Some(k)] => vm.is_true(k)?,
        [None] => false,
    };
    let mut out = Vec::new();
    pieces::split_lines(own_bytes(this), keepends, |r| out.push(r));
    list(vm, this, out.into_iter())
}

/// Where the separator lies, and it as it stands in the result: that of a bytearray is copied.
fn partitioned(
    vm: &Vm,
    this: &Ref,
    sep: &Ref,
    find: fn(&[u8], &[u8]) -> Option<Range<usize>>,
) -> PyResult<(Ref, Option<Range<usize>>)> {
    let (copied, view);
    let (bytes, shown) = match this.kind() {
        Kind::ByteArray => {
            let given = vm.buffer(sep, request::FULL_RO)?;
            // SAFETY: the exporter keeps the memory in place, and no Python code runs here.
            copied = unsafe { given.view.to_vec() };
            (&copied[..], new_like(vm, this, &copied[..])?)
        }
        _ => {
            view = buffer_argument(vm, sep)?;
            (&*view, view.exporter().unwrap_or_else(|| sep.clone()))
        }
    };
    if bytes.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    Ok((shown, find(own_bytes(this), bytes)))
}

fn three(vm: &Vm, this: &Ref, sep: Ref, at: Range<usize>) -> PyResult {
    let n = own_bytes(this).len();
    let (head, tail) = (slice(vm, this, 0..at.start)?, slice(vm, this, at.end..n)?);
    Ok(new_tuple(vm, [head, sep, tail]))
}

/// All of it, as the part that no separator was found in.
fn whole(vm: &Vm, this: &Ref) -> PyResult {
    match this.kind() {
        Kind::ByteArray => slice(vm, this, 0..own_bytes(this).len()),
        _ => Ok(this.clone()),
    }
}

pub fn partition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    match partitioned(vm, this, sep, pieces::partition)? {
        (sep, Some(at)) => three(vm, this, sep, at),
        (_, None) => {
            let (first, second) = (new_like(vm, this, [])?, new_like(vm, this, [])?);
            Ok(new_tuple(vm, [whole(vm, this)?, first, second]))
        }
    }
}

pub fn rpartition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    match partitioned(vm, this, sep, pieces::rpartition)? {
        (sep, Some(at)) => three(vm, this, sep, at),
        (_, None) => {
            let (first, second) = (new_like(vm, this, [])?, new_like(vm, this, [])?);
            Ok(new_tuple(vm, [first, second, whole(vm, this)?]))
        }
    }
}

/// A piece of a join.
enum Part {
    Bytes(Ref),
    Buffer(Buffer),
}

impl Part {
    fn bytes(&self) -> &[u8] {
        match self {
            Part::Bytes(b) => super::as_bytes(b),
            // SAFETY: the buffer is in one piece and held, and joining runs no Python code.
            Part::Buffer(b) => unsafe { b.view.one_piece() },
        }
    }
}

pub fn join(vm: &Vm, sep: &Ref, iterable: &Ref) -> PyResult {
    let own = own_view(sep);
    // Of a list or tuple the items are taken as they are reached, as in CPython: showing their bytes may be Python code.
    let listed = match iterable.is_exact(Kind::List) || iterable.is_exact(Kind::Tuple) {
        true => iterable.clone(),
        false => {
            let slots = &vm.type_of(iterable).slots;
            if slots.iter.get().is_none() && slots.binary[BinaryOp::Subscr as usize].get().is_none()
            {
                return Err(vm.type_error("can only join an iterable"));
            }
            new_list(vm, vm.collect(iterable)?)
        }
    };
    let items = || match as_tuple(&listed) {
        Some(t) => t,
        None => as_list(&listed).items(),
    };
    let n = items().len();
    if let [only] = items()
        && only.is_exact(Kind::Bytes)
        && sep.has_kind(Kind::Bytes)
    {
        return Ok(only.clone());
    }
    let mut parts = Vec::with_capacity(n);
    for i in 0..n {
        let Some(item) = items().get(i).cloned() else {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        };
        if item.is_exact(Kind::Bytes) {
            parts.push(Part::Bytes(item));
            continue;
        }
        match vm.buffer(&item, request::SIMPLE) {
            Ok(b) => parts.push(Part::Buffer(b)),
            Err(_) => {
                // Whatever it was that kept the item from showing its bytes.
                vm.clear_exception();
                return Err(vm.type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    vm.type_of(&item).name_str()
                )));
            }
        }
        if items().len() != n {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        }
    }
    match build::join(&own, parts.iter().map(Part::bytes)) {
        Ok(b) => new_like(vm, sep, b),
        Err(e) => Err(vm.raise_size(e)),
    }
}
