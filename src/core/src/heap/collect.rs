//! The cycle collector: trial deletion, as in CPython, on the counts themselves, which are put back before anything runs.
//!
//! References from frames and from Rust are counted, so an object that a frame can see has more references than the
//! heap explains and is kept; borrowed words are not counted and not subtracted.

use super::Heap;
use crate::object::{DictObject, FunctionObject, TypeObj};
use crate::runtime::Vm;
use crate::value::{Header, Kind, Ref, STATE_FINALIZED, STATE_GC, STATE_WEAKREFS, Slot};
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

/// Collector settings and counters of one heap.
pub struct Collector {
    pub enabled: Cell<bool>,
    /// Tracked allocations that trigger a collection (`gc.get_threshold()[0]`).
    pub threshold: Cell<i64>,
    pub runs: Cell<u64>,
    pub collected: Cell<u64>,
    /// What `gc.set_debug` has asked for.
    pub debug: Cell<i32>,
    /// Garbage that is kept instead of freed, for `gc.garbage`.
    saved: RefCell<Vec<Ref>>,
    running: Cell<bool>,
}

impl Collector {
    pub const FIRST_THRESHOLD: i64 = 20_000;
    /// `gc.DEBUG_STATS`
    pub const DEBUG_STATS: i32 = 1;
    /// `gc.DEBUG_COLLECTABLE`
    pub const DEBUG_COLLECTABLE: i32 = 2;
    /// `gc.DEBUG_SAVEALL`
    pub const DEBUG_SAVEALL: i32 = 32;

    /// The garbage that the last collection kept.
    pub fn take_saved(&self) -> Vec<Ref> {
        self.saved.take()
    }
}

impl Default for Collector {
    fn default() -> Self {
        Collector {
            enabled: Cell::new(true),
            threshold: Cell::new(Self::FIRST_THRESHOLD),
            runs: Cell::new(0),
            collected: Cell::new(0),
            debug: Cell::new(0),
            saved: RefCell::default(),
            running: Cell::new(false),
        }
    }
}

/// Set in [`Header::size_class`], whose values leave the bit free, as long as a running collection has not found the object
/// reachable: one test of one byte says whether a word is of interest.
const UNDECIDED: u8 = 0x80;
const _: () = assert!(super::CLASS_SIZES.len() < UNDECIDED as usize);

/// The object that a word counts, if the collection that runs has still to find out about it.
#[inline(always)]
unsafe fn undecided(s: Slot) -> Option<*mut Header> {
    if !s.is_counted() {
        return None;
    }
    let h = s.header();
    // SAFETY: a counted word of a live object leads to an object.
    (unsafe { (*h).size_class } & UNDECIDED != 0).then_some(h)
}

/// Calls `f` with every word that the object at `h` holds, its type included.
///
/// # Safety
/// `h` must be a live object whose payload is initialised.
#[inline]
pub unsafe fn traverse(h: *mut Header, f: &mut impl FnMut(Slot)) {
    unsafe { visit::<true>(h, f) }
}

