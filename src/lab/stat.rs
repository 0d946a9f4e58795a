//! `tricera stat`: what the processor and the kernel count while a program of the corpus runs.

use super::bench::contestants;
use super::contestant::{Contestant, Role};
use super::corpus::{Corpus, Mode, Program, Size};
use super::counter_group::{ProcessCounters, Reading};
use super::counters::{Quantity, hardware_refusal};
use super::error::LabError;
use super::options::StatArgs;
use super::per_opcode;
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

    let engines = per_opcode::engines_by_label(&args.engine);
    let refusal = hardware_refusal();
    let quantities = match refusal {
        Some(_) => Quantity::SOFTWARE.as_slice(),
        None => Quantity::HARDWARE.as_slice(),
    };
    let mut observed = Vec::new();
    for program in programs {
        for contestant in &contestants {
            let readings = measure(&corpus, program, contestant, size, quantities)?;
            let bytecodes = match engines.contains_key(&contestant.label) {
                true => {
                    let executed =
                        per_opcode::executed_in_one_run(contestant, &corpus, program, size)?;
                    Some(executed.values().sum()).filter(|&n: &u64| n > 0)
                }
                false => None,
            };
            observed.push(Observed {
                program: program.name.clone(),
                contestant: contestant.label.clone(),
                readings,
                bytecodes,
            });
        }
    }
    let mut text = "One run in a warm process, start-up not counted\n".to_owned();
    if let Some(why) = &refusal {
        text += &format!("Only the kernel's own counters: {why}\n");
    }
    let tables = match refusal {
        Some(_) => vec![software(&observed)],
        None => hardware(&observed),
    };
    for table in tables {
        text += &(table.to_text() + "\n");
    }
    if observed.iter().any(|one| one.coverage() < COMPLETE) {
        text += "The processor has fewer counters than were asked for, so groups of them took turns; counts are scaled up to all of \
                 the time, and the last column says during which share of it the group that counted least ran.\n";
    }
    Ok(text)
}

/// From this share of the time on counters have not taken turns.
const COMPLETE: f64 = 0.999;

/// What was counted in one run of a program.
struct Observed {
    program: String,
    contestant: String,
    /// In the order of the quantities; `None` for what the machine does not count.
    readings: Vec<Option<Reading>>,
    /// Instructions of bytecode executed, where that is known: on our own engines.
    bytecodes: Option<u64>,
}

impl Observed {
    fn count(&self, at: usize) -> Option<f64> {
        Some(self.readings.get(at)?.as_ref()?.scaled()? as f64)
    }

    fn share(&self, part: usize, whole: usize) -> Option<f64> {
        let whole = self.count(whole).filter(|&whole| whole > 0.0)?;
        Some(self.count(part)? / whole)
    }

    fn of_each_bytecode(&self, at: usize) -> Option<f64> {
        Some(self.count(at)? / self.bytecodes? as f64)
    }

    /// The share of the time during which the group that ran least ran.
    fn coverage(&self) -> f64 {
        let known = self.readings.iter().flatten();
        known.map(|reading| reading.coverage()).fold(1.0, f64::min)
    }

    fn names(&self) -> [String; 2] {
        [self.program.clone(), self.contestant.clone()]
    }
}

/// The readings of one run.
fn measure(
    corpus: &Corpus,
    program: &Program,
    contestant: &Contestant,
    size: Size,
    quantities: &[Quantity],
) -> Result<Vec<Option<Reading>>, LabError> {
    let line = [&*corpus.driver(), &*corpus.source(program)];
    let mut worker = Worker::start(contestant, &program.name, line)?;
    // Specialization and caches fill in a first run.
    worker.run(program.size(size), 1)?;
    let counters = ProcessCounters::open(quantities, worker.process()).ok();
    let counting = counters.filter(|open| open.start().is_ok());
    let answer = worker.run(program.size(size), 1)?;
    let readings = counting.and_then(|open| open.stop().ok());
    let expected = program.expected(size).trim_end_matches('\n');
    if answer.result != expected {
        return Err(LabError::WrongOutput {
            program: program.name.clone(),
            contestant: contestant.label.clone(),
            expected: expected.to_owned(),
            got: answer.result,
        });
    }
    Ok(readings.unwrap_or_else(|| vec![None; quantities.len()]))
}

const UNKNOWN: &str = "–";

fn cell(value: Option<f64>, format: impl Fn(f64) -> String) -> String {
    value.map_or(UNKNOWN.to_owned(), format)
}

fn whole(value: f64) -> String {
    count(value as u64)
}

