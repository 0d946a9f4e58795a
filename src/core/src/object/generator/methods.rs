//! What generators and coroutines do: `send`, `throw`, `close`, and being finalized.

use super::{State, as_generator, send, yielding_from};
use crate::frame::unit_of;
use crate::object::exception::{Exception, as_exception};
use crate::object::{TypeObj, as_tuple};
use crate::ops::throw_into_generator;
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use tricera_code::opcode::op;

/// Set in the operand of a RESUME that no `try` of the program's own surrounds.
const RESUME_DEPTH_1: u8 = 4;

/// `next(generator)`
pub(super) fn next(vm: &Vm, g: &Ref) -> PyResult<Option<Ref>> {
    send(vm, g, &Ref::none())
}

/// A yielded value, or StopIteration with the value that was returned.
pub(super) fn value_or_stop(vm: &Vm, r: PyResult<Option<Ref>>) -> PyResult {
    match r? {
        Some(v) => Ok(v),
        None => Err(vm.stop_iteration(Some(vm.take_return_value()))),
    }
}

/// `generator.send(value)`
pub(crate) fn send_or_raise(vm: &Vm, g: &Ref, value: &Ref) -> PyResult {
    value_or_stop(vm, send(vm, g, value))
}

fn is_coroutine(vm: &Vm, g: &Ref) -> bool {
    vm.type_of(g) == vm.types.coroutine
}

/// Raises `e` where the generator is suspended.
fn throw_in(vm: &Vm, g: &Ref, e: Ref) -> PyResult<Option<Ref>> {
    match as_generator(g).state() {
        State::Executing | State::ExecutingDelegate => {
            let kind = vm.type_of(g).name_str();
            Err(vm.value_error(format!("{kind} already executing")))
        }
        State::Finished if is_coroutine(vm, g) => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        State::Finished => {
            vm.set_exception(e);
            Err(Raised)
        }
        _ => throw_into_generator(vm, g, e),
    }
}

/// `generator.throw(…)`: a yielded value, or None if the generator returned (its value is in the vm).
pub(super) fn throw(vm: &Vm, g: &Ref, args: &[Ref]) -> PyResult<Option<Ref>> {
    vm.enter_native("")?;
    let gen_ = as_generator(g);
    if let Some(inner) = yielding_from(gen_) {
        if is_generator_exit(vm, &args[0]) {
            gen_.set_state(State::Executing);
            let closed = close_iterator(vm, &inner);
            gen_.set_state(State::SuspendedYieldFrom);
            if closed.is_err() {
                return throw_in(vm, g, vm.take_exception());
            }
        } else if let Some(r) = throw_into_inner(vm, g, &inner, args) {
            return match r {
                Ok(Some(v)) => Ok(Some(v)),
                // The delegation ends with the value that the inner one returned, as after send().
                Ok(None) => {
                    let _ = vm.stop_iteration(Some(vm.take_return_value()));
                    throw_in(vm, g, vm.take_exception())
                }
                Err(Raised) => throw_in(vm, g, vm.take_exception()),
            };
        }
    }
    let e = thrown(vm, args)?;
    throw_in(vm, g, e)
}

fn is_generator_exit(vm: &Vm, r: &Ref) -> bool {
    match r.kind() {
        // SAFETY: the kind says so.
        Kind::Type => unsafe { r.cast::<TypeObj>() }.is_subtype(vm.types.generator_exit),
        _ => vm.is_instance_of(r, vm.types.generator_exit),
    }
}

/// `inner.throw(*args)` while `g` counts as running; None if `inner` has no such method.
fn throw_into_inner(vm: &Vm, g: &Ref, inner: &Ref, args: &[Ref]) -> Option<PyResult<Option<Ref>>> {
    if inner.has_kind(Kind::Generator) {
        return Some(while_running(vm, g, || throw(vm, inner, args)));
    }
    match vm.get_attr_opt(inner, &vm.names.throw) {
        Ok(Some(f)) => Some(while_running(vm, g, || {
            vm.call_positional(&f, args).map(Some)
        })),
        Ok(None) => None,
        Err(r) => Some(Err(r)),
    }
}

/// Does something for a generator that is suspended in a delegation, with its frame in the chain of those that run.
fn while_running<T>(vm: &Vm, g: &Ref, job: impl FnOnce() -> T) -> T {
    let gen_ = as_generator(g);
    let (frame, prev) = (gen_.frame.get(), vm.frame.get());
    gen_.set_state(State::Executing);
    // SAFETY: a suspended generator's frame is intact and in no chain; whoever runs on top of it is done when it is
    // taken out again, and the generator is held by the caller.
    unsafe {
        (*frame).prev = prev;
        (*frame).depth = if prev.is_null() { 0 } else { (*prev).depth + 1 };
        gen_.stack_top.set(crate::ops::stack_top_at(prev));
        vm.frame.set(frame);
        let result = job();
        vm.frame.set(prev);
        (*frame).prev = std::ptr::null_mut();
        gen_.set_state(State::SuspendedYieldFrom);
        result
    }
}

