//! The opcodes: operation bodies written once over [`Machine`], and the plain functions behind their slow paths.
//!
//! An engine takes the list of [`for_each_op`](crate::for_each_op), and for each opcode runs [`Op::run`]; when that says
//! [`Control::Slow`], it runs [`Op::slow`] out of line, with the registers as they were.

pub mod bodies;
mod callback;
mod delegation;
mod execute;
pub mod inspect;
mod machine;
mod predecoded;
mod prepare;
mod profile;
mod resolve;
pub mod slow;
pub mod superinstructions;
pub mod techniques;
mod trace;
mod units;
pub mod unwind;
mod virtual_stack;

pub(crate) use callback::Callback;
pub(crate) use delegation::take_apart;
pub use execute::{
    execute, execute_bound, execute_positional, send_to_generator, throw_into_generator,
};
pub(crate) use execute::{generator_of, stack_top_at};
pub use machine::{
    Callee, Control, Machine, PreDecodedMachine, UnitMachine, keep_apart, keep_branch,
};
pub use predecoded::{Instruction, PreDecoded};
pub use prepare::prepare;
pub use profile::{CacheState, Family, Profile, ProfileReport, observe_entry, observe_slow};
pub(crate) use profile::{note_attempt, note_miss};
pub use superinstructions::{Superinstructions, run_component};
pub use trace::{
    EveryInstruction, Observer, OpcodeCounts, Silent, Ticker, TraceState, Tracing, observe,
    observe_component, poll_before,
};
pub use units::Units;
pub use virtual_stack::VirtualStack;

use crate::frame::Frame;
use crate::runtime::Vm;
use crate::value::Slot;

/// Which of an engine's builds is asked for: they differ in what happens before each instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// Nothing happens.
    Plain,
    /// The instruction is traced or counted, and the breaker looked at as the interpreter's policy says.
    Traced,
    /// The breaker is looked at.
    EveryInstruction,
    /// The ticker counts down.
    Ticker,
    /// Nothing happens; superinstructions are there, in engines that have a build without them.
    Fused,
    /// Nothing happens; opcodes are predicted as in 2008, by engines that can.
    Predicting,
}

/// What an engine hands to the core.
#[derive(Clone, Copy)]
pub struct EngineEntry {
    /// The engine's name, as on the command line.
    pub name: &'static str,
    /// Runs the vm's current frame until control returns to the host frame below it. The outcome is in `vm.result`:
    /// a value, or NULL when an exception waits.
    pub run: unsafe fn(&Vm),
    /// What goes into a pre-decoded instruction for each opcode.
    pub handlers: &'static [usize; 256],
    /// Instructions are pre-decoded.
    pub predecoded: bool,
    /// The engine's superinstructions, if it has any.
    pub superinstructions: Option<&'static Superinstructions>,
    /// Instructions that the machinery itself executes, in the engine's encoding.
    pub internal: Internal,
}

/// Addresses of instructions outside any code object.
#[derive(Clone, Copy)]
pub struct Internal {
    /// ENTER_CODE: prepares the code of the frame, then runs it.
    pub enter_code: *const u8,
    /// INTERPRETER_EXIT: leaves the engine with the value on the stack.
    pub exit: *const u8,
    /// YIELD_EXIT: leaves the engine with the value that a generator yielded.
    pub yield_exit: *const u8,
    /// EXIT_INIT_CHECK: ends a class call.
    pub init_exit: *const u8,
    /// OPERATOR_EXIT: ends the call of an operator's special method.
    pub operator_exit: *const u8,
    /// COLLECT: takes what a generator has yielded to a builtin that uses it up.
    pub collect: *const u8,
    /// COLLECT with operand 1, behind it: ends the call when the generator has returned.
    pub collect_end: *const u8,
}

/// The internal instructions as code units, for the unit engines.
pub static INTERNAL_UNITS: [u16; 7] = {
    use tricera_code::opcode::op;
    [
        op::ENTER_CODE as u16,
        op::INTERPRETER_EXIT as u16,
        op::YIELD_EXIT as u16,
        op::EXIT_INIT_CHECK as u16,
        op::OPERATOR_EXIT as u16,
        op::COLLECT as u16,
        op::COLLECT as u16 | 1 << 8,
    ]
};

