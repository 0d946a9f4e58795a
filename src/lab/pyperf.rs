//! Results in the JSON format of pyperf, so that its `compare_to`, `hist` and `show` read them.
//!
//! pyperf compares files, and one file holds the benchmarks of one interpreter; so there is a file for each contestant.
//! Times are elapsed ones, as pyperf measures them. A round, in which workers start anew, is what pyperf calls a run.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::contestant::{Contestant, Role};
use super::error::LabError;
use super::record::{ProgramRecord, Record, write_file};

/// The version of the format: the one that pyperf has written since its own 1.0.
const FORMAT: &str = "1.0";

/// Writes a file for each contestant: the path given, with the contestant's label before its extension.
///
/// # Errors
/// When a file cannot be written.
pub fn write(record: &Record, path: &Path) -> Result<(), LabError> {
    for at in 0..record.contestants.len() {
        let text = serde_json::to_string(&suite(record, at)).unwrap_or_default();
        write_file(
            &path_for(path, &record.contestants[at].label),
            &(text + "\n"),
        )?;
    }
    Ok(())
}

/// `FILE.json` of `direct (again)` is `FILE-direct-again.json`.
fn path_for(path: &Path, label: &str) -> PathBuf {
    let words = label.split(|c: char| !(c.is_alphanumeric() || "+=._#".contains(c)));
    let label: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let text =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let extension = path
        .extension()
        .map_or_else(|| "json".to_owned(), |e| text(Some(e)));
    path.with_file_name(format!(
        "{}-{}.{extension}",
        text(path.file_stem()),
        label.join("-")
    ))
}

fn suite(record: &Record, at: usize) -> Value {
    let programs = record.programs.iter();
    json!({
        "version": FORMAT,
        "metadata": metadata(record, &record.contestants[at]),
        "benchmarks": programs
            .filter(|program| program.has([at]))
            .map(|program| benchmark(record, program, at))
            .collect::<Vec<_>>(),
    })
}

/// What is the same for all of a contestant's benchmarks. pyperf refuses empty texts and texts of several lines.
fn metadata(record: &Record, contestant: &Contestant) -> Value {
    let (machine, build) = (&record.machine, &record.build);
    let mut all = Map::new();
    let mut text = |name: &str, value: &str| {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            all.insert(name.to_owned(), value.into());
        }
    };
    text("cpu_model_name", &machine.cpu);
    text("platform", &format!("{}, {}", machine.os, machine.kernel));
    text("unit", "second");
    text("timer", "elapsed time of the worker");
    text("command", &contestant.invocation);
    text("tricera_bench", &record.command.join(" "));
    if contestant.role == Role::Peer {
        let (implementation, version) = contestant
            .version
            .split_once(' ')
            .unwrap_or((&contestant.version, ""));
        text("python_implementation", implementation);
        text("python_version", version);
        for (pyperfs, ours) in [("python_compiler", "compiler"), ("python_cflags", "cflags")] {
            text(
                pyperfs,
                contestant.details.get(ours).map_or("", String::as_str),
            );
        }
    } else {
        text("python_implementation", "tricera");
        text("python_version", &build.version);
        text("python_compiler", &build.rustc);
        text("tricera_engine", &contestant.label);
        text(
            "tricera_commit",
            build.commit.as_deref().unwrap_or_default(),
        );
    }
    all.insert("cpu_count".to_owned(), machine.cores.into());
    if let Ok(load) = machine.load.parse::<f64>() {
        all.insert("load_avg_1min".to_owned(), load.into());
    }
    all.into()
}

fn benchmark(record: &Record, program: &ProgramRecord, at: usize) -> Value {
    let series = &program.series[at];
    let mut rounds: Vec<(u32, Vec<f64>)> = Vec::new();
    for (&round, &time) in program.round.iter().zip(&series.wall_ns) {
        let seconds = time / 1e9;
        match rounds.iter_mut().find(|(other, _)| *other == round) {
            Some((_, values)) => values.push(seconds),
            None => rounds.push((round, vec![seconds])),
        }
    }
    let run = |values: Vec<f64>| {
        let duration = values.iter().sum::<f64>() * f64::from(series.repeats);
        json!({"metadata": {"duration": duration}, "values": values})
    };
    json!({
        "metadata": {
            "name": program.name,
            "loops": series.repeats.max(1),
            // Our own writing of a time in UTC, in pyperf's.
            "date": record.began.replace('T', " ").trim_end_matches('Z'),
            "tags": [program.kind],
        },
        "runs": rounds.into_iter().map(|(_, values)| run(values)).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::example;
    use super::*;

    /// What pyperf's loader demands of metadata: types by name, no empty text, no second line.
    fn check_metadata(metadata: &Value) {
        for (name, value) in metadata.as_object().unwrap() {
            match name.as_str() {
                "loops" | "inner_loops" => assert!(value.as_u64().unwrap() >= 1),
                "duration" | "load_avg_1min" => assert!(value.as_f64().unwrap() >= 0.0),
                "tags" => assert!(value.as_array().unwrap().iter().all(|tag| tag != "all")),
                _ => match value {
                    Value::String(text) => {
                        assert!(
                            !text.trim().is_empty() && !text.contains(['\n', '\r']),
                            "{name}"
                        );
                    }
                    _ => assert!(value.is_number(), "{name}"),
                },
            }
        }
    }

    #[test]
    fn a_suite_has_all_that_pyperf_demands() {
        let mut record = example();
        record.contestants[3]
            .details
            .insert("compiler".into(), "GCC\n 16".into());
        for at in 0..4 {
            let suite = suite(&record, at);
            assert_eq!(suite["version"], "1.0");
            check_metadata(&suite["metadata"]);
            let benchmarks = suite["benchmarks"].as_array().unwrap();
            assert_eq!(benchmarks.len(), 4);
            for benchmark in benchmarks {
                check_metadata(&benchmark["metadata"]);
                assert!(benchmark["metadata"]["name"].is_string());
                let runs = benchmark["runs"].as_array().unwrap();
                assert_eq!(runs.len(), 4, "a run for each round");
                for run in runs {
                    check_metadata(&run["metadata"]);
                    let values = run["values"].as_array().unwrap();
                    assert_eq!(values.len(), 2);
                    assert!(values.iter().all(|value| value.as_f64().unwrap() > 0.0));
                }
            }
        }
        let peer = suite(&record, 3);
        assert_eq!(peer["metadata"]["python_implementation"], "cpython-3.14.0");
        assert_eq!(peer["metadata"]["python_compiler"], "GCC 16");
        let first = peer["benchmarks"][0]["runs"][0]["values"][0]
            .as_f64()
            .unwrap();
        assert_eq!(first, record.programs[0].series[3].wall_ns[0] / 1e9);
    }

    #[test]
    fn files_are_named_after_contestants() {
        for (path, label, expected) in [
            ("out/x.json", "direct (again)", "out/x-direct-again.json"),
            ("x", "cpython-3.14.10-X jit", "x-cpython-3.14.10-X-jit.json"),
            (
                "x.json",
                "direct+without=CALL",
                "x-direct+without=CALL.json",
            ),
        ] {
            assert_eq!(path_for(Path::new(path), label), Path::new(expected));
        }
    }
}
