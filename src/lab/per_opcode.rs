//! `tricera count --per-opcode`: machine instructions per execution of each opcode.
//!
//! How often an opcode is executed, the engine itself counts; how many instructions its handler executes, valgrind
//! does. Where handlers are functions, a handler's count is its function's. Where they are arms of one `match`, the
//! debug information says which inlined body an instruction belongs to. Either way the figure is the path through the
//! handler, without functions it calls.

use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use addr2line::Loader;
use serde::{Deserialize, Serialize};

use super::callgrind::Profile;
use super::contestant::Contestant;
use super::corpus::{Corpus, Program, Size};
use super::count::Setup;
use super::error::LabError;
use super::frequent_opcodes;
use super::handlers::{Part, part, short};
use super::machine::{Build, Machine};
use super::opcode_names::OpcodeNames;
use super::options::CountArgs;
use super::purpose::{Purposes, purpose};
use super::record::write_file;
use super::table::{Grid, count, percent};
use super::valgrind::{self, TemporaryFile, Tool};
use super::variant::Variant;
use super::worker::describe;
use crate::cli::engines::{Engine, Handlers};
use crate::cli::opcode_counts::Executed;
use tricera::core::ops::techniques::SUPERINSTRUCTIONS;

/// Executions by opcode.
pub(super) type Executions = BTreeMap<String, u64>;

/// What was found on one engine.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Findings {
    /// The engine and its options.
    pub(super) engine: String,
    /// Instructions were joined: what a component costs is then counted for its opcode.
    #[serde(default)]
    pub(super) joined: bool,
    /// By opcode, as the engine executed it: specialized, and joined to superinstructions.
    pub(super) opcodes: BTreeMap<String, Cost>,
    /// Instructions of the loop itself where all opcodes are arms of one function: fetching and dispatching.
    pub(super) in_loop: u64,
    /// Instructions that belong to no opcode's handler: the loop, slow paths, everything called.
    pub(super) elsewhere: u64,
    /// All instructions.
    pub(super) total: u64,
    /// What the instructions of each opcode are for.
    #[serde(default)]
    pub(super) purposes: BTreeMap<String, Purposes>,
}

/// The cost of one opcode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// How often it was executed; 0 where that is not known.
    pub executions: u64,
    /// Instructions of its handler.
    pub instructions: u64,
}

impl Cost {
    /// Instructions per execution, if there are both.
    pub(super) fn each(self) -> Option<f64> {
        (self.executions > 0 && self.instructions > 0)
            .then(|| self.instructions as f64 / self.executions as f64)
    }
}

/// Everything measured.
#[derive(Serialize, Deserialize)]
struct Report {
    command: Vec<String>,
    machine: Machine,
    build: Build,
    valgrind: String,
    engines: Vec<Findings>,
}

/// Measures and says what came out.
///
/// # Errors
/// When something cannot be measured.
pub fn run(args: &CountArgs) -> Result<String, LabError> {
    let mut args = args.clone();
    if args.engine.is_empty() {
        // Each instruction by itself first, then joined where an engine does that.
        args.engine = Variant::all();
        let joining = args.engine.iter().filter(|one| joins(one)).cloned();
        let joining: Vec<_> = joining.collect();
        for variant in args.engine.iter_mut().filter(|one| joins(one)) {
            if let Variant::Engine { options, .. } = variant {
                options.push(without_superinstructions());
            }
        }
        args.engine.extend(joining);
    }
    let args = &args;
    let setup = Setup::new(args)?;
    let valgrind = valgrind::version()?;
    let engines = engines(args);
    if engines.is_empty() {
        return Err(LabError::Usage(
            "opcodes are counted on engines: name one".into(),
        ));
    }
    let profiles = setup.in_parallel(|program, contestant| {
        let profile = |repeats| {
            valgrind::count(
                contestant,
                &setup.corpus,
                program,
                setup.size,
                repeats,
                Tool::ByAddress,
                false,
            )
        };
        let profile = profile(2)?.minus(&profile(1)?);
        let executions = executed_in_one_run(contestant, &setup.corpus, program, setup.size)?;
        Ok((contestant.label.clone(), profile, executions))
    })?;
    let mut found = Vec::new();
    for contestant in &setup.contestants {
        let Some(engine) = engines.get(&contestant.label) else {
            continue;
        };
        let mut total = Profile::default();
        let mut executions = Executions::new();
        for (_, profile, counts) in profiles
            .iter()
            .filter(|(label, ..)| *label == contestant.label)
        {
            total.add(profile);
            for (opcode, times) in counts {
                *executions.entry(opcode.clone()).or_default() += times;
            }
        }
        found.push(attribute(contestant, *engine, &total, &executions)?);
    }
    let text = text(&found, args.opcodes);
    let report = Report {
        command: std::env::args()
            .skip(1)
            .map(|word| super::peer::without_folders(&word))
            .collect(),
        machine: Machine::here(),
        build: Build::this(),
        valgrind,
        engines: found,
    };
    if let Some(file) = &args.write_opcodes {
        write_file(file, &report.document())?;
    }
    if let Some(file) = &args.json {
        let json = serde_json::to_string_pretty(&report).unwrap_or_default();
        write_file(file, &(json + "\n"))?;
    }
    Ok(text)
}