/// The exception that the arguments of `throw` mean.
fn thrown(vm: &Vm, args: &[Ref]) -> PyResult {
    let given = |i: usize| args.get(i).filter(|a| !a.is_none());
    let tb = given(2);
    if tb.is_some_and(|t| !t.has_kind(Kind::Traceback)) {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let e = if args[0].has_kind(Kind::Exception) {
        if given(1).is_some() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        args[0].clone()
    } else if is_exception_class(vm, &args[0]) {
        // An exception that cannot be made is thrown instead.
        normalize(vm, &args[0], given(1)).unwrap_or_else(|Raised| vm.take_exception())
    } else {
        return Err(vm.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            vm.type_of(&args[0]).name_str()
        )));
    };
    if let Some(tb) = tb {
        as_exception(&e).set_traceback(Some(tb.clone()));
    }
    Ok(e)
}

fn is_exception_class(vm: &Vm, r: &Ref) -> bool {
    // SAFETY: the kind says so.
    r.has_kind(Kind::Type) && unsafe { r.cast::<TypeObj>() }.is_subtype(vm.types.base_exception)
}

/// An instance of `class` made from `value`, as `PyErr_NormalizeException` makes it.
fn normalize(vm: &Vm, class: &Ref, value: Option<&Ref>) -> PyResult {
    let made = match value {
        None => vm.call_positional(class, &[]),
        Some(v) if v.has_kind(Kind::Exception) && vm.exception_matches(v, class) => {
            return Ok(v.clone());
        }
        Some(v) => match as_tuple(v) {
            Some(args) => vm.call_positional(class, args),
            None => vm.call_one(class, v),
        },
    }?;
    if made.has_kind(Kind::Exception) {
        return Ok(made);
    }
    Err(vm.type_error(format!(
        "calling {} should have returned an instance of BaseException, not {}",
        vm.repr_string(class)?,
        vm.type_of(&made).name_str()
    )))
}

/// Closes what a generator delegates to.
fn close_iterator(vm: &Vm, inner: &Ref) -> PyResult<()> {
    if inner.has_kind(Kind::Generator) {
        return close(vm, inner).map(drop);
    }
    match vm.get_attr_opt(inner, &vm.names.close) {
        Ok(Some(f)) => vm.call_positional(&f, &[]).map(drop),
        Ok(None) => Ok(()),
        Err(_) => {
            // An attribute that cannot be read is reported and otherwise taken as missing.
            vm.report_unraisable(None, inner);
            Ok(())
        }
    }
}

/// `generator.close()`
pub(super) fn close(vm: &Vm, g: &Ref) -> PyResult {
    let gen_ = as_generator(g);
    match gen_.state() {
        State::Finished => return Ok(Ref::none()),
        State::Created => {
            // SAFETY: it has not begun.
            unsafe { gen_.clear_frame() };
            return Ok(Ref::none());
        }
        _ => {}
    }
    let closed = match yielding_from(gen_) {
        Some(inner) => {
            gen_.set_state(State::Executing);
            let closed = close_iterator(vm, &inner);
            gen_.set_state(State::SuspendedYieldFrom);
            closed
        }
        None => Ok(()),
    };
    let e = match closed {
        Ok(()) => {
            if gen_.is_suspended() && !can_catch(vm, g) {
                // SAFETY: it is suspended where nothing could see the GeneratorExit.
                unsafe { gen_.clear_frame() };
                return Ok(Ref::none());
            }
            vm.new_exception(vm.types.generator_exit, vec![])?
        }
        Err(Raised) => vm.take_exception(),
    };
    match throw_in(vm, g, e) {
        Ok(Some(_)) => {
            let kind = vm.type_of(g).name_str();
            Err(vm.runtime_error(format!("{kind} ignored GeneratorExit")))
        }
        Ok(None) => Ok(vm.take_return_value()),
        Err(_) if vm.raised_is(vm.types.stop_iteration) => {
            let e = vm.take_exception();
            let value = as_exception(&e).extra(Exception::VALUE);
            Ok(value.unwrap_or_else(Ref::none))
        }
        Err(r) => vm.catch(r, vm.types.generator_exit).map(|()| Ref::none()),
    }
}

/// Is there a `try` around the place where the generator is suspended? The compiler says so in the RESUME behind.
fn can_catch(_: &Vm, g: &Ref) -> bool {
    let frame = as_generator(g).frame.get();
    // SAFETY: the frame is suspended.
    let (code, unit) = unsafe { ((*frame).code(), unit_of(frame)) };
    let resume = usize::try_from(unit)
        .ok()
        .and_then(|u| code.verified.code().get(2 * (u + 1)..2 * (u + 2)));
    !matches!(resume, Some(&[op::RESUME, arg]) if arg & RESUME_DEPTH_1 != 0)
}

/// A generator that is going away is closed; a coroutine that was never awaited is reported.
pub(super) fn finalize(vm: &Vm, g: &Ref) -> PyResult<()> {
    let gen_ = as_generator(g);
    match gen_.state() {
        State::Finished => return Ok(()),
        State::Created if is_coroutine(vm, g) && vm.warn_unawaited_coroutine(g).is_err() => {
            vm.report_unraisable(Some("Exception ignored while finalizing coroutine"), g);
        }
        _ => {}
    }
    if close(vm, g).is_err() {
        vm.report_unraisable(Some("Exception ignored while closing generator"), g);
    }
    Ok(())
}
