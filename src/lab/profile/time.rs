//! What opcodes cost in time, from where the processor was when it was interrupted.
//!
//! Where handlers are functions, an address belongs to the opcode whose function it is in; where they are arms of one
//! function, the debug information says from which body it was inlined. Time in functions that handlers call is nobody's in
//! particular: it stands under the functions' names.

use std::collections::BTreeMap;

use serde::Serialize;
use tricera_code::opcode::OPCODES;

use super::Subject;
use crate::cli::engines::{Engine, Handlers};
use crate::cli::profile_data::{Counts, ProfileData};
use crate::cli::sampler::Samples;
use crate::lab::error::LabError;
use crate::lab::handlers::{Functions, Part, short};
use crate::lab::opcode_names::OpcodeNames;
use crate::lab::per_opcode::Bodies;
use crate::lab::table::{Grid, percent, time};

/// The estimates of all engines.
#[derive(Debug, Serialize)]
pub struct Times {
    /// By engine.
    pub engines: Vec<EngineTime>,
    #[serde(skip)]
    executions: Counts,
}

/// The estimate of one engine.
#[derive(Debug, Default, Serialize)]
pub struct EngineTime {
    /// The engine with its options.
    pub label: String,
    /// How often everything ran.
    pub runs: u64,
    /// All samples.
    pub samples: u64,
    /// Processor time in nanoseconds that a sample stands for.
    pub nanoseconds: f64,
    /// Samples in handlers and in what they jump to, by opcode or superinstruction.
    pub opcodes: Counts,
    /// Samples in the loop between the handlers.
    pub dispatch: u64,
    /// Samples in other functions, by name.
    pub elsewhere: Counts,
    /// Why opcodes cannot be told apart, if they cannot.
    pub unsupported: Option<String>,
    /// Samples for which there was no room.
    pub lost: u64,
}

impl Times {
    /// Runs the subject on each engine.
    pub(super) fn measure(subject: &Subject, data: &ProfileData) -> Result<Self, LabError> {
        let (file, functions) = Functions::own()?;
        let bodies = Bodies::of(&file).ok();
        let mut engines = Vec::new();
        for (label, engine, options) in subject.engines() {
            let (samples, runs) = subject.sample(&options)?;
            let mut time = attribute(engine, &samples, &functions, bodies.as_ref());
            time.runs = runs;
            time.label = label;
            engines.push(time);
        }
        Ok(Self {
            engines,
            executions: data.opcodes.clone(),
        })
    }

    /// The tables.
    pub fn text(&self, top: usize) -> String {
        let mut names: BTreeMap<&String, f64> = BTreeMap::new();
        for engine in &self.engines {
            for (name, &n) in &engine.opcodes {
                let most = names.entry(name).or_default();
                *most = most.max(n as f64 / engine.samples.max(1) as f64);
            }
        }
        let mut names: Vec<(&String, f64)> = names.into_iter().collect();
        names.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let labels = self.engines.iter().map(|engine| engine.label.clone());
        let mut grid = Grid::new(std::iter::once("opcode".to_owned()).chain(labels), 1);
        for (name, _) in names.iter().take(top) {
            let executions = self.executions.get(*name).copied().unwrap_or(0);
            let cell = |engine: &EngineTime| engine.cell(name, executions * engine.runs);
            let cells = self.engines.iter().map(cell);
            grid.push(std::iter::once((*name).clone()).chain(cells));
        }
        let mut text = String::new();
        if !grid.rows.is_empty() {
            text += "Time in handlers: share of the processor time, and time per execution (estimated; ± one standard error)\n";
            text += &format!("{}\n", grid.to_text());
            if names.len() > top {
                text += &format!("({} more)\n", names.len() - top);
            }
            text.push('\n');
        }
        for engine in &self.engines {
            text += &engine.summary(top);
        }
        text
    }
}

