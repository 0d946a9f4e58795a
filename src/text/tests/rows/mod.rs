//! Reads the tables that tools/make_number_data.py wrote.

// Each test file uses its own part of this.
#![allow(dead_code)]

use tricera_text::number::{Error, Int, ParseError};
use tricera_text::str::StrBuf;

/// One question and CPython's answer.
pub struct Row {
    line: usize,
    fields: Vec<String>,
}

/// The rows of a table.
pub fn table(text: &str) -> Vec<Row> {
    text.lines()
        .enumerate()
        .map(|(index, line)| Row {
            line: index + 1,
            fields: line.split('\t').map(str::to_string).collect(),
        })
        .collect()
}

impl Row {
    pub fn operation(&self) -> &str {
        &self.fields[0]
    }

    /// The number of arguments.
    pub fn count(&self) -> usize {
        self.fields.len() - 2
    }

    pub fn raw(&self, index: usize) -> &str {
        &self.fields[index + 1]
    }

    pub fn answer(&self) -> &str {
        &self.fields[self.fields.len() - 1]
    }

    pub fn int(&self, index: usize) -> Int {
        self.raw(index).parse().unwrap()
    }

    pub fn float(&self, index: usize) -> f64 {
        float(self.raw(index))
    }

    pub fn flag(&self, index: usize) -> bool {
        self.raw(index) == "True"
    }

    pub fn text(&self, index: usize) -> StrBuf {
        unescape(self.raw(index))
    }

    pub fn bytes(&self, index: usize) -> Vec<u8> {
        let hex = self.raw(index);
        (0..hex.len() / 2)
            .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
            .collect()
    }
}

pub fn float(text: &str) -> f64 {
    match text {
        "nan" => f64::NAN,
        bits => f64::from_bits(u64::from_str_radix(bits, 16).unwrap()),
    }
}

pub fn unescape(text: &str) -> StrBuf {
    let mut out = StrBuf::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        out.push_latin1(before.as_bytes());
        let (hex, after) = after.split_once('}').unwrap();
        out.push(u32::from_str_radix(hex, 16).unwrap());
        rest = after;
    }
    out.push_latin1(rest.as_bytes());
    out
}

pub fn escape(text: &StrBuf) -> String {
    (0..text.len())
        .map(|i| match text.view().at(i) {
            c @ 0x20..=0x7E if c != 0x5C => char::from_u32(c).unwrap().to_string(),
            c => format!("\\u{{{c:x}}}"),
        })
        .collect()
}

/// What a function answers, in the spelling of the tables.
pub trait Show {
    fn show(&self) -> String;
}

impl Show for Int {
    fn show(&self) -> String {
        self.view().to_string()
    }
}

impl Show for f64 {
    fn show(&self) -> String {
        if self.is_nan() {
            "nan".into()
        } else {
            format!("{:016x}", self.to_bits())
        }
    }
}

impl Show for bool {
    fn show(&self) -> String {
        if *self { "True" } else { "False" }.into()
    }
}

impl Show for u64 {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for i32 {
    fn show(&self) -> String {
        self.to_string()
    }
}

impl Show for &str {
    fn show(&self) -> String {
        escape(&StrBuf::from(*self))
    }
}

impl Show for String {
    fn show(&self) -> String {
        self.as_str().show()
    }
}

impl Show for StrBuf {
    fn show(&self) -> String {
        escape(self)
    }
}

impl Show for Vec<u8> {
    fn show(&self) -> String {
        self.iter().map(|b| format!("{b:02x}")).collect()
    }
}

impl<A: Show, B: Show> Show for (A, B) {
    fn show(&self) -> String {
        format!("{},{}", self.0.show(), self.1.show())
    }
}

impl Show for Error {
    fn show(&self) -> String {
        let message = match self.kind {
            tricera_text::number::ErrorKind::OutOfRange => format!("(34, '{}')", self.message),
            _ => self.message.to_string(),
        };
        format!("!{}: {}", self.kind.name(), message.show())
    }
}

impl Show for ParseError {
    fn show(&self) -> String {
        match self {
            ParseError::Literal => "!ValueError: invalid literal".into(),
            ParseError::Other(error) => error.show(),
        }
    }
}

impl<T: Show, E: Show> Show for Result<T, E> {
    fn show(&self) -> String {
        match self {
            Ok(value) => value.show(),
            Err(error) => error.show(),
        }
    }
}

impl<T: Show> Show for Option<T> {
    fn show(&self) -> String {
        self.as_ref().map_or("None".into(), Show::show)
    }
}

/// Runs every row and reports the rows that differ, all at once.
pub fn check(rows: &[Row], answer: impl Fn(&Row) -> String) {
    assert!(!rows.is_empty());
    let mut wrong = 0;
    for row in rows {
        let got = answer(row);
        if got != row.answer() {
            wrong += 1;
            if wrong <= 40 {
                let fields = row.fields[..row.fields.len() - 1].join(" | ");
                println!(
                    "line {}: {fields:.200}\n    CPython {:.200}\n    we      {got:.200}",
                    row.line,
                    row.answer()
                );
            }
        }
    }
    assert_eq!(wrong, 0, "of {} rows", rows.len());
}
