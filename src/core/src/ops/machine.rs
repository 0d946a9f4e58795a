//! What an operation body may do: the interface between bodies and engines, and the two machines behind it.

use super::Instruction;
use super::trace::Observer;
use crate::frame::Frame;
use crate::object::code::{CodeObject, Stream};
use crate::runtime::Vm;
use crate::value::Slot;
use std::marker::PhantomData;
use tricera_code::opcode::op;

/// What a body says should happen next. Always folded away after inlining.
pub enum Control {
    /// Fall through: go on behind this instruction.
    Next,
    /// The body has set `ip`.
    Jumped,
    /// Nothing has changed yet: run the slow body instead, with the registers as they were.
    Slow,
    /// As `Next`, then drop this word, which may free an object.
    Drop(Slot),
    /// Dispatch again with the widened operand (EXTENDED_ARG).
    Wide,
    /// An exception waits in the vm; the state has been escaped.
    Raise,
    /// Leave the engine.
    Exit,
}

/// The code that a call enters, and what the new frame's registers are made of.
#[derive(Clone, Copy)]
pub struct Callee {
    pub code: *mut CodeObject,
    /// See [`CodeObject`](crate::object::code::Code::entry).
    pub entry: *const u8,
    /// Words in front of the frame.
    pub nlocalsplus: usize,
}

impl Callee {
    /// # Safety
    /// `code` must be a code object.
    #[inline(always)]
    pub unsafe fn of(code: *mut CodeObject) -> Callee {
        unsafe {
            Callee {
                code,
                entry: (*code).v.entry.get(),
                nlocalsplus: (*code).v.nlocalsplus as usize,
            }
        }
    }
}

/// Bytes of an instruction without caches.
pub(crate) const fn unit(predecoded: bool) -> usize {
    if predecoded {
        size_of::<Instruction>()
    } else {
        size_of::<u16>()
    }
}

/// The registers of an engine: instruction pointer, stack pointer, locals, frame, thread.
///
/// # Safety
/// All methods are unsafe to call: they trust verified code and an intact frame.
#[allow(clippy::missing_safety_doc)]
pub trait Machine: Sized {
    /// Called before an instruction runs; does nothing unless tracing.
    type Observer: Observer;
    /// Instructions are [`Instruction`]s, not code units.
    const PREDECODED: bool;
    /// Bytes of an instruction without caches.
    const UNIT: usize = unit(Self::PREDECODED);

    unsafe fn ip(&self) -> *const u8;
    unsafe fn set_ip(&mut self, ip: *const u8);
    unsafe fn sp(&self) -> *mut Slot;
    unsafe fn set_sp(&mut self, sp: *mut Slot);
    unsafe fn locals(&self) -> *mut Slot;
    unsafe fn set_locals(&mut self, locals: *mut Slot);
    unsafe fn frame(&self) -> *mut Frame;
    unsafe fn set_frame(&mut self, frame: *mut Frame);
    unsafe fn vm<'a>(&self) -> &'a Vm;

    /// The operand.
    unsafe fn arg(&self) -> u32;
    /// Shifts the next unit's operand in (EXTENDED_ARG).
    unsafe fn widen(&mut self);
    /// The constant that LOAD_CONST names, as a borrowed word.
    unsafe fn constant(&self) -> Slot;
    /// The operand of LOAD_SMALL_INT as a value.
    unsafe fn small_int(&self) -> Slot;
    unsafe fn counter(&self) -> u16;
    unsafe fn set_counter(&self, c: u16);
    unsafe fn version(&self) -> u32;
    unsafe fn set_version(&self, v: u32);
    unsafe fn index(&self) -> u32;
    unsafe fn set_index(&self, i: u32);
    unsafe fn pointer(&self) -> u64;
    unsafe fn set_pointer(&self, p: u64);
    /// What this CALL needs of the code that it enters. All of it is `code`'s, but `entry` and `nlocalsplus` are not read
    /// from there: they are what this CALL has seen last, and only compared with what `code` says. A processor that guesses
    /// how the comparison ends need not wait for the function, its code and the field of that, one load after the other,
    /// while everything that follows waits for `ip` and `frame`.
    unsafe fn guess_callee(&self, code: *mut CodeObject) -> Callee;
    /// Replaces the opcode in place.
    unsafe fn quicken(&self, opcode: u8);
    /// The address behind this instruction, which is `len` units long.
    unsafe fn ip_after(&self, len: usize) -> *const u8;
    /// The address that a forward jump leads to; behind END_FOR for FOR_ITER.
    unsafe fn jump_target(&self, len: usize, for_iter: bool) -> *const u8;
    /// The address that a backward jump leads to.
    unsafe fn back_target(&self, len: usize) -> *const u8;
    /// Goes on to the next instruction, behind this one of `len` units, and decodes its operand.
    unsafe fn step(&mut self, len: usize);
    /// One instruction without caches in front of `ip`.
    unsafe fn before(ip: *const u8) -> *const u8;

