//! Encoding and decoding with every error handler, against CPython's answers.

mod common;

use common::{Error, List, Str, Value, check};
use tricera_text::codec::charmap::{self, EncodingMap};
use tricera_text::codec::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Encoding, Errors,
    Replacement, escape, utf8, utf16, utf32,
};
use tricera_text::str::{StrBuf, StrRef};

/// The decoding tables of the single-byte encodings, which Python code holds otherwise.
fn table(encoding: &str) -> StrBuf {
    let lines = include_str!("data/codec.tsv").lines();
    let name: StrBuf = encoding.into();
    let mut found = None;
    for line in lines.filter(|line| line.starts_with("table\t")) {
        let fields: Vec<Value> = line.split('\t').skip(1).map(Value::parse).collect();
        if *fields[0].str() == name {
            found = Some(fields[1].str().clone());
        }
    }
    found.expect("an encoding with a table")
}

fn outcome(result: Result<Value, CodecError>) -> Value {
    let parts = |encoding: &str, start: usize, end: usize, reason: &str| {
        List(vec![
            Str(encoding.into()),
            start.into(),
            end.into(),
            Str(reason.into()),
        ])
    };
    match result {
        Ok(value) => value,
        Err(CodecError::Decode(e)) => parts(e.encoding, e.start, e.end, e.reason),
        Err(CodecError::Encode(e)) => parts(e.encoding, e.start, e.end, e.reason),
        Err(e) => Str(e.to_string().as_str().into()),
    }
}

fn call(name: &str, args: &[Value]) -> Value {
    let encoding = args[0].str().view().to_string();
    let handler = || Errors::from_name(&args[2].str().view().to_string()).unwrap();
    match name {
        "encode" => {
            let s = args[1].str().view();
            outcome(
                match Encoding::from_name(&encoding) {
                    Some(e) => e.encode(s, &mut handler()),
                    None => {
                        let map = EncodingMap::new(table(&encoding).view());
                        charmap::encode(s, &map, &mut handler())
                    }
                }
                .map(Value::from),
            )
        }
        "decode" => {
            let input = args[1].bytes();
            outcome(
                match Encoding::from_name(&encoding) {
                    Some(e) => e.decode(input, &mut handler()),
                    None => charmap::decode(input, table(&encoding).view(), &mut handler()),
                }
                .map(Value::from),
            )
        }
        "lookup" => Encoding::from_name(&encoding).map_or(Value::None, |e| Str(e.name().into())),
        "character" => match tricera_text::unicode::lookup(&encoding) {
            Some(c) => u64::from(c).into(),
            None => Value::None,
        },
        "partial" => {
            let (input, mut errors) = (args[1].bytes(), Errors::Replace);
            let (text, consumed) = match encoding.as_str() {
                "utf-8" => utf8::decode(input, &mut errors, false).unwrap(),
                "utf-16" => {
                    let (text, consumed, _) =
                        utf16::decode(input, None, &mut errors, false).unwrap();
                    (text, consumed)
                }
                "utf-32" => {
                    let (text, consumed, _) =
                        utf32::decode(input, None, &mut errors, false).unwrap();
                    (text, consumed)
                }
                "unicode_escape" => {
                    let done = escape::decode(input, &mut errors, false).unwrap();
                    (done.text, done.consumed)
                }
                _ => escape::decode_raw(input, &mut errors, false).unwrap(),
            };
            List(vec![text.into(), consumed.into()])
        }
        "table" => args
            .last()
            .map_or(Error("no table".into()), |_| table(&encoding).into()),
        _ => panic!("{name}"),
    }
}

#[test]
fn codecs_answer_as_cpython() {
    check("codec.tsv", call);
}

/// A handler of one's own, as `codecs.register_error` makes it.
struct Custom(StrBuf);

impl DecodeErrors for Custom {
    type Error = CodecError;

    fn decode_error(
        &mut self,
        _input: &[u8],
        error: DecodeError,
        out: &mut StrBuf,
    ) -> Result<usize, CodecError> {
        out.push_str(self.0.view());
        Ok(error.end + 1)
    }
}

impl EncodeErrors for Custom {
    type Error = CodecError;

    fn encode_error(
        &mut self,
        _input: StrRef<'_>,
        error: EncodeError,
    ) -> Result<(Replacement, usize), CodecError> {
        Ok((Replacement::Str(self.0.clone()), error.end))
    }

    fn encode_failed(&mut self, _input: StrRef<'_>, error: EncodeError) -> CodecError {
        CodecError::Encode(error)
    }
}

#[test]
fn a_handler_of_ones_own() {
    let s = StrBuf::from("a€b");
    let ascii = Encoding::Ascii;
    assert_eq!(
        ascii.encode(s.view(), &mut Custom("[]".into())).unwrap(),
        b"a[]b"
    );
    // A replacement that cannot be encoded raises the original error.
    let failed = ascii.encode(s.view(), &mut Custom("é".into())).unwrap_err();
    assert!(matches!(
        failed,
        CodecError::Encode(EncodeError {
            start: 1,
            end: 2,
            ..
        })
    ));
    // A position beyond the end ends the conversion.
    assert_eq!(
        Encoding::Utf8
            .decode(b"a\xFFbc\xFF", &mut Custom("€".into()))
            .unwrap(),
        "a€c€"
    );
    let utf16 = Encoding::Utf16(None);
    assert_eq!(
        utf16.decode(b"a\0b", &mut Custom("!".into())).unwrap(),
        "a!"
    );
}

#[test]
fn invalid_escapes_are_reported() {
    let first = |input: &[u8]| {
        escape::decode(input, &mut Errors::Strict, true)
            .unwrap()
            .invalid
    };
    assert_eq!(first(b"\\n\\q\\z"), Some(escape::InvalidEscape::Char(b'q')));
    assert_eq!(first(b"\\777"), Some(escape::InvalidEscape::Octal(0o777)));
    assert_eq!(first(b"\\x41"), None);
}
