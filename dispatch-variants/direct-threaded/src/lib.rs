//! The direct-threaded engine.
