//! Two runs of the bench side by side.
//!
//! The samples of two runs are no pairs, so each run is resampled by itself, and a difference has to be larger than what
//! both controls show together. What the machine did to everyone cancels out only against somebody whom both runs
//! measured, so where there is such a one, the speeds relative to it are compared too.

use super::compare::settings;
use super::contestant::{Contestant, Role};
use super::error::LabError;
use super::findings::join;
use super::plan::derive_seed;
use super::record::{Clock, ProgramRecord, Record};
use super::stats::{Estimate, LogRatio};
use super::summary::{Comparison, Summary, Verdict, log_ratios, medians_of_measured};
use super::table::{Grid, NO_FIGURE, ratio, ratio_with_interval, time};

/// Whom both runs measured, by its number in each.
#[derive(Clone, Copy)]
struct Common {
    at: [usize; 2],
}

/// One program on one contestant.
struct Cell {
    times: [Option<f64>; 2],
    speed: Comparison,
}

/// A contestant's figures, absolute or relative to the reference.
struct Column {
    label: String,
    /// By common program.
    cells: Vec<Cell>,
    /// By kind, with how many programs it has.
    kinds: Vec<(String, usize, Comparison)>,
    total: Option<Comparison>,
}

/// A program that both runs measured with the same size, by its number in each.
struct Both<'a> {
    programs: [&'a ProgramRecord; 2],
    at: [usize; 2],
}

/// What two runs come to.
struct Comparing<'a> {
    records: [&'a Record; 2],
    programs: Vec<Both<'a>>,
    common: Vec<Common>,
    /// Noise of the two controls together: by common program, and in all.
    noise: (Vec<f64>, f64),
    clock: Clock,
}

/// Compares two runs in words and tables.
///
/// # Errors
/// When they have no program of the same size, or no contestant, in common.
pub fn text(
    before: &Record,
    after: &Record,
    names: &[String; 2],
    clock: Clock,
) -> Result<String, LabError> {
    let comparing = Comparing::of(before, after, clock)?;
    let absolute = comparing.columns(None);
    let reference = comparing.reference();
    let relative = reference.map(|reference| comparing.columns(Some(reference)));
    let mut text = String::new();
    let size = |record: &Record| format!("{:?}", record.size).to_lowercase();
    text += &settings(
        names,
        [
            (&before.machine, &before.build),
            (&after.machine, &after.build),
        ],
        &[
            ("began", [before.began.clone(), after.began.clone()]),
            ("sizes", [size(before), size(after)]),
            (
                "samples",
                [before, after].map(|record| record.effort.samples().to_string()),
            ),
        ],
    );
    let by = match clock {
        Clock::Cpu => "processor time",
        Clock::Wall => "elapsed time",
    };
    text += &format!(
        "\nHow many times as fast {} is as {}, by {by}\n{}\n",
        names[1],
        names[0],
        comparing
            .overview(&absolute, relative.as_deref(), reference)
            .to_text()
    );
    text.push('\n');
    for sentence in comparing.findings(&absolute, relative.as_deref(), reference) {
        text += &format!("* {sentence}\n");
    }
    for column in &absolute {
        text += &format!(
            "\n{}\n{}\n",
            column.label,
            comparing.table(column, names).to_text()
        );
    }
    Ok(text)
}

impl<'a> Comparing<'a> {
    fn of(before: &'a Record, after: &'a Record, clock: Clock) -> Result<Self, LabError> {
        let mut programs = Vec::new();
        for (at, program) in before.programs.iter().enumerate() {
            let same = |other: &ProgramRecord| {
                (&other.name, other.size, other.mode) == (&program.name, program.size, program.mode)
            };
            if let Some(other) = after.programs.iter().position(same) {
                programs.push(Both {
                    programs: [program, &after.programs[other]],
                    at: [at, other],
                });
            }
        }
        if programs.is_empty() {
            return Err(LabError::Usage(
                "the two runs have no program of the same size in common".into(),
            ));
        }
        let measured = |record: &Record, at: usize| record.contestants[at].role != Role::Control;
        let mut common = Vec::new();
        for (at, one) in before.contestants.iter().enumerate() {
            let same = |other: &Contestant| other.label == one.label && other.role == one.role;
            if let Some(other) = after.contestants.iter().position(same)
                && measured(before, at)
            {
                common.push(Common { at: [at, other] });
            }
        }
        if common.is_empty() {
            return Err(LabError::Usage(
                "the two runs have no contestant in common".into(),
            ));
        }
        let summaries = [before, after].map(|record| Summary::of(record, clock));
        let together =
            |rows: [Option<usize>; 2]| summaries[0].noise(rows[0]) * summaries[1].noise(rows[1]);
        let noise = programs.iter().map(|both| together(both.at.map(Some)));
        let noise = (noise.collect(), together([None, None]));
        Ok(Self {
            records: [before, after],
            programs,
            common,
            noise,
            clock,
        })
    }

