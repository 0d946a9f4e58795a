//! `tricera bench --ablation`: what each technique is worth, by leaving it out, or by adding it to a bare engine.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tricera::core::ops::superinstructions::SuperinstructionSet;
use tricera::core::ops::techniques::{
    ATTRIBUTE_CACHE, BORROWED_LOADS, REGISTER_FORMS, SPECIALIZATION, SUPERINSTRUCTIONS, TECHNIQUES,
};

use super::bench;
use super::contestant::Role;
use super::count;
use super::counts::Counts;
use super::error::LabError;
use super::findings::join;
use super::options::{Ablation, BenchArgs, CountArgs};
use super::record::{Clock, Record, write_file};
use super::results;
use super::stats::{Estimate, geomean};
use super::summary::{Reason, Summary, Verdict};
use super::table::{Grid, ratio};
use super::tables::CANNOT_TELL;
use super::valgrind::{self, Tool};
use super::variant::Variant;
use crate::cli::engines::Engine;

/// Something that is switched, and the options that do it.
struct Switch {
    name: &'static str,
    what: &'static str,
    options: Vec<String>,
}

/// One engine with everything that was switched on it. `--ablation --json` writes a list of these.
#[derive(Serialize, Deserialize)]
pub struct EngineRecord {
    /// The engine.
    pub engine: String,
    /// Techniques left out, or added, in the order of the record's contestants behind the first.
    pub switches: Vec<String>,
    /// The times.
    pub record: Record,
    /// The instruction counts, if they were asked for.
    pub instructions: Option<Counts>,
}

/// Measures and says what came out.
///
/// # Errors
/// When something cannot be measured.
pub fn run(args: &BenchArgs, ablation: Ablation) -> Result<String, LabError> {
    if args.instructions {
        // Before anything else, because the times take long.
        valgrind::version()?;
    }
    let mut engines = Vec::new();
    for variant in &args.engine {
        match variant {
            Variant::Engine { engine, options } if options.is_empty() => engines.push(*engine),
            _ => {
                return Err(LabError::Usage(format!(
                    "--ablation takes engines without options, `{variant}` is none"
                )));
            }
        }
    }
    if engines.is_empty() {
        engines.extend(Engine::built());
    }
    let mut records = Vec::new();
    for engine in engines {
        let switches = switches(engine, ablation);
        let variants: Vec<Variant> = std::iter::once(base(ablation))
            .chain(switches.iter().map(|switch| switch.options.clone()))
            .map(|options| Variant::Engine { engine, options })
            .collect();
        let one = BenchArgs {
            engine: variants.clone(),
            without_starts: true,
            ..args.clone()
        };
        let mut record = bench::measure(&one)?;
        let mut instructions = args
            .instructions
            .then(|| {
                count::measure(&CountArgs {
                    names: args.names.clone(),
                    engine: variants.clone(),
                    quick: args.quick,
                    against: Vec::new(),
                    tool: Tool::Cachegrind,
                    branches: false,
                    write_results: None,
                    save: None,
                    check: None,
                    tolerance: None,
                    runs: None,
                    match_opcodes: false,
                    per_opcode: false,
                    write_opcodes: None,
                    opcodes_from: None,
                    opcodes: 0,
                    json: None,
                    common: args.common.clone(),
                })
            })
            .transpose()?;
        if ablation == Ablation::On {
            let names = short_names(engine, &switches);
            let rename = |label: &mut String| {
                for (variant, name) in variants.iter().zip(&names) {
                    if let Some(again) = label.strip_prefix(&variant.to_string())
                        && (again.is_empty() || again.starts_with(' '))
                    {
                        *label = format!("{name}{again}");
                        break;
                    }
                }
            };
            record
                .contestants
                .iter_mut()
                .for_each(|one| rename(&mut one.label));
            let rows = instructions.iter_mut().flat_map(|counts| &mut counts.rows);
            rows.for_each(|row| rename(&mut row.contestant));
        }
        records.push(EngineRecord {
            engine: engine.name().to_owned(),
            switches: switches
                .iter()
                .map(|switch| switch.name.to_owned())
                .collect(),
            record,
            instructions,
        });
        // After each engine: a run of hours that is interrupted leaves what it has.
        if let Some(file) = &args.json {
            save(&records, file)?;
        }
    }
    if let Some(folder) = &args.write_results {
        results::write_ablation(&records, ablation, folder)?;
    }
    Ok(text(&records, ablation))
}

