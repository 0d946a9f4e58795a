//! The `tricera` command: runs Python programs, and measures how.

mod cli;
mod lab;

fn main() -> std::process::ExitCode {
    cli::main()
}