/// Writes the document about the most frequent opcodes from figures that were kept.
///
/// # Errors
/// When they cannot be read.
pub fn document_from(file: &Path, args: &CountArgs) -> Result<String, LabError> {
    let bad = |why: String| LabError::File {
        path: file.into(),
        why,
    };
    let text = std::fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    let report: Report = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    if let Some(file) = &args.write_opcodes {
        write_file(file, &report.document())?;
    }
    Ok(String::new())
}

impl Report {
    fn document(&self) -> String {
        let commit = self
            .build
            .commit
            .as_deref()
            .and_then(|commit| commit.get(..12));
        let source = format!(
            "From `tricera {}`, commit {}, {}, {}.",
            self.command.join(" "),
            commit.unwrap_or("unknown"),
            self.build.rustc,
            self.valgrind,
        );
        frequent_opcodes::document(&self.engines, &source)
    }
}

fn without_superinstructions() -> String {
    format!("without={SUPERINSTRUCTIONS}")
}

/// Does it join instructions?
fn joins(variant: &Variant) -> bool {
    matches!(variant, Variant::Engine { engine, options }
        if engine.row().joins() && !options.contains(&without_superinstructions()))
}

/// The engine behind each label.
pub(super) fn engines(args: &CountArgs) -> HashMap<String, Engine> {
    engines_by_label(&args.engine)
}

/// The engines among these variants, by their labels as contestants; all where none is named.
pub(super) fn engines_by_label(variants: &[Variant]) -> HashMap<String, Engine> {
    let all = Variant::all();
    let variants = if variants.is_empty() { &all } else { variants };
    variants
        .iter()
        .filter_map(|variant| match variant {
            Variant::Engine { engine, .. } => Some((variant.to_string(), *engine)),
            Variant::None => None,
        })
        .collect()
}

/// How often one run of a program executes each opcode.
///
/// # Errors
/// When the program fails.
pub(super) fn executed_in_one_run(
    contestant: &Contestant,
    corpus: &Corpus,
    program: &Program,
    size: Size,
) -> Result<Executions, LabError> {
    let mut executed = executions(contestant, corpus, program, size, 2)?;
    for (opcode, times) in executions(contestant, corpus, program, size, 1)? {
        let counted = executed.entry(opcode).or_default();
        *counted = counted.saturating_sub(times);
    }
    Ok(executed)
}

/// What an engine's handlers cost in a profile, by opcode.
///
/// # Errors
/// When debug information is needed and cannot be read.
pub(super) fn handlers(
    contestant: &Contestant,
    engine: Engine,
    profile: &Profile,
    executions: &Executions,
) -> Result<BTreeMap<String, Cost>, LabError> {
    Ok(attribute(contestant, engine, profile, executions)?.opcodes)
}

fn all_opcodes() -> OpcodeNames {
    let all: Vec<_> = (0..=u8::MAX).map(tricera_code::opcode::name).collect();
    OpcodeNames::new(all.iter().map(AsRef::as_ref))
}

/// What functions that have the names of opcodes cost in the profile of another interpreter, such as a CPython whose
/// handlers tail-call each other; how often they were executed is not known.
pub(super) fn handlers_by_name(profile: &Profile) -> BTreeMap<String, Cost> {
    let names = all_opcodes();
    let mut handlers: BTreeMap<String, Cost> = BTreeMap::new();
    for (symbol, &instructions) in &profile.functions {
        if let Some(opcode) = names.find(&demangle(symbol)) {
            handlers.entry(opcode.to_owned()).or_default().instructions += instructions;
        }
    }
    handlers
}

