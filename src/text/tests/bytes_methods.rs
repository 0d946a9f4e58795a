//! The algorithms behind bytes' methods, against CPython's answers.

mod common;

use common::{Bytes, Error, List, Value, check};
use std::ops::Range;
use tricera_text::bytes::build::*;
use tricera_text::bytes::split::Side;
use tricera_text::bytes::{case, classify, hex, repr, search, split};
use tricera_text::str::justify::Align;

fn pieces(s: &[u8], run: impl FnOnce(&mut dyn FnMut(Range<usize>))) -> Vec<Value> {
    let mut all = vec![];
    run(&mut |range| all.push(Bytes(s[range].to_vec())));
    all
}

fn reversed(mut pieces: Vec<Value>) -> Value {
    pieces.reverse();
    List(pieces)
}

fn cut(s: &[u8], found: Option<Range<usize>>, missing: [usize; 3]) -> Value {
    List(match found {
        Some(at) => {
            vec![
                s[..at.start].to_vec().into(),
                s[at.clone()].to_vec().into(),
                s[at.end..].to_vec().into(),
            ]
        }
        None => missing.map(|len| s[..len].to_vec().into()).to_vec(),
    })
}

fn limit(v: Option<&Value>) -> usize {
    v.map_or(usize::MAX, |v| {
        v.int::<i64>().try_into().unwrap_or(usize::MAX)
    })
}

fn call(name: &str, args: &[Value]) -> Value {
    if name == "fromhex" {
        return match hex::from_hex(args[0].str().view()) {
            Ok(bytes) => bytes.into(),
            Err(e) => Error(e.to_string()),
        };
    }
    let s = args[0].bytes();
    let other = || args[1].bytes();
    let bounds = || match args {
        [_, _, a, b] => (a.int(), b.int()),
        _ => (0, isize::MAX),
    };
    let side = || match name.as_bytes()[0] {
        b'l' => Side::Left,
        b'r' => Side::Right,
        _ => Side::Both,
    };
    let same = || s.to_vec();
    match name {
        "upper" => case::upper(s).into(),
        "lower" => case::lower(s).into(),
        "title" => case::title(s).into(),
        "capitalize" => case::capitalize(s).into(),
        "swapcase" => case::swapcase(s).into(),
        "translate" => case::translate(s, None, other()).into(),
        "translate_rot" => {
            let table = std::array::from_fn(|i| (i * 7 + 3) as u8);
            case::translate(s, Some(&table), other()).into()
        }
        "isalpha" => classify::is_alpha(s).into(),
        "isalnum" => classify::is_alnum(s).into(),
        "isdigit" => classify::is_digit(s).into(),
        "isspace" => classify::is_space(s).into(),
        "islower" => classify::is_lower(s).into(),
        "isupper" => classify::is_upper(s).into(),
        "istitle" => classify::is_title(s).into(),
        "repr" => repr::repr(s).into(),
        "hex" => match args {
            [_, sep, group] => hex::hex(s, Some(sep.bytes()[0]), group.int()).into(),
            _ => hex::hex(s, None, 1).into(),
        },
        "reverse" if s.is_empty() => same().into(),
        "reverse" => stepped(s, s.len() - 1, -1, s.len()).into(),
        "find" => search::find_in(s, other(), bounds().0, bounds().1).into(),
        "rfind" => search::rfind_in(s, other(), bounds().0, bounds().1).into(),
        "count" => search::count_in(s, other(), bounds().0, bounds().1).into(),
        "startswith" => search::starts_with_in(s, other(), bounds().0, bounds().1).into(),
        "endswith" => search::ends_with_in(s, other(), bounds().0, bounds().1).into(),
        "split" => List(pieces(s, |emit| match args.get(1) {
            Some(Bytes(sep)) => split::split(s, sep, limit(args.get(2)), emit),
            _ => split::split_whitespace(s, limit(args.get(2)), emit),
        })),
        "rsplit" => reversed(pieces(s, |emit| match args.get(1) {
            Some(Bytes(sep)) => split::rsplit(s, sep, limit(args.get(2)), emit),
            _ => split::rsplit_whitespace(s, limit(args.get(2)), emit),
        })),
        "splitlines" => List(pieces(s, |emit| split::split_lines(s, false, emit))),
        "splitlines_keep" => List(pieces(s, |emit| split::split_lines(s, true, emit))),
        "partition" => cut(s, split::partition(s, other()), [s.len(), 0, 0]),
        "rpartition" => cut(s, split::rpartition(s, other()), [0, 0, s.len()]),
        "strip" | "lstrip" | "rstrip" => match args.get(1) {
            Some(off) => s[split::strip_bytes(s, off.bytes(), side())]
                .to_vec()
                .into(),
            None => s[split::strip_whitespace(s, side())].to_vec().into(),
        },
        "replace" => {
            let done = replace(s, other(), args[2].bytes(), limit(args.get(3)));
            done.unwrap().unwrap_or_else(same).into()
        }
        "center" | "ljust" | "rjust" => {
            let align = match name {
                "center" => Align::Center,
                "ljust" => Align::Left,
                _ => Align::Right,
            };
            let done = justify(s, args[1].int(), args[2].bytes()[0], align);
            done.unwrap().unwrap_or_else(same).into()
        }
        "zfill" => zfill(s, args[1].int()).unwrap().unwrap_or_else(same).into(),
        "expandtabs" => {
            let tab = args.get(1).map_or(8, Value::int);
            expand_tabs(s, tab).unwrap().unwrap_or_else(same).into()
        }
        "join" => join(s, args[1].list().iter().map(Value::bytes))
            .unwrap()
            .into(),
        "repeat" => repeat(s, args[1].int()).unwrap().into(),
        _ => panic!("{name}"),
    }
}

#[test]
fn bytes_methods_answer_as_cpython() {
    check("bytes.tsv", call);
}
