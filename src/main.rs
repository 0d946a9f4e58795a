//! The `tricera` command: runs Python programs, and measures how.

mod allocator;
mod cli;
mod lab;

#[global_allocator]
static ALLOCATOR: allocator::ThreadBlocks = allocator::ThreadBlocks;

fn main() -> std::process::ExitCode {
    cli::main()
}
