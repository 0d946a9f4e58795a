//! Walking the objects of the heap.

use crate::heap::traverse;
use crate::runtime::Vm;
use crate::value::{Header, Ref, STATE_GC, STATE_HELD, Slot};

/// Every object that the collector looks at.
pub fn tracked_objects(vm: &Vm) -> Vec<Ref> {
    let mut found: Vec<*mut Header> = Vec::new();
    // SAFETY: nothing is allocated or freed while the heap is walked.
    unsafe {
        vm.heap.for_each(|h| {
            if (*h).state & (STATE_GC | STATE_HELD) == STATE_GC && (*h).rc > 0 {
                found.push(h);
            }
        });
        found.into_iter().map(|h| Ref::from_ptr_new(h)).collect()
    }
}

/// What these objects refer to directly.
pub fn referents(objects: &[Ref]) -> Vec<Ref> {
    let mut found: Vec<Slot> = Vec::new();
    for o in objects {
        let Some(h) = o.header() else { continue };
        // SAFETY: the object is live; immortal ones in static memory have no type to walk by.
        unsafe {
            if (*h).state & STATE_GC != 0 {
                traverse(h, &mut |s| {
                    if !s.is_null() {
                        found.push(s);
                    }
                });
            }
        }
    }
    // SAFETY: the words are held by live objects, which nothing has touched since.
    found
        .into_iter()
        .map(|s| unsafe { Ref::new_reference(s) })
        .collect()
}

/// The tracked objects that refer to one of these directly.
pub fn referrers(vm: &Vm, objects: &[Ref]) -> Vec<Ref> {
    let wanted: Vec<Slot> = objects
        .iter()
        .filter(|o| o.header().is_some())
        .map(|o| o.slot().borrow())
        .collect();
    let mut all = tracked_objects(vm);
    all.retain(|o| {
        let h = o.header().expect("an object");
        let mut hit = false;
        // SAFETY: the object is live.
        unsafe {
            traverse(h, &mut |s| {
                hit |= !s.is_null() && wanted.contains(&s.borrow())
            })
        };
        hit
    });
    all
}
