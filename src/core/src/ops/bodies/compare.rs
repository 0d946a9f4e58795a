//! Comparisons, truth, membership, identity.

use super::{adapt, miss, op, release, release_entry, slow_op};
use crate::object::{KeyFound, StrObject, as_bytes, as_dict, as_set, as_str, tuple_items};
use crate::ops::slow::operator;
use crate::ops::{Control, Control::*, Machine, call_out};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op as code;

op!(COMPARE_OP, |m| Slow, slow {
    adapt(m, |m| {
        let (a, b) = (m.peek(1), m.peek(0));
        if Slot::both_int(a, b) {
            Some(code::COMPARE_OP_INT)
        } else if float_like(a) && float_like(b) {
            Some(code::COMPARE_OP_FLOAT)
        } else if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            Some(code::COMPARE_OP_STR)
        } else {
            None
        }
    });
    let (a, b) = (m.peek(1), m.peek(0));
    if a.is_exact(Kind::Set)
        && let Some(answer) = operator::quick_inclusion(a, b, m.arg())
        && !a.is_last_reference()
        && !b.is_last_reference()
        && a.borrow() != b.borrow()
    {
        a.decref_shared();
        b.decref_shared();
        m.shrink(1);
        m.set_condition(answer);
        return Next;
    }
    call_out(m, Self::LEN, false, operator::compare_op)
});

unsafe fn float_like(s: Slot) -> bool {
    s.is_float() || s.is_int() || unsafe { s.is_exact(Kind::Float) }
}

/// CPython's mask in the low bits of the operand: 1 unordered, 2 less, 4 greater, 8 equal.
#[inline(always)]
pub fn compare_words(a: Slot, b: Slot, mask: u32) -> bool {
    let (x, y) = (a.0 as i64, b.0 as i64);
    let bit = if x < y {
        2
    } else if x == y {
        8
    } else {
        4
    };
    bit & mask != 0
}

op!(
    COMPARE_OP_INT,
    |m| {
        let (a, b) = (m.value(1), m.value(0));
        if !Slot::both_int(a, b) {
            return Slow;
        }
        let r = compare_words(a, b, m.arg());
        m.shrink(1);
        m.set_condition(r);
        Next
    },
    slow miss(m, code::COMPARE_OP, Self::LEN, false, operator::compare_op)
);
op!(
    COMPARE_OP_FLOAT,
    |m| {
        let (a, b) = (m.value(1), m.value(0));
        let (Some(x), Some(y)) = (number(a), number(b)) else { return Slow };
        let bit = if x < y {
            2
        } else if x == y {
            8
        } else if x > y {
            4
        } else {
            1
        };
        let r = bit & m.arg() != 0;
        m.shrink(1);
        m.set_condition(r);
        Next
    },
    slow miss(m, code::COMPARE_OP, Self::LEN, false, operator::compare_op)
);

/// The value of a float, 0.0 included, or of an int word that a float holds exactly.
#[inline(always)]
unsafe fn number(s: Slot) -> Option<f64> {
    if s.is_float() {
        Some(s.as_float())
    } else if s.is_int() {
        if s.as_int().unsigned_abs() < 1 << 53 {
            Some(s.as_int() as f64)
        } else {
            None
        }
    } else if s == Slot::float_zero() {
        Some(0.0)
    } else {
        None
    }
}

op!(
    COMPARE_OP_STR,
    |m| {
        let (a, b) = (m.peek(1), m.peek(0));
        if !a.is_exact(Kind::Str) || !b.is_exact(Kind::Str) || a.is_last_reference() {
            return Slow;
        }
        let (x, y) = (as_str(Ref::view(&a)), as_str(Ref::view(&b)));
        let bit = if matches!(m.arg() >> 5, 2 | 3) {
            if a.is_object(b) || x.eq(y) { 8 } else { 4 }
        } else {
            // Mostly the first characters decide.
            match (first_byte(x), first_byte(y)) {
                (Some(p), Some(q)) if p < q => 2,
                (Some(p), Some(q)) if p > q => 4,
                _ => return Slow,
            }
        };
        let r = bit & m.arg() != 0;
        a.decref_shared();
        m.shrink(1);
        m.set_condition(r);
        release(b)
    },
    slow {
        let (a, b) = (m.peek(1), m.peek(0));
        if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            call_out(m, Self::LEN, false, operator::compare_op)
        } else {
            miss(m, code::COMPARE_OP, Self::LEN, false, operator::compare_op)
        }
    }
);

/// The first character of a latin-1 text.
#[inline(always)]
fn first_byte(s: &StrObject) -> Option<u8> {
    if s.width() == 1 {
        s.raw().first().copied()
    } else {
        None
    }
}

op!(
    IS_OP,
    |m| {
        let (a, b) = (m.peek(1), m.peek(0));
        if a.is_last_reference() {
            return Slow;
        }
        let r = a.is(b) != (m.arg() & 1 != 0);
        a.decref_shared();
        m.shrink(1);
        m.set_condition(r);
        release(b)
    },
    slow call_out(m, Self::LEN, false, is_op)
);

