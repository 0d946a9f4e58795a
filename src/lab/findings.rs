//! What a run found, in plain sentences that follow from its figures.

use super::contestant::Role;
use super::grid;
use super::layouts::layouts;
use super::pgo;
use super::record::{Clock, Record};
use super::stats::Estimate;
use super::summary::{Comparison, Reason, Summary, Verdict, noise};
use super::table::{mebibytes, percent, ratio, ratio_with_interval, time};

/// Programs that are named before "and N more".
const NAMED: usize = 8;
/// A program this much slower than a peer is named.
const NOTABLY_SLOWER: f64 = 1.0 / 1.1;

/// The findings of a run by processor time, and how elapsed time differs.
pub fn findings(record: &Record, cpu: &Summary, wall: &Summary) -> Vec<String> {
    let mut found = Vec::new();
    ranking(record, cpu, &mut found);
    for pair in cpu.pairs_for(Reason::Base) {
        against(record, cpu, pair, &mut found);
    }
    for pair in cpu.pairs_for(Reason::Peer) {
        against(record, cpu, pair, &mut found);
    }
    if let Some(headline) = grid::headline(record, cpu, Clock::Cpu) {
        found.extend(headline.findings);
    }
    if let Some((_, sentences)) = layouts(record, cpu) {
        found.extend(sentences);
    }
    found.extend(pgo::findings(record, cpu));
    left_out(record, &mut found);
    control(record, cpu, &mut found);
    starts(record, cpu, &mut found);
    clocks(record, cpu, wall, &mut found);
    found
}

fn label(record: &Record, at: usize) -> String {
    format!("`{}`", record.contestants[at].label)
}

/// The contestants of the base's role with their speed in all, the fastest first.
fn ranked(record: &Record, summary: &Summary) -> Vec<(usize, Estimate)> {
    let Some(total) = &summary.total else {
        return Vec::new();
    };
    let one = Estimate {
        value: 1.0,
        low: 1.0,
        high: 1.0,
    };
    let mut ranked = vec![(Record::BASE, one)];
    ranked.extend(
        summary
            .pairs_for(Reason::Base)
            .map(|pair| (summary.pairs[pair].of, total.comparisons[pair].speed))
            // Who ran only some of the programs is in another table than the others.
            .filter(|(of, speed)| {
                let all = record.programs.iter().all(|program| program.has([*of]));
                all && !speed.value.is_nan()
            }),
    );
    ranked.retain(|(at, _)| record.contestants[*at].role != Role::Control);
    ranked.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    ranked
}

fn ranking(record: &Record, summary: &Summary, found: &mut Vec<String>) {
    let ranked = ranked(record, summary);
    let [(first, best), .., (last, worst)] = ranked[..] else {
        return;
    };
    let (second, runner_up) = ranked[1];
    let programs = summary.total.as_ref().map_or(0, |total| total.programs);
    // The control says how far apart two equal contestants can be.
    let noise = summary.noise(None);
    if best.low > runner_up.high * noise {
        let mut text = format!(
            "The fastest over {programs} programs is {}, {} times as fast as {}",
            label(record, first),
            ratio(best.value / runner_up.value),
            label(record, second),
        );
        if last != second {
            text += &format!(
                " and {} times as fast as the slowest, {}",
                ratio(best.value / worst.value),
                label(record, last)
            );
        }
        found.push(text + ".");
    } else {
        let leading: Vec<String> = ranked
            .iter()
            .filter(|(_, speed)| best.low <= speed.high * noise)
            .map(|(at, _)| label(record, *at))
            .collect();
        found.push(format!(
            "Over {programs} programs this run cannot tell which of {} is the fastest; the slowest, {}, takes {} times as long as {}.",
            join(&leading),
            label(record, last),
            ratio(best.value / worst.value),
            label(record, first),
        ));
    }
}

