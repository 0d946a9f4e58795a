use std::ffi::OsString;
use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::CommandFactory;

use super::*;
use crate::cli::breaker::BreakerPolicy;

fn parse_with(
    line: &[&str],
    environment: &[(&str, &str)],
    on_terminal: bool,
) -> Result<Task, Refusal> {
    let mut whole: Vec<OsString> = vec!["tricera".into()];
    whole.extend(line.iter().map(OsString::from));
    let lookup = |name: &str| {
        environment
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| OsString::from(value))
    };
    parse(&whole, &lookup, on_terminal)
}

fn run(line: &[&str]) -> RunRequest {
    run_in(line, &[])
}

fn run_in(line: &[&str], environment: &[(&str, &str)]) -> RunRequest {
    match parse_with(line, environment, false) {
        Ok(Task::Run(request)) => request,
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn usage_error(line: &[&str]) -> String {
    match parse_with(line, &[], false) {
        Err(Refusal::Clap(error)) => {
            assert_eq!(error.exit_code(), 2, "{line:?}");
            error.to_string()
        }
        other => panic!("{line:?} gave {other:?}"),
    }
}

fn file(name: &str) -> Program {
    Program::File(PathBuf::from(name))
}

#[test]
fn options_after_the_program_belong_to_it() {
    for (line, program, arguments) in [
        (
            vec!["a.py", "-S", "-c", "x"],
            file("a.py"),
            vec!["-S", "-c", "x"],
        ),
        (
            vec!["run", "a.py", "--engine", "no"],
            file("a.py"),
            vec!["--engine", "no"],
        ),
        (
            vec!["-c", "pass", "-S", "--help"],
            Program::Command("pass".into()),
            vec!["-S", "--help"],
        ),
        (
            vec!["-Sc", "pass", "a"],
            Program::Command("pass".into()),
            vec!["a"],
        ),
        (
            vec!["-Scpass", "a"],
            Program::Command("pass".into()),
            vec!["a"],
        ),
        (
            vec!["-c", "-1", "a"],
            Program::Command("-1".into()),
            vec!["a"],
        ),
        (
            vec!["-m", "timeit", "-n", "1"],
            Program::Module("timeit".into()),
            vec!["-n", "1"],
        ),
        (vec!["-", "a", "-b"], Program::Stdin, vec!["a", "-b"]),
        (
            vec!["--", "a.py", "--", "-b"],
            file("a.py"),
            vec!["--", "-b"],
        ),
        (vec!["-W", "error", "a.py", "-W"], file("a.py"), vec!["-W"]),
        (vec!["-Werror", "a.py"], file("a.py"), vec![]),
        (
            vec!["--lib", "Lib", "a.py", "run"],
            file("a.py"),
            vec!["run"],
        ),
        (vec!["--lib=Lib", "a.py", "run"], file("a.py"), vec!["run"]),
        (vec!["./bench", "x"], file("./bench"), vec!["x"]),
        (vec!["-S", "bench"], file("bench"), vec![]),
    ] {
        let request = run(&line);
        assert_eq!(request.program, program, "{line:?}");
        let arguments: Vec<OsString> = arguments.into_iter().map(OsString::from).collect();
        assert_eq!(request.arguments, arguments, "{line:?}");
    }
}

#[test]
fn options_before_the_program_are_ours() {
    let request = run(&[
        "-SEsBuqvv",
        "-OO",
        "-Wi",
        "-W",
        "e",
        "-Xa",
        "-X",
        "b=1=2",
        "-xbi",
        "f.py",
    ]);
    let flags = request.flags;
    assert!(flags.no_site && flags.ignore_environment && flags.no_user_site);
    assert!(flags.dont_write_bytecode && flags.unbuffered && flags.quiet);
    assert!(flags.inspect && flags.skip_first_line && !flags.isolated && !flags.safe_path);
    assert_eq!(
        (flags.verbose, flags.optimize, flags.bytes_warning),
        (2, 2, 1)
    );
    assert_eq!(flags.warn_options, ["i", "e"]);
    assert_eq!(
        flags.x_options,
        [
            ("a".to_owned(), None),
            ("b".to_owned(), Some("1=2".to_owned()))
        ]
    );
}

#[test]
fn isolation_implies_what_it_implies_in_cpython() {
    let flags = run(&["-I", "f.py"]).flags;
    assert!(flags.isolated && flags.ignore_environment && flags.no_user_site && flags.safe_path);
}

#[test]
fn sets_of_superinstructions_are_read() {
    let set = |option: &str| run(&[option, "f.py"]).machine.superinstructions;
    assert_eq!(
        set("--superinstructions=numbered"),
        SuperinstructionSet::Numbered
    );
    assert_eq!(set("--superinstructions=none"), SuperinstructionSet::None);
    assert_eq!(set("--superinstructions=all"), SuperinstructionSet::All);
    assert_eq!(
        set("--superinstructions=registers"),
        SuperinstructionSet::Registers
    );
    assert!(SuperinstructionSet::parse("some").is_err());
}

#[test]
fn machine_options_are_read() {
    let request = run(&[
        "--no-specialize",
        "--no-superinstructions",
        "--breaker",
        "ticker=9",
        "--trace-hash",
        "f.py",
    ]);
    let machine = request.machine;
    assert!(
        !machine.specialize
            && machine.superinstructions == SuperinstructionSet::None
            && machine.trace_hash
            && !machine.heap_stats
    );
    assert_eq!(
        machine.breaker,
        BreakerPolicy::Ticker(NonZeroU32::new(9).unwrap())
    );
    assert_eq!(run(&["f.py"]).machine, MachineOptions::default());
    if let Some(engine) = Engine::default_engine() {
        assert_eq!(
            run(&["--engine", engine.name(), "f.py"]).engine,
            Some(engine)
        );
    }
}

#[test]
fn without_a_program_the_terminal_decides() {
    assert_eq!(run(&[]).program, Program::Stdin);
    assert_eq!(run(&["-i"]).program, Program::Interactive);
    assert_eq!(run(&["repl"]).program, Program::Interactive);
    for line in [&[][..], &["-"], &["-q"], &["run"]] {
        match parse_with(line, &[], true) {
            Ok(Task::Run(request)) => assert_eq!(request.program, Program::Interactive, "{line:?}"),
            other => panic!("{line:?} gave {other:?}"),
        }
    }
}

#[test]
fn the_environment_is_heard_unless_ignored() {
    let environment = [
        ("PYTHONPATH", "a:b"),
        ("PYTHONHASHSEED", "7"),
        ("PYTHONOPTIMIZE", "x"),
        ("PYTHONWARNINGS", "a,b"),
        ("PYTHONUNBUFFERED", "1"),
        ("PYTHONSAFEPATH", "0"),
        ("PYTHONVERBOSE", "0"),
        ("PYTHONINSPECT", ""),
        ("TRICERA_LIB", "Lib"),
    ];
    let request = run_in(&["-W", "c", "f.py"], &environment);
    assert_eq!(
        request.python_path,
        [PathBuf::from("a"), PathBuf::from("b")]
    );
    assert_eq!(request.hash_seed, HashSeed::Fixed(7));
    assert_eq!(request.flags.optimize, 1);
    assert_eq!(request.flags.warn_options, ["a", "b", "c"]);
    assert!(request.flags.unbuffered && request.flags.safe_path);
    assert!(!request.flags.inspect && request.flags.verbose == 0);
    assert_eq!(request.lib, Some(PathBuf::from("Lib")));

    let request = run_in(&["-E", "--lib", "Other", "f.py"], &environment);
    assert!(request.python_path.is_empty() && request.flags.warn_options.is_empty());
    assert_eq!(request.hash_seed, HashSeed::Random);
    assert_eq!(request.lib, Some(PathBuf::from("Other")));
}

#[test]
fn hash_seeds_are_checked_as_in_cpython() {
    for (text, seed) in [
        ("", HashSeed::Random),
        ("random", HashSeed::Random),
        ("0", HashSeed::Fixed(0)),
        (" +1", HashSeed::Fixed(1)),
        ("4294967295", HashSeed::Fixed(u32::MAX)),
    ] {
        assert_eq!(
            run_in(&["f.py"], &[("PYTHONHASHSEED", text)]).hash_seed,
            seed,
            "{text}"
        );
    }
    for text in ["-1", "4294967296", "x", "1 "] {
        match parse_with(&["f.py"], &[("PYTHONHASHSEED", text)], false) {
            Err(Refusal::Environment(message)) => {
                assert!(message.contains("PYTHONHASHSEED"), "{message}")
            }
            other => panic!("{text:?} gave {other:?}"),
        }
    }
}

#[test]
fn wrong_lines_are_usage_errors() {
    assert!(usage_error(&["-Z"]).contains("-Z"));
    assert!(usage_error(&["--foo"]).contains("--foo"));
    assert!(usage_error(&["-c"]).contains("-c"));
    assert!(usage_error(&["-m"]).contains("-m"));
    assert!(usage_error(&["-X"]).contains("-X"));
    assert!(usage_error(&["--engine", "jit", "f.py"]).contains("jit"));
    assert!(usage_error(&["--breaker", "never", "f.py"]).contains("ticker"));
}

#[test]
fn tasks_are_named_first_or_not_at_all() {
    assert!(matches!(
        parse_with(&["bench", "--quick"], &[], false),
        Ok(Task::Bench(_))
    ));
    assert!(matches!(
        parse_with(&["count"], &[], false),
        Ok(Task::Count(_))
    ));
    assert_eq!(run(&["run", "bench"]).program, file("bench"));
    for line in [
        &["--help"][..],
        &["-h"],
        &["--version"],
        &["-V"],
        &["run", "-V"],
        &["-S", "-V"],
        &["bench", "-V"],
    ] {
        match parse_with(line, &[], false) {
            Err(Refusal::Clap(error)) => {
                assert_eq!(error.exit_code(), 0, "{line:?}");
                let text = error.to_string();
                assert!(
                    text.contains("--") || text.starts_with("tricera 0"),
                    "{line:?}: {text}"
                );
            }
            other => panic!("{line:?} gave {other:?}"),
        }
    }
}

#[test]
fn the_definition_is_consistent() {
    let command = CommandLine::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .collect();
    assert_eq!(names, TASKS);
    command.debug_assert();
}
