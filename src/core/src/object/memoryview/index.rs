//! Subscripts of a memoryview.

use super::format::{self, Packed};
use super::shape::same_structure;
use super::{MemoryView, of};
use crate::object::buffer::{View, request};
use crate::object::{SliceIndices, as_tuple, is_index, slice_indices, subscript_index};
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};

/// `len(m)`
pub fn len(vm: &Vm, this: &Ref) -> PyResult<usize> {
    match of(this).check(vm)?.view.shape.first() {
        Some(&n) => Ok(n as usize),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

/// `m[key]`
pub fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let m = of(this).check(vm)?;
    if m.view.ndim() == 0 {
        return match as_tuple(key) {
            Some([]) => unpack_at(vm, m, m.view.ptr),
            _ if key.has_kind(Kind::Ellipsis) => Ok(this.clone()),
            _ => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if is_index(vm, key) {
        let i = subscript_index(vm, key)?;
        return item(vm, this, i);
    }
    if key.has_kind(Kind::Slice) {
        return m.sibling_with(vm, || {
            let s = slice_indices(vm, key, || m.view.shape[0] as usize)?;
            Ok(sliced(&m.view, s))
        });
    }
    if let Some(indices) = multi_index(vm, key) {
        format::code(vm, m)?;
        if indices.len() < m.view.ndim() {
            return Err(vm.not_implemented_error("sub-views are not implemented"));
        }
        let p = pointer_to_item(vm, &m.view, indices)?;
        return unpack_at(vm, m, p);
    }
    if is_multi_slice(key) {
        return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

/// `m[i]`
pub fn item(vm: &Vm, this: &Ref, i: isize) -> PyResult {
    let m = of(this).check(vm)?;
    format::code(vm, m)?;
    match m.view.ndim() {
        0 => Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {
            let p = pointer_along(vm, &m.view, m.view.ptr, 0, i)?;
            unpack_at(vm, m, p)
        }
        _ => Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
}

/// The item at `p`, if the memory has not been released.
pub fn unpack_at(vm: &Vm, m: &MemoryView, p: *mut u8) -> PyResult {
    let code = format::code(vm, m)?;
    m.check(vm)?;
    // SAFETY: the caller computed the place of an item, and the memory is still there.
    unsafe { format::unpack(vm, p, code) }
}

fn pack_at(vm: &Vm, m: &MemoryView, p: *mut u8, value: &Ref) -> PyResult<()> {
    let code = format::code(vm, m)?;
    let packed: Packed = format::pack(vm, value, code)?;
    m.check(vm)?;
    let bytes = packed.as_slice();
    // SAFETY: the caller computed the place of an item, and the memory is still there after the conversion.
    unsafe { p.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    Ok(())
}

fn sliced(view: &View, s: SliceIndices) -> View {
    let mut v = view.clone();
    let stride = v.strides[0];
    if s.len > 0 {
        v.ptr = v.ptr.wrapping_offset(s.start * stride);
    }
    v.shape[0] = s.len as isize;
    v.strides[0] = stride.saturating_mul(s.step);
    v.len = v.itemsize * v.shape.iter().product::<isize>() as usize;
    v
}

/// The place of index `i` along a dimension, from `p` on.
fn pointer_along(vm: &Vm, v: &View, p: *mut u8, dim: usize, i: isize) -> PyResult<*mut u8> {
    let n = v.shape[dim];
    let i = if i < 0 { i.saturating_add(n) } else { i };
    if i < 0 || i >= n {
        return Err(vm.index_error(format!("index out of bounds on dimension {}", dim + 1)));
    }
    Ok(p.wrapping_offset(i * v.strides[dim]))
}

fn pointer_to_item(vm: &Vm, v: &View, indices: &[Ref]) -> PyResult<*mut u8> {
    if indices.len() > v.ndim() {
        return Err(vm.type_error(format!(
            "cannot index {}-dimension view with {}-element tuple",
            v.ndim(),
            indices.len()
        )));
    }
    let mut p = v.ptr;
    for (dim, i) in indices.iter().enumerate() {
        p = pointer_along(vm, v, p, dim, subscript_index(vm, i)?)?;
    }
    Ok(p)
}

/// The items of a tuple of indices.
fn multi_index<'a>(vm: &Vm, key: &'a Ref) -> Option<&'a [Ref]> {
    as_tuple(key).filter(|t| t.iter().all(|i| is_index(vm, i)))
}

fn is_multi_slice(key: &Ref) -> bool {
    as_tuple(key).is_some_and(|t| !t.is_empty() && t.iter().all(|i| i.has_kind(Kind::Slice)))
}

fn no_sub_views(vm: &Vm) -> Raised {
    vm.not_implemented_error("sub-views are not implemented")
}

/// `m[key] = value`, and the refusal of `del m[key]`.
pub fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let m = of(this).check(vm)?;
    let v = &m.view;
    format::code(vm, m)?;
    if v.readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else {
        return Err(vm.type_error("cannot delete memory"));
    };
    if v.ndim() == 0 {
        if key.has_kind(Kind::Ellipsis) || as_tuple(key).is_some_and(<[Ref]>::is_empty) {
            return pack_at(vm, m, v.ptr, value);
        }
        return Err(vm.type_error("invalid indexing of 0-dim memory"));
    }
    if is_index(vm, key) {
        if v.ndim() > 1 {
            return Err(no_sub_views(vm));
        }
        let i = subscript_index(vm, key)?;
        let p = pointer_along(vm, v, v.ptr, 0, i)?;
        return pack_at(vm, m, p, value);
    }
    if key.has_kind(Kind::Slice) && v.ndim() == 1 {
        let source = vm.buffer(value, request::FULL_RO)?;
        let s = slice_indices(vm, key, || v.shape[0] as usize)?;
        m.check(vm)?;
        return copy_items(vm, &sliced(v, s), &source.view);
    }
    if let Some(indices) = multi_index(vm, key) {
        if indices.len() < v.ndim() {
            return Err(no_sub_views(vm));
        }
        let p = pointer_to_item(vm, v, indices)?;
        return pack_at(vm, m, p, value);
    }
    if key.has_kind(Kind::Slice) || is_multi_slice(key) {
        return Err(vm.not_implemented_error(
            "memoryview slice assignments are currently restricted to ndim = 1",
        ));
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

/// Writes the items of `from` over those of `to`, which may overlap.
fn copy_items(vm: &Vm, to: &View, from: &View) -> PyResult<()> {
    if !same_structure(to, from) {
        return Err(
            vm.value_error("memoryview assignment: lvalue and rvalue have different structures")
        );
    }
    // SAFETY: both buffers are held, and no Python code runs here.
    let bytes = unsafe { from.to_vec() };
    let mut at = 0;
    to.for_each_item(|p| {
        // SAFETY: the item lies in memory that is held and writable, and has as many bytes as the source's.
        unsafe { p.copy_from_nonoverlapping(bytes.as_ptr().add(at), to.itemsize) };
        at += to.itemsize;
    });
    Ok(())
}
