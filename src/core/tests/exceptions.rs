//! Exceptions without an engine: construction, texts, fields.

use tricera_core::object::exception::{Exception, as_exception};
use tricera_core::object::{from_utf8, new_tuple, str_to_string};
use tricera_core::ops::EngineEntry;
use tricera_core::runtime::{Config, Vm};
use tricera_core::value::Ref;

fn vm() -> Box<Vm> {
    let engine = EngineEntry::none();
    Vm::new(engine, Config::default())
}

fn text(vm: &Vm, s: &str) -> Ref {
    from_utf8(vm, s).unwrap()
}

#[test]
fn errno_chooses_the_class_and_the_text() {
    let vm = vm();
    let _ = vm.os_error(libc::ENOENT, &[text(&vm, "no/file")]);
    let e = vm.take_exception();
    assert_eq!(vm.type_of(&e).name_str(), "FileNotFoundError");
    // The file name is out of `args`, in its own attribute.
    let args = vm.exception_args(&e);
    assert_eq!(tricera_core::object::as_tuple(&args).unwrap().len(), 2);
    let name = as_exception(&e).extra(Exception::OS_FILENAME).unwrap();
    assert_eq!(str_to_string(&name), "no/file");
}

#[test]
fn str_of_one_argument_is_that_argument() {
    let vm = vm();
    let _ = vm.value_error("a message");
    let e = vm.take_exception();
    assert_eq!(vm.str_string(&e).unwrap(), "a message");
    assert_eq!(vm.type_of(&e).name_str(), "ValueError");
}

#[test]
fn stop_iteration_carries_its_value() {
    let vm = vm();
    let _ = vm.stop_iteration(Some(vm.new_int(7)));
    let e = vm.take_exception();
    let value = as_exception(&e).extra(Exception::VALUE).unwrap();
    assert_eq!(value.slot().as_int(), 7);
}

#[test]
fn the_context_chain_never_becomes_a_cycle() {
    let vm = vm();
    let make = |s: &str| {
        vm.new_exception(vm.types.value_error, vec![text(&vm, s)])
            .unwrap()
    };
    let (a, b) = (make("a"), make("b"));
    vm.set_context(&a, b.clone());
    vm.set_context(&b, a.clone());
    assert!(as_exception(&a).context.get().is_none());
    assert!(as_exception(&b).context.get().unwrap().is(&a));
}

#[test]
fn matching_looks_into_nested_tuples() {
    let vm = vm();
    let _ = vm.key_error(&vm.new_int(1));
    let e = vm.take_exception();
    let t = &vm.types;
    let inner = new_tuple(&vm, vec![t.lookup_error.to_ref()]);
    let outer = new_tuple(&vm, vec![t.type_error.to_ref(), inner]);
    assert!(vm.exception_matches(&e, &outer));
    assert!(!vm.exception_matches(&e, &t.type_error.to_ref()));
    assert!(!vm.exception_matches(&e, &Ref::none()));
}

#[test]
fn exception_group_is_both_a_group_and_an_exception() {
    let vm = vm();
    let t = &vm.types;
    assert!(t.exception_group.is_subtype(t.exception));
    assert!(t.exception_group.is_subtype(t.base_exception_group));
    assert!(!t.base_exception_group.is_subtype(t.exception));
}
