//! The slots of `array.array`.

use super::construct::{extend, to_unicode};
use super::iterator::new_iterator;
use super::{Array, as_array, bad_argument, new_array, of};
use crate::object::{
    BinaryOp, Buffer, CompareOp, SliceIndices, SliceValue, Slots, View, as_str, from_buf, is_index,
    new_list, payload, request, resolve, slice_indices, slice_parts, subscript_index,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::str::StrBuf;

/// Fills the slots of arrays.
pub(super) fn fill(s: &Slots) {
    s.repr.set(Some(repr));
    s.iter.set(Some(new_iterator));
    s.len.set(Some(|_, a| Ok(of(a).len())));
    s.compare.set(Some(compare));
    s.contains.set(Some(
        |vm, a, v| Ok(find(vm, a, v, 0, usize::MAX)?.is_some()),
    ));
    s.concat.set(Some(concat));
    s.repeat.set(Some(repeat));
    s.inplace_concat.set(Some(inplace_concat));
    s.inplace_repeat.set(Some(inplace_repeat));
    s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    s.set_item.set(Some(set_item));
    s.buffer.set(Some(buffer));
    s.release_buffer.set(Some(release));
}

fn buffer(vm: &Vm, this: &Ref, flags: u32) -> PyResult<Buffer> {
    if flags == request::READ || flags == request::WRITE {
        return Err(vm.system_error("bad argument to internal function"));
    }
    let a = of(this);
    let (n, size) = (a.len(), a.item.size);
    let mut view = View::bytes(a.ptr(), n * size, false);
    view.itemsize = size;
    view.shape = Box::new([n as isize]);
    view.strides = Box::new([size as isize]);
    view.format = (flags & request::FORMAT != 0).then_some(a.item.format);
    a.export();
    Ok(Buffer::new(this, view, Some(release)))
}

fn release(this: &Ref) {
    of(this).release();
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let a = of(this);
    let mut out = StrBuf::from(&*format!(
        "{}('{}'",
        vm.type_of(this).short_name(),
        a.item.name()
    ));
    if a.len() > 0 {
        let items = match a.item.is_unicode() {
            true => to_unicode(vm, a)?,
            false => to_list(vm, this)?,
        };
        out.push_latin1(b", ");
        out.push_str(as_str(&vm.repr(&items)?).units());
    }
    out.push_latin1(b")");
    from_buf(vm, out.finish())
}

/// The items as a list.
pub(super) fn to_list(vm: &Vm, this: &Ref) -> PyResult {
    let a = of(this);
    let mut items = Vec::new();
    if items.try_reserve_exact(a.len()).is_err() {
        return Err(vm.memory_error());
    }
    while let Some(v) = a.get(vm, items.len())? {
        items.push(v);
    }
    Ok(new_list(vm, items))
}

/// The first place in `from..to` with an item that equals `v`. The array may become shorter meanwhile.
pub(super) fn find(
    vm: &Vm,
    this: &Ref,
    v: &Ref,
    from: usize,
    to: usize,
) -> PyResult<Option<usize>> {
    let a = of(this);
    let mut i = from;
    while i < to
        && let Some(item) = a.get(vm, i)?
    {
        if vm.is_true(&vm.rich_compare(&item, v, CompareOp::Eq)?)? {
            return Ok(Some(i));
        }
        i += 1;
    }
    Ok(None)
}

/// Are these items of the same type equal? NaNs are not.
fn same_item(a: &Array, x: &[u8], y: &[u8]) -> bool {
    match a.item.code {
        b'f' => {
            f32::from_ne_bytes(x.try_into().expect("an item"))
                == f32::from_ne_bytes(y.try_into().expect("an item"))
        }
        b'd' => {
            f64::from_ne_bytes(x.try_into().expect("an item"))
                == f64::from_ne_bytes(y.try_into().expect("an item"))
        }
        _ => x == y,
    }
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (as_array(vm, a), as_array(vm, b)) else {
        return Ok(Ref::not_implemented());
    };
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if equality && x.len() != y.len() {
        return Ok(Ref::bool(op == CompareOp::Ne));
    }
    let common = x.len().min(y.len());
    let mut different = None;
    if std::ptr::eq(x.item, y.item) {
        let size = x.item.size;
        let mut pairs = x
            .bytes()
            .chunks_exact(size)
            .zip(y.bytes().chunks_exact(size));
        different = pairs.position(|(i, j)| !same_item(x, i, j));
    } else {
        for i in 0..common {
            // Comparing numbers runs no Python code.
            let (Some(v), Some(w)) = (x.get(vm, i)?, y.get(vm, i)?) else {
                break;
            };
            if !vm.is_true(&vm.rich_compare(&v, &w, CompareOp::Eq)?)? {
                different = Some(i);
                break;
            }
        }
    }
    let Some(i) = different else {
        return Ok(Ref::bool(op.holds(x.len().cmp(&y.len()))));
    };
    if equality {
        return Ok(Ref::bool(op == CompareOp::Ne));
    }
    match (x.get(vm, i)?, y.get(vm, i)?) {
        (Some(v), Some(w)) => vm.rich_compare(&v, &w, op),
        _ => Ok(Ref::not_implemented()),
    }
}

fn concat(vm: &Vm, this: &Ref, other: &Ref) -> PyResult {
    let Some(b) = as_array(vm, other) else {
        return Err(vm.type_error(format!(
            "can only append array (not \"{}\") to array",
            vm.type_of(other).name_str()
        )));
    };
    let a = of(this);
    if !std::ptr::eq(a.item, b.item) {
        return Err(bad_argument(vm));
    }
    let Some(n) = a.len().checked_add(b.len()) else {
        return Err(vm.memory_error());
    };
    let sum = Array::with_len(vm, a.item, n)?;
    let (first, second) = sum.bytes_mut().split_at_mut(a.bytes().len());
    first.copy_from_slice(a.bytes());
    second.copy_from_slice(b.bytes());
    Ok(crate::object::new_object(vm, super::state(vm).array, sum))
}

/// Repeats the first `len` bytes over the rest.
fn fill_repeated(bytes: &mut [u8], len: usize) {
    let (mut done, total) = (len, bytes.len());
    while done > 0 && done < total {
        let more = done.min(total - done);
        bytes.copy_within(..more, done);
        done += more;
    }
}

fn repeat(vm: &Vm, this: &Ref, n: isize) -> PyResult {
    let a = of(this);
    let n = usize::try_from(n).unwrap_or(0);
    let Some(total) = a.len().checked_mul(n) else {
        return Err(vm.memory_error());
    };
    let product = Array::with_len(vm, a.item, total)?;
    if total > 0 {
        let own = a.bytes();
        product.bytes_mut()[..own.len()].copy_from_slice(own);
        fill_repeated(product.bytes_mut(), own.len());
    }
    Ok(crate::object::new_object(
        vm,
        super::state(vm).array,
        product,
    ))
}

fn inplace_concat(vm: &Vm, this: &Ref, other: &Ref) -> PyResult {
    if as_array(vm, other).is_none() {
        return Err(vm.type_error(format!(
            "can only extend array with array (not \"{}\")",
            vm.type_of(other).name_str()
        )));
    }
    extend(vm, this, other)?;
    Ok(this.clone())
}

fn inplace_repeat(vm: &Vm, this: &Ref, n: isize) -> PyResult {
    let a = of(this);
    let (n, len) = (usize::try_from(n).unwrap_or(0), a.bytes().len());
    if a.len() > 0 {
        let Some(total) = a.len().checked_mul(n) else {
            return Err(vm.memory_error());
        };
        a.resize(vm, total)?;
        fill_repeated(a.bytes_mut(), len);
    }
    Ok(this.clone())
}

/// The bytes of the items that a slice selects.
fn selected(a: &Array, s: SliceIndices) -> Vec<u8> {
    let (bytes, size) = (a.bytes(), a.item.size);
    if s.step == 1 {
        let start = s.start as usize * size;
        return bytes[start..start + s.len * size].to_vec();
    }
    let mut out = Vec::with_capacity(s.len * size);
    let mut at = s.start;
    for _ in 0..s.len {
        out.extend_from_slice(&bytes[at as usize * size..][..size]);
        at = at.wrapping_add(s.step);
    }
    out
}

fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let a = of(this);
    if !key.slot().is_int() {
        if key.has_kind(Kind::Slice) {
            let s = slice_indices(vm, key, || a.len())?;
            return new_array(vm, a.item, &selected(a, s));
        }
        if !is_index(vm, key) {
            return Err(vm.type_error("array indices must be integers"));
        }
    }
    let i = subscript_index(vm, key)?;
    let item = match resolve(i, a.len()) {
        Some(i) => a.get(vm, i)?,
        None => None,
    };
    item.ok_or_else(|| vm.index_error("array index out of range"))
}

