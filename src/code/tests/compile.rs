//! The compiler front end: code objects equal to CPython's, its errors, its limits.

mod support;

use std::sync::Arc;

use serde_json::Value;
use tricera_code::compile::{
    CompileErrorKind, Mode, Options, compile, compile_bytes, compile_with_warnings, decode_source,
};
use tricera_code::pyc::read_pyc;
use tricera_code::{CodeData, Const};

use support::{GOLDEN, for_each_module};

fn exec(source: &str) -> Result<Arc<CodeData>, tricera_code::compile::CompileError> {
    compile(source, "<test>", Mode::Exec, &Options::default())
}

/// Says where two code objects differ, field by field, down into nested ones.
fn difference(ours: &CodeData, theirs: &CodeData) -> Option<String> {
    if let Some(field) = ours.differing_field(theirs) {
        return Some(format!("{theirs:?}: {field} (ours is {ours:?})"));
    }
    if ours.consts.len() != theirs.consts.len() {
        return Some(format!("{theirs:?}: number of constants"));
    }
    for (index, pair) in ours.consts.iter().zip(&*theirs.consts).enumerate() {
        match pair {
            (Const::Code(ours), Const::Code(theirs)) => {
                if let Some(found) = difference(ours, theirs) {
                    return Some(found);
                }
            }
            (ours, theirs) if ours != theirs => {
                return Some(format!("{theirs:?}: constant {index} is {ours:?}"));
            }
            _ => {}
        }
    }
    None
}

#[test]
fn golden_sources_compile_to_the_golden_code() {
    for (name, source, pyc) in GOLDEN {
        let ours = compile(source, name, Mode::Exec, &Options::default()).unwrap();
        let (_, theirs) = read_pyc(pyc).unwrap();
        assert_eq!(difference(&ours, &theirs), None);
        assert!(*ours == *theirs);
    }
}

/// Sources whose error is described in other words than CPython's.
const OTHER_WORDS: [&str; 1] = ["for x in y: pass\nz"];

/// Sources whose error is described in the same words, but placed elsewhere.
const OTHER_PLACE: [&str; 1] = ["if 1:"];

#[test]
fn syntax_errors() {
    let rows: Value = serde_json::from_str(include_str!("data/syntax-errors.json")).unwrap();
    let (mut other_words, mut other_place) = (Vec::new(), Vec::new());
    for row in rows.as_array().unwrap() {
        let source = row[0].as_str().unwrap();
        let mode = match row[1].as_str().unwrap() {
            "exec" => Mode::Exec,
            "eval" => Mode::Eval,
            _ => Mode::Single,
        };
        let result = compile(source, "<test>", mode, &Options::default());
        let error = match (&result, row[2].as_str()) {
            (Ok(_), None) => continue,
            (Ok(_), Some(_)) => panic!("{source:?} should not compile: {}", row[3]),
            (Err(error), None) => panic!("{source:?} should compile: {error}"),
            (Err(error), Some(_)) => error,
        };
        if (format!("{:?}", error.kind).as_str(), error.msg.as_str())
            != (row[2].as_str().unwrap(), row[3].as_str().unwrap())
        {
            other_words.push(source);
            continue;
        }
        let ours = [
            error.lineno as i64,
            error.offset.into(),
            error.end_lineno as i64,
            error.end_offset.into(),
        ];
        let theirs = row[4].as_array().map(|position| {
            let numbers = position.iter().map(|number| number.as_i64().unwrap());
            numbers.collect::<Vec<_>>()
        });
        let ours = error.filename.is_some().then(|| ours.to_vec());
        if ours != theirs {
            other_place.push(source);
        }
    }
    assert_eq!(other_words, OTHER_WORDS);
    assert_eq!(other_place, OTHER_PLACE);
}

#[test]
fn incomplete_input() {
    let incomplete = |source: &str| {
        let options = Options {
            dont_imply_dedent: true,
            ..Options::default()
        };
        let result = compile(source, "<stdin>", Mode::Single, &options);
        result.is_err_and(|error| error.incomplete)
    };
    for source in [
        "(1,",
        "if x:",
        "if x:\n",
        "def f():\n    pass",
        "'''abc",
        "x = [\n",
        "f(a,",
    ] {
        assert!(incomplete(source), "{source:?} can be completed");
    }
    for source in [
        "1 +",
        "(]",
        "x = )",
        "'abc",
        "x = 1",
        "if x:\n    pass\n",
        "x y",
    ] {
        assert!(!incomplete(source), "{source:?} cannot be completed");
    }
}

