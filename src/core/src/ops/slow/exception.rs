//! Raising and handling exceptions.

use super::{at, drop_entries, replace};
use crate::frame::Frame;
use crate::object::exception::as_exception;
use crate::object::{TypeObj, TypePtr, as_tuple};
use crate::ops::Outcome;
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};

/// Is `r` an exception class?
#[inline]
pub fn is_exception_class(_: &Vm, r: &Ref) -> bool {
    // The classes whose instances are exceptions are those that derive from BaseException.
    // SAFETY: the kind says so.
    r.has_kind(Kind::Type) && unsafe { r.cast::<TypeObj>() }.layout.kind == Kind::Exception
}

/// The exception that `raise r` raises: `r` itself, or an instance of it.
pub fn exception_from(vm: &Vm, r: &Ref, what: &str) -> PyResult {
    if r.has_kind(Kind::Exception) {
        return Ok(r.clone());
    }
    if is_exception_class(vm, r) {
        let e = vm.call(r, &Args::EMPTY)?;
        if !e.has_kind(Kind::Exception) {
            return Err(vm.type_error(format!(
                "calling {} should have returned an instance of BaseException, not {}",
                vm.repr_string(r)?,
                vm.repr_string(&vm.type_of(&e).to_ref())?
            )));
        }
        return Ok(e);
    }
    Err(vm.type_error(what))
}

/// RAISE_VARARGS
pub unsafe fn raise_varargs(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    let _ = frame;
    unsafe {
        let _: PyResult<()> = match arg {
            0 => match vm.handled_exception() {
                Some(e) => {
                    vm.set_exception(e);
                    vm.reraising.set(true);
                    Err(Raised)
                }
                None => Err(vm.runtime_error("No active exception to reraise")),
            },
            1 => exception_from(vm, at(sp, 0), "exceptions must derive from BaseException").map(
                |e| {
                    let _ = vm.raise(e);
                },
            ),
            _ => raise_from(vm, at(sp, 1), at(sp, 0)),
        };
        Outcome::RAISED
    }
}

fn raise_from(vm: &Vm, e: &Ref, cause: &Ref) -> PyResult<()> {
    let e = exception_from(vm, e, "exceptions must derive from BaseException")?;
    let cause = if cause.is_none() {
        None
    } else {
        Some(exception_from(
            vm,
            cause,
            "exception causes must derive from BaseException",
        )?)
    };
    let x = as_exception(&e);
    x.cause.replace(cause);
    x.suppress_context.set(true);
    Err(vm.raise(e))
}

/// RERAISE: `…, lasti at arg, exception`
pub unsafe fn reraise(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let e = Ref::new_reference(*sp.sub(1));
        let unit = crate::frame::unit_of(frame);
        if arg > 0 {
            let lasti = *sp.sub(1 + arg as usize);
            if lasti.is_int() {
                crate::frame::set_lasti(frame, 2 * lasti.as_int() as usize);
            }
        }
        if !e.has_kind(Kind::Exception) {
            let _ = vm.system_error("RERAISE needs an exception");
            return Outcome::RAISED;
        }
        vm.set_exception(e);
        vm.reraising.set(true);
        vm.reraise_unit.set(unit);
        Outcome::RAISED
    }
}

