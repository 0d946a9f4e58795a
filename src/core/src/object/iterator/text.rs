//! The iterators of `str`, `bytes` and `bytearray`.

use super::shared::{itself, reduce_iter, state_argument};
use crate::object::{
    Field, Layout, MethodDef, Payload, TypeSpec, as_bytes, as_str, new_object, new_str, new_tuple,
    own_bytes, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// The payload of `str_iterator`, `str_ascii_iterator`, `bytes_iterator` and `bytearray_iterator`.
pub struct TextIterator {
    /// The str or bytes; empty when exhausted.
    text: Field,
    index: Cell<usize>,
    len: fn(&Ref) -> usize,
}

impl Payload for TextIterator {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.text.traverse(f);
    }
}

impl TextIterator {
    /// The next character of an ASCII str, with a reference; None at the end.
    #[inline(always)]
    pub(super) fn quick_next(&self, vm: &Vm) -> Option<Slot> {
        let s = self.text.slot();
        if s.is_null() {
            return None;
        }
        let i = self.index.get();
        let c = *as_str(Ref::view(&s)).raw().get(i)?;
        self.index.set(i + 1);
        Some(vm.characters.latin1(c).into_slot())
    }
}

static LAYOUT: Layout = Layout::of::<TextIterator>();

fn it(r: &Ref) -> &TextIterator {
    payload::<TextIterator>(r)
}

fn length_hint(vm: &Vm, r: &Ref) -> PyResult {
    let n = it(r).text.get().map_or(0, |s| (it(r).len)(&s));
    Ok(vm.new_int(n.saturating_sub(it(r).index.get()) as i64))
}

fn set_state(vm: &Vm, r: &Ref, state: &Ref) -> PyResult {
    let i = state_argument(vm, state)?;
    if let Some(s) = it(r).text.get() {
        it(r).index.set(i.min((it(r).len)(&s)));
    }
    Ok(Ref::none())
}

/// `bytearray_iterator.__setstate__`: a negative position exhausts it.
fn set_bytearray_state(vm: &Vm, r: &Ref, state: &Ref) -> PyResult {
    state_argument(vm, state)?;
    if crate::object::int_is_negative(state) {
        drop(it(r).text.take());
        return Ok(Ref::none());
    }
    set_state(vm, r, state)
}

macro_rules! methods {
    ($name:ident, $empty:expr, $set_state:ident) => {
        static $name: [MethodDef; 3] = [
            MethodDef::no_args("__length_hint__", length_hint)
                .doc("Private method returning an estimate of len(list(it))."),
            MethodDef::no_args("__reduce__", |vm, r| match it(r).text.get() {
                Some(s) => reduce_iter(vm, s, Some(vm.new_int(it(r).index.get() as i64))),
                None => reduce_iter(vm, $empty(vm)?, None),
            })
            .doc("Return state information for pickling."),
            MethodDef::one("__setstate__", $set_state).doc("Set state information for unpickling."),
        ];
    };
}
methods!(
    STR_METHODS,
    |vm: &Vm| -> PyResult { Ok(vm.names.empty.clone()) },
    set_state
);
methods!(
    BYTES_METHODS,
    |vm: &Vm| -> PyResult { Ok(new_tuple(vm, [])) },
    set_state
);
methods!(
    BYTEARRAY_METHODS,
    |vm: &Vm| -> PyResult { Ok(new_tuple(vm, [])) },
    set_bytearray_state
);

macro_rules! text_iterator {
    ($spec:ident, $name:literal, $methods:ident, $next:ident) => {
        #[doc = concat!("The type `", $name, "`.")]
        pub static $spec: TypeSpec = TypeSpec {
            methods: &$methods,
            slots: |s| {
                s.iter.set(Some(itself));
                s.next.set(Some($next));
            },
            ..TypeSpec::new($name, &LAYOUT)
        };
    };
}
text_iterator!(STR_ITERATOR, "str_iterator", STR_METHODS, str_next);
text_iterator!(
    STR_ASCII_ITERATOR,
    "str_ascii_iterator",
    STR_METHODS,
    str_next
);
text_iterator!(BYTES_ITERATOR, "bytes_iterator", BYTES_METHODS, bytes_next);
text_iterator!(
    BYTEARRAY_ITERATOR,
    "bytearray_iterator",
    BYTEARRAY_METHODS,
    bytes_next
);

/// `iter(str)`
pub fn new_str_iterator(vm: &Vm, s: &Ref) -> Ref {
    let ty = if as_str(s).is_ascii() {
        vm.types.str_ascii_iterator
    } else {
        vm.types.str_iterator
    };
    let it = TextIterator {
        text: Field::new(s.clone()),
        index: Cell::new(0),
        len: |s| as_str(s).len(),
    };
    new_object(vm, ty, it)
}

/// `iter(bytes)`
pub fn new_bytes_iterator(vm: &Vm, b: &Ref) -> Ref {
    let it = TextIterator {
        text: Field::new(b.clone()),
        index: Cell::new(0),
        len: |b| as_bytes(b).len(),
    };
    new_object(vm, vm.types.bytes_iterator, it)
}

/// `iter(bytearray)`
pub fn new_bytearray_iterator(vm: &Vm, b: &Ref) -> Ref {
    let it = TextIterator {
        text: Field::new(b.clone()),
        index: Cell::new(0),
        len: |b| own_bytes(b).len(),
    };
    new_object(vm, vm.types.bytearray_iterator, it)
}

fn str_next(vm: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = it(r);
    // SAFETY: the field does not change before the last look at the text; making a character runs nothing.
    let Some(s) = (unsafe { it.text.view() }) else {
        return Ok(None);
    };
    let i = it.index.get();
    if i >= as_str(s).len() {
        drop(it.text.take());
        return Ok(None);
    }
    it.index.set(i + 1);
    new_str(vm, as_str(s).units().slice(i..i + 1)).map(Some)
}

fn bytes_next(_: &Vm, r: &Ref) -> PyResult<Option<Ref>> {
    let it = it(r);
    // SAFETY: the field does not change before the last look at the bytes.
    let Some(b) = (unsafe { it.text.view() }) else {
        return Ok(None);
    };
    let i = it.index.get();
    match own_bytes(b).get(i) {
        Some(&v) => {
            it.index.set(i + 1);
            // SAFETY: a byte is an int in its word.
            Ok(Some(unsafe {
                Ref::from_slot(Slot::int_unchecked(v.into()))
            }))
        }
        None => {
            drop(it.text.take());
            Ok(None)
        }
    }
}
