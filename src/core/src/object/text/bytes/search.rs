//! `find` and its kin, `count`, `startswith`, `endswith`.

use super::super::arguments::range;
use crate::object::as_tuple;
use crate::object::is_index;
use crate::object::{ByteView, buffer_argument, bytes_like, own_view};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::bytes::search;

/// What is searched for: bytes, or one byte given as an int.
enum Needle<'a> {
    Bytes(ByteView<'a>),
    Byte([u8; 1]),
}

impl Needle<'_> {
    fn as_slice(&self) -> &[u8] {
        match self {
            Needle::Bytes(b) => b,
            Needle::Byte(b) => b,
        }
    }
}

fn needle<'a>(vm: &Vm, sub: &'a Ref) -> PyResult<Needle<'a>> {
    if let Some(b) = bytes_like(vm, sub)? {
        return Ok(Needle::Bytes(b));
    }
    if !is_index(vm, sub) {
        return Err(vm.type_error(format!(
            "argument should be integer or bytes-like object, not '{}'",
            vm.type_of(sub).name_str()
        )));
    }
    match u8::try_from(vm.index_saturating(sub)?) {
        Ok(b) => Ok(Needle::Byte([b])),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

type Search = fn(&[u8], &[u8], isize, isize) -> Option<usize>;

fn searched(vm: &Vm, this: &Ref, args: &[Ref], search: Search) -> PyResult<Option<usize>> {
    let (start, end) = range(vm, args)?;
    let own = own_view(this);
    let sub = needle(vm, &args[0])?;
    Ok(search(&own, sub.as_slice(), start, end))
}

macro_rules! searches {
    ($($find:ident, $index:ident, $search:path;)*) => { $(
        pub fn $find(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
            let at = searched(vm, this, args, $search)?;
            Ok(vm.new_int(at.map_or(-1, |i| i as i64)))
        }
        pub fn $index(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
            match searched(vm, this, args, $search)? {
                Some(i) => Ok(vm.new_int(i as i64)),
                None => Err(vm.value_error("subsection not found")),
            }
        }
    )* };
}
searches! {
    find, index, search::find_in;
    rfind, rindex, search::rfind_in;
}

pub fn count(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    let (start, end) = range(vm, args)?;
    let own = own_view(this);
    let sub = needle(vm, &args[0])?;
    let n = search::count_in(&own, sub.as_slice(), start, end);
    Ok(vm.new_int(n as i64))
}

type Test = fn(&[u8], &[u8], isize, isize) -> bool;

fn tested(vm: &Vm, name: &str, this: &Ref, args: &[Ref], test: Test) -> PyResult {
    let (start, end) = range(vm, args)?;
    let own = own_view(this);
    if let Some(affixes) = as_tuple(&args[0]) {
        for affix in affixes {
            let affix = buffer_argument(vm, affix)?;
            if test(&own, &affix, start, end) {
                return Ok(Ref::bool(true));
            }
        }
        return Ok(Ref::bool(false));
    }
    let affix = match bytes_like(vm, &args[0]) {
        Ok(affix) => affix,
        Err(r) => vm.catch(r, vm.types.type_error).map(|()| None)?,
    };
    match affix {
        Some(affix) => Ok(Ref::bool(test(&own, &affix, start, end))),
        None => Err(vm.type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {}",
            vm.type_of(&args[0]).name_str()
        ))),
    }
}

pub fn startswith(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    tested(vm, "startswith", this, args, search::starts_with_in)
}

pub fn endswith(vm: &Vm, this: &Ref, args: &[Ref]) -> PyResult {
    tested(vm, "endswith", this, args, search::ends_with_in)
}