unsafe fn is_op(
    _: &crate::runtime::Vm,
    frame: *mut crate::frame::Frame,
    sp: *mut Slot,
    arg: u32,
) -> crate::ops::Outcome {
    unsafe {
        let same = (*sp.sub(1)).is(*sp.sub(2));
        crate::ops::slow::replace(frame, sp, 2, Ok(Ref::bool(same != (arg & 1 != 0))))
    }
}

op!(CONTAINS_OP, |m| {
    // Ints in a list of ints are found by their words; anything else may have an `__eq__`.
    let (x, list) = (m.value(1), m.value(0));
    if !x.is_int() || !list.is_exact(Kind::List) {
        return Slow;
    }
    let owned = m.owned(0);
    if owned && list.is_last_reference() {
        return Slow;
    }
    let items = &*list.ptr::<crate::object::ListObject>();
    let (p, n) = (items.items.get(), items.len.get());
    let (mut i, mut found) = (0, false);
    while i < n {
        let v = *p.add(i);
        if v == x {
            found = true;
            break;
        }
        if !v.is_int() {
            return Slow;
        }
        i += 1;
    }
    if owned {
        list.decref_shared();
    }
    m.shrink(1);
    let negated = m.arg() & 1 != 0;
    m.set_condition(found != negated);
    Next
}, slow {
    adapt(m, |m| {
        let c = m.peek(0);
        if c.is_exact(Kind::Dict) {
            Some(code::CONTAINS_OP_DICT)
        } else if c.is_exact(Kind::Set) {
            Some(code::CONTAINS_OP_SET)
        } else {
            None
        }
    });
    call_out(m, Self::LEN, false, operator::contains_op)
});
op!(CONTAINS_OP_DICT, |m| {
    let (x, d) = (m.value(1), m.value(0));
    let (x_owned, d_owned) = (m.owned(1), m.owned(0));
    if !d.is_exact(Kind::Dict) {
        return Slow;
    }
    let t = &(*d.ptr::<crate::object::DictObject>()).t;
    let found = match t.look_up_plain(m.vm(), x) {
        KeyFound::At(_) => true,
        KeyFound::Missing => false,
        KeyFound::Unknown => return Slow,
    };
    if x_owned && x.is_last_reference() || d_owned && d.is_last_reference() {
        return Slow;
    }
    if x_owned {
        x.decref_shared();
    }
    if d_owned {
        d.decref_shared();
    }
    let negated = m.arg() & 1 != 0;
    m.shrink(1);
    m.set_condition(found != negated);
    Next
}, slow {
    if m.peek(0).is_exact(Kind::Dict) {
        call_out(m, Self::LEN, false, contains_dict)
    } else {
        miss(m, code::CONTAINS_OP, Self::LEN, false, operator::contains_op)
    }
});
op!(CONTAINS_OP_SET, |m| {
    let (x, s) = (m.value(1), m.value(0));
    let (x_owned, s_owned) = (m.owned(1), m.owned(0));
    if !s.is_exact(Kind::Set) {
        return Slow;
    }
    let table = &(*s.ptr::<crate::object::SetObject>()).v;
    let Some(found) = table.contains_at_first(m.vm(), x) else { return Slow };
    if x_owned && x.is_last_reference() || s_owned && s.is_last_reference() {
        return Slow;
    }
    if x_owned {
        x.decref_shared();
    }
    if s_owned {
        s.decref_shared();
    }
    let negated = m.arg() & 1 != 0;
    m.shrink(1);
    m.set_condition(found != negated);
    Next
}, slow {
    let (x, s) = (m.peek(1), m.peek(0));
    if s.is_exact(Kind::Set) {
        let table = &(*s.ptr::<crate::object::SetObject>()).v;
        let found = table.contains_plain(m.vm(), x);
        if let Some(found) = found
            && !x.is_last_reference()
            && !s.is_last_reference()
        {
            x.decref_shared();
            s.decref_shared();
            let negated = m.arg() & 1 != 0;
            m.shrink(1);
            m.set_condition(found != negated);
            return Next;
        }
        call_out(m, Self::LEN, false, operator::contains_op)
    } else {
        miss(m, code::CONTAINS_OP, Self::LEN, false, operator::contains_op)
    }
});

unsafe fn contains_dict(
    vm: &crate::runtime::Vm,
    frame: *mut crate::frame::Frame,
    sp: *mut Slot,
    arg: u32,
) -> crate::ops::Outcome {
    use crate::ops::slow::at;
    unsafe {
        let r = crate::object::as_dict(at(sp, 0)).contains(vm, at(sp, 1));
        crate::ops::slow::replace(frame, sp, 2, r.map(|b| Ref::bool(b != (arg & 1 != 0))))
    }
}

