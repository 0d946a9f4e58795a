//! Everything that measures.
//!
//! A run has three parts that know nothing of each other's insides: taking samples (`bench`, from contestants in
//! `worker` or `process`), keeping them (`record`), and saying what they mean (`summary`, and from it `tables`,
//! `findings`, `chart` and `results`). Whatever is shown can be made again from a record.

mod ablation;
mod bench;
mod callgrind;
mod chart;
mod compare;
mod compare_runs;
mod contestant;
mod control;
mod corpus;
mod count;
mod counter_group;
mod counters;
mod counts;
mod dis;
mod error;
mod findings;
mod frequent_opcodes;
mod grid;
mod handlers;
mod layouts;
mod load;
mod machine;
mod opcode_names;
pub mod options;
mod peer;
mod per_opcode;
mod pgo;
mod plan;
mod process;
mod profile;
mod progress;
mod published;
mod purpose;
mod pyperf;
mod pyperformance;
mod record;
mod report;
mod results;
mod scripts;
mod stat;
mod stats;
mod summary;
mod table;
mod tables;
mod valgrind;
mod variant;
mod why;
mod worker;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use crate::cli::args::RunRequest;
use crate::cli::exit::Exit;
use error::LabError;
use options::{
    BenchArgs, CompareArgs, CountArgs, DisOptions, ProfileOptions, ReportArgs, StatArgs,
};
use record::{Clock, Record, write_file};
use summary::Summary;

/// `tricera bench`
pub fn bench(args: &BenchArgs) -> ExitCode {
    let mut failures = Vec::new();
    let status = tell(run_bench(args, &mut failures));
    // Others were measured all the same, and their figures stand above.
    for failure in &failures {
        eprintln!("tricera: {failure}");
    }
    match failures.first() {
        Some(failure) if status == ExitCode::SUCCESS => ExitCode::from(failure.status()),
        _ => status,
    }
}

/// `tricera count`
pub fn count(args: &CountArgs) -> ExitCode {
    tell(count::run(args))
}

/// `tricera stat`
pub fn stat(args: &StatArgs) -> ExitCode {
    tell(stat::run(args))
}

/// `tricera compare`
pub fn compare(args: &CompareArgs) -> ExitCode {
    tell(compare::run(args))
}

/// `tricera report`
pub fn report(args: &ReportArgs) -> ExitCode {
    tell(report::run(args))
}

/// `tricera profile`
pub fn profile(options: &ProfileOptions, request: &RunRequest, line: &[OsString]) -> Exit {
    profile::run(options, request, line)
}

/// `tricera dis`
pub fn dis(options: &DisOptions, request: &RunRequest) -> Exit {
    dis::run(options, request)
}

/// The text of a run; what failed while others went on comes into `failures`.
fn run_bench(args: &BenchArgs, failures: &mut Vec<LabError>) -> Result<String, LabError> {
    if let Some(ablation) = args.ablation {
        return ablation::run(args, ablation);
    }
    let mut measured = args.clone();
    if args.grid {
        measured.engine = grid::variants();
    }
    let record = match &args.from {
        Some(file) => Record::load(file)?,
        None if args.pyperformance.is_some() => {
            scripts::measure(&measured, failures, |so_far| keep(args, so_far))?
        }
        None => bench::measure(&measured)?,
    };
    // The samples first: whatever goes wrong later, they are not lost.
    keep(args, &record)?;
    if let Some(file) = &args.pyperf {
        pyperf::write(&record, file)?;
    }
    let cpu = Summary::of(&record, Clock::Cpu);
    let wall = Summary::of(&record, Clock::Wall);
    let headline = grid::headline(&record, &cpu, Clock::Cpu);
    let layouts = layouts::layouts(&record, &cpu);
    let mut text = String::new();
    for section in [
        tables::times(&record, &cpu),
        tables::speeds(&record, &cpu),
        tables::verdicts(&record, &cpu),
        tables::starts(&record, &cpu),
    ]
    .into_iter()
    .chain(headline.iter().flat_map(|headline| headline.tables()))
    .chain(layouts.into_iter().flat_map(|(sections, _)| sections))
    {
        if !section.grid.rows.is_empty() {
            text += &format!("{}\n{}\n\n", section.title, section.grid.to_text());
        }
    }
    for finding in findings::findings(&record, &cpu, &wall) {
        text += &format!("* {finding}\n");
    }
    Ok(text)
}

/// Writes the samples, and the pages made from them, to where the options want them.
fn keep(args: &BenchArgs, record: &Record) -> Result<(), LabError> {
    if let Some(file) = &args.json {
        write_file(file, &record.to_json())?;
    }
    if let Some(folder) = &args.write_results {
        results::write(record, folder)?;
    }
    Ok(())
}

/// Prints what there is to say, and says in the status how it went.
fn tell(outcome: Result<String, LabError>) -> ExitCode {
    match outcome {
        Ok(text) => match std::io::stdout().lock().write_all(text.as_bytes()) {
            Ok(()) => ExitCode::SUCCESS,
            // Whoever reads has seen enough, as in `tricera bench | head`.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("tricera: cannot write: {error}");
                ExitCode::from(1)
            }
        },
        Err(error) => {
            eprintln!("tricera: {error}");
            ExitCode::from(error.status())
        }
    }
}
