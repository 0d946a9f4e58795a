//! Tables and words that need no interpreter: words with numbers in them, the attribute cache, superinstructions, techniques, half
//! floats, and which name is meant.

use std::collections::BTreeSet;

use tricera_code::opcode::op;
use tricera_core::object::exception::print::suggestions::closest;
use tricera_core::object::memoryview::half::{from_f64, to_f64};
use tricera_core::object::{AttributeCache, Resolved};
use tricera_core::ops::superinstructions::PATTERNS;
use tricera_core::ops::techniques::{BORROWED_LOADS, FAMILIES, Without};
use tricera_core::value::Slot;

#[test]
fn a_lookup_is_found_under_its_own_key_only() {
    let cache = AttributeCache::new();
    let r = Resolved {
        form: 7,
        version: 3,
        index: 24,
        pointer: 0,
    };
    cache.remember(0x1004, 1, r);
    assert_eq!(
        cache.find(3, 0x1004, 1).map(|r| (r.form, r.index)),
        Some((7, 24))
    );
    assert!(cache.find(4, 0x1004, 1).is_none());
    assert!(cache.find(3, 0x1014, 1).is_none());
    assert!(cache.find(3, 0x1004, 2).is_none());
}

#[test]
fn two_lookups_of_one_place_do_not_drive_each_other_out() {
    let cache = AttributeCache::new();
    let lookup = |version| Resolved {
        form: 7,
        version,
        index: version,
        pointer: 0,
    };
    // Of the same first place, and of places that are each other's second one, behind something that is out of date.
    for (a, b) in [(3, 3 + AttributeCache::PLACES as u32), (6, 7)] {
        let of_old = b ^ AttributeCache::PLACES as u32 ^ 1;
        for version in [of_old, a, b, a, b] {
            if cache.find(version, 0x1004, 1).is_none() {
                cache.remember(0x1004, 1, lookup(version));
            }
        }
        for version in [a, b] {
            let found = cache.find(version, 0x1004, 1).map(|r| r.index);
            assert_eq!(found, Some(version));
            let at = cache.find_form(version, 0x1004, 1, 7);
            assert_eq!(at.map(|entry| entry.index()), Some(version));
        }
    }
}

#[test]
fn without_a_version_nothing_is_remembered() {
    let cache = AttributeCache::new();
    cache.remember(0x1004, 1, Resolved::default());
    assert!(cache.find(0, 0x1004, 1).is_none());
}

#[test]
fn the_nearest_name_wins_and_far_ones_lose() {
    let names = ["append", "extend", "bluch", "Blech"].map(str::to_owned);
    assert_eq!(closest(&names, "apend").as_deref(), Some("append"));
    assert_eq!(closest(&names, "blech").as_deref(), Some("Blech"));
    assert_eq!(closest(&names, "xyz"), None);
    assert_eq!(closest(&names[..1], "append"), None);
}

#[test]
fn every_half_survives_the_way_through_f64() {
    for h in 0..=u16::MAX {
        assert_eq!(from_f64(to_f64(h)), Some(h), "{h:#x}");
    }
}

#[test]
fn values_between_halves_go_to_the_even_one() {
    assert_eq!(from_f64(2049.0), Some(0x6800));
    assert_eq!(from_f64(2051.0), Some(0x6802));
    assert_eq!(from_f64(65519.9), Some(0x7bff));
    assert_eq!(from_f64(65520.0), None);
    assert_eq!(from_f64(2f64.powi(-25)), Some(0));
    assert_eq!(from_f64(2f64.powi(-25) * 1.5), Some(1));
}

#[test]
fn every_superinstruction_joins_something_and_has_a_number_of_its_own() {
    let mut numbers = BTreeSet::new();
    for pattern in PATTERNS {
        assert!(pattern.opcodes.len() >= 2, "{}", pattern.name);
        assert_eq!(pattern.opcodes.len(), pattern.operands.len());
        assert!(pattern.number.is_none_or(|n| numbers.insert(n)));
    }
    let all: BTreeSet<_> = PATTERNS.iter().map(|p| (p.opcodes, p.operands)).collect();
    assert_eq!(all.len(), PATTERNS.len(), "a pattern stands there twice");
}

#[test]
fn every_family_has_a_name_and_is_refused_by_it() {
    for base in FAMILIES {
        let name = tricera_code::opcode::name(base);
        let mut without = Without::default();
        without.add(&name).unwrap();
        assert!(without.has(&name));
        assert!(!without.allows(base));
        assert!(without.allows(op::NOP));
        assert_eq!(without.names().collect::<Vec<_>>(), [name.as_ref()]);
    }
}

#[test]
fn a_form_belongs_to_its_family() {
    let mut without = Without::default();
    without.add("CALL").unwrap();
    assert!(!without.allows(op::CALL_PY_DEFAULTS));
    assert!(without.allows(op::BINARY_OP_ADD_INT));
}

#[test]
fn borrowed_loads_become_counting_ones() {
    let mut without = Without::default();
    assert_eq!(without.replace(op::LOAD_FAST_BORROW), op::LOAD_FAST_BORROW);
    without.add(BORROWED_LOADS).unwrap();
    assert_eq!(without.replace(op::LOAD_FAST_BORROW), op::LOAD_FAST);
    assert_eq!(without.replace(op::LOAD_CONST), op::LOAD_CONST);
}

#[test]
fn an_unknown_name_is_refused_with_the_list() {
    let error = Without::default().add("magic").unwrap_err();
    assert!(error.contains(BORROWED_LOADS), "{error}");
}

#[test]
fn ints_round_trip() {
    for i in [0, 1, -1, Slot::INT_MAX, Slot::INT_MIN] {
        assert_eq!(Slot::small_int(i).unwrap().as_int(), i);
    }
    assert!(Slot::small_int(Slot::INT_MAX + 1).is_none());
    assert!(Slot::small_int(Slot::INT_MIN - 1).is_none());
}

#[test]
fn floats_round_trip_or_do_not_fit() {
    for x in [1.0, -1.0, 0.5, 1e70, 1e-70, std::f64::consts::PI] {
        let s = Slot::small_float(x).unwrap();
        assert!(s.is_float() && !s.is_int() && !s.is_pointer());
        assert_eq!(s.as_float().to_bits(), x.to_bits());
    }
    for x in [0.0, -0.0, f64::NAN, f64::INFINITY, f64::MIN_POSITIVE] {
        assert!(Slot::small_float(x).is_none());
    }
}
