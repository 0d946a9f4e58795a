//! `known_failures.txt`: what is not yet right and says so.
//!
//! A line is `PROGRAM ENGINE REASON…`, where ENGINE may be `*`; `#` begins a comment.

use std::fs;

use super::root;

/// One line of the list.
pub struct Known {
    pub program: String,
    /// An engine, or `*` for all.
    pub engine: String,
    pub reason: String,
}

impl Known {
    /// Whether the line speaks of this engine.
    pub fn covers(&self, engine: &str) -> bool {
        self.engine == "*" || self.engine == engine
    }
}

/// Reads the list.
pub fn known() -> Vec<Known> {
    let path = root("tests/known_failures.txt");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut parts = line.splitn(3, char::is_whitespace);
            let mut part = || parts.next().unwrap_or_default().trim().to_owned();
            let entry = Known {
                program: part(),
                engine: part(),
                reason: part(),
            };
            assert!(
                !entry.reason.is_empty(),
                "{}: no reason in {line:?}",
                path.display()
            );
            entry
        })
        .collect()
}
