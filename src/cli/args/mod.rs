//! The command line: what it may say, and what it said.
//!
//! CPython's rule is that options end where the program is named (`FILE`, `-c CODE`, `-m MODULE`): everything after it
//! belongs to the program, whatever it looks like. clap has no such rule, so the line is cut there first and only the
//! part before the cut is parsed.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use tricera::core::ops::superinstructions::SuperinstructionSet;

use super::check::CheckArgs;
use super::engines::Engine;
use crate::lab::options::{
    BenchArgs, CompareArgs, CountArgs, DisOptions, ProfileOptions, ReportArgs, StatArgs,
};

mod machine;
mod python;
#[cfg(test)]
mod tests;

use machine::MachineArgs;
pub use machine::{MachineOptions, check_machine_options};
pub use python::PythonFlags;
use python::{PythonArgs, PythonEnvironment};

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
