//! Counts against those of before: what grew, by how much, and in which handlers.

use std::collections::BTreeMap;

use super::super::error::LabError;
use super::super::per_opcode::Cost;
use super::super::stats::geomean;
use super::super::table::{Grid, count};
use super::{CountRow, Counts};

/// Changes below this are not listed: counts repeat no better.
const LISTED: f64 = 0.001;

/// A handler that costs more than before, or less.
#[derive(Debug, PartialEq)]
struct HandlerChange {
    engine: String,
    opcode: String,
    before: Cost,
    now: Cost,
    /// Instructions more than the same executions cost before.
    grown: f64,
    /// The share of that in all instructions of the programs that were compared.
    of_all: f64,
}

/// How a count changed.
#[derive(Clone, Debug, PartialEq)]
struct Change<'a> {
    row: &'a CountRow,
    before: Option<u64>,
}

impl Change<'_> {
    /// How much it grew; `None` where there was nothing before.
    fn growth(&self) -> Option<f64> {
        let before = self.before?;
        Some(self.row.instructions as f64 / before.max(1) as f64 - 1.0)
    }
}

/// What a comparison of counts says.
#[derive(Debug, PartialEq)]
pub struct Check {
    /// The report.
    pub text: String,
    /// Rows that grew by more than the tolerance.
    pub regressions: usize,
}

impl Counts {
    /// How far repeated counts of one binary differed at most, if any were repeated.
    pub fn repeatability(&self) -> Option<f64> {
        self.rows
            .iter()
            .filter_map(|row| row.spread)
            .reduce(f64::max)
    }

    /// The tolerance that follows from how well these counts and those of before repeated.
    pub fn tolerance(&self, before: &Counts) -> f64 {
        /// Counts differ by less than this from run to run, so a gate below it would stop at nothing.
        const LEAST: f64 = 0.001;
        /// How many times the largest difference of equal binaries a change has to be.
        const TIMES: f64 = 3.0;
        /// Where nobody has looked how well counts repeat.
        const UNKNOWN: f64 = 0.01;
        let known = self
            .repeatability()
            .into_iter()
            .chain(before.repeatability());
        known
            .reduce(f64::max)
            .map_or(UNKNOWN, |spread| (TIMES * spread).max(LEAST))
    }

    /// Handlers whose cost for one execution changed, by engine, those that weigh most first.
    ///
    /// Where executions are not known, as with other interpreters, all of a handler's instructions are compared.
    fn handler_changes(&self, before: &Counts) -> Vec<HandlerChange> {
        let mut sums: BTreeMap<(&str, &str), [Cost; 2]> = BTreeMap::new();
        let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &self.rows {
            let Some(old) = before.find(&row.program, &row.contestant) else {
                continue;
            };
            if row.handlers.is_empty() || old.handlers.is_empty() {
                continue;
            }
            *totals.entry(&row.contestant).or_default() += old.instructions;
            for (opcode, now) in &row.handlers {
                // In only one of the two it is a handler that was merged with another, or too small to be kept.
                let Some(was) = old.handlers.get(opcode) else {
                    continue;
                };
                let [sum_was, sum_now] = sums.entry((&row.contestant, opcode)).or_default();
                for (sum, cost) in [(sum_was, was), (sum_now, now)] {
                    sum.executions += cost.executions;
                    sum.instructions += cost.instructions;
                }
            }
        }
        let mut changes: Vec<HandlerChange> = sums
            .into_iter()
            .map(|((engine, opcode), [was, now])| {
                let executed = if was.executions > 0 && now.executions > 0 {
                    now.executions as f64 / was.executions as f64
                } else {
                    1.0
                };
                let grown = now.instructions as f64 - was.instructions as f64 * executed;
                HandlerChange {
                    engine: engine.to_owned(),
                    opcode: opcode.to_owned(),
                    before: was,
                    now,
                    grown,
                    of_all: grown / totals[engine].max(1) as f64,
                }
            })
            .collect();
        changes.sort_by(|a, b| b.of_all.abs().total_cmp(&a.of_all.abs()));
        changes
    }

    /// The handlers that changed, as a table; nothing where none did.
    fn handlers_text(&self, before: &Counts) -> String {
        /// A change of all instructions that is worth a line.
        const SHOWN: f64 = 0.0005;
        const MOST: usize = 12;
        let mut grid = Grid::new(
            [
                "engine",
                "opcode",
                "before",
                "now",
                "change",
                "of all instructions",
            ],
            2,
        );
        let each = |cost: Cost| match cost.each() {
            Some(each) => format!("{each:.1} a time"),
            None => count(cost.instructions),
        };
        for change in self
            .handler_changes(before)
            .iter()
            .filter(|change| change.of_all.abs() >= SHOWN)
            .take(MOST)
        {
            let was = change.now.instructions as f64 - change.grown;
            grid.push([
                change.engine.clone(),
                change.opcode.clone(),
                each(change.before),
                each(change.now),
                format!("{:+.1}%", change.grown / was.max(1.0) * 100.0),
                format!("{:+.2}%", change.of_all * 100.0),
            ]);
        }
        if grid.rows.is_empty() {
            return String::new();
        }
        format!("\nHandlers that changed\n{}\n", grid.to_text())
    }

