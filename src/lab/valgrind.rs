//! Running a contestant under valgrind, so that the count of instructions repeats.

use std::io::{Error, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use super::callgrind::{self, Profile};
use super::contestant::Contestant;
use super::corpus::{Corpus, Program, Size};
use super::error::LabError;
use super::worker::{Answer, describe};
use clap::ValueEnum;

/// Which of valgrind's tools counts. They count the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// Without its model of caches; by function at most.
    Cachegrind,
    /// Follows calls, which takes memory for each tail call: it waits for them to return.
    Callgrind,
    /// Callgrind with a count for every instruction of the program.
    #[value(skip)]
    ByAddress,
}

impl Tool {
    fn options(self, branches: bool, out: &Path) -> Vec<String> {
        let out = out.display();
        let mut options: Vec<String> = match self {
            Self::Cachegrind => {
                vec![
                    "--tool=cachegrind".into(),
                    "--cache-sim=no".into(),
                    format!("--cachegrind-out-file={out}"),
                ]
            }
            Self::Callgrind => vec![
                "--tool=callgrind".into(),
                format!("--callgrind-out-file={out}"),
            ],
            Self::ByAddress => vec![
                "--tool=callgrind".into(),
                format!("--callgrind-out-file={out}"),
                "--dump-instr=yes".into(),
                "--compress-pos=no".into(),
            ],
        };
        if branches {
            options.push("--branch-sim=yes".into());
        }
        options
    }
}

/// What glibc would choose by processor is fixed: instruction sets, and the sizes of caches that its copying of
/// memory goes by.
const TUNABLES: &str = "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX2_Usable,-AVX,-ERMS,-FSRM,-RTM\
:glibc.cpu.x86_data_cache_size=32768:glibc.cpu.x86_shared_cache_size=1048576\
:glibc.cpu.x86_non_temporal_threshold=786432:glibc.cpu.x86_rep_movsb_threshold=2048";

/// The version of valgrind.
///
/// # Errors
/// [`LabError::Skipped`] when it is not installed.
pub fn version() -> Result<String, LabError> {
    let output = Command::new("valgrind").arg("--version").output();
    match output {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(output) => Err(LabError::Skipped(format!(
            "valgrind does not work here ({})",
            describe(output.status)
        ))),
        Err(error) => Err(LabError::Skipped(format!(
            "valgrind is needed to count instructions: {error}"
        ))),
    }
}

/// Counts the instructions of a worker that runs a program `repeats` times, its start included; and its branches, with
/// valgrind's predictor, if that is asked for.
///
/// The process gets no environment but what is set here, runs in the corpus's folder with relative paths, and without
/// address randomisation: so its count depends on the binary, and not on who runs it where.
///
/// # Errors
/// When the worker fails, or gives a wrong result.
pub fn count(
    contestant: &Contestant,
    corpus: &Corpus,
    program: &Program,
    size: Size,
    repeats: u32,
    tool: Tool,
    branches: bool,
) -> Result<Profile, LabError> {
    let failed = |why: String, stderr: String| LabError::Worker {
        program: program.name.clone(),
        contestant: contestant.label.clone(),
        why,
        stderr,
    };
    let failed_io = |what: &str| {
        let what = what.to_owned();
        move |error: Error| failed(format!("{what}: {error}"), String::new())
    };
    let out = TemporaryFile::new();
    let mut command = Command::new("valgrind");
    command
        .args(["--quiet", "--demangle=no"])
        .args(tool.options(branches, &out.0))
        .args(&contestant.command)
        .arg("driver.py")
        .arg(format!("programs/{}.py", program.name))
        .current_dir(corpus.folder())
        .env_clear()
        .envs([
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("PYTHONHASHSEED", "0"),
            ("PYTHONDONTWRITEBYTECODE", "1"),
            ("LC_ALL", "C.UTF-8"),
            ("GLIBC_TUNABLES", TUNABLES),
        ])
        // Set here because the one of the machine may differ; the standard library is part of what is counted.
        .envs(std::env::var_os("TRICERA_LIB").map(|lib| ("TRICERA_LIB", lib)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // SAFETY: personality is one system call, which is fine between fork and exec.
    unsafe {
        command.pre_exec(
            || match libc::personality(libc::ADDR_NO_RANDOMIZE as libc::c_ulong) {
                -1 => Err(Error::last_os_error()),
                _ => Ok(()),
            },
        );
    }
    let mut child = command.spawn().map_err(failed_io("it cannot be started"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A worker that died before it read this is reported with its status below.
        let _ = write!(stdin, "run {} {repeats}\nquit\n", program.size(size));
    }
    let output = child
        .wait_with_output()
        .map_err(failed_io("its output cannot be read"))?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() {
        return Err(failed(
            format!("it ended with {}", describe(output.status)),
            stderr,
        ));
    }
    let answer: Answer = serde_json::from_slice(&output.stdout)
        .map_err(|error| failed(format!("its answer cannot be read: {error}"), stderr))?;
    if answer.result != program.expected(size) {
        return Err(LabError::WrongOutput {
            program: program.name.clone(),
            contestant: contestant.label.clone(),
            expected: program.expected(size).to_owned(),
            got: answer.result,
        });
    }
    let text = std::fs::read(&out.0).map_err(failed_io("valgrind's output cannot be read"))?;
    callgrind::parse(&String::from_utf8_lossy(&text)).map_err(|why| {
        failed(
            format!("valgrind's output cannot be read: {why}"),
            String::new(),
        )
    })
}

/// A file that is removed when nobody needs it any more.
pub struct TemporaryFile(PathBuf);

impl TemporaryFile {
    /// A name that no other process or call of this has; the file itself is made by whoever writes it.
    pub fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("tricera-{}-{number}", std::process::id())))
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        // It may never have been written.
        let _ = std::fs::remove_file(&self.0);
    }
}
