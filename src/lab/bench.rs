//! `tricera bench`: takes the samples.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use super::contestant::{Contestant, Role};
use super::corpus::{Corpus, Mode, Program, Size};
use super::error::LabError;
use super::layouts;
use super::machine::{Build, Machine};
use super::options::BenchArgs;
use super::peer;
use super::pgo;
use super::plan::{Effort, Order, derive_seed};
use super::process::{live, peak_memory};
use super::progress::Progress;
use super::record::{ProgramRecord, Record, Series, StartSeries};
use super::variant::Variant;
use super::worker::{Worker, describe};
use crate::cli::engines::{Engine, Handlers};

/// Measures what the options ask for.
///
/// # Errors
/// When something cannot be measured, or a contestant gives a wrong result.
pub fn measure(args: &BenchArgs) -> Result<Record, LabError> {
    if cfg!(debug_assertions) && !args.common.allow_debug {
        return Err(LabError::DebugBuild);
    }
    let corpus = Corpus::open(args.common.corpus.as_deref())?;
    let programs = corpus.select(&args.names)?;
    let layouts = (args.layouts > 0).then(|| layouts::link(args.layouts, has_arms(&args.engine)));
    let layouts = layouts.transpose()?;
    let binaries = layouts.as_ref().map(|layouts| layouts.binaries.as_slice());
    let contestants = in_binaries(
        &args.engine,
        &args.against,
        &args.peer_args,
        binaries,
        args.pgo.as_deref(),
    )?;
    let began = Began::now(args);
    let effort = effort(args);
    let mut run = Run {
        corpus: &corpus,
        contestants: &contestants,
        size: began.size,
        effort,
        seed: args.seed,
        progress: Progress::new(
            u64::from(effort.rounds) * programs.len() as u64 + u64::from(effort.starts),
        ),
    };
    let records = run.programs(&programs)?;
    let starts = run.starts()?;
    run.progress.finish();
    Ok(began.record(effort, contestants, records, starts))
}

/// What a record says of its run that is known before anything is measured.
#[derive(Clone)]
pub struct Began {
    machine: Machine,
    at: SystemTime,
    clock: Instant,
    /// The size of programs that these options ask for.
    pub size: Size,
    seed: u64,
}

impl Began {
    /// A run with these options begins now.
    pub fn now(args: &BenchArgs) -> Self {
        Self {
            machine: Machine::here(),
            at: SystemTime::now(),
            clock: Instant::now(),
            size: if args.quick { Size::Quick } else { Size::Full },
            seed: args.seed,
        }
    }

    /// The record of the run, which has just ended.
    pub fn record(
        self,
        effort: Effort,
        contestants: Vec<Contestant>,
        programs: Vec<ProgramRecord>,
        starts: Vec<StartSeries>,
    ) -> Record {
        let since_1970 = self.at.duration_since(UNIX_EPOCH);
        Record {
            format: Record::FORMAT,
            command: std::env::args()
                .skip(1)
                .map(|word| peer::without_folders(&word))
                .collect(),
            began: utc(since_1970.map_or(0, |since| since.as_secs())),
            seconds: self.clock.elapsed().as_secs_f64(),
            machine: self.machine,
            build: Build::this(),
            size: self.size,
            effort,
            seed: self.seed,
            contestants,
            programs,
            starts,
        }
    }
}

/// Repeats a run until it takes as long as a sample shall, and gives how many repeats that takes; where that is known already
/// (`repeats` is not 0), one run is enough to warm up. `run` tells how many nanoseconds it took.
///
/// # Errors
/// When a run fails.
pub fn fill_sample(
    repeats: u32,
    target: f64,
    mut run: impl FnMut(u32) -> Result<f64, LabError>,
) -> Result<u32, LabError> {
    /// A first guess from a cold run may be off; after this many it is not.
    const TRIES: u32 = 8;
    let known = repeats > 0;
    let mut repeats = repeats.max(1);
    for _ in 0..TRIES {
        let took = run(repeats)?;
        if known || took >= 0.7 * target {
            break;
        }
        repeats = next_repeats(repeats, took, target);
    }
    Ok(repeats)
}

