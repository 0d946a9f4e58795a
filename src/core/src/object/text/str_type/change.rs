//! Methods that return a changed copy: case, `replace`, `strip`, padding.

use super::super::arguments::{Parameters, limit};
use crate::object::{
    as_str, from_buf, map_ascii, str_instance, str_slice, write_ascii, write_replacement,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::justify::{self, Align};
use tricera_text::str::search::find_char;
use tricera_text::str::strip::{self as ends, Side};
use tricera_text::str::{SizeError, StrBuf, StrRef, case, replace as replacement};

/// The string itself, as an exact one.
fn unchanged(vm: &Vm, this: &Ref) -> PyResult {
    str_instance(vm, vm.types.str, this)
}

/// The changed text, or the string itself where an algorithm leaves it as it is.
fn changed(vm: &Vm, this: &Ref, done: Result<Option<StrBuf>, SizeError>) -> PyResult {
    match done {
        Ok(Some(b)) => from_buf(vm, b),
        Ok(None) => unchanged(vm, this),
        Err(e) => Err(vm.raise_size(e)),
    }
}

macro_rules! cases {
    ($($name:ident)*) => { $(
        pub fn $name(vm: &Vm, this: &Ref) -> PyResult {
            from_buf(vm, case::$name(as_str(this).units()))
        }
    )* };
}
cases! { casefold capitalize title swapcase }

pub fn upper(vm: &Vm, this: &Ref) -> PyResult {
    match as_str(this).as_ascii() {
        Some(s) => map_ascii(vm, s.as_bytes(), |u| u.to_ascii_uppercase()),
        None => from_buf(vm, case::upper(as_str(this).units())),
    }
}

pub fn lower(vm: &Vm, this: &Ref) -> PyResult {
    match as_str(this).as_ascii() {
        Some(s) => map_ascii(vm, s.as_bytes(), |u| u.to_ascii_lowercase()),
        None => from_buf(vm, case::lower(as_str(this).units())),
    }
}

static REPLACE: Parameters<3> =
    Parameters::new("replace", 2, || Signature::parse("old, new, /, count=-1"));

pub fn replace(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    if let [old, new] = args.positional()
        && args.kw_names().is_empty()
    {
        return replace_with(vm, this, old, new, None);
    }
    let [Some(old), Some(new), count] = REPLACE.bind(vm, args)? else {
        // The signature makes the first two arguments required ones.
        return Err(vm.type_error("replace() takes at least 2 positional arguments"));
    };
    replace_with(vm, this, &old, &new, count.as_ref())
}

fn replace_with(vm: &Vm, this: &Ref, old: &Ref, new: &Ref, count: Option<&Ref>) -> PyResult {
    vm.str_argument("replace", 1, old)?;
    vm.str_argument("replace", 2, new)?;
    let max = limit(vm, count)?;
    if max == 0 {
        return unchanged(vm, this);
    }
    if let [Some(s), Some(old), Some(new)] = [this, old, new].map(|r| as_str(r).as_ascii())
        && old != new
    {
        let [s, old, new] = [s, old, new].map(str::as_bytes);
        if let (&[from], &[to]) = (old, new)
            && max >= s.len()
        {
            return match find_char(StrRef::Latin1(s), from.into()) {
                Some(_) => map_ascii(vm, s, |u| if u == from { to } else { u }),
                None => unchanged(vm, this),
            };
        }
        // Written where it stays, without a buffer in between.
        return match replacement::plan(s, old, new, max, replacement::TOO_LONG) {
            Ok(Some(r)) => write_replacement(vm, &r),
            Ok(None) => unchanged(vm, this),
            Err(e) => Err(vm.raise_size(e)),
        };
    }
    let [s, old, new] = [this, old, new].map(|r| as_str(r).units());
    changed(vm, this, replacement::replace(s, old, new, max))
}

fn stripped(vm: &Vm, name: &str, this: &Ref, args: &[Ref], side: Side) -> PyResult {
    let s = as_str(this).units();
    let range = match args.first() {
        Some(chars) if chars.has_kind(Kind::Str) => {
            ends::strip_chars(s, as_str(chars).units(), side)
        }
        Some(chars) if !chars.is_none() => {
            return Err(vm.type_error(format!("{name} arg must be None or str")));
        }
        _ => ends::strip_whitespace(s, side),
    };
    str_slice(vm, this, range)
}

pub fn strip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, "strip", this, args, Side::Both)
}

pub fn lstrip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, "lstrip", this, args, Side::Left)
}

pub fn rstrip(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    stripped(vm, "rstrip", this, args, Side::Right)
}

pub fn removeprefix(vm: &Vm, this: &Ref, prefix: &Ref) -> PyResult {
    vm.named_str_argument("removeprefix", "", prefix)?;
    let range = ends::remove_prefix(as_str(this).units(), as_str(prefix).units());
    str_slice(vm, this, range)
}

pub fn removesuffix(vm: &Vm, this: &Ref, suffix: &Ref) -> PyResult {
    vm.named_str_argument("removesuffix", "", suffix)?;
    let range = ends::remove_suffix(as_str(this).units(), as_str(suffix).units());
    str_slice(vm, this, range)
}

/// A width: a negative one is one that any text fills.
fn width(vm: &Vm, a: &Ref) -> PyResult<usize> {
    Ok(usize::try_from(vm.as_ssize(a)?).unwrap_or(0))
}

/// A width for which a text is written where it stays; who wants more has its size checked first.
const SHORT: usize = 256;

fn justified(vm: &Vm, this: &Ref, args: &[Ref], align: Align) -> PyResult {
    let width = width(vm, &args[0])?;
    let fill = match args.get(1) {
        None => u32::from(b' '),
        Some(f) if !f.has_kind(Kind::Str) => {
            return Err(vm.type_error(format!(
                "The fill character must be a unicode character, not {}",
                vm.type_of(f).name_str()
            )));
        }
        Some(f) if as_str(f).len() != 1 => {
            return Err(vm.type_error("The fill character must be exactly one character long"));
        }
        Some(f) => as_str(f).units().at(0),
    };
    if let (Some(s), Ok(fill @ 0..0x80)) = (as_str(this).as_ascii(), u8::try_from(fill))
        && (s.len() + 1..SHORT).contains(&width)
    {
        let (left, _) = justify::margins(s.len(), width, align);
        return write_ascii(vm, width, |out| {
            out.fill(fill);
            out[left..left + s.len()].copy_from_slice(s.as_bytes());
        });
    }
    changed(
        vm,
        this,
        justify::justify(as_str(this).units(), width, fill, align),
    )
}

pub fn center(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, this, args, Align::Center)
}

pub fn ljust(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, this, args, Align::Left)
}

pub fn rjust(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    justified(vm, this, args, Align::Right)
}

pub fn zfill(vm: &Vm, this: &Ref, a: &Ref) -> PyResult {
    let width = width(vm, a)?;
    changed(vm, this, justify::zfill(as_str(this).units(), width))
}

static EXPANDTABS: Parameters<1> =
    Parameters::new("expandtabs", 0, || Signature::parse("tabsize=8"));

pub fn expandtabs(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let size = match &EXPANDTABS.bind(vm, args)? {
        [Some(n)] => usize::try_from(vm.as_c_int(n)?).unwrap_or(0),
        [None] => 8,
    };
    changed(vm, this, justify::expand_tabs(as_str(this).units(), size))
}
