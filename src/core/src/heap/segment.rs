//! A segment: 64 KiB of cells of one size, aligned to its size so that a cell's address leads to it.

use super::Heap;
use crate::value::Header;

/// Size and alignment of a segment in bytes.
pub const SEGMENT_SIZE: usize = 1 << 16;

/// What stands at the start of a segment.
#[repr(C, align(16))]
pub struct Segment {
    pub heap: *const Heap,
    pub class: usize,
    /// End of the cells handed out so far; what lies behind it has never been touched.
    pub used_end: *mut u8,
    /// Cells given back since the heap last took from here, linked as the heap's; none of the segment that it takes from now.
    pub free: *mut Header,
    /// The next segment of the class with such cells, if this one has any.
    pub next: *mut Segment,
}

impl Segment {
    /// The segment of the cell at `h`.
    #[inline(always)]
    pub fn of(h: *const Header) -> *mut Segment {
        (h as usize & !(SEGMENT_SIZE - 1)) as *mut Segment
    }

    /// The first cell.
    pub fn first(s: *mut Segment) -> *mut u8 {
        (s as *mut u8).wrapping_add(size_of::<Segment>())
    }

    /// Makes the memory at `p` a segment.
    ///
    /// # Safety
    /// `p` must be `SEGMENT_SIZE` bytes, aligned to as much, unused.
    pub unsafe fn init(p: *mut u8, heap: &Heap, class: usize) -> *mut Segment {
        let s = p.cast::<Segment>();
        unsafe {
            s.write(Segment {
                heap,
                class,
                used_end: Self::first(s),
                free: std::ptr::null_mut(),
                next: std::ptr::null_mut(),
            })
        };
        s
    }
}

/// Gets `n` segments' worth of memory from the system, aligned to a segment.
pub fn map_chunk(n: usize) -> *mut u8 {
    let layout = layout(n * SEGMENT_SIZE);
    // SAFETY: the layout's size is not zero.
    let p = unsafe { std::alloc::alloc(layout) };
    if p.is_null() {
        std::alloc::handle_alloc_error(layout)
    } else {
        p
    }
}

/// Gives a chunk back.
///
/// # Safety
/// It must come from [`map_chunk`] with the same size.
pub unsafe fn unmap_chunk(p: *mut u8, size: usize) {
    unsafe { std::alloc::dealloc(p, layout(size)) }
}

fn layout(size: usize) -> std::alloc::Layout {
    std::alloc::Layout::from_size_align(size, SEGMENT_SIZE).expect("a chunk's layout is valid")
}
