//! Equality and hash of a memoryview.

use super::shape::same_shape;
use super::{MemoryView, format, of};
use crate::object::buffer::{View, is_buffer, request};
use crate::object::{CompareOp, downcast};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;

/// `==` and `!=`; memoryviews have no order.
pub fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let answer = |equal: bool| Ok(Ref::bool(equal == (op == CompareOp::Eq)));
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(Ref::not_implemented());
    }
    let m = of(a);
    if m.is_released() {
        return answer(a.is(b));
    }
    // The other side's buffer is held while Python objects are made and compared.
    let held;
    let other = if let Some(n) = downcast::<MemoryView>(vm, b) {
        if n.is_released() {
            return answer(a.is(b));
        }
        &n.view
    } else {
        if !is_buffer(vm, b) {
            return Ok(Ref::not_implemented());
        }
        match vm.buffer(b, request::FULL_RO) {
            Ok(given) => held = given,
            Err(_) => {
                vm.clear_exception();
                return Ok(Ref::not_implemented());
            }
        }
        &held.view
    };
    if !same_shape(&m.view, other) {
        return answer(false);
    }
    match equal_items(vm, &m.view, other)? {
        Some(equal) => answer(equal),
        None => Ok(Ref::not_implemented()),
    }
}

/// Have the views, which have the same shape, equal items? None if a format cannot be read.
fn equal_items(vm: &Vm, a: &View, b: &View) -> PyResult<Option<bool>> {
    let (Some((x, _, _)), Some((y, _, _))) =
        (format::native(a.format()), format::native(b.format()))
    else {
        return Ok(None);
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    if x == y && !matches!(x, b'f' | b'd' | b'e' | b'?') {
        // Items of the same integral format are equal if their bytes are.
        // SAFETY: both buffers are held, and no Python code runs here.
        return Ok(Some(unsafe { a.to_vec() == b.to_vec() }));
    }
    a.for_each_item(|p| left.push(p));
    b.for_each_item(|p| right.push(p));
    for (p, q) in left.into_iter().zip(right) {
        // SAFETY: items of the formats; numbers and bytes compare without running Python code.
        let (v, w) = unsafe { (format::unpack(vm, p, x)?, format::unpack(vm, q, y)?) };
        let equal = vm.rich_compare(&v, &w, CompareOp::Eq)?;
        if !vm.is_true(&equal)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// `hash(m)`: that of the bytes.
pub fn hash(vm: &Vm, this: &Ref) -> PyResult<i64> {
    let m = of(this);
    if m.hash.get() != -1 {
        return Ok(m.hash.get());
    }
    m.check(vm)?;
    if !m.view.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    match format::native(m.view.format()) {
        Some((c, _, _)) if format::is_byte(c) => {}
        _ => {
            return Err(
                vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
            );
        }
    }
    if let Some(obj) = m.exporter() {
        // What cannot be hashed may change.
        let exports = m.exports.get();
        m.exports.set(exports + 1);
        let hashed = vm.hash(&obj);
        m.exports.set(m.exports.get().saturating_sub(1));
        hashed?;
    }
    // SAFETY: the buffer is held, and no Python code runs here.
    let bytes = unsafe { m.view.to_vec() };
    m.hash
        .set(tricera_text::hash::hash_bytes(&vm.hash_keys, &bytes));
    Ok(m.hash.get())
}
