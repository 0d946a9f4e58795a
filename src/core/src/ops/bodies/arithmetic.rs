//! Arithmetic: the adaptive BINARY_OP and its forms for words.

use super::{adapt, miss, op, push_frame, release, release_entry};
use crate::object::{
    BinaryOp, DictObject, FunctionObject, KeyFound, ListObject, TupleObject, as_str,
};
use crate::ops::slow::operator;
use crate::ops::slow::support::is_of_heap_type;
use crate::ops::{Control::*, call_out};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op as code;

op!(BINARY_OP, |m| {
    // Typed items are words; what holds them has no form of its own.
    let (a, i) = (m.peek(1), m.peek(0));
    if m.arg() != BinaryOp::Subscr as u32 || !i.is_int() {
        return Slow;
    }
    let Some(v) = operator::buffer_item(a, i.as_int()) else { return Slow };
    m.shrink(1);
    m.set_peek(0, v);
    release(a)
}, slow {
    adapt(m, |m| choose(m.vm(), m.arg(), m.peek(1), m.peek(0)));
    call_out(m, Self::LEN, false, operator::binary_op)
});

/// The form of BINARY_OP for these operands.
unsafe fn choose(vm: &Vm, arg: u32, a: Slot, b: Slot) -> Option<u8> {
    let plain = if (13..26).contains(&arg) {
        arg - 13
    } else {
        arg
    };
    unsafe {
        if Slot::both_int(a, b) {
            return Some(match plain {
                0 => code::BINARY_OP_ADD_INT,
                1 => code::BINARY_OP_AND_INT,
                2 => code::BINARY_OP_FLOOR_DIVIDE_INT,
                3 => code::BINARY_OP_LSHIFT_INT,
                5 => code::BINARY_OP_MULTIPLY_INT,
                6 => code::BINARY_OP_REMAINDER_INT,
                7 => code::BINARY_OP_OR_INT,
                9 => code::BINARY_OP_RSHIFT_INT,
                10 => code::BINARY_OP_SUBTRACT_INT,
                11 => code::BINARY_OP_TRUE_DIVIDE_FLOAT,
                12 => code::BINARY_OP_XOR_INT,
                _ => return None,
            });
        }
        let number = |s: Slot| s.is_int() || float_like(s);
        if float_like(a) && float_like(b) {
            return Some(match plain {
                0 => code::BINARY_OP_ADD_FLOAT,
                5 => code::BINARY_OP_MULTIPLY_FLOAT,
                10 => code::BINARY_OP_SUBTRACT_FLOAT,
                11 => code::BINARY_OP_TRUE_DIVIDE_FLOAT,
                _ => return None,
            });
        }
        if number(a) && number(b) {
            return match plain {
                0 | 5 | 10 => Some(code::BINARY_OP_MIXED_FLOAT),
                11 => Some(code::BINARY_OP_TRUE_DIVIDE_FLOAT),
                _ => None,
            };
        }
        if plain == 26 && b.is_int() {
            if a.is_exact(Kind::List) {
                return Some(code::BINARY_OP_SUBSCR_LIST_INT);
            }
            if a.is_exact(Kind::Tuple) {
                return Some(code::BINARY_OP_SUBSCR_TUPLE_INT);
            }
            if a.is_exact(Kind::Str) {
                return Some(code::BINARY_OP_SUBSCR_STR_INT);
            }
        }
        if plain == 26 && operator::subscript_finds(vm, a) {
            return Some(code::BINARY_OP_SUBSCR_DICT);
        }
        if plain == 26 && a.is_pointer() && python_getitem(vm, a).is_some() {
            return Some(code::BINARY_OP_SUBSCR_GETITEM);
        }
        if plain == 0 && a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            return Some(code::BINARY_OP_ADD_UNICODE);
        }
        None
    }
}

macro_rules! int_op {
    ($name:ident, |$a:ident, $b:ident| $result:expr) => {
        op!(
            $name,
            |m| {
                let ($a, $b) = (m.value(1), m.value(0));
                if !Slot::both_int($a, $b) {
                    return Slow;
                }
                match $result {
                    Some(r) => {
                        m.shrink(1);
                        m.set_peek(0, Slot(r));
                        Next
                    }
                    None => Slow,
                }
            },
            slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
        );
    };
}

