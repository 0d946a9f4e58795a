//! Interpreters side by side: each with its heap, all running the same verified code.

use std::sync::Arc;
use std::thread;

use tricera_code::compile::{Mode, compile};
use tricera_code::verify::{Verified, verify};
use tricera_core::object::{as_dict, code, new_dict};
use tricera_core::ops::{Build, EngineEntry, execute};
use tricera_core::runtime::{Args, Config, Vm};

/// How an engine is made; true asks for a traced one.
type MakeEngine = fn(Build) -> EngineEntry;

fn engines() -> Vec<(&'static str, MakeEngine)> {
    let mut engines: Vec<(&'static str, MakeEngine)> = Vec::new();
    #[cfg(feature = "match-switch")]
    {
        engines.push(("match", tricera_match_switch::engine));
        engines.push(("match-predecoded", tricera_match_switch::engine_predecoded));
    }
    #[cfg(feature = "tail-call")]
    engines.push(("tail", tricera_tail_call::engine));
    #[cfg(feature = "direct-threaded")]
    engines.push(("direct", tricera_direct_threaded::engine));
    engines
}

/// Specializes, allocates, raises, generates, and makes cycles; what it finds is in `result`.
const PROGRAM: &str = "
class Node:
    def __init__(self, value, next):
        self.value = value
        self.next = next
        self.me = self

def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1

def work(n):
    table = {}
    chain = None
    total = 0
    for i in numbers(n):
        chain = Node(i, chain)
        table[i % 17] = chain
        try:
            if i % 5 == 0:
                raise ValueError(i)
            total += table[i % 17].value
        except ValueError as error:
            total += error.args[0] * 2
    while chain is not None:
        total += chain.value
        chain = chain.next
    return total, sorted(table)[-1], str(total) + 'x' * 3

result = repr(work(3000))
";

fn program() -> Arc<Verified> {
    let data = compile(PROGRAM, "shared.py", Mode::Exec, &Default::default()).unwrap();
    verify(&data).unwrap()
}

/// Runs the program in an interpreter of its own: what it found, and the trace.
fn run(engine: EngineEntry, program: &Arc<Verified>) -> (String, u64, u64) {
    let trace = true;
    let config = Config {
        trace,
        ..Default::default()
    };
    let vm = Vm::new(engine, config);
    let globals = new_dict(&vm);
    let body = vm.new_function(code::new_code(&vm, program).unwrap(), globals.clone());
    if execute(&vm, &body, &Args::EMPTY, Some(globals.clone())).is_err() {
        let error = vm.take_exception();
        panic!("{}", vm.repr_string(&error).unwrap_or_default());
    }
    let name = vm.interned.intern_str(&vm, "result");
    let result = as_dict(&globals).get(&vm, &name).unwrap().unwrap();
    let text = vm.str_string(&result).unwrap();
    (text, vm.trace.count.get(), vm.trace.hash.get())
}

/// 32 threads, each with its interpreter, one shared verified code: the same as alone, in the same instructions.
#[test]
fn interpreters_share_verified_code() {
    let program = program();
    let mut alone = Vec::new();
    for (name, engine) in engines() {
        let expected = run(engine(Build::Traced), &program);
        let threads: Vec<_> = (0..32)
            .map(|_| {
                let program = Arc::clone(&program);
                thread::spawn(move || run(engine(Build::Traced), &program))
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected, "{name}");
        }
        alone.push((name, expected));
    }
    for pair in alone.windows(2) {
        assert_eq!(pair[0].1, pair[1].1, "{} and {}", pair[0].0, pair[1].0);
    }
}
