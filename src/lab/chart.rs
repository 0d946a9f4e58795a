//! The chart of a run: how many times as fast each engine is, by kind of program, as SVG.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::contestant::Role;
use super::record::Record;
use super::stats::Estimate;
use super::summary::{Group, Reason, Summary};

/// Colours that people who see colours differently can tell apart (Okabe and Ito).
const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(213, 94, 0),
    RGBColor(86, 180, 233),
];
const GRAY: RGBColor = RGBColor(90, 90, 90);
const FONT: &str = "sans-serif";

/// One bar's colour, name and heights by group.
struct Bars {
    name: String,
    heights: Vec<Estimate>,
}

/// Draws the chart; `None` where nothing is compared.
///
/// The line at 1 is the first peer, or the first contestant where there is no peer.
pub fn chart(record: &Record, summary: &Summary) -> Option<String> {
    let groups: Vec<&Group> = summary
        .kinds
        .iter()
        .filter(|kind| runs_in_a_driver(record, &kind.name))
        .chain(&summary.total)
        .collect();
    let peer = record.in_role(Role::Peer).next();
    let reason = if summary.pairs_for(Reason::Peer).next().is_some() {
        Reason::Peer
    } else {
        Reason::Base
    };
    let bars: Vec<Bars> = summary
        .pairs_for(reason)
        .filter(|&pair| reason == Reason::Base || Some(summary.pairs[pair].against) == peer)
        .map(|pair| Bars {
            name: record.contestants[summary.pairs[pair].of].label.clone(),
            heights: groups
                .iter()
                .map(|group| group.comparisons[pair].speed)
                .collect(),
        })
        .collect();
    let against = summary.pairs[summary.pairs_for(reason).next()?].against;
    let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    let title = format!(
        "Times as fast as {} (geometric means, 95% intervals)",
        record.contestants[against].label
    );
    let mut svg = String::new();
    // Drawing into a string fails only where the geometry makes no sense; then there is no chart.
    draw(&mut svg, &title, &names, &bars).ok()?;
    Some(svg)
}

/// Whole processes are left out: starting up is of another order, and would flatten the other bars.
fn runs_in_a_driver(record: &Record, kind: &str) -> bool {
    record
        .programs
        .iter()
        .any(|program| program.kind == kind && program.mode.in_total())
}

fn draw(
    svg: &mut String,
    title: &str,
    groups: &[&str],
    bars: &[Bars],
) -> Result<(), Box<dyn std::error::Error>> {
    let width = 160 + 90 * groups.len().max(4) as u32;
    let area: DrawingArea<SVGBackend, Shift> =
        SVGBackend::with_string(svg, (width, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let top = bars
        .iter()
        .flat_map(|bars| &bars.heights)
        .map(|height| height.high)
        .fold(1.0, f64::max)
        * 1.08;
    let mut chart = ChartBuilder::on(&area)
        .caption(title, (FONT, 18))
        .margin(12)
        .x_label_area_size(34)
        .y_label_area_size(48)
        .build_cartesian_2d(0.0..groups.len() as f64, 0.0..top)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .bold_line_style(RGBColor(225, 225, 225))
        .x_labels(0)
        .y_label_formatter(&|speed| format!("{speed:.1}"))
        .label_style((FONT, 13))
        .draw()?;
    let slot = 0.8 / bars.len().max(1) as f64;
    for (number, bars) in bars.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let left = |group: usize| group as f64 + 0.1 + slot * number as f64;
        let measured = |(_, height): &(usize, &Estimate)| !height.value.is_nan();
        let boxes = bars
            .heights
            .iter()
            .enumerate()
            .filter(measured)
            .map(|(group, height)| {
                Rectangle::new(
                    [
                        (left(group), 0.0),
                        (left(group) + slot * 0.92, height.value),
                    ],
                    colour.filled(),
                )
            });
        chart
            .draw_series(boxes)?
            .label(&bars.name)
            .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 12, y + 5)], colour.filled()));
        chart.draw_series(bars.heights.iter().enumerate().map(|(group, height)| {
            ErrorBar::new_vertical(
                left(group) + slot * 0.46,
                height.low,
                height.value,
                height.high,
                GRAY.stroke_width(1),
                4,
            )
        }))?;
    }
    chart.draw_series(std::iter::once(PathElement::new(
        vec![(0.0, 1.0), (groups.len() as f64, 1.0)],
        BLACK.stroke_width(1),
    )))?;
    let centred = TextStyle::from((FONT, 13)).pos(plotters::style::text_anchor::Pos::new(
        plotters::style::text_anchor::HPos::Center,
        plotters::style::text_anchor::VPos::Top,
    ));
    for (group, name) in groups.iter().enumerate() {
        let (x, y) = chart.backend_coord(&(group as f64 + 0.5, 0.0));
        area.draw(&Text::new((*name).to_owned(), (x, y + 8), centred.clone()))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.85))
        .border_style(RGBColor(200, 200, 200))
        .label_font((FONT, 13))
        .draw()?;
    area.present()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::record::Clock;
    use super::super::record::tests::example;
    use super::*;

    #[test]
    fn every_engine_and_kind_is_in_the_chart() {
        let record = example();
        let svg = chart(&record, &Summary::of(&record, Clock::Cpu)).unwrap();
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
        for text in [
            "Times as fast as cpython-3.14.0",
            "match",
            "direct",
            "dispatch",
            "float",
            "all",
        ] {
            assert!(svg.contains(text), "{text} is missing");
        }
        let filled = svg.matches("fill=\"#0072B2\"").count();
        assert_eq!(
            filled,
            4 + 1,
            "a bar for each kind and for all, and the legend's"
        );
    }

    #[test]
    fn without_a_peer_the_first_engine_is_the_line() {
        let mut record = example();
        record.contestants.pop();
        record.starts.pop();
        for program in &mut record.programs {
            program.series.pop();
        }
        let svg = chart(&record, &Summary::of(&record, Clock::Cpu)).unwrap();
        assert!(svg.contains("Times as fast as match"));
    }
}