/// Sum of two int words: the tag of one is taken off, so that the tags add up to one.
#[inline(always)]
pub fn add_words(a: Slot, b: Slot) -> Option<u64> {
    (a.0 as i64).checked_add(b.0 as i64 - 1).map(|x| x as u64)
}
/// Difference of two int words.
#[inline(always)]
pub fn subtract_words(a: Slot, b: Slot) -> Option<u64> {
    (a.0 as i64).checked_sub(b.0 as i64 - 1).map(|x| x as u64)
}

int_op!(BINARY_OP_ADD_INT, |a, b| add_words(a, b));
int_op!(BINARY_OP_SUBTRACT_INT, |a, b| subtract_words(a, b));
int_op!(BINARY_OP_MULTIPLY_INT, |a, b| (a.0 as i64 - 1)
    .checked_mul(b.as_int())
    .map(|x| x as u64 | 1));
int_op!(BINARY_OP_AND_INT, |a, b| Some(a.0 & b.0));
int_op!(BINARY_OP_OR_INT, |a, b| Some(a.0 | b.0));
int_op!(BINARY_OP_XOR_INT, |a, b| Some(a.0 ^ b.0 | 1));
int_op!(BINARY_OP_FLOOR_DIVIDE_INT, |a, b| {
    let (x, y) = (a.as_int(), b.as_int());
    // -2^62 / -1 leaves the word: refused with the other rare case, 0.
    if y == 0 || y == -1 {
        None
    } else {
        let q = x / y;
        let q = if (x % y != 0) && ((x < 0) != (y < 0)) {
            q - 1
        } else {
            q
        };
        Some(Slot::int_unchecked(q).0)
    }
});
int_op!(BINARY_OP_REMAINDER_INT, |a, b| {
    let (x, y) = (a.as_int(), b.as_int());
    if y == 0 || y == -1 {
        None
    } else {
        let r = x % y;
        let r = if r != 0 && ((r < 0) != (y < 0)) {
            r + y
        } else {
            r
        };
        Some(Slot::int_unchecked(r).0)
    }
});
int_op!(BINARY_OP_LSHIFT_INT, |a, b| {
    let (x, n) = (a.as_int(), b.as_int());
    if !(0..62).contains(&n) {
        None
    } else {
        let r = x << n;
        if r >> n == x {
            Slot::small_int(r).map(|s| s.0)
        } else {
            None
        }
    }
});
int_op!(BINARY_OP_RSHIFT_INT, |a, b| {
    let n = b.as_int();
    if n < 0 {
        None
    } else {
        Some(Slot::int_unchecked(a.as_int() >> n.min(63)).0)
    }
});

macro_rules! float_op {
    ($name:ident, $op:tt) => {
        op!(
            $name,
            |m| {
                let (a, b) = (m.value(1), m.value(0));
                let (x, y) = if Slot::both_float(a, b) {
                    (a.as_float(), b.as_float())
                } else {
                    let (Some(x), Some(y)) = (a.float_in_word(), b.float_in_word()) else { return Slow };
                    (x, y)
                };
                let Some(r) = Slot::float_word(x $op y) else { return Slow };
                m.shrink(1);
                m.set_peek(0, r);
                Next
            },
            slow {
                // A boxed operand or result is still a float: no reason to give the form up.
                if float_like(m.peek(1)) && float_like(m.peek(0)) {
                    call_out(m, Self::LEN, false, operator::binary_op)
                } else {
                    miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
                }
            }
        );
    };
}

unsafe fn float_like(s: Slot) -> bool {
    s.is_float() || unsafe { s.is_exact(Kind::Float) }
}

float_op!(BINARY_OP_ADD_FLOAT, +);
float_op!(BINARY_OP_SUBTRACT_FLOAT, -);
float_op!(BINARY_OP_MULTIPLY_FLOAT, *);

