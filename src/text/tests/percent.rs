//! The `%` operator, against CPython's answers, with a driver as an interpreter would write it.

mod rows;

use rows::{Row, Show, check, float, table, unescape};
use std::ops::Range;
use tricera_text::format::percent::{
    self, Arguments, Conversion, Cursor, Field, Flavor, Parser, Piece, Take, errors,
};
use tricera_text::number::{self, Error, Int, IntRef};
use tricera_text::str::{StrBuf, StrRef};

const MAX_DIGITS: usize = number::int::DEFAULT_MAX_STR_DIGITS;

#[derive(Clone)]
enum Value {
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(StrBuf),
    Bytes(Vec<u8>),
    Tuple(Vec<Value>),
    Dict(Vec<(StrBuf, Value)>),
}

impl Value {
    fn parse(text: &str) -> Value {
        let (kind, rest) = text.split_at(1);
        let body = rest.strip_prefix(':').unwrap_or(rest);
        let items = || rest.split('|').skip(1);
        match kind {
            "b" => Value::Bool(body == "True"),
            "i" => Value::Int(body.parse().unwrap()),
            "f" => Value::Float(float(body)),
            "s" => Value::Str(unescape(body)),
            "y" => Value::Bytes(
                (0..body.len() / 2)
                    .map(|i| u8::from_str_radix(&body[2 * i..2 * i + 2], 16).unwrap())
                    .collect(),
            ),
            "t" => Value::Tuple(items().map(Value::parse).collect()),
            "d" => Value::Dict(
                items()
                    .map(|item| item.split_once('=').unwrap())
                    .map(|(key, value)| (unescape(key), Value::parse(value)))
                    .collect(),
            ),
            other => panic!("unknown kind {other}"),
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::Bytes(_) => "bytes",
            Value::Tuple(_) => "tuple",
            Value::Dict(_) => "dict",
        }
    }

    fn as_int(&self) -> Option<Int> {
        match self {
            Value::Bool(b) => Some(Int::Small((*b).into())),
            Value::Int(i) => Some(i.clone()),
            _ => None,
        }
    }

    fn to_text(&self) -> Result<StrBuf, Error> {
        Ok(match self {
            Value::Bool(b) => b.show().as_str().into(),
            Value::Int(i) => number::int::decimal(i.view(), MAX_DIGITS)?.as_str().into(),
            Value::Float(x) => StrBuf::from_latin1(&number::float::repr(*x)),
            Value::Str(s) => s.clone(),
            _ => panic!("no text in the data"),
        })
    }
}

struct Operand<'a> {
    format: StrRef<'a>,
    whole: Value,
    current: Value,
    cursor: Cursor,
}

impl Operand<'_> {
    fn next(&mut self) -> Result<Value, Error> {
        Ok(match (self.cursor.take()?, &self.current) {
            (Take::Item(index), Value::Tuple(items)) => items[index].clone(),
            (_, value) => value.clone(),
        })
    }
}

impl Arguments for Operand<'_> {
    type Error = Error;

    fn is_mapping(&self) -> bool {
        matches!(self.whole, Value::Dict(_))
    }

    fn select(&mut self, key: Range<usize>) -> Result<(), Error> {
        let Value::Dict(items) = &self.whole else {
            unreachable!()
        };
        let key = self.format.slice(key);
        let found = items.iter().find(|(k, _)| k.view() == key);
        self.current = found.expect("keys in the data are there").1.clone();
        self.cursor = Cursor::single();
        Ok(())
    }

    fn star(&mut self) -> Result<Option<Int>, Error> {
        Ok(self.next()?.as_int())
    }
}

