//! Instruction counts: what is kept of them, and how two sets compare.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::callgrind::Branches;
use super::corpus::Size;
use super::error::LabError;
use super::machine::{Build, Machine};
use super::per_opcode::Cost;
use super::stats::geomean;
use super::table::{Grid, count, percent};
use super::tables::Section;

const FORMAT: u32 = 1;

/// Changes below this are not listed: counts repeat no better.
const LISTED: f64 = 0.001;

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

    /// The counts by program and contestant, each against the first contestant's.
    pub fn table(&self) -> Grid {
        let contestants = self.contestants();
        let programs = unique(self.rows.iter().map(|row| row.program.as_str()));
        let mut header = vec!["program".to_owned()];
        let counted = |row: &CountRow| {
            Some(row.instructions as f64 / row.bytecodes.filter(|&n| n > 0)? as f64)
        };
        let per_bytecode: Vec<bool> = contestants
            .iter()
            .map(|label| {
                let mut rows = self.rows.iter();
                rows.any(|row| row.contestant == *label && counted(row).is_some())
            })
            .collect();
        let mut each: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
        for (at, label) in contestants.iter().enumerate() {
            header.push((*label).to_owned());
            if per_bytecode[at] {
                header.push("a bytecode".to_owned());
            }
            if at > 0 {
                header.push(format!("/ {}", contestants[0]));
            }
        }
        let mut grid = Grid::new(header, 1);
        let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
        for program in programs {
            let mut line = vec![program.to_owned()];
            let base = self
                .find(program, contestants[0])
                .map_or(1, |row| row.instructions.max(1));
            for (at, label) in contestants.iter().enumerate() {
                let instructions = self.find(program, label).map_or(0, |row| row.instructions);
                line.push(count(instructions));
                if per_bytecode[at] {
                    let figure = self.find(program, label).and_then(counted);
                    each[at].extend(figure);
                    line.push(figure.map_or("-".to_owned(), |figure| format!("{figure:.1}")));
                }
                if at > 0 {
                    let ratio = instructions as f64 / base as f64;
                    ratios[at].push(ratio.max(f64::MIN_POSITIVE));
                    line.push(format!("{ratio:.3}"));
                }
            }
            grid.push(line);
        }
        if grid.rows.len() > 1 && (contestants.len() > 1 || per_bytecode[0]) {
            let mut line = vec![format!("geomean of {}", grid.rows.len())];
            for (at, ratios) in ratios.iter().enumerate() {
                line.push(String::new());
                if per_bytecode[at] {
                    line.push(format!("{:.1}", geomean(each[at].iter().copied())));
                }
                if at > 0 {
                    line.push(format!("{:.3}", geomean(ratios.iter().copied())));
                }
            }
            grid.push(line);
        }
        grid
    }

    /// Branches by program and contestant, where they were simulated.
    pub fn branch_table(&self) -> Option<Section> {
        let mut grid = Grid::new(
            [
                "program",
                "contestant",
                "conditional",
                "mispredicted",
                "indirect",
                "mispredicted",
                "mispredicted per 1000 instructions",
            ],
            2,
        );
        let share = |part: u64, whole: u64| percent(part as f64 / whole.max(1) as f64);
        for row in &self.rows {
            let Some(branches) = row.branches else {
                continue;
            };
            let missed = branches.conditional_missed + branches.indirect_missed;
            grid.push([
                row.program.clone(),
                row.contestant.clone(),
                count(branches.conditional),
                share(branches.conditional_missed, branches.conditional),
                count(branches.indirect),
                share(branches.indirect_missed, branches.indirect),
                format!(
                    "{:.2}",
                    missed as f64 / row.instructions.max(1) as f64 * 1000.0
                ),
            ]);
        }
        (!grid.rows.is_empty()).then(|| Section {
            title: "Branches, and what a simulated predictor of about 2004 makes of them"
                .to_owned(),
            grid,
        })
    }

    /// What the counts say of each contestant, in a sentence.
    pub fn findings(&self) -> Vec<String> {
        let contestants = self.contestants();
        let sentence = |label: &&str| {
            let rows: Vec<&CountRow> = self
                .rows
                .iter()
                .filter(|row| row.contestant == *label)
                .collect();
            let against = |row: &&CountRow| {
                let base = self.find(&row.program, contestants[0])?;
                Some(row.instructions.max(1) as f64 / base.instructions.max(1) as f64)
            };
            let each = rows.iter().filter_map(|row| {
                let bytecodes = row.bytecodes.filter(|&n| n > 0)?;
                Some(row.instructions.max(1) as f64 / bytecodes as f64)
            });
            let each: Vec<f64> = each.collect();
            let mut text = format!(
                "`{label}` executes {:.3} times as many machine instructions as `{}`",
                geomean(rows.iter().filter_map(against)),
                contestants[0],
            );
            if !each.is_empty() {
                text += &format!(", {:.1} for each bytecode", geomean(each));
            }
            text + &format!(" (geometric means of {} programs).", rows.len())
        };
        contestants.iter().map(sentence).collect()
    }

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

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    fn counts(rows: &[(&str, &str, u64)]) -> Counts {
        let record = example();
        Counts {
            format: FORMAT,
            command: vec!["count".into()],
            machine: record.machine,
            build: record.build,
            valgrind: "valgrind-3.19.0".into(),
            size: Size::Quick,
            rows: rows
                .iter()
                .map(|&(program, contestant, instructions)| CountRow {
                    program: program.into(),
                    contestant: contestant.into(),
                    instructions,
                    start: 7,
                    bytecodes: (contestant == "tail").then_some(instructions / 10),
                    spread: None,
                    branches: None,
                    handlers: BTreeMap::new(),
                    functions: BTreeMap::new(),
                })
                .collect(),
        }
    }

    #[test]
    fn functions_that_changed_are_named() {
        let with = |cost: u64, more: &[(&str, u64)]| {
            let mut counts = counts(&[("a", "tail", 100_000)]);
            let functions = &mut counts.rows[0].functions;
            functions.insert("vm::call".to_owned(), cost);
            functions.extend(more.iter().map(|&(name, n)| (name.to_owned(), n)));
            counts
        };
        let before = with(10_000, &[("gone", 900)]);
        let text = with(11_000, &[]).check(&before, 0.01).unwrap().text;
        assert!(text.contains("Other functions that changed"), "{text}");
        let line = |name: &str| text.lines().find(|line| line.contains(name)).unwrap();
        assert!(line("vm::call").contains("+1.00%"), "{text}");
        assert!(line("gone").contains('–'), "{text}");
        let same = with(10_020, &[("gone", 900)]).check(&before, 0.01).unwrap();
        assert!(!same.text.contains("functions"), "{}", same.text);
    }

    #[test]
    fn the_table_sets_engines_side_by_side() {
        let grid = counts(&[
            ("a", "match", 1000),
            ("a", "tail", 500),
            ("b", "match", 100),
            ("b", "tail", 200),
        ])
        .table();
        assert_eq!(
            grid.header,
            ["program", "match", "tail", "a bytecode", "/ match"]
        );
        assert_eq!(grid.rows[0], ["a", "1,000", "500", "10.0", "0.500"]);
        assert_eq!(grid.rows[1], ["b", "100", "200", "10.0", "2.000"]);
        assert_eq!(grid.rows[2], ["geomean of 2", "", "", "10.0", "1.000"]);
        assert_eq!(
            counts(&[("a", "match", 1000), ("a", "tail", 500)]).findings(),
            [
                "`match` executes 1.000 times as many machine instructions as `match` (geometric means of 1 programs).",
                "`tail` executes 0.500 times as many machine instructions as `match`, 10.0 for each bytecode (geometric means of 1 programs)."
            ]
        );
    }

    #[test]
    fn growth_beyond_the_tolerance_is_a_regression() {
        let before = counts(&[
            ("a", "tail", 10_000),
            ("b", "tail", 10_000),
            ("c", "tail", 10_000),
        ]);
        let now = counts(&[
            ("a", "tail", 10_200),
            ("b", "tail", 10_050),
            ("c", "tail", 9_000),
            ("d", "tail", 5),
        ]);
        let check = now.check(&before, 0.01).unwrap();
        assert_eq!(check.regressions, 1);
        assert!(
            check.text.contains("+2.00%") && check.text.contains("regression"),
            "{}",
            check.text
        );
        assert!(
            check.text.contains("-10.00%") && check.text.contains("better"),
            "{}",
            check.text
        );
        assert!(
            check.text.contains("+0.50%") && check.text.contains("1 are new"),
            "{}",
            check.text
        );
        assert_eq!(now.check(&before, 0.03).unwrap().regressions, 0);
    }

    #[test]
    fn equal_counts_pass_without_a_table() {
        let same = counts(&[("a", "tail", 10_000)]);
        let check = same.check(&same, 0.0).unwrap();
        assert_eq!(check.regressions, 0);
        assert!(
            check.text.starts_with("1 counts compared: 0 grew"),
            "{}",
            check.text
        );
    }

    /// Counts with two handlers, of which one costs so much.
    fn with_handlers(load_attr: u64) -> Counts {
        let mut all = counts(&[
            ("a", "tail", 100_000 + load_attr * 1000),
            ("b", "tail", 50_000),
        ]);
        let cost = |executions, each: u64| Cost {
            executions,
            instructions: executions * each,
        };
        for row in &mut all.rows {
            row.handlers.insert("LOAD_FAST".to_owned(), cost(5000, 4));
            row.spread = Some(0.0001);
        }
        all.rows[0]
            .handlers
            .insert("LOAD_ATTR_SLOT".to_owned(), cost(1000, load_attr));
        all
    }

    #[test]
    fn a_handler_that_got_slower_is_named() {
        // Three instructions more in one handler: 2.3% of the one program that executes it.
        let (before, now) = (with_handlers(30), with_handlers(33));
        let tolerance = now.tolerance(&before);
        assert_eq!(tolerance, 0.001);
        let check = now.check(&before, tolerance).unwrap();
        assert_eq!(check.regressions, 1);
        let line = check
            .text
            .lines()
            .find(|line| line.contains("LOAD_ATTR_SLOT"))
            .unwrap();
        for part in ["tail", "30.0 a time", "33.0 a time", "+10.0%", "+1.67%"] {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert!(!check.text.contains("LOAD_FAST"), "{}", check.text);
        // Executed more often it costs more, but is not slower.
        let mut often = with_handlers(30);
        for cost in often.rows[0].handlers.values_mut() {
            cost.executions *= 2;
            cost.instructions *= 2;
        }
        assert!(
            !often
                .check(&before, 0.01)
                .unwrap()
                .text
                .contains("Handlers")
        );
    }

    #[test]
    fn the_tolerance_follows_from_repeated_counts() {
        let (once, twice) = (counts(&[("a", "tail", 1)]), with_handlers(1));
        assert_eq!(once.tolerance(&once), 0.01);
        assert_eq!(once.tolerance(&twice), 0.001);
        let mut bad = with_handlers(1);
        bad.rows[0].spread = Some(0.002);
        assert_eq!(twice.tolerance(&bad), 0.006);
    }

    #[test]
    fn handlers_that_cannot_matter_are_not_kept() {
        let mut row = with_handlers(30).rows.remove(0);
        let tiny = Cost {
            executions: 1,
            instructions: 5,
        };
        row.handlers.insert("NOP".to_owned(), tiny);
        row.functions.insert("stop".to_owned(), 1);
        row.functions.insert("call".to_owned(), row.instructions);
        row.forget_small();
        assert_eq!(row.functions.len(), 1);
        assert_eq!(row.handlers.len(), 2);
    }

    #[test]
    fn what_cannot_be_compared_is_refused() {
        let counts_a = counts(&[("a", "tail", 1)]);
        let mut full = counts_a.clone();
        full.size = Size::Full;
        assert_eq!(counts_a.check(&full, 0.01).unwrap_err().status(), 2);
        assert_eq!(
            counts_a
                .check(&counts(&[("a", "match", 1)]), 0.01)
                .unwrap_err()
                .status(),
            2
        );
        assert_eq!(Counts::load(Path::new("/no/such")).unwrap_err().status(), 1);
    }
}
