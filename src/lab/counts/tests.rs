use super::super::record::tests::example;
use super::*;

fn counts(rows: &[(&str, &str, u64)]) -> Counts {
    let record = example();
    Counts {
        format: FORMAT,
        command: vec!["count".into()],
        machine: record.machine,
        build: record.build,
        valgrind: "valgrind-3.19.0".into(),
        size: Size::Quick,
        rows: rows
            .iter()
            .map(|&(program, contestant, instructions)| CountRow {
                program: program.into(),
                contestant: contestant.into(),
                instructions,
                start: 7,
                bytecodes: (contestant == "tail").then_some(instructions / 10),
                spread: None,
                branches: None,
                handlers: BTreeMap::new(),
                functions: BTreeMap::new(),
            })
            .collect(),
    }
}

#[test]
fn functions_that_changed_are_named() {
    let with = |cost: u64, more: &[(&str, u64)]| {
        let mut counts = counts(&[("a", "tail", 100_000)]);
        let functions = &mut counts.rows[0].functions;
        functions.insert("vm::call".to_owned(), cost);
        functions.extend(more.iter().map(|&(name, n)| (name.to_owned(), n)));
        counts
    };
    let before = with(10_000, &[("gone", 900)]);
    let text = with(11_000, &[]).check(&before, 0.01).unwrap().text;
    assert!(text.contains("Other functions that changed"), "{text}");
    let line = |name: &str| text.lines().find(|line| line.contains(name)).unwrap();
    assert!(line("vm::call").contains("+1.00%"), "{text}");
    assert!(line("gone").contains('–'), "{text}");
    let same = with(10_020, &[("gone", 900)]).check(&before, 0.01).unwrap();
    assert!(!same.text.contains("functions"), "{}", same.text);
}

#[test]
fn the_table_sets_engines_side_by_side() {
    let grid = counts(&[
        ("a", "match", 1000),
        ("a", "tail", 500),
        ("b", "match", 100),
        ("b", "tail", 200),
    ])
    .table();
    assert_eq!(
        grid.header,
        ["program", "match", "tail", "a bytecode", "/ match"]
    );
    assert_eq!(grid.rows[0], ["a", "1,000", "500", "10.0", "0.500"]);
    assert_eq!(grid.rows[1], ["b", "100", "200", "10.0", "2.000"]);
    assert_eq!(grid.rows[2], ["geomean of 2", "", "", "10.0", "1.000"]);
    assert_eq!(
        counts(&[("a", "match", 1000), ("a", "tail", 500)]).findings(),
        [
            "`match` executes 1.000 times as many machine instructions as `match` (geometric means of 1 programs).",
            "`tail` executes 0.500 times as many machine instructions as `match`, 10.0 for each bytecode (geometric means of 1 programs)."
        ]
    );
}

#[test]
fn growth_beyond_the_tolerance_is_a_regression() {
    let before = counts(&[
        ("a", "tail", 10_000),
        ("b", "tail", 10_000),
        ("c", "tail", 10_000),
    ]);
    let now = counts(&[
        ("a", "tail", 10_200),
        ("b", "tail", 10_050),
        ("c", "tail", 9_000),
        ("d", "tail", 5),
    ]);
    let check = now.check(&before, 0.01).unwrap();
    assert_eq!(check.regressions, 1);
    assert!(
        check.text.contains("+2.00%") && check.text.contains("regression"),
        "{}",
        check.text
    );
    assert!(
        check.text.contains("-10.00%") && check.text.contains("better"),
        "{}",
        check.text
    );
    assert!(
        check.text.contains("+0.50%") && check.text.contains("1 are new"),
        "{}",
        check.text
    );
    assert_eq!(now.check(&before, 0.03).unwrap().regressions, 0);
}

#[test]
fn equal_counts_pass_without_a_table() {
    let same = counts(&[("a", "tail", 10_000)]);
    let check = same.check(&same, 0.0).unwrap();
    assert_eq!(check.regressions, 0);
    assert!(
        check.text.starts_with("1 counts compared: 0 grew"),
        "{}",
        check.text
    );
}

/// Counts with two handlers, of which one costs so much.
fn with_handlers(load_attr: u64) -> Counts {
    let mut all = counts(&[
        ("a", "tail", 100_000 + load_attr * 1000),
        ("b", "tail", 50_000),
    ]);
    let cost = |executions, each: u64| Cost {
        executions,
        instructions: executions * each,
    };
    for row in &mut all.rows {
        row.handlers.insert("LOAD_FAST".to_owned(), cost(5000, 4));
        row.spread = Some(0.0001);
    }
    all.rows[0]
        .handlers
        .insert("LOAD_ATTR_SLOT".to_owned(), cost(1000, load_attr));
    all
}

#[test]
fn a_handler_that_got_slower_is_named() {
    // Three instructions more in one handler: 2.3% of the one program that executes it.
    let (before, now) = (with_handlers(30), with_handlers(33));
    let tolerance = now.tolerance(&before);
    assert_eq!(tolerance, 0.001);
    let check = now.check(&before, tolerance).unwrap();
    assert_eq!(check.regressions, 1);
    let line = check
        .text
        .lines()
        .find(|line| line.contains("LOAD_ATTR_SLOT"))
        .unwrap();
    for part in ["tail", "30.0 a time", "33.0 a time", "+10.0%", "+1.67%"] {
        assert!(line.contains(part), "{part}: {line}");
    }
    assert!(!check.text.contains("LOAD_FAST"), "{}", check.text);
    // Executed more often it costs more, but is not slower.
    let mut often = with_handlers(30);
    for cost in often.rows[0].handlers.values_mut() {
        cost.executions *= 2;
        cost.instructions *= 2;
    }
    assert!(
        !often
            .check(&before, 0.01)
            .unwrap()
            .text
            .contains("Handlers")
    );
}

#[test]
fn the_tolerance_follows_from_repeated_counts() {
    let (once, twice) = (counts(&[("a", "tail", 1)]), with_handlers(1));
    assert_eq!(once.tolerance(&once), 0.01);
    assert_eq!(once.tolerance(&twice), 0.001);
    let mut bad = with_handlers(1);
    bad.rows[0].spread = Some(0.002);
    assert_eq!(twice.tolerance(&bad), 0.006);
}

#[test]
fn handlers_that_cannot_matter_are_not_kept() {
    let mut row = with_handlers(30).rows.remove(0);
    let tiny = Cost {
        executions: 1,
        instructions: 5,
    };
    row.handlers.insert("NOP".to_owned(), tiny);
    row.functions.insert("stop".to_owned(), 1);
    row.functions.insert("call".to_owned(), row.instructions);
    row.forget_small();
    assert_eq!(row.functions.len(), 1);
    assert_eq!(row.handlers.len(), 2);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let counts_a = counts(&[("a", "tail", 1)]);
    let mut full = counts_a.clone();
    full.size = Size::Full;
    assert_eq!(counts_a.check(&full, 0.01).unwrap_err().status(), 2);
    assert_eq!(
        counts_a
            .check(&counts(&[("a", "match", 1)]), 0.01)
            .unwrap_err()
            .status(),
        2
    );
    assert_eq!(Counts::load(Path::new("/no/such")).unwrap_err().status(), 1);
}
