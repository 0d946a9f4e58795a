//! Iteration and unpacking.

use super::call::enter_generator_method;
use super::{at, drop_entries, replace};
use crate::frame::Frame;
use crate::object::{as_list, as_tuple};
use crate::ops::Outcome;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// GET_ITER
pub unsafe fn get_iter(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        if vm.type_of(v).is_heap_type()
            && let Some(out) = enter_generator_method(vm, frame, sp, &vm.names.iter)
        {
            return out;
        }
        replace(frame, sp, 1, vm.iter(v))
    }
}

/// FOR_ITER: pushes the next value, or jumps when there is none.
pub unsafe fn for_iter(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    unsafe {
        let it = at(sp, 0);
        let next = match vm.type_of(it).slots.next.get() {
            Some(f) => f(vm, it),
            None => vm.iter_next(it),
        };
        match next {
            Ok(Some(v)) => {
                *sp = v.into_slot();
                Outcome::next(sp.add(1))
            }
            Ok(None) => {
                vm.discard_return_value();
                Outcome::jump(sp)
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// UNPACK_SEQUENCE
pub unsafe fn unpack_sequence(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (v, n) = (at(sp, 0), arg as usize);
        let items = if v.is_exact(Kind::Tuple) {
            crate::object::tuple_items(v)
        } else if v.is_exact(Kind::List) {
            as_list(v).items()
        } else {
            &[]
        };
        if n > 0 && items.len() == n {
            let (whole, p) = (*sp.sub(1), sp.sub(1));
            for (i, item) in items.iter().rev().enumerate() {
                *p.add(i) = item.slot().new_ref();
            }
            (*frame).sp = p.add(n);
            whole.decref();
            return Outcome::next(p.add(n));
        }
        match unpack(vm, v, n, None) {
            Ok(values) => {
                let mut p = drop_entries(frame, sp, 1);
                for v in values.into_iter().rev() {
                    *p = v.into_slot();
                    p = p.add(1);
                }
                Outcome::next(p)
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// UNPACK_EX: `arg & 255` values before the starred target, `arg >> 8` behind it.
pub unsafe fn unpack_ex(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (before, after) = (arg as usize & 255, arg as usize >> 8);
        match unpack(vm, at(sp, 0), before, Some(after)) {
            Ok(values) => {
                let mut p = drop_entries(frame, sp, 1);
                for v in values.into_iter().rev() {
                    *p = v.into_slot();
                    p = p.add(1);
                }
                Outcome::next(p)
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// Exactly `before` values of an iterable; with `after`, a list of the middle ones and that many more.
fn unpack(vm: &Vm, v: &Ref, before: usize, after: Option<usize>) -> PyResult<Vec<Ref>> {
    let mut all = if v.is_exact(Kind::Tuple) || v.is_exact(Kind::List) {
        let items = if v.is_exact(Kind::Tuple) {
            as_tuple(v).unwrap_or(&[]).to_vec()
        } else {
            as_list(v).items().to_vec()
        };
        let n = items.len();
        match after {
            None if n > before => {
                return Err(vm.value_error(format!(
                    "too many values to unpack (expected {before}, got {n})"
                )));
            }
            None if n < before => {
                return Err(vm.value_error(format!(
                    "not enough values to unpack (expected {before}, got {n})"
                )));
            }
            _ => items,
        }
    } else {
        let it = match vm.iter(v) {
            Ok(it) => it,
            Err(r) => {
                let t = vm.type_of(v);
                let subscript = t.slots.binary[crate::object::BinaryOp::Subscr as usize]
                    .get()
                    .is_some();
                if vm.raised_is(vm.types.type_error) && t.slots.iter.get().is_none() && !subscript {
                    vm.clear_exception();
                    return Err(vm.type_error(format!(
                        "cannot unpack non-iterable {} object",
                        t.name_str()
                    )));
                }
                return Err(r);
            }
        };
        let mut items = Vec::new();
        while after.is_some() || items.len() < before {
            match vm.iter_next(&it)? {
                Some(v) => items.push(v),
                None => break,
            }
        }
        if after.is_none() {
            if items.len() < before {
                let n = items.len();
                return Err(vm.value_error(format!(
                    "not enough values to unpack (expected {before}, got {n})"
                )));
            }
            if vm.iter_next(&it)?.is_some() {
                // CPython tells the total for containers whose length is known.
                let total = match vm.type_of(v).slots.len.get() {
                    Some(f)
                        if v.has_kind(Kind::Dict)
                            || v.has_kind(Kind::List)
                            || v.has_kind(Kind::Tuple) =>
                    {
                        Some(f(vm, v)?)
                    }
                    _ => None,
                };
                return Err(vm.value_error(match total {
                    Some(n) if n > before => {
                        format!("too many values to unpack (expected {before}, got {n})")
                    }
                    _ => format!("too many values to unpack (expected {before})"),
                }));
            }
        }
        items
    };
    if let Some(after) = after {
        let n = all.len();
        if n < before + after {
            return Err(vm.value_error(format!(
                "not enough values to unpack (expected at least {}, got {n})",
                before + after
            )));
        }
        let tail = all.split_off(n - after);
        let middle = all.split_off(before);
        all.push(crate::object::new_list(vm, middle));
        all.extend(tail);
    }
    Ok(all)
}
