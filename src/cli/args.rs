//! The command line: what it may say, and what it said.
//!
//! CPython's rule is that options end where the program is named (`FILE`, `-c CODE`, `-m MODULE`): everything after it
//! belongs to the program, whatever it looks like. clap has no such rule, so the line is cut there first and only the
//! part before the cut is parsed.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

use tricera::core::ops::superinstructions::SuperinstructionSet;
use tricera::core::ops::techniques::Without;

use super::breaker::BreakerPolicy;
use super::check::CheckArgs;
use super::engines::Engine;
use crate::lab::options::{
    BenchArgs, CompareArgs, CountArgs, DisOptions, ProfileOptions, ReportArgs, StatArgs,
};

/// Tricera runs Python programs (CPython 3.14's bytecode) on a choice of dispatch engines, and measures them.
#[derive(Debug, Parser)]
#[command(name = "tricera", version = VERSION, propagate_version = true, disable_help_subcommand = true)]
#[command(
    after_help = "Without a command, `run` is meant: `tricera FILE.py`, `tricera -c CODE`. On a terminal `tricera` \
    alone is a REPL.\nA command is recognised as the first argument only; to run a file of that name say `tricera ./bench`."
)]
struct CommandLine {
    #[command(subcommand)]
    command: CommandLineTask,
}

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (Python 3.14)");

#[derive(Debug, Subcommand)]
enum CommandLineTask {
    /// Run a program, or a REPL when there is none and standard input is a terminal.
    #[command(display_name = "tricera")]
    Run(RunArgs),
    /// Read, evaluate and print, with history.
    #[command(display_name = "tricera")]
    Repl(RunArgs),
    /// Time the corpus on the engines, and on other Python interpreters.
    #[command(display_name = "tricera")]
    Bench(BenchArgs),
    /// Count machine instructions under valgrind.
    #[command(display_name = "tricera")]
    Count(CountArgs),
    /// Show what the processor and the kernel count while the corpus runs.
    #[command(display_name = "tricera")]
    Stat(StatArgs),
    /// Set two runs of bench, or two of count, side by side.
    #[command(display_name = "tricera")]
    Compare(CompareArgs),
    /// Make one HTML file of results, with charts, tables and what was found.
    #[command(display_name = "tricera")]
    Report(ReportArgs),
    /// Count what the interpreter does in a run: opcodes, specialization, caches, calls, allocations; estimate time.
    #[command(display_name = "tricera")]
    Profile(ProfileArgs),
    /// Show bytecode: as compiled, and what became of it when it ran.
    #[command(display_name = "tricera")]
    Dis(DisArgs),
    /// Compile and verify a library, and compare it with its .pyc files, without running it.
    #[command(display_name = "tricera")]
    Check(CheckArgs),
}

/// What a command line asks for.
#[derive(Debug)]
pub enum Task {
    /// Run a program or a REPL.
    Run(RunRequest),
    /// Time the corpus.
    Bench(BenchArgs),
    /// Count machine instructions.
    Count(CountArgs),
    /// Show the counters of processor and kernel.
    Stat(StatArgs),
    /// Set two measurements side by side.
    Compare(CompareArgs),
    /// Make a page of results.
    Report(ReportArgs),
    /// Count what the interpreter does; the last is the line without the options of `profile`, up to the program's name.
    Profile(ProfileOptions, RunRequest, Vec<OsString>),
    /// Show bytecode.
    Dis(DisOptions, RunRequest),
    /// Compile and verify a library.
    Check(CheckArgs),
}

/// Where the program comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// `-c CODE`
    Command(OsString),
    /// `-m MODULE`
    Module(OsString),
    /// A source file, a `.pyc`, or a folder or archive with a `__main__`.
    File(PathBuf),
    /// `-`, or nothing with standard input not a terminal: all of standard input is one program.
    Stdin,
    /// A REPL.
    Interactive,
}

/// How strings are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashSeed {
    /// A random key.
    Random,
    /// The key CPython derives from this seed; 0 is the key of all zeros.
    Fixed(u32),
}