    /// Other functions that changed, as a table; nothing where none did, or where none were kept.
    fn functions_text(&self, before: &Counts) -> String {
        /// A change of all instructions that is worth a line; a function that was too small to be kept is smaller.
        const SHOWN: f64 = 0.003;
        const MOST: usize = 12;
        let mut sums: BTreeMap<(&str, &str), [u64; 2]> = BTreeMap::new();
        let mut totals: BTreeMap<&str, u64> = BTreeMap::new();
        for row in &self.rows {
            let Some(old) = before.find(&row.program, &row.contestant) else {
                continue;
            };
            if row.functions.is_empty() || old.functions.is_empty() {
                continue;
            }
            *totals.entry(&row.contestant).or_default() += old.instructions;
            for (at, functions) in [&old.functions, &row.functions].into_iter().enumerate() {
                for (name, cost) in functions {
                    sums.entry((&row.contestant, name)).or_default()[at] += cost;
                }
            }
        }
        let mut changes: Vec<(&str, &str, [u64; 2], f64)> = sums
            .into_iter()
            .map(|((engine, name), [was, now])| {
                let of_all = (now as f64 - was as f64) / totals[engine].max(1) as f64;
                (engine, name, [was, now], of_all)
            })
            .filter(|change| change.3.abs() >= SHOWN)
            .collect();
        changes.sort_by(|a, b| b.3.abs().total_cmp(&a.3.abs()));
        let mut grid = Grid::new(
            ["engine", "function", "before", "now", "of all instructions"],
            2,
        );
        for (engine, name, [was, now], of_all) in changes.into_iter().take(MOST) {
            let kept = |cost| match cost {
                0 => "–".to_owned(),
                cost => count(cost),
            };
            grid.push([
                engine.to_owned(),
                name.to_owned(),
                kept(was),
                kept(now),
                format!("{:+.2}%", of_all * 100.0),
            ]);
        }
        if grid.rows.is_empty() {
            return String::new();
        }
        format!("\nOther functions that changed\n{}\n", grid.to_text())
    }

    /// Compares with counts of before. Only what both measured is judged.
    ///
    /// # Errors
    /// When the two cannot be compared: other sizes, or nothing in common.
    pub fn check(&self, before: &Counts, tolerance: f64) -> Result<Check, LabError> {
        if self.size != before.size {
            return Err(LabError::Usage(
                "the counts to compare with are of other sizes (--quick)".into(),
            ));
        }
        let changes: Vec<Change> = self
            .rows
            .iter()
            .map(|row| Change {
                row,
                before: before
                    .find(&row.program, &row.contestant)
                    .map(|before| before.instructions),
            })
            .collect();
        let known = changes
            .iter()
            .filter(|change| change.before.is_some())
            .count();
        if known == 0 {
            return Err(LabError::Usage(
                "the counts to compare with have no program and engine of these".into(),
            ));
        }
        let mut grid = Grid::new(["program", "engine", "before", "now", "change", ""], 2);
        let mut regressions = 0;
        for change in &changes {
            let Some(growth) = change.growth().filter(|growth| growth.abs() >= LISTED) else {
                continue;
            };
            let verdict = if growth > tolerance {
                regressions += 1;
                "regression"
            } else if growth < -tolerance {
                "better"
            } else {
                ""
            };
            grid.push([
                change.row.program.clone(),
                change.row.contestant.clone(),
                count(change.before.unwrap_or(0)),
                count(change.row.instructions),
                format!("{:+.2}%", growth * 100.0),
                verdict.to_owned(),
            ]);
        }
        let mut text = String::new();
        if !grid.rows.is_empty() {
            text += &grid.to_text();
            text.push('\n');
        }
        text += &format!(
            "{known} counts compared: {regressions} grew by more than {:.2}%, {} changed by at least {:.1}%",
            tolerance * 100.0,
            grid.rows.len(),
            LISTED * 100.0
        );
        let new = changes.len() - known;
        if new > 0 {
            text += &format!(", {new} are new");
        }
        for label in self.contestants() {
            let growths: Vec<f64> = changes
                .iter()
                .filter(|change| change.row.contestant == label)
                .filter_map(|change| Some(1.0 + change.growth()?))
                .filter(|ratio| *ratio > 0.0)
                .collect();
            if !growths.is_empty() {
                text += &format!(
                    "\n{label}: {:+.3}% (geometric mean)",
                    (geomean(growths) - 1.0) * 100.0
                );
            }
        }
        text.push('\n');
        text += &match self
            .rows
            .iter()
            .chain(&before.rows)
            .filter_map(|row| row.spread)
            .reduce(f64::max)
        {
            Some(spread) => format!(
                "equal binaries: counts differ by at most {:.4}%\n",
                spread * 100.0
            ),
            None => String::new(),
        };
        text += &self.handlers_text(before);
        text += &self.functions_text(before);
        Ok(Check { text, regressions })
    }
}
