//! What `perf record` and other readers of symbols find: in the engines whose handlers are functions, each opcode under its
//! CPython name.

use std::collections::BTreeMap;

use object::{Object, ObjectSymbol, SymbolKind};

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
