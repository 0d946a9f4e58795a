//! The module `_typing`, and what the syntax of type parameters makes.

mod alias;
mod evaluator;
mod generic;
mod no_default;
mod param_spec;
mod parameter;
mod type_var;
mod type_var_tuple;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{FunctionValue, MethodDef, TypePtr, as_tuple, downcast, new_tuple, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use parameter::Lazy;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_typing",
    doc: "Primitives and accelerators for the typing module.\n",
    methods: &METHODS,
    init: |vm, module| {
        let s = state(vm)?;
        for (name, ty) in [
            ("TypeVar", s.type_var),
            ("ParamSpec", s.param_spec),
            ("ParamSpecArgs", s.param_spec_args),
            ("ParamSpecKwargs", s.param_spec_kwargs),
            ("TypeVarTuple", s.type_var_tuple),
            ("TypeAliasType", s.alias),
            ("Generic", s.generic),
            ("Union", vm.types.union_type),
        ] {
            add(vm, module, name, ty.to_ref())?;
        }
        add(vm, module, "NoDefault", s.no_default.clone())
    },
};

const NAME: &str = "_typing";

static METHODS: [MethodDef; 1] =
    [MethodDef::one("_idfunc", |_, _, x| Ok(x.clone())).text_signature("x, /")];

/// The types: syntax makes their instances whether the module has been imported or not.
struct State {
    type_var: TypePtr,
    param_spec: TypePtr,
    param_spec_args: TypePtr,
    param_spec_kwargs: TypePtr,
    type_var_tuple: TypePtr,
    alias: TypePtr,
    generic: TypePtr,
    evaluator: TypePtr,
    /// `typing.NoDefault`
    no_default: Ref,
}

fn state(vm: &Vm) -> PyResult<Rc<State>> {
    if let Some(s) = vm.state::<State>(NAME) {
        return Ok(s);
    }
    let make = |spec| make_type(vm, spec, vm.types.object);
    let new = State {
        type_var: make(&type_var::TYPE_VAR)?,
        param_spec: make(&param_spec::PARAM_SPEC)?,
        param_spec_args: make(&param_spec::ARGS)?,
        param_spec_kwargs: make(&param_spec::KWARGS)?,
        type_var_tuple: make(&type_var_tuple::TYPE_VAR_TUPLE)?,
        alias: make(&alias::ALIAS)?,
        generic: make(&generic::GENERIC)?,
        evaluator: make(&evaluator::EVALUATOR)?,
        no_default: no_default::make(vm)?,
    };
    vm.set_state(NAME, new);
    Ok(vm.state(NAME).expect("just set"))
}

/// Calls a function of the module `typing`.
fn call_typing(vm: &Vm, function: &str, args: &[Ref]) -> PyResult {
    let typing = crate::runtime::import::import_module(vm, "typing")?;
    vm.call_method_str(&typing, function, args)
}

/// `typing.Unpack[r]`
fn unpack(vm: &Vm, r: &Ref) -> PyResult {
    let typing = crate::runtime::import::import_module(vm, "typing")?;
    vm.get_item(&vm.get_attr_str(&typing, "Unpack")?, r)
}

/// `iter(r)` of what may stand behind a star: one item, `typing.Unpack[r]`.
fn iterate_unpacked(vm: &Vm, r: &Ref) -> PyResult {
    vm.iter(&new_tuple(vm, [unpack(vm, r)?]))
}

/// Type parameters with those unpacked that stand for many.
fn unpack_many(vm: &Vm, parameters: &Ref) -> PyResult {
    let items = as_tuple(parameters).unwrap_or(&[]);
    let mut all = Vec::with_capacity(items.len());
    for p in items {
        all.push(if type_var_tuple::is_one(vm, p) {
            unpack(vm, p)?
        } else {
            p.clone()
        });
    }
    Ok(new_tuple(vm, all))
}

/// INTRINSIC_TYPEVAR and its forms with a bound or constraints, which a function computes.
pub fn make_type_var(
    vm: &Vm,
    name: &Ref,
    bound: Option<&Ref>,
    constraints: Option<&Ref>,
) -> PyResult {
    type_var::from_syntax(vm, name, bound, constraints)
}

/// INTRINSIC_PARAMSPEC
pub fn make_param_spec(vm: &Vm, name: &Ref) -> PyResult {
    param_spec::from_syntax(vm, name)
}

/// INTRINSIC_TYPEVARTUPLE
pub fn make_type_var_tuple(vm: &Vm, name: &Ref) -> PyResult {
    type_var_tuple::from_syntax(vm, name)
}

/// INTRINSIC_TYPEALIAS: a name, type parameters or None, and the function that computes the value.
pub fn make_alias(vm: &Vm, parts: &Ref) -> PyResult {
    alias::from_syntax(vm, parts)
}

/// INTRINSIC_SUBSCRIPT_GENERIC: `typing.Generic[parameters]`
pub fn subscript_generic(vm: &Vm, parameters: &Ref) -> PyResult {
    let parameters = unpack_many(vm, parameters)?;
    let generic = state(vm)?.generic.to_ref();
    call_typing(vm, "_GenericAlias", &[generic, parameters])
}

/// INTRINSIC_SET_FUNCTION_TYPE_PARAMS
pub fn set_function_type_params(vm: &Vm, function: &Ref, parameters: &Ref) -> PyResult {
    if !function.has_kind(Kind::Function) {
        return Err(vm.system_error("type parameters of something that is not a function"));
    }
    payload::<FunctionValue>(function)
        .type_params
        .set(parameters.clone());
    Ok(function.clone())
}

/// INTRINSIC_SET_TYPEPARAM_DEFAULT
pub fn set_default(vm: &Vm, parameter: &Ref, evaluate: &Ref) -> PyResult {
    match default_of(vm, parameter) {
        Some(default) => {
            default.set_function(evaluate.clone());
            Ok(parameter.clone())
        }
        None => {
            let t = vm.type_of(parameter).name_str();
            Err(vm.type_error(format!("Expected a type param, got {t}")))
        }
    }
}

/// The default of a type parameter of any kind; None for anything else.
fn default_of<'a>(vm: &Vm, r: &'a Ref) -> Option<&'a Lazy> {
    if let Some(v) = downcast::<type_var::TypeVar>(vm, r) {
        return Some(&v.default);
    }
    if let Some(v) = downcast::<param_spec::ParamSpec>(vm, r) {
        return Some(&v.default);
    }
    downcast::<type_var_tuple::TypeVarTuple>(vm, r).map(|v| &v.default)
}
