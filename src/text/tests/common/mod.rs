//! Reads the tables that tools/make_test_data.py wrote.

// Each test file uses its own part of this.
#![allow(dead_code)]

use std::path::Path;
use tricera_text::str::StrBuf;

/// A value as the tables spell it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Str(StrBuf),
    Bytes(Vec<u8>),
    /// The digits: some are larger than any machine word.
    Int(String),
    Bool(bool),
    None,
    List(Vec<Value>),
    Error(String),
}

pub use Value::{Bool, Bytes, Error, List, Str};

impl Value {
    pub fn parse(text: &str) -> Value {
        let rest = &text[1..];
        match text.as_bytes()[0] {
            b's' => {
                let mut s = StrBuf::new();
                for c in rest.split('.').filter(|c| !c.is_empty()) {
                    s.push(u32::from_str_radix(c, 16).unwrap());
                }
                Str(s.finish())
            }
            b'b' => Bytes(
                (0..rest.len() / 2)
                    .map(|i| u8::from_str_radix(&rest[2 * i..2 * i + 2], 16).unwrap())
                    .collect(),
            ),
            b'i' => Value::Int(rest.to_string()),
            b'T' => Bool(true),
            b'F' => Bool(false),
            b'N' => Value::None,
            b'l' if rest.is_empty() => List(vec![]),
            b'l' => List(rest.split(',').map(Value::parse).collect()),
            b'e' => Error(rest.to_string()),
            other => panic!("unknown kind {other}"),
        }
    }

    #[track_caller]
    pub fn str(&self) -> &StrBuf {
        match self {
            Str(s) => s,
            other => panic!("not a str: {other:?}"),
        }
    }

    #[track_caller]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Bytes(b) => b,
            other => panic!("not bytes: {other:?}"),
        }
    }

    #[track_caller]
    pub fn int<N: std::str::FromStr<Err: std::fmt::Debug>>(&self) -> N {
        match self {
            Value::Int(n) => n.parse().unwrap(),
            other => panic!("not an int: {other:?}"),
        }
    }

    #[track_caller]
    pub fn list(&self) -> &[Value] {
        match self {
            List(items) => items,
            other => panic!("not a list: {other:?}"),
        }
    }
}

impl From<StrBuf> for Value {
    fn from(s: StrBuf) -> Value {
        Str(s)
    }
}

impl From<Vec<u8>> for Value {
    fn from(b: Vec<u8>) -> Value {
        Bytes(b)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Bool(b)
    }
}

macro_rules! from_int {
    ($($int:ty)*) => {$(
        impl From<$int> for Value {
            fn from(n: $int) -> Value {
                Value::Int(n.to_string())
            }
        }
    )*};
}
from_int!(usize i64 u64);

/// Python's -1 for "not found".
impl From<Option<usize>> for Value {
    fn from(at: Option<usize>) -> Value {
        Value::Int(at.map_or(-1, |at| at as i64).to_string())
    }
}

/// Runs every line of a table and compares; shows the first differences of all.
#[track_caller]
pub fn check(table: &str, call: impl Fn(&str, &[Value]) -> Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(table);
    let lines = std::fs::read_to_string(path).unwrap();
    let (mut total, mut wrong) = (0, vec![]);
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap();
        let mut values: Vec<Value> = fields.map(Value::parse).collect();
        let expected = values.pop().unwrap();
        let got = call(name, &values);
        total += 1;
        if got != expected {
            wrong.push(format!(
                "{name}{values:?}\n   CPython {expected:?}\n   here    {got:?}"
            ));
        }
    }
    assert!(total > 10, "{table} is empty");
    let shown = wrong
        .iter()
        .take(20)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    assert!(
        wrong.is_empty(),
        "{} of {total} differ:\n{shown}",
        wrong.len()
    );
}
