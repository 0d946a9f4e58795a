//! Text and tables as HTML.

use std::fmt::Write;

use crate::lab::table::Grid;

/// Text with what means something in HTML escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// A sentence of the findings, whose code is between backticks.
pub fn sentence(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(number, part)| match number % 2 {
        1 => format!("<code>{}</code>", escape(part)),
        _ => escape(part),
    });
    parts.collect()
}

/// A name for an anchor: letters, digits and dashes.
pub fn anchor(parts: &[&str]) -> String {
    let text = parts.join("-");
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// A table whose rows are anchors, named after the table and the row's first cell.
pub fn table(grid: &Grid, id: &str) -> String {
    let mut out = format!("<div class=\"wide\"><table id=\"{id}\"><thead><tr>");
    let class = |column: usize| match column < grid.text_columns {
        true => "",
        false => " class=\"n\"",
    };
    // Writing to a string cannot fail.
    for (column, name) in grid.header.iter().enumerate() {
        let _ = write!(
            out,
            "<th scope=\"col\"{}>{}</th>",
            class(column),
            escape(name)
        );
    }
    out += "</tr></thead><tbody>\n";
    let mut named = std::collections::HashSet::new();
    for row in &grid.rows {
        let name = anchor(&[id, row.first().map_or("", String::as_str)]);
        // Means of several kinds begin alike; only the first could be linked to.
        if named.insert(name.clone()) {
            let _ = write!(out, "<tr id=\"{name}\">");
        } else {
            out += "<tr>";
        }
        for (column, cell) in row.iter().enumerate() {
            let _ = write!(out, "<td{}>{}</td>", class(column), escape(cell));
        }
        out += "</tr>\n";
    }
    out + "</tbody></table></div>\n"
}

/// Names and values.
pub fn list(items: &[(String, String)]) -> String {
    let items = items
        .iter()
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>\n", sentence(name), sentence(value)));
    format!("<dl>\n{}</dl>\n", items.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        assert_eq!(escape("a<b & \"c\">"), "a&lt;b &amp; &quot;c&quot;&gt;");
        assert_eq!(sentence("a `b<` c"), "a <code>b&lt;</code> c");
        assert_eq!(anchor(&["speeds", "a b/c"]), "speeds-a-b-c");
    }

    #[test]
    fn rows_can_be_linked_to() {
        let mut grid = Grid::new(["program", "match"], 1);
        grid.push(["fib", "1.0"]);
        let html = table(&grid, "t");
        assert!(
            html.contains("<tr id=\"t-fib\"><td>fib</td><td class=\"n\">1.0</td></tr>"),
            "{html}"
        );
    }
}
