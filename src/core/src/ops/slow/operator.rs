//! Operators, comparisons, subscription.

use super::call::push_exact;
use super::{at, finish, replace, replace_operands, special};
use crate::frame::Frame;
use crate::modules::array;
use crate::modules::collections::is_defaultdict_get;
use crate::object::{
    BinaryOp, ByteArray, CompareFn, CompareOp, FunctionObject, KeyFound, TypePtr, as_bytes,
    as_dict, as_list, as_set, as_str, bytearray_inplace_concat, bytearray_set_plain_item,
    bytes_concat, bytes_get_range, float_value, int_compare, list_concat_operands,
    list_get_plain_slice, list_get_range, list_get_slice, list_set_range, list_set_slice, payload,
    plain_parts, resolve, set_compare, set_contains, str_compare, str_contains, str_get_range,
    tuple_get_range, tuple_items,
};
use crate::ops::Outcome;
use crate::runtime::{PyResult, Vm, plain_eq};
use crate::value::{Kind, Ref, Slot};

/// BINARY_OP
pub unsafe fn binary_op(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (a, b) = (at(sp, 1), at(sp, 0));
        let op = BinaryOp::from_number(arg);
        if op == BinaryOp::Subscr {
            return subscript(vm, frame, sp);
        }
        if a.is_exact(Kind::Set)
            && b.is_exact(Kind::Set)
            && let Some(r) = of_sets(vm, a, b, op)
        {
            return replace_operands(frame, sp, r);
        }
        if a.is_exact(Kind::Native)
            && let Some(r) = of_native(vm, a, b, op)
        {
            return replace_operands(frame, sp, r);
        }
        let int = &vm.types.int.slots.binary[op.plain() as usize];
        let r = match int.get() {
            // Ints have no other implementation of an operator than their own.
            Some(f) if a.is_exact(Kind::Int) && b.is_exact(Kind::Int) => f(vm, a, b),
            _ => match quick_float(vm, a, b, arg) {
                Some(r) => Ok(r),
                None => match quick_concat(vm, a, b, op)
                    .or_else(|| of_one_type(vm, a, b, op))
                    .or_else(|| quick_repeat(vm, a, b, op))
                {
                    Some(r) => r,
                    None => match special::enter_binary(vm, frame, sp, op, arg) {
                        Some(out) => return out,
                        None => vm.binary_op(a, b, op),
                    },
                },
            },
        };
        replace_operands(frame, sp, r)
    }
}