/// Everything a run is asked to be, from the command line and from the environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRequest {
    /// What to run.
    pub program: Program,
    /// `sys.argv[1:]`
    pub arguments: Vec<OsString>,
    /// The engine asked for; `None` means [`Engine::default_engine`].
    pub engine: Option<Engine>,
    /// A CPython 3.14 `Lib` folder to use instead of the built-in standard library (`--lib`, `TRICERA_LIB`).
    pub lib: Option<PathBuf>,
    /// Folders of `PYTHONPATH`, in order.
    pub python_path: Vec<PathBuf>,
    /// `PYTHONHASHSEED`
    pub hash_seed: HashSeed,
    /// CPython's own options.
    pub flags: PythonFlags,
    /// Options of the machine underneath.
    pub machine: MachineOptions,
}

/// CPython's options, under the names of `sys.flags` where it has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PythonFlags {
    /// `-i`, `PYTHONINSPECT`: a REPL follows the program.
    pub inspect: bool,
    /// `-O` (1) or `-OO` (2), `PYTHONOPTIMIZE`
    pub optimize: u8,
    /// `-B`, `PYTHONDONTWRITEBYTECODE`
    pub dont_write_bytecode: bool,
    /// `-s`, `-I`, `PYTHONNOUSERSITE`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// `-E`, `-I`
    pub ignore_environment: bool,
    /// How often `-v` was given, or `PYTHONVERBOSE`.
    pub verbose: u8,
    /// How often `-b` was given.
    pub bytes_warning: u8,
    /// `-q`
    pub quiet: bool,
    /// `-I`
    pub isolated: bool,
    /// `-P`, `-I`, `PYTHONSAFEPATH`
    pub safe_path: bool,
    /// `-X utf8`, `PYTHONUTF8`, and the locale "C"
    pub utf8_mode: bool,
    /// `-u`, `PYTHONUNBUFFERED`
    pub unbuffered: bool,
    /// `-x`: the first line of the source is not Python.
    pub skip_first_line: bool,
    /// `sys.warnoptions`: `PYTHONWARNINGS` first, then `-W` in order.
    pub warn_options: Vec<String>,
    /// `sys._xoptions`: `None` stands for `True`.
    pub x_options: Vec<(String, Option<String>)>,
}

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

/// What names the program, in all commands that take one.
#[derive(Debug, Args)]
struct ProgramArgs {
    /// The program is this text; what follows are its arguments.
    #[arg(
        short = 'c',
        value_name = "CODE",
        group = "program",
        allow_hyphen_values = true
    )]
    command: Option<OsString>,
    /// The program is a library module; what follows are its arguments.
    #[arg(
        short = 'm',
        value_name = "MODULE",
        group = "program",
        allow_hyphen_values = true
    )]
    module: Option<OsString>,
    /// A source file, a .pyc, or a folder or archive with a __main__; `-` is standard input.
    #[arg(value_name = "FILE", group = "program")]
    file: Option<OsString>,
}

impl ProgramArgs {
    /// The program; `on_terminal` says whether standard input is a terminal, `interactive` whether a REPL is meant without a program.
    fn program(self, on_terminal: bool, interactive: bool) -> Program {
        match (self.command, self.module, self.file) {
            (Some(code), _, _) => Program::Command(code),
            (_, Some(module), _) => Program::Module(module),
            (_, _, Some(file)) if file == "-" => stdin(on_terminal),
            (_, _, Some(file)) => Program::File(file.into()),
            (None, None, None) => stdin(interactive),
        }
    }
}

#[derive(Debug, Args)]
#[command(disable_version_flag = true)]
#[command(override_usage = "tricera [run] [OPTION]… [-c CODE | -m MODULE | FILE | -] [ARG]…")]
struct RunArgs {
    #[command(flatten)]
    program: ProgramArgs,
    #[command(flatten)]
    python: PythonArgs,
    #[command(flatten)]
    machine: MachineArgs,
}

/// Options of `tricera profile`.
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    override_usage = "tricera profile [OPTION]… [-c CODE | -m MODULE | FILE | -] [ARG]…\n       tricera profile [OPTION]… NAME…"
)]
struct ProfileArgs {
    #[command(flatten)]
    options: ProfileOptions,
    #[command(flatten)]
    run: RunArgs,
}

