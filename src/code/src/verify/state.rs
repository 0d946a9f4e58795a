//! What is known at a place in the code: the stack and the local variables, abstractly.

/// What may be in a stack entry: a set of possibilities, and for some of them more.
///
/// A borrowed value ([`Value::BORROWED`]) carries the load it comes from; otherwise `payload` means something only if
/// exactly one possibility is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) bits: u16,
    pub(super) payload: u32,
}

impl Value {
    /// Any object.
    pub(super) const OBJECT: u16 = 1;
    /// NULL.
    pub(super) const NULL: u16 = 1 << 1;
    /// A cell.
    pub(super) const CELL: u16 = 1 << 2;
    /// An exception that was caught.
    pub(super) const EXCEPTION: u16 = 1 << 3;
    /// What PUSH_EXC_INFO saved: the exception handled before, or None.
    pub(super) const SAVED_EXCEPTION: u16 = 1 << 4;
    /// The offset of an instruction that raised.
    pub(super) const LASTI: u16 = 1 << 5;
    /// The constant with index `payload`.
    pub(super) const CONSTANT: u16 = 1 << 6;
    /// A new function from the code object that is the constant `payload`; it lacks its closure.
    pub(super) const OPEN_FUNCTION: u16 = 1 << 7;
    /// A new function that has its closure, or needs none.
    pub(super) const FUNCTION: u16 = 1 << 8;
    /// A new tuple of `payload` cells.
    pub(super) const CELLS: u16 = 1 << 9;
    /// A new list.
    pub(super) const LIST: u16 = 1 << 10;
    /// A new set.
    pub(super) const SET: u16 = 1 << 11;
    /// A new dict.
    pub(super) const DICT: u16 = 1 << 12;
    /// A new tuple.
    pub(super) const TUPLE: u16 = 1 << 13;
    /// The value is kept alive by a local variable only. `payload`: instruction index * 2, + 1 for the second local.
    pub(super) const BORROWED: u16 = 1 << 14;

    pub(super) const fn new(bits: u16) -> Value {
        Value { bits, payload: 0 }
    }

    pub(super) const fn with(bits: u16, payload: u32) -> Value {
        Value { bits, payload }
    }

    /// Whether it is certainly this.
    pub(super) fn is(self, bits: u16) -> bool {
        self.bits & !Value::BORROWED == bits
    }

    pub(super) fn may_be_null(self) -> bool {
        self.bits & Value::NULL != 0
    }

    /// The load it is borrowed by.
    pub(super) fn borrowed_by(self) -> Option<u32> {
        (self.bits & Value::BORROWED != 0).then_some(self.payload)
    }

    /// The same value with a reference of its own.
    pub(super) fn owned(self) -> Value {
        match self.borrowed_by() {
            Some(_) => Value::new(self.bits & !Value::BORROWED),
            None => self,
        }
    }
}

/// What may be in a local variable: a set of possibilities.
pub(super) mod local {
    /// Unbound.
    pub(in crate::verify) const NULL: u8 = 1;
    /// An object that is no cell.
    pub(in crate::verify) const OBJECT: u8 = 2;
    /// A cell.
    pub(in crate::verify) const CELL: u8 = 4;
}

/// Whether RETURN_GENERATOR was executed: a set of possibilities.
pub(super) mod generator {
    /// Not yet.
    pub(in crate::verify) const BEFORE: u8 = 1;
    /// It was.
    pub(in crate::verify) const INSIDE: u8 = 2;
}

/// All that is known at one place.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) stack: Vec<Value>,
    /// [`local`] bits by slot.
    pub(super) locals: Vec<u8>,
    /// [`generator`] bits.
    pub(super) generator: u8,
}

impl State {
    /// Makes it equal to another, keeping its memory.
    pub(super) fn copy_from(&mut self, other: &State) {
        self.stack.clone_from(&other.stack);
        self.locals.clone_from(&other.locals);
        self.generator = other.generator;
    }
}
