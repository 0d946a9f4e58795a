//! `tricera profile` on programs whose counts are known.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

const ENGINES: [&str; 4] = ["match", "match-predecoded", "tail", "direct"];

fn profile(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricera"))
        .arg("profile")
        .args(arguments)
        .env("PYTHONHASHSEED", "0")
        .output()
        .unwrap()
}

/// A file of this test's, gone with it.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        // Tests run side by side, and two may profile the same.
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        Self(std::env::temp_dir().join(format!("tricera-profile-{process}-{number}-{name}")))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&std::fs::read_to_string(&self.0).unwrap()).unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// One function with a loop, attributes of instances of two classes, calls of several kinds.
const PROGRAM: &str = "\
class A:\n    def __init__(self): self.x = 1\n    def get(self): return self.x\n\
class B:\n    def __init__(self): self.x = 2\n    def get(self): return self.x\n\
def f(o, n):\n    t = 0\n    for i in range(n):\n        t = t + o.get()\n    return t\n\
print(f(A(), 100), f(B(), 100), len('abc'), sum(map(f, [A()], [3])))\n\
print('a' + 'b' if f else 0)\n";

fn of_program(engine: &str, options: &[&str]) -> Value {
    let file = File::new(&format!("{engine}{}", options.concat()));
    let mut arguments = vec!["--engine", engine, "--json", file.path()];
    arguments.extend(options);
    arguments.extend(["-c", PROGRAM]);
    let output = profile(&arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{engine}: {errors}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("100 200 3 3\nab\n"), "{text}");
    assert!(text.contains(&format!("on the engine {engine}")), "{text}");
    file.json()
}

#[test]
fn counts_are_those_of_the_program() {
    let data = of_program("tail", &[]);
    let n = |path: &str| data.pointer(path).and_then(Value::as_u64).unwrap_or(0);
    assert_eq!(n("/opcodes/FOR_ITER") + n("/opcodes/FOR_ITER_RANGE"), 206);
    assert_eq!(n("/calls/CALL/a Python method"), 203);
    assert_eq!(n("/calls/CALL/a class"), 3);
    assert_eq!(n("/allocations/A/32") + n("/allocations/B/32"), 3);
    assert_eq!(
        n("/pairs/RESUME LOAD_FAST_BORROW"),
        n("/fusable_pairs/RESUME LOAD_FAST_BORROW")
    );
    // A call's frame lies between these two.
    assert_eq!(
        n("/fusable_pairs/CALL_PY_METHOD_EXACT_ARGS BINARY_OP_ADD_INT"),
        0
    );
    assert!(n("/triples/BINARY_OP_ADD_INT STORE_FAST JUMP_BACKWARD") > 150);
    // The module, two class bodies, and `sum` with `map`, which calls `f`; `__init__` runs in the engine that called the class.
    assert_eq!(n("/entries"), 4);
    // The method is found anew for the other class after some misses.
    let family = &data["families"]["LOAD_ATTR"];
    assert!(family["misses"].as_u64().unwrap() >= 32, "{family}");
    assert_eq!(family["deopts"], 1, "{family}");
    let hits = family["hits"].as_u64().unwrap();
    let general = family["general"].as_u64().unwrap();
    assert_eq!(hits + general + family["misses"].as_u64().unwrap(), 2 * 203);
    let polls: u64 = data["polls"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum();
    assert!(
        polls >= n("/opcodes/RESUME") + n("/opcodes/JUMP_BACKWARD"),
        "{polls}"
    );
    let sites: u64 = data["caches"]["LOAD_ATTR"]
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum();
    assert_eq!(sites, 3);
}

#[test]
fn all_engines_count_the_same() {
    let without_engine = |engine| {
        let mut data = of_program(engine, &[]);
        data.as_object_mut().unwrap().remove("engine");
        data
    };
    let first = without_engine(ENGINES[0]);
    for engine in &ENGINES[1..] {
        let other = without_engine(engine);
        for (section, counts) in first.as_object().unwrap() {
            assert_eq!(&other[section], counts, "{engine}: {section}");
        }
    }
}

#[test]
fn techniques_left_out_are_forbidden_forms() {
    let data = of_program("direct", &["--without=LOAD_ATTR"]);
    let family = &data["families"]["LOAD_ATTR"];
    assert_eq!(family["hits"], 0, "{family}");
    assert!(family["forbidden"].as_u64().unwrap() > 0, "{family}");
}

#[test]
fn failures_say_what_was_seen() {
    let file = File::new("failures.csv");
    let code = "for i in range(300):\n    x = 'ab' * i\n    y = (i, 'a')[True]\n";
    let output = profile(&["--csv", file.path(), "-c", code]);
    assert!(output.status.success());
    let csv = std::fs::read_to_string(&file.0).unwrap();
    assert!(csv.starts_with("section,name,detail,count\n"), "{csv}");
    assert!(csv.contains("failures,BINARY_OP,str * int,"), "{csv}");
    assert!(csv.contains("failures,BINARY_OP,tuple[bool],"), "{csv}");
}

#[test]
fn the_programs_end_is_kept() {
    let output = profile(&["-c", "import sys\nsys.exit(7)"]);
    assert_eq!(output.status.code(), Some(7));
    let output = profile(&["-c", "1/0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("ZeroDivisionError"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("instructions executed"));
    let output = profile(&["-c", "import os\nos._exit(4)"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&output.stderr).contains("left no profile"));
    let output = profile(&["no_such_program"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn programs_of_the_corpus_add_up() {
    let file = File::new("corpus");
    let output = profile(&["--quick", "--json", file.path(), "gcd_euclid"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let data = file.json();
    assert!(data["opcodes"]["BINARY_OP_REMAINDER_INT"].as_u64().unwrap() > 1000);
}
