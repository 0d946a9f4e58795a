//! Three million iterations must not cost native stack, in any build: where a tail call is only hoped for, this is the
//! test that shows whether it is one.
//!
//! Touched stack is resident memory, so the peak of a long run is compared with that of a short one.

mod support;

use std::process::{Command, Stdio};

use support::engines::engines;
use support::root;
use support::run::tricera;

/// All kinds of instructions in a loop: fast paths, guard failures, calls, exceptions, generators, frees.
const PROGRAM: &str = "
import sys

class Point:
    def __init__(self, x):
        self.x = x
    def move(self, by):
        self.x += by
        return self

def numbers(n):
    for i in range(n):
        yield i

def main(n):
    point = Point(0)
    total = 0
    table = {}
    row = [1, 2.5, 'x']
    for i in numbers(n):
        point.move(i & 3)
        fresh = Point(i)
        a, b, c = row
        table[i & 7] = fresh
        total += table[i & 7].x + int(b)
        if i & 1023 == 0:
            try:
                total += row[i & 1]
                row[9]
            except IndexError:
                total -= 1
        if not i & 255:
            text = f'{i}' + c
            total += len(text) + (i in table) + (i is None)
    while n:
        n -= 1
    return total

print(main(int(sys.argv[1])))
";

/// The most resident memory a run needed, in bytes.
#[allow(clippy::zombie_processes)] // wait4 below waits, and says more than `Child::wait`
fn peak(command: &mut Command) -> u64 {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let mut status = 0;
    // SAFETY: plain memory for the kernel to fill.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: waits for our own child, which nobody else waits for.
    let waited = unsafe { libc::wait4(child.id() as i32, &mut status, 0, &mut usage) };
    assert_eq!((waited, status), (child.id() as i32, 0), "it ends well");
    // The kernel counts in kilobytes.
    usage.ru_maxrss as u64 * 1024
}

#[test]
fn three_million_iterations() {
    // A single word for each of the instructions would be hundreds of megabytes.
    const ALLOWED: u64 = 4 << 20;
    let check = |engine: &str| {
        // Without optimization a run takes long: there only the engines as they are.
        let given = std::env::var_os("TRICERA_TEST_BINARY").is_some();
        let options = ["--heap-stats", "--no-specialize", "--trace-hash"];
        for option in options.into_iter().take(if given { 3 } else { 1 }) {
            let run = |n: &str| {
                let line = ["--engine", engine, option, "-c", PROGRAM, n];
                peak(tricera(&root("tests"), &line).stderr(Stdio::null()))
            };
            let (short, long) = (run("30000"), run("3000000"));
            assert!(
                long < short + ALLOWED,
                "{engine} {option}: {short} bytes, then {long} bytes"
            );
        }
    };
    std::thread::scope(|scope| {
        for engine in engines() {
            scope.spawn(move || check(&engine));
        }
    });
}
