//! Lists, dicts, sets and sorting without an engine. The orders are those of CPython 3.14 with PYTHONHASHSEED=0:
//! `list(set([...]))` and so on, typed into it.

use tricera_core::object::{
    as_dict, as_list, as_set, from_utf8, list_from_slice, list_repeat, new_dict, new_list, new_set,
    new_tuple, set_update, sort_list, str_to_string,
};
use tricera_core::ops::EngineEntry;
use tricera_core::runtime::{Config, Vm};
use tricera_core::value::Ref;
use tricera_text::hash::HashSeed;

fn vm() -> Box<Vm> {
    let config = Config {
        hash_seed: HashSeed::Fixed(0),
        ..Config::default()
    };
    let engine = EngineEntry::none();
    Vm::new(engine, config)
}

fn ints(vm: &Vm, values: impl IntoIterator<Item = i64>) -> Ref {
    let items: Vec<Ref> = values.into_iter().map(|i| vm.new_int(i)).collect();
    new_list(vm, items)
}

fn set_of(vm: &Vm, values: impl IntoIterator<Item = i64>) -> Ref {
    let s = new_set(vm);
    for i in values {
        as_set(&s).add(vm, &vm.new_int(i)).unwrap();
    }
    s
}

fn order(vm: &Vm, s: &Ref) -> Vec<i64> {
    let all = vm.collect(s).unwrap();
    all.iter().map(|v| v.slot().as_int()).collect()
}

fn mix(values: &[i64]) -> i64 {
    values.iter().fold(0, |h, x| (h * 31 + x) % 1_000_003)
}

#[test]
fn sets_of_ints_iterate_as_in_cpython() {
    let vm = vm();
    let s = set_of(&vm, [100, 3, 8, 64, 1, 72, 9, 1 << 40, -1, -2, 17]);
    assert_eq!(
        order(&vm, &s),
        [64, 1, 1 << 40, 3, 100, 8, 72, 9, 17, -2, -1]
    );
    let s = set_of(&vm, (0..2000).step_by(7));
    for i in (0..2000).step_by(21) {
        as_set(&s).discard(&vm, &vm.new_int(i)).unwrap();
    }
    for i in 0..50 {
        as_set(&s).add(&vm, &vm.new_int(i * 1000 + 1)).unwrap();
    }
    let all = order(&vm, &s);
    assert_eq!((mix(&all), all.len()), (883_388, 239));
    let s = set_of(&vm, [5, 1, 9, 33, 65]);
    let pop = || as_set(&s).pop().unwrap().slot().as_int();
    let (first, second) = (pop(), pop());
    as_set(&s).add(&vm, &vm.new_int(129)).unwrap();
    assert_eq!([first, second, pop()], [65, 1, 33]);
    assert_eq!(order(&vm, &s), [129, 5, 9]);
}

#[test]
fn large_sets_and_unions_iterate_as_in_cpython() {
    let vm = vm();
    let s = set_of(&vm, 0..60_000);
    let t = set_of(&vm, (0..100).map(|i| 1_000_000_000 + i));
    set_update(&vm, &s, &t).unwrap();
    assert_eq!(mix(&order(&vm, &s)), 574_007);
}

#[test]
fn sets_of_strings_iterate_as_in_cpython() {
    let vm = vm();
    let s = new_set(&vm);
    for w in "the quick brown fox jumps over the lazy dog".split(' ') {
        as_set(&s).add(&vm, &from_utf8(&vm, w).unwrap()).unwrap();
    }
    let words: Vec<String> = vm.collect(&s).unwrap().iter().map(str_to_string).collect();
    assert_eq!(
        words,
        [
            "brown", "fox", "the", "over", "quick", "jumps", "lazy", "dog"
        ]
    );
}

#[test]
fn dicts_survive_endless_insertion_and_popitem() {
    let vm = vm();
    let d = new_dict(&vm);
    for i in 0..10_000 {
        as_dict(&d)
            .set(&vm, &vm.new_int(i), vm.new_int(-i))
            .unwrap();
        let (k, v) = as_dict(&d).pop_last().unwrap();
        assert_eq!((k.slot().as_int(), v.slot().as_int()), (i, -i));
        assert!(!as_dict(&d).contains(&vm, &vm.new_int(i + 1)).unwrap());
    }
}

