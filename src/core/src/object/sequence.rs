//! The storage of `tuple` and `list`: both begin with (items, length), so that one fast path reads either.

use super::Layout;
use crate::heap::MAX_CELL;
use crate::runtime::{PyResult, Vm};
use crate::value::{Header, Kind, Ref, Slot};
use smallvec::SmallVec;
use std::alloc;
use std::cell::Cell;

/// A `tuple`: immutable once it can be seen.
#[repr(C)]
pub struct TupleObject {
    pub h: Header,
    /// Behind this struct, or in a malloc buffer.
    pub items: Cell<*mut Slot>,
    pub len: Cell<usize>,
    /// -1 until computed; caching it needs no lock as the items never change.
    pub hash: Cell<i64>,
}

/// A `list`.
#[repr(C)]
pub struct ListObject {
    pub h: Header,
    pub items: Cell<*mut Slot>,
    pub len: Cell<usize>,
    pub capacity: Cell<usize>,
}

/// Stands for the buffer of a list that is being sorted: nothing is behind it, and any change of the list replaces it.
const SORTING: *mut Slot = std::ptr::without_provenance_mut(align_of::<Slot>());

/// A buffer of `n` items in place of one of `capacity`, which may be 0 or stand for a list that is being sorted: then there
/// was none. Null, and the old one as it was, if there is no memory.
///
/// # Safety
/// `n` is not 0, and `p` comes from here with this capacity.
#[inline]
unsafe fn resized_buffer(p: *mut Slot, capacity: usize, n: usize) -> *mut Slot {
    let Ok(new) = alloc::Layout::array::<Slot>(n) else {
        return std::ptr::null_mut();
    };
    unsafe {
        if capacity == 0 || p == SORTING {
            return alloc::alloc(new).cast();
        }
        let old = alloc::Layout::array::<Slot>(capacity).expect("it was allocated");
        alloc::realloc(p.cast(), old, new.size()).cast()
    }
}

/// Frees such a buffer.
///
/// # Safety
/// `p` comes from [`resized_buffer`] with this capacity.
#[inline]
unsafe fn free_buffer(p: *mut Slot, capacity: usize) {
    if capacity > 0 && p != SORTING {
        let old = alloc::Layout::array::<Slot>(capacity).expect("it was allocated");
        unsafe { alloc::dealloc(p.cast(), old) };
    }
}

/// Room for `n` items in a list that grows: CPython's eighth more, rounded up to a multiple of four.
fn over_allocated(n: usize) -> usize {
    n.saturating_add(n >> 3).saturating_add(6) & !3
}

const TUPLE_INLINE: usize = (MAX_CELL - size_of::<TupleObject>()) / size_of::<Slot>();

unsafe fn traverse(h: *mut Header, f: &mut dyn FnMut(Slot)) {
    unsafe { for_each_sequence_item(h, f) }
}

/// Calls `f` with the items of a list or tuple.
///
/// # Safety
/// `h` must be one.
#[inline]
pub(crate) unsafe fn for_each_sequence_item(h: *mut Header, mut f: impl FnMut(Slot)) {
    unsafe {
        let t = &*h.cast::<ListObject>();
        let (p, n) = (t.items.get(), t.len.get());
        for i in 0..n {
            f(*p.add(i));
        }
    }
}

unsafe fn drop_tuple(h: *mut Header) {
    unsafe {
        let t = &*h.cast::<TupleObject>();
        let (p, n) = (t.items.get(), t.len.get());
        t.len.set(0);
        // From the end, as CPython does.
        for i in (0..n).rev() {
            (*p.add(i)).decref();
        }
        if p != t.inline_items() {
            libc::free(p.cast());
        }
    }
}

unsafe fn drop_list(h: *mut Header) {
    unsafe {
        let l = &*h.cast::<ListObject>();
        let (p, n) = (l.items.get(), l.len.get());
        // The collector may look at the list while its items go.
        l.len.set(0);
        for i in (0..n).rev() {
            (*p.add(i)).decref();
        }
        free_buffer(p, l.capacity.get());
    }
}

