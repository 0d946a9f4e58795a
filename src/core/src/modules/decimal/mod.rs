//! The module `_decimal`: decimal arithmetic with the types `Decimal` and `Context`.
//!
//! The arithmetic is `tricera_text::number::decimal`; here it meets objects, contexts and exceptions.
//!
//! * `state`: what every operation needs; `signals`: exceptions, and the mappings of flags and traps.
//! * `object`: decimals as objects, operands; `construct`: `Decimal()`; `operators`, `methods`, `text`: what they can.
//! * `context`: contexts as objects; `context_methods`: operations by context; `manager`: the current context.

mod arguments;
mod construct;
mod context;
mod context_methods;
mod manager;
mod methods;
mod object;
mod operators;
mod signals;
mod state;
mod text;

pub use state::State;

use super::{ModuleSpec, add};
use crate::object::{MethodDef, from_utf8};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use tricera_text::number::decimal::{MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, Rounding};

const NAME: &str = "_decimal";

/// The widest format of IEEE 754 that `IEEEContext()` knows.
const IEEE_CONTEXT_MAX_BITS: i64 = 512;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "C decimal arithmetic module",
    methods: &FUNCTIONS,
    init,
};

static FUNCTIONS: [MethodDef; 4] = [
    MethodDef::no_args("getcontext", |vm, _| manager::current(vm))
        .doc("Get the current default context."),
    MethodDef::one("setcontext", manager::set)
        .text_signature("context, /")
        .doc("Set a new default context."),
    MethodDef::raw("localcontext", manager::local)
        .text_signature("ctx=None, **kwargs")
        .doc("A context manager for a copy of a context, the current one by default."),
    MethodDef::one("IEEEContext", manager::ieee_context)
        .text_signature("bits, /")
        .doc("A context for the IEEE format of so many bits."),
];

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    let state = State::new(vm)?;
    let types = [
        ("Decimal", state.decimal.to_ref()),
        ("Context", state.context.to_ref()),
        ("DecimalTuple", state.tuple.clone()),
    ];
    for (name, value) in types {
        add(vm, module, name, value)?;
    }
    for (name, class) in signals::names(&state) {
        add(vm, module, name, class)?;
    }
    for (rounding, name) in Rounding::ALL.into_iter().zip(&state.roundings) {
        add(vm, module, rounding.name(), name.clone())?;
    }
    let numbers = [
        ("MAX_PREC", MAX_PREC),
        ("MAX_EMAX", MAX_EMAX),
        ("MIN_EMIN", MIN_EMIN),
        ("MIN_ETINY", MIN_ETINY),
        ("IEEE_CONTEXT_MAX_BITS", IEEE_CONTEXT_MAX_BITS),
    ];
    for (name, n) in numbers {
        add(vm, module, name, vm.new_int(n))?;
    }
    add(vm, module, "HAVE_THREADS", Ref::bool(true))?;
    add(vm, module, "HAVE_CONTEXTVAR", Ref::bool(true))?;
    add(vm, module, "__version__", from_utf8(vm, "1.70")?)?;
    add(vm, module, "__libmpdec_version__", from_utf8(vm, "2.5.1")?)?;
    for (name, template) in ["DefaultContext", "BasicContext", "ExtendedContext"]
        .into_iter()
        .zip(&state.templates)
    {
        add(vm, module, name, template.clone())?;
    }
    *vm.decimal.borrow_mut() = Some(state);
    Ok(())
}
