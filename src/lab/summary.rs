//! What the samples of a run say: medians, ratios, geometric means, verdicts.

use serde::Serialize;

use super::contestant::Role;
use super::corpus::Mode;
use super::plan::derive_seed;
use super::record::{Clock, ProgramRecord, Record};
use super::stats::{Estimate, Resampler, interval, median};

/// Resamples behind every interval.
pub const RESAMPLES: usize = 2000;

/// Two contestants that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// Whose speed is told.
    pub of: usize,
    /// Whose speed is 1.
    pub against: usize,
    /// Why the two are compared.
    pub reason: Reason,
}

/// Why two contestants are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Reason {
    /// They are the same (A/A): what differs is noise.
    Control,
    /// Against the first contestant.
    Base,
    /// Against another interpreter.
    Peer,
}

/// What a comparison comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// Faster, beyond noise.
    Faster,
    /// Slower, beyond noise.
    Slower,
    /// The difference is within what the A/A comparison shows without any difference.
    CannotTell,
}

/// How many times as fast one contestant is as another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The ratio of times, above 1 where the first is faster.
    pub speed: Estimate,
    /// What it comes to.
    pub verdict: Verdict,
}

/// One program.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// Nanoseconds for each contestant.
    pub times: Vec<Estimate>,
    /// A comparison for each pair.
    pub comparisons: Vec<Comparison>,
}

/// Several programs together.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The kind, or what else they have in common.
    pub name: String,
    /// How many there are.
    pub programs: usize,
    /// Geometric means for each pair.
    pub comparisons: Vec<Comparison>,
}

/// Start-up of one contestant.
#[derive(Clone, Debug, Serialize)]
pub struct Start {
    /// The number of the contestant.
    pub contestant: usize,
    /// Processor time in nanoseconds.
    pub cpu: Estimate,
    /// Elapsed time in nanoseconds.
    pub wall: Estimate,
    /// Peak memory in KiB.
    pub peak_kib: Option<u64>,
}

/// A whole run.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// What is compared with what.
    pub pairs: Vec<Pair>,
    /// By program.
    pub rows: Vec<Row>,
    /// By kind, in the order of the corpus.
    pub kinds: Vec<Group>,
    /// All programs but those that are whole processes: starting up says nothing about running.
    pub total: Option<Group>,
    /// Start-up.
    pub starts: Vec<Start>,
}

/// A ratio and its resamples, as logarithms.
struct Ratio {
    value: f64,
    resampled: Vec<f64>,
}

impl Ratio {
    fn estimate(&self) -> Estimate {
        let log = interval(self.value, &mut self.resampled.clone());
        Estimate {
            value: log.value.exp(),
            low: log.low.exp(),
            high: log.high.exp(),
        }
    }

    /// The mean of logarithms: the geometric mean of the ratios.
    fn mean(ratios: &[&Ratio]) -> Ratio {
        let share = 1.0 / ratios.len() as f64;
        Ratio {
            value: ratios.iter().map(|ratio| ratio.value).sum::<f64>() * share,
            resampled: (0..RESAMPLES)
                .map(|k| ratios.iter().map(|ratio| ratio.resampled[k]).sum::<f64>() * share)
                .collect(),
        }
    }
}

impl Summary {
    /// Works out what a record says by one clock. The same record gives the same summary.
    pub fn of(record: &Record, clock: Clock) -> Self {
        let pairs = pairs(record);
        let mut rows = Vec::new();
        let mut all_ratios = Vec::new();
        for (number, program) in record.programs.iter().enumerate() {
            let seed = derive_seed(record.seed, &[number as u64]);
            let (times, ratios) = resample(program, &pairs, clock, seed);
            rows.push(Row {
                name: program.name.clone(),
                kind: program.kind.clone(),
                times,
                comparisons: compare(&pairs, ratios.iter().map(Ratio::estimate).collect()),
            });
            all_ratios.push(ratios);
        }
        let group = |name: &str, members: &[usize]| {
            let means = (0..pairs.len()).map(|pair| {
                let of_pair: Vec<&Ratio> =
                    members.iter().map(|&row| &all_ratios[row][pair]).collect();
                Ratio::mean(&of_pair).estimate()
            });
            Group {
                name: name.to_owned(),
                programs: members.len(),
                comparisons: compare(&pairs, means.collect()),
            }
        };
        let mut kinds: Vec<(&str, Vec<usize>)> = Vec::new();
        for (row, program) in record.programs.iter().enumerate() {
            match kinds.iter_mut().find(|(kind, _)| *kind == program.kind) {
                Some((_, members)) => members.push(row),
                None => kinds.push((&program.kind, vec![row])),
            }
        }
        let in_total: Vec<usize> = (0..rows.len())
            .filter(|&row| record.programs[row].mode == Mode::Driver)
            .collect();
        Self {
            kinds: kinds
                .iter()
                .map(|(kind, members)| group(kind, members))
                .collect(),
            total: (!in_total.is_empty()).then(|| group("all", &in_total)),
            starts: starts(record),
            pairs,
            rows,
        }
    }

