//! The heap of one interpreter: size-class segments, deallocation without recursion, the cycle collector.

mod collect;
mod segment;
mod watch;

pub use collect::{Collector, collect, traverse};
pub use segment::{SEGMENT_SIZE, Segment};
pub use watch::AllocationProfile;

use crate::object::{Layout, Shape, TypeObj, flags};
use crate::runtime::Vm;
use crate::value::{
    Header, Kind, Ref, STATE_FINALIZED, STATE_GC, STATE_HELD, STATE_OWN, STATE_WEAKREFS,
};
use std::cell::{Cell, UnsafeCell};
use std::ptr;

/// Cell sizes in bytes, ascending; every object fits one of them (larger data lives in buffers of its own).
pub const CLASS_SIZES: [usize; 24] = [
    16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 320, 384, 448, 512,
    640, 768, 896, 1024,
];
/// The largest object.
pub const MAX_CELL: usize = 1024;
/// Beyond this nesting, objects that die are queued instead of destroyed at once.
const MAX_DEALLOC_DEPTH: u32 = 40;

/// The size class of an object of `size` bytes.
#[inline(always)]
pub const fn class_of(size: usize) -> usize {
    if size <= 256 {
        size.div_ceil(16) - 1
    } else if size <= 512 {
        16 + (size - 257) / 64
    } else {
        20 + (size - 513) / 128
    }
}

// Every size has the smallest class that holds it.
const _: () = {
    let mut size = 1;
    while size <= MAX_CELL {
        let class = class_of(size);
        assert!(CLASS_SIZES[class] >= size && (class == 0 || CLASS_SIZES[class - 1] < size));
        size += 1;
    }
};

/// What a heap holds now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeapStats {
    /// Objects alive.
    pub objects: u64,
    /// Those of them that neither were there when the program began nor are interned strings: once the program has ended
    /// and its modules are gone, each is an object that something forgot to give up.
    pub left: u64,
    /// Bytes in the cells of those objects (buffers of their own not counted).
    pub bytes: u64,
    /// Collections run.
    pub collections: u64,
}

/// The bit that marks an object as the interpreter's own. Strings have no bit to spare: they use that of a finalizer, which
/// those of the interpreter do not have.
unsafe fn own_bit(h: *const Header) -> u8 {
    if unsafe { (*h).kind } == Kind::Str {
        STATE_FINALIZED
    } else {
        STATE_OWN
    }
}

/// One interpreter's objects.
pub struct Heap {
    /// Free cells of each class, those of `current` above all.
    free: [Cell<*mut Header>; CLASS_SIZES.len()],
    /// The segment of each class that cells are taken from. What is given back to another one stays there until that is
    /// taken from again: so objects made one after the other lie together, however often the memory has been used. (With one
    /// list for all, cells come in the order they were given back, and a program that builds the same thing again finds
    /// each part of it in another page.)
    current: [Cell<*mut Segment>; CLASS_SIZES.len()],
    /// The other segments with free cells, linked by [`Segment::next`].
    partial: [Cell<*mut Segment>; CLASS_SIZES.len()],
    /// The unused rest of the newest segment of each class.
    bump: [Cell<(*mut u8, *mut u8)>; CLASS_SIZES.len()],
    segments: UnsafeCell<Vec<*mut Segment>>,
    chunks: UnsafeCell<Vec<(*mut u8, usize)>>,
    /// Carved from the newest chunk, not yet used as segments.
    spare: UnsafeCell<Vec<*mut u8>>,
    /// Cells handed out so far, by class.
    allocated: [Cell<u64>; CLASS_SIZES.len()],
    /// Cells given back so far, by class.
    freed: [Cell<u64>; CLASS_SIZES.len()],
    /// Who counts allocations, if anybody does.
    watcher: UnsafeCell<Option<Box<watch::Watcher>>>,
    depth: Cell<u32>,
    deferred: UnsafeCell<Vec<*mut Header>>,
    /// Collector-tracked allocations minus deallocations since the last collection.
    young: Cell<i64>,
    young_limit: Cell<i64>,
    vm: Cell<*const Vm>,
    pub collector: Collector,
}

