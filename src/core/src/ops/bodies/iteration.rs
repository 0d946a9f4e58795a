//! Iteration: FOR_ITER, SEND, unpacking, and their forms.

use super::{adapt, go_on_in, miss, op, release, release_iterator, slow_op};
use crate::object::generator::{Generator, State};
use crate::object::{
    DictObject, Field, KeyFound, ListIterator, ListObject, Object, Range, RangeIterator,
    SetIterator, TupleIterator, TupleObject, quick_next, quick_object,
};
use crate::ops::delegation::delegate;
use crate::ops::slow::{generator, iterate, operator};
use crate::ops::{Control, Control::*, Machine, call_out, keep_branch};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use tricera_code::opcode::op as code;

slow_op! {
    UNPACK_EX iterate::unpack_ex;
    GET_YIELD_FROM_ITER generator::get_yield_from_iter;
}

op!(GET_ITER, |m| {
    let (v, vm) = (m.peek(0), m.vm());
    if v.is_exact(Kind::Range) {
        let r = &(*v.ptr::<Object<Range>>()).v;
        let (start, stop, step, len) = (r.start.slot(), r.stop.slot(), r.step.slot(), r.len.slot());
        if !Slot::both_int(start, stop) || !Slot::both_int(step, len) {
            return Slow;
        }
        // Between words, all values are words, and one step behind the last one can be computed.
        let it = RangeIterator {
            next: Cell::new(start.as_int()),
            step: step.as_int(),
            left: Cell::new(len.as_int() as u64),
        };
        let Some(it) = quick_object(vm, vm.types.range_iterator, it) else { return Slow };
        m.set_peek(0, it);
        if v.is_last_reference() {
            // Ints in the word need not be given up.
            vm.heap.free_cell(v.header());
            return Next;
        }
        v.decref_shared();
        return Next;
    }
    let (it, sequence) = if v.is_exact(Kind::List) {
        let it = ListIterator { sequence: Field::empty(), index: Cell::new(0) };
        let Some(it) = quick_object(vm, vm.types.list_iterator, it) else { return Slow };
        (it, &(*it.ptr::<Object<ListIterator>>()).v.sequence)
    } else if v.is_exact(Kind::Tuple) {
        let it = TupleIterator { sequence: Field::empty(), index: Cell::new(0) };
        let Some(it) = quick_object(vm, vm.types.tuple_iterator, it) else { return Slow };
        (it, &(*it.ptr::<Object<TupleIterator>>()).v.sequence)
    } else if v.is_exact(Kind::Set) {
        let it = SetIterator::over(crate::object::as_set(Ref::view(&v)).len());
        let Some(it) = quick_object(vm, vm.types.set_iterator, it) else { return Slow };
        (*it.ptr::<Object<SetIterator>>()).v.fill(v.promote_value());
        m.set_peek(0, it);
        return Next;
    } else {
        return Slow;
    };
    sequence.exchange(v.promote_value());
    m.set_peek(0, it);
    Next
}, slow call_out(m, Self::LEN, false, iterate::get_iter));

/// FOR_ITER of an iterator that has no form of its own: asks its type's slot, without the detour through [`call_out`].
#[inline(always)]
unsafe fn ask_next<M: Machine>(m: &mut M, len: usize) -> Control {
    unsafe {
        let vm = m.vm();
        let it = Ref::view(&*m.sp().sub(1));
        let Some(next) = vm.type_of(it).slots.next.get() else {
            return call_out(m, len, true, iterate::for_iter);
        };
        m.escape(len);
        match next(vm, it) {
            Ok(Some(v)) => {
                m.push(v.into_slot());
                Next
            }
            Ok(None) => {
                vm.discard_return_value();
                m.set_ip(m.jump_target(len, true));
                Jumped
            }
            Err(_) => Raise,
        }
    }
}

