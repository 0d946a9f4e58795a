//! Time on each engine: snippets that do one thing, and a few programs of the corpus.
//!
//!     cargo bench -p tricera-benches --bench engines
//!
//! Criterion watches one engine from change to change. To compare the engines with each other use `tricera bench`, which
//! interleaves them.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use tricera_benches::{Machine, ROUNDS, SNIPPETS, corpus_source, engines};

fn snippets(criterion: &mut Criterion) {
    for (name, source) in SNIPPETS {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(ROUNDS as u64));
        for (engine, entry) in engines() {
            let machine = Machine::new(entry, source);
            group.bench_function(BenchmarkId::from_parameter(engine), |bencher| {
                bencher.iter(|| machine.run(black_box(ROUNDS)));
            });
        }
        group.finish();
    }
}

/// Programs of the corpus, one of a kind, at sizes that take milliseconds.
const PROGRAMS: [(&str, i64); 3] = [
    ("fib_recursive", 18),
    ("closures", 2_000),
    ("try_raise", 2_000),
];

fn corpus(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("corpus");
    for (name, size) in PROGRAMS {
        for (engine, entry) in engines() {
            let machine = Machine::new(entry, &corpus_source(name));
            group.bench_function(BenchmarkId::new(name, engine), |bencher| {
                bencher.iter(|| machine.run(black_box(size)));
            });
        }
    }
    group.finish();
}

fn modest() -> Criterion {
    Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = modest();
    targets = snippets, corpus
}
criterion_main!(benches);
