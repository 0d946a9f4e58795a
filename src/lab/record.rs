//! What a run of the bench leaves behind: all samples, and all that is needed to judge them.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::contestant::{Contestant, Role};
use super::corpus::{Mode, Size};
use super::error::LabError;
use super::machine::{Build, Machine};
use super::plan::Effort;

/// The format's number; it changes when a reader of an older one would misread it.
const FORMAT: u32 = 1;

/// One run of the bench.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`FORMAT`]
    pub format: u32,
    /// The command line, without its program's path.
    pub command: Vec<String>,
    /// When the run began, in UTC.
    pub began: String,
    /// How long it took.
    pub seconds: f64,
    /// The machine.
    pub machine: Machine,
    /// The binary.
    pub build: Build,
    /// The size of the programs.
    pub size: Size,
    /// How much was measured.
    pub effort: Effort,
    /// The seed of orders and resampling.
    pub seed: u64,
    /// Who was measured.
    pub contestants: Vec<Contestant>,
    /// What was measured.
    pub programs: Vec<ProgramRecord>,
    /// Start-up, as whole processes running `pass`: one series for each contestant but the control.
    pub starts: Vec<StartSeries>,
}

/// The samples of one program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgramRecord {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// How it was run.
    pub mode: Mode,
    /// The argument of its `main`.
    pub size: i64,
    /// To which round each block belongs.
    pub round: Vec<u32>,
    /// A series for each contestant.
    pub series: Vec<Series>,
}

/// The samples of one contestant for one program, by block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// How often the program ran within a sample.
    pub repeats: u32,
    /// The place within the block, from 0.
    pub position: Vec<u32>,
    /// Processor time of one repeat.
    pub cpu_ns: Vec<f64>,
    /// Elapsed time of one repeat.
    pub wall_ns: Vec<f64>,
    /// Why there are no samples: another interpreter may lack what a program needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

/// Starts of one contestant, by block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StartSeries {
    /// The number of the contestant.
    pub contestant: usize,
    /// Processor time of each process.
    pub cpu_ns: Vec<f64>,
    /// Elapsed time of each process.
    pub wall_ns: Vec<f64>,
    /// The most memory resident at one time, in KiB; `None` where processes cannot be traced.
    pub peak_kib: Option<u64>,
}

/// Which clock a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Processor time: the primary figure, because others on the machine disturb it less.
    Cpu,
    /// Elapsed time.
    Wall,
}

impl Series {
    /// The samples by one clock.
    pub fn times(&self, clock: Clock) -> &[f64] {
        match clock {
            Clock::Cpu => &self.cpu_ns,
            Clock::Wall => &self.wall_ns,
        }
    }

    /// Without samples, and why.
    pub fn without_samples(why: String) -> Self {
        Self {
            missing: Some(why),
            ..Self::default()
        }
    }
}

impl ProgramRecord {
    /// Was the program measured on all of these contestants?
    pub fn has(&self, contestants: impl IntoIterator<Item = usize>) -> bool {
        contestants
            .into_iter()
            .all(|at| self.series[at].missing.is_none())
    }

    /// The logarithm of a product of speeds, each with its exponent, block by block: what disturbed a block cancels out.
    pub fn contrast(&self, terms: &[(f64, usize)], clock: Clock) -> Vec<f64> {
        let block = |block: usize| {
            let parts = terms.iter().map(|(factor, at)| {
                // Twice the time is half the speed.
                -factor * self.series[*at].times(clock)[block].ln()
            });
            parts.sum()
        };
        (0..self.round.len()).map(block).collect()
    }
}

impl StartSeries {
    /// The samples by one clock.
    pub fn times(&self, clock: Clock) -> &[f64] {
        match clock {
            Clock::Cpu => &self.cpu_ns,
            Clock::Wall => &self.wall_ns,
        }
    }
}

impl Record {
    /// The current format.
    pub const FORMAT: u32 = FORMAT;

