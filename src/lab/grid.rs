//! The headline: {code units, pre-decoded} × {match, tail calls} × {superinstructions off, on}.
//!
//! Every cell runs the same operation bodies with the same inline caches, so what differs between two of them is one
//! thing, and what that thing is worth may differ from cell to cell: the interaction. Superinstructions are in all cells
//! those for which code units have opcodes left ([`SuperinstructionSet::Numbered`]). A cell that no engine fills is said
//! to be missing, and the effects that need it are left out.

use super::plan::derive_seed;
use super::record::{Clock, Record};
use super::stats::{Estimate, LogRatio};
use super::summary::{Summary, Verdict, medians};
use super::table::{Grid, percent, ratio_with_interval};
use super::tables::Section;
use super::variant::Variant;
use crate::cli::engines::{Dispatch, Engine, Form};
use tricera::core::ops::superinstructions::SuperinstructionSet;
use tricera::core::ops::techniques::SUPERINSTRUCTIONS;

/// One cell, by what its engine is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cell {
    form: Form,
    dispatch: Dispatch,
    superinstructions: bool,
}

impl Cell {
    fn all() -> impl Iterator<Item = Cell> {
        [Form::CodeUnits, Form::PreDecoded]
            .into_iter()
            .flat_map(|form| {
                [Dispatch::Match, Dispatch::TailCalls]
                    .into_iter()
                    .flat_map(move |dispatch| {
                        [false, true].map(|superinstructions| Cell {
                            form,
                            dispatch,
                            superinstructions,
                        })
                    })
            })
    }

    /// The cell an engine with these options is, if its options leave it one.
    fn of(variant: &Variant) -> Option<Cell> {
        let Variant::Engine { engine, options } = variant else {
            return None;
        };
        let row = engine.row();
        let superinstructions = match options.as_slice() {
            // An engine that has more than the others can have is no cell as it is.
            [] if row.superinstructions == SuperinstructionSet::All => return None,
            [] => row.joins(),
            [one] if *one == numbered() => row.joins(),
            [one] if *one == without() => false,
            [one] if one == "no-superinstructions" || one == "superinstructions=none" => false,
            _ => return None,
        };
        Some(Cell {
            form: row.form,
            dispatch: row.dispatch,
            superinstructions,
        })
    }

    /// The engine that fills it in this binary.
    fn variant(self) -> Option<Variant> {
        let fills = |engine: &Engine| {
            let row = engine.row();
            (row.form, row.dispatch) == (self.form, self.dispatch)
                && (row.joins() || !self.superinstructions)
        };
        let engine = Engine::built().find(fills)?;
        let options = match (self.superinstructions, engine.row().superinstructions) {
            (true, SuperinstructionSet::All) => vec![numbered()],
            (false, SuperinstructionSet::All | SuperinstructionSet::Numbered) => vec![without()],
            _ => Vec::new(),
        };
        Some(Variant::Engine { engine, options })
    }
}

/// The option that leaves an engine the superinstructions that every engine can have.
fn numbered() -> String {
    "superinstructions=numbered".to_owned()
}

/// The option that leaves it none.
fn without() -> String {
    format!("without={SUPERINSTRUCTIONS}")
}

/// The contestants of the grid: what this binary has of its cells.
pub fn variants() -> Vec<Variant> {
    Cell::all().filter_map(Cell::variant).collect()
}

/// Is this a run of the grid: of nothing but its cells?
pub fn is_grid(record: &Record) -> bool {
    let cells: Option<Vec<Cell>> = record
        .in_role(super::contestant::Role::Engine)
        .map(|at| Cell::of(&Variant::parse(&record.contestants[at].label).ok()?))
        .collect();
    cells.is_some_and(|cells| {
        Cell::all().all(|cell| cell.superinstructions || cells.contains(&cell))
    })
}

/// An effect: a contrast of cells, each with its factor.
struct Effect {
    what: String,
    terms: Vec<(f64, Cell)>,
    /// How many ratios it is made of: noise adds up.
    ratios: i32,
}

