//! The unsafe floor of the core, in small: tagged words, references, cells of the heap, frames' words, the data stack.
//!
//! Each test is short enough for Miri, which knows what the processor lets pass (ARCHITECTURE.md has the command).

use std::collections::HashSet;

use tricera_core::frame::DataStack;
use tricera_core::heap::{self, CLASS_SIZES, SEGMENT_SIZE};
use tricera_core::object::code::new_code;
use tricera_core::object::{
    Field, as_dict, as_list, as_str, as_tuple, char_at, from_utf8, new_bytes, new_cell, new_dict,
    new_list, new_tuple, str_concat, str_slice,
};
use tricera_core::ops::EngineEntry;
use tricera_core::runtime::{Config, Vm};
use tricera_core::value::{Ref, Slot};

fn vm() -> Box<Vm> {
    Vm::new(EngineEntry::none(), Config::default())
}

/// Runs a body over an interpreter, and asserts that it left no object behind.
fn leaving_nothing(body: impl FnOnce(&Vm)) {
    let vm = vm();
    let before = vm.heap.stats().objects;
    body(&vm);
    heap::collect(&vm);
    assert_eq!(vm.heap.stats().objects, before);
}

#[test]
fn words_that_count_and_words_that_do_not() {
    leaving_nothing(|vm| {
        let list = new_list(vm, vec![]);
        let counted = list.slot();
        let borrowed = counted.borrow();
        assert!(counted.is_counted() && !borrowed.is_counted() && borrowed.is_pointer());
        assert_eq!(counted.header(), borrowed.header());
        assert_eq!(list.ref_count(), 1);
        // SAFETY: the list lives; each reference taken is given up.
        unsafe {
            let second = borrowed.promote();
            assert_eq!((second, list.ref_count()), (counted, 2));
            let third = Ref::new_reference(borrowed);
            assert_eq!(list.ref_count(), 3);
            assert!(third.is(&list));
            // Giving up a word that does not count gives up nothing.
            borrowed.decref();
            drop(third);
            second.decref();
        }
        assert_eq!(list.ref_count(), 1);
        for immortal in [
            Slot::none(),
            Slot::true_(),
            Slot::ellipsis(),
            Slot::float_zero(),
        ] {
            // SAFETY: statics live forever.
            unsafe {
                assert_eq!(immortal.promote(), immortal);
                assert_eq!(immortal.new_ref(), immortal);
                immortal.decref();
            }
        }
        // SAFETY: NULL is nobody's.
        unsafe {
            assert!(Slot::NULL.promote().is_null() && Slot::NULL.new_ref().is_null());
            Slot::NULL.decref();
        }
        assert_eq!(size_of::<Option<Ref>>(), 8);
    });
}

#[test]
fn words_seen_in_place() {
    leaving_nothing(|vm| {
        let list = new_list(vm, vec![]);
        // As on a stack: an owned word, a borrowed one, an int.
        let words = [
            list.clone().into_slot(),
            list.slot().borrow(),
            Slot::int_unchecked(-7),
        ];
        // SAFETY: the words are live while they are seen.
        let seen = unsafe { Ref::view_slice(words.as_ptr(), words.len()) };
        assert!(seen[0].is(&seen[1]) && seen[2].slot().as_int() == -7);
        assert_eq!(list.ref_count(), 2);
        // What is cloned from a borrowed word counts.
        let kept: Vec<Ref> = seen.to_vec();
        assert_eq!(list.ref_count(), 4);
        drop(kept);
        // SAFETY: the array's own reference.
        unsafe { words[0].decref() };
        assert_eq!(list.ref_count(), 1);
    });
}

#[test]
fn fields_own_what_they_hold() {
    leaving_nothing(|vm| {
        let (one, other) = (new_list(vm, vec![]), new_list(vm, vec![]));
        let field = Field::new(one.clone());
        field.set(other.clone());
        assert_eq!((one.ref_count(), other.ref_count()), (1, 2));
        assert!(field.replace(Some(one.clone())).unwrap().is(&other));
        assert!(field.get().unwrap().is(&one));
        assert!(field.take().unwrap().is(&one));
        assert!(!field.is_set());
        field.set(other.clone());
        drop(field);
        assert_eq!((one.ref_count(), other.ref_count()), (1, 1));
    });
}

/// Cells of all sizes that die and come again, more than one segment of one of them.
#[test]
fn cells_are_used_again() {
    leaving_nothing(|vm| {
        let mut held = Vec::new();
        for n in 0..40 {
            held.push(new_tuple(vm, vec![Ref::none(); n * 3]));
        }
        let per_segment = SEGMENT_SIZE / CLASS_SIZES[1];
        for i in 0..per_segment as i64 + 10 {
            held.push(new_cell(vm, Some(vm.new_int(i))));
        }
        let addresses: HashSet<u64> = held.iter().map(|r| r.slot().0).collect();
        assert_eq!(addresses.len(), held.len());
        // Every other one dies; their places are taken first.
        let mut keep = false;
        held.retain(|_| {
            keep = !keep;
            keep
        });
        let again = new_cell(vm, None);
        assert!(addresses.contains(&again.slot().0));
        for r in &held {
            if let Some(items) = as_tuple(r) {
                assert!(items.iter().all(Ref::is_none));
            }
        }
    });
}

#[test]
fn deaths_inside_deaths_are_queued() {
    leaving_nothing(|vm| {
        let depth = if cfg!(miri) { 300 } else { 100_000 };
        let mut chain = Ref::none();
        for _ in 0..depth {
            chain = new_list(vm, vec![chain, new_cell(vm, None)]);
        }
    });
}