/// What all other functions cost: superinstructions, slow paths, and whatever handlers call.
pub(super) fn functions(profile: &Profile, engine: Option<Engine>) -> BTreeMap<String, u64> {
    let mut functions: BTreeMap<String, u64> = BTreeMap::new();
    let home = engine.map(Engine::crate_name);
    let names = all_opcodes();
    for (symbol, &instructions) in &profile.functions {
        let function = demangle(symbol);
        let part = home.as_deref().and_then(|home| part(&function, home));
        let name = match part {
            // Those have a place of their own.
            Some(Part::Handler(_)) => continue,
            Some(Part::Superinstruction(name)) => format!("superinstruction {name}"),
            Some(Part::Slow(opcode)) => format!("{opcode}, out of line"),
            // In other interpreters handlers are known by their names only.
            None if engine.is_none() && names.find(&function).is_some() => continue,
            None => short(&function),
        };
        *functions.entry(name).or_default() += instructions;
    }
    functions
}

/// How often each opcode is executed in a process that runs a program so often, as the engine counts it.
fn executions(
    contestant: &Contestant,
    corpus: &Corpus,
    program: &Program,
    size: Size,
    repeats: u32,
) -> Result<Executions, LabError> {
    let failed = |why: String, stderr: &[u8]| LabError::Worker {
        program: program.name.clone(),
        contestant: contestant.label.clone(),
        why,
        stderr: String::from_utf8_lossy(stderr).into_owned(),
    };
    let file = TemporaryFile::new();
    let mut counting = contestant.clone();
    counting
        .command
        .push(format!("--opcode-counts={}", file.path().display()));
    let mut command = counting.start([corpus.driver(), corpus.source(program)]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| failed(format!("it cannot be started: {error}"), &[]))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A worker that died before it read this is reported with its status below.
        let _ = write!(stdin, "run {} {repeats}\nquit\n", program.size(size));
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed(error.to_string(), &[]))?;
    if !output.status.success() {
        return Err(failed(
            format!("it ended with {}", describe(output.status)),
            &output.stderr,
        ));
    }
    let text = std::fs::read_to_string(file.path())
        .map_err(|error| failed(format!("its opcode counts cannot be read: {error}"), &[]))?;
    serde_json::from_str(&text)
        .map(|executed: Executed| executed.opcodes)
        .map_err(|error| failed(format!("its opcode counts cannot be read: {error}"), &[]))
}

/// Gives every instruction to the opcode it belongs to.
fn attribute(
    contestant: &Contestant,
    engine: Engine,
    profile: &Profile,
    executions: &Executions,
) -> Result<Findings, LabError> {
    let names = OpcodeNames::new(executions.keys().map(String::as_str));
    let in_engine = |function: &str| function.contains(&engine.crate_name());
    let mut costs: BTreeMap<String, Cost> = executions
        .iter()
        .filter(|(_, times)| **times > 0)
        .map(|(opcode, &times)| {
            (
                opcode.clone(),
                Cost {
                    executions: times,
                    instructions: 0,
                },
            )
        })
        .collect();
    let (mut attributed, mut in_loop) = (0, 0);
    let mut purposes: BTreeMap<String, Purposes> = BTreeMap::new();
    let mut add = |opcode: &str, instructions: u64| {
        if let Some(cost) = costs.get_mut(opcode) {
            cost.instructions += instructions;
            attributed += instructions;
        }
    };
    if profile.addresses.is_empty() {
        for (symbol, &instructions) in &profile.functions {
            if let Some(opcode) = own_opcode(&demangle(symbol), engine, &names) {
                add(opcode, instructions);
            }
        }
    } else {
        let bodies = Bodies::open(contestant)?;
        let mut functions: HashMap<&str, String> = HashMap::new();
        for ((symbol, address), &instructions) in &profile.addresses {
            let function = functions.entry(symbol).or_insert_with(|| demangle(symbol));
            if !in_engine(function) {
                continue;
            }
            let chain = bodies.chain(*address);
            // Where all handlers lie in one function, and in what joins several, the inlined bodies tell.
            let own = own_opcode(function, engine, &names);
            match own.or_else(|| opcode_of(&chain, engine, &names)) {
                Some(opcode) => {
                    add(opcode, instructions);
                    let what = purpose(&chain, |body| opcode_in(body, &names).is_some());
                    let entry = purposes.entry(opcode.to_owned()).or_default();
                    entry.add(what, instructions);
                }
                None => in_loop += instructions,
            }
        }
    }
    Ok(Findings {
        engine: contestant.label.clone(),
        joined: engine.row().joins() && !contestant.label.contains(SUPERINSTRUCTIONS),
        opcodes: costs,
        in_loop,
        elsewhere: profile.total.saturating_sub(attributed),
        total: profile.total,
        purposes,
    })
}

