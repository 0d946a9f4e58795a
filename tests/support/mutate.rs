//! Damage to code objects and to files of them: the same for the same seed.

use std::sync::Arc;

use fastrand::Rng;
use tricera_code::dis::{Instruction, instructions};
use tricera_code::exception_table::{self, Handler};
use tricera_code::opcode::{CACHES, Flow, Kind, OPCODES, OpInfo, Operand, info, op};
use tricera_code::pyc::{Validation, write_pyc};
use tricera_code::verify::verify;
use tricera_code::{CodeData, Const, Text};

/// Makes damaged `.pyc` files out of sound code.
pub struct Mutator {
    random: Rng,
    seeds: Vec<Arc<CodeData>>,
    /// The constants and names of all seeds: what else might stand in their place.
    consts: Vec<Const>,
    names: Vec<Text>,
}

const VALIDATION: Validation = Validation::Timestamp { mtime: 0, size: 0 };

impl Mutator {
    /// Over these modules.
    pub fn new(seeds: Vec<Arc<CodeData>>) -> Mutator {
        let mut all = Vec::new();
        for seed in &seeds {
            collect(seed, &mut all);
        }
        let mut consts: Vec<Const> = all
            .iter()
            .flat_map(|code| code.consts.iter().cloned())
            .collect();
        consts.extend([
            Const::Ellipsis,
            Const::True,
            Const::Int(i64::MIN),
            Const::Float(-0.0),
        ]);
        let names = all.iter().flat_map(|code| code.names.iter().cloned());
        Mutator {
            random: Rng::with_seed(0),
            names: names.collect(),
            seeds,
            consts,
        }
    }

    /// The mutant with this number, as a file.
    pub fn mutant(&mut self, number: u64) -> Vec<u8> {
        self.random = Rng::with_seed(number);
        let seed = self.random.usize(..self.seeds.len());
        let mut code = Arc::clone(&self.seeds[seed]);
        let way = self.random.u8(..6);
        match way {
            // As a file only.
            0 => {}
            // Much damage that is accepted: something of it will run.
            1..4 => {
                for _ in 0..12 {
                    let damaged = self.damage_one(&code);
                    if verify(&damaged).is_ok() {
                        code = damaged;
                    }
                }
            }
            _ => {
                for _ in 0..=self.random.usize(..3) {
                    code = self.damage_one(&code);
                }
            }
        }
        let mut file = match write_pyc(&code, VALIDATION) {
            Ok(file) => file,
            Err(_) => write_pyc(&self.seeds[seed], VALIDATION).expect("sound code can be written"),
        };
        if way == 0 {
            self.damage_file(&mut file);
        }
        file
    }

