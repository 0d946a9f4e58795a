//! The built-in module `pyperf`: what scripts use of it, and the files it writes, field by field as the package reads them.

mod support;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use support::run::{Ended, run, tricera};
use support::{engines::engines, root};

/// A folder for the files of one test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("tricera-pyperf-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn json(&self, name: &str) -> Value {
        let text = std::fs::read_to_string(self.0.join(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Runs `tests/pyperf/NAME.py` with these arguments, on the default engine.
fn script(folder: &Folder, name: &str, arguments: &[&str]) -> Ended {
    on_engine(&[], folder, name, arguments)
}

fn on_engine(options: &[&str], folder: &Folder, name: &str, arguments: &[&str]) -> Ended {
    let file = root(&format!("tests/pyperf/{name}.py"));
    let mut line = options.to_vec();
    line.push(file.to_str().expect("paths are UTF-8"));
    line.extend(arguments);
    run(&mut tricera(&folder.0, &line))
}

fn succeeds(ended: &Ended) {
    assert_eq!(ended.code, 0, "{}{}", ended.stdout(), ended.stderr());
}

/// Checks a file as the package's reader does, and gives the benchmarks: each its metadata, with all that is common, and
/// its runs.
fn checked(file: &Value) -> Vec<(Map<String, Value>, Vec<Value>)> {
    assert_eq!(file["version"], "1.0");
    let common = file["metadata"].as_object().cloned().unwrap_or_default();
    let benchmarks = file["benchmarks"].as_array().expect("a list");
    let read = benchmarks.iter().map(|benchmark| {
        let mut metadata = common.clone();
        metadata.extend(
            benchmark["metadata"]
                .as_object()
                .cloned()
                .unwrap_or_default(),
        );
        let runs = benchmark["runs"].as_array().expect("a list").clone();
        assert!(!runs.is_empty());
        for run in &runs {
            let mut own = metadata.clone();
            own.extend(run["metadata"].as_object().cloned().unwrap_or_default());
            check_metadata(&own);
            let values = run["values"].as_array().cloned().unwrap_or_default();
            let warmups = run["warmups"].as_array().cloned().unwrap_or_default();
            assert!(!values.is_empty() || !warmups.is_empty(), "{run}");
            assert!(
                values.iter().all(|value| value.as_f64().unwrap() > 0.0),
                "{run}"
            );
            for warmup in &warmups {
                assert!(warmup[0].as_u64().unwrap() >= 1 && warmup[1].as_f64().unwrap() >= 0.0);
                assert_eq!(warmup.as_array().unwrap().len(), 2);
            }
            // A run without values says what it was made for.
            assert_eq!(
                values.is_empty(),
                own.contains_key("calibrate_loops"),
                "{run}"
            );
        }
        (metadata, runs)
    });
    read.collect()
}

fn check_metadata(metadata: &Map<String, Value>) {
    for name in [
        "name",
        "unit",
        "date",
        "python_version",
        "python_implementation",
        "platform",
        "hostname",
    ] {
        let text = metadata
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("no {name}: {metadata:?}"));
        assert!(!text.is_empty() && !text.contains('\n') && text.trim() == text);
    }
    assert!(metadata["loops"].as_u64().unwrap() >= 1);
    assert!(metadata["duration"].as_f64().unwrap() > 0.0);
    assert!(metadata["mem_max_rss"].as_u64().unwrap() > 1 << 20);
    let date = metadata["date"].as_str().unwrap();
    assert_eq!(date.len(), "2026-01-02 03:04:05.678901".len(), "{date}");
    for value in metadata.values() {
        assert!(value.is_string() || value.is_number(), "{value}");
    }
}

#[test]
fn a_script_runs_in_processes_and_writes_a_file() {
    let folder = Folder::new("processes");
    let ended = script(
        &folder,
        "benchmarks",
        &[
            "-p2",
            "-n",
            "3",
            "-w",
            "1",
            "--min-time",
            "0.001",
            "--size=20",
            "-o",
            "new.json",
        ],
    );
    succeeds(&ended);
    let lines = ended.stdout();
    for name in ["func", "time_func", "async_func", "timeit", "command"] {
        assert!(
            lines.contains(&format!("..\n{name}: Mean +- std dev: ")),
            "{lines}"
        );
    }
    let benchmarks = checked(&folder.json("new.json"));
    let names: Vec<_> = benchmarks
        .iter()
        .map(|(metadata, _)| metadata["name"].clone())
        .collect();
    assert_eq!(
        names,
        ["func", "time_func", "async_func", "timeit", "command"]
    );
    for (metadata, runs) in &benchmarks {
        assert_eq!(runs.len(), 3, "one that calibrates and two that measure");
        assert_eq!(metadata["unit"], "second");
        assert_eq!(metadata["description"], "all kinds");
        assert_eq!(metadata["size"], 20, "workers get the script's own options");
        for run in &runs[1..] {
            assert_eq!(run["values"].as_array().unwrap().len(), 3);
            assert_eq!(run["warmups"].as_array().unwrap().len(), 1);
        }
    }
    assert_eq!(benchmarks[1].0["inner_loops"], 20);
    assert_eq!(benchmarks[3].0["inner_loops"], 3);
    assert_eq!(benchmarks[4].0["command"], "true");
    // A loop of 20 additions takes longer than an addition.
    let value = |at: usize| benchmarks[at].1[1]["values"][0].as_f64().unwrap();
    assert!(value(0) > value(1), "{} {}", value(0), value(1));

    let again = script(
        &folder,
        "benchmarks",
        &["--debug-single-value", "-o", "new.json"],
    );
    assert_eq!(
        (again.code, again.stdout().trim()),
        (1, "ERROR: The JSON file 'new.json' already exists")
    );
}

#[test]
fn every_engine_measures_in_workers_of_its_own_kind() {
    let folder = Folder::new("engines");
    let engines = engines();
    for engine in &engines {
        let line = ["--debug-single-value", "--append", "all.json"];
        let ended = on_engine(&["--engine", engine], &folder, "benchmarks", &line);
        succeeds(&ended);
    }
    let benchmarks = checked(&folder.json("all.json"));
    assert_eq!(benchmarks.len(), 5);
    for (metadata, runs) in benchmarks {
        assert_eq!(metadata["loops"], 1);
        let options = runs.iter().map(|run| {
            let own = run["metadata"]["python_options"].as_str();
            own.or(metadata.get("python_options").and_then(Value::as_str))
        });
        let expected = engines.iter().map(|engine| format!("--engine {engine}"));
        assert_eq!(
            options.flatten().collect::<Vec<_>>(),
            expected.collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_worker_measures_one_benchmark_here() {
    let folder = Folder::new("worker");
    let line = [
        "--worker",
        "--worker-task=1",
        "-l",
        "2^3",
        "-w0",
        "-n2",
        "-v",
        "-o",
        "w.json",
    ];
    let ended = script(&folder, "benchmarks", &line);
    succeeds(&ended);
    let text = ended.stdout();
    assert!(
        text.contains("Value 2: ") && text.contains("(loops: 8, raw: "),
        "{text}"
    );
    let benchmarks = checked(&folder.json("w.json"));
    assert_eq!(benchmarks.len(), 1);
    assert_eq!(
        (&benchmarks[0].0["name"], &benchmarks[0].0["loops"]),
        (&"time_func".into(), &8.into())
    );
}

#[test]
fn effort_follows_the_options() {
    let folder = Folder::new("effort");
    let counts = |options: &[&str]| {
        let code = format!(
            "import pyperf\nr = pyperf.Runner(processes=6)\na = r.parse_args({options:?})\nprint(a.processes, a.values, a.loops)"
        );
        run(&mut tricera(&folder.0, &["-c", &code])).stdout()
    };
    assert_eq!(counts(&[]), "6 3 0\n");
    assert_eq!(counts(&["--fast"]), "3 2 0\n");
    assert_eq!(counts(&["--rigorous"]), "12 3 0\n");
    assert_eq!(counts(&["--debug-single-value"]), "1 1 1\n");
    assert_eq!(
        counts(&["-p", "4", "--values", "7", "--loops=9"]),
        "4 7 9\n"
    );
}

#[test]
fn results_behave_as_those_of_the_package() {
    let folder = Folder::new("results");
    let ended = script(&folder, "results", &[]);
    succeeds(&ended);
    let expected = std::fs::read_to_string(root("tests/pyperf/results.out")).unwrap();
    assert_eq!(ended.stdout(), expected);
}

#[test]
fn failures_are_told() {
    let folder = Folder::new("failures");
    let code = |body: &str, options: &[&str]| {
        let file = folder.0.join("script.py");
        std::fs::write(
            &file,
            format!("import pyperf, time\nr = pyperf.Runner()\n{body}\n"),
        )
        .unwrap();
        let mut line = vec!["script.py"];
        line.extend(options);
        run(&mut tricera(&folder.0, &line))
    };
    let raises = code("r.bench_func('x', lambda: 1 / 0)", &["-p1"]);
    assert_eq!(raises.code, 1);
    let text = raises.stderr();
    assert!(
        text.contains("ZeroDivisionError") && text.contains("failed with exit code 1"),
        "{text}"
    );
    let slow = code("r.bench_func('x', time.sleep, 60)", &["--timeout=1", "-p1"]);
    assert_eq!(
        (slow.code, slow.stdout().trim()),
        (124, "Timed out after 1 seconds")
    );
    for (body, options, mention) in [
        (
            "r.bench_func('', int)",
            &["-p1"][..],
            "benchmark name must be a non-empty string",
        ),
        ("pyperf.Runner()", &[], "only one Runner instance"),
        (
            "r.bench_time_func('x', lambda loops: 0.0)",
            &["--debug-single-value"],
            "benchmark function returned zero",
        ),
        (
            "r.bench_command('x', ['false'])",
            &["--debug-single-value"],
            "Command failed with exit code 1",
        ),
        (
            "r.bench_command('x', ['no-such-program-here'])",
            &["--debug-single-value"],
            "FileNotFoundError",
        ),
        (
            "r.bench_func('x', int)\nr.bench_func('x', int)",
            &["--debug-single-value"],
            "duplicated benchmark name: 'x'",
        ),
        (
            "r.parse_args()",
            &["--hist"],
            "unrecognized arguments: --hist",
        ),
    ] {
        let ended = code(body, options);
        assert!(
            ended.code != 0 && ended.stderr().contains(mention),
            "{body}: {}",
            ended.stderr()
        );
    }
    for (options, mention) in [
        (
            &["--calibrate-loops"][..],
            "option --calibrate-loops requires --worker",
        ),
        (
            &["--worker"],
            "--worker requires --loops=N or --calibrate-loops",
        ),
        (
            &["--worker", "--recalibrate-loops"],
            "--recalibrate-loops requires --loops=N",
        ),
    ] {
        let ended = code("r.parse_args()", options);
        assert_eq!(
            (ended.code, ended.stdout()),
            (1, format!("ERROR: {mention}\n"))
        );
    }
}

#[test]
fn it_comes_before_an_installed_package() {
    let folder = Folder::new("installed");
    std::fs::write(
        folder.0.join("pyperf.py"),
        "raise RuntimeError('not this one')\n",
    )
    .unwrap();
    let ended = run(&mut tricera(
        Path::new(&folder.0),
        &["-c", "import pyperf; print(pyperf.__spec__.origin)"],
    ));
    assert_eq!(ended.stdout(), "built-in\n", "{}", ended.stderr());
}