/// `this[key] = value`, or `del this[key]` without a value.
fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let a = of(this);
    if key.slot().is_int() || is_index(vm, key) {
        let i = subscript_index(vm, key)?;
        let out_of_range = || vm.index_error("array assignment index out of range");
        let at = resolve(i, a.len()).ok_or_else(out_of_range)?;
        let Some(v) = value else {
            return a.splice(vm, at, at + 1, &[]);
        };
        let new = (a.item.set)(vm, v)?;
        // The conversion may have made the array shorter.
        if at >= a.len() {
            return Err(out_of_range());
        }
        a.put(at, new);
        return Ok(());
    }
    if !key.has_kind(Kind::Slice) {
        return Err(vm.type_error("array indices must be integers"));
    }
    let s = slice_parts(vm, payload::<SliceValue>(key))?.indices(a.len());
    let Some(value) = value else {
        return replace(vm, a, s, &[]);
    };
    let Some(other) = as_array(vm, value) else {
        return Err(vm.type_error(format!(
            "can only assign array (not \"{}\") to array slice",
            vm.type_of(value).name_str()
        )));
    };
    if value.is(this) {
        let copy = a.bytes().to_vec();
        return replace(vm, a, s, &copy);
    }
    if !std::ptr::eq(other.item, a.item) {
        return Err(bad_argument(vm));
    }
    replace(vm, a, s, other.bytes())
}