/// An operator on an object of a module's type and one of that type again or an int, which asks the same function for both sides.
#[inline(always)]
fn of_native(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> Option<PyResult> {
    let ty = vm.type_of(a);
    if ty.is_heap_type()
        || !(b.is_exact(Kind::Int) || b.is_exact(Kind::Native) && vm.type_of(b) == ty)
    {
        return None;
    }
    let slots = &ty.slots.binary;
    if op != op.plain() && slots[op as usize].get().is_some() {
        return None;
    }
    match slots[op.plain() as usize].get()?(vm, a, b) {
        Ok(v) if v.is_not_implemented() => None,
        r => Some(r),
    }
}

/// An operator on two sets, frozen or not: the left one decides.
#[inline(always)]
fn of_sets(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> Option<PyResult> {
    let slots = &vm.type_of(a).slots.binary;
    let f = match slots[op as usize].get() {
        Some(f) => f,
        // A frozenset has no operators in place.
        None => slots[op.plain() as usize].get()?,
    };
    Some(f(vm, a, b))
}

/// `a + b` of lists and of bytes, and `a += b` of a bytearray and bytes, which lie on a stack.
#[inline(always)]
fn quick_concat(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> Option<PyResult> {
    if op == BinaryOp::Add {
        if a.is_exact(Kind::List) && b.is_exact(Kind::List) {
            return Some(list_concat_operands(vm, a, b));
        }
        if a.is_exact(Kind::Bytes) && b.is_exact(Kind::Bytes) {
            return Some(bytes_concat(vm, a, b));
        }
    } else if op == BinaryOp::InplaceAdd && b.is_exact(Kind::Bytes) {
        if a.is_exact(Kind::ByteArray) {
            return Some(bytearray_inplace_concat(vm, a, b));
        }
        if a.is_exact(Kind::Bytes) {
            return Some(bytes_concat(vm, a, b));
        }
    }
    None
}

/// `a * n` of a builtin sequence and an int that fits the word.
#[inline(always)]
fn quick_repeat(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> Option<PyResult> {
    let of_sequence = a.is_exact(Kind::List) || a.is_exact(Kind::Str) || a.is_exact(Kind::Tuple);
    if op != BinaryOp::Multiply || !b.slot().is_int() || !of_sequence {
        return None;
    }
    let repeat = vm.type_of(a).slots.repeat.get()?;
    Some(repeat(vm, a, b.slot().as_int() as isize))
}

/// An operator, not in place, on two objects of one builtin type: there is nothing to choose between. None where the type has
/// not got it.
#[inline(always)]
fn of_one_type(vm: &Vm, a: &Ref, b: &Ref, op: BinaryOp) -> Option<PyResult> {
    let ty = vm.type_of(a);
    if ty != vm.type_of(b) || ty.is_heap_type() || op != op.plain() {
        return None;
    }
    match ty.slots.binary[op as usize].get() {
        Some(f) => match f(vm, a, b) {
            Ok(v) if v.is_not_implemented() => None,
            r => Some(r),
        },
        None if op == BinaryOp::Add => Some(ty.slots.concat.get()?(vm, a, b)),
        None => None,
    }
}

/// Item `i` of an array, of bytes or of a bytearray, if it is a word. None: ask in another way.
#[inline(always)]
pub(crate) unsafe fn buffer_item(all: Slot, i: i64) -> Option<Slot> {
    unsafe {
        if all.is_exact(Kind::Native) {
            return array::item_word(all, i);
        }
        let bytes = if all.is_exact(Kind::Bytes) {
            as_bytes(Ref::view(&all))
        } else if all.is_exact(Kind::ByteArray) {
            payload::<ByteArray>(Ref::view(&all)).bytes()
        } else {
            return None;
        };
        let i = resolve(i as isize, bytes.len())?;
        Some(Slot::int_unchecked((*bytes.get_unchecked(i)).into()))
    }
}

/// Stores a word as item `i` of an array or a bytearray. False: do it in another way; nothing changed.
#[inline(always)]
pub(crate) unsafe fn set_buffer_item(all: Slot, i: i64, v: Slot) -> bool {
    unsafe {
        if all.is_exact(Kind::Native) {
            return array::set_item_word(all, i, v);
        }
        if !all.is_exact(Kind::ByteArray) || !v.is_int() || !(0..256).contains(&v.as_int()) {
            return false;
        }
        let b = payload::<ByteArray>(Ref::view(&all));
        let Some(i) = resolve(i as isize, b.len()) else {
            return false;
        };
        *b.ptr().add(i) = v.as_int() as u8;
        true
    }
}

/// BINARY_OP of a subscript.
#[inline(always)]
unsafe fn subscript(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        let (a, b) = (at(sp, 1), at(sp, 0));
        if a.has_kind(Kind::Dict) {
            return subscript_dict(vm, frame, sp);
        }
        if b.slot().is_int() {
            if let Some(v) = array::quick_get(vm, a, b.slot().as_int()) {
                return replace_operands(frame, sp, Ok(v));
            }
            if a.is_exact(Kind::Bytes) {
                let all = as_bytes(a);
                if let Some(i) = resolve(b.slot().as_int() as isize, all.len()) {
                    return replace_operands(frame, sp, Ok(vm.new_int(all[i].into())));
                }
            }
        } else if b.is_exact(Kind::Slice) && a.is_exact(Kind::List) {
            if let Some(r) = list_get_plain_slice(vm, a, b) {
                let (Ok(v), slice) = (r, *sp.sub(1)) else {
                    return Outcome::RAISED;
                };
                if !slice.is_last_reference() {
                    return replace_operands(frame, sp, Ok(v));
                }
                // What it holds are words.
                vm.heap.free_cell(slice.header());
                (*frame).sp = sp.sub(1);
                let list = std::mem::replace(&mut *sp.sub(2), v.into_slot());
                list.decref();
                return Outcome::next(sp.sub(1));
            }
            return replace_operands(frame, sp, list_get_slice(vm, a, b));
        }
        replace_operands(frame, sp, vm.get_item(a, b))
    }
}

/// Does this object of kind dict take the `__getitem__` of `dict` itself?
#[inline(always)]
fn inherits_subscript(vm: &Vm, d: &Ref) -> bool {
    let own = vm.type_of(d).slots.binary[BinaryOp::Subscr as usize].get();
    let of_dict = vm.types.dict.slots.binary[BinaryOp::Subscr as usize].get();
    match (own, of_dict) {
        (Some(f), Some(g)) => std::ptr::fn_addr_eq(f, g),
        _ => false,
    }
}

/// Is its `__getitem__` that of `defaultdict`?
#[inline(always)]
fn gets_default(vm: &Vm, d: &Ref) -> bool {
    let own = vm.type_of(d).slots.binary[BinaryOp::Subscr as usize].get();
    own.is_some_and(is_defaultdict_get)
}

/// Is what this instance of a class derived from `dict` holds found by a subscript as in a dict, before anybody is asked for what is missing?
#[inline(never)]
pub(crate) fn subscript_finds(vm: &Vm, d: Slot) -> bool {
    // SAFETY: the word is a live one of the caller's.
    if !unsafe { d.has_kind(Kind::Dict) } {
        return false;
    }
    let d = Ref::view(&d);
    gets_default(vm, d) || inherits_subscript(vm, d)
}

/// Does storing an item go straight into the table, because this is a dict or its class takes the `__setitem__` of `dict`?
#[inline(never)]
pub(crate) fn subscript_stores(vm: &Vm, d: Slot) -> bool {
    // SAFETY: the word is a live one of the caller's.
    unsafe { d.has_kind(Kind::Dict) && stores_as_dict(vm, Ref::view(&d)) }
}

/// A subscript of a dict or of an instance of a class derived from it.
unsafe fn subscript_dict(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        let (d, key) = (at(sp, 1), at(sp, 0));
        let inherits = inherits_subscript(vm, d);
        // What is there is found before anybody is asked for what is missing.
        if inherits || gets_default(vm, d) {
            let table = as_dict(d);
            match table.look_up_plain(vm, key.slot()) {
                KeyFound::At(i) => {
                    let v = Ref::new_reference(*table.value_place(i));
                    return replace_operands(frame, sp, Ok(v));
                }
                KeyFound::Missing if d.is_exact(Kind::Dict) => {
                    let _ = vm.key_error(key);
                    return Outcome::RAISED;
                }
                _ => {}
            }
        }
        if inherits
            && !d.is_exact(Kind::Dict)
            && let Some(out) = subscript_dict_subclass(vm, frame, sp)
        {
            return out;
        }
        replace_operands(frame, sp, vm.get_item(d, key))
    }
}

/// The same for a class that inherits the `__getitem__` of `dict`, and has a `__missing__` in Python, whose frame is
/// pushed. `None`: do it in another way; nothing changed.
#[inline(never)]
unsafe fn subscript_dict_subclass(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Option<Outcome> {
    unsafe {
        let (d, key) = (at(sp, 1), at(sp, 0));
        match as_dict(d).get(vm, key) {
            Ok(Some(v)) => return Some(replace_operands(frame, sp, Ok(v))),
            Ok(None) => {}
            Err(_) => return Some(Outcome::RAISED),
        }
        // Looking the key up may have run code: the class is asked for the method only now.
        let method = vm.type_of(d).lookup_slot(vm, &vm.names.missing);
        let exact = !method.is_null()
            && method.is_exact(Kind::Function)
            && (*method.ptr::<FunctionObject>()).v.code().exact_args == 2;
        if exact {
            let method = method.new_ref();
            if let Some(out) = push_exact(vm, frame, sp, 2, sp.sub(2), method) {
                return Some(out);
            }
            method.decref();
        }
        // The key is known to be missing, and asking for it again could tell.
        let found = vm.call_special(d, &vm.names.missing, std::slice::from_ref(key));
        let r = found.and_then(|v| v.ok_or_else(|| vm.key_error(key)));
        Some(replace_operands(frame, sp, r))
    }
}

/// Sums, differences, products and quotients of floats that do not fit the word, or of a float and an int that fits it, which becomes
/// the nearest float.
#[inline]
fn quick_float(vm: &Vm, a: &Ref, b: &Ref, arg: u32) -> Option<Ref> {
    let value = |r: &Ref| -> Option<f64> {
        if r.is_exact(Kind::Float) {
            Some(float_value(r))
        } else if r.slot().is_int() {
            Some(r.slot().as_int() as f64)
        } else {
            None
        }
    };
    if !a.is_exact(Kind::Float) && !b.is_exact(Kind::Float) {
        return None;
    }
    let (x, y) = (value(a)?, value(b)?);
    let plain = if arg >= 13 { arg - 13 } else { arg };
    Some(vm.new_float(match plain {
        0 => x + y,
        5 => x * y,
        10 => x - y,
        11 if y != 0.0 => x / y,
        _ => return None,
    }))
}

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident $f:ident)*) => { $(
        $(#[$doc])*
        pub unsafe fn $name(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
            unsafe { replace(frame, sp, 1, vm.$f(at(sp, 0))) }
        }
    )* };
}
unary! {
    /// UNARY_NEGATIVE
    negative negative
    /// UNARY_INVERT
    invert invert
    /// CALL_INTRINSIC_1 UNARY_POSITIVE
    positive positive
}

/// TO_BOOL
pub unsafe fn to_bool(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        let r = if v.is_exact(Kind::Bytes) {
            Ok(!as_bytes(v).is_empty())
        } else if v.is_exact(Kind::Dict) {
            Ok(!as_dict(v).is_empty())
        } else if v.is_exact(Kind::Tuple) {
            Ok(!tuple_items(v).is_empty())
        } else if v.is_exact(Kind::Set) {
            Ok(!as_set(v).is_empty())
        } else {
            vm.is_true(v)
        };
        replace(frame, sp, 1, r.map(Ref::bool))
    }
}

