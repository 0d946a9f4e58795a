//! Every test program, the benchmark corpus and its `.pyc` files, on every engine, against what CPython 3.14 printed.
//!
//!     cargo test --test programs                        all
//!     cargo test --test programs -- lang/closures       those whose name contains this
//!
//! One test is one program. It passes when on every engine
//! - standard output, standard error and the exit code are CPython's (see `tests/programs/make.py` for what is normalised),
//! - they are the same again under `--trace-hash`, whose hash is the same on all engines,
//!   (but for programs with a line that begins with `# timing:`, where the clock decides what is executed),
//! - nothing is left on the heap afterwards,
//! - (the corpus, whose programs are long for a build without optimization, runs as it is from its `.pyc` files, and with
//!   these options from source,)
//! - and, for every fourth program, they are the same without specialization, without superinstructions or with those of
//!   the grid, and on the match over pre-decoded instructions.
//!
//! `known_failures.txt` lists what is not right yet. A listed program is run like any other, and fails the test when it
//! fails on another engine than listed. One that no longer fails is noted; with `TRICERA_STRICT=1` that is a failure too.

mod support;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use support::compare::{Expected, normal};
use support::known::{Known, known};
use support::run::{Ended, run, tricera};
use support::{engines::all_engines, report, root};

/// One program to be run on all engines.
struct Case {
    /// The test's name, and the one in `known_failures.txt`.
    name: String,
    /// The current directory, taken out of what is printed.
    folder: PathBuf,
    /// The program, relative to the folder, and its arguments.
    line: Vec<String>,
    expected: Expected,
    /// Whether it runs as it is.
    plain: bool,
    /// Whether it runs under `--trace-hash` and `--heap-stats`.
    traced: bool,
    /// Whether what is executed depends on the clock.
    timing: bool,
    /// Whether it also runs without specialization.
    plain_too: bool,
    known: Vec<Known>,
}