/// The truth of a word that is no object. At a place where these alternate with objects of one type, None above all, the
/// form for the objects stays.
#[inline(always)]
fn truth_of_immediate(v: Slot) -> Option<bool> {
    if v == Slot::true_() {
        return Some(true);
    }
    if v == Slot::false_() || v.is_none() {
        return Some(false);
    }
    v.is_int().then(|| v.as_int() != 0)
}

/// What the forms of TO_BOOL do where their guard fails.
#[inline(always)]
unsafe fn immediate_to_bool<M: Machine>(m: &mut M, v: Slot) -> Control {
    match truth_of_immediate(v) {
        Some(truth) => unsafe {
            m.set_condition(truth);
            Next
        },
        None => Slow,
    }
}

op!(TO_BOOL, |m| {
    // What holds items has no form of its own and is looked at here.
    let v = m.value(0);
    let filled = if v.is_exact(Kind::Bytes) {
        !as_bytes(Ref::view(&v)).is_empty()
    } else if v.is_exact(Kind::Dict) {
        !as_dict(Ref::view(&v)).is_empty()
    } else if v.is_exact(Kind::Tuple) {
        !tuple_items(Ref::view(&v)).is_empty()
    } else if v.is_exact(Kind::Set) {
        !as_set(Ref::view(&v)).is_empty()
    } else {
        return Slow;
    };
    let owned = m.owned(0);
    m.set_condition(filled);
    release_entry(owned, v)
}, slow {
    adapt(m, |m| {
        let v = m.peek(0);
        if v == Slot::true_() || v == Slot::false_() {
            Some(code::TO_BOOL_BOOL)
        } else if v.is_int() {
            Some(code::TO_BOOL_INT)
        } else if v.is_none() {
            Some(code::TO_BOOL_NONE)
        } else if v.is_exact(Kind::List) {
            Some(code::TO_BOOL_LIST)
        } else if v.is_exact(Kind::Str) {
            Some(code::TO_BOOL_STR)
        } else {
            // Objects of a class without __bool__ and __len__.
            let r = Ref::view(&*m.sp().sub(1));
            let slots = &m.vm().type_of(r).slots;
            if !v.is_pointer() || slots.bool.get().is_some() || slots.len.get().is_some() {
                None
            } else {
                m.set_version(crate::ops::resolve::shape_version(m.vm(), (*v.header()).shape));
                (m.version() != 0).then_some(code::TO_BOOL_ALWAYS_TRUE)
            }
        }
    });
    call_out(m, Self::LEN, false, operator::to_bool)
});
op!(TO_BOOL_BOOL, |m| {
    let v = m.peek(0);
    if v == Slot::true_() || v == Slot::false_() {
        return Next;
    }
    immediate_to_bool(m, v)
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(TO_BOOL_INT, |m| {
    let v = m.value(0);
    if !v.is_int() {
        return immediate_to_bool(m, v);
    }
    m.set_condition(v.as_int() != 0);
    Next
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(TO_BOOL_NONE, |m| {
    let v = m.value(0);
    if !v.is_none() {
        return immediate_to_bool(m, v);
    }
    m.set_condition(false);
    Next
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(TO_BOOL_LIST, |m| {
    let v = m.value(0);
    if !v.is_exact(Kind::List) {
        return immediate_to_bool(m, v);
    }
    let owned = m.owned(0);
    let r = (*v.ptr::<crate::object::ListObject>()).len.get() != 0;
    m.set_condition(r);
    release_entry(owned, v)
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(TO_BOOL_STR, |m| {
    let v = m.value(0);
    if !v.is_exact(Kind::Str) {
        return immediate_to_bool(m, v);
    }
    let owned = m.owned(0);
    let r = !as_str(Ref::view(&v)).is_empty();
    m.set_condition(r);
    release_entry(owned, v)
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(TO_BOOL_ALWAYS_TRUE, |m| {
    let Some(o) = super::guard(m, 0) else {
        let v = m.value(0);
        return immediate_to_bool(m, v);
    };
    let owned = m.owned(0);
    m.set_condition(true);
    release_entry(owned, o)
}, slow miss(m, code::TO_BOOL, Self::LEN, false, operator::to_bool));
op!(UNARY_NOT, |m| {
    let v = m.peek(0);
    let r = Slot::bool(v == Slot::false_());
    m.set_peek(0, r);
    Next
});
op!(UNARY_NEGATIVE, |m| {
    let v = m.peek(0);
    if v.is_int() && v.as_int() != Slot::INT_MIN {
        m.set_peek(0, Slot::int_unchecked(-v.as_int()));
        return Next;
    }
    if v.is_float()
        && let Some(r) = Slot::small_float(-v.as_float()) {
            m.set_peek(0, r);
            return Next;
        }
    Slow
}, slow call_out(m, Self::LEN, false, operator::negative));
slow_op! {
    UNARY_INVERT operator::invert;
    GET_LEN operator::get_len;
}
