//! The templates of `str.format`, against CPython's answers.

mod rows;

use rows::{Row, Show, check, table};
use std::ops::Range;
use tricera_text::format::brace::{self, First, Numbering, Parser, Step};
use tricera_text::number::Error;
use tricera_text::str::{StrBuf, StrRef};

fn part(template: StrRef<'_>, range: &Range<usize>) -> String {
    StrBuf::from(template.slice(range.clone())).show()
}

/// The pieces as the tables show `_string.formatter_parser`'s tuples.
fn parse(template: StrRef<'_>) -> Result<String, Error> {
    let mut out = Vec::new();
    for piece in Parser::new(template) {
        let piece = piece?;
        let literal = part(template, &piece.literal);
        out.push(match piece.field {
            None => format!("{literal}/None/None/None"),
            Some(field) => format!(
                "{literal}/{}/{}/{}",
                part(template, &field.name),
                part(template, &field.spec),
                field.conversion.map_or("None".into(), |c| {
                    let mut text = StrBuf::new();
                    text.push(c);
                    text.show()
                })
            ),
        });
    }
    Ok(out.join(";"))
}

fn split(name: StrRef<'_>) -> Result<String, Error> {
    let (first, steps) = brace::split_name(name, 0..name.len())?;
    let mut out = vec![match first {
        First::Index(index) => format!("#{index}"),
        First::Name(range) => part(name, &range),
    }];
    for step in steps {
        out.push(match step? {
            Step::Attribute(range) => format!(".{}", part(name, &range)),
            Step::Key(range) => format!("[]{}", part(name, &range)),
            Step::Index(index) => format!("[]#{index}"),
        });
    }
    Ok(out.join(";"))
}

/// `template.format("x", "3", "z", a="5")`, as far as names and numbers go.
fn number(template: StrRef<'_>) -> Result<StrBuf, Error> {
    fn expand(
        template: StrRef<'_>,
        range: Range<usize>,
        numbering: &mut Numbering,
        depth: usize,
    ) -> Result<StrBuf, Error> {
        if depth == 0 {
            return Err(brace::too_deep());
        }
        let mut out = StrBuf::new();
        for piece in Parser::within(template, range) {
            let piece = piece?;
            out.push_str(template.slice(piece.literal));
            let Some(field) = piece.field else { continue };
            let (first, _) = brace::split_name(template, field.name)?;
            let value = match numbering.resolve(first)? {
                First::Index(index) => ["x", "3", "z"][index],
                First::Name(_) => "5",
            };
            if let Some(conversion) = field.conversion {
                return Err(brace::unknown_conversion(conversion));
            }
            let spec = if field.nested {
                expand(template, field.spec, numbering, depth - 1)?
            } else {
                template.slice(field.spec).into()
            };
            let value = StrBuf::from(value);
            out.push_str(
                tricera_text::format::format_str(value.view(), spec.view(), "str")?.view(),
            );
        }
        Ok(out)
    }
    expand(
        template,
        0..template.len(),
        &mut Numbering::default(),
        brace::MAX_DEPTH,
    )
}

fn answer(row: &Row) -> String {
    let text = row.text(0);
    match row.operation() {
        // Already escaped, piece by piece.
        "parse" => parse(text.view()).unwrap_or_else(|error| error.show()),
        "split" => split(text.view()).unwrap_or_else(|error| error.show()),
        "number" | "conversion" | "depth" => number(text.view()).show(),
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn templates_answer_as_cpython() {
    check(&table(include_str!("data/brace.tsv")), answer);
}