/// Every effect that the eight cells let one ask for.
fn effects() -> Vec<Effect> {
    use Dispatch::{Match, TailCalls};
    use Form::{CodeUnits, PreDecoded};
    let cell = |form, dispatch, superinstructions| Cell {
        form,
        dispatch,
        superinstructions,
    };
    let mut effects = Vec::new();
    let mut simple = |what: &str, to: Cell, from: Cell| {
        effects.push(Effect {
            what: what.to_owned(),
            terms: vec![(1.0, to), (-1.0, from)],
            ratios: 1,
        });
    };
    simple(
        "pre-decoding, with a match",
        cell(PreDecoded, Match, false),
        cell(CodeUnits, Match, false),
    );
    simple(
        "pre-decoding, with tail calls",
        cell(PreDecoded, TailCalls, false),
        cell(CodeUnits, TailCalls, false),
    );
    simple(
        "tail calls, on code units",
        cell(CodeUnits, TailCalls, false),
        cell(CodeUnits, Match, false),
    );
    simple(
        "tail calls, pre-decoded",
        cell(PreDecoded, TailCalls, false),
        cell(PreDecoded, Match, false),
    );
    for form in [CodeUnits, PreDecoded] {
        for dispatch in [Match, TailCalls] {
            let what = format!("superinstructions, {}, {}", form.name(), dispatch.name());
            simple(
                &what,
                cell(form, dispatch, true),
                cell(form, dispatch, false),
            );
        }
    }
    // The main effects: means over both levels of the other factor.
    let mut product = |what: &str, ratios, parts: [(f64, Cell); 4]| {
        effects.push(Effect {
            what: what.to_owned(),
            terms: parts.to_vec(),
            ratios,
        });
    };
    let four = [
        cell(PreDecoded, TailCalls, false),
        cell(PreDecoded, Match, false),
        cell(CodeUnits, TailCalls, false),
        cell(CodeUnits, Match, false),
    ];
    product(
        "pre-decoding, on average",
        1,
        [
            (0.5, four[0]),
            (0.5, four[1]),
            (-0.5, four[2]),
            (-0.5, four[3]),
        ],
    );
    product(
        "tail calls, on average",
        1,
        [
            (0.5, four[0]),
            (-0.5, four[1]),
            (0.5, four[2]),
            (-0.5, four[3]),
        ],
    );
    product(
        "interaction: tail calls × pre-decoding",
        2,
        [
            (1.0, four[0]),
            (-1.0, four[1]),
            (-1.0, four[2]),
            (1.0, four[3]),
        ],
    );
    for form in [CodeUnits, PreDecoded] {
        product(
            &format!(
                "interaction: superinstructions × tail calls, {}",
                form.name()
            ),
            2,
            [
                (1.0, cell(form, TailCalls, true)),
                (-1.0, cell(form, TailCalls, false)),
                (-1.0, cell(form, Match, true)),
                (1.0, cell(form, Match, false)),
            ],
        );
    }
    for dispatch in [Match, TailCalls] {
        product(
            &format!(
                "interaction: superinstructions × pre-decoding, {}",
                dispatch.name()
            ),
            2,
            [
                (1.0, cell(PreDecoded, dispatch, true)),
                (-1.0, cell(PreDecoded, dispatch, false)),
                (-1.0, cell(CodeUnits, dispatch, true)),
                (1.0, cell(CodeUnits, dispatch, false)),
            ],
        );
    }
    effects
}

/// What the effects are called.
#[cfg(test)]
pub fn effect_names() -> Vec<String> {
    effects().into_iter().map(|effect| effect.what).collect()
}

/// What the grid of a run says.
pub struct Headline {
    /// The cells.
    pub cells: Section,
    /// The effects.
    pub effects: Section,
    /// The effects' figures, by what they are.
    pub estimates: Vec<(String, Estimate)>,
    /// Both in sentences.
    pub findings: Vec<String>,
}

impl Headline {
    /// Both tables.
    pub fn tables(&self) -> [Section; 2] {
        [self.cells.clone(), self.effects.clone()]
    }
}

