//! The scripts of pyperformance that `bench-corpus/pyperformance/answers.json` names, unmodified, on every engine.
//!
//!     TRICERA_PYPERFORMANCE=DIR cargo test --test pyperformance -- richards
//!
//! The scripts are not ours to ship: DIR is the folder that holds them (`bm_NAME/run_benchmark.py`), the package
//! `pyperformance`, or the folder it was installed or unpacked into. Without the variable nothing is run, and said so.
//!
//! One test is one script on one engine, as small as its options make it. It passes when
//! - the driver of `tricera bench --pyperformance` prints what CPython 3.14 printed: see `probes.py` there,
//! - run by itself, over the built-in `pyperf`, it writes a file with a value for each of its benchmarks.

mod support;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::run::{run, tricera};
use support::{engines::engines, root};

const VARIABLE: &str = "TRICERA_PYPERFORMANCE";

/// A script on an engine.
struct Case {
    engine: String,
    name: String,
    /// What makes it small.
    options: Vec<String>,
    /// What CPython prints.
    answer: Vec<String>,
    file: PathBuf,
}

fn main() {
    let arguments = Arguments::from_args();
    let trials = match folder() {
        Some(folder) => trials(&folder),
        None => {
            eprintln!(
                "skipped: {VARIABLE} names no folder with the scripts of pyperformance (pip download pyperformance)"
            );
            vec![Trial::test("scripts", || Ok(())).with_ignored_flag(true)]
        }
    };
    libtest_mimic::run(&arguments, trials).exit();
}

/// The folder of the scripts, below the one that the environment names.
fn folder() -> Option<PathBuf> {
    let named = PathBuf::from(std::env::var_os(VARIABLE)?);
    let inside = Path::new("data-files/benchmarks");
    [
        named.clone(),
        named.join(inside),
        named.join("pyperformance").join(inside),
    ]
    .into_iter()
    .find(|folder| folder.join("bm_richards/run_benchmark.py").is_file())
}

fn trials(folder: &Path) -> Vec<Trial> {
    let folder = folder.canonicalize().expect("the folder is there");
    let text = std::fs::read_to_string(root("bench-corpus/pyperformance/answers.json"))
        .expect("there are answers");
    let known: Value = serde_json::from_str(&text).expect("answers are JSON");
    let words = |value: &Value| -> Vec<String> {
        let list = value.as_array().expect("a list");
        list.iter()
            .map(|word| word.as_str().expect("a text").to_owned())
            .collect()
    };
    let mut trials = Vec::new();
    for script in known["scripts"].as_array().expect("a list of scripts") {
        for engine in engines() {
            let name = script["name"].as_str().expect("a name");
            let folder_name = script["script"].as_str().unwrap_or(name);
            let given = script["arguments"]
                .as_array()
                .map(|_| words(&script["arguments"]));
            let mut options = given.unwrap_or_default();
            options.extend(words(&script["smallest"]));
            let case = Case {
                name: name.to_owned(),
                options,
                answer: words(&script["answer"]),
                file: folder.join(format!("bm_{folder_name}/run_benchmark.py")),
                engine,
            };
            let title = format!("{name}/{}", case.engine);
            let package = script["needs"].as_str();
            let missing = package.is_some_and(|package| !is_there(package));
            if missing {
                eprintln!("skipped: {title} needs a package that PYTHONPATH does not have");
            }
            let trial = Trial::test(title, move || {
                computes(&case)?;
                measures(&case)
            });
            trials.push(trial.with_ignored_flag(missing));
        }
    }
    trials
}

/// Tricera, with the packages that scripts may need.
fn tricera_with_packages<S: AsRef<OsStr>>(line: &[S]) -> Command {
    let mut command = tricera(&std::env::temp_dir(), line);
    command.envs(std::env::var_os("PYTHONPATH").map(|path| ("PYTHONPATH", path)));
    command
}

fn is_there(package: &str) -> bool {
    run(&mut tricera_with_packages(&[
        "-c",
        &format!("import {package}"),
    ]))
    .code
        == 0
}

/// The script computes what CPython computes.
fn computes(case: &Case) -> Result<(), Failed> {
    let driver = root("bench-corpus/pyperformance/driver.py");
    let mut line = vec!["--engine", &case.engine, text(&driver)];
    line.extend(["check", &case.name, text(&case.file)]);
    line.extend(case.options.iter().map(String::as_str));
    let ended = run(&mut tricera_with_packages(&line));
    let printed = ended.stdout();
    let lines: Vec<&str> = printed.lines().collect();
    if ended.code == 0 && lines == case.answer {
        return Ok(());
    }
    Err(format!(
        "checked: code {}, timed out: {}\n{}\nexpected: {:#?}\n     got: {lines:#?}",
        ended.code,
        ended.timed_out,
        ended.stderr(),
        case.answer
    )
    .into())
}

/// The script runs by itself, and its results can be read.
fn measures(case: &Case) -> Result<(), Failed> {
    let unique = format!("{}-{}-{}", case.name, case.engine, std::process::id());
    let results = std::env::temp_dir().join(format!("tricera-{unique}.json"));
    let scratch = std::env::temp_dir().join(format!("tricera-{unique}.scratch"));
    let mut line = vec!["--engine".to_owned(), case.engine.clone()];
    line.push(text(&case.file).to_owned());
    line.extend(
        case.options
            .iter()
            .map(|word| word.replace("SCRATCH", text(&scratch))),
    );
    line.extend(["--debug-single-value".to_owned(), "--output".to_owned()]);
    line.push(text(&results).to_owned());
    let ended = run(&mut tricera_with_packages(&line));
    let file = std::fs::read_to_string(&results).unwrap_or_default();
    for path in [&results, &scratch] {
        // Not every script writes a picture, and one that failed wrote no results.
        let _ = std::fs::remove_file(path);
    }
    if ended.code != 0 {
        let (out, err) = (ended.stdout(), ended.stderr());
        return Err(format!("by itself: code {}\n{out}{err}", ended.code).into());
    }
    let file: Value = serde_json::from_str(&file)?;
    let benchmarks = file["benchmarks"].as_array().ok_or("no benchmarks")?;
    let expected = case
        .answer
        .iter()
        .filter_map(|line| line.strip_prefix("benchmark "))
        .map(|rest| rest.split(':').next().unwrap_or(rest));
    let names = benchmarks.iter().map(|benchmark| {
        // What all benchmarks of a file share stands outside of them.
        let own = benchmark["metadata"]["name"].as_str();
        own.or(file["metadata"]["name"].as_str())
    });
    if !names.eq(expected.map(Some)) {
        return Err(format!("other benchmarks than with CPython:\n{file}").into());
    }
    for benchmark in benchmarks {
        let value = &benchmark["runs"][0]["values"][0];
        if value.as_f64().is_none_or(|value| value <= 0.0) {
            return Err(format!("no time: {benchmark}").into());
        }
    }
    Ok(())
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths are UTF-8")
}
