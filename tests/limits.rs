//! Where programs end at a limit: of the stack, of memory, of patience. Never a crash, on any engine.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};

use support::engines::engines;
use support::root;
use support::run::{Ended, run, tricera};

/// Runs a program text on an engine.
fn python(engine: &str, code: &str) -> Ended {
    run(&mut tricera(
        &root("tests"),
        &["--engine", engine, "-c", code],
    ))
}

/// Some of the programs run for seconds without optimization, and one test has many.
fn on_all_engines(check: impl Fn(&str) + Sync) {
    let (engines, check) = (engines(), &check);
    std::thread::scope(|scope| {
        for engine in &engines {
            scope.spawn(move || check(engine));
        }
    });
}

/// Asserts that a program prints this on every engine, and ends well.
#[track_caller]
fn prints(code: &str, out: &str) {
    on_all_engines(|engine| {
        let ended = python(engine, code);
        assert_eq!(ended.code, 0, "{engine}: {}", ended.stderr());
        assert_eq!(ended.stdout(), out, "{engine}: {}", ended.stderr());
    });
}

/// Asserts that a program ends on every engine with an uncaught exception whose last line is this.
#[track_caller]
fn raises(code: &str, last: &str) {
    on_all_engines(|engine| {
        let ended = python(engine, code);
        let text = ended.stderr();
        assert_eq!(ended.code, 1, "{engine}: {text}");
        assert_eq!(text.lines().last(), Some(last), "{engine}");
    });
}

#[test]
fn endless_recursion_in_python() {
    raises(
        "def f(): f()\nf()",
        "RecursionError: maximum recursion depth exceeded",
    );
    // The limit is exact, and life goes on behind it.
    prints(
        "import sys\n\
         def f(n):\n    global deepest\n    deepest = n\n    f(n + 1)\n\
         for limit in 100, 1000, 5000:\n\
         \x20   sys.setrecursionlimit(limit)\n\
         \x20   try:\n        f(2)\n\
         \x20   except RecursionError:\n        print(limit - deepest)\n",
        "0\n0\n0\n",
    );
}

/// A limit that the native stack would not survive if Python calls nested on it.
#[test]
fn deep_recursion_in_python() {
    prints(
        "import sys\n\
         sys.setrecursionlimit(10**9)\n\
         def f(n): return 0 if n == 0 else 1 + f(n - 1)\n\
         print(f(200_000))\n\
         class C:\n    def __init__(self, n):\n        if n: C(n - 1)\n\
         C(50_000)\n\
         def g(n):\n    if n: yield from g(n - 1)\n    yield n\n\
         print(sum(1 for _ in g(1_000)))\n",
        "200000\n1001\n",
    );
}

/// Recursion through builtins, with a limit out of reach, so that only the native stack can end it.
#[test]
fn endless_recursion_through_builtins() {
    for body in [
        "class R:\n    def __repr__(self): return repr(self)\nrepr(R())",
        "class E:\n    def __eq__(self, other): return [self] == [other]\nE() == E()",
        "def key(x): return sorted([x], key=key)\nkey(1)",
        "class S:\n    def __lt__(self, other): return sorted([self, other]) and True\nsorted([S(), S()])",
        "class H:\n    def __hash__(self): return hash((self,))\nhash(H())",
        "class A:\n    def __getattr__(self, name): return getattr(self, name + 'x'[:0])\nA().x",
        "class I:\n    def __iter__(self): return iter(list(self))\nlist(I())",
        "class B:\n    def __bool__(self): return any([self])\nbool(B())",
        "def m(x): return list(map(m, [x]))\nm(1)",
        "class D:\n    def __str__(self): return f'{self}'\nstr(D())",
        "l = []\nfor _ in range(1_000_000): l = [l]\nrepr(l)",
        "a, b = [], []\nfor _ in range(3_000_000): a, b = [a], [b]\na == b",
        "t = ()\nfor _ in range(5_000_000): t = (t,)\nhash(t)",
        "f = int\nclass C: pass\nC.__call__ = C()\nC()()",
    ] {
        let body = body.replace('\n', "\n    ");
        let code = format!(
            "import sys\nsys.setrecursionlimit(10**9)\ntry:\n    {body}\n\
             except RecursionError:\n    print('caught')\n"
        );
        prints(&code, "caught\n");
    }
}

/// Ten million objects, each the only owner of the next, freed by one assignment. A million is more than any stack holds, and
/// what a build without optimization gets through; the binary that CI names is an optimised one.
#[test]
fn long_chains_are_freed_without_recursion() {
    let length = if std::env::var_os("TRICERA_TEST_BINARY").is_some() {
        10_000_000
    } else {
        1_000_000
    };
    prints(
        &format!("x = None\nfor _ in range({length}): x = (x,)\nx = None\nprint('freed')\n"),
        "freed\n",
    );
    for link in [
        "x = [x]",
        "x = {0: x}",
        "x = Node(x)",
        "x = Slotted(x)",
        "x = lambda x=x: x",
        "x = chain(x)",
        "x = running(x)",
        "x = Finalized(x)",
        "x = Error(x)",
        "x = map(len, [x])",
    ] {
        prints(
            &format!(
                "class Node:\n    def __init__(self, n): self.n = n\n\
                 class Slotted:\n    __slots__ = 'n',\n    def __init__(self, n): self.n = n\n\
                 class Finalized(Node):\n    def __del__(self): pass\n\
                 class Error(Exception): pass\n\
                 def chain(x):\n    yield x\n\
                 def running(x):\n    g = chain(x)\n    next(g)\n    return g\n\
                 x = None\nfor _ in range(300_000): {link}\nx = None\nprint('freed')\n"
            ),
            "freed\n",
        );
    }
}