impl Heap {
    pub fn new() -> Box<Heap> {
        Box::new(Heap {
            free: std::array::from_fn(|_| Cell::new(ptr::null_mut())),
            current: std::array::from_fn(|_| Cell::new(ptr::null_mut())),
            partial: std::array::from_fn(|_| Cell::new(ptr::null_mut())),
            bump: std::array::from_fn(|_| Cell::new((ptr::null_mut(), ptr::null_mut()))),
            segments: Default::default(),
            chunks: Default::default(),
            spare: Default::default(),
            allocated: std::array::from_fn(|_| Cell::new(0)),
            freed: std::array::from_fn(|_| Cell::new(0)),
            watcher: UnsafeCell::new(None),
            depth: Cell::new(0),
            deferred: Default::default(),
            young: Cell::new(0),
            young_limit: Cell::new(Collector::FIRST_THRESHOLD),
            vm: Cell::new(ptr::null()),
            collector: Collector::default(),
        })
    }

    /// Tells the heap whose it is: finalizers run there, and the collection bit is set there.
    pub fn attach(&self, vm: *const Vm) {
        self.vm.set(vm);
    }

    /// The heap that holds the object at `h`.
    ///
    /// # Safety
    /// `h` must be an object in a heap cell (not a static).
    #[inline(always)]
    pub unsafe fn of<'a>(h: *const Header) -> &'a Heap {
        unsafe { &*(*Segment::of(h)).heap }
    }

    /// Allocates a cell and writes its header, with one reference. The rest of the cell is uninitialised.
    ///
    /// # Safety
    /// `shape` must be a live shape of this interpreter, and the caller must initialise what its layout's traverse and
    /// drop functions read before anything else can run.
    #[inline(always)]
    pub unsafe fn alloc(
        &self,
        size: usize,
        kind: Kind,
        exactness: u8,
        state: u8,
        shape: *mut Shape,
    ) -> *mut Header {
        let class = class_of(size);
        unsafe {
            let mut h = self.free[class].get();
            if !h.is_null() {
                self.free[class].set((*h).shape.cast());
            } else {
                h = self.alloc_elsewhere(class, shape);
            }
            self.allocated[class].set(self.allocated[class].get() + 1);
            if state & STATE_GC != 0 {
                let young = self.young.get() + 1;
                self.young.set(young);
                if young > self.young_limit.get() {
                    self.request_collection();
                }
            }
            h.write(Header {
                rc: 1,
                kind,
                exactness,
                state,
                size_class: class as u8,
                shape,
            });
            h
        }
    }

    /// The same as long as a freed cell of the size is at hand and no collection is due: calls nothing.
    ///
    /// # Safety
    /// As for [`Heap::alloc`].
    #[inline(always)]
    pub unsafe fn alloc_from_list(
        &self,
        size: usize,
        kind: Kind,
        exactness: u8,
        state: u8,
        shape: *mut Shape,
    ) -> Option<*mut Header> {
        if size > MAX_CELL {
            return None;
        }
        let class = class_of(size);
        let h = self.free[class].get();
        if h.is_null() {
            return None;
        }
        if state & STATE_GC != 0 {
            let young = self.young.get() + 1;
            if young > self.young_limit.get() {
                return None;
            }
            self.young.set(young);
        }
        // SAFETY: a cell on the list is free, and its shape field holds the next one.
        unsafe {
            self.free[class].set((*h).shape.cast());
            self.allocated[class].set(self.allocated[class].get() + 1);
            h.write(Header {
                rc: 1,
                kind,
                exactness,
                state,
                size_class: class as u8,
                shape,
            });
        }
        Some(h)
    }

    /// A cell where the current segment has none: of another segment with free ones, or a new one.
    #[inline(never)]
    unsafe fn alloc_elsewhere(&self, class: usize, shape: *mut Shape) -> *mut Header {
        // SAFETY: the watcher is this thread's.
        if let Some(watcher) = unsafe { &mut *self.watcher.get() } {
            watcher.allocation(class, shape);
            if let Some(h) = watcher.take(class) {
                return h;
            }
        } else if let Some(s) = self.take_partial(class) {
            // SAFETY: a segment on the list has free cells; they move to the list of the heap.
            unsafe {
                let h = (*s).free;
                (*s).free = ptr::null_mut();
                self.current[class].set(s);
                self.free[class].set((*h).shape.cast());
                return h;
            }
        }
        let size = CLASS_SIZES[class];
        let (mut at, mut end) = self.bump[class].get();
        if at.is_null() || at.wrapping_add(size) > end {
            (at, end) = self.new_segment(class);
        }
        self.bump[class].set((at.wrapping_add(size), end));
        let s = Segment::of(at.cast());
        unsafe { (*s).used_end = at.wrapping_add(size) };
        self.current[class].set(s);
        at.cast()
    }

