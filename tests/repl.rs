//! The REPL on a pseudo-terminal: prompts, statements of several lines, errors, history, Ctrl-C, Ctrl-D, exit codes.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use support::run::tricera;
use support::terminal::Terminal;

/// A folder for a history, gone with the test.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let name = format!("tricera-repl-{name}-{}", std::process::id());
        let home = std::env::temp_dir().join(name);
        fs::create_dir_all(&home).unwrap();
        Home(home)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = tricera(&self.0, arguments);
        command.env("XDG_STATE_HOME", &self.0).env("TERM", "xterm");
        command
    }

    fn repl(&self) -> Session {
        let mut terminal = Terminal::start(self.command(&[]));
        let banner = terminal.wait_for(">>> ");
        assert!(banner.starts_with("Tricera "), "{banner}");
        Session(terminal)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What cannot be removed is the temporary folder's.
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Session(Terminal);

impl Session {
    /// Types a line, and gives what is shown between it and the next prompt.
    #[track_caller]
    fn line(&mut self, line: &str) -> String {
        self.until(line, ">>> ")
    }

    /// Types a line that begins or continues a statement.
    #[track_caller]
    fn more(&mut self, line: &str) {
        assert_eq!(self.until(line, "... "), "", "{line}");
    }

    #[track_caller]
    fn until(&mut self, line: &str, prompt: &str) -> String {
        self.0.press(line);
        // The line editor shows what is typed, some of it more than once.
        if !line.is_empty() {
            self.0.wait_for(&line[line.len() - 1..]);
        }
        self.0.press("\r");
        self.0.wait_for("\n");
        let shown = self.0.wait_for(prompt);
        shown[..shown.len() - prompt.len()].to_owned()
    }
}

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const UP: &str = "\x1b[A";

#[test]
fn values_are_shown_and_statements_take_lines() {
    let home = Home::new("lines");
    let mut repl = home.repl();
    assert_eq!(repl.line("6 * 7"), "42\n");
    assert_eq!(repl.line("_ + 1"), "43\n");
    assert_eq!(repl.line("None"), "");
    assert_eq!(repl.line(""), "");
    assert_eq!(repl.line("  # nothing"), "");
    assert_eq!(repl.line("x = 5; 'a'"), "'a'\n");
    repl.more("def double(n):");
    repl.more("    return n * 2");
    assert_eq!(repl.line(""), "");
    repl.more("double(");
    repl.more("");
    assert_eq!(repl.line("x)"), "10\n");
    repl.more("for i in range(3): i");
    assert_eq!(repl.line(""), "0\n1\n2\n");
    repl.more("t = '''a");
    repl.more("");
    assert_eq!(repl.line("b'''"), "");
    assert_eq!(repl.line("t"), "'a\\n\\nb'\n");
    repl.more("@double");
    repl.more("class C:");
    repl.0.press(CTRL_C);
    repl.0.wait_for("KeyboardInterrupt\n>>> ");
    assert_eq!(repl.line("import sys"), "");
    assert_eq!(repl.until("sys.ps1 = '$ '", "$ "), "");
    assert_eq!(repl.until("x", "$ "), "5\n");
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end(), (0, "\n".to_owned()));
}

#[test]
fn errors_are_shown_and_the_session_goes_on() {
    let home = Home::new("errors");
    let mut repl = home.repl();
    repl.more("def divide(a):");
    repl.more("    return a / 0");
    repl.line("");
    assert_eq!(
        repl.line("divide(1)"),
        "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\n    divide(1)\n    ~~~~~~^^^\n  \
         File \"<stdin>\", line 2, in divide\n    return a / 0\n           ~~^~~\nZeroDivisionError: division by zero\n"
    );
    assert_eq!(
        repl.line("a b"),
        "  File \"<stdin>\", line 1\n    a b\n      ^\nSyntaxError: invalid syntax\n"
    );
    repl.more("if True:");
    assert_eq!(
        repl.line("x"),
        "  File \"<stdin>\", line 2\n    x\n    ^\n\
         IndentationError: expected an indented block after 'if' statement on line 1\n"
    );
    assert_eq!(repl.line("1"), "1\n");
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end().0, 0);
}

