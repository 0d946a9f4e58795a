//! What the inline caches of attribute instructions fall back on: a table of lookups, shared by all sites of an
//! interpreter. Sites that see many shapes find here what they last resolved for each of them (a megamorphic cache in
//! the terms of V8 and of Hölzle's polymorphic inline caches).

use std::cell::Cell;

/// How an attribute instruction is carried out for objects of one shape: the specialized opcode and its cache.
#[derive(Clone, Copy, Default, Debug)]
pub struct Resolved {
    /// The specialized opcode; the base opcode if there is no special way.
    pub form: u8,
    /// The version of the shape, see [`Shape::version`](super::Shape::version).
    pub version: u32,
    /// Byte offset, index of a transition, or [`Way`] for LOAD_ATTR.
    pub index: u32,
    /// The attribute that the class holds, as a word that would count it, but without a count of its own.
    pub pointer: u64,
}

/// What LOAD_ATTR without a form of its own does with the attribute that the class holds: `index` of [`Resolved`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Way {
    /// It is a computed attribute, whose getter applies to the object.
    Getter,
    /// Its builtin type has a `__get__`, and nothing in the object comes first.
    Descriptor,
    /// A method call of a classmethod or staticmethod.
    Wrapper,
    /// It gets an item of the object, which is a tuple.
    Item,
    /// There is none, neither in the object nor in its class; with no pointer.
    Missing,
    /// Only the object's own dict may have it; with no pointer.
    Own,
}

/// Lookups by shape version, name and purpose.
pub struct AttributeCache {
    entries: Box<[Entry; AttributeCache::PLACES]>,
    /// Which of two places is given away next.
    next: Cell<bool>,
}

/// One lookup, half a cache line.
#[repr(C)]
pub struct Entry {
    version: Cell<u32>,
    index: Cell<u32>,
    name: Cell<u64>,
    /// See [`tag`].
    tag: Cell<u64>,
    pointer: Cell<u64>,
}

impl Entry {
    /// Byte offset or index of a transition.
    #[inline(always)]
    pub fn index(&self) -> u32 {
        self.index.get()
    }
    /// The attribute that the class holds, as an inline cache keeps it.
    #[inline(always)]
    pub fn pointer(&self) -> u64 {
        self.pointer.get()
    }
}

/// What tells lookups of one name apart, the base opcode or the class of a `super()`, and the form that was found.
#[inline(always)]
const fn tag(purpose: u64, form: u8) -> u64 {
    purpose << 8 | form as u64
}

/// The part of an entry's place that name and purpose contribute; the version of a shape gives the rest.
#[inline(always)]
fn place_of(name: u64, purpose: u64) -> u32 {
    let spread = (name ^ purpose << 20).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (spread >> 40) as u32 & (AttributeCache::PLACES as u32 - 1)
}

impl AttributeCache {
    /// Lookups that it holds at most.
    pub const PLACES: usize = 1 << 12;

    pub fn new() -> AttributeCache {
        // Zeros are entries without a version; pages that are never used are never touched.
        // SAFETY: an entry is made of integers.
        let entries = unsafe { Box::<[Entry; AttributeCache::PLACES]>::new_zeroed().assume_init() };
        AttributeCache {
            entries,
            next: Cell::new(false),
        }
    }

    /// The two places of a lookup.
    #[inline(always)]
    fn places(&self, version: u32, of_name: u32) -> [&Entry; 2] {
        let i = (version ^ of_name) as usize & (Self::PLACES - 1);
        [&self.entries[i], &self.entries[i ^ 1]]
    }

    /// What is known of the attribute `name` (the word of an interned string, which lives as long as the interpreter)
    /// of objects whose shape has this version. A version is never used twice, so that a hit is never stale.
    #[inline(always)]
    pub fn find(&self, version: u32, name: u64, purpose: u64) -> Option<Resolved> {
        for e in self.places(version, place_of(name, purpose)) {
            let tag = e.tag.get();
            if e.version.get() == version && e.name.get() == name && tag >> 8 == purpose {
                return Some(Resolved {
                    form: tag as u8,
                    version,
                    index: e.index.get(),
                    pointer: e.pointer.get(),
                });
            }
        }
        None
    }

    /// The same, if it was found to have this form.
    #[inline(always)]
    pub fn find_form(&self, version: u32, name: u64, purpose: u64, form: u8) -> Option<&Entry> {
        let tag = tag(purpose, form);
        self.places(version, place_of(name, purpose))
            .into_iter()
            .find(|e| e.version.get() == version && e.name.get() == name && e.tag.get() == tag)
    }

    /// Remembers a lookup; nothing if the shape has no version.
    pub fn remember(&self, name: u64, purpose: u64, r: Resolved) {
        if r.version != 0 {
            let first = (r.version ^ place_of(name, purpose)) as usize & (Self::PLACES - 2);
            let places = &self.entries[first..first + 2];
            // Where both are taken they are given away in turn: two lookups must not drive each other out for good.
            let free = places.iter().position(|e| e.version.get() == 0);
            let e = &places[free.unwrap_or_else(|| self.next.replace(!self.next.get()) as usize)];
            e.version.set(r.version);
            e.index.set(r.index);
            e.name.set(name);
            e.tag.set(tag(purpose, r.form));
            e.pointer.set(r.pointer);
        }
    }
}

impl Default for AttributeCache {
    fn default() -> Self {
        Self::new()
    }
}
