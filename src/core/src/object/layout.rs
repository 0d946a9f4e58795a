//! What the heap must know of a native payload: its size, how to walk and how to drop it.

use crate::value::{Header, Kind, STATE_GC, Slot};
use std::any::TypeId;

/// A native payload that lies behind the object header.
///
/// The heap walks and drops payloads through it, so that a new builtin type needs no change elsewhere.
pub trait Payload: Sized + 'static {
    /// The kind byte; [`Kind::Native`] for payloads that the fast paths do not look at.
    const KIND: Kind = Kind::Native;
    /// Can the payload refer to other objects, so that it may be part of a cycle?
    const TRACKED: bool = true;
    /// Calls `f` with every counted word that the payload holds. It must report all of them and no other.
    fn traverse(&self, f: &mut dyn FnMut(Slot));
    /// Drops the payload; for those that know a shorter way than field by field.
    ///
    /// # Safety
    /// The payload is a live one, and is not used again.
    #[inline(always)]
    unsafe fn drop_in_place(this: *mut Self) {
        // SAFETY: see above.
        unsafe { std::ptr::drop_in_place(this) }
    }
}

/// An object with the native payload `T`.
#[repr(C)]
pub struct Object<T> {
    pub h: Header,
    pub v: T,
}

/// Shows the words that an object holds to the collector.
pub type Traverse = unsafe fn(*mut Header, &mut dyn FnMut(Slot));

/// The native side of a type, inherited by its subclasses.
pub struct Layout {
    pub kind: Kind,
    /// Bytes of header and payload.
    pub size: usize,
    /// [`STATE_GC`] if the collector must look at such objects.
    pub state: u8,
    pub traverse: Option<Traverse>,
    pub drop: Option<unsafe fn(*mut Header)>,
    id: fn() -> TypeId,
}

impl Layout {
    /// The layout of `Object<T>`.
    pub const fn of<T: Payload>() -> Layout {
        assert!(size_of::<Object<T>>() <= crate::heap::MAX_CELL && align_of::<Object<T>>() <= 16);
        Layout {
            kind: T::KIND,
            size: size_of::<Object<T>>(),
            state: if T::TRACKED { STATE_GC } else { 0 },
            traverse: if T::TRACKED {
                Some(traverse::<T>)
            } else {
                None
            },
            drop: if std::mem::needs_drop::<T>() {
                Some(drop_payload::<T>)
            } else {
                None
            },
            id: TypeId::of::<T>,
        }
    }

    /// A layout whose functions are given: for objects with data behind their struct.
    pub const fn raw(
        kind: Kind,
        size: usize,
        traverse: Option<Traverse>,
        drop: Option<unsafe fn(*mut Header)>,
    ) -> Layout {
        let state = if traverse.is_some() { STATE_GC } else { 0 };
        Layout {
            kind,
            size,
            state,
            traverse,
            drop,
            id: TypeId::of::<()>,
        }
    }

    /// Is this the very layout `other`?
    pub fn is_same(&self, other: &Layout) -> bool {
        std::ptr::eq(self, other)
    }

    /// Is this the layout of `Object<T>`?
    #[inline]
    pub fn is<T: Payload>(&self) -> bool {
        if matches!(T::KIND, Kind::Native) {
            (self.id)() == TypeId::of::<T>()
        } else {
            self.kind == T::KIND
        }
    }
}

unsafe fn traverse<T: Payload>(h: *mut Header, f: &mut dyn FnMut(Slot)) {
    unsafe { (*h.cast::<Object<T>>()).v.traverse(f) }
}

unsafe fn drop_payload<T: Payload>(h: *mut Header) {
    unsafe { T::drop_in_place(&raw mut (*h.cast::<Object<T>>()).v) }
}

/// The payload of plain instances: nothing but the header.
pub struct Plain;

impl Payload for Plain {
    const KIND: Kind = Kind::Instance;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}
