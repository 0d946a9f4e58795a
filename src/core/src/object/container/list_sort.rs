//! `list.sort`: keys, the choice of a comparison, and putting the list back together.

use super::merge_sort::{Less, merge_sort};
use crate::object::{CompareOp, as_list, as_str, as_tuple};
use crate::ops::Callback;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use smallvec::SmallVec;
use std::cmp::Ordering;

/// What is sorted: the item itself, or a key with its item.
trait Sortable: Copy {
    fn key(&self) -> Slot;
}
impl Sortable for Slot {
    #[inline(always)]
    fn key(&self) -> Slot {
        *self
    }
}
#[derive(Clone, Copy)]
struct Keyed {
    key: Slot,
    item: Slot,
}
impl Sortable for Keyed {
    #[inline(always)]
    fn key(&self) -> Slot {
        self.key
    }
}

/// All keys are ints in the word.
struct Ints;
impl<T: Sortable> Less<T> for Ints {
    #[inline(always)]
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        // The tag bit is the same in both, so the words compare like the ints.
        Ok((a.key().0 as i64) < b.key().0 as i64)
    }
}

/// All keys are exact floats.
struct Floats;
impl<T: Sortable> Less<T> for Floats {
    #[inline(always)]
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        Ok(float(a.key()) < float(b.key()))
    }
}
#[inline(always)]
fn float(s: Slot) -> f64 {
    if s.is_float() {
        s.as_float()
    } else {
        crate::object::float_value(Ref::view(&s))
    }
}

/// All keys are exact strings of one byte per code unit.
struct NarrowStrings;
impl<T: Sortable> Less<T> for NarrowStrings {
    #[inline(always)]
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        let (a, b) = (a.key(), b.key());
        Ok(as_str(Ref::view(&a)).raw() < as_str(Ref::view(&b)).raw())
    }
}

/// All keys are exact strings.
struct Strings;
impl<T: Sortable> Less<T> for Strings {
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        let (a, b) = (a.key(), b.key());
        let (a, b) = (as_str(Ref::view(&a)), as_str(Ref::view(&b)));
        Ok(tricera_text::str::compare::compare(a.units(), b.units()) == Ordering::Less)
    }
}

/// All keys are exact tuples: the first items that differ decide, mostly without a call.
struct Tuples<'a>(&'a Vm);
impl<T: Sortable> Less<T> for Tuples<'_> {
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        let vm = self.0;
        let (a, b) = (a.key(), b.key());
        let x = as_tuple(Ref::view(&a)).unwrap_or(&[]);
        let y = as_tuple(Ref::view(&b)).unwrap_or(&[]);
        for (v, w) in x.iter().zip(y) {
            let (p, q) = (v.slot(), w.slot());
            if p.is(q) {
                continue;
            }
            if p.is_int() && q.is_int() {
                return Ok(p.as_int() < q.as_int());
            }
            if p.is_float() && q.is_float() {
                // Neither is NaN, and equal floats in the word are the same word.
                return Ok(p.as_float() < q.as_float());
            }
            if v.is_exact(Kind::Str) && w.is_exact(Kind::Str) {
                match tricera_text::str::compare::compare(as_str(v).units(), as_str(w).units()) {
                    Ordering::Equal => continue,
                    order => return Ok(order == Ordering::Less),
                }
            }
            // Two words of bool that are not the same.
            if p == Slot::false_() && q == Slot::true_() {
                return Ok(true);
            }
            if p == Slot::true_() && q == Slot::false_() {
                return Ok(false);
            }
            if !vm.eq(v, w)? {
                return vm.compare_bool(v, w, CompareOp::Lt);
            }
        }
        Ok(x.len() < y.len())
    }
}

/// Any keys.
struct Objects<'a>(&'a Vm);
impl<T: Sortable> Less<T> for Objects<'_> {
    fn less(&self, a: &T, b: &T) -> PyResult<bool> {
        let (a, b) = (a.key(), b.key());
        let r = self
            .0
            .rich_compare(Ref::view(&a), Ref::view(&b), CompareOp::Lt)?;
        self.0.is_true(&r)
    }
}

