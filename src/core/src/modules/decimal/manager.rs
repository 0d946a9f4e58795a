//! The current context, and the context manager that sets another for a while.

use super::arguments::bind;
use super::context::{ContextObject, PARAMETERS, apply, as_context, of, ssize_arg};
use super::state::{State, state};
use crate::modules::contextvars;
use crate::object::{Layout, MethodDef, Payload, TypeSpec, flags, new_object, payload};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Ref, Slot};
use tricera_text::number::decimal::{Context, Rounding};

/// `getcontext()`
pub(super) fn current(vm: &Vm) -> PyResult {
    current_in(vm, &state(vm))
}

/// The current context, made from the template if there is none yet.
#[inline]
pub(super) fn current_in(vm: &Vm, st: &State) -> PyResult {
    if st.current_version.get() == vm.context_version.get()
        && let Some(c) = st.current.get()
    {
        return Ok(c);
    }
    find_current(vm, st)
}

#[cold]
fn find_current(vm: &Vm, st: &State) -> PyResult {
    let found = match contextvars::value_of(vm, &st.variable)? {
        Some(c) => c,
        None => {
            let copy = of(&st.templates[0]).copied(false);
            let c = new_object(vm, st.context, copy);
            contextvars::set_value(vm, &st.variable, &c)?;
            c
        }
    };
    remember(vm, st, &found);
    Ok(found)
}

fn remember(vm: &Vm, st: &State, c: &Ref) {
    let version = vm.context_version.get();
    st.current.set(c.clone());
    st.current_version.set(version);
}

fn set_in(vm: &Vm, st: &State, context: &Ref) -> PyResult<()> {
    let Some(c) = as_context(vm, context) else {
        return Err(vm.type_error("argument must be a context"));
    };
    // The templates stay what they are.
    if st.templates.iter().any(|t| t.is(context)) {
        let copy = new_object(vm, st.context, c.copied(false));
        contextvars::set_value(vm, &st.variable, &copy)?;
        remember(vm, st, &copy);
        return Ok(());
    }
    contextvars::set_value(vm, &st.variable, context)?;
    remember(vm, st, context);
    Ok(())
}

/// `setcontext(context)`
pub(super) fn set(vm: &Vm, _: &Ref, context: &Ref) -> PyResult {
    set_in(vm, &state(vm), context)?;
    Ok(Ref::none())
}

/// `IEEEContext(bits)`
pub(super) fn ieee_context(vm: &Vm, _: &Ref, bits: &Ref) -> PyResult {
    let bits = ssize_arg(vm, bits)?;
    if !(1..=super::IEEE_CONTEXT_MAX_BITS).contains(&bits) || bits % 32 != 0 {
        return Err(vm.value_error(format!(
            "argument must be a multiple of 32, with a maximum of {}",
            super::IEEE_CONTEXT_MAX_BITS
        )));
    }
    let emax = 3 * (1 << (bits / 16 + 3));
    let ctx = Context {
        prec: 9 * (bits / 32) - 2,
        emax,
        emin: 1 - emax,
        rounding: Rounding::HalfEven,
        clamp: true,
    };
    Ok(new_object(
        vm,
        state(vm).context,
        ContextObject::new(ctx, 0),
    ))
}

/// What `localcontext()` returns: the context to set, and the one to go back to.
struct Manager {
    local: Ref,
    outer: Ref,
}

impl Payload for Manager {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.local.slot());
        f(self.outer.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Manager>();

/// `localcontext(ctx=None, **kwargs)`
pub(super) fn local(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let [p0, p1, p2, p3, p4, p5, p6, p7] = PARAMETERS;
    let names = ["ctx", p0, p1, p2, p3, p4, p5, p6, p7];
    let bound = bind(vm, args, names, 0)?;
    let st = state(vm);
    let outer = current_in(vm, &st)?;
    let given = match bound[0].filter(|c| !c.is_none()) {
        None => outer.clone(),
        Some(c) if as_context(vm, c).is_some() => c.clone(),
        Some(_) => return Err(vm.type_error("optional argument must be a context")),
    };
    let local = new_object(vm, st.context, of(&given).copied(true));
    apply(vm, of(&local), &bound[1..])?;
    Ok(new_object(vm, st.manager, Manager { local, outer }))
}

fn enter(vm: &Vm, this: &Ref) -> PyResult {
    let local = payload::<Manager>(this).local.clone();
    set_in(vm, &state(vm), &local)?;
    Ok(local)
}

fn exit(vm: &Vm, this: &Ref, _: &Args) -> PyResult {
    set_in(vm, &state(vm), &payload::<Manager>(this).outer)?;
    Ok(Ref::bool(false))
}

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__enter__", enter),
    MethodDef::raw("__exit__", exit),
];

/// The type `ContextManager`.
pub(super) static MANAGER: TypeSpec = TypeSpec {
    module: "decimal",
    flags: flags::NO_NEW,
    methods: &METHODS,
    ..TypeSpec::new("ContextManager", &LAYOUT)
};