/// How much these options measure.
pub fn effort(args: &BenchArgs) -> Effort {
    let mut effort = if args.quick {
        Effort::QUICK
    } else {
        Effort::FULL
    };
    if let Some(rounds) = args.rounds {
        let samples = effort.samples();
        effort = Effort { rounds, ..effort }.with_samples(samples.max(rounds));
    }
    if args.without_starts {
        effort.starts = 0;
    }
    if let Some(samples) = args.samples {
        effort = effort.with_samples(samples);
    }
    if args.fresh {
        effort = Effort {
            rounds: args.samples.unwrap_or(effort.samples()),
            blocks: 1,
            ..effort
        };
    }
    effort
}

/// The engines, then one of them again as a control, then the peers.
///
/// # Errors
/// When nobody is left to measure, or a peer cannot be run.
pub fn contestants(
    engines: &[Variant],
    peers: &[std::ffi::OsString],
    peer_options: &[String],
) -> Result<Vec<Contestant>, LabError> {
    in_binaries(engines, peers, peer_options, None, None)
}

/// Are there engines among them whose handlers are the arms of a match?
fn has_arms(engines: &[Variant]) -> bool {
    let all = Variant::all();
    let engines = if engines.is_empty() { &all } else { engines };
    engines.iter().any(|variant| {
        matches!(variant, Variant::Engine { engine, .. } if engine.handlers() == Handlers::OneFunction)
    })
}

/// The same with every engine in every one of these binaries, and in one that was built with a profile.
fn in_binaries(
    engines: &[Variant],
    peers: &[std::ffi::OsString],
    peer_options: &[String],
    layouts: Option<&[std::path::PathBuf]>,
    profiled: Option<&Path>,
) -> Result<Vec<Contestant>, LabError> {
    let all = Variant::all();
    let engines = if engines.is_empty() { &all } else { engines };
    let mut contestants = Vec::new();
    let own = std::env::current_exe()
        .map_err(|error| LabError::Usage(format!("cannot find our own executable: {error}")))?;
    let own = [own];
    for (layout, binary) in layouts.unwrap_or(&own).iter().enumerate() {
        for variant in engines.iter().filter(|one| **one != Variant::None) {
            let mut one = ours(variant, binary)?;
            if layouts.is_some() {
                one.details
                    .insert(super::layouts::LAYOUT.into(), layout.to_string());
            }
            if layout > 0 {
                one.label += &format!("@{layout}");
            }
            contestants.push(one);
        }
    }
    if let Some(binary) = profiled {
        for variant in engines.iter().filter(|one| **one != Variant::None) {
            let mut one = ours(variant, binary)?;
            pgo::mark(&mut one);
            contestants.push(one);
        }
    }
    let default = Engine::default_engine().and_then(|engine| {
        contestants
            .iter()
            .position(|one| one.label == engine.name())
    });
    let engine_count = contestants.len();
    for path in peers {
        contestants.push(peer::identify(path, peer_options)?);
    }
    if contestants.is_empty() {
        return Err(LabError::Usage(
            "nobody to measure: name an engine, or an interpreter with --against".into(),
        ));
    }
    peer::make_labels_unique(&mut contestants);
    let original = default.unwrap_or(Record::BASE);
    let control = Contestant {
        label: format!("{} (again)", contestants[original].label),
        role: Role::Control,
        control_of: Some(original),
        ..contestants[original].clone()
    };
    // Before the peers, so that the columns of engines stand together; without engines, at the end.
    contestants.insert(
        if engine_count > 0 {
            engine_count
        } else {
            contestants.len()
        },
        control,
    );
    Ok(contestants)
}

