//! What the benches share: an interpreter with a Python function to be called again and again.

use std::path::Path;

use tricera_code::compile::{Mode, compile};
use tricera_code::verify::verify;
use tricera_core::object::{as_dict, code, new_dict};
use tricera_core::ops::{Build, EngineEntry, execute};
use tricera_core::runtime::{Args, Config, Vm};
use tricera_core::value::Ref;

/// The engines that are built in, with their names.
#[allow(clippy::vec_init_then_push)] // which are pushed depends on the features
pub fn engines() -> Vec<(&'static str, EngineEntry)> {
    let mut engines = Vec::new();
    cfg_if::cfg_if! {
        if #[cfg(feature = "match-switch")] {
            engines.push(("match", tricera_match_switch::engine(Build::Plain)));
            engines.push(("match-predecoded", tricera_match_switch::engine_predecoded(Build::Plain)));
        }
    }
    cfg_if::cfg_if! {
        if #[cfg(feature = "tail-call")] {
            engines.push(("tail", tricera_tail_call::engine(Build::Plain)));
        }
    }
    cfg_if::cfg_if! {
        if #[cfg(feature = "direct-threaded")] {
            engines.push(("direct", tricera_direct_threaded::engine(Build::Plain)));
        }
    }
    engines
}

/// Small functions, each of which spends its time on one thing. All take the number of rounds.
pub const SNIPPETS: [(&str, &str); 5] = [
    (
        "loop",
        "def main(n):\n    s = 0\n    for i in range(n):\n        s += i & 7\n    return s\n",
    ),
    (
        "call",
        "def f(a, b):\n    return a\n\ndef main(n):\n    for i in range(n):\n        f(i, n)\n    return i\n",
    ),
    (
        "attribute",
        "class P:\n    def __init__(self):\n        self.x = 1\n\ndef main(n):\n    p = P()\n    s = 0\n    \
         for i in range(n):\n        s += p.x\n        p.x = i\n    return s\n",
    ),
    (
        "unwind",
        "def f(i):\n    raise ValueError(i)\n\ndef main(n):\n    s = 0\n    for i in range(n):\n        try:\n            \
         f(i)\n        except ValueError:\n            s += 1\n    return s\n",
    ),
    (
        "collect",
        "def main(n):\n    for i in range(n):\n        a = []\n        b = [a]\n        a.append(b)\n    return i\n",
    ),
];

/// How many rounds a snippet is run at a time.
pub const ROUNDS: i64 = 10_000;

/// An interpreter that holds a function `main(n)`.
pub struct Machine {
    // Fields are dropped in order: the function before the interpreter whose heap it lies in.
    main: Ref,
    vm: Box<Vm>,
}

impl Machine {
    /// Boots an interpreter and runs a source that defines `main`.
    pub fn new(engine: EngineEntry, source: &str) -> Self {
        let data = compile(source, "bench.py", Mode::Exec, &Default::default())
            .expect("the source is Python");
        let verified = verify(&data).expect("our compiler makes sound code");
        let vm = Vm::new(engine, Config::default());
        let globals = new_dict(&vm);
        let name = |text: &str| vm.interned.intern_str(&vm, text);
        as_dict(&globals)
            .set(&vm, &name("__name__"), name("bench"))
            .unwrap_or_else(|_| fail(&vm));
        let body = code::new_code(&vm, &verified).unwrap_or_else(|_| fail(&vm));
        let body = vm.new_function(body, globals.clone());
        execute(&vm, &body, &Args::EMPTY, Some(globals.clone())).unwrap_or_else(|_| fail(&vm));
        let main = as_dict(&globals)
            .get(&vm, &name("main"))
            .unwrap_or_else(|_| fail(&vm))
            .expect("the source defines main");
        Self { main, vm }
    }

    /// `repr(main(n))`
    pub fn run(&self, n: i64) -> String {
        let n = [self.vm.new_int(n)];
        let result = self
            .vm
            .call(&self.main, &Args::positional_only(&n))
            .unwrap_or_else(|_| fail(&self.vm));
        self.vm
            .repr_string(&result)
            .unwrap_or_else(|_| fail(&self.vm))
    }
}

fn fail(vm: &Vm) -> ! {
    let error = vm.take_exception();
    panic!("{}", vm.repr_string(&error).unwrap_or_default())
}

/// The source of a program of the corpus.
pub fn corpus_source(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench-corpus/programs");
    std::fs::read_to_string(folder.join(format!("{name}.py"))).expect("the corpus is there")
}

/// The bytes of a `.pyc` of the corpus.
pub fn corpus_pyc(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bench-corpus/pyc");
    std::fs::read(folder.join(format!("{name}.cpython-314.pyc"))).expect("the corpus is there")
}