/// The layout of `tuple`.
pub static TUPLE_LAYOUT: Layout = Layout::raw(
    Kind::Tuple,
    size_of::<TupleObject>(),
    Some(traverse),
    Some(drop_tuple),
);
/// The layout of `list`.
pub static LIST_LAYOUT: Layout = Layout::raw(
    Kind::List,
    size_of::<ListObject>(),
    Some(traverse),
    Some(drop_list),
);

impl TupleObject {
    #[inline(always)]
    fn inline_items(&self) -> *mut Slot {
        (self as *const Self as *mut u8)
            .wrapping_add(size_of::<TupleObject>())
            .cast()
    }

    /// A new tuple of `n` items, at least one, if there is a cell at hand: calls nothing.
    ///
    /// # Safety
    /// The caller writes the items before anything else runs.
    #[inline(always)]
    pub(crate) unsafe fn from_list(vm: &Vm, n: usize) -> Option<*mut TupleObject> {
        if n == 0 {
            return None;
        }
        let size = size_of::<TupleObject>() + n * size_of::<Slot>();
        let shape = vm.types.tuple.root_shape;
        // SAFETY: all of the object is written here and by the caller.
        unsafe {
            let t = vm
                .heap
                .alloc_from_list(size, Kind::Tuple, 0, TUPLE_LAYOUT.state, shape)?
                .cast::<TupleObject>();
            (*t).items.set((*t).inline_items());
            (*t).len.set(n);
            (*t).hash.set(-1);
            Some(t)
        }
    }

    /// Frees a tuple whose items the caller takes over, if they lie in its cell; they can still be read until something
    /// else is allocated.
    ///
    /// # Safety
    /// This is the last reference to an exact tuple, which has neither finalizer nor weak references.
    #[inline(always)]
    pub(crate) unsafe fn dissolve(this: *mut TupleObject, vm: &Vm) -> bool {
        unsafe {
            let inline = (*this).items.get() == (*this).inline_items();
            if inline {
                vm.heap.free_cell(this.cast());
            }
            inline
        }
    }
}

/// The items of a tuple or a subclass.
///
/// # Safety
/// `r` must have kind Tuple.
#[inline(always)]
pub unsafe fn tuple_items(r: &Ref) -> &[Ref] {
    let t = unsafe { r.cast::<TupleObject>() };
    unsafe { Ref::view_slice(t.items.get(), t.len.get()) }
}

/// The items of `r` if it is a tuple (subclasses included).
pub fn as_tuple(r: &Ref) -> Option<&[Ref]> {
    if r.has_kind(Kind::Tuple) {
        Some(unsafe { tuple_items(r) })
    } else {
        None
    }
}

/// A new tuple of `n` items that `fill` writes; the references move into it.
///
/// # Safety
/// `fill` must write all `n` words with values that may be stored (counted or immortal), and must not run Python code.
pub unsafe fn tuple_with(vm: &Vm, n: usize, fill: impl FnOnce(*mut Slot)) -> PyResult {
    if n == 0
        && let Some(empty) = vm.empty_tuple.get()
    {
        return Ok(empty);
    }
    unsafe {
        let inline = n <= TUPLE_INLINE;
        let buffer: *mut Slot = if inline {
            std::ptr::null_mut()
        } else {
            libc::malloc(n.saturating_mul(size_of::<Slot>())).cast()
        };
        if !inline && buffer.is_null() {
            return Err(vm.memory_error());
        }
        let size = size_of::<TupleObject>() + if inline { n * size_of::<Slot>() } else { 0 };
        let h = vm.heap.alloc(
            size,
            Kind::Tuple,
            0,
            TUPLE_LAYOUT.state,
            vm.types.tuple.root_shape,
        );
        let t = &*h.cast::<TupleObject>();
        t.hash.set(-1);
        t.items.set(if inline { t.inline_items() } else { buffer });
        fill(t.items.get());
        t.len.set(n);
        Ok(Ref::from_ptr(h))
    }
}

