//! The native operations of a type, as in CPython's type slots.

use super::buffer::{BufferFn, ReleaseBufferFn};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;
use std::cell::Cell;

pub type UnaryFn = fn(&Vm, &Ref) -> PyResult;
pub type BinaryFn = fn(&Vm, &Ref, &Ref) -> PyResult;
pub type TernaryFn = fn(&Vm, &Ref, &Ref, &Ref) -> PyResult;
/// A value, or None when the iterator is exhausted.
pub type NextFn = fn(&Vm, &Ref) -> PyResult<Option<Ref>>;
pub type HashFn = fn(&Vm, &Ref) -> PyResult<i64>;
pub type BoolFn = fn(&Vm, &Ref) -> PyResult<bool>;
pub type LenFn = fn(&Vm, &Ref) -> PyResult<usize>;
pub type RepeatFn = fn(&Vm, &Ref, isize) -> PyResult;
pub type ContainsFn = fn(&Vm, &Ref, &Ref) -> PyResult<bool>;
/// `None` as the value deletes.
pub type SetItemFn = fn(&Vm, &Ref, &Ref, Option<&Ref>) -> PyResult<()>;
pub type GetAttrFn = fn(&Vm, &Ref, &Ref) -> PyResult;
/// `None` as the value deletes.
pub type SetAttrFn = fn(&Vm, &Ref, &Ref, Option<&Ref>) -> PyResult<()>;
pub type CompareFn = fn(&Vm, &Ref, &Ref, CompareOp) -> PyResult;
pub type CallFn = fn(&Vm, &Ref, &Args) -> PyResult;
/// (descriptor, instance or None, type)
pub type DescrGetFn = fn(&Vm, &Ref, Option<&Ref>, &Ref) -> PyResult;
/// (descriptor, instance, value); `None` as the value deletes.
pub type DescrSetFn = fn(&Vm, &Ref, &Ref, Option<&Ref>) -> PyResult<()>;
/// (type, arguments)
pub type NewFn = fn(&Vm, &Ref, &Args) -> PyResult;
pub type InitFn = fn(&Vm, &Ref, &Args) -> PyResult<()>;
pub type FinalizeFn = fn(&Vm, &Ref) -> PyResult<()>;

/// The six rich comparisons; the numbers are CPython's (`Py_LT` …).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CompareOp {
    Lt = 0,
    Le = 1,
    Eq = 2,
    Ne = 3,
    Gt = 4,
    Ge = 5,
}

impl CompareOp {
    pub const ALL: [CompareOp; 6] = [
        CompareOp::Lt,
        CompareOp::Le,
        CompareOp::Eq,
        CompareOp::Ne,
        CompareOp::Gt,
        CompareOp::Ge,
    ];

    /// The comparison that the operand of COMPARE_OP asks for.
    #[inline(always)]
    pub fn of_operand(arg: u32) -> CompareOp {
        Self::ALL[(arg >> 5) as usize % 6]
    }

    /// The operator's text.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }
    /// The comparison with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        [
            CompareOp::Gt,
            CompareOp::Ge,
            CompareOp::Eq,
            CompareOp::Ne,
            CompareOp::Lt,
            CompareOp::Le,
        ][self as usize]
    }
    /// What the comparison says of an ordering.
    #[inline]
    pub fn holds(self, o: std::cmp::Ordering) -> bool {
        use std::cmp::Ordering::*;
        match self {
            CompareOp::Lt => o == Less,
            CompareOp::Le => o != Greater,
            CompareOp::Eq => o == Equal,
            CompareOp::Ne => o != Equal,
            CompareOp::Gt => o == Greater,
            CompareOp::Ge => o != Less,
        }
    }
}

/// Binary operators, numbered as CPython's `NB_*` (the in-place forms follow at +13).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum BinaryOp {
    Add = 0,
    And,
    FloorDivide,
    Lshift,
    MatrixMultiply,
    Multiply,
    Remainder,
    Or,
    Power,
    Rshift,
    Subtract,
    TrueDivide,
    Xor,
    InplaceAdd,
    InplaceAnd,
    InplaceFloorDivide,
    InplaceLshift,
    InplaceMatrixMultiply,
    InplaceMultiply,
    InplaceRemainder,
    InplaceOr,
    InplacePower,
    InplaceRshift,
    InplaceSubtract,
    InplaceTrueDivide,
    InplaceXor,
    Subscr,
    /// `divmod()`: not an opcode argument, but an operator slot like the others.
    Divmod,
}

