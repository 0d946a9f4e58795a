//! The slots of `bytearray`.

use super::super::bytes::{cannot_concat, compare_bytes, contains, percent_format, repeat};
use super::construct::byte_value;
use super::{new_bytearray, of};
use crate::object::{
    BinaryOp, ByteArray, CompareOp, SliceIndices, SliceValue, Slots, bytes_concat, bytes_like,
    from_buf, is_index, payload, resolve, slice_indices, slice_parts, subscript_index,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_text::bytes::{build, repr};
use tricera_text::str::StrBuf;

/// Fills the slots of `bytearray`.
pub fn fill(s: &Slots) {
    s.repr.set(Some(bytearray_repr));
    s.str.set(Some(bytearray_repr));
    s.len.set(Some(|_, a| Ok(of(a).len())));
    s.compare.set(Some(compare));
    s.contains.set(Some(contains));
    s.concat.set(Some(bytes_concat));
    s.repeat.set(Some(repeat));
    s.inplace_concat.set(Some(inplace_concat));
    s.inplace_repeat.set(Some(inplace_repeat));
    s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    s.set_item.set(Some(set_item));
    s.binary[BinaryOp::Remainder as usize].set(Some(remainder));
    s.buffer.set(Some(|vm, this, flags| {
        let b = of(this);
        let memory = (b.ptr(), b.len());
        let given = vm.plain_buffer(this, memory, false, flags, Some(release))?;
        b.export();
        Ok(given)
    }));
    s.release_buffer.set(Some(release));
}

fn release(this: &Ref) {
    of(this).release();
}

fn bytearray_repr(vm: &Vm, this: &Ref) -> PyResult {
    let mut out = StrBuf::from(&*vm.type_of(this).short_name());
    out.push(b'('.into());
    out.push_str(repr::repr_of_bytearray(of(this).bytes()).view());
    out.push(b')'.into());
    from_buf(vm, out.finish())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    match (bytes_like(vm, a), bytes_like(vm, b)) {
        (Ok(Some(x)), Ok(Some(y))) => Ok(compare_bytes(&x, &y, op)),
        (Ok(_), Ok(_)) => Ok(Ref::not_implemented()),
        _ => {
            // A buffer that cannot be had is none.
            vm.clear_exception();
            Ok(Ref::not_implemented())
        }
    }
}

/// `this += other`
pub fn inplace_concat(vm: &Vm, this: &Ref, other: &Ref) -> PyResult {
    let Ok(Some(new)) = bytes_like(vm, other) else {
        return Err(cannot_concat(vm, this, other));
    };
    // Of a bytearray that is added to itself the buffer is held, which is refused as in CPython.
    of(this).extend(vm, &new)?;
    drop(new);
    Ok(this.clone())
}

fn inplace_repeat(vm: &Vm, this: &Ref, n: isize) -> PyResult {
    let b = of(this);
    let (n, len) = (usize::try_from(n).unwrap_or(0), b.len());
    let Some(total) = len.checked_mul(n).filter(|&t| t <= isize::MAX as usize) else {
        return Err(vm.memory_error());
    };
    b.resize(vm, total)?;
    let bytes = b.bytes_mut();
    let mut done = len;
    while done < total {
        let more = done.min(total - done);
        bytes.copy_within(..more, done);
        done += more;
    }
    Ok(this.clone())
}

fn wrong_subscript(vm: &Vm, key: &Ref) -> crate::runtime::Raised {
    vm.type_error(format!(
        "bytearray indices must be integers or slices, not {}",
        vm.type_of(key).name_str()
    ))
}

fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let b = of(this);
    if key.has_kind(Kind::Slice) {
        let at = slice_indices(vm, key, || b.len())?;
        if at.len == 0 {
            return new_bytearray(vm, &[]);
        }
        let start = at.start as usize;
        if at.step == 1 {
            return new_bytearray(vm, &b.bytes()[start..start + at.len]);
        }
        let part = build::stepped(b.bytes(), start, at.step, at.len);
        return new_bytearray(vm, &part);
    }
    if !is_index(vm, key) {
        return Err(wrong_subscript(vm, key));
    }
    let i = subscript_index(vm, key)?;
    match resolve(i, b.len()) {
        Some(i) => Ok(vm.new_int(i64::from(b.bytes()[i]))),
        None => Err(vm.index_error("bytearray index out of range")),
    }
}

