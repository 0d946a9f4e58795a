//! The tables of a profile.

use std::collections::BTreeMap;

use crate::cli::profile_data::{Counts, ProfileData};
use crate::lab::table::{Grid, count, percent};

/// All tables, each with so many rows at most.
pub fn text(data: &ProfileData, top: usize) -> String {
    let executed = data.executed();
    let mut text = format!(
        "{} instructions executed on the engine {}\n\n",
        count(executed),
        data.engine
    );
    let mut add = |title: &str, grid: Grid, rest: usize| {
        if grid.rows.is_empty() {
            return;
        }
        text += &format!("{title}\n{}\n", grid.to_text());
        if rest > 0 {
            text += &format!("({rest} more)\n");
        }
        text.push('\n');
    };
    let (grid, rest) = opcodes(data, executed, top);
    add("Opcodes, in the form they were executed in", grid, rest);
    for (title, counts) in [
        ("Pairs of opcodes", &data.pairs),
        ("Triples of opcodes", &data.triples),
        (
            "Pairs within a basic block: what a superinstruction could join",
            &data.fusable_pairs,
        ),
    ] {
        let (grid, rest) = shares(["opcodes", "executions", "share"], counts, executed, top);
        add(title, grid, rest);
    }
    add("Specialization", families(data), 0);
    let (grid, rest) = details(
        ["family", "what was seen", "attempts"],
        data.families.iter().map(|(name, f)| (name, &f.failures)),
        top,
    );
    add("Attempts that found no form", grid, rest);
    let misses = data
        .families
        .iter()
        .map(|(name, f)| (name, &f.misses_by_form));
    let (grid, rest) = details(["family", "form", "misses"], misses, top);
    add("Failed guards", grid, rest);
    let (grid, rest) = details(["family", "state", "sites"], &data.caches, usize::MAX);
    add("Inline caches at the end", grid, rest);
    let (grid, rest) = details(["instruction", "what is called", "calls"], &data.calls, top);
    add("Calls", grid, rest);
    let (grid, rest) = allocations(data, top);
    add("Allocations by type and size", grid, rest);
    add("Allocations by size", sizes(data), 0);
    let polls: u64 = data.polls.values().sum();
    let (grid, rest) = shares(["instruction", "polls", "share"], &data.polls, polls, top);
    add("Polls of the breaker", grid, rest);
    text += &format!(
        "* Native code entered the engine {} times.\n* {} of {} polls of the breaker found something to do.\n",
        count(data.entries),
        count(data.polls_with_work),
        count(polls)
    );
    let unseen = unseen(data);
    if unseen > 0 {
        text += &format!(
            "* {} allocations took a cell that the same instruction had given back: their type was not seen.\n",
            count(unseen)
        );
    }
    text.push('\n');
    text
}

/// Counts in descending order, those of equal counts by name.
fn ranked<'a, K: Ord>(counts: impl IntoIterator<Item = (K, &'a u64)>) -> Vec<(K, u64)> {
    let mut all: Vec<(K, u64)> = counts.into_iter().map(|(key, &n)| (key, n)).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

fn share(part: u64, whole: u64) -> String {
    percent(part as f64 / whole.max(1) as f64)
}

fn opcodes(data: &ProfileData, executed: u64, top: usize) -> (Grid, usize) {
    let mut grid = Grid::new(["opcode", "executions", "share", "sum", "out of line"], 1);
    let all = ranked(&data.opcodes);
    let mut sum = 0;
    for (name, n) in all.iter().take(top) {
        sum += n;
        let slow = data.out_of_line.get(*name).copied().unwrap_or(0);
        grid.push([
            (*name).clone(),
            count(*n),
            share(*n, executed),
            share(sum, executed),
            share(slow, *n),
        ]);
    }
    (grid, all.len().saturating_sub(top))
}

fn shares(header: [&str; 3], counts: &Counts, whole: u64, top: usize) -> (Grid, usize) {
    let mut grid = Grid::new(header, 1);
    let all = ranked(counts);
    for (name, n) in all.iter().take(top) {
        grid.push([(*name).clone(), count(*n), share(*n, whole)]);
    }
    (grid, all.len().saturating_sub(top))
}

fn details<'a>(
    header: [&str; 3],
    counts: impl IntoIterator<Item = (&'a String, &'a Counts)>,
    top: usize,
) -> (Grid, usize) {
    let mut grid = Grid::new(header, 2);
    let flat: BTreeMap<(&String, &String), &u64> = counts
        .into_iter()
        .flat_map(|(name, counts)| counts.iter().map(move |(detail, n)| ((name, detail), n)))
        .collect();
    let all = ranked(flat);
    for ((name, detail), n) in all.iter().take(top) {
        grid.push([(*name).clone(), (*detail).clone(), count(*n)]);
    }
    (grid, all.len().saturating_sub(top))
}

