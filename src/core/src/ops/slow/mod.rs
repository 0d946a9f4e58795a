//! Plain functions behind the slow paths: compiled once, whatever the engine. Each has the form of
//! [`SlowFn`](super::SlowFn): the operands are on the stack below `sp`, the state has been escaped.
//!
//! # Safety
//!
//! One contract for all of them, that of [`SlowFn`](super::SlowFn): `frame` is the current frame of `vm`, `sp` the end of
//! its operand stack, which holds the operands that the opcode's row names, and `arg` is the operand of a verified
//! instruction.
#![allow(clippy::missing_safety_doc)]

pub mod async_iterate;
pub mod attribute;
pub mod bind;
pub mod build;
pub mod call;
pub mod collect;
pub(crate) mod distribute;
pub mod exception;
pub mod generator;
pub mod import;
pub mod iterate;
pub mod matching;
pub mod name;
pub mod operator;
pub mod special;
pub mod support;

use super::Outcome;
use crate::frame::Frame;
use crate::runtime::PyResult;
use crate::value::{Ref, Slot};

/// The entry `i` below the top of the stack, in place.
#[inline(always)]
pub(crate) unsafe fn at<'a>(sp: *mut Slot, i: usize) -> &'a Ref {
    unsafe { Ref::view(&*sp.sub(1 + i)) }
}

/// Drops the top `n` entries, topmost last pushed first. The frame's `sp` follows where something dies, so that a destructor
/// sees a consistent stack.
#[inline(always)]
pub(crate) unsafe fn drop_entries(frame: *mut Frame, sp: *mut Slot, n: usize) -> *mut Slot {
    unsafe {
        let mut p = sp;
        for _ in 0..n {
            p = p.sub(1);
            let v = *p;
            if v.is_counted() {
                let h = v.header();
                (*h).rc -= 1;
                if (*h).rc == 0 {
                    (*frame).sp = p;
                    crate::heap::dealloc(h);
                }
            }
        }
        p
    }
}

/// Drops `n` operands and pushes the result.
#[inline(always)]
pub(crate) unsafe fn replace(frame: *mut Frame, sp: *mut Slot, n: usize, r: PyResult) -> Outcome {
    match r {
        Ok(v) => unsafe {
            let p = drop_entries(frame, sp, n);
            *p = v.into_slot();
            Outcome::next(p.add(1))
        },
        Err(_) => Outcome::RAISED,
    }
}

/// Puts the result of a binary operator in the place of its operands. The left one goes first, as in CPython and unlike elsewhere.
#[inline(always)]
pub(crate) unsafe fn replace_operands(frame: *mut Frame, sp: *mut Slot, r: PyResult) -> Outcome {
    match r {
        Ok(v) => unsafe {
            let (a, b) = (*sp.sub(2), *sp.sub(1));
            *sp.sub(2) = v.into_slot();
            (*frame).sp = sp;
            a.decref();
            (*frame).sp = sp.sub(1);
            b.decref();
            Outcome::next(sp.sub(1))
        },
        Err(_) => Outcome::RAISED,
    }
}

/// Drops `n` operands of an instruction without a result.
#[inline(always)]
pub(crate) unsafe fn finish(
    frame: *mut Frame,
    sp: *mut Slot,
    n: usize,
    r: PyResult<()>,
) -> Outcome {
    match r {
        Ok(()) => Outcome::next(unsafe { drop_entries(frame, sp, n) }),
        Err(_) => Outcome::RAISED,
    }
}

/// Takes the top `n` entries off the stack, as values that may be stored anywhere, in stack order.
pub(crate) unsafe fn take_entries(frame: *mut Frame, sp: *mut Slot, n: usize) -> Vec<Ref> {
    unsafe {
        let base = sp.sub(n);
        (*frame).sp = base;
        (0..n)
            .map(|i| Ref::from_slot((*base.add(i)).promote()))
            .collect()
    }
}
