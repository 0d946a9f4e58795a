//! What can go wrong in the lab, and the exit status that says so.

use std::ffi::OsString;
use std::path::PathBuf;

/// Why a measurement gave no result, or not the hoped-for one.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// The command line asks for something that makes no sense together.
    #[error("{0}")]
    Usage(String),
    /// No program of this name is in the corpus.
    #[error("the corpus has no program `{name}`{}", suggestion.as_ref().map_or(String::new(), |name| format!("; did you mean `{name}`?")))]
    UnknownProgram {
        /// What was asked for.
        name: String,
        /// The nearest name there is.
        suggestion: Option<String>,
    },
    /// There is no script of pyperformance of this name.
    #[error("there is no script `{name}` (bm_{name}/run_benchmark.py) in {}{}", folder.display(),
        suggestion.as_ref().map_or(String::new(), |name| format!("; did you mean `{name}`?")))]
    UnknownScript {
        /// What was asked for.
        name: String,
        /// Where it was looked for.
        folder: PathBuf,
        /// The nearest name there is.
        suggestion: Option<String>,
    },
    /// A peer cannot be started.
    #[error("cannot run the interpreter `{}`: {why}", path.display())]
    MissingInterpreter {
        /// As it was given.
        path: OsString,
        /// What is wrong with it.
        why: String,
    },
    /// The corpus is not there or cannot be read.
    #[error("the corpus in {}: {why}", path.display())]
    Corpus {
        /// Its folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A contestant computed something else than CPython does.
    #[error(
        "`{program}` on {contestant} gave a wrong result\n  expected: {expected}\n       got: {got}"
    )]
    WrongOutput {
        /// The program.
        program: String,
        /// Who ran it.
        contestant: String,
        /// The manifest's output.
        expected: String,
        /// What came.
        got: String,
    },
    /// A worker process ended, hung or said something unexpected.
    #[error(
        "the worker of {contestant} for `{program}` failed: {why}{}",
        indent(stderr)
    )]
    Worker {
        /// The program.
        program: String,
        /// Who ran it.
        contestant: String,
        /// What happened.
        why: String,
        /// The end of what it wrote to standard error.
        stderr: String,
    },
    /// A debug build measures nothing worth knowing.
    #[error(
        "this is a debug build, its figures mean nothing; build with --release, or say --allow-debug"
    )]
    DebugBuild,
    /// Instruction counts grew by more than the tolerance.
    #[error("{0}")]
    Regression(String),
    /// A file cannot be read or written.
    #[error("{}: {why}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// A tool that is needed is not on this machine.
    #[error("skipped: {0}")]
    Skipped(String),
}

fn indent(stderr: &str) -> String {
    stderr.lines().map(|line| format!("\n  | {line}")).collect()
}

impl LabError {
    /// Why, without who and where: of a worker that ended, the last words, which name the exception.
    pub fn in_a_line(&self) -> String {
        match self {
            Self::Worker { why, stderr, .. } => {
                let words = stderr.lines().rev().find(|line| !line.trim().is_empty());
                words.map_or(why.as_str(), str::trim).to_owned()
            }
            Self::WrongOutput { got, .. } => {
                let line = got.lines().next().unwrap_or_default();
                format!(
                    "another result: {}",
                    line.chars().take(80).collect::<String>()
                )
            }
            other => other.to_string(),
        }
    }

    /// The exit status of the process.
    pub fn status(&self) -> u8 {
        match self {
            Self::File { .. } => 1,
            Self::Usage(_)
            | Self::UnknownProgram { .. }
            | Self::UnknownScript { .. }
            | Self::MissingInterpreter { .. }
            | Self::Corpus { .. } => 2,
            Self::WrongOutput { .. } => 3,
            Self::Worker { .. } => 4,
            Self::DebugBuild => 5,
            Self::Regression(_) => 6,
            // What automake's test drivers take for "skipped".
            Self::Skipped(_) => 77,
        }
    }
}

/// The statuses in words, for the help texts.
pub const STATUSES: &str = "Exit status: 0 done, 1 a file could not be read or written, 2 usage (unknown program, \
missing interpreter, no corpus), 3 wrong output, 4 a worker failed, 5 debug build refused, 6 instruction counts grew, \
77 skipped (no valgrind).";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_say_what_to_do() {
        let unknown = LabError::UnknownProgram {
            name: "fbi".into(),
            suggestion: Some("fib".into()),
        };
        assert_eq!(
            unknown.to_string(),
            "the corpus has no program `fbi`; did you mean `fib`?"
        );
        assert_eq!(unknown.status(), 2);
        let died = LabError::Worker {
            program: "fib".into(),
            contestant: "tail".into(),
            why: "it ended with status 1".into(),
            stderr: "Traceback\nValueError".into(),
        };
        assert!(
            died.to_string()
                .ends_with("status 1\n  | Traceback\n  | ValueError")
        );
        assert_eq!(died.status(), 4);
        assert_eq!(died.in_a_line(), "ValueError");
    }

    #[test]
    fn every_status_is_documented() {
        for error in [
            LabError::File {
                path: "x".into(),
                why: String::new(),
            },
            LabError::Usage(String::new()),
            LabError::WrongOutput {
                program: String::new(),
                contestant: String::new(),
                expected: String::new(),
                got: String::new(),
            },
            LabError::DebugBuild,
            LabError::Regression(String::new()),
            LabError::Skipped(String::new()),
        ] {
            assert!(
                STATUSES.contains(&format!("{} ", error.status())),
                "{error:?}"
            );
        }
    }
}
