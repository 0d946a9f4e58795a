//! The first pass: instructions, operands, jump targets, tables. No control flow yet.

use super::error::{Problem, VerifyError};
use super::{NO_INST, Verifier};
use crate::data::{CodeData, Const};
use crate::dis::instructions;
use crate::exception_table;
use crate::opcode::{
    BINARY_OPERATORS, COMMON_CONSTANTS, CompareOp, Flow, INTRINSICS_1, INTRINSICS_2, Kind, Operand,
    SPECIAL_METHODS, flags, info, local_kind, op, resume,
};

/// A decoded instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inst {
    pub(super) opcode: u8,
    pub(super) flow: Flow,
    pub(super) oparg: u32,
    /// The code unit of the opcode.
    pub(super) unit: u32,
    /// The code unit at which the instruction begins.
    pub(super) start: u32,
    /// The index of the instruction it jumps to, or `NO_INST`.
    pub(super) target: u32,
    /// Its number among the instructions that are jumped to, or `NO_INST`.
    pub(super) leader: u32,
}

impl Verifier {
    /// Decodes and checks all that can be checked without control flow. Returns whether every cache is zero.
    pub(super) fn structure(&mut self, code: &CodeData) -> Result<bool, VerifyError> {
        check_variables(code).map_err(|what| {
            let problem = Problem::Variables(what);
            VerifyError::new(code, None, problem)
        })?;
        let clean = self.decode(code)?;
        let mut leaders = self.find_targets(code)?;
        self.read_handlers(code, &mut leaders)?;
        self.entries.clear();
        self.entries.resize_with(leaders as usize, || None);
        self.demote.clear();
        self.demote.resize(self.insts.len(), 0);
        Ok(clean)
    }

    fn decode(&mut self, code: &CodeData) -> Result<bool, VerifyError> {
        let refuse = |problem| VerifyError::new(code, None, problem);
        if code.code.is_empty() {
            return Err(refuse(Problem::Empty));
        }
        if !code.code.len().is_multiple_of(2) || i32::try_from(code.code.len()).is_err() {
            return Err(refuse(Problem::BadLength));
        }
        let units = code.code.len() / 2;
        self.insts.clear();
        self.inst_at.clear();
        self.inst_at.resize(units, NO_INST);
        let mut end = 0;
        let mut clean = true;
        for decoded in instructions(&code.code) {
            let inst = Inst {
                opcode: decoded.opcode,
                flow: Flow::Next,
                oparg: decoded.oparg,
                unit: decoded.unit,
                start: decoded.start,
                target: NO_INST,
                leader: NO_INST,
            };
            let refuse = |problem| Err(VerifyError::new(code, Some(&inst), problem));
            let Some(row) = info(decoded.opcode) else {
                return refuse(Problem::UnknownOpcode);
            };
            match row.kind {
                Kind::Base => {}
                Kind::Specialised | Kind::Tricera => return refuse(Problem::SpecialisedOpcode),
                Kind::Instrumented | Kind::Marker => return refuse(Problem::InstrumentedOpcode),
            }
            if decoded.unit - decoded.start > 3 {
                return refuse(Problem::TooManyExtendedArgs);
            }
            if decoded.next as usize > units {
                return refuse(Problem::Truncated);
            }
            if let Some(problem) = bad_operand(code, decoded.opcode, row.operand, decoded.oparg) {
                return refuse(problem);
            }
            let caches = &code.code[decoded.unit as usize * 2 + 2..decoded.next as usize * 2];
            clean &= caches.iter().all(|&byte| byte == 0);
            self.inst_at[decoded.start as usize] = self.insts.len() as u32;
            self.insts.push(Inst {
                flow: row.flow,
                ..inst
            });
            end = decoded.next as usize;
        }
        if end != units {
            return Err(VerifyError::new(
                code,
                self.insts.last(),
                Problem::Truncated,
            ));
        }
        Ok(clean)
    }