/// Writes the records of an ablation.
///
/// # Errors
/// When the file cannot be written.
pub fn save(records: &[EngineRecord], file: &Path) -> Result<(), LabError> {
    let json = serde_json::to_string(records).map_err(|error| LabError::File {
        path: file.to_owned(),
        why: error.to_string(),
    })?;
    write_file(file, &(json + "\n"))
}

/// The options of the engine that everything is compared with.
///
/// A bare engine still tries to specialize, and is refused: an engine with one family tries at all other opcodes too, and what
/// that costs is not what the family is worth.
fn base(ablation: Ablation) -> Vec<String> {
    match ablation {
        Ablation::Off => Vec::new(),
        Ablation::On => left_out(|name| name == SPECIALIZATION),
    }
}

/// The general techniques. The others are families of specialized forms.
const GENERAL: [&str; 5] = [
    SPECIALIZATION,
    SUPERINSTRUCTIONS,
    REGISTER_FORMS,
    BORROWED_LOADS,
    ATTRIBUTE_CACHE,
];

/// A bare engine that does not even try.
const UNTRIED: &str = "untried";

/// The options that leave out all techniques but those kept.
fn left_out(kept: impl Fn(&str) -> bool) -> Vec<String> {
    let names = TECHNIQUES.iter().map(|technique| technique.name);
    names.filter(|name| !kept(name)).map(without).collect()
}

fn without(name: &str) -> String {
    format!("without={name}")
}

/// Is this a family of specialized forms?
fn is_family(name: &str) -> bool {
    !GENERAL.contains(&name)
}

/// All that can be switched in an engine; a record may be of a build that can more than this one.
fn known_switches(engine: Engine, ablation: Ablation) -> Vec<Switch> {
    let mut switches: Vec<Switch> = TECHNIQUES
        .iter()
        .map(|technique| Switch {
            name: technique.name,
            what: technique.what,
            options: match ablation {
                Ablation::Off => vec![without(technique.name)],
                Ablation::On => only(technique.name),
            },
        })
        // The others have nothing to switch.
        .filter(|switch| switch.name != SUPERINSTRUCTIONS || engine.row().joins())
        // Register forms are superinstructions: where those are left out there is nothing to add.
        .filter(|switch| {
            switch.name != REGISTER_FORMS || engine.name() == "direct" && ablation == Ablation::Off
        })
        .collect();
    if ablation == Ablation::On {
        switches.push(Switch {
            name: UNTRIED,
            what: "no technique, and nothing tries to specialize",
            options: left_out(|_| false),
        });
    }
    if ablation == Ablation::Off {
        let mut more = |name, what| {
            switches.push(Switch {
                name,
                what,
                options: vec![String::from(name)],
            });
        };
        if engine.row().superinstructions == SuperinstructionSet::All {
            more(
                "superinstructions=numbered",
                "only those that every engine has",
            );
        }
        if engine.name() == "match" {
            more("predict", "with the opcode prediction of 2008");
        }
        more("breaker=every-instruction", "polls before each instruction");
        more("breaker=ticker", "polls every hundred instructions");
    }
    switches
}

/// Those that this build can measure.
fn switches(engine: Engine, ablation: Ablation) -> Vec<Switch> {
    let mut known = known_switches(engine, ablation);
    // Other builds follow these policies in their tracing loops, whose time says nothing.
    if !cfg!(feature = "breaker-policies") {
        known.retain(|switch| !switch.name.starts_with("breaker="));
    }
    known
}

