//! Iterators over lists, tuples and the old sequence protocol.

use super::shared::{builtin, itself, reduce_iter, state_argument};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, as_list, as_tuple, new_list, new_object,
    new_tuple, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;

macro_rules! sequence_iterator {
    ($(#[$doc:meta])* $name:ident, $spec:ident, $py:literal, $kind:expr, $layout:ident, $methods:ident, $next:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            /// The sequence; empty when exhausted.
            pub sequence: Field,
            pub index: Cell<usize>,
        }
        impl Payload for $name {
            const KIND: Kind = $kind;
            fn traverse(&self, f: &mut dyn FnMut(Slot)) {
                self.sequence.traverse(f);
            }
        }
        static $layout: Layout = Layout::of::<$name>();
        /// Its type.
        pub static $spec: TypeSpec = TypeSpec {
            methods: &$methods,
            slots: |s| {
                s.iter.set(Some(itself));
                s.next.set(Some($next));
            },
            ..TypeSpec::new($py, &$layout)
        };
    };
}
sequence_iterator!(
    /// The payload of `list_iterator`.
    ListIterator, LIST_ITERATOR, "list_iterator", Kind::ListIterator, LIST_ITERATOR_LAYOUT, LIST_METHODS, list_next
);
sequence_iterator!(
    /// The payload of `tuple_iterator`.
    TupleIterator, TUPLE_ITERATOR, "tuple_iterator", Kind::TupleIterator, TUPLE_ITERATOR_LAYOUT, TUPLE_METHODS, tuple_next
);
sequence_iterator!(
    /// The payload of `iterator`: calls `__getitem__` with 0, 1, … until IndexError.
    SequenceIterator, SEQUENCE_ITERATOR, "iterator", Kind::Native, SEQUENCE_ITERATOR_LAYOUT, SEQUENCE_METHODS, sequence_next
);
sequence_iterator!(
    /// The payload of `list_reverseiterator`. `index` is that of the next item plus one.
    ListReverseIterator, LIST_REVERSE_ITERATOR, "list_reverseiterator", Kind::Native, LIST_REVERSE_LAYOUT, LIST_REVERSE_METHODS, list_reverse_next
);

const HINT: &str = "Private method returning an estimate of len(list(it)).";
const REDUCE: &str = "Return state information for pickling.";
const SET_STATE: &str = "Set state information for unpickling.";

static LIST_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<ListIterator>(it);
        let n = it.sequence.get().map_or(0, |l| as_list(&l).len());
        Ok(vm.new_int(n.saturating_sub(it.index.get()) as i64))
    })
    .doc(HINT),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<ListIterator>(it);
        match it.sequence.get() {
            Some(l) => reduce_iter(vm, l, Some(vm.new_int(it.index.get() as i64))),
            None => reduce_iter(vm, new_list(vm, []), None),
        }
    })
    .doc(REDUCE),
    MethodDef::one("__setstate__", |vm, it, state| {
        let i = state_argument(vm, state)?;
        let it = payload::<ListIterator>(it);
        if let Some(l) = it.sequence.get() {
            it.index.set(i.min(as_list(&l).len()));
        }
        Ok(Ref::none())
    })
    .doc(SET_STATE),
];

static TUPLE_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<TupleIterator>(it);
        let n = it.sequence.get().map_or(0, |t| tuple_len(&t));
        Ok(vm.new_int(n.saturating_sub(it.index.get()) as i64))
    })
    .doc(HINT),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<TupleIterator>(it);
        match it.sequence.get() {
            Some(t) => reduce_iter(vm, t, Some(vm.new_int(it.index.get() as i64))),
            None => reduce_iter(vm, new_tuple(vm, []), None),
        }
    })
    .doc(REDUCE),
    MethodDef::one("__setstate__", |vm, it, state| {
        let i = state_argument(vm, state)?;
        let it = payload::<TupleIterator>(it);
        if let Some(t) = it.sequence.get() {
            it.index.set(i.min(tuple_len(&t)));
        }
        Ok(Ref::none())
    })
    .doc(SET_STATE),
];

static SEQUENCE_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<SequenceIterator>(it);
        let Some(s) = it.sequence.get() else {
            return Ok(vm.new_int(0));
        };
        if vm.type_of(&s).slots.len.get().is_none() {
            return Ok(Ref::not_implemented());
        }
        let n = vm.len(&s)?;
        Ok(vm.new_int(n.saturating_sub(it.index.get()) as i64))
    })
    .doc(HINT),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<SequenceIterator>(it);
        match it.sequence.get() {
            Some(s) => reduce_iter(vm, s, Some(vm.new_int(it.index.get() as i64))),
            None => reduce_iter(vm, new_tuple(vm, []), None),
        }
    })
    .doc(REDUCE),
    MethodDef::one("__setstate__", |vm, it, state| {
        let i = state_argument(vm, state)?;
        let it = payload::<SequenceIterator>(it);
        if it.sequence.is_set() {
            it.index.set(i);
        }
        Ok(Ref::none())
    })
    .doc(SET_STATE),
];