/// `this[key] = value`, or `del this[key]` without a value.
/// `b[key] = value` where both are ints in the word and in range; false if nothing was done. `b` must have kind
/// ByteArray.
#[inline]
pub fn set_plain_item(b: &Ref, key: &Ref, value: &Ref) -> bool {
    let (key, value) = (key.slot(), value.slot());
    if !Slot::both_int(key, value) {
        return false;
    }
    let Ok(byte) = u8::try_from(value.as_int()) else {
        return false;
    };
    let b = of(b);
    match resolve(key.as_int() as isize, b.len()) {
        Some(i) => {
            b.bytes_mut()[i] = byte;
            true
        }
        None => false,
    }
}

fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let b = of(this);
    if is_index(vm, key) {
        let i = subscript_index(vm, key)?;
        // The conversion may change the length, which counts afterwards.
        let byte = match value {
            Some(v) => Some(byte_value(vm, v)?),
            None => None,
        };
        let Some(i) = resolve(i, b.len()) else {
            return Err(vm.index_error("bytearray index out of range"));
        };
        return match byte {
            Some(byte) => {
                b.bytes_mut()[i] = byte;
                Ok(())
            }
            None => b.splice(vm, i, i + 1, &[]),
        };
    }
    if !key.has_kind(Kind::Slice) {
        return Err(wrong_subscript(vm, key));
    }
    let parts = slice_parts(vm, payload::<SliceValue>(key))?;
    let Some(value) = value else {
        return replace(vm, b, parts.indices(b.len()), &[]);
    };
    if value.is_exact(Kind::ByteArray) && !value.is(this) {
        return replace(vm, b, parts.indices(b.len()), of(value).bytes());
    }
    let slots = &vm.type_of(value).slots;
    let number =
        slots.index.get().is_some() || slots.int.get().is_some() || slots.float.get().is_some();
    if number || value.has_kind(Kind::Str) || value.has_kind(Kind::Complex) {
        return Err(
            vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
        );
    }
    let copy = vm.call_one(&vm.types.bytearray.to_ref(), value)?;
    // The slice is evaluated again: making the copy may have changed what it means.
    let parts = slice_parts(vm, payload::<SliceValue>(key))?;
    replace(vm, b, parts.indices(b.len()), of(&copy).bytes())
}

/// Puts `new`, which are not bytes of `b`, in place of what the slice selects. Nothing in place of something deletes.
fn replace(vm: &Vm, b: &ByteArray, s: SliceIndices, new: &[u8]) -> PyResult<()> {
    if s.step == 1 {
        let start = s.start as usize;
        return b.splice(vm, start, start + s.len, new);
    }
    if new.is_empty() {
        b.check_resizable(vm)?;
        return delete_stepped(vm, b, s);
    }
    if new.len() != s.len {
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            s.len
        )));
    }
    let bytes = b.bytes_mut();
    let mut at = s.start;
    for &byte in new {
        bytes[at as usize] = byte;
        at = at.wrapping_add(s.step);
    }
    Ok(())
}

fn delete_stepped(vm: &Vm, b: &ByteArray, s: SliceIndices) -> PyResult<()> {
    if s.len == 0 {
        return Ok(());
    }
    let (first, step) = match s.step < 0 {
        true => (s.start + s.step * (s.len as isize - 1), -s.step),
        false => (s.start, s.step),
    };
    let (first, step) = (first as usize, step as usize);
    let (bytes, mut to, mut gone) = (b.bytes_mut(), first, 0);
    for from in first..bytes.len() {
        if gone < s.len && (from - first).is_multiple_of(step) {
            gone += 1;
        } else {
            bytes[to] = bytes[from];
            to += 1;
        }
    }
    b.resize(vm, to)
}

fn remainder(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::ByteArray) {
        return Ok(Ref::not_implemented());
    }
    percent_format(vm, a, b)
}
