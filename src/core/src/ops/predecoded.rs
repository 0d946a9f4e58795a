//! Pre-decoded code.

/// One pre-decoded instruction.
#[repr(C)]
pub struct Instruction {
    /// The handler's address (threaded engines) or the opcode (match engines).
    pub handler: usize,
    pub arg: u32,
    pub counter: u32,
    pub cache: [u64; 2],
}

/// The pre-decoded form of a code object.
pub struct PreDecoded {
    instructions: Box<[Instruction]>,
    units: Box<[u32]>,
}

impl PreDecoded {
    pub fn first(&self) -> *const Instruction {
        self.instructions.as_ptr()
    }
    /// The code unit of instruction `i`.
    pub fn unit_of(&self, i: usize) -> usize {
        self.units[i] as usize
    }
}
