//! Preparing a code object for its interpreter's engine, when it first runs.

use super::bodies::WARMUP;
use super::superinstructions::Fusing;
use super::techniques::DELEGATION;
use super::{Instruction, PreDecoded, Units, delegation};
use crate::frame::Frame;
use crate::object::code::{Code, Stream};
use crate::runtime::Vm;
use tricera_code::opcode::{CACHES, deopt, op};

/// Makes the instruction stream of the frame's code and sets the frame's `ip` to its first instruction.
///
/// # Safety
/// `frame` must be a frame that is about to run its code.
#[cold]
pub unsafe fn prepare(vm: &Vm, frame: *mut Frame) {
    unsafe {
        let code = (*frame).code();
        if matches!(code.stream(), Stream::None) {
            *code.stream.get() = make_stream(vm, code);
            code.delegates
                .set(!vm.config.without.has(DELEGATION) && delegation::is_plain(code));
            code.entry.set(match code.stream() {
                Stream::Units(u) => u.as_ptr().cast(),
                Stream::PreDecoded(p) => p.first().cast(),
                Stream::None => unreachable!("just made"),
            });
        }
        (*frame).ip = code.entry.get();
    }
}

fn make_stream(vm: &Vm, code: &Code) -> Stream {
    let generator = code.is_generator_like();
    let without = vm.config.without;
    if vm.engine.predecoded {
        // SAFETY: the operand of LOAD_CONST has been verified.
        let constant = |i: usize| unsafe { (*code.consts.add(i)).borrow().0 };
        let p = PreDecoded::new(
            code.verified.code(),
            &code.data.exceptiontable,
            vm.engine.handlers,
            constant,
        );
        for i in 0..p.len() {
            // SAFETY: nobody runs the code yet.
            unsafe {
                (*(p.first().add(i) as *mut Instruction)).counter = WARMUP as u32;
                if generator && p.opcode_of(i) == op::RETURN_VALUE {
                    p.set_opcode(i, op::RETURN_VALUE_GENERATOR, vm.engine.handlers, None);
                }
                let replaced = without.replace(p.opcode_of(i));
                if replaced != p.opcode_of(i) {
                    p.set_opcode(i, replaced, vm.engine.handlers, None);
                }
            }
        }
        if let Some(fusing) = vm.superinstructions() {
            for i in 0..p.len() {
                // SAFETY: as above.
                unsafe { p.fuse(i, vm.engine.handlers, fusing) };
            }
        }
        return Stream::PreDecoded(p);
    }
    let mut units: Box<[u16]> = code
        .verified
        .code()
        .chunks_exact(2)
        .map(|c| u16::from_le_bytes([c[0], c[1]]))
        .collect();
    let mut at = 0;
    while at < units.len() {
        let opcode = deopt(units[at] as u8);
        let caches = CACHES[opcode as usize] as usize;
        if generator && opcode == op::RETURN_VALUE {
            units[at] = op::RETURN_VALUE_GENERATOR as u16;
        }
        let replaced = without.replace(opcode);
        if replaced != opcode {
            units[at] = units[at] & 0xff00 | replaced as u16;
        }
        if caches > 0 {
            units[at + 1..at + 1 + caches].fill(0);
            units[at + 1] = WARMUP;
        }
        at += 1 + caches;
    }
    Stream::Units(Units::new(
        units,
        &code.data.exceptiontable,
        vm.superinstructions(),
    ))
}

impl Vm {
    /// The superinstructions that may be used: those of the engine's that are not switched off.
    pub fn superinstructions(&self) -> Option<Fusing> {
        Fusing::new(
            self.engine.superinstructions?,
            self.config.superinstructions,
        )
    }

    /// Attribute lookups are remembered behind the inline caches, unless that is switched off.
    #[inline]
    pub(crate) fn uses_attribute_cache(&self) -> bool {
        self.config.attribute_cache
    }
}