fn ours(variant: &Variant, executable: &Path) -> Result<Contestant, LabError> {
    let executable = executable
        .to_str()
        .ok_or_else(|| LabError::Usage("the path of our own executable is not UTF-8".into()))?;
    let mut command = vec![executable.to_owned()];
    command.extend(variant.arguments());
    Ok(Contestant {
        label: variant.to_string(),
        role: Role::Engine,
        control_of: None,
        invocation: std::iter::once("tricera".to_owned())
            .chain(variant.arguments())
            .collect::<Vec<_>>()
            .join(" "),
        start_command: command.clone(),
        environment: Vec::new(),
        command,
        version: format!("tricera {}", env!("CARGO_PKG_VERSION")),
        details: BTreeMap::new(),
    })
}

/// What came, or nothing where another interpreter cannot run a program: it is left out there, with its reason in the place of
/// samples. The others' figures do not need it, unless ratios are taken against it.
///
/// # Errors
/// When somebody failed whom the run cannot do without.
pub fn unless_left_out<T>(
    contestants: &[Contestant],
    who: usize,
    series: &mut Series,
    came: Result<T, LabError>,
) -> Result<Option<T>, LabError> {
    let needed = who == Record::BASE || contestants[who].role != Role::Peer;
    match came {
        Ok(came) => Ok(Some(came)),
        Err(error) if needed => Err(error),
        Err(error) => {
            let why = error.in_a_line();
            if let LabError::Worker { program, .. } | LabError::WrongOutput { program, .. } = &error
            {
                eprintln!(
                    "`{program}` is left out for {}: {why}",
                    contestants[who].label
                );
            }
            *series = Series::without_samples(why);
            Ok(None)
        }
    }
}

/// A run under way.
struct Run<'a> {
    corpus: &'a Corpus,
    contestants: &'a [Contestant],
    size: Size,
    effort: Effort,
    seed: u64,
    progress: Progress,
}

