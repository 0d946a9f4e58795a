//! The options of the commands that measure.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::error::STATUSES;
use super::record::Clock;
use super::valgrind::Tool;
use super::variant::Variant;

/// The seed of orders and resampling when none is given: runs differ by their samples, not by their plan.
const SEED: u64 = 0x5eed;

/// How `bench --ablation` switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Ablation {
    /// One technique at a time is left out.
    Off,
    /// One technique at a time is added to an engine that has none.
    On,
}

/// Options of `tricera bench`.
#[derive(Clone, Debug, Args)]
#[command(after_help = STATUSES)]
pub struct BenchArgs {
    /// Programs of the corpus, or kinds of programs; all when none is named.
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Unmodified scripts of pyperformance instead of the corpus: those that NAME names, or the 38 that speed is judged by. DIR is where the
    /// scripts are, the package's folder, or a folder that holds it; without it TRICERA_PYPERFORMANCE, or the package
    /// that an interpreter of --against, python3.14 or python3 has installed.
    #[arg(long, value_name = "DIR", num_args = 0..=1, conflicts_with_all = ["ablation", "from"])]
    pub pyperformance: Option<Option<PathBuf>>,
    /// Engines to measure, each with +OPTION for what `tricera run` takes as --OPTION, for example
    /// direct+no-superinstructions; all when none is named; `none` measures peers only.
    #[arg(long, value_name = "ENGINE[+OPTION…]", value_delimiter = ',', value_parser = Variant::parse)]
    pub engine: Vec<Variant>,
    /// The headline grid: {code units, pre-decoded} × {match, tail calls} × {superinstructions off, on}, as far as there
    /// are engines, with effects and interactions.
    #[arg(long, conflicts_with_all = ["engine", "ablation", "from"])]
    pub grid: bool,
    /// Small sizes and few samples.
    #[arg(long)]
    pub quick: bool,
    /// Python interpreters to measure beside the engines.
    #[arg(long, value_name = "PYTHON")]
    pub against: Vec<OsString>,
    /// Options for every interpreter given with --against, separated by blanks.
    #[arg(
        long,
        value_name = "OPTIONS",
        allow_hyphen_values = true,
        value_delimiter = ' '
    )]
    pub peer_args: Vec<String>,
    /// Samples of each contestant and program.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub samples: Option<u32>,
    /// Start every worker this often anew, with the samples spread over the rounds.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub rounds: Option<u32>,
    /// A new process for every sample, instead of some samples from each: what differs from process to process (address
    /// layout, hash seeds of others) is then in every interval.
    #[arg(long, conflicts_with = "rounds")]
    pub fresh: bool,
    /// Link this many more binaries with their functions in another order, and measure the engines in each of them. Needs
    /// the source tree and the linker lld. For match engines their crate is compiled again for each, with the arms in
    /// another order, which takes minutes; the handlers of the others need no compiler.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        conflicts_with_all = ["ablation", "pyperformance"]
    )]
    pub layouts: u32,
    /// Measure the engines in this binary too, which was built with a profile of branches (target/release/tricera, from a
    /// binary that `cargo build --profile plain` made).
    #[arg(long, value_name = "BINARY", conflicts_with_all = ["ablation", "pyperformance", "layouts", "from"])]
    pub pgo: Option<PathBuf>,
    /// The seed of the random orders and of the bootstrap.
    #[arg(long, value_name = "N", default_value_t = SEED)]
    pub seed: u64,
    /// Write all samples, with machine, toolchain and contestants.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the samples for pyperf, whose `compare_to`, `hist` and `show` read them: a file for each contestant, with
    /// its name before the extension of the one given.
    #[arg(long, value_name = "FILE")]
    pub pyperf: Option<PathBuf>,
    /// Write RESULTS.md, and its chart and samples below docs/, into this folder (default: the current one). A run of
    /// --grid or of --ablation writes its part of the page, and leaves the others as they are.
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".", require_equals = true)]
    pub write_results: Option<PathBuf>,
    /// Measure nothing: take the samples from a file that --json wrote.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["names", "engine", "quick", "against", "samples", "rounds", "fresh", "layouts"])]
    pub from: Option<PathBuf>,
    /// What each technique is worth, in a table: each one left out, or (=on) each one alone.
    #[arg(long, value_name = "off|on", value_enum, num_args = 0..=1, default_missing_value = "off", require_equals = true,
        conflicts_with_all = ["against", "from", "pyperf"])]
    pub ablation: Option<Ablation>,
    /// Count the machine instructions of the ablation too (valgrind).
    #[arg(long, requires = "ablation")]
    pub instructions: bool,
    /// Leave out the start-up measurement.
    #[arg(skip)]
    pub without_starts: bool,
    #[command(flatten)]
    pub common: CommonArgs,
}

