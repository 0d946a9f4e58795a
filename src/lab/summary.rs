//! What the samples of a run say: medians, ratios, geometric means, verdicts.

use serde::Serialize;

use super::contestant::Role;
use super::layouts::layout_of;
use super::plan::derive_seed;
use super::record::{Clock, ProgramRecord, Record};
use super::stats::{Estimate, LogRatio, Resampler, interval, median};

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
    /// One of the two has no samples: an interpreter that lacks what a program needs.
    NotMeasured,
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
    /// Nanoseconds for each contestant that was measured.
    pub times: Vec<Option<Estimate>>,
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
    /// How many of them each pair has in common.
    pub measured: Vec<usize>,
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
    /// Has every program more than one block of samples?
    pub enough: bool,
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
                comparisons: compare(
                    &pairs,
                    ratios.iter().cloned().map(estimate).collect(),
                    enough(program),
                ),
            });
            all_ratios.push(ratios);
        }
        let mean = |rows: &[usize], pair: usize| {
            let measured = rows
                .iter()
                .filter_map(|&row| all_ratios[row][pair].as_ref());
            LogRatio::mean_of_any(measured)
        };
        let group = |name: &str, members: &[Vec<usize>]| {
            let by_pair: Vec<Vec<LogRatio>> = (0..pairs.len())
                .map(|pair| members.iter().filter_map(|rows| mean(rows, pair)).collect())
                .collect();
            let means = by_pair.iter().map(LogRatio::mean_of_any);
            Group {
                name: name.to_owned(),
                programs: members.len(),
                measured: by_pair.iter().map(Vec::len).collect(),
                comparisons: compare(
                    &pairs,
                    means.map(estimate).collect(),
                    record.programs.iter().all(enough),
                ),
            }
        };
        let alone = |rows: &[usize]| rows.iter().map(|&row| vec![row]).collect::<Vec<_>>();
        let mut kinds: Vec<(&str, Vec<usize>)> = Vec::new();
        for (row, program) in record.programs.iter().enumerate() {
            match kinds.iter_mut().find(|(kind, _)| *kind == program.kind) {
                Some((_, members)) => members.push(row),
                None => kinds.push((&program.kind, vec![row])),
            }
        }
        // A script counts once, however many benchmarks it registers.
        let in_total: Vec<Vec<usize>> = if record.is_of_scripts() {
            kinds.iter().map(|(_, rows)| rows.clone()).collect()
        } else {
            let counts = |row: &usize| record.programs[*row].mode.in_total();
            alone(&(0..rows.len()).filter(counts).collect::<Vec<_>>())
        };
        Self {
            kinds: kinds
                .iter()
                .map(|(kind, members)| group(kind, &alone(members)))
                .collect(),
            total: (!in_total.is_empty()).then(|| group("all", &in_total)),
            starts: starts(record),
            enough: record.programs.iter().all(enough),
            pairs,
            rows,
        }
    }

    /// The control's noise in one program, or (`None`) in all. No bound is known from a single sample.
    pub fn noise(&self, program: Option<usize>) -> f64 {
        if !self.enough {
            return f64::INFINITY;
        }
        let comparisons = match program {
            Some(row) => Some(&self.rows[row].comparisons),
            None => self.total.as_ref().map(|total| &total.comparisons),
        };
        let control = self.pairs_for(Reason::Control).next();
        let aa = comparisons.zip(control).map(|(all, pair)| all[pair].speed);
        aa.map_or(1.0, noise)
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
    // Other layouts of the code have tables of their own.
    let as_built = |at: &usize| layout_of(&record.contestants[*at]).unwrap_or(0) == 0;
    let others = record.in_role(base_role).filter(as_built);
    for of in others.filter(|&of| of != Record::BASE) {
        pairs.push(Pair {
            of,
            against: Record::BASE,
            reason: Reason::Base,
        });
    }
    for against in record.in_role(Role::Peer) {
        for of in record.in_role(Role::Engine).filter(as_built) {
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
) -> (Vec<Option<Estimate>>, Vec<Option<LogRatio>>) {
    let times = program.series.iter().map(|series| series.times(clock));
    let times: Vec<&[f64]> = times.collect();
    let mut samples: Vec<Option<Vec<f64>>> = (0..times.len())
        .map(|at| program.has([at]).then(|| times[at].to_vec()))
        .collect();
    samples.extend(pairs.iter().map(|pair| {
        let both = program.has([pair.against, pair.of]);
        both.then(|| log_ratios(times[pair.against], times[pair.of]))
    }));
    let mut medians = medians_of_measured(&program.round, samples, seed);
    let ratios = medians.split_off(times.len());
    let estimates = medians
        .into_iter()
        .map(|time| time.map(|mut time| interval(time.value, &mut time.resampled)))
        .collect();
    (estimates, ratios)
}

/// [`medians`] where some of the lists may not be there.
pub fn medians_of_measured(
    round_of: &[u32],
    samples: Vec<Option<Vec<f64>>>,
    seed: u64,
) -> Vec<Option<LogRatio>> {
    let present: Vec<bool> = samples.iter().map(Option::is_some).collect();
    let mut medians = medians(round_of, samples.into_iter().flatten().collect(), seed).into_iter();
    present
        .into_iter()
        .map(|present| present.then(|| medians.next()).flatten())
        .collect()
}

/// The ratio of a comparison, or none that is a number.
fn estimate(ratio: Option<LogRatio>) -> Estimate {
    ratio.map_or(Estimate::NONE, |ratio| ratio.estimate())
}

/// The logarithms of how many times as fast the second is, block by block: what disturbed a whole block cancels out.
pub fn log_ratios(against: &[f64], of: &[f64]) -> Vec<f64> {
    let both = against.iter().zip(of);
    both.map(|(against, of)| (against / of).ln()).collect()
}

/// The median of each list of samples by block, and its resamples. All lists share the resamples' blocks.
pub fn medians(round_of: &[u32], samples: Vec<Vec<f64>>, seed: u64) -> Vec<LogRatio> {
    let mut resampler = Resampler::new(round_of, seed);
    let (mut blocks, mut chosen) = (Vec::new(), Vec::new());
    let mut resampled = vec![Vec::with_capacity(RESAMPLES); samples.len()];
    for _ in 0..RESAMPLES {
        resampler.draw(&mut blocks);
        for (resampled, samples) in resampled.iter_mut().zip(&samples) {
            chosen.clear();
            chosen.extend(blocks.iter().map(|&block| samples[block]));
            resampled.push(median(&mut chosen));
        }
    }
    samples
        .into_iter()
        .zip(resampled)
        .map(|(mut samples, resampled)| LogRatio {
            value: median(&mut samples),
            resampled,
        })
        .collect()
}

/// Are there samples enough for an interval? That of a single one has no width, whatever the noise.
fn enough(program: &ProgramRecord) -> bool {
    program.round.len() > 1
}

fn compare(pairs: &[Pair], speeds: Vec<Estimate>, enough: bool) -> Vec<Comparison> {
    let control = pairs
        .iter()
        .position(|pair| pair.reason == Reason::Control)
        .map(|at| speeds[at]);
    let noise = match enough {
        true => control.map_or(1.0, noise),
        false => f64::INFINITY,
    };
    speeds
        .into_iter()
        .map(|speed| Comparison {
            speed,
            verdict: Verdict::of(speed, noise),
        })
        .collect()
}

/// How far from 1 an A/A comparison reaches. Noise has no direction, so its interval is taken to both sides of 1.
pub fn noise(aa: Estimate) -> f64 {
    aa.high.max(1.0 / aa.low)
}

impl Verdict {
    /// What a ratio comes to, where equal contestants may differ by the factor `noise`.
    pub fn of(speed: Estimate, noise: f64) -> Self {
        if speed.value.is_nan() {
            Self::NotMeasured
        } else if speed.low > noise {
            Self::Faster
        } else if speed.high < 1.0 / noise {
            Self::Slower
        } else {
            Self::CannotTell
        }
    }

    /// In a word or two, for a column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Faster => "faster",
            Self::Slower => "slower",
            Self::CannotTell => "can't tell",
            Self::NotMeasured => "not measured",
        }
    }
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
    use super::super::record::{Series, tests::example};
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
        assert!((loop_for.times[0].unwrap().value / 30e6 - 1.0).abs() < 0.02);
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
    fn a_single_sample_tells_nothing() {
        let mut record = example();
        for program in &mut record.programs {
            program.round.truncate(1);
            for series in &mut program.series {
                series.position.truncate(1);
                series.cpu_ns.truncate(1);
                series.wall_ns.truncate(1);
            }
        }
        let summary = Summary::of(&record, Clock::Cpu);
        let groups = summary.kinds.iter().chain(&summary.total);
        let all = summary.rows.iter().map(|row| &row.comparisons);
        let mut all = all.chain(groups.map(|group| &group.comparisons)).flatten();
        assert!(all.all(|comparison| comparison.verdict == Verdict::CannotTell));
    }

    #[test]
    fn what_a_peer_did_not_run_is_in_none_of_its_means() {
        let mut record = example();
        record.programs[1].series[3] = Series::without_samples("no".to_owned());
        let whole = Summary::of(&example(), Clock::Cpu);
        let summary = Summary::of(&record, Clock::Cpu);
        assert_eq!(summary.rows[1].times[3], None);
        assert_eq!(summary.rows[1].comparisons[3].verdict, Verdict::NotMeasured);
        assert_eq!(summary.rows[1].comparisons[1], whole.rows[1].comparisons[1]);
        let total = summary.total.as_ref().unwrap();
        assert_eq!(total.measured, [3, 3, 2, 2]);
        let two = [0, 2].map(|row| summary.rows[row].comparisons[3].speed.value);
        let expected = super::super::stats::geomean(two);
        assert!((total.comparisons[3].speed.value / expected - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_clock_matters_and_chance_does_not() {
        let record = example();
        let cpu = Summary::of(&record, Clock::Cpu);
        let wall = Summary::of(&record, Clock::Wall);
        assert!(
            (wall.rows[0].times[0].unwrap().value / cpu.rows[0].times[0].unwrap().value - 1.1)
                .abs()
                < 1e-6
        );
        let again = Summary::of(&record, Clock::Cpu);
        assert_eq!(again.rows[1].comparisons, cpu.rows[1].comparisons);
        assert_eq!(cpu.starts[2].peak_kib, Some(10_000));
        assert_eq!(cpu.starts[2].wall.value, 8e6);
    }
}
