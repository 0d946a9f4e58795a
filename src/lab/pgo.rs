//! `bench --pgo BINARY`: engines as they are beside the same engines in a binary that was built with a profile.
//!
//! Such a binary is another build of the same source, so it is a contestant of its own: what a profile is worth shows in
//! the ratio of the two, taken within each block. A release build is one, and `cargo build --profile plain` makes the other.

use super::contestant::Contestant;
use super::layouts::mean_contrast;
use super::record::{Clock, Record};
use super::stats::median;
use super::summary::{Summary, Verdict};
use super::table::{Grid, ratio, ratio_with_interval};

/// What stands behind an engine's name where it was built with a profile.
const MARK: &str = "@pgo";

/// Marks an engine as one that was built with a profile.
pub fn mark(one: &mut Contestant) {
    one.label += MARK;
    one.details
        .insert("build".into(), "with a profile (link/profile.py)".into());
}

/// Is there an engine in it that was built with a profile?
pub fn has_profiled(record: &Record) -> bool {
    record
        .contestants
        .iter()
        .any(|one| one.label.ends_with(MARK) && one.control_of.is_none())
}

/// Engines that are there with a profile and without: their name, and their numbers.
fn pairs(record: &Record) -> Vec<(&str, usize, usize)> {
    let at = |label: &str| record.contestants.iter().position(|one| one.label == label);
    let contestants = record.contestants.iter().enumerate();
    contestants
        .filter(|(_, one)| one.control_of.is_none())
        .filter_map(|(of, one)| {
            let name = one.label.strip_suffix(MARK)?;
            Some((name, of, at(name)?))
        })
        .collect()
}

/// What the profile is worth to each engine, and to which programs least and most.
pub fn table(record: &Record, summary: &Summary) -> Grid {
    let noise = summary.noise(None);
    let mut grid = Grid::new(
        [
            "engine",
            "times as fast with a profile",
            "least",
            "most",
            "verdict",
        ],
        1,
    );
    for (name, of, without) in pairs(record) {
        let terms = [(1.0, of), (-1.0, without)];
        let speed = mean_contrast(record, &terms).estimate();
        let programs = record.programs.iter().filter(|one| one.mode.in_total());
        let mut each: Vec<(f64, &str)> = programs
            .map(|program| {
                let mut blocks = program.contrast(&terms, Clock::Cpu);
                (median(&mut blocks).exp(), program.name.as_str())
            })
            .collect();
        each.sort_by(|a, b| a.0.total_cmp(&b.0));
        let cell = |one: Option<&(f64, &str)>| {
            one.map_or("–".to_owned(), |(value, program)| {
                format!("{} ({program})", ratio(*value))
            })
        };
        grid.push([
            name.to_owned(),
            ratio_with_interval(speed),
            cell(each.first()),
            cell(each.last()),
            Verdict::of(speed, noise).word().to_owned(),
        ]);
    }
    grid
}

/// What the profile is worth to each engine, in words.
pub fn findings(record: &Record, summary: &Summary) -> Vec<String> {
    let noise = summary.noise(None);
    pairs(record)
        .into_iter()
        .map(|(name, of, without)| {
            let speed = mean_contrast(record, &[(1.0, of), (-1.0, without)]).estimate();
            let figures = ratio_with_interval(speed);
            match Verdict::of(speed, noise) {
                Verdict::CannotTell => format!(
                    "Whether `{name}` is faster when it is built with a profile, this run cannot tell: {figures}."
                ),
                _ => format!(
                    "Built with a profile, `{name}` is {figures} times as fast as without."
                ),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
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
        assert!(has_profiled(&record) && !has_profiled(&example()));
        let row = &table(&record, &Summary::of(&record, Clock::Cpu)).rows[0];
        assert_eq!(row[1], "1.50 [1.50, 1.50]");
        assert!(
            row[2].starts_with("1.50 (") && row[4] == "faster",
            "{row:?}"
        );
    }
}
