//! `tricera dis` against the committed answers of CPython's `dis` (tests/dis/make.py), and its own views of running code.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn dis(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricera"))
        .arg("dis")
        .args(arguments)
        .current_dir(tests().join("programs"))
        .env("PYTHONHASHSEED", "0")
        .output()
        .unwrap()
}

fn text(arguments: &[&str]) -> String {
    let output = dis(arguments);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Takes the digits out of addresses.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split(" at 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += " at 0x...";
        out += part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    }
    out
}

#[test]
fn the_plain_form_is_that_of_cpython() {
    let mut compared = 0;
    for entry in std::fs::read_dir(tests().join("dis")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let (program, options) = stem.split_once('.').unwrap_or((stem, ""));
        let file = program.replacen('-', "/", 1) + ".py";
        let options = format!("-{options}");
        let arguments: &[&str] = if options == "-" {
            &[&file]
        } else {
            &[&options, &file]
        };
        let expected = std::fs::read_to_string(&path).unwrap();
        let ours = without_addresses(&text(arguments));
        let first = ours.lines().zip(expected.lines()).find(|(a, b)| a != b);
        assert_eq!(first, None, "{stem}");
        assert_eq!(ours.len(), expected.len(), "{stem}");
        compared += 1;
    }
    assert!(compared >= 8, "{compared}");
}

#[test]
fn a_function_is_found_by_either_name() {
    let code = "class C:\n    def f(self): return 1\ndef g(): return 2\n";
    let listing = text(&["--function", "C.f", "-c", code]);
    assert_eq!(listing, text(&["--function", "f", "-c", code]));
    assert_eq!(
        listing,
        "  2           RESUME                   0\n              LOAD_SMALL_INT           1\n              RETURN_VALUE\n"
    );
    let output = dis(&["--function", "h", "-c", code]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no function h"));
}

const LOOP: &str = "class P:\n    def __init__(self, x): self.x = x\ndef f(n):\n    p = P(3)\n    t = 0\n    \
    for i in range(n):\n        t = t + p.x\n    return t\ndef never(): pass\nprint(f(50))\n";

#[test]
fn a_program_that_ran_shows_its_forms_and_caches() {
    for engine in ["match", "match-predecoded", "tail", "direct"] {
        let output = dis(&["--engine", engine, "--caches", "-c", LOOP]);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(
            String::from_utf8_lossy(&output.stderr).contains("150"),
            "the program's output goes to standard error"
        );
        for form in [
            "FOR_ITER_RANGE",
            "LOAD_ATTR_INSTANCE_VALUE",
            "BINARY_OP_ADD_INT",
        ] {
            assert!(shown.contains(form), "{engine}: {form}\n{shown}");
        }
        assert!(
            shown.contains("cache: may miss 32 times, version "),
            "{engine}\n{shown}"
        );
        assert!(shown.contains("(it has not run)"), "{engine}\n{shown}");
        let forms = dis(&["--engine", engine, "-S", "--function", "f", "-c", LOOP]);
        let forms = String::from_utf8(forms.stdout).unwrap();
        assert!(
            forms.contains("FOR_ITER_RANGE") && !forms.contains("cache:"),
            "{forms}"
        );
    }
}

#[test]
fn the_predecoded_array_shows_superinstructions() {
    let shown = text(&[
        "--engine",
        "direct",
        "--predecoded",
        "--function",
        "f",
        "-c",
        LOOP,
    ]);
    assert!(
        shown.contains("= FORM/FOR_ITER_RANGE/STORE_FAST, 2 slots"),
        "{shown}"
    );
    let bare = text(&[
        "--no-superinstructions",
        "--predecoded",
        "--function",
        "f",
        "-c",
        LOOP,
    ]);
    assert!(
        bare.contains(", 0 superinstructions") && !bare.contains("= "),
        "{bare}"
    );
    let output = dis(&["--engine", "tail", "--predecoded", "-c", "1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no pre-decoded array"));
}

#[test]
fn errors_are_said_and_ends_are_kept() {
    let output = dis(&["-c", "x ="]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("SyntaxError"));
    assert_eq!(dis(&["no-such-file.py"]).status.code(), Some(2));
    assert_eq!(dis(&["-m", "no_such_module"]).status.code(), Some(2));
    // The listing comes all the same.
    let output = dis(&["-S", "-c", "import sys\nsys.exit(7)"]);
    assert_eq!(output.status.code(), Some(7));
    assert!(String::from_utf8_lossy(&output.stdout).contains("IMPORT_NAME"));
    assert!(text(&["-m", "this"]).contains("RESUME"));
}
