//! The opcodes that real programs execute most, and what each costs on each engine: docs/opcode-instructions.md.

use std::collections::BTreeMap;

use tricera_code::opcode::{info, number};

use super::per_opcode::{Cost, Findings};
use super::table::Grid;

/// The forty opcodes that 63 programs of pyperformance's kind executed most in CPython 3.14, unspecialized, with their
/// share of all instructions executed in percent (the mean over the programs). NOT_TAKEN, NOP and EXTENDED_ARG, which some
/// engines do not execute at all, are left out.
const FREQUENT: [(&str, f64); 40] = [
    ("LOAD_FAST_BORROW", 17.84),
    ("LOAD_ATTR", 7.91),
    ("CALL", 7.04),
    ("BINARY_OP", 6.19),
    ("STORE_FAST", 5.60),
    ("LOAD_FAST_BORROW_LOAD_FAST_BORROW", 5.17),
    ("LOAD_GLOBAL", 4.92),
    ("POP_JUMP_IF_FALSE", 3.70),
    ("LOAD_CONST", 3.24),
    ("RETURN_VALUE", 3.09),
    ("LOAD_SMALL_INT", 3.04),
    ("POP_TOP", 2.93),
    ("FOR_ITER", 2.45),
    ("TO_BOOL", 2.39),
    ("JUMP_BACKWARD", 2.38),
    ("PUSH_NULL", 2.30),
    ("STORE_FAST_STORE_FAST", 1.76),
    ("COMPARE_OP", 1.66),
    ("STORE_ATTR", 1.44),
    ("POP_JUMP_IF_TRUE", 0.86),
    ("COPY", 0.73),
    ("STORE_SUBSCR", 0.72),
    ("UNPACK_SEQUENCE", 0.70),
    ("SWAP", 0.65),
    ("LOAD_DEREF", 0.60),
    ("LOAD_FAST", 0.55),
    ("YIELD_VALUE", 0.54),
    ("BUILD_TUPLE", 0.48),
    ("POP_JUMP_IF_NOT_NONE", 0.47),
    ("SEND", 0.46),
    ("GET_ITER", 0.40),
    ("POP_ITER", 0.38),
    ("CONTAINS_OP", 0.34),
    ("POP_JUMP_IF_NONE", 0.30),
    ("JUMP_FORWARD", 0.29),
    ("LIST_APPEND", 0.27),
    ("JUMP_BACKWARD_NO_INTERRUPT", 0.25),
    ("IS_OP", 0.24),
    ("BUILD_LIST", 0.23),
    ("END_SEND", 0.19),
];

/// A form of an opcode is shown if this share of the opcode's executions are of it.
const SHOWN_FORM: f64 = 0.02;

/// The name of the opcode that `opcode` is a form of.
fn base_of(opcode: &str) -> String {
    let row = number(opcode).and_then(|number| info(u8::try_from(number).ok()?));
    let base = row.and_then(|row| info(row.base));
    base.map_or(opcode, |base| base.name).to_owned()
}

/// The costs of all forms of each opcode.
type ByBase<'a> = BTreeMap<String, BTreeMap<&'a str, Cost>>;

fn by_base(findings: &Findings) -> ByBase<'_> {
    let mut all = ByBase::new();
    for (opcode, cost) in &findings.opcodes {
        let forms = all.entry(base_of(opcode)).or_default();
        forms.insert(opcode, *cost);
    }
    all
}

/// The cost of all forms of an opcode together. A form without instructions of its own is left out. The second value says that this was a part worth mentioning.
fn sum(forms: &BTreeMap<&str, Cost>) -> (Cost, bool) {
    let total: u64 = forms.values().map(|cost| cost.executions).sum();
    let known = forms.values().filter(|cost| cost.instructions > 0);
    let sum = known.fold(Cost::default(), |sum, cost| Cost {
        executions: sum.executions + cost.executions,
        instructions: sum.instructions + cost.instructions,
    });
    let partial = ((total - sum.executions) as f64) > total as f64 * SHOWN_FORM;
    (sum, partial)
}

fn executions_of(forms: &BTreeMap<&str, Cost>) -> u64 {
    forms.values().map(|cost| cost.executions).sum()
}

fn each(cost: Option<Cost>) -> String {
    let each = cost.and_then(Cost::each);
    each.map_or("–".to_owned(), |each| format!("{each:.1}"))
}