fn main() {
    let arguments = Arguments::from_args();
    let engines = all_engines();
    let mut known = known();
    let mut trials = Vec::new();
    for (index, mut case) in cases().into_iter().enumerate() {
        case.plain_too = case.traced && index % 4 == 0;
        (case.known, known) = known
            .into_iter()
            .partition(|entry| entry.program == case.name);
        let engines = engines.clone();
        let kind = if case.known.is_empty() {
            ""
        } else {
            "known failure"
        };
        let name = case.name.clone();
        trials.push(Trial::test(name, move || judge(&case, &engines)).with_kind(kind));
    }
    let strangers: Vec<_> = known.into_iter().map(|entry| entry.program).collect();
    trials.push(Trial::test("known_failures_are_programs", move || {
        if strangers.is_empty() {
            Ok(())
        } else {
            Err(format!("there are no programs {strangers:?}").into())
        }
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

/// All programs there are.
fn cases() -> Vec<Case> {
    let mut cases = programs();
    cases.extend(corpus());
    cases
}

/// `tests/programs/GROUP/NAME.py`
fn programs() -> Vec<Case> {
    let folder = root("tests/programs");
    let mut names = Vec::new();
    for group in entries(&folder).filter(|path| path.is_dir()) {
        names.extend(entries(&group).filter(|path| {
            let file = path.file_name().and_then(|name| name.to_str());
            file.is_some_and(|file| file.ends_with(".py") && !file.starts_with('_'))
        }));
    }
    names.sort();
    names
        .iter()
        .map(|path| {
            let relative = path.strip_prefix(&folder).expect("found below it");
            let relative = relative.to_str().expect("names are ASCII");
            let source = std::fs::read(path).expect("a program can be read");
            Case {
                timing: source
                    .split(|&b| b == b'\n')
                    .any(|l| l.starts_with(b"# timing:")),
                ..case(
                    relative.trim_end_matches(".py"),
                    &folder,
                    &[relative],
                    Expected::beside(path),
                )
            }
        })
        .collect()
}

/// `bench-corpus` at its smallest size, from source and from CPython's `.pyc`.
fn corpus() -> Vec<Case> {
    let folder = root("bench-corpus");
    let text = std::fs::read_to_string(folder.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("a manifest is JSON");
    let mut cases = Vec::new();
    for program in manifest["programs"].as_array().expect("a list of programs") {
        let name = program["name"].as_str().expect("a name");
        let size = program["sizes"]["test"].to_string();
        let expected = Expected::prints(program["expected"]["test"].as_str().expect("a text"));
        for (group, file) in [
            ("corpus", format!("programs/{name}.py")),
            ("pyc", format!("pyc/{name}.cpython-314.pyc")),
        ] {
            let line = [file.as_str(), size.as_str()];
            let expected = expected.clone();
            cases.push(Case {
                plain: group == "pyc",
                traced: group == "corpus",
                ..case(&format!("{group}/{name}"), &folder, &line, expected)
            });
        }
    }
    cases
}

fn case(name: &str, folder: &Path, line: &[&str], expected: Expected) -> Case {
    Case {
        name: name.to_owned(),
        folder: folder.canonicalize().expect("the folder is there"),
        line: line.iter().map(|&part| part.to_owned()).collect(),
        expected,
        plain: true,
        timing: false,
        traced: true,
        plain_too: false,
        known: Vec::new(),
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let read =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    read.map(|entry| entry.expect("a folder can be listed").path())
}

/// Runs a case on all engines and compares what comes out with what is known.
fn judge(case: &Case, engines: &[String]) -> Result<(), Failed> {
    let mut failures: Vec<(&str, String)> = Vec::new();
    let mut first_trace: Option<(&str, String)> = None;
    // The loop over pre-decoded instructions has the arms of one engine and the instructions of another: a sample of the
    // programs is enough for it.
    let taken = |engine: &&String| case.plain_too || *engine != "match-predecoded";
    for engine in engines.iter().filter(taken) {
        let mut fail = |how: &str, text: String| failures.push((engine, format!("{how}\n{text}")));
        if case.plain {
            let ended = run_case(case, engine, &[]);
            if let Some(text) = case.expected.difference(&ended) {
                fail("", text);
                // The same again, with the options below, would say nothing new.
                continue;
            }
        }
        if !case.traced {
            continue;
        }
        let mut ended = run_case(case, engine, &["--trace-hash", "--heap-stats"]);
        let reports = report::take(&mut ended);
        if let Some(text) = case.expected.difference(&ended) {
            fail("with --trace-hash", text);
        }
        // Who is killed by a signal has no time to report.
        if case.expected.code >= 0 {
            match reports.objects {
                Some(0) => {}
                Some(left) => fail("with --heap-stats", format!("  {left} objects are left\n")),
                None => fail("with --heap-stats", "  no report\n".to_owned()),
            }
            match (reports.trace, &first_trace) {
                (Some(_), _) if case.timing => {}
                (None, _) => fail("with --trace-hash", "  no report\n".to_owned()),
                (Some(trace), None) => first_trace = Some((engine, trace)),
                (Some(trace), Some((other, first))) if trace != *first => fail(
                    "with --trace-hash",
                    format!("  here   {trace}\n  {other}: {first}\n"),
                ),
                _ => {}
            }
        }
        if case.plain_too {
            let ended = run_case(case, engine, &["--no-specialize"]);
            if let Some(text) = case.expected.difference(&ended) {
                fail("with --no-specialize", text);
            }
            // The cells of the grid: every engine runs each of these, or has nothing of the kind. A program runs one.
            let sets = ["--superinstructions=numbered", "--superinstructions=none"];
            {
                let set = sets[case.name.len() % 2];
                let mut ended = run_case(case, engine, &[set, "--trace-hash"]);
                let trace = report::take(&mut ended).trace;
                if let Some(text) = case.expected.difference(&ended) {
                    fail(&format!("with {set}"), text);
                } else if let (Some(trace), Some((_, first))) = (trace, &first_trace)
                    && trace != *first
                {
                    let text = format!("  here   {trace}\n  before {first}\n");
                    fail(&format!("with {set}"), text);
                }
            }
        }
    }
    let passes_now = case.known.iter().find(|entry| {
        let covered = |(engine, _): &(&str, String)| entry.covers(engine);
        !failures.iter().any(covered)
    });
    if let Some(entry) = passes_now {
        let note = format!(
            "{} passes on {}: take it off known_failures.txt",
            case.name, entry.engine
        );
        if std::env::var_os("TRICERA_STRICT").is_some_and(|value| value == "1") {
            return Err(note.into());
        }
        eprintln!("note: {note}");
    }
    failures.retain(|(engine, _)| !case.known.iter().any(|entry| entry.covers(engine)));
    if failures.is_empty() {
        return Ok(());
    }
    Err(summary(&failures).into())
}

/// Failures as text, said once where several engines fail alike.
fn summary(failures: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (index, (_, failure)) in failures.iter().enumerate() {
        if failures[..index].iter().any(|(_, other)| other == failure) {
            continue;
        }
        let alike = failures.iter().filter(|(_, other)| other == failure);
        let engines: Vec<_> = alike.map(|(engine, _)| *engine).collect();
        text += &format!("{}: {failure}", engines.join(", "));
    }
    text
}

fn run_case(case: &Case, engine: &str, options: &[&str]) -> Ended {
    let mut line = vec!["run", "--engine", engine];
    line.extend(options);
    line.extend(case.line.iter().map(String::as_str));
    let mut ended = run(&mut tricera(&case.folder, &line));
    ended.err = normal(&ended.err, &case.folder);
    ended.out = normal(&ended.out, &case.folder);
    ended
}
