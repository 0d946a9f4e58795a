//! The slots of `str`.

use crate::object::{
    BinaryOp, CompareOp, Slots, alloc_str, as_str, char_at, copy_bytes, from_buf, new_str,
    new_str_iterator, str_concat, str_instance, str_slice,
};
use crate::object::{SliceIndices, SliceParts, is_index, resolve, slice_indices, subscript_index};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::{compare, join, repr, search, slice};

/// Fills the slots of `str`.
pub fn fill(s: &Slots) {
    s.repr.set(Some(str_repr));
    s.str.set(Some(|vm, a| str_instance(vm, vm.types.str, a)));
    s.hash.set(Some(|vm, a| Ok(as_str(a).hash(vm))));
    s.iter.set(Some(|vm, a| Ok(new_str_iterator(vm, a))));
    s.len.set(Some(|_, a| Ok(as_str(a).len())));
    s.compare.set(Some(str_compare));
    s.contains.set(Some(str_contains));
    s.concat.set(Some(concat));
    s.repeat.set(Some(str_repeat));
    s.binary[BinaryOp::Subscr as usize].set(Some(str_get_item));
    s.binary[BinaryOp::Remainder as usize].set(Some(remainder));
}

/// `repr(s)`
fn str_repr(vm: &Vm, s: &Ref) -> PyResult {
    let text = as_str(s);
    if let Some(ascii) = text.as_ascii()
        && repr::is_plain(ascii.as_bytes())
    {
        let n = ascii.len();
        // SAFETY: there is room for the text and two quotes.
        return alloc_str(vm, n + 2, 1, true, |to| unsafe {
            *to = b'\'';
            copy_bytes(ascii.as_ptr(), to.add(1), n);
            *to.add(n + 1) = b'\'';
        });
    }
    from_buf(vm, repr::repr(text.units()))
}

/// `a op b`; `NotImplemented` unless both are strings.
#[inline]
pub fn str_compare(_: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !b.has_kind(Kind::Str) {
        return Ok(Ref::not_implemented());
    }
    let (s, t) = (as_str(a), as_str(b));
    Ok(Ref::bool(match op {
        CompareOp::Eq => s.eq(t),
        CompareOp::Ne => !s.eq(t),
        _ => op.holds(compare::compare(s.units(), t.units())),
    }))
}

/// `item in s`
#[inline]
pub fn str_contains(vm: &Vm, s: &Ref, item: &Ref) -> PyResult<bool> {
    if !item.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "'in <string>' requires string as left operand, not {}",
            vm.type_of(item).name_str()
        )));
    }
    let (s, item) = (as_str(s), as_str(item));
    // One character among few is found by looking at all of them.
    if let (Some(s), &[c]) = (s.as_ascii().filter(|s| s.len() <= 16), item.raw()) {
        return Ok(s.as_bytes().contains(&c));
    }
    Ok(search::contains(s.units(), item.units()))
}

fn concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !b.has_kind(Kind::Str) {
        return Err(vm.type_error(format!(
            "can only concatenate str (not \"{}\") to str",
            vm.type_of(b).name_str()
        )));
    }
    str_concat(vm, a, b)
}

/// `s * n`
pub fn str_repeat(vm: &Vm, s: &Ref, n: isize) -> PyResult {
    let n = usize::try_from(n).unwrap_or(0);
    if n == 1 {
        return str_instance(vm, vm.types.str, s);
    }
    match join::repeat(as_str(s).units(), n) {
        Ok(b) => from_buf(vm, b),
        Err(e) => Err(vm.raise_size(e)),
    }
}

/// `s[key]`
#[inline]
pub fn str_get_item(vm: &Vm, s: &Ref, key: &Ref) -> PyResult {
    let text = as_str(s);
    if key.slot().is_int() {
        let i = key.slot().as_int() as isize;
        return match resolve(i, text.len()) {
            Some(i) => char_at(vm, text, i),
            None => Err(vm.index_error("string index out of range")),
        };
    }
    get_item_slow(vm, s, key)
}

#[inline(never)]
fn get_item_slow(vm: &Vm, s: &Ref, key: &Ref) -> PyResult {
    let text = as_str(s);
    if key.has_kind(Kind::Slice) {
        return get_indices(vm, s, slice_indices(vm, key, || text.len())?);
    }
    if !is_index(vm, key) {
        return Err(vm.type_error(format!(
            "string indices must be integers, not '{}'",
            vm.type_of(key).name_str()
        )));
    }
    match resolve(subscript_index(vm, key)?, text.len()) {
        Some(i) => char_at(vm, text, i),
        None => Err(vm.index_error("string index out of range")),
    }
}

/// `s[start:stop]`
pub fn str_get_range(vm: &Vm, s: &Ref, parts: SliceParts) -> PyResult {
    get_indices(vm, s, parts.indices(as_str(s).len()))
}

/// The characters that `at` selects.
fn get_indices(vm: &Vm, s: &Ref, at: SliceIndices) -> PyResult {
    if at.len == 0 {
        return Ok(vm.names.empty.clone());
    }
    let start = at.start as usize;
    if at.step == 1 {
        return str_slice(vm, s, start..start + at.len);
    }
    let chosen = slice::stepped(as_str(s).units(), start, at.step, at.len);
    new_str(vm, chosen.view())
}

fn remainder(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::Str) {
        return Ok(Ref::not_implemented());
    }
    super::percent_format(vm, a, b)
}
