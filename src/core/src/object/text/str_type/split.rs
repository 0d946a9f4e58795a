//! `split`, `rsplit`, `splitlines`, `partition`, `rpartition`, `join`.

use super::super::arguments::{Parameters, limit};
use crate::object::{
    as_list, as_str, as_tuple, join_strs, new_list, new_str, new_tuple, str_slice,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use smallvec::SmallVec;
use std::ops::Range;
use tricera_text::str::{StrRef, split as pieces};

static SPLIT: Parameters<2> =
    Parameters::new("split", 0, || Signature::parse("sep=None, maxsplit=-1"));
static RSPLIT: Parameters<2> =
    Parameters::new("rsplit", 0, || Signature::parse("sep=None, maxsplit=-1"));
static SPLITLINES: Parameters<1> =
    Parameters::new("splitlines", 0, || Signature::parse("keepends=False"));

/// Collects the pieces of a string as a list.
struct Pieces<'a> {
    vm: &'a Vm,
    this: &'a Ref,
    text: StrRef<'a>,
    /// On the stack while they are few.
    items: SmallVec<[Ref; 16]>,
    failed: bool,
}

impl<'a> Pieces<'a> {
    fn new(vm: &'a Vm, this: &'a Ref) -> Pieces<'a> {
        Pieces {
            vm,
            this,
            text: as_str(this).units(),
            items: SmallVec::new(),
            failed: false,
        }
    }
    #[inline]
    fn push(&mut self, range: Range<usize>) {
        match str_slice(self.vm, self.this, range) {
            Ok(s) => self.items.push(s),
            Err(_) => self.failed = true,
        }
    }
    #[inline]
    fn list(&mut self) -> PyResult {
        if self.failed {
            return Err(crate::runtime::Raised);
        }
        Ok(new_list(self.vm, &mut self.items))
    }
}

/// The separator: None for white space.
fn separator<'a>(vm: &Vm, sep: Option<&'a Ref>) -> PyResult<Option<StrRef<'a>>> {
    match sep {
        None => Ok(None),
        Some(s) if s.is_none() => Ok(None),
        Some(s) if !s.has_kind(Kind::Str) => Err(vm.type_error(format!(
            "must be str or None, not {}",
            vm.type_of(s).name_str()
        ))),
        Some(s) if as_str(s).is_empty() => Err(vm.value_error("empty separator")),
        Some(s) => Ok(Some(as_str(s).units())),
    }
}

pub fn split(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    if args.all().len() <= 1 && args.kw_names().is_empty() {
        return split_all(vm, this, args.all().first(), usize::MAX);
    }
    let [sep, max] = SPLIT.bind(vm, args)?;
    let max = limit(vm, max.as_ref())?;
    split_all(vm, this, sep.as_ref(), max)
}

fn split_all(vm: &Vm, this: &Ref, sep: Option<&Ref>, max: usize) -> PyResult {
    let mut out = Pieces::new(vm, this);
    let text = out.text;
    match separator(vm, sep)? {
        None => pieces::split_whitespace(text, max, |r| out.push(r)),
        Some(sep) => pieces::split(text, sep, max, |r| out.push(r)),
    }
    out.list()
}

pub fn rsplit(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [sep, max] = RSPLIT.bind(vm, args)?;
    let max = limit(vm, max.as_ref())?;
    let mut out = Pieces::new(vm, this);
    let text = out.text;
    match separator(vm, sep.as_ref())? {
        None => pieces::rsplit_whitespace(text, max, |r| out.push(r)),
        Some(sep) => pieces::rsplit(text, sep, max, |r| out.push(r)),
    }
    out.items.reverse();
    out.list()
}

pub fn splitlines(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let keepends = match &SPLITLINES.bind(vm, args)? {
        [Some(k)] => vm.is_true(k)?,
        [None] => false,
    };
    let mut out = Pieces::new(vm, this);
    let text = out.text;
    pieces::split_lines(text, keepends, |r| out.push(r));
    out.list()
}

/// Checks the separator of a partition.
fn check_separator(vm: &Vm, sep: &Ref) -> PyResult<()> {
    if !sep.has_kind(Kind::Str) {
        return Err(vm.type_error(format!("must be str, not {}", vm.type_of(sep).name_str())));
    }
    if as_str(sep).is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    Ok(())
}

fn three(vm: &Vm, this: &Ref, sep: &Ref, at: Range<usize>) -> PyResult {
    let n = as_str(this).len();
    Ok(new_tuple(
        vm,
        [
            str_slice(vm, this, 0..at.start)?,
            sep.clone(),
            str_slice(vm, this, at.end..n)?,
        ],
    ))
}

pub fn partition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    check_separator(vm, sep)?;
    match pieces::partition(as_str(this).units(), as_str(sep).units()) {
        Some(at) => three(vm, this, sep, at),
        None => {
            let empty = &vm.names.empty;
            Ok(new_tuple(vm, [this.clone(), empty.clone(), empty.clone()]))
        }
    }
}

pub fn rpartition(vm: &Vm, this: &Ref, sep: &Ref) -> PyResult {
    check_separator(vm, sep)?;
    match pieces::rpartition(as_str(this).units(), as_str(sep).units()) {
        Some(at) => three(vm, this, sep, at),
        None => {
            let empty = &vm.names.empty;
            Ok(new_tuple(vm, [empty.clone(), empty.clone(), this.clone()]))
        }
    }
}

/// `sep.join(iterable)`
pub fn str_join(vm: &Vm, sep: &Ref, iterable: &Ref) -> PyResult {
    if iterable.is_exact(Kind::List) {
        return join_checked(vm, sep, as_list(iterable).items());
    }
    if let Some(items) = as_tuple(iterable)
        && iterable.is_exact(Kind::Tuple)
    {
        return join_checked(vm, sep, items);
    }
    let ty = vm.type_of(iterable);
    if ty.slots.iter.get().is_none()
        && ty.slots.binary[crate::object::BinaryOp::Subscr as usize]
            .get()
            .is_none()
    {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect(iterable)?;
    join_checked(vm, sep, &items)
}

/// The items may be those of a list: nothing here runs Python code before they have been read.
fn join_checked(vm: &Vm, sep: &Ref, items: &[Ref]) -> PyResult {
    if let Some(i) = items.iter().position(|s| !s.has_kind(Kind::Str)) {
        let name = vm.type_of(&items[i]).name_str();
        return Err(vm.type_error(format!(
            "sequence item {i}: expected str instance, {name} found"
        )));
    }
    if let [only] = items
        && !only.is_exact(Kind::Str)
    {
        return new_str(vm, as_str(only).units());
    }
    join_strs(vm, Some(sep), items)
}
