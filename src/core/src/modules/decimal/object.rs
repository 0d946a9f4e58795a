//! Decimals as objects, and operands of operations.

use super::context::{ContextObject, as_context, of};
use super::manager::current_in;
use super::state::State;
use crate::object::{Layout, Payload, TypeSpec, downcast, flags, int_ref, new_object};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::ops::Deref;
use tricera_text::number::decimal::{Decimal, Status};

/// The payload of a decimal.
pub(super) struct DecimalObject {
    pub(super) d: Decimal,
    /// -1 until somebody asks for it.
    pub(super) hash: Cell<i64>,
}

impl Payload for DecimalObject {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<DecimalObject>();

/// The type `Decimal`.
pub(super) static DECIMAL: TypeSpec = TypeSpec {
    module: "decimal",
    doc: "A decimal number, made of an int, a float, a str, a tuple or another Decimal, exactly.\n\
        The context only says whether text that is no number raises an exception.\n",
    flags: flags::BASETYPE,
    methods: &super::methods::METHODS,
    getset: &super::methods::GETSET,
    slots: |s| {
        s.get_attr.set(Some(crate::object::generic_get_attr));
        s.new.set(Some(super::construct::new));
        super::operators::fill(s);
    },
    ..TypeSpec::new("Decimal", &LAYOUT)
};

/// The payload of a method's `self`.
#[inline(always)]
pub(super) fn value(this: &Ref) -> &Decimal {
    &crate::object::payload::<DecimalObject>(this).d
}

/// The decimal in `r`, if it is one.
#[inline(always)]
pub(super) fn as_decimal<'a>(vm: &Vm, st: &State, r: &'a Ref) -> Option<&'a Decimal> {
    if r.slot().is_pointer() && vm.type_of(r) == st.decimal {
        // The type itself says it, without a look at its layout.
        return Some(value(r));
    }
    downcast::<DecimalObject>(vm, r).map(|o| &o.d)
}

/// A new object of the type itself.
#[inline(always)]
pub(super) fn make(vm: &Vm, st: &State, d: Decimal) -> Ref {
    let hash = Cell::new(-1);
    new_object(vm, st.decimal, DecimalObject { d, hash })
}

/// The result of an operation, unless what was met raises.
#[inline(always)]
pub(super) fn finish(vm: &Vm, st: &State, c: &ContextObject, d: Decimal, met: Status) -> PyResult {
    c.report(vm, st, met)?;
    Ok(make(vm, st, d))
}

/// An operand: a decimal, or one made of an int.
pub(super) enum Operand<'a> {
    Held(&'a Decimal),
    Made(Decimal),
}

impl Deref for Operand<'_> {
    type Target = Decimal;
    #[inline(always)]
    fn deref(&self) -> &Decimal {
        match self {
            Operand::Held(d) => d,
            Operand::Made(d) => d,
        }
    }
}

/// The operand in `r`; None if it is neither a decimal nor an int.
#[inline(always)]
pub(super) fn operand<'a>(vm: &Vm, st: &State, r: &'a Ref) -> Option<Operand<'a>> {
    if let Some(d) = as_decimal(vm, st, r) {
        return Some(Operand::Held(d));
    }
    int_ref(r).map(|i| Operand::Made(Decimal::from_int(i)))
}

/// The operand in `r`, or a TypeError.
#[inline]
pub(super) fn operand_arg<'a>(vm: &Vm, st: &State, r: &'a Ref) -> PyResult<Operand<'a>> {
    match operand(vm, st, r) {
        Some(o) => Ok(o),
        None => Err(vm.type_error(format!(
            "conversion from {} to Decimal is not supported",
            vm.type_of(r).name_str()
        ))),
    }
}

/// The context of an operation: the one given, or the current one.
#[inline]
pub(super) fn context_arg(vm: &Vm, st: &State, given: Option<&Ref>) -> PyResult {
    match given.filter(|c| !c.is_none()) {
        None => current_in(vm, st),
        Some(c) if as_context(vm, c).is_some() => Ok(c.clone()),
        Some(_) => Err(vm.type_error("optional argument must be a context")),
    }
}

/// Runs an operation in a context that is an object, and makes its result one.
#[inline(always)]
pub(super) fn run(
    vm: &Vm,
    st: &State,
    context: &Ref,
    f: impl FnOnce(&tricera_text::number::decimal::Context, &mut Status) -> Decimal,
) -> PyResult {
    let c = of(context);
    let mut met = 0;
    let d = f(&c.ctx.get(), &mut met);
    finish(vm, st, c, d, met)
}
