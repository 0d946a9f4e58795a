//! Charts of causes: what techniques are worth, instructions against time, and what was executed.

use super::html::{anchor, escape};
use super::svg::{COLOURS, LogAxis, Plot, legend, trimmed};
use crate::lab::ablation::{EngineRecord, effects, put_in, within_another};
use crate::lab::counts::Counts;
use crate::lab::load::Profile;
use crate::lab::record::{Clock, Record};
use crate::lab::stats::{geomean, median};
use crate::lab::table::{count, percent, ratio};
use tricera::core::ops::techniques::SPECIALIZATION;

/// Steps of what each technique is worth, each beginning where the one before ended. Only ratios of at least this
/// distance from 1 get a step of their own.
const STEP: f64 = 0.003;

/// The waterfall of one engine, and the sentence that goes with it.
pub fn waterfall(engine: &EngineRecord) -> String {
    let (control, effects) = effects(engine);
    // Where techniques are added to a bare engine one by one, what helps makes the time shorter.
    let added = engine
        .record
        .contestants
        .first()
        .is_some_and(|base| base.label.contains("without="));
    let mut steps: Vec<(&str, f64, [f64; 2], bool)> = engine
        .switches
        .iter()
        .zip(&effects)
        .map(|(name, effect)| {
            let time = effect.time;
            (
                name.as_str(),
                time.value,
                [time.low, time.high],
                effect.certain,
            )
        })
        .collect();
    let whole = steps.iter().position(|step| step.0 == SPECIALIZATION);
    let whole = whole.map(|at| steps.remove(at));
    // What is in another step already has none of its own, nor has what is put in where others are left out.
    let apart = |name: &str| !within_another(name) && (added || !put_in(name));
    steps.retain(|step| apart(step.0));
    steps.sort_by(|a, b| {
        if added {
            a.1.total_cmp(&b.1)
        } else {
            b.1.total_cmp(&a.1)
        }
    });
    let small = steps.iter().filter(|step| step.1.ln().abs() < STEP).count();
    steps.retain(|step| step.1.ln().abs() >= STEP);
    let product: f64 = steps.iter().map(|step| step.1).product();
    let mut ends = vec![product];
    let mut reached = 1.0;
    for step in &steps {
        reached *= step.1;
        ends.extend([reached * step.2[0] / step.1, reached * step.2[1] / step.1]);
    }
    ends.extend(whole.iter().flat_map(|step| step.2));
    let axis = LogAxis::around(ends);
    const ROW: f64 = 30.0;
    let rows = steps.len() + 1 + usize::from(whole.is_some());
    let height = 22.0 + ROW * rows as f64;
    let mut plot = Plot::new(
        height,
        &format!("What each technique is worth on {}", engine.engine),
    );
    plot.axis(axis, height);
    let mut y = 22.0;
    let mut from = 1.0;
    let mut row =
        |name: &str, from: f64, factor: f64, [low, high]: [f64; 2], class: &str, y: f64| {
            plot.text(
                0.0,
                y + 12.0,
                "start",
                &format!("{name}: {}", ratio(factor)),
                None,
            );
            let title = format!(
                "{name}: {} [{}, {}]",
                ratio(factor),
                ratio(low),
                ratio(high)
            );
            plot.bar(
                [axis.at(from), axis.at(from * factor)],
                y + 16.0,
                9.0,
                class,
                &title,
            );
            plot.line(
                [axis.at(from * low), axis.at(from * high)],
                y + 20.5,
                "whisker",
            );
        };
    for (name, factor, interval, certain) in &steps {
        let class = match (*factor > 1.0, certain) {
            (true, true) => "c0",
            (true, false) => "c0 pale",
            (false, true) => "c4",
            (false, false) => "c4 pale",
        };
        row(name, from, *factor, *interval, class, y);
        from *= factor;
        y += ROW;
    }
    row(
        "all of these, if they were independent",
        1.0,
        product,
        [product, product],
        "c2",
        y,
    );
    if let Some((name, factor, interval, _)) = whole {
        row(
            &format!("{name} as a whole, measured"),
            1.0,
            factor,
            interval,
            "c3",
            y + ROW,
        );
    }
    let noise = control.map_or(String::new(), |aa| {
        format!(
            " Nothing changed at all gives {} [{}, {}].",
            ratio(aa.time.value),
            ratio(aa.time.low),
            ratio(aa.time.high)
        )
    });
    let first = steps.first().filter(|step| step.3);
    let most = first.map_or(String::new(), |(name, factor, ..)| {
        let (name, factor) = (escape(name), ratio(*factor));
        if added {
            format!(" What helps most by itself is <code>{name}</code>: with it alone programs take {factor} of the bare engine's time.")
        } else {
            format!(" What counts most is <code>{name}</code>: without it programs take {factor} times as long.")
        }
    });
    let what = if added {
        "added to a bare engine"
    } else {
        "left out"
    };
    format!(
        "<h3>{}</h3>\n<p>Processor time with each one {what}, as a multiple, over {} programs; {small} that change less than {} have no step.{most}{noise}</p>\n{}",
        escape(&engine.engine),
        engine.record.programs.len(),
        percent(STEP),
        plot.finish()
    )
}

