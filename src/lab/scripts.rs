//! `tricera bench --pyperformance`: takes the samples of unmodified scripts.
//!
//! Every contestant runs the same driver, which collects the benchmarks that a script registers and times them on
//! command. A script may register several: each has its rows, and they share the script's name as their kind.

use std::path::Path;

use serde::Deserialize;

use super::bench::{Began, contestants, effort, fill_sample, shorten, unless_left_out};
use super::contestant::{Contestant, Role};
use super::corpus::{Corpus, Mode};
use super::error::LabError;
use super::options::BenchArgs;
use super::plan::{Effort, Order, derive_seed};
use super::progress::Progress;
use super::pyperformance::Scripts;
use super::record::{ProgramRecord, Record, Series};
use super::worker::Worker;

/// What the driver says a script has registered.
#[derive(Deserialize)]
struct Registered {
    benchmarks: Vec<Benchmark>,
}

/// One benchmark of a script.
#[derive(Deserialize)]
struct Benchmark {
    name: String,
    /// How often a loop does what is measured.
    inner_loops: u32,
}

/// A script under way.
struct Script {
    name: String,
    benchmarks: Vec<Benchmark>,
    records: Vec<ProgramRecord>,
}

/// Measures scripts; those that fail are left out, and why comes into `failures`.
///
/// After each round but the last, `keep` is given what there is by then: who stops a long run has at least that.
///
/// # Errors
/// When nothing could be measured; why each script could not be is in `failures` but for the last. When `keep` fails.
pub fn measure(
    args: &BenchArgs,
    failures: &mut Vec<LabError>,
    mut keep: impl FnMut(&Record) -> Result<(), LabError>,
) -> Result<Record, LabError> {
    if cfg!(debug_assertions) && !args.common.allow_debug {
        return Err(LabError::DebugBuild);
    }
    let corpus = Corpus::open(args.common.corpus.as_deref())?;
    let (folder, names) = args.scripts();
    let interpreters: Vec<_> = args
        .against
        .iter()
        .cloned()
        .chain(["python3.14".into(), "python3".into()])
        .collect();
    let scripts = Scripts::find(folder.as_deref(), &corpus, &interpreters)?;
    let all = names.is_empty();
    let mut names = scripts.select(&names)?;
    let mut contestants = contestants(&args.engine, &args.against, &args.peer_args)?;
    with_packages(&mut contestants, std::env::var("PYTHONPATH").ok());
    if all {
        names.retain(|name| has_what_it_needs(&contestants[Record::BASE], &scripts, name));
    }
    let effort = Effort {
        starts: 0,
        ..effort(args)
    };
    let began = Began::now(args);
    let mut run = Run {
        scripts: &scripts,
        contestants: &contestants,
        effort,
        seed: args.seed,
        // Checking a script takes about as long as a round of it.
        progress: Progress::new(u64::from(effort.rounds + 1) * names.len() as u64),
    };
    let mut scripts = run.check_all(&names, failures);
    let mut programs = Vec::new();
    for round in 0..effort.rounds {
        run.one_round(&mut scripts, round, failures);
        let measured = scripts.iter().flatten();
        programs = measured.flat_map(|script| script.records.clone()).collect();
        if round + 1 < effort.rounds && !programs.is_empty() {
            keep(
                &began
                    .clone()
                    .record(effort, contestants.clone(), programs.clone(), Vec::new()),
            )?;
        }
    }
    run.progress.finish();
    if programs.is_empty()
        && let Some(failure) = failures.pop()
    {
        return Err(failure);
    }
    Ok(began.record(effort, contestants, programs, Vec::new()))
}

/// Lets all contestants import from where we would: packages that scripts need may be there.
fn with_packages(contestants: &mut [Contestant], folders: Option<String>) {
    let Some(folders) = folders.filter(|folders| !folders.is_empty()) else {
        return;
    };
    for contestant in contestants {
        let set = &mut contestant.environment;
        if !set.iter().any(|(name, _)| name == "PYTHONPATH") {
            set.push(("PYTHONPATH".to_owned(), folders.clone()));
        }
    }
}

