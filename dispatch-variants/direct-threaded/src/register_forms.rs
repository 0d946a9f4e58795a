//! The register form: instructions that name their operands, made from the ordinary bodies.
//!
//! Nothing here is chosen by frequency. For each operation there is one handler for each way in which its operands and its
//! result can be named: operands that are locals, constants or on the stack, a result that goes on the stack or to a local.
//! Loads and stores that a form names vanish in it.

use super::{Table, drop_word, raise, slow};
use crate::spelling::{handler_fn, tail};
use crate::superinstructions::component;
use crate::{Handler, NO_WORD, Word};
use std::marker::PhantomData;
use tricera_core::frame::Frame;
use tricera_core::ops::bodies::*;
use tricera_core::ops::superinstructions::{Pattern, Superinstruction};
use tricera_core::ops::{
    Control, Instruction, Machine, Op, PreDecodedMachine, VirtualStack, keep_apart, run_component,
};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

/// The components of a form, as a handler.
macro_rules! handlers {
    ($($name:ident: $($op:ident)+;)*) => { $(
        handler_fn! {
            fn $name<$($op: Op),+, T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, _unused: Word) {
                unsafe {
                    $(keep_apart::<$op>();)+
                    let mut w = VirtualStack::new(PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData });
                    $(component!(w, T, $op);)+
                    w.spill();
                    let m = w.machine;
                    let f: Handler = std::mem::transmute::<usize, Handler>((*m.ip).handler);
                    tail!(f(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD))
                }
            }
        }
    )* };
}
handlers! {
    two: A B;
    three: A B C;
    four: A B C D;
    five: A B C D E;
    six: A B C D E F;
}

#[allow(non_camel_case_types, clippy::upper_case_acronyms)]
mod names {
    use super::*;
    /// COMPARE_OP_INT with a known comparison, for a jump: `MASK` as in CPython, `ARG` the whole operand.
    pub struct CompareInt<const MASK: u32, const ARG: u32>;
    impl<const MASK: u32, const ARG: u32> Op for CompareInt<MASK, ARG> {
        const CODE: u8 = COMPARE_OP_INT::CODE;
        const BASE: u8 = COMPARE_OP_INT::BASE;
        const LEN: usize = COMPARE_OP_INT::LEN;
        const NAME: &'static str = COMPARE_OP_INT::NAME;
        const OPERAND: Option<u32> = Some(ARG);
        #[inline(always)]
        unsafe fn run<M: Machine>(m: &mut M) -> Control {
            unsafe {
                let (a, b) = (m.value(1), m.value(0));
                if !Slot::both_int(a, b) {
                    return Control::Slow;
                }
                let (x, y) = (a.0 as i64, b.0 as i64);
                let r = match MASK {
                    2 => x < y,
                    10 => x <= y,
                    8 => x == y,
                    7 => x != y,
                    4 => x > y,
                    _ => x >= y,
                };
                m.shrink(1);
                m.set_condition(r);
                Control::Next
            }
        }
        #[inline(always)]
        unsafe fn slow<M: Machine>(m: &mut M) -> Control {
            unsafe { COMPARE_OP_INT::slow(m) }
        }
    }
    /// UNPACK_SEQUENCE in the form `O` of `N` items.
    pub struct Unpack<O, const N: usize>(PhantomData<O>);
    impl<O: Op, const N: usize> Op for Unpack<O, N> {
        const CODE: u8 = O::CODE;
        const BASE: u8 = O::BASE;
        const LEN: usize = O::LEN;
        const NAME: &'static str = O::NAME;
        const OPERAND: Option<u32> = Some(N as u32);
        #[inline(always)]
        unsafe fn run<M: Machine>(m: &mut M) -> Control {
            unsafe { unpack_known::<M, N>(m) }
        }
        #[inline(always)]
        unsafe fn slow<M: Machine>(m: &mut M) -> Control {
            unsafe { O::slow(m) }
        }
    }
    pub type LESS = CompareInt<2, 18>;
    pub type LESS_EQUAL = CompareInt<10, 58>;
    pub type EQUAL = CompareInt<8, 88>;
    pub type NOT_EQUAL = CompareInt<7, 119>;
    pub type GREATER = CompareInt<4, 148>;
    pub type GREATER_EQUAL = CompareInt<12, 188>;
    pub type PAIR = LOAD_FAST_BORROW_LOAD_FAST_BORROW;
    pub type LOCAL = LOAD_FAST_BORROW;
    pub type STORE_TWO = STORE_FAST_STORE_FAST;
    /// LOAD_CONST or LOAD_SMALL_INT: the constant is in the same place of both.
    pub type CONSTANT = LOAD_CONST;
}
use names::*;

