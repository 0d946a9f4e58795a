//! The switch engine: one loop around one `match`, over CPython's code units or over pre-decoded instructions.

mod prediction;

use prediction::predictions;
use std::marker::PhantomData;
use std::sync::LazyLock;
use tricera_core::for_each_op;
use tricera_core::ops::bodies::*;
use tricera_core::ops::{
    Build, Control, EngineEntry, Internal, Machine, Observer, Op, PreDecodedMachine, Silent,
    Tracing, UnitMachine, keep_branch, observe, observe_entry, observe_slow, poll_before, unwind,
};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;

/// What the loop needs of a machine besides [`Machine`].
trait Fetch: Machine {
    /// Reads the opcode at `ip`, and its operand where that travels in a register.
    unsafe fn fetch(&mut self) -> u8;
    /// Reads the opcode at `ip` and keeps the operand (behind EXTENDED_ARG).
    unsafe fn fetch_wide(&mut self) -> u8;
    /// Goes on behind an instruction of `len` units.
    unsafe fn advance(&mut self, len: usize);
}

impl<O: Observer> Fetch for UnitMachine<O> {
    #[inline(always)]
    unsafe fn fetch(&mut self) -> u8 {
        let unit = unsafe { *self.ip };
        self.arg = (unit >> 8) as u64;
        unit as u8
    }
    #[inline(always)]
    unsafe fn fetch_wide(&mut self) -> u8 {
        unsafe { *self.ip as u8 }
    }
    #[inline(always)]
    unsafe fn advance(&mut self, len: usize) {
        unsafe { self.ip = self.ip.add(len) }
    }
}

impl<O: Observer> Fetch for PreDecodedMachine<O> {
    #[inline(always)]
    unsafe fn fetch(&mut self) -> u8 {
        unsafe { (*self.ip).handler as u8 }
    }
    #[inline(always)]
    unsafe fn fetch_wide(&mut self) -> u8 {
        unsafe { (*self.ip).handler as u8 }
    }
    #[inline(always)]
    unsafe fn advance(&mut self, _: usize) {
        unsafe { self.ip = self.ip.add(1) }
    }
}

/// How the loop goes on after an instruction that left its fast path.
#[derive(PartialEq, Eq)]
enum After {
    Go,
    Leave,
}

/// Runs the whole of an instruction whose fast path gave up.
#[cold]
#[inline(never)]
unsafe fn slow<O: Op, M: Fetch>(m: &mut M) -> After {
    unsafe {
        if M::Observer::ACTIVE {
            observe_slow(m, O::CODE);
        }
        match O::slow(m) {
            Control::Next => m.advance(O::LEN),
            Control::Jumped => {}
            Control::Drop(v) => {
                m.advance(O::LEN);
                m.escape(0);
                v.decref();
            }
            Control::Exit => return After::Leave,
            Control::Raise | Control::Slow | Control::Wide => return raise(m),
        }
        After::Go
    }
}

/// An exception waits: goes on at its handler, or leaves the engine.
#[cold]
#[inline(never)]
unsafe fn raise<M: Fetch>(m: &mut M) -> After {
    unsafe {
        if !unwind::unwind(m.vm()) {
            return After::Leave;
        }
        m.reload();
        After::Go
    }
}

/// Drops a word that an instruction gave up.
#[cold]
#[inline(never)]
unsafe fn drop_word<M: Fetch>(m: &M, v: Slot) {
    unsafe {
        m.escape(0);
        v.decref();
    }
}

macro_rules! arms {
    ($m:ident $new:ident $opcode:ident $($op:ident)*) => {
        match $opcode {
            $(<$op as Op>::CODE => {
                match <$op as Op>::run(&mut $m) {
                    Control::Next => $m.advance(<$op as Op>::LEN),
                    Control::Jumped => {}
                    Control::Slow => {
                        // The registers stay registers: only a copy has its address taken.
                        let mut copy = $new!($m);
                        if slow::<$op, _>(&mut copy) == After::Leave { return }
                        $m = copy;
                    }
                    Control::Drop(v) => {
                        $m.advance(<$op as Op>::LEN);
                        let copy = $new!($m);
                        drop_word(&copy, v);
                    }
                    Control::Wide => {
                        $opcode = $m.fetch_wide();
                        continue;
                    }
                    Control::Raise => {
                        let mut copy = $new!($m);
                        if raise(&mut copy) == After::Leave { return }
                        $m = copy;
                    }
                    Control::Exit => return,
                }
                $opcode = $m.fetch();
                if PREDICT {
                    // The loop starts over with an opcode that is known: the compiler leads that edge straight to the
                    // arm, past the indirect jump.
                    let [first, second] = const { predictions(<$op as Op>::CODE) };
                    if first != 0 && $opcode == first {
                        keep_branch();
                        $opcode = first;
                        continue;
                    }
                    if second != 0 && $opcode == second {
                        keep_branch();
                        $opcode = second;
                        continue;
                    }
                }
            })*
            // Verified code has no other opcodes; saying so spares the range check, which would keep LLVM from
            // giving every arm its own indirect jump.
            other => {
                debug_assert!(false, "opcode {other} has no body");
                std::hint::unreachable_unchecked()
            }
        }
    };
}