    /// One of several, each as likely as the others.
    fn pick<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.random.usize(..of.len())])
    }

    /// A number to compare limits with: small, or a neighbour of what is there, or enormous.
    fn number(&mut self, now: u32) -> u32 {
        match self.random.u8(..8) {
            0..3 => now.wrapping_add(1),
            3..5 => now.wrapping_sub(1),
            5..7 => self.random.u32(..6),
            _ => self.random.u32(..) >> self.random.u32(..32),
        }
    }

    fn damage_file(&mut self, file: &mut Vec<u8>) {
        for _ in 0..=self.random.usize(..3) {
            let at = self.random.usize(..file.len().max(1)).min(file.len());
            match self.random.u8(..8) {
                0 => file.truncate(at),
                1 => {
                    // The end of another file behind the beginning of this one.
                    let other = self.random.usize(..self.seeds.len());
                    let other = write_pyc(&self.seeds[other], VALIDATION).unwrap_or_default();
                    file.truncate(at);
                    file.extend(&other[self.random.usize(..other.len())..]);
                }
                2 => file.insert(at, self.random.u8(..)),
                _ if at == file.len() => {}
                3 => drop(file.remove(at)),
                4 => file[at] = self.random.u8(..),
                5 => file[at] = file[at].wrapping_add(1),
                _ => file[at] ^= 1 << self.random.u8(..8),
            }
        }
    }

    /// Damages one of the code objects in a tree of them.
    fn damage_one(&mut self, root: &Arc<CodeData>) -> Arc<CodeData> {
        let mut all = Vec::new();
        collect(root, &mut all);
        let chosen = Arc::clone(all[self.random.usize(..all.len())]);
        let mut damaged = CodeData::clone(&chosen);
        self.damage(&mut damaged);
        replaced(root, &chosen, &Arc::new(damaged))
    }

    fn damage(&mut self, code: &mut CodeData) {
        match self.random.u8(..32) {
            0..20 => self.damage_instructions(code),
            20..23 => self.damage_handlers(code),
            23 => {
                let table = match self.random.bool() {
                    true => &mut code.exceptiontable,
                    false => &mut code.linetable,
                };
                if !table.is_empty() {
                    table[self.random.usize(..table.len())] = self.random.u8(..);
                }
            }
            24 => code.stacksize = self.number(code.stacksize),
            25 => code.flags ^= 1 << self.random.u32(..32),
            26 => {
                let count = match self.random.u8(..3) {
                    0 => &mut code.argcount,
                    1 => &mut code.posonlyargcount,
                    _ => &mut code.kwonlyargcount,
                };
                let now = *count;
                *count = self.number(now);
            }
            27 => {
                let mut kinds = code.localspluskinds.to_vec();
                match kinds.len() {
                    0 => kinds.push(self.random.u8(..)),
                    len => kinds[self.random.usize(..len)] ^= 1 << self.random.u8(..8),
                }
                code.localspluskinds = kinds.into();
            }
            28 => {
                let mut names = code.names.to_vec();
                let other = self.names[self.random.usize(..self.names.len())].clone();
                match names.len() {
                    0 => names.push(other),
                    len => names[self.random.usize(..len)] = other,
                }
                code.names = names.into();
            }
            29 | 30 => {
                let mut consts = code.consts.to_vec();
                let other = self.consts[self.random.usize(..self.consts.len())].clone();
                match consts.len() {
                    0 => consts.push(other),
                    len => consts[self.random.usize(..len)] = other,
                }
                code.consts = consts.into();
            }
            _ => code.firstlineno = self.number(code.firstlineno as u32) as i32,
        }
    }

    fn damage_instructions(&mut self, code: &mut CodeData) {
        let all: Vec<Instruction> = instructions(&code.code).collect();
        let Some(one) = self.pick(&all) else { return };
        let at = one.unit as usize * 2;
        match self.random.u8(..16) {
            // Another opcode: any, or one that fits into the place.
            0 => code.code[at] = self.random.u8(..),
            1..5 => {
                let found: Vec<u8> = OPCODES
                    .iter()
                    .flatten()
                    .filter(|row| alike(row, &one))
                    .map(|row| row.number)
                    .collect();
                if let Some(other) = self.pick(&found) {
                    code.code[at] = other;
                }
            }
            5..7 => code.code[at + 1] = self.number(one.oparg) as u8,
            7 => {
                if let Some(other) = self.pick(&all) {
                    swap(&mut code.code, &one, &other);
                }
            }
            8 => {
                if let Some(other) = self.pick(&all)
                    && length(&one) == length(&other)
                {
                    let from = other.start as usize * 2..other.next as usize * 2;
                    code.code.copy_within(from, one.start as usize * 2);
                }
            }
            9 => {
                for unit in one.start..one.next {
                    code.code[unit as usize * 2] = op::NOP;
                    code.code[unit as usize * 2 + 1] = 0;
                }
            }
            10 => self.retarget(code, &all),
            _ => self.insert(code, &all),
        }
    }

    /// Makes a jump go elsewhere.
    fn retarget(&mut self, code: &mut CodeData, all: &[Instruction]) {
        let jumps: Vec<Instruction> = all
            .iter()
            .copied()
            .filter(|inst| inst.jump_target().is_some())
            .collect();
        let (Some(jump), Some(to)) = (self.pick(&jumps), self.pick(all)) else {
            return;
        };
        if let Some(distance) = distance(&jump, to.start, jump.next) {
            code.code[jump.unit as usize * 2 + 1] = distance;
        }
    }

    /// Puts a sequence that leaves the stack as it was in front of an instruction, and mends the jumps over it.
    fn insert(&mut self, code: &mut CodeData, all: &[Instruction]) {
        let Some(before) = self.pick(all) else { return };
        let local =
            |random: &mut Rng, code: &CodeData| random.usize(..code.nlocalsplus().max(1)) as u8;
        let (one, other) = (local(&mut self.random, code), local(&mut self.random, code));
        let depth = self.random.u8(1..4);
        let sequences: [&[(u8, u8)]; 18] = [
            &[(op::EXTENDED_ARG, 0)],
            &[
                (op::PUSH_NULL, 0),
                (op::COPY, 1),
                (op::POP_TOP, 0),
                (op::POP_TOP, 0),
            ],
            &[(op::DELETE_FAST, one)],
            &[(op::LOAD_FAST_BORROW, one), (op::STORE_FAST, other)],
            &[
                (op::LOAD_FAST_BORROW, one),
                (op::DELETE_FAST, one),
                (op::POP_TOP, 0),
            ],
            &[(op::LOAD_FAST_AND_CLEAR, one), (op::STORE_FAST, other)],
            &[(op::LOAD_FAST_CHECK, one), (op::STORE_FAST, other)],
            &[(op::COPY, depth), (op::POP_TOP, 0)],
            &[(op::COPY, depth), (op::STORE_FAST, one)],
            &[(op::SWAP, depth), (op::SWAP, depth)],
            &[(op::SWAP, depth)],
            &[(op::PUSH_NULL, 0), (op::POP_TOP, 0)],
            &[(op::PUSH_NULL, 0), (op::STORE_FAST, one)],
            &[(op::MAKE_CELL, one)],
            &[
                (op::BUILD_LIST, 0),
                (op::LOAD_FAST_BORROW, one),
                (op::LIST_APPEND, 1),
                (op::STORE_FAST, other),
            ],
            &[
                (op::LOAD_FAST_BORROW, one),
                (op::GET_ITER, 0),
                (op::STORE_FAST, one),
            ],
            &[
                (op::LOAD_FAST_BORROW, one),
                (op::LOAD_FAST_BORROW, other),
                (op::BUILD_TUPLE, 2),
                (op::STORE_FAST, one),
            ],
            &[(op::LOAD_FAST_BORROW, one), (op::RETURN_VALUE, 0)],
        ];
        let sequence = sequences[self.random.usize(..sequences.len())];
        if let Some(longer) = inserted(code, all, before.start, sequence, self.random.bool()) {
            *code = longer;
            code.stacksize = code.stacksize.saturating_add(2);
        }
    }

    fn damage_handlers(&mut self, code: &mut CodeData) {
        let mut handlers: Vec<Handler> = exception_table::entries(&code.exceptiontable)
            .filter_map(Result::ok)
            .collect();
        let starts: Vec<u32> = instructions(&code.code).map(|inst| inst.start).collect();
        let (Some(a), Some(b)) = (self.pick(&starts), self.pick(&starts)) else {
            return;
        };
        let Some(index) = (!handlers.is_empty()).then(|| self.random.usize(..handlers.len()))
        else {
            // A handler where there was none.
            handlers.push(Handler {
                start: a.min(b),
                end: a.max(b).max(a.min(b) + 1),
                target: self.pick(&starts).unwrap_or(0),
                depth: self.random.u32(..3),
                lasti: self.random.bool(),
            });
            code.exceptiontable = exception_table::encode(&handlers).into();
            return;
        };
        let one = &mut handlers[index];
        match self.random.u8(..8) {
            0 => one.start = a.min(one.end),
            1 => one.end = a.max(one.start),
            2 | 3 => one.target = a,
            4 => one.depth = one.depth.wrapping_add(1) & 0xFFF,
            5 => one.depth = one.depth.saturating_sub(1),
            6 => one.lasti = !one.lasti,
            _ => drop(handlers.remove(index)),
        }
        code.exceptiontable = exception_table::encode(&handlers).into();
    }
}

