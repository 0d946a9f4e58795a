//! The direct-threaded engine: an array of pre-decoded instructions, each with the address of its handler. A handler
//! runs one instruction and tail-calls the handler that the next instruction names.

#![cfg_attr(
    explicit_tail_calls,
    feature(explicit_tail_calls, rust_preserve_none_cc)
)]
#![cfg_attr(explicit_tail_calls, allow(incomplete_features))]

mod register_forms;
mod superinstructions;

use std::marker::PhantomData;
use std::sync::LazyLock;
use tricera_core::for_each_op;
use tricera_core::frame::Frame;
use tricera_core::ops::bodies::*;
use tricera_core::ops::{
    Build, Control, EngineEntry, Instruction, Internal, Machine, Observer, Op, PreDecodedMachine,
    Silent, Superinstructions, Tracing, keep_apart, observe, observe_entry, observe_slow,
    poll_before, unwind,
};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

/// With explicit tail calls a handler ends in `become`, under the convention that gives it the most registers; without
/// them it ends in a call in tail position, which the optimiser turns into a jump.
#[cfg(explicit_tail_calls)]
mod spelling {
    macro_rules! handler_type { () => { unsafe extern "rust-preserve-none" fn(*mut Instruction, *mut Slot, *mut Slot, *mut Frame, *const Vm, Word) } }
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
    macro_rules! handler_type { () => { unsafe extern "C" fn(*mut Instruction, *mut Slot, *mut Slot, *mut Frame, *const Vm, Word) } }
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

/// What a handler is given beside the registers: the word to drop, and otherwise nothing, which costs no instruction.
type Word = std::mem::MaybeUninit<u64>;
const NO_WORD: Word = Word::uninit();

type Handler = handler_type!();

/// Hands the registers to the handler of the instruction at `ip`.
macro_rules! dispatch {
    ($m:ident) => {{
        // SAFETY: the handler of an instruction is an address from a handler table.
        let f: Handler = std::mem::transmute::<usize, Handler>((*$m.ip).handler);
        tail!(f($m.ip, $m.sp, $m.locals, $m.frame, $m.vm, NO_WORD))
    }};
}

handler_fn! {
    /// Runs one instruction's fast path.
    fn handle<O: Op, T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: Word) {
        unsafe {
            let mut m = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
            keep_apart::<O>();
            if T::Observer::POLLS && T::Observer::due(&*vm) {
                let before = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
                if !poll_before(&before, O::CODE) {
                    tail!(raise::<T>(ip, sp, locals, frame, vm, arg))
                }
            }
            if T::Observer::ACTIVE {
                let before = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
                observe(&before, O::CODE);
            }
            match O::run(&mut m) {
                Control::Next => m.ip = m.ip.add(1),
                Control::Jumped => {}
                Control::Slow => tail!(slow::<O, T>(ip, sp, locals, frame, vm, arg)),
                Control::Drop(v) => {
                    m.ip = m.ip.add(1);
                    tail!(drop_word::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, Word::new(v.0)))
                }
                Control::Raise | Control::Wide => tail!(raise::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD)),
                Control::Exit => return,
            }
            dispatch!(m)
        }
    }
}

handler_fn! {
    /// Runs the whole of an instruction whose fast path gave up.
    #[cold] #[inline(never)]
    fn slow<O: Op, T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, _arg: Word) {
        unsafe {
            let mut m = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
            keep_apart::<O>();
            if T::Observer::ACTIVE {
                observe_slow(&m, O::CODE);
            }
            match O::slow(&mut m) {
                Control::Next => m.ip = m.ip.add(1),
                Control::Jumped => {}
                Control::Drop(v) => {
                    m.ip = m.ip.add(1);
                    tail!(drop_word::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, Word::new(v.0)))
                }
                Control::Exit => return,
                Control::Raise | Control::Slow | Control::Wide => {
                    tail!(raise::<T>(m.ip, m.sp, m.locals, m.frame, m.vm, NO_WORD))
                }
            }
            dispatch!(m)
        }
    }
}