    /// The first of the other segments with free cells, which is no longer among them.
    fn take_partial(&self, class: usize) -> Option<*mut Segment> {
        let s = self.partial[class].get();
        if s.is_null() {
            return None;
        }
        // SAFETY: segments live as long as the heap.
        self.partial[class].set(unsafe { (*s).next });
        Some(s)
    }

    #[cold]
    fn new_segment(&self, class: usize) -> (*mut u8, *mut u8) {
        // SAFETY: the vectors are touched by this thread only, and not across a call that could re-enter.
        unsafe {
            let spare = &mut *self.spare.get();
            if spare.is_empty() {
                let n = (*self.segments.get()).len().clamp(4, 64);
                let chunk = segment::map_chunk(n);
                (*self.chunks.get()).push((chunk, n * SEGMENT_SIZE));
                spare.extend((0..n).rev().map(|i| chunk.add(i * SEGMENT_SIZE)));
            }
            let s = Segment::init(spare.pop().unwrap(), self, class);
            (*self.segments.get()).push(s);
            (Segment::first(s), (s as *mut u8).add(SEGMENT_SIZE))
        }
    }

    #[cold]
    #[inline(never)]
    fn request_collection(&self) {
        let vm = self.vm.get();
        if !vm.is_null() && self.collector.enabled.get() {
            // SAFETY: an attached vm outlives its heap's use.
            unsafe { (*vm).breaker.request(crate::runtime::Breaker::GC) };
        }
    }

    /// Returns a cell whose payload has been destroyed.
    ///
    /// # Safety
    /// Nothing may refer to the cell any more.
    #[inline(always)]
    pub unsafe fn free_cell(&self, h: *mut Header) {
        unsafe {
            let class = (*h).size_class as usize;
            if (*h).state & STATE_GC != 0 {
                self.young.set(self.young.get() - 1);
            }
            debug_assert!(class < self.freed.len());
            let freed = self.freed.get_unchecked(class);
            freed.set(freed.get() + 1);
            (*h).rc = 0;
            (*h).kind = Kind::Free;
            let s = Segment::of(h);
            if s == self.current.get_unchecked(class).get() {
                let free = self.free.get_unchecked(class);
                (*h).shape = free.get().cast();
                free.set(h);
                return;
            }
            let others = (*s).free;
            if others.is_null() {
                (*s).next = self.partial[class].replace(s);
            }
            (*h).shape = others.cast();
            (*s).free = h;
        }
    }

    pub fn stats(&self) -> HeapStats {
        let mut s = HeapStats::default();
        for (class, size) in CLASS_SIZES.into_iter().enumerate() {
            let n = self.allocated[class].get() - self.freed[class].get();
            s.objects += n;
            s.bytes += n * size as u64;
        }
        s.collections = self.collector.runs.get();
        // SAFETY: counting touches nothing.
        unsafe { self.for_each_left(|_| s.left += 1) };
        s
    }

    /// Says that what is alive now is the interpreter's own.
    pub fn seal(&self) {
        // SAFETY: a state bit changes, nothing else.
        unsafe { self.for_each(|h| (*h).state |= own_bit(h)) };
    }

    /// The same of `root` and all that can be reached from it.
    pub fn seal_from(&self, root: &Ref) {
        let mut reached = vec![root.slot()];
        while let Some(s) = reached.pop() {
            if s.is_null() || !s.is_pointer() {
                continue;
            }
            let h = s.header();
            // SAFETY: what a live object refers to is alive.
            unsafe {
                if !(*h).is_immortal() && (*h).state & own_bit(h) == 0 {
                    (*h).state |= own_bit(h);
                    collect::traverse(h, &mut |s| reached.push(s));
                }
            }
        }
    }

    /// Calls `f` with the objects that [`HeapStats::left`] counts.
    ///
    /// # Safety
    /// See [`Heap::for_each`].
    pub unsafe fn for_each_left(&self, mut f: impl FnMut(*mut Header)) {
        let interned = |h: *mut Header| unsafe {
            (*h).kind == Kind::Str && (*h.cast::<crate::object::StrObject>()).is_interned()
        };
        unsafe {
            self.for_each(|h| {
                if (*h).state & own_bit(h) == 0 && !interned(h) {
                    f(h);
                }
            });
        }
    }

    /// Calls `f` with every live object.
    ///
    /// # Safety
    /// `f` must not allocate or free objects of this heap.
    pub unsafe fn for_each(&self, mut f: impl FnMut(*mut Header)) {
        unsafe {
            for &s in (*self.segments.get()).iter() {
                let size = CLASS_SIZES[(*s).class];
                let mut p = Segment::first(s);
                while p < (*s).used_end {
                    let h = p.cast::<Header>();
                    if (*h).kind != Kind::Free {
                        f(h);
                    }
                    p = p.add(size);
                }
            }
        }
    }

