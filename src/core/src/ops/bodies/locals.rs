//! Locals, constants and the shuffling of the stack.

use super::{op, release, release_iterator};
use crate::ops::slow::name;
use crate::ops::{Control::*, call_out};
use crate::value::Slot;

op!(NOP, |m| Next);
op!(NOT_TAKEN, |m| Next);
op!(EXTENDED_ARG, |m| {
    m.widen();
    Wide
});
op!(CACHE, |m| Next);
op!(LOAD_FAST, |m| {
    let v = m.local(m.arg() as usize).new_ref();
    m.push(v);
    Next
});
op!(LOAD_FAST_BORROW, |m| {
    let v = m.local(m.arg() as usize);
    m.push_borrowed(v);
    Next
});
op!(
    LOAD_FAST_CHECK,
    |m| {
        let v = m.local(m.arg() as usize);
        if v.is_null() {
            return Slow;
        }
        m.push(v.new_ref());
        Next
    },
    slow call_out(m, Self::LEN, false, name::unbound)
);
op!(LOAD_FAST_AND_CLEAR, |m| {
    let i = m.arg() as usize;
    let v = m.local(i);
    m.set_local(i, Slot::NULL);
    m.push(v);
    Next
});
op!(LOAD_FAST_LOAD_FAST, |m| {
    let (i, j) = m.pair();
    let (a, b) = (m.local(i).new_ref(), m.local(j).new_ref());
    m.push(a);
    m.push(b);
    Next
});
op!(LOAD_FAST_BORROW_LOAD_FAST_BORROW, |m| {
    let (i, j) = m.pair();
    let (a, b) = (m.local(i), m.local(j));
    m.push_borrowed(a);
    m.push_borrowed(b);
    Next
});
op!(STORE_FAST, |m| {
    let i = m.arg() as usize;
    let v = m.pop();
    let old = m.local(i);
    m.set_local(i, v);
    release(old)
});
op!(STORE_FAST_LOAD_FAST, |m| {
    let (i, j) = m.pair();
    let old = m.local(i);
    let v = m.peek(0);
    m.set_local(i, v);
    let w = m.local(j).new_ref();
    m.set_peek(0, w);
    release(old)
});
op!(
    STORE_FAST_STORE_FAST,
    |m| {
        let (i, j) = m.pair();
        // Two drops in one instruction: only one can be put off.
        if m.local(i).is_last_reference() {
            return Slow;
        }
        let v = m.pop();
        let old = m.local(i);
        m.set_local(i, v);
        let _ = release(old);
        let v = m.pop();
        let old = m.local(j);
        m.set_local(j, v);
        release(old)
    },
    slow call_out(m, Self::LEN, false, store_two)
);
op!(DELETE_FAST, |m| Slow, slow call_out(m, Self::LEN, false, name::delete_fast));
op!(LOAD_CONST, |m| {
    let v = m.constant();
    m.push(v);
    Next
});
op!(LOAD_SMALL_INT, |m| {
    let v = m.small_int();
    m.push(v);
    Next
});
op!(POP_TOP, |m| {
    let v = m.pop();
    release(v)
});
op!(POP_ITER, |m| {
    let v = m.pop();
    release_iterator(m.vm(), v)
});
op!(END_FOR, |m| {
    let v = m.pop();
    release(v)
});
op!(PUSH_NULL, |m| {
    m.push(Slot::NULL);
    Next
});
op!(COPY, |m| {
    let v = m.peek(m.arg() as usize - 1).new_ref();
    m.push(v);
    Next
});
op!(SWAP, |m| {
    let i = m.arg() as usize - 1;
    let (a, b) = (m.peek(0), m.peek(i));
    m.set_peek(0, b);
    m.set_peek(i, a);
    Next
});

/// Bodies of an opcode with a known operand, for superinstructions: with it, the entries they touch stay in registers.
macro_rules! with_operand {
    ($($(#[$doc:meta])* $name:ident: $of:ident $operand:literal, |$m:ident| $body:expr;)*) => { $(
        $(#[$doc])*
        #[allow(non_camel_case_types)]
        pub struct $name;
        impl crate::ops::Op for $name {
            const CODE: u8 = <$of as crate::ops::Op>::CODE;
            const BASE: u8 = <$of as crate::ops::Op>::BASE;
            const LEN: usize = <$of as crate::ops::Op>::LEN;
            const NAME: &'static str = <$of as crate::ops::Op>::NAME;
            const OPERAND: Option<u32> = Some($operand);
            #[inline(always)]
            unsafe fn run<M: crate::ops::Machine>($m: &mut M) -> crate::ops::Control {
                unsafe { $body }
            }
            #[inline(always)]
            unsafe fn slow<M: crate::ops::Machine>(m: &mut M) -> crate::ops::Control {
                unsafe { <$of as crate::ops::Op>::slow(m) }
            }
        }
    )* };
}
with_operand! {
    /// `COPY 1` of an entry that stays where it is until the copy has been consumed: the copy need not count.
    COPY_1_BELOW: COPY 1, |m| {
        let v = m.peek(0).borrow();
        m.push(v);
        Next
    };
    /// The same for `COPY 2`.
    COPY_2_BELOW: COPY 2, |m| {
        let v = m.peek(1).borrow();
        m.push(v);
        Next
    };
    /// `SWAP 2`
    SWAP_2: SWAP 2, |m| {
        let (a, b) = (m.pop(), m.pop());
        m.push(a);
        m.push(b);
        Next
    };
    /// `SWAP 3`
    SWAP_3: SWAP 3, |m| {
        let (a, b, c) = (m.pop(), m.pop(), m.pop());
        m.push(a);
        m.push(b);
        m.push(c);
        Next
    };
}

use crate::frame::Frame;
use crate::ops::Outcome;
use crate::runtime::Vm;

/// STORE_FAST_STORE_FAST where the first store frees an object.
unsafe fn store_two(_: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (i, j) = (arg as usize >> 4, arg as usize & 15);
        let locals = (*frame).locals;
        let first = std::mem::replace(&mut *locals.add(i), *sp.sub(1));
        let second = std::mem::replace(&mut *locals.add(j), *sp.sub(2));
        (*frame).sp = sp.sub(2);
        first.decref();
        second.decref();
        Outcome::next(sp.sub(2))
    }
}
