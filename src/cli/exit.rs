//! How the process ends.

use std::process::ExitCode;

/// The way a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// With this status.
    Code(u8),
    /// By a KeyboardInterrupt nobody caught: the process dies by SIGINT, so that a shell loop around it stops too.
    Interrupted,
}

/// The status of CPython when flushing standard output fails at the end.
const FLUSH_FAILED: u8 = 120;

/// The status of a usage error, in CPython and in clap.
pub const USAGE: u8 = 2;

impl Exit {
    /// The program ran to its end.
    pub const SUCCESS: Exit = Exit::Code(0);

    /// Says that standard output could not be flushed at the end, and gives the end that CPython makes of it.
    ///
    /// `error` is the exception as the last line of a traceback shows it.
    pub fn flush_failed(error: &str) -> Exit {
        eprintln!("Exception ignored while flushing sys.stdout:\n{error}");
        Exit::Code(FLUSH_FAILED)
    }

    /// Turns the end of a run into the end of the process.
    ///
    /// Does not return when the run was interrupted, unless the signal is blocked; then the status is a shell's for it.
    pub fn leave(self) -> ExitCode {
        match self {
            Exit::Code(code) => ExitCode::from(code),
            Exit::Interrupted => {
                // SAFETY: resetting a signal to its default and sending it to ourselves touches no memory of ours.
                unsafe {
                    libc::signal(libc::SIGINT, libc::SIG_DFL);
                    libc::kill(libc::getpid(), libc::SIGINT);
                }
                ExitCode::from(128 + libc::SIGINT as u8)
            }
        }
    }
}
