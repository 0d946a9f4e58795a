//! `async for`: its iterators, what they are awaited with, and their end.

use super::generator::awaitable_iter;
use super::{at, drop_entries, replace};
use crate::frame::Frame;
use crate::object::exception::as_exception;
use crate::ops::Outcome;
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};

/// GET_AITER: `iterable` → `asynchronous iterator`
pub unsafe fn get_aiter(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { replace(frame, sp, 1, aiter(vm, at(sp, 0))) }
}

fn aiter(vm: &Vm, v: &Ref) -> PyResult {
    let Some(f) = vm.type_of(v).slots.aiter.get() else {
        return Err(vm.type_error(format!(
            "'async for' requires an object with __aiter__ method, got {}",
            vm.type_of(v).name_str()
        )));
    };
    let it = f(vm, v)?;
    if vm.type_of(&it).slots.anext.get().is_none() {
        return Err(vm.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            vm.type_of(&it).name_str()
        )));
    }
    Ok(it)
}

/// GET_ANEXT: `asynchronous iterator` → the same, `iterator to await`
pub unsafe fn get_anext(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    unsafe {
        match anext(vm, at(sp, 0)) {
            Ok(v) => {
                *sp = v.into_slot();
                Outcome::next(sp.add(1))
            }
            Err(_) => Outcome::RAISED,
        }
    }
}

fn anext(vm: &Vm, it: &Ref) -> PyResult {
    let Some(f) = vm.type_of(it).slots.anext.get() else {
        return Err(vm.type_error(format!(
            "'async for' requires an iterator with __anext__ method, got {}",
            vm.type_of(it).name_str()
        )));
    };
    let next = f(vm, it)?;
    if let Ok(v) = awaitable_iter(vm, &next) {
        return Ok(v);
    }
    let cause = vm.take_exception();
    let r = vm.type_error(format!(
        "'async for' received an invalid object from __anext__: {}",
        vm.type_of(&next).name_str()
    ));
    if let Some(e) = vm.exception.get() {
        let x = as_exception(&e);
        x.cause.set(cause.clone());
        x.context.set(cause);
        x.suppress_context.set(true);
    }
    Err(r)
}

/// END_ASYNC_FOR: `asynchronous iterator, exception` → nothing, if the exception is StopAsyncIteration.
pub unsafe fn end_async_for(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let e = at(sp, 0);
        if vm.is_instance_of(e, vm.types.stop_async_iteration) {
            return Outcome::next(drop_entries(frame, sp, 2));
        }
        vm.set_exception(e.clone());
        vm.reraising.set(true);
        Outcome::RAISED
    }
}