/// Is the comparison of a type that of `object`, which `f` is said to be?
#[inline(always)]
fn inherits_compare(vm: &Vm, f: CompareFn, of: TypePtr) -> bool {
    let base = vm.types.object.slots.compare.get();
    base.is_some_and(|base| std::ptr::fn_addr_eq(base, f))
        && of
            .slots
            .compare
            .get()
            .is_some_and(|own| std::ptr::fn_addr_eq(own, f))
}

/// `a <= b` and the like of two sets, where the first places to look at decide. None: ask in another way.
#[inline(always)]
pub(crate) unsafe fn quick_inclusion(a: Slot, b: Slot, arg: u32) -> Option<bool> {
    unsafe {
        if !a.is_exact(Kind::Set) || !b.is_exact(Kind::Set) {
            return None;
        }
        let (a, b) = (as_set(Ref::view(&a)), as_set(Ref::view(&b)));
        let (small, large, same_length) = match CompareOp::of_operand(arg) {
            CompareOp::Le => (a, b, true),
            CompareOp::Lt => (a, b, false),
            CompareOp::Ge => (b, a, true),
            CompareOp::Gt => (b, a, false),
            _ => return None,
        };
        if small.len() > large.len() || small.len() == large.len() && !same_length {
            return Some(false);
        }
        small.all_in_at_first(large)
    }
}

