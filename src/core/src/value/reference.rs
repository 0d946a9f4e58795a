//! The owning reference that objects, native modules and the runtime use.

use super::{Header, Kind, Slot};
use std::num::NonZeroU64;

/// An owned Python value: dropping it gives up its reference.
///
/// It has the bits of a [`Slot`], so a run of stack slots can be seen as `&[Ref]`; such a view may hold borrowed words,
/// which is why [`Clone`] promotes. `Option<Ref>` and `Result<Ref, Raised>` are one word.
#[repr(transparent)]
pub struct Ref(NonZeroU64);

impl Ref {
    /// Takes over the reference that `s` holds.
    ///
    /// # Safety
    /// `s` must be a live value (not NULL), counted or immortal, whose reference the caller gives up.
    #[inline(always)]
    pub unsafe fn from_slot(s: Slot) -> Ref {
        Ref(unsafe { NonZeroU64::new_unchecked(s.0) })
    }

    /// A new reference to the value in `s`.
    ///
    /// # Safety
    /// `s` must be a live value, not NULL.
    #[inline(always)]
    pub unsafe fn new_reference(s: Slot) -> Ref {
        unsafe { Ref::from_slot(s.new_ref()) }
    }

    /// Takes over one reference to the object at `p`.
    ///
    /// # Safety
    /// `p` must point to a live object, and the caller gives up one count of it.
    #[inline(always)]
    pub unsafe fn from_ptr<T>(p: *const T) -> Ref {
        unsafe { Ref::from_slot(Slot::from_ptr(p)) }
    }

    /// A new reference to the object at `p`, immortal or not.
    ///
    /// # Safety
    /// `p` must point to a live object.
    #[inline(always)]
    pub unsafe fn from_ptr_new<T>(p: *const T) -> Ref {
        unsafe { Ref::new_reference(Slot::borrowed_from_ptr(p)) }
    }

    /// Views a word in place. The view lives as long as the place, and does not count.
    #[inline(always)]
    pub fn view(s: &Slot) -> &Ref {
        debug_assert!(!s.is_null());
        // SAFETY: Ref is a transparent non-zero u64, and a Slot is never 0.
        unsafe { &*(s as *const Slot as *const Ref) }
    }

    /// Views a run of words in place.
    ///
    /// # Safety
    /// `p..p+n` must be live values, not NULL, for as long as `'a`.
    #[inline(always)]
    pub unsafe fn view_slice<'a>(p: *const Slot, n: usize) -> &'a [Ref] {
        unsafe { std::slice::from_raw_parts(p as *const Ref, n) }
    }

    /// The word, without taking or giving a reference.
    #[inline(always)]
    pub fn slot(&self) -> Slot {
        Slot(self.0.get())
    }

    /// The word, with the reference it holds.
    #[inline(always)]
    pub fn into_slot(self) -> Slot {
        let s = self.slot();
        std::mem::forget(self);
        s
    }

    #[inline(always)]
    pub fn none() -> Ref {
        unsafe { Ref::from_slot(Slot::none()) }
    }
    #[inline(always)]
    pub fn bool(b: bool) -> Ref {
        unsafe { Ref::from_slot(Slot::bool(b)) }
    }
    #[inline(always)]
    pub fn not_implemented() -> Ref {
        unsafe { Ref::from_slot(Slot::not_implemented()) }
    }
    #[inline(always)]
    pub fn ellipsis() -> Ref {
        unsafe { Ref::from_slot(Slot::ellipsis()) }
    }

    /// Identity, Python's `is`.
    #[inline(always)]
    pub fn is(&self, other: &Ref) -> bool {
        self.slot().is(other.slot())
    }
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.slot() == Slot::none()
    }
    #[inline(always)]
    pub fn is_true(&self) -> bool {
        self.slot() == Slot::true_()
    }
    #[inline(always)]
    pub fn is_false(&self) -> bool {
        self.slot() == Slot::false_()
    }
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.slot() == Slot::not_implemented()
    }
    /// The layout of the object, or the kind that a value in the word has.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        let s = self.slot();
        if s.is_int() {
            Kind::Int
        } else if s.is_float() {
            Kind::Float
        } else {
            unsafe { (*s.header()).kind }
        }
    }
    /// Has the layout `kind`, subclasses included; true for ints and floats in the word.
    #[inline(always)]
    pub fn has_kind(&self, kind: Kind) -> bool {
        self.kind() == kind
    }
    /// Is exactly of the builtin type with `kind`; true for ints and floats in the word.
    #[inline(always)]
    pub fn is_exact(&self, kind: Kind) -> bool {
        let s = self.slot();
        if s.is_pointer() {
            unsafe { (*s.header()).is_exact(kind) }
        } else {
            self.kind() == kind
        }
    }
    /// The header, if the value is a pointer.
    #[inline(always)]
    pub fn header(&self) -> Option<*mut Header> {
        let s = self.slot();
        if s.is_pointer() {
            Some(s.header())
        } else {
            None
        }
    }
    /// The object as a `T`, whose layout the caller has checked.
    ///
    /// # Safety
    /// The value must be a pointer to a `T`.
    #[inline(always)]
    pub unsafe fn cast<T>(&self) -> &T {
        unsafe { &*self.slot().ptr::<T>() }
    }
    /// The number of counted references (0 for values in the word).
    pub fn ref_count(&self) -> u32 {
        self.header().map_or(0, |h| unsafe { (*h).rc })
    }
}

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        unsafe { Ref::new_reference(self.slot()) }
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        unsafe { self.slot().decref() }
    }
}

impl std::fmt::Debug for Ref {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.slot().fmt(f)
    }
}
