//! `find` and its kin, `count`, `startswith`, `endswith`.

use super::super::arguments::range;
use crate::object::{as_str, as_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::{StrRef, search};

type Search = fn(StrRef<'_>, StrRef<'_>, isize, isize) -> Option<usize>;

/// The index that `search` finds.
fn searched(
    vm: &Vm,
    name: &str,
    this: &Ref,
    args: &[Ref],
    search: Search,
) -> PyResult<Option<usize>> {
    vm.str_argument(name, 1, &args[0])?;
    let (start, end) = match args.len() {
        1 => (0, isize::MAX),
        _ => range(vm, args)?,
    };
    Ok(search(
        as_str(this).units(),
        as_str(&args[0]).units(),
        start,
        end,
    ))
}

macro_rules! searches {
    ($($find:ident, $index:ident, $search:path;)*) => { $(
        pub fn $find(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
            let at = searched(vm, stringify!($find), this, args, $search)?;
            Ok(vm.new_int(at.map_or(-1, |i| i as i64)))
        }
        pub fn $index(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
            match searched(vm, stringify!($index), this, args, $search)? {
                Some(i) => Ok(vm.new_int(i as i64)),
                None => Err(vm.value_error("substring not found")),
            }
        }
    )* };
}
searches! {
    find, index, search::find_in;
    rfind, rindex, search::rfind_in;
}

pub fn count(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    vm.str_argument("count", 1, &args[0])?;
    let (start, end) = range(vm, args)?;
    let n = search::count_in(as_str(this).units(), as_str(&args[0]).units(), start, end);
    Ok(vm.new_int(n as i64))
}

#[inline(always)]
fn tested(
    vm: &Vm,
    name: &str,
    this: &Ref,
    args: &[Ref],
    test: impl Fn(StrRef<'_>, StrRef<'_>, isize, isize) -> bool,
) -> PyResult {
    let (start, end) = match args.len() {
        1 => (0, isize::MAX),
        _ => range(vm, args)?,
    };
    let holds = |affix: &Ref| test(as_str(this).units(), as_str(affix).units(), start, end);
    if args[0].has_kind(Kind::Str) {
        return Ok(Ref::bool(holds(&args[0])));
    }
    let Some(affixes) = as_tuple(&args[0]) else {
        return Err(vm.type_error(format!(
            "{name} first arg must be str or a tuple of str, not {}",
            vm.type_of(&args[0]).name_str()
        )));
    };
    for affix in affixes {
        if !affix.has_kind(Kind::Str) {
            return Err(vm.type_error(format!(
                "tuple for {name} must only contain str, not {}",
                vm.type_of(affix).name_str()
            )));
        }
        if holds(affix) {
            return Ok(Ref::bool(true));
        }
    }
    Ok(Ref::bool(false))
}

pub fn startswith(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    tested(vm, "startswith", this, args, search::starts_with_in)
}

pub fn endswith(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    tested(vm, "endswith", this, args, search::ends_with_in)
}