impl Run<'_> {
    /// All rounds over all programs: rounds are outside, so that a disturbance hits a part of every program's
    /// samples, and not all samples of a program.
    fn programs(&mut self, programs: &[&Program]) -> Result<Vec<ProgramRecord>, LabError> {
        let contestants = self.contestants.len();
        let mut records: Vec<ProgramRecord> = programs
            .iter()
            .map(|program| ProgramRecord {
                name: program.name.clone(),
                kind: program.kind.clone(),
                mode: program.mode,
                size: program.size(self.size),
                round: Vec::new(),
                series: vec![Series::default(); contestants],
            })
            .collect();
        for round in 0..self.effort.rounds {
            for (number, (program, record)) in programs.iter().zip(&mut records).enumerate() {
                self.progress.doing(&format!(
                    "{}, round {} of {}",
                    program.name,
                    round + 1,
                    self.effort.rounds
                ));
                // Across rounds, so that mirrored pairs stay together where a round is one block.
                let seed = derive_seed(self.seed, &[number as u64]);
                let orders = Order::new(contestants, seed)
                    .skip((round * self.effort.blocks) as usize)
                    .take(self.effort.blocks as usize);
                match program.mode {
                    Mode::Driver => self.driver_round(program, round, orders, record)?,
                    // Only scripts of others have this mode, and the corpus has none.
                    Mode::Script => {}
                    Mode::Process => self.process_round(program, round, orders, record)?,
                }
                self.progress.step();
            }
        }
        Ok(records)
    }

    fn driver_round(
        &self,
        program: &Program,
        round: u32,
        orders: impl Iterator<Item = Vec<usize>>,
        record: &mut ProgramRecord,
    ) -> Result<(), LabError> {
        let driver = self.corpus.driver();
        let source = self.corpus.source(program);
        let mut workers = Vec::new();
        for (at, series) in record.series.iter_mut().enumerate() {
            let started = || {
                let contestant = &self.contestants[at];
                let line = [driver.as_path(), source.as_path()];
                let mut worker = Worker::start(contestant, &program.name, line)?;
                let repeats = self.warm_up(&mut worker, program, contestant, series.repeats)?;
                Ok((worker, repeats))
            };
            let worker = if series.missing.is_some() {
                None
            } else {
                unless_left_out(self.contestants, at, series, started())?
            };
            workers.push(worker.map(|(worker, repeats)| {
                series.repeats = repeats;
                worker
            }));
        }
        for order in orders {
            record.round.push(round);
            for (position, &who) in order.iter().enumerate() {
                let series = &mut record.series[who];
                let Some(worker) = &mut workers[who] else {
                    continue;
                };
                let answer = worker.run(record.size, series.repeats).and_then(|answer| {
                    self.check(program, &self.contestants[who], &answer.result)?;
                    Ok(answer)
                });
                let Some(answer) = unless_left_out(self.contestants, who, series, answer)? else {
                    workers[who] = None;
                    continue;
                };
                let mean = |times: &[u64]| {
                    (times.iter().sum::<u64>() as f64 / f64::from(series.repeats)).round()
                };
                // A clock too coarse for the sample must not give a time of nothing.
                let (cpu, wall) = (
                    mean(&answer.cpu_ns).max(1.0),
                    mean(&answer.wall_ns).max(1.0),
                );
                series.position.push(position as u32);
                series.cpu_ns.push(cpu);
                series.wall_ns.push(wall);
            }
        }
        Ok(())
    }

    /// Lets a worker reach its steady state, and finds out in the first round how many repeats fill a sample.
    fn warm_up(
        &self,
        worker: &mut Worker,
        program: &Program,
        contestant: &Contestant,
        repeats: u32,
    ) -> Result<u32, LabError> {
        let size = program.size(self.size);
        let target = self.effort.sample_seconds * 1e9;
        fill_sample(repeats, target, |repeats| {
            let answer = worker.run(size, repeats)?;
            self.check(program, contestant, &answer.result)?;
            Ok(answer.cpu_ns.iter().sum::<u64>() as f64)
        })
    }

    fn process_round(
        &self,
        program: &Program,
        round: u32,
        orders: impl Iterator<Item = Vec<usize>>,
        record: &mut ProgramRecord,
    ) -> Result<(), LabError> {
        let source = self.corpus.source(program);
        for order in orders {
            record.round.push(round);
            for (position, &who) in order.iter().enumerate() {
                let contestant = &self.contestants[who];
                let series = &mut record.series[who];
                if series.missing.is_some() {
                    continue;
                }
                let life = self.process(contestant, &program.name, &source);
                let life = life.and_then(|(cpu, wall, stdout)| {
                    self.check(program, contestant, stdout.trim_end_matches('\n'))?;
                    Ok((cpu, wall))
                });
                let Some((cpu, wall)) = unless_left_out(self.contestants, who, series, life)?
                else {
                    continue;
                };
                series.repeats = 1;
                series.position.push(position as u32);
                series.cpu_ns.push(cpu);
                series.wall_ns.push(wall);
            }
        }
        Ok(())
    }

    fn process(
        &self,
        contestant: &Contestant,
        program: &str,
        source: &Path,
    ) -> Result<(f64, f64, String), LabError> {
        finish(
            contestant,
            program,
            live(&mut contestant.start_file(source)),
        )
    }

    fn check(&self, program: &Program, contestant: &Contestant, got: &str) -> Result<(), LabError> {
        let expected = program.expected(self.size);
        if got == expected {
            return Ok(());
        }
        Err(LabError::WrongOutput {
            program: program.name.clone(),
            contestant: contestant.label.clone(),
            expected: shorten(expected),
            got: shorten(got),
        })
    }

    /// Start-up of everyone but the control and other layouts.
    fn starts(&mut self) -> Result<Vec<StartSeries>, LabError> {
        if self.effort.starts == 0 {
            return Ok(Vec::new());
        }
        let who: Vec<usize> = (0..self.contestants.len())
            .filter(|&at| {
                let one = &self.contestants[at];
                one.role != Role::Control && layouts::layout_of(one).unwrap_or(0) == 0
            })
            .collect();
        let mut series: Vec<StartSeries> = who
            .iter()
            .map(|&contestant| StartSeries {
                contestant,
                cpu_ns: Vec::new(),
                wall_ns: Vec::new(),
                peak_kib: None,
            })
            .collect();
        self.progress.doing("start-up");
        for (start, order) in Order::new(who.len(), derive_seed(self.seed, &[u64::MAX]))
            .take(self.effort.starts as usize)
            .enumerate()
        {
            for at in order {
                let contestant = &self.contestants[who[at]];
                let life = finish(contestant, "-c pass", live(&mut contestant.start_empty()));
                let (cpu, wall, _) = match life {
                    Ok(life) => life,
                    // It may not know the options for a bare start.
                    Err(_) if contestant.role == Role::Peer => continue,
                    Err(error) => return Err(error),
                };
                // The first of each brings its files into the page cache and is no sample.
                if start > 0 || self.effort.starts == 1 {
                    series[at].cpu_ns.push(cpu);
                    series[at].wall_ns.push(wall);
                }
            }
            self.progress.step();
        }
        series.retain(|series| !series.cpu_ns.is_empty());
        for series in &mut series {
            series.peak_kib =
                peak_memory(&mut self.contestants[series.contestant].start_empty()).ok();
        }
        Ok(series)
    }
}

