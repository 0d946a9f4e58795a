//! What happens to an exception that leaves the program: `SystemExit`, `sys.excepthook`.

use super::{flush, print_exception, stderr, sys_attribute, write};
use crate::object::exception::{Exception, as_exception};
use crate::object::{DictObject, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The exit status that a SystemExit asks for: 0 for None, an int as it is; anything else is written to `sys.stderr`,
/// and the status is 1.
pub fn handle_system_exit(vm: &Vm, e: &Ref) -> i32 {
    let code = match vm.get_attr_str(e, "code") {
        Ok(c) => c,
        Err(_) => {
            vm.clear_exception();
            as_exception(e)
                .extra(Exception::VALUE)
                .unwrap_or_else(Ref::none)
        }
    };
    match code.kind() {
        Kind::None => 0,
        // An int that is too large is -1, as C's conversion has it.
        Kind::Int | Kind::Bool => int_to_i64(&code).unwrap_or(-1) as i32,
        _ => {
            let file = stderr(vm);
            if !file.as_ref().is_some_and(Ref::is_none) {
                let text = match vm.str(&code) {
                    Ok(s) => super::text(&s),
                    Err(_) => {
                        vm.clear_exception();
                        String::new()
                    }
                };
                write(vm, file.as_ref(), &text);
                write(vm, file.as_ref(), "\n");
                flush(vm, file.as_ref());
            }
            1
        }
    }
}

/// Reports an exception that nobody caught, through `sys.excepthook`, and returns the exit status: that of a SystemExit
/// (of the hook, too), otherwise 1.
pub fn print_uncaught(vm: &Vm, e: &Ref) -> i32 {
    if vm.is_instance_of(e, vm.types.system_exit) {
        return handle_system_exit(vm, e);
    }
    let tb = as_exception(e).traceback(vm).unwrap_or_else(Ref::none);
    let ty = vm.type_of(e).to_ref();
    if let Some(sys) = vm.sys.get() {
        // SAFETY: the namespace of `sys` is a dict.
        let sys = unsafe { sys.cast::<DictObject>() };
        let last = [
            ("last_exc", e),
            ("last_type", &ty),
            ("last_value", e),
            ("last_traceback", &tb),
        ];
        for (name, v) in last {
            if sys
                .set_str(vm, &vm.interned.intern_str(vm, name), v.clone())
                .is_err()
            {
                vm.clear_exception();
            }
        }
    }
    let Some(hook) = sys_attribute(vm, &vm.names.excepthook) else {
        write(vm, stderr(vm).as_ref(), "sys.excepthook is missing\n");
        print_exception(vm, e);
        return 1;
    };
    if vm.call_positional(&hook, &[ty, e.clone(), tb]).is_ok() {
        return 1;
    }
    let failed = vm.take_exception();
    if vm.is_instance_of(&failed, vm.types.system_exit) {
        return handle_system_exit(vm, &failed);
    }
    let file = stderr(vm);
    write(vm, file.as_ref(), "Error in sys.excepthook:\n");
    print_exception(vm, &failed);
    write(vm, file.as_ref(), "\nOriginal exception was:\n");
    print_exception(vm, e);
    1
}

/// `sys.__excepthook__(type, value, traceback)`
pub fn sys_excepthook(vm: &Vm, _: &Ref, args: &[Ref]) -> PyResult {
    let [_, value, tb] = args else {
        return Err(vm.type_error(format!(
            "excepthook expected 3 arguments, got {}",
            args.len()
        )));
    };
    if !value.has_kind(Kind::Exception) {
        let text = format!(
            "TypeError: print_exception(): Exception expected for value, {} found\n",
            vm.type_of(value).name_str()
        );
        write(vm, stderr(vm).as_ref(), &text);
        return Ok(Ref::none());
    }
    let x = as_exception(value);
    if tb.has_kind(Kind::Traceback) && !x.has_traceback() {
        x.set_traceback(Some(tb.clone()));
    }
    print_exception(vm, value);
    Ok(Ref::none())
}
