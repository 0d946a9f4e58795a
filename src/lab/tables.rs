//! The tables of a run, for the terminal and for RESULTS.md alike.

use super::contestant::Role;
use super::corpus::Size;
use super::record::Record;
use super::summary::{Comparison, Group, Pair, Summary, Verdict};
use super::table::{Grid, NO_FIGURE, mebibytes, ratio_with_interval, time_with_error};

/// A table with its heading.
#[derive(Clone)]
pub struct Section {
    /// What it shows.
    pub title: String,
    /// The table.
    pub grid: Grid,
}

/// Stands beside a ratio that noise could explain.
pub const CANNOT_TELL: &str = "≈";

/// How many times as fast, by program, by kind and in all.
pub fn speeds(record: &Record, summary: &Summary) -> Section {
    let header = ["program".to_owned(), "kind".to_owned()];
    let pairs = summary.pairs.iter().map(|pair| pair_label(record, pair));
    let mut grid = Grid::new(header.into_iter().chain(pairs), 2);
    for row in &summary.rows {
        let cells = row.comparisons.iter().map(comparison);
        grid.push(
            [row.name.clone(), row.kind.clone()]
                .into_iter()
                .chain(cells),
        );
    }
    groups(summary, &mut grid);
    Section {
        title: "How many times as fast, by processor time".to_owned(),
        grid,
    }
}

/// How many times as fast, by kind and in all.
pub fn speeds_by_kind(record: &Record, summary: &Summary, title: &str) -> Section {
    let pairs = summary.pairs.iter().map(|pair| pair_label(record, pair));
    let mut grid = Grid::new(
        ["programs".to_owned(), "kind".to_owned()]
            .into_iter()
            .chain(pairs),
        2,
    );
    groups(summary, &mut grid);
    Section {
        title: title.to_owned(),
        grid,
    }
}

fn groups(summary: &Summary, grid: &mut Grid) {
    let line_of = |group: &Group| {
        let cells = group.comparisons.iter().zip(&group.measured);
        let cells = cells.map(|(figures, &measured)| {
            let missing = measured < group.programs && measured > 0;
            let of = if missing {
                format!(" of {measured}")
            } else {
                String::new()
            };
            comparison(figures) + &of
        });
        [format!("geomean of {}", group.programs), group.name.clone()]
            .into_iter()
            .chain(cells)
            .collect::<Vec<_>>()
    };
    // One program's geometric mean is its own row again.
    for kind in summary.kinds.iter().filter(|kind| kind.programs > 1) {
        grid.push(line_of(kind));
    }
    if let Some(total) = &summary.total {
        grid.push(line_of(total));
    }
}

fn comparison(comparison: &Comparison) -> String {
    let figures = ratio_with_interval(comparison.speed);
    match comparison.verdict {
        Verdict::CannotTell => format!("{CANNOT_TELL} {figures}"),
        Verdict::Faster | Verdict::Slower | Verdict::NotMeasured => figures,
    }
}

/// The heading of a pair's column.
pub fn pair_label(record: &Record, pair: &Pair) -> String {
    let label = |at: usize| &record.contestants[at].label;
    if record.contestants[pair.of].role == Role::Control {
        return format!("A/A: {}", label(pair.against));
    }
    format!("{} / {}", label(pair.of), label(pair.against))
}

/// What each comparison comes to, in all and by program.
pub fn verdicts(record: &Record, summary: &Summary) -> Section {
    let header = [
        "compared",
        "in all",
        "verdict",
        "faster",
        "slower",
        "can't tell",
    ];
    let mut grid = Grid::new(header, 1);
    for (number, pair) in summary.pairs.iter().enumerate() {
        let total = summary.total.as_ref();
        let total = total.map(|total| total.comparisons[number]);
        let mut line = vec![pair_label(record, pair)];
        line.extend(match total {
            Some(total) => [
                ratio_with_interval(total.speed),
                total.verdict.word().to_owned(),
            ],
            None => [String::new(), String::new()],
        });
        for verdict in [Verdict::Faster, Verdict::Slower, Verdict::CannotTell] {
            let of_pair = summary.rows.iter().map(|row| row.comparisons[number]);
            let programs = of_pair.filter(|comparison| comparison.verdict == verdict);
            line.push(programs.count().to_string());
        }
        grid.push(line);
    }
    Section {
        title: "Verdicts, in all and in how many programs".to_owned(),
        grid,
    }
}

/// The median times.
pub fn times(record: &Record, summary: &Summary) -> Section {
    let labels = record.contestants.iter().map(|one| one.label.clone());
    let mut grid = Grid::new(std::iter::once("program".to_owned()).chain(labels), 1);
    for row in &summary.rows {
        let times = row.times.iter();
        let times = times.map(|time| time.map_or(NO_FIGURE.to_owned(), time_with_error));
        grid.push(std::iter::once(row.name.clone()).chain(times));
    }
    let size = match record.size {
        // Scripts bring their size along.
        _ if record.is_of_scripts() => "scripts of pyperformance",
        Size::Quick => "quick sizes",
        Size::Full => "full sizes",
    };
    Section {
        title: format!(
            "Median processor time, {size}, {} samples",
            record.effort.samples()
        ),
        grid,
    }
}

/// Start-up times and memory.
pub fn starts(record: &Record, summary: &Summary) -> Section {
    let mut grid = Grid::new(["-c pass", "elapsed", "processor", "peak memory"], 1);
    for start in &summary.starts {
        grid.push([
            record.contestants[start.contestant].label.clone(),
            time_with_error(start.wall),
            time_with_error(start.cpu),
            start.peak_kib.map_or("not measured".to_owned(), mebibytes),
        ]);
    }
    Section {
        title: "A whole process that runs `pass`".to_owned(),
        grid,
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Clock;
    use super::super::record::tests::example;
    use super::*;

    #[test]
    fn tables_have_all_programs_contestants_and_pairs() {
        let record = example();
        let summary = Summary::of(&record, Clock::Cpu);
        let speeds = speeds(&record, &summary).grid;
        assert_eq!(speeds.header[2..4], ["A/A: direct", "direct / match"]);
        assert_eq!(speeds.rows.len(), 5, "four programs and all together");
        assert!(
            speeds
                .rows
                .iter()
                .all(|row| row.len() == speeds.header.len())
        );
        assert!(
            speeds.rows[0][2].starts_with(CANNOT_TELL),
            "{:?}",
            speeds.rows[0]
        );
        assert!(speeds.rows[0][3].starts_with("1.5") || speeds.rows[0][3].starts_with("1.4"));
        assert!(speeds.rows[4][0].contains("geomean of 3"));
        let times = times(&record, &summary).grid;
        assert_eq!((times.rows.len(), times.header.len()), (4, 5));
        let starts = starts(&record, &summary).grid;
        assert_eq!(starts.rows[2][3], "9.8 MiB");
        assert_eq!(speeds_by_kind(&record, &summary, "x").grid.rows.len(), 1);
    }
}
