//! What the numbers mean that stand as operands: operators, comparisons, intrinsics, flags.

/// BINARY_OP's operators: CPython's name (`_nb_ops`) and the symbol `dis` shows. The index is the operand.
pub static BINARY_OPERATORS: [(&str, &str); 27] = [
    ("NB_ADD", "+"),
    ("NB_AND", "&"),
    ("NB_FLOOR_DIVIDE", "//"),
    ("NB_LSHIFT", "<<"),
    ("NB_MATRIX_MULTIPLY", "@"),
    ("NB_MULTIPLY", "*"),
    ("NB_REMAINDER", "%"),
    ("NB_OR", "|"),
    ("NB_POWER", "**"),
    ("NB_RSHIFT", ">>"),
    ("NB_SUBTRACT", "-"),
    ("NB_TRUE_DIVIDE", "/"),
    ("NB_XOR", "^"),
    ("NB_INPLACE_ADD", "+="),
    ("NB_INPLACE_AND", "&="),
    ("NB_INPLACE_FLOOR_DIVIDE", "//="),
    ("NB_INPLACE_LSHIFT", "<<="),
    ("NB_INPLACE_MATRIX_MULTIPLY", "@="),
    ("NB_INPLACE_MULTIPLY", "*="),
    ("NB_INPLACE_REMAINDER", "%="),
    ("NB_INPLACE_OR", "|="),
    ("NB_INPLACE_POWER", "**="),
    ("NB_INPLACE_RSHIFT", ">>="),
    ("NB_INPLACE_SUBTRACT", "-="),
    ("NB_INPLACE_TRUE_DIVIDE", "/="),
    ("NB_INPLACE_XOR", "^="),
    ("NB_SUBSCR", "[]"),
];

/// The operands of BINARY_OP by name: indices into [`BINARY_OPERATORS`].
#[allow(missing_docs)]
pub mod nb {
    pub const ADD: u32 = 0;
    pub const AND: u32 = 1;
    pub const FLOOR_DIVIDE: u32 = 2;
    pub const LSHIFT: u32 = 3;
    pub const MATRIX_MULTIPLY: u32 = 4;
    pub const MULTIPLY: u32 = 5;
    pub const REMAINDER: u32 = 6;
    pub const OR: u32 = 7;
    pub const POWER: u32 = 8;
    pub const RSHIFT: u32 = 9;
    pub const SUBTRACT: u32 = 10;
    pub const TRUE_DIVIDE: u32 = 11;
    pub const XOR: u32 = 12;
    pub const INPLACE_ADD: u32 = 13;
    pub const INPLACE_AND: u32 = 14;
    pub const INPLACE_FLOOR_DIVIDE: u32 = 15;
    pub const INPLACE_LSHIFT: u32 = 16;
    pub const INPLACE_MATRIX_MULTIPLY: u32 = 17;
    pub const INPLACE_MULTIPLY: u32 = 18;
    pub const INPLACE_REMAINDER: u32 = 19;
    pub const INPLACE_OR: u32 = 20;
    pub const INPLACE_POWER: u32 = 21;
    pub const INPLACE_RSHIFT: u32 = 22;
    pub const INPLACE_SUBTRACT: u32 = 23;
    pub const INPLACE_TRUE_DIVIDE: u32 = 24;
    pub const INPLACE_XOR: u32 = 25;
    pub const SUBSCR: u32 = 26;
}

/// The comparison in a COMPARE_OP operand (its bits 5 and up).
///
/// Bit 4 (16) asks for the result as a real bool. Bits 0-3 are the outcomes that make the comparison true, for
/// specialised forms: [`CompareOp::UNORDERED`], [`CompareOp::LESS`], [`CompareOp::GREATER`], [`CompareOp::EQUAL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum CompareOp {
    Lt = 0,
    Le = 1,
    Eq = 2,
    Ne = 3,
    Gt = 4,
    Ge = 5,
}

