//! Options of the machine underneath.

use std::path::PathBuf;

use clap::Args;

use tricera::core::ops::superinstructions::SuperinstructionSet;
use tricera::core::ops::techniques::Without;

use super::super::breaker::BreakerPolicy;
use super::super::engines::Engine;

/// What can be switched on or off below the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MachineOptions {
    /// Instructions adapt to the types they see (PEP 659).
    pub specialize: bool,
    /// Frequent sequences run as one instruction where the engine has them.
    pub superinstructions: SuperinstructionSet,
    /// Techniques left out.
    pub without: Without,
    /// The opcode prediction of 2008.
    pub predict: bool,
    /// Where the breaker is polled.
    pub breaker: BreakerPolicy,
    /// Print a hash over the logical instructions executed to standard error at the end.
    pub trace_hash: bool,
    /// Print what is left on the heap to standard error once the interpreter is gone.
    pub heap_stats: bool,
    /// Write how often each opcode was executed as JSON to this file at the end.
    pub opcode_counts: Option<PathBuf>,
    /// Keep the code that was run, to look at it afterwards.
    pub keep_code: bool,
    /// Write a profile of the run as JSON to this file at the end.
    pub profile: Option<PathBuf>,
    /// Write addresses of machine instructions that the run was interrupted at as JSON to this file at the end.
    pub samples: Option<PathBuf>,
}

impl Default for MachineOptions {
    fn default() -> Self {
        Self {
            specialize: true,
            superinstructions: SuperinstructionSet::All,
            without: Without::NOTHING,
            predict: false,
            breaker: BreakerPolicy::default(),
            trace_hash: false,
            heap_stats: false,
            opcode_counts: None,
            keep_code: false,
            profile: None,
            samples: None,
        }
    }
}

/// Options of the machine underneath.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tricera's own")]
pub(super) struct MachineArgs {
    /// The dispatch engine: match, tail or direct.
    #[arg(long, value_parser = Engine::parse)]
    pub(super) engine: Option<Engine>,
    /// A CPython 3.14 Lib folder instead of the built-in standard library [env: TRICERA_LIB].
    #[arg(long, value_name = "DIR")]
    pub(super) lib: Option<PathBuf>,
    /// Instructions do not adapt to the types they see.
    #[arg(long)]
    pub(super) no_specialize: bool,
    /// Superinstructions: all that the engine has, the listed ones (joined), its register forms (registers), those that every engine has (numbered), or none.
    #[arg(long, value_name = "SET", value_parser = SuperinstructionSet::parse, default_value = "all")]
    pub(super) superinstructions: SuperinstructionSet,
    /// No superinstructions.
    #[arg(long, conflicts_with = "superinstructions")]
    pub(super) no_superinstructions: bool,
    /// Leave out a technique: specialization, superinstructions, register-forms, borrowed-loads, attribute-cache, or the specialized
    /// forms of one opcode (LOAD_ATTR). May be repeated.
    #[arg(long, value_name = "TECHNIQUE", value_delimiter = ',', value_parser = technique)]
    pub(super) without: Vec<Without>,
    /// Predict opcodes as CPython did in 2008 (the match engine only).
    #[arg(long)]
    pub(super) predict: bool,
    /// Where the breaker is polled: cpython, back-edges, every-instruction, ticker or ticker=N.
    #[arg(long, value_name = "POLICY", value_parser = BreakerPolicy::parse, default_value_t)]
    pub(super) breaker: BreakerPolicy,
    /// Print a hash over the logical instructions executed to standard error.
    #[arg(long)]
    pub(super) trace_hash: bool,
    /// Print what is left on the heap at the end to standard error.
    #[arg(long)]
    pub(super) heap_stats: bool,
    /// Write how often each opcode, and each pair of opcodes, was executed as JSON.
    #[arg(long, value_name = "FILE")]
    pub(super) opcode_counts: Option<PathBuf>,
    /// Write a profile of the run as JSON (`tricera profile` shows it).
    #[arg(long, value_name = "FILE", hide = true)]
    pub(super) profile_data: Option<PathBuf>,
    /// Write addresses that the run was interrupted at as JSON (`tricera profile --time` shows them).
    #[arg(long, value_name = "FILE", hide = true)]
    pub(super) sample_data: Option<PathBuf>,
}

impl MachineArgs {
    /// All techniques that are left out.
    pub(super) fn without(&self) -> Without {
        let all = self.without.iter().copied();
        all.fold(Without::NOTHING, Without::and)
    }
}

/// Reads the name of a technique.
fn technique(text: &str) -> Result<Without, String> {
    let mut one = Without::NOTHING;
    one.add(text)?;
    Ok(one)
}

/// Checks that options of the machine underneath are such options, without running anything.
///
/// # Errors
/// In one line, when they are not.
pub fn check_machine_options(options: &[String]) -> Result<(), String> {
    let line = std::iter::once("tricera").chain(options.iter().map(String::as_str));
    let command = MachineArgs::augment_args(clap::Command::new("tricera"));
    command
        .try_get_matches_from(line)
        .map(drop)
        .map_err(|error| {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            first.trim_start_matches("error: ").to_owned()
        })
}