/// All code objects of a tree, the outermost first.
fn collect<'a>(code: &'a Arc<CodeData>, into: &mut Vec<&'a Arc<CodeData>>) {
    into.push(code);
    for nested in code.nested() {
        collect(nested, into);
    }
}

/// The tree with one code object in the place of another.
fn replaced(root: &Arc<CodeData>, old: &Arc<CodeData>, new: &Arc<CodeData>) -> Arc<CodeData> {
    if Arc::ptr_eq(root, old) {
        return Arc::clone(new);
    }
    if root.nested().next().is_none() {
        return Arc::clone(root);
    }
    let consts = root.consts.iter().map(|constant| match constant {
        Const::Code(code) => Const::Code(replaced(code, old, new)),
        other => other.clone(),
    });
    Arc::new(CodeData {
        consts: consts.collect(),
        ..CodeData::clone(root)
    })
}

/// Whether an opcode could stand in the place of an instruction without moving anything: as many caches, the same effect
/// on the stack, control going on in the same way.
fn alike(row: &OpInfo, one: &Instruction) -> bool {
    let Some(now) = info(one.opcode) else {
        return false;
    };
    let effect = |row: &OpInfo| {
        let (popped, pushed) = (row.effect)(one.oparg.into());
        pushed - popped
    };
    row.kind == Kind::Base
        && row.number != one.opcode
        && row.caches == now.caches
        && row.flow == now.flow
        && effect(row) == effect(now)
}

