//! Pre-decoded code: one slot per instruction, CACHE and EXTENDED_ARG folded away.

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
    /// Inline cache: version and index.
    pub version: u32,
    pub index: u32,
    /// Inline cache: pointer; the constant for LOAD_CONST.
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
}

impl PreDecoded {
    /// Decodes verified code. `handlers` maps an opcode to what goes into [`Instruction::handler`]; `constant(i)` is
    /// the word for constant `i`.
    pub fn new(
        code: &[u8],
        handlers: &[usize; 256],
        constant: impl Fn(usize) -> u64,
    ) -> PreDecoded {
        let n = code.len() / 2;
        let mut index_of = vec![u32::MAX; n + 1];
        let mut decoded = Vec::with_capacity(n);
        let (mut at, mut wide) = (0, 0u32);
        let mut first = 0;
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
            first = at;
        }
        let _ = first;
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
            let pointer = if opcode == op::LOAD_CONST {
                constant(arg as usize)
            } else {
                0
            };
            Instruction {
                handler: handlers[opcode as usize],
                arg,
                counter: 0,
                version: 0,
                index: 0,
                pointer,
            }
        });
        let instructions: Box<[Instruction]> = instructions.collect();
        PreDecoded {
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