#[test]
fn cycles_die_together_and_survivors_live() {
    leaving_nothing(|vm| {
        let outside = new_list(vm, vec![]);
        let ring: Vec<Ref> = (0..5).map(|_| new_list(vm, vec![])).collect();
        for (i, list) in ring.iter().enumerate() {
            let items = as_list(list);
            items.push(vm, ring[(i + 1) % 5].clone()).unwrap();
            items.push(vm, outside.clone()).unwrap();
            items.push(vm, new_cell(vm, Some(list.clone()))).unwrap();
        }
        let table = new_dict(vm);
        let key = from_utf8(vm, "ring").unwrap();
        as_dict(&table).set(vm, &key, ring[0].clone()).unwrap();
        drop(ring);
        assert_eq!(heap::collect(vm), 0);
        as_dict(&table).remove(vm, &key).unwrap();
        assert_eq!(heap::collect(vm), 10);
        assert_eq!(outside.ref_count(), 1);
    });
}

/// The words of chunks, as frames use them: written from end to end, left, entered again.
#[test]
fn chunks_of_the_data_stack() {
    let stack = DataStack::new();
    let fill = |(first, end): (*mut Slot, *mut Slot), value: i64| {
        let mut at = first;
        while at < end {
            // SAFETY: inside the chunk.
            unsafe {
                at.write(Slot::int_unchecked(value));
                at = at.add(1);
            }
        }
    };
    let holds = |(first, end): (*mut Slot, *mut Slot), value: i64| {
        // SAFETY: written by `fill`.
        unsafe { (*first).as_int() == value && (*end.sub(1)).as_int() == value }
    };
    let first = stack.enter_chunk(10).unwrap();
    fill(first, 1);
    let second = stack.enter_chunk(10).unwrap();
    fill(second, 2);
    assert!(holds(first, 1) && holds(second, 2));
    stack.leave_chunk();
    assert_eq!(stack.enter_chunk(10).unwrap(), second);
    stack.leave_chunk();
    // A chunk too small for a frame makes room for one that is not.
    let size = |(first, end): (*mut Slot, *mut Slot)| (end as usize - first as usize) / 8;
    let larger = stack.enter_chunk(size(second) + 1).unwrap();
    assert!(larger != second && size(larger) > size(second));
    fill(larger, 3);
    assert!(holds(first, 1) && holds(larger, 3));
    assert!(stack.enter_chunk(usize::MAX / 16).is_none());
}

#[test]
fn ints_in_the_word_and_beyond() {
    leaving_nothing(|vm| {
        for i in [
            0,
            1,
            -1,
            (1 << 62) - 1,
            -(1 << 62),
            1 << 62,
            i64::MAX,
            i64::MIN,
        ] {
            let r = vm.new_int(i);
            assert_eq!(vm.repr_string(&r).unwrap(), i.to_string());
            assert_eq!(r.header().is_none(), Slot::small_int(i).is_some());
            let minus = vm.negative(&r).unwrap();
            assert_eq!(
                vm.repr_string(&minus).unwrap(),
                (-i128::from(i)).to_string()
            );
        }
        for d in [0.0, -0.0, 1.5, f64::NAN, f64::INFINITY, 1e-300, 5e-324] {
            let r = vm.new_float(d);
            let back = tricera_core::object::float_value(&r);
            assert_eq!(back.to_bits(), d.to_bits());
        }
    });
}

#[test]
fn strings_of_every_width() {
    leaving_nothing(|vm| {
        let text = |s: &str| from_utf8(vm, s).unwrap();
        let mut all = text("a");
        for piece in ["bc", "é", "→", "🦀", ""] {
            // In place where nobody else sees the left one, a copy otherwise.
            let seen = all.clone();
            let copied = str_concat(vm, &all, &text(piece)).unwrap();
            drop(seen);
            all = str_concat(vm, &all, &text(piece)).unwrap();
            assert!(as_str(&all).eq(as_str(&copied)));
        }
        assert_eq!(as_str(&all).len(), 6);
        assert!(as_str(&char_at(vm, as_str(&all), 4).unwrap()).eq(as_str(&text("→"))));
        assert!(as_str(&str_slice(vm, &all, 0..3).unwrap()).eq(as_str(&text("abc"))));
        // Short ones are shared.
        assert!(char_at(vm, as_str(&all), 0).unwrap().is(&text("a")));
        let bytes = new_bytes(vm, vec![0u8; 100]);
        assert_eq!(vm.hash(&bytes).unwrap(), vm.hash(&bytes.clone()).unwrap());
    });
}

/// Code objects own constants, names and, once a function runs them, their instructions.
#[test]
fn code_objects_and_functions() {
    let data = include_bytes!("../../code/tests/data/golden/layout.pyc");
    let (_, data) = tricera_code::pyc::read_pyc(data).unwrap();
    let verified = tricera_code::verify::verify(&data).unwrap();
    let vm = vm();
    // Names are interned for good; the first time is not compared.
    drop(new_code(&vm, &verified).unwrap());
    let before = vm.heap.stats().objects;
    let code = new_code(&vm, &verified).unwrap();
    let function = vm.new_function(code.clone(), new_dict(&vm));
    drop(code);
    drop(function);
    assert_eq!(vm.heap.stats().objects, before);
}

/// Interpreters share nothing that counts.
#[test]
fn interpreters_on_threads() {
    let threads: Vec<_> = (0..2)
        .map(|i| {
            std::thread::spawn(move || {
                let vm = vm();
                let list = new_list(&vm, vec![Ref::none(), Ref::bool(true), vm.new_int(i)]);
                vm.repr_string(&list).unwrap()
            })
        })
        .collect();
    let texts: Vec<String> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    assert_eq!(texts, ["[None, True, 0]", "[None, True, 1]"]);
}
