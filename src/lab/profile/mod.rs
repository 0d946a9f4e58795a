//! `tricera profile`: what the interpreter did in a run, and what it cost.
//!
//! The program runs in a process of its own, on the traced build of an engine, which writes its counts to a file. With
//! `--time` it runs again on plain builds and is interrupted at regular intervals.

mod csv;
mod tables;
mod time;

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tricera::core::ops::superinstructions::SuperinstructionSet;

use super::corpus::{Corpus, Mode, Size};
use super::error::LabError;
use super::options::ProfileOptions;
use super::record::write_file;
use super::valgrind::TemporaryFile;
use super::worker::describe;
use crate::cli::args::{Program, RunRequest};
use crate::cli::engines::Engine;
use crate::cli::exit::Exit;
use crate::cli::profile_data::ProfileData;
use crate::cli::sampler::Samples;

/// Profiles what is asked for; `line` are the options for the interpreter with the program's name.
pub fn run(options: &ProfileOptions, request: &RunRequest, line: &[OsString]) -> Exit {
    match profile(options, request, line) {
        Ok((text, exit)) => match std::io::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                eprintln!("tricera: cannot write: {error}");
                Exit::Code(1)
            }
            _ => exit,
        },
        Err(error) => {
            eprintln!("tricera: {error}");
            Exit::Code(error.status())
        }
    }
}

fn profile(
    options: &ProfileOptions,
    request: &RunRequest,
    line: &[OsString],
) -> Result<(String, Exit), LabError> {
    let subject = Subject::new(options, request, line)?;
    let (data, exit) = subject.count()?;
    let times = match options.time {
        true => Some(time::Times::measure(&subject, &data)?),
        false => None,
    };
    if let Some(file) = &options.json {
        let whole = Document {
            profile: &data,
            times: times.as_ref(),
        };
        let json = serde_json::to_string_pretty(&whole).unwrap_or_default();
        write_file(file, &(json + "\n"))?;
    }
    if let Some(file) = &options.csv {
        write_file(file, &csv::text(&data, times.as_ref()))?;
    }
    let mut text = tables::text(&data, options.top);
    if let Some(times) = &times {
        text += &times.text(options.top);
    }
    Ok((text, exit))
}

/// What `--json` writes.
#[derive(serde::Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    profile: &'a ProfileData,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<&'a time::Times>,
}

/// What runs.
struct Subject<'a> {
    request: &'a RunRequest,
    /// Options for the interpreter; the program's name comes last unless programs of the corpus run.
    options: Vec<OsString>,
    /// The corpus, and the programs of it that run.
    corpus: Option<(Corpus, Vec<super::corpus::Program>, Size)>,
}

impl<'a> Subject<'a> {
    fn new(
        options: &ProfileOptions,
        request: &'a RunRequest,
        line: &[OsString],
    ) -> Result<Self, LabError> {
        let mut subject = Self {
            request,
            options: line.to_vec(),
            corpus: None,
        };
        let name = match &request.program {
            Program::File(path) if !path.exists() => path.to_string_lossy().into_owned(),
            Program::Interactive => {
                return Err(LabError::Usage("name a program to profile".into()));
            }
            _ => return Ok(subject),
        };
        let corpus = Corpus::open(options.corpus.as_deref())?;
        let mut names = vec![name];
        names.extend(
            request
                .arguments
                .iter()
                .map(|a| a.to_string_lossy().into_owned()),
        );
        let mut programs: Vec<_> = corpus.select(&names)?.into_iter().cloned().collect();
        programs.retain(|program| program.mode == Mode::Driver);
        subject.options.pop();
        let size = if options.quick {
            Size::Quick
        } else {
            Size::Full
        };
        subject.corpus = Some((corpus, programs, size));
        Ok(subject)
    }

    /// Runs on the traced build and gives the counts.
    fn count(&self) -> Result<(ProfileData, Exit), LabError> {
        let mut sum = ProfileData::default();
        let mut exit = Exit::SUCCESS;
        self.each_run(&[], "--profile-data", false, |text, status| {
            let data: ProfileData = serde_json::from_str(text).map_err(|e| e.to_string())?;
            sum.add(&data);
            exit = end_of(status);
            Ok(())
        })?;
        Ok((sum, exit))
    }

