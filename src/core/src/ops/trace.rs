//! Watching an engine: trace hashes (equal on all engines), counts of opcodes, and the breaker policies that look before
//! each instruction.

use super::machine::Machine;
use crate::runtime::{BreakerPolicy, Vm};
use std::cell::{Cell, RefCell};
use tricera_code::opcode::{OPCODES, is_quiet, op};

/// What the watched instructions add up to.
#[derive(Default)]
pub struct TraceState {
    /// Logical instructions executed.
    pub count: Cell<u64>,
    /// A hash of their sequence.
    pub hash: Cell<u64>,
    /// How often each was executed, if `config.count_opcodes`.
    pub opcodes: RefCell<OpcodeCounts>,
    /// The profile that is being taken.
    pub profile: RefCell<Option<Box<super::profile::Profile>>>,
    /// Is one being taken?
    pub profiling: Cell<bool>,
    /// Instructions until the ticker's next look at the breaker.
    pub ticker: Cell<u32>,
}

/// How often each opcode was executed, in its present form, and each pair of opcodes in succession.
#[derive(Default)]
pub struct OpcodeCounts {
    /// `256 * first + second`; empty until something is counted.
    pairs: Vec<u64>,
    single: Vec<u64>,
    last: u8,
}

impl OpcodeCounts {
    pub(super) fn add(&mut self, opcode: u8) {
        if self.pairs.is_empty() {
            self.pairs = vec![0; 1 << 16];
            self.single = vec![0; 256];
        } else {
            self.pairs[(self.last as usize) << 8 | opcode as usize] += 1;
        }
        self.single[opcode as usize] += 1;
        self.last = opcode;
    }

    /// The opcodes that were executed, with how often.
    pub fn opcodes(&self) -> impl Iterator<Item = (u8, u64)> {
        let all = self.single.iter().enumerate();
        all.filter(|(_, n)| **n > 0).map(|(i, n)| (i as u8, *n))
    }

    /// The pairs that were executed, with how often.
    pub fn pairs(&self) -> impl Iterator<Item = ((u8, u8), u64)> {
        let all = self.pairs.iter().enumerate();
        all.filter(|(_, n)| **n > 0)
            .map(|(i, n)| (((i >> 8) as u8, i as u8), *n))
    }
}

/// What an engine does before each instruction.
pub trait Observer: 'static {
    /// False folds the observation away.
    const ACTIVE: bool;
    /// Looks at the breaker before each instruction too.
    const POLLS: bool;
    /// RESUME and backward jumps look at the breaker.
    const BACK_EDGES: bool = true;
    /// Is it time to do what the breaker asks for? Asked only if [`Observer::POLLS`].
    fn due(vm: &Vm) -> bool;
}

/// Observes nothing.
pub struct Silent;
impl Observer for Silent {
    const ACTIVE: bool = false;
    const POLLS: bool = false;
    #[inline(always)]
    fn due(_: &Vm) -> bool {
        false
    }
}

/// Keeps [`TraceState`] up to date, and follows the interpreter's breaker policy whatever it is.
pub struct Tracing;
impl Observer for Tracing {
    const ACTIVE: bool = true;
    const POLLS: bool = true;
    #[inline]
    fn due(vm: &Vm) -> bool {
        match vm.config.breaker {
            BreakerPolicy::BackEdges => false,
            BreakerPolicy::EveryInstruction => EveryInstruction::due(vm),
            BreakerPolicy::Ticker(_) => Ticker::due(vm),
        }
    }
}

/// The breaker policy "every instruction" and nothing else, to measure what it costs.
pub struct EveryInstruction;
impl Observer for EveryInstruction {
    const ACTIVE: bool = false;
    const POLLS: bool = true;
    const BACK_EDGES: bool = false;
    #[inline(always)]
    fn due(vm: &Vm) -> bool {
        vm.breaker.is_set()
    }
}

/// The ticker of 2008 and nothing else, to measure what it costs.
pub struct Ticker;
impl Observer for Ticker {
    const ACTIVE: bool = false;
    const POLLS: bool = true;
    const BACK_EDGES: bool = false;
    #[inline(always)]
    fn due(vm: &Vm) -> bool {
        let left = vm.trace.ticker.get();
        vm.trace.ticker.set(left.wrapping_sub(1));
        left == 0
    }
}

/// Does what the breaker asks for before the instruction with `opcode` at `ip`. False: an exception waits.
///
/// # Safety
/// `m` must be about to run that instruction.
#[cold]
#[inline(never)]
pub unsafe fn poll_before<M: Machine>(m: &M, opcode: u8) -> bool {
    unsafe {
        let vm = m.vm();
        if let BreakerPolicy::Ticker(interval) = vm.config.breaker {
            vm.trace.ticker.set(interval.get() - 1);
        }
        // Between the entry of a frame and its RESUME the locals are not what the rest of the world takes them for.
        let prologue = matches!(
            opcode,
            op::MAKE_CELL | op::COPY_FREE_VARS | op::RETURN_GENERATOR
        );
        let own = OPCODES[opcode as usize].as_ref().is_some_and(|r| r.logical);
        if prologue || is_quiet(opcode) || !own || !vm.breaker.is_set() || !(*m.frame()).is_python()
        {
            return true;
        }
        m.escape(1);
        vm.handle_breaker().is_ok()
    }
}

/// [`observe`] for a component of a superinstruction or a register form. Those that load a constant stand for both ways to
/// load one.
///
/// # Safety
/// As for [`observe`].
pub unsafe fn observe_component<O: super::Op, M: Machine>(m: &M) {
    unsafe {
        let mut opcode = O::CODE;
        if opcode == op::LOAD_CONST
            && let crate::object::code::Stream::PreDecoded(p) = (*m.frame()).code().stream()
        {
            opcode = p.form_of(p.index(m.ip().cast())).0;
        }
        observe(m, opcode);
    }
}

/// Takes the instruction with opcode `opcode` at `ip` into the trace of `m`'s interpreter.
///
/// # Safety
/// `m` must be about to run that instruction.
#[inline(never)]
pub unsafe fn observe<M: Machine>(m: &M, opcode: u8) {
    let Some(row) = &OPCODES[opcode as usize] else {
        return;
    };
    if !row.logical {
        return;
    }
    unsafe {
        if !(*m.frame()).is_python() {
            return;
        }
        let vm = m.vm();
        let t = &vm.trace;
        if t.profiling.get() {
            super::profile::instruction(m, opcode);
        }
        if vm.config.count_opcodes {
            t.opcodes.borrow_mut().add(opcode);
        }
        if !vm.config.trace {
            return;
        }
        let code = (*m.frame()).code();
        let unit = match code.stream() {
            crate::object::code::Stream::Units(u) => (m.ip() as usize - u.as_ptr() as usize) / 2,
            crate::object::code::Stream::PreDecoded(p) => p.unit_of(p.index(m.ip().cast())),
            crate::object::code::Stream::None => return,
        };
        t.count.set(t.count.get() + 1);
        let word = (unit as u64) << 8 | row.base as u64;
        let code_id = code.data.firstlineno as u64;
        t.hash.set(
            (t.hash.get() ^ word ^ code_id << 40)
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29),
        );
    }
}