/// A new tuple of the type `ty`, a subclass of `tuple`, with new references to the values.
pub fn new_tuple_of(vm: &Vm, ty: super::TypePtr, items: &[Ref]) -> PyResult {
    let n = items.len();
    // SAFETY: all words of the new object are written before anything else runs.
    unsafe {
        let (mut size, exactness) = super::instance_size(&ty);
        // Words of the subclass lie where the items of a plain tuple do: then the items get a buffer.
        let inline = n == 0 || (!ty.has_extra() && n <= TUPLE_INLINE);
        let buffer: *mut Slot = if inline {
            std::ptr::null_mut()
        } else {
            libc::malloc(n.saturating_mul(size_of::<Slot>())).cast()
        };
        if !inline {
            if buffer.is_null() {
                return Err(vm.memory_error());
            }
        } else {
            size = size.max(size_of::<TupleObject>() + n * size_of::<Slot>());
        }
        let h = vm.heap.alloc(
            size,
            Kind::Tuple,
            exactness,
            TUPLE_LAYOUT.state,
            ty.root_shape,
        );
        let t = &*h.cast::<TupleObject>();
        t.hash.set(-1);
        t.items.set(if inline { t.inline_items() } else { buffer });
        for (i, v) in items.iter().enumerate() {
            *t.items.get().add(i) = v.slot().new_ref();
        }
        t.len.set(n);
        super::clear_extra(h, &ty);
        if ty.is_heap_type() {
            (*(ty.as_ptr() as *mut super::TypeObj)).h.rc += 1;
        }
        Ok(Ref::from_ptr(h))
    }
}

/// Values that move into a new object.
pub trait Values {
    /// How many.
    fn count(&self) -> usize;
    /// Moves them to consecutive words.
    ///
    /// # Safety
    /// There must be room for `count` words.
    unsafe fn move_to(self, words: *mut Slot);
}

impl<const N: usize> Values for [Ref; N] {
    #[inline(always)]
    fn count(&self) -> usize {
        N
    }
    #[inline(always)]
    unsafe fn move_to(self, words: *mut Slot) {
        for (i, v) in self.into_iter().enumerate() {
            // SAFETY: the caller has room for N.
            unsafe { *words.add(i) = v.into_slot() };
        }
    }
}

impl Values for Vec<Ref> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline]
    unsafe fn move_to(mut self, words: *mut Slot) {
        // SAFETY: a reference is a word; the vector forgets what has moved and frees its buffer.
        unsafe {
            words.copy_from_nonoverlapping(self.as_ptr().cast(), self.len());
            self.set_len(0);
        }
    }
}

impl<A: smallvec::Array<Item = Ref>> Values for SmallVec<A> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline]
    unsafe fn move_to(mut self, words: *mut Slot) {
        // SAFETY: a reference is a word; the vector forgets what has moved and frees its buffer.
        unsafe {
            words.copy_from_nonoverlapping(self.as_ptr().cast(), self.len());
            self.set_len(0);
        }
    }
}

impl<A: smallvec::Array<Item = Ref>> Values for &mut SmallVec<A> {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline]
    unsafe fn move_to(self, words: *mut Slot) {
        // SAFETY: a reference is a word; the vector, which stays where it is, forgets what has moved.
        unsafe {
            words.copy_from_nonoverlapping(self.as_ptr().cast(), self.len());
            self.set_len(0);
        }
    }
}

impl Values for &[Ref] {
    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline]
    unsafe fn move_to(self, words: *mut Slot) {
        for (i, v) in self.iter().enumerate() {
            // SAFETY: the caller has room for all.
            unsafe { *words.add(i) = v.clone().into_slot() };
        }
    }
}

