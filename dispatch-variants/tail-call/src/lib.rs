//! The tail-call engine: a 256-entry table of handlers over CPython's code units. Each handler runs one instruction
//! and tail-calls the handler of the next; the registers of the interpreter are the arguments of that call.

#![cfg_attr(
    explicit_tail_calls,
    feature(explicit_tail_calls, rust_preserve_none_cc)
)]
#![cfg_attr(explicit_tail_calls, allow(incomplete_features))]

use std::marker::PhantomData;
use std::sync::LazyLock;
use tricera_core::for_each_op;
use tricera_core::frame::Frame;
use tricera_core::ops::bodies::*;
use tricera_core::ops::{
    Build, Control, EngineEntry, Internal, Machine, Observer, Op, Silent, Superinstructions,
    Tracing, UnitMachine, keep_apart, observe, observe_entry, observe_slow, poll_before, unwind,
};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

/// With explicit tail calls a handler ends in `become`, under the convention that gives it the most registers; without
/// them it ends in a call in tail position, which the optimiser turns into a jump.
#[cfg(explicit_tail_calls)]
mod spelling {
    macro_rules! handler_type { () => { unsafe extern "rust-preserve-none" fn(*mut u16, *mut Slot, *mut Slot, *mut Frame, *const Vm, u64) } }
    macro_rules! handler_fn {
        ($(#[$m:meta])* fn $name:ident<$($g:ident: $b:path),*>($($p:ident: $t:ty),*) $body:block) => {
            $(#[$m])* pub(crate) unsafe extern "rust-preserve-none" fn $name<$($g: $b),*>($($p: $t),*) $body
        };
    }
    macro_rules! tail {
        ($e:expr) => {
            become $e
        };
    }
    pub(crate) use {handler_fn, handler_type, tail};
}
#[cfg(not(explicit_tail_calls))]
mod spelling {
    macro_rules! handler_type { () => { unsafe extern "C" fn(*mut u16, *mut Slot, *mut Slot, *mut Frame, *const Vm, u64) } }
    macro_rules! handler_fn {
        ($(#[$m:meta])* fn $name:ident<$($g:ident: $b:path),*>($($p:ident: $t:ty),*) $body:block) => {
            $(#[$m])* pub(crate) unsafe extern "C" fn $name<$($g: $b),*>($($p: $t),*) $body
        };
    }
    macro_rules! tail {
        ($e:expr) => {
            return $e
        };
    }
    pub(crate) use {handler_fn, handler_type, tail};
}
use spelling::{handler_fn, handler_type, tail};

type Handler = handler_type!();

/// Hands the registers to the handler of the instruction at `ip`.
macro_rules! dispatch {
    ($m:ident, $table:expr) => {{
        let unit = *$m.ip;
        $m.arg = (unit >> 8) as u64;
        let f: Handler = $table[(unit & 255) as usize];
        tail!(f($m.ip, $m.sp, $m.locals, $m.frame, $m.vm, $m.arg))
    }};
}

// Behind the macro, which it uses.
mod superinstructions;

handler_fn! {
    /// Runs one instruction's fast path.
    fn handle<O: Op, T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: u64) {
        unsafe {
            let mut m = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
            keep_apart::<O>();
            if T::Observer::POLLS && T::Observer::due(&*vm) {
                let before = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
                if !poll_before(&before, O::CODE) {
                    tail!(raise::<T>(ip, sp, locals, frame, vm, arg))
                }
            }
            if T::Observer::ACTIVE {
                let before = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
                observe(&before, O::CODE);
            }
            match O::run(&mut m) {
                Control::Next => m.ip = m.ip.add(O::LEN),
                Control::Jumped => {}
                Control::Slow => tail!(slow::<O, T>(ip, sp, locals, frame, vm, arg)),
                Control::Drop(v) => {
                    m.ip = m.ip.add(O::LEN);
                    tail!(drop_word::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, v.0))
                }
                Control::Wide => {
                    let f: Handler = T::TABLE[(*m.ip & 255) as usize];
                    tail!(f(m.ip, m.sp, m.locals, m.frame, m.vm, m.arg))
                }
                Control::Raise => tail!(raise::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, m.arg)),
                Control::Exit => return,
            }
            dispatch!(m, T::TABLE)
        }
    }
}

handler_fn! {
    /// Runs the whole of an instruction whose fast path gave up.
    #[cold] #[inline(never)]
    fn slow<O: Op, T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: u64) {
        unsafe {
            let mut m = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
            keep_apart::<O>();
            if T::Observer::ACTIVE {
                observe_slow(&m, O::CODE);
            }
            match O::slow(&mut m) {
                Control::Next => m.ip = m.ip.add(O::LEN),
                Control::Jumped => {}
                Control::Drop(v) => {
                    m.ip = m.ip.add(O::LEN);
                    tail!(drop_word::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, v.0))
                }
                Control::Exit => return,
                Control::Raise | Control::Slow | Control::Wide => {
                    tail!(raise::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, m.arg))
                }
            }
            dispatch!(m, T::TABLE)
        }
    }
}