/// COMPARE_OP: the operator in the operand's top bits, bit 4 asks for a bool.
pub unsafe fn compare_op(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let op = CompareOp::of_operand(arg);
        let (a, b) = (at(sp, 1), at(sp, 0));
        if Slot::both_int(a.slot(), b.slot()) {
            let o = a.slot().as_int().cmp(&b.slot().as_int());
            return replace(frame, sp, 2, Ok(Ref::bool(op.holds(o))));
        }
        if a.is_exact(Kind::Int) && b.is_exact(Kind::Int) {
            return replace(frame, sp, 2, int_compare(vm, a, b, op));
        }
        if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            return replace(frame, sp, 2, str_compare(vm, a, b, op));
        }
        if a.is_exact(Kind::Set) && b.is_exact(Kind::Set) {
            return replace(frame, sp, 2, set_compare(vm, a, b, op).map(Ref::bool));
        }
        if matches!(op, CompareOp::Eq | CompareOp::Ne)
            && (a.is_exact(Kind::Tuple) && b.is_exact(Kind::Tuple)
                || a.is_exact(Kind::Bytes) && b.is_exact(Kind::Bytes))
            && let Some(same) = plain_eq(vm, a, b, 0)
        {
            return replace(frame, sp, 2, Ok(Ref::bool(same == (op == CompareOp::Eq))));
        }
        if matches!(op, CompareOp::Eq | CompareOp::Ne)
            && (a.is_exact(Kind::Bytes) && b.is_exact(Kind::Str)
                || a.is_exact(Kind::Str) && b.is_exact(Kind::Bytes))
        {
            return replace(frame, sp, 2, Ok(Ref::bool(op == CompareOp::Ne)));
        }
        let (ta, tb) = (vm.type_of(a), vm.type_of(b));
        let mut r = match ta.slots.compare.get() {
            // Of two objects of one builtin type, one asks, and the other would say the same.
            Some(f) if ta == tb && !ta.is_heap_type() => match f(vm, a, b, op) {
                Ok(v) if v.is_not_implemented() => vm.rich_compare(a, b, op),
                r => r,
            },
            // Neither has a comparison of its own: they are equal if they are one.
            Some(f)
                if matches!(op, CompareOp::Eq | CompareOp::Ne)
                    && inherits_compare(vm, f, ta)
                    && inherits_compare(vm, f, tb) =>
            {
                Ok(Ref::bool(a.is(b) == (op == CompareOp::Eq)))
            }
            _ => match special::enter_compare(vm, frame, sp, op, arg) {
                Some(out) => return out,
                None => vm.rich_compare(a, b, op),
            },
        };
        if arg & 16 != 0 {
            r = r.and_then(|v| vm.is_true(&v)).map(Ref::bool);
        }
        replace(frame, sp, 2, r)
    }
}

