//! Algorithms on text in the PEP 393 representation.