    fn contestant(&self, one: Common, side: usize) -> &Contestant {
        &self.records[side].contestants[one.at[side]]
    }

    /// Whom speeds can be told against: another interpreter that is the same in both, or else the first engine.
    fn reference(&self) -> Option<Common> {
        let same = |one: &&Common| {
            self.contestant(**one, 0).role == Role::Peer
                && self.contestant(**one, 0).version == self.contestant(**one, 1).version
        };
        let peer = self.common.iter().find(same).copied();
        peer.or_else(|| (self.common.len() > 1).then(|| self.common[0]))
    }

    fn columns(&self, reference: Option<Common>) -> Vec<Column> {
        let shown: Vec<Common> = self
            .common
            .iter()
            .copied()
            .filter(|one| reference.is_none_or(|reference| one.at != reference.at))
            .collect();
        // By program, then by contestant.
        let ratios: Vec<Vec<Option<LogRatio>>> = (0..self.programs.len())
            .map(|program| self.ratios(program, &shown, reference))
            .collect();
        let compare = |ratio: Option<&LogRatio>, noise: f64| {
            let speed = ratio.map_or(Estimate::NONE, LogRatio::estimate);
            Comparison {
                speed,
                verdict: Verdict::of(speed, noise),
            }
        };
        let group = |at: usize, members: &[usize]| {
            let measured = members
                .iter()
                .filter_map(|&program| ratios[program][at].as_ref());
            compare(LogRatio::mean_of_any(measured).as_ref(), self.noise.1)
        };
        let mut kinds: Vec<(&str, Vec<usize>)> = Vec::new();
        for (number, both) in self.programs.iter().enumerate() {
            let kind = both.programs[0].kind.as_str();
            match kinds.iter_mut().find(|(name, _)| *name == kind) {
                Some((_, members)) => members.push(number),
                None => kinds.push((kind, vec![number])),
            }
        }
        let all: Vec<usize> = (0..self.programs.len())
            .filter(|&at| self.programs[at].programs[0].mode.in_total())
            .collect();
        let column = |(at, one): (usize, &Common)| Column {
            label: self.contestant(*one, 0).label.clone(),
            cells: self
                .programs
                .iter()
                .enumerate()
                .map(|(program, both)| Cell {
                    times: [0, 1].map(|side| {
                        let of = both.programs[side];
                        let times = of.series[one.at[side]].times(self.clock);
                        of.has([one.at[side]])
                            .then(|| super::stats::median(&mut times.to_vec()))
                    }),
                    speed: compare(ratios[program][at].as_ref(), self.noise.0[program]),
                })
                .collect(),
            kinds: kinds
                .iter()
                .filter(|(_, members)| members.len() > 1)
                .map(|(kind, members)| ((*kind).to_owned(), members.len(), group(at, members)))
                .collect(),
            total: (!all.is_empty()).then(|| group(at, &all)),
        };
        shown.iter().enumerate().map(column).collect()
    }

    /// How many times as fast the second run is in one program, for each contestant.
    fn ratios(
        &self,
        program: usize,
        shown: &[Common],
        reference: Option<Common>,
    ) -> Vec<Option<LogRatio>> {
        let both = &self.programs[program];
        let speeds = [0, 1].map(|side| {
            let of = both.programs[side];
            let times = |one: Common| of.series[one.at[side]].times(self.clock);
            let samples = shown.iter().map(|&one| {
                let needed = reference.into_iter().chain([one]);
                of.has(needed.map(|one| one.at[side]))
                    .then(|| match reference {
                        Some(reference) => log_ratios(times(reference), times(one)),
                        None => times(one).iter().map(|time| -time.ln()).collect(),
                    })
            });
            // Other resamples on either side, also where a run is compared with itself.
            let part = [program as u64, side as u64];
            medians_of_measured(
                &of.round,
                samples.collect(),
                derive_seed(self.records[side].seed, &part),
            )
        });
        let [before, after] = &speeds;
        let pairs = before.iter().zip(after);
        pairs
            .map(|(before, after)| {
                let (before, after) = (before.as_ref()?, after.as_ref()?);
                Some(LogRatio::sum(&[(1.0, after), (-1.0, before)]))
            })
            .collect()
    }

