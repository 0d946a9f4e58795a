//! The object layer on its own, without an engine.

use tricera_core::object::{
    DictObject, as_dict, as_list, from_utf8, new_dict, new_list, new_tuple,
};
use tricera_core::ops::EngineEntry;
use tricera_core::runtime::{Config, Vm};
use tricera_core::value::Ref;

fn vm() -> Box<Vm> {
    Vm::new(EngineEntry::none(), Config::default())
}

#[test]
fn an_interpreter_boots_and_types_know_their_bases() {
    let vm = vm();
    assert!(vm.types.bool.is_subtype(vm.types.int));
    assert!(!vm.types.int.is_subtype(vm.types.bool));
    assert_eq!(vm.types.zero_division_error.mro().len(), 5);
    assert_eq!(vm.type_of(&Ref::none()).name_str(), "NoneType");
    assert_eq!(vm.type_of(&vm.new_int(1 << 62)).name_str(), "int");
}

#[test]
fn containers_hold_and_release() {
    let vm = vm();
    let before = vm.heap.stats().objects;
    {
        let l = new_list(&vm, vec![]);
        for i in 0..1000 {
            as_list(&l)
                .push(&vm, vm.new_float(i as f64 * 1e300))
                .unwrap();
        }
        let d = new_dict(&vm);
        for i in 0..1000 {
            let k = from_utf8(&vm, &format!("key{i}")).unwrap();
            // SAFETY: d is a dict.
            unsafe { d.cast::<DictObject>() }
                .set_str(&vm, &k, vm.new_int(i))
                .unwrap();
        }
        let k = from_utf8(&vm, "key500").unwrap();
        assert_eq!(
            as_dict(&d).get(&vm, &k).unwrap().unwrap().slot().as_int(),
            500
        );
        as_dict(&d).remove(&vm, &k).unwrap().unwrap();
        assert!(as_dict(&d).get(&vm, &k).unwrap().is_none());
        assert_eq!(as_dict(&d).len(), 999);
        let _t = new_tuple(&vm, vec![l, d]);
    }
    assert_eq!(vm.heap.stats().objects, before);
}

#[test]
fn a_long_chain_is_freed_without_recursion() {
    let vm = vm();
    let before = vm.heap.stats().objects;
    let mut chain = Ref::none();
    for _ in 0..1_000_000 {
        chain = new_tuple(&vm, vec![chain]);
    }
    drop(chain);
    assert_eq!(vm.heap.stats().objects, before);
}

#[test]
fn cycles_are_collected() {
    let vm = vm();
    let before = vm.heap.stats().objects;
    let l = new_list(&vm, vec![]);
    as_list(&l).push(&vm, l.clone()).unwrap();
    drop(l);
    assert_eq!(vm.heap.stats().objects, before + 1);
    assert_eq!(tricera_core::heap::collect(&vm), 1);
    assert_eq!(vm.heap.stats().objects, before);
}