#[test]
fn huge_allocations() {
    for code in [
        "[None] * (1 << 58)",
        "[None] * (1 << 45)",
        "(1,) * (1 << 60)",
        "'x' * (1 << 62)",
        "b'x' * (1 << 46)",
        "bytes(1 << 46)",
        "list(range(1 << 50))",
        "'a'.ljust(1 << 46)",
    ] {
        let code = format!("try:\n    {code}\nexcept MemoryError as e:\n    print(repr(e))\n");
        prints(&code, "MemoryError()\n");
    }
    raises("x = [0] * (1 << 58)", "MemoryError");
    raises(
        "'x' * (1 << 70)",
        "OverflowError: cannot fit 'int' into an index-sized integer",
    );
}

/// Ctrl-C in each kind of loop. CPython prints the traceback, then dies of the signal.
#[test]
fn keyboard_interrupt_in_a_loop() {
    for body in [
        "while True: pass",
        "while True:\n    for _ in range(10): pass",
        "for _ in iter(int, 1): pass",
        "f = lambda: None\nwhile True: f()",
        "def g():\n    while True: yield\nfor _ in g(): pass",
        "[0 for _ in iter(int, 1)]",
        "while True:\n    try: 1 / 0\n    except ZeroDivisionError: pass",
        "while True: len(())",
    ] {
        for engine in engines() {
            let code = format!("print('ready', flush=True)\n{body}\n");
            let (signal, err) = interrupted(&mut tricera(
                &root("tests"),
                &["--engine", &engine, "-c", &code],
            ));
            assert_eq!(signal, Some(libc::SIGINT), "{engine}: {body}: {err}");
            assert!(err.starts_with("Traceback"), "{engine}: {body}: {err}");
            assert_eq!(
                err.lines().last(),
                Some("KeyboardInterrupt"),
                "{engine}: {body}"
            );
        }
    }
}

/// Sends SIGINT to a program once it has said that it is ready; the signal it died of, and its standard error.
fn interrupted(command: &mut Command) -> (Option<i32>, String) {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut ready = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut ready).unwrap();
    // SAFETY: signals a child that has not been waited for.
    unsafe { libc::kill(child.id() as i32, libc::SIGINT) };
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    (child.wait().unwrap().signal(), err)
}

#[test]
fn keyboard_interrupt_can_be_caught() {
    for engine in engines() {
        let code = "try:\n    print('ready', flush=True)\n    while True: pass\n\
                    except KeyboardInterrupt:\n    raise SystemExit('caught')\n";
        let (signal, err) = interrupted(&mut tricera(
            &root("tests"),
            &["--engine", &engine, "-c", code],
        ));
        assert_eq!((signal, err.as_str()), (None, "caught\n"), "{engine}");
    }
}

/// Runs a program whose reader has gone.
fn unread(engine: &str, code: &str) -> (Option<i32>, String) {
    let mut child = tricera(&root("tests"), &["--engine", engine, "-c", code])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The program waits for the end of its input, so the reader is gone before it writes.
    drop(child.stdin.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    (child.wait().unwrap().code(), err)
}

#[test]
fn closed_pipe() {
    for engine in engines() {
        let (code, err) = unread(
            &engine,
            "import sys\nsys.stdin.read()\nfor i in range(100000): print(i)\n",
        );
        // The end's flush fails once more, which is what the exit code tells of.
        assert_eq!(code, Some(120), "{engine}: {err}");
        assert!(
            err.contains("\nBrokenPipeError: [Errno 32] Broken pipe\n"),
            "{engine}: {err}"
        );
        // What fits the buffer fails only when that is flushed at the end.
        let (code, err) = unread(&engine, "import sys\nsys.stdin.read()\nprint('short')\n");
        assert_eq!(code, Some(120), "{engine}: {err}");
        assert!(
            err.ends_with("BrokenPipeError: [Errno 32] Broken pipe\n"),
            "{engine}: {err}"
        );
    }
}

#[test]
fn missing_files() {
    for engine in engines() {
        let folder = root("tests");
        let ended = run(&mut tricera(
            &folder,
            &["--engine", &engine, "no such file.py"],
        ));
        assert_eq!(ended.code, 2, "{engine}: {}", ended.stderr());
        assert!(
            ended.stderr().contains("can't open file")
                && ended
                    .stderr()
                    .contains("[Errno 2] No such file or directory"),
            "{engine}: {}",
            ended.stderr()
        );
        let ended = run(&mut tricera(
            &folder,
            &["--engine", &engine, "-m", "no_such_module"],
        ));
        assert_eq!(ended.code, 1, "{engine}: {}", ended.stderr());
        assert!(
            ended.stderr().contains("No module named no_such_module"),
            "{engine}: {}",
            ended.stderr()
        );
        let code = "open('no such file')";
        let ended = run(&mut tricera(&folder, &["--engine", &engine, "-c", code]));
        assert_eq!(
            ended.stderr().lines().last(),
            Some("FileNotFoundError: [Errno 2] No such file or directory: 'no such file'"),
            "{engine}"
        );
    }
}
