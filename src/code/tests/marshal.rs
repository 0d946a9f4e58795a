//! Marshal and `.pyc`: reading what CPython wrote, writing it so that it reads the same, and refusing the rest.

use std::sync::Arc;

use malachite_bigint::BigInt;
use tricera_code::marshal::{MAX_DEPTH, ReadError, ReadProblem, Version, WriteError, read, write};
use tricera_code::pyc::{HEADER_SIZE, MAGIC, PycError, PycFile, Validation, read_pyc, write_pyc};
use tricera_code::{CodeData, Const, Text};

const GOLDEN: [(&str, &[u8]); 4] = [
    ("constants", include_bytes!("data/golden/constants.pyc")),
    ("language", include_bytes!("data/golden/language.pyc")),
    ("layout", include_bytes!("data/golden/layout.pyc")),
    ("wide", include_bytes!("data/golden/wide.pyc")),
];

fn golden(name: &str) -> Arc<CodeData> {
    let (_, data) = GOLDEN.iter().find(|(golden, _)| *golden == name).unwrap();
    read_pyc(data).unwrap().1
}

/// The constant a module assigns to a name.
fn assigned(code: &CodeData, name: &str) -> Const {
    let at = code.names.iter().position(|n| n.to_str() == Some(name));
    // The module consists of `LOAD_CONST; STORE_NAME` pairs up to the functions.
    let stores = code.code.chunks_exact(2).enumerate();
    let mut stores = stores.filter(|(_, unit)| unit[0] == 116 && Some(unit[1] as usize) == at);
    let (unit, _) = stores.next().unwrap();
    let load = &code.code[unit * 2 - 2..];
    assert_eq!(load[0], 82, "LOAD_CONST before STORE_NAME {name}");
    code.consts[load[1] as usize].clone()
}

fn tuple(value: &Const) -> &[Const] {
    match value {
        Const::Tuple(items) => items,
        other => panic!("{other:?} is no tuple"),
    }
}

#[test]
fn golden_constants() {
    let code = golden("constants");
    let mut ints = Vec::new();
    for value in &*code.consts {
        match value {
            Const::Int(value) => ints.push(value.to_string()),
            Const::BigInt(value) => ints.push(format!("big {value}")),
            _ => {}
        }
    }
    // Those from 0 to 255 are operands of LOAD_SMALL_INT.
    for expected in [
        "-1",
        "256",
        "32767",
        "32768",
        "2147483647",
        "-2147483648",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "-9223372036854775808",
        "big 9223372036854775808",
        "big 18446744073709551616",
    ] {
        assert!(ints.iter().any(|int| int == expected), "{expected}");
    }
    let floats = Const::Tuple(
        [0.0, -0.0, 1.5, 1e300, -1e-300, f64::INFINITY, 5e-324, 0.1]
            .map(Const::Float)
            .to_vec()
            .into(),
    );
    assert_eq!(assigned(&code, "floats"), floats);
    let strings = assigned(&code, "strings");
    let strings = tuple(&strings);
    let text = |bytes: &[u8]| Const::Str(Text::from_bytes(bytes).unwrap());
    assert_eq!(strings[4], text("größe".as_bytes()));
    assert_eq!(strings[5], text(b"\xED\xA0\x80lone\xED\xBF\xBF"));
    assert_eq!(strings[6], text("😀".as_bytes()));
    assert_eq!(strings[8], text(&[b'x'; 300]));
    assert_eq!(strings[9], text("é".repeat(300).as_bytes()));
    let others = assigned(&code, "others");
    let empty = Const::Tuple(Vec::new().into());
    assert_eq!(
        tuple(&others),
        [
            Const::None,
            Const::True,
            Const::False,
            Const::Ellipsis,
            empty
        ]
    );
    assert_eq!(tuple(&assigned(&code, "long_tuple")).len(), 300);
    let sets = code
        .nested()
        .find(|code| code.name == "sets".into())
        .unwrap();
    assert!(matches!(&sets.consts[..], [.., Const::FrozenSet(items)] if items.len() == 2));
    let slices = code
        .nested()
        .find(|code| code.name == "slices".into())
        .unwrap();
    let (one, two) = (Const::Int(1), Const::Int(2));
    let expected = Const::Slice(vec![one, two, Const::None].into());
    assert!(slices.consts.contains(&expected));
}

