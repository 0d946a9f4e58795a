//! Pre-decoded code: one slot per instruction, CACHE and EXTENDED_ARG folded away.

use super::superinstructions::{Fusing, Seen, SlotState};
use crate::value::Slot;
use std::cell::Cell;
use tricera_code::opcode::{CACHES, Operand, deopt, info, op};

/// One pre-decoded instruction.
#[repr(C)]
pub struct Instruction {
    /// The handler's address (threaded engines) or the opcode (match engines).
    pub handler: usize,
    /// The complete operand; for jumps the distance in instructions, always positive.
    pub arg: u32,
    /// Warm-up counter, as in CPython's first cache unit.
    pub counter: u32,
    /// Inline cache: version and index; the locals of an instruction with two of them.
    pub version: u32,
    pub index: u32,
    /// Inline cache: pointer; the constant for LOAD_CONST and LOAD_SMALL_INT; where a jump leads, so that the next `ip` is one
    /// load away from this one.
    pub pointer: u64,
}

/// The pre-decoded form of a code object.
pub struct PreDecoded {
    instructions: Box<[Instruction]>,
    /// Code unit of each instruction (its own opcode, not EXTENDED_ARG).
    units: Box<[u32]>,
    /// Base opcode of each instruction.
    opcodes: Box<[u8]>,
    /// Instruction that starts at a code unit; `u32::MAX` where none does.
    index_of: Box<[u32]>,
    /// What each slot is now.
    state: Box<[Cell<SlotState>]>,
}

impl PreDecoded {
    /// Decodes verified code. `handlers` maps an opcode to what goes into [`Instruction::handler`]; `constant(i)` is
    /// the word for constant `i`.
    pub fn new(
        code: &[u8],
        exception_table: &[u8],
        handlers: &[usize; 256],
        constant: impl Fn(usize) -> u64,
    ) -> PreDecoded {
        let n = code.len() / 2;
        let mut index_of = vec![u32::MAX; n + 1];
        let mut decoded = Vec::with_capacity(n);
        let (mut at, mut wide) = (0, 0u32);
        while at < n {
            let (opcode, low) = (deopt(code[2 * at]), code[2 * at + 1]);
            let arg = wide << 8 | low as u32;
            // A jump may lead to the EXTENDED_ARG in front of an instruction: both mean the same slot.
            index_of[at] = decoded.len() as u32;
            if opcode == op::EXTENDED_ARG {
                wide = arg;
                at += 1;
                continue;
            }
            decoded.push((opcode, arg, at));
            wide = 0;
            at += 1 + CACHES[opcode as usize] as usize;
        }
        index_of[n] = decoded.len() as u32;
        let distance = |from: usize, unit: usize| (index_of[unit] as usize).abs_diff(from) as u32;
        let instructions = decoded.iter().enumerate().map(|(i, &(opcode, arg, unit))| {
            let next = unit + 1 + CACHES[opcode as usize] as usize;
            let operand = info(opcode).map_or(Operand::None, |r| r.operand);
            let arg = match operand {
                // FOR_ITER leaves the loop behind the END_FOR at its target.
                Operand::JumpForward if opcode == op::FOR_ITER => {
                    distance(i, next + arg as usize) + 1
                }
                Operand::JumpForward => distance(i, next + arg as usize),
                Operand::JumpBackward => distance(i, next - arg as usize),
                _ => arg,
            };
            let pointer = match opcode {
                op::LOAD_CONST => constant(arg as usize),
                op::LOAD_SMALL_INT => Slot::int_unchecked(arg as i64).0,
                _ => 0,
            };
            let (version, index) = match operand {
                Operand::LocalPair => (arg >> 4, arg & 15),
                _ => (0, 0),
            };
            Instruction {
                handler: handlers[opcode as usize],
                arg,
                counter: 0,
                version,
                index,
                pointer,
            }
        });
        let mut instructions: Box<[Instruction]> = instructions.collect();
        let mut state: Vec<SlotState> = decoded
            .iter()
            .map(|d| SlotState {
                opcode: d.0,
                fused: 1,
                target: false,
            })
            .collect();
        let start = instructions.as_ptr();
        for (i, &(opcode, _, _)) in decoded.iter().enumerate() {
            let distance = instructions[i].arg as usize;
            let target = match info(opcode).map_or(Operand::None, |r| r.operand) {
                Operand::JumpForward => i + distance,
                Operand::JumpBackward => i - distance,
                _ => continue,
            };
            instructions[i].pointer = start.wrapping_add(target) as u64;
            // FOR_ITER arrives behind the END_FOR at its target, a generator's end at the END_FOR itself.
            let before = target.saturating_sub((opcode == op::FOR_ITER) as usize);
            for t in [target, before] {
                if let Some(s) = state.get_mut(t) {
                    s.target = true;
                }
            }
        }
        for h in tricera_code::exception_table::entries(exception_table).flatten() {
            if let Some(s) = state.get_mut(index_of[h.target as usize] as usize) {
                s.target = true;
            }
        }
        PreDecoded {
            state: state.into_iter().map(Cell::new).collect(),
            instructions,
            units: decoded.iter().map(|d| d.2 as u32).collect(),
            opcodes: decoded.iter().map(|d| d.0).collect(),
            index_of: index_of.into(),
        }
    }