impl BenchArgs {
    /// The folder of scripts and the names that `--pyperformance` was given: a first word that is no folder is a name.
    pub fn scripts(&self) -> (Option<PathBuf>, Vec<String>) {
        let mut names = self.names.clone();
        let folder = match self.pyperformance.clone().flatten() {
            Some(word) if !word.exists() && word.components().count() == 1 => {
                names.insert(0, word.to_string_lossy().into_owned());
                None
            }
            folder => folder,
        };
        (folder, names)
    }
}

/// Options that all measuring commands share.
#[derive(Clone, Debug, Args)]
pub struct CommonArgs {
    /// The folder of the corpus; by default bench-corpus here, above, or in the source tree this binary was built from.
    #[arg(long, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
    /// Measure a debug build too.
    #[arg(long)]
    pub allow_debug: bool,
}

/// Options of `tricera count`.
#[derive(Clone, Debug, Args)]
#[command(after_help = STATUSES)]
pub struct CountArgs {
    /// Programs of the corpus, or kinds of programs; all when none is named.
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Engines to count, as in `bench`.
    #[arg(long, value_name = "ENGINE[+OPTION…]", value_delimiter = ',', value_parser = Variant::parse)]
    pub engine: Vec<Variant>,
    /// Small sizes.
    #[arg(long)]
    pub quick: bool,
    /// Python interpreters to count beside the engines.
    #[arg(long, value_name = "PYTHON")]
    pub against: Vec<OsString>,
    /// Who counts. The counts are the same; callgrind needs some 100 bytes for each tail call.
    #[arg(long, value_name = "TOOL", value_enum, default_value_t = Tool::Cachegrind)]
    pub tool: Tool,
    /// Simulate the prediction of branches too, with valgrind's predictor, which is one of about 2004.
    #[arg(long, conflicts_with = "per_opcode")]
    pub branches: bool,
    /// Write the counts.
    #[arg(long, value_name = "FILE")]
    pub save: Option<PathBuf>,
    /// Write the counts below docs/ in this folder (default: the current one), and RESULTS.md anew with them: they tell why
    /// engines are as fast as the main run found them. Counts of a run of other sizes are of no use there.
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".", require_equals = true,
        conflicts_with_all = ["per_opcode", "check"])]
    pub write_results: Option<PathBuf>,
    /// Compare with counts written before, and fail where one grew by more than the tolerance.
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// How much a count may grow, for example 1%. Without this it follows from how well counts repeated (--runs): three
    /// times the largest difference, and no less than 0.1%; 1% where nothing was repeated.
    #[arg(long, value_name = "SHARE", value_parser = parse_share)]
    pub tolerance: Option<f64>,
    /// Count everything so often; how far the runs differ is kept with the counts. Default: 2 with --save, otherwise 1.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: Option<u32>,
    /// Tell the opcodes of the match engines apart as well, by debug information: callgrind is slow, and needs memory.
    #[arg(long, conflicts_with = "per_opcode")]
    pub match_opcodes: bool,
    /// Machine instructions per execution of the most frequent opcodes instead, on each engine.
    #[arg(long, conflicts_with_all = ["save", "check", "against", "tool"])]
    pub per_opcode: bool,
    /// How many opcodes --per-opcode lists.
    #[arg(long, value_name = "N", default_value_t = 40, requires = "per_opcode")]
    pub opcodes: usize,
    /// Write a document about the forty opcodes that programs execute most (docs/opcode-instructions.md).
    #[arg(long, value_name = "FILE", requires = "per_opcode")]
    pub write_opcodes: Option<PathBuf>,
    /// Make the document from figures written with --json instead of counting.
    #[arg(long, value_name = "FILE", requires = "write_opcodes")]
    pub opcodes_from: Option<PathBuf>,
    /// Write the figures of --per-opcode as JSON.
    #[arg(long, value_name = "FILE", requires = "per_opcode")]
    pub json: Option<PathBuf>,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// Options of `tricera stat`.
#[derive(Debug, Args)]
#[command(after_help = STATUSES)]
pub struct StatArgs {
    /// Programs of the corpus, or kinds of programs; all when none is named.
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Engines to observe, as in `bench`.
    #[arg(long, value_name = "ENGINE[+OPTION…]", value_delimiter = ',', value_parser = Variant::parse)]
    pub engine: Vec<Variant>,
    /// Small sizes.
    #[arg(long)]
    pub quick: bool,
    /// Python interpreters to observe beside the engines.
    #[arg(long, value_name = "PYTHON")]
    pub against: Vec<OsString>,
    #[command(flatten)]
    pub common: CommonArgs,
}