#[test]
fn golden_code_fields() {
    let module = golden("language");
    assert_eq!(module.filename, "language.py".into());
    assert_eq!(module.name, "<module>".into());
    let inner = |name: &str| {
        let found = module.nested().find(|code| code.qualname == name.into());
        found.unwrap().clone()
    };
    let generators = inner("generators");
    assert!(generators.makes_generator());
    assert_eq!(generators.nlocals(), 3);
    let closures = inner("closures");
    let names = |names: &mut dyn Iterator<Item = &Text>| -> Vec<String> {
        names.map(|name| name.to_string()).collect()
    };
    assert_eq!(names(&mut closures.cellvars()), ["a", "b", "i", "total"]);
    assert_eq!(closures.argument_slots(), 2);
    let inside = closures.nested().find(|code| code.name == "inner".into());
    assert_eq!(names(&mut inside.unwrap().freevars()), ["a", "b", "total"]);
}

#[test]
fn what_is_written_reads_the_same() {
    for (name, data) in GOLDEN {
        let (validation, code) = read_pyc(data).unwrap();
        let expected = match name {
            "constants" => matches!(validation, Validation::Hash { check: true, .. }),
            "wide" => matches!(validation, Validation::Hash { check: false, .. }),
            _ => matches!(
                validation,
                Validation::Timestamp {
                    mtime: 1_700_000_000,
                    ..
                }
            ),
        };
        assert!(expected, "{name}: {validation:?}");
        let written = write_pyc(&code, validation).unwrap();
        let (validation_again, again) = read_pyc(&written).unwrap();
        assert_eq!(validation_again, validation);
        assert!(*again == *code, "{name}");
    }
    // Slices came with version 5.
    let value = Const::Code(golden("constants"));
    assert_eq!(write(&value, Version::V4), Err(WriteError::Slice));
    let value = Const::Code(golden("layout"));
    assert_eq!(write(&value, Version::V4), write(&value, Version::V5));
}

#[test]
fn every_truncation_is_an_error() {
    for (name, data) in GOLDEN {
        // Everywhere in the small ones, here and there in the large ones.
        for len in (0..data.len()).step_by(1 + data.len() / 4000) {
            match read_pyc(&data[..len]) {
                Err(PycError::ShortHeader(_)) => assert!(len < HEADER_SIZE),
                Err(PycError::Marshal(error)) => {
                    assert_eq!(error.problem, ReadProblem::Truncated, "{name} cut at {len}");
                    assert_eq!(error.offset, len - HEADER_SIZE, "{name} cut at {len}");
                }
                other => panic!("{name} cut at {len}: {other:?}"),
            }
        }
    }
}

#[test]
fn references() {
    // (0, the tuple itself): a cycle is no constant.
    let cycle = b"\xa8\x02\0\0\0i\0\0\0\0r\0\0\0\0";
    assert_eq!(read(cycle), fail(10, ReadProblem::BadReference));
    // ("ab", "ab") by reference; a reference to nothing.
    let pair = read(b")\x02\xda\x02abr\0\0\0\0").unwrap();
    assert_eq!(
        tuple(&pair),
        [Const::Str("ab".into()), Const::Str("ab".into())]
    );
    assert_eq!(read(b"r\x01\0\0\0"), fail(0, ReadProblem::BadReference));
    assert_eq!(
        read(b"r\xff\xff\xff\xff"),
        fail(0, ReadProblem::BadReference)
    );
}

fn fail(offset: usize, problem: ReadProblem) -> Result<Const, ReadError> {
    Err(ReadError { offset, problem })
}

#[test]
fn ints_of_every_length() {
    // marshal.dumps(-2**100) and marshal.dumps(-2**63)
    let big = b"l\xf9\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0\x00\x04";
    let expected: BigInt = -(BigInt::from(1) << 100u32);
    assert_eq!(read(big), Ok(Const::int(expected)));
    let small = b"l\xfb\xff\xff\xff\0\0\0\0\0\0\0\0\x08\0";
    assert_eq!(read(small), Ok(Const::Int(i64::MIN)));
    for bits in 0..200u32 {
        for value in [BigInt::from(1) << bits, (BigInt::from(3) << bits) - 1] {
            for value in [value.clone(), -value] {
                let value = Const::int(value);
                let written = write(&value, Version::V5).unwrap();
                assert_eq!(read(&written), Ok(value));
            }
        }
    }
}