    /// Resolves jumps. Returns how many instructions are jumped to.
    fn find_targets(&mut self, code: &CodeData) -> Result<u32, VerifyError> {
        let units = self.inst_at.len() as u32;
        let mut leaders = 0;
        for index in 0..self.insts.len() {
            let inst = self.insts[index];
            if !matches!(inst.flow, Flow::Jump | Flow::Branch) {
                continue;
            }
            let refuse = |problem| Err(VerifyError::new(code, Some(&inst), problem));
            let next = self.insts.get(index + 1).map_or(units, |next| next.start);
            let backward = matches!(
                inst.opcode,
                op::JUMP_BACKWARD | op::JUMP_BACKWARD_NO_INTERRUPT
            );
            let target = match backward {
                true => next.checked_sub(inst.oparg),
                false => next.checked_add(inst.oparg),
            };
            let Some(target) = target.filter(|target| *target < units) else {
                return refuse(Problem::JumpOutOfCode);
            };
            let target = self.inst_at[target as usize];
            if target == NO_INST {
                return refuse(Problem::JumpIntoInstruction);
            }
            if backward && inst.oparg == 0 {
                return refuse(Problem::Operand("a jump backward"));
            }
            // Engines go on behind the END_FOR, one code unit after the target.
            let arrived = self.insts[target as usize];
            if inst.opcode == op::FOR_ITER
                && (arrived.opcode != op::END_FOR || arrived.start != arrived.unit)
            {
                return refuse(Problem::Operand("a jump to END_FOR"));
            }
            self.insts[index].target = target;
            self.make_leader(target, &mut leaders);
        }
        Ok(leaders)
    }

    fn make_leader(&mut self, inst: u32, leaders: &mut u32) {
        let leader = &mut self.insts[inst as usize].leader;
        if *leader == NO_INST {
            *leader = *leaders;
            *leaders += 1;
        }
    }

    fn read_handlers(&mut self, code: &CodeData, leaders: &mut u32) -> Result<(), VerifyError> {
        let refuse = |what| {
            let problem = Problem::ExceptionTable(what);
            Err(VerifyError::new(code, None, problem))
        };
        let units = self.inst_at.len() as u32;
        self.handlers.clear();
        let mut covered = 0;
        for entry in exception_table::entries(&code.exceptiontable) {
            let Ok(mut handler) = entry else {
                return refuse("an entry is malformed");
            };
            if handler.start < covered || handler.end <= handler.start {
                return refuse("entries are empty, overlap or are out of order");
            }
            if handler.end > units || handler.target >= units {
                return refuse("an entry leaves the code");
            }
            covered = handler.end;
            let is_start = |unit: u32| unit == units || self.inst_at[unit as usize] != NO_INST;
            if !is_start(handler.start) || !is_start(handler.end) || !is_start(handler.target) {
                return refuse("an entry begins, ends or arrives inside an instruction");
            }
            // From here on the target is an index of an instruction.
            handler.target = self.inst_at[handler.target as usize];
            self.make_leader(handler.target, leaders);
            self.handlers.push(handler);
        }
        Ok(())
    }
}

fn check_variables(code: &CodeData) -> Result<(), &'static str> {
    let kinds = &*code.localspluskinds;
    if kinds.len() != code.localsplusnames.len() {
        return Err("a name or a kind of a variable is missing");
    }
    // Locals first, then cells that are no locals, then free variables.
    let rank = |kind: u8| match kind & (local_kind::LOCAL | local_kind::CELL | local_kind::FREE) {
        local_kind::LOCAL => Some(0),
        both if both == local_kind::LOCAL | local_kind::CELL => Some(0),
        local_kind::CELL => Some(1),
        local_kind::FREE => Some(2),
        _ => None,
    };
    let mut highest = 0;
    for kind in kinds {
        match rank(*kind) {
            Some(rank) if rank >= highest => highest = rank,
            Some(_) => return Err("the variables are out of order"),
            None => return Err("a variable is of no kind"),
        }
    }
    if code.posonlyargcount > code.argcount {
        return Err("more positional-only arguments than positional ones");
    }
    let arguments = u64::from(code.argcount)
        + u64::from(code.kwonlyargcount)
        + u64::from(code.has(flags::CO_VARARGS))
        + u64::from(code.has(flags::CO_VARKEYWORDS));
    if arguments > code.nlocals() as u64 {
        return Err("more arguments than local variables");
    }
    Ok(())
}

