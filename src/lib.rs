//! Tricera: a research interpreter for CPython 3.14 bytecode.
