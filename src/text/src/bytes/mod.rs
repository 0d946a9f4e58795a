//! Algorithms on byte strings.
