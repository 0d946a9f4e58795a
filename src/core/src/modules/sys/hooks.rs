//! What the interpreter calls through `sys`: display, uncaught exceptions, exit.

use crate::modules::support::sys_attribute;
use crate::object::exception::as_exception;
use crate::object::{as_dict, as_tuple, new_tuple};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::Ref;

/// `sys.displayhook(value)`: prints the repr and keeps the value as `builtins._`.
pub fn display(vm: &Vm, v: &Ref) -> PyResult<()> {
    if v.is_none() {
        return Ok(());
    }
    let Some(builtins) = super::modules_entry(vm, "builtins")? else {
        return Err(vm.runtime_error("lost builtins module"));
    };
    let namespace = crate::modules::support::namespace_of(&builtins);
    // Not in place while the repr runs, so that a repr that looks at `_` does not find itself.
    as_dict(&namespace).set(vm, &vm.names.underscore, Ref::none())?;
    let stdout = match sys_attribute(vm, &vm.names.stdout) {
        Some(f) if !f.is_none() => f,
        _ => return Err(vm.runtime_error("lost sys.stdout")),
    };
    let text = vm.repr(v)?;
    if let Err(r) = vm.call_method(&stdout, &vm.names.write, std::slice::from_ref(&text)) {
        vm.catch(r, vm.types.unicode_encode_error)?;
        let encoding = vm.get_attr_str(&stdout, "encoding")?;
        let handler = vm.interned.intern_str(vm, "backslashreplace");
        let bytes = vm.call_method_str(&text, "encode", &[encoding.clone(), handler])?;
        let strict = vm.interned.intern_str(vm, "strict");
        let text = vm.call_method_str(&bytes, "decode", &[encoding, strict])?;
        vm.call_method(&stdout, &vm.names.write, &[text])?;
    }
    vm.call_method(
        &stdout,
        &vm.names.write,
        &[vm.interned.intern_str(vm, "\n")],
    )?;
    as_dict(&namespace).set(vm, &vm.names.underscore, v.clone())
}

/// `sys.exc_info()`
pub fn exc_info(vm: &Vm, _: &Ref) -> PyResult {
    let parts = match vm.handled_exception() {
        Some(e) => {
            let tb = as_exception(&e).traceback(vm).unwrap_or_else(Ref::none);
            vec![vm.type_of(&e).to_ref(), e, tb]
        }
        None => vec![Ref::none(), Ref::none(), Ref::none()],
    };
    Ok(new_tuple(vm, parts))
}

/// `sys.exit(status)`
pub fn exit(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    // A tuple is taken for the arguments of the exception, as wherever one is raised from a type and a value.
    let args = match a.first().filter(|s| !s.is_none()) {
        Some(status) => match as_tuple(status) {
            Some(items) => items.to_vec(),
            None => vec![status.clone()],
        },
        None => vec![],
    };
    Err(vm.raise_new(vm.types.system_exit, args))
}

/// `sys.breakpointhook()`: calls what `PYTHONBREAKPOINT` names, `pdb.set_trace` by default.
pub fn breakpoint(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    let target = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    let target = match target.as_str() {
        "0" => return Ok(Ref::none()),
        "" => "pdb.set_trace",
        t => t,
    };
    let (module, function) = target.rsplit_once('.').unwrap_or(("builtins", target));
    let found = match module {
        "" => Ok(None),
        // As by `__import__`, so that an error names the same module.
        module => crate::runtime::import::import_module(vm, module)
            .and_then(|m| vm.get_attr_str(&m, function))
            .map(Some),
    };
    let found = match found {
        Ok(f) => f,
        Err(r) => {
            if !vm.raised_is(vm.types.attribute_error) {
                vm.catch(r, vm.types.import_error)?;
            }
            vm.clear_exception();
            None
        }
    };
    let Some(f) = found else {
        let text = format!("Ignoring unimportable $PYTHONBREAKPOINT: \"{target}\"");
        vm.warn(vm.types.runtime_warning, &text, 0)?;
        return Ok(Ref::none());
    };
    vm.call(&f, args)
}