/// What the bare engine and each technique alone are called: their options would fill the line of a table many times.
fn short_names(engine: Engine, switches: &[Switch]) -> Vec<String> {
    let only = switches.iter().map(|switch| match switch.name {
        UNTRIED => format!("{engine} {UNTRIED}"),
        name => format!("{engine} only {name}"),
    });
    std::iter::once(format!("{engine} bare"))
        .chain(only)
        .collect()
}

/// The options that leave a bare engine only one technique; all families together are specialization.
fn only(name: &str) -> Vec<String> {
    left_out(|other| {
        other == name || other == SPECIALIZATION || name == SPECIALIZATION && is_family(other)
    })
}

/// What one switch does to one engine.
pub struct Effect {
    /// The time as a multiple of the time without the switch.
    pub time: Estimate,
    /// Whether it is beyond noise.
    pub certain: bool,
    /// The instructions likewise.
    pub instructions: Option<f64>,
}

/// The effect of each switch, and first that of nothing: the A/A comparison.
pub fn effects(measured: &EngineRecord) -> (Option<Effect>, Vec<Effect>) {
    let summary = Summary::of(&measured.record, Clock::Cpu);
    let engines: Vec<usize> = measured.record.in_role(Role::Engine).collect();
    let effect = |pair: usize| {
        let comparison = summary
            .total
            .as_ref()
            .map(|total| total.comparisons[pair])
            .or_else(|| summary.rows.first().map(|row| row.comparisons[pair]))?;
        let of = &measured.record.contestants[summary.pairs[pair].of].label;
        let base = &measured.record.contestants[Record::BASE].label;
        let speed = comparison.speed;
        Some(Effect {
            time: Estimate {
                value: 1.0 / speed.value,
                low: 1.0 / speed.high,
                high: 1.0 / speed.low,
            },
            certain: comparison.verdict != Verdict::CannotTell,
            instructions: measured.instructions.as_ref().map(|counts| {
                let ratios = counts.rows.iter().filter(|row| row.contestant == *of);
                geomean(ratios.filter_map(|row| {
                    let base = counts.find(&row.program, base)?;
                    Some((row.instructions as f64 / base.instructions.max(1) as f64).max(1e-9))
                }))
            }),
        })
    };
    let control = summary.pairs_for(Reason::Control).next().and_then(effect);
    let effects = summary
        .pairs_for(Reason::Base)
        .filter(|&pair| engines.contains(&summary.pairs[pair].of))
        .filter_map(effect)
        .collect();
    (control, effects)
}

/// The table, one line for each technique.
fn table(records: &[EngineRecord], ablation: Ablation) -> Grid {
    let mut header = vec!["technique".to_owned(), "what it is".to_owned()];
    for measured in records {
        header.push(format!("{}: time", measured.engine));
        if measured.instructions.is_some() {
            header.push("instructions".to_owned());
        }
    }
    let mut grid = Grid::new(header, 2);
    let all: Vec<_> = records.iter().map(effects).collect();
    let cells = |effect: Option<&Effect>, measured: &EngineRecord, instructions: bool| {
        let mut cells = Vec::new();
        let Some(effect) = effect else {
            cells.push("-".to_owned());
            if measured.instructions.is_some() {
                cells.push("-".to_owned());
            }
            return cells;
        };
        let Estimate { value, low, high } = effect.time;
        cells.push(format!(
            "{}{} [{}, {}]",
            if effect.certain {
                String::new()
            } else {
                format!("{CANNOT_TELL} ")
            },
            ratio(value),
            ratio(low),
            ratio(high)
        ));
        if measured.instructions.is_some() {
            let figure = effect.instructions.filter(|_| instructions);
            cells.push(figure.map_or("-".to_owned(), |figure| format!("{figure:.3}")));
        }
        cells
    };
    let mut line = vec!["A/A".to_owned(), "nothing is changed".to_owned()];
    for (measured, (control, _)) in records.iter().zip(&all) {
        line.extend(cells(control.as_ref(), measured, false));
    }
    grid.push(line);
    let mut names: Vec<&str> = Vec::new();
    for name in records.iter().flat_map(|measured| &measured.switches) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for name in names {
        let what = Engine::built()
            .flat_map(|engine| known_switches(engine, ablation))
            .find(|switch| switch.name == name)
            .map_or("", |switch| switch.what);
        let mut line = vec![name.to_owned(), what.to_owned()];
        for (measured, (_, effects)) in records.iter().zip(&all) {
            let at = measured.switches.iter().position(|other| *other == name);
            line.extend(cells(at.and_then(|at| effects.get(at)), measured, true));
        }
        grid.push(line);
    }
    grid
}