    fn overview(
        &self,
        absolute: &[Column],
        relative: Option<&[Column]>,
        reference: Option<Common>,
    ) -> Grid {
        let mut header = ["in all", "speed", "verdict"].map(str::to_owned).to_vec();
        let name = reference.map(|one| self.contestant(one, 0).label.clone());
        if let Some(name) = &name {
            header.extend([format!("relative to {name}"), "verdict".to_owned()]);
        }
        let mut grid = Grid::new(header, 1);
        let cells = |total: Option<Comparison>| match total {
            Some(total) => [
                ratio_with_interval(total.speed),
                total.verdict.word().to_owned(),
            ],
            None => [String::new(), String::new()],
        };
        for column in absolute {
            let mut line = vec![column.label.clone()];
            line.extend(cells(column.total));
            if let Some(relative) = relative {
                let same = relative.iter().find(|other| other.label == column.label);
                line.extend(cells(same.and_then(|column| column.total)));
            }
            grid.push(line);
        }
        grid
    }

    fn table(&self, column: &Column, names: &[String; 2]) -> Grid {
        let mut grid = Grid::new(
            ["program", "kind", &names[0], &names[1], "speed", "verdict"],
            2,
        );
        for (both, cell) in self.programs.iter().zip(&column.cells) {
            grid.push([
                both.programs[0].name.clone(),
                both.programs[0].kind.clone(),
                cell.times[0].map_or(NO_FIGURE.to_owned(), time),
                cell.times[1].map_or(NO_FIGURE.to_owned(), time),
                ratio_with_interval(cell.speed.speed),
                cell.speed.verdict.word().to_owned(),
            ]);
        }
        let drivers = |both: &&Both| both.programs[0].mode.in_total();
        let programs = self.programs.iter().filter(drivers).count();
        let total = column
            .total
            .map(|total| ("all".to_owned(), programs, total));
        for (kind, programs, comparison) in column.kinds.iter().cloned().chain(total) {
            grid.push([
                format!("geomean of {programs}"),
                kind,
                String::new(),
                String::new(),
                ratio_with_interval(comparison.speed),
                comparison.verdict.word().to_owned(),
            ]);
        }
        grid
    }

    fn findings(
        &self,
        absolute: &[Column],
        relative: Option<&[Column]>,
        reference: Option<Common>,
    ) -> Vec<String> {
        let mut found = Vec::new();
        for column in absolute {
            found.push(self.sentence(column));
        }
        let differ = self.records[0].machine.cpu != self.records[1].machine.cpu
            || self.records[0].machine.kernel != self.records[1].machine.kernel;
        let peer = reference.filter(|one| self.contestant(*one, 0).role == Role::Peer);
        if let (Some(peer), Some(relative)) = (peer, relative) {
            let all = relative
                .iter()
                .filter_map(|column| Some((&column.label, column.total?)));
            let all: Vec<String> = all
                .map(|(label, total)| {
                    format!(
                        "`{label}` {} ({})",
                        ratio_with_interval(total.speed),
                        total.verdict.word()
                    )
                })
                .collect();
            found.push(format!(
                "Relative to `{}`, which is the same in both runs, so that the machine cancels out: {}.",
                self.contestant(peer, 0).label,
                all.join(", "),
            ));
        } else if differ {
            found.push(
                "The machines differ, and no interpreter was the same in both runs: what changed may be the machine's doing."
                    .to_owned(),
            );
        }
        found.push(format!(
            "Verdicts allow for what both controls show together: {} in all.",
            ratio_with_interval(Estimate {
                value: 1.0,
                low: 1.0 / self.noise.1,
                high: self.noise.1,
            })
        ));
        for side in [0, 1] {
            let missing = self.records[side].contestants.iter().enumerate();
            let missing: Vec<String> = missing
                .filter(|(at, one)| {
                    one.role != Role::Control
                        && !self.common.iter().any(|both| both.at[side] == *at)
                })
                .map(|(_, one)| format!("`{}`", one.label))
                .collect();
            let programs = self.records[side].programs.len() - self.programs.len();
            if !missing.is_empty() || programs > 0 {
                let which = ["first", "second"][side];
                let mut parts = missing;
                if programs > 0 {
                    parts.push(format!("{programs} programs"));
                }
                found.push(format!("Only in the {which} run: {}.", join(&parts)));
            }
        }
        found
    }

