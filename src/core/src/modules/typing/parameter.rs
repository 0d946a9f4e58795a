//! What the kinds of type parameters have in common.

use super::{evaluator, state};
use crate::modules::builtins::current_globals;
use crate::modules::support::{bad_argument, given};
use crate::object::{Field, as_dict, from_utf8, str_to_string};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// A value that is there, or that a function will compute when someone asks.
pub(super) struct Lazy {
    value: Field,
    function: Field,
}

impl Lazy {
    pub(super) fn nothing() -> Lazy {
        Lazy {
            value: Field::empty(),
            function: Field::empty(),
        }
    }
    pub(super) fn of_value(value: Option<Ref>) -> Lazy {
        let lazy = Lazy::nothing();
        if let Some(v) = value {
            lazy.value.set(v);
        }
        lazy
    }
    pub(super) fn of_function(function: Option<&Ref>) -> Lazy {
        let lazy = Lazy::nothing();
        if let Some(f) = function {
            lazy.function.set(f.clone());
        }
        lazy
    }
    pub(super) fn set_function(&self, function: Ref) {
        self.function.set(function);
    }
    pub(super) fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.value.traverse(f);
        self.function.traverse(f);
    }
    /// The value, computed if need be; None if there is none.
    pub(super) fn get(&self, vm: &Vm) -> PyResult<Option<Ref>> {
        if let Some(v) = self.value.get() {
            return Ok(Some(v));
        }
        let Some(f) = self.function.get() else {
            return Ok(None);
        };
        // 1 asks for the value itself, not for a description of it.
        let value = vm.call_one(&f, &vm.new_int(1))?;
        self.value.set(value.clone());
        Ok(Some(value))
    }
    /// The function that computes it: the one given, or one that knows the value already.
    pub(super) fn evaluator(&self, vm: &Vm) -> PyResult {
        if let Some(f) = self.function.get() {
            return Ok(f);
        }
        match self.value.get() {
            Some(v) => evaluator::make(vm, v),
            None => Ok(Ref::none()),
        }
    }
    /// As a default: is it there, and not `typing.NoDefault`?
    pub(super) fn is_default(&self, vm: &Vm) -> PyResult<bool> {
        if self.function.is_set() {
            return Ok(true);
        }
        let no_default = state(vm)?.no_default.clone();
        Ok(self.value.get().is_some_and(|v| !v.is(&no_default)))
    }
    /// The value as a default.
    pub(super) fn default(&self, vm: &Vm) -> PyResult {
        match self.get(vm)? {
            Some(v) => Ok(v),
            None => Ok(state(vm)?.no_default.clone()),
        }
    }
}

/// How a parameter varies with its argument.
#[derive(Clone, Copy, Default)]
pub(super) struct Variance {
    pub(super) covariant: bool,
    pub(super) contravariant: bool,
    pub(super) infer: bool,
}

impl Variance {
    /// From the arguments `covariant`, `contravariant` and `infer_variance`.
    pub(super) fn from_arguments(vm: &Vm, a: &[Option<Ref>]) -> PyResult<Variance> {
        let flag = |i: usize| match &a[i] {
            Some(v) => vm.is_true(v),
            None => Ok(false),
        };
        let v = Variance {
            covariant: flag(0)?,
            contravariant: flag(1)?,
            infer: flag(2)?,
        };
        if v.covariant && v.contravariant {
            return Err(vm.value_error("Bivariant types are not supported."));
        }
        if v.infer && (v.covariant || v.contravariant) {
            return Err(vm.value_error("Variance cannot be specified with infer_variance."));
        }
        Ok(v)
    }
    /// The name with its sign.
    pub(super) fn repr(self, vm: &Vm, name: &Ref) -> PyResult {
        let sign = match self {
            Variance { infer: true, .. } => return Ok(name.clone()),
            Variance {
                covariant: true, ..
            } => "+",
            Variance {
                contravariant: true,
                ..
            } => "-",
            _ => "~",
        };
        from_utf8(vm, &format!("{sign}{}", str_to_string(name)))
    }
}

/// The argument `name`, a str.
pub(super) fn name_argument(vm: &Vm, function: &str, a: &Option<Ref>) -> PyResult {
    let name = a.as_ref().expect("required");
    if name.has_kind(Kind::Str) {
        return Ok(name.clone());
    }
    Err(bad_argument(vm, name, function, "'name'", "str"))
}

/// The argument `default`.
pub(super) fn default_argument(vm: &Vm, a: &Option<Ref>) -> PyResult<Lazy> {
    let value = match a {
        Some(v) => v.clone(),
        None => state(vm)?.no_default.clone(),
    };
    Ok(Lazy::of_value(Some(value)))
}

/// The argument `bound`, checked to be a type.
pub(super) fn bound_argument(vm: &Vm, a: &Option<Ref>) -> PyResult<Lazy> {
    let bound = match given(a) {
        None => None,
        Some(b) if b.has_kind(Kind::Type) => Some(b.clone()),
        Some(b) => {
            let message = from_utf8(vm, "Bound must be a type.")?;
            Some(super::call_typing(
                vm,
                "_type_check",
                &[b.clone(), message],
            )?)
        }
    };
    Ok(Lazy::of_value(bound))
}

/// The module of the code that makes a parameter by calling its type.
pub(super) fn caller_module(vm: &Vm) -> PyResult {
    match current_globals(vm) {
        Some(globals) => Ok(as_dict(&globals)
            .get(vm, &vm.names.name)?
            .unwrap_or_else(Ref::none)),
        None => Ok(Ref::none()),
    }
}

/// Sets `__module__` of a new parameter to that of the caller.
pub(super) fn set_caller_module(vm: &Vm, r: &Ref) -> PyResult<()> {
    let module = caller_module(vm)?;
    vm.set_attr(r, &vm.names.module, &module)
}
