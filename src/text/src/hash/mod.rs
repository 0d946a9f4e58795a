//! CPython's hash functions.