/// A new tuple that takes the values.
pub fn new_tuple(vm: &Vm, items: impl Values) -> Ref {
    let n = items.count();
    // SAFETY: exactly the words there is room for move.
    match unsafe { tuple_with(vm, n, |p| items.move_to(p)) } {
        Ok(t) => t,
        Err(_) => std::alloc::handle_alloc_error(
            std::alloc::Layout::array::<Slot>(n.max(1)).expect("bounded by the values"),
        ),
    }
}

/// A new tuple with new references to the values.
pub fn tuple_of(vm: &Vm, items: &[Ref]) -> Ref {
    match items {
        [one] => new_tuple(vm, [one.clone()]),
        _ => new_tuple(vm, items),
    }
}

impl ListObject {
    /// A new empty list, if there is a cell at hand: calls nothing.
    #[inline(always)]
    pub(crate) fn from_list(vm: &Vm) -> Option<*mut ListObject> {
        let (size, shape) = (size_of::<ListObject>(), vm.types.list.root_shape);
        // SAFETY: all of the object is written here.
        unsafe {
            let l = vm
                .heap
                .alloc_from_list(size, Kind::List, 0, LIST_LAYOUT.state, shape)?
                .cast::<ListObject>();
            (*l).items.set(std::ptr::null_mut());
            (*l).len.set(0);
            (*l).capacity.set(0);
            Some(l)
        }
    }
    /// The items. The view must not be held while anything can change the list.
    #[inline(always)]
    pub fn items(&self) -> &[Ref] {
        let n = self.len.get();
        // SAFETY: `len` items are initialised.
        if n == 0 {
            &[]
        } else {
            unsafe { Ref::view_slice(self.items.get(), n) }
        }
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// A new reference to item `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Ref> {
        self.items().get(i).cloned()
    }
    /// Appends a value.
    #[inline]
    pub fn push(&self, vm: &Vm, v: Ref) -> PyResult<()> {
        let n = self.len.get();
        if n == self.capacity.get() {
            // CPython's growth: an eighth, rounded up to a multiple of four.
            self.grow(vm, over_allocated(n + 1))?;
        }
        // SAFETY: there is room behind the last item.
        unsafe { *self.items.get().add(n) = v.into_slot() };
        self.len.set(n + 1);
        Ok(())
    }
    /// Makes room for `n` items in all.
    pub fn reserve(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if n > self.capacity.get() {
            self.grow(vm, n)
        } else {
            Ok(())
        }
    }
    #[cold]
    #[inline(never)]
    fn grow(&self, vm: &Vm, n: usize) -> PyResult<()> {
        // SAFETY: the buffer is this list's own; it grows, so n is not 0.
        let p = unsafe { resized_buffer(self.items.get(), self.capacity.get(), n) };
        if p.is_null() {
            return Err(vm.memory_error());
        }
        self.items.set(p);
        self.capacity.set(n);
        Ok(())
    }
    /// Makes room for `n` items in all, and for some more as a list that grows has it.
    pub fn reserve_growing(&self, vm: &Vm, n: usize) -> PyResult<()> {
        if n <= self.capacity.get() {
            return Ok(());
        }
        let mut want = over_allocated(n);
        if n - self.len() > want - n {
            // A large step is more likely the last one.
            want = n.saturating_add(3) & !3;
        }
        self.grow(vm, want)
    }
    /// Gives memory back after the list has shrunk to less than half of it.
    #[inline]
    fn shrink(&self) {
        if self.len.get() < self.capacity.get() / 2 {
            self.shrink_to(over_allocated(self.len.get()));
        }
    }
    #[cold]
    fn shrink_to(&self, n: usize) {
        if n == 0 || n >= self.capacity.get() {
            return;
        }
        // SAFETY: the buffer is this list's own, and n is at least the length.
        let p = unsafe { resized_buffer(self.items.get(), self.capacity.get(), n) };
        if !p.is_null() {
            self.items.set(p);
            self.capacity.set(n);
        }
    }
    /// Gives back the room that turned out not to be needed.
    pub fn trim(&self, _: &Vm) {
        if self.len() + self.len() / 8 + 6 < self.capacity.get() {
            self.shrink_to(over_allocated(self.len()));
        }
    }
    /// The words, to be permuted.
    #[allow(clippy::mut_from_ref)] // the storage is a cell, and nobody else looks while a permutation is under way
    pub fn items_mut(&self) -> &mut [Slot] {
        // SAFETY: `len` words are initialised; a permutation runs no code.
        if self.is_empty() {
            &mut []
        } else {
            unsafe { std::slice::from_raw_parts_mut(self.items.get(), self.len()) }
        }
    }
    /// Appends `n` words that `write` puts behind the last item, for which there is room.
    ///
    /// # Safety
    /// `write` must write all of them with values that may be stored, and must not run Python code.
    pub unsafe fn fill(&self, n: usize, write: impl FnOnce(*mut Slot)) {
        let len = self.len();
        debug_assert!(len + n <= self.capacity.get());
        if n > 0 {
            write(unsafe { self.items.get().add(len) });
            self.len.set(len + n);
        }
    }
    /// Appends new references to `items`, which may be items of this list if there is room already.
    pub fn push_slice(&self, vm: &Vm, items: &[Ref]) -> PyResult<()> {
        let n = self.len() + items.len();
        if n > self.capacity.get() {
            if self.is_empty() {
                self.grow(vm, n)?;
            } else {
                self.reserve_growing(vm, n)?;
            }
        }
        // SAFETY: there is room, and the items stay where they are.
        unsafe {
            self.fill(items.len(), |to| {
                for (i, v) in items.iter().enumerate() {
                    crate::ops::keep_branch();
                    // Items are words that may be stored as they are.
                    *to.add(i) = v.slot().incref();
                }
            });
        }
        Ok(())
    }
    /// Appends `items` `times` times; they may be items of this list if there is room already.
    pub fn push_repeated(&self, vm: &Vm, items: &[Ref], times: usize) -> PyResult<()> {
        let n = items.len();
        let Some(total) = n.checked_mul(times).and_then(|t| t.checked_add(self.len())) else {
            return Err(vm.memory_error());
        };
        if times == 0 || n == 0 {
            return Ok(());
        }
        self.reserve(vm, total)?;
        // SAFETY: there is room; every item gets as many references as words are written for it.
        unsafe {
            self.fill(n * times, |to| {
                for (i, v) in items.iter().enumerate() {
                    let s = v.slot().promote_uncounted();
                    if s.is_counted() {
                        (*s.header()).rc += times as u32;
                    }
                    *to.add(i) = s;
                }
                if n == 1 {
                    std::slice::from_raw_parts_mut(to, times).fill(*to);
                } else {
                    let (mut done, all) = (n, n * times);
                    while done < all {
                        let more = done.min(all - done);
                        to.add(done).copy_from_nonoverlapping(to, more);
                        done += more;
                    }
                }
            });
        }
        Ok(())
    }
    /// Inserts a value before item `i`, which is at most the length.
    pub fn insert(&self, vm: &Vm, i: usize, v: Ref) -> PyResult<()> {
        let n = self.len();
        debug_assert!(i <= n);
        self.reserve_growing(vm, n + 1)?;
        // SAFETY: there is room for one more.
        unsafe {
            let p = self.items.get().add(i);
            std::ptr::copy(p, p.add(1), n - i);
            *p = v.into_slot();
        }
        self.len.set(n + 1);
        Ok(())
    }
    /// Removes and returns item `i`, which exists.
    #[inline]
    pub fn remove(&self, i: usize) -> Ref {
        let n = self.len();
        debug_assert!(i < n);
        // SAFETY: the caller says that i is in range.
        let v = unsafe {
            let p = self.items.get().add(i);
            let v = Ref::from_slot(*p);
            std::ptr::copy(p.add(1), p, n - i - 1);
            v
        };
        self.len.set(n - 1);
        self.shrink();
        v
    }
    /// Removes and returns the last item.
    #[inline]
    pub fn pop(&self) -> Option<Ref> {
        let n = self.len().checked_sub(1)?;
        // SAFETY: the item exists, and its reference moves to the caller.
        let v = unsafe { Ref::from_slot(*self.items.get().add(n)) };
        self.len.set(n);
        self.shrink();
        Some(v)
    }
    /// Removes the `count` items `first`, `first + step`, …, which exist.
    pub fn remove_stepped(&self, first: usize, step: usize, count: usize) {
        let n = self.len();
        let mut old = Vec::with_capacity(count);
        // SAFETY: every word moves once, to the front or to the vector.
        unsafe {
            let p = self.items.get();
            let mut to = first;
            for from in first..n {
                let gone = old.len() < count && (from - first).is_multiple_of(step);
                if gone {
                    old.push(Ref::from_slot(*p.add(from)));
                } else {
                    *p.add(to) = *p.add(from);
                    to += 1;
                }
            }
            self.len.set(to);
        }
        self.shrink();
        drop(old);
    }
    /// Takes the items out for sorting; [`ListObject::is_being_sorted`] tells until the list is touched.
    pub fn take_for_sorting(&self) -> Items {
        let it = self.take();
        self.items.set(SORTING);
        it
    }
    /// Has nothing touched the list since [`ListObject::take_for_sorting`]?
    pub fn is_being_sorted(&self) -> bool {
        self.items.get() == SORTING
    }
    /// Removes all items; their destructors see an empty list.
    pub fn clear(&self) {
        drop(self.take());
    }
    /// Takes the items out and leaves the list empty.
    pub fn take(&self) -> Items {
        let it = Items {
            p: self.items.get(),
            len: self.len.get(),
            capacity: self.capacity.get(),
        };
        self.items.set(std::ptr::null_mut());
        self.len.set(0);
        self.capacity.set(0);
        it
    }
    /// Replaces the items of the list by those taken from one, and drops what was there.
    pub fn put_back(&self, it: Items) {
        let old = self.take();
        let it = std::mem::ManuallyDrop::new(it);
        self.items.set(it.p);
        self.len.set(it.len);
        self.capacity.set(it.capacity);
        drop(old);
    }
    /// Replaces `self[from..to]` by `new`; the old items are dropped when the list is consistent again.
    pub fn splice(&self, vm: &Vm, from: usize, to: usize, mut new: FewRefs) -> PyResult<()> {
        let (n, m) = (self.len.get(), new.len());
        debug_assert!(from <= to && to <= n);
        if m == to - from {
            if m == 0 {
                return Ok(());
            }
            // SAFETY: the range is not empty and lies inside the buffer; every word stays owned by one of the two.
            unsafe {
                let p = self.items.get().add(from).cast::<Ref>();
                std::slice::from_raw_parts_mut(p, m).swap_with_slice(&mut new);
            }
            // The last one goes first, as in CPython: destructors can tell.
            while new.pop().is_some() {}
            return Ok(());
        }
        self.reserve(vm, n - (to - from) + m)?;
        // SAFETY: there is room, the ranges lie inside the buffer, and each word moves exactly once.
        unsafe {
            let p = self.items.get();
            let old: FewRefs = (from..to).map(|i| Ref::from_slot(*p.add(i))).collect();
            if n > to && m != to - from {
                std::ptr::copy(p.add(to), p.add(from + m), n - to);
            }
            std::ptr::copy_nonoverlapping(new.as_ptr().cast(), p.add(from), m);
            new.set_len(0);
            self.len.set(n - (to - from) + m);
            self.shrink();
            // The last one goes first, as in CPython: destructors can tell.
            old.into_iter().rev().for_each(drop);
        }
        Ok(())
    }
    /// Exchanges all items of `other` with as many of this list from `start` on.
    ///
    /// # Safety
    /// This list must have that many, and be another list.
    pub unsafe fn swap_range(&self, start: usize, other: &ListObject) {
        debug_assert!(start + other.len() <= self.len() && !std::ptr::eq(self, other));
        let n = other.len();
        if n > 0 {
            // SAFETY: neither buffer is empty, and they are two.
            unsafe {
                let p = self.items.get().add(start);
                std::ptr::swap_nonoverlapping(p, other.items.get(), n);
            }
        }
    }
    /// Replaces item `i`, which exists, and returns the old one.
    #[inline]
    pub fn replace(&self, i: usize, v: Ref) -> Ref {
        debug_assert!(i < self.len());
        // SAFETY: the caller says that i is in range.
        unsafe {
            let p = self.items.get().add(i);
            Ref::from_slot(std::mem::replace(&mut *p, v.into_slot()))
        }
    }
}

