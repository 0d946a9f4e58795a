//! Why an engine is as fast as it is: its speed as a product of what was timed and what was counted.
//!
//! Programs take less time on one engine than on another because it executes fewer machine instructions for them, or because
//! it executes more of them in the same time. The first is counted under valgrind, the second is what is left. What makes a
//! processor execute fewer in the same time is waiting, and a dispatch loop is suspected of one kind of it: jumps to
//! addresses that were not predicted.

use super::callgrind::Branches;
use super::counts::{CountRow, Counts};
use super::layouts::mean_contrast_over;
use super::record::Record;
use super::stats::{Estimate, geomean};
use super::table::{Grid, percent, ratio, ratio_with_interval};

/// What is left of a speed once instructions are taken into account counts as something from here on.
const NOTABLE: f64 = 1.02;

/// A contestant against the first one, over the programs that were both timed and counted.
struct Contestant<'a> {
    label: &'a str,
    /// How many times as fast as the first.
    speed: Option<Estimate>,
    /// How many times as many instructions the first executes.
    fewer: f64,
    /// Instructions for each bytecode, where that is known.
    each: Option<f64>,
    /// Mispredicted branches per thousand instructions, indirect ones for each bytecode, and which share of those is mispredicted.
    branches: Option<BranchRates>,
}

/// What a simulated predictor makes of one contestant's branches, over all programs.
struct BranchRates {
    conditional_missed: f64,
    indirect: f64,
    indirect_missed: f64,
    share_missed: f64,
}

impl Contestant<'_> {
    /// How many times as many instructions it executes in the same time as the first.
    fn denser(&self) -> Option<f64> {
        Some(self.speed?.value / self.fewer)
    }
}

/// The programs that are in both.
fn programs<'a>(record: &'a Record, counts: &Counts) -> Vec<&'a str> {
    let first = counts.contestants().first().copied().unwrap_or_default();
    let programs = record.programs.iter().map(|program| program.name.as_str());
    programs
        .filter(|name| counts.find(name, first).is_some())
        .collect()
}

/// Everyone who was counted, with the time where it was measured; `None` where the two are not about the same.
fn contestants<'a>(record: &Record, counts: &'a Counts) -> Option<Vec<Contestant<'a>>> {
    let programs = programs(record, counts);
    if programs.is_empty() || record.size != counts.size {
        return None;
    }
    let labels = counts.contestants();
    let at = |label: &str| record.contestants.iter().position(|one| one.label == label);
    let base = labels.first().copied()?;
    let one = |label: &'a str| {
        let rows: Vec<&CountRow> = programs
            .iter()
            .filter_map(|name| counts.find(name, label))
            .collect();
        let fewer = rows.iter().filter_map(|row| {
            let base = counts.find(&row.program, base)?;
            Some(base.instructions.max(1) as f64 / row.instructions.max(1) as f64)
        });
        let each: Vec<f64> = rows
            .iter()
            .filter_map(|row| {
                let bytecodes = row.bytecodes.filter(|&n| n > 0)?;
                Some(row.instructions.max(1) as f64 / bytecodes as f64)
            })
            .collect();
        let speed = at(label).zip(at(base)).map(|(of, base)| {
            let counted = |name: &str| programs.contains(&name);
            mean_contrast_over(record, &[(1.0, of), (-1.0, base)], counted).estimate()
        });
        Contestant {
            label,
            speed: speed.filter(|speed| label != base && !speed.value.is_nan()),
            fewer: geomean(fewer),
            each: (!each.is_empty()).then(|| geomean(each)),
            branches: rates(&rows),
        }
    };
    Some(labels.iter().map(|label| one(label)).collect())
}

fn rates(rows: &[&CountRow]) -> Option<BranchRates> {
    // Sums, because a program without any would make a geometric mean nothing.
    let mut sum = Branches::default();
    let mut instructions = 0;
    for row in rows {
        let branches = row.branches?;
        sum.conditional_missed += branches.conditional_missed;
        sum.indirect += branches.indirect;
        sum.indirect_missed += branches.indirect_missed;
        instructions += row.instructions;
    }
    let per_thousand = |n: u64| n as f64 / instructions.max(1) as f64 * 1000.0;
    Some(BranchRates {
        conditional_missed: per_thousand(sum.conditional_missed),
        indirect: per_thousand(sum.indirect),
        indirect_missed: per_thousand(sum.indirect_missed),
        share_missed: sum.indirect_missed as f64 / sum.indirect.max(1) as f64,
    })
}

/// What was found, in sentences.
pub fn findings(record: &Record, counts: &Counts) -> Vec<String> {
    let Some(all) = contestants(record, counts) else {
        return Vec::new();
    };
    let Some((base, others)) = all.split_first() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let count = programs(record, counts).len();
    if let Some(each) = base.each {
        found.push(format!(
            "`{}` executes {each:.1} machine instructions for each instruction of bytecode (geometric mean of {count} programs).",
            base.label
        ));
    }
    for one in others {
        let (Some(speed), Some(denser)) = (one.speed, one.denser()) else {
            continue;
        };
        let each = match one.each {
            Some(each) => format!(", {each:.1} for each bytecode"),
            None => String::new(),
        };
        let instructions = match one.fewer > 1.0 {
            true => format!("{} times fewer", ratio(one.fewer)),
            false => format!("{} times as many", ratio(1.0 / one.fewer)),
        };
        let rest = if denser > NOTABLE {
            format!(
                "and {} times as many of them in the same time",
                ratio(denser)
            )
        } else if denser < 1.0 / NOTABLE {
            format!(
                "but only {} times as many of them in the same time",
                ratio(denser)
            )
        } else {
            "and as many in the same time, so instructions are all of the difference".to_owned()
        };
        found.push(format!(
            "`{}` is {} times as fast as `{}` on these: it executes {instructions} instructions{each}, {rest}.",
            one.label,
            ratio_with_interval(speed),
            base.label,
        ));
    }
    let predicted: Vec<String> = all
        .iter()
        .filter_map(|one| {
            let branches = one.branches.as_ref()?;
            Some(format!(
                "{} of {:.1} in `{}`",
                percent(branches.share_missed),
                branches.indirect,
                one.label
            ))
        })
        .collect();
    if !predicted.is_empty() {
        found.push(format!(
            "Of the indirect branches in a thousand instructions, a predictor that expects of each branch the target it had last would \
             mispredict {}.",
            predicted.join(", ")
        ));
    }
    found
}

