//! The tagged 64-bit word that every Python value is.
//!
//! | low bits | meaning |
//! | --- | --- |
//! | `..1` | small int, 63 bits |
//! | `.10` | float in the word |
//! | `000` | pointer to an object, reference counted by this word |
//! | `100` | pointer not counted by this word: borrowed from a local, or immortal |
//!
//! [`Slot::NULL`] is the word 4: it carries the `100` tag, so "anything to count?" is one `test 7`.

use super::{Header, Kind, statics};

/// A tagged word. `Copy`, with no reference counting of its own: only the core's fast paths and frames use it.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Slot(pub u64);

/// Added to the exponent before rotating, so that the common exponents get the tag `10`.
const FLOAT_BIAS: u64 = 0x100 << 52;

impl Slot {
    /// No value: an unbound local, an absent `self`, an empty cell.
    pub const NULL: Slot = Slot(4);
    /// Largest int that fits the word.
    pub const INT_MAX: i64 = (1 << 62) - 1;
    /// Smallest int that fits the word.
    pub const INT_MIN: i64 = -(1 << 62);

    /// Encodes `i`, whose top two bits must be equal (`INT_MIN..=INT_MAX`).
    #[inline(always)]
    pub const fn int_unchecked(i: i64) -> Slot {
        Slot(((i as u64) << 1) | 1)
    }

