//! Damaged `.pyc` files given to the binary: each is refused with a clear error and exit code 1, on every engine.
//!
//! What the reader and the verifier say about each kind of damage is tested in `src/code/tests`; here it is that a user
//! gets to read it, and that nothing of the code ran.

mod support;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use support::engines::engines;
use support::root;
use support::run::{run, tricera};
use tricera_code::opcode::op;
use tricera_code::pyc::{HEADER_SIZE, read_pyc, write_pyc};
use tricera_code::{CodeData, Const, Text};

/// A folder for files, gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("tricera-bad-pyc-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is the temporary folder's.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file that CPython wrote.
fn pyc() -> Vec<u8> {
    fs::read(root("bench-corpus/pyc/loop_for.cpython-314.pyc")).unwrap()
}

/// Asserts that a file is refused on every engine, with an error that says this.
#[track_caller]
fn refused(name: &str, data: &[u8], says: &str) {
    let folder = Folder::new(name);
    fs::write(folder.0.join("bad.pyc"), data).unwrap();
    for engine in engines() {
        let ended = run(&mut tricera(
            &folder.0,
            &["--engine", &engine, "bad.pyc", "1"],
        ));
        let text = ended.stderr();
        assert_eq!(ended.code, 1, "{engine}: {text}");
        assert!(text.contains(says), "{engine}: {text}");
        assert!(!text.contains("panicked"), "{engine}: {text}");
        assert_eq!(ended.stdout(), "", "{engine}: something ran");
    }
}

/// A module that prints before it does what these instructions do, so that running any of it shows.
fn module(instructions: &[(u8, u8)]) -> CodeData {
    let mut code = Vec::new();
    let printing = [
        (op::RESUME, 0),
        (op::LOAD_NAME, 0),
        (op::PUSH_NULL, 0),
        (op::LOAD_CONST, 0),
        (op::CALL, 1),
        (op::POP_TOP, 0),
    ];
    for &(opcode, operand) in printing.iter().chain(instructions) {
        code.extend([opcode, operand]);
        let caches = tricera_code::opcode::info(opcode).map_or(0, |row| row.caches);
        code.extend(vec![0; 2 * usize::from(caches)]);
    }
    let (_, read) = read_pyc(&pyc()).unwrap();
    CodeData {
        code: code.into(),
        consts: vec![Const::None].into(),
        names: [Text::from("print")].into(),
        stacksize: 4,
        exceptiontable: Default::default(),
        linetable: Default::default(),
        ..CodeData::clone(&read)
    }
}

fn written(code: CodeData) -> Vec<u8> {
    let (validation, _) = read_pyc(&pyc()).unwrap();
    write_pyc(&Arc::new(code), validation).unwrap()
}

#[test]
fn sound_code_of_the_same_make_runs() {
    let folder = Folder::new("sound");
    let code = module(&[(op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)]);
    fs::write(folder.0.join("good.pyc"), written(code)).unwrap();
    for engine in engines() {
        let ended = run(&mut tricera(&folder.0, &["--engine", &engine, "good.pyc"]));
        assert_eq!(ended.stdout(), "None\n", "{engine}: {}", ended.stderr());
        assert_eq!((ended.code, ended.stderr().as_str()), (0, ""));
    }
}

#[test]
fn truncated() {
    let data = pyc();
    refused(
        "header",
        &data[..7],
        "EOFError: reached EOF while reading pyc header",
    );
    refused(
        "middle",
        &data[..data.len() / 2],
        "ValueError: bad marshal data (data too short)",
    );
    refused(
        "last",
        &data[..data.len() - 1],
        "ValueError: bad marshal data (data too short)",
    );
}

/// A length that no file has: nothing of that size is allocated.
#[test]
fn sizes_beyond_the_data() {
    for (name, says) in [
        (&b"s\xff\xff\xff\x7f"[..], "data too short"),
        (b"(\xff\xff\xff\x7f", "data too short"),
        (b"s\xff\xff\xff\xff", "size out of range"),
        (b"l\xff\xff\xff\x7f", "data too short"),
    ] {
        let data = [&pyc()[..HEADER_SIZE], name].concat();
        refused("size", &data, says);
    }
}

