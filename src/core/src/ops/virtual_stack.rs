//! The virtual operand stack of superinstructions: what one component pushes and the next pops stays in registers.

use super::machine::Machine;
use crate::frame::Frame;
use crate::runtime::Vm;
use crate::value::Slot;

/// A machine whose topmost stack entries are held back, up to four of them. After inlining, their number is a constant at
/// every point of a superinstruction.
pub struct VirtualStack<M> {
    pub machine: M,
    // The topmost entry is always `a`, below it `b`, `c`, `d`: entries move when one is pushed, which costs nothing in
    // registers. An array with a variable index would be kept in memory wherever the compiler loses track of the index.
    a: Slot,
    b: Slot,
    c: Slot,
    d: Slot,
    n: usize,
}

impl<M: Machine> VirtualStack<M> {
    #[inline(always)]
    pub fn new(machine: M) -> Self {
        VirtualStack {
            machine,
            a: Slot::NULL,
            b: Slot::NULL,
            c: Slot::NULL,
            d: Slot::NULL,
            n: 0,
        }
    }
    /// Writes the held entries to the real stack.
    ///
    /// # Safety
    /// As for [`Machine`].
    #[inline(always)]
    pub unsafe fn spill(&mut self) {
        unsafe {
            if self.n > 3 {
                self.machine.push(self.d);
            }
            if self.n > 2 {
                self.machine.push(self.c);
            }
            if self.n > 1 {
                self.machine.push(self.b);
            }
            if self.n > 0 {
                self.machine.push(self.a);
            }
        }
        self.n = 0;
    }
    /// Forgets the topmost held entry.
    #[inline(always)]
    fn drop_top(&mut self) {
        (self.a, self.b, self.c) = (self.b, self.c, self.d);
        self.n -= 1;
    }
}

impl<M: Machine> Machine for VirtualStack<M> {
    type Observer = M::Observer;
    const PREDECODED: bool = M::PREDECODED;

    #[inline(always)]
    unsafe fn push(&mut self, v: Slot) {
        if self.n == 4 {
            // More than there is room for: the oldest goes to the real stack.
            unsafe { self.machine.push(self.d) };
            self.n = 3;
        }
        (self.b, self.c, self.d) = (self.a, self.b, self.c);
        self.a = v;
        self.n += 1;
    }
    #[inline(always)]
    unsafe fn pop(&mut self) -> Slot {
        if self.n > 0 {
            let v = self.a;
            self.drop_top();
            v
        } else {
            unsafe { self.machine.pop() }
        }
    }
    #[inline(always)]
    unsafe fn peek(&self, i: usize) -> Slot {
        if i < self.n {
            match i {
                0 => self.a,
                1 => self.b,
                2 => self.c,
                _ => self.d,
            }
        } else {
            unsafe { self.machine.peek(i - self.n) }
        }
    }
    #[inline(always)]
    unsafe fn set_peek(&mut self, i: usize, v: Slot) {
        if i < self.n {
            match i {
                0 => self.a = v,
                1 => self.b = v,
                2 => self.c = v,
                _ => self.d = v,
            }
        } else {
            unsafe { self.machine.set_peek(i - self.n, v) }
        }
    }
    #[inline(always)]
    unsafe fn shrink(&mut self, n: usize) {
        let mut left = n;
        while left > 0 && self.n > 0 {
            self.drop_top();
            left -= 1;
        }
        if left > 0 {
            unsafe { self.machine.shrink(left) };
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
    unsafe fn step(&mut self, len: usize) {
        unsafe { self.machine.step(len) }
    }
    #[inline(always)]
    unsafe fn before(ip: *const u8) -> *const u8 {
        unsafe { M::before(ip) }
    }
    unsafe fn store_fast_at(&self, ip: *const u8) -> Option<usize> {
        unsafe { self.machine.store_fast_at(ip) }
    }
}