    /// Numbers of the contestants in a role.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = usize> {
        (0..self.contestants.len()).filter(move |&at| self.contestants[at].role == role)
    }

    /// The contestant that ratios are taken against: the first.
    pub const BASE: usize = 0;

    /// Whether scripts of pyperformance were measured, and not the corpus.
    pub fn is_of_scripts(&self) -> bool {
        self.programs
            .iter()
            .all(|program| program.mode == Mode::Script)
    }

    /// The control and what it repeats.
    pub fn control(&self) -> Option<(usize, usize)> {
        let control = self.in_role(Role::Control).next()?;
        Some((control, self.contestants[control].control_of?))
    }

    /// Reads a record and checks that its parts fit together.
    ///
    /// # Errors
    /// When it cannot be read or does not fit.
    pub fn load(path: &Path) -> Result<Self, LabError> {
        let wrong = |why: String| LabError::File {
            path: path.to_owned(),
            why,
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        let record: Self = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        record.check().map_err(|why| wrong(why.to_owned()))?;
        Ok(record)
    }

    /// Checks that the parts fit together.
    ///
    /// # Errors
    /// In a few words, when they do not.
    pub fn check(&self) -> Result<(), &'static str> {
        let count = self.contestants.len();
        if self.format != FORMAT {
            return Err("not a format this version reads");
        }
        if count == 0 || self.programs.is_empty() {
            return Err("nothing was measured");
        }
        for program in &self.programs {
            let blocks = program.round.len();
            let whole = |(at, series): (usize, &Series)| {
                // Only another interpreter may miss a program, and not the one that ratios are taken against.
                let left_out = series.missing.is_some();
                let expected = if left_out { 0 } else { blocks };
                (!left_out || at != Self::BASE && self.contestants[at].role == Role::Peer)
                    && [
                        series.position.len(),
                        series.cpu_ns.len(),
                        series.wall_ns.len(),
                    ] == [expected; 3]
                    && series
                        .cpu_ns
                        .iter()
                        .chain(&series.wall_ns)
                        .all(|&time| time > 0.0)
            };
            if blocks == 0
                || program.series.len() != count
                || !program.series.iter().enumerate().all(whole)
            {
                return Err("samples are missing or not times");
            }
            // Rounds are numbered from 0 without large gaps, or the resampler would make room for what is not there.
            if program.round.iter().any(|&round| round as usize >= blocks) {
                return Err("rounds are numbered wrongly");
            }
        }
        let controls = self.contestants.iter().filter_map(|one| one.control_of);
        if controls
            .chain(self.starts.iter().map(|start| start.contestant))
            .any(|number| number >= count)
        {
            return Err("a contestant is missing");
        }
        let starts_fit = |start: &StartSeries| {
            !start.cpu_ns.is_empty() && start.cpu_ns.len() == start.wall_ns.len()
        };
        if !self.starts.iter().all(starts_fit) {
            return Err("samples of the start-up are missing");
        }
        Ok(())
    }

    /// The record as JSON, numbers of a series in one line.
    pub fn to_json(&self) -> String {
        compact_arrays(&serde_json::to_string_pretty(self).unwrap_or_default())
    }
}

/// Puts arrays of numbers into one line each: thousands of lines of one number are no use to a reader or a diff.
fn compact_arrays(pretty: &str) -> String {
    let mut out = String::with_capacity(pretty.len());
    let mut lines = pretty.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let numbers_follow = line.ends_with('[')
            && lines.peek().is_some_and(|next| {
                next.trim_start()
                    .starts_with(|c: char| c.is_ascii_digit() || c == '-')
            });
        if numbers_follow {
            for next in lines.by_ref() {
                let item = next.trim_start();
                out.push_str(item);
                if item.starts_with(']') {
                    break;
                }
                if item.ends_with(',') {
                    out.push(' ');
                }
            }
        }
        out.push('\n');
    }
    out
}

/// Writes a file, with its name in the error.
///
/// # Errors
/// When it cannot be written.
pub fn write_file(path: &Path, text: &str) -> Result<(), LabError> {
    let written = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder),
        _ => Ok(()),
    };
    written
        .and_then(|()| std::fs::write(path, text))
        .map_err(|error| LabError::File {
            path: path.to_owned(),
            why: error.to_string(),
        })
}