fn against(record: &Record, summary: &Summary, pair: usize, found: &mut Vec<String>) {
    let (of, against) = (summary.pairs[pair].of, summary.pairs[pair].against);
    let (of, against) = (label(record, of), label(record, against));
    if let Some(total) = &summary.total {
        let comparison = &total.comparisons[pair];
        let figures = ratio_with_interval(comparison.speed);
        let all = if total.measured[pair] == total.programs {
            "in all".to_owned()
        } else {
            format!("over the {} programs that both ran", total.measured[pair])
        };
        found.push(match comparison.verdict {
            Verdict::NotMeasured => format!("{of} and {against} have no program in common."),
            Verdict::CannotTell => format!(
                "Whether {of} is faster than {against} {all}, this run cannot tell: {figures}."
            ),
            Verdict::Faster => {
                format!("{of} is faster than {against} {all}: {figures} times as fast.")
            }
            Verdict::Slower => {
                format!("{of} is slower than {against} {all}: {figures} times as fast.")
            }
        });
    }
    let mut programs: Vec<(&str, &Comparison)> = summary
        .rows
        .iter()
        .map(|row| (row.name.as_str(), &row.comparisons[pair]))
        .filter(|(_, comparison)| comparison.verdict != Verdict::NotMeasured)
        .collect();
    if programs.len() < 2 {
        return;
    }
    programs.sort_by(|a, b| a.1.speed.value.total_cmp(&b.1.speed.value));
    let count = |verdict| {
        programs
            .iter()
            .filter(|(_, comparison)| comparison.verdict == verdict)
            .count()
    };
    let (least, most) = (programs[0], programs[programs.len() - 1]);
    let mut text = format!(
        "By program {of} against {against}: {} faster, {} slower, {} that this run cannot tell; from {} (`{}`) to {} (`{}`).",
        count(Verdict::Faster),
        count(Verdict::Slower),
        count(Verdict::CannotTell),
        ratio(least.1.speed.value),
        least.0,
        ratio(most.1.speed.value),
        most.0,
    );
    let slow: Vec<String> = programs
        .iter()
        .filter(|(_, comparison)| {
            comparison.verdict == Verdict::Slower && comparison.speed.value < NOTABLY_SLOWER
        })
        .map(|(name, comparison)| format!("`{name}` ({})", ratio(comparison.speed.value)))
        .collect();
    if !slow.is_empty() {
        text += &format!(" Slower by more than a tenth: {}.", join(&slow));
    }
    found.push(text);
}

/// Who could not run which programs, and why.
fn left_out(record: &Record, found: &mut Vec<String>) {
    for at in record.in_role(Role::Peer) {
        let missing = record.programs.iter().filter_map(|program| {
            let why = program.series[at].missing.as_ref()?;
            Some(format!("`{}` ({why})", program.name))
        });
        let missing: Vec<String> = missing.collect();
        if !missing.is_empty() {
            found.push(format!(
                "{} did not run {} of {} programs, which are left out of what is said of it: {}.",
                label(record, at),
                missing.len(),
                record.programs.len(),
                join(&missing)
            ));
        }
    }
}

fn control(record: &Record, summary: &Summary, found: &mut Vec<String>) {
    let Some(pair) = summary.pairs_for(Reason::Control).next() else {
        return;
    };
    let who = label(record, summary.pairs[pair].against);
    let widest = summary
        .rows
        .iter()
        .map(|row| {
            let aa = row.comparisons[pair].speed;
            (row.name.as_str(), noise(aa) - 1.0)
        })
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let mut text = format!("The control: {who} in processes of its own beside itself");
    if let Some(total) = &summary.total {
        text += &format!(
            " gives {} in all",
            ratio_with_interval(total.comparisons[pair].speed)
        );
    }
    if let Some((name, spread)) = widest {
        text += &format!(
            "; by program its interval reaches at most {} from 1 (`{name}`)",
            percent(spread)
        );
    }
    found.push(text + ". What lies within the control's interval counts as \"cannot tell\".");
}