/// Is a string or an int among the items of a tuple or list, as far as words and text tell? None where an item is of another
/// type, whose `__eq__` would have to be asked.
#[inline]
fn plain_member(all: &Ref, x: &Ref) -> Option<bool> {
    let items: &[Ref] = if all.is_exact(Kind::Tuple) {
        // SAFETY: it is a tuple.
        unsafe { tuple_items(all) }
    } else if all.is_exact(Kind::List) {
        as_list(all).items()
    } else {
        return None;
    };
    let word = x.slot().borrow();
    let text = x.is_exact(Kind::Str).then(|| as_str(x));
    if text.is_none() && !word.is_int() {
        return None;
    }
    for item in items {
        if item.slot().borrow() == word {
            return Some(true);
        }
        match text {
            Some(text) if item.is_exact(Kind::Str) => {
                if as_str(item) == text {
                    return Some(true);
                }
            }
            None if item.slot().is_int() => {}
            _ => return None,
        }
    }
    Some(false)
}

/// CONTAINS_OP
pub unsafe fn contains_op(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (all, x) = (at(sp, 0), at(sp, 1));
        let r = if all.is_exact(Kind::Set) {
            set_contains(vm, all, x)
        } else if all.is_exact(Kind::Str) {
            str_contains(vm, all, x)
        } else if let Some(found) = plain_member(all, x) {
            Ok(found)
        } else {
            vm.contains(all, x)
        };
        replace(frame, sp, 2, r.map(|b| Ref::bool(b != (arg & 1 != 0))))
    }
}

/// Does an instance of a class derived from `dict` store items as a dict does?
#[inline(always)]
fn stores_as_dict(vm: &Vm, d: &Ref) -> bool {
    let (own, of_dict) = (
        vm.type_of(d).slots.set_item.get(),
        vm.types.dict.slots.set_item.get(),
    );
    matches!((own, of_dict), (Some(f), Some(g)) if std::ptr::fn_addr_eq(f, g))
}

