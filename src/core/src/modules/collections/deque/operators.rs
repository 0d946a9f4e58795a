//! The operators of `deque`.

use super::iterator::new_iterator;
use super::methods::{copy, find};
use super::{Deque, of};
use crate::object::{
    BinaryOp, CompareOp, Slots, downcast, from_buf, is_index, join_reprs, resolve, subscript_index,
};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::str::StrBuf;

/// Fills the slots of the type.
pub fn fill(s: &Slots) {
    s.repr.set(Some(repr));
    s.iter.set(Some(|vm, this| Ok(new_iterator(vm, this))));
    s.len.set(Some(|_, this| Ok(of(this).len())));
    s.contains.set(Some(|vm, this, v| {
        let d = of(this);
        Ok(find(vm, d, v, 0, d.len())?.is_some())
    }));
    s.binary[BinaryOp::Subscr as usize].set(Some(get_item));
    s.set_item.set(Some(set_item));
    s.compare.set(Some(compare));
    s.concat.set(Some(concat));
    s.inplace_concat.set(Some(|vm, this, other| {
        of(this).extend(vm, this, other, Deque::push_back)?;
        Ok(this.clone())
    }));
    s.repeat.set(Some(|vm, this, n| {
        let new = copy(vm, this)?;
        repeat(vm, of(&new), n)?;
        Ok(new)
    }));
    s.inplace_repeat.set(Some(|vm, this, n| {
        repeat(vm, of(this), n)?;
        Ok(this.clone())
    }));
}

/// The place that a subscript names.
fn place(vm: &Vm, d: &Deque, key: &Ref) -> PyResult<usize> {
    if !is_index(vm, key) {
        return Err(vm.type_error(format!(
            "sequence index must be integer, not '{}'",
            vm.type_of(key).name_str()
        )));
    }
    let i = subscript_index(vm, key)?;
    resolve(i, d.len()).ok_or_else(|| vm.index_error("deque index out of range"))
}

fn get_item(vm: &Vm, this: &Ref, key: &Ref) -> PyResult {
    let d = of(this);
    let i = place(vm, d, key)?;
    Ok(d.get(i).expect("a place inside"))
}

fn set_item(vm: &Vm, this: &Ref, key: &Ref, value: Option<&Ref>) -> PyResult<()> {
    let d = of(this);
    let i = place(vm, d, key)?;
    match value {
        Some(v) => {
            let old = std::mem::replace(&mut d.items.borrow_mut()[i], v.clone());
            drop(old);
        }
        None => d.remove(i),
    }
    Ok(())
}

fn concat(vm: &Vm, this: &Ref, other: &Ref) -> PyResult {
    let Some(more) = downcast::<Deque>(vm, other) else {
        return Err(vm.type_error(format!(
            "can only concatenate deque (not \"{}\") to deque",
            vm.type_of(other).name_str()
        )));
    };
    let new = copy(vm, this)?;
    of(&new).append_all(more);
    Ok(new)
}

/// Makes the deque `n` times as long.
fn repeat(vm: &Vm, d: &Deque, n: isize) -> PyResult<()> {
    if n <= 0 {
        d.clear();
        return Ok(());
    }
    let unit: Vec<Ref> = d.items.borrow().iter().cloned().collect();
    if unit.is_empty() || n == 1 {
        return Ok(());
    }
    // With a bound only the last items remain, however often they are repeated.
    let rounds = match d.max.get() {
        Some(max) => (max / unit.len() + 1).min(n as usize - 1),
        None => n as usize - 1,
    };
    let Some(more) = unit.len().checked_mul(rounds) else {
        return Err(vm.memory_error());
    };
    if d.items.borrow_mut().try_reserve(more).is_err() {
        return Err(vm.memory_error());
    }
    for _ in 0..rounds {
        unit.iter().for_each(|v| d.push_back(v.clone()));
    }
    Ok(())
}

fn compare(vm: &Vm, a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    let (Some(x), Some(y)) = (downcast::<Deque>(vm, a), downcast::<Deque>(vm, b)) else {
        return Ok(Ref::not_implemented());
    };
    match op {
        CompareOp::Eq if a.is(b) => return Ok(Ref::bool(true)),
        CompareOp::Ne if a.is(b) => return Ok(Ref::bool(false)),
        CompareOp::Eq if x.len() != y.len() => return Ok(Ref::bool(false)),
        CompareOp::Ne if x.len() != y.len() => return Ok(Ref::bool(true)),
        _ => {}
    }
    let versions = (x.version.get(), y.version.get());
    let mut i = 0;
    while let (Some(p), Some(q)) = (x.get(i), y.get(i)) {
        if !vm.eq(&p, &q)? {
            return match op {
                CompareOp::Eq => Ok(Ref::bool(false)),
                CompareOp::Ne => Ok(Ref::bool(true)),
                _ => vm.rich_compare(&p, &q, op),
            };
        }
        if (x.version.get(), y.version.get()) != versions {
            return Err(vm.runtime_error("deque mutated during iteration"));
        }
        i += 1;
    }
    Ok(Ref::bool(op.holds(x.len().cmp(&y.len()))))
}

fn repr(vm: &Vm, this: &Ref) -> PyResult {
    let d = of(this);
    let Some(_scope) = vm.repr_enter(this) else {
        return from_buf(vm, StrBuf::from("[...]"));
    };
    let name = vm.type_of(this).short_name();
    let close = match d.max.get() {
        Some(max) => format!("], maxlen={max})"),
        None => "])".to_owned(),
    };
    // CPython prints a list of the items as they are now.
    let items: Vec<Ref> = d.items.borrow().iter().cloned().collect();
    let mut b = StrBuf::from(name.as_str());
    let all = join_reprs(vm, "([", &close, |i| items.get(i).cloned())?;
    b.push_str(all.view());
    from_buf(vm, b.finish())
}
