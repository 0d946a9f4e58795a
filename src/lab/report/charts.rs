//! The charts of a run: speeds by kind and by program, and the samples behind them.

use super::html::anchor;
use super::svg::{COLOURS, LogAxis, Plot, legend};
use crate::lab::contestant::Role;
use crate::lab::record::{Clock, Record};
use crate::lab::stats::median;
use crate::lab::summary::{Comparison, Reason, Summary, Verdict};
use crate::lab::table::{ratio_with_interval, time};

const BAR: f64 = 9.0;
const LABEL: f64 = 17.0;
const GAP: f64 = 7.0;
const TOP: f64 = 22.0;

/// What a row of bars belongs to.
struct Row<'a> {
    name: &'a str,
    link: String,
    comparisons: &'a [Comparison],
}

/// The comparisons that are drawn, each with the number of its contestant: everybody with the first peer, or, where
/// there is none, with the first engine.
fn drawn(record: &Record, summary: &Summary) -> Option<(usize, Vec<usize>)> {
    let peer = record.in_role(Role::Peer).next();
    let reason = if summary.pairs_for(Reason::Peer).next().is_some() {
        Reason::Peer
    } else {
        Reason::Base
    };
    let pairs: Vec<usize> = summary
        .pairs_for(reason)
        .filter(|&pair| reason == Reason::Base || Some(summary.pairs[pair].against) == peer)
        .collect();
    let against = summary.pairs[*pairs.first()?].against;
    Some((against, pairs))
}

/// Bars by kind of program, and by program within each kind. Empty where nothing is compared.
pub fn speeds(record: &Record, summary: &Summary, run: &str) -> String {
    let Some((against, pairs)) = drawn(record, summary) else {
        return String::new();
    };
    let names: Vec<(usize, &str)> = pairs
        .iter()
        .map(|&pair| summary.pairs[pair].of)
        .map(|of| (of, record.contestants[of].label.as_str()))
        .collect();
    let base = &record.contestants[against].label;
    let mut out = format!(
        "<p>How many times as fast as <code>{}</code>, by processor time; geometric means with 95% intervals. Right of the line at 1 \
         is faster. A pale bar is one that the control could explain.</p>\n{}",
        super::html::escape(base),
        legend(&names)
    );
    let groups = summary.kinds.iter().chain(&summary.total);
    let mut rows: Vec<Row> = groups
        .map(|group| Row {
            name: &group.name,
            link: anchor(&["kind", run, &group.name]),
            comparisons: &group.comparisons,
        })
        .collect();
    if let (Some(_), Some(all)) = (&summary.total, rows.last_mut()) {
        all.link = anchor(&["speeds", run]);
    }
    out += &bars(
        record,
        summary,
        &pairs,
        &rows,
        &format!("Speed by kind of program against {base}"),
    );
    for kind in &summary.kinds {
        let rows = summary.rows.iter().filter(|row| row.kind == kind.name);
        let rows: Vec<Row> = rows
            .map(|row| Row {
                name: &row.name,
                link: anchor(&["speeds", run, &row.name]),
                comparisons: &row.comparisons,
            })
            .collect();
        out += &format!(
            "<details id=\"{}\"><summary>{}, by program</summary>\n{}</details>\n",
            anchor(&["kind", run, &kind.name]),
            super::html::escape(&kind.name),
            bars(
                record,
                summary,
                &pairs,
                &rows,
                &format!("Speed of the {} programs against {base}", kind.name)
            )
        );
    }
    out
}

