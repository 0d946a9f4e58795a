//! Every property of every code point, against one number per property from CPython.

mod common;

use common::check;
use tricera_text::str::{StrBuf, case};
use tricera_text::unicode::{self, Mapped};

/// FNV-1a over 32-bit units.
fn fnv(values: impl Iterator<Item = u32>) -> u64 {
    values.fold(0xCBF2_9CE4_8422_2325, |h, v| {
        (h ^ u64::from(v)).wrapping_mul(0x100_0000_01B3)
    })
}

fn every() -> impl Iterator<Item = u32> {
    0..0x11_0000
}

fn predicate(holds: fn(u32) -> bool) -> u64 {
    fnv(every().map(|c| holds(c).into()))
}

fn mapping(map: fn(u32) -> Mapped) -> u64 {
    fnv(every().flat_map(|c| match map(c) {
        Mapped::One(c) => vec![c],
        Mapped::Many(many) => many.to_vec(),
    }))
}

fn lower(parts: &[u32]) -> StrBuf {
    let mut s = StrBuf::new();
    s.push_units(parts);
    case::lower(s.view())
}

#[test]
fn all_code_points_have_cpythons_properties() {
    let value = |v: Option<u8>| v.map_or(99, u32::from);
    check("unicode.tsv", |name, _| {
        match name {
            "alpha" => predicate(unicode::is_alpha),
            "alnum" => predicate(unicode::is_alnum),
            "decimal" => predicate(unicode::is_decimal),
            "digit" => predicate(unicode::is_digit),
            "numeric" => predicate(unicode::is_numeric),
            "space" => predicate(unicode::is_space),
            "lower" => predicate(unicode::is_lower),
            "upper" => predicate(unicode::is_upper),
            // A single capital is a title too.
            "title" => predicate(|c| unicode::is_title(c) || unicode::is_upper(c)),
            "printable" => predicate(unicode::is_printable),
            "identifier" => predicate(unicode::is_xid_start),
            "continue" => predicate(unicode::is_xid_continue),
            "to_upper" => mapping(unicode::to_upper),
            "to_lower" => mapping(unicode::to_lower),
            "to_title" => mapping(unicode::to_title),
            "to_casefold" => mapping(unicode::to_folded),
            "decimal_value" => fnv(every().map(|c| value(unicode::decimal_value(c)))),
            "digit_value" => fnv(every().map(|c| value(unicode::digit_value(c)))),
            "name" => fnv(every().flat_map(|c| {
                let name = unicode::name(c).unwrap_or_default();
                name.bytes().map(u32::from).collect::<Vec<_>>()
            })),
            "cased" => fnv(every().map(|c| {
                let mut s = StrBuf::new();
                s.push(c);
                s.push(0x61);
                let s = case::title(s.view());
                s.len() as u32 + u32::from(s.view().at(s.len() - 1) == 0x61)
            })),
            "sigma" => fnv(every().map(|c| {
                let s = lower(&[0x41, c, 0x3A3, c, c]);
                s.view().at(s.len() - 1 - 2 * lower(&[c]).len())
            })),
            "sigma_after" => fnv(every().map(|c| lower(&[0x41, 0x3A3, c, 0x41]).view().at(1))),
            _ => panic!("{name}"),
        }
        .into()
    });
}

#[test]
fn numbers_beyond_unicode_have_no_properties() {
    for c in [0x11_0000, u32::MAX] {
        assert!(!unicode::is_printable(c) && !unicode::is_alpha(c));
        assert_eq!(unicode::to_upper(c), Mapped::One(c));
        assert_eq!(unicode::decimal_value(c), None);
    }
}
