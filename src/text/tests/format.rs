//! The format mini-language, against CPython's answers.

mod rows;

use rows::{Row, Show, check, table};
use tricera_text::format::{format_complex, format_float, format_int, format_str};
use tricera_text::number::{Int, int::DEFAULT_MAX_STR_DIGITS};
use tricera_text::str::StrBuf;

fn answer(row: &Row) -> String {
    let spec = row.text(row.count() - 1);
    let spec = spec.view();
    let int = |value: Int, name| format_int(value.view(), spec, name, DEFAULT_MAX_STR_DIGITS);
    match row.operation() {
        "format_str" => format_str(row.text(0).view(), spec, "str"),
        // Without a specifier bool.__format__ is str(), which is not for format_int to know.
        "format_bool" if spec.is_empty() => Ok(row.text(0)),
        "format_bool" => int(Int::Small(row.flag(0).into()), "bool"),
        "format_int" => int(row.int(0), "int"),
        "format_float" => format_float(row.float(0), spec, "float"),
        "format_complex" => format_complex(row.float(0), row.float(1), spec, "complex"),
        other => panic!("unknown operation {other}"),
    }
    .show()
}

#[test]
fn specifiers_answer_as_cpython() {
    check(&table(include_str!("data/format.tsv")), answer);
}

#[test]
fn absurd_widths_and_precisions_are_memory_errors() {
    let spec = |text: &str| StrBuf::from(text);
    let huge = "9223372036854775807";
    assert_eq!(
        format_float(1.5, spec(huge).view(), "float").show(),
        "!MemoryError: "
    );
    assert_eq!(
        format_int(
            Int::Small(1).view(),
            spec(&format!("0{huge},")).view(),
            "int",
            0
        )
        .show(),
        "!MemoryError: "
    );
    assert_eq!(
        format_str(spec("a").view(), spec(&format!("€>{huge}")).view(), "str").show(),
        "!MemoryError: "
    );
}