/// The headline of a run that has the four corners without superinstructions.
pub fn headline(record: &Record, summary: &Summary, clock: Clock) -> Option<Headline> {
    let at: Vec<(Cell, usize)> = record
        .in_role(super::contestant::Role::Engine)
        .filter_map(|at| {
            let variant = Variant::parse(&record.contestants[at].label).ok()?;
            Some((Cell::of(&variant)?, at))
        })
        .collect();
    let find = |cell: Cell| {
        at.iter()
            .find(|(other, _)| *other == cell)
            .map(|(_, at)| *at)
    };
    let corners: Vec<Cell> = Cell::all().filter(|cell| !cell.superinstructions).collect();
    if corners.iter().any(|cell| find(*cell).is_none()) {
        return None;
    }
    let base = corners[0];
    let contrast = |terms: &[(f64, Cell)], ratios: i32| {
        let terms: Option<Vec<(f64, usize)>> = terms
            .iter()
            .map(|(factor, cell)| Some((*factor, find(*cell)?)))
            .collect();
        let speed = speed(record, &terms?, clock)?.estimate();
        let verdict = Verdict::of(speed, summary.noise(None).powi(ratios));
        Some((speed, verdict))
    };
    let mut cells = Grid::new(
        [
            "instructions",
            "dispatch",
            "superinstructions",
            "engine",
            "speed",
            "verdict",
        ],
        4,
    );
    let mut missing = 0;
    for cell in Cell::all() {
        let mut line = vec![
            cell.form.name().to_owned(),
            cell.dispatch.name().to_owned(),
            if cell.superinstructions { "on" } else { "off" }.to_owned(),
        ];
        match find(cell) {
            None => {
                missing += 1;
                line.extend(["none", "-", "-"].map(str::to_owned));
            }
            Some(at) => {
                line.push(record.contestants[at].label.clone());
                match contrast(&[(1.0, cell), (-1.0, base)], 1).filter(|_| cell != base) {
                    None => line.extend(["1".to_owned(), String::new()]),
                    Some((speed, verdict)) => {
                        line.extend([ratio_with_interval(speed), verdict.word().to_owned()]);
                    }
                }
            }
        }
        cells.push(line);
    }
    let mut table = Grid::new(["effect", "times as fast", "verdict"], 1);
    let mut findings = Vec::new();
    let mut estimates = Vec::new();
    for effect in effects() {
        let Some((speed, verdict)) = contrast(&effect.terms, effect.ratios) else {
            continue;
        };
        estimates.push((effect.what.clone(), speed));
        table.push([
            effect.what.clone(),
            ratio_with_interval(speed),
            verdict.word().to_owned(),
        ]);
        if effect.what.contains("on average") || effect.what.starts_with("superinstructions") {
            findings.push(in_words(&effect.what, speed, verdict));
        } else if effect.what.starts_with("interaction") {
            findings.push(interaction_in_words(&effect.what, speed, verdict));
        }
    }
    if missing > 0 {
        findings.push(format!(
            "{missing} of the 8 cells have no engine in this run."
        ));
    }
    Some(Headline {
        cells: Section {
            title: "The grid: how many times as fast as code units with a match".to_owned(),
            grid: cells,
        },
        effects: Section {
            title: "Effects, and where one depends on another".to_owned(),
            grid: table,
        },
        estimates,
        findings,
    })
}

fn in_words(what: &str, speed: Estimate, verdict: Verdict) -> String {
    let figures = ratio_with_interval(speed);
    let what = match what.split_once(", ") {
        Some((what, place)) => format!("{what} ({place})"),
        None => what.to_owned(),
    };
    match verdict {
        Verdict::CannotTell | Verdict::NotMeasured => {
            format!("Whether programs run faster with {what}, this run cannot tell: {figures}.")
        }
        Verdict::Faster => format!("With {what}, programs run {figures} times as fast."),
        Verdict::Slower => {
            format!("With {what}, programs run slower: {figures} times as fast.")
        }
    }
}

fn interaction_in_words(what: &str, speed: Estimate, verdict: Verdict) -> String {
    let figures = ratio_with_interval(speed);
    let pair = what.trim_start_matches("interaction: ");
    match verdict {
        Verdict::CannotTell | Verdict::NotMeasured => format!(
            "The interaction {pair} is within noise, {figures}: what the one gives does not depend on the other, as far as this run can tell."
        ),
        Verdict::Faster => format!(
            "The interaction {pair}: together they give {} more than each by itself would let one expect, {figures}.",
            percent(speed.value - 1.0)
        ),
        Verdict::Slower => format!(
            "The interaction {pair}: together they give {} less than each by itself would let one expect, {figures}.",
            percent(1.0 - speed.value)
        ),
    }
}