#[test]
fn references() {
    // To what is not there, and to a tuple from within itself.
    for data in [&b"r\x05\0\0\0"[..], b"\xa9\x01r\0\0\0\0"] {
        let data = [&pyc()[..HEADER_SIZE], data].concat();
        refused("reference", &data, "invalid reference");
    }
    // Each tuple is the one before twice: 2**64 values from a few bytes.
    let mut data = pyc()[..HEADER_SIZE].to_vec();
    for _ in 0..64 {
        data.extend(b"\xa9\x02");
    }
    data.push(b'N');
    for level in (0u32..64).rev() {
        data.push(b'r');
        data.extend((level + 1).to_le_bytes());
    }
    refused("bomb", &data, "bad marshal data");
}

/// What is wrong with a module is told to whoever imports it, as CPython's importer does.
#[test]
fn imported() {
    for (name, data, last) in [
        ("short", &pyc()[..100], "EOFError: marshal data too short"),
        (
            "tiny",
            &pyc()[..10],
            "EOFError: reached EOF while reading pyc header of 'bad'",
        ),
        (
            "foreign",
            &[b"XYZ\n", &pyc()[4..]].concat(),
            "ImportError: bad magic number in 'bad': b'XYZ\\n'",
        ),
        (
            "jumping",
            &written(module(&[(op::JUMP_FORWARD, 200)])),
            "JUMP_FORWARD 200): jump out of the code",
        ),
    ] {
        let folder = Folder::new(name);
        fs::write(folder.0.join("bad.pyc"), data).unwrap();
        for engine in engines() {
            let line = ["--engine", &engine, "-c", "import bad"];
            let ended = run(&mut tricera(&folder.0, &line));
            let text = ended.stderr();
            assert_eq!(ended.code, 1, "{engine}: {text}");
            assert!(text.trim_end().ends_with(last), "{engine}: {text}");
            assert_eq!(ended.stdout(), "", "{engine}: something ran");
        }
    }
}

#[test]
fn magic_and_flags() {
    let mut data = pyc();
    data[0] ^= 1;
    refused("magic", &data, "magic number");
    let mut data = pyc();
    data[4] = 0xF0;
    refused("flags", &data, "flags");
}

#[test]
fn no_code_object() {
    let mut data = pyc()[..HEADER_SIZE].to_vec();
    data.push(b'N');
    refused("no-code", &data, "ImportError: Non-code object in ");
}

#[test]
fn nested_too_deep() {
    let mut data = pyc()[..HEADER_SIZE].to_vec();
    // A tuple of a tuple of a tuple …
    data.extend(b")\x01".repeat(200_000));
    data.push(b'N');
    refused("deep", &data, "deep");
}

/// Code in code in code …: neither the reader nor the verifier nor the end of it all recurses.
#[test]
fn code_nested_too_deep() {
    let returning = [(op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)];
    let nested = |depth: usize| {
        let mut code = module(&returning);
        for _ in 0..depth {
            code = CodeData {
                consts: vec![Const::None, Const::Code(Arc::new(code))].into(),
                ..module(&returning)
            };
        }
        code
    };
    let folder = Folder::new("nested");
    fs::write(folder.0.join("nested.pyc"), written(nested(500))).unwrap();
    for engine in engines() {
        let ended = run(&mut tricera(
            &folder.0,
            &["--engine", &engine, "nested.pyc"],
        ));
        assert_eq!(ended.stdout(), "None\n", "{engine}: {}", ended.stderr());
    }
    // A file that says so, since the writer refuses to make one: the constants of a code object, which begin with one.
    let shallow = written(nested(1));
    let deep = written(nested(2));
    let common = shallow
        .iter()
        .zip(&deep)
        .take_while(|(a, b)| a == b)
        .count();
    let period = deep.len() - shallow.len();
    let level = &deep[common - period.min(common - HEADER_SIZE)..common];
    let data = [&deep[..HEADER_SIZE], &level.repeat(20_000)].concat();
    refused("code-deep", &data, "bad marshal data");
}

#[test]
fn bad_opcode() {
    let code = module(&[(250, 0), (op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)]);
    refused("opcode", &written(code), "opcode");
}

