//! The module `pyperf`: what benchmark scripts are written against, with the interface and the files of the package of this
//! name.
//!
//! It is written in Python, in the files beside this one, which run one after the other in the module's namespace: `units`
//! (how values are shown), `results` (runs, benchmarks, suites and their files), `machine` (metadata), `workers` (measuring
//! and starting who measures) and `runner`. Nothing but `math`, `os`, `sys` and `time` is imported before it is used.

use super::ModuleSpec;
use super::support::namespace_of;
use crate::runtime::source::compile_source;
use tricera_code::compile::{Mode, Options};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "pyperf",
    doc: "Runs benchmarks and keeps what they measure, with the interface of the package pyperf.",
    methods: &[],
    init: |vm, module| {
        let namespace = namespace_of(module);
        for (name, source) in PARTS {
            let filename = format!("<frozen pyperf.{name}>");
            let options = Options::default();
            let code =
                compile_source(vm, source.as_bytes(), true, &filename, Mode::Exec, &options)?;
            crate::runtime::import::exec_in(vm, &code, &namespace)?;
        }
        Ok(())
    },
};

const PARTS: [(&str, &str); 5] = [
    ("units", include_str!("units.py")),
    ("results", include_str!("results.py")),
    ("machine", include_str!("machine.py")),
    ("workers", include_str!("workers.py")),
    ("runner", include_str!("runner.py")),
];