op!(FOR_ITER, |m| {
    let Some(v) = quick_next(m.vm(), m.peek(0)) else { return Slow };
    m.push(v);
    Next
}, slow {
    adapt(m, |m| {
        let it = m.peek(0);
        if it.is_exact(Kind::RangeIterator) {
            Some(code::FOR_ITER_RANGE)
        } else if it.is_exact(Kind::ListIterator) {
            Some(code::FOR_ITER_LIST)
        } else if it.is_exact(Kind::TupleIterator) {
            Some(code::FOR_ITER_TUPLE)
        } else if it.is_exact(Kind::Generator) && m.vm().types.generator.as_ptr() == (*(*it.header()).shape).ty {
            Some(code::FOR_ITER_GEN)
        } else {
            None
        }
    });
    ask_next(m, Self::LEN)
});
op!(FOR_ITER_RANGE, |m| {
    let it = m.peek(0);
    if !it.is_exact(Kind::RangeIterator) {
        return Slow;
    }
    let r = &(*it.ptr::<Object<RangeIterator>>()).v;
    let left = r.left.get();
    if left == 0 {
        keep_branch();
        m.set_ip(m.jump_target(Self::LEN, true));
        return Jumped;
    }
    let v = r.next.get();
    r.left.set(left - 1);
    r.next.set(v.wrapping_add(r.step));
    m.push(Slot::int_unchecked(v));
    Next
}, slow miss(m, code::FOR_ITER, Self::LEN, true, iterate::for_iter));

/// The iterator `it` has run out: jumps behind the loop, if nobody else holds it who could see that it lets go of its sequence.
#[inline(always)]
unsafe fn leave_loop<M: Machine>(m: &mut M, len: usize, it: Slot) -> Control {
    unsafe {
        if !it.is_last_reference() {
            return Slow;
        }
        m.set_ip(m.jump_target(len, true));
        Jumped
    }
}

op!(FOR_ITER_LIST, |m| {
    let it = m.peek(0);
    if !it.is_exact(Kind::ListIterator) {
        return Slow;
    }
    let r = &(*it.ptr::<Object<ListIterator>>()).v;
    let l = r.sequence.slot();
    if l.is_null() {
        return Slow;
    }
    let l = &*l.ptr::<ListObject>();
    let i = r.index.get();
    if i >= l.len.get() {
        keep_branch();
        return leave_loop(m, Self::LEN, it);
    }
    r.index.set(i + 1);
    let v = (*l.items.get().add(i)).incref();
    m.push(v);
    Next
}, slow {
    if m.peek(0).is_exact(Kind::ListIterator) {
        call_out(m, Self::LEN, true, iterate::for_iter)
    } else {
        miss(m, code::FOR_ITER, Self::LEN, true, iterate::for_iter)
    }
});
op!(FOR_ITER_TUPLE, |m| {
    let it = m.peek(0);
    if !it.is_exact(Kind::TupleIterator) {
        return Slow;
    }
    let r = &(*it.ptr::<Object<TupleIterator>>()).v;
    let t = r.sequence.slot();
    if t.is_null() {
        return Slow;
    }
    let t = &*t.ptr::<TupleObject>();
    let i = r.index.get();
    if i >= t.len.get() {
        keep_branch();
        return leave_loop(m, Self::LEN, it);
    }
    r.index.set(i + 1);
    let v = (*t.items.get().add(i)).incref();
    m.push(v);
    Next
}, slow {
    if m.peek(0).is_exact(Kind::TupleIterator) {
        call_out(m, Self::LEN, true, iterate::for_iter)
    } else {
        miss(m, code::FOR_ITER, Self::LEN, true, iterate::for_iter)
    }
});
op!(FOR_ITER_GEN, |m| {
    let it = m.peek(0);
    if !it.is_exact(Kind::Generator) {
        return Slow;
    }
    let g = &(*it.ptr::<Object<Generator>>()).v;
    let vm = m.vm();
    let caller = m.frame();
    if !g.raw_state().is_suspended() || (*caller).depth >= vm.recursion_limit.get() {
        return Slow;
    }
    // A return goes to END_FOR, which drops the value; a yield goes on behind this instruction.
    (*caller).ip = M::before(m.jump_target(Self::LEN, true));
    (*caller).sp = m.sp();
    go_on_in(m, g, m.ip_after(Self::LEN), State::Executing, Slot::none())
}, slow {
    if m.peek(0).is_exact(Kind::Generator) {
        call_out(m, Self::LEN, true, iterate::for_iter)
    } else {
        miss(m, code::FOR_ITER, Self::LEN, true, iterate::for_iter)
    }
});

