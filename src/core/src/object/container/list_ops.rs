//! Operations on lists: subscripts, concatenation, repetition, extension.

use super::index::{
    SliceIndices, SliceParts, is_index, plain_slice, resolve, slice_indices, slice_parts,
    subscript_index,
};
use crate::object::{
    DictPart, DictTable, FewRefs, SliceValue, as_dict, as_list, as_tuple, list_with_room,
    new_tuple, payload, plain_view,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// A new list with new references to `items`; MemoryError if there is no room.
pub fn list_from_slice(vm: &Vm, items: &[Ref]) -> PyResult {
    let l = list_with_room(vm, items.len())?;
    as_list(&l).push_slice(vm, items)?;
    Ok(l)
}

/// A new list that takes `n` words from the stack; borrowed ones become counted.
///
/// # Safety
/// `p..p+n` must be live values, which the caller gives up, whatever the outcome.
pub unsafe fn new_list_from_stack(vm: &Vm, p: *mut Slot, n: usize) -> PyResult {
    // SAFETY: the words move into the list, or are dropped.
    unsafe {
        let l = match list_with_room(vm, n) {
            Ok(l) => l,
            Err(r) => {
                super::drop_stack(p, n);
                return Err(r);
            }
        };
        as_list(&l).fill(n, |to| {
            for i in 0..n {
                *to.add(i) = (*p.add(i)).promote();
            }
        });
        Ok(l)
    }
}

/// A new reference to item `i` of an exact list, negative indices counted from the end; None out of range.
#[inline(always)]
pub fn list_get_index(l: &Ref, i: i64) -> Option<Ref> {
    let l = as_list(l);
    resolve(i as isize, l.len()).and_then(|i| l.get(i))
}

/// `l[key]`
pub fn get_item(vm: &Vm, l: &Ref, key: &Ref) -> PyResult {
    if is_index(vm, key) {
        let i = subscript_index(vm, key)?;
        let l = as_list(l);
        return match resolve(i, l.len()) {
            Some(i) => Ok(l.items()[i].clone()),
            None => Err(vm.index_error("list index out of range")),
        };
    }
    if key.has_kind(Kind::Slice) {
        return get_slice(vm, l, key);
    }
    Err(wrong_subscript(vm, key))
}

/// `l[key]` for a slice.
pub fn get_slice(vm: &Vm, l: &Ref, key: &Ref) -> PyResult {
    let s = slice_indices(vm, key, || as_list(l).len())?;
    list_from_indices(vm, as_list(l).items(), s)
}

fn wrong_subscript(vm: &Vm, key: &Ref) -> crate::runtime::Raised {
    vm.type_error(format!(
        "list indices must be integers or slices, not {}",
        vm.type_of(key).name_str()
    ))
}

/// The items that `s` selects, as a new list.
fn list_from_indices(vm: &Vm, items: &[Ref], s: SliceIndices) -> PyResult {
    if s.step == 1 {
        let from = s.start as usize;
        return list_from_slice(vm, &items[from..from + s.len]);
    }
    let l = list_with_room(vm, s.len)?;
    // SAFETY: there is room for so many, and the indices lie within the items.
    unsafe {
        as_list(&l).fill(s.len, |to| {
            let mut from = items.as_ptr().wrapping_offset(s.start);
            for i in 0..s.len {
                crate::ops::keep_branch();
                *to.add(i) = (*from).slot().incref();
                from = from.wrapping_offset(s.step);
            }
        });
    }
    Ok(l)
}

/// `l[key] = value`, or `del l[key]` without a value.
pub fn set_item(vm: &Vm, l: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    if is_index(vm, key) {
        let i = subscript_index(vm, key)?;
        let list = as_list(l);
        let Some(i) = resolve(i, list.len()) else {
            return Err(vm.index_error("list assignment index out of range"));
        };
        match value {
            Some(v) => drop(list.replace(i, v.clone())),
            None => drop(list.remove(i)),
        }
        return Ok(());
    }
    if !key.has_kind(Kind::Slice) {
        return Err(wrong_subscript(vm, key));
    }
    let parts = slice_parts(vm, payload::<SliceValue>(key))?;
    match value {
        Some(v) => {
            // Collecting may change the list: its length counts afterwards.
            let new = replacement(vm, v)?;
            set_slice(vm, l, parts.indices(as_list(l).len()), new)
        }
        None => delete_slice(vm, l, parts.indices(as_list(l).len())),
    }
}

/// `l[key]` for a slice of an exact list that needs no calls.
#[inline]
pub fn get_plain_slice(vm: &Vm, l: &Ref, key: &Ref) -> Option<PyResult> {
    let parts = plain_slice(payload::<SliceValue>(key))?;
    Some(get_range(vm, l, parts))
}

/// `l[start:stop]`
pub fn get_range(vm: &Vm, l: &Ref, parts: SliceParts) -> PyResult {
    let items = as_list(l).items();
    list_from_indices(vm, items, parts.indices(items.len()))
}

/// `l[key] = value` for a slice and a value that lies on a stack: if nothing else refers to that, it may be changed.
pub fn set_slice_operand(vm: &Vm, l: &Ref, key: &Ref, value: &Ref) -> PyResult<()> {
    let parts = slice_parts(vm, payload::<SliceValue>(key))?;
    if parts.step == 1 {
        return set_range(vm, l, parts, value);
    }
    let new = replacement(vm, value)?;
    set_slice(vm, l, parts.indices(as_list(l).len()), new)
}

/// `l[start:stop] = value`, where the value is as above.
pub fn set_range(vm: &Vm, l: &Ref, parts: SliceParts, value: &Ref) -> PyResult<()> {
    let s = parts.indices(as_list(l).len());
    if value.is_exact(Kind::List) && !value.is(l) && as_list(value).len() == s.len {
        let (list, start) = (as_list(l), s.start as usize);
        // SAFETY: two lists, both long enough.
        unsafe {
            if value.slot().is_last_reference() {
                // Nobody will see it again: it may have the old items, and drop them when it dies.
                list.swap_range(start, as_list(value));
                return Ok(());
            }
        }
    }
    let new = replacement(vm, value)?;
    set_slice(vm, l, parts.indices(as_list(l).len()), new)
}

/// The items of the right side of a slice assignment.
fn replacement(vm: &Vm, v: &Ref) -> PyResult<FewRefs> {
    if v.has_kind(Kind::List) {
        return Ok(as_list(v).items().iter().cloned().collect());
    }
    if let Some(t) = as_tuple(v) {
        return Ok(t.iter().cloned().collect());
    }
    match vm.iter(v) {
        Ok(it) => Ok(vm.collect(&it)?.into()),
        Err(r) => {
            vm.catch(r, vm.types.type_error)?;
            Err(vm.type_error("must assign iterable to extended slice"))
        }
    }
}

fn set_slice(vm: &Vm, l: &Ref, s: SliceIndices, new: FewRefs) -> PyResult<()> {
    let list = as_list(l);
    if s.step == 1 {
        let start = s.start as usize;
        return list.splice(vm, start, start + s.len, new);
    }
    if new.len() != s.len {
        return Err(vm.value_error(format!(
            "attempt to assign sequence of size {} to extended slice of size {}",
            new.len(),
            s.len
        )));
    }
    let mut at = s.start;
    let mut old = Vec::with_capacity(s.len);
    for v in new {
        old.push(list.replace(at as usize, v));
        at = at.wrapping_add(s.step);
    }
    drop(old);
    Ok(())
}

fn delete_slice(vm: &Vm, l: &Ref, s: SliceIndices) -> PyResult<()> {
    let list = as_list(l);
    if s.len == 0 {
        return Ok(());
    }
    let last = s.start + s.step * (s.len as isize - 1);
    let (first, step) = if s.step < 0 {
        (last, -s.step)
    } else {
        (s.start, s.step)
    };
    if step == 1 {
        let first = first as usize;
        return list.splice(vm, first, first + s.len, FewRefs::new());
    }
    list.remove_stepped(first as usize, step as usize, s.len);
    Ok(())
}

/// `a + b`
pub fn concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !b.has_kind(Kind::List) {
        return Err(vm.type_error(format!(
            "can only concatenate list (not \"{}\") to list",
            vm.type_of(b).name_str()
        )));
    }
    let (x, y) = (as_list(a), as_list(b));
    let l = list_with_room(vm, x.len() + y.len())?;
    as_list(&l).push_slice(vm, x.items())?;
    as_list(&l).push_slice(vm, y.items())?;
    Ok(l)
}