/// What the table is called, and what its figures mean.
fn title(ablation: Ablation) -> (&'static str, &'static str) {
    match ablation {
        Ablation::Off => (
            "Processor time without each technique, as a multiple of the time with all of them",
            "above 1: it is worth having. predict and the breaker policies are not left out but put in; superinstructions=numbered leaves those with an opcode. That ints and floats lie in the word is the layout of values, which no option changes; it has no row.",
        ),
        Ablation::On => (
            "Processor time with one technique alone, as a multiple of the bare engine's",
            "below 1: it helps by itself. A bare engine counts and tries to specialize, and is refused; `untried` does not try.",
        ),
    }
}

/// The records of an ablation, from the file that `--ablation --json` wrote.
///
/// # Errors
/// When it cannot be read.
pub fn load(file: &Path) -> Result<Vec<EngineRecord>, LabError> {
    let bad = |why: String| LabError::File {
        path: file.to_owned(),
        why,
    };
    let json = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    serde_json::from_str(&json).map_err(|error| bad(error.to_string()))
}

/// The ablation as a part of a page: what was found in words, and the table.
pub fn markdown(records: &[EngineRecord], ablation: Ablation) -> String {
    let (title, note) = title(ablation);
    let mut text = String::new();
    for measured in records {
        for sentence in findings(measured, ablation) {
            text += &format!("- {sentence}\n");
        }
    }
    text += &format!(
        "\n{title}; geometric means over {} programs; {note} {CANNOT_TELL}: no more than the same engine differs from itself.\n\n{}",
        programs(records),
        table(records, ablation).to_markdown()
    );
    text
}

fn programs(records: &[EngineRecord]) -> usize {
    records
        .first()
        .map_or(0, |measured| measured.record.programs.len())
}

/// Is this nothing that is left out, but something that is put in?
pub fn put_in(name: &str) -> bool {
    name == "predict" || name.starts_with("breaker=")
}

/// Is this a part of another technique, or none?
pub fn within_another(name: &str) -> bool {
    name == UNTRIED || name == REGISTER_FORMS || name.starts_with(&format!("{SUPERINSTRUCTIONS}="))
}

/// What one engine's figures say, in plain sentences.
fn findings(measured: &EngineRecord, ablation: Ablation) -> Vec<String> {
    let (_, effects) = effects(measured);
    let mut all: Vec<(&str, Effect)> = measured
        .switches
        .iter()
        .map(String::as_str)
        .zip(effects)
        .collect();
    // The strongest first, whichever way it is.
    all.sort_by(|a, b| {
        b.1.time
            .value
            .ln()
            .abs()
            .total_cmp(&a.1.time.value.ln().abs())
    });
    let listed = |chosen: &dyn Fn(&str, &Effect) -> bool, with_figures: bool| {
        let names: Vec<String> = all
            .iter()
            .filter(|(name, effect)| chosen(name, effect))
            .map(|(name, effect)| match with_figures {
                true => format!("`{name}` ({})", ratio(effect.time.value)),
                false => format!("`{name}`"),
            })
            .collect();
        (!names.is_empty()).then(|| join(&names))
    };
    let engine = &measured.engine;
    let mut found = Vec::new();
    let (slower, faster, nothing) = match ablation {
        Ablation::Off => (
            "programs take longer without",
            "programs are faster without",
            "leaving out",
        ),
        Ablation::On => (
            "the bare engine is slower with",
            "the bare engine takes less time with",
            "adding",
        ),
    };
    let own = |name: &str| !put_in(name);
    if let Some(list) = listed(&|n, e| own(n) && e.certain && e.time.value > 1.0, true) {
        found.push(format!(
            "On `{engine}` {slower} {list}, as a multiple of the time."
        ));
    }
    if let Some(list) = listed(&|n, e| own(n) && e.certain && e.time.value < 1.0, true) {
        found.push(format!(
            "On `{engine}` {faster} {list}, as a multiple of the time."
        ));
    }
    if let Some(list) = listed(&|n, e| own(n) && !e.certain, false) {
        found.push(format!(
            "On `{engine}` {nothing} {list} changes nothing that this run can tell from noise."
        ));
    }
    for (name, effect) in all.iter().filter(|(name, _)| put_in(name)) {
        found.push(match (effect.certain, effect.time.value > 1.0) {
            (false, _) => format!(
                "On `{engine}` putting in `{name}` changes nothing that this run can tell from noise."
            ),
            (true, true) => format!(
                "On `{engine}` putting in `{name}` makes programs take {} times as long.",
                ratio(effect.time.value)
            ),
            (true, false) => format!(
                "On `{engine}` putting in `{name}` helps: programs take {} of the time.",
                ratio(effect.time.value)
            ),
        });
    }
    found
}

