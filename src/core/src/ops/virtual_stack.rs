//! The virtual operand stack of superinstructions: what one component pushes and the next pops stays in registers.

use super::machine::Machine;
use crate::frame::Frame;
use crate::runtime::Vm;
use crate::value::Slot;

/// Entries that may wait in registers at once.
const DEPTH: usize = 4;

/// A machine whose topmost stack entries are held back. After inlining, the number of entries is a constant at every
/// point of a superinstruction.
pub struct VirtualStack<M> {
    pub machine: M,
    held: [Slot; DEPTH],
    n: usize,
}

impl<M: Machine> VirtualStack<M> {
    #[inline(always)]
    pub fn new(machine: M) -> Self {
        VirtualStack {
            machine,
            held: [Slot::NULL; DEPTH],
            n: 0,
        }
    }
    /// Writes the held entries to the real stack.
    ///
    /// # Safety
    /// As for [`Machine`].
    #[inline(always)]
    pub unsafe fn spill(&mut self) {
        let mut i = 0;
        while i < DEPTH {
            if i < self.n {
                unsafe { self.machine.push(self.held[i]) };
            }
            i += 1;
        }
        self.n = 0;
    }
}

impl<M: Machine> Machine for VirtualStack<M> {
    type Observer = M::Observer;
    const PREDECODED: bool = M::PREDECODED;

    #[inline(always)]
    unsafe fn push(&mut self, v: Slot) {
        self.held[self.n] = v;
        self.n += 1;
    }
    #[inline(always)]
    unsafe fn pop(&mut self) -> Slot {
        if self.n > 0 {
            self.n -= 1;
            self.held[self.n]
        } else {
            unsafe { self.machine.pop() }
        }
    }
    #[inline(always)]
    unsafe fn peek(&self, i: usize) -> Slot {
        if i < self.n {
            self.held[self.n - 1 - i]
        } else {
            unsafe { self.machine.peek(i - self.n) }
        }
    }
    #[inline(always)]
    unsafe fn set_peek(&mut self, i: usize, v: Slot) {
        if i < self.n {
            self.held[self.n - 1 - i] = v;
        } else {
            unsafe { self.machine.set_peek(i - self.n, v) }
        }
    }
    #[inline(always)]
    unsafe fn shrink(&mut self, n: usize) {
        if n <= self.n {
            self.n -= n;
        } else {
            unsafe { self.machine.shrink(n - self.n) };
            self.n = 0;
        }
    }

    #[inline(always)]
    unsafe fn ip(&self) -> *const u8 {
        unsafe { self.machine.ip() }
    }
    #[inline(always)]
    unsafe fn set_ip(&mut self, ip: *const u8) {
        unsafe { self.machine.set_ip(ip) }
    }
    // Bodies that look at the real stack run behind a spill, never on a virtual stack with entries.
    #[inline(always)]
    unsafe fn sp(&self) -> *mut Slot {
        debug_assert!(self.n == 0);
        unsafe { self.machine.sp() }
    }
    #[inline(always)]
    unsafe fn set_sp(&mut self, sp: *mut Slot) {
        debug_assert!(self.n == 0);
        unsafe { self.machine.set_sp(sp) }
    }
    #[inline(always)]
    unsafe fn locals(&self) -> *mut Slot {
        unsafe { self.machine.locals() }
    }
    #[inline(always)]
    unsafe fn set_locals(&mut self, locals: *mut Slot) {
        unsafe { self.machine.set_locals(locals) }
    }
    #[inline(always)]
    unsafe fn frame(&self) -> *mut Frame {
        unsafe { self.machine.frame() }
    }
    #[inline(always)]
    unsafe fn set_frame(&mut self, frame: *mut Frame) {
        unsafe { self.machine.set_frame(frame) }
    }
    #[inline(always)]
    unsafe fn vm<'a>(&self) -> &'a Vm {
        unsafe { self.machine.vm() }
    }
    #[inline(always)]
    unsafe fn arg(&self) -> u32 {
        unsafe { self.machine.arg() }
    }
    #[inline(always)]
    unsafe fn widen(&mut self) {
        unsafe { self.machine.widen() }
    }
    #[inline(always)]
    unsafe fn constant(&self) -> Slot {
        unsafe { self.machine.constant() }
    }
    #[inline(always)]
    unsafe fn small_int(&self) -> Slot {
        unsafe { self.machine.small_int() }
    }
    #[inline(always)]
    unsafe fn counter(&self) -> u16 {
        unsafe { self.machine.counter() }
    }
    #[inline(always)]
    unsafe fn set_counter(&self, c: u16) {
        unsafe { self.machine.set_counter(c) }
    }
    #[inline(always)]
    unsafe fn version(&self) -> u32 {
        unsafe { self.machine.version() }
    }
    #[inline(always)]
    unsafe fn set_version(&self, v: u32) {
        unsafe { self.machine.set_version(v) }
    }
    #[inline(always)]
    unsafe fn index(&self) -> u32 {
        unsafe { self.machine.index() }
    }
    #[inline(always)]
    unsafe fn set_index(&self, i: u32) {
        unsafe { self.machine.set_index(i) }
    }
    #[inline(always)]
    unsafe fn pointer(&self) -> u64 {
        unsafe { self.machine.pointer() }
    }
    #[inline(always)]
    unsafe fn set_pointer(&self, p: u64) {
        unsafe { self.machine.set_pointer(p) }
    }
    #[inline(always)]
    unsafe fn quicken(&self, opcode: u8) {
        unsafe { self.machine.quicken(opcode) }
    }
    #[inline(always)]
    unsafe fn ip_after(&self, len: usize) -> *const u8 {
        unsafe { self.machine.ip_after(len) }
    }
    #[inline(always)]
    unsafe fn jump_target(&self, len: usize, for_iter: bool) -> *const u8 {
        unsafe { self.machine.jump_target(len, for_iter) }
    }
    #[inline(always)]
    unsafe fn back_target(&self, len: usize) -> *const u8 {
        unsafe { self.machine.back_target(len) }
    }
    #[inline(always)]
    unsafe fn before(ip: *const u8) -> *const u8 {
        unsafe { M::before(ip) }
    }
    unsafe fn store_fast_at(&self, ip: *const u8) -> Option<usize> {
        unsafe { self.machine.store_fast_at(ip) }
    }
}