/// `a + b` of exact lists that lie on a stack. One that nothing else refers to gives its buffer or its items away.
pub fn concat_operands(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    let (x, y) = (as_list(a), as_list(b));
    let total = x.len() + y.len();
    // A list that was added up has no room for more, in CPython too.
    // SAFETY: both words are live.
    if !unsafe { a.slot().is_last_reference() } || x.capacity.get() > total {
        return concat(vm, a, b);
    }
    x.reserve(vm, total)?;
    // SAFETY: as above.
    if unsafe { b.slot().is_last_reference() } {
        // SAFETY: there is room, the buffers are two, and the words move.
        unsafe {
            let n = y.len.replace(0);
            x.fill(n, |to| {
                if n > 0 {
                    std::ptr::copy_nonoverlapping(y.items.get(), to, n);
                }
            });
        }
    } else {
        x.push_slice(vm, y.items())?;
    }
    Ok(a.clone())
}

/// `l * n`
pub fn repeat(vm: &Vm, l: &Ref, n: isize) -> PyResult {
    let (list, n) = (as_list(l), n.max(0) as usize);
    let Some(total) = list.len().checked_mul(n) else {
        return Err(vm.memory_error());
    };
    let new = list_with_room(vm, total)?;
    as_list(&new).push_repeated(vm, list.items(), n)?;
    Ok(new)
}

