//! The opcodes that real programs execute most, and what each costs on each engine: docs/opcode-instructions.md.

use std::collections::BTreeMap;

use tricera_code::opcode::{info, number};

use super::per_opcode::{Cost, Findings};
use super::purpose::Purposes;
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
    if findings.joined {
        // Register forms have one handler for both, and their instructions are counted for the one.
        let [small, constant] = CONSTANTS;
        let both = [small, constant].map(|opcode| all.get(opcode).cloned().unwrap_or_default());
        for (opcode, other) in [(small, &both[1]), (constant, &both[0])] {
            if let Some(forms) = all.get_mut(opcode) {
                forms.extend(other);
            }
        }
    }
    all
}

/// Two opcodes that register forms do not tell apart.
const CONSTANTS: [&str; 2] = ["LOAD_SMALL_INT", "LOAD_CONST"];

/// The cost of all forms of an opcode together. A form without instructions of its own is left out, but where instructions
/// are joined: there it may cost nothing. The second value says that what was left out is worth mentioning.
fn sum(forms: &BTreeMap<&str, Cost>, joined: bool) -> (Cost, bool) {
    let total: u64 = forms.values().map(|cost| cost.executions).sum();
    let known = forms
        .values()
        .filter(|cost| joined || cost.instructions > 0);
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

/// The aim for the fast path of an opcode, in instructions.
const AIM: f64 = 15.0;

/// Is a cost within the aim, as it is printed?
fn within_aim(each: f64) -> bool {
    each < AIM + 0.05
}

/// The costs of the forty on some engines.
fn costs_table(found: &[&Findings]) -> Grid {
    let engines: Vec<ByBase> = found.iter().map(|one| by_base(one)).collect();
    let executed = |of: &&Findings| of.opcodes.values().map(|cost| cost.executions).sum();
    let total = found.first().map_or(0, executed).max(1) as f64;
    let head = ["opcode", "in programs", "in the corpus"].map(str::to_owned);
    let names = found.iter().map(|findings| findings.engine.clone());
    let mut grid = Grid::new(head.into_iter().chain(names), 1);
    for (opcode, share) in FREQUENT {
        let costs = engines.iter().zip(found).map(|(engine, of)| {
            let cost = engine.get(opcode).map(|forms| sum(forms, of.joined));
            let (cost, partial) = cost.unwrap_or_default();
            let mark = if partial && cost.instructions > 0 {
                "*"
            } else {
                ""
            };
            if of.joined && cost.executions > 0 && cost.instructions == 0 {
                return "0.0".to_owned();
            }
            each(Some(cost)) + mark
        });
        let forms = found.first().map(|of| &of.opcodes);
        let executions = forms.into_iter().flatten();
        let executions = executions.filter(|(form, _)| base_of(form) == opcode);
        let executions = executions.map(|(_, cost)| cost.executions).sum::<u64>() as f64;
        let shares = [
            format!("{share:.2}%"),
            format!("{:.2}%", executions / total * 100.0),
        ];
        let row = std::iter::once(opcode.to_owned()).chain(shares);
        grid.push(row.chain(costs));
    }
    grid
}

/// The forms of those of the forty that specialize.
fn forms_table(found: &[&Findings]) -> Grid {
    let engines: Vec<ByBase> = found.iter().map(|one| by_base(one)).collect();
    let head = ["opcode", "form", "of its executions"].map(str::to_owned);
    let names = found.iter().map(|findings| findings.engine.clone());
    let mut grid = Grid::new(head.into_iter().chain(names), 2);
    for (opcode, _) in FREQUENT {
        let Some(forms) = engines.first().and_then(|engine| engine.get(opcode)) else {
            continue;
        };
        let executions = executions_of(forms) as f64;
        let mut forms: Vec<(&str, Cost)> =
            forms.iter().map(|(form, cost)| (*form, *cost)).collect();
        forms.sort_by_key(|(form, cost)| (std::cmp::Reverse(cost.executions), *form));
        forms.retain(|(_, cost)| cost.executions as f64 >= executions * SHOWN_FORM);
        if forms.len() < 2 {
            continue;
        }
        for (form, cost) in forms {
            let share = cost.executions as f64 / executions * 100.0;
            let costs = engines.iter().map(|engine| {
                let forms = engine.get(opcode);
                each(forms.and_then(|forms| forms.get(form)).copied())
            });
            let row = [opcode.to_owned(), form.to_owned(), format!("{share:.0}%")];
            grid.push(row.into_iter().chain(costs));
        }
    }
    grid
}

/// What one execution of an opcode costs on an engine, all forms together, and what its instructions are for.
struct Taken {
    opcode: &'static str,
    each: f64,
    /// In the order of [`PURPOSES`].
    parts: [f64; 5],
}

const PURPOSES: [&str; 5] = [
    "dispatch",
    "operands and stack",
    "references",
    "guards and operation",
    "way out of line",
];

fn taken(found: &Findings) -> Vec<Taken> {
    let all = by_base(found);
    let each_of = |opcode| {
        let forms = all.get(opcode)?;
        let (cost, _) = sum(forms, found.joined);
        let mut purposes = Purposes::default();
        for form in forms.keys() {
            purposes += found.purposes.get(*form).copied().unwrap_or_default();
        }
        let times = cost.executions as f64;
        Some(Taken {
            opcode,
            each: cost
                .each()
                .or((found.joined && times > 0.0).then_some(0.0))?,
            parts: purposes.all().map(|n| n as f64 / times),
        })
    };
    let frequent = FREQUENT.iter();
    frequent.filter_map(|(opcode, _)| each_of(opcode)).collect()
}

/// How many of the forty are within the aim, and which.
fn aim_sentence(found: &Findings) -> String {
    let taken = taken(found);
    let within: Vec<&str> = taken
        .iter()
        .filter(|one| within_aim(one.each))
        .map(|one| one.opcode)
        .collect();
    let share: f64 = FREQUENT
        .iter()
        .filter(|(opcode, _)| within.contains(opcode))
        .map(|(_, share)| share)
        .sum();
    let all: f64 = FREQUENT.iter().map(|(_, share)| share).sum();
    format!(
        "- `{}`: {} of the {} take {AIM} instructions or fewer ({:.0}% of what programs execute of them).\n",
        found.engine,
        within.len(),
        taken.len(),
        share / all * 100.0
    )
}

/// Why an opcode takes more than the aim: what its instructions are for, the largest part first.
fn why(one: &Taken) -> String {
    let [dispatch, operands, references, work, out] = one.parts;
    if out > one.each / 2.0 {
        return "lies out of line: these lead to a function and back".into();
    }
    let without = |part: f64| one.each - part;
    if within_aim(without(references)) {
        return "would be within it but for counting references".into();
    }
    if within_aim(without(dispatch)) {
        return "would be within it but for its dispatch".into();
    }
    if within_aim(without(operands)) {
        return "would be within it but for operands and stack".into();
    }
    if work > AIM {
        return "guards and operation alone are above it".into();
    }
    if references + work > one.each / 2.0 {
        return "guards, operation and references, none of them alone".into();
    }
    "no one part alone".into()
}

/// Where the instructions of those above the aim go, on one engine.
fn purposes_table(found: &Findings) -> Grid {
    let head = ["opcode", "in all"].into_iter().chain(PURPOSES);
    let mut grid = Grid::new(head.chain(["why more than 15"]), 1);
    for one in taken(found).iter().filter(|one| !within_aim(one.each)) {
        let figures = std::iter::once(one.each).chain(one.parts);
        let row = std::iter::once(one.opcode.to_owned());
        let row = row.chain(figures.map(|figure| format!("{figure:.1}")));
        grid.push(row.chain([why(one)]));
    }
    grid
}

/// What an opcode costs on average on an engine, and what lies outside handlers.
fn average(findings: &Findings) -> String {
    let executions: u64 = findings.opcodes.values().map(|cost| cost.executions).sum();
    let executions = executions.max(1) as f64;
    let each = |instructions: u64| instructions as f64 / executions;
    let mut text = format!(
        "- `{}`: {:.1} instructions per opcode executed; {:.1} of them outside handlers",
        findings.engine,
        each(findings.total),
        each(findings.elsewhere),
    );
    if findings.in_loop > 0 {
        text += &format!(
            ", and of those {:.1} in the engine but in no opcode's body ({})",
            each(findings.in_loop),
            if findings.joined {
                "dispatch, and what joins instructions"
            } else {
                "fetch, dispatch"
            }
        );
    }
    let mut purposes = Purposes::default();
    for of_one in findings.purposes.values() {
        purposes += *of_one;
    }
    if purposes != Purposes::default() {
        let parts = PURPOSES.iter().zip(purposes.all());
        let parts: Vec<String> = parts
            .map(|(name, n)| format!("{name} {:.1}", each(n)))
            .collect();
        text += &format!("; in handlers: {}", parts.join(", "));
    }
    text + ".\n"
}

/// The document. `source` says what it was made from.
pub fn document(found: &[Findings], source: &str) -> String {
    let (joined, single): (Vec<&Findings>, Vec<&Findings>) =
        found.iter().partition(|findings| findings.joined);
    let mut text = String::from(
        "# Machine instructions per opcode\n\n\
         What one execution of each of the forty opcodes costs that programs execute most, on each engine, over programs of the corpus: \
         counted by callgrind, not sampled, so a second run gives the same. All forms of an opcode together, in the \
         mixture in which the corpus executes them; what each form costs stands below. The path through a handler counts, and the way \
         to what lies out of line and back, but not the functions called there (allocation, builtins, everything that fails its guards): these are in \
         the figures at the end. So is the dispatch of the `match` engines, which is in no opcode's arm; where handlers are functions, \
         their dispatch is in their figures. A dash: not executed. A star: some forms have no instructions of their own and are left out.\n\n\
         `in programs` is the opcode's share of what 63 programs of pyperformance's kind execute in CPython 3.14, `in the corpus` its \
         share here.\n\n",
    );
    text += "## Each instruction by itself\n\nSuperinstructions and register forms are switched off.\n\n";
    text += &format!("{}\n", costs_table(&single).to_markdown());
    text.extend(single.iter().map(|findings| aim_sentence(findings)));
    if !joined.is_empty() {
        text += "\n## Joined\n\nThe engines as they are. What a superinstruction or a register form executes is counted for the \
            opcode whose body it comes from: a load that vanishes in one costs nothing there. Dispatch between joined instructions, and \
            what puts their virtual stack down, are in the figures at the end. Register forms do not tell LOAD_CONST and LOAD_SMALL_INT apart: both rows have the mean of the two.\n\n";
        text += &format!("{}\n", costs_table(&joined).to_markdown());
        text.extend(joined.iter().map(|findings| aim_sentence(findings)));
    }
    let explained = single.iter().rev().find(|one| !one.purposes.is_empty());
    if let Some(findings) = explained {
        text += &format!(
            "\n## Where they go\n\nThose above {AIM} on `{}`, each by itself, and what their instructions are for, told by the functions that they were \
             inlined from. Bodies are the same on all engines; what differs is dispatch and operands. *References*: counting them, and \
             telling words that are counted from those that are not.\n\n{}",
            findings.engine,
            purposes_table(findings).to_markdown()
        );
    }
    text += &format!(
        "\n## By form\n\nOpcodes that specialize, and the forms that make up at least {:.0}% of each; superinstructions switched off.\n\n{}",
        SHOWN_FORM * 100.0,
        forms_table(&single).to_markdown(),
    );
    text += "\n## An average opcode, and what lies outside\n\n";
    text.extend(found.iter().map(average));
    text + &format!("\n{source}\n")
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
        let purposes = Purposes {
            references: 720,
            work: 900,
            ..Purposes::default()
        };
        let findings = Findings {
            engine: "tail".into(),
            opcodes: [
                ("BINARY_OP".to_owned(), cost(10, 0)),
                ("BINARY_OP_ADD_INT".to_owned(), cost(90, 1620)),
                ("POP_TOP".to_owned(), cost(100, 350)),
            ]
            .into_iter()
            .collect(),
            total: 2000,
            elsewhere: 750,
            purposes: [("BINARY_OP_ADD_INT".to_owned(), purposes)]
                .into_iter()
                .collect(),
            ..Findings::default()
        };
        let joined = Findings {
            engine: "joining".into(),
            joined: true,
            opcodes: [("POP_TOP".to_owned(), cost(100, 100))]
                .into_iter()
                .collect(),
            ..Findings::default()
        };
        let text = document(&[findings, joined], "From a test.");
        assert!(
            text.contains("| BINARY_OP | 6.19% | 50.00% | 18.0* |"),
            "{text}"
        );
        assert!(
            text.contains("| BINARY_OP | BINARY_OP_ADD_INT | 90% | 18.0 |"),
            "{text}"
        );
        assert!(
            text.contains("| POP_TOP | 2.93% | 50.00% | 3.5 |"),
            "{text}"
        );
        assert!(text.contains("| SEND | 0.46% | 0.00% | – |"), "{text}");
        assert!(
            text.contains(
                "- `tail`: 10.0 instructions per opcode executed; 3.8 of them outside handlers; in handlers: dispatch 0.0"
            ),
            "{text}"
        );
        for part in [
            "- `tail`: 1 of the 2 take 15 instructions or fewer (3% of",
            "- `joining`: 1 of the 1 take 15",
            "| POP_TOP | 2.93% | 100.00% | 1.0 |",
            "| BINARY_OP | 18.0 | 0.0 | 0.0 | 8.0 | 10.0 | 0.0 | would be within it but for counting references |",
        ] {
            assert!(text.contains(part), "{part}:\n{text}");
        }
        assert!(text.ends_with("From a test.\n"));
        for (opcode, _) in FREQUENT {
            assert_eq!(base_of(opcode), opcode);
        }
    }
}