/// STORE_SUBSCR: `value, container, key`
pub unsafe fn store_subscr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let (all, key, value) = (at(sp, 1), at(sp, 0), at(sp, 2));
        let stored = (all.is_exact(Kind::ByteArray) && bytearray_set_plain_item(all, key, value))
            || key.slot().is_int() && array::quick_set(all, key.slot().as_int(), value);
        if !stored && let Some(out) = special::enter_store(vm, frame, sp) {
            return out;
        }
        let r = if stored {
            Ok(())
        } else if all.is_exact(Kind::List) && key.is_exact(Kind::Slice) {
            list_set_slice(vm, all, key, value)
        } else if all.has_kind(Kind::Dict) && stores_as_dict(vm, all) {
            as_dict(all).set(vm, key, value.clone())
        } else {
            vm.set_item(all, key, value)
        };
        finish(frame, sp, 3, r)
    }
}

/// DELETE_SUBSCR: `container, key`
pub unsafe fn delete_subscr(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let r = vm.del_item(at(sp, 1), at(sp, 0));
        finish(frame, sp, 2, r)
    }
}

fn slice_of(vm: &Vm, start: &Ref, stop: &Ref) -> Ref {
    crate::object::new_slice(vm, start.clone(), stop.clone(), Ref::none())
}

/// `container[start:stop]` of a builtin sequence whose bounds need no calls, without a slice object.
fn plain_slice(vm: &Vm, container: &Ref, start: &Ref, stop: &Ref) -> Option<PyResult> {
    let parts = plain_parts(start, stop)?;
    Some(if container.is_exact(Kind::List) {
        list_get_range(vm, container, parts)
    } else if container.is_exact(Kind::Str) {
        str_get_range(vm, container, parts)
    } else if container.is_exact(Kind::Tuple) {
        tuple_get_range(vm, container, parts)
    } else if container.is_exact(Kind::Bytes) {
        bytes_get_range(vm, container, parts)
    } else {
        return None;
    })
}

/// BINARY_SLICE: `container, start, stop`
pub unsafe fn binary_slice(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let r = match plain_slice(vm, at(sp, 2), at(sp, 1), at(sp, 0)) {
            Some(r) => r,
            None => vm.get_item(at(sp, 2), &slice_of(vm, at(sp, 1), at(sp, 0))),
        };
        replace(frame, sp, 3, r)
    }
}

/// STORE_SLICE: `value, container, start, stop`
pub unsafe fn store_slice(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let l = at(sp, 2);
        let r = match plain_parts(at(sp, 1), at(sp, 0)) {
            Some(parts) if l.slot().is_exact(Kind::List) => list_set_range(vm, l, parts, at(sp, 3)),
            _ => vm.set_item(l, &slice_of(vm, at(sp, 1), at(sp, 0)), at(sp, 3)),
        };
        finish(frame, sp, 4, r)
    }
}

/// FORMAT_SIMPLE
pub unsafe fn format_simple(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        if at(sp, 0).is_exact(Kind::Str) {
            return Outcome::next(sp);
        }
        let r = vm.format(at(sp, 0), &vm.names.empty);
        replace(frame, sp, 1, r)
    }
}

/// FORMAT_WITH_SPEC
pub unsafe fn format_with_spec(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let (v, spec) = (at(sp, 1), at(sp, 0));
        let r = if spec.has_kind(Kind::Str) {
            vm.format(v, spec)
        } else {
            Err(vm.system_error(format!(
                "Format specifier must be a string, not {}",
                vm.type_of(spec).name_str()
            )))
        };
        replace(frame, sp, 2, r)
    }
}

/// CONVERT_VALUE: 1 str, 2 repr, 3 ascii
pub unsafe fn convert_value(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        let r = match arg {
            1 => vm.str(v),
            2 => vm.repr(v),
            _ => vm.ascii(v),
        };
        replace(frame, sp, 1, r)
    }
}

/// GET_LEN
pub unsafe fn get_len(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    unsafe {
        match vm.len(at(sp, 0)) {
            Ok(n) => {
                *sp = vm.new_int(n as i64).into_slot();
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}
