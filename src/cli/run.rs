//! `tricera run`: the thin layer between the command line and the interpreter.

use super::args::{Program, RunRequest};
use super::exit::Exit;
use super::repl::repl;
use super::session::Session;

/// Runs what was asked for and says how the process ends.
pub fn run(request: &RunRequest) -> Exit {
    let mut session = match connect(request) {
        Ok(session) => session,
        Err(message) => {
            eprintln!("tricera: {message}");
            return Exit::Code(1);
        }
    };
    let exit = match &request.program {
        Program::Interactive => {
            if !request.flags.quiet {
                print_banner(request);
            }
            repl(&mut *session)
        }
        program => {
            let exit = session.run(program);
            if request.flags.inspect {
                repl(&mut *session)
            } else {
                exit
            }
        }
    };
    session.finish(exit)
}

fn print_banner(request: &RunRequest) {
    let engine = request
        .engine
        .or_else(super::engines::Engine::default_engine);
    let engine = engine.map_or("no engine".to_owned(), |engine| format!("engine {engine}"));
    println!(
        "Tricera {} (Python 3.14, {engine})",
        env!("CARGO_PKG_VERSION")
    );
}

/// Makes the interpreter for a request.
///
/// This is the one place where the command line meets the core.
fn connect(_: &RunRequest) -> Result<Box<dyn Session>, String> {
    Err("this build has no interpreter".to_owned())
}
