//! The algorithms behind str's methods, against CPython's answers.

mod common;

use common::{List, Str, Value, check};
use std::cmp::Ordering;
use std::ops::Range;
use tricera_text::hash::{HashKeys, HashSeed, hash_str};
use tricera_text::str::justify::{Align, expand_tabs, justify, zfill};
use tricera_text::str::strip::{Side, remove_prefix, remove_suffix, strip_chars, strip_whitespace};
use tricera_text::str::{
    StrBuf, StrRef, case, classify, compare, join, replace, repr, search, slice, split,
};

fn piece(s: StrRef<'_>, range: Range<usize>) -> Value {
    Str(StrBuf::from(s.slice(range)))
}

/// Runs a splitting function and collects the pieces.
fn pieces<'a>(s: StrRef<'a>, run: impl FnOnce(&mut dyn FnMut(Range<usize>))) -> Vec<Value> {
    let mut all = vec![];
    run(&mut |range| all.push(piece(s, range)));
    all
}

fn reversed(mut pieces: Vec<Value>) -> Value {
    pieces.reverse();
    List(pieces)
}

fn cut(s: StrRef<'_>, found: Option<Range<usize>>, missing: [usize; 3]) -> Value {
    match found {
        Some(at) => List(vec![
            piece(s, 0..at.start),
            piece(s, at.clone()),
            piece(s, at.end..s.len()),
        ]),
        None => List(missing.map(|len| piece(s, 0..len)).to_vec()),
    }
}

/// -1 means no limit.
fn limit(v: Option<&Value>) -> usize {
    v.map_or(usize::MAX, |v| {
        v.int::<i64>().try_into().unwrap_or(usize::MAX)
    })
}