    /// Tracked allocations minus deallocations since the last collection.
    pub fn young_count(&self) -> i64 {
        self.young.get()
    }

    /// Sets how many tracked allocations trigger a collection; `i64::MAX` for none.
    pub fn set_threshold(&self, limit: i64) {
        self.collector.threshold.set(limit);
        self.young_limit.set(limit);
    }

    /// Cells in use.
    fn live_cells(&self) -> usize {
        let cells = self.allocated.iter().zip(&self.freed);
        cells.map(|(a, f)| (a.get() - f.get()) as usize).sum()
    }

    pub(crate) fn reset_young(&self, limit: i64) {
        self.young.set(0);
        self.young_limit.set(limit);
    }

    pub(crate) fn vm(&self) -> *const Vm {
        self.vm.get()
    }

    /// Frees the storage of every object that is left, without finalizers: the interpreter is going.
    ///
    /// # Safety
    /// Nothing may use any object afterwards; the memory of the cells goes with the heap.
    pub unsafe fn destroy_all(&self) {
        let mut all: Vec<*mut Header> = Vec::new();
        let mut types: Vec<*mut Header> = Vec::new();
        // SAFETY: nothing is allocated or freed while the heap is walked. The cells stay until the heap goes, with counts
        // that no number of references given up brings to zero: each object is destroyed once, here. Types go last, since
        // the layout of an instance is its type's, and subtypes before the bases that they unlink themselves from.
        unsafe {
            self.for_each(|h| {
                if (*h).kind == Kind::Type {
                    types.push(h)
                } else {
                    all.push(h)
                }
                (*h).rc = u32::MAX / 2;
            });
            all.sort_by_key(|&h| collect::frames_first(h));
            for h in all {
                let ty: *const TypeObj = (*(*h).shape).ty;
                Self::drop_contents(h, ty, (*ty).layout);
            }
            types.sort_by_key(|&h| std::cmp::Reverse((*h.cast::<TypeObj>()).mro().len()));
            for h in types {
                let layout: &Layout = &crate::object::TYPE_LAYOUT;
                if let Some(drop) = layout.drop {
                    drop(h);
                }
            }
        }
    }

    /// Destroys a dead object: finalizer, weak references, payload, cell.
    ///
    /// # Safety
    /// The count of `h` has just reached zero.
    unsafe fn destroy(&self, h: *mut Header) {
        unsafe {
            let ty: *const TypeObj = (*(*h).shape).ty;
            let layout: &Layout = (*ty).layout;
            let finalizes = (*h).state & STATE_WEAKREFS != 0
                || ((*ty).has_finalizer() && (*h).state & STATE_FINALIZED == 0);
            if self.depth.get() >= MAX_DEALLOC_DEPTH {
                if finalizes {
                    // Weak references still lead to it, so the list holds a reference as anybody else would.
                    (*h).rc = 1;
                } else {
                    (*h).state |= STATE_HELD;
                }
                (*self.deferred.get()).push(h);
                return;
            }
            self.depth.set(self.depth.get() + 1);
            // A finalizer counts as a level: closing a generator drops what its frame holds.
            if !finalizes {
                self.drop_and_free(h, ty, layout);
            } else if self.finalize(h, ty) {
                // The finalizer may have given the object another class.
                let ty: *const TypeObj = (*(*h).shape).ty;
                self.drop_and_free(h, ty, (*ty).layout);
            }
            self.leave_level();
        }
    }

    /// A death is over: behind the outermost one come those that were put off.
    ///
    /// # Safety
    /// As for [`Heap::destroy`]; `depth` was counted up.
    #[inline(always)]
    unsafe fn leave_level(&self) {
        let depth = self.depth.get() - 1;
        self.depth.set(depth);
        unsafe {
            if depth == 0 && !(*self.deferred.get()).is_empty() {
                self.drain_deferred();
            }
        }
    }

    /// Drops what a dead object holds, its cell, and its reference to its type.
    ///
    /// # Safety
    /// The object is dead, finalized, and of this type and layout.
    #[inline(always)]
    unsafe fn drop_and_free(&self, h: *mut Header, ty: *const TypeObj, layout: &Layout) {
        unsafe {
            Self::drop_contents(h, ty, layout);
            self.free_cell(h);
            if (*ty).is_heap_type() {
                let t = ty as *mut TypeObj;
                (*t).h.rc -= 1;
                if (*t).h.rc == 0 {
                    dealloc(t.cast());
                }
            }
        }
    }

