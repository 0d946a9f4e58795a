//! A mutable place for one value inside an object.

use crate::value::{Ref, Slot};
use std::cell::Cell;

/// Holds a value or nothing. Setting drops the old value last, after the new one is in place, so that a destructor
/// that looks at the object sees it whole.
#[derive(Default)]
pub struct Field(Cell<Option<Ref>>);

impl Field {
    pub const fn empty() -> Field {
        Field(Cell::new(None))
    }
    pub fn new(v: Ref) -> Field {
        Field(Cell::new(Some(v)))
    }
    /// The word in place: NULL if empty.
    #[inline(always)]
    pub fn slot(&self) -> Slot {
        // SAFETY: Option<Ref> is one word, 0 for None; nothing is moved.
        let raw = unsafe { *(self.0.as_ptr() as *const u64) };
        if raw == 0 { Slot::NULL } else { Slot(raw) }
    }
    /// The value in place.
    ///
    /// # Safety
    /// The field does not change while the view lasts.
    #[inline(always)]
    pub unsafe fn view(&self) -> Option<&Ref> {
        unsafe { (*self.0.as_ptr()).as_ref() }
    }
    /// A new reference to the value.
    #[inline]
    pub fn get(&self) -> Option<Ref> {
        let s = self.slot();
        if s.is_null() {
            None
        } else {
            // SAFETY: the field holds a live value, in a word that may be stored as it is.
            unsafe {
                debug_assert!(s == s.promote_uncounted());
                Some(Ref::from_slot(s.incref()))
            }
        }
    }
    #[inline]
    pub fn is_set(&self) -> bool {
        !self.slot().is_null()
    }
    pub fn set(&self, v: Ref) {
        drop(self.0.replace(Some(v)));
    }
    pub fn replace(&self, v: Option<Ref>) -> Option<Ref> {
        self.0.replace(v)
    }
    /// Puts an owned word (not NULL) in place of what was there, which is the caller's to give up; NULL if it was empty.
    ///
    /// # Safety
    /// `v` must be a live value that may be stored.
    #[inline(always)]
    pub unsafe fn exchange(&self, v: Slot) -> Slot {
        let old = self.slot();
        // SAFETY: Option<Ref> is one word; the old value moves out, the new one in.
        unsafe { *self.0.as_ptr().cast::<Slot>() = v };
        old
    }
    pub fn take(&self) -> Option<Ref> {
        self.0.take()
    }
    /// For a payload's traverse.
    #[inline]
    pub fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        let s = self.slot();
        if !s.is_null() {
            f(s);
        }
    }
}

impl From<Ref> for Field {
    fn from(v: Ref) -> Field {
        Field::new(v)
    }
}
impl From<Option<Ref>> for Field {
    fn from(v: Option<Ref>) -> Field {
        Field(Cell::new(v))
    }
}