/// Number of [`BinaryOp`]s.
pub const BINARY_OPS: usize = 28;

impl BinaryOp {
    /// The operator with CPython's number `n`.
    #[inline]
    pub fn from_number(n: u32) -> BinaryOp {
        assert!(n < BINARY_OPS as u32);
        // SAFETY: the numbers 0..BINARY_OPS are all operators.
        unsafe { std::mem::transmute(n as u8) }
    }
    /// The operator's text, as in error messages (`+`, `+=`, `divmod()`).
    pub fn symbol(self) -> &'static str {
        [
            "+",
            "&",
            "//",
            "<<",
            "@",
            "*",
            "%",
            "|",
            "** or pow()",
            ">>",
            "-",
            "/",
            "^",
            "+=",
            "&=",
            "//=",
            "<<=",
            "@=",
            "*=",
            "%=",
            "|=",
            "**=",
            ">>=",
            "-=",
            "/=",
            "^=",
            "[]",
            "divmod()",
        ][self as usize]
    }
    /// The plain operator of an in-place one.
    pub fn plain(self) -> BinaryOp {
        let n = self as u32;
        if (13..26).contains(&n) {
            Self::from_number(n - 13)
        } else {
            self
        }
    }
}

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident : $ty:ty,)*) => {
        /// The native operations of a type. Empty slots are inherited from the bases when the type is made ready.
        #[derive(Default)]
        pub struct Slots {
            /// Operators by [`BinaryOp`]: called with the operands in source order, `NotImplemented` passes on.
            pub binary: [Cell<Option<BinaryFn>>; BINARY_OPS],
            $($(#[$doc])* pub $name: Cell<Option<$ty>>,)*
        }
        impl Slots {
            /// Fills every empty slot from `base`.
            pub fn inherit(&self, base: &Slots) {
                for (s, b) in self.binary.iter().zip(&base.binary) {
                    if s.get().is_none() { s.set(b.get()) }
                }
                // A class that defines comparison without a hash does not inherit the hash.
                let keep_hash = self.compare.get().is_some() || self.hash.get().is_some();
                let hash = self.hash.get();
                let vectorcall = self.vectorcall.get();
                $(if self.$name.get().is_none() { self.$name.set(base.$name.get()) })*
                if keep_hash { self.hash.set(hash) }
                self.vectorcall.set(vectorcall);
            }
        }
    };
}

slots! {
    repr: UnaryFn,
    str: UnaryFn,
    iter: UnaryFn,
    next: NextFn,
    negative: UnaryFn,
    positive: UnaryFn,
    absolute: UnaryFn,
    invert: UnaryFn,
    int: UnaryFn,
    float: UnaryFn,
    index: UnaryFn,
    await_: UnaryFn,
    aiter: UnaryFn,
    anext: UnaryFn,
    hash: HashFn,
    bool: BoolFn,
    len: LenFn,
    contains: ContainsFn,
    /// `obj[key] = value` and `del obj[key]`.
    set_item: SetItemFn,
    get_attr: GetAttrFn,
    set_attr: SetAttrFn,
    compare: CompareFn,
    call: CallFn,
    descr_get: DescrGetFn,
    descr_set: DescrSetFn,
    new: NewFn,
    init: InitFn,
    /// Makes an instance at one go where `new` and `init` do nothing else: of this type alone, not inherited.
    vectorcall: NewFn,
    /// `__del__`, or closing a generator.
    finalize: FinalizeFn,
    /// Three-argument `pow()`.
    power_mod: TernaryFn,
    /// Sequence concatenation, tried by `+` after the number slots.
    concat: BinaryFn,
    /// Sequence repetition, tried by `*` after the number slots.
    repeat: RepeatFn,
    /// The item with a number, where iteration finds others than `[]` does: of the native type alone, for a class has
    /// `__getitem__`, which is `[]`.
    item: RepeatFn,
    inplace_concat: BinaryFn,
    inplace_repeat: RepeatFn,
    /// Shows the object's memory.
    buffer: BufferFn,
    /// Hears that the memory is no longer used.
    release_buffer: ReleaseBufferFn,
}
