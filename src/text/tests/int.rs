//! Integers, against CPython's answers.

mod rows;

use malachite_bigint::BigInt;
use rows::{Row, Show, check, table, unescape};
use tricera_text::number::int::{self, ByteOrder};
use tricera_text::number::{Int, IntRef, ParseError, ascii};

fn parse(text: &str, base: u32) -> Result<Int, ParseError> {
    int::parse(
        &ascii::normalize(unescape(text).view()),
        base,
        int::DEFAULT_MAX_STR_DIGITS,
    )
}

fn base(row: &Row) -> u32 {
    row.raw(1).parse().unwrap()
}

fn answer(row: &Row) -> String {
    let a = || row.int(0);
    let b = || row.int(1);
    let bytes =
        |order| int::to_bytes(a().view(), row.raw(1).parse().unwrap(), order, row.flag(2)).show();
    match row.operation() {
        "parse" => parse(row.raw(0), base(row)).show(),
        "parse_mod" => parse(row.raw(0), base(row))
            .map(|v| int::mod_floor(v.view(), IntRef::Small(1_000_000_007)).unwrap())
            .show(),
        "base" => int::prepare_base(a().view().to_i64().unwrap_or(i64::MAX))
            .map(|_| 0)
            .show(),
        "decimal_length" => {
            let value = BigInt::from(10).pow(row.raw(1).parse().unwrap())
                * row.raw(0).parse::<i32>().unwrap();
            int::decimal(Int::from(value).view(), int::DEFAULT_MAX_STR_DIGITS)
                .map(|text| text.len() as u64)
                .show()
        }
        "str" => int::decimal(a().view(), 4300).show(),
        "bin" => int::to_radix(a().view(), 2, true),
        "oct" => int::to_radix(a().view(), 8, true),
        "hex" => int::to_radix(a().view(), 16, true),
        "neg" => int::neg(a().view()).show(),
        "abs" => int::abs(a().view()).show(),
        "invert" => int::invert(a().view()).show(),
        "bit_length" => int::bit_length(a().view()).show(),
        "bit_count" => int::bit_count(a().view()).show(),
        "float" => int::as_f64(a().view()).show(),
        "isqrt" => int::isqrt(a().view()).show(),
        "round" => int::round(a().view(), b().view()).show(),
        "to_bytes" => bytes(ByteOrder::Big),
        "to_bytes_le" => bytes(ByteOrder::Little),
        "from_bytes_big" => int::from_bytes(&row.bytes(0), ByteOrder::Big, row.flag(1)).show(),
        "from_bytes_little" => {
            int::from_bytes(&row.bytes(0), ByteOrder::Little, row.flag(1)).show()
        }
        "add" => int::add(a().view(), b().view()).show(),
        "sub" => int::sub(a().view(), b().view()).show(),
        "mul" => int::mul(a().view(), b().view()).show(),
        "floordiv" => int::div_floor(a().view(), b().view()).show(),
        "mod" => int::mod_floor(a().view(), b().view()).show(),
        "divmod" => int::div_mod(a().view(), b().view()).show(),
        "truediv" => int::true_div(a().view(), b().view()).show(),
        "and" => int::bit_and(a().view(), b().view()).show(),
        "or" => int::bit_or(a().view(), b().view()).show(),
        "xor" => int::bit_xor(a().view(), b().view()).show(),
        "gcd" => int::gcd(a().view(), b().view()).show(),
        "lcm" => int::lcm(a().view(), b().view()).show(),
        "shl" => int::shl(a().view(), b().view()).show(),
        "shr" => int::shr(a().view(), b().view()).show(),
        "pow" => match int::pow(a().view(), b().view()) {
            Ok(int::Power::Int(value)) => value.show(),
            Ok(int::Power::Float(value)) => value.show(),
            Err(error) => error.show(),
        },
        "pow_mod" => int::pow_mod(a().view(), b().view(), row.int(2).view()).show(),
        "compare_f64" => int::compare_f64(a().view(), row.float(1))
            .map(|o| o as i32)
            .show(),
        "from_f64" => int::from_f64(row.float(0)).show(),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn integers_answer_as_cpython() {
    check(&table(include_str!("data/int.tsv")), answer);
}

#[test]
fn results_too_large_for_memory_are_errors() {
    let huge = Int::from(1i64 << 62);
    assert_eq!(
        int::shl(IntRef::Small(1), huge.view()).show(),
        "!MemoryError: "
    );
    assert_eq!(
        int::pow(IntRef::Small(2), huge.view()).unwrap_err().show(),
        "!MemoryError: "
    );
    assert_eq!(
        int::to_bytes(IntRef::Small(1), 1 << 62, ByteOrder::Big, false).show(),
        "!MemoryError: "
    );
}

#[test]
fn rounding_to_absurd_places_is_quick() {
    assert_eq!(
        int::round(IntRef::Small(15), IntRef::Small(i64::MIN)),
        Int::Small(0)
    );
}
