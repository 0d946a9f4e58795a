//! `tricera stat`: what the processor and the kernel count while a program of the corpus runs.

use super::bench::contestants;
use super::contestant::{Contestant, Role};
use super::corpus::{Corpus, Mode, Program, Size};
use super::counters::{ProcessCounter, Quantity, hardware_refusal};
use super::error::LabError;
use super::options::StatArgs;
use super::table::{Grid, count, percent, ratio, time};
use super::worker::Worker;

/// Counts what the options ask for, and says what came out.
///
/// # Errors
/// When a program or an interpreter is missing, a worker fails, or nothing can be counted at all.
pub fn run(args: &StatArgs) -> Result<String, LabError> {
    if cfg!(debug_assertions) && !args.common.allow_debug {
        return Err(LabError::DebugBuild);
    }
    let corpus = Corpus::open(args.common.corpus.as_deref())?;
    let mut programs = corpus.select(&args.names)?;
    programs.retain(|program| program.mode == Mode::Driver);
    let mut contestants = contestants(&args.engine, &args.against, &[])?;
    contestants.retain(|one| one.role != Role::Control);
    let size = if args.quick { Size::Quick } else { Size::Full };

    let refusal = hardware_refusal();
    let (quantities, header) = if refusal.is_some() {
        (
            Quantity::SOFTWARE.as_slice(),
            ["task clock", "page faults", "context switches"].as_slice(),
        )
    } else {
        (
            Quantity::HARDWARE.as_slice(),
            ["cycles", "instructions", "per cycle", "branches", "missed"].as_slice(),
        )
    };
    let mut grid = Grid::new(["program", "contestant"].iter().chain(header).copied(), 2);
    for program in programs {
        for contestant in &contestants {
            let counts = measure(&corpus, program, contestant, size, quantities)?;
            let mut row = vec![program.name.clone(), contestant.label.clone()];
            row.extend(match refusal {
                Some(_) => software_cells(&counts),
                None => hardware_cells(&counts),
            });
            grid.push(row);
        }
    }
    let mut text = "One run in a warm process, start-up not counted\n".to_owned();
    if let Some(why) = refusal {
        text += &format!("Only the kernel's own counters: {why}\n");
    }
    Ok(text + &grid.to_text() + "\n")
}

/// The counts of one run, in the order of the quantities; `None` where the kernel refuses one.
fn measure(
    corpus: &Corpus,
    program: &Program,
    contestant: &Contestant,
    size: Size,
    quantities: &[Quantity],
) -> Result<Vec<Option<u64>>, LabError> {
    let line = [&*corpus.driver(), &*corpus.source(program)];
    let mut worker = Worker::start(contestant, &program.name, line)?;
    // Specialization and caches fill in a first run.
    worker.run(program.size(size), 1)?;
    let mut counters: Vec<Option<ProcessCounter>> = quantities
        .iter()
        .map(|&quantity| ProcessCounter::open(quantity, worker.process()).ok())
        .collect();
    for counter in &mut counters {
        if counter.as_mut().is_some_and(|open| open.start().is_err()) {
            *counter = None;
        }
    }
    let answer = worker.run(program.size(size), 1)?;
    let counts = counters
        .iter_mut()
        .map(|counter| counter.as_mut().and_then(|open| open.stop().ok()))
        .collect();
    let expected = program.expected(size).trim_end_matches('\n');
    if answer.result != expected {
        return Err(LabError::WrongOutput {
            program: program.name.clone(),
            contestant: contestant.label.clone(),
            expected: expected.to_owned(),
            got: answer.result,
        });
    }
    Ok(counts)
}

const UNKNOWN: &str = "–";

fn cell(value: Option<u64>) -> String {
    value.map_or(UNKNOWN.to_owned(), count)
}

fn hardware_cells(counts: &[Option<u64>]) -> Vec<String> {
    let &[cycles, instructions, branches, misses] = counts else {
        return Vec::new();
    };
    let share = |part: Option<u64>, whole: Option<u64>| {
        let whole = whole.filter(|&whole| whole > 0)?;
        Some(part? as f64 / whole as f64)
    };
    vec![
        cell(cycles),
        cell(instructions),
        share(instructions, cycles).map_or(UNKNOWN.to_owned(), ratio),
        cell(branches),
        share(misses, branches).map_or(UNKNOWN.to_owned(), percent),
    ]
}

fn software_cells(counts: &[Option<u64>]) -> Vec<String> {
    let clock = counts.first().copied().flatten();
    let mut cells = vec![clock.map_or(UNKNOWN.to_owned(), |clock| time(clock as f64))];
    cells.extend(counts.iter().skip(1).map(|&value| cell(value)));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_the_processors_counts() {
        let counts = [Some(1000), Some(4000), Some(500), Some(5)];
        assert_eq!(
            hardware_cells(&counts),
            ["1,000", "4,000", "4.00", "500", "1.0%"]
        );
        assert_eq!(
            hardware_cells(&[None, Some(7), Some(0), Some(0)]),
            ["–", "7", "–", "0", "–"]
        );
    }

    #[test]
    fn cells_of_the_kernels_counts() {
        assert_eq!(
            software_cells(&[Some(12_300_000), Some(1234), None]),
            ["12.3 ms", "1,234", "–"]
        );
    }
}