#[test]
fn source_encodings() {
    let decoded = |source: &[u8]| match decode_source(source, "<f>") {
        Ok(text) => text.into_owned(),
        Err(error) => error.msg,
    };
    assert_eq!(decoded(b"\xef\xbb\xbfx"), "x");
    assert_eq!(decoded(b"# coding: latin-1\n\xe9"), "# coding: latin-1\né");
    assert_eq!(
        decoded(b"#!/x\n# vim: set fileencoding=iso-8859-15 :\n\xa4"),
        "#!/x\n# vim: set fileencoding=iso-8859-15 :\n€"
    );
    assert_eq!(
        decoded(b"# coding: cp1252\n\x80\x9f"),
        "# coding: cp1252\n€Ÿ"
    );
    assert_eq!(
        decoded(b"# -*- coding: utf8 -*-\n\xc3\xa9"),
        "# -*- coding: utf8 -*-\né"
    );
    // Neither after code nor on the third line.
    assert_eq!(decoded(b"x\n# coding: foo\n"), "x\n# coding: foo\n");
    assert_eq!(decoded(b"\n\n# coding: foo\n"), "\n\n# coding: foo\n");
    assert_eq!(decoded(b"# coding: foo bar\n"), "unknown encoding: foo");
    assert_eq!(
        decoded(b"\xef\xbb\xbf# coding: latin-1\n"),
        "encoding problem: iso-8859-1 with BOM"
    );
    assert_eq!(
        decoded(b"# coding: ascii\n\nx='\xe9'"),
        "'ascii' codec can't decode byte 0xe9 in position 20: ordinal not in range(128)"
    );
    let error = decode_source(b"y\nx = '\xff'\n", "<f>").unwrap_err();
    assert_eq!(
        error.msg,
        "Non-UTF-8 code starting with '\\xff' on line 2, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details"
    );
    assert_eq!((error.lineno, error.offset), (2, 6));
    let options = Options::default();
    let code = compile_bytes(
        b"# coding: latin-1\nx = '\xe9'\r\ny = '''a\r\nb\rc'''\r",
        "<f>",
        Mode::Exec,
        &options,
        &mut Vec::new(),
    );
    let strings: Vec<Const> = ["é", "a\nb\nc"]
        .map(|text| Const::Str(text.into()))
        .to_vec();
    assert_eq!(code.unwrap().consts[..2], strings);
    let nul = exec("x\0").unwrap_err();
    assert_eq!(nul.msg, "source code string cannot contain null bytes");
    assert_eq!(
        (nul.kind, nul.filename),
        (CompileErrorKind::SyntaxError, None)
    );
}

#[test]
fn modes_and_options() {
    let code = compile("1 + x", "<f>", Mode::Eval, &Options::default()).unwrap();
    assert_eq!(code.name, "<module>".into());
    let source = "'doc'\nassert x\ndef f():\n    'doc'\n";
    let code_size = |optimize| {
        let options = Options {
            optimize,
            ..Options::default()
        };
        let code = compile(source, "<f>", Mode::Exec, &options).unwrap();
        let function = code.nested().next().unwrap().clone();
        (code.code.len(), function.docstring().is_some())
    };
    let (plain, no_asserts, no_docstrings) = (code_size(0), code_size(1), code_size(2));
    assert!(plain.0 > no_asserts.0 && plain.1 && no_asserts.1);
    assert!(no_asserts.0 > no_docstrings.0 && !no_docstrings.1);
    // What is equal is in a set once.
    let code = exec("x in {1, 1.0, True, 'a', 1 + 0j, 2.5}").unwrap();
    let set = vec![Const::Int(1), Const::Str("a".into()), Const::Float(2.5)];
    assert!(code.consts.contains(&Const::FrozenSet(set.into())));
    let mut warnings = Vec::new();
    let options = Options::default();
    let source = "x = 1\ny = x is 1\nz = 1()\n";
    compile_with_warnings(source, "<f>", Mode::Exec, &options, &mut warnings).unwrap();
    let messages: Vec<(u32, &str)> = warnings
        .iter()
        .map(|warning| (warning.lineno, warning.message.as_str()))
        .collect();
    let expected = [
        (2, "\"is\" with 'int' literal. Did you mean \"==\"?"),
        (
            3,
            "'int' object is not callable; perhaps you missed a comma?",
        ),
    ];
    assert_eq!(messages, expected);
}