impl Internal {
    /// The internal instructions of engines over code units.
    pub fn units() -> Internal {
        let p = INTERNAL_UNITS.as_ptr();
        let at = |i| p.wrapping_add(i).cast::<u8>();
        Internal {
            enter_code: at(0),
            exit: at(1),
            yield_exit: at(2),
            init_exit: at(3),
            operator_exit: at(4),
            collect: at(5),
            collect_end: at(6),
        }
    }
    /// The internal instructions of an engine over pre-decoded instructions; they live as long as the process.
    pub fn predecoded(handlers: &[usize; 256]) -> Internal {
        let list: Vec<Instruction> = INTERNAL_UNITS
            .iter()
            .map(|&u| Instruction {
                handler: handlers[(u & 0xff) as usize],
                arg: (u >> 8).into(),
                counter: 0,
                version: 0,
                index: 0,
                pointer: 0,
            })
            .collect();
        let p = Box::leak(list.into_boxed_slice()).as_ptr();
        let at = |i| p.wrapping_add(i).cast::<u8>();
        Internal {
            enter_code: at(0),
            exit: at(1),
            yield_exit: at(2),
            init_exit: at(3),
            operator_exit: at(4),
            collect: at(5),
            collect_end: at(6),
        }
    }
}

impl EngineEntry {
    /// An engine that cannot run anything: for tests of the object layer.
    pub fn none() -> EngineEntry {
        unsafe fn run(vm: &Vm) {
            vm.result.set(Slot::NULL);
            let _ = vm.system_error("this interpreter has no engine");
        }
        EngineEntry {
            name: "none",
            run,
            handlers: &[0; 256],
            predecoded: false,
            superinstructions: None,
            internal: Internal::units(),
        }
    }
}

/// An opcode's body.
///
/// # Safety
/// The functions trust verified code and an intact frame.
#[allow(clippy::missing_safety_doc)]
pub trait Op {
    /// The opcode.
    const CODE: u8;
    /// The opcode that this is a form of.
    const BASE: u8;
    /// Code units with inline cache.
    const LEN: usize;
    /// CPython's name.
    const NAME: &'static str;
    /// The operand that the body takes for granted; only components of superinstructions have one.
    const OPERAND: Option<u32> = None;
    /// The fast path. Guards come first and change nothing.
    unsafe fn run<M: Machine>(m: &mut M) -> Control;
    /// The whole operation, out of line. Never asks for [`Control::Slow`] or [`Control::Wide`].
    unsafe fn slow<M: Machine>(m: &mut M) -> Control;
}

/// What a plain slow function says: a new stack pointer, with the low bits for the rest.
#[derive(Clone, Copy)]
pub struct Outcome(usize);

impl Outcome {
    /// An exception waits in the vm.
    pub const RAISED: Outcome = Outcome(0);
    /// Go on in the vm's current frame.
    pub const RELOAD: Outcome = Outcome(2);
    /// Go on behind the instruction.
    #[inline(always)]
    pub fn next(sp: *mut Slot) -> Outcome {
        Outcome(sp as usize)
    }
    /// The new stack pointer, if it goes on behind the instruction.
    #[inline(always)]
    pub fn stack_pointer(self) -> Option<*mut Slot> {
        (self.0 & !7 != 0 && self.0 & 7 == 0).then_some(self.0 as *mut Slot)
    }
    /// Take the instruction's jump.
    #[inline(always)]
    pub fn jump(sp: *mut Slot) -> Outcome {
        Outcome(sp as usize | 1)
    }
}

/// A slow path that knows no engine: frame, stack pointer, operand. The state has been escaped: `frame.sp` is `sp`.
pub type SlowFn = unsafe fn(&Vm, *mut Frame, *mut Slot, u32) -> Outcome;

/// Escapes and runs a slow function.
///
/// # Safety
/// As for [`Op::slow`].
#[inline(always)]
pub unsafe fn call_out<M: Machine>(m: &mut M, len: usize, for_iter: bool, f: SlowFn) -> Control {
    unsafe {
        m.escape(len);
        let r = f(m.vm(), m.frame(), m.sp(), m.arg()).0;
        if r & !7 == 0 {
            if r == 0 {
                return Control::Raise;
            }
            m.reload();
            return Control::Jumped;
        }
        m.set_sp((r & !7) as *mut Slot);
        if r & 1 != 0 {
            m.set_ip(m.jump_target(len, for_iter));
            return Control::Jumped;
        }
        Control::Next
    }
}

/// Connects the object layer with the ops: how Python functions are called.
pub fn install(vm: &Vm) {
    let builtin = &vm.types.builtin.slots.call;
    if builtin.get().is_none() {
        builtin.set(Some(|vm, f, args| {
            let b = crate::object::payload::<crate::object::Builtin>(f);
            let this = b.this.get().unwrap_or_else(crate::value::Ref::none);
            crate::object::call_native(vm, b.def, &this, args)
        }));
    }
}
