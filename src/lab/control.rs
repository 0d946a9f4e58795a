//! A run of one engine and nothing but its control: how far two processes of the same binary differ, which is what every
//! comparison has to exceed.

use super::contestant::Role;
use super::record::Record;
use super::stats::Estimate;
use super::summary::{Reason, Summary, noise};
use super::table::{Grid, percent, ratio, ratio_with_interval};

/// How near to 1 the interval of a control is to come, on a quiet machine.
const AIM: f64 = 0.01;

/// Was nothing measured but an engine beside itself?
pub fn is_control_alone(record: &Record) -> bool {
    !record.is_of_scripts()
        && matches!(&record.contestants[..], [one, again]
            if one.role == Role::Engine && again.control_of == Some(Record::BASE))
}

/// How far an interval reaches from 1.
fn reach(speed: Estimate) -> f64 {
    noise(speed) - 1.0
}

/// What was found, in words.
pub fn findings(record: &Record, summary: &Summary) -> Vec<String> {
    let Some(pair) = summary.pairs_for(Reason::Control).next() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let engine = &record.contestants[Record::BASE].label;
    if let Some(total) = &summary.total {
        let speed = total.comparisons[pair].speed;
        let within = reach(speed) < AIM;
        found.push(format!(
            "Over {} programs two processes of `{engine}` differ by {}: {} {} from 1.",
            total.programs,
            ratio_with_interval(speed),
            if within {
                "the interval stays within"
            } else {
                "the interval does not stay within"
            },
            percent(AIM),
        ));
    }
    let mut reaches: Vec<(f64, &str)> = summary
        .rows
        .iter()
        .map(|row| (reach(row.comparisons[pair].speed), row.name.as_str()))
        .collect();
    reaches.sort_by(|a, b| a.0.total_cmp(&b.0));
    let within = reaches.iter().filter(|(reach, _)| *reach < AIM).count();
    if let Some((widest, program)) = reaches.last() {
        let (middle, _) = reaches[reaches.len() / 2];
        found.push(format!(
            "By program the interval stays within {} for {within} of {}; it reaches {} in the middle, and {} at most (`{program}`).",
            percent(AIM),
            reaches.len(),
            percent(middle),
            percent(*widest),
        ));
    }
    found
}

/// The control of each program.
pub fn table(record: &Record, summary: &Summary) -> Grid {
    let engine = &record.contestants[Record::BASE].label;
    let mut grid = Grid::new(
        [
            "program".to_owned(),
            format!("A/A: {engine}"),
            "reaches from 1".to_owned(),
        ],
        1,
    );
    let Some(pair) = summary.pairs_for(Reason::Control).next() else {
        return grid;
    };
    let rows = summary.rows.iter().map(|row| (&row.name, &row.comparisons));
    let all = summary
        .total
        .iter()
        .map(|all| (&all.name, &all.comparisons));
    for (name, comparisons) in rows.chain(all) {
        let speed = comparisons[pair].speed;
        grid.push([
            name.clone(),
            format!(
                "{} [{:.4}, {:.4}]",
                ratio(speed.value),
                speed.low,
                speed.high
            ),
            percent(reach(speed)),
        ]);
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::super::record::{Clock, tests::example};
    use super::*;

    #[test]
    fn an_engine_beside_itself_is_a_control() {
        let mut record = example();
        assert!(!is_control_alone(&record));
        record.contestants.truncate(3);
        record.contestants.remove(0);
        record.contestants[1].control_of = Some(Record::BASE);
        for program in &mut record.programs {
            program.series.truncate(3);
            program.series.remove(0);
        }
        record.starts.clear();
        assert!(is_control_alone(&record));
        let summary = Summary::of(&record, Clock::Cpu);
        let found = findings(&record, &summary);
        assert!(
            found[0].contains("two processes of `direct` differ by"),
            "{found:?}"
        );
        assert!(found[1].contains("of 4; it reaches"), "{found:?}");
        let rows = table(&record, &summary).rows;
        assert_eq!(rows.len(), 5, "four programs and all");
        assert_eq!(rows[0][0], "loop_for");
    }
}