/// What a terminal is shown.
fn text(records: &[EngineRecord], ablation: Ablation) -> String {
    let (title, note) = title(ablation);
    let grid = table(records, ablation);
    let mut text = format!(
        "{title}\n{}\n\n* Geometric means over {} programs; {note}\n",
        grid.to_text(),
        programs(records)
    );
    text += &format!(
        "* {CANNOT_TELL}: the A/A comparison of the same engine with itself differs as much.\n"
    );
    if ablation == Ablation::Off && !cfg!(feature = "breaker-policies") {
        text += "* The breaker policies are measured by builds with the cargo feature `breaker-policies`.\n";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    #[test]
    fn every_switch_is_something_an_engine_takes() {
        for engine in Engine::built() {
            for ablation in [Ablation::Off, Ablation::On] {
                for switch in switches(engine, ablation) {
                    let options = switch.options.iter().map(|option| format!("+{option}"));
                    let text = format!("{engine}{}", options.collect::<String>());
                    Variant::parse(&text).unwrap();
                }
            }
        }
    }

    #[test]
    fn a_family_alone_leaves_specialization_on() {
        let options = only("CALL");
        assert!(!options.contains(&without("CALL")));
        assert!(!options.contains(&without(SPECIALIZATION)));
        assert!(options.contains(&without("LOAD_ATTR")));
        let options = only(BORROWED_LOADS);
        assert!(!options.contains(&without(BORROWED_LOADS)));
        assert!(options.contains(&without("CALL")) && options.contains(&without(ATTRIBUTE_CACHE)));
        let options = only(SPECIALIZATION);
        assert!(!options.contains(&without("CALL")) && options.contains(&without(BORROWED_LOADS)));
        assert_eq!(base(Ablation::On).len(), TECHNIQUES.len() - 1);
    }

    #[test]
    fn what_is_alone_has_a_short_name() {
        for engine in Engine::built() {
            let switches = switches(engine, Ablation::On);
            let names = short_names(engine, &switches);
            assert_eq!(names.len(), switches.len() + 1);
            assert!(names.iter().all(|name| name.len() < 40), "{names:?}");
            assert!(names.contains(&format!("{engine} only CALL")), "{names:?}");
        }
    }

    #[test]
    fn the_table_tells_times_against_the_base() {
        let measured = EngineRecord {
            engine: "match".to_owned(),
            switches: vec![BORROWED_LOADS.to_owned()],
            record: example(),
            instructions: None,
        };
        let text = text(&[measured], Ablation::Off);
        let line = text
            .lines()
            .find(|line| line.contains(BORROWED_LOADS))
            .unwrap();
        // The example's second engine is faster than its first.
        assert!(line.contains("0."), "{text}");
        assert!(text.contains("A/A"), "{text}");
    }
}