fn finish(
    contestant: &Contestant,
    program: &str,
    life: std::io::Result<super::process::Life>,
) -> Result<(f64, f64, String), LabError> {
    let failed = |why: String, stderr: String| LabError::Worker {
        program: program.to_owned(),
        contestant: contestant.label.clone(),
        why,
        stderr,
    };
    let life = life.map_err(|error| failed(format!("it cannot be run: {error}"), String::new()))?;
    if !life.status.success() {
        return Err(failed(
            format!("it ended with {}", describe(life.status)),
            life.stderr,
        ));
    }
    Ok((
        life.cpu.as_nanos().max(1) as f64,
        life.wall.as_nanos() as f64,
        life.stdout,
    ))
}

/// How many repeats to try after `repeats` took `took` of the `target` nanoseconds.
fn next_repeats(repeats: u32, took: f64, target: f64) -> u32 {
    let wanted = f64::from(repeats) * target / took.max(1.0);
    // A cold run is slow; do not let one wild answer lead to hours.
    (wanted.ceil() as u32).clamp(repeats + 1, repeats.saturating_mul(100))
}

/// A result as an error message can show it.
pub fn shorten(text: &str) -> String {
    const LONGEST: usize = 300;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

/// A time in seconds since 1970 as `YYYY-MM-DDThh:mm:ssZ`.
fn utc(seconds: u64) -> String {
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    // Howard Hinnant's civil_from_days, for days since 1970.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(utc(1_767_225_599), "2025-12-31T23:59:59Z");
    }

    #[test]
    fn repeats_grow_towards_the_target_and_stay_sane() {
        assert_eq!(next_repeats(1, 10.0, 100.0), 10);
        assert_eq!(next_repeats(10, 100.0, 100.0), 11);
        assert_eq!(next_repeats(1, 0.0, 1e9), 100);
    }

    #[test]
    fn the_default_engine_is_entered_twice() {
        let all = contestants(&[], &[], &[]).unwrap();
        let control = all.iter().find(|one| one.role == Role::Control).unwrap();
        let original = &all[control.control_of.unwrap()];
        assert_eq!(original.command, control.command);
        assert_eq!(original.label, Engine::default_engine().unwrap().name());
        assert_eq!(all.len(), Engine::built().count() + 1);
    }

    #[test]
    fn nobody_cannot_be_measured() {
        assert_eq!(
            contestants(&[Variant::None], &[], &[])
                .unwrap_err()
                .status(),
            2
        );
        let missing = contestants(&[Variant::None], &["/no/such/python".into()], &[]).unwrap_err();
        assert!(missing.to_string().contains("/no/such/python"), "{missing}");
    }

    #[test]
    fn long_results_are_shortened() {
        assert_eq!(shorten("abc"), "abc");
        let short = shorten(&"ä".repeat(1000));
        assert!(
            short.chars().count() < 330 && short.ends_with("(2000 bytes)"),
            "{short}"
        );
    }
}