/// What is wrong with an operand.
fn bad_operand(code: &CodeData, opcode: u8, operand: Operand, oparg: u32) -> Option<Problem> {
    let at = oparg as usize;
    let locals = code.localspluskinds.len();
    let check = |good: bool, problem: Problem| (!good).then_some(problem);
    let below = |len: usize, what| check(at < len, Problem::Operand(what));
    match operand {
        Operand::Const => check(at < code.consts.len(), Problem::ConstIndex),
        Operand::Name => check(at < code.names.len(), Problem::NameIndex),
        Operand::NameShift1 => check(at >> 1 < code.names.len(), Problem::NameIndex),
        Operand::NameShift2 => check(at >> 2 < code.names.len(), Problem::NameIndex),
        Operand::Local => check(at < locals, Problem::LocalIndex),
        Operand::LocalPair => check(
            at < 256 && at >> 4 < locals && at & 15 < locals,
            Problem::LocalIndex,
        ),
        Operand::Free => {
            let kind = code.localspluskinds.get(at).copied().unwrap_or(0);
            // MAKE_CELL of a free variable: a comprehension's own cell while the outer one is put aside.
            let allowed = local_kind::CELL | local_kind::FREE;
            check(kind & allowed != 0, Problem::NotACellVariable)
        }
        Operand::BinaryOp => below(BINARY_OPERATORS.len(), "an operator"),
        Operand::Compare => {
            let known = CompareOp::from_oparg(oparg).is_some();
            check(known, Problem::Operand("a comparison"))
        }
        Operand::Intrinsic1 => check(at != 0, Problem::Operand("a function"))
            .or(below(INTRINSICS_1.len(), "a function")),
        Operand::Intrinsic2 => check(at != 0, Problem::Operand("a function"))
            .or(below(INTRINSICS_2.len(), "a function")),
        Operand::CommonConstant => below(COMMON_CONSTANTS.len(), "a common constant"),
        Operand::Special => below(SPECIAL_METHODS.len(), "a special method"),
        // The operand proper counts from 1; of CPython's instructions only RERAISE and, with NULLs or none above the
        // receiver, DICT_MERGE make sense of 0, and only RERAISE is ever given it.
        Operand::StackDepth => check(
            at > 0 || opcode == op::RERAISE,
            Problem::Operand("a stack position from 1"),
        ),
        Operand::Count => match opcode {
            op::BUILD_SLICE => check(at == 2 || at == 3, Problem::Operand("2 or 3")),
            op::RAISE_VARARGS => below(3, "at most 2"),
            op::COPY_FREE_VARS => check(
                at == code.nfreevars(),
                Problem::Operand("the number of free variables"),
            ),
            _ => None,
        },
        Operand::Raw => match opcode {
            op::CONTAINS_OP | op::IS_OP => below(2, "0 or 1"),
            op::CONVERT_VALUE => check((1..4).contains(&at), Problem::Operand("1 to 3")),
            op::LOAD_SMALL_INT => below(257, "at most 256"),
            op::GET_AWAITABLE => below(3, "at most 2"),
            op::SET_FUNCTION_ATTRIBUTE => check(
                matches!(at, 1 | 2 | 4 | 8 | 16),
                Problem::Operand("one attribute"),
            ),
            op::RESUME => check(
                oparg & !(resume::LOCATION_MASK | resume::DEPTH1_MASK) == 0,
                Problem::Operand("at most 7"),
            ),
            _ => None,
        },
        Operand::None => match opcode {
            op::CACHE | op::RESERVED | op::INTERPRETER_EXIT | op::EXIT_INIT_CHECK => {
                Some(Problem::InternalOpcode)
            }
            _ => None,
        },
        Operand::JumpForward
        | Operand::JumpBackward
        | Operand::BackReference
        | Operand::Handler => None,
    }
}

/// The constant with this index, if it is a code object.
pub(super) fn code_constant(code: &CodeData, index: u32) -> Option<&CodeData> {
    match code.consts.get(index as usize) {
        Some(Const::Code(code)) => Some(code),
        _ => None,
    }
}
