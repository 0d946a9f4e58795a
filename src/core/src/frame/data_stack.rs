//! The data stack of a thread: chunks from a bump arena, within which frames are pushed by moving a pointer.

use crate::value::Slot;
use bumpalo::Bump;
use std::cell::{Cell, RefCell};

/// Words of the first chunk; later ones double, up to `MAX_CHUNK`.
const FIRST_CHUNK: usize = 16 * 1024;
const MAX_CHUNK: usize = 1024 * 1024;

/// Chunks of words. A chunk is never moved or freed while the stack lives, so frames may be pointed to; chunks that
/// the stack has left are used again.
pub struct DataStack {
    arena: Bump,
    chunks: RefCell<Vec<(*mut Slot, usize)>>,
    /// The chunk in use.
    current: Cell<usize>,
}

impl DataStack {
    pub fn new() -> DataStack {
        DataStack {
            arena: Bump::new(),
            chunks: RefCell::default(),
            current: Cell::new(usize::MAX),
        }
    }

    /// Enters the next chunk, which has room for at least `words`, and returns its bounds. None without memory.
    pub fn enter_chunk(&self, words: usize) -> Option<(*mut Slot, *mut Slot)> {
        let mut chunks = self.chunks.borrow_mut();
        let next = self.current.get().wrapping_add(1);
        // A chunk too small for this frame is skipped for now: replaced by one that is large enough.
        while next < chunks.len() && chunks[next].1 < words {
            chunks.remove(next);
        }
        if next == chunks.len() {
            let size = (FIRST_CHUNK << next.min(6)).min(MAX_CHUNK).max(words);
            let layout = std::alloc::Layout::array::<Slot>(size).ok()?;
            let p = self.arena.try_alloc_layout(layout).ok()?;
            chunks.push((p.as_ptr().cast(), size));
        }
        self.current.set(next);
        let (p, n) = chunks[next];
        Some((p, p.wrapping_add(n)))
    }

    /// Leaves the chunk entered last.
    pub fn leave_chunk(&self) {
        self.current.set(self.current.get().wrapping_sub(1));
    }
}

impl Default for DataStack {
    fn default() -> Self {
        Self::new()
    }
}