/// Does `e` match what stands behind `except`?
pub fn matches(vm: &Vm, e: &Ref, what: &Ref) -> PyResult<bool> {
    if let Some(t) = as_tuple(what) {
        for t in t {
            if matches_one(vm, e, t)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    matches_one(vm, e, what)
}

fn matches_one(vm: &Vm, e: &Ref, class: &Ref) -> PyResult<bool> {
    if as_tuple(class).is_some() {
        return matches(vm, e, class);
    }
    if !is_exception_class(vm, class) {
        return Err(
            vm.type_error("catching classes that do not inherit from BaseException is not allowed")
        );
    }
    // SAFETY: just checked.
    Ok(vm
        .type_of(e)
        .is_subtype(unsafe { TypePtr::new(class.slot().ptr()) }))
}

/// CHECK_EXC_MATCH: `exception, type` → `exception, bool`
pub unsafe fn check_exc_match(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let class = at(sp, 0);
        if is_exception_class(vm, class) {
            // SAFETY: just checked.
            let wanted = TypePtr::new(class.slot().ptr());
            let given = vm.type_of(at(sp, 1));
            let held = given == wanted || given.is_subtype(wanted);
            return replace(frame, sp, 1, Ok(Ref::bool(held)));
        }
        // All of a tuple is checked before any of it is compared, as CPython does.
        let bad = match as_tuple(class) {
            Some(t) => t.iter().any(|c| !is_exception_class(vm, c)),
            None => !is_exception_class(vm, class),
        };
        if bad {
            let _ = vm.type_error(
                "catching classes that do not inherit from BaseException is not allowed",
            );
            return Outcome::RAISED;
        }
        replace(frame, sp, 1, matches(vm, at(sp, 1), class).map(Ref::bool))
    }
}

/// WITH_EXCEPT_START: `exit, self or NULL, lasti, previous, exception` → the same and the result of the exit call.
pub unsafe fn with_except_start(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    unsafe {
        let e = at(sp, 0);
        let exit = at(sp, 4);
        let tb = as_exception(e).traceback(vm).unwrap_or_else(Ref::none);
        let ty = vm.type_of(e).to_ref();
        let r = if (*sp.sub(4)).is_null() {
            vm.call_positional(exit, &[ty, e.clone(), tb])
        } else {
            vm.call_positional(exit, &[at(sp, 3).clone(), ty, e.clone(), tb])
        };
        match r {
            Ok(v) => {
                *sp = v.into_slot();
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

/// INTRINSIC_STOPITERATION_ERROR: what a generator raises instead of a StopIteration that leaves it.
pub fn stopiteration_error(vm: &Vm, e: &Ref) -> PyResult {
    let flags = unsafe { (*vm.frame.get()).code().data.flags };
    use tricera_code::opcode::flags::*;
    let kind = if flags & CO_GENERATOR != 0 {
        "generator"
    } else if flags & CO_COROUTINE != 0 {
        "coroutine"
    } else {
        "async generator"
    };
    let what = if vm.is_instance_of(e, vm.types.stop_iteration) {
        "StopIteration"
    } else if flags & CO_ASYNC_GENERATOR != 0 && vm.is_instance_of(e, vm.types.stop_async_iteration)
    {
        "StopAsyncIteration"
    } else {
        return Ok(e.clone());
    };
    let msg = crate::object::from_utf8(vm, &format!("{kind} raised {what}"))?;
    let new = vm.new_exception(vm.types.runtime_error, vec![msg])?;
    let x = as_exception(&new);
    x.cause.set(e.clone());
    x.context.set(e.clone());
    x.suppress_context.set(true);
    Ok(new)
}

/// CLEANUP_THROW: `sub-iterator, last sent value, exception` → `None, value` if the exception is StopIteration.
pub unsafe fn cleanup_throw(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let e = at(sp, 0).clone();
        if vm.is_instance_of(&e, vm.types.stop_iteration) {
            let value = as_exception(&e)
                .extra(crate::object::exception::Exception::VALUE)
                .unwrap_or_else(Ref::none);
            let p = drop_entries(frame, sp, 3);
            *p = Slot::none();
            *p.add(1) = value.into_slot();
            return Outcome::next(p.add(2));
        }
        vm.set_exception(e);
        vm.reraising.set(true);
        Outcome::RAISED
    }
}

/// The breaker is set: does what it asks for.
pub unsafe fn poll(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    match vm.handle_breaker() {
        Ok(()) => Outcome::next(sp),
        Err(_) => Outcome::RAISED,
    }
}

/// The opcodes that later work brings.
pub unsafe fn unsupported(vm: &Vm, frame: *mut Frame, _: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let code = (*frame).code();
        let at = crate::frame::lasti(frame).max(0) as usize;
        let name = tricera_code::opcode::name(code.verified.code()[at]);
        let _ = vm.not_implemented_error(format!("opcode {name} is not supported by Tricera yet"));
        Outcome::RAISED
    }
}
