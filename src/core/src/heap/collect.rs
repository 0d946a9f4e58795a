//! The cycle collector: trial deletion, as in CPython, with the counts in side arrays instead of the headers.
//!
//! References from frames and from Rust are counted, so an object that a frame can see has more references than the
//! heap explains and is kept; borrowed words are not counted and not subtracted.

use super::{Heap, Segment};
use crate::object::{DictObject, TypeObj};
use crate::runtime::Vm;
use crate::value::{Header, Kind, STATE_FINALIZED, STATE_GC, STATE_WEAKREFS, Slot};
use std::cell::Cell;

/// Collector settings and counters of one heap.
pub struct Collector {
    pub enabled: Cell<bool>,
    /// Tracked allocations that trigger a collection (`gc.get_threshold()[0]`).
    pub threshold: Cell<i64>,
    pub runs: Cell<u64>,
    pub collected: Cell<u64>,
    running: Cell<bool>,
}

impl Collector {
    pub const FIRST_THRESHOLD: i64 = 20_000;
}

impl Default for Collector {
    fn default() -> Self {
        Collector {
            enabled: Cell::new(true),
            threshold: Cell::new(Self::FIRST_THRESHOLD),
            runs: Cell::new(0),
            collected: Cell::new(0),
            running: Cell::new(false),
        }
    }
}

/// Marks a cell that the collector does not look at.
const UNTRACKED: i32 = i32::MIN;
/// Marks a cell known to be reachable.
const REACHABLE: i32 = i32::MAX;

/// The collector's count for an object, if the object is tracked.
#[inline(always)]
unsafe fn count_of<'a>(s: Slot) -> Option<&'a mut i32> {
    if !s.is_counted() {
        return None;
    }
    let h = s.header();
    unsafe {
        if (*h).state & STATE_GC == 0 {
            return None;
        }
        let seg = Segment::of(h);
        let c = &mut *(*seg).gc_refs.add(Segment::index_of(seg, h));
        if *c == UNTRACKED { None } else { Some(c) }
    }
}

/// Calls `f` with every word that the object at `h` holds, its type included.
///
/// # Safety
/// `h` must be a live object whose payload is initialised.
#[inline]
pub unsafe fn traverse(h: *mut Header, f: &mut impl FnMut(Slot)) {
    unsafe {
        let ty: *const TypeObj = (*(*h).shape).ty;
        let layout = (*ty).layout;
        // What most objects are is traversed without a call for each word.
        match (*h).kind {
            Kind::Instance if std::ptr::eq(layout, &crate::object::PLAIN_LAYOUT) => {}
            Kind::List | Kind::Tuple => crate::object::for_each_item(h, &mut *f),
            Kind::Dict if std::ptr::eq(layout, &crate::object::DICT_LAYOUT) => {
                (*h.cast::<DictObject>()).t.for_each_word(&mut *f);
            }
            _ => {
                if let Some(t) = layout.traverse {
                    t(h, f);
                }
            }
        }
        if (*ty).has_extra() {
            crate::object::traverse_extra(h, ty, f);
        }
        if (*ty).is_heap_type() {
            f(Slot::from_ptr(ty));
        }
    }
}

/// Runs a full collection and returns the number of unreachable objects found.
pub fn collect(vm: &Vm) -> usize {
    let heap = &*vm.heap;
    let gc = &heap.collector;
    if gc.running.replace(true) {
        return 0;
    }
    // SAFETY: between the two halves no object is allocated or freed, and finalizers run only where said.
    let (tracked, n) = unsafe { collect_inner(vm, heap) };
    gc.running.set(false);
    gc.runs.set(gc.runs.get() + 1);
    gc.collected.set(gc.collected.get() + n as u64);
    heap.reset_young(gc.threshold.get().max((tracked as i64 - n as i64) / 2));
    n
}