/// The table behind the sentences; without rows where there are none.
pub fn table(record: &Record, counts: &Counts) -> Grid {
    let all = contestants(record, counts).unwrap_or_default();
    let base = all.first().map_or("", |one| one.label);
    let mut grid = Grid::new(
        [
            "contestant".to_owned(),
            "instructions a bytecode".to_owned(),
            format!("speed / {base}"),
            "of it by fewer instructions".to_owned(),
            "by more in the same time".to_owned(),
            "conditional branches mispredicted per 1000 instructions".to_owned(),
            "indirect branches per 1000".to_owned(),
            "mispredicted per 1000".to_owned(),
        ],
        1,
    );
    for one in &all {
        let unknown = || "–".to_owned();
        let rate = |rate: fn(&BranchRates) -> f64| {
            let branches = one.branches.as_ref();
            branches.map_or_else(unknown, |branches| format!("{:.2}", rate(branches)))
        };
        grid.push([
            one.label.to_owned(),
            one.each.map_or_else(unknown, |each| format!("{each:.1}")),
            one.speed.map_or_else(unknown, ratio_with_interval),
            ratio(one.fewer),
            one.denser().map_or_else(unknown, ratio),
            rate(|branches| branches.conditional_missed),
            rate(|branches| branches.indirect),
            rate(|branches| branches.indirect_missed),
        ]);
    }
    grid
}

/// How to read the table.
pub const NOTE: &str = "Speed is the product of the two columns behind it: how many times fewer instructions are executed, and how many \
times as many in the same time. Instructions and branches are counted by valgrind and not by a processor. Its predictor is one of \
about 2004: 16,384 two-bit counters for conditional branches, and for indirect ones a table of 512 last targets, which is what Ertl and \
Gregg measured. Processors since Haswell predict indirect branches from the history of branches, so the last column is what \
dispatch cost once, and an upper bound of what it can cost now. `tricera stat` shows what the processor itself counts, \
where it lets one read it.";

#[cfg(test)]
mod tests {
    use super::super::machine::{Build, Machine};
    use super::super::record::tests::example;
    use super::*;

    fn counts(record: &Record) -> Counts {
        let row = |program: &str, contestant: &str, instructions| CountRow {
            program: program.to_owned(),
            contestant: contestant.to_owned(),
            instructions,
            start: 1,
            bytecodes: Some(1000),
            spread: None,
            branches: Some(Branches {
                conditional: 100,
                conditional_missed: 20,
                indirect: 200,
                indirect_missed: 50,
            }),
            handlers: Default::default(),
            functions: Default::default(),
        };
        let programs = record.programs.iter().filter(|one| one.mode.in_total());
        Counts {
            format: Counts::FORMAT,
            command: Vec::new(),
            machine: Machine::here(),
            build: Build::this(),
            valgrind: "valgrind-3.19.0".to_owned(),
            size: record.size,
            rows: programs
                .flat_map(|program| {
                    [
                        row(&program.name, "match", 20_000),
                        row(&program.name, "direct", 10_000),
                    ]
                })
                .collect(),
        }
    }

    #[test]
    fn speed_is_taken_apart_into_instructions_and_the_rest() {
        let record = example();
        let counts = counts(&record);
        let grid = table(&record, &counts);
        assert_eq!(grid.rows[0][0..3], ["match", "20.0", "–"]);
        assert_eq!(grid.rows[1][1], "10.0");
        assert!(grid.rows[1][2].starts_with("1.1"), "{:?}", grid.rows[1]);
        assert_eq!(grid.rows[1][3], "2.00");
        // 1.1 times as fast with half of the instructions: it executes little more than half as many in the same time.
        assert!(grid.rows[1][4].starts_with("0.5"), "{:?}", grid.rows[1]);
        assert_eq!(grid.rows[1][5..], ["2.00", "20.00", "5.00"]);
        let found = findings(&record, &counts);
        assert!(
            found[0].contains("`match` executes 20.0 machine"),
            "{found:?}"
        );
        assert!(
            found[1]
                .contains("2.00 times fewer instructions, 10.0 for each bytecode, but only 0.5"),
            "{found:?}"
        );
        assert!(
            found[2].contains("25% of 10.0 in `match`, 25% of 20.0 in `direct`"),
            "{found:?}"
        );
    }

    #[test]
    fn counts_of_other_sizes_say_nothing() {
        let record = example();
        let mut counts = counts(&record);
        counts.size = match counts.size {
            super::super::corpus::Size::Quick => super::super::corpus::Size::Full,
            _ => super::super::corpus::Size::Quick,
        };
        assert!(findings(&record, &counts).is_empty());
        assert!(table(&record, &counts).rows.is_empty());
    }
}
