//! Mutated `.pyc` files: whatever is done to them, they are refused with a message or run as Python runs.
//!
//! Sound files (the corpus, the golden files, the programs of `tests/programs/lang`) are damaged in bytes, opcodes, operands,
//! jumps, constants, stack sizes, counts, kinds and exception tables, by a seeded generator. What the verifier accepts is
//! run on every engine, in a process of its own, because what is looked for is a crash; all engines must end alike.
//!
//! `TRICERA_MUTANTS=FIRST:COUNT` runs these mutants instead of the usual ones.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use support::mutate::Mutator;
use support::root;
use tricera::core::modules::support::namespace_of;
use tricera::core::object::code::new_code;
use tricera::core::runtime::source::run_code;
use tricera::core::runtime::{PendingHandle, Vm};
use tricera::{Engine, Interpreter};
use tricera_code::CodeData;
use tricera_code::compile::{Mode, compile};
use tricera_code::pyc::read_pyc;
use tricera_code::verify::{Verified, verify};

/// Mutants of a usual run, in [`WORKERS`] processes.
const COUNT: u64 = 400;
const WORKERS: u64 = 2;
/// When a mutant is interrupted, and how often again.
const PATIENCE: Duration = Duration::from_millis(150);
/// When the process gives up a mutant that goes on in spite of interrupts.
const STUCK: Duration = Duration::from_secs(3);
/// The exit code that says so.
const STUCK_CODE: i32 = 99;
/// Address space of a worker.
const MEMORY: u64 = 3 << 30;

/// What a worker writes down at its end.
#[derive(Debug, Default)]
struct Tally {
    unreadable: u64,
    refused: u64,
    ran: u64,
    interrupted: u64,
    stuck: u64,
}

impl Tally {
    fn write(&self) -> String {
        format!(
            "{} {} {} {}",
            self.unreadable, self.refused, self.ran, self.interrupted
        )
    }

    fn add(&mut self, text: &str) {
        let mut numbers = text
            .split(' ')
            .map(|number| number.parse::<u64>().expect("a number"));
        for field in [
            &mut self.unreadable,
            &mut self.refused,
            &mut self.ran,
            &mut self.interrupted,
        ] {
            *field += numbers.next().expect("four numbers");
        }
    }
}

#[test]
fn mutants_are_refused_or_run() {
    let (first, count) = match std::env::var("TRICERA_MUTANTS") {
        Ok(range) => parse_range(&range),
        Err(_) => (0, COUNT),
    };
    let workers: Vec<_> = (0..WORKERS)
        .map(|worker| {
            let share = count.div_ceil(WORKERS);
            let start = first + worker * share;
            let end = (start + share).min(first + count);
            thread::spawn(move || supervise(worker, start, end))
        })
        .collect();
    let (mut all, mut failures) = (Tally::default(), Vec::new());
    for worker in workers {
        let (tally, failed) = worker.join().expect("the supervisor does not panic");
        for (into, from) in [
            (&mut all.unreadable, tally.unreadable),
            (&mut all.refused, tally.refused),
            (&mut all.ran, tally.ran),
            (&mut all.interrupted, tally.interrupted),
            (&mut all.stuck, tally.stuck),
        ] {
            *into += from;
        }
        failures.extend(failed);
    }
    println!("{all:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    // Every part of the way is really gone: a generator whose mutants all look alike proves nothing.
    if count >= COUNT {
        let tenth = count / 20;
        assert!(
            all.unreadable > tenth && all.refused > tenth && all.ran > tenth,
            "{all:?}"
        );
        assert!(all.stuck < tenth, "{all:?}");
    }
}

/// Runs mutants in worker processes, with a new one behind each mutant that ended its process.
fn supervise(worker: u64, start: u64, end: u64) -> (Tally, Vec<String>) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("mutants-{worker}"));
    fs::create_dir_all(&folder).expect("a folder for files");
    let (mut tally, mut failures) = (Tally::default(), Vec::new());
    let mut next = start;
    while next < end && failures.len() < 5 {
        for name in ["at", "tally"] {
            // Left by an earlier process, or not there.
            let _ = fs::remove_file(folder.join(name));
        }
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command
            .args(["--exact", "worker", "--ignored", "--nocapture"])
            .current_dir(&folder)
            .env_clear()
            .env("TRICERA_MUTANTS", format!("{next}:{}", end - next))
            .env("TRICERA_MUTANTS_WORKER", "1")
            .env("RUST_BACKTRACE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        support::run::limit(&mut command, MEMORY);
        let output = command.output().expect("the worker starts");
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        tally.add(&read("tally"));
        if output.status.success() {
            break;
        }
        let at = read("at");
        let number: u64 = at
            .split(' ')
            .next()
            .and_then(|text| text.parse().ok())
            .unwrap_or(next);
        tally.stuck += 1;
        if output.status.code() != Some(STUCK_CODE) {
            let kept = folder.join(format!("mutant-{number}.pyc"));
            // The report is worth having without the file too.
            let _ = fs::copy(folder.join("mutant.pyc"), &kept);
            let text = String::from_utf8_lossy(&output.stderr);
            let text = text
                .find("\nthread ")
                .map_or(&*text, |start| &text[start..]);
            failures.push(format!(
                "mutant {at} ({}): {}\n{text}",
                kept.display(),
                output.status
            ));
        }
        next = number + 1;
    }
    (tally, failures)
}

