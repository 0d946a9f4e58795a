//! The small exception types with attributes of their own: `StopIteration`, `SystemExit`, `KeyError`, `NameError`,
//! `AttributeError`, `ImportError`.

use super::base::{self, field};
use super::{Exception, as_exception};
use crate::object::{GetSetDef, MethodDef, as_dict, new_dict, new_tuple, tuple_items};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref};

/// `StopIteration.__init__`
pub(super) fn stop_iteration_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::init(vm, e, args)?;
    let value = args.positional().first().cloned();
    as_exception(e).set_extra(Exception::VALUE, value);
    Ok(())
}

pub(super) static STOP_ITERATION_FIELDS: [GetSetDef; 1] = [field::<{ Exception::VALUE }>("value")];

/// `SystemExit.__init__`
pub(super) fn system_exit_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::init(vm, e, args)?;
    let code = match args.positional() {
        [] => None,
        [one] => Some(one.clone()),
        _ => Some(base::args_of(vm, e)),
    };
    as_exception(e).set_extra(Exception::VALUE, code);
    Ok(())
}

pub(super) static SYSTEM_EXIT_FIELDS: [GetSetDef; 1] = [field::<{ Exception::VALUE }>("code")];

/// `KeyError.__str__`: a single key shows its repr, so that an empty or odd one can be told.
pub(super) fn key_error_str(vm: &Vm, e: &Ref) -> PyResult {
    let args = base::args_of(vm, e);
    // SAFETY: `args` is always a tuple.
    match unsafe { tuple_items(&args) } {
        [one] => vm.repr(one),
        _ => base::str(vm, e),
    }
}

/// `NameError.__init__`
pub(super) fn name_error_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::set_args(vm, e, args);
    base::keywords_to_fields(vm, e, "NameError", args, &[("name", Exception::NAME)])
}

pub(super) static NAME_ERROR_FIELDS: [GetSetDef; 1] = [field::<{ Exception::NAME }>("name")];

/// `AttributeError.__init__`
pub(super) fn attribute_error_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::set_args(vm, e, args);
    let names = [
        ("name", Exception::ATTRIBUTE_NAME),
        ("obj", Exception::ATTRIBUTE_OBJ),
    ];
    base::keywords_to_fields(vm, e, "AttributeError", args, &names)
}

/// The state to pickle: the object is left out, as it may be anything.
fn attribute_error_getstate(vm: &Vm, e: &Ref) -> PyResult {
    let dict = base::state_dict(vm, e);
    let name = as_exception(e).extra(Exception::ATTRIBUTE_NAME);
    let args = base::args_of(vm, e);
    let state = new_dict(vm);
    if let Some(d) = &dict {
        as_dict(&state).copy_from(vm, as_dict(d))?;
    }
    if let Some(name) = name {
        as_dict(&state).set(vm, &vm.names.bare_name, name)?;
    }
    as_dict(&state).set(vm, &vm.names.args, args)?;
    Ok(state)
}

fn attribute_error_reduce(vm: &Vm, e: &Ref) -> PyResult {
    let state = attribute_error_getstate(vm, e)?;
    let parts = vec![vm.type_of(e).to_ref(), base::args_of(vm, e), state];
    Ok(new_tuple(vm, parts))
}

pub(super) static ATTRIBUTE_ERROR_METHODS: [MethodDef; 2] = [
    MethodDef::no_args("__getstate__", attribute_error_getstate),
    MethodDef::no_args("__reduce__", attribute_error_reduce),
];

pub(super) static ATTRIBUTE_ERROR_FIELDS: [GetSetDef; 2] = [
    field::<{ Exception::ATTRIBUTE_NAME }>("name"),
    field::<{ Exception::ATTRIBUTE_OBJ }>("obj"),
];

/// `ImportError.__init__`
pub(super) fn import_error_init(vm: &Vm, e: &Ref, args: &Args) -> PyResult<()> {
    base::set_args(vm, e, args);
    let names = [
        ("name", Exception::IMPORT_NAME),
        ("path", Exception::IMPORT_PATH),
        ("name_from", Exception::IMPORT_NAME_FROM),
    ];
    base::keywords_to_fields(vm, e, "ImportError", args, &names)?;
    let msg = match args.positional() {
        [one] => Some(one.clone()),
        _ => None,
    };
    as_exception(e).set_extra(Exception::IMPORT_MSG, msg);
    Ok(())
}

/// `ImportError.__str__`
pub(super) fn import_error_str(vm: &Vm, e: &Ref) -> PyResult {
    match as_exception(e).extra(Exception::IMPORT_MSG) {
        Some(m) if m.is_exact(Kind::Str) => Ok(m),
        _ => base::str(vm, e),
    }
}

fn import_error_reduce(vm: &Vm, e: &Ref) -> PyResult {
    let x = as_exception(e);
    let mut parts = vec![vm.type_of(e).to_ref(), base::args_of(vm, e)];
    let fields = [
        ("name", Exception::IMPORT_NAME),
        ("path", Exception::IMPORT_PATH),
        ("name_from", Exception::IMPORT_NAME_FROM),
    ];
    let own = base::state_dict(vm, e);
    if own.is_some() || fields.iter().any(|(_, at)| x.extra(*at).is_some()) {
        let state = new_dict(vm);
        if let Some(d) = &own {
            as_dict(&state).copy_from(vm, as_dict(d))?;
        }
        for (name, at) in fields {
            if let Some(v) = x.extra(at) {
                as_dict(&state).set(vm, &vm.interned.intern_str(vm, name), v)?;
            }
        }
        parts.push(state);
    }
    Ok(new_tuple(vm, parts))
}

pub(super) static IMPORT_ERROR_METHODS: [MethodDef; 1] =
    [MethodDef::no_args("__reduce__", import_error_reduce)];

pub(super) static IMPORT_ERROR_FIELDS: [GetSetDef; 4] = [
    field::<{ Exception::IMPORT_MSG }>("msg"),
    field::<{ Exception::IMPORT_NAME }>("name"),
    field::<{ Exception::IMPORT_PATH }>("path"),
    field::<{ Exception::IMPORT_NAME_FROM }>("name_from"),
];