/// How many objects were tracked before, and how many of them were unreachable and are gone.
unsafe fn collect_inner(vm: &Vm, heap: &Heap) -> (usize, usize) {
    unsafe {
        let (tracked, mut garbage) = find_garbage(heap, |_| false);
        if garbage.is_empty() {
            return (tracked, 0);
        }
        // Hold the garbage while Python code may run, so that none of it is freed under the collector.
        for &h in &garbage {
            (*h).rc += 1;
        }
        let mut called = false;
        for &h in &garbage {
            if (*h).state & STATE_WEAKREFS != 0 {
                vm.weakrefs.clear_referent(vm, h);
                called = true;
            }
        }
        for &h in &garbage {
            let ty: *const TypeObj = (*(*h).shape).ty;
            if (*ty).has_finalizer() && (*h).state & STATE_FINALIZED == 0 {
                (*h).state |= STATE_FINALIZED;
                crate::object::call_finalizer(vm, h);
                called = true;
            }
        }
        if called {
            // A finalizer may have made some of them reachable again: only what is still explained from within dies, and
            // nothing that a finalizer made and that has one of its own to run.
            let again: std::collections::HashSet<*mut Header> = {
                for &h in &garbage {
                    (*h).rc -= 1;
                }
                let dead = garbage
                    .iter()
                    .copied()
                    .filter(|&h| (*h).rc == 0)
                    .collect::<Vec<_>>();
                for h in dead {
                    // Only the collector's reference kept it: it dies the ordinary way.
                    (*h).rc = 1;
                    Slot::from_ptr(h).decref();
                }
                find_garbage(heap, |h| {
                    let ty: *const TypeObj = (*(*h).shape).ty;
                    (*h).state & STATE_WEAKREFS != 0
                        || ((*ty).has_finalizer() && (*h).state & STATE_FINALIZED == 0)
                })
                .1
                .into_iter()
                .collect()
            };
            garbage = again.into_iter().collect();
            for &h in &garbage {
                (*h).rc += 1;
            }
        }
        let found = garbage.len();
        // Nothing below runs Python code: finalizers have run, weak references are gone. All cells stay until the last
        // of them has given up what it refers to: the order among them does not matter then, except that instances
        // need the layout of their types, types the tuples of their bases, and frames the code that their function has.
        let mut garbage: Vec<(*mut Header, *const TypeObj)> =
            garbage.iter().map(|&h| (h, (*(*h).shape).ty)).collect();
        garbage.sort_by_key(|&(h, _)| frames_first(h));
        let mut types: Vec<(*mut Header, *const TypeObj)> = garbage
            .iter()
            .copied()
            .filter(|g| (*g.0).kind == Kind::Type)
            .collect();
        for &(h, _) in &types {
            (*h.cast::<TypeObj>()).unlink_from_bases();
        }
        for &(h, ty) in &garbage {
            if (*h).kind != Kind::Type {
                Heap::drop_contents(h, ty, (*ty).layout);
            }
        }
        types.sort_by_key(|&(_, ty)| std::cmp::Reverse(metatype_depth(ty)));
        for &(h, ty) in &types {
            Heap::drop_contents(h, ty, (*ty).layout);
        }
        for &(_, ty) in &garbage {
            if (*ty).is_heap_type() {
                (*(ty as *mut TypeObj)).h.rc -= 1;
            }
        }
        for &(h, _) in &garbage {
            heap.free_cell(h);
        }
        (tracked, found)
    }
}

/// The place of an object among the garbage: what holds a frame needs its function's code, and a generator's frame may
/// move into its frame object.
pub(super) unsafe fn frames_first(h: *mut Header) -> u8 {
    // SAFETY: the caller passes an object whose cell is intact.
    match unsafe { (*h).kind } {
        Kind::Generator => 0,
        Kind::Frame => 1,
        _ => 2,
    }
}

/// How many metatypes made by programs lie between a type of the type `ty` and the builtin one.
unsafe fn metatype_depth(mut ty: *const TypeObj) -> usize {
    let mut depth = 0;
    // SAFETY: the caller passes a live type, whose metatypes live as long.
    unsafe {
        while (*ty).is_heap_type() {
            depth += 1;
            ty = (*(*ty).h.shape).ty;
        }
    }
    depth
}

/// The number of tracked objects, and those that are referred to only from among themselves, without those that `keep`
/// asks to keep and what these refer to.
unsafe fn find_garbage(
    heap: &Heap,
    keep: impl Fn(*mut Header) -> bool,
) -> (usize, Vec<*mut Header>) {
    unsafe {
        let segments = heap.segments();
        let mut arrays: Vec<Box<[i32]>> = Vec::with_capacity(segments.len());
        for &s in segments {
            let mut a = vec![UNTRACKED; Segment::used(s)].into_boxed_slice();
            (*s).gc_refs = a.as_mut_ptr();
            arrays.push(a);
        }
        let mut tracked = Vec::new();
        heap.for_each(|h| {
            if (*h).state & STATE_GC != 0 && (*h).rc > 0 {
                let seg = Segment::of(h);
                *(*seg).gc_refs.add(Segment::index_of(seg, h)) = (*h).rc as i32;
                tracked.push(h);
            }
        });
        for &h in &tracked {
            traverse(h, &mut |child| {
                if let Some(c) = count_of(child) {
                    *c -= 1;
                }
            });
        }
        let mut work = Vec::new();
        for &h in &tracked {
            if let Some(c) = count_of(Slot::from_ptr(h))
                && *c != REACHABLE
                && (*c > 0 || keep(h))
            {
                *c = REACHABLE;
                work.push(h);
                while let Some(h) = work.pop() {
                    traverse(h, &mut |child| {
                        if let Some(c) = count_of(child)
                            && *c != REACHABLE
                        {
                            *c = REACHABLE;
                            work.push(child.header());
                        }
                    });
                }
            }
        }
        let count = tracked.len();
        tracked.retain(|&h| count_of(Slot::from_ptr(h)).is_some_and(|c| *c != REACHABLE));
        for &s in segments {
            (*s).gc_refs = std::ptr::null_mut();
        }
        (count, tracked)
    }
}
