//! The module `_operator`.

mod attrgetter;
mod functions;
mod itemgetter;
mod methodcaller;

use super::ModuleSpec;
use super::common::add_type;
use crate::object::{BinaryOp, CompareOp, MethodDef};

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_operator",
    doc: "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic \
          operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.",
    methods: &METHODS,
    init: |vm, module| {
        add_type(vm, module, &attrgetter::ATTRGETTER)?;
        add_type(vm, module, &itemgetter::ITEMGETTER)?;
        add_type(vm, module, &methodcaller::METHODCALLER)?;
        Ok(())
    },
};

macro_rules! binary {
    ($name:literal, $op:ident, $doc:literal) => {
        MethodDef::positional($name, 2, 2, |vm, _, a| {
            vm.binary_op(&a[0], &a[1], BinaryOp::$op)
        })
        .text_signature("a, b, /")
        .doc($doc)
    };
}

macro_rules! comparison {
    ($name:literal, $op:ident, $doc:literal) => {
        MethodDef::positional($name, 2, 2, |vm, _, a| {
            vm.rich_compare(&a[0], &a[1], CompareOp::$op)
        })
        .text_signature("a, b, /")
        .doc($doc)
    };
}

static METHODS: [MethodDef; 55] = [
    MethodDef::positional("_compare_digest", 2, 2, functions::compare_digest).text_signature("a, b, /").doc("Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.\n\na and b must both be of the same type: either str (ASCII only),\nor any bytes-like object.\n\nNote: If a and b are of different lengths, or if an error occurs,\na timing attack could theoretically reveal information about the\ntypes and lengths of a and b--but not their values."),
    MethodDef::one("abs", functions::abs).text_signature("a, /").doc("Same as abs(a)."),
    binary!("add", Add, "Same as a + b."),
    binary!("and_", And, "Same as a & b."),
    MethodDef::raw("call", functions::call).text_signature("obj, /, *args, **kwargs").doc("Same as obj(*args, **kwargs)."),
    MethodDef::positional("concat", 2, 2, functions::concat).text_signature("a, b, /").doc("Same as a + b, for a and b sequences."),
    MethodDef::positional("contains", 2, 2, functions::contains).text_signature("a, b, /").doc("Same as b in a (note reversed operands)."),
    MethodDef::positional("countOf", 2, 2, functions::count_of).text_signature("a, b, /").doc("Return the number of items in a which are, or which equal, b."),
    MethodDef::positional("delitem", 2, 2, functions::delitem).text_signature("a, b, /").doc("Same as del a[b]."),
    comparison!("eq", Eq, "Same as a == b."),
    binary!("floordiv", FloorDivide, "Same as a // b."),
    comparison!("ge", Ge, "Same as a >= b."),
    MethodDef::positional("getitem", 2, 2, functions::getitem).text_signature("a, b, /").doc("Same as a[b]."),
    comparison!("gt", Gt, "Same as a > b."),
    binary!("iadd", InplaceAdd, "Same as a += b."),
    binary!("iand", InplaceAnd, "Same as a &= b."),
    MethodDef::positional("iconcat", 2, 2, functions::iconcat).text_signature("a, b, /").doc("Same as a += b, for a and b sequences."),
    binary!("ifloordiv", InplaceFloorDivide, "Same as a //= b."),
    binary!("ilshift", InplaceLshift, "Same as a <<= b."),
    binary!("imatmul", InplaceMatrixMultiply, "Same as a @= b."),
    binary!("imod", InplaceRemainder, "Same as a %= b."),
    binary!("imul", InplaceMultiply, "Same as a *= b."),
    MethodDef::one("index", functions::index).text_signature("a, /").doc("Same as a.__index__()"),
    MethodDef::positional("indexOf", 2, 2, functions::index_of).text_signature("a, b, /").doc("Return the first index of b in a."),
    MethodDef::one("inv", functions::invert).text_signature("a, /").doc("Same as ~a."),
    MethodDef::one("invert", functions::invert).text_signature("a, /").doc("Same as ~a."),
    binary!("ior", InplaceOr, "Same as a |= b."),
    binary!("ipow", InplacePower, "Same as a **= b."),
    binary!("irshift", InplaceRshift, "Same as a >>= b."),
    MethodDef::positional("is_", 2, 2, functions::is).text_signature("a, b, /").doc("Same as a is b."),
    MethodDef::one("is_none", functions::is_none).text_signature("a, /").doc("Same as a is None."),
    MethodDef::positional("is_not", 2, 2, functions::is_not).text_signature("a, b, /").doc("Same as a is not b."),
    MethodDef::one("is_not_none", functions::is_not_none).text_signature("a, /").doc("Same as a is not None."),
    binary!("isub", InplaceSubtract, "Same as a -= b."),
    binary!("itruediv", InplaceTrueDivide, "Same as a /= b."),
    binary!("ixor", InplaceXor, "Same as a ^= b."),
    comparison!("le", Le, "Same as a <= b."),
    MethodDef::positional("length_hint", 1, 2, functions::length_hint).text_signature("obj, default=0, /").doc("Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0."),
    binary!("lshift", Lshift, "Same as a << b."),
    comparison!("lt", Lt, "Same as a < b."),
    binary!("matmul", MatrixMultiply, "Same as a @ b."),
    binary!("mod", Remainder, "Same as a % b."),
    binary!("mul", Multiply, "Same as a * b."),
    comparison!("ne", Ne, "Same as a != b."),
    MethodDef::one("neg", functions::neg).text_signature("a, /").doc("Same as -a."),
    MethodDef::one("not_", functions::not).text_signature("a, /").doc("Same as not a."),
    binary!("or_", Or, "Same as a | b."),
    MethodDef::one("pos", functions::pos).text_signature("a, /").doc("Same as +a."),
    binary!("pow", Power, "Same as a ** b."),
    binary!("rshift", Rshift, "Same as a >> b."),
    MethodDef::positional("setitem", 3, 3, functions::setitem).text_signature("a, b, c, /").doc("Same as a[b] = c."),
    binary!("sub", Subtract, "Same as a - b."),
    binary!("truediv", TrueDivide, "Same as a / b."),
    MethodDef::one("truth", functions::truth).text_signature("a, /").doc("Return True if a is true, False otherwise."),
    binary!("xor", Xor, "Same as a ^ b."),
];

/// `__text_signature__` of the callables of the module: all take one object.
static SIGNATURE_OF_CALL: [crate::object::GetSetDef; 1] = [crate::object::GetSetDef::get(
    "__text_signature__",
    |vm, _| crate::object::from_utf8(vm, "(obj, /)"),
)];
