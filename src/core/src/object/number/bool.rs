//! `bool`.

use super::{int_and, int_or, int_xor};
use crate::object::number::int::INT_LAYOUT;
use crate::object::{BinaryFn, BinaryOp, TypeSpec};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// The type `bool`.
pub static BOOL: TypeSpec = TypeSpec {
    doc: "Returns True when the argument is true, False otherwise.\n\
        The builtins True and False are the only two instances of the class bool.\n\
        The class bool is a subclass of the class int, and cannot be subclassed.",
    slots: |s| {
        s.repr.set(Some(repr));
        s.new.set(Some(new));
        s.invert.set(Some(invert));
        let b = |op: BinaryOp, f: BinaryFn| s.binary[op as usize].set(Some(f));
        b(BinaryOp::And, and);
        b(BinaryOp::Or, or);
        b(BinaryOp::Xor, xor);
    },
    ..TypeSpec::new("bool", &INT_LAYOUT)
};

fn repr(vm: &Vm, a: &Ref) -> PyResult {
    Ok(if a.is_true() {
        vm.names.true_.clone()
    } else {
        vm.names.false_.clone()
    })
}

fn invert(vm: &Vm, a: &Ref) -> PyResult {
    const WARNING: &str = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns \
        the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use \
        the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.";
    vm.warn(vm.types.deprecation_warning, WARNING, 1)?;
    super::int_invert(vm, a)
}

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    args.no_keywords(vm, "bool")?;
    match args.check_positional(vm, "bool", 0, 1)? {
        [x, ..] => Ok(Ref::bool(vm.is_true(x)?)),
        [] => Ok(Ref::bool(false)),
    }
}

macro_rules! logical {
    ($($name:ident, $op:tt, $int:ident;)*) => { $(
        /// A bool if both operands are.
        fn $name(vm: &Vm, a: &Ref, b: &Ref) -> PyResult {
            if a.has_kind(Kind::Bool) && b.has_kind(Kind::Bool) {
                return Ok(Ref::bool(a.is_true() $op b.is_true()));
            }
            $int(vm, a, b)
        }
    )* };
}
logical! {
    and, &, int_and;
    or, |, int_or;
    xor, ^, int_xor;
}