handler_fn! {
    /// Drops a word that an instruction gave up, then goes on at `ip`.
    #[cold] #[inline(never)]
    fn drop_word<T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, word: u64) {
        unsafe {
            let mut m = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg: 0, observer: PhantomData };
            m.escape(0);
            Slot(word).decref();
            dispatch!(m, T::TABLE)
        }
    }
}

handler_fn! {
    /// An exception waits: goes on at its handler, or leaves the engine.
    #[cold] #[inline(never)]
    fn raise<T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: u64) {
        unsafe {
            if !unwind::unwind(&*vm) {
                return;
            }
            let mut m = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
            m.reload();
            dispatch!(m, T::TABLE)
        }
    }
}

handler_fn! {
    /// An opcode without a body: verified code has none.
    #[cold] #[inline(never)]
    fn illegal<T: Table>(ip: *mut u16, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: u64) {
        unsafe {
            let m = UnitMachine::<T::Observer> { ip, sp, locals, frame, vm, arg, observer: PhantomData };
            m.escape(1);
            let _ = (*vm).system_error(format!("unknown opcode {}", *ip as u8));
            tail!(raise::<T>(ip, sp, locals, frame, vm, arg))
        }
    }
}

/// A handler table; the observer is part of the handlers' types.
trait Table: 'static {
    type Observer: Observer;
    const TABLE: &'static [Handler; 256];
}

macro_rules! fill {
    ($table:ident $t:ident $($op:ident)*) => { $( $table[<$op as Op>::CODE as usize] = handle::<$op, $t>; )* };
}

macro_rules! table {
    ($name:ident, $observer:ty) => {
        struct $name;
        impl Table for $name {
            type Observer = $observer;
            const TABLE: &'static [Handler; 256] = {
                static T: [Handler; 256] = {
                    let mut table: [Handler; 256] = [illegal::<$name>; 256];
                    for_each_op!(fill table $name);
                    superinstructions::fill::<$name>(table)
                };
                &T
            };
        }
    };
}
table!(Plain, Silent);
table!(Traced, Tracing);
#[cfg(feature = "breaker-policies")]
table!(Every, tricera_core::ops::EveryInstruction);
#[cfg(feature = "breaker-policies")]
table!(Ticking, tricera_core::ops::Ticker);

unsafe fn start<T: Table>(vm: &Vm) {
    unsafe {
        let mut m = UnitMachine::<T::Observer> {
            ip: std::ptr::null_mut(),
            sp: std::ptr::null_mut(),
            locals: std::ptr::null_mut(),
            frame: std::ptr::null_mut(),
            vm,
            arg: 0,
            observer: PhantomData,
        };
        if T::Observer::ACTIVE {
            observe_entry(vm);
        }
        m.reload();
        let unit = *m.ip;
        let f: Handler = T::TABLE[(unit & 255) as usize];
        f(m.ip, m.sp, m.locals, m.frame, vm, (unit >> 8) as u64)
    }
}

/// The engine. Without the feature `breaker-policies` its traced build polls before each instruction where that is asked
/// for, whose cost is more than the policy's.
pub fn engine(build: Build) -> EngineEntry {
    let run: unsafe fn(&Vm) = match build {
        Build::Plain | Build::Predicting | Build::Fused => |vm| unsafe { start::<Plain>(vm) },
        Build::Traced => |vm| unsafe { start::<Traced>(vm) },
        #[cfg(feature = "breaker-policies")]
        Build::EveryInstruction => |vm| unsafe { start::<Every>(vm) },
        #[cfg(feature = "breaker-policies")]
        Build::Ticker => |vm| unsafe { start::<Ticking>(vm) },
        #[cfg(not(feature = "breaker-policies"))]
        Build::EveryInstruction | Build::Ticker => |vm| unsafe { start::<Traced>(vm) },
    };
    static SUPERINSTRUCTIONS: LazyLock<Superinstructions> =
        LazyLock::new(Superinstructions::by_number);
    EngineEntry {
        name: "tail",
        run,
        handlers: &[0; 256],
        predecoded: false,
        superinstructions: Some(&SUPERINSTRUCTIONS),
        internal: Internal::units(),
    }
}