op!(SEND, |m| Slow, slow {
    adapt(m, |m| {
        let vm = m.vm();
        let r = m.peek(1);
        if r.is_exact(Kind::Generator) { let _ = vm; Some(code::SEND_GEN) } else { None }
    });
    call_out(m, Self::LEN, false, generator::send)
});
op!(SEND_GEN, |m| {
    let r = m.peek(1);
    if !r.is_exact(Kind::Generator) {
        return Slow;
    }
    let g = &(*r.ptr::<Object<Generator>>()).v;
    let vm = m.vm();
    let caller = m.frame();
    let v = m.peek(0);
    if !g.raw_state().is_suspended() || (*caller).depth >= vm.recursion_limit.get() {
        return Slow;
    }
    let v = if v.is_none() {
        v
    } else if g.raw_state() == State::Created {
        return Slow;
    } else {
        v.promote_value()
    };
    (*caller).ip = m.jump_target(Self::LEN, false);
    (*caller).sp = m.sp().sub(1);
    go_on_in(m, g, m.ip_after(Self::LEN), delegate(caller, g), v)
}, slow {
    if m.peek(1).is_exact(Kind::Generator) {
        call_out(m, Self::LEN, false, generator::send)
    } else {
        miss(m, code::SEND, Self::LEN, false, generator::send)
    }
});

op!(END_SEND, |m| {
    let v = m.pop();
    let receiver = m.peek(0);
    m.set_peek(0, v);
    release_iterator(m.vm(), receiver)
});
op!(GET_AWAITABLE, |m| {
    let v = m.peek(0);
    if !v.is_exact(Kind::Generator) || (*(*v.header()).shape).ty != m.vm().types.coroutine.as_ptr() {
        return Slow;
    }
    if (*v.ptr::<Object<Generator>>()).v.raw_state() != State::Created {
        return Slow;
    }
    m.set_peek(0, v.promote_value());
    Next
}, slow call_out(m, Self::LEN, false, generator::get_awaitable));

op!(UNPACK_SEQUENCE, |m| Slow, slow {
    adapt(m, |m| {
        let v = m.peek(0);
        if v.is_exact(Kind::Tuple) {
            Some(if m.arg() == 2 { code::UNPACK_SEQUENCE_TWO_TUPLE } else { code::UNPACK_SEQUENCE_TUPLE })
        } else if v.is_exact(Kind::List) {
            Some(code::UNPACK_SEQUENCE_LIST)
        } else {
            None
        }
    });
    call_out(m, Self::LEN, false, iterate::unpack_sequence)
});
op!(UNPACK_SEQUENCE_TWO_TUPLE, |m| {
    let v = m.peek(0);
    if !v.is_exact(Kind::Tuple) {
        return Slow;
    }
    let t = v.ptr::<TupleObject>();
    if (*t).len.get() != 2 {
        return Slow;
    }
    let items = (*t).items.get();
    let (a, b) = (*items, *items.add(1));
    if v.is_last_reference() {
        if TupleObject::dissolve(t, m.vm()) {
            m.set_peek(0, b);
            m.push(a);
            return Next;
        }
        m.set_peek(0, b.incref());
        m.push(a.incref());
        return Drop(v);
    }
    m.set_peek(0, b.incref());
    m.push(a.incref());
    v.decref_shared();
    Next
}, slow miss(m, code::UNPACK_SEQUENCE, Self::LEN, false, iterate::unpack_sequence));

macro_rules! unpack {
    ($name:ident, $kind:expr, $other:expr) => {
        op!($name, |m| {
            let v = m.peek(0);
            // Lists and tuples begin alike, so that either form does for both.
            if !v.is_exact($kind) && !v.is_exact($other) {
                return Slow;
            }
            let l = &*v.ptr::<ListObject>();
            let n = m.arg() as usize;
            if l.len.get() != n || n == 0 {
                return Slow;
            }
            let items = l.items.get();
            let mut i = n;
            m.shrink(1);
            if $name::TUPLES
                && v.is_last_reference()
                && v.is_exact(Kind::Tuple)
                && TupleObject::dissolve(v.ptr(), m.vm())
            {
                while i > 0 {
                    i -= 1;
                    let x = *items.add(i);
                    m.push(x);
                }
                return Next;
            }
            while i > 0 {
                i -= 1;
                let x = (*items.add(i)).incref();
                m.push(x);
            }
            release(v)
        }, slow miss(m, code::UNPACK_SEQUENCE, Self::LEN, false, iterate::unpack_sequence));
    };
}
/// UNPACK_SEQUENCE of a tuple or list of `N` items, at most ten, without a loop: what is pushed can stay in registers.
///
/// # Safety
/// As for [`Op::run`](crate::ops::Op::run) of UNPACK_SEQUENCE_TUPLE, with the operand `N`.
#[inline(always)]
pub unsafe fn unpack_known<M: Machine, const N: usize>(m: &mut M) -> Control {
    const { assert!(N > 0 && N <= 10) };
    macro_rules! push_all {
        ($items:ident, $($i:literal)*, $count:ident) => { $(
            if N > $i {
                let x = *$items.add($i);
                m.push($count(x));
            }
        )* };
    }
    unsafe {
        let v = m.peek(0);
        if !v.is_exact(Kind::Tuple) && !v.is_exact(Kind::List) {
            return Slow;
        }
        let l = &*v.ptr::<ListObject>();
        if l.len.get() != N {
            return Slow;
        }
        let items = l.items.get();
        m.shrink(1);
        if v.is_last_reference()
            && v.is_exact(Kind::Tuple)
            && TupleObject::dissolve(v.ptr(), m.vm())
        {
            let moved = |x: Slot| x;
            push_all!(items, 9 8 7 6 5 4 3 2 1 0, moved);
            return Next;
        }
        let counted = |x: Slot| x.incref();
        push_all!(items, 9 8 7 6 5 4 3 2 1 0, counted);
        release(v)
    }
}

