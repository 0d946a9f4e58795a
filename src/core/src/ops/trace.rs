//! Trace hashes: a fingerprint of the sequence of logical instructions, equal on all engines.

use super::machine::Machine;
use std::cell::Cell;
use tricera_code::opcode::OPCODES;

/// How many logical instructions were executed, and a hash of their sequence.
#[derive(Default)]
pub struct TraceState {
    pub count: Cell<u64>,
    pub hash: Cell<u64>,
}

/// What an engine does before each instruction.
pub trait Observer: 'static {
    /// False folds the observation away.
    const ACTIVE: bool;
}

/// Observes nothing.
pub struct Silent;
impl Observer for Silent {
    const ACTIVE: bool = false;
}

/// Keeps [`TraceState`] up to date.
pub struct Tracing;
impl Observer for Tracing {
    const ACTIVE: bool = true;
}

/// Takes the instruction with base opcode `opcode` at `ip` into the trace of `m`'s interpreter.
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
        let code = (*m.frame()).code();
        let (unit, arg) = match code.stream() {
            crate::object::code::Stream::Units(u) => {
                ((m.ip() as usize - u.as_ptr() as usize) / 2, m.arg())
            }
            crate::object::code::Stream::PreDecoded(p) => (p.unit_of(p.index(m.ip().cast())), 0),
            crate::object::code::Stream::None => return,
        };
        let _ = arg;
        let t = &vm.trace;
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