    /// Runs on the plain build of an engine, again and again until there are enough samples, and says where it was interrupted
    /// and how often it ran.
    fn sample(&self, engine: &[OsString]) -> Result<(Samples, u64), LabError> {
        /// A share of a tenth is known to a sixth of itself then.
        const ENOUGH: u64 = 400;
        /// What a short program, or a kernel with a slow clock, may take.
        const PATIENCE: Duration = Duration::from_secs(5);
        const MOST: u64 = 100;
        let mut sum = Samples::default();
        let began = Instant::now();
        let mut runs = 0;
        while runs == 0 || sum.count() < ENOUGH && runs < MOST && began.elapsed() < PATIENCE {
            self.sample_once(engine, &mut sum)?;
            runs += 1;
        }
        Ok((sum, runs))
    }

    fn sample_once(&self, engine: &[OsString], sum: &mut Samples) -> Result<(), LabError> {
        self.each_run(engine, "--sample-data", true, |text, _| {
            let samples: Samples = serde_json::from_str(text).map_err(|e| e.to_string())?;
            for (address, n) in samples.own {
                *sum.own.entry(address).or_default() += n;
            }
            sum.elsewhere += samples.elsewhere;
            sum.time += samples.time;
            sum.lost += samples.lost;
            Ok(())
        })
    }

    /// Runs each program with these options and an option for the file that it writes; `take` gets that and the status.
    fn each_run(
        &self,
        options: &[OsString],
        option: &str,
        silent: bool,
        mut take: impl FnMut(&str, ExitStatus) -> Result<(), String>,
    ) -> Result<(), LabError> {
        let programs = match &self.corpus {
            None => vec![None],
            Some((_, programs, _)) => programs.iter().map(Some).collect(),
        };
        for program in programs {
            let file = TemporaryFile::new();
            let mut command = Command::new(own_binary()?);
            command.arg("run").args(options);
            command.arg(format!("{option}={}", file.path().display()));
            command.args(&self.options);
            if silent {
                command.stdout(Stdio::null()).stdin(Stdio::null());
            }
            let name = program.map_or("the program", |program| &program.name);
            let failed = |why: String| LabError::Worker {
                program: name.to_owned(),
                contestant: "tricera".into(),
                why,
                stderr: String::new(),
            };
            let mut input = None;
            if let (Some((corpus, _, size)), Some(program)) = (&self.corpus, program) {
                command.arg(corpus.driver()).arg(corpus.source(program));
                command.stdin(Stdio::piped()).stdout(Stdio::null());
                command.env("PYTHONHASHSEED", "0");
                input = Some(format!("run {} 1\nquit\n", program.size(*size)));
            } else {
                command.args(&self.request.arguments);
            }
            let started = command.spawn();
            let mut child = started.map_err(|e| failed(format!("it cannot be started: {e}")))?;
            if let (Some(text), Some(mut stdin)) = (input, child.stdin.take()) {
                // A process that died before it read this is reported with its status below.
                let _ = stdin.write_all(text.as_bytes());
            }
            let status = child.wait().map_err(|e| failed(e.to_string()))?;
            if self.corpus.is_some() && !status.success() {
                return Err(failed(format!("it ended with {}", describe(status))));
            }
            let text = read(file.path()).map_err(|why| {
                failed(format!(
                    "it ended with {} and left no profile: {why}",
                    describe(status)
                ))
            })?;
            take(&text, status)
                .map_err(|why| failed(format!("its profile cannot be read: {why}")))?;
        }
        Ok(())
    }

    /// The engines to sample, each as options; the label comes first.
    fn engines(&self) -> Vec<(String, Engine, Vec<OsString>)> {
        if let Some(engine) = self.request.engine {
            return vec![(engine.name().to_owned(), engine, Vec::new())];
        }
        let options = |engine: Engine| {
            let mut options = vec![OsString::from(format!("--engine={engine}"))];
            let mut label = engine.name().to_owned();
            // What a superinstruction costs is no one opcode's.
            if engine.row().joins()
                && self.request.machine.superinstructions != SuperinstructionSet::None
            {
                options.push("--no-superinstructions".into());
                label += "+no-superinstructions";
            }
            (label, engine, options)
        };
        Engine::built().map(options).collect()
    }
}

fn own_binary() -> Result<std::path::PathBuf, LabError> {
    std::env::current_exe().map_err(|error| LabError::File {
        path: "/proc/self/exe".into(),
        why: error.to_string(),
    })
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// The end of our own process after that of the program's.
fn end_of(status: ExitStatus) -> Exit {
    match (status.code(), status.signal()) {
        (Some(code), _) => Exit::Code(code as u8),
        (None, Some(libc::SIGINT)) => Exit::Interrupted,
        (None, signal) => Exit::Code(128 + signal.unwrap_or(0) as u8),
    }
}