    /// Drops what an object holds: its payload, its `__slots__`, its attributes.
    ///
    /// # Safety
    /// The object is dead; its cell is freed next.
    pub(crate) unsafe fn drop_contents(h: *mut Header, ty: *const TypeObj, layout: &Layout) {
        unsafe {
            if let Some(drop) = layout.drop {
                drop(h);
            }
            if (*ty).has_extra() {
                crate::object::drop_extra(h, ty);
            }
        }
    }

    #[cold]
    unsafe fn drain_deferred(&self) {
        unsafe {
            // Deeper than the outermost level, so that what is freed here does not drain in its turn.
            self.depth.set(self.depth.get() + 1);
            while let Some(h) = (*self.deferred.get()).pop() {
                if (*h).state & STATE_HELD != 0 {
                    (*h).state &= !STATE_HELD;
                    let ty: *const TypeObj = (*(*h).shape).ty;
                    self.drop_and_free(h, ty, (*ty).layout);
                } else {
                    (*h).rc -= 1;
                    if (*h).rc == 0 {
                        self.destroy(h);
                    }
                }
            }
            self.depth.set(self.depth.get() - 1);
        }
    }

    /// Runs `__del__` (once) and clears weak references. Returns false if the object lives on.
    #[cold]
    unsafe fn finalize(&self, h: *mut Header, ty: *const TypeObj) -> bool {
        unsafe {
            let vm = &*self.vm.get();
            // One reference for the time of the calls, so that they can use the object like any other.
            (*h).rc = 1;
            if (*ty).has_finalizer() && (*h).state & STATE_FINALIZED == 0 {
                (*h).state |= STATE_FINALIZED;
                crate::object::call_finalizer(vm, h);
            }
            if (*h).rc == 1 && (*h).state & STATE_WEAKREFS != 0 {
                vm.weakrefs.clear_referent(vm, h);
            }
            (*h).rc -= 1;
            (*h).rc == 0
        }
    }
}

/// Frees an object whose count has reached zero. May run Python code (`__del__`, weak reference callbacks).
///
/// # Safety
/// `h` must be a heap object with a count of zero that nothing else refers to.
#[cold]
#[inline(never)]
pub unsafe fn dealloc(h: *mut Header) {
    unsafe {
        let heap = Heap::of(h);
        // The commonest objects of all: they refer to nothing, and nothing watches them. What calls is elsewhere, so that
        // this needs no stack frame.
        if (*h).is_exact(Kind::Str) && (*h.cast::<crate::object::StrObject>()).is_in_cell() {
            return heap.free_cell(h);
        }
        if (*h).is_exact(Kind::Bytes) && crate::object::are_in_cell(h) {
            return heap.free_cell(h);
        }
        dealloc_other(h)
    }
}

/// Objects of builtin types as they are, which nothing watches: no more than their payload has to go. What else there is to do
/// is elsewhere, so that few registers have to be saved here.
///
/// # Safety
/// As for [`dealloc`].
#[inline(never)]
unsafe fn dealloc_other(h: *mut Header) {
    unsafe {
        let heap = Heap::of(h);
        let ty: *const TypeObj = (*(*h).shape).ty;
        let depth = heap.depth.get();
        if (*h).state & STATE_WEAKREFS != 0
            || (*ty).flags.get() & (flags::HEAP | flags::EXTRA | flags::FINALIZER) != 0
            || depth >= MAX_DEALLOC_DEPTH
        {
            return dealloc_watched(h);
        }
        if let Some(drop) = (*ty).layout.drop {
            heap.depth.set(depth + 1);
            drop(h);
            heap.free_cell(h);
            heap.leave_level()
        } else {
            heap.free_cell(h)
        }
    }
}

/// The others: instances of classes, objects with finalizers or weak references, and those that die too deep in others' deaths.
///
/// # Safety
/// As for [`dealloc`].
#[inline(never)]
unsafe fn dealloc_watched(h: *mut Header) {
    unsafe { Heap::of(h).destroy(h) }
}

impl Drop for Heap {
    fn drop(&mut self) {
        for &(p, size) in self.chunks.get_mut().iter() {
            // SAFETY: the chunk was mapped with this size, and the heap is gone.
            unsafe { segment::unmap_chunk(p, size) };
        }
    }
}