impl EngineTime {
    fn cell(&self, name: &str, executions: u64) -> String {
        let Some(&n) = self.opcodes.get(name) else {
            return "–".to_owned();
        };
        let share = percent(n as f64 / self.samples.max(1) as f64);
        if executions == 0 {
            return share;
        }
        let each = n as f64 * self.nanoseconds / executions as f64;
        let error = 100.0 / (n as f64).sqrt();
        format!("{share}  {} ±{error:.0}%", time(each))
    }

    fn summary(&self, top: usize) -> String {
        if let Some(why) = &self.unsupported {
            return format!("* {}: not supported: {why}\n", self.label);
        }
        let whole = self.samples.max(1) as f64;
        let inside: u64 = self.opcodes.values().sum();
        let mut text = format!(
            "* {}: {} samples in {} runs, of {} each; {} in handlers",
            self.label,
            self.samples,
            self.runs,
            time(self.nanoseconds),
            percent(inside as f64 / whole)
        );
        if self.dispatch > 0 {
            let share = percent(self.dispatch as f64 / whole);
            text += &format!(", {share} in the loop but in no opcode's body (fetch, dispatch)");
        }
        let mut elsewhere: Vec<_> = self.elsewhere.iter().collect();
        elsewhere.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
        let functions: Vec<String> = elsewhere
            .iter()
            .take(top.min(8))
            .map(|(name, n)| format!("{name} {}", percent(**n as f64 / whole)))
            .collect();
        if !functions.is_empty() {
            text += &format!("; elsewhere: {}", functions.join(", "));
        }
        if self.lost > 0 {
            text += &format!("; there was no room for {} samples", self.lost);
        }
        text + "\n"
    }
}

/// Gives each sample to an opcode, to the loop, or to another function.
fn attribute(
    engine: Engine,
    samples: &Samples,
    functions: &Functions,
    bodies: Option<&Bodies>,
) -> EngineTime {
    let count = samples.count();
    let mut found = EngineTime {
        samples: count,
        nanoseconds: samples.time as f64 / count.max(1) as f64,
        lost: samples.lost,
        ..EngineTime::default()
    };
    let home = engine.crate_name();
    let slow = format!("{home}::slow::<");
    let own_loops: Vec<u64> = functions
        .engine_loops(engine)
        .map(|function| function.address)
        .collect();
    let names = OpcodeNames::new(OPCODES.iter().flatten().map(|row| row.name));
    let mut elsewhere = |name: String, n: u64| *found.elsewhere.entry(name).or_default() += n;
    for (&address, &n) in &samples.own {
        let Some(function) = functions.at(address) else {
            elsewhere("unknown".into(), n);
            continue;
        };
        let opcode = match engine.handlers() {
            Handlers::Symbols => match crate::lab::handlers::part(&function.name, &home) {
                Some(Part::Handler(name) | Part::Slow(name) | Part::Superinstruction(name)) => {
                    Some(name)
                }
                None => None,
            },
            Handlers::OneFunction if own_loops.contains(&function.address) => {
                let opcode = bodies.and_then(|bodies| bodies.opcode_at(address, &names));
                if opcode.is_none() {
                    found.dispatch += n;
                    continue;
                }
                opcode
            }
            Handlers::OneFunction => {
                let opcode = function.name.strip_prefix(&slow);
                opcode.and_then(|rest| rest.split(',').next()?.rsplit("::").next())
            }
        };
        match opcode {
            Some(name) => *found.opcodes.entry(name.to_owned()).or_default() += n,
            None => elsewhere(short(&function.name), n),
        }
    }
    if samples.elsewhere > 0 {
        elsewhere("shared objects and the kernel's".into(), samples.elsewhere);
    }
    if let Some(function) = functions.engine_loop(engine) {
        let mut addresses = (function.address..function.address + function.length).step_by(64);
        let known = |address| bodies.is_some_and(|b| b.opcode_at(address, &names).is_some());
        if !addresses.any(known) {
            found.unsupported = Some(
                "its opcodes are arms of one function, and the binary has no debug information to tell them apart".into(),
            );
        }
    }
    found
}
