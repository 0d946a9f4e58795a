//! The virtual operand stack of superinstructions: what one component pushes and the next pops stays in registers.

use super::machine::{Callee, Machine};
use crate::frame::Frame;
use crate::object::code::CodeObject;
use crate::runtime::Vm;
use crate::value::Slot;

/// An entry that is held back. What is known of its word is a constant after inlining.
#[derive(Clone, Copy)]
struct Held {
    word: Slot,
    condition: bool,
    kind: HeldKind,
}

/// What makes the entry of what is held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum HeldKind {
    /// The word.
    Word,
    /// The word, which is a local's own, borrowed.
    OfLocal,
    /// The condition, as True or False.
    Condition,
}

impl Held {
    const NOTHING: Held = Held {
        word: Slot::NULL,
        condition: false,
        kind: HeldKind::Word,
    };
    #[inline(always)]
    fn new(word: Slot) -> Held {
        Held {
            word,
            ..Held::NOTHING
        }
    }
    /// The entry, as it stands on the stack.
    #[inline(always)]
    fn entry(self) -> Slot {
        match self.kind {
            HeldKind::Word => self.word,
            HeldKind::OfLocal => self.word.borrow(),
            HeldKind::Condition => Slot::bool(self.condition),
        }
    }
    /// The entry with a tag that may be wrong about its being counted.
    #[inline(always)]
    fn value(self) -> Slot {
        match self.kind {
            HeldKind::OfLocal => self.word,
            _ => self.entry(),
        }
    }
}

/// A machine whose topmost stack entries are held back, up to four of them. After inlining, their number is a constant at
/// every point of a superinstruction.
pub struct VirtualStack<M> {
    pub machine: M,
    // The topmost entry is always `a`, below it `b`, `c`, `d`: entries move when one is pushed, which costs nothing in
    // registers. An array with a variable index would be kept in memory wherever the compiler loses track of the index.
    a: Held,
    b: Held,
    c: Held,
    d: Held,
    n: usize,
}

impl<M: Machine> VirtualStack<M> {
    #[inline(always)]
    pub fn new(machine: M) -> Self {
        VirtualStack {
            machine,
            a: Held::NOTHING,
            b: Held::NOTHING,
            c: Held::NOTHING,
            d: Held::NOTHING,
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
                self.machine.push(self.d.entry());
            }
            if self.n > 2 {
                self.machine.push(self.c.entry());
            }
            if self.n > 1 {
                self.machine.push(self.b.entry());
            }
            if self.n > 0 {
                self.machine.push(self.a.entry());
            }
        }
        self.n = 0;
    }
    #[inline(always)]
    unsafe fn hold(&mut self, entry: Held) {
        if self.n == 4 {
            // More than there is room for: the oldest goes to the real stack.
            unsafe { self.machine.push(self.d.entry()) };
            self.n = 3;
        }
        (self.b, self.c, self.d) = (self.a, self.b, self.c);
        self.a = entry;
        self.n += 1;
    }
    /// The held entry `i` below the top.
    #[inline(always)]
    fn held(&self, i: usize) -> Held {
        match i {
            0 => self.a,
            1 => self.b,
            2 => self.c,
            _ => self.d,
        }
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
        unsafe { self.hold(Held::new(v)) }
    }
    #[inline(always)]
    unsafe fn push_borrowed(&mut self, local: Slot) {
        unsafe {
            self.hold(Held {
                word: local,
                kind: HeldKind::OfLocal,
                ..Held::NOTHING
            })
        }
    }
    #[inline(always)]
    unsafe fn pop(&mut self) -> Slot {
        if self.n > 0 {
            let v = self.a.entry();
            self.drop_top();
            v
        } else {
            unsafe { self.machine.pop() }
        }
    }
    #[inline(always)]
    unsafe fn peek(&self, i: usize) -> Slot {
        if i < self.n {
            self.held(i).entry()
        } else {
            unsafe { self.machine.peek(i - self.n) }
        }
    }
    #[inline(always)]
    unsafe fn value(&self, i: usize) -> Slot {
        if i < self.n {
            self.held(i).value()
        } else {
            unsafe { self.machine.value(i - self.n) }
        }
    }
    #[inline(always)]
    unsafe fn set_peek(&mut self, i: usize, v: Slot) {
        if i < self.n {
            match i {
                0 => self.a = Held::new(v),
                1 => self.b = Held::new(v),
                2 => self.c = Held::new(v),
                _ => self.d = Held::new(v),
            }
        } else {
            unsafe { self.machine.set_peek(i - self.n, v) }
        }
    }
    #[inline(always)]
    unsafe fn owned(&self, i: usize) -> bool {
        i >= self.n || self.held(i).kind == HeldKind::Word
    }
    #[inline(always)]
    unsafe fn take(&mut self, i: usize) -> Slot {
        unsafe {
            if i < self.n && self.held(i).kind == HeldKind::OfLocal {
                // The local keeps its reference: one more.
                self.held(i).word.new_ref()
            } else {
                self.peek(i).promote()
            }
        }
    }
    #[inline(always)]
    unsafe fn set_condition(&mut self, b: bool) {
        if self.n == 0 {
            unsafe { self.shrink(1) };
            self.n = 1;
        }
        self.a = Held {
            condition: b,
            kind: HeldKind::Condition,
            ..Held::NOTHING
        };
    }
    #[inline(always)]
    unsafe fn pop_is(&mut self, b: bool) -> bool {
        if self.n > 0 && self.a.kind == HeldKind::Condition {
            let is = self.a.condition == b;
            self.drop_top();
            is
        } else {
            unsafe { self.pop() == Slot::bool(b) }
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
    unsafe fn pair(&self) -> (usize, usize) {
        unsafe { self.machine.pair() }
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
    unsafe fn guess_callee(&self, code: *mut CodeObject) -> Callee {
        unsafe { self.machine.guess_callee(code) }
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
