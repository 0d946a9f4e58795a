//! What can be asked and set through `sys`.

use crate::modules::support::{c_int, float_arg};
use crate::object::new_tuple;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::cell::{Cell, RefCell};

/// Settings of one interpreter.
struct Settings {
    switch_interval: Cell<f64>,
    dlopen_flags: Cell<i32>,
    asyncgen_hooks: RefCell<(Ref, Ref)>,
}

fn settings(vm: &Vm) -> std::rc::Rc<Settings> {
    if let Some(s) = vm.state::<Settings>("sys") {
        return s;
    }
    vm.set_state(
        "sys",
        Settings {
            switch_interval: Cell::new(0.005),
            dlopen_flags: Cell::new(libc::RTLD_NOW),
            asyncgen_hooks: RefCell::new((Ref::none(), Ref::none())),
        },
    );
    vm.state::<Settings>("sys").expect("just set")
}

/// `sys.get_int_max_str_digits()`
pub fn int_max_str_digits(vm: &Vm) -> usize {
    vm.int_max_str_digits.get()
}

pub fn set_int_max_str_digits(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let n = c_int(vm, a[0].as_ref().expect("required"))?;
    if n != 0 && n < 640 {
        return Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited"));
    }
    vm.int_max_str_digits.set(n as usize);
    Ok(Ref::none())
}

pub fn setrecursionlimit(vm: &Vm, _: &Ref, limit: &Ref) -> PyResult {
    let n = c_int(vm, limit)?;
    if n < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = match crate::modules::builtins::current_frame(vm) {
        // SAFETY: the frame is live.
        Some(f) => unsafe { (*f).depth },
        None => 0,
    };
    if depth >= n as u32 {
        return Err(vm.recursion_error(format!(
            "cannot set the recursion limit to {n} at the recursion depth {depth}: the limit is too low"
        )));
    }
    vm.recursion_limit.set(n as u32);
    Ok(Ref::none())
}

pub fn getswitchinterval(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_float(settings(vm).switch_interval.get()))
}

pub fn setswitchinterval(vm: &Vm, _: &Ref, seconds: &Ref) -> PyResult {
    let s = float_arg(vm, seconds)?;
    if s.is_nan() || s <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    // CPython keeps microseconds.
    settings(vm).switch_interval.set((s * 1e6).trunc() / 1e6);
    Ok(Ref::none())
}

pub fn intern(vm: &Vm, _: &Ref, s: &Ref) -> PyResult {
    if !s.has_kind(Kind::Str) {
        let t = vm.type_of(s).name_str();
        return Err(vm.type_error(format!("intern() argument must be str, not {t}")));
    }
    if !s.is_exact(Kind::Str) {
        let t = vm.type_of(s).name_str();
        return Err(vm.type_error(format!("can't intern {t}")));
    }
    Ok(vm.intern(s.clone()))
}

pub fn is_finalizing(vm: &Vm, _: &Ref) -> PyResult {
    Ok(Ref::bool(vm.finalizing.get()))
}

pub fn get_asyncgen_hooks(vm: &Vm, _: &Ref) -> PyResult {
    let s = settings(vm);
    let hooks = s.asyncgen_hooks.borrow();
    Ok(new_tuple(vm, [hooks.0.clone(), hooks.1.clone()]))
}

pub fn set_asyncgen_hooks(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let s = settings(vm);
    for (i, name) in ["firstiter", "finalizer"].into_iter().enumerate() {
        let Some(h) = &a[i] else { continue };
        if !h.is_none() && !vm.is_callable(h) {
            return Err(vm.type_error(format!(
                "callable {name} expected, got {}",
                vm.type_of(h).name_str()
            )));
        }
        let mut hooks = s.asyncgen_hooks.borrow_mut();
        let place = if i == 0 { &mut hooks.0 } else { &mut hooks.1 };
        let old = std::mem::replace(place, h.clone());
        drop(hooks);
        drop(old);
    }
    Ok(Ref::none())
}

/// `sys.settrace`, `sys.setprofile`: only switching off is there.
pub fn set_tracing(vm: &Vm, f: &Ref, name: &str) -> PyResult {
    if f.is_none() {
        return Ok(Ref::none());
    }
    Err(vm.not_implemented_error(format!("sys.{name}() is not supported")))
}

pub fn getdlopenflags(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_int(settings(vm).dlopen_flags.get().into()))
}

pub fn setdlopenflags(vm: &Vm, _: &Ref, flags: &Ref) -> PyResult {
    settings(vm).dlopen_flags.set(c_int(vm, flags)?);
    Ok(Ref::none())
}

pub fn get_coroutine_origin_tracking_depth(vm: &Vm, _: &Ref) -> PyResult {
    Ok(vm.new_int(vm.origin_depth.get().into()))
}

/// `sys.set_coroutine_origin_tracking_depth(depth)`: how many frames `cr_origin` of new coroutines shows.
pub fn set_coroutine_origin_tracking_depth(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    let depth = c_int(vm, a[0].as_ref().expect("required"))?;
    let Ok(depth) = u32::try_from(depth) else {
        return Err(vm.value_error("depth must be >= 0"));
    };
    vm.origin_depth.set(depth);
    Ok(Ref::none())
}