/// References on their way into or out of a list, without an allocation where they are few.
pub type FewRefs = smallvec::SmallVec<[Ref; 16]>;

/// Items taken out of a list: an owned buffer.
pub struct Items {
    p: *mut Slot,
    len: usize,
    capacity: usize,
}

impl Items {
    pub fn as_slice(&self) -> &[Ref] {
        // SAFETY: `len` words are owned references.
        if self.len == 0 {
            &[]
        } else {
            unsafe { std::slice::from_raw_parts(self.p.cast(), self.len) }
        }
    }
    /// The words, to be permuted.
    pub fn as_mut_slots(&mut self) -> &mut [Slot] {
        // SAFETY: `len` words are owned.
        if self.len == 0 {
            &mut []
        } else {
            unsafe { std::slice::from_raw_parts_mut(self.p, self.len) }
        }
    }
    pub fn as_mut_slice(&mut self) -> &mut [Ref] {
        // SAFETY: `len` words are owned references.
        if self.len == 0 {
            &mut []
        } else {
            unsafe { std::slice::from_raw_parts_mut(self.p.cast(), self.len) }
        }
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        // SAFETY: the buffer and its references are owned.
        unsafe {
            for i in (0..self.len).rev() {
                (*self.p.add(i)).decref();
            }
            free_buffer(self.p, self.capacity);
        }
    }
}

