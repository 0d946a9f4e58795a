//! A profile as comma-separated values: a row for each count.

use std::collections::BTreeMap;

use super::time::Times;
use crate::cli::profile_data::ProfileData;

/// All counts, in the order of the tables.
pub fn text(data: &ProfileData, times: Option<&Times>) -> String {
    let mut text = "section,name,detail,count\n".to_owned();
    let mut row = |section: &str, name: &str, detail: &str, count: u64| {
        let cells = [section, name, detail].map(cell);
        text += &format!("{},{count}\n", cells.join(","));
    };
    for (section, counts) in [
        ("opcodes", &data.opcodes),
        ("pairs", &data.pairs),
        ("triples", &data.triples),
        ("fusable pairs", &data.fusable_pairs),
        ("out of line", &data.out_of_line),
        ("polls", &data.polls),
    ] {
        counts
            .iter()
            .for_each(|(name, &n)| row(section, name, "", n));
    }
    for (name, f) in &data.families {
        for (detail, n) in [
            ("general", f.general),
            ("hits", f.hits),
            ("misses", f.misses),
            ("attempts", f.attempts),
            ("successes", f.successes),
            ("forbidden", f.forbidden),
            ("deopts", f.deopts),
        ] {
            row("families", name, detail, n);
        }
        f.failures
            .iter()
            .for_each(|(why, &n)| row("failures", name, why, n));
        f.misses_by_form
            .iter()
            .for_each(|(form, &n)| row("misses", name, form, n));
    }
    for (section, counts) in [("caches", &data.caches), ("calls", &data.calls)] {
        for (name, details) in counts {
            details
                .iter()
                .for_each(|(detail, &n)| row(section, name, detail, n));
        }
    }
    row("calls", "engine", "from native code", data.entries);
    row("polls", "all", "with something to do", data.polls_with_work);
    for (ty, sizes) in &data.allocations {
        sizes
            .iter()
            .for_each(|(size, &n)| row("allocations", ty, &size.to_string(), n));
    }
    let sizes =
        |name: &str, counts: &BTreeMap<u32, u64>, row: &mut dyn FnMut(&str, &str, &str, u64)| {
            counts
                .iter()
                .for_each(|(size, &n)| row(name, "all", &size.to_string(), n));
        };
    sizes("allocated", &data.allocated, &mut row);
    sizes("freed", &data.freed, &mut row);
    for engine in times.iter().flat_map(|times| &times.engines) {
        for (name, &n) in &engine.opcodes {
            row("samples", name, &engine.label, n);
        }
        for (name, &n) in &engine.elsewhere {
            row("samples elsewhere", name, &engine.label, n);
        }
    }
    text
}

/// A value with quotes where it needs them.
fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_where_needed() {
        let mut data = ProfileData::default();
        data.opcodes.insert("LOAD_FAST".into(), 3);
        let family = data.families.entry("CALL".into()).or_default();
        family.failures.insert("a \"class\", 2 arguments".into(), 1);
        let text = text(&data, None);
        assert!(
            text.starts_with("section,name,detail,count\nopcodes,LOAD_FAST,,3\n"),
            "{text}"
        );
        assert!(
            text.contains("failures,CALL,\"a \"\"class\"\", 2 arguments\",1\n"),
            "{text}"
        );
    }
}