fn starts(record: &Record, summary: &Summary, found: &mut Vec<String>) {
    let of_role = |role| {
        let starts = summary
            .starts
            .iter()
            .filter(move |start| record.contestants[start.contestant].role == role);
        starts.min_by(|a, b| a.wall.value.total_cmp(&b.wall.value))
    };
    let describe = |start: &super::summary::Start| {
        let memory = start.peak_kib.map_or(String::new(), |kib| {
            format!(" and {} of memory", mebibytes(kib))
        });
        format!("{}{memory}", time(start.wall.value))
    };
    let (engine, peer) = (of_role(Role::Engine), of_role(Role::Peer));
    if let Some(engine) = engine {
        let mut text = format!(
            "A process that runs `pass` takes {} {}",
            label(record, engine.contestant),
            describe(engine)
        );
        if let Some(peer) = peer {
            text += &format!(", {} {}", label(record, peer.contestant), describe(peer));
        }
        found.push(text + ".");
    }
}

fn clocks(record: &Record, cpu: &Summary, wall: &Summary, found: &mut Vec<String>) {
    let (Some(by_cpu), Some(by_wall)) = (&cpu.total, &wall.total) else {
        return;
    };
    let ratios: Vec<String> = (0..cpu.pairs.len())
        .filter(|&pair| cpu.pairs[pair].reason != Reason::Control)
        .filter(|&pair| by_cpu.measured[pair] > 0)
        .map(|pair| {
            format!(
                "{} against {} {} (processor time: {})",
                label(record, cpu.pairs[pair].of),
                label(record, cpu.pairs[pair].against),
                ratio(by_wall.comparisons[pair].speed.value),
                ratio(by_cpu.comparisons[pair].speed.value),
            )
        })
        .collect();
    if !ratios.is_empty() {
        found.push(format!("By elapsed time, in all: {}.", ratios.join("; ")));
    }
}

/// A list in words, cut where it is long.
pub fn join(items: &[String]) -> String {
    if items.len() > NAMED {
        return format!(
            "{} and {} more",
            items[..NAMED].join(", "),
            items.len() - NAMED
        );
    }
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    fn sentences(record: &Record) -> Vec<String> {
        findings(
            record,
            &Summary::of(record, Clock::Cpu),
            &Summary::of(record, Clock::Wall),
        )
    }

    #[test]
    fn the_winner_is_named_with_its_lead() {
        let found = sentences(&example());
        assert!(
            found[0].starts_with("The fastest over 3 programs is `direct`, 1.1"),
            "{}",
            found[0]
        );
        assert!(
            found[1].contains("`direct` is faster than `match` in all: 1.1"),
            "{}",
            found[1]
        );
        let peer = found
            .iter()
            .find(|text| text.starts_with("By program `direct` against `cpython"))
            .unwrap();
        assert!(peer.contains("3 faster, 1 slower, 0 that"), "{peer}");
        assert!(
            peer.contains("Slower by more than a tenth: `nbody` (0.90"),
            "{peer}"
        );
        assert!(found.iter().any(|text| {
            text.contains("takes `match` 2.00 ms and 3.9 MiB of memory, `cpython-3.14.0` 8.00 ms")
        }));
    }

    #[test]
    fn without_a_difference_nobody_wins() {
        let mut record = example();
        for program in &mut record.programs {
            program.series[1] = program.series[0].clone();
            program.series[2] = program.series[0].clone();
        }
        let found = sentences(&record);
        assert!(
            found[0].contains("cannot tell which of `match` and `direct`")
                || found[0].contains("cannot tell which of `direct` and `match`"),
            "{}",
            found[0]
        );
        assert!(
            found[1].contains("this run cannot tell: 1.000"),
            "{}",
            found[1]
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let items: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        assert_eq!(join(&items), "0, 1, 2, 3, 4, 5, 6, 7 and 2 more");
        assert_eq!(join(&items[..2]), "0 and 1");
    }
}