    fn sentence(&self, column: &Column) -> String {
        let count = |verdict| {
            let cells = column.cells.iter();
            cells.filter(|cell| cell.speed.verdict == verdict).count()
        };
        let mut text = format!("`{}`", column.label);
        if let Some(total) = column.total {
            text += &match total.verdict {
                Verdict::NotMeasured => ": no program that both runs measured".to_owned(),
                Verdict::CannotTell => format!(
                    ": no difference in all that these runs can tell, {}",
                    ratio_with_interval(total.speed)
                ),
                verdict => format!(
                    " is {} in all: {} times as fast",
                    verdict.word(),
                    ratio_with_interval(total.speed)
                ),
            };
        }
        text += &format!(
            "; by program {} faster, {} slower, {} that cannot be told",
            count(Verdict::Faster),
            count(Verdict::Slower),
            count(Verdict::CannotTell)
        );
        for (verdict, word) in [(Verdict::Faster, "faster"), (Verdict::Slower, "slower")] {
            let cells = self.programs.iter().zip(&column.cells);
            let mut changed: Vec<(&str, f64)> = cells
                .filter(|(_, cell)| cell.speed.verdict == verdict)
                .map(|(both, cell)| (both.programs[0].name.as_str(), cell.speed.speed.value))
                .collect();
            changed.sort_by(|a, b| b.1.ln().abs().total_cmp(&a.1.ln().abs()));
            let names: Vec<String> = changed
                .iter()
                .map(|(name, speed)| format!("`{name}` ({})", ratio(*speed)))
                .collect();
            if !names.is_empty() {
                text += &format!("; {word}: {}", join(&names));
            }
        }
        text + "."
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    fn names() -> [String; 2] {
        ["a.json".to_owned(), "b.json".to_owned()]
    }

    /// The example with one contestant's times multiplied.
    fn with(contestants: &[usize], factor: f64) -> Record {
        let mut record = example();
        for program in &mut record.programs {
            for &at in contestants {
                program.series[at]
                    .cpu_ns
                    .iter_mut()
                    .for_each(|time| *time *= factor);
            }
        }
        record
    }

    #[test]
    fn a_run_beside_itself_shows_no_difference() {
        let text = text(&example(), &example(), &names(), Clock::Cpu).unwrap();
        assert!(!text.contains("what differs"), "{text}");
        assert!(
            text.contains("0 faster, 0 slower, 4 that cannot be told"),
            "{text}"
        );
        assert!(!text.contains("faster in all"), "{text}");
    }

    #[test]
    fn a_change_of_one_engine_is_seen_and_the_machines_cancels_out() {
        // `direct` and its control half the time, on the same machine.
        let faster = with(&[1, 2], 0.5);
        let one = text(&example(), &faster, &names(), Clock::Cpu).unwrap();
        assert!(one.contains("* `direct` is faster in all: "), "{one}");
        assert!(one.contains("* `match`: no difference in all"), "{one}");
        // A machine of twice the speed, and nothing else.
        let mut machine = with(&[0, 1, 2, 3], 0.5);
        machine.machine.cpu = "Other CPU".to_owned();
        let two = text(&example(), &machine, &names(), Clock::Cpu).unwrap();
        assert!(
            two.contains("Test CPU") && two.contains("Other CPU"),
            "{two}"
        );
        assert!(
            two.contains("`match` is faster in all: 2.0")
                || two.contains("`match` is faster in all: 1.9"),
            "{two}"
        );
        let relative = two
            .lines()
            .find(|line| line.contains("Relative to `cpython-3.14.0`"))
            .unwrap();
        assert_eq!(relative.matches("(can't tell)").count(), 2, "{relative}");
    }

    #[test]
    fn what_one_run_lacks_is_said_and_nothing_in_common_is_refused() {
        let mut less = example();
        less.programs.truncate(2);
        less.contestants[3].label = "cpython-3.13.0".to_owned();
        let text_of = text(&example(), &less, &names(), Clock::Wall).unwrap();
        assert!(
            text_of.contains("Only in the first run: `cpython-3.14.0` and 2 programs."),
            "{text_of}"
        );
        for program in &mut less.programs {
            program.size += 1;
        }
        assert_eq!(
            text(&example(), &less, &names(), Clock::Cpu)
                .unwrap_err()
                .status(),
            2
        );
    }
}
