//! The walks of exception tables and line tables against CPython's own answers at every code unit of the golden
//! corpus (`data/golden`, made by `make_golden.py`).

use std::sync::Arc;

use serde_json::Value;
use tricera_code::CodeData;
use tricera_code::exception_table::{self, Handler};
use tricera_code::line_table::{self, Position};
use tricera_code::pyc::read_pyc;

fn corpus() -> Vec<(Arc<CodeData>, Value)> {
    let files: [(&[u8], &str); 4] = [
        (
            include_bytes!("data/golden/constants.pyc"),
            include_str!("data/golden/constants.json"),
        ),
        (
            include_bytes!("data/golden/language.pyc"),
            include_str!("data/golden/language.json"),
        ),
        (
            include_bytes!("data/golden/layout.pyc"),
            include_str!("data/golden/layout.json"),
        ),
        (
            include_bytes!("data/golden/wide.pyc"),
            include_str!("data/golden/wide.json"),
        ),
    ];
    let mut all = Vec::new();
    for (pyc, json) in files {
        let mut codes = Vec::new();
        collect(read_pyc(pyc).unwrap().1, &mut codes);
        let answers: Vec<Value> = serde_json::from_str(json).unwrap();
        assert_eq!(codes.len(), answers.len());
        all.extend(codes.into_iter().zip(answers));
    }
    for (code, answer) in &all {
        assert_eq!(answer["qualname"], code.qualname.to_str().unwrap());
    }
    all
}

fn collect(code: Arc<CodeData>, into: &mut Vec<Arc<CodeData>>) {
    into.push(Arc::clone(&code));
    for nested in code.nested() {
        collect(Arc::clone(nested), into);
    }
}

fn number(value: &Value) -> Option<i32> {
    value.as_i64().map(|number| number as i32)
}

#[test]
fn positions_of_every_code_unit() {
    let mut forms = [false; 16];
    let mut checked = 0;
    for (code, answer) in corpus() {
        let table = &code.linetable;
        let first = code.firstlineno;
        let mut unit = 0;
        let mut walked = line_table::entries(table, first);
        let mut entry = walked.next().unwrap();
        for run in answer["positions"].as_array().unwrap() {
            let expected = Position {
                line: number(&run[1]),
                end_line: number(&run[2]),
                column: number(&run[3]),
                end_column: number(&run[4]),
            };
            for _ in 0..run[0].as_u64().unwrap() {
                if unit == entry.end {
                    entry = walked.next().unwrap();
                }
                assert!(entry.start <= unit && unit < entry.end);
                assert_eq!(entry.position, expected, "{code:?} unit {unit}");
                // The single lookups walk from the start: not everywhere in the long ones.
                if unit < 2000 {
                    assert_eq!(line_table::position_at(table, first, unit), expected);
                    assert_eq!(line_table::line_at(table, first, unit), expected.line);
                }
                unit += 1;
                checked += 1;
            }
        }
        assert_eq!(unit as usize * 2, code.code.len());
        assert_eq!(walked.next(), None);
        assert_eq!(
            line_table::position_at(table, first, unit),
            Position::default()
        );
        assert_eq!(line_table::line_at(table, first, unit), None);
        for byte in table.iter().filter(|byte| **byte & 0x80 != 0) {
            forms[usize::from(*byte >> 3 & 15)] = true;
        }
    }
    assert!(checked > 10_000);
    // Short, one-line (three of them), no columns, long, nothing.
    assert!(forms[..10].contains(&true));
    assert_eq!(forms[10..], [true; 6]);
}

#[test]
fn lines_of_every_code_object() {
    for (code, answer) in corpus() {
        let ours: Vec<_> = line_table::lines(&code.linetable, code.firstlineno).collect();
        let theirs: Vec<_> = answer["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|range| {
                let (start, end) = (number(&range[0]).unwrap(), number(&range[1]).unwrap());
                (start as u32, end as u32, number(&range[2]))
            })
            .collect();
        assert_eq!(ours, theirs, "{code:?}");
    }
}

#[test]
fn handlers_at_every_code_unit() {
    let mut covered = 0;
    for (code, answer) in corpus() {
        let theirs: Vec<Handler> = answer["handlers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| {
                let number = |at: usize| entry[at].as_u64().unwrap() as u32;
                Handler {
                    start: number(0) / 2,
                    end: number(1) / 2,
                    target: number(2) / 2,
                    depth: number(3),
                    lasti: entry[4].as_bool().unwrap(),
                }
            })
            .collect();
        let table = &code.exceptiontable;
        let ours: Result<Vec<Handler>, usize> = exception_table::entries(table).collect();
        assert_eq!(ours.as_ref(), Ok(&theirs), "{code:?}");
        assert_eq!(exception_table::encode(&theirs), **table);
        for unit in 0..code.code.len() as u32 / 2 {
            let index = answer["at"].get(unit as usize).and_then(Value::as_i64);
            let expected = index.and_then(|index| theirs.get(usize::try_from(index).ok()?));
            let found = exception_table::lookup(table, unit);
            assert_eq!(found.as_ref(), expected, "{code:?} unit {unit}");
            covered += usize::from(found.is_some());
        }
        assert_eq!(exception_table::lookup(table, u32::MAX), None);
    }
    assert!(covered > 1000);
}

#[test]
fn malformed_tables_give_no_panic() {
    for (code, _) in corpus() {
        for cut in 0..code.exceptiontable.len().min(200) {
            let table = &code.exceptiontable[..cut];
            let whole = exception_table::entries(table)
                .filter(Result::is_ok)
                .count();
            let entries = exception_table::entries(table).count();
            assert!(entries - whole <= 1);
            for unit in 0..100 {
                let _ = exception_table::lookup(table, unit);
            }
        }
        for cut in 0..code.linetable.len().min(200) {
            let table = &code.linetable[..cut];
            let units = line_table::entries(table, 1)
                .last()
                .map_or(0, |entry| entry.end);
            assert!(units <= cut as u32 * 8);
            let _ = line_table::line_at(table, i32::MAX, units);
        }
    }
    // Numbers without end, and too large.
    let endless = [0xFF; 50];
    assert_eq!(
        exception_table::entries(&endless).collect::<Vec<_>>(),
        [Err(0)]
    );
    let endless = [0x7F; 50];
    assert_eq!(exception_table::lookup(&endless, 3), None);
    let mut table = vec![0x80 | 14 << 3];
    table.extend([0x7F; 50]);
    assert_eq!(line_table::entries(&table, 1).count(), 1);
}
