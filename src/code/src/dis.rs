//! Decoding: the instructions of a code object, with EXTENDED_ARG applied and jumps resolved.

use crate::opcode::{CACHES, Operand, info, op};

/// One instruction. Positions are in code units of two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// Where it begins: at its first EXTENDED_ARG, if it has any. What a jump to it names.
    pub start: u32,
    /// Where its opcode is (`f_lasti`, divided by two).
    pub unit: u32,
    /// The opcode, as it stands in the code.
    pub opcode: u8,
    /// The complete operand.
    pub oparg: u32,
    /// The code unit after it and its caches.
    pub next: u32,
}

impl Instruction {
    /// The code unit this jumps to; `None` if it does not jump, or to before the start of the code.
    pub fn jump_target(&self) -> Option<u32> {
        match info(self.opcode)?.operand {
            Operand::JumpForward => self.next.checked_add(self.oparg),
            Operand::JumpBackward | Operand::BackReference => self.next.checked_sub(self.oparg),
            _ => None,
        }
    }
}

/// The instructions of `code` in order. CACHE entries are skipped; an odd byte at the end is ignored, and EXTENDED_ARGs
/// that nothing follows are left out.
pub fn instructions(code: &[u8]) -> Instructions<'_> {
    Instructions { code, unit: 0 }
}

/// Iterator over the instructions of a code object.
#[derive(Clone, Debug)]
pub struct Instructions<'a> {
    code: &'a [u8],
    unit: usize,
}

impl Iterator for Instructions<'_> {
    type Item = Instruction;

    #[inline]
    fn next(&mut self) -> Option<Instruction> {
        let start = self.unit;
        let mut oparg = 0;
        loop {
            let at = self.unit * 2;
            let (&opcode, &byte) = (self.code.get(at)?, self.code.get(at + 1)?);
            // A fifth byte would push the first one out, as in CPython.
            oparg = oparg << 8 | u32::from(byte);
            let unit = self.unit;
            self.unit += 1;
            if opcode != op::EXTENDED_ARG {
                self.unit += usize::from(CACHES[usize::from(opcode)]);
                return Some(Instruction {
                    start: start as u32,
                    unit: unit as u32,
                    opcode,
                    oparg,
                    next: self.unit as u32,
                });
            }
        }
    }
}
