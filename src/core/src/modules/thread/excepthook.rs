//! `_thread._excepthook`, which `threading.excepthook` is, and what it is called with.

use crate::modules::struct_sequence::{field, make_type, spec};
use crate::modules::support::sys_attribute;
use crate::object::exception::as_exception;
use crate::object::exception::print::format_exception;
use crate::object::{GetSetDef, TypeSpec, as_tuple, from_utf8};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

static FIELDS: [GetSetDef; 4] = [
    GetSetDef {
        doc: "Exception type",
        ..GetSetDef::member("exc_type", field::<0>)
    },
    GetSetDef {
        doc: "Exception value",
        ..GetSetDef::member("exc_value", field::<1>)
    },
    GetSetDef {
        doc: "Exception traceback",
        ..GetSetDef::member("exc_traceback", field::<2>)
    },
    GetSetDef {
        doc: "Thread",
        ..GetSetDef::member("thread", field::<3>)
    },
];

static ARGS: TypeSpec = spec(
    "_ExceptHookArgs",
    "_thread",
    "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    &FIELDS,
);

/// The type `_thread._ExceptHookArgs`.
pub fn args_type(vm: &Vm) -> PyResult {
    make_type(vm, &ARGS, FIELDS.len())
}

/// `_thread._excepthook(args)`: writes an exception that left a thread to `sys.stderr`.
pub fn excepthook(vm: &Vm, _: &Ref, args: &Ref) -> PyResult {
    let of_type = vm.type_of(args).to_ref().is(&super::state(vm).hook_args);
    let Some([class, value, traceback, thread]) = as_tuple(args).filter(|_| of_type) else {
        return Err(vm.type_error("_thread.excepthook argument type must be ExceptHookArgs"));
    };
    if class.is(&vm.types.system_exit.to_ref()) {
        return Ok(Ref::none());
    }
    let stderr = sys_attribute(vm, &vm.names.stderr).filter(|f| !f.is_none());
    let file = match stderr {
        Some(f) => f,
        // What `sys.stderr` was when the thread was made.
        None if !thread.is_none() => match vm.get_attr_str(thread, "_stderr")? {
            f if f.is_none() => return Ok(Ref::none()),
            f => f,
        },
        None => return Ok(Ref::none()),
    };
    let name = match thread.is_none() {
        true => None,
        false => vm.get_attr_opt(thread, &vm.interned.intern_str(vm, "name"))?,
    };
    let name = match name {
        Some(n) => vm.str_string(&n)?,
        None => vm.str_string(&super::ident(vm))?,
    };
    let mut pieces = vec![format!("Exception in thread {name}:\n")];
    if value.has_kind(Kind::Exception) {
        let x = as_exception(value);
        if traceback.has_kind(Kind::Traceback) && !x.has_traceback() {
            x.set_traceback(Some(traceback.clone()));
        }
        pieces.extend(format_exception(vm, value));
    } else {
        pieces.push(format!(
            "TypeError: print_exception(): Exception expected for value, {} found\n",
            vm.type_of(value).name_str()
        ));
    }
    for piece in pieces {
        vm.call_method(&file, &vm.names.write, &[from_utf8(vm, &piece)?])?;
    }
    vm.call_method(&file, &vm.names.flush, &[])?;
    Ok(Ref::none())
}
