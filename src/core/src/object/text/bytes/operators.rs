//! The slots of `bytes`.

use super::{Bytes, as_bytes, bytes_with, construct, new_bytes, new_like, own_bytes};
use crate::object::{
    BinaryOp, CompareOp, Slots, buffer_argument, bytes_like, copy_bytes, from_buf,
    new_bytes_iterator, own_view, payload,
};
use crate::object::{SliceIndices, SliceParts, is_index, resolve, slice_indices, subscript_index};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use tricera_text::bytes::{build, repr, search};

/// Fills the slots of `bytes`.
pub fn fill(s: &Slots) {
    s.repr.set(Some(bytes_repr));
    s.str.set(Some(bytes_repr));
    s.hash.set(Some(hash));
    s.iter.set(Some(|vm, a| Ok(new_bytes_iterator(vm, a))));
    s.len.set(Some(|_, a| Ok(as_bytes(a).len())));
    s.compare.set(Some(compare));
    s.contains.set(Some(contains));
    s.concat.set(Some(bytes_concat));
    s.repeat.set(Some(repeat));
    s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    s.binary[BinaryOp::Remainder as usize].set(Some(remainder));
    s.buffer.set(Some(|vm, a, flags| {
        let b = as_bytes(a);
        // The memory is read-only: nobody writes through the pointer.
        let memory = (b.as_ptr().cast_mut(), b.len());
        vm.plain_buffer(a, memory, true, flags, None)
    }));
}

fn bytes_repr(vm: &Vm, a: &Ref) -> PyResult {
    from_buf(vm, repr::repr(as_bytes(a)))
}

fn hash(vm: &Vm, a: &Ref) -> PyResult<i64> {
    let b = payload::<Bytes>(a);
    if b.hash.get() == -1 {
        b.hash
            .set(tricera_text::hash::hash_bytes(&vm.hash_keys, b.bytes()));
    }
    Ok(b.hash.get())
}

fn compare(_: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    if !a.has_kind(Kind::Bytes) || !b.has_kind(Kind::Bytes) {
        return Ok(Ref::not_implemented());
    }
    Ok(compare_bytes(as_bytes(a), as_bytes(b), op))
}

/// The comparison of two runs of bytes.
pub fn compare_bytes(x: &[u8], y: &[u8], op: CompareOp) -> Ref {
    Ref::bool(match op {
        CompareOp::Eq => x == y,
        CompareOp::Ne => x != y,
        _ => op.holds(x.cmp(y)),
    })
}

/// `item in b`, for bytes and bytearrays.
pub fn contains(vm: &Vm, b: &Ref, item: &Ref) -> PyResult<bool> {
    let own = own_view(b);
    let number = match is_index(vm, item) {
        true => vm.index_saturating(item).ok(),
        false => None,
    };
    let Some(number) = number else {
        // Whatever kept the item from being a number, it may still be bytes.
        vm.clear_exception();
        let item = buffer_argument(vm, item)?;
        return Ok(search::find(&own, &item).is_some());
    };
    match u8::try_from(number) {
        Ok(byte) => Ok(own.contains(&byte)),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

/// `a + b` of bytes-like objects: what `a` is, bytes or a bytearray.
pub fn bytes_concat(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if a.is_exact(Kind::Bytes) && b.is_exact(Kind::Bytes) {
        let (x, y) = (as_bytes(a), as_bytes(b));
        if x.is_empty() {
            return Ok(b.clone());
        }
        if y.is_empty() {
            return Ok(a.clone());
        }
        let n = x.len() + y.len();
        // SAFETY: there is room for as many bytes as both have.
        let sum = bytes_with(vm, n, |to| unsafe {
            copy_bytes(x.as_ptr(), to, x.len());
            copy_bytes(y.as_ptr(), to.add(x.len()), y.len());
        });
        if let Some(sum) = sum {
            return Ok(sum);
        }
        let mut sum = Vec::new();
        if sum.try_reserve_exact(n).is_err() {
            return Err(vm.memory_error());
        }
        sum.extend_from_slice(x);
        sum.extend_from_slice(y);
        return Ok(new_bytes(vm, sum));
    }
    let (x, y) = match (bytes_like(vm, a), bytes_like(vm, b)) {
        (Ok(Some(x)), Ok(Some(y))) => (x, y),
        _ => return Err(cannot_concat(vm, a, b)),
    };
    if x.is_empty() && b.is_exact(Kind::Bytes) && a.has_kind(Kind::Bytes) {
        return Ok(b.clone());
    }
    if y.is_empty() && a.is_exact(Kind::Bytes) {
        return Ok(a.clone());
    }
    let mut sum = Vec::new();
    if sum
        .try_reserve_exact(x.len().saturating_add(y.len()))
        .is_err()
    {
        return Err(vm.memory_error());
    }
    sum.extend_from_slice(&x);
    sum.extend_from_slice(&y);
    new_like(vm, a, sum)
}

/// can't concat … to …
#[cold]
pub fn cannot_concat(vm: &Vm, a: &Ref, b: &Ref) -> crate::runtime::Raised {
    vm.clear_exception();
    vm.type_error(format!(
        "can't concat {} to {}",
        vm.type_of(b).name_str(),
        vm.type_of(a).name_str()
    ))
}

/// `b * n`
pub fn repeat(vm: &Vm, this: &Ref, n: isize) -> PyResult {
    let n = usize::try_from(n).unwrap_or(0);
    if n == 1 {
        return construct::exact(vm, this);
    }
    match build::repeat(own_bytes(this), n) {
        Ok(b) => new_like(vm, this, b),
        Err(_) if this.has_kind(Kind::ByteArray) => Err(vm.memory_error()),
        Err(e) => Err(vm.raise_size(e)),
    }
}

fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let b = as_bytes(this);
    if key.has_kind(Kind::Slice) {
        return get_indices(vm, this, slice_indices(vm, key, || b.len())?);
    }
    if !is_index(vm, key) {
        return Err(vm.type_error(format!(
            "byte indices must be integers or slices, not {}",
            vm.type_of(key).name_str()
        )));
    }
    match resolve(subscript_index(vm, key)?, b.len()) {
        Some(i) => Ok(vm.new_int(i64::from(b[i]))),
        None => Err(vm.index_error("index out of range")),
    }
}

/// `b[start:stop]` of bytes.
pub fn bytes_get_range(vm: &Vm, b: &Ref, parts: SliceParts) -> PyResult {
    get_indices(vm, b, parts.indices(as_bytes(b).len()))
}

/// The bytes that `at` selects.
fn get_indices(vm: &Vm, this: &Ref, at: SliceIndices) -> PyResult {
    if at.len == 0 {
        return Ok(new_bytes(vm, []));
    }
    let start = at.start as usize;
    if at.step == 1 {
        return super::change::slice(vm, this, start..start + at.len);
    }
    let chosen = build::stepped(as_bytes(this), start, at.step, at.len);
    Ok(new_bytes(vm, chosen))
}

fn remainder(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
    if !a.has_kind(Kind::Bytes) {
        return Ok(Ref::not_implemented());
    }
    super::percent::percent_format(vm, a, b)
}
