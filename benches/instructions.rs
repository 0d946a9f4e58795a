//! Machine instructions, under callgrind: what a loaded machine cannot disturb.
//!
//!     cargo install iai-callgrind-runner --version 0.16.1     (the version must be the library's)
//!     cargo bench -p tricera-benches --bench instructions

use std::hint::black_box;

use iai_callgrind::{library_benchmark, library_benchmark_group, main};
use tricera_benches::{Machine, ROUNDS, SNIPPETS, corpus_pyc, corpus_source, engines};
use tricera_code::compile::{Mode, compile};
use tricera_code::pyc::read_pyc;
use tricera_code::verify::verify;

/// A machine for a snippet, warmed up, so that specialization is not counted.
fn warm(engine: &str, snippet: &str) -> Machine {
    let entry = engines()
        .into_iter()
        .find_map(|(name, entry)| (name == engine).then_some(entry))
        .expect("the engine is built in");
    let source = SNIPPETS
        .iter()
        .find_map(|(name, source)| (*name == snippet).then_some(source))
        .expect("the snippet is in the list");
    let machine = Machine::new(entry, source);
    machine.run(ROUNDS);
    machine
}

#[library_benchmark(setup = warm)]
#[bench::match_loop("match", "loop")]
#[bench::match_call("match", "call")]
#[bench::match_attribute("match", "attribute")]
#[bench::match_unwind("match", "unwind")]
#[bench::tail_loop("tail", "loop")]
#[bench::tail_call("tail", "call")]
#[bench::tail_attribute("tail", "attribute")]
#[bench::tail_unwind("tail", "unwind")]
#[bench::direct_loop("direct", "loop")]
#[bench::direct_call("direct", "call")]
#[bench::direct_attribute("direct", "attribute")]
#[bench::direct_unwind("direct", "unwind")]
fn snippet(machine: Machine) -> Machine {
    machine.run(black_box(ROUNDS));
    // Given back, so that the end of the interpreter is not counted.
    machine
}

#[library_benchmark(setup = corpus_source)]
#[bench::ray_tracer("ray_tracer")]
fn compile_source(source: String) {
    black_box(compile(&source, "bench.py", Mode::Exec, &Default::default()).is_ok());
}

#[library_benchmark(setup = corpus_pyc)]
#[bench::ray_tracer("ray_tracer")]
fn read_and_verify(data: Vec<u8>) {
    let (_, code) = read_pyc(&data).expect("CPython wrote it");
    black_box(verify(&code).is_ok());
}

/// An engine for an interpreter that is only booted.
fn first_engine(_: u8) -> tricera_core::ops::EngineEntry {
    engines().remove(0).1
}

#[library_benchmark(setup = first_engine)]
#[bench::boot(0)]
fn boot_and_end(engine: tricera_core::ops::EngineEntry) {
    black_box(tricera_core::runtime::Vm::new(engine, Default::default()));
}

library_benchmark_group!(name = running; benchmarks = snippet);
library_benchmark_group!(name = loading; benchmarks = compile_source, read_and_verify, boot_and_end);

main!(library_benchmark_groups = running, loading);
