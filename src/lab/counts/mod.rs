//! Instruction counts: what is kept of them (here), what they say (`tables`), and how two sets compare (`check`).

mod check;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::callgrind::Branches;
use super::corpus::Size;
use super::error::LabError;
use super::machine::{Build, Machine};
use super::per_opcode::Cost;

const FORMAT: u32 = 1;

/// The counts of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// [`FORMAT`]
    pub format: u32,
    /// The command line.
    pub command: Vec<String>,
    /// The machine.
    pub machine: Machine,
    /// The binary.
    pub build: Build,
    /// The version of valgrind.
    pub valgrind: String,
    /// The size of the programs.
    pub size: Size,
    /// A row for each program and contestant.
    pub rows: Vec<CountRow>,
}

/// The count of one program on one contestant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountRow {
    /// The program.
    pub program: String,
    /// The contestant's label.
    pub contestant: String,
    /// Instructions of one more run of the program in a process that has run it before.
    pub instructions: u64,
    /// Instructions of everything else: start, compilation, the first run.
    pub start: u64,
    /// Logical bytecode instructions that the engine executed in that run; none for other interpreters.
    #[serde(default)]
    pub bytecodes: Option<u64>,
    /// Branches of that run, and how many of them a simulated predictor got wrong, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branches: Option<Branches>,
    /// How far further counts of the same binary were from this one at most, as a share; none where it was counted once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<f64>,
    /// What handlers cost, where they can be told apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub handlers: BTreeMap<String, Cost>,
    /// What the larger ones of all other functions cost, without what they call.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub functions: BTreeMap<String, u64>,
}

impl CountRow {
    /// Handlers that make up less than this of a program cannot make it grow by what a gate would notice.
    const KEPT: f64 = 0.0002;

    /// The same of other functions, of which there are many more.
    const KEPT_FUNCTIONS: f64 = 0.002;

    /// Leaves out handlers and functions too small to matter.
    pub fn forget_small(&mut self) {
        let least_function = self.instructions as f64 * Self::KEPT_FUNCTIONS;
        self.functions
            .retain(|_, &mut cost| cost as f64 >= least_function);
        let least = self.instructions as f64 * Self::KEPT;
        self.handlers
            .retain(|_, cost| cost.instructions as f64 >= least);
    }
}

impl Counts {
    /// The current format.
    pub const FORMAT: u32 = FORMAT;

    /// Reads counts.
    ///
    /// # Errors
    /// When they cannot be read, or are of another format.
    pub fn load(path: &Path) -> Result<Self, LabError> {
        let wrong = |why: String| LabError::File {
            path: path.to_owned(),
            why,
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let counts: Self = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if counts.format != FORMAT {
            return Err(wrong(format!(
                "format {} where {FORMAT} is read",
                counts.format
            )));
        }
        Ok(counts)
    }

    /// The counts as a file holds them.
    ///
    /// # Errors
    /// When a figure cannot be written as JSON, such as one that is none.
    pub fn to_json(&self) -> Result<String, LabError> {
        let json = serde_json::to_string_pretty(self);
        json.map(|json| json + "\n")
            .map_err(|error| LabError::Usage(format!("counts cannot be written: {error}")))
    }

    /// The count of a program on a contestant.
    pub fn find(&self, program: &str, contestant: &str) -> Option<&CountRow> {
        self.rows
            .iter()
            .find(|row| row.program == program && row.contestant == contestant)
    }

    /// The labels of contestants, in the order of their first rows.
    pub fn contestants(&self) -> Vec<&str> {
        unique(self.rows.iter().map(|row| row.contestant.as_str()))
    }
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}
