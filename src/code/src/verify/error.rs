//! Why code is refused.

use std::fmt;

use crate::data::{CodeData, Text};
use crate::opcode;

use super::structure::Inst;

/// What is wrong with a code object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no code.
    Empty,
    /// The code has an odd number of bytes, or more than 2**31.
    BadLength,
    /// The last instruction has no opcode, or not all of its caches.
    Truncated,
    /// More than three EXTENDED_ARGs in front of an instruction.
    TooManyExtendedArgs,
    /// No opcode has this number.
    UnknownOpcode,
    /// A specialised opcode: only the interpreter makes those.
    SpecialisedOpcode,
    /// An instrumented opcode: only monitoring makes those.
    InstrumentedOpcode,
    /// An opcode that never stands in a code object.
    InternalOpcode,
    /// A jump out of the code.
    JumpOutOfCode,
    /// A jump to something that is no instruction: a cache, an operand.
    JumpIntoInstruction,
    /// No constant has this index.
    ConstIndex,
    /// No name has this index.
    NameIndex,
    /// No local variable has this index.
    LocalIndex,
    /// The variable with this index is neither a cell nor free.
    NotACellVariable,
    /// The operand means nothing to this instruction; what it should be.
    Operand(&'static str),
    /// The tables of variables do not fit each other or the arguments.
    Variables(&'static str),
    /// The stack has too few entries.
    StackUnderflow,
    /// The stack gets higher than the code object says.
    StackOverflow,
    /// The stack is higher or lower here than on another way to the same place.
    StackMismatch {
        /// Entries on this way.
        here: usize,
        /// Entries on the other.
        there: usize,
    },
    /// More than the value to return is on the stack: returning gives up the locals only.
    StackLeft,
    /// NULL may stand where an object is needed.
    Null,
    /// Something other than this is on the stack.
    Expected(&'static str),
    /// Both locals of a two-local load must be bound: it has no checked form.
    UnboundPair,
    /// A cell would get into a variable that is none, or something else into a free variable.
    WrongVariable,
    /// A function is used before it has its closure.
    ClosureMissing,
    /// The closure is no tuple of cells, one for each free variable.
    ClosureMismatch,
    /// An instruction of generators in code that is none, or before the generator exists.
    NotInGenerator,
    /// The code says that it makes a generator, but this is reached without one.
    GeneratorNotMade,
    /// Control runs off the end of the code.
    FallsOffEnd,
    /// The exception table is unsound.
    ExceptionTable(&'static str),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::Empty => "no instructions",
            Problem::BadLength => "the length of the code is odd or too large",
            Problem::Truncated => "the last instruction is incomplete",
            Problem::TooManyExtendedArgs => "more than three EXTENDED_ARGs",
            Problem::UnknownOpcode => "unknown opcode",
            Problem::SpecialisedOpcode => "specialised opcode in a code object",
            Problem::InstrumentedOpcode => "instrumented opcode in a code object",
            Problem::InternalOpcode => "opcode that is not for code objects",
            Problem::JumpOutOfCode => "jump out of the code",
            Problem::JumpIntoInstruction => "jump target is not an instruction",
            Problem::ConstIndex => "constant index out of range",
            Problem::NameIndex => "name index out of range",
            Problem::LocalIndex => "local variable index out of range",
            Problem::NotACellVariable => "not a cell or free variable",
            Problem::Operand(expected) => return write!(f, "bad operand: {expected} expected"),
            Problem::Variables(what) => what,
            Problem::StackUnderflow => "stack underflow",
            Problem::StackOverflow => "stack overflow: higher than stacksize",
            Problem::StackMismatch { here, there } => {
                return write!(
                    f,
                    "stack height {here}, but {there} on another way to the target"
                );
            }
            Problem::StackLeft => "something is left on the stack at a return",
            Problem::Null => "NULL on the stack where an object is needed",
            Problem::Expected(what) => return write!(f, "{what} expected on the stack"),
            Problem::UnboundPair => "a local variable of a two-variable load may be unbound",
            Problem::WrongVariable => {
                "a cell in a variable that is none, or no cell in a free variable"
            }
            Problem::ClosureMissing => "function used without its closure",
            Problem::ClosureMismatch => "closure does not fit the free variables",
            Problem::NotInGenerator => "generator instruction outside a generator",
            Problem::GeneratorNotMade => "generator code runs without making a generator",
            Problem::FallsOffEnd => "control runs off the end of the code",
            Problem::ExceptionTable(what) => return write!(f, "bad exception table: {what}"),
        })
    }
}

/// Why and where a code object is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// The qualified name of the code object.
    pub code: Text,
    /// The byte offset of the instruction (of its opcode), if it is about one.
    pub offset: Option<u32>,
    /// The opcode at that offset.
    pub opcode: Option<u8>,
    /// Its operand.
    pub oparg: Option<u32>,
    /// What is wrong.
    pub problem: Problem,
}

impl VerifyError {
    pub(super) fn new(code: &CodeData, inst: Option<&Inst>, problem: Problem) -> VerifyError {
        VerifyError {
            code: code.qualname.clone(),
            offset: inst.map(|inst| inst.unit * 2),
            opcode: inst.map(|inst| inst.opcode),
            oparg: inst.map(|inst| inst.oparg),
            problem,
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bad bytecode in {}", self.code)?;
        if let (Some(offset), Some(opcode)) = (self.offset, self.opcode) {
            write!(f, " at offset {offset} ({}", opcode::name(opcode))?;
            if let Some(oparg) = self.oparg {
                write!(f, " {oparg}")?;
            }
            f.write_str(")")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for VerifyError {}