/// Calls `f` with the words that the object at `h` holds. Unless `ALL` are wanted, words that lead to nothing tracked may be left
/// out.
///
/// # Safety
/// As for [`traverse`].
#[inline]
unsafe fn visit<const ALL: bool>(h: *mut Header, f: &mut impl FnMut(Slot)) {
    unsafe {
        let ty: *const TypeObj = (*(*h).shape).ty;
        let layout = (*ty).layout;
        // What most objects are is traversed without a call for each word.
        match (*h).kind {
            Kind::Instance if std::ptr::eq(layout, &crate::object::PLAIN_LAYOUT) => {}
            Kind::List | Kind::Tuple => crate::object::for_each_sequence_item(h, &mut *f),
            Kind::Dict if std::ptr::eq(layout, &crate::object::DICT_LAYOUT) => {
                let table = &(*h.cast::<DictObject>()).t;
                // Strings are not tracked, and a look at each key would cost as much as all the rest.
                let with_keys = ALL || !table.has_only_str_keys();
                table.for_each_item(|key, value| {
                    if with_keys {
                        f(key);
                    }
                    f(value);
                });
            }
            Kind::Function => {
                let function = &(*h.cast::<FunctionObject>()).v;
                function.for_each_word(&mut *f);
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
        let debug = heap.collector.debug.get();
        if debug & Collector::DEBUG_COLLECTABLE != 0 {
            for &h in &garbage {
                let ty: *const TypeObj = (*(*h).shape).ty;
                eprintln!("gc: collectable <{} {h:p}>", (*ty).name_str());
            }
        }
        let mut called = clear_weak_references(vm, &garbage);
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
            let again: HashSet<*mut Header> = {
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
        if debug & Collector::DEBUG_SAVEALL != 0 {
            let saved = garbage.iter().map(|&h| Ref::from_ptr(h)).collect();
            *heap.collector.saved.borrow_mut() = saved;
            return (tracked, found);
        }
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

/// Clears all weak references to the garbage, then runs the callbacks of those that are no garbage themselves. Were there
/// any?
///
/// # Safety
/// The garbage must be held.
unsafe fn clear_weak_references(vm: &Vm, garbage: &[*mut Header]) -> bool {
    let mut callbacks = Vec::new();
    let mut any = false;
    for &h in garbage {
        // SAFETY: the caller holds it.
        if unsafe { (*h).state } & STATE_WEAKREFS != 0 {
            any = true;
            callbacks.extend(unsafe { vm.weakrefs.forget_referent(h) });
        }
    }
    if !callbacks.is_empty() {
        let trash: HashSet<*mut Header> = garbage.iter().copied().collect();
        callbacks.retain(|(_, reference)| !trash.contains(&reference.slot().header()));
        vm.weakrefs.run_callbacks(vm, callbacks);
    }
    any
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
///
/// # Safety
/// The heap must be at rest: its objects initialised, and each counted word in them counted.
unsafe fn find_garbage(
    heap: &Heap,
    keep: impl Fn(*mut Header) -> bool,
) -> (usize, Vec<*mut Header>) {
    let live = heap.live_cells();
    let mut tracked = Vec::with_capacity(live);
    let mut counts = Vec::with_capacity(live);
    let mut work = Vec::new();
    // SAFETY: the caller's. Nothing is allocated, freed or run between the first line and the last, so the counts and size
    // classes that are changed here are seen by nobody before they are put right again.
    unsafe {
        heap.for_each(|h| {
            if (*h).state & STATE_GC != 0 && (*h).rc > 0 {
                (*h).size_class |= UNDECIDED;
                tracked.push(h);
                counts.push((*h).rc);
            }
        });
        // What is left of each count are the references from elsewhere: frames, Rust, objects that are not tracked.
        for &h in &tracked {
            visit::<false>(h, &mut |child| {
                if let Some(c) = undecided(child) {
                    (*c).rc = (*c).rc.wrapping_sub(1);
                }
            });
        }
        for &h in &tracked {
            if (*h).size_class & UNDECIDED != 0 && ((*h).rc as i32 > 0 || keep(h)) {
                (*h).size_class &= !UNDECIDED;
                work.push(h);
                while let Some(h) = work.pop() {
                    visit::<false>(h, &mut |child| {
                        if let Some(c) = undecided(child) {
                            (*c).size_class &= !UNDECIDED;
                            work.push(c);
                        }
                    });
                }
            }
        }
        let mut garbage = Vec::new();
        for (&h, &rc) in tracked.iter().zip(&counts) {
            (*h).rc = rc;
            if (*h).size_class & UNDECIDED != 0 {
                (*h).size_class &= !UNDECIDED;
                garbage.push(h);
            }
        }
        (tracked.len(), garbage)
    }
}