    #[inline(always)]
    unsafe fn push(&mut self, v: Slot) {
        unsafe {
            *self.sp() = v;
            self.set_sp(self.sp().add(1));
        }
    }
    /// Pushes the value of a local, uncounted: the local holds the reference.
    #[inline(always)]
    unsafe fn push_borrowed(&mut self, local: Slot) {
        unsafe { self.push(local.borrow()) }
    }
    #[inline(always)]
    unsafe fn pop(&mut self) -> Slot {
        unsafe {
            self.set_sp(self.sp().sub(1));
            *self.sp()
        }
    }
    /// The entry `i` below the top.
    #[inline(always)]
    unsafe fn peek(&self, i: usize) -> Slot {
        unsafe { *self.sp().sub(1 + i) }
    }
    /// The value of the entry `i` below the top, for guards and arithmetic: its tag may say that it is counted where
    /// that of the entry does not.
    #[inline(always)]
    unsafe fn value(&self, i: usize) -> Slot {
        unsafe { self.peek(i) }
    }
    /// False where it is known that the entry `i` below the top holds no reference, whatever the tag of its value says.
    #[inline(always)]
    unsafe fn owned(&self, _i: usize) -> bool {
        true
    }
    /// The entry `i` below the top as a word that may be stored anywhere; the entry is used up.
    #[inline(always)]
    unsafe fn take(&mut self, i: usize) -> Slot {
        unsafe { self.peek(i).promote() }
    }
    /// Makes the entry at the top True or False.
    #[inline(always)]
    unsafe fn set_condition(&mut self, b: bool) {
        unsafe { self.set_peek(0, Slot::bool(b)) }
    }
    /// Pops the entry at the top: is it this bool?
    #[inline(always)]
    unsafe fn pop_is(&mut self, b: bool) -> bool {
        unsafe { self.pop() == Slot::bool(b) }
    }
    #[inline(always)]
    unsafe fn set_peek(&mut self, i: usize, v: Slot) {
        unsafe { *self.sp().sub(1 + i) = v }
    }
    /// Pops `n` entries without looking at them.
    #[inline(always)]
    unsafe fn shrink(&mut self, n: usize) {
        unsafe { self.set_sp(self.sp().sub(n)) }
    }
    #[inline(always)]
    unsafe fn local(&self, i: usize) -> Slot {
        unsafe { *self.locals().add(i) }
    }
    #[inline(always)]
    unsafe fn set_local(&mut self, i: usize, v: Slot) {
        unsafe { *self.locals().add(i) = v }
    }
    /// Both operands of a two-local instruction.
    #[inline(always)]
    unsafe fn pair(&self) -> (usize, usize) {
        let a = unsafe { self.arg() } as usize;
        (a >> 4, a & 15)
    }
    /// The local that the instruction at `ip` stores to, if it is a plain STORE_FAST.
    unsafe fn store_fast_at(&self, ip: *const u8) -> Option<usize>;

    /// Stores the registers where Rust code, the collector and tracebacks find them.
    #[inline(always)]
    unsafe fn escape(&self, len: usize) {
        unsafe {
            let f = self.frame();
            (*f).ip = self.ip_after(len);
            (*f).sp = self.sp();
            self.vm().frame.set(f);
        }
    }
    /// Goes on in the vm's current frame.
    #[inline(always)]
    unsafe fn reload(&mut self) {
        unsafe {
            let f = self.vm().frame.get();
            self.set_frame(f);
            self.set_locals((*f).locals);
            self.set_sp((*f).sp);
            self.set_ip((*f).ip);
        }
    }
}