fn parse_range(text: &str) -> (u64, u64) {
    let (first, count) = text.split_once(':').expect("FIRST:COUNT");
    (
        first.parse().expect("a number"),
        count.parse().expect("a number"),
    )
}

/// What the workers run; nothing by itself.
#[test]
#[ignore = "run by the other test, in processes of its own"]
fn worker() {
    if std::env::var_os("TRICERA_MUTANTS_WORKER").is_none() {
        return;
    }
    let (first, count) =
        parse_range(&std::env::var("TRICERA_MUTANTS").expect("set by the supervisor"));
    // Native recursion needs room, in debug builds above all.
    let run = thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || work(first, count));
    run.expect("a thread").join().expect("no mutant panics");
}

fn work(first: u64, count: u64) {
    let mut mutator = Mutator::new(seeds());
    let watch = Watch::start();
    let mut tally = Tally::default();
    for number in first..first + count {
        let file = mutator.mutant(number);
        fs::write("mutant.pyc", &file).expect("a file can be written");
        let so_far = tally.write();
        fs::write("tally", so_far).expect("a file can be written");
        fs::write("at", format!("{number} loading")).expect("a file can be written");
        let verified = match load(&file) {
            Loaded::Unreadable => {
                tally.unreadable += 1;
                continue;
            }
            Loaded::Refused => {
                tally.refused += 1;
                continue;
            }
            Loaded::Verified(verified) => verified,
        };
        tally.ran += 1;
        let mut ends = Vec::new();
        for &engine in Engine::ALL {
            fs::write("at", format!("{number} {}", engine.name())).expect("a file can be written");
            match run(engine, &verified, &watch) {
                Some(end) => ends.push((engine.name(), end)),
                None => break,
            }
        }
        if ends.len() < Engine::ALL.len() {
            tally.interrupted += 1;
        }
        for pair in ends.windows(2) {
            assert_eq!(
                pair[0].1, pair[1].1,
                "mutant {number} on {} and {}",
                pair[0].0, pair[1].0
            );
        }
    }
    fs::write("tally", tally.write()).expect("a file can be written");
}

enum Loaded {
    Unreadable,
    Refused,
    Verified(Arc<Verified>),
}

/// Does with a file what the program does. A refusal has a message.
fn load(file: &[u8]) -> Loaded {
    let code = match read_pyc(file) {
        Ok((_, code)) => code,
        Err(error) => {
            assert!(error.to_string().len() > 10, "{error}");
            return Loaded::Unreadable;
        }
    };
    match verify(&code) {
        Ok(verified) => Loaded::Verified(verified),
        Err(error) => {
            let text = error.to_string();
            assert!(
                text.starts_with("bad bytecode in ") && text.contains(": "),
                "{text}"
            );
            Loaded::Refused
        }
    }
}

/// Runs code as `__main__` of a new interpreter. The exception it ended with, if any; `None` if it was interrupted or
/// ended at a limit of the machine, which engines need not reach alike.
fn run(engine: Engine, code: &Arc<Verified>, watch: &Watch) -> Option<String> {
    let python = Interpreter::builder().engine(engine).hash_seed(0).build();
    let python = python.expect("an interpreter can be made");
    let vm = python.vm();
    vm.set_argv(&[b"mutant".to_vec(), b"3".to_vec()])
        .expect("arguments can be set");
    let watched = watch.over(vm.pending_handle());
    let body = || {
        let namespace = namespace_of(&vm.main_module()?);
        run_code(vm, &new_code(vm, code)?, &namespace, &namespace)
    };
    let ended = match body() {
        Ok(_) => Some(String::new()),
        Err(_) => describe(vm),
    };
    // The end of the interpreter runs code too: finalizers, generators that are closed.
    drop(python);
    if watched.interrupted() { None } else { ended }
}