impl CompareOp {
    /// Outcome bit: at least one side is a NaN.
    pub const UNORDERED: u32 = 1;
    /// Outcome bit: left is less than right.
    pub const LESS: u32 = 2;
    /// Outcome bit: left is greater than right.
    pub const GREATER: u32 = 4;
    /// Outcome bit: both are equal.
    pub const EQUAL: u32 = 8;
    /// Operand bit: convert the result to a bool.
    pub const TO_BOOL: u32 = 16;
    /// `opcode.cmp_op`: the symbols, by number.
    pub const SYMBOLS: [&'static str; 6] = ["<", "<=", "==", "!=", ">", ">="];

    /// The comparison a COMPARE_OP operand asks for.
    #[inline]
    pub const fn from_oparg(oparg: u32) -> Option<CompareOp> {
        Some(match oparg >> 5 {
            0 => CompareOp::Lt,
            1 => CompareOp::Le,
            2 => CompareOp::Eq,
            3 => CompareOp::Ne,
            4 => CompareOp::Gt,
            5 => CompareOp::Ge,
            _ => return None,
        })
    }

    /// The symbol `dis` shows.
    pub const fn symbol(self) -> &'static str {
        Self::SYMBOLS[self as usize]
    }

    /// The outcome bits that make it true (what the compiler writes into bits 0-3).
    pub const fn outcomes(self) -> u32 {
        match self {
            CompareOp::Lt => Self::LESS,
            CompareOp::Le => Self::LESS | Self::EQUAL,
            CompareOp::Eq => Self::EQUAL,
            CompareOp::Ne => Self::UNORDERED | Self::LESS | Self::GREATER,
            CompareOp::Gt => Self::GREATER,
            CompareOp::Ge => Self::GREATER | Self::EQUAL,
        }
    }
}

/// CALL_INTRINSIC_1's functions; the index is the operand.
pub static INTRINSICS_1: [&str; 12] = [
    "INTRINSIC_1_INVALID",
    "INTRINSIC_PRINT",
    "INTRINSIC_IMPORT_STAR",
    "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP",
    "INTRINSIC_UNARY_POSITIVE",
    "INTRINSIC_LIST_TO_TUPLE",
    "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",
    "INTRINSIC_TYPEVARTUPLE",
    "INTRINSIC_SUBSCRIPT_GENERIC",
    "INTRINSIC_TYPEALIAS",
];

