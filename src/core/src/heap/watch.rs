//! Counting allocations by type, at no cost to those that are not counted.
//!
//! While a heap is watched its free lists are kept empty: before each instruction the cells given back since go to lists of
//! the watcher's, so that an allocation finds none and takes the way out of line, where it is counted with its type. Only
//! a cell that is given back and taken again within one instruction is not seen there; how many those are, the counts
//! by size class tell, which every heap keeps.

use super::{CLASS_SIZES, Heap};
use crate::object::{Shape, TypeObj};
use crate::value::Header;
use crate::value::Ref;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ptr;

/// Counts of one size class each.
type BySize = [u64; CLASS_SIZES.len()];

/// Allocations since a heap is watched.
#[derive(Clone, Debug, Default)]
pub struct AllocationProfile {
    /// By type and size class, as far as types were seen.
    pub by_type: BTreeMap<String, BySize>,
    /// All of them by size class.
    pub total: BySize,
    /// Cells given back by size class.
    pub freed: BySize,
}

/// The count of one type, found by its address.
struct TypeCount {
    name: String,
    /// The name as an object: kept, so that another class at the same address is told by another one.
    qualname: Option<Ref>,
    counts: BySize,
}

/// What watches a heap.
pub(super) struct Watcher {
    types: FxHashMap<usize, TypeCount>,
    done: BTreeMap<String, BySize>,
    free: [*mut Header; CLASS_SIZES.len()],
    allocated_before: BySize,
    freed_before: BySize,
}

impl Watcher {
    /// Counts the allocation of a cell for an object of this shape.
    #[cold]
    #[inline(never)]
    pub(super) fn allocation(&mut self, class: usize, shape: *mut Shape) {
        // SAFETY: whoever allocates says that the shape is alive; its type is.
        let ty: *const TypeObj = unsafe { (*shape).ty };
        let new = || {
            // SAFETY: as above.
            let ty = unsafe { ty.as_ref() };
            let qualname = ty.and_then(|ty| ty.qualname.get());
            TypeCount {
                // A class without a name is being made.
                name: match (ty, &qualname) {
                    (Some(ty), Some(_)) => ty.name_str(),
                    _ => "?".to_owned(),
                },
                qualname,
                counts: BySize::default(),
            }
        };
        let count = self.types.entry(ty as usize).or_insert_with(new);
        // SAFETY: as above.
        let same =
            unsafe { ty.as_ref() }.is_none_or(|ty| match (ty.qualname.get(), &count.qualname) {
                (Some(a), Some(b)) => a.is(b),
                (None, None) => true,
                _ => false,
            });
        if !same {
            // Another class where one was that is gone, or another name.
            let old = std::mem::replace(count, new());
            add(&mut self.done, &old.name, &old.counts);
        }
        count.counts[class] += 1;
    }

    /// A cell of this class that was given back.
    pub(super) fn take(&mut self, class: usize) -> Option<*mut Header> {
        let h = self.free[class];
        if h.is_null() {
            return None;
        }
        // SAFETY: a free cell keeps the next one in the place of its shape.
        self.free[class] = unsafe { (*h).shape.cast() };
        Some(h)
    }
}

fn add(to: &mut BTreeMap<String, BySize>, name: &str, counts: &BySize) {
    let sum = to.entry(name.to_owned()).or_default();
    for (sum, n) in sum.iter_mut().zip(counts) {
        *sum += n;
    }
}

impl Heap {
    /// Begins to count allocations.
    pub fn watch(&self) {
        let now = |counts: &[std::cell::Cell<u64>; CLASS_SIZES.len()]| {
            std::array::from_fn(|class| counts[class].get())
        };
        let watcher = Watcher {
            types: FxHashMap::default(),
            done: BTreeMap::new(),
            free: [ptr::null_mut(); CLASS_SIZES.len()],
            allocated_before: now(&self.allocated),
            freed_before: now(&self.freed),
        };
        // SAFETY: nobody holds a reference into it across a call.
        unsafe { *self.watcher.get() = Some(Box::new(watcher)) };
        self.collect_free_cells();
    }

    /// Takes the cells given back since the last call out of the free lists, if the heap is watched.
    pub(crate) fn collect_free_cells(&self) {
        // SAFETY: as above; free cells are linked through the place of their shape.
        unsafe {
            let Some(watcher) = &mut *self.watcher.get() else {
                return;
            };
            for (class, list) in self.free.iter().enumerate() {
                let mut h = list.replace(ptr::null_mut());
                loop {
                    while !h.is_null() {
                        let next = (*h).shape.cast();
                        (*h).shape = watcher.free[class].cast();
                        watcher.free[class] = h;
                        h = next;
                    }
                    let Some(s) = self.take_partial(class) else {
                        break;
                    };
                    h = std::mem::replace(&mut (*s).free, ptr::null_mut());
                }
            }
        }
    }

    /// Stops counting, and gives the counts.
    pub fn end_watch(&self) -> AllocationProfile {
        self.collect_free_cells();
        // SAFETY: as above; the lists go back to the heap, whose own are empty.
        let Some(watcher) = (unsafe { (*self.watcher.get()).take() }) else {
            return AllocationProfile::default();
        };
        for (list, &h) in self.free.iter().zip(&watcher.free) {
            list.set(h);
        }
        let Watcher {
            types, mut done, ..
        } = *watcher;
        for count in types.into_values() {
            add(&mut done, &count.name, &count.counts);
        }
        AllocationProfile {
            by_type: done,
            total: std::array::from_fn(|c| self.allocated[c].get() - watcher.allocated_before[c]),
            freed: std::array::from_fn(|c| self.freed[c].get() - watcher.freed_before[c]),
        }
    }
}