/// The exception in flight, and whether its traceback can be told.
fn describe(vm: &Vm) -> Option<String> {
    let error = vm.take_exception();
    let kind = vm.type_of(&error).name_str();
    let lines = tricera::core::object::exception::print::format_exception(vm, &error);
    let mut text: String = lines.concat();
    for (at, _) in text.clone().rmatch_indices(" at 0x") {
        // Addresses differ from one interpreter to the next.
        let end = text[at + 6..].find(|c: char| !c.is_ascii_hexdigit());
        let end = end.map_or(text.len(), |end| at + 6 + end);
        text.replace_range(at..end, "");
    }
    let limits = ["RecursionError", "MemoryError", "KeyboardInterrupt"];
    let at_limit = limits
        .iter()
        .any(|limit| kind == *limit || text.contains(limit));
    (!at_limit).then_some(text)
}

/// Interrupts what runs for too long, and ends the process if that does not help.
struct Watch {
    current: Arc<Mutex<Option<(PendingHandle, Instant)>>>,
    fired: Arc<AtomicBool>,
}

impl Watch {
    fn start() -> Watch {
        let watch = Watch {
            current: Arc::default(),
            fired: Arc::default(),
        };
        let (current, fired) = (Arc::clone(&watch.current), Arc::clone(&watch.fired));
        thread::spawn(move || {
            loop {
                thread::sleep(PATIENCE / 3);
                let current = current.lock().expect("nobody panics with it");
                let Some((handle, since)) = &*current else {
                    continue;
                };
                if since.elapsed() > STUCK {
                    std::process::exit(STUCK_CODE);
                }
                if since.elapsed() > PATIENCE {
                    fired.store(true, Ordering::Relaxed);
                    // A full queue will be emptied by what is in it.
                    let _ = handle.add(Box::new(|vm| Err(vm.keyboard_interrupt())));
                }
            }
        });
        watch
    }

    fn over(&self, handle: PendingHandle) -> Watched<'_> {
        self.fired.store(false, Ordering::Relaxed);
        *self.current.lock().expect("nobody panics with it") = Some((handle, Instant::now()));
        Watched(self)
    }
}

/// While it lives, the interpreter is watched.
struct Watched<'a>(&'a Watch);

impl Watched<'_> {
    fn interrupted(&self) -> bool {
        self.0.fired.load(Ordering::Relaxed)
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Ok(mut current) = self.0.current.lock() {
            *current = None;
        }
    }
}

/// Sound modules that do nothing outside the interpreter, whatever becomes of them.
fn seeds() -> Vec<Arc<CodeData>> {
    let mut seeds = Vec::new();
    for folder in ["bench-corpus/pyc", "src/code/tests/data/golden"] {
        for path in files(&root(folder), "pyc") {
            let data = fs::read(&path).expect("a file that is there");
            seeds.push(read_pyc(&data).expect("a sound file").1);
        }
    }
    for path in files(&root("tests/programs/lang"), "py") {
        let source = fs::read_to_string(&path).unwrap_or_default();
        // A program that is about a syntax error has no code.
        seeds.extend(compile(
            &source,
            "mutant.py",
            Mode::Exec,
            &Default::default(),
        ));
    }
    seeds.retain(is_harmless);
    assert!(seeds.len() > 100);
    seeds
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of the repository");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == extension));
    paths.sort();
    paths
}

/// Whether code can neither read nor write files nor wait, by the names in it. `wide` is about size and slow.
fn is_harmless(code: &Arc<CodeData>) -> bool {
    let feared = [
        "open",
        "os",
        "posix",
        "subprocess",
        "shutil",
        "socket",
        "signal",
        "sleep",
        "input",
        "exec",
        "eval",
        "compile",
        "__import__",
        "breakpoint",
        "setrecursionlimit",
        "settrace",
        "path",
        "_exit",
        "set_threshold",
    ];
    let names = code.names.iter().filter_map(|name| name.to_str());
    let strings = code.consts.iter().filter_map(|constant| match constant {
        tricera_code::Const::Str(text) => text.to_str(),
        _ => None,
    });
    code.code.len() < 10_000
        && !names.chain(strings).any(|name| feared.contains(&name))
        && code.nested().all(is_harmless)
}