fn call(name: &str, args: &[Value]) -> Value {
    let s = args[0].str().view();
    let other = || args[1].str().view();
    let bounds = || match args {
        [_, _, a, b] => (a.int(), b.int()),
        _ => (0, isize::MAX),
    };
    let side = || match name.as_bytes()[0] {
        b'l' => Side::Left,
        b'r' => Side::Right,
        _ => Side::Both,
    };
    let same = || StrBuf::from(s);
    match name {
        "upper" => case::upper(s).into(),
        "lower" => case::lower(s).into(),
        "title" => case::title(s).into(),
        "capitalize" => case::capitalize(s).into(),
        "swapcase" => case::swapcase(s).into(),
        "casefold" => case::casefold(s).into(),
        "isalpha" => classify::is_alpha(s).into(),
        "isalnum" => classify::is_alnum(s).into(),
        "isdecimal" => classify::is_decimal(s).into(),
        "isdigit" => classify::is_digit(s).into(),
        "isnumeric" => classify::is_numeric(s).into(),
        "isspace" => classify::is_space(s).into(),
        "isprintable" => classify::is_printable(s).into(),
        "isidentifier" => classify::is_identifier(s).into(),
        "islower" => classify::is_lower(s).into(),
        "isupper" => classify::is_upper(s).into(),
        "istitle" => classify::is_title(s).into(),
        "isascii" => s.is_ascii().into(),
        "repr" => repr::repr(s).into(),
        "ascii" => {
            let escaped = repr::ascii(s);
            let raw = repr::repr(s);
            assert_eq!(repr::escape_non_ascii(raw.view()).unwrap_or(raw), escaped);
            escaped.into()
        }
        "reverse" => slice::reverse(s).into(),
        "hash" => hash_str(&HashKeys::new(HashSeed::Fixed(0)), s).into(),
        "eq" => (s == other()).into(),
        "lt" => (compare::compare(s, other()) == Ordering::Less).into(),
        "find" => search::find_in(s, other(), bounds().0, bounds().1).into(),
        "rfind" => search::rfind_in(s, other(), bounds().0, bounds().1).into(),
        "count" => search::count_in(s, other(), bounds().0, bounds().1).into(),
        "startswith" => search::starts_with_in(s, other(), bounds().0, bounds().1).into(),
        "endswith" => search::ends_with_in(s, other(), bounds().0, bounds().1).into(),
        "split" => List(pieces(s, |emit| match args.get(1) {
            Some(Str(sep)) => split::split(s, sep.view(), limit(args.get(2)), emit),
            _ => split::split_whitespace(s, limit(args.get(2)), emit),
        })),
        "rsplit" => reversed(pieces(s, |emit| match args.get(1) {
            Some(Str(sep)) => split::rsplit(s, sep.view(), limit(args.get(2)), emit),
            _ => split::rsplit_whitespace(s, limit(args.get(2)), emit),
        })),
        "splitlines" => List(pieces(s, |emit| split::split_lines(s, false, emit))),
        "splitlines_keep" => List(pieces(s, |emit| split::split_lines(s, true, emit))),
        "partition" => cut(s, split::partition(s, other()), [s.len(), 0, 0]),
        "rpartition" => cut(s, split::rpartition(s, other()), [0, 0, s.len()]),
        "strip" | "lstrip" | "rstrip" => match args.get(1) {
            Some(chars) => piece(s, strip_chars(s, chars.str().view(), side())),
            None => piece(s, strip_whitespace(s, side())),
        },
        "removeprefix" => piece(s, remove_prefix(s, other())),
        "removesuffix" => piece(s, remove_suffix(s, other())),
        "replace" => {
            let done = replace::replace(s, other(), args[2].str().view(), limit(args.get(3)));
            done.unwrap().unwrap_or_else(same).into()
        }
        "center" | "ljust" | "rjust" => {
            let align = match name {
                "center" => Align::Center,
                "ljust" => Align::Left,
                _ => Align::Right,
            };
            let done = justify(s, args[1].int(), args[2].str().view().at(0), align);
            done.unwrap().unwrap_or_else(same).into()
        }
        "zfill" => zfill(s, args[1].int()).unwrap().unwrap_or_else(same).into(),
        "expandtabs" => {
            let tab = args.get(1).map_or(8, Value::int);
            expand_tabs(s, tab).unwrap().unwrap_or_else(same).into()
        }
        "join" => join::join(s, args[1].list().iter().map(|p| p.str().view()))
            .unwrap()
            .into(),
        "repeat" => join::repeat(s, args[1].int()).unwrap().into(),
        "slice" => {
            let [start, stop, step] =
                [1, 2, 3].map(|i| args[i].int::<usize>().min(if i == 3 { 9 } else { s.len() }));
            let count = stop.saturating_sub(start).div_ceil(step);
            slice::stepped(s, start, step as isize, count).into()
        }
        _ => panic!("{name}"),
    }
}

/// A result must be canonical, or equal strings would have different hashes.
fn canonical(v: &Value) -> bool {
    match v {
        Str(s) => s.view().width() == s.view().narrowest(),
        List(items) => items.iter().all(canonical),
        _ => true,
    }
}

#[test]
fn str_methods_answer_as_cpython() {
    check("str.tsv", |name, args| {
        let answer = call(name, args);
        assert!(canonical(&answer), "{name}{args:?}");
        answer
    });
}

#[test]
fn slices_with_wide_units_answer_alike() {
    // The same table, with every text as an unnecessarily wide view of four-byte units.
    check("str.tsv", |name, args| {
        if name == "hash" {
            return call(name, args);
        }
        let s: Vec<u32> = args[0].str().view().chars().collect();
        let wide = StrRef::Ucs4(&s);
        match name {
            "upper" => case::upper(wide).into(),
            "lower" => case::lower(wide).into(),
            "repr" => repr::repr(wide).into(),
            "reverse" => slice::reverse(wide).into(),
            "isascii" => wide.is_ascii().into(),
            "lt" => (wide < args[1].str().view()).into(),
            "eq" => (args[1].str().view() == wide).into(),
            "split" if args.len() == 1 => List(pieces(wide, |emit| {
                split::split_whitespace(wide, usize::MAX, emit)
            })),
            "replace" => {
                let (from, to) = (args[1].str().view(), args[2].str().view());
                let done = replace::replace(wide, from, to, limit(args.get(3))).unwrap();
                done.unwrap_or_else(|| StrBuf::from(wide)).into()
            }
            _ => call(name, args),
        }
    });
}
