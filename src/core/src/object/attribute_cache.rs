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
    /// Byte offset or index of a transition.
    pub index: u32,
    /// A borrowed word: the attribute that the class holds.
    pub pointer: u64,
}

/// Lookups by shape version, name and purpose.
pub struct AttributeCache {
    entries: Box<[Entry]>,
}

#[derive(Default)]
struct Entry {
    name: Cell<u64>,
    /// What tells lookups of one name apart: the base opcode, or the class of a `super()`.
    purpose: Cell<u64>,
    resolved: Cell<Resolved>,
}

const SIZE: usize = 1 << 10;

#[inline(always)]
fn slot_of(version: u32, name: u64, purpose: u64) -> usize {
    (version as usize ^ (name >> 4) as usize ^ (name >> 14) as usize ^ (purpose >> 3) as usize)
        & (SIZE - 1)
}

impl AttributeCache {
    pub fn new() -> AttributeCache {
        AttributeCache {
            entries: (0..SIZE).map(|_| Entry::default()).collect(),
        }
    }

    /// What is known of the attribute `name` (the word of an interned string, which lives as long as the interpreter)
    /// of objects whose shape has this version. A version is never used twice, so that a hit is never stale.
    #[inline(always)]
    pub fn find(&self, version: u32, name: u64, purpose: u64) -> Option<Resolved> {
        let e = &self.entries[slot_of(version, name, purpose)];
        let r = e.resolved.get();
        if r.version == version
            && version != 0
            && e.name.get() == name
            && e.purpose.get() == purpose
        {
            Some(r)
        } else {
            None
        }
    }

    /// Remembers a lookup; nothing if the shape has no version.
    pub fn remember(&self, name: u64, purpose: u64, r: Resolved) {
        if r.version != 0 {
            let e = &self.entries[slot_of(r.version, name, purpose)];
            e.name.set(name);
            e.purpose.set(purpose);
            e.resolved.set(r);
        }
    }
}

impl Default for AttributeCache {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lookup_is_found_under_its_own_key_only() {
        let cache = AttributeCache::new();
        let r = Resolved {
            form: 7,
            version: 3,
            index: 24,
            pointer: 0,
        };
        cache.remember(0x1004, 1, r);
        assert_eq!(
            cache.find(3, 0x1004, 1).map(|r| (r.form, r.index)),
            Some((7, 24))
        );
        assert!(cache.find(4, 0x1004, 1).is_none());
        assert!(cache.find(3, 0x1014, 1).is_none());
        assert!(cache.find(3, 0x1004, 2).is_none());
    }

    #[test]
    fn without_a_version_nothing_is_remembered() {
        let cache = AttributeCache::new();
        cache.remember(0x1004, 1, Resolved::default());
        assert!(cache.find(0, 0x1004, 1).is_none());
    }
}