/// The value of a float or int word.
#[inline(always)]
fn number(s: Slot) -> Option<f64> {
    if let Some(x) = s.float_in_word() {
        Some(x)
    } else if s.is_int() && s.as_int().unsigned_abs() < 1 << 53 {
        Some(s.as_int() as f64)
    } else {
        None
    }
}

op!(
    BINARY_OP_TRUE_DIVIDE_FLOAT,
    |m| {
        let (Some(x), Some(y)) = (number(m.value(1)), number(m.value(0))) else { return Slow };
        if y == 0.0 {
            return Slow;
        }
        let Some(r) = Slot::float_word(x / y) else { return Slow };
        m.shrink(1);
        m.set_peek(0, r);
        Next
    },
    slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
);
op!(
    BINARY_OP_MIXED_FLOAT,
    |m| {
        let (a, b) = (m.value(1), m.value(0));
        if Slot::both_int(a, b) {
            return Slow;
        }
        let (Some(x), Some(y)) = (number(a), number(b)) else { return Slow };
        let arg = m.arg();
        let r = match if arg >= 13 { arg - 13 } else { arg } {
            0 => x + y,
            5 => x * y,
            _ => x - y,
        };
        let Some(r) = Slot::float_word(r) else { return Slow };
        m.shrink(1);
        m.set_peek(0, r);
        Next
    },
    slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
);

op!(
    BINARY_OP_SUBSCR_LIST_INT,
    |m| {
        let (a, b, owned) = (m.value(1), m.value(0), m.owned(1));
        if !b.is_int() || !a.is_exact(Kind::List) {
            return Slow;
        }
        let l = &*a.ptr::<ListObject>();
        let n = l.len.get();
        let i = b.as_int();
        let i = if i < 0 { i + n as i64 } else { i } as usize;
        if i >= n {
            return Slow;
        }
        let v = (*l.items.get().add(i)).incref();
        m.shrink(1);
        m.set_peek(0, v);
        release_entry(owned, a)
    },
    slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
);
op!(
    BINARY_OP_SUBSCR_TUPLE_INT,
    |m| {
        let (a, b, owned) = (m.value(1), m.value(0), m.owned(1));
        if !b.is_int() || !a.is_exact(Kind::Tuple) {
            return Slow;
        }
        let t = &*a.ptr::<TupleObject>();
        let n = t.len.get();
        let i = b.as_int();
        let i = if i < 0 { i + n as i64 } else { i } as usize;
        if i >= n {
            return Slow;
        }
        let v = (*t.items.get().add(i)).incref();
        m.shrink(1);
        m.set_peek(0, v);
        release_entry(owned, a)
    },
    slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
);
op!(
    BINARY_OP_SUBSCR_DICT,
    |m| {
        let (a, b, owned) = (m.value(1), m.value(0), m.owned(1));
        let key_owned = m.owned(0);
        if !a.is_exact(Kind::Dict) && !operator::subscript_finds(m.vm(), a) {
            return Slow;
        }
        let t = &(*a.ptr::<DictObject>()).t;
        let v = match t.look_up_plain(m.vm(), b) {
            KeyFound::At(i) => *t.value_place(i),
            _ => return Slow,
        };
        if key_owned && b.is_last_reference() {
            return Slow;
        }
        let v = v.incref();
        m.shrink(1);
        m.set_peek(0, v);
        if key_owned {
            b.decref_shared();
        }
        release_entry(owned, a)
    },
    slow miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
);
op!(
    BINARY_OP_SUBSCR_STR_INT,
    |m| {
        let (a, b, owned) = (m.value(1), m.value(0), m.owned(1));
        if !b.is_int() || !a.is_exact(Kind::Str) {
            return Slow;
        }
        let s = as_str(Ref::view(&a));
        let n = s.len() as i64;
        let i = b.as_int();
        let i = if i < 0 { i + n } else { i };
        if i < 0 || i >= n {
            return Slow;
        }
        let Some(character) = crate::object::shared_char_at(m.vm(), s, i as usize) else {
            return Slow;
        };
        m.shrink(1);
        m.set_peek(0, character.into_slot());
        release_entry(owned, a)
    },
    slow {
        let (a, b) = (m.peek(1), m.peek(0));
        if b.is_int() && a.is_exact(Kind::Str) {
            call_out(m, Self::LEN, false, str_item)
        } else {
            miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
        }
    }
);
op!(
    BINARY_OP_SUBSCR_GETITEM,
    |m| {
        let a = m.peek(1);
        if !a.is_pointer() {
            return Slow;
        }
        let ty = (*(*a.header()).shape).ty;
        if ty.is_null() {
            return Slow;
        }
        let Some(function) = (*ty).getitem.get(&*ty) else { return Slow };
        let f = function.ptr::<FunctionObject>();
        let callee = m.guess_callee((*f).v.code.slot().ptr());
        if (*callee.code).v.exact_args != 2 {
            return Slow;
        }
        let operands = m.sp().sub(2);
        let function = function.new_ref();
        match push_frame(m, Self::LEN, callee, function, operands, 2, operands) {
            Slow => {
                function.decref_shared();
                Slow
            }
            other => other,
        }
    },
    slow {
        let a = m.peek(1);
        if a.is_pointer() && is_of_heap_type(a) {
            call_out(m, Self::LEN, false, enter_getitem)
        } else {
            miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
        }
    }
);
op!(
    BINARY_OP_ADD_UNICODE,
    |m| Slow,
    slow {
        let (a, b) = (m.peek(1), m.peek(0));
        if a.is_exact(Kind::Str) && b.is_exact(Kind::Str) {
            let next = m.ip_after(Self::LEN);
            if let Some(i) = m.store_fast_at(next) && m.local(i).borrow() == a.borrow() {
                // `s = s + t`: the local gives up its reference first, so that the string may grow in place.
                if !a.is_counted() {
                    let owned = m.local(i);
                    if owned.is_counted() {
                        m.set_peek(1, owned);
                        m.set_local(i, Slot::NULL);
                    }
                } else if m.local(i).is_counted() && (*a.header()).rc == 2 {
                    m.set_local(i, Slot::NULL);
                    (*a.header()).rc = 1;
                }
            }
            call_out(m, Self::LEN, false, concat)
        } else {
            miss(m, code::BINARY_OP, Self::LEN, false, operator::binary_op)
        }
    }
);