/// Whether the package is there that a script imports; says so where it is not.
fn has_what_it_needs(contestant: &Contestant, scripts: &Scripts, name: &str) -> bool {
    let Some(package) = scripts.known(name).and_then(|known| known.needs.as_deref()) else {
        return true;
    };
    let import = format!("import {package}");
    let line = [Path::new("-c"), Path::new(&import)];
    let found = Worker::start(contestant, name, line)
        .and_then(Worker::all_lines)
        .is_ok();
    if !found {
        eprintln!(
            "{name} is left out: it needs the package {package} (pip install --target DIR {package}, and DIR in PYTHONPATH)"
        );
    }
    found
}

/// A run under way.
struct Run<'a> {
    scripts: &'a Scripts,
    contestants: &'a [Contestant],
    effort: Effort,
    seed: u64,
    progress: Progress,
}

impl Run<'_> {
    /// What each script has registered, where every contestant computes in small what it should.
    fn check_all(&mut self, names: &[String], failures: &mut Vec<LabError>) -> Vec<Option<Script>> {
        let mut scripts = Vec::new();
        for name in names {
            self.progress.doing(&format!("{name}, checked in small"));
            let script = self
                .check(name)
                .and_then(|series| self.registered(name, series));
            scripts.push(script.map_err(|error| failures.push(error)).ok());
            self.progress.step();
        }
        scripts
    }

    /// One round over all scripts: rounds are outside, as for the corpus. A script that fails is gone then.
    fn one_round(
        &mut self,
        scripts: &mut [Option<Script>],
        round: u32,
        failures: &mut Vec<LabError>,
    ) {
        for (number, slot) in scripts.iter_mut().enumerate() {
            if let Some(script) = slot {
                let of = self.effort.rounds;
                self.progress
                    .doing(&format!("{}, round {} of {of}", script.name, round + 1));
                if let Err(error) = self.round(script, round, number as u64) {
                    failures.push(error);
                    *slot = None;
                }
            }
            self.progress.step();
        }
    }

    /// Compares what every contestant computes in small with CPython's answer, and gives the beginning of everybody's series.
    fn check(&self, name: &str) -> Result<Vec<Series>, LabError> {
        let mut series = vec![Series::default(); self.contestants.len()];
        let Some(known) = self.scripts.known(name) else {
            return Ok(series);
        };
        let script = self.scripts.script(name);
        let head = [
            self.scripts.driver(),
            Path::new("check"),
            Path::new(name),
            &script,
        ];
        for (at, contestant) in self.contestants.iter().enumerate() {
            if contestant.role == Role::Control {
                continue;
            }
            let arguments = known.arguments.iter().chain(&known.smallest);
            let line = head.into_iter().chain(arguments.map(Path::new));
            let got = Worker::start(contestant, name, line).and_then(Worker::all_lines);
            let checked = got.and_then(|got| {
                if got == known.answer {
                    return Ok(());
                }
                Err(LabError::WrongOutput {
                    program: name.to_owned(),
                    contestant: contestant.label.clone(),
                    expected: shorten(&self.first_difference(&known.answer, &got)),
                    got: shorten(&self.first_difference(&got, &known.answer)),
                })
            });
            unless_left_out(self.contestants, at, &mut series[at], checked)?;
        }
        Ok(series)
    }

    /// The first line that the other has not, with a hint where another release may be why.
    fn first_difference(&self, lines: &[String], other: &[String]) -> String {
        let differs = (0..lines.len()).find(|&at| other.get(at) != lines.get(at));
        differs.map_or_else(
            || {
                format!(
                    "{} lines (the answers are those of pyperformance {})",
                    lines.len(),
                    self.scripts.release()
                )
            },
            |at| lines[at].clone(),
        )
    }

    fn worker(&self, contestant: &Contestant, name: &str) -> Result<Worker, LabError> {
        let script = self.scripts.script(name);
        let head = [self.scripts.driver(), Path::new("serve"), &script];
        let arguments = self.scripts.arguments(name).iter().map(Path::new);
        Worker::start(contestant, name, head.into_iter().chain(arguments))
    }

    /// Asks the first contestant what benchmarks a script has.
    fn registered(&self, name: &str, series: Vec<Series>) -> Result<Script, LabError> {
        let mut worker = self.worker(&self.contestants[Record::BASE], name)?;
        let registered: Registered = worker.ask_json("list")?;
        if registered.benchmarks.is_empty() {
            return Err(worker.failed("the script registers no benchmark".to_owned()));
        }
        let record = |benchmark: &Benchmark| ProgramRecord {
            name: benchmark.name.clone(),
            kind: name.to_owned(),
            mode: Mode::Script,
            size: 0,
            round: Vec::new(),
            series: series.clone(),
        };
        Ok(Script {
            name: name.to_owned(),
            records: registered.benchmarks.iter().map(record).collect(),
            benchmarks: registered.benchmarks,
        })
    }

    /// One round of a script: workers of all contestants, which take turns at each of its benchmarks.
    fn round(&self, script: &mut Script, round: u32, number: u64) -> Result<(), LabError> {
        let mut workers = Vec::new();
        for (who, contestant) in self.contestants.iter().enumerate() {
            let left_out = |record: &ProgramRecord| record.series[who].missing.is_some();
            workers.push(if script.records.iter().all(left_out) {
                None
            } else {
                Some(self.worker(contestant, &script.name)?)
            });
        }
        for (at, benchmark) in script.benchmarks.iter().enumerate() {
            let record = &mut script.records[at];
            for (who, series) in record.series.iter_mut().enumerate() {
                if series.missing.is_some() {
                    continue;
                }
                // Where one ended at an earlier benchmark of the script, another may be able to run this one.
                let warm = match &mut workers[who] {
                    Some(worker) => self.warm_up(worker, at, series.repeats),
                    None => self
                        .worker(&self.contestants[who], &script.name)
                        .and_then(|worker| {
                            self.warm_up(workers[who].insert(worker), at, series.repeats)
                        }),
                };
                match unless_left_out(self.contestants, who, series, warm)? {
                    Some(repeats) => series.repeats = repeats,
                    None => workers[who] = None,
                }
            }
            // Across rounds, as for the corpus.
            let orders = Order::new(workers.len(), derive_seed(self.seed, &[number, at as u64]))
                .skip((round * self.effort.blocks) as usize)
                .take(self.effort.blocks as usize);
            for order in orders {
                record.round.push(round);
                for (position, &who) in order.iter().enumerate() {
                    let series = &mut record.series[who];
                    let Some(worker) = &mut workers[who] else {
                        continue;
                    };
                    if series.missing.is_some() {
                        continue;
                    }
                    let answer = worker.run(at as i64, series.repeats);
                    let Some(answer) = unless_left_out(self.contestants, who, series, answer)?
                    else {
                        workers[who] = None;
                        continue;
                    };
                    let times = f64::from(series.repeats) * f64::from(benchmark.inner_loops);
                    // A clock too coarse for the sample must not give a time of nothing.
                    let mean = |all: &[u64]| (all.iter().sum::<u64>() as f64 / times).max(0.001);
                    series.position.push(position as u32);
                    series.cpu_ns.push(mean(&answer.cpu_ns));
                    series.wall_ns.push(mean(&answer.wall_ns));
                }
            }
        }
        Ok(())
    }

    /// Lets a worker reach its steady state, and finds out in the first round how many loops fill a sample.
    fn warm_up(
        &self,
        worker: &mut Worker,
        benchmark: usize,
        repeats: u32,
    ) -> Result<u32, LabError> {
        let target = self.effort.sample_seconds * 1e9;
        fill_sample(repeats, target, |repeats| {
            let answer = worker.run(benchmark as i64, repeats)?;
            Ok(answer.cpu_ns.iter().sum::<u64>() as f64)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_found_where_the_caller_finds_them() {
        let own = ("PYTHONPATH".to_owned(), "its own".to_owned());
        let contestant = |environment| Contestant {
            label: String::new(),
            role: Role::Peer,
            control_of: None,
            invocation: String::new(),
            command: Vec::new(),
            start_command: Vec::new(),
            environment,
            version: String::new(),
            details: Default::default(),
        };
        let before = [contestant(Vec::new()), contestant(vec![own.clone()])];
        let mut after = before.clone();
        with_packages(&mut after, Some("packages".to_owned()));
        let ours = ("PYTHONPATH".to_owned(), "packages".to_owned());
        assert_eq!(after[0].environment, [ours]);
        assert_eq!(after[1].environment, [own]);
        for nowhere in [None, Some(String::new())] {
            let mut same = before.clone();
            with_packages(&mut same, nowhere);
            assert_eq!(same, before);
        }
    }
}
