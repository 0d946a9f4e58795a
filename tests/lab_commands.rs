//! `tricera bench` and `tricera count` as a user meets them, with a shell script in the place of an interpreter: it
//! answers the driver's protocol, so neither a Python nor an engine is needed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What it says to "who are you", to `-c pass`, and to the driver's commands for the programs of the corpus below.
const INTERPRETER: &str = r#"#!/bin/sh
if [ "$1" = -c ]; then
    echo '{"name": "fake", "version": "1.0 (shell)", "short": "1.0.0", "line": [], "details": {"speed": "none"}}'
    exit 0
fi
case "$*" in
*"-c pass") exit 0 ;;
*start.py) echo started; exit 0 ;;
*"check odd "*) echo "computed 7"; exit 0 ;;
*" check even "*" --small") echo "computed 6"; exit 0 ;;
*bm_broken/*) echo "Traceback: cannot register" >&2; exit 1 ;;
esac
while read -r command size repeats; do
    [ "$command" = quit ] && exit 0
    if [ "$command" = list ]; then
        echo '{"benchmarks": [{"name": "one", "inner_loops": 1}, {"name": "ten", "inner_loops": 10}]}'
        continue
    fi
    case "$*" in
    *dies.py) echo "Traceback: no good" >&2; exit 7 ;;
    *wrong.py) result=41 ;;
    *) result=42 ;;
    esac
    times=20000000
    i=1
    while [ "$i" -lt "$repeats" ]; do
        times="$times, 20000000"
        i=$((i + 1))
    done
    echo "{\"wall_ns\": [$times], \"cpu_ns\": [$times], \"result\": \"$result\"}"
done
"#;

const MANIFEST: &str = r#"{"format": 1, "kinds": {"loop": "loops", "start-up": "starts"}, "programs": [
    {"name": "right", "kind": "loop", "mode": "driver", "sizes": {"quick": 1, "full": 2}, "expected": {"quick": "42\n", "full": "42\n"}},
    {"name": "also", "kind": "loop", "mode": "driver", "sizes": {"quick": 1, "full": 2}, "expected": {"quick": "42\n", "full": "42\n"}},
    {"name": "wrong", "kind": "loop", "mode": "driver", "sizes": {"quick": 1, "full": 2}, "expected": {"quick": "42\n", "full": "42\n"}},
    {"name": "dies", "kind": "loop", "mode": "driver", "sizes": {"quick": 1, "full": 2}, "expected": {"quick": "42\n", "full": "42\n"}},
    {"name": "start", "kind": "start-up", "mode": "process", "sizes": {"quick": 0, "full": 0}, "expected": {"quick": "started\n", "full": "started\n"}}]}"#;

/// An interpreter that lacks a module which `right` needs and computes something else in `also`; the rest is the other's. It is
/// a launcher with a variable of its own, and knows no bare start.
const LAME: &str = r#"#!/bin/sh
LAME_VARIABLE=1
export LAME_VARIABLE
if [ "$1" = -c ]; then
    echo '{"name": "fake", "version": "1.0 (lame)", "short": "1.0.0", "line": [], "environment": {"LAME_VARIABLE": "1"}, "details": {"debug": "1"}}'
    exit 0
fi
case "$*" in
"-S -E -c pass") exit 2 ;;
*right.py) echo "ModuleNotFoundError: No module named 'x'" >&2; exit 1 ;;
*also.py) read -r line; echo '{"wall_ns": [1], "cpu_ns": [1], "result": "41"}'; read -r line; exit 0 ;;
*bm_even/*) echo "ImportError: no" >&2; exit 1 ;;
esac
exec "${0%lame}python" "$@"
"#;

/// A folder with an interpreter and a corpus, gone with the test.
struct Lab(PathBuf);

impl Lab {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("tricera-lab-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("corpus/programs")).unwrap();
        fs::write(folder.join("corpus/manifest.json"), MANIFEST).unwrap();
        fs::write(folder.join("corpus/driver.py"), "").unwrap();
        fs::write(folder.join("python"), INTERPRETER).unwrap();
        fs::write(folder.join("lame"), LAME).unwrap();
        for file in ["python", "lame"] {
            fs::set_permissions(folder.join(file), fs::Permissions::from_mode(0o755)).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// The command line of a task on the made-up corpus and interpreter alone.
    fn command(&self, task: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tricera"));
        command
            .args([task, "--allow-debug", "--quick", "--engine", "none"])
            .args([
                "--corpus",
                &self.path("corpus"),
                "--against",
                &self.path("python"),
            ])
            .args(arguments)
            .current_dir(&self.0);
        command
    }

    fn run(&self, task: &str, arguments: &[&str]) -> Output {
        self.command(task, arguments).output().unwrap()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Asserts an exit status and that standard error mentions something.
fn fails(output: &Output, status: i32, mentioning: &str) {
    let text = stderr(output);
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(text.contains(mentioning), "{text}");
}

#[test]
fn a_run_gives_tables_samples_and_results() {
    let lab = Lab::new("run");
    let output = lab.run(
        "bench",
        &["right", "start", "--json", "x.json", "--write-results=out"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("fake-1.0.0 (again)") && text.contains("20.0 ms"),
        "{text}"
    );
    assert!(
        text.contains("A/A: fake-1.0.0") && text.contains("≈ 1.000 [1.000, 1.000]"),
        "{text}"
    );

    let json = fs::read_to_string(lab.path("x.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        record["programs"][0]["series"][1]["cpu_ns"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    assert_eq!(record["contestants"][0]["details"]["speed"], "none");
    assert!(
        !json.contains(lab.0.to_str().unwrap()),
        "results name no folder of this machine"
    );

    let results = fs::read_to_string(lab.path("out/RESULTS.md")).unwrap();
    assert!(results.contains("fake 1.0 (shell)"), "{results}");
    assert_eq!(
        fs::read_to_string(lab.path("out/docs/results.json")).unwrap(),
        json
    );

    let again = lab.command("bench", &[]).args(["--help"]).output().unwrap();
    assert!(stdout(&again).contains("Exit status"));
    let again = Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args(["bench", "--from", "x.json"])
        .current_dir(&lab.0)
        .output()
        .unwrap();
    assert_eq!(
        stdout(&again),
        text,
        "the samples say the same as the run did"
    );
}

/// Runs the command with nothing but its own arguments.
fn plain(lab: &Lab, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args(arguments)
        .current_dir(&lab.0)
        .output()
        .unwrap()
}

#[test]
fn two_runs_are_compared() {
    let lab = Lab::new("compare");
    for file in ["a.json", "b.json"] {
        let output = lab.run("bench", &["right", "start", "--json", file]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let read = |file| -> serde_json::Value {
        serde_json::from_slice(&fs::read(lab.path(file)).unwrap()).unwrap()
    };
    // The stand-in makes up what its programs take, but its start was measured: that may differ.
    let (first, mut second) = (read("a.json"), read("b.json"));
    assert_eq!(second["programs"][1]["name"], "start");
    second["programs"][1] = first["programs"][1].clone();
    fs::write(lab.path("b.json"), second.to_string()).unwrap();
    // The second run again, on a machine where everything takes half the time.
    let mut faster = second;
    faster["machine"]["cpu"] = "Another CPU".into();
    for program in faster["programs"].as_array_mut().unwrap() {
        for series in program["series"].as_array_mut().unwrap() {
            for time in series["cpu_ns"].as_array_mut().unwrap() {
                *time = (time.as_f64().unwrap() / 2.0).into();
            }
        }
    }
    fs::write(lab.path("c.json"), faster.to_string()).unwrap();

    let same = plain(&lab, &["compare", "a.json", "b.json"]);
    assert!(same.status.success(), "{}", stderr(&same));
    let text = stdout(&same);
    assert!(
        text.contains("0 faster, 0 slower, 2 that cannot be told"),
        "{text}"
    );
    let other = plain(&lab, &["compare", "a.json", "c.json"]);
    let text = stdout(&other);
    assert!(text.contains("Another CPU"), "{text}");
    assert!(text.contains("faster in all: 2.00 [2.00, 2.00]"), "{text}");

    fails(
        &plain(&lab, &["compare", "a.json", "none.json"]),
        1,
        "none.json",
    );
    fs::write(lab.path("x.json"), "{}").unwrap();
    fails(&plain(&lab, &["compare", "a.json", "x.json"]), 1, "x.json");
    fails(&plain(&lab, &["compare", "a.json"]), 2, "B.json");
}

/// A page in a real browser without a window: what its document is in the end, and what the browser had to say.
fn in_a_browser(lab: &Lab, file: &str) -> Option<(String, String)> {
    let output = Command::new("chromium")
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
        ])
        // Its own errands need a network, and fill what it says with their failures.
        .args([
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .args([
            "--enable-logging=stderr",
            "--dump-dom",
            "--virtual-time-budget=5000",
        ])
        .arg(format!("--user-data-dir={}", lab.path("browser")))
        .arg(format!("file://{}", lab.path(file)))
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| (stdout(&output), stderr(&output)))
}

#[test]
fn a_report_is_a_page_that_a_browser_shows() {
    let lab = Lab::new("report");
    let output = lab.run("bench", &["right", "start", "--json", "x.json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    fs::write(
        lab.path("p.json"),
        r#"{"opcodes": {"LOAD_FAST": 3, "POP_TOP": 1}, "pairs": [["LOAD_FAST", "POP_TOP", 1]]}"#,
    )
    .unwrap();
    let output = plain(&lab, &["report", "x.json", "p.json", "-o", "out/r.html"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(lab.path("out/r.html")).unwrap();
    assert!(
        page.contains("fake 1.0 (shell)") && !page.contains("http"),
        "{page}"
    );
    fails(&plain(&lab, &["report", "none.json"]), 1, "none.json");
    fails(&plain(&lab, &["report"]), 2, "RESULTS.json");

    let Some((document, said)) = in_a_browser(&lab, "out/r.html") else {
        eprintln!("not tested in a browser: there is no chromium");
        return;
    };
    assert!(!said.contains("CONSOLE"), "{said}");
    assert!(
        document.contains("data-sorts=\"yes\""),
        "the script ran to its end"
    );
    assert!(document.matches("<svg").count() >= 3, "{document}");
    assert!(document.matches("<circle").count() >= 12, "{document}");

    // The browser does tell what goes wrong in a script.
    fs::write(
        lab.path("bad.html"),
        page.replace("\"use strict\";", "nothing.here;"),
    )
    .unwrap();
    let (_, said) = in_a_browser(&lab, "bad.html").unwrap();
    assert!(said.contains("CONSOLE"), "{said}");
}

#[test]
fn pyperf_reads_what_is_written_for_it() {
    let lab = Lab::new("pyperf");
    let output = lab.run("bench", &["right", "--pyperf", "out.json"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let file = "out-fake-1.0.0.json";
    let suite: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path(file)).unwrap()).unwrap();
    assert_eq!(suite["version"], "1.0");
    assert_eq!(suite["benchmarks"][0]["metadata"]["name"], "right");
    assert_eq!(suite["benchmarks"][0]["runs"].as_array().unwrap().len(), 3);
    assert!(lab.0.join("out-fake-1.0.0-again.json").exists());
    let real = Command::new("python3")
        .args([
            "-m",
            "pyperf",
            "compare_to",
            file,
            "out-fake-1.0.0-again.json",
        ])
        .current_dir(&lab.0)
        .output();
    match real {
        Ok(output) if !stderr(&output).contains("No module named") => {
            assert!(output.status.success(), "{}", stderr(&output));
        }
        _ => eprintln!("not tested with pyperf itself: it is not installed"),
    }
}

/// A folder of scripts, as the package has it; the interpreter above never reads them.
fn scripts(lab: &Lab, names: &[&str]) -> String {
    let folder = lab.0.join("package/pyperformance/data-files/benchmarks");
    for name in names {
        fs::create_dir_all(folder.join(format!("bm_{name}"))).unwrap();
        fs::write(folder.join(format!("bm_{name}/run_benchmark.py")), "").unwrap();
    }
    fs::create_dir_all(lab.0.join("corpus/pyperformance")).unwrap();
    fs::write(
        lab.0.join("corpus/pyperformance/answers.json"),
        r#"{"format": 1, "pyperformance": "1.0", "scripts": [
            {"name": "even", "smallest": ["--small"], "answer": ["computed 6"]},
            {"name": "odd", "smallest": [], "answer": ["computed 6"]}]}"#,
    )
    .unwrap();
    lab.path("package")
}

#[test]
fn scripts_of_others_stand_in_the_same_tables() {
    let lab = Lab::new("scripts");
    let package = scripts(&lab, &["even", "extra"]);
    let files = ["--json", "x.json", "--write-results=out"];
    let line = [&["extra", "even", "--pyperformance", &*package][..], &files].concat();
    let output = lab.run("bench", &line);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(
        text.contains("20.0 ms") && text.contains("2.00 ms"),
        "{text}"
    );
    assert!(
        text.contains("geomean of 2   all"),
        "a script counts once: {text}"
    );
    let json = fs::read_to_string(lab.path("x.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows: Vec<_> = record["programs"].as_array().unwrap().iter().collect();
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| (&row["name"], &row["kind"]))
        .collect();
    let expected = [
        ("one", "extra"),
        ("ten", "extra"),
        ("one", "even"),
        ("ten", "even"),
    ];
    assert_eq!(kinds.len(), expected.len());
    assert!(
        kinds
            .iter()
            .zip(expected)
            .all(|((name, kind), (a, b))| *name == a && *kind == b)
    );
    assert_eq!(rows[0]["mode"], "script");
    assert!(!json.contains(lab.0.to_str().unwrap()));
    let page = fs::read_to_string(lab.path("out/docs/pyperformance.md")).unwrap();
    assert!(
        page.contains("](pyperformance.json)") && page.contains("| one | extra |"),
        "{page}"
    );
    assert!(!lab.0.join("out/RESULTS.md").exists());
    let again = Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args(["bench", "--from", "x.json"])
        .current_dir(&lab.0)
        .output()
        .unwrap();
    assert_eq!(stdout(&again), text);
    // Where no folder is named, the environment says where the scripts are.
    let usual = lab
        .command("bench", &["--pyperformance", "even"])
        .env("TRICERA_PYPERFORMANCE", &package)
        .output()
        .unwrap();
    assert!(
        stdout(&usual).contains("geomean of 1   all"),
        "{}",
        stderr(&usual)
    );
}

#[test]
fn what_a_peer_lacks_is_left_out_and_said() {
    let lab = Lab::new("lame");
    let lame = lab.path("lame");
    let files = [
        "--json",
        "x.json",
        "--pyperf",
        "p.json",
        "--write-results=out",
    ];
    let programs = ["right", "also", "start"];
    let line = [&programs[..], &["--against", &lame], &files].concat();
    let output = lab.run("bench", &line);
    assert!(output.status.success(), "{}", stderr(&output));
    let said = stderr(&output);
    let why = "`right` is left out for fake-1.0.0-debug: ModuleNotFoundError: No module named 'x'";
    assert!(said.contains(why), "{said}");
    assert!(
        said.contains("`also` is left out for fake-1.0.0-debug: another result: 41"),
        "{said}"
    );
    let text = stdout(&output);
    assert!(
        text.contains("`fake-1.0.0-debug` did not run 2 of 3 programs"),
        "{text}"
    );
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("x.json")).unwrap()).unwrap();
    assert_eq!(record["contestants"][1]["details"]["build"], "debug");
    let missing = |program: usize| record["programs"][program]["series"][1]["missing"].as_str();
    assert!(missing(0).is_some_and(|why| why.starts_with("ModuleNotFoundError")));
    assert!(missing(1).is_some() && missing(2).is_none());
    assert_eq!(record["starts"].as_array().unwrap().len(), 1);
    let page = fs::read_to_string(lab.path("out/RESULTS.md")).unwrap();
    assert!(page.contains("No module named 'x'"), "{page}");
    let from = plain(&lab, &["bench", "--from", "x.json"]);
    assert_eq!(stdout(&from), text);
    let compared = plain(&lab, &["compare", "x.json", "x.json"]);
    assert!(compared.status.success(), "{}", stderr(&compared));
    let report = plain(&lab, &["report", "x.json", "-o", "r.html"]);
    assert!(report.status.success(), "{}", stderr(&report));
    let pyperf = fs::read(lab.path("p-fake-1.0.0-debug.json")).unwrap();
    let pyperf: serde_json::Value = serde_json::from_slice(&pyperf).unwrap();
    assert_eq!(pyperf["benchmarks"].as_array().unwrap().len(), 1);

    // Alone it is what others are compared with, and then nothing can be left out.
    let alone = Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args([
            "bench",
            "right",
            "--allow-debug",
            "--quick",
            "--engine",
            "none",
        ])
        .args(["--corpus", &lab.path("corpus"), "--against", &lame])
        .output()
        .unwrap();
    fails(&alone, 4, "No module named 'x'");

    let package = scripts(&lab, &["even", "extra"]);
    let names = ["extra", "even", "--pyperformance", &package];
    let line = [&names[..], &["--against", &lame, "--json", "s.json"]].concat();
    let output = lab.run("bench", &line);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("`even` is left out for fake-1.0.0-debug: ImportError: no"));
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("s.json")).unwrap()).unwrap();
    let rows = record["programs"].as_array().unwrap().iter();
    let (measured, missing): (Vec<_>, Vec<_>) =
        rows.partition(|row| row["series"][1]["missing"].is_null());
    assert!(
        measured.iter().all(|row| row["kind"] == "extra"),
        "{measured:?}"
    );
    assert_eq!((measured.len(), missing.len()), (2, 2));
}

#[test]
fn a_script_that_fails_does_not_stop_the_others() {
    let lab = Lab::new("failing-scripts");
    let package = scripts(&lab, &["even", "odd", "broken"]);
    let output = lab.run("bench", &["--pyperformance", &package, "broken", "even"]);
    fails(&output, 4, "  | Traceback: cannot register");
    assert!(stdout(&output).contains("20.0 ms"), "{}", stdout(&output));
    let output = lab.run("bench", &["--pyperformance", &package, "odd"]);
    fails(&output, 3, "expected: computed 6\n       got: computed 7");
    let unknown = lab.run("bench", &["--pyperformance", &package, "evn"]);
    fails(&unknown, 2, "did you mean `even`?");
    let missing = lab.run("bench", &["--pyperformance", "/no/such/folder"]);
    fails(&missing, 2, "pip download");
    let name_alone = lab
        .command("bench", &["--pyperformance", "even"])
        .env("TRICERA_PYPERFORMANCE", &package)
        .output()
        .unwrap();
    assert!(name_alone.status.success(), "{}", stderr(&name_alone));
}

#[test]
fn the_samples_of_a_run_are_as_many_as_asked_for() {
    let lab = Lab::new("samples");
    let output = lab.run(
        "bench",
        &[
            "right",
            "--samples",
            "4",
            "--rounds",
            "2",
            "--json",
            "x.json",
        ],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("x.json")).unwrap()).unwrap();
    assert_eq!(
        record["programs"][0]["round"],
        serde_json::json!([0, 0, 1, 1])
    );
    let output = lab.run(
        "bench",
        &["right", "--samples", "4", "--fresh", "--json", "x.json"],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("can't tell"),
        "{}",
        stdout(&output)
    );
    let record: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("x.json")).unwrap()).unwrap();
    let program = &record["programs"][0];
    assert_eq!(program["round"], serde_json::json!([0, 1, 2, 3]));
    let places = |at: usize| -> Vec<u64> {
        let places = program["series"][at]["position"].as_array().unwrap();
        places.iter().map(|place| place.as_u64().unwrap()).collect()
    };
    for pair in places(0).chunks(2).chain(places(1).chunks(2)) {
        assert_eq!(pair[0] + pair[1], 1, "a block and its mirror image: ABBA");
    }
}

#[test]
fn what_goes_wrong_is_said_with_a_status() {
    let lab = Lab::new("errors");
    fails(
        &lab.run("bench", &["wrong"]),
        3,
        "expected: 42\n       got: 41",
    );
    fails(
        &lab.run("bench", &["dies"]),
        4,
        "status 7\n  | Traceback: no good",
    );
    fails(&lab.run("bench", &["rigth"]), 2, "did you mean `right`?");
    fails(
        &lab.run("bench", &["right", "--against", "/no/such/python"]),
        2,
        "/no/such/python",
    );
    fails(
        &lab.run("bench", &["right", "--samples", "none"]),
        2,
        "--samples",
    );
    fails(
        &lab.run("bench", &["right", "--json", "/proc/x"]),
        1,
        "/proc/x",
    );
    fails(&lab.run("count", &["start"]), 2, "start-up is not counted");
    fails(
        &lab.run("count", &["right", "--check", "none.json"]),
        1,
        "none.json",
    );
    fs::write(lab.0.join("corpus/manifest.json"), "{}").unwrap();
    fails(&lab.run("bench", &["right"]), 2, "manifest.json");
}

#[test]
fn a_debug_build_is_refused() {
    if !cfg!(debug_assertions) {
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_tricera"))
        .arg("bench")
        .output()
        .unwrap();
    fails(&output, 5, "debug build");
}

#[test]
fn counters_are_those_of_the_processor_or_it_is_said_why_not() {
    let lab = Lab::new("stat");
    let output = lab.run("stat", &["right"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("right"), "{text}");
    if text.contains("Only the kernel's own counters: ") {
        assert!(text.contains("context switches"), "{text}");
    } else {
        for column in ["per cycle", "L1d misses per 1000", "back end stalled"] {
            assert!(text.contains(column), "{text}");
        }
    }
    fails(&lab.run("stat", &["wrong"]), 3, "wrong");
}

#[test]
fn branches_are_simulated_and_become_a_part_of_the_results() {
    let lab = Lab::new("branches");
    let output = lab.run("count", &["right", "--branches", "--write-results"]);
    if output.status.code() == Some(77) {
        eprintln!("not tested: {}", stderr(&output));
        return;
    }
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stdout(&output).contains("mispredicted"),
        "{}",
        stdout(&output)
    );
    let counts: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("docs/counts.json")).unwrap()).unwrap();
    assert!(
        counts["rows"][0]["branches"]["conditional"].as_u64() > Some(0),
        "{counts}"
    );
    assert!(lab.0.join("RESULTS.md").exists());
}

#[test]
fn without_valgrind_counting_is_skipped() {
    let lab = Lab::new("skip");
    let output = lab
        .command("count", &["right"])
        .env("PATH", lab.path("nothing"))
        .output()
        .unwrap();
    fails(&output, 77, "skipped: valgrind");
}

#[test]
fn counts_are_saved_and_checked() {
    let lab = Lab::new("count");
    let output = lab.run("count", &["right", "--save", "c.json"]);
    if output.status.code() == Some(77) {
        eprintln!("not tested: {}", stderr(&output));
        return;
    }
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("right"), "{}", stdout(&output));
    let saved: serde_json::Value =
        serde_json::from_slice(&fs::read(lab.path("c.json")).unwrap()).unwrap();
    let spread = saved["rows"][0]["spread"].as_f64();
    assert!(
        spread.is_some_and(|spread| spread < 0.001),
        "counted twice: {saved}"
    );

    let same = lab.run("count", &["right", "--check", "c.json"]);
    assert!(same.status.success(), "{}", stderr(&same));
    assert!(
        stdout(&same).contains("1 counts compared: 0 grew"),
        "{}",
        stdout(&same)
    );
    assert!(stdout(&same).contains("equal binaries: counts differ by at most"));

    fs::copy(lab.path("c.json"), lab.path("now.json")).unwrap();
    halve_counts(&lab.0.join("c.json"));
    let compared = plain(&lab, &["compare", "c.json", "now.json"]);
    assert!(compared.status.success(), "{}", stderr(&compared));
    assert!(
        stdout(&compared).contains("regression"),
        "{}",
        stdout(&compared)
    );
    fails(
        &lab.run("count", &["right", "--check", "c.json"]),
        6,
        "regression",
    );
    let tolerated = lab.run(
        "count",
        &["right", "--check", "c.json", "--tolerance", "200%"],
    );
    assert!(tolerated.status.success(), "{}", stderr(&tolerated));
}

fn halve_counts(file: &Path) {
    let mut counts: serde_json::Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let count = &mut counts["rows"][0]["instructions"];
    *count = (count.as_u64().unwrap() / 2).into();
    fs::write(file, counts.to_string()).unwrap();
}