    /// The numbers of pairs compared for a reason.
    pub fn pairs_for(&self, reason: Reason) -> impl Iterator<Item = usize> {
        (0..self.pairs.len()).filter(move |&pair| self.pairs[pair].reason == reason)
    }
}

/// What is compared: the control, everyone with the first, and every engine with every peer.
fn pairs(record: &Record) -> Vec<Pair> {
    let mut pairs = Vec::new();
    if let Some((of, against)) = record.control() {
        pairs.push(Pair {
            of,
            against,
            reason: Reason::Control,
        });
    }
    let base_role = record.contestants[Record::BASE].role;
    for of in record.in_role(base_role).filter(|&of| of != Record::BASE) {
        pairs.push(Pair {
            of,
            against: Record::BASE,
            reason: Reason::Base,
        });
    }
    for against in record.in_role(Role::Peer) {
        for of in record.in_role(Role::Engine) {
            pairs.push(Pair {
                of,
                against,
                reason: Reason::Peer,
            });
        }
    }
    pairs
}

fn resample(
    program: &ProgramRecord,
    pairs: &[Pair],
    clock: Clock,
    seed: u64,
) -> (Vec<Estimate>, Vec<Ratio>) {
    let times: Vec<&[f64]> = program
        .series
        .iter()
        .map(|series| series.times(clock))
        .collect();
    // Blocks are compared with themselves: what disturbed a whole block cancels out.
    let logs: Vec<Vec<f64>> = pairs
        .iter()
        .map(|pair| {
            let both = times[pair.against].iter().zip(times[pair.of]);
            both.map(|(against, of)| (against / of).ln()).collect()
        })
        .collect();
    let mut resampler = Resampler::new(&program.round, seed);
    let mut blocks: Vec<usize> = Vec::new();
    let mut chosen = Vec::new();
    let mut time_resamples = vec![Vec::with_capacity(RESAMPLES); times.len()];
    let mut log_resamples = vec![Vec::with_capacity(RESAMPLES); pairs.len()];
    for _ in 0..RESAMPLES {
        resampler.draw(&mut blocks);
        let mut median_of = |samples: &[f64]| {
            chosen.clear();
            chosen.extend(blocks.iter().map(|&block| samples[block]));
            median(&mut chosen)
        };
        for (resamples, samples) in time_resamples.iter_mut().zip(&times) {
            resamples.push(median_of(samples));
        }
        for (resamples, samples) in log_resamples.iter_mut().zip(&logs) {
            resamples.push(median_of(samples));
        }
    }
    let estimates = times
        .iter()
        .zip(&mut time_resamples)
        .map(|(samples, resampled)| interval(median(&mut samples.to_vec()), resampled))
        .collect();
    let ratios = logs
        .into_iter()
        .zip(log_resamples)
        .map(|(mut samples, resampled)| Ratio {
            value: median(&mut samples),
            resampled,
        })
        .collect();
    (estimates, ratios)
}

fn compare(pairs: &[Pair], speeds: Vec<Estimate>) -> Vec<Comparison> {
    let control = pairs
        .iter()
        .position(|pair| pair.reason == Reason::Control)
        .map(|at| speeds[at]);
    // Noise has no direction, so the A/A interval is taken to both sides of 1.
    let noise = control.map_or(1.0, |aa| aa.high.max(1.0 / aa.low));
    speeds
        .into_iter()
        .map(|speed| Comparison {
            speed,
            verdict: if speed.low > noise {
                Verdict::Faster
            } else if speed.high < 1.0 / noise {
                Verdict::Slower
            } else {
                Verdict::CannotTell
            },
        })
        .collect()
}

