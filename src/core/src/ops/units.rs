//! An interpreter's own copy of CPython's code units, as engines over code units run it.

use super::superinstructions::{Fusing, Seen, SlotState};
use std::cell::{Cell, UnsafeCell};
use tricera_code::opcode::{CACHES, Operand, deopt, info, op};

/// Code units that specialization may change. Where superinstructions may be laid over them, their opcodes stand over
/// the opcode of the first component, and beside each unit stands what it is.
pub struct Units {
    units: Box<[UnsafeCell<u16>]>,
    /// Empty where nothing is ever fused.
    state: Box<[Cell<SlotState>]>,
}

/// What a cache unit or the operand's upper bytes are to a pattern.
const NO_INSTRUCTION: u8 = 0;

impl Units {
    /// Takes prepared units, and fuses what can be fused in them.
    pub(super) fn new(units: Box<[u16]>, exception_table: &[u8], fusing: Option<Fusing>) -> Units {
        let state = match fusing {
            None => Box::default(),
            Some(_) => states(&units, exception_table),
        };
        let this = Units {
            units: units.into_iter().map(UnsafeCell::new).collect(),
            state,
        };
        if let Some(fusing) = fusing {
            for at in 0..this.state.len() {
                // SAFETY: nobody runs the code yet.
                unsafe { this.fuse(at, fusing) };
            }
        }
        this
    }
    /// The first unit.
    #[inline]
    pub fn as_ptr(&self) -> *const u16 {
        self.units.as_ptr().cast()
    }
    /// The units as they are now. Where a superinstruction begins, its number stands instead of an opcode.
    pub fn to_vec(&self) -> Vec<u16> {
        // SAFETY: only the thread that runs the code changes it, and it is here.
        self.units.iter().map(|u| unsafe { *u.get() }).collect()
    }
    /// The number of the unit at `ip`.
    pub fn index(&self, ip: *const u16) -> usize {
        (ip as usize - self.as_ptr() as usize) / size_of::<u16>()
    }
    /// The present form of the instruction at unit `at`, and the number of components of the superinstruction that
    /// begins there.
    pub fn form_of(&self, at: usize) -> (u8, u8) {
        match self.state.get(at) {
            Some(s) => (s.get().opcode, s.get().fused),
            // SAFETY: see to_vec.
            None => (unsafe { *self.units[at].get() } as u8, 1),
        }
    }

    /// Gives the instruction at unit `at` the form `opcode`, and fuses what can be fused around it.
    ///
    /// # Safety
    /// Only the thread that runs the code may call this, with the beginning of an instruction.
    pub unsafe fn set_opcode(&self, at: usize, opcode: u8, fusing: Option<Fusing>) {
        unsafe { self.write(at, opcode) };
        let (Some(fusing), Some(state)) = (fusing, self.state.get(at)) else {
            return;
        };
        let mut s = state.get();
        s.opcode = opcode;
        s.fused = 1;
        state.set(s);
        let mut start = at;
        for _ in 0..fusing.longest() {
            unsafe { self.fuse(start, fusing) };
            let Some(before) = self.before(start) else {
                return;
            };
            start = before;
        }
    }

    /// Writes the opcode of the unit `at`.
    unsafe fn write(&self, at: usize, opcode: u8) {
        let unit = self.units[at].get();
        // SAFETY: the caller's promise; engines read units one by one.
        unsafe { *unit = *unit & 0xff00 | opcode as u16 };
    }

    /// The beginning of the instruction before the one at `at`.
    fn before(&self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .find(|&i| self.state[i].get().opcode != NO_INSTRUCTION)
    }

    /// Chooses the longest superinstruction that matches from unit `at` on, or none.
    ///
    /// # Safety
    /// See [`Units::set_opcode`].
    unsafe fn fuse(&self, at: usize, fusing: Fusing) {
        let mut s = self.state[at].get();
        if s.opcode == NO_INSTRUCTION {
            return;
        }
        let next = |&at: &usize| {
            let after = at + 1 + CACHES[deopt(self.state[at].get().opcode) as usize] as usize;
            (after < self.state.len()).then_some(after)
        };
        let slots = std::iter::successors(Some(at), next).map(|at| {
            let SlotState { opcode, target, .. } = self.state[at].get();
            let arg = match at.checked_sub(1).map(|i| self.state[i].get().opcode) {
                // Its operand is none that a component takes for granted.
                Some(op::EXTENDED_ARG) => u32::MAX,
                // SAFETY: see to_vec.
                _ => (unsafe { *self.units[at].get() } >> 8).into(),
            };
            Seen {
                opcode,
                arg,
                target,
            }
        });
        let (opcode, n) = match fusing.find(slots) {
            Some(s) => (s.handler as u8, s.pattern.opcodes.len() as u8),
            None if s.fused > 1 => (s.opcode, 1),
            None => return,
        };
        s.fused = n;
        self.state[at].set(s);
        unsafe { self.write(at, opcode) };
    }
}

/// What each unit is, before anything is fused.
fn states(units: &[u16], exception_table: &[u8]) -> Box<[Cell<SlotState>]> {
    let mut state = vec![
        SlotState {
            opcode: NO_INSTRUCTION,
            fused: 1,
            target: false,
        };
        units.len()
    ];
    let target = |state: &mut [SlotState], at: usize| {
        if let Some(s) = state.get_mut(at) {
            s.target = true;
        }
    };
    let (mut at, mut wide) = (0, 0);
    while at < units.len() {
        let opcode = units[at] as u8;
        let base = deopt(opcode);
        let arg = wide << 8 | (units[at] >> 8) as usize;
        state[at].opcode = opcode;
        let next = at + 1 + CACHES[base as usize] as usize;
        wide = if base == op::EXTENDED_ARG { arg } else { 0 };
        match info(base).map_or(Operand::None, |r| r.operand) {
            Operand::JumpForward => {
                target(&mut state, next + arg);
                // FOR_ITER leaves the loop behind the END_FOR at its target.
                if base == op::FOR_ITER {
                    target(&mut state, next + arg + 1);
                }
            }
            Operand::JumpBackward => target(&mut state, next - arg),
            _ => {}
        }
        at = next;
    }
    for h in tricera_code::exception_table::entries(exception_table).flatten() {
        target(&mut state, h.target as usize);
    }
    state.into_iter().map(Cell::new).collect()
}