use crate::frame::Frame;
use crate::ops::Outcome;
use crate::ops::slow;
use crate::runtime::Vm;

/// The Python function of two parameters that is the `__getitem__` of this object's class, borrowed from the class.
unsafe fn python_getitem(vm: &Vm, a: Slot) -> Option<Slot> {
    unsafe {
        if !is_of_heap_type(a) {
            return None;
        }
        let ty = &*(*(*a.header()).shape).ty;
        let f = ty.lookup_slot(vm, &vm.names.getitem);
        if f.is_null() || !f.is_exact(Kind::Function) {
            return None;
        }
        ty.getitem.set(vm, ty, f);
        let code = (*f.ptr::<FunctionObject>()).v.code();
        (code.simple && code.argcount == 2).then_some(f)
    }
}

/// Pushes the frame of a `__getitem__` written in Python.
unsafe fn enter_getitem(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        if let Some(f) = python_getitem(vm, *sp.sub(2)) {
            let f = f.new_ref();
            match slow::call::push_exact(vm, frame, sp, 2, sp.sub(2), f) {
                Some(out) => return out,
                None => f.decref_shared(),
            }
        }
        operator::binary_op(vm, frame, sp, arg)
    }
}

unsafe fn str_item(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (a, b) = (slow::at(sp, 1), slow::at(sp, 0));
        let n = as_str(a).len() as i64;
        let i = b.slot().as_int();
        let i = if i < 0 { i + n } else { i };
        if i < 0 || i >= n {
            return operator::binary_op(vm, frame, sp, arg);
        }
        let r = crate::object::char_at(vm, crate::object::as_str(a), i as usize);
        slow::replace_operands(frame, sp, r)
    }
}

unsafe fn concat(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let a = *sp.sub(2);
        if a.is_last_reference() && crate::object::append_in_place(a, slow::at(sp, 0)) {
            return Outcome::next(slow::drop_entries(frame, sp, 1));
        }
        slow::build::concat(vm, frame, sp, arg)
    }
}
