//! Hashes against CPython's.

mod common;

use common::{Value, check};
use malachite_bigint::BigInt;
use tricera_text::hash::*;

#[test]
fn hashes_are_those_of_cpython() {
    check("hash.tsv", |name, args| {
        let items = |i: usize| {
            args[i]
                .list()
                .iter()
                .map(Value::int::<i64>)
                .collect::<Vec<_>>()
        };
        match name {
            "seeded" => {
                let keys = HashKeys::new(HashSeed::Fixed(args[0].int()));
                match &args[1] {
                    Value::Str(s) => hash_str(&keys, s.view()),
                    other => hash_bytes(&keys, other.bytes()),
                }
            }
            "int" => match args[0].int::<i128>() {
                n if i64::try_from(n).is_ok() => hash_i64(n as i64),
                n => hash_bigint(&n.into()),
            },
            "big" => hash_bigint(&args[0].str().view().to_string().parse::<BigInt>().unwrap()),
            "float" => hash_f64(f64::from_bits(args[0].int::<i64>() as u64)).unwrap(),
            "complex" => hash_complex(args[0].int(), args[1].int()),
            "tuple" => hash_tuple(items(0)),
            "frozenset" => hash_frozenset(items(0)),
            "slice" => hash_slice(items(0)[0], items(0)[1], items(0)[2]),
            _ => panic!("{name}"),
        }
        .into()
    });
}

#[test]
fn the_known_hash_of_abc() {
    let keys = HashKeys::new(HashSeed::from_env(Some("0")).unwrap());
    assert_eq!(hash_bytes(&keys, b"abc"), -4594863902769663758);
}

#[test]
fn small_ints_and_big_ints_hash_alike() {
    for n in [
        0,
        1,
        -1,
        i64::MAX,
        i64::MIN,
        (1 << 61) - 1,
        1 - (1 << 61),
        1 << 61,
    ] {
        assert_eq!(hash_i64(n), hash_bigint(&n.into()), "{n}");
    }
    assert_eq!(hash_f64(f64::NAN), None);
}

#[test]
fn seeds_are_read_as_cpython_reads_them() {
    use HashSeed::{Fixed, Random};
    for (text, seed) in [
        ("", Random),
        ("random", Random),
        ("0", Fixed(0)),
        (" +5", Fixed(5)),
        ("-0", Fixed(0)),
    ] {
        assert_eq!(HashSeed::from_env(Some(text)), Ok(seed), "{text:?}");
    }
    assert_eq!(HashSeed::from_env(Some("4294967295")), Ok(Fixed(u32::MAX)));
    for text in ["-1", "4294967296", "0x1", "1_0", "5 ", "abc"] {
        assert_eq!(HashSeed::from_env(Some(text)), Err(InvalidSeed), "{text:?}");
    }
    assert_ne!(HashKeys::new(Random), HashKeys::new(Random));
}