macro_rules! common_registers {
    () => {
        type Observer = O;
        #[inline(always)]
        unsafe fn ip(&self) -> *const u8 {
            self.ip as *const u8
        }
        #[inline(always)]
        unsafe fn set_ip(&mut self, ip: *const u8) {
            self.ip = ip as _;
        }
        #[inline(always)]
        unsafe fn sp(&self) -> *mut Slot {
            self.sp
        }
        #[inline(always)]
        unsafe fn set_sp(&mut self, sp: *mut Slot) {
            self.sp = sp;
        }
        #[inline(always)]
        unsafe fn locals(&self) -> *mut Slot {
            self.locals
        }
        #[inline(always)]
        unsafe fn set_locals(&mut self, locals: *mut Slot) {
            self.locals = locals;
        }
        #[inline(always)]
        unsafe fn frame(&self) -> *mut Frame {
            self.frame
        }
        #[inline(always)]
        unsafe fn set_frame(&mut self, frame: *mut Frame) {
            self.frame = frame;
        }
        #[inline(always)]
        unsafe fn vm<'a>(&self) -> &'a Vm {
            unsafe { &*self.vm }
        }
    };
}

/// Registers of an engine over CPython's 16-bit code units: opcode in the low byte, operand in the high byte.
pub struct UnitMachine<O> {
    pub ip: *mut u16,
    pub sp: *mut Slot,
    pub locals: *mut Slot,
    pub frame: *mut Frame,
    pub vm: *const Vm,
    /// The operand, decoded by the dispatch that led here.
    pub arg: u64,
    pub observer: PhantomData<O>,
}

/// Where the cache of an instruction begins, in units: counter at 1, version at 2, index at 4, pointer at 6.
impl<O: Observer> Machine for UnitMachine<O> {
    const PREDECODED: bool = false;
    common_registers!();