#[test]
fn ctrl_c_ends_what_runs_and_what_is_typed() {
    let home = Home::new("interrupt");
    let mut repl = home.repl();
    repl.0.press("half a li");
    repl.0.wait_for("li");
    repl.0.press(CTRL_C);
    assert_eq!(repl.0.wait_for(">>> "), "\nKeyboardInterrupt\n>>> ");
    repl.line("import time");
    repl.more("if print('begun') is None:");
    repl.more("    while True: pass");
    repl.0.press("\r");
    repl.0.wait_for("\nbegun\n");
    repl.0.press(CTRL_C);
    let shown = repl.0.wait_for(">>> ");
    assert!(shown.contains("\nKeyboardInterrupt\n>>> "), "{shown}");
    assert_eq!(repl.line("2 + 2"), "4\n");
    repl.more("try:");
    repl.more("    print('asleep'); time.sleep(600)");
    repl.more("except KeyboardInterrupt:");
    repl.more("    'caught'");
    repl.0.press("\r");
    repl.0.wait_for("\nasleep\n");
    // As in CPython, a key pressed between the two calls is not seen before the second one ends.
    std::thread::sleep(std::time::Duration::from_millis(200));
    repl.0.press(CTRL_C);
    assert!(repl.0.wait_for(">>> ").ends_with("'caught'\n>>> "));
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end().0, 0);
}

#[test]
fn exit_codes() {
    let home = Home::new("codes");
    for (line, code, shown) in [
        ("exit()", 0, ""),
        ("quit(7)", 7, ""),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit('bye')", 1, "bye\n"),
        ("import sys; sys.exit(300)", 44, ""),
    ] {
        let mut repl = home.repl();
        repl.0.press(line);
        repl.0.wait_for(&line[line.len() - 1..]);
        repl.0.press("\r");
        repl.0.wait_for("\n");
        assert_eq!(repl.0.end(), (code, shown.to_owned()), "{line}");
    }
    // What exit functions print, they print last.
    let mut repl = home.repl();
    repl.line("import atexit");
    repl.line("f = atexit.register(print, 'going')");
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end(), (0, "\ngoing\n".to_owned()));
}

#[test]
fn history_lasts() {
    let home = Home::new("history");
    let mut repl = home.repl();
    assert_eq!(repl.line("x = 20"), "");
    assert_eq!(repl.line("x + 1"), "21\n");
    repl.0.press(&UP.repeat(2));
    repl.0.wait_for("x = 20");
    // What was recalled can be changed.
    repl.0.press("0\r");
    repl.0.wait_for("\n>>> ");
    repl.0.press(&UP.repeat(2));
    repl.0.wait_for("x + 1");
    repl.0.press("\r");
    assert!(repl.0.wait_for("\n>>> ").ends_with("201\n>>> "));
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end().0, 0);
    // The next session begins with the lines of this one.
    let mut next = home.repl();
    next.line("x = 1");
    next.0.press(&UP.repeat(2));
    next.0.wait_for("x + 1");
    next.0.press("\r");
    assert!(next.0.wait_for("\n>>> ").ends_with("2\n>>> "));
    next.0.press(CTRL_D);
    assert_eq!(next.0.end().0, 0);
}

/// `-i`: the program's names are there, and its exception is not the end.
#[test]
fn a_session_after_a_program() {
    let home = Home::new("inspect");
    let mut terminal =
        Terminal::start(home.command(&["-q", "-i", "-c", "x = 3; print('ran'); 1/0"]));
    let shown = terminal.wait_for(">>> ");
    assert!(shown.starts_with("ran\nTraceback "), "{shown}");
    let mut repl = Session(terminal);
    assert_eq!(repl.line("x"), "3\n");
    repl.0.press(CTRL_D);
    assert_eq!(repl.0.end().0, 0);
}

/// Without a terminal there is no REPL: standard input is a program.
#[test]
fn no_terminal_no_prompt() {
    let home = Home::new("pipe");
    let ended = support::run::run_with(&mut home.command(&[]), b"print(1)\n2\n", |_| {});
    assert_eq!(
        (ended.code, ended.stdout()),
        (0, "1\n".to_owned()),
        "{}",
        ended.stderr()
    );
}
