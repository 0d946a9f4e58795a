//! Frames as an engine pushes, resumes, unwinds and leaves them: small programs for Miri, which runs this engine as it is
//! (tail calls are beyond it). ARCHITECTURE.md has the command.

use std::sync::Arc;

use tricera_code::compile::{Mode, compile};
use tricera_code::verify::{Verified, verify};
use tricera_core::object::{as_dict, code::new_code, new_dict};
use tricera_core::ops::{Build, EngineEntry, execute};
use tricera_core::runtime::{Args, Config, Vm};

const PROGRAM: &str = "
class Node:
    def __init__(self, value, next=None, *more, key=0, **rest):
        self.value = value
        self.next = next

def steps(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                return got
    finally:
        done.append(n)

def chain(n):
    yield from steps(n)
    return n

def cell(n):
    def inner(m):
        nonlocal n
        n += m
        return n
    return inner

def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)

done = []
nodes = None
for i in range(4):
    nodes = Node(i, nodes, key=i)
nodes.next.next.next.next = nodes
add = cell(1)
g = steps(9)
next(g)
try:
    g.send(5)
except StopIteration as e:
    sent = e.value
waiting = steps(7)
next(waiting)
try:
    [1 / x for x in (2, 1, 0)]
except ZeroDivisionError as e:
    caught = e
del waiting
text = ''
for i in range(12):
    text += str(i)
result = repr((list(chain(3)), sent, done, [add(i) for i in range(3)], deep(DEPTH), str(caught), text,
               caught.__traceback__.tb_lineno, {k: v for k, v in zip('ab', (1.5, 2 ** 70))}))
";

fn run(engine: EngineEntry, program: &Arc<Verified>) -> String {
    let vm = Vm::new(engine, Config::default());
    let globals = new_dict(&vm);
    let body = vm.new_function(new_code(&vm, program).unwrap(), globals.clone());
    if execute(&vm, &body, &Args::EMPTY, Some(globals.clone())).is_err() {
        let error = vm.take_exception();
        panic!("{}", vm.repr_string(&error).unwrap_or_default());
    }
    let name = vm.interned.intern_str(&vm, "result");
    let result = as_dict(&globals).get(&vm, &name).unwrap().unwrap();
    let text = vm.str_string(&result).unwrap();
    drop((result, body, globals));
    assert!(vm.shut_down().is_ok());
    text
}

#[test]
fn programs_that_use_frames_in_every_way() {
    let depth = if cfg!(miri) { 50 } else { 900 };
    let source = PROGRAM.replace("DEPTH", &depth.to_string());
    let data = compile(&source, "frames.py", Mode::Exec, &Default::default()).unwrap();
    let program = verify(&data).unwrap();
    let expected = format!(
        "([0, 1, 2], 5, [9, 7, 3], [1, 2, 4], {depth}, 'division by zero', '01234567891011', 45, \
         {{'a': 1.5, 'b': 1180591620717411303424}})"
    );
    for engine in [
        tricera_match_switch::engine(Build::Plain),
        tricera_match_switch::engine_predecoded(Build::Plain),
        tricera_match_switch::engine(Build::Traced),
    ] {
        assert_eq!(run(engine, &program), expected);
    }
}