fn write(field: &Field, value: &Value, flavor: Flavor) -> Result<StrBuf, Error> {
    let c = field.conversion_char();
    let name = value.type_name();
    match field.conversion(flavor)? {
        Conversion::Str if flavor == Flavor::Bytes => match value {
            Value::Bytes(bytes) => field.write_text(StrRef::Latin1(bytes)),
            _ => Err(errors::bytes_like_required(name)),
        },
        Conversion::Str | Conversion::Repr | Conversion::Ascii => {
            field.write_text(value.to_text()?.view())
        }
        Conversion::Char => match (value, value.as_int(), flavor) {
            (_, Some(int), Flavor::Str) => field.write_char(percent::character_of(int.view())?),
            (_, Some(int), Flavor::Bytes) => field.write_char(percent::byte_of(int.view())?.into()),
            (Value::Str(s), _, Flavor::Str) if s.len() == 1 => field.write_char(s.view().at(0)),
            (Value::Str(s), _, Flavor::Str) => Err(errors::one_character_required(s.len())),
            (Value::Bytes(b), _, Flavor::Bytes) if b.len() == 1 => field.write_char(b[0].into()),
            (Value::Bytes(b), _, Flavor::Bytes) => Err(errors::one_byte_required(name, b.len())),
            (_, _, Flavor::Str) => Err(errors::character_required(name)),
            (_, _, Flavor::Bytes) => Err(errors::byte_required(name)),
        },
        Conversion::Decimal => match (value, value.as_int()) {
            (_, Some(int)) => field.write_int(int.view(), MAX_DIGITS),
            (Value::Float(x), _) => field.write_int(number::int::from_f64(*x)?.view(), MAX_DIGITS),
            _ => Err(errors::real_number_required(c, name)),
        },
        Conversion::Radix => match value.as_int() {
            Some(int) => field.write_int(int.view(), MAX_DIGITS),
            None => Err(errors::integer_required(c, name)),
        },
        Conversion::Float => match (value, value.as_int()) {
            (Value::Float(x), _) => field.write_float(*x),
            (_, Some(int)) => field.write_float(number::int::as_f64(int.view())?),
            _ if flavor == Flavor::Bytes => Err(errors::float_required_in_bytes(name)),
            _ => Err(Error::type_error(format!(
                "must be real number, not {name}"
            ))),
        },
    }
}

fn apply(format: StrRef<'_>, argument: Value, flavor: Flavor) -> Result<StrBuf, Error> {
    let cursor = match &argument {
        Value::Tuple(items) => Cursor::tuple(items.len()),
        _ => Cursor::single(),
    };
    let mut operand = Operand {
        format,
        whole: argument.clone(),
        current: argument,
        cursor,
    };
    let mut parser = Parser::new(format, flavor);
    let mut out = StrBuf::new();
    while let Some(piece) = parser.next(&mut operand)? {
        match piece {
            Piece::Literal(range) => out.push_str(format.slice(range)),
            Piece::Percent => out.push('%'.into()),
            Piece::Field(field) => {
                let value = operand.next()?;
                out.push_str(write(&field, &value, flavor)?.view());
            }
        }
    }
    operand.cursor.finish(operand.is_mapping(), flavor)?;
    Ok(out)
}

fn answer(row: &Row) -> String {
    let argument = Value::parse(row.raw(1));
    match row.operation() {
        "str" => apply(row.text(0).view(), argument, Flavor::Str).show(),
        "bytes" => apply(StrRef::Latin1(&row.bytes(0)), argument, Flavor::Bytes)
            .map(|out| match out.view() {
                StrRef::Latin1(bytes) => bytes.to_vec(),
                other => panic!("not bytes: {other:?}"),
            })
            .show(),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn percent_formats_answer_as_cpython() {
    check(&table(include_str!("data/percent.tsv")), answer);
}

#[test]
fn absurd_widths_are_memory_errors() {
    let format = StrBuf::from("%9223372036854775807d");
    let got = apply(
        format.view(),
        Value::Int(IntRef::Small(1).to_big().into()),
        Flavor::Str,
    );
    assert_eq!(got.show(), "!MemoryError: ");
}