/// Instructions per bytecode against time per bytecode, a point for each program and contestant; `None` without anything
/// in common.
pub fn instructions_against_time(record: &Record, counts: &Counts) -> Option<String> {
    struct Point<'a> {
        colour: usize,
        program: &'a str,
        label: &'a str,
        instructions: f64,
        nanoseconds: f64,
    }
    if record.size != counts.size {
        return None;
    }
    let mut points = Vec::new();
    for row in &counts.rows {
        let Some(bytecodes) = row.bytecodes.filter(|&n| n > 0) else {
            continue;
        };
        let program = record.programs.iter().find(|one| one.name == row.program);
        let at = record
            .contestants
            .iter()
            .position(|one| one.label == row.contestant);
        if let (Some(program), Some(at)) = (program, at)
            && program.has([at])
        {
            let took = median(&mut program.series[at].times(Clock::Cpu).to_vec());
            points.push(Point {
                colour: at,
                program: &program.name,
                label: &row.contestant,
                instructions: row.instructions as f64 / bytecodes as f64,
                nanoseconds: took / bytecodes as f64,
            });
        }
    }
    let x = LogAxis::over(points.iter().map(|point| point.instructions))?;
    let y = LogAxis::over(points.iter().map(|point| point.nanoseconds))?;
    const HEIGHT: f64 = 340.0;
    let vertical = |value: f64| HEIGHT - 24.0 - y.at(value) / 100.0 * (HEIGHT - 46.0);
    let mut plot = Plot::new(
        HEIGHT,
        "Instructions per bytecode against time per bytecode",
    );
    plot.axis(x, HEIGHT - 18.0);
    for tick in y.ticks() {
        plot.line([0.0, 100.0], vertical(tick), "grid");
        plot.text(
            0.0,
            vertical(tick) - 3.0,
            "start",
            &format!("{} ns", trimmed(tick)),
            None,
        );
    }
    plot.text(
        100.0,
        HEIGHT - 4.0,
        "end",
        "instructions per bytecode →",
        None,
    );
    for point in &points {
        let title = format!(
            "{}, {}: {:.1} instructions and {:.2} ns per bytecode",
            point.program, point.label, point.instructions, point.nanoseconds
        );
        plot.point(
            x.at(point.instructions),
            vertical(point.nanoseconds),
            &format!("c{}", point.colour % COLOURS),
            &title,
        );
    }
    let mut names: Vec<(usize, &str)> = Vec::new();
    for point in &points {
        if !names.contains(&(point.colour, point.label)) {
            names.push((point.colour, point.label));
        }
    }
    let per_nanosecond = names.iter().map(|(colour, label)| {
        let own = points.iter().filter(|point| point.colour == *colour);
        let rate = geomean(own.map(|point| point.instructions / point.nanoseconds));
        format!("<code>{}</code> {}", escape(label), ratio(rate))
    });
    let rates: Vec<String> = per_nanosecond.collect();
    Some(format!(
        "<p>A point is a program on an engine. Along the diagonal, time follows instructions; what lies above it waits for something else. \
         Instructions per nanosecond (geometric means): {}.</p>\n{}{}",
        rates.join(", "),
        legend(&names),
        plot.finish()
    ))
}

/// How many opcodes the heat map has on each side.
const HEAT: usize = 20;

/// Opcodes by how often they were executed, and pairs of the most frequent ones.
pub fn heat(profile: &Profile) -> String {
    let total: u64 = profile.opcodes.iter().map(|(_, n)| n).sum();
    let mut opcodes: Vec<&(String, u64)> = profile.opcodes.iter().collect();
    opcodes.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.as_str()));
    opcodes.truncate(HEAT);
    let share = |n: u64| n as f64 / total.max(1) as f64;
    const ROW: f64 = 26.0;
    let most = opcodes.first().map_or(1, |(_, n)| (*n).max(1));
    let mut plot = Plot::new(ROW * opcodes.len() as f64, "Executions by opcode");
    for (number, (name, n)) in opcodes.iter().enumerate() {
        let y = ROW * number as f64;
        let text = format!("{name} {}", percent(share(*n)));
        plot.text(0.0, y + 12.0, "start", &text, None);
        let title = format!("{name}: {} executions", count(*n));
        plot.bar(
            [0.0, *n as f64 / most as f64 * 100.0],
            y + 15.0,
            8.0,
            "c0",
            &title,
        );
    }
    let covered: u64 = opcodes.iter().map(|(_, n)| n).sum();
    let mut out = format!(
        "<p>{} instructions were executed, {} of them of the {} opcodes below.</p>\n{}",
        count(total),
        percent(share(covered)),
        opcodes.len(),
        plot.finish()
    );
    if profile.pairs.is_empty() {
        return out;
    }
    let names: Vec<&str> = opcodes.iter().map(|(name, _)| name.as_str()).collect();
    let between = |first: &str, second: &str| {
        let found = profile
            .pairs
            .iter()
            .find(|(a, b, _)| a == first && b == second);
        found.map_or(0, |(_, _, n)| *n)
    };
    let hottest = profile
        .pairs
        .iter()
        .map(|(_, _, n)| *n)
        .max()
        .unwrap_or(1)
        .max(1);
    out += "<p>Rows are followed by columns; the stronger the colour, the more often.</p>\n<div class=\"wide\"><table class=\"heat\"><thead><tr><th></th>";
    for name in &names {
        out += &format!("<th scope=\"col\"><span>{}</span></th>", escape(name));
    }
    out += "</tr></thead><tbody>\n";
    for first in &names {
        out += &format!(
            "<tr id=\"{}\"><th scope=\"row\">{}</th>",
            anchor(&["opcode", first]),
            escape(first)
        );
        for second in &names {
            let n = between(first, second);
            // The eye sees the square root better than the share.
            let heat = (n as f64 / hottest as f64).sqrt() * 100.0;
            out += &format!(
                "<td style=\"--h:{heat:.0}%\" title=\"{} then {}: {}\"></td>",
                escape(first),
                escape(second),
                count(n)
            );
        }
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n"
}