#[test]
fn malformed_values() {
    assert_eq!(read(b"?"), fail(0, ReadProblem::UnknownType(b'?')));
    assert_eq!(
        read(b"[\0\0\0\0"),
        fail(0, ReadProblem::NotAConstant("list"))
    );
    assert_eq!(read(b"NN"), fail(1, ReadProblem::TrailingData));
    assert_eq!(read(b""), fail(0, ReadProblem::Truncated));
    assert_eq!(read(b"u\x01\0\0\0\xff"), fail(0, ReadProblem::BadText));
    assert_eq!(read(b"s\xff\xff\xff\xff"), fail(1, ReadProblem::BadSize));
    // Lengths of 2 GB cost nothing.
    assert_eq!(read(b"(\xff\xff\xff\x7f"), fail(5, ReadProblem::Truncated));
    assert_eq!(read(b"s\xff\xff\xff\x7f"), fail(5, ReadProblem::Truncated));
    assert_eq!(read(b"l\xff\xff\xff\x7f"), fail(5, ReadProblem::Truncated));
    assert_eq!(read(b"l\0\0\0\x80"), fail(0, ReadProblem::BadSize));
    assert_eq!(read(b"l\x01\0\0\0\0\x80"), fail(0, ReadProblem::BadInt));
    assert_eq!(read(b"l\x02\0\0\0\x01\0\0\0"), fail(0, ReadProblem::BadInt));
    assert_eq!(read(b"l\0\0\0\0"), Ok(Const::Int(0)));
    assert_eq!(read(b"f\x031.5"), Ok(Const::Float(1.5)));
    assert_eq!(read(b"f\x03abc"), fail(1, ReadProblem::BadFloat));
    // A code object with a field of the wrong type: the code itself is None.
    let mut code = vec![b'c'];
    code.extend([0; 20]);
    code.extend(b"N)\0)\0)\0s\0\0\0\0z\0z\0z\0\0\0\0\0s\0\0\0\0s\0\0\0\0");
    assert_eq!(read(&code), fail(21, ReadProblem::Expected("bytes")));
    code[1] = 1;
    code[4] = 0x80;
    let negative = ReadProblem::Expected("a number that is not negative");
    assert_eq!(read(&code), fail(0, negative));
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| {
        let mut data = b")\x01".repeat(depth);
        data.push(b'N');
        data
    };
    let deepest = read(&nested(MAX_DEPTH)).unwrap();
    assert_eq!(write(&deepest, Version::V5).unwrap(), nested(MAX_DEPTH));
    let too_deep = fail(MAX_DEPTH * 2, ReadProblem::TooDeep);
    assert_eq!(read(&nested(MAX_DEPTH + 1)), too_deep);
    assert_eq!(read(&nested(5_000_000)), too_deep);
    let deeper = Const::Tuple(vec![deepest].into());
    assert_eq!(write(&deeper, Version::V5), Err(WriteError::TooDeep));
}

/// A tuple of twice the tuple before it, and so on: small to write down, too large to walk.
#[test]
fn references_that_multiply() {
    let doubled = |levels: u32| {
        // ref 0 is the outermost tuple, so the one `levels` deep is the last.
        let mut data = Vec::new();
        for _ in 0..levels {
            data.extend(b"\xa9\x02");
        }
        data.push(b'N');
        for level in (0..levels).rev() {
            match level + 1 == levels {
                true => data.push(b'N'),
                false => {
                    data.push(b'r');
                    data.extend((level + 1).to_le_bytes());
                }
            }
        }
        data
    };
    assert!(read(&doubled(20)).is_ok());
    let error = read(&doubled(200)).unwrap_err();
    assert_eq!(error.problem, ReadProblem::TooLarge);
}

#[test]
fn pyc_files() {
    let folder = std::env::temp_dir().join(format!("tricera-pyc-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let message = |name: &str, data: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, data).unwrap();
        let result = PycFile::open(&path).and_then(|file| file.read_code());
        result.map_or_else(|error| error.to_string(), |code| code.name.to_string())
    };
    let good = GOLDEN[1].1;
    assert_eq!(message("good.pyc", good), "<module>");
    let mut longer = good.to_vec();
    longer.extend(b"what follows is ignored, as by CPython");
    assert_eq!(message("longer.pyc", &longer), "<module>");
    assert_eq!(
        message("empty.pyc", b""),
        "truncated .pyc file: 0 bytes, its header alone has 16"
    );
    assert_eq!(
        message("cut.pyc", &good[..1000]),
        "truncated .pyc file: bad marshal data (data too short) at offset 984"
    );
    assert_eq!(
        message("magic.pyc", b"\xcb\x0d\r\n"),
        "bad magic number in .pyc file: 3531 (CPython 3.14 has 3627)"
    );
    let mut data = good.to_vec();
    data[4] = 2;
    assert_eq!(
        message("flags.pyc", &data),
        "invalid flags 0x2 in .pyc file"
    );
    let mut data = MAGIC.to_vec();
    data.extend([0; 12]);
    data.push(b'N');
    assert_eq!(message("none.pyc", &data), "non-code object in .pyc file");
    let missing = PycFile::open(folder.join("missing.pyc")).unwrap_err();
    assert!(matches!(missing, PycError::Io(error) if error.kind() == std::io::ErrorKind::NotFound));
    assert!(matches!(PycFile::open(&folder), Err(PycError::Io(_))));
    std::fs::remove_dir_all(&folder).unwrap();
}