    /// Encodes `i` if it fits 63 bits.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Option<Slot> {
        if i >= Self::INT_MIN && i <= Self::INT_MAX {
            Some(Self::int_unchecked(i))
        } else {
            None
        }
    }

    /// Encodes `d` if its exponent is common; ±0.0, NaN, infinities and extreme exponents do not fit.
    ///
    /// The encoding is the "self-tagging" rotation measured in the prototype (flo2).
    #[inline(always)]
    pub fn small_float(d: f64) -> Option<Slot> {
        let t = d.to_bits().wrapping_add(FLOAT_BIAS).rotate_left(3);
        if t & 3 == 2 { Some(Slot(t)) } else { None }
    }

    /// The word of a float that needs no object of its own: 0.0 does not fit the word, but is one object.
    #[inline(always)]
    pub fn float_word(d: f64) -> Option<Slot> {
        match Slot::small_float(d) {
            None if d.to_bits() == 0 => Some(Slot::float_zero()),
            word => word,
        }
    }

    /// The float in a word, 0.0 included.
    #[inline(always)]
    pub fn float_in_word(self) -> Option<f64> {
        if self.is_float() {
            Some(self.as_float())
        } else {
            (self == Slot::float_zero()).then_some(0.0)
        }
    }

    #[inline(always)]
    pub fn none() -> Slot {
        statics::none()
    }
    #[inline(always)]
    pub fn bool(b: bool) -> Slot {
        statics::bool(b)
    }
    #[inline(always)]
    pub fn true_() -> Slot {
        statics::bool(true)
    }
    #[inline(always)]
    pub fn false_() -> Slot {
        statics::bool(false)
    }
    #[inline(always)]
    pub fn ellipsis() -> Slot {
        statics::ellipsis()
    }
    #[inline(always)]
    pub fn not_implemented() -> Slot {
        statics::not_implemented()
    }

    #[inline(always)]
    pub fn float_zero() -> Slot {
        statics::float_zero()
    }

    #[inline(always)]
    pub fn is_null(self) -> bool {
        self.0 == Self::NULL.0
    }
    #[inline(always)]
    pub fn is_none(self) -> bool {
        self == Self::none()
    }
    #[inline(always)]
    pub fn is_int(self) -> bool {
        self.0 & 1 != 0
    }
    #[inline(always)]
    pub fn both_int(a: Slot, b: Slot) -> bool {
        a.0 & b.0 & 1 != 0
    }
    /// The int in the word; meaningful only if [`Slot::is_int`].
    #[inline(always)]
    pub const fn as_int(self) -> i64 {
        (self.0 as i64) >> 1
    }
    #[inline(always)]
    pub fn is_float(self) -> bool {
        self.0 & 3 == 2
    }
    #[inline(always)]
    pub fn both_float(a: Slot, b: Slot) -> bool {
        ((a.0 ^ 2) | (b.0 ^ 2)) & 3 == 0
    }
    /// The float in the word; meaningful only if [`Slot::is_float`].
    #[inline(always)]
    pub fn as_float(self) -> f64 {
        f64::from_bits(self.0.rotate_right(3).wrapping_sub(FLOAT_BIAS))
    }
    /// A pointer of either tag (NULL included).
    #[inline(always)]
    pub fn is_pointer(self) -> bool {
        self.0 & 3 == 0
    }
    /// A pointer that this word counts.
    #[inline(always)]
    pub fn is_counted(self) -> bool {
        self.0 & 7 == 0
    }
    /// The object header; meaningful only for a pointer that is not NULL.
    #[inline(always)]
    pub fn header(self) -> *mut Header {
        (self.0 & !7) as *mut Header
    }
    /// The object as a `T`; the caller knows the layout.
    #[inline(always)]
    pub fn ptr<T>(self) -> *mut T {
        (self.0 & !7) as *mut T
    }
    /// A counted word for `p`.
    #[inline(always)]
    pub fn from_ptr<T>(p: *const T) -> Slot {
        Slot(p as u64)
    }
    /// An uncounted (borrowed or immortal) word for `p`.
    #[inline(always)]
    pub fn borrowed_from_ptr<T>(p: *const T) -> Slot {
        Slot(p as u64 | 4)
    }
    /// The same value, not counted: `000` becomes `100`, everything else stays.
    #[inline(always)]
    pub fn borrow(self) -> Slot {
        Slot(self.0 | (((self.0 & 7 == 0) as u64) << 2))
    }

    /// Do both lead to the same object, counted or not? Both are pointers.
    #[inline(always)]
    pub fn same_object(self, other: Slot) -> bool {
        (self.0 ^ other.0) & !4 == 0
    }

    /// Are both the same value, counted or not?
    #[inline(always)]
    pub fn is(self, other: Slot) -> bool {
        let differing = self.0 ^ other.0;
        differing & !4 == 0 && (differing == 0 || self.is_pointer())
    }
    /// Is this a pointer to the object that `pointer`, which must be one, leads to?
    #[inline(always)]
    pub fn is_object(self, pointer: Slot) -> bool {
        debug_assert!(pointer.is_pointer());
        (self.0 ^ pointer.0) & !4 == 0
    }

    /// Is this a pointer to an object of exactly the builtin type with `kind` (no subclass)?
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn is_exact(self, kind: Kind) -> bool {
        self.is_pointer() && !self.is_null() && unsafe { (*self.header()).is_exact(kind) }
    }

    /// Is this a pointer to an object with the layout `kind` (subclasses included)?
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn has_kind(self, kind: Kind) -> bool {
        self.is_pointer() && !self.is_null() && unsafe { (*self.header()).kind == kind }
    }

    /// Takes one more reference and returns the same word (no change for uncounted words).
    ///
    /// # Safety
    /// The word must be a live value.
    #[inline(always)]
    pub unsafe fn incref(self) -> Slot {
        if self.is_counted() {
            unsafe { (*self.header()).rc += 1 }
        }
        self
    }

    /// A word that may be stored anywhere: borrowed pointers become counted, immortal ones stay, NULL stays.
    ///
    /// This does not consume a count: for a counted word it takes one more reference.
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn new_ref(self) -> Slot {
        if self.is_counted() {
            unsafe { (*self.header()).rc += 1 }
            self
        } else {
            unsafe { self.promote() }
        }
    }

    /// Makes a borrowed word counted and returns any other as it is: the step for a value that leaves its frame.
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn promote(self) -> Slot {
        if self.0 & 7 != 4 {
            return self;
        }
        // Most words end here; joined with the next test, both would be computed for each of them.
        crate::ops::keep_branch();
        if self.is_null() {
            return self;
        }
        unsafe { self.count_borrowed() }
    }

    /// The same for a word that is not NULL.
    ///
    /// # Safety
    /// The word must be a live value.
    #[inline(always)]
    pub unsafe fn promote_value(self) -> Slot {
        if self.0 & 7 != 4 {
            return self;
        }
        unsafe { self.count_borrowed() }
    }

    #[inline(always)]
    unsafe fn count_borrowed(self) -> Slot {
        let h = self.header();
        unsafe {
            if (*h).is_immortal() {
                self
            } else {
                (*h).rc += 1;
                Slot(self.0 & !7)
            }
        }
    }

    /// The word as it would be stored, without taking a reference: a borrowed pointer turns into the counted form,
    /// whose count the caller adds itself.
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn promote_uncounted(self) -> Slot {
        if self.0 & 7 != 4 || self.is_null() || unsafe { (*self.header()).is_immortal() } {
            self
        } else {
            Slot(self.0 & !7)
        }
    }

    /// Would giving up this word free the object?
    ///
    /// # Safety
    /// The word must be a live value or NULL.
    #[inline(always)]
    pub unsafe fn is_last_reference(self) -> bool {
        self.is_counted() && unsafe { (*self.header()).rc == 1 }
    }

    /// Gives up the reference this word holds, which is known not to be the last.
    ///
    /// # Safety
    /// The word must be a live value or NULL, not the last reference, and must not be used again.
    #[inline(always)]
    pub unsafe fn decref_shared(self) {
        if self.is_counted() {
            unsafe {
                let h = self.header();
                debug_assert!((*h).rc > 1);
                (*h).rc -= 1;
            }
        }
    }

    /// Gives up the reference this word holds, freeing the object if it was the last.
    ///
    /// # Safety
    /// The word must be a live value or NULL, and must not be used again. Frees may run Python code, so the engine
    /// state must have been escaped.
    #[inline(always)]
    pub unsafe fn decref(self) {
        if self.is_counted() {
            unsafe {
                let h = self.header();
                (*h).rc -= 1;
                if (*h).rc == 0 {
                    crate::heap::dealloc(h);
                }
            }
        }
    }
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_null() {
            f.write_str("NULL")
        } else if self.is_int() {
            write!(f, "{}", self.as_int())
        } else if self.is_float() {
            write!(f, "{:?}", self.as_float())
        } else {
            write!(
                f,
                "{}{:#x}",
                if self.is_counted() { "" } else { "~" },
                self.0 & !7
            )
        }
    }
}