fn families(data: &ProfileData) -> Grid {
    let mut grid = Grid::new(
        [
            "family",
            "general",
            "hits",
            "misses",
            "hit rate",
            "attempts",
            "found",
            "failed",
            "forbidden",
            "deopts",
        ],
        1,
    );
    for (name, f) in &data.families {
        let whole = f.general + f.hits + f.misses;
        grid.push([
            name.clone(),
            count(f.general),
            count(f.hits),
            count(f.misses),
            share(f.hits, whole),
            count(f.attempts),
            count(f.successes),
            count(f.failures.values().sum()),
            count(f.forbidden),
            count(f.deopts),
        ]);
    }
    grid
}

fn allocations(data: &ProfileData, top: usize) -> (Grid, usize) {
    let mut grid = Grid::new(["type", "bytes", "allocations", "share"], 1);
    let whole: u64 = data.allocated.values().sum();
    let flat: BTreeMap<(&String, u32), &u64> = data
        .allocations
        .iter()
        .flat_map(|(ty, sizes)| sizes.iter().map(move |(&size, n)| ((ty, size), n)))
        .collect();
    let all = ranked(flat);
    for ((ty, size), n) in all.iter().take(top) {
        grid.push([(*ty).clone(), size.to_string(), count(*n), share(*n, whole)]);
    }
    (grid, all.len().saturating_sub(top))
}

fn sizes(data: &ProfileData) -> Grid {
    let mut grid = Grid::new(["bytes", "allocated", "given back"], 0);
    for (size, n) in &data.allocated {
        let freed = data.freed.get(size).copied().unwrap_or(0);
        grid.push([size.to_string(), count(*n), count(freed)]);
    }
    grid
}

/// Allocations whose type was not seen.
fn unseen(data: &ProfileData) -> u64 {
    let seen: u64 = data.allocations.values().flat_map(BTreeMap::values).sum();
    data.allocated.values().sum::<u64>().saturating_sub(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_ranked_and_cut() {
        let mut data = ProfileData {
            engine: "tail".into(),
            ..ProfileData::default()
        };
        for (name, n) in [("A", 50u64), ("B", 150), ("C", 50)] {
            data.opcodes.insert(name.into(), n);
        }
        data.out_of_line.insert("B".into(), 15);
        data.allocated.insert(32, 10);
        data.allocations
            .entry("int".into())
            .or_default()
            .insert(32, 8);
        let text = text(&data, 2);
        assert!(
            text.starts_with("250 instructions executed on the engine tail\n"),
            "{text}"
        );
        let place = |what: &str| text.find(what).unwrap();
        assert!(place("B ") < place("A "), "{text}");
        assert!(
            text.contains("60%") && text.contains("80%") && text.contains("10%"),
            "{text}"
        );
        assert!(text.contains("(1 more)"), "{text}");
        assert!(text.contains("* 2 allocations took a cell"), "{text}");
    }
}