/// `l *= n`
pub fn inplace_repeat(vm: &Vm, l: &Ref, n: isize) -> PyResult {
    let list = as_list(l);
    if n <= 0 {
        list.clear();
    } else if n > 1 && !list.is_empty() {
        let Some(total) = list.len().checked_mul(n as usize) else {
            return Err(vm.memory_error());
        };
        // Reserved first, so that the items do not move while they are read.
        list.reserve(vm, total)?;
        list.push_repeated(vm, list.items(), n as usize - 1)?;
    }
    Ok(l.clone())
}

/// Makes room for `n` items more: just that, in pairs, in a list that has never had any. A number that cannot be is
/// ignored: it may be a hint that lies.
fn make_room(vm: &Vm, l: &Ref, n: usize) -> PyResult<()> {
    let list = as_list(l);
    if list.capacity.get() == 0 && n > 0 {
        return list.reserve(vm, n.saturating_add(1) & !1);
    }
    match list.len().checked_add(n) {
        Some(all) if all <= isize::MAX as usize => list.reserve_growing(vm, all),
        _ => Ok(()),
    }
}

/// Appends keys, values or items of a dict that a view shows; nothing runs meanwhile.
fn extend_with_part(vm: &Vm, l: &Ref, d: &DictTable, part: DictPart) -> PyResult<()> {
    let (list, mut i) = (as_list(l), 0);
    make_room(vm, l, d.len())?;
    while let Some(e) = d.next_entry(&mut i) {
        // SAFETY: the dict holds both; neither a new tuple nor pushing runs Python code.
        let v = unsafe {
            match part {
                DictPart::Keys => Ref::new_reference(e.key),
                DictPart::Values => Ref::new_reference(e.value),
                DictPart::Items => {
                    let pair = [Ref::new_reference(e.key), Ref::new_reference(e.value)];
                    new_tuple(vm, pair)
                }
            }
        };
        list.push(vm, v)?;
    }
    Ok(())
}

/// `l.extend(it)`
pub fn extend(vm: &Vm, l: &Ref, it: &Ref) -> PyResult<()> {
    let list = as_list(l);
    if it.is_exact(Kind::List) {
        let n = as_list(it).len();
        make_room(vm, l, n)?;
        // Reserved first: `it` may be the list itself.
        return list.push_slice(vm, &as_list(it).items()[..n]);
    }
    if it.is_exact(Kind::Tuple) {
        let items = as_tuple(it).unwrap_or(&[]);
        make_room(vm, l, items.len())?;
        return list.push_slice(vm, items);
    }
    if it.is_exact(Kind::Dict) {
        let (d, mut i) = (as_dict(it), 0);
        make_room(vm, l, d.len())?;
        while let Some(e) = d.next_entry(&mut i) {
            // SAFETY: the dict holds the key; pushing runs no Python code.
            list.push(vm, unsafe { Ref::new_reference(e.key) })?;
        }
        return Ok(());
    }
    if let Some((d, part)) = plain_view(vm, it) {
        return extend_with_part(vm, l, as_dict(&d), part);
    }
    let iterator = vm.iter(it)?;
    let hint = vm.length_hint(it, 8)?;
    // A hint may be a lie, but one that memory cannot hold is an error, as in CPython.
    make_room(vm, l, hint)?;
    vm.iterate_from(iterator).each(|v| list.push(vm, v))?;
    list.trim(vm);
    Ok(())
}
