//! What the test programs of this folder share: running the `tricera` binary, and comparing what it printed.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod compare;
pub mod engines;
pub mod known;
pub mod mutate;
pub mod report;
pub mod run;
pub mod terminal;

use std::path::{Path, PathBuf};

/// A path below the repository's root.
pub fn root(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}
