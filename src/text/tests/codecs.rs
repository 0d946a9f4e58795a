//! Encoding and decoding with every error handler, against CPython's answers.

mod common;

use common::{Error, List, Str, Value, check};
use tricera_text::codec::charmap::{self, EncodingMap};
use tricera_text::codec::{
    CodecError, DecodeError, DecodeErrors, EncodeError, EncodeErrors, Encoding, Errors,
    Replacement, escape, message, utf8, utf16, utf32,
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
        Err(CodecError::WrongDirection(exception)) => {
            let text = format!("don't know how to handle {exception} in error callback");
            Str(text.as_str().into())
        }
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
        "encode_message" | "decode_message" | "translate_message" => {
            let (start, end) = (args[2].int(), args[3].int());
            let reason = args[4].str().view();
            match name {
                "encode_message" => {
                    let (encoding, object) = (args[0].str().view(), args[1].str().view());
                    message::encode(encoding, object, start, end, reason)
                }
                "decode_message" => {
                    message::decode(args[0].str().view(), args[1].bytes(), start, end, reason)
                }
                _ => message::translate(args[1].str().view(), start, end, reason),
            }
            .into()
        }
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

/// Numbers that look random and are the same in every run.
fn numbers() -> impl FnMut(usize) -> usize {
    let mut state = 1u64;
    move |below| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

const HANDLERS: [Errors; 8] = [
    Errors::Strict,
    Errors::Ignore,
    Errors::Replace,
    Errors::BackslashReplace,
    Errors::XmlCharRefReplace,
    Errors::NameReplace,
    Errors::SurrogateEscape,
    Errors::SurrogatePass,
];

const ENCODINGS: [&str; 12] = [
    "ascii",
    "latin-1",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "utf-32-be",
    "unicode_escape",
    "raw_unicode_escape",
];

#[test]
fn what_is_encoded_decodes_to_itself() {
    let mut next = numbers();
    let limits = [0x80, 0x100, 0x800, 0x3000, 0x1_0000, 0x11_0000];
    for _ in 0..3000 {
        let limit = limits[next(limits.len())];
        let mut s = StrBuf::new();
        (0..next(40)).for_each(|_| s.push(next(limit) as u32));
        for name in ENCODINGS {
            let encoding = Encoding::from_name(name).unwrap();
            // The raw codec does not escape backslashes, and a mark in front is not text.
            let ambiguous = match name {
                "raw_unicode_escape" => s.view().chars().any(|c| c == 0x5C),
                "utf-8-sig" | "utf-16" | "utf-32" => s.view().get(0) == Some(0xFEFF),
                // Pairs of surrogates come back as what they encode.
                "utf-16-le" | "utf-16-be" => limit > 0xD800,
                _ => false,
            };
            if let Ok(bytes) = encoding.encode(s.view(), &mut Errors::SurrogatePass)
                && !ambiguous
                && !(name == "utf-16" && limit > 0xD800)
            {
                let back = encoding.decode(&bytes, &mut Errors::SurrogatePass).unwrap();
                assert_eq!(back, s, "{name}");
                assert_eq!(back.view().width(), back.view().narrowest());
            }
        }
        if let Some(text) = s.view().to_str() {
            assert_eq!(
                utf8::encode(s.view(), &mut Errors::Strict).unwrap(),
                text.as_bytes()
            );
            assert_eq!(StrBuf::from(&*text), s);
        }
    }
}

#[test]
fn no_input_panics_and_escaped_bytes_come_back() {
    let mut next = numbers();
    let pool = b"\\xuUN{}0a\xff\xfe\xd8\xdc\x00\xed\xa0\x80\xe2\x82\xac\xf0\x9f\x98\x80\xc3";
    for _ in 0..20_000 {
        let input: Vec<u8> = (0..next(24)).map(|_| pool[next(pool.len())]).collect();
        let encoding = Encoding::from_name(ENCODINGS[next(ENCODINGS.len())]).unwrap();
        if let Ok(s) = encoding.decode(&input, &mut { HANDLERS[next(HANDLERS.len())] }) {
            assert_eq!(s.view().width(), s.view().narrowest());
        }
        for mut errors in HANDLERS {
            let (_, consumed) = utf8::decode(&input, &mut Errors::Replace, false).unwrap();
            assert!(consumed <= input.len());
            let _ = escape::decode(&input, &mut errors, false);
        }
        for encoding in [Encoding::Utf8, Encoding::Ascii] {
            let s = encoding
                .decode(&input, &mut Errors::SurrogateEscape)
                .unwrap();
            assert_eq!(
                encoding
                    .encode(s.view(), &mut Errors::SurrogateEscape)
                    .unwrap(),
                input
            );
        }
    }
}