handler_fn! {
    /// Drops a word that an instruction gave up, then goes on at `ip`.
    #[cold] #[inline(never)]
    fn drop_word<T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, word: Word) {
        unsafe {
            let m = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
            m.escape(0);
            Slot(word.assume_init()).decref();
            dispatch!(m)
        }
    }
}

handler_fn! {
    /// An exception waits: goes on at its handler, or leaves the engine.
    #[cold] #[inline(never)]
    fn raise<T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, _arg: Word) {
        unsafe {
            if !unwind::unwind(&*vm) {
                return;
            }
            let mut m = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
            m.reload();
            dispatch!(m)
        }
    }
}

handler_fn! {
    /// An opcode without a body: verified code has none.
    #[cold] #[inline(never)]
    fn illegal<T: Table>(ip: *mut Instruction, sp: *mut Slot, locals: *mut Slot, frame: *mut Frame, vm: *const Vm, arg: Word) {
        unsafe {
            let m = PreDecodedMachine::<T::Observer> { ip, sp, locals, frame, vm, observer: PhantomData };
            m.escape(1);
            let _ = (*vm).system_error("unknown opcode");
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
                    table
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
        let mut m = PreDecodedMachine::<T::Observer> {
            ip: std::ptr::null_mut(),
            sp: std::ptr::null_mut(),
            locals: std::ptr::null_mut(),
            frame: std::ptr::null_mut(),
            vm,
            observer: PhantomData,
        };
        if T::Observer::ACTIVE {
            observe_entry(vm);
        }
        m.reload();
        let f: Handler = std::mem::transmute::<usize, Handler>((*m.ip).handler);
        f(m.ip, m.sp, m.locals, m.frame, vm, NO_WORD)
    }
}

/// What an interpreter needs of one handler table: the addresses, and the internal instructions made of them.
struct Prepared {
    handlers: &'static [usize; 256],
    superinstructions: Superinstructions,
    internal: Internal,
}
// SAFETY: the addresses are of functions and of immutable instructions that live as long as the process.
unsafe impl Send for Prepared {}
unsafe impl Sync for Prepared {}

fn prepare<T: Table>() -> Prepared {
    // SAFETY: a function pointer is a word.
    let handlers = unsafe { &*(T::TABLE as *const [Handler; 256]).cast::<[usize; 256]>() };
    Prepared {
        handlers,
        superinstructions: Superinstructions::with_register_forms(
            &superinstructions::all::<T>(),
            register_forms::all::<T>(),
        ),
        internal: Internal::predecoded(handlers),
    }
}

/// The engine. Without the feature `breaker-policies` its traced build polls before each instruction where that is asked
/// for, whose cost is more than the policy's.
pub fn engine(build: Build) -> EngineEntry {
    macro_rules! prepared {
        ($table:ty) => {{
            static PREPARED: LazyLock<Prepared> = LazyLock::new(prepare::<$table>);
            let run: unsafe fn(&Vm) = |vm| unsafe { start::<$table>(vm) };
            (&*PREPARED, run)
        }};
    }
    let (p, run): (&'static Prepared, unsafe fn(&Vm)) = match build {
        Build::Plain | Build::Predicting | Build::Fused => prepared!(Plain),
        Build::Traced => prepared!(Traced),
        #[cfg(feature = "breaker-policies")]
        Build::EveryInstruction => prepared!(Every),
        #[cfg(feature = "breaker-policies")]
        Build::Ticker => prepared!(Ticking),
        #[cfg(not(feature = "breaker-policies"))]
        Build::EveryInstruction | Build::Ticker => prepared!(Traced),
    };
    EngineEntry {
        name: "direct",
        run,
        handlers: p.handlers,
        predecoded: true,
        superinstructions: Some(&p.superinstructions),
        internal: p.internal,
    }
}