#[test]
fn dicts_keep_the_order_of_insertion() {
    let vm = vm();
    let d = new_dict(&vm);
    for i in 0..1000 {
        as_dict(&d)
            .set(&vm, &vm.new_int(i * 7919 % 1009), Ref::none())
            .unwrap();
    }
    for i in (0..1000).step_by(3) {
        as_dict(&d)
            .remove(&vm, &vm.new_int(i * 7919 % 1009))
            .unwrap()
            .unwrap();
    }
    as_dict(&d).set(&vm, &vm.new_int(0), Ref::none()).unwrap();
    let mut expected: Vec<i64> = (0..1000)
        .filter(|i| i % 3 != 0)
        .map(|i| i * 7919 % 1009)
        .collect();
    expected.push(0);
    assert_eq!(order(&vm, &d), expected);
    let copy = new_dict(&vm);
    as_dict(&copy).copy_from(&vm, as_dict(&d)).unwrap();
    assert_eq!(order(&vm, &copy), expected);
    assert!(vm.eq(&d, &copy).unwrap());
}

/// A small generator, so that the inputs are the same everywhere.
fn random(n: usize, modulus: i64) -> Vec<i64> {
    let mut x = 12345i64;
    (0..n)
        .map(|_| {
            x = (x * 1_103_515_245 + 12_345) & 0x7fff_ffff;
            (x >> 8) % modulus
        })
        .collect()
}

#[test]
fn sorting_is_stable_at_every_size_and_shape() {
    let vm = vm();
    for n in [0, 1, 2, 3, 31, 63, 64, 65, 100, 1000, 5000] {
        for modulus in [2, 10, 100_000] {
            for shape in 0..4 {
                let mut values = random(n, modulus);
                match shape {
                    1 => values.sort(),
                    2 => values.sort_by(|a, b| b.cmp(a)),
                    // Runs that galloping pays for.
                    3 => values.chunks_mut(40).for_each(|c| c.sort()),
                    _ => {}
                }
                // Pairs compare through the tuple path and keep their place as the second item.
                let pairs: Vec<Ref> = values
                    .iter()
                    .enumerate()
                    .map(|(i, &v)| new_tuple(&vm, vec![vm.new_int(v), vm.new_int(i as i64)]))
                    .collect();
                let l = new_list(&vm, pairs);
                sort_list(&vm, &l, None, false).unwrap();
                let got: Vec<(i64, i64)> = as_list(&l)
                    .items()
                    .iter()
                    .map(|p| {
                        let t = vm.collect(p).unwrap();
                        (t[0].slot().as_int(), t[1].slot().as_int())
                    })
                    .collect();
                let mut expected: Vec<(i64, i64)> = values
                    .iter()
                    .enumerate()
                    .map(|(i, &v)| (v, i as i64))
                    .collect();
                expected.sort();
                assert_eq!(got, expected, "{n} {modulus} {shape}");
                let l = ints(&vm, values.iter().copied());
                sort_list(&vm, &l, None, true).unwrap();
                values.sort_by(|a, b| b.cmp(a));
                assert_eq!(order(&vm, &l), values);
            }
        }
    }
}

#[test]
fn lists_grow_and_shrink_without_losing_items() {
    let vm = vm();
    let before = vm.heap.stats().objects;
    {
        let l = ints(&vm, 0..100);
        let list = as_list(&l);
        list.insert(&vm, 0, vm.new_float(1e300)).unwrap();
        list.insert(&vm, 101, vm.new_float(1e301)).unwrap();
        drop(list.remove(0));
        list.remove_stepped(0, 3, 33);
        assert_eq!(list.len(), 101 - 33);
        list.splice(&vm, 10, 20, vec![vm.new_int(7); 3].into())
            .unwrap();
        while list.len() > 5 {
            drop(list.pop());
        }
        assert_eq!(order(&vm, &l), [1, 2, 4, 5, 7]);
        let copy = list_from_slice(&vm, list.items()).unwrap();
        let many = list_repeat(&vm, &copy, 1000).unwrap();
        assert_eq!(as_list(&many).len(), 5000);
        assert!(list_repeat(&vm, &many, isize::MAX / 2).is_err());
        vm.clear_exception();
    }
    assert_eq!(vm.heap.stats().objects, before);
}

#[test]
fn removed_places_are_used_again_as_in_cpython() {
    let vm = vm();
    // s = set(); then add a, discard b and so on: the order shows which place was taken.
    let s = set_of(&vm, [81, 67]);
    as_set(&s).discard(&vm, &vm.new_int(81)).unwrap();
    as_set(&s).add(&vm, &vm.new_int(43)).unwrap();
    assert_eq!(order(&vm, &s), [43, 67]);
}