static LIST_REVERSE_METHODS: [MethodDef; 3] = [
    MethodDef::no_args("__length_hint__", |vm, it| {
        let it = payload::<ListReverseIterator>(it);
        let n = it.sequence.get().map_or(0, |l| as_list(&l).len());
        // A list that has become shorter than the position ends the iteration.
        let left = if n < it.index.get() {
            0
        } else {
            it.index.get()
        };
        Ok(vm.new_int(left as i64))
    })
    .doc(HINT),
    MethodDef::no_args("__reduce__", |vm, it| {
        let it = payload::<ListReverseIterator>(it);
        match it.sequence.get() {
            Some(l) => {
                let position = vm.new_int(it.index.get() as i64 - 1);
                let all = vec![builtin(vm, "reversed")?, new_tuple(vm, [l]), position];
                Ok(new_tuple(vm, all))
            }
            None => reduce_iter(vm, new_list(vm, []), None),
        }
    })
    .doc(REDUCE),
    MethodDef::one("__setstate__", |vm, it, state| {
        if !state.has_kind(Kind::Int) && !state.has_kind(Kind::Bool) {
            return Err(vm.type_error("an integer is required"));
        }
        let Some(i) = crate::object::int_to_i64(state) else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        let it = payload::<ListReverseIterator>(it);
        if let Some(l) = it.sequence.get() {
            let n = as_list(&l).len() as i64;
            it.index
                .set(i.clamp(-1, n - 1).wrapping_add(1).max(0) as usize);
        }
        Ok(Ref::none())
    })
    .doc(SET_STATE),
];

fn tuple_len(t: &Ref) -> usize {
    as_tuple(t).map_or(0, <[Ref]>::len)
}

/// `iter(list)`
#[inline]
pub fn new_list_iterator(vm: &Vm, list: &Ref) -> Ref {
    let it = ListIterator {
        sequence: Field::new(list.clone()),
        index: Cell::new(0),
    };
    new_object(vm, vm.types.list_iterator, it)
}

/// `iter(tuple)`
#[inline]
pub fn new_tuple_iterator(vm: &Vm, tuple: &Ref) -> Ref {
    let it = TupleIterator {
        sequence: Field::new(tuple.clone()),
        index: Cell::new(0),
    };
    new_object(vm, vm.types.tuple_iterator, it)
}

/// `iter(obj)` for an object with `__getitem__` only.
pub fn new_sequence_iterator(vm: &Vm, obj: &Ref) -> PyResult {
    let it = SequenceIterator {
        sequence: Field::new(obj.clone()),
        index: Cell::new(0),
    };
    Ok(new_object(vm, vm.types.sequence_iterator, it))
}

/// `reversed(list)`
pub fn new_list_reverse_iterator(vm: &Vm, list: &Ref) -> PyResult {
    let it = ListReverseIterator {
        sequence: Field::new(list.clone()),
        index: Cell::new(as_list(list).len()),
    };
    Ok(new_object(vm, vm.types.list_reverse_iterator, it))
}

/// The next value of any iterator, those over lists and tuples without a call.
#[inline(always)]
pub(super) fn next_of(vm: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    if it.is_exact(Kind::ListIterator) {
        list_next(vm, it)
    } else if it.is_exact(Kind::TupleIterator) {
        tuple_next(vm, it)
    } else {
        match vm.type_of(it).slots.next.get() {
            Some(f) => f(vm, it),
            None => vm.iter_next(it),
        }
    }
}

#[inline(always)]
fn list_next(_: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<ListIterator>(it);
    let s = it.sequence.slot();
    if s.is_null() {
        return Ok(None);
    }
    let (i, list) = (it.index.get(), as_list(Ref::view(&s)));
    match list.items().get(i) {
        Some(v) => {
            it.index.set(i + 1);
            Ok(Some(v.clone()))
        }
        None => {
            drop(it.sequence.take());
            Ok(None)
        }
    }
}

#[inline]
fn tuple_next(_: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<TupleIterator>(it);
    let s = it.sequence.slot();
    if s.is_null() {
        return Ok(None);
    }
    let i = it.index.get();
    match as_tuple(Ref::view(&s)).and_then(|t| t.get(i)) {
        Some(v) => {
            it.index.set(i + 1);
            Ok(Some(v.clone()))
        }
        None => {
            drop(it.sequence.take());
            Ok(None)
        }
    }
}

fn list_reverse_next(_: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<ListReverseIterator>(it);
    let s = it.sequence.slot();
    if s.is_null() {
        return Ok(None);
    }
    if let Some(i) = it.index.get().checked_sub(1)
        && let Some(v) = as_list(Ref::view(&s)).items().get(i)
    {
        it.index.set(i);
        return Ok(Some(v.clone()));
    }
    it.index.set(0);
    drop(it.sequence.take());
    Ok(None)
}

fn sequence_next(vm: &Vm, it: &Ref) -> PyResult<Option<Ref>> {
    let it = payload::<SequenceIterator>(it);
    let Some(s) = it.sequence.get() else {
        return Ok(None);
    };
    let i = it.index.get();
    if i >= isize::MAX as usize {
        return Err(vm.overflow_error("iter index too large"));
    }
    match vm.sequence_item(&s, i as isize) {
        Ok(v) => {
            it.index.set(i + 1);
            Ok(Some(v))
        }
        Err(r) => {
            if vm.raised_is(vm.types.index_error) || vm.raised_is(vm.types.stop_iteration) {
                vm.clear_exception();
                drop(it.sequence.take());
                return Ok(None);
            }
            Err(r)
        }
    }
}