/// The words of a line that are not options of `profile`'s own.
fn without_profile_options(line: &[OsString]) -> Vec<OsString> {
    let own = ProfileOptions::augment_args(clap::Command::new("profile"));
    let mut left = Vec::new();
    let mut words = line.iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (&*text, None),
        };
        let long = name.strip_prefix("--").filter(|name| !name.is_empty());
        let found = long.and_then(|long| own.get_arguments().find(|a| a.get_long() == Some(long)));
        match found {
            Some(option) if option.get_action().takes_values() && value.is_none() => {
                words.next();
            }
            Some(_) => {}
            None => left.push(word.clone()),
        }
    }
    left
}

/// Options of `tricera dis`: those of `dis` itself take the place of CPython's.
#[derive(Debug, Args)]
#[command(override_usage = "tricera dis [OPTION]… [-c CODE | -m MODULE | FILE | -] [ARG]…")]
struct DisArgs {
    #[command(flatten)]
    program: ProgramArgs,
    #[command(flatten)]
    options: DisOptions,
    #[command(flatten)]
    machine: MachineArgs,
}

impl DisArgs {
    fn request(
        self,
        arguments: Vec<OsString>,
        environment: Environment,
    ) -> Result<(DisOptions, RunRequest), Refusal> {
        let run = RunArgs {
            program: self.program,
            python: PythonArgs::default(),
            machine: self.machine,
        };
        let mut request = run.request(arguments, environment, false)?;
        request.machine.keep_code = self.options.runs();
        Ok((self.options, request))
    }
}

/// Options that CPython has too.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "As in CPython")]
struct PythonArgs {
    /// Warn about bytes compared with or turned into str; twice: raise.
    #[arg(short = 'b', action = ArgAction::Count)]
    bytes_warning: u8,
    /// Write no .pyc files.
    #[arg(short = 'B')]
    dont_write_bytecode: bool,
    /// Accepted and without effect, as in a release build of CPython.
    #[arg(short = 'd', action = ArgAction::Count, hide = true)]
    _debug: u8,
    /// Ignore the PYTHON* variables of the environment.
    #[arg(short = 'E')]
    ignore_environment: bool,
    /// A REPL follows the program.
    #[arg(short = 'i')]
    inspect: bool,
    /// Isolate from the environment and the user's folders (implies -E, -P and -s).
    #[arg(short = 'I')]
    isolated: bool,
    /// Drop assert statements; twice: drop docstrings too.
    #[arg(short = 'O', action = ArgAction::Count)]
    optimize: u8,
    /// Put no unsafe folder at the front of sys.path.
    #[arg(short = 'P')]
    safe_path: bool,
    /// No banner in the REPL.
    #[arg(short = 'q', action = ArgAction::Count)]
    quiet: u8,
    /// Leave the user's site folder out of sys.path.
    #[arg(short = 's')]
    no_user_site: bool,
    /// Do not import site.
    #[arg(short = 'S')]
    no_site: bool,
    /// Unbuffered standard output and error.
    #[arg(short = 'u')]
    unbuffered: bool,
    /// Trace imports; more often: in more detail.
    #[arg(short = 'v', action = ArgAction::Count)]
    verbose: u8,
    /// Add a warning filter: action:message:category:module:lineno.
    #[arg(short = 'W', value_name = "FILTER", allow_hyphen_values = true)]
    warn_options: Vec<String>,
    /// Skip the first line of the source.
    #[arg(short = 'x')]
    skip_first_line: bool,
    /// An option for sys._xoptions: NAME or NAME=VALUE.
    #[arg(short = 'X', value_name = "OPTION", allow_hyphen_values = true)]
    x_options: Vec<String>,
    /// Print the version.
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    _version: (),
}