/// The opcode whose handler a function of the engine is.
fn own_opcode<'a>(function: &str, engine: Engine, names: &'a OpcodeNames) -> Option<&'a str> {
    // A superinstruction's name may read as an opcode's.
    let own = engine.handlers() == Handlers::Symbols
        && function.contains(&engine.crate_name())
        && !joins_several(function, engine);
    names.find(function).filter(|_| own)
}

/// Is this the handler of a superinstruction or of a register form?
fn joins_several(function: &str, engine: Engine) -> bool {
    let rest = function.strip_prefix(&engine.crate_name());
    rest.is_some_and(|rest| {
        rest.starts_with("::superinstructions::") || rest.starts_with("::register_forms::")
    })
}

/// The opcode whose body an instruction was inlined from: the outermost one, because a body may use another's.
fn opcode_of<'a>(chain: &[String], engine: Engine, names: &'a OpcodeNames) -> Option<&'a str> {
    let inner = chain.iter().rev();
    let mut inner = inner.filter(|function| !joins_several(function, engine));
    inner.find_map(|function| opcode_in(function, names))
}

/// The opcode that a function is named after.
fn opcode_in<'a>(function: &str, names: &'a OpcodeNames) -> Option<&'a str> {
    /// The body of a comparison with a known operator, in register forms.
    const KNOWN_COMPARISON: &str = "::CompareInt<";
    let known = function.contains(KNOWN_COMPARISON);
    names.find(if known { "COMPARE_OP_INT" } else { function })
}

fn demangle(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

/// The debug information of our own binary.
pub(super) struct Bodies(Loader);

impl Bodies {
    fn open(contestant: &Contestant) -> Result<Self, LabError> {
        let file = contestant.command.first().cloned().unwrap_or_default();
        Self::of(Path::new(&file))
    }

    /// Of a binary.
    pub(super) fn of(file: &Path) -> Result<Self, LabError> {
        Loader::new(file).map(Self).map_err(|error| LabError::File {
            path: file.into(),
            why: format!("its debug information cannot be read: {error}"),
        })
    }

    /// The functions that an instruction was inlined through, the innermost first.
    fn chain(&self, address: u64) -> Vec<String> {
        let mut chain = Vec::new();
        let Ok(mut frames) = self.0.find_frames(address) else {
            return chain;
        };
        while let Ok(Some(frame)) = frames.next() {
            let function = frame.function.and_then(|function| {
                let name = function.demangle().ok()?;
                Some(name.into_owned())
            });
            chain.extend(function);
        }
        chain
    }

    /// The opcode whose body an instruction was inlined from: the outermost one, because a body may use another's.
    pub(super) fn opcode_at<'a>(&self, address: u64, names: &'a OpcodeNames) -> Option<&'a str> {
        let chain = self.chain(address);
        chain.iter().rev().find_map(|function| names.find(function))
    }
}