/// Puts whole items, not of `a` itself, in place of what a slice selects. Nothing in place of something deletes.
fn replace(vm: &Vm, a: &Array, s: SliceIndices, new: &[u8]) -> PyResult<()> {
    let size = a.item.size;
    let needed = new.len() / size;
    if needed == 0 || s.len != needed {
        a.check_resizable(vm)?;
    }
    if s.step == 1 {
        let start = s.start as usize;
        return a.splice(vm, start, start + s.len, new);
    }
    if needed == 0 {
        return delete_stepped(vm, a, s);
    }
    if needed != s.len {
        return Err(vm.value_error(format!(
            "attempt to assign array of size {needed} to extended slice of size {}",
            s.len
        )));
    }
    let bytes = a.bytes_mut();
    let mut at = s.start;
    for item in new.chunks_exact(size) {
        bytes[at as usize * size..][..size].copy_from_slice(item);
        at = at.wrapping_add(s.step);
    }
    Ok(())
}

fn delete_stepped(vm: &Vm, a: &Array, s: SliceIndices) -> PyResult<()> {
    if s.len == 0 {
        return Ok(());
    }
    let (first, step) = match s.step < 0 {
        true => (s.start + s.step * (s.len as isize - 1), -s.step),
        false => (s.start, s.step),
    };
    let (first, step, size) = (first as usize, step as usize, a.item.size);
    let (bytes, n, mut to, mut gone) = (a.bytes_mut(), a.len(), first, 0);
    for from in first..n {
        if gone < s.len && (from - first).is_multiple_of(step) {
            gone += 1;
        } else {
            bytes.copy_within(from * size..(from + 1) * size, to * size);
            to += 1;
        }
    }
    a.resize(vm, to)
}
