//! The switch engine: one loop around one `match`, over CPython's code units or over pre-decoded instructions.

mod prediction;

use prediction::predictions;
use std::marker::PhantomData;
use std::sync::LazyLock;
use tricera_arm_order::arranged;
use tricera_core::ops::bodies::*;
use tricera_core::ops::superinstructions::numbers;
use tricera_core::ops::{
    Build, Control, EngineEntry, Internal, Machine, Observer, Op, PreDecodedMachine, Silent,
    Superinstructions, Tracing, UnitMachine, VirtualStack, keep_branch, observe, observe_entry,
    observe_slow, poll_before, run_component, unwind,
};
use tricera_core::runtime::Vm;
use tricera_core::value::Slot;
use tricera_core::{for_each_op, for_each_superinstruction};

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

/// One component of a superinstruction, in an arm of its own.
macro_rules! component {
    ($w:ident $joined:lifetime $op:ident) => {
        match run_component::<$op, _>(&mut $w) {
            Control::Next => {}
            Control::Jumped => break $joined,
            Control::Slow => {
                let mut copy = $w.machine;
                if slow::<$op, _>(&mut copy) == After::Leave {
                    return;
                }
                $w.machine = copy;
                break $joined;
            }
            Control::Drop(v) => {
                let copy = $w.machine;
                drop_word(&copy, v);
                $w.machine = copy;
                break $joined;
            }
            Control::Raise | Control::Wide | Control::Exit => {
                let mut copy = $w.machine;
                if raise(&mut copy) == After::Leave {
                    return;
                }
                $w.machine = copy;
                break $joined;
            }
        }
    };
}

/// Hands the superinstructions on to the arms, together with the opcodes.
macro_rules! all_arms {
    ($m:ident $new:ident $opcode:ident numbered $numbered:tt others $others:tt) => {
        for_each_op!(in_order $m $new $opcode $numbered)
    };
}

/// Has the arms put into the order that this build is to have; the compiler lays them out by it.
macro_rules! in_order {
    ($m:ident $new:ident $opcode:ident $numbered:tt $($op:ident)*) => {
        arranged! { arms { $m $new $opcode $numbered } $($op)* }
    };
}

macro_rules! arms {
    ($m:ident $new:ident $opcode:ident { $($joined:ident: $($component:ident)+ $(> $last:ident)?;)* } $($op:ident)*) => {
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
            $(numbers::$joined if FUSED => {
                let mut w = VirtualStack::new($new!($m));
                'joined: {
                    $(component!(w 'joined $component);)+
                    w.spill();
                    $(component!(w 'joined $last);)?
                }
                $m = w.machine;
                $opcode = $m.fetch();
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
        unsafe fn $name<O: Observer, const PREDICT: bool, const FUSED: bool>(vm: &Vm) {
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
                    // A superinstruction observes and polls before each of its components.
                    let one = !FUSED || !numbers::contains(opcode);
                    if one && O::POLLS && O::due(vm) {
                        let mut here = copy!(m);
                        if !poll_before(&here, opcode) {
                            if raise(&mut here) == After::Leave { return }
                            m = here;
                            opcode = m.fetch();
                            continue;
                        }
                    }
                    if one && O::ACTIVE {
                        let here = copy!(m);
                        observe(&here, opcode);
                    }
                    for_each_superinstruction!(all_arms m copy opcode)
                }
            }
        }
    };
}
engine_loop!(over_units, UnitMachine, { ip, sp, locals, frame, vm, arg });
engine_loop!(over_predecoded, PreDecodedMachine, { ip, sp, locals, frame, vm });

/// The build of a loop that is asked for, and its superinstructions: only the plain one is without them, so that their arms
/// cost nothing where they are switched off. Without the feature `breaker-policies` the traced one polls, whose cost is
/// more than the policy's.
macro_rules! choose {
    ($build:ident, $name:ident, predicting $predicting:ident) => {{
        unsafe fn plain(vm: &Vm) {
            unsafe { $name::<Silent, false, false>(vm) }
        }
        unsafe fn fused(vm: &Vm) {
            unsafe { $name::<Silent, false, true>(vm) }
        }
        unsafe fn traced(vm: &Vm) {
            unsafe { $name::<Tracing, false, true>(vm) }
        }
        let run: unsafe fn(&Vm) = match $build {
            Build::Plain => plain,
            Build::Fused => fused,
            Build::Predicting => $predicting,
            Build::Traced => traced,
            #[cfg(not(feature = "breaker-policies"))]
            Build::EveryInstruction | Build::Ticker => traced,
            #[cfg(feature = "breaker-policies")]
            Build::EveryInstruction => {
                unsafe fn every(vm: &Vm) {
                    unsafe { $name::<tricera_core::ops::EveryInstruction, false, true>(vm) }
                }
                every
            }
            #[cfg(feature = "breaker-policies")]
            Build::Ticker => {
                unsafe fn ticker(vm: &Vm) {
                    unsafe { $name::<tricera_core::ops::Ticker, false, true>(vm) }
                }
                ticker
            }
        };
        let joins = $build != Build::Plain;
        (run, joins.then_some(&*SUPERINSTRUCTIONS))
    }};
}

static SUPERINSTRUCTIONS: LazyLock<Superinstructions> = LazyLock::new(Superinstructions::by_number);

/// The engine over code units.
pub fn engine(build: Build) -> EngineEntry {
    unsafe fn predicting(vm: &Vm) {
        unsafe { over_units::<Silent, true, true>(vm) }
    }
    let (run, superinstructions) = choose!(build, over_units, predicting predicting);
    EngineEntry {
        name: "match",
        run,
        handlers: &OPCODES,
        predecoded: false,
        superinstructions,
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
    let (run, superinstructions) = choose!(build, over_predecoded, predicting fused);
    EngineEntry {
        name: "match-predecoded",
        run,
        handlers: &OPCODES,
        predecoded: true,
        superinstructions,
        internal: INTERNAL.0,
    }
}
