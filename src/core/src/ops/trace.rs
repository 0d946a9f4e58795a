//! Trace hashes.

use std::cell::Cell;

/// How many logical instructions were executed, and a hash of their sequence.
#[derive(Default)]
pub struct TraceState {
    pub count: Cell<u64>,
    pub hash: Cell<u64>,
}