/// The speed of a contrast of contestants over all programs but those that are whole processes.
///
/// Each block has all contestants, so the contrast is taken within it, and what disturbed the block cancels out.
fn speed(record: &Record, terms: &[(f64, usize)], clock: Clock) -> Option<LogRatio> {
    let programs = record.programs.iter().enumerate();
    let ratios: Vec<LogRatio> = programs
        .filter(|(_, program)| program.mode.in_total())
        .map(|(number, program)| {
            let contrast = program.contrast(terms, clock);
            let seed = derive_seed(record.seed, &[number as u64]);
            medians(&program.round, vec![contrast], seed).remove(0)
        })
        .collect();
    (!ratios.is_empty()).then(|| LogRatio::mean(&ratios))
}

#[cfg(test)]
mod tests {
    use super::super::contestant::Role;
    use super::super::record::tests::example;
    use super::*;

    /// The example with a contestant for each cell that has an engine, whose speed is the product of what it is made of.
    fn grid_record(interaction: f64) -> Option<Record> {
        let variants = variants();
        if variants.len() < 5 {
            return None;
        }
        let mut record = example();
        let speeds: Vec<f64> = variants
            .iter()
            .map(|variant| {
                let cell = Cell::of(variant).unwrap();
                let pre = cell.form == Form::PreDecoded;
                let tail = cell.dispatch == Dispatch::TailCalls;
                let factors = [
                    (pre, 1.2),
                    (tail, 1.5),
                    (cell.superinstructions, 1.1),
                    (pre && tail, interaction),
                ];
                factors
                    .iter()
                    .filter(|(on, _)| *on)
                    .map(|(_, factor)| factor)
                    .product()
            })
            .collect();
        let model = record.contestants[0].clone();
        record.contestants = variants
            .iter()
            .map(|variant| {
                let mut one = model.clone();
                one.label = variant.to_string();
                one
            })
            .collect();
        let mut control = model;
        control.role = Role::Control;
        control.control_of = Some(0);
        record.contestants.push(control);
        for program in &mut record.programs {
            let base = program.series[0].clone();
            program.series = speeds
                .iter()
                // A control that is off by a little: without noise, rounding would decide.
                .chain(&[1.001])
                .map(|speed| {
                    let mut series = base.clone();
                    series.cpu_ns.iter_mut().for_each(|time| *time /= speed);
                    series
                })
                .collect();
        }
        record.starts.clear();
        Some(record)
    }

    #[test]
    fn effects_and_interactions_come_out_as_they_went_in() {
        for (interaction, verdict) in [(1.0, "can't tell"), (1.25, "faster"), (0.8, "slower")] {
            let Some(record) = grid_record(interaction) else {
                return;
            };
            let summary = Summary::of(&record, Clock::Cpu);
            let headline = headline(&record, &summary, Clock::Cpu).unwrap();
            let effect = |name: &str| {
                let mut rows = headline.effects.grid.rows.iter();
                rows.find(|row| row[0] == name)
                    .unwrap_or_else(|| panic!("{name}"))
                    .clone()
            };
            assert_eq!(effect("pre-decoding, with a match")[1], "1.20 [1.20, 1.20]");
            assert_eq!(effect("tail calls, on code units")[1], "1.50 [1.50, 1.50]");
            assert_eq!(effect("interaction: tail calls × pre-decoding")[2], verdict);
            let joined = effect("superinstructions, pre-decoded, tail calls");
            assert!(joined[1].starts_with("1.10"), "{joined:?}");
            assert_eq!(headline.cells.grid.rows.len(), 8);
            let sentence = "With tail calls (on average), programs run ";
            assert!(
                headline
                    .findings
                    .iter()
                    .any(|text| text.starts_with(sentence))
            );
            let cells = Cell::all().filter(|cell| cell.variant().is_none()).count();
            assert_eq!(cells, 0, "every cell has an engine");
            assert!(
                !headline
                    .findings
                    .iter()
                    .any(|text| text.contains("of the 8 cells"))
            );
            assert!(is_grid(&record));
        }
    }

    #[test]
    fn without_the_corners_there_is_no_headline() {
        let record = example();
        assert!(headline(&record, &Summary::of(&record, Clock::Cpu), Clock::Cpu).is_none());
        assert!(!is_grid(&record));
    }
}
