//! What several test programs share.

#![allow(dead_code, reason = "each test program uses a part")]

use std::process::Command;
use std::sync::Arc;

use tricera_code::{CodeData, Const, Text, marshal};

/// The golden corpus: sources, and what CPython compiled them to.
pub const GOLDEN: [(&str, &str, &[u8]); 4] = [
    (
        "constants.py",
        include_str!("../data/golden/constants.py"),
        include_bytes!("../data/golden/constants.pyc"),
    ),
    (
        "language.py",
        include_str!("../data/golden/language.py"),
        include_bytes!("../data/golden/language.pyc"),
    ),
    (
        "layout.py",
        include_str!("../data/golden/layout.py"),
        include_bytes!("../data/golden/layout.pyc"),
    ),
    (
        "wide.py",
        include_str!("../data/golden/wide.py"),
        include_bytes!("../data/golden/wide.pyc"),
    ),
];

/// A module of the oracle's standard library.
pub struct Module<'a> {
    pub name: &'a str,
    pub source: &'a [u8],
    pub code: Arc<CodeData>,
}

/// Calls back for every module of the standard library of the Python that TRICERA_ORACLE names, with the code objects
/// its own compiler made. Returns how many there were; `None`, after saying so, where there is no oracle.
pub fn for_each_module(mut callback: impl FnMut(Module)) -> Option<usize> {
    let Ok(oracle) = std::env::var("TRICERA_ORACLE") else {
        println!("skipped: TRICERA_ORACLE does not name a CPython 3.14");
        return None;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dump_stdlib.py");
    let mut command = Command::new(oracle);
    command.arg(script);
    if std::env::var("TRICERA_ORACLE_TESTS").is_ok() {
        command.arg("with the test package");
    }
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let mut rest = &output.stdout[..];
    let mut modules = 0;
    while !rest.is_empty() {
        let mut take = || {
            let (len, after) = rest.split_first_chunk::<4>().unwrap();
            let (taken, after) = after.split_at(u32::from_le_bytes(*len) as usize);
            rest = after;
            taken
        };
        let (name, source, data) = (take(), take(), take());
        let name = std::str::from_utf8(name).unwrap();
        let Const::Code(code) = marshal::read(data).unwrap() else {
            panic!("{name}: no code object");
        };
        callback(Module { name, source, code });
        modules += 1;
    }
    println!("{modules} modules");
    assert!(modules > 500);
    Some(modules)
}

/// A function without arguments or variables, of four stack entries: a base for hand-written code.
pub fn bare() -> CodeData {
    CodeData {
        argcount: 0,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        stacksize: 4,
        flags: 3,
        code: Box::default(),
        consts: vec![Const::None].into(),
        names: ["a", "b"].map(Text::from).into(),
        localsplusnames: Box::default(),
        localspluskinds: Box::default(),
        filename: "bad.py".into(),
        name: "bad".into(),
        qualname: "bad".into(),
        firstlineno: 1,
        linetable: Box::default(),
        exceptiontable: Box::default(),
    }
}

/// Code units from (opcode, operand) pairs; caches are put in.
pub fn assemble(instructions: &[(u8, u32)]) -> Box<[u8]> {
    let mut code = Vec::new();
    for &(opcode, oparg) in instructions {
        let bytes = oparg.to_be_bytes();
        let first = bytes
            .iter()
            .take(3)
            .position(|byte| *byte != 0)
            .unwrap_or(3);
        for byte in &bytes[first..3] {
            code.extend([tricera_code::opcode::op::EXTENDED_ARG, *byte]);
        }
        code.extend([opcode, bytes[3]]);
        let caches = tricera_code::opcode::CACHES[opcode as usize];
        code.extend(std::iter::repeat_n(0, caches as usize * 2));
    }
    code.into()
}
