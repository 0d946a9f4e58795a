//! Looking at prepared code from outside: which form each instruction has, and what its inline cache holds.

use super::bodies::{Warmth, warmth};
use super::{Instruction, PreDecoded, Units};
use crate::object::code::{Code, Stream};
use tricera_code::dis::instructions;
use tricera_code::opcode::{CACHES, op};

/// One instruction of a prepared code object.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    /// The code unit of its opcode.
    pub unit: u32,
    /// The opcode that the compiler wrote.
    pub base: u8,
    /// The opcode in its present form.
    pub form: u8,
    /// Instructions that the superinstruction which begins here runs; 1 for none.
    pub fused: u8,
    /// Its inline cache, if it has one.
    pub cache: Option<Cache>,
}

/// The contents of an inline cache; `None` for what an opcode's cache has no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cache {
    /// The counter: how long until the form changes. Forms of LOAD_GLOBAL, which give up at their first miss, have none.
    pub warmth: Option<Warmth>,
    /// The version that the guard compares with.
    pub version: Option<u32>,
    /// The place of an attribute or a global.
    pub index: Option<u32>,
    /// An object.
    pub pointer: Option<u64>,
    /// The call has a guess of what it enters: the code that it has entered last.
    pub guesses: bool,
}

/// The instructions of `code` as they are now; `None` if it has not run.
pub fn sites(code: &Code) -> Option<Vec<Site>> {
    match code.stream() {
        Stream::None => None,
        Stream::Units(units) => Some(unit_sites(code.verified.code(), units)),
        Stream::PreDecoded(p) => Some((0..p.len()).map(|i| predecoded_site(p, i)).collect()),
    }
}

fn unit_sites(code: &[u8], stream: &Units) -> Vec<Site> {
    let units = stream.to_vec();
    let site = |i: tricera_code::dis::Instruction| {
        let at = i.unit as usize;
        let caches = CACHES[i.opcode as usize] as usize;
        let words = |n: usize, offset: usize| {
            (caches + 1 >= offset + n).then(|| {
                units[at + offset..at + offset + n]
                    .iter()
                    .rev()
                    .fold(0u64, |word, &unit| word << 16 | u64::from(unit))
            })
        };
        let (form, fused) = stream.form_of(at);
        // The guess lies where other forms keep a version.
        let version = words(2, 2).map(|v| v as u32);
        let guess = guesses(form);
        Site {
            unit: i.unit,
            base: i.opcode,
            form,
            fused,
            cache: (caches > 0).then(|| Cache {
                warmth: counter(i.opcode, form, units[at + 1]),
                version: version.filter(|_| !guess),
                index: words(1, 4).map(|v| v as u32),
                pointer: words(4, 6),
                guesses: guess && version != Some(0),
            }),
        }
    };
    instructions(code).map(site).collect()
}

/// Does this form keep a guess, see [`Machine::guess_callee`](super::Machine::guess_callee), and nothing else?
fn guesses(form: u8) -> bool {
    matches!(
        form,
        op::CALL_PY_EXACT_ARGS
            | op::CALL_PY_METHOD_EXACT_ARGS
            | op::CALL_PY_DEFAULTS
            | op::CALL_KW
            | op::CALL_BOUND_METHOD_EXACT_ARGS
            | op::BINARY_OP_SUBSCR_GETITEM
    )
}

/// What the counter of an instruction says.
fn counter(base: u8, form: u8, word: u16) -> Option<Warmth> {
    match base {
        // Its counter has no level, and its forms keep something else in its place.
        op::LOAD_GLOBAL => (form == base).then_some(Warmth {
            left: word,
            level: 0,
        }),
        _ => Some(warmth(word)),
    }
}

fn predecoded_site(p: &PreDecoded, i: usize) -> Site {
    let (form, fused) = p.form_of(i);
    let base = p.opcode_of(i);
    let caches = CACHES[base as usize];
    let instruction: &Instruction = p.instruction(i);
    Site {
        unit: p.unit_of(i) as u32,
        base,
        form,
        fused,
        cache: (caches > 0).then_some(Cache {
            warmth: counter(base, form, instruction.counter as u16),
            version: (caches >= 3).then_some(instruction.version),
            index: (caches >= 4).then_some(instruction.index),
            pointer: (caches >= 9 && base != op::LOAD_CONST).then_some(instruction.pointer),
            guesses: guesses(form) && instruction.pointer != 0,
        }),
    }
}