impl UNPACK_SEQUENCE_TUPLE {
    /// Tuples are what this form is for: those that die are taken apart.
    const TUPLES: bool = true;
}
impl UNPACK_SEQUENCE_LIST {
    const TUPLES: bool = false;
}
unpack!(UNPACK_SEQUENCE_TUPLE, Kind::Tuple, Kind::List);
unpack!(UNPACK_SEQUENCE_LIST, Kind::List, Kind::Tuple);

op!(STORE_SUBSCR, |m| {
    let (v, all, i) = (m.peek(2), m.peek(1), m.peek(0));
    if !i.is_int() || !operator::set_buffer_item(all, i.as_int(), v) {
        return Slow;
    }
    // What has been stored is a word that nothing counts.
    m.shrink(3);
    release(all)
}, slow {
    adapt(m, |m| {
        if m.peek(1).is_exact(Kind::List) && m.peek(0).is_int() {
            Some(code::STORE_SUBSCR_LIST_INT)
        } else if operator::subscript_stores(m.vm(), m.peek(1)) {
            Some(code::STORE_SUBSCR_DICT)
        } else {
            None
        }
    });
    call_out(m, Self::LEN, false, operator::store_subscr)
});
op!(STORE_SUBSCR_LIST_INT, |m| {
    let (l, i, owned) = (m.value(1), m.value(0), m.owned(1));
    if !i.is_int() || !l.is_exact(Kind::List) || owned && l.is_last_reference() {
        return Slow;
    }
    let list = &*l.ptr::<ListObject>();
    let n = list.len.get();
    let k = i.as_int();
    let k = if k < 0 { k + n as i64 } else { k } as usize;
    if k >= n {
        return Slow;
    }
    let place = list.items.get().add(k);
    let old = *place;
    *place = m.take(2);
    if owned {
        l.decref_shared();
    }
    m.shrink(3);
    release(old)
}, slow miss(m, code::STORE_SUBSCR, Self::LEN, false, operator::store_subscr));
op!(STORE_SUBSCR_DICT, |m| {
    let (d, k) = (m.value(1), m.value(0));
    let (d_owned, k_owned) = (m.owned(1), m.owned(0));
    if !d.is_exact(Kind::Dict) && !operator::subscript_stores(m.vm(), d) {
        return Slow;
    }
    let t = &(*d.ptr::<DictObject>()).t;
    // A new key may have to grow the table.
    let KeyFound::At(i) = t.look_up_plain(m.vm(), k) else { return Slow };
    if k_owned && k.is_last_reference() || d_owned && d.is_last_reference() {
        return Slow;
    }
    let place = t.value_place(i);
    let old = *place;
    *place = m.take(2);
    if k_owned {
        k.decref_shared();
    }
    if d_owned {
        d.decref_shared();
    }
    m.shrink(3);
    release(old)
}, slow {
    if m.peek(1).is_exact(Kind::Dict) || operator::subscript_stores(m.vm(), m.peek(1)) {
        call_out(m, Self::LEN, false, store_dict)
    } else {
        miss(m, code::STORE_SUBSCR, Self::LEN, false, operator::store_subscr)
    }
});

unsafe fn store_dict(
    vm: &crate::runtime::Vm,
    frame: *mut crate::frame::Frame,
    sp: *mut Slot,
    _: u32,
) -> crate::ops::Outcome {
    use crate::ops::slow::{at, finish};
    unsafe {
        let r = crate::object::as_dict(at(sp, 1)).set(vm, at(sp, 0), at(sp, 2).clone());
        finish(frame, sp, 3, r)
    }
}