/// What CPython 3.14 warns of in these: line and escape, "octal" for its other message.
#[test]
fn invalid_escape_sequences() {
    for (source, expected) in [
        (r"x = '\d'", &[(1, r"\d", false)][..]),
        ("x = 'a\\\nb\\q\\w'", &[(2, r"\q", false)]),
        (r"x = b'\u1'", &[(1, r"\u", false)]),
        (r"x = '\400'", &[(1, r"\400", true)]),
        (r"x = '\8' '\e'", &[(1, r"\8", false), (1, r"\e", false)]),
        (r"x = f'\d{1}\e'", &[(1, r"\d", false), (1, r"\e", false)]),
        (r"x = f'{1:\d}'", &[(1, r"\d", false)]),
        (r"x = f'\{1}'", &[(1, r"\{", false)]),
        (
            r"x = '\é\n\x41\N{DIGIT ONE}\377', r'\d', br'\d', rf'\d{1}\d'  # \d",
            &[],
        ),
    ] {
        let mut warnings = Vec::new();
        let options = Options::default();
        compile_with_warnings(source, "<f>", Mode::Exec, &options, &mut warnings).unwrap();
        let found: Vec<(u32, &str)> = warnings
            .iter()
            .map(|warning| (warning.lineno, warning.message.as_str()))
            .collect();
        let messages: Vec<(u32, String)> = expected
            .iter()
            .map(|(line, escape, octal)| {
                let what = if *octal { "octal escape" } else { "escape" };
                let message = format!(
                    "\"{escape}\" is an invalid {what} sequence. Such sequences will not work in the future. \
                     Did you mean \"\\{escape}\"? A raw string is also an option."
                );
                (*line, message)
            })
            .collect();
        let expected: Vec<(u32, &str)> = messages
            .iter()
            .map(|(line, message)| (*line, message.as_str()))
            .collect();
        assert_eq!(found, expected, "{source}");
    }
}

fn nested(open: &str, depth: usize, close: &str) -> String {
    format!("{}1{}", open.repeat(depth), close.repeat(depth))
}

fn blocks(depth: usize) -> String {
    let lines = (0..depth).map(|level| format!("{}if 1:\n", " ".repeat(level)));
    lines.collect::<String>() + &" ".repeat(depth) + "x\n"
}

/// As deep as CPython takes it, or nearly.
#[test]
fn deeply_nested_source_is_compiled() {
    for source in [
        nested("-", 5000, ""),
        nested("(", 199, ")"),
        // The compiler's crate copies a code object once for each one around it.
        nested("lambda:", 1000, ""),
        nested("1 if 1 else ", 3000, ""),
        nested("not ", 3000, ""),
        format!("a{}", ".b".repeat(5000)),
        format!("1{}", "+1".repeat(5000)),
        format!("f{}", "()".repeat(5000)),
        format!("a{}", "<b".repeat(10_000)),
        blocks(99),
        format!("if 1:\n x\n{}", "elif 1:\n x\n".repeat(3000)),
    ] {
        let result = exec(&source);
        assert!(result.is_ok(), "{}...: {result:?}", &source[..20]);
    }
    // A small stack is no obstacle.
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let thread = small.spawn(move || exec(&nested("-", 5000, "")).is_ok());
    assert!(thread.unwrap().join().unwrap());
    // Indented lines inside brackets are no blocks.
    let table: String = (0..300)
        .map(|n| format!("{}{n},\n", " ".repeat(n)))
        .collect();
    assert!(exec(&format!("x = [\n{table}]\n")).is_ok());
}

/// Deeper than CPython takes it.
#[test]
fn source_nested_too_deeply_is_refused() {
    use CompileErrorKind::{IndentationError, RecursionError, SyntaxError};
    for (source, kind) in [
        (nested("-", 300_000, ""), RecursionError),
        (nested("(", 201, ")"), SyntaxError),
        (nested("lambda:", 20_000, ""), RecursionError),
        (nested("1 if 1 else ", 20_000, ""), RecursionError),
        (nested("not ", 100_000, ""), RecursionError),
        (format!("a{}", ".b".repeat(300_000)), RecursionError),
        (format!("1{}", "+1".repeat(300_000)), RecursionError),
        (format!("1{}", "**1".repeat(100_000)), RecursionError),
        (format!("f{}", "()".repeat(300_000)), RecursionError),
        (blocks(101), IndentationError),
        (nested("[", 300, ""), SyntaxError),
        (format!("x = {}", "f'{".repeat(200)), SyntaxError),
    ] {
        let error = exec(&source).unwrap_err();
        assert_eq!(error.kind, kind, "{}...: {error}", &source[..20]);
    }
    assert_eq!(
        exec(&blocks(101)).unwrap_err().msg,
        "too many levels of indentation"
    );
}

/// Compiles the whole standard library and compares every code object, field by field, with CPython's.
#[test]
fn standard_library_compiles_as_by_cpython() {
    let mut wrong = Vec::new();
    for_each_module(|module| {
        let options = Options::default();
        let warnings = &mut Vec::new();
        match compile_bytes(module.source, module.name, Mode::Exec, &options, warnings) {
            Ok(ours) => wrong.extend(difference(&ours, &module.code)),
            Err(error) => wrong.push(format!("{}: {error}", module.name)),
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
}
