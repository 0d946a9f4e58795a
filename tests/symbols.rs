//! What readers of the binary's own symbols and debug information find: `perf record`, in the engines whose handlers are
//! functions, each opcode under its CPython name; `dis --asm` and `profile --time` on every engine.
//!
//! Debug information takes seconds to read without optimization, so these stand in one file and run side by side.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use object::{Object, ObjectSymbol, SymbolKind};
use serde_json::Value;

macro_rules! names {
    ($($op:ident)*) => { &[$(stringify!($op)),*] };
}

/// All opcodes that have a body.
const OPCODES: &[&str] = tricera::core::for_each_op!(names);

/// Functions of the binary by their demangled names.
fn functions() -> BTreeMap<String, u64> {
    let bytes = std::fs::read(env!("CARGO_BIN_EXE_tricera")).unwrap();
    let binary = object::File::parse(&*bytes).unwrap();
    let functions = binary
        .symbols()
        .filter(|symbol| symbol.kind() == SymbolKind::Text && symbol.size() > 0);
    functions
        .filter_map(|symbol| {
            let name = format!("{:#}", rustc_demangle::demangle(symbol.name().ok()?));
            Some((name, symbol.address()))
        })
        .collect()
}

#[test]
fn every_opcode_is_a_symbol_of_its_own() {
    assert!(OPCODES.len() > 150);
    let functions = functions();
    for home in ["tricera_tail_call", "tricera_direct_threaded"] {
        let start = format!("{home}::handle::<");
        if !functions.keys().any(|name| name.starts_with(&start)) {
            // A build without this engine.
            continue;
        }
        let mut seen = BTreeMap::new();
        for opcode in OPCODES {
            let end = format!("::{opcode}, {home}::Plain>");
            let handler = functions
                .iter()
                .find(|(name, _)| name.starts_with(&start) && name.ends_with(&end));
            let (_, address) = handler.unwrap_or_else(|| panic!("{home} has no symbol {opcode}"));
            let other = seen.insert(*address, *opcode);
            assert_eq!(other, None, "{home}: {opcode} was merged with it");
        }
    }
}

fn tricera(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tricera"))
        .args(arguments)
        .env("PYTHONHASHSEED", "0")
        .output()
        .unwrap()
}

#[test]
fn machine_code_stands_side_by_side() {
    let output = tricera(&["dis", "--asm", "POP_TOP"]);
    if output.status.code() == Some(77) {
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(why.contains("there is no disassembler"), "{why}");
        return;
    }
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.starts_with("POP_TOP\n"), "{shown}");
    for engine in ["* match: ", "* tail: ", "* direct: "] {
        let line = shown.lines().find(|line| line.starts_with(engine)).unwrap();
        assert!(line.contains(" bytes, "), "{line}");
    }
    let output = tricera(&["dis", "--asm", "MAKE_COFFEE"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there is no opcode MAKE_COFFEE"));
}

#[test]
fn time_is_estimated_by_opcode() {
    let file = std::env::temp_dir().join(format!("tricera-time-{}.json", std::process::id()));
    let code = "def f(n):\n    t = 0\n    for i in range(n):\n        t += i & 7\n    return t\nf(400000)\n";
    let output = tricera(&[
        "profile",
        "--time",
        "--json",
        file.to_str().unwrap(),
        "-c",
        code,
    ]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let data: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let engines = data["times"]["engines"].as_array().unwrap();
    assert_eq!(engines.len(), 4, "{text}");
    for engine in engines {
        let label = engine["label"].as_str().unwrap();
        assert!(text.contains(&format!("* {label}: ")), "{text}");
        if engine["unsupported"].is_string() {
            continue;
        }
        // How many samples there are is the kernel's clock's affair.
        assert!(engine["samples"].as_u64().unwrap() > 0, "{engine}");
    }
}