/// How much work there was and how fast it went; and what the processor waited for.
fn hardware(observed: &[Observed]) -> Vec<Grid> {
    const CYCLES: usize = 0;
    const INSTRUCTIONS: usize = 1;
    const BRANCHES: usize = 2;
    const BRANCH_MISSES: usize = 3;
    const INSTRUCTION_MISSES: usize = 4;
    const DATA_MISSES: usize = 5;
    const FRONT_END: usize = 6;
    const BACK_END: usize = 7;
    let mut work = Grid::new(
        [
            "program",
            "contestant",
            "cycles",
            "instructions",
            "per cycle",
            "cycles a bytecode",
            "instructions a bytecode",
        ],
        2,
    );
    let mut waiting = Grid::new(
        [
            "program",
            "contestant",
            "branches missed",
            "per 1000 instructions",
            "L1i misses per 1000",
            "L1d misses per 1000",
            "front end stalled",
            "back end stalled",
            "counted",
        ],
        2,
    );
    for one in observed {
        let per_thousand = |at| cell(one.share(at, INSTRUCTIONS), |share| ratio(share * 1000.0));
        let each = |at| cell(one.of_each_bytecode(at), |each| format!("{each:.1}"));
        work.push(one.names().into_iter().chain([
            cell(one.count(CYCLES), whole),
            cell(one.count(INSTRUCTIONS), whole),
            cell(one.share(INSTRUCTIONS, CYCLES), ratio),
            each(CYCLES),
            each(INSTRUCTIONS),
        ]));
        waiting.push(one.names().into_iter().chain([
            cell(one.share(BRANCH_MISSES, BRANCHES), percent),
            per_thousand(BRANCH_MISSES),
            per_thousand(INSTRUCTION_MISSES),
            per_thousand(DATA_MISSES),
            cell(one.share(FRONT_END, CYCLES), percent),
            cell(one.share(BACK_END, CYCLES), percent),
            percent(one.coverage()),
        ]));
    }
    vec![work, waiting]
}

/// What the kernel counts.
fn software(observed: &[Observed]) -> Grid {
    const CLOCK: usize = 0;
    const FAULTS: usize = 1;
    const SWITCHES: usize = 2;
    let mut grid = Grid::new(
        [
            "program",
            "contestant",
            "task clock",
            "ns a bytecode",
            "page faults",
            "context switches",
        ],
        2,
    );
    for one in observed {
        grid.push(one.names().into_iter().chain([
            cell(one.count(CLOCK), time),
            cell(one.of_each_bytecode(CLOCK), |each| format!("{each:.2}")),
            cell(one.count(FAULTS), whole),
            cell(one.count(SWITCHES), whole),
        ]));
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(readings: &[Option<(u64, u64, u64)>], bytecodes: Option<u64>) -> Observed {
        let reading = |&one: &Option<(u64, u64, u64)>| {
            one.map(|(counted, enabled, running)| Reading {
                counted,
                enabled,
                running,
            })
        };
        Observed {
            program: "p".to_owned(),
            contestant: "e".to_owned(),
            readings: readings.iter().map(reading).collect(),
            bytecodes,
        }
    }

    #[test]
    fn cells_of_the_processors_counts() {
        // The second group ran half of the time.
        let full = |n| Some((n, 10, 10));
        let half = |n| Some((n, 10, 5));
        let one = observed(
            &[
                full(1000),
                full(4000),
                full(500),
                full(5),
                half(4),
                half(10),
                half(50),
                None,
            ],
            Some(100),
        );
        let [work, waiting] = &hardware(&[one])[..] else {
            panic!("two tables");
        };
        assert_eq!(
            work.rows[0],
            ["p", "e", "1,000", "4,000", "4.00", "10.0", "40.0"]
        );
        assert_eq!(
            waiting.rows[0],
            ["p", "e", "1.0%", "1.25", "2.00", "5.00", "10%", "–", "50%"]
        );
    }

    #[test]
    fn what_is_not_counted_is_not_zero() {
        let one = observed(&[Some((7, 10, 0)), Some((0, 10, 10)), None], None);
        assert_eq!(
            hardware(&[one])[0].rows[0],
            ["p", "e", "–", "0", "–", "–", "–"]
        );
    }

    #[test]
    fn cells_of_the_kernels_counts() {
        let readings = [Some((12_300_000, 9, 9)), Some((1234, 9, 9)), None];
        assert_eq!(
            software(&[observed(&readings, Some(1_000_000))]).rows[0],
            ["p", "e", "12.3 ms", "12.30", "1,234", "–"]
        );
    }
}