/// The list object of `r`, which must have kind List.
#[inline(always)]
pub fn as_list(r: &Ref) -> &ListObject {
    debug_assert!(r.has_kind(Kind::List));
    // SAFETY: the kind says so.
    unsafe { r.cast::<ListObject>() }
}

/// A new empty list with room for `n` items.
#[inline]
pub fn list_with_room(vm: &Vm, n: usize) -> PyResult {
    // SAFETY: the fields are initialised before anything else runs; the buffer has that many words.
    unsafe {
        let mut items = std::ptr::null_mut();
        if n > 0 {
            items = resized_buffer(items, 0, n);
            if items.is_null() {
                return Err(vm.memory_error());
            }
        }
        let h = vm.heap.alloc(
            size_of::<ListObject>(),
            Kind::List,
            0,
            LIST_LAYOUT.state,
            vm.types.list.root_shape,
        );
        let l = &*h.cast::<ListObject>();
        l.items.set(items);
        l.len.set(0);
        l.capacity.set(n);
        Ok(Ref::from_ptr(h))
    }
}

/// A new list that takes the values.
pub fn new_list(vm: &Vm, items: impl Values) -> Ref {
    let n = items.count();
    // SAFETY: the fields are initialised before anything else runs, and exactly the words there is room for move.
    unsafe {
        let h = vm.heap.alloc(
            size_of::<ListObject>(),
            Kind::List,
            0,
            LIST_LAYOUT.state,
            vm.types.list.root_shape,
        );
        let l = &*h.cast::<ListObject>();
        l.items.set(std::ptr::null_mut());
        l.len.set(0);
        l.capacity.set(0);
        let r = Ref::from_ptr(h);
        if n > 0 {
            if l.grow(vm, n).is_err() {
                std::alloc::handle_alloc_error(
                    std::alloc::Layout::array::<Slot>(n).expect("bounded by the values"),
                );
            }
            items.move_to(l.items.get());
            l.len.set(n);
        }
        r
    }
}
