//! Code objects, their loaders and their checks: everything about code that needs no heap.
