//! Operation bodies, written once over [`Machine`].
//!
//! A body's guards come first and change nothing; where they fail, the whole operation is done out of line with the
//! registers as they were, so that no handler needs a prologue.

mod arithmetic;
mod attributes;
mod build;
mod calls;
mod compare;
mod control;
mod exceptions;
mod generators;
mod iteration;
mod locals;
mod names;
mod plain;

pub use arithmetic::*;
pub use attributes::*;
pub use build::*;
pub use calls::*;
pub use compare::*;
pub use control::*;
pub use exceptions::*;
pub use generators::*;
pub use iteration::*;
pub use locals::*;
pub use names::*;
pub use plain::*;

use super::{Control, Machine, Observer, SlowFn, call_out, note_attempt, note_miss};
use crate::object::generator;
use crate::runtime::Vm;
use crate::value::{Kind, Slot};

/// Declares an opcode's body: `op!(NAME, |m| fast)`, with `slow` for what the guards leave over.
macro_rules! op {
    ($name:ident, |$m:ident| $fast:expr $(, slow $slow:expr)?) => {
        #[doc = concat!("CPython's `", stringify!($name), "`.")]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        pub struct $name;
        impl $crate::ops::Op for $name {
            const CODE: u8 = tricera_code::opcode::op::$name;
            const BASE: u8 = tricera_code::opcode::deopt(Self::CODE);
            const LEN: usize = 1 + tricera_code::opcode::CACHES_CONST[Self::BASE as usize] as usize;
            const NAME: &'static str = stringify!($name);
            #[inline(always)]
            #[allow(unused_variables)]
            unsafe fn run<M: $crate::ops::Machine>($m: &mut M) -> $crate::ops::Control {
                #[allow(unused_unsafe)]
                unsafe { $fast }
            }
            #[inline(always)]
            #[allow(unused_variables)]
            unsafe fn slow<M: $crate::ops::Machine>(m: &mut M) -> $crate::ops::Control {
                $( let $m = m; #[allow(unused_unsafe)] return unsafe { $slow }; )?
                #[allow(unreachable_code)]
                { $crate::ops::Control::Next }
            }
        }
    };
}
pub(crate) use op;

/// An opcode that is all slow path.
macro_rules! slow_op {
    ($($name:ident $f:path;)*) => { $(
        $crate::ops::bodies::op!(
            $name,
            |m| $crate::ops::Control::Slow,
            slow $crate::ops::call_out(m, <$name as $crate::ops::Op>::LEN, false, $f)
        );
    )* };
}
pub(crate) use slow_op;

/// Gives up a word at the end of an instruction: in place if others hold the object, through [`Control::Drop`] if it
/// dies.
#[inline(always)]
pub(crate) unsafe fn release(s: Slot) -> Control {
    if s.is_counted() {
        unsafe {
            let h = s.header();
            if (*h).rc == 1 {
                return Control::Drop(s);
            }
            (*h).rc -= 1;
        }
    }
    Control::Next
}

/// [`release`] of what may be a generator that has returned: that one is freed in place.
#[inline(always)]
pub(crate) unsafe fn release_iterator(vm: &Vm, s: Slot) -> Control {
    unsafe {
        if s.is_last_reference() && s.is_exact(Kind::Generator) && generator::dissolve(s.ptr(), vm)
        {
            return Control::Next;
        }
        release(s)
    }
}

/// Gives up the word of an entry, where `owned` says that it may hold a reference (see [`Machine::owned`]).
#[inline(always)]
pub(crate) unsafe fn release_entry(owned: bool, s: Slot) -> Control {
    if owned {
        unsafe { release(s) }
    } else {
        Control::Next
    }
}

/// Specialization of an adaptive base instruction: counts down, and asks `choose` for a form when it is time.
#[inline(always)]
pub(crate) unsafe fn adapt<M: Machine>(m: &mut M, choose: impl FnOnce(&mut M) -> Option<u8>) {
    unsafe {
        let c = m.counter();
        if c >= COUNT {
            m.set_counter(c - COUNT);
        } else if m.vm().config.specialize {
            let found = choose(m);
            let allowed = found.filter(|&form| m.vm().config.without.allows(form));
            if M::Observer::ACTIVE {
                note_attempt(m, found, allowed);
            }
            match allowed {
                Some(opcode) => {
                    m.quicken(opcode);
                    m.set_counter(counter(MISSES << (c & LEVEL), c & LEVEL));
                }
                None => m.set_counter(counter(FAILED << (c & LEVEL), (c & LEVEL) + 1)),
            }
        }
    }
}

// A warm-up counter holds, as in CPython, a count and in its low bits a level: each deoptimization and each failure
// raises the level, and with it the time until the next change.
/// One in the count.
const COUNT: u16 = 16;
const LEVEL: u16 = COUNT - 1;
const HIGHEST: u16 = 6;
/// Executions of a base instruction before it is specialized.
pub const WARMUP: u16 = COUNT;
/// Misses that a specialized instruction may have before it is chosen anew.
const MISSES: u16 = 32;
/// Executions until a failed specialization is tried again.
pub(crate) const FAILED: u16 = 63;

/// A counter of this count and level.
pub(crate) fn counter(count: u16, level: u16) -> u16 {
    (count.min(u16::MAX / COUNT) * COUNT) | level.min(HIGHEST)
}

/// What a warm-up counter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warmth {
    /// Executions of a base instruction, or misses of a specialized one, before its form changes.
    pub left: u16,
    /// How often its form has changed or could not be found: each raises the wait until the next time.
    pub level: u16,
}

/// Reads a warm-up counter.
pub fn warmth(counter: u16) -> Warmth {
    Warmth {
        left: counter / COUNT,
        level: counter & LEVEL,
    }
}

/// A specialized instruction's guard failed: runs the base operation, and goes back to the base form after too many
/// misses.
#[inline(always)]
pub(crate) unsafe fn miss<M: Machine>(
    m: &mut M,
    base: u8,
    len: usize,
    for_iter: bool,
    f: SlowFn,
) -> Control {
    unsafe {
        let c = m.counter();
        if M::Observer::ACTIVE {
            note_miss(m, c < COUNT);
        }
        if c >= COUNT {
            m.set_counter(c - COUNT);
        } else {
            m.quicken(base);
            m.set_counter(counter(1, (c & LEVEL) + 1));
        }
        call_out(m, len, for_iter, f)
    }
}