    #[inline(always)]
    unsafe fn arg(&self) -> u32 {
        self.arg as u32
    }
    #[inline(always)]
    unsafe fn widen(&mut self) {
        unsafe {
            self.ip = self.ip.add(1);
            self.arg = self.arg << 8 | (*self.ip >> 8) as u64;
        }
    }
    #[inline(always)]
    unsafe fn constant(&self) -> Slot {
        unsafe { (*(*(*self.frame).code).v.consts.add(self.arg as usize)).borrow() }
    }
    #[inline(always)]
    unsafe fn small_int(&self) -> Slot {
        Slot::int_unchecked(self.arg as i64)
    }
    #[inline(always)]
    unsafe fn counter(&self) -> u16 {
        unsafe { *self.ip.add(1) }
    }
    #[inline(always)]
    unsafe fn set_counter(&self, c: u16) {
        unsafe { *self.ip.add(1) = c }
    }
    #[inline(always)]
    unsafe fn version(&self) -> u32 {
        unsafe { self.ip.add(2).cast::<u32>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn set_version(&self, v: u32) {
        unsafe { self.ip.add(2).cast::<u32>().write_unaligned(v) }
    }
    #[inline(always)]
    unsafe fn index(&self) -> u32 {
        unsafe { *self.ip.add(4) as u32 }
    }
    #[inline(always)]
    unsafe fn set_index(&self, i: u32) {
        unsafe { *self.ip.add(4) = i as u16 }
    }
    #[inline(always)]
    unsafe fn pointer(&self) -> u64 {
        unsafe { self.ip.add(6).cast::<u64>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn set_pointer(&self, p: u64) {
        unsafe { self.ip.add(6).cast::<u64>().write_unaligned(p) }
    }
    #[inline(always)]
    unsafe fn guess_callee(&self, code: *mut CodeObject) -> Callee {
        unsafe {
            // Two units have room for a distance in words from an object of the same heap; what does not fit is another
            // address, and never equal.
            let base = self.vm as isize;
            let last = (base + ((self.version() as i32 as isize) << 3)) as usize;
            if apart(last) == code as usize {
                return Callee::of(last as *mut CodeObject);
            }
            keep_branch();
            self.set_version(((code as isize - base) >> 3) as u32);
            Callee::of(code)
        }
    }
    #[inline(always)]
    unsafe fn quicken(&self, opcode: u8) {
        unsafe { quicken_units(self.vm(), self.frame, self.ip, opcode) }
    }
    #[inline(always)]
    unsafe fn ip_after(&self, len: usize) -> *const u8 {
        unsafe { self.ip.add(len).cast() }
    }
    #[inline(always)]
    unsafe fn jump_target(&self, len: usize, for_iter: bool) -> *const u8 {
        unsafe {
            self.ip
                .add(len + for_iter as usize + self.arg as usize)
                .cast()
        }
    }
    #[inline(always)]
    unsafe fn back_target(&self, len: usize) -> *const u8 {
        unsafe { self.ip.add(len).sub(self.arg as usize).cast() }
    }
    #[inline(always)]
    unsafe fn step(&mut self, len: usize) {
        unsafe {
            self.ip = self.ip.add(len);
            self.arg = (*self.ip >> 8) as u64;
        }
    }
    #[inline(always)]
    unsafe fn before(ip: *const u8) -> *const u8 {
        unsafe { ip.sub(2) }
    }
    unsafe fn store_fast_at(&self, ip: *const u8) -> Option<usize> {
        unsafe {
            let Stream::Units(u) = (*self.frame).code().stream() else {
                return None;
            };
            let ip = ip.cast::<u16>();
            let (form, _) = u.form_of(u.index(ip));
            (form == op::STORE_FAST).then(|| (*ip >> 8) as usize)
        }
    }
}

/// Registers of an engine over pre-decoded instructions.
pub struct PreDecodedMachine<O> {
    pub ip: *mut Instruction,
    pub sp: *mut Slot,
    pub locals: *mut Slot,
    pub frame: *mut Frame,
    pub vm: *const Vm,
    pub observer: PhantomData<O>,
}

impl<O: Observer> Machine for PreDecodedMachine<O> {
    const PREDECODED: bool = true;
    common_registers!();

    #[inline(always)]
    unsafe fn arg(&self) -> u32 {
        unsafe { (*self.ip).arg }
    }
    #[inline(always)]
    unsafe fn widen(&mut self) {
        unreachable!("EXTENDED_ARG is folded away")
    }
    #[inline(always)]
    unsafe fn constant(&self) -> Slot {
        unsafe { Slot((*self.ip).pointer) }
    }
    #[inline(always)]
    unsafe fn small_int(&self) -> Slot {
        unsafe { Slot((*self.ip).pointer) }
    }
    #[inline(always)]
    unsafe fn pair(&self) -> (usize, usize) {
        unsafe { ((*self.ip).version as usize, (*self.ip).index as usize) }
    }
    #[inline(always)]
    unsafe fn counter(&self) -> u16 {
        unsafe { (*self.ip).counter as u16 }
    }
    #[inline(always)]
    unsafe fn set_counter(&self, c: u16) {
        unsafe { (*self.ip).counter = c as u32 }
    }
    #[inline(always)]
    unsafe fn version(&self) -> u32 {
        unsafe { (*self.ip).version }
    }
    #[inline(always)]
    unsafe fn set_version(&self, v: u32) {
        unsafe { (*self.ip).version = v }
    }
    #[inline(always)]
    unsafe fn index(&self) -> u32 {
        unsafe { (*self.ip).index }
    }
    #[inline(always)]
    unsafe fn set_index(&self, i: u32) {
        unsafe { (*self.ip).index = i }
    }
    #[inline(always)]
    unsafe fn pointer(&self) -> u64 {
        unsafe { (*self.ip).pointer }
    }
    #[inline(always)]
    unsafe fn set_pointer(&self, p: u64) {
        unsafe { (*self.ip).pointer = p }
    }
    #[inline(always)]
    unsafe fn guess_callee(&self, code: *mut CodeObject) -> Callee {
        unsafe {
            let found = Callee::of(code);
            let (entry, n) = ((*self.ip).pointer as usize, (*self.ip).index as usize);
            if apart(entry) == found.entry as usize && apart(n) == found.nlocalsplus {
                return Callee {
                    entry: entry as *const u8,
                    nlocalsplus: n,
                    code,
                };
            }
            keep_branch();
            (*self.ip).pointer = found.entry as u64;
            (*self.ip).index = found.nlocalsplus as u32;
            found
        }
    }
    #[inline(always)]
    unsafe fn quicken(&self, opcode: u8) {
        unsafe { quicken_predecoded(self.vm(), self.frame, self.ip, opcode) }
    }
    #[inline(always)]
    unsafe fn ip_after(&self, len: usize) -> *const u8 {
        // Caches take no room here: an instruction of any length is one slot.
        unsafe { self.ip.add((len != 0) as usize).cast() }
    }
    #[inline(always)]
    unsafe fn jump_target(&self, _: usize, _: bool) -> *const u8 {
        unsafe { (*self.ip).pointer as *const u8 }
    }
    #[inline(always)]
    unsafe fn back_target(&self, _: usize) -> *const u8 {
        unsafe { (*self.ip).pointer as *const u8 }
    }
    #[inline(always)]
    unsafe fn step(&mut self, _: usize) {
        unsafe { self.ip = self.ip.add(1) }
    }
    #[inline(always)]
    unsafe fn before(ip: *const u8) -> *const u8 {
        unsafe { ip.cast::<Instruction>().sub(1).cast() }
    }
    unsafe fn store_fast_at(&self, ip: *const u8) -> Option<usize> {
        unsafe {
            let code = (*self.frame).code();
            let Stream::PreDecoded(p) = code.stream() else {
                return None;
            };
            let i = p.index(ip.cast());
            let store = i < p.len() && p.opcode_of(i) == op::STORE_FAST;
            if store {
                Some((*ip.cast::<Instruction>()).arg as usize)
            } else {
                None
            }
        }
    }
}

/// Changes the form of the instruction at `ip`, and of the superinstructions around it.
#[cold]
#[inline(never)]
unsafe fn quicken_units(vm: &Vm, frame: *mut Frame, ip: *mut u16, opcode: u8) {
    unsafe {
        if let Stream::Units(u) = (*frame).code().stream() {
            u.set_opcode(u.index(ip), opcode, vm.superinstructions());
        }
    }
}

/// Changes the form of the pre-decoded instruction at `ip`, and of the superinstructions around it.
#[cold]
#[inline(never)]
unsafe fn quicken_predecoded(vm: &Vm, frame: *mut Frame, ip: *mut Instruction, opcode: u8) {
    unsafe {
        let code = (*frame).code();
        if let Stream::PreDecoded(p) = code.stream() {
            p.set_opcode(
                p.index(ip),
                opcode,
                vm.engine.handlers,
                vm.superinstructions(),
            );
        }
    }
}

/// Tells the handlers of opcodes apart where the compiler would find the same instructions in them: it would keep one of
/// them, and a profile by symbol would show two opcodes under one name. A comment in the assembly is no instruction, and
/// functions with different comments are not merged.
#[inline(always)]
pub fn keep_apart<O: super::Op>() {
    #[cfg(not(miri))]
    // SAFETY: a comment.
    unsafe {
        std::arch::asm!("/* {} */", const O::CODE, options(nomem, nostack, preserves_flags))
    }
}

/// Stops LLVM from turning a conditional jump into a conditional move of `ip`: that would make the next dispatch wait
/// for the condition.
#[inline(always)]
pub fn keep_branch() {
    // SAFETY: empty.
    unsafe { std::arch::asm!("", options(nomem, nostack, preserves_flags)) }
}

/// The same number, for all that LLVM knows another one: of two that were found to be equal it goes on with either.
#[inline(always)]
fn apart(n: usize) -> usize {
    let mut same = n;
    #[cfg(not(miri))]
    // SAFETY: empty.
    unsafe {
        std::arch::asm!("/* {} */", inout(reg) same, options(pure, nomem, nostack, preserves_flags))
    }
    same
}