/// The document. `source` says what it was made from.
pub fn document(found: &[Findings], source: &str) -> String {
    let engines: Vec<ByBase> = found.iter().map(by_base).collect();
    let names = || found.iter().map(|findings| findings.engine.clone());
    let executed = |all: &ByBase| all.values().map(executions_of).sum::<u64>();
    let total = engines.first().map_or(0, executed).max(1) as f64;
    let mut grid = Grid::new(
        ["opcode", "in programs", "in the corpus"]
            .map(str::to_owned)
            .into_iter()
            .chain(names()),
        1,
    );
    let head = ["opcode", "form", "of its executions"].map(str::to_owned);
    let mut forms_grid = Grid::new(head.into_iter().chain(names()), 2);
    for (opcode, share) in FREQUENT {
        let costs = engines.iter().map(|engine| {
            let (cost, partial) = engine.get(opcode).map(sum).unwrap_or_default();
            let mark = if partial && cost.instructions > 0 {
                "*"
            } else {
                ""
            };
            each(Some(cost)) + mark
        });
        let executions = engines.first().and_then(|engine| engine.get(opcode));
        let executions = executions.map_or(0, executions_of) as f64;
        let shares = [
            format!("{share:.2}%"),
            format!("{:.2}%", executions / total * 100.0),
        ];
        let row = std::iter::once(opcode.to_owned()).chain(shares);
        grid.push(row.chain(costs));
        let Some(forms) = engines.first().and_then(|engine| engine.get(opcode)) else {
            continue;
        };
        let mut forms: Vec<(&str, Cost)> =
            forms.iter().map(|(form, cost)| (*form, *cost)).collect();
        forms.sort_by_key(|(form, cost)| (std::cmp::Reverse(cost.executions), *form));
        let shown = forms
            .iter()
            .filter(|(_, cost)| cost.executions as f64 >= executions * SHOWN_FORM);
        let shown: Vec<_> = shown.collect();
        if shown.len() < 2 {
            continue;
        }
        for (form, cost) in shown {
            let share = cost.executions as f64 / executions * 100.0;
            let costs = engines.iter().map(|engine| {
                each(
                    engine
                        .get(opcode)
                        .and_then(|forms| forms.get(form))
                        .copied(),
                )
            });
            let row = [
                opcode.to_owned(),
                (*form).to_owned(),
                format!("{share:.0}%"),
            ];
            forms_grid.push(row.into_iter().chain(costs));
        }
    }
    let outside: Vec<String> = found
        .iter()
        .map(|findings| {
            let executions: u64 = findings.opcodes.values().map(|cost| cost.executions).sum();
            let executions = executions.max(1) as f64;
            format!(
                "- `{}`: {:.1} instructions per opcode executed; {:.1} of them outside handlers{}.",
                findings.engine,
                findings.total as f64 / executions,
                findings.elsewhere as f64 / executions,
                match findings.in_loop {
                    0 => String::new(),
                    n => format!(
                        ", and of those {:.1} in the engine's own function but in no opcode's body (fetch, dispatch)",
                        n as f64 / executions
                    ),
                }
            )
        })
        .collect();
    format!(
        "# Machine instructions per opcode\n\n\
         What one execution of each of the forty opcodes costs that programs execute most, on each engine, over programs of the corpus: \
         counted by callgrind and cachegrind, not sampled, so a second run gives the same. All forms of an opcode together, in the \
         mixture in which the corpus executes them; what each form costs stands below. The path through a handler counts, with its dispatch where \
         handlers are functions, and not the functions that it calls: operations that lie out of line (allocation, calls of \
         builtins, everything that fails its guards) are in the figures at the end. Superinstructions are switched off, \
         because what they execute is no one opcode's. A dash: not executed. \
         A star: some forms have no instructions of their own and are left out.\n\n\
         `in programs` is the opcode's share of what 63 programs of pyperformance's kind execute in CPython 3.14, `in the corpus` its \
         share here.\n\n{}\n\n## By form\n\nOpcodes that specialize, and the forms that make up at least {:.0}% of each.\n\n{}\n\n\
         ## What lies outside\n\n{}\n\n{source}\n",
        grid.to_markdown(),
        SHOWN_FORM * 100.0,
        forms_grid.to_markdown(),
        outside.join("\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_count_for_their_opcode() {
        let cost = |executions, instructions| Cost {
            executions,
            instructions,
        };
        let findings = Findings {
            engine: "tail".into(),
            opcodes: [
                ("BINARY_OP".to_owned(), cost(10, 0)),
                ("BINARY_OP_ADD_INT".to_owned(), cost(90, 900)),
                ("POP_TOP".to_owned(), cost(100, 350)),
            ]
            .into_iter()
            .collect(),
            total: 2000,
            elsewhere: 750,
            ..Findings::default()
        };
        let text = document(&[findings], "From a test.");
        assert!(
            text.contains("| BINARY_OP | 6.19% | 50.00% | 10.0* |"),
            "{text}"
        );
        assert!(
            text.contains("| BINARY_OP | BINARY_OP_ADD_INT | 90% | 10.0 |"),
            "{text}"
        );
        assert!(
            text.contains("| POP_TOP | 2.93% | 50.00% | 3.5 |"),
            "{text}"
        );
        assert!(text.contains("| SEND | 0.46% | 0.00% | – |"), "{text}");
        assert!(
            text.contains(
                "- `tail`: 10.0 instructions per opcode executed; 3.8 of them outside handlers."
            ),
            "{text}"
        );
        assert!(text.ends_with("From a test.\n"));
        for (opcode, _) in FREQUENT {
            assert_eq!(base_of(opcode), opcode);
        }
    }
}