/// The same instructions with LOAD_SMALL_INT for LOAD_CONST.
const fn small<const N: usize>(mut codes: [u8; N]) -> [u8; N] {
    let mut i = 0;
    while i < N {
        if codes[i] == LOAD_CONST::CODE {
            codes[i] = LOAD_SMALL_INT::CODE;
        }
        i += 1;
    }
    codes
}

macro_rules! arity {
    ($t:ident $a:ident $b:ident) => {
        two::<$a, $b, $t>
    };
    ($t:ident $a:ident $b:ident $c:ident) => {
        three::<$a, $b, $c, $t>
    };
    ($t:ident $a:ident $b:ident $c:ident $d:ident) => {
        four::<$a, $b, $c, $d, $t>
    };
    ($t:ident $a:ident $b:ident $c:ident $d:ident $e:ident) => {
        five::<$a, $b, $c, $d, $e, $t>
    };
    ($t:ident $a:ident $b:ident $c:ident $d:ident $e:ident $f:ident) => {
        six::<$a, $b, $c, $d, $e, $f, $t>
    };
}

/// All forms, with their handlers in the table `T`.
pub(crate) fn all<T: Table>() -> Vec<Superinstruction> {
    let mut list = Vec::new();
    macro_rules! form {
        ($($op:ident)+) => {{
            const PATTERN: Pattern = Pattern {
                name: concat!("FORM", $("/", stringify!($op)),+),
                opcodes: &[$(<$op as Op>::CODE),+],
                operands: &[$(<$op as Op>::OPERAND),+],
                number: None,
                register_form: true,
            };
            static PATTERNS: [Pattern; 2] = [PATTERN, Pattern { opcodes: &small([$(<$op as Op>::CODE),+]), ..PATTERN }];
            let handler = arity!(T $($op)+) as Handler as usize;
            list.push(Superinstruction { pattern: &PATTERNS[0], handler });
            if PATTERNS[0].opcodes != PATTERNS[1].opcodes {
                list.push(Superinstruction { pattern: &PATTERNS[1], handler });
            }
        }};
    }
    // Two operands, at least one of them named; the last two leave a local on the stack below.
    macro_rules! named {
        ($($op:ident)+) => {
            form!(LOCAL $($op)+);
            form!(CONSTANT $($op)+);
            form!(PAIR $($op)+);
            form!(LOCAL CONSTANT $($op)+);
            form!(PAIR LOCAL $($op)+);
            form!(PAIR CONSTANT $($op)+);
        };
    }
    macro_rules! binary {
        ($($op:ident)*) => { $(
            named!($op);
            named!($op STORE_FAST);
            form!(CONSTANT LOCAL $op);
            form!($op STORE_FAST);
            form!(PAIR $op STORE_FAST_STORE_FAST);
        )* };
    }
    binary! {
        BINARY_OP_ADD_INT BINARY_OP_SUBTRACT_INT BINARY_OP_MULTIPLY_INT BINARY_OP_FLOOR_DIVIDE_INT BINARY_OP_REMAINDER_INT
        BINARY_OP_AND_INT BINARY_OP_OR_INT BINARY_OP_XOR_INT BINARY_OP_LSHIFT_INT BINARY_OP_RSHIFT_INT
        BINARY_OP_ADD_FLOAT BINARY_OP_SUBTRACT_FLOAT BINARY_OP_MULTIPLY_FLOAT BINARY_OP_TRUE_DIVIDE_FLOAT BINARY_OP_MIXED_FLOAT
        BINARY_OP_SUBSCR_LIST_INT BINARY_OP_SUBSCR_DICT
    }
    macro_rules! compare {
        ($($op:ident)*) => { $(
            compare!(@ $op POP_JUMP_IF_FALSE);
            compare!(@ $op POP_JUMP_IF_TRUE);
        )* };
        (@ $op:ident $jump:ident) => {
            form!($op $jump NOT_TAKEN);
            form!(LOCAL $op $jump NOT_TAKEN);
            form!(CONSTANT $op $jump NOT_TAKEN);
            form!(PAIR $op $jump NOT_TAKEN);
            form!(LOCAL CONSTANT $op $jump NOT_TAKEN);
        };
    }
    compare!(LESS LESS_EQUAL EQUAL NOT_EQUAL GREATER GREATER_EQUAL COMPARE_OP_FLOAT COMPARE_OP_STR);
    // One operand.
    macro_rules! attribute {
        ($($op:ident)*) => { $(
            form!(LOCAL $op);
            form!(PAIR $op);
            form!($op STORE_FAST);
            form!(LOCAL $op STORE_FAST);
        )* };
    }
    attribute!(LOAD_ATTR_INSTANCE_VALUE LOAD_ATTR_SLOT LOAD_ATTR_MEGAMORPHIC_VALUE);
    form!(LOCAL LOAD_ATTR_MEGAMORPHIC_METHOD);
    macro_rules! store {
        ($($op:ident)*) => { $(
            form!(LOCAL $op);
            form!(PAIR $op);
            form!(CONSTANT LOCAL $op);
        )* };
    }
    store!(STORE_ATTR_INSTANCE_VALUE STORE_ATTR_SLOT STORE_ATTR_MEGAMORPHIC);
    form!(LOCAL STORE_SUBSCR_LIST_INT);
    form!(PAIR STORE_SUBSCR_LIST_INT);
    form!(PAIR LOCAL STORE_SUBSCR_LIST_INT);
    form!(CONSTANT PAIR STORE_SUBSCR_LIST_INT);
    macro_rules! truth {
        ($($op:ident)*) => { $(
            form!($op POP_JUMP_IF_FALSE NOT_TAKEN);
            form!($op POP_JUMP_IF_TRUE NOT_TAKEN);
            form!(LOCAL $op POP_JUMP_IF_FALSE NOT_TAKEN);
            form!(LOCAL $op POP_JUMP_IF_TRUE NOT_TAKEN);
        )* };
    }
    truth!(TO_BOOL_BOOL TO_BOOL_INT TO_BOOL_LIST TO_BOOL_STR TO_BOOL_NONE TO_BOOL_ALWAYS_TRUE);
    // Several items, each into a local.
    macro_rules! unpack {
        ($($n:literal: $($store:ident)+;)*) => { $(
            {
                #[allow(non_camel_case_types)]
                type UNPACK_TUPLE = Unpack<UNPACK_SEQUENCE_TUPLE, $n>;
                #[allow(non_camel_case_types)]
                type UNPACK_LIST = Unpack<UNPACK_SEQUENCE_LIST, $n>;
                form!(UNPACK_TUPLE $($store)+);
                form!(UNPACK_LIST $($store)+);
            }
        )* };
    }
    unpack! {
        3: STORE_TWO STORE_FAST;
        4: STORE_TWO STORE_TWO;
        5: STORE_TWO STORE_TWO STORE_FAST;
        6: STORE_TWO STORE_TWO STORE_TWO;
        7: STORE_TWO STORE_TWO STORE_TWO STORE_FAST;
        8: STORE_TWO STORE_TWO STORE_TWO STORE_TWO;
        9: STORE_TWO STORE_TWO STORE_TWO STORE_TWO STORE_FAST;
        10: STORE_TWO STORE_TWO STORE_TWO STORE_TWO STORE_TWO;
    }
    form!(LOCAL POP_JUMP_IF_NONE NOT_TAKEN);
    form!(LOCAL POP_JUMP_IF_NOT_NONE NOT_TAKEN);
    // Moves.
    form!(LOAD_FAST STORE_FAST);
    form!(CONSTANT STORE_FAST);
    form!(FOR_ITER_RANGE STORE_FAST);
    form!(FOR_ITER_LIST STORE_FAST);
    form!(FOR_ITER_TUPLE STORE_FAST);
    list
}