#[test]
fn bad_jump() {
    let code = module(&[
        (op::JUMP_FORWARD, 200),
        (op::LOAD_CONST, 0),
        (op::RETURN_VALUE, 0),
    ]);
    refused("jump", &written(code), "jump");
}

#[test]
fn bad_constant_index() {
    let code = module(&[(op::LOAD_CONST, 77), (op::RETURN_VALUE, 0)]);
    refused("constant", &written(code), "constant index out of range");
}

#[test]
fn bad_stack_size() {
    let mut code = module(&[(op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)]);
    code.stacksize = 2;
    refused("stack", &written(code), "stack overflow");
    let code = module(&[(op::POP_TOP, 0), (op::RETURN_VALUE, 0)]);
    refused("underflow", &written(code), "stack underflow");
}

#[test]
fn bad_exception_table() {
    let sound = || module(&[(op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)]);
    for (table, says) in [
        (&[0x80][..], "malformed"),
        (&[0x80, 1, 0x7f, 0x7f, 0], "malformed"),
        (&[0x80, 2, 60, 0], "leaves the code"),
        (&[0x80, 0, 1, 0], "empty"),
        (&[0x80, 4, 1, 60], "wants more of the stack"),
    ] {
        let mut code = sound();
        code.exceptiontable = table.into();
        refused("handlers", &written(code), says);
    }
}

/// A module has no closure that free variables could come from.
#[test]
fn free_variables_of_a_module() {
    let code = CodeData {
        localsplusnames: [Text::from("v")].into(),
        localspluskinds: [tricera_code::opcode::local_kind::FREE].into(),
        ..module(&[(op::LOAD_CONST, 0), (op::RETURN_VALUE, 0)])
    };
    refused("free", &written(code), "may not contain free variables");
}

/// `LOAD_FAST_BORROW; DELETE_FAST; RETURN_VALUE` would return a freed object. It is not refused but made safe, so it has
/// to run and to print what it borrowed.
#[test]
fn bad_borrow() {
    let (_, outer) = read_pyc(&pyc()).unwrap();
    let inner = CodeData {
        argcount: 1,
        posonlyargcount: 0,
        kwonlyargcount: 0,
        flags: 0x3,
        stacksize: 2,
        code: [
            [op::RESUME, 0],
            [op::LOAD_FAST_BORROW, 0],
            [op::DELETE_FAST, 0],
            [op::RETURN_VALUE, 0],
        ]
        .concat()
        .into(),
        consts: vec![Const::None].into(),
        names: Default::default(),
        localsplusnames: [Text::from("v")].into(),
        localspluskinds: [tricera_code::opcode::local_kind::LOCAL].into(),
        name: Text::from("f"),
        qualname: Text::from("f"),
        exceptiontable: Default::default(),
        linetable: Default::default(),
        ..CodeData::clone(&outer)
    };
    // print(f([])): the list has no other reference than the borrowed one.
    let mut code = module(&[
        (op::LOAD_NAME, 0),
        (op::PUSH_NULL, 0),
        (op::LOAD_CONST, 1),
        (op::MAKE_FUNCTION, 0),
        (op::PUSH_NULL, 0),
        (op::BUILD_LIST, 0),
        (op::CALL, 1),
        (op::CALL, 1),
        (op::POP_TOP, 0),
        (op::LOAD_CONST, 0),
        (op::RETURN_VALUE, 0),
    ]);
    code.consts = vec![Const::None, Const::Code(Arc::new(inner))].into();
    code.stacksize = 6;
    let folder = Folder::new("borrow");
    fs::write(folder.0.join("borrow.pyc"), written(code)).unwrap();
    for engine in engines() {
        let ended = run(&mut tricera(
            &folder.0,
            &["--engine", &engine, "borrow.pyc"],
        ));
        assert_eq!(ended.stdout(), "None\n[]\n", "{engine}: {}", ended.stderr());
        assert_eq!(ended.code, 0, "{engine}: {}", ended.stderr());
    }
}

/// A borrowed word under a closing frame's feet cannot be made safe where NULL would be needed: that is refused.
#[test]
fn null_where_an_object_is_needed() {
    let code = module(&[(op::PUSH_NULL, 0), (op::RETURN_VALUE, 0)]);
    refused("null", &written(code), "NULL");
}
