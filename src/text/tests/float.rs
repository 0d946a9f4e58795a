//! Floats, against CPython's answers.

mod rows;

use rows::{Row, Show, check, table, unescape};
use tricera_text::number::float::{self, Power};
use tricera_text::number::{ParseError, ascii};

fn ascii_text(text: &[u8]) -> String {
    String::from_utf8(text.to_vec()).unwrap()
}

fn answer(row: &Row) -> String {
    let a = || row.float(0);
    let b = || row.float(1);
    match row.operation() {
        "repr" => ascii_text(&float::repr(a())),
        "hex" => float::to_hex(a()),
        "ratio" => float::as_integer_ratio(a()).show(),
        "is_integer" => float::is_integer(a()).show(),
        "round" => float::round_to_int(a()).show(),
        "floor" => float::floor(a()).show(),
        "ceil" => float::ceil(a()).show(),
        "trunc" => float::trunc(a()).show(),
        "round_digits" => float::round_digits(a(), row.int(1).view()).show(),
        "parse" => match float::parse(&ascii::normalize(unescape(row.raw(0)).view())) {
            Err(ParseError::Literal) => "!ValueError: literal".into(),
            other => other.show(),
        },
        "from_hex" => float::from_hex(&ascii::normalize(unescape(row.raw(0)).view())).show(),
        "truediv" => float::true_div(a(), b()).show(),
        "floordiv" => float::div_floor(a(), b()).show(),
        "mod" => float::mod_floor(a(), b()).show(),
        "divmod" => float::div_mod(a(), b()).show(),
        "pow" => match float::pow(a(), b()) {
            Ok(Power::Real(value)) => value.show(),
            Ok(Power::Complex) => "complex".into(),
            Err(error) => error.show(),
        },
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn floats_answer_as_cpython() {
    check(&table(include_str!("data/float.tsv")), answer);
}

#[test]
fn shortest_forms_read_back() {
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    for _ in 0..200_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let value = f64::from_bits(state);
        if value.is_finite() {
            assert_eq!(float::parse(&float::repr(value)), Ok(value));
        }
    }
}
