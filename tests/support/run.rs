//! One run of the binary: with a clean environment, a time limit, and both streams kept.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How a process ended and what it printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The exit code, or minus the signal that ended it.
    pub code: i32,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: Vec<u8>,
    /// It was killed because its time was over.
    pub timed_out: bool,
}

impl Ended {
    /// Standard output, for messages and searches.
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }
    /// Standard error, for messages and searches.
    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.err).into_owned()
    }
}

/// Address space of one process, in bytes.
const MEMORY_LIMIT: u64 = 4 << 30;

/// How long one process may run: generous, for debug builds on a busy machine.
pub fn time_limit() -> Duration {
    let seconds = std::env::var("TRICERA_TEST_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(120))
}

/// The binary under test: cargo's own, or the one that TRICERA_TEST_BINARY names, so that tests of the command line can judge
/// a release build without being built again themselves.
pub fn binary() -> PathBuf {
    match std::env::var_os("TRICERA_TEST_BINARY") {
        Some(path) => path.into(),
        None => env!("CARGO_BIN_EXE_tricera").into(),
    }
}

/// The binary with the environment that the expectations were made in, see `tests/programs/make.py`.
pub fn tricera<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Command {
    let mut command = Command::new(binary());
    // Enough for every program; one that runs away meets a MemoryError, not the machine's end.
    limit(&mut command, MEMORY_LIMIT);
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(["HOME", "PATH", "TRICERA_LIB"].iter().filter_map(|&name| {
            let value = std::env::var_os(name)?;
            Some((name, value))
        }))
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        // Modules of the library are compiled once, not by each of thousands of processes.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONUTF8", "1");
    command
}

/// Gives a command's process an address space of so many bytes, and SIGINT as programs expect it.
///
/// Sanitizers reserve more than any limit: `TRICERA_TEST_MEMORY=unlimited` is for them.
pub fn limit(command: &mut Command, bytes: u64) {
    let unlimited = std::env::var_os("TRICERA_TEST_MEMORY").is_some_and(|text| text == "unlimited");
    let bytes = if unlimited {
        libc::RLIM_INFINITY
    } else {
        bytes
    };
    // SAFETY: between fork and exec only system calls are made.
    unsafe {
        command.pre_exec(move || {
            // Who runs the tests in the background has SIGINT ignored, and its children would inherit that.
            libc::signal(libc::SIGINT, libc::SIG_DFL);
            let limit = libc::rlimit {
                rlim_cur: bytes,
                rlim_max: bytes,
            };
            match libc::setrlimit(libc::RLIMIT_AS, &limit) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            }
        });
    }
}

/// Runs a command to its end without input.
pub fn run(command: &mut Command) -> Ended {
    run_with(command, b"", |_| {})
}

/// Runs a command to its end; `input` is its standard input, `meanwhile` is called once it runs.
pub fn run_with(command: &mut Command, input: &[u8], meanwhile: impl FnOnce(&Child)) -> Ended {
    command
        .stdin(if input.is_empty() {
            Stdio::null()
        } else {
            Stdio::piped()
        })
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // A group of its own: what the program itself started is killed with it when the time is over.
    command.process_group(0);
    let mut child = command.spawn().expect("the binary starts");
    let out = collect(child.stdout.take().expect("piped"));
    let err = collect(child.stderr.take().expect("piped"));
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends without reading all is no failure of the test's.
        let _ = stdin.write_all(input);
    }
    meanwhile(&child);
    let timed_out = !wait(&mut child, time_limit());
    if timed_out {
        // SAFETY: signals the group made above, which lives until the child is waited for below.
        unsafe { libc::kill(-(child.id() as i32), libc::SIGKILL) };
    }
    let status = child.wait().expect("the child is ours");
    Ended {
        code: status
            .code()
            .unwrap_or_else(|| -status.signal().unwrap_or_default()),
        out: out.join().expect("the reader does not panic"),
        err: err.join().expect("the reader does not panic"),
        timed_out,
    }
}

/// Waits for a child's end, for `limit` at most; whether it has ended.
fn wait(child: &mut Child, limit: Duration) -> bool {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    while start.elapsed() < limit {
        if child.try_wait().expect("the child is ours").is_some() {
            return true;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(5));
    }
    false
}

/// Reads a stream to its end beside the caller, so that a full pipe blocks nobody.
fn collect(mut stream: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error still counts.
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}
