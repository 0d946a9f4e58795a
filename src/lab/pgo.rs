//! `bench --pgo BINARY`: engines as they are beside the same engines in a binary that was built with a profile.
//!
//! Such a binary is another build of the same source, so it is a contestant of its own: what a profile is worth shows in
//! the ratio of the two, taken within each block. `bench-corpus/pgo.sh` makes one.

use super::contestant::Contestant;
use super::layouts::mean_contrast;
use super::record::Record;
use super::summary::{Summary, Verdict};
use super::table::ratio_with_interval;

/// What stands behind an engine's name where it was built with a profile.
const MARK: &str = "@pgo";

/// Marks an engine as one that was built with a profile.
pub fn mark(one: &mut Contestant) {
    one.label += MARK;
    one.details.insert(
        "build".into(),
        "with a profile (bench-corpus/pgo.sh)".into(),
    );
}

/// What the profile is worth to each engine, in words.
pub fn findings(record: &Record, summary: &Summary) -> Vec<String> {
    let noise = summary.noise(None);
    let at = |label: &str| record.contestants.iter().position(|one| one.label == label);
    let profiled = record.contestants.iter().enumerate();
    profiled
        .filter_map(|(of, one)| {
            let name = one.label.strip_suffix(MARK)?;
            let speed = mean_contrast(record, &[(1.0, of), (-1.0, at(name)?)]).estimate();
            let figures = ratio_with_interval(speed);
            Some(match Verdict::of(speed, noise) {
                Verdict::CannotTell => format!(
                    "Whether `{name}` is faster when it is built with a profile, this run cannot tell: {figures}."
                ),
                _ => format!(
                    "Built with a profile, `{name}` is {figures} times as fast as without."
                ),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::record::Clock;
    use super::super::record::tests::example;
    use super::*;

    #[test]
    fn a_profile_is_compared_with_the_same_engine_without() {
        let mut record = example();
        let mut one = record.contestants[0].clone();
        mark(&mut one);
        assert!(one.label.ends_with(MARK) && one.details.contains_key("build"));
        let of = record.contestants.len();
        record.contestants.push(one);
        for program in &mut record.programs {
            let mut series = program.series[0].clone();
            series.cpu_ns.iter_mut().for_each(|time| *time /= 1.5);
            program.series.push(series);
        }
        let found = findings(&record, &Summary::of(&record, Clock::Cpu));
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("1.50 [1.50, 1.50] times"), "{found:?}");
        assert_eq!(of + 1, record.contestants.len());
    }
}
