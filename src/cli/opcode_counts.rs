//! The file that `--opcode-counts` writes: how often each opcode, and each pair of opcodes in succession, was executed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use tricera::core::ops::OpcodeCounts;

/// The contents of the file. Opcodes stand in the form they were executed in; a pair is two names with a blank between.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Executed {
    /// Executions by opcode.
    pub opcodes: BTreeMap<String, u64>,
    /// Executions by pair.
    pub pairs: BTreeMap<String, u64>,
}

/// Writes the counts.
///
/// # Errors
/// When the file cannot be written.
pub fn write(file: &Path, counts: &OpcodeCounts) -> io::Result<()> {
    let name = tricera_code::opcode::name;
    let executed = Executed {
        opcodes: counts
            .opcodes()
            .map(|(opcode, n)| (name(opcode).into_owned(), n))
            .collect(),
        pairs: counts
            .pairs()
            .map(|((a, b), n)| (format!("{} {}", name(a), name(b)), n))
            .collect(),
    };
    let text = serde_json::to_string_pretty(&executed)?;
    std::fs::write(file, text + "\n")
}
