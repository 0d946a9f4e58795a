//! The command's allocator: small blocks from free lists of the thread, by size, over the system's allocator.
//!
//! Objects have a heap of their own; what comes here are the tables of dicts and sets, the items of lists, the limbs of
//! big ints and the frames of generators. Of glibc, `calloc` alone cost 7% of the instructions of the big-int programs;
//! a general allocator (mimalloc) saved as much, but tripled the memory of an empty program and slowed its start by
//! two thirds.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::UnsafeCell;
use std::ptr::null_mut;

/// Sizes are rounded up to this, which is also the alignment.
const UNIT: usize = 16;
/// The largest size with a free list.
const LARGEST: usize = 1024;
/// Bytes asked of the system at a time.
const CHUNK: usize = 32 << 10;

/// What a thread has to give away. It stays behind when the thread ends: the command's threads end with it.
struct Blocks {
    free: [*mut Block; LARGEST / UNIT + 1],
    /// The rest of the newest chunk.
    next: *mut u8,
    left: usize,
}

struct Block {
    next: *mut Block,
}

thread_local! {
    static BLOCKS: UnsafeCell<Blocks> = const {
        UnsafeCell::new(Blocks {
            free: [null_mut(); LARGEST / UNIT + 1],
            next: null_mut(),
            left: 0,
        })
    };
}

/// See the [module](self).
pub struct ThreadBlocks;

#[inline(always)]
fn is_small(layout: Layout) -> bool {
    layout.size() <= LARGEST && layout.align() <= UNIT
}

#[inline(always)]
fn class_of(size: usize) -> usize {
    size.div_ceil(UNIT)
}

impl Blocks {
    /// A new block of a class whose list is empty; null if the system has no memory.
    #[cold]
    #[inline(never)]
    fn carve(&mut self, class: usize) -> *mut u8 {
        let size = class.max(1) * UNIT;
        if self.left < size {
            // SAFETY: the layout is not empty.
            let chunk = unsafe { System.alloc(Layout::from_size_align_unchecked(CHUNK, UNIT)) };
            if chunk.is_null() {
                return chunk;
            }
            (self.next, self.left) = (chunk, CHUNK);
        }
        let block = self.next;
        self.next = block.wrapping_add(size);
        self.left -= size;
        block
    }
}

// SAFETY: a block belongs to one class for good; it is on at most one list, and nobody else touches a thread's lists. A
// block freed by another thread than its first stays with that thread.
unsafe impl GlobalAlloc for ThreadBlocks {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            return unsafe { System.alloc(layout) };
        }
        let class = class_of(layout.size());
        BLOCKS.with(|b| unsafe {
            let b = &mut *b.get();
            let first = b.free[class];
            if first.is_null() {
                return b.carve(class);
            }
            b.free[class] = (*first).next;
            first.cast()
        })
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if !is_small(layout) {
            return unsafe { System.alloc_zeroed(layout) };
        }
        unsafe {
            let p = self.alloc(layout);
            if !p.is_null() {
                p.write_bytes(0, layout.size());
            }
            p
        }
    }

    #[inline]
    unsafe fn dealloc(&self, p: *mut u8, layout: Layout) {
        if !is_small(layout) {
            return unsafe { System.dealloc(p, layout) };
        }
        let class = class_of(layout.size());
        BLOCKS.with(|b| unsafe {
            let b = &mut *b.get();
            let block = p.cast::<Block>();
            (*block).next = b.free[class];
            b.free[class] = block;
        })
    }

    #[inline]
    unsafe fn realloc(&self, p: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        unsafe {
            let new = Layout::from_size_align_unchecked(size, layout.align());
            match (is_small(layout), is_small(new)) {
                (false, false) => System.realloc(p, layout, size),
                (true, true) if class_of(layout.size()) == class_of(size) => p,
                _ => {
                    let to = self.alloc(new);
                    if !to.is_null() {
                        to.copy_from_nonoverlapping(p, layout.size().min(size));
                        self.dealloc(p, layout);
                    }
                    to
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(size: usize) -> Layout {
        Layout::from_size_align(size, 8).unwrap()
    }

    #[test]
    fn a_freed_block_is_given_out_again_and_zeroed_on_request() {
        unsafe {
            let p = ThreadBlocks.alloc(layout(40));
            p.write_bytes(0xAA, 40);
            ThreadBlocks.dealloc(p, layout(40));
            let q = ThreadBlocks.alloc_zeroed(layout(48));
            assert_eq!(p, q);
            assert!((0..48).all(|i| *q.add(i) == 0));
            ThreadBlocks.dealloc(q, layout(48));
        }
    }

    #[test]
    fn growing_across_the_border_keeps_the_contents() {
        unsafe {
            let mut size = 16;
            let mut p = ThreadBlocks.alloc(layout(size));
            for i in 0..size {
                *p.add(i) = i as u8;
            }
            for to in [20, 900, 5000, 80_000, 600, 16] {
                p = ThreadBlocks.realloc(p, layout(size), to);
                size = to;
                assert!((0..16).all(|i| *p.add(i) == i as u8), "{to}");
            }
            ThreadBlocks.dealloc(p, layout(size));
        }
    }

    #[test]
    fn blocks_do_not_overlap_and_are_aligned() {
        unsafe {
            let blocks: Vec<_> = (0..2000)
                .map(|i| (ThreadBlocks.alloc(layout(i % 1024 + 1)), i % 1024 + 1))
                .collect();
            for (i, &(p, n)) in blocks.iter().enumerate() {
                assert_eq!(p as usize % UNIT, 0);
                p.write_bytes(i as u8, n);
            }
            for (i, &(p, n)) in blocks.iter().enumerate() {
                assert!((0..n).all(|k| *p.add(k) == i as u8));
                ThreadBlocks.dealloc(p, layout(n));
            }
        }
    }
}