/// Which clock `compare` goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ClockArg {
    /// Processor time.
    Cpu,
    /// Elapsed time.
    Wall,
}

impl From<ClockArg> for Clock {
    fn from(clock: ClockArg) -> Self {
        match clock {
            ClockArg::Cpu => Self::Cpu,
            ClockArg::Wall => Self::Wall,
        }
    }
}

/// Options of `tricera compare`.
#[derive(Clone, Debug, Args)]
#[command(after_help = STATUSES)]
pub struct CompareArgs {
    /// What `bench --json`, `bench --ablation --json` or `count --save` wrote before.
    #[arg(value_name = "A.json")]
    pub before: PathBuf,
    /// The same of later, or of elsewhere.
    #[arg(value_name = "B.json")]
    pub after: PathBuf,
    /// Whose time: the processor's, or the wall clock's.
    #[arg(long, value_name = "CLOCK", value_enum, default_value_t = ClockArg::Cpu)]
    pub clock: ClockArg,
    /// From which change on a count is called better or worse.
    #[arg(long, value_name = "SHARE", value_parser = parse_share, default_value = "1%")]
    pub tolerance: f64,
}

/// Options of `tricera report`.
#[derive(Clone, Debug, Args)]
#[command(after_help = STATUSES)]
pub struct ReportArgs {
    /// What `bench --json`, `bench --ablation --json`, `count --save` and `profile --json` wrote.
    #[arg(value_name = "RESULTS.json", required = true)]
    pub files: Vec<PathBuf>,
    /// The file to write.
    #[arg(short, long, value_name = "FILE.html", default_value = "report.html")]
    pub output: PathBuf,
}

/// Options of `tricera profile`.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Profile")]
pub struct ProfileOptions {
    /// Write all counts as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write all counts as CSV: section, name, detail, count.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// How many rows a table has at most.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// Estimate what each opcode costs, by interrupting further runs of the program (without input and output) a thousand
    /// times per second of processor time, or as often as the kernel's clock allows, until there are enough samples; on each engine if none is named.
    #[arg(long)]
    pub time: bool,
    /// Small sizes of programs of the corpus.
    #[arg(long)]
    pub quick: bool,
    /// The folder of the corpus.
    #[arg(long, value_name = "DIR")]
    pub corpus: Option<PathBuf>,
}

/// Options of `tricera dis`.
#[derive(Clone, Debug, Default, Args)]
pub struct DisOptions {
    /// Show inline caches.
    #[arg(short = 'C', long, conflicts_with_all = ["specialized", "caches", "predecoded", "asm"])]
    pub show_caches: bool,
    /// Show instruction offsets.
    #[arg(short = 'O', long)]
    pub show_offsets: bool,
    /// Show instruction positions.
    #[arg(short = 'P', long)]
    pub show_positions: bool,
    /// Run the program, then show the form that each instruction has. What the program prints goes to standard error.
    #[arg(short = 'S', long)]
    pub specialized: bool,
    /// Run the program, then show what inline caches hold.
    #[arg(long)]
    pub caches: bool,
    /// Run the program, then show the array of pre-decoded instructions with its superinstructions.
    #[arg(long, conflicts_with_all = ["specialized", "caches"])]
    pub predecoded: bool,
    /// Only the functions of this name, plain (`f`) or qualified (`C.f`).
    #[arg(long, value_name = "NAME")]
    pub function: Option<String>,
    /// The machine code of one opcode (or superinstruction) in each engine, side by side; runs nothing.
    #[arg(long, value_name = "OPCODE", conflicts_with_all = ["program", "specialized", "caches", "predecoded"])]
    pub asm: Option<String>,
}

impl DisOptions {
    /// Must the program run?
    pub fn runs(&self) -> bool {
        self.specialized || self.caches || self.predecoded
    }
}

/// Reads `1%` or `0.01`.
fn parse_share(text: &str) -> Result<f64, String> {
    let (digits, unit) = match text.strip_suffix('%') {
        Some(digits) => (digits, 100.0),
        None => (text, 1.0),
    };
    match digits.trim().parse::<f64>() {
        Ok(number) if number >= 0.0 && number.is_finite() => Ok(number / unit),
        _ => Err("a share such as 1% or 0.01".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_with_and_without_percent() {
        assert_eq!(parse_share("1%"), Ok(0.01));
        assert_eq!(parse_share("0.5 %"), Ok(0.005));
        assert_eq!(parse_share("0.02"), Ok(0.02));
        assert!(parse_share("-1%").is_err());
        assert!(parse_share("much").is_err());
        assert!(parse_share("inf").is_err());
    }
}
