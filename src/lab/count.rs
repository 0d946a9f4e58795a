//! `tricera count`: counts machine instructions of the corpus under valgrind.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::bench::contestants;
use super::contestant::{Contestant, Role};
use super::corpus::{Corpus, Mode, Program, Size};
use super::counts::{CountRow, Counts};
use super::error::LabError;
use super::machine::{Build, Machine};
use super::options::CountArgs;
use super::peer::without_folders;
use super::per_opcode;
use super::progress::Progress;
use super::record::write_file;
use super::results;
use super::valgrind::{self, Tool};
use crate::cli::engines::Handlers;

/// Counts, writes and compares what the options ask for, and says what came out.
///
/// # Errors
/// When something cannot be counted, or a count grew by more than the tolerance.
pub fn run(args: &CountArgs) -> Result<String, LabError> {
    if let Some(file) = &args.opcodes_from {
        return per_opcode::document_from(file, args);
    }
    if cfg!(debug_assertions) && !args.common.allow_debug {
        return Err(LabError::DebugBuild);
    }
    if args.per_opcode {
        return per_opcode::run(args);
    }
    // Before anything is counted, because that takes minutes.
    let before = args.check.as_deref().map(Counts::load).transpose()?;
    let counts = measure(args)?;
    if let Some(file) = &args.save {
        write_file(file, &counts.to_json()?)?;
    }
    if let Some(folder) = &args.write_results {
        results::write_counts(&counts, folder)?;
    }
    let mut table = format!(
        "Instructions of one run, start-up and first run subtracted\n{}\n",
        counts.table().to_text()
    );
    if let Some(branches) = counts.branch_table() {
        table += &format!("\n{}\n{}\n", branches.title, branches.grid.to_text());
    }
    let Some(before) = before else {
        return Ok(table);
    };
    let tolerance = args.tolerance.unwrap_or(counts.tolerance(&before));
    let check = counts.check(&before, tolerance)?;
    if check.regressions == 0 {
        return Ok(format!("{table}\n{}", check.text));
    }
    Err(LabError::Regression(format!(
        "instruction counts grew\n{}",
        check.text
    )))
}

/// Counts what the options ask for.
///
/// # Errors
/// When something cannot be counted.
pub fn measure(args: &CountArgs) -> Result<Counts, LabError> {
    let setup = Setup::new(args)?;
    let version = valgrind::version()?;
    let engines = per_opcode::engines(args);
    // What is kept to be compared with should say how well it repeats.
    let runs = args.runs.unwrap_or(if args.save.is_some() { 2 } else { 1 });
    Ok(Counts {
        format: Counts::FORMAT,
        command: std::env::args()
            .skip(1)
            .map(|word| without_folders(&word))
            .collect(),
        machine: Machine::here(),
        build: Build::this(),
        valgrind: version,
        size: setup.size,
        rows: setup.in_parallel(|program, contestant| {
            let engine = engines.get(&contestant.label).copied();
            let in_one = engine.is_some_and(|engine| engine.handlers() == Handlers::OneFunction);
            let tool = match in_one && args.match_opcodes {
                true => Tool::ByAddress,
                false => args.tool,
            };
            let profile = |repeats| {
                valgrind::count(
                    contestant,
                    &setup.corpus,
                    program,
                    setup.size,
                    repeats,
                    tool,
                    args.branches,
                )
            };
            let (once, twice) = (profile(1)?, profile(2)?);
            let one_run = twice.minus(&once);
            let mut row = CountRow {
                program: program.name.clone(),
                contestant: contestant.label.clone(),
                instructions: one_run.total,
                start: once.total.saturating_sub(one_run.total),
                bytecodes: None,
                spread: None,
                branches: one_run.branches,
                handlers: Default::default(),
                functions: per_opcode::functions(&one_run, engine),
            };
            if let Some(engine) = engine {
                let executed = per_opcode::executed_in_one_run(
                    contestant,
                    &setup.corpus,
                    program,
                    setup.size,
                )?;
                row.bytecodes = Some(executed.values().sum());
                if !in_one || args.match_opcodes {
                    row.handlers = per_opcode::handlers(contestant, engine, &one_run, &executed)?;
                }
            } else {
                row.handlers = per_opcode::handlers_by_name(&one_run);
            }
            row.forget_small();
            for _ in 1..runs {
                let again = profile(2)?.minus(&profile(1)?).total;
                let difference = again.abs_diff(row.instructions) as f64;
                let spread = difference / row.instructions.max(1) as f64;
                row.spread = Some(row.spread.unwrap_or(0.0).max(spread));
            }
            Ok(row)
        })?,
    })
}

/// Who and what is counted.
pub struct Setup {
    /// The corpus.
    pub corpus: Corpus,
    /// Names of the programs, those without a process of their own.
    programs: Vec<Program>,
    /// Contestants without the control: a count needs none.
    pub contestants: Vec<Contestant>,
    /// The size of the programs.
    pub size: Size,
}

impl Setup {
    /// Finds out who and what is counted.
    ///
    /// # Errors
    /// When there is no corpus, an unknown program, or nobody to count.
    pub fn new(args: &CountArgs) -> Result<Self, LabError> {
        let corpus = Corpus::open(args.common.corpus.as_deref())?;
        let selected = corpus.select(&args.names)?;
        let programs: Vec<Program> = selected
            .into_iter()
            .filter(|program| program.mode == Mode::Driver)
            .cloned()
            .collect();
        if programs.is_empty() {
            return Err(LabError::Usage(
                "start-up is not counted: name another program".into(),
            ));
        }
        let mut contestants = contestants(&args.engine, &args.against, &[])?;
        contestants.retain(|one| one.role != Role::Control);
        let size = if args.quick { Size::Quick } else { Size::Full };
        Ok(Self {
            corpus,
            programs,
            contestants,
            size,
        })
    }

    /// Does something for every program on every contestant, on all processors: counts do not mind the company.
    ///
    /// The results are in the order of programs, and of contestants within each.
    ///
    /// # Errors
    /// The first error there was; what had not begun by then is left out.
    pub fn in_parallel<T: Send>(
        &self,
        work: impl Fn(&Program, &Contestant) -> Result<T, LabError> + Sync,
    ) -> Result<Vec<T>, LabError> {
        let pairs: Vec<(&Program, &Contestant)> = self
            .programs
            .iter()
            .flat_map(|program| {
                self.contestants
                    .iter()
                    .map(move |contestant| (program, contestant))
            })
            .collect();
        let progress = Mutex::new(Progress::new(pairs.len() as u64));
        let next = AtomicUsize::new(0);
        let failed = AtomicBool::new(false);
        let results: Mutex<Vec<Option<Result<T, LabError>>>> =
            Mutex::new(pairs.iter().map(|_| None).collect());
        let worker = || {
            while !failed.load(Ordering::Relaxed) {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some((program, contestant)) = pairs.get(at) else {
                    break;
                };
                locked(&progress).doing(&format!("{} on {}", program.name, contestant.label));
                let result = work(program, contestant);
                failed.fetch_or(result.is_err(), Ordering::Relaxed);
                locked(&results)[at] = Some(result);
                locked(&progress).step();
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
                scope.spawn(worker);
            }
        });
        let results = results
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        results.into_iter().flatten().collect()
    }
}

/// The lock, whoever panicked holding it: what it guards is whole at every point.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
