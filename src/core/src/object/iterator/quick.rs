//! What the commonest iterators without a form of their own give next, as long as that calls nothing: for FOR_ITER.

use super::dict::DictIterator;
use super::enumerate::Enumerate;
use super::sequence::{ListIterator, TupleIterator};
use super::set::SetIterator;
use super::text::TextIterator;
use super::zip::Zip;
use crate::object::{DictObject, DictPart, Field, ListObject, Object, TupleObject};
use crate::runtime::Vm;
use crate::value::{Kind, Slot};
use std::cell::Cell;

/// The next value of an iterator, with a reference. None, and nothing changed: the slot of its type must be asked, which is the one
/// that ends an iteration, raises, and makes a tuple where the first one is still in use.
///
/// # Safety
/// `it` is a live word.
#[inline(always)]
pub(crate) unsafe fn quick_next(vm: &Vm, it: Slot) -> Option<Slot> {
    unsafe {
        if it.is_exact(Kind::DictIterator) {
            return dict_next(&(*it.ptr::<Object<DictIterator>>()).v);
        }
        if !it.is_exact(Kind::Native) {
            return None;
        }
        let ty = (*(*it.header()).shape).ty;
        if ty == vm.types.enumerate.as_ptr() {
            enumerate_next(&(*it.ptr::<Object<Enumerate>>()).v)
        } else if ty == vm.types.zip.as_ptr() {
            zip_next(&(*it.ptr::<Object<Zip>>()).v)
        } else if ty == vm.types.set_iterator.as_ptr() {
            (*it.ptr::<Object<SetIterator>>()).v.quick_next()
        } else if ty == vm.types.str_ascii_iterator.as_ptr() {
            (*it.ptr::<Object<TextIterator>>()).v.quick_next(vm)
        } else {
            None
        }
    }
}

#[inline(always)]
unsafe fn dict_next(it: &DictIterator) -> Option<Slot> {
    let d = it.dict.slot();
    if d.is_null() || it.reverse {
        return None;
    }
    // SAFETY: the iterator holds a dict; an entry below the count is initialised, and that of an item holds live words.
    unsafe {
        let t = &(*d.ptr::<DictObject>()).t;
        let (i, left) = (it.position.get(), it.left.get());
        if t.len() != it.used.get() || i >= t.entry_count() || left == 0 {
            return None;
        }
        let e = &*t.entries_ptr().add(i);
        if e.key.is_null() {
            return None;
        }
        let v = match it.part {
            DictPart::Keys => e.key.incref(),
            DictPart::Values => e.value.incref(),
            DictPart::Items => refill_pair(&it.pair, e.key, e.value)?,
        };
        it.position.set(i + 1);
        it.left.set(left - 1);
        Some(v)
    }
}

#[inline(always)]
unsafe fn enumerate_next(it: &Enumerate) -> Option<Slot> {
    let n = it.count.get();
    if it.long_count.is_set() || n >= Slot::INT_MAX {
        return None;
    }
    // SAFETY: the count fits the word, and the pair is this iterator's own.
    unsafe {
        let (place, v) = peek(it.iterator.slot())?;
        let pair = refill_pair(&it.pair, Slot::int_unchecked(n), v)?;
        place.set(place.get() + 1);
        it.count.set(n + 1);
        Some(pair)
    }
}

#[inline(always)]
unsafe fn zip_next(it: &Zip) -> Option<Slot> {
    let [a, b] = &*it.iterators else { return None };
    // One iterator in both places goes on twice.
    if a.is(b) {
        return None;
    }
    // SAFETY: the pair is this iterator's own.
    unsafe {
        let (p, x) = peek(a.slot())?;
        let (q, y) = peek(b.slot())?;
        let pair = refill_pair(&it.result, x, y)?;
        p.set(p.get() + 1);
        q.set(q.get() + 1);
        Some(pair)
    }
}

/// The position of an iterator over a list or tuple and the item there, without a reference; the caller moves the position on.
#[inline(always)]
unsafe fn peek<'a>(it: Slot) -> Option<(&'a Cell<usize>, Slot)> {
    // SAFETY: the kinds say what lies there, and an item below the length is a live word.
    unsafe {
        let (place, items, len) = if it.is_exact(Kind::ListIterator) {
            let it = &(*it.ptr::<Object<ListIterator>>()).v;
            let l = it.sequence.slot();
            if l.is_null() {
                return None;
            }
            let l = &*l.ptr::<ListObject>();
            (&it.index, l.items.get(), l.len.get())
        } else if it.is_exact(Kind::TupleIterator) {
            let it = &(*it.ptr::<Object<TupleIterator>>()).v;
            let t = it.sequence.slot();
            if t.is_null() {
                return None;
            }
            let t = &*t.ptr::<TupleObject>();
            (&it.index, t.items.get(), t.len.get())
        } else {
            return None;
        };
        let i = place.get();
        (i < len).then(|| (place, *items.add(i)))
    }
}

/// Puts references to two values into the pair that was given first, if nobody else holds it and nothing dies with what is in it.
#[inline(always)]
unsafe fn refill_pair(pair: &Field, a: Slot, b: Slot) -> Option<Slot> {
    let kept = pair.slot();
    // SAFETY: the field is empty or holds a tuple of two, which nobody sees who has the only reference to it. Items are words
    // that may be stored; both old ones have other references, two of them if they are one object.
    unsafe {
        if !kept.is_last_reference() {
            return None;
        }
        let t = kept.ptr::<TupleObject>();
        let items = (*t).items.get();
        let (x, y) = (*items, *items.add(1));
        if x.is_last_reference() || y.is_last_reference() || x == y && x.is_counted() {
            return None;
        }
        *items = a.incref();
        *items.add(1) = b.incref();
        x.decref_shared();
        y.decref_shared();
        (*t).hash.set(-1);
        Some(kept.incref())
    }
}
