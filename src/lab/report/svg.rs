//! Charts as SVG that fits any width: what lies along the axis is placed in percent, what has a size of its own (text,
//! bars' thickness) in pixels. So a phone shows the same text in the same size, and no script is needed.

use std::fmt::Write;

use super::html::escape;

/// A chart as wide as the page.
pub struct Plot {
    height: f64,
    label: String,
    body: String,
}

/// A logarithmic axis.
#[derive(Clone, Copy, Debug)]
pub struct LogAxis {
    low: f64,
    high: f64,
}

impl LogAxis {
    /// An axis that holds all of these and 1, with some room.
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (1.0_f64, 1.0_f64);
        for value in values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
        {
            low = low.min(value);
            high = high.max(value);
        }
        // A range of nothing has no scale.
        Self {
            low: (low * 0.95).min(0.9),
            high: (high * 1.05).max(1.1),
        }
    }

    /// An axis that holds all of these, wherever they are.
    pub fn over(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let values: Vec<f64> = values
            .into_iter()
            .filter(|value| value.is_finite() && *value > 0.0)
            .collect();
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        Some(Self {
            low: low * 0.8,
            high: high * 1.25,
        })
    }

    /// Where a value lies, in percent.
    pub fn at(self, value: f64) -> f64 {
        let share = (value / self.low).ln() / (self.high / self.low).ln();
        (share * 100.0).clamp(0.0, 100.0)
    }

    /// Round values along the axis, finer where it is short.
    pub fn ticks(self) -> Vec<f64> {
        let span = self.high / self.low;
        let steps: &[f64] = match span {
            span if span < 1.6 => &[
                1.0, 1.1, 1.2, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 8.5, 9.0,
                9.5,
            ],
            span if span < 4.0 => &[1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0],
            span if span < 12.0 => &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 7.0],
            span if span < 40.0 => &[1.0, 2.0, 5.0],
            _ => &[1.0],
        };
        let mut ticks = Vec::new();
        let mut decade = 10_f64.powf(self.low.log10().floor());
        while decade <= self.high {
            ticks.extend(steps.iter().map(|step| step * decade));
            decade *= 10.0;
        }
        ticks.retain(|tick| (self.low..=self.high).contains(tick));
        ticks
    }
}

impl Plot {
    /// An empty chart of this height in pixels; the label is for those who do not see it.
    pub fn new(height: f64, label: &str) -> Self {
        Self {
            height,
            label: label.to_owned(),
            body: String::new(),
        }
    }

    /// A rectangle from `from` to `to` percent; the title is shown where a pointer rests on it.
    pub fn bar(&mut self, [from, to]: [f64; 2], y: f64, thickness: f64, class: &str, title: &str) {
        let (left, width) = (from.min(to), (to - from).abs());
        self.push(format!(
            "<rect class=\"{class}\" x=\"{left:.2}%\" y=\"{y:.1}\" width=\"{width:.2}%\" height=\"{thickness:.1}\"><title>{}</title></rect>",
            escape(title)
        ));
    }

    /// A horizontal line from `from` to `to` percent.
    pub fn line(&mut self, [from, to]: [f64; 2], y: f64, class: &str) {
        self.push(format!(
            "<line class=\"{class}\" x1=\"{from:.2}%\" x2=\"{to:.2}%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        ));
    }

    /// A vertical line at `x` percent.
    pub fn rule(&mut self, x: f64, [top, bottom]: [f64; 2], class: &str) {
        self.push(format!(
            "<line class=\"{class}\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>"
        ));
    }

    /// A point.
    pub fn point(&mut self, x: f64, y: f64, class: &str, title: &str) {
        self.push(format!(
            "<circle class=\"{class}\" cx=\"{x:.2}%\" cy=\"{y:.1}\" r=\"3.5\"><title>{}</title></circle>",
            escape(title)
        ));
    }

    /// Text whose `anchor` (start, middle, end) is at `x` percent; a link if there is a target.
    pub fn text(&mut self, x: f64, y: f64, anchor: &str, text: &str, link: Option<&str>) {
        let text = format!(
            "<text x=\"{x:.2}%\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{}</text>",
            escape(text)
        );
        self.push(match link {
            Some(target) => format!("<a href=\"#{target}\">{text}</a>"),
            None => text,
        });
    }

    /// Ticks of an axis along the top, with lines down to `bottom`.
    pub fn axis(&mut self, axis: LogAxis, bottom: f64) {
        // Numbers next to each other must not touch, on a phone either.
        let mut last = f64::NEG_INFINITY;
        for tick in axis.ticks() {
            let x = axis.at(tick);
            let is_one = (tick - 1.0).abs() < 1e-9;
            self.rule(x, [18.0, bottom], if is_one { "one" } else { "grid" });
            if x - last >= 9.0 && (4.0..=96.0).contains(&x) {
                self.text(x, 12.0, "middle", &trimmed(tick), None);
                last = x;
            }
        }
    }

    fn push(&mut self, element: String) {
        self.body += &element;
        self.body.push('\n');
    }

    /// The element.
    pub fn finish(self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" width=\"100%\" height=\"{:.0}\">\n{}</svg>\n",
            escape(&self.label),
            self.height,
            self.body
        );
        out
    }
}

/// A tick's number without zeros at its end.
pub fn trimmed(value: f64) -> String {
    let text = format!("{value:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The squares that say whose colour is whose.
pub fn legend(names: &[(usize, &str)]) -> String {
    let items = names.iter().map(|(colour, name)| {
        format!(
            "<span><i class=\"k c{}\"></i>{}</span>",
            colour % COLOURS,
            escape(name)
        )
    });
    format!("<p class=\"legend\">{}</p>\n", items.collect::<String>())
}

/// How many colours the page's style has.
pub const COLOURS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_hold_their_values_and_have_ticks() {
        let axis = LogAxis::around([0.5, 4.0]);
        assert!(axis.at(0.5) > 0.0 && axis.at(4.0) < 100.0);
        assert!((axis.at(1.0) - axis.at(2.0)).abs() > (axis.at(2.0) - axis.at(3.0)).abs());
        let ticks: Vec<String> = axis.ticks().into_iter().map(trimmed).collect();
        assert_eq!(ticks, ["0.5", "0.7", "1", "1.5", "2", "3", "4"]);
        for values in [
            vec![],
            vec![1.0],
            vec![f64::NAN, 0.0],
            vec![0.99, 1.3],
            vec![0.01, 300.0],
        ] {
            let axis = LogAxis::around(values);
            assert!(axis.ticks().contains(&1.0), "{axis:?} {:?}", axis.ticks());
        }
        assert!(LogAxis::over([]).is_none());
    }

    #[test]
    fn elements_are_escaped_and_closed() {
        let mut plot = Plot::new(40.0, "a \"b\"");
        plot.axis(LogAxis::around([0.5, 2.0]), 40.0);
        plot.bar([50.0, 40.0], 20.0, 8.0, "c0", "<x>");
        plot.text(0.0, 12.0, "start", "a & b", Some("t-a"));
        let svg = plot.finish();
        assert!(
            svg.contains("x=\"40.00%\" y=\"20.0\" width=\"10.00%\""),
            "{svg}"
        );
        assert!(
            svg.contains("&lt;x&gt;") && svg.contains("a &amp; b") && svg.contains("href=\"#t-a\""),
            "{svg}"
        );
        assert_eq!(trimmed(1.250), "1.25");
        assert_eq!(trimmed(10.0), "10");
    }
}