macro_rules! engine_loop {
    ($name:ident, $machine:ident, { $($field:ident),* }) => {
        #[inline(never)]
        unsafe fn $name<O: Observer, const PREDICT: bool>(vm: &Vm) {
            macro_rules! copy {
                ($m:ident) => { $machine::<O> { $($field: $m.$field,)* observer: PhantomData } };
            }
            unsafe {
                // SAFETY: all fields are words for which zero is valid, and are set by `reload`.
                let mut m: $machine<O> = std::mem::zeroed();
                m.vm = vm;
                if O::ACTIVE {
                    observe_entry(vm);
                }
                {
                    let mut first = copy!(m);
                    first.reload();
                    m = first;
                }
                let mut opcode = m.fetch();
                loop {
                    if O::POLLS && O::due(vm) {
                        let mut here = copy!(m);
                        if !poll_before(&here, opcode) {
                            if raise(&mut here) == After::Leave { return }
                            m = here;
                            opcode = m.fetch();
                            continue;
                        }
                    }
                    if O::ACTIVE {
                        let here = copy!(m);
                        observe(&here, opcode);
                    }
                    for_each_op!(arms m copy opcode)
                }
            }
        }
    };
}
engine_loop!(over_units, UnitMachine, { ip, sp, locals, frame, vm, arg });
engine_loop!(over_predecoded, PreDecodedMachine, { ip, sp, locals, frame, vm });

/// The build of a loop that is asked for. Without the feature `breaker-policies` the traced one polls, whose cost is more
/// than the policy's.
macro_rules! choose {
    ($build:ident, $name:ident, predicting $predicting:ident) => {{
        unsafe fn plain(vm: &Vm) {
            unsafe { $name::<Silent, false>(vm) }
        }
        unsafe fn traced(vm: &Vm) {
            unsafe { $name::<Tracing, false>(vm) }
        }
        let run: unsafe fn(&Vm) = match $build {
            Build::Plain => plain,
            Build::Predicting => $predicting,
            Build::Traced => traced,
            #[cfg(not(feature = "breaker-policies"))]
            Build::EveryInstruction | Build::Ticker => traced,
            #[cfg(feature = "breaker-policies")]
            Build::EveryInstruction => {
                unsafe fn every(vm: &Vm) {
                    unsafe { $name::<tricera_core::ops::EveryInstruction, false>(vm) }
                }
                every
            }
            #[cfg(feature = "breaker-policies")]
            Build::Ticker => {
                unsafe fn ticker(vm: &Vm) {
                    unsafe { $name::<tricera_core::ops::Ticker, false>(vm) }
                }
                ticker
            }
        };
        run
    }};
}

/// The engine over code units.
pub fn engine(build: Build) -> EngineEntry {
    unsafe fn predicting(vm: &Vm) {
        unsafe { over_units::<Silent, true>(vm) }
    }
    EngineEntry {
        name: "match",
        run: choose!(build, over_units, predicting predicting),
        handlers: &OPCODES,
        predecoded: false,
        superinstructions: None,
        internal: Internal::units(),
    }
}

/// Every opcode is its own handler.
static OPCODES: [usize; 256] = {
    let mut t = [0; 256];
    let mut i = 0;
    while i < 256 {
        t[i] = i;
        i += 1;
    }
    t
};

/// The fourth cell of the grid: the same loop over pre-decoded instructions.
pub fn engine_predecoded(build: Build) -> EngineEntry {
    struct Shared(Internal);
    // SAFETY: the addresses are of immutable instructions that live as long as the process.
    unsafe impl Send for Shared {}
    unsafe impl Sync for Shared {}
    static INTERNAL: LazyLock<Shared> = LazyLock::new(|| Shared(Internal::predecoded(&OPCODES)));
    EngineEntry {
        name: "match-predecoded",
        run: choose!(build, over_predecoded, predicting plain),
        handlers: &OPCODES,
        predecoded: true,
        superinstructions: None,
        internal: INTERNAL.0,
    }
}
