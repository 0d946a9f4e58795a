//! What every operation needs.

use super::context::{CONTEXT, ContextObject};
use super::manager::MANAGER;
use super::object::DECIMAL;
use super::signals::{self, MIXIN};
use crate::modules::common::type_arg;
use crate::object::{Field, TypePtr, as_dict, new_dict, new_object, new_tuple};
use crate::runtime::{PyResult, Vm};
use crate::value::Ref;
use std::cell::Cell;
use std::rc::Rc;
use tricera_text::number::decimal::{Context, Rounding, status};

/// Types, exceptions and the current context of one interpreter.
pub struct State {
    pub(super) decimal: TypePtr,
    pub(super) context: TypePtr,
    pub(super) manager: TypePtr,
    pub(super) signal_dict: TypePtr,
    /// Keeps the type of the mappings alive.
    _signal_dict_class: Ref,
    /// `DecimalTuple`
    pub(super) tuple: Ref,
    /// `numbers.Rational`
    pub(super) rational: Ref,
    /// The exceptions by [`signals::SIGNALS`], then those by [`signals::CONDITIONS`].
    pub(super) exceptions: Vec<Ref>,
    /// `DecimalException`
    pub(super) base: Ref,
    /// The names of the roundings, in the order of [`Rounding::ALL`].
    pub(super) roundings: Vec<Ref>,
    /// `DefaultContext`, `BasicContext` and `ExtendedContext`.
    pub(super) templates: Vec<Ref>,
    /// The context variable.
    pub(super) variable: Ref,
    /// The current context as it was found at [`State::current_version`].
    pub(super) current: Field,
    pub(super) current_version: Cell<u64>,
}

/// The state, which is there as soon as anything of the module is.
#[inline]
pub(super) fn state(vm: &Vm) -> Rc<State> {
    vm.decimal
        .borrow()
        .clone()
        .expect("set when the module was made, before any of its functions runs")
}

const IEEE_TRAPS: u32 = status::INVALID | status::DIVISION_BY_ZERO | status::OVERFLOW;

impl State {
    pub(super) fn new(vm: &Vm) -> PyResult<Rc<State>> {
        let make = |spec| crate::modules::common::make_type(vm, spec, vm.types.object);
        let (decimal, context, manager, mixin) = (
            make(&DECIMAL)?,
            make(&CONTEXT)?,
            make(&MANAGER)?,
            make(&MIXIN)?,
        );
        let import = |name| crate::runtime::import::import_module(vm, name);
        let abc = import("collections.abc")?;
        let mapping = vm.get_attr_str(&abc, "MutableMapping")?;
        let namespace = new_dict(vm);
        let key = vm.names.module.clone();
        as_dict(&namespace).set(vm, &key, vm.interned.intern_str(vm, "abc"))?;
        let bases = new_tuple(vm, [mixin.to_ref(), mapping.clone()]);
        let name = vm.interned.intern_str(vm, "SignalDict");
        let metatype = vm.type_of(&mapping).to_ref();
        let signal_dict_class = vm.call_positional(&metatype, &[name, bases, namespace])?;
        let rational = vm.get_attr_str(&import("numbers")?, "Rational")?;
        let number = vm.get_attr_str(&import("numbers")?, "Number")?;
        vm.call_method_str(&number, "register", &[decimal.to_ref()])?;
        let tuple = decimal_tuple(vm)?;
        let (base, exceptions) = signals::make_exceptions(vm)?;
        let roundings = Rounding::ALL.map(|r| vm.interned.intern_str(vm, r.name()));
        let default = Context {
            prec: 28,
            emax: 999_999,
            emin: -999_999,
            rounding: Rounding::HalfEven,
            clamp: false,
        };
        let basic = Context {
            prec: 9,
            rounding: Rounding::HalfUp,
            ..default
        };
        let basic_traps = IEEE_TRAPS | status::UNDERFLOW | status::CLAMPED;
        let templates = [
            (default, IEEE_TRAPS),
            (basic, basic_traps),
            (default.with_prec(9), 0),
        ]
        .map(|(c, traps)| new_object(vm, context, ContextObject::new(c, traps)));
        Ok(Rc::new(State {
            decimal,
            context,
            manager,
            signal_dict: type_arg(&signal_dict_class),
            _signal_dict_class: signal_dict_class,
            tuple,
            rational,
            exceptions,
            base,
            roundings: roundings.into(),
            templates: templates.into(),
            variable: crate::modules::contextvars::new_variable(vm, "decimal_context")?,
            current: Field::empty(),
            current_version: Cell::new(u64::MAX),
        }))
    }
}

/// The named tuple `DecimalTuple`.
fn decimal_tuple(vm: &Vm) -> PyResult {
    let collections = crate::runtime::import::import_module(vm, "collections")?;
    let make = vm.get_attr_str(&collections, "namedtuple")?;
    let name = vm.interned.intern_str(vm, "DecimalTuple");
    let fields = crate::object::from_utf8(vm, "sign digits exponent")?;
    let module = vm.interned.intern_str(vm, "decimal");
    crate::modules::support::call_with_keywords(vm, &make, &[name, fields], &[("module", module)])
}