/// Options of the machine underneath.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tricera's own")]
struct MachineArgs {
    /// The dispatch engine: match, tail or direct.
    #[arg(long, value_parser = Engine::parse)]
    engine: Option<Engine>,
    /// A CPython 3.14 Lib folder instead of the built-in standard library [env: TRICERA_LIB].
    #[arg(long, value_name = "DIR")]
    lib: Option<PathBuf>,
    /// Instructions do not adapt to the types they see.
    #[arg(long)]
    no_specialize: bool,
    /// Superinstructions: all that the engine has, the listed ones (joined), its register forms (registers), those that every engine has (numbered), or none.
    #[arg(long, value_name = "SET", value_parser = SuperinstructionSet::parse, default_value = "all")]
    superinstructions: SuperinstructionSet,
    /// No superinstructions.
    #[arg(long, conflicts_with = "superinstructions")]
    no_superinstructions: bool,
    /// Leave out a technique: specialization, superinstructions, register-forms, borrowed-loads, attribute-cache, or the specialized
    /// forms of one opcode (LOAD_ATTR). May be repeated.
    #[arg(long, value_name = "TECHNIQUE", value_delimiter = ',', value_parser = technique)]
    without: Vec<Without>,
    /// Predict opcodes as CPython did in 2008 (the match engine only).
    #[arg(long)]
    predict: bool,
    /// Where the breaker is polled: cpython, back-edges, every-instruction, ticker or ticker=N.
    #[arg(long, value_name = "POLICY", value_parser = BreakerPolicy::parse, default_value_t)]
    breaker: BreakerPolicy,
    /// Print a hash over the logical instructions executed to standard error.
    #[arg(long)]
    trace_hash: bool,
    /// Print what is left on the heap at the end to standard error.
    #[arg(long)]
    heap_stats: bool,
    /// Write how often each opcode, and each pair of opcodes, was executed as JSON.
    #[arg(long, value_name = "FILE")]
    opcode_counts: Option<PathBuf>,
    /// Write a profile of the run as JSON (`tricera profile` shows it).
    #[arg(long, value_name = "FILE", hide = true)]
    profile_data: Option<PathBuf>,
    /// Write addresses that the run was interrupted at as JSON (`tricera profile --time` shows them).
    #[arg(long, value_name = "FILE", hide = true)]
    sample_data: Option<PathBuf>,
}