/// The table, and what lies outside it.
fn text(found: &[Findings], most: usize) -> String {
    let mut frequent: BTreeMap<&str, u64> = BTreeMap::new();
    for (opcode, cost) in found.iter().flat_map(|findings| &findings.opcodes) {
        let executions = frequent.entry(opcode).or_default();
        *executions = (*executions).max(cost.executions);
    }
    let mut frequent: Vec<(&str, u64)> = frequent.into_iter().collect();
    frequent.sort_by_key(|&(opcode, executions)| (std::cmp::Reverse(executions), opcode));
    frequent.truncate(most);
    let engines = found.iter().map(|findings| findings.engine.clone());
    let mut grid = Grid::new(
        ["opcode".to_owned(), "executions".to_owned()]
            .into_iter()
            .chain(engines),
        1,
    );
    for (opcode, executions) in &frequent {
        let costs = found.iter().map(|findings| {
            let each = findings.opcodes.get(*opcode).and_then(|cost| cost.each());
            each.map_or("-".to_owned(), |each| format!("{each:.1}"))
        });
        grid.push(
            [(*opcode).to_owned(), count(*executions)]
                .into_iter()
                .chain(costs),
        );
    }
    let mut text = format!(
        "Machine instructions per execution, without functions called; the {} most frequent opcodes\n{}\n\n",
        frequent.len(),
        grid.to_text()
    );
    for findings in found {
        let executions: u64 = findings.opcodes.values().map(|cost| cost.executions).sum();
        text += &format!(
            "* {}: {:.1} instructions per opcode executed, of them {} outside handlers.\n",
            findings.engine,
            findings.total as f64 / executions.max(1) as f64,
            percent(findings.elsewhere as f64 / findings.total.max(1) as f64),
        );
        if findings.in_loop > 0 {
            text += &format!(
                "  {:.1} instructions per opcode are in its functions but no opcode's (fetch, dispatch, what joins \
                 instructions, way out to slow paths) and missing in the column.\n",
                findings.in_loop as f64 / executions.max(1) as f64
            );
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn executions(counts: &[(&str, u64)]) -> Executions {
        counts
            .iter()
            .map(|&(opcode, times)| (opcode.to_owned(), times))
            .collect()
    }

    fn contestant(engine: Engine) -> Contestant {
        let variant = Variant::parse(engine.name()).unwrap();
        super::super::bench::contestants(&[variant], &[], &[])
            .unwrap()
            .remove(0)
    }

    #[test]
    fn handlers_get_what_their_functions_cost() {
        let Some(engine) = Engine::built().find(|engine| engine.handlers() == Handlers::Symbols)
        else {
            return;
        };
        let home = engine.crate_name();
        let profile = Profile {
            branches: None,
            total: 1000,
            functions: [
                (format!("{home}::LOAD_FAST"), 300),
                (
                    format!("tricera_core::ops::load_fast::<{home}::Machine>"),
                    100,
                ),
                ("tricera_core::object::load_attr".to_owned(), 500),
            ]
            .into_iter()
            .collect(),
            addresses: HashMap::new(),
        };
        let counts = executions(&[("LOAD_FAST", 50), ("LOAD_ATTR", 10), ("NOP", 0)]);
        let found = attribute(&contestant(engine), engine, &profile, &counts).unwrap();
        assert_eq!(found.opcodes["LOAD_FAST"].each(), Some(8.0));
        assert_eq!(
            found.opcodes["LOAD_ATTR"].each(),
            None,
            "a function of the core is no handler"
        );
        assert!(!found.opcodes.contains_key("NOP"));
        assert_eq!(found.elsewhere, 600);

        let text = text(&[found], 40);
        let line = text
            .lines()
            .find(|line| line.contains("LOAD_FAST"))
            .unwrap();
        assert!(line.contains("50") && line.contains("8.0"), "{text}");
        assert!(
            text.contains("16.7 instructions per opcode executed, of them 60% outside"),
            "{text}"
        );
    }

    #[inline(always)]
    fn op_store_fast(values: &mut [u64]) {
        for value in values {
            *value = std::hint::black_box(*value) ^ 5;
        }
    }

    #[inline(never)]
    fn one_function(values: &mut [u64]) {
        op_store_fast(std::hint::black_box(values));
    }

    /// Looks up addresses of this very test binary, whose debug information tells inlined functions apart.
    #[test]
    fn inlined_bodies_are_found_by_address() {
        one_function(&mut [1, 2, 3]);
        let mut own = contestant(Engine::built().next().unwrap());
        own.command[0] = std::env::current_exe()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        let bodies = Bodies::open(&own).unwrap();
        let names = OpcodeNames::new(["STORE_FAST"]);
        let (start, runtime) = (
            bodies.0.relative_address_base(),
            one_function as *const () as u64,
        );
        let image = image_base();
        let address = runtime - image + start;
        let found = (address..address + 64).find_map(|address| bodies.opcode_at(address, &names));
        assert_eq!(found, Some("STORE_FAST"));
        assert!(
            Bodies::open(&Contestant {
                command: vec!["/no/such".into()],
                ..own
            })
            .is_err()
        );
    }

    /// Where this binary was loaded, according to the kernel.
    fn image_base() -> u64 {
        let own = std::env::current_exe().unwrap();
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        let line = maps
            .lines()
            .find(|line| line.ends_with(own.to_str().unwrap()))
            .unwrap();
        u64::from_str_radix(line.split('-').next().unwrap(), 16).unwrap()
    }
}
