//! What the command line needs from an interpreter.

use super::args::Program;
use super::exit::Exit;

/// An interpreter set up for one [`RunRequest`](super::args::RunRequest).
pub trait Session {
    /// Runs a program as `__main__`, writes an uncaught exception to standard error, and says how it ended.
    ///
    /// [`Program::Interactive`] never comes here.
    fn run(&mut self, program: &Program) -> Exit;

    /// Gives the REPL's lines so far to the interpreter, which runs them if they are a whole statement.
    ///
    /// `source` ends in a newline. An uncaught exception has been written to standard error when this returns.
    fn push(&mut self, source: &str) -> Pushed;

    /// `sys.ps1`, or `sys.ps2` inside a statement.
    fn prompt(&mut self, continuation: bool) -> String;

    /// Ends the interpreter: exit functions, flushing, the reports asked for.
    ///
    /// Gives the status the process ends with, which is `exit` unless the end itself failed
    /// (120 where standard output cannot be flushed).
    fn finish(self: Box<Self>, exit: Exit) -> Exit;
}

/// What became of lines given to [`Session::push`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// They were a statement; it ran, or its error was shown.
    Done,
    /// They are the beginning of a statement.
    Incomplete,
    /// The statement left the interpreter.
    Exit(Exit),
}