    /// The first instruction.
    #[inline]
    pub fn first(&self) -> *const Instruction {
        self.instructions.as_ptr()
    }
    pub fn len(&self) -> usize {
        self.instructions.len()
    }
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }
    /// Gives slot `i` the form `opcode`, and fuses what can be fused around it.
    ///
    /// # Safety
    /// Only the thread that runs the code may call this.
    pub unsafe fn set_opcode(
        &self,
        i: usize,
        opcode: u8,
        handlers: &[usize; 256],
        fusing: Option<Fusing>,
    ) {
        let mut s = self.state[i].get();
        s.opcode = opcode;
        s.fused = 1;
        self.state[i].set(s);
        // SAFETY: i is a slot, and the words of its handler are read by this thread only.
        unsafe { (*(self.first().add(i) as *mut Instruction)).handler = handlers[opcode as usize] };
        let Some(fusing) = fusing else { return };
        for start in (i + 1).saturating_sub(fusing.longest())..=i {
            unsafe { self.fuse(start, handlers, fusing) };
        }
    }

    /// Chooses the longest superinstruction that matches from slot `i` on, or none.
    ///
    /// # Safety
    /// See [`PreDecoded::set_opcode`].
    pub unsafe fn fuse(&self, i: usize, handlers: &[usize; 256], fusing: Fusing) {
        let mut s = self.state[i].get();
        let slots = (i..self.state.len()).map(|k| {
            let SlotState { opcode, target, .. } = self.state[k].get();
            let arg = self.instructions[k].arg;
            Seen {
                opcode,
                arg,
                target,
            }
        });
        let (handler, n) = match fusing.find(slots) {
            Some(s) => (s.handler, s.pattern.opcodes.len() as u8),
            None if s.fused > 1 => (handlers[s.opcode as usize], 1),
            None => return,
        };
        s.fused = n;
        self.state[i].set(s);
        // SAFETY: see set_opcode.
        unsafe { (*(self.first().add(i) as *mut Instruction)).handler = handler };
    }

    /// Instruction `i` as it is now.
    pub fn instruction(&self, i: usize) -> &Instruction {
        &self.instructions[i]
    }
    /// Can control arrive at instruction `i` other than from the one before?
    pub fn is_target(&self, i: usize) -> bool {
        self.state[i].get().target
    }
    /// The present form of instruction `i`, and the number of components of the superinstruction that begins there.
    pub fn form_of(&self, i: usize) -> (u8, u8) {
        let s = self.state[i].get();
        (s.opcode, s.fused)
    }

    /// The code unit of instruction `i`.
    pub fn unit_of(&self, i: usize) -> usize {
        self.units[i] as usize
    }
    /// The base opcode of instruction `i`.
    pub fn opcode_of(&self, i: usize) -> u8 {
        self.opcodes[i]
    }
    /// The instruction that starts at (or whose EXTENDED_ARG is at) code unit `unit`.
    pub fn at_unit(&self, unit: usize) -> *const Instruction {
        &raw const self.instructions[self.index_of[unit] as usize]
    }
    /// The index of the instruction at `ip`.
    pub fn index(&self, ip: *const Instruction) -> usize {
        (ip as usize - self.first() as usize) / size_of::<Instruction>()
    }
}
