//! Objects: type objects, shapes, attribute lookup, and one file or folder per builtin type.

mod attribute_cache;
mod attributes;
pub mod buffer;
pub mod code;
pub mod container;
mod dict;
pub mod exception;
mod field;
pub mod function;
pub mod generator;
pub mod iterator;
mod layout;
pub mod memoryview;
mod native;
pub mod number;
mod registry;
mod sequence;
mod shape;
pub mod slot_table;
mod slots;
mod spec;
mod str;
pub mod text;
mod type_object;
pub mod types;
pub mod weakref;

pub use attribute_cache::{AttributeCache, Resolved, Way};
pub use attributes::*;
pub use buffer::*;
pub use container::*;
pub use dict::*;
pub use field::Field;
pub use function::*;
pub use iterator::*;
pub use layout::{Layout, Object, Payload, Plain};
pub use memoryview::*;
pub use native::*;
pub use number::*;
pub use registry::{Types, boot};
pub use sequence::*;
pub use shape::{DICT, INLINE, NONE, STATIC_SHAPE, Shape};
pub use slots::*;
pub use spec::TypeSpec;
pub use str::*;
pub use text::*;
pub use type_object::{Attributes, MethodCache, TYPE_LAYOUT, TypeObj, TypePtr, flags};
pub use types::*;

use crate::runtime::Vm;
use crate::value::{Kind, Ref, SUBCLASS};

/// A new object of the type `ty`, whose layout must be that of `Object<T>`; the words behind the payload are empty.
pub fn new_object<T: Payload>(vm: &Vm, ty: TypePtr, v: T) -> Ref {
    debug_assert!(ty.layout.is::<T>());
    let state = if T::TRACKED {
        crate::value::STATE_GC
    } else {
        0
    };
    // SAFETY: the payload is written before anything else runs.
    unsafe {
        // A builtin type as it is: everything is known when this is compiled. What calls is elsewhere, so that this needs no
        // stack frame.
        if ty.flags.get() & (flags::HEAP | flags::EXTRA) == 0
            && let Some(h) =
                vm.heap
                    .alloc_from_list(size_of::<Object<T>>(), T::KIND, 0, state, ty.root_shape)
        {
            (&raw mut (*h.cast::<Object<T>>()).v).write(v);
            return Ref::from_ptr(h);
        }
    }
    new_object_elsewhere(vm, ty, v)
}

/// [`new_object`] for classes and for types whose instances have more than the payload, or without a cell at hand.
#[inline(never)]
fn new_object_elsewhere<T: Payload>(vm: &Vm, ty: TypePtr, v: T) -> Ref {
    // SAFETY: the payload and the words behind it are written before anything else runs.
    unsafe {
        let (size, exactness) = instance_size(&ty);
        let h = vm.heap.alloc(
            size,
            T::KIND,
            exactness,
            ty.layout.state | tracked(&ty),
            ty.root_shape,
        );
        (&raw mut (*h.cast::<Object<T>>()).v).write(v);
        clear_extra(h, &ty);
        if ty.is_heap_type() {
            (*(ty.as_ptr() as *mut TypeObj)).h.rc += 1;
        }
        Ref::from_ptr(h)
    }
}

/// The address that `id()` and reprs show: that of the object, or a number that stands for a value in the word.
#[inline]
pub fn address(r: &Ref) -> usize {
    let s = r.slot();
    if s.is_pointer() {
        s.header() as usize
    } else {
        s.0 as usize
    }
}

/// Instances of Python classes are always tracked: their attributes can form cycles.
fn tracked(ty: &TypeObj) -> u8 {
    if ty.has_extra() {
        crate::value::STATE_GC
    } else {
        0
    }
}

/// A new object of a builtin type, if there is a cell at hand: calls nothing.
///
/// # Safety
/// The layout of `ty`, which no class statement made and which has no words behind the payload, is that of `T`.
#[inline(always)]
pub(crate) unsafe fn quick_object<T: Payload>(
    vm: &Vm,
    ty: TypePtr,
    v: T,
) -> Option<crate::value::Slot> {
    debug_assert!(ty.layout.is::<T>() && ty.flags.get() & (flags::HEAP | flags::EXTRA) == 0);
    let state = if T::TRACKED {
        crate::value::STATE_GC
    } else {
        0
    };
    let size = size_of::<Object<T>>();
    // SAFETY: the payload is all that is behind the header, and is written before anything else runs.
    unsafe {
        let Some(h) = vm
            .heap
            .alloc_from_list(size, T::KIND, 0, state, ty.root_shape)
        else {
            std::mem::forget(v);
            return None;
        };
        (&raw mut (*h.cast::<Object<T>>()).v).write(v);
        Some(crate::value::Slot::from_ptr(h))
    }
}

/// Bytes of a new instance, and its exactness byte.
#[inline(always)]
pub fn instance_size(ty: &TypeObj) -> (usize, u8) {
    let exactness = if ty.is_heap_type() { SUBCLASS } else { 0 };
    let size = match ty.attributes {
        Attributes::Inline(at) => at as usize + 8 * (ty.inline_hint.get().max(1) as usize),
        Attributes::Dict(at) => at as usize + 8,
        Attributes::None => ty.member_offset as usize + 8 * ty.members as usize,
    };
    (size, exactness)
}

/// The payload of `r` if its layout is that of `Object<T>` (subclasses included).
#[inline]
pub fn downcast<'a, T: Payload>(vm: &Vm, r: &'a Ref) -> Option<&'a T> {
    if matches!(T::KIND, Kind::Native) {
        if r.header().is_none() || !r.has_kind(Kind::Native) || !vm.type_of(r).layout.is::<T>() {
            return None;
        }
    } else if r.header().is_none() || !r.has_kind(T::KIND) {
        return None;
    }
    // SAFETY: the layout says so.
    Some(unsafe { &r.cast::<Object<T>>().v })
}

/// The payload of `r`, whose layout the caller knows: the `self` of a method of that type.
///
/// Method descriptors check `self` before the native function runs, so this does not fail there.
#[inline]
pub fn payload<T: Payload>(r: &Ref) -> &T {
    debug_assert!(r.has_kind(T::KIND));
    // SAFETY: see above.
    unsafe { &r.cast::<Object<T>>().v }
}
