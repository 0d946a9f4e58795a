//! Tables, for a terminal and for Markdown, and the numbers in them.

use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::stats::Estimate;

/// Lines above, below, and under the header.
const STYLE: TableStyle = TableStyle::new()
    .top_border(LineStyle::none().fill('─').junction('─'))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// A table: the first columns are text, the others are figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
    /// Columns that hold text.
    pub text_columns: usize,
}

impl Grid {
    /// A table without rows whose first `text_columns` columns are text.
    pub fn new(header: impl IntoIterator<Item = impl Into<String>>, text_columns: usize) -> Self {
        Self {
            header: header.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
            text_columns,
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    fn alignment(&self, column: usize) -> CellAlignment {
        if column < self.text_columns {
            CellAlignment::Left
        } else {
            CellAlignment::Right
        }
    }

    /// The table in lines of text, as wide as it needs to be.
    pub fn to_text(&self) -> String {
        let mut table = Table::new();
        table
            .load_style(STYLE)
            .set_content_arrangement(ContentArrangement::Disabled);
        let cells = |row: &[String]| {
            let cells = row.iter().enumerate();
            cells
                .map(|(column, text)| Cell::new(text).set_alignment(self.alignment(column)))
                .collect::<Vec<_>>()
        };
        table.set_header(cells(&self.header));
        for row in &self.rows {
            table.add_row(cells(row));
        }
        table.trim_fmt()
    }

    /// The table in GitHub's Markdown.
    pub fn to_markdown(&self) -> String {
        let line = |cells: &[String]| {
            let escaped: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", escaped.join(" | "))
        };
        let rule: Vec<String> = (0..self.header.len())
            .map(|column| {
                if column < self.text_columns {
                    "---"
                } else {
                    "---:"
                }
                .to_owned()
            })
            .collect();
        let mut text = line(&self.header) + &line(&rule);
        text.extend(self.rows.iter().map(|row| line(row)));
        text
    }
}

/// A time in the unit that suits it: `12.3 ms`.
pub fn time(nanoseconds: f64) -> String {
    let (scale, unit) = match nanoseconds {
        t if t < 1e3 => (1.0, "ns"),
        t if t < 1e6 => (1e3, "µs"),
        t if t < 1e9 => (1e6, "ms"),
        _ => (1e9, "s"),
    };
    format!("{} {unit}", three_digits(nanoseconds / scale))
}

/// A time with the larger half of its interval: `12.3 ms ±0.4%`.
pub fn time_with_error(estimate: Estimate) -> String {
    format!(
        "{} ±{}",
        time(estimate.value),
        percent(estimate.relative_error())
    )
}

/// Stands where nothing was measured.
pub const NO_FIGURE: &str = "-";

/// A ratio with its interval: `1.23 [1.21, 1.25]`.
pub fn ratio_with_interval(estimate: Estimate) -> String {
    if estimate.value.is_nan() {
        return NO_FIGURE.to_owned();
    }
    format!(
        "{} [{}, {}]",
        ratio(estimate.value),
        ratio(estimate.low),
        ratio(estimate.high)
    )
}

/// A ratio to three digits, and to no fewer than two decimals below ten.
pub fn ratio(value: f64) -> String {
    let decimals = match value {
        v if v < 1.1 => 3,
        v if v < 10.0 => 2,
        _ => 1,
    };
    format!("{value:.decimals$}")
}

/// A share as percent.
pub fn percent(share: f64) -> String {
    let decimals = if share.abs() < 0.1 { 1 } else { 0 };
    format!("{:.decimals$}%", share * 100.0)
}

/// Memory in MiB.
pub fn mebibytes(kib: u64) -> String {
    format!("{:.1} MiB", kib as f64 / 1024.0)
}

/// A count with a thin gap between thousands.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn three_digits(value: f64) -> String {
    let decimals = match value {
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_a_unit() {
        for (nanoseconds, text) in [
            (5.0, "5.00 ns"),
            (1234.0, "1.23 µs"),
            (99_960.0, "100 µs"),
            (12.34e6, "12.3 ms"),
            (2.5e9, "2.50 s"),
        ] {
            assert_eq!(time(nanoseconds), text);
        }
        assert_eq!(ratio(0.9876), "0.988");
        assert_eq!(ratio(1.234), "1.23");
        assert_eq!(ratio(12.34), "12.3");
        assert_eq!(percent(0.0123), "1.2%");
        assert_eq!(percent(0.123), "12%");
        assert_eq!(mebibytes(1536), "1.5 MiB");
        assert_eq!(
            (count(12), count(1234), count(1_234_567)),
            ("12".into(), "1,234".into(), "1,234,567".into())
        );
        let estimate = Estimate {
            value: 2.0e6,
            low: 1.9e6,
            high: 2.02e6,
        };
        assert_eq!(time_with_error(estimate), "2.00 ms ±5.0%");
    }

    fn grid() -> Grid {
        let mut grid = Grid::new(["program", "match"], 1);
        grid.push(["a|b", "1.0"]);
        grid.push(["fib", "12.0"]);
        grid
    }

    #[test]
    fn markdown_aligns_figures_and_escapes_bars() {
        assert_eq!(
            grid().to_markdown(),
            "| program | match |\n| --- | ---: |\n| a\\|b | 1.0 |\n| fib | 12.0 |\n"
        );
    }

    #[test]
    fn text_aligns_figures_to_the_right() {
        let text = grid().to_text();
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let ends: Vec<usize> = lines
            .iter()
            .filter(|line| line.contains('.'))
            .map(|line| line.chars().count())
            .collect();
        assert_eq!(ends.len(), 2, "{text}");
        assert_eq!(ends[0], ends[1], "{text}");
    }
}