fn bars(record: &Record, summary: &Summary, pairs: &[usize], rows: &[Row], label: &str) -> String {
    let speeds = || {
        rows.iter()
            .flat_map(|row| pairs.iter().map(|&pair| &row.comparisons[pair]))
            .filter(|one| one.verdict != Verdict::NotMeasured)
    };
    let axis = LogAxis::around(speeds().flat_map(|one| [one.speed.low, one.speed.high]));
    let row_height = LABEL + BAR * pairs.len() as f64 + GAP;
    let height = TOP + row_height * rows.len() as f64;
    let mut plot = Plot::new(height, label);
    plot.axis(axis, height);
    for (number, row) in rows.iter().enumerate() {
        let y = TOP + row_height * number as f64;
        plot.text(0.0, y + 13.0, "start", row.name, Some(&row.link));
        for (place, &pair) in pairs.iter().enumerate() {
            let (speed, verdict) = (row.comparisons[pair].speed, row.comparisons[pair].verdict);
            let of = summary.pairs[pair].of;
            let top = y + LABEL + BAR * place as f64;
            if verdict == Verdict::NotMeasured {
                continue;
            }
            let told = verdict != Verdict::CannotTell;
            let class = format!("c{}{}", of % COLOURS, if told { "" } else { " pale" });
            let title = format!(
                "{}, {}: {}, {}",
                row.name,
                record.contestants[of].label,
                ratio_with_interval(speed),
                verdict.word()
            );
            plot.bar(
                [axis.at(1.0), axis.at(speed.value)],
                top,
                BAR - 2.0,
                &class,
                &title,
            );
            plot.line(
                [axis.at(speed.low), axis.at(speed.high)],
                top + BAR / 2.0 - 1.0,
                "whisker",
            );
        }
    }
    plot.finish()
}

/// Every sample, by program and contestant, as a multiple of the median of the program's first contestant.
pub fn distributions(record: &Record, clock: Clock) -> String {
    const STRIP: f64 = 13.0;
    let shown: Vec<usize> = (0..record.contestants.len()).collect();
    let names: Vec<(usize, &str)> = shown
        .iter()
        .map(|&at| (at, record.contestants[at].label.as_str()))
        .collect();
    let mut out = format!(
        "<p>Every sample as a point, its time as a multiple of the median of <code>{}</code>; the stroke is a contestant's own median. \
         What spreads here is what intervals are made of.</p>\n{}",
        super::html::escape(&record.contestants[Record::BASE].label),
        legend(&names)
    );
    let mut kinds: Vec<&str> = Vec::new();
    for program in &record.programs {
        if !kinds.contains(&program.kind.as_str()) {
            kinds.push(&program.kind);
        }
    }
    for kind in kinds {
        let programs: Vec<_> = record
            .programs
            .iter()
            .filter(|program| program.kind == kind)
            .collect();
        let base = |program: &crate::lab::record::ProgramRecord| {
            median(&mut program.series[Record::BASE].times(clock).to_vec())
        };
        let multiples = programs.iter().flat_map(|program| {
            let base = base(program);
            let series = program.series.iter();
            series.flat_map(move |series| series.times(clock).iter().map(move |time| time / base))
        });
        let axis = LogAxis::around(multiples);
        let row_height = LABEL + STRIP * shown.len() as f64 + GAP;
        let height = TOP + row_height * programs.len() as f64;
        let mut plot = Plot::new(height, &format!("Samples of the {kind} programs"));
        plot.axis(axis, height);
        for (number, program) in programs.iter().enumerate() {
            let y = TOP + row_height * number as f64;
            plot.text(0.0, y + 13.0, "start", &program.name, None);
            let base = base(program);
            for &at in shown.iter().filter(|&&at| program.has([at])) {
                let samples = program.series[at].times(clock);
                let middle = y + LABEL + STRIP * (at as f64 + 0.5);
                for sample in samples {
                    let title = format!(
                        "{}, {}: {}",
                        program.name,
                        record.contestants[at].label,
                        time(*sample)
                    );
                    plot.point(
                        axis.at(sample / base),
                        middle,
                        &format!("c{} sample", at % COLOURS),
                        &title,
                    );
                }
                let own = axis.at(median(&mut samples.to_vec()) / base);
                plot.rule(own, [middle - STRIP / 2.0, middle + STRIP / 2.0], "whisker");
            }
        }
        let open = if out.contains("<details") {
            ""
        } else {
            " open"
        };
        out += &format!(
            "<details{open}><summary>{}</summary>\n{}</details>\n",
            super::html::escape(kind),
            plot.finish()
        );
    }
    out
}
