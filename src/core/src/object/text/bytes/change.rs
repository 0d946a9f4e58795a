//! Methods that return a changed copy: case, `replace`, `strip`, padding, `translate`.

use super::super::arguments::{Parameters, limit};
use super::{construct, new_bytes, new_like, own_bytes};
use crate::object::{ByteArray, buffer_argument, payload};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use std::ops::Range;
use tricera_text::bytes::split::Side;
use tricera_text::bytes::{build, case, split as ends};
use tricera_text::str::SizeError;
use tricera_text::str::justify::Align;

/// The part between two indices; the object itself if that is all of it.
pub fn slice(vm: &Vm, this: &Ref, range: Range<usize>) -> PyResult {
    let b = own_bytes(this);
    if range.len() == b.len() && this.is_exact(Kind::Bytes) {
        return Ok(this.clone());
    }
    new_like(vm, this, &b[range])
}

fn changed(vm: &Vm, this: &Ref, done: Result<Option<Vec<u8>>, SizeError>) -> PyResult {
    match done {
        Ok(Some(b)) => new_like(vm, this, b),
        Ok(None) => construct::exact(vm, this),
        Err(e) => Err(vm.raise_size(e)),
    }
}

macro_rules! cases {
    ($($name:ident)*) => { $(
        pub fn $name(vm: &Vm, this: &Ref) -> PyResult {
            new_like(vm, this, case::$name(own_bytes(this)))
        }
    )* };
}
cases! { upper lower capitalize title swapcase }

pub fn replace(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let old = buffer_argument(vm, &args[0])?;
    let new = buffer_argument(vm, &args[1])?;
    let max = limit(vm, args.get(2))?;
    changed(vm, this, build::replace(own_bytes(this), &old, &new, max))
}

fn stripped(vm: &Vm, this: &Ref, args: &[Ref], side: Side) -> PyResult {
    let range = match args.first() {
        Some(b) if !b.is_none() => {
            let bytes = buffer_argument(vm, b)?;
            ends::strip_bytes(own_bytes(this), &bytes, side)
        }
        _ => ends::strip_whitespace(own_bytes(this), side),
    };
    slice(vm, this, range)
}

pub fn strip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, this, args, Side::Both)
}

pub fn lstrip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, this, args, Side::Left)
}

pub fn rstrip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, this, args, Side::Right)
}

pub fn removeprefix(vm: &Vm, this: &Ref, prefix: &Ref) -> PyResult {
    let prefix = buffer_argument(vm, prefix)?;
    let b = own_bytes(this);
    let start = if b.starts_with(&prefix) {
        prefix.len()
    } else {
        0
    };
    slice(vm, this, start..b.len())
}

pub fn removesuffix(vm: &Vm, this: &Ref, suffix: &Ref) -> PyResult {
    let suffix = buffer_argument(vm, suffix)?;
    let b = own_bytes(this);
    let cut = if b.ends_with(&suffix) {
        suffix.len()
    } else {
        0
    };
    slice(vm, this, 0..b.len() - cut)
}

fn width(vm: &Vm, a: &Ref) -> PyResult<usize> {
    Ok(usize::try_from(vm.as_ssize(a)?).unwrap_or(0))
}

/// The bytes of a `c` argument of CPython's argument parser, which takes no other buffers.
fn fill_bytes(r: &Ref) -> Option<&[u8]> {
    match r.kind() {
        Kind::Bytes => Some(super::as_bytes(r)),
        Kind::ByteArray => Some(payload::<ByteArray>(r).bytes()),
        _ => None,
    }
}

fn justified(vm: &Vm, name: &str, this: &Ref, args: &[Ref], align: Align) -> PyResult {
    let width = width(vm, &args[0])?;
    let fill = match args.get(1) {
        None => b' ',
        Some(f) => match fill_bytes(f) {
            Some(&[fill]) => fill,
            Some(b) => {
                return Err(vm.type_error(format!(
                    "{name}(): argument 2 must be a byte string of length 1, not a {} object of length {}",
                    vm.type_of(f).name_str(),
                    b.len()
                )));
            }
            None => {
                let ty = if f.is_none() {
                    "None".to_owned()
                } else {
                    vm.type_of(f).name_str()
                };
                return Err(vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {ty}"
                )));
            }
        },
    };
    changed(
        vm,
        this,
        build::justify(own_bytes(this), width, fill, align),
    )
}

pub fn center(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, "center", this, args, Align::Center)
}

pub fn ljust(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, "ljust", this, args, Align::Left)
}

pub fn rjust(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, "rjust", this, args, Align::Right)
}

pub fn zfill(vm: &Vm, this: &Ref, a: &Ref) -> PyResult {
    let width = width(vm, a)?;
    changed(vm, this, build::zfill(own_bytes(this), width))
}

static EXPANDTABS: Parameters<1> =
    Parameters::new("expandtabs", 0, || Signature::parse("tabsize=8"));

pub fn expandtabs(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let size = match &EXPANDTABS.bind(vm, args)? {
        [Some(n)] => usize::try_from(vm.as_c_int(n)?).unwrap_or(0),
        [None] => 8,
    };
    changed(vm, this, build::expand_tabs(own_bytes(this), size))
}

static TRANSLATE: Parameters<2> =
    Parameters::new("translate", 1, || Signature::parse("table, /, delete=b''"));

pub fn translate(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let [table, delete] = TRANSLATE.bind(vm, args)?;
    let table = match &table {
        Some(t) if !t.is_none() => {
            let b = buffer_argument(vm, t)?;
            let Ok(table) = <[u8; 256]>::try_from(&*b) else {
                return Err(vm.value_error("translation table must be 256 characters long"));
            };
            Some(table)
        }
        _ => None,
    };
    let delete = match &delete {
        Some(d) => Some(buffer_argument(vm, d)?),
        None => None,
    };
    let delete = delete.as_deref().unwrap_or(&[]);
    if table.is_none() && delete.is_empty() {
        return construct::exact(vm, this);
    }
    let changed = case::translate(own_bytes(this), table.as_ref(), delete);
    new_like(vm, this, changed)
}

pub fn maketrans(vm: &Vm, _: &Ref, args: &[Ref]) -> PyResult {
    let (from, to) = (
        buffer_argument(vm, &args[0])?,
        buffer_argument(vm, &args[1])?,
    );
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&f, &t) in from.iter().zip(to.iter()) {
        table[usize::from(f)] = t;
    }
    Ok(new_bytes(vm, table))
}