#[cfg(test)]
pub mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// A record of made-up samples: contestants `match`, `direct`, a control of `direct` and a peer.
    pub fn example() -> Record {
        let contestant = |label: &str, role, control_of| Contestant {
            label: label.to_owned(),
            role,
            control_of,
            invocation: label.to_owned(),
            command: Vec::new(),
            start_command: Vec::new(),
            environment: Vec::new(),
            version: format!("{label} 1.0"),
            details: BTreeMap::new(),
        };
        let contestants = vec![
            contestant("match", Role::Engine, None),
            contestant("direct", Role::Engine, None),
            contestant("direct (again)", Role::Control, Some(1)),
            contestant("cpython-3.14.0", Role::Peer, None),
        ];
        let mut random = fastrand::Rng::with_seed(5);
        let mut series = |base: f64, noise: f64| {
            let cpu_ns: Vec<f64> = (0..8)
                .map(|_| (base * (1.0 + noise * (random.f64() - 0.5))).round())
                .collect();
            Series {
                repeats: 2,
                position: vec![0; 8],
                wall_ns: cpu_ns.iter().map(|time| time * 1.1).collect(),
                cpu_ns,
                missing: None,
            }
        };
        let mut program = |name: &str, kind: &str, times: [f64; 4]| ProgramRecord {
            name: name.to_owned(),
            kind: kind.to_owned(),
            mode: if kind == "start-up" {
                Mode::Process
            } else {
                Mode::Driver
            },
            size: 100,
            round: vec![0, 0, 1, 1, 2, 2, 3, 3],
            series: times.iter().map(|&time| series(time * 1e6, 0.02)).collect(),
        };
        let programs = vec![
            program("loop_for", "dispatch", [30.0, 20.0, 20.0, 60.0]),
            program("fib", "call", [11.0, 10.0, 10.0, 30.0]),
            program("nbody", "float", [10.0, 10.0, 10.0, 9.0]),
            program("startup", "start-up", [2.0, 2.0, 2.0, 20.0]),
        ];
        let start = |contestant, time: f64, peak| StartSeries {
            contestant,
            cpu_ns: vec![time * 0.9; 5],
            wall_ns: vec![time; 5],
            peak_kib: Some(peak),
        };
        Record {
            format: FORMAT,
            command: vec!["bench".into(), "--quick".into()],
            began: "2026-01-02T03:04:05Z".into(),
            seconds: 12.5,
            machine: Machine {
                cpu: "Test CPU".into(),
                cores: 2,
                cpu_flags: "fpu".into(),
                memory_mib: 4096,
                kernel: "Linux 6".into(),
                os: "Debian".into(),
                governor: None,
                virtual_machine: true,
                load: "0.10".into(),
            },
            build: Build {
                version: "0.1.0".into(),
                rustc: "rustc 1.97.0".into(),
                target: "x86_64-unknown-linux-gnu".into(),
                profile: "release, opt-level 3".into(),
                rustflags: String::new(),
                debug_assertions: false,
                features: vec!["match-switch".into()],
                commit: Some("0123456789abcdef".into()),
                modified: Some(false),
            },
            size: Size::Quick,
            effort: Effort {
                rounds: 4,
                blocks: 2,
                ..Effort::QUICK
            },
            seed: 1,
            contestants,
            programs,
            starts: vec![
                start(0, 2e6, 4000),
                start(1, 2e6, 4000),
                start(3, 8e6, 10_000),
            ],
        }
    }

    #[test]
    fn records_survive_being_written_and_read() {
        let record = example();
        let json = record.to_json();
        assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
        let series = json
            .lines()
            .find(|line| line.contains("\"round\": ["))
            .unwrap();
        assert!(series.ends_with("[0, 0, 1, 1, 2, 2, 3, 3],"), "{series}");
    }

    #[test]
    fn records_that_do_not_fit_are_refused() {
        let mut missing = example();
        missing.programs[1].series[3] = Series::without_samples("no such module".to_owned());
        assert_eq!(missing.check(), Ok(()), "a peer may miss a program");
        let broken: [fn(&mut Record); 9] = [
            |record| record.programs[0].series[1] = Series::without_samples(String::new()),
            |record| record.programs[0].series[3].missing = Some(String::new()),
            |record| record.format = 99,
            |record| record.programs.clear(),
            |record| drop(record.programs[0].series.pop()),
            |record| record.programs[0].series[0].cpu_ns.truncate(1),
            |record| record.programs[0].series[0].cpu_ns[0] = 0.0,
            |record| record.programs[0].round[0] = 1_000_000_000,
            |record| record.contestants[2].control_of = Some(9),
        ];
        assert_eq!(example().check(), Ok(()));
        for spoil in broken {
            let mut record = example();
            spoil(&mut record);
            assert!(record.check().is_err());
        }
        assert_eq!(
            Record::load(Path::new("/no/such/file"))
                .unwrap_err()
                .status(),
            1
        );
    }
}
