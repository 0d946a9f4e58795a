//! Text that means nothing is refused, and what parsers report stays within the text.

use std::ops::Range;
use tricera_text::format::percent::{Arguments, Flavor, Parser as PercentParser, Piece};
use tricera_text::format::{brace, format_complex, format_float, format_int, format_str};
use tricera_text::number::{Error, Int, IntRef, float, int};
use tricera_text::str::StrBuf;

/// A small generator (xorshift), so that a failure comes again.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn text(&mut self, alphabet: &str) -> StrBuf {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let mut text = StrBuf::new();
        for _ in 0..self.below(12) {
            text.push(alphabet[self.below(alphabet.len())].into());
        }
        text
    }
}

const ROUNDS: usize = 20_000;

/// A width or precision that was taken seriously would fill the memory with padding.
fn is_small(text: &StrBuf) -> bool {
    let text = text.to_string();
    !text
        .split(|c: char| !c.is_numeric())
        .any(|digits| digits.chars().count() > 4)
}

trait ToText {
    fn to_string(&self) -> String;
}

impl ToText for StrBuf {
    fn to_string(&self) -> String {
        self.view().to_string()
    }
}

#[test]
fn specifiers() {
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    let value = StrBuf::from("héllo");
    let mut good = 0;
    for _ in 0..ROUNDS {
        let spec = random.text("<>^=+- z#00,_..123bcdefgnsx%é€٣\0");
        if !is_small(&spec) {
            continue;
        }
        let results = [
            format_str(value.view(), spec.view(), "str"),
            format_int(IntRef::Small(-1234), spec.view(), "int", 4300),
            format_float(-1234.5678, spec.view(), "float"),
            format_complex(1.5, -0.0, spec.view(), "complex"),
        ];
        for result in results {
            match result {
                Ok(_) => good += 1,
                Err(error) => assert!(!error.message.is_empty(), "{spec:?}"),
            }
        }
    }
    assert!(
        good > 1000,
        "the alphabet makes {good} specifiers that mean something"
    );
}

/// Arguments without end.
struct Endless;

impl Arguments for Endless {
    type Error = Error;

    fn is_mapping(&self) -> bool {
        true
    }

    fn select(&mut self, _: Range<usize>) -> Result<(), Error> {
        Ok(())
    }

    fn star(&mut self) -> Result<Option<Int>, Error> {
        Ok(Some(Int::Small(-7)))
    }
}

#[test]
fn percent_formats() {
    let mut random = Random(0xFEED_5678_9ABC_DEF1);
    for _ in 0..ROUNDS {
        let format = random.text("%%%()-+ #0*..123diouxXeEfgGcrsahl€é");
        let mut parser = PercentParser::new(format.view(), Flavor::Str);
        let mut at = 0;
        loop {
            match parser.next(&mut Endless) {
                Ok(Some(Piece::Literal(range))) => {
                    assert!(
                        range.start >= at && range.end > range.start && range.end <= format.len()
                    );
                    at = range.end;
                }
                Ok(Some(Piece::Percent)) => at += 2,
                Ok(Some(Piece::Field(field))) => {
                    assert!(field.index >= at && field.index < format.len());
                    at = field.index + 1;
                    assert_eq!(format.view().at(field.index), field.character);
                }
                Ok(None) => break assert_eq!(at, format.len()),
                Err(error) => break assert!(!error.message.is_empty()),
            }
        }
    }
}

#[test]
fn templates() {
    let mut random = Random(0xABCD_5678_9ABC_DEF1);
    for _ in 0..ROUNDS {
        let template = random.text("{{{}}}[]:!.ab01r€");
        for piece in brace::Parser::new(template.view()) {
            let Ok(piece) = piece else { break };
            assert!(piece.literal.end <= template.len());
            let Some(field) = piece.field else { continue };
            assert!(field.name.end <= field.spec.start && field.spec.end <= template.len());
            if let Ok((_, steps)) = brace::split_name(template.view(), field.name.clone()) {
                // Each step takes at least two characters, and an error is the last one.
                assert!(steps.count() <= field.name.len());
            }
        }
    }
}

#[test]
fn number_literals() {
    let mut random = Random(0x9999_5678_9ABC_DEF1);
    for _ in 0..ROUNDS {
        let text = random.text("00123456789abfxXoO__+-.eEpPinfNaN \t");
        let Some(text) = text.view().as_ascii().map(str::to_owned) else {
            unreachable!("the alphabet is ASCII")
        };
        for base in [0, 2, 10, 16, 36] {
            if let Ok(value) = int::parse(text.as_bytes(), base, 0)
                && base == 10
            {
                let printed = int::decimal(value.view(), 0).unwrap();
                assert_eq!(int::parse(printed.as_bytes(), 10, 0), Ok(value));
            }
        }
        if let Ok(value) = float::parse(text.as_bytes()) {
            let printed = float::repr(value);
            assert_eq!(
                float::parse(&printed).unwrap().to_bits() << 1,
                value.to_bits() << 1
            );
        }
        if let Ok(value) = float::from_hex(text.as_bytes())
            && !value.is_nan()
        {
            assert_eq!(float::from_hex(float::to_hex(value).as_bytes()), Ok(value));
        }
    }
}