/// CALL_INTRINSIC_2's functions; the index is the operand.
pub static INTRINSICS_2: [&str; 6] = [
    "INTRINSIC_2_INVALID",
    "INTRINSIC_PREP_RERAISE_STAR",
    "INTRINSIC_TYPEVAR_WITH_BOUND",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
    "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];

/// The operands of CALL_INTRINSIC_1 and CALL_INTRINSIC_2 by name.
#[allow(missing_docs)]
pub mod intrinsic {
    pub const PRINT: u32 = 1;
    pub const IMPORT_STAR: u32 = 2;
    pub const STOPITERATION_ERROR: u32 = 3;
    pub const ASYNC_GEN_WRAP: u32 = 4;
    pub const UNARY_POSITIVE: u32 = 5;
    pub const LIST_TO_TUPLE: u32 = 6;
    pub const TYPEVAR: u32 = 7;
    pub const PARAMSPEC: u32 = 8;
    pub const TYPEVARTUPLE: u32 = 9;
    pub const SUBSCRIPT_GENERIC: u32 = 10;
    pub const TYPEALIAS: u32 = 11;

    pub const PREP_RERAISE_STAR: u32 = 1;
    pub const TYPEVAR_WITH_BOUND: u32 = 2;
    pub const TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
    pub const SET_FUNCTION_TYPE_PARAMS: u32 = 4;
    pub const SET_TYPEPARAM_DEFAULT: u32 = 5;
}

/// LOAD_COMMON_CONSTANT's objects, by their names in `builtins`; the index is the operand.
pub static COMMON_CONSTANTS: [&str; 5] = [
    "AssertionError",
    "NotImplementedError",
    "tuple",
    "all",
    "any",
];

/// LOAD_SPECIAL's methods; the index is the operand.
pub static SPECIAL_METHODS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

/// Operand bits of SET_FUNCTION_ATTRIBUTE; exactly one is set.
pub mod function_attribute {
    /// A tuple of positional defaults.
    pub const DEFAULTS: u32 = 0x01;
    /// A dict of keyword-only defaults.
    pub const KWDEFAULTS: u32 = 0x02;
    /// A tuple (or dict) of annotations.
    pub const ANNOTATIONS: u32 = 0x04;
    /// A tuple of cells.
    pub const CLOSURE: u32 = 0x08;
    /// The function that computes the annotations.
    pub const ANNOTATE: u32 = 0x10;
}

/// `co_flags`.
pub mod flags {
    /// Locals are fast locals.
    pub const CO_OPTIMIZED: u32 = 0x0001;
    /// A call makes a new locals namespace.
    pub const CO_NEWLOCALS: u32 = 0x0002;
    /// Has `*args`.
    pub const CO_VARARGS: u32 = 0x0004;
    /// Has `**kwargs`.
    pub const CO_VARKEYWORDS: u32 = 0x0008;
    /// Is defined inside a function.
    pub const CO_NESTED: u32 = 0x0010;
    /// Is a generator function.
    pub const CO_GENERATOR: u32 = 0x0020;
    /// Is a coroutine function.
    pub const CO_COROUTINE: u32 = 0x0080;
    /// Is a generator that may be awaited (`types.coroutine`).
    pub const CO_ITERABLE_COROUTINE: u32 = 0x0100;
    /// Is an asynchronous generator function.
    pub const CO_ASYNC_GENERATOR: u32 = 0x0200;
    /// `from __future__ import division` and others that have long been the rule.
    pub const CO_FUTURE_DIVISION: u32 = 0x20000;
    /// `from __future__ import absolute_import`.
    pub const CO_FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    /// `from __future__ import with_statement`.
    pub const CO_FUTURE_WITH_STATEMENT: u32 = 0x80000;
    /// `from __future__ import print_function`.
    pub const CO_FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    /// `from __future__ import unicode_literals`.
    pub const CO_FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    /// `from __future__ import barry_as_FLUFL`.
    pub const CO_FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    /// `from __future__ import generator_stop`.
    pub const CO_FUTURE_GENERATOR_STOP: u32 = 0x800000;
    /// `from __future__ import annotations`.
    pub const CO_FUTURE_ANNOTATIONS: u32 = 0x1000000;
    /// The first constant is the docstring.
    pub const CO_HAS_DOCSTRING: u32 = 0x4000000;
    /// Is defined in a class.
    pub const CO_METHOD: u32 = 0x8000000;
    /// Any of the flags that make a call return a generator-like object.
    pub const CO_ANY_GENERATOR: u32 = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR;
}

/// Operand of RESUME, low two bits: where in the code it stands.
pub mod resume {
    /// At the start of the function.
    pub const AT_FUNC_START: u32 = 0;
    /// After a `yield`.
    pub const AFTER_YIELD: u32 = 1;
    /// After a `yield from`.
    pub const AFTER_YIELD_FROM: u32 = 2;
    /// After an `await`.
    pub const AFTER_AWAIT: u32 = 3;
    /// The low two bits.
    pub const LOCATION_MASK: u32 = 3;
    /// The bit that says that the handler depth at the yield was one.
    pub const DEPTH1_MASK: u32 = 4;
}

/// Kinds of `localsplus` entries (`co_localspluskinds`), a set of bits.
pub mod local_kind {
    /// Can be passed by position (so can `*args`).
    pub const ARG_POS: u8 = 0x02;
    /// Can be passed by keyword (so can `**kwargs`).
    pub const ARG_KW: u8 = 0x04;
    /// `*args` or `**kwargs`.
    pub const ARG_VAR: u8 = 0x08;
    /// A local of an inlined comprehension.
    pub const HIDDEN: u8 = 0x10;
    /// A local variable.
    pub const LOCAL: u8 = 0x20;
    /// A cell variable, perhaps a local (argument) too.
    pub const CELL: u8 = 0x40;
    /// A free variable.
    pub const FREE: u8 = 0x80;
}
