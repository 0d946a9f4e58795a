//! Text and number algorithms that need no heap.
