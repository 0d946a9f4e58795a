//! The command line.

pub mod args;
pub mod breaker;
mod cache;
mod check;
pub mod engines;
pub mod exit;
mod locale;
pub mod opcode_counts;
pub mod profile_data;
pub mod python;
mod repl;
pub mod run;
pub mod sampler;
pub mod session;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use args::{Refusal, Task};
use exit::Exit;

/// Does what the process's command line says.
pub fn main() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    let environment = |name: &str| std::env::var_os(name);
    match args::parse(&line, &environment, std::io::stdin().is_terminal()) {
        Ok(Task::Run(request)) => run::run(&request).leave(),
        Ok(Task::Bench(args)) => crate::lab::bench(&args),
        Ok(Task::Count(args)) => crate::lab::count(&args),
        Ok(Task::Stat(args)) => crate::lab::stat(&args),
        Ok(Task::Compare(args)) => crate::lab::compare(&args),
        Ok(Task::Report(args)) => crate::lab::report(&args),
        Ok(Task::Profile(options, request, line)) => {
            crate::lab::profile(&options, &request, &line).leave()
        }
        Ok(Task::Dis(options, request)) => crate::lab::dis(&options, &request).leave(),
        Ok(Task::Check(args)) => check::check(&args),
        Err(Refusal::Clap(error)) => {
            // Help goes to standard output, errors to standard error; a closed stream leaves nothing to say it to.
            let _ = error.print();
            Exit::Code(u8::try_from(error.exit_code()).unwrap_or(exit::USAGE)).leave()
        }
        Err(Refusal::Environment(message)) => {
            eprintln!("Fatal Python error: {message}\nPython runtime state: preinitialized\n");
            Exit::Code(1).leave()
        }
        Err(Refusal::Preconfiguration(message)) => {
            eprintln!("Fatal Python error: {message}\nPython runtime state: preinitializing\n");
            Exit::Code(1).leave()
        }
    }
}