/// Sorts with the quickest comparison that is right for all keys.
fn sort_by_kind<T: Sortable>(vm: &Vm, all: &mut [T]) -> PyResult<()> {
    let every = |f: &dyn Fn(&Ref) -> bool| all.iter().all(|t| f(Ref::view(&t.key())));
    let Some(first) = all.first().map(|t| t.key()) else {
        return Ok(());
    };
    let first = Ref::view(&first);
    if first.slot().is_int() && every(&|r| r.slot().is_int()) {
        merge_sort(all, &Ints)
    } else if first.is_exact(Kind::Float) && every(&|r| r.is_exact(Kind::Float)) {
        merge_sort(all, &Floats)
    } else if first.is_exact(Kind::Str) && every(&|r| r.is_exact(Kind::Str)) {
        if every(&|r| as_str(r).width() == 1) {
            merge_sort(all, &NarrowStrings)
        } else {
            merge_sort(all, &Strings)
        }
    } else if first.is_exact(Kind::Tuple) && every(&|r| r.is_exact(Kind::Tuple)) {
        merge_sort(all, &Tuples(vm))
    } else {
        merge_sort(all, &Objects(vm))
    }
}

/// Sorts so that with `reverse`, too, equal items keep their order.
fn sort_slice<T: Sortable>(vm: &Vm, all: &mut [T], reverse: bool) -> PyResult<()> {
    if reverse {
        all.reverse();
    }
    let r = sort_by_kind(vm, all);
    if reverse {
        all.reverse();
    }
    r
}

/// `l.sort(key=key, reverse=reverse)`. Meanwhile the list is empty to everyone else; whatever is raised, it holds all
/// its items afterwards.
pub fn sort_list(vm: &Vm, l: &Ref, key: Option<&Ref>, reverse: bool) -> PyResult<()> {
    let list = as_list(l);
    let mut items = list.take_for_sorting();
    let mut keys = Keys::default();
    let result = match key {
        None => sort_slice(vm, items.as_mut_slots(), reverse),
        Some(f) => sort_with_keys(vm, items.as_mut_slots(), f, reverse, &mut keys),
    };
    // What the keys do when they go counts as done during the sort.
    drop(keys);
    let modified = !list.is_being_sorted();
    list.put_back(items);
    if modified && result.is_ok() {
        return Err(vm.value_error("list modified during sort"));
    }
    result
}

/// The items with the keys that they are sorted by. The keys are owned; they go in the order of the sorted list, the largest first
/// if `descending`.
#[derive(Default)]
struct Keys {
    all: SmallVec<[Keyed; 8]>,
    descending: bool,
}

impl Drop for Keys {
    fn drop(&mut self) {
        if self.descending {
            self.all.reverse();
        }
        for k in &self.all {
            // SAFETY: each key is owned, and given up once.
            unsafe { k.key.decref() };
        }
    }
}

fn sort_with_keys(
    vm: &Vm,
    items: &mut [Slot],
    f: &Ref,
    reverse: bool,
    keys: &mut Keys,
) -> PyResult<()> {
    let all = &mut keys.all;
    if all.try_reserve_exact(items.len()).is_err() {
        return Err(vm.memory_error());
    }
    let f = Callback::new(vm, f, 1);
    for &item in items.iter() {
        match f.call(std::array::from_ref(Ref::view(&item))) {
            Ok(key) => all.push(Keyed {
                key: key.into_slot(),
                item,
            }),
            Err(r) => {
                // Those that were computed go backwards, as in CPython.
                keys.descending = true;
                return Err(r);
            }
        }
    }
    let r = sort_slice(vm, all, reverse);
    for (place, k) in items.iter_mut().zip(all.iter()) {
        *place = k.item;
    }
    keys.descending = reverse;
    r
}