fn length(inst: &Instruction) -> u32 {
    inst.next - inst.start
}

/// Exchanges two instructions of the same length.
fn swap(code: &mut [u8], one: &Instruction, other: &Instruction) {
    if length(one) != length(other) {
        return;
    }
    for byte in 0..length(one) as usize * 2 {
        code.swap(
            one.start as usize * 2 + byte,
            other.start as usize * 2 + byte,
        );
    }
}

/// The operand byte that makes a jump (which ends at `next`) arrive at a code unit, if one byte is enough.
fn distance(jump: &Instruction, target: u32, next: u32) -> Option<u8> {
    let distance = match info(jump.opcode)?.operand {
        Operand::JumpForward => target.checked_sub(next)?,
        _ => next.checked_sub(target)?,
    };
    u8::try_from(distance).ok()
}

/// The code with a sequence in front of the instruction that begins at a code unit; jumps to that instruction go to the
/// sequence if `caught`. `None` where an operand would need more than a byte.
fn inserted(
    code: &CodeData,
    all: &[Instruction],
    at: u32,
    sequence: &[(u8, u8)],
    caught: bool,
) -> Option<CodeData> {
    let mut added = Vec::new();
    for &(opcode, operand) in sequence {
        added.extend([opcode, operand]);
        added.extend(vec![0; usize::from(CACHES[usize::from(opcode)]) * 2]);
    }
    let by = added.len() as u32 / 2;
    let moved = |unit: u32| if unit >= at { unit + by } else { unit };
    let arrives = |unit: u32| {
        if unit == at && caught {
            unit
        } else {
            moved(unit)
        }
    };
    let mut bytes = code.code.to_vec();
    for inst in all {
        let Some(target) = inst.jump_target() else {
            continue;
        };
        let is_jump =
            info(inst.opcode).is_some_and(|row| matches!(row.flow, Flow::Jump | Flow::Branch));
        // An EXTENDED_ARG in front would have to change too.
        if inst.start != inst.unit {
            return None;
        }
        let next = moved(inst.start) + length(inst);
        let target = if is_jump {
            arrives(target)
        } else {
            moved(target)
        };
        bytes[inst.unit as usize * 2 + 1] = distance(inst, target, next)?;
    }
    let at_byte = at as usize * 2;
    bytes.splice(at_byte..at_byte, added);
    let handlers: Vec<Handler> = exception_table::entries(&code.exceptiontable)
        .filter_map(Result::ok)
        .map(|handler| Handler {
            start: moved(handler.start),
            end: moved(handler.end),
            target: arrives(handler.target),
            ..handler
        })
        .collect();
    Some(CodeData {
        code: bytes.into(),
        exceptiontable: exception_table::encode(&handlers).into(),
        ..code.clone()
    })
}