impl MachineArgs {
    fn without(&self) -> Without {
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

/// Why there is nothing to do.
#[derive(Debug)]
pub enum Refusal {
    /// A message of clap's: help, the version or a usage error, each with its exit code.
    Clap(clap::Error),
    /// A variable of the environment has a value CPython refuses to start with.
    Environment(String),
    /// The same, of what decides how text is encoded, which CPython looks at before anything else.
    Preconfiguration(String),
}

/// The variables of the environment, so that tests have their own.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Reads a command line; `line[0]` is the program's own name.
///
/// `on_terminal` says whether standard input is a terminal, which turns a missing program into a REPL.
///
/// # Errors
/// When the line asks for help or the version, or is wrong.
pub fn parse(
    line: &[OsString],
    environment: Environment,
    on_terminal: bool,
) -> Result<Task, Refusal> {
    let mut line = line.to_vec();
    if line.is_empty() {
        line.push("tricera".into());
    }
    if !line.get(1).is_some_and(|first| names_a_task(first)) {
        line.insert(1, "run".into());
    }
    let mut arguments = Vec::new();
    let takes_program = match line[1].as_encoded_bytes() {
        b"run" | b"repl" => Some(RunArgs::augment_args(clap::Command::new("run"))),
        b"profile" => Some(ProfileArgs::augment_args(clap::Command::new("profile"))),
        b"dis" => Some(DisArgs::augment_args(clap::Command::new("dis"))),
        _ => None,
    };
    if let Some(command) = takes_program {
        let cut = program_end(&line[2..], &command) + 2;
        arguments = line.split_off(cut);
    }
    let options = line[2..].to_vec();
    match CommandLine::try_parse_from(line)
        .map_err(Refusal::Clap)?
        .command
    {
        CommandLineTask::Run(args) => args
            .request(arguments, environment, on_terminal)
            .map(Task::Run),
        CommandLineTask::Repl(args) => args.request(arguments, environment, true).map(Task::Run),
        CommandLineTask::Bench(args) => Ok(Task::Bench(args)),
        CommandLineTask::Count(args) => Ok(Task::Count(args)),
        CommandLineTask::Stat(args) => Ok(Task::Stat(args)),
        CommandLineTask::Compare(args) => Ok(Task::Compare(args)),
        CommandLineTask::Report(args) => Ok(Task::Report(args)),
        CommandLineTask::Profile(args) => {
            let request = args.run.request(arguments, environment, false)?;
            let rest = without_profile_options(&options);
            Ok(Task::Profile(args.options, request, rest))
        }
        CommandLineTask::Dis(args) => {
            let (options, request) = args.request(arguments, environment)?;
            Ok(Task::Dis(options, request))
        }
        CommandLineTask::Check(args) => Ok(Task::Check(args)),
    }
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

/// The subcommands, spelt out because building the whole parser only to ask it would show in the start-up time.
const TASKS: [&str; 10] = [
    "run", "repl", "bench", "count", "stat", "compare", "report", "profile", "dis", "check",
];

/// Whether the first argument is for the outer parser: a subcommand, or a question about all of them.
fn names_a_task(first: &OsStr) -> bool {
    first == "-h" || first == "--help" || TASKS.iter().any(|task| first == *task)
}

/// How many arguments of `line` belong to the interpreter, the program's name included.
fn program_end(line: &[OsString], run: &clap::Command) -> usize {
    let takes_value =
        |found: Option<&clap::Arg>| found.is_some_and(|arg| arg.get_action().takes_values());
    let mut at = 0;
    while let Some(argument) = line.get(at) {
        at += 1;
        let bytes = argument.as_encoded_bytes();
        if bytes == b"--" {
            return (at + 1).min(line.len());
        }
        if let Some(long) = bytes.strip_prefix(b"--") {
            let found = run
                .get_arguments()
                .find(|arg| arg.get_long().map(str::as_bytes) == Some(long));
            at += usize::from(takes_value(found));
        } else if let Some(cluster) = bytes
            .strip_prefix(b"-")
            .filter(|cluster| !cluster.is_empty())
        {
            let valued = cluster.iter().position(|&letter| {
                takes_value(
                    run.get_arguments()
                        .find(|arg| arg.get_short() == Some(char::from(letter))),
                )
            });
            if let Some(position) = valued {
                at += usize::from(position + 1 == cluster.len());
                if matches!(cluster[position], b'c' | b'm') {
                    return at.min(line.len());
                }
            }
        } else {
            return at;
        }
    }
    at.min(line.len())
}

impl RunArgs {
    fn request(
        self,
        arguments: Vec<OsString>,
        environment: Environment,
        on_terminal: bool,
    ) -> Result<RunRequest, Refusal> {
        let program = self
            .program
            .program(on_terminal, on_terminal || self.python.inspect);
        let machine = self.machine;
        let without = machine.without();
        let lib = machine.lib.or_else(|| {
            environment("TRICERA_LIB")
                .filter(|dir| !dir.is_empty())
                .map(PathBuf::from)
        });
        let ignore_environment = self.python.ignore_environment || self.python.isolated;
        let python = PythonEnvironment {
            lookup: environment,
            ignored: ignore_environment,
        };
        Ok(RunRequest {
            program,
            arguments,
            engine: machine.engine,
            lib,
            python_path: python
                .text("PYTHONPATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            hash_seed: python.hash_seed().map_err(Refusal::Environment)?,
            flags: self.python.flags(&python)?,
            machine: MachineOptions {
                specialize: !machine.no_specialize,
                superinstructions: match machine.no_superinstructions {
                    true => SuperinstructionSet::None,
                    false => machine.superinstructions,
                },
                without,
                predict: machine.predict,
                breaker: machine.breaker,
                trace_hash: machine.trace_hash,
                heap_stats: machine.heap_stats,
                opcode_counts: machine.opcode_counts,
                keep_code: false,
                profile: machine.profile_data,
                samples: machine.sample_data,
            },
        })
    }
}

fn stdin(interactive: bool) -> Program {
    if interactive {
        Program::Interactive
    } else {
        Program::Stdin
    }
}

impl PythonArgs {
    fn flags(self, environment: &PythonEnvironment) -> Result<PythonFlags, Refusal> {
        let x_options: Vec<_> = self.x_options.iter().map(|text| x_option(text)).collect();
        let utf8_mode = environment
            .utf8_mode(&x_options)
            .map_err(Refusal::Preconfiguration)?;
        let mut warn_options: Vec<String> = environment
            .text("PYTHONWARNINGS")
            .map(|all| {
                all.to_string_lossy()
                    .split(',')
                    .map(str::to_owned)
                    .collect()
            })
            .unwrap_or_default();
        warn_options.extend(self.warn_options);
        Ok(PythonFlags {
            inspect: self.inspect || environment.level("PYTHONINSPECT") > 0,
            optimize: self
                .optimize
                .max(environment.level("PYTHONOPTIMIZE"))
                .min(2),
            dont_write_bytecode: self.dont_write_bytecode
                || environment.level("PYTHONDONTWRITEBYTECODE") > 0,
            no_user_site: self.no_user_site
                || self.isolated
                || environment.level("PYTHONNOUSERSITE") > 0,
            no_site: self.no_site,
            ignore_environment: environment.ignored,
            verbose: self.verbose.max(environment.level("PYTHONVERBOSE")),
            bytes_warning: self.bytes_warning,
            quiet: self.quiet > 0,
            isolated: self.isolated,
            safe_path: self.safe_path
                || self.isolated
                || environment.text("PYTHONSAFEPATH").is_some(),
            unbuffered: self.unbuffered || environment.level("PYTHONUNBUFFERED") > 0,
            skip_first_line: self.skip_first_line,
            warn_options,
            x_options,
            utf8_mode,
        })
    }
}

fn x_option(text: &str) -> (String, Option<String>) {
    match text.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// The `PYTHON*` variables, unless they are ignored.
struct PythonEnvironment<'a> {
    lookup: Environment<'a>,
    ignored: bool,
}

impl PythonEnvironment<'_> {
    /// The value of a variable; CPython takes an empty one for unset.
    fn text(&self, name: &str) -> Option<OsString> {
        if self.ignored {
            return None;
        }
        (self.lookup)(name).filter(|value| !value.is_empty())
    }

    /// The value as a level: any text that is not a number counts as 1.
    fn level(&self, name: &str) -> u8 {
        self.text(name).map_or(0, |value| {
            value
                .to_str()
                .and_then(|text| text.parse().ok())
                .unwrap_or(1)
        })
    }

    /// What `-X utf8` says, else `PYTHONUTF8`, else whether the locale is "C".
    fn utf8_mode(&self, x_options: &[(String, Option<String>)]) -> Result<bool, String> {
        let refused = |what: &str| Err(format!("preconfig_init_utf8_mode: invalid {what} value"));
        if let Some((_, value)) = x_options.iter().rev().find(|(name, _)| name == "utf8") {
            return match value.as_deref() {
                None | Some("1") => Ok(true),
                Some("0") => Ok(false),
                Some(_) => refused("-X utf8 option"),
            };
        }
        match self.text("PYTHONUTF8") {
            None => Ok(super::locale::is_c(self.lookup)),
            Some(value) if value == "1" => Ok(true),
            Some(value) if value == "0" => Ok(false),
            Some(_) => refused("PYTHONUTF8 environment variable"),
        }
    }

    fn hash_seed(&self) -> Result<HashSeed, String> {
        let Some(value) = self
            .text("PYTHONHASHSEED")
            .filter(|value| value != "random")
        else {
            return Ok(HashSeed::Random);
        };
        // C's strtoul skips blanks before the number and none after it.
        let number = value
            .to_str()
            .and_then(|text| text.trim_ascii_start().parse().ok());
        number.map(HashSeed::Fixed).ok_or_else(|| {
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]".to_owned()
        })
    }
}

#[cfg(test)]
#[path = "args_tests.rs"]
mod tests;