fn starts(record: &Record) -> Vec<Start> {
    let estimate = |samples: &[f64], part: u64| {
        let mut resampler = Resampler::new(
            &vec![0; samples.len()],
            derive_seed(record.seed, &[u64::MAX, part]),
        );
        let mut blocks = Vec::new();
        let mut resampled: Vec<f64> = (0..RESAMPLES)
            .map(|_| {
                resampler.draw(&mut blocks);
                median(
                    &mut blocks
                        .iter()
                        .map(|&block| samples[block])
                        .collect::<Vec<_>>(),
                )
            })
            .collect();
        interval(median(&mut samples.to_vec()), &mut resampled)
    };
    let series = record.starts.iter().enumerate();
    series
        .map(|(number, series)| Start {
            contestant: series.contestant,
            cpu: estimate(series.times(Clock::Cpu), 2 * number as u64),
            wall: estimate(series.times(Clock::Wall), 2 * number as u64 + 1),
            peak_kib: series.peak_kib,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    fn labels(record: &Record, summary: &Summary) -> Vec<String> {
        let name = |at: usize| record.contestants[at].label.as_str();
        summary
            .pairs
            .iter()
            .map(|pair| format!("{} / {}", name(pair.of), name(pair.against)))
            .collect()
    }

    #[test]
    fn everyone_is_compared_with_whom_they_should() {
        let record = example();
        let summary = Summary::of(&record, Clock::Cpu);
        assert_eq!(
            labels(&record, &summary),
            [
                "direct (again) / direct",
                "direct / match",
                "match / cpython-3.14.0",
                "direct / cpython-3.14.0"
            ]
        );
        let mut peers_only = example();
        for contestant in &mut peers_only.contestants {
            if contestant.role == Role::Engine {
                contestant.role = Role::Peer;
            }
        }
        let summary = Summary::of(&peers_only, Clock::Cpu);
        assert_eq!(
            labels(&peers_only, &summary),
            [
                "direct (again) / direct",
                "direct / match",
                "cpython-3.14.0 / match"
            ]
        );
    }

    #[test]
    fn ratios_and_verdicts_follow_from_the_samples() {
        let record = example();
        let summary = Summary::of(&record, Clock::Cpu);
        let loop_for = &summary.rows[0];
        assert!((loop_for.times[0].value / 30e6 - 1.0).abs() < 0.02);
        let verdicts: Vec<Verdict> = loop_for
            .comparisons
            .iter()
            .map(|comparison| comparison.verdict)
            .collect();
        use Verdict::{CannotTell, Faster, Slower};
        assert_eq!(verdicts, [CannotTell, Faster, Faster, Faster]);
        assert!((loop_for.comparisons[1].speed.value - 1.5).abs() < 0.05);
        let nbody = &summary.rows[2];
        assert_eq!(nbody.comparisons[1].verdict, CannotTell);
        assert_eq!(nbody.comparisons[2].verdict, Slower);
        for row in &summary.rows {
            for comparison in &row.comparisons {
                let Estimate { value, low, high } = comparison.speed;
                assert!(low <= value && value <= high);
            }
        }
    }

    #[test]
    fn geomeans_leave_out_whole_processes() {
        let record = example();
        let summary = Summary::of(&record, Clock::Cpu);
        let total = summary.total.as_ref().unwrap();
        assert_eq!(total.programs, 3);
        let expected = super::super::stats::geomean(
            summary.rows[..3]
                .iter()
                .map(|row| row.comparisons[3].speed.value),
        );
        assert!((total.comparisons[3].speed.value / expected - 1.0).abs() < 1e-9);
        let kinds: Vec<&str> = summary
            .kinds
            .iter()
            .map(|kind| kind.name.as_str())
            .collect();
        assert_eq!(kinds, ["dispatch", "call", "float", "start-up"]);
    }

    #[test]
    fn the_clock_matters_and_chance_does_not() {
        let record = example();
        let cpu = Summary::of(&record, Clock::Cpu);
        let wall = Summary::of(&record, Clock::Wall);
        assert!((wall.rows[0].times[0].value / cpu.rows[0].times[0].value - 1.1).abs() < 1e-6);
        let again = Summary::of(&record, Clock::Cpu);
        assert_eq!(again.rows[1].comparisons, cpu.rows[1].comparisons);
        assert_eq!(cpu.starts[2].peak_kib, Some(10_000));
        assert_eq!(cpu.starts[2].wall.value, 8e6);
    }
}
