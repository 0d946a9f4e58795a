//! Calls of Python functions from natives: what a call needs, and a function that is called again and again.

use super::execute::{HOST_WORDS, execute_bound, push_host, stack_top_at};
use super::slow::call::init_frame;
use crate::frame::Frame;
use crate::object::{BoundMethod, CallFn, FunctionObject, payload};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, Slot};

/// Where the host frame of a call of `f` goes, with `n` values for as many parameters. None: the call is not as simple as that, there is no
/// room in this chunk, or a limit is reached.
///
/// # Safety
/// `f` is a live function.
#[inline(always)]
pub(super) unsafe fn room_for_exact(
    vm: &Vm,
    f: *const FunctionObject,
    n: usize,
) -> Option<*mut Slot> {
    unsafe {
        let code = (*f).v.code();
        let prev = vm.frame.get();
        if !code.simple
            || code.argcount as usize != n
            || prev.is_null()
            || (*prev).depth >= vm.recursion_limit.get()
            || !vm.has_native_stack()
        {
            return None;
        }
        let at = stack_top_at(prev);
        let end = at.wrapping_add(HOST_WORDS + code.frame_words as usize);
        (!at.is_null() && end <= vm.stack_end.get()).then_some(at)
    }
}

/// Calls `f` with the values of `parts`, one for each of its parameters, on top of the host frame `host`. `function` becomes the frame's.
///
/// # Safety
/// [`room_for_exact`] has found room for `host`, which has been pushed, and what it looked at has not changed.
#[inline(always)]
pub(super) unsafe fn run_exact(
    vm: &Vm,
    host: *mut Frame,
    function: Slot,
    f: *const FunctionObject,
    parts: [&[Ref]; 3],
) -> PyResult {
    unsafe {
        let prev = (*host).prev;
        let locals = host.cast::<Slot>().add(HOST_WORDS);
        let mut to = locals;
        for part in parts {
            for v in part {
                crate::ops::keep_branch();
                *to = v.slot().new_ref();
                to = to.add(1);
            }
        }
        let frame = locals.add((*f).v.code().nlocalsplus as usize);
        Frame::clear_locals(to, frame);
        let frame = frame.cast::<Frame>();
        init_frame(vm, frame, host, locals, function, f);
        vm.frame.set(frame);
        (vm.engine.run)(vm);
        let r = vm.result.replace(Slot::NULL);
        vm.frame.set(prev);
        if r.is_null() {
            return Err(Raised);
        }
        Ok(Ref::from_slot(r))
    }
}

/// Something callable that a native calls for many values. For a Python function with as many parameters, or a method, the host frame is
/// pushed once, and what a single call looks at does not change while the native runs.
pub struct Callback<'a> {
    vm: &'a Vm,
    /// The function of a bound method; otherwise what is called.
    function: Ref,
    /// What a method is bound to.
    this: Option<Ref>,
    /// How something native is called.
    native: Option<CallFn>,
    /// The host frame of a plain function; null where calls go another way.
    host: *mut Frame,
    /// The host frame of a method's function; null where there is none.
    method_host: *mut Frame,
    /// The code that the host frame has been pushed for.
    code: Slot,
}

impl<'a> Callback<'a> {
    /// For calls with `n` values.
    pub fn new(vm: &'a Vm, callable: &Ref, n: usize) -> Callback<'a> {
        let mut callback = Callback {
            vm,
            function: callable.clone(),
            this: None,
            native: None,
            host: std::ptr::null_mut(),
            method_host: std::ptr::null_mut(),
            code: Slot::NULL,
        };
        let mut n = n;
        if callable.is_exact(Kind::BoundMethod) {
            let m = payload::<BoundMethod>(callable);
            if m.function.is_exact(Kind::Function) {
                callback.function = m.function.clone();
                callback.this = Some(m.this.clone());
                n += 1;
            }
        }
        if callback.function.is_exact(Kind::Function) {
            // SAFETY: it is a function, and the room is above all that the current frame uses.
            unsafe {
                let f = callback.function.slot().ptr::<FunctionObject>();
                if let Some(at) = room_for_exact(vm, f, n) {
                    let host = push_host(vm, at);
                    match callback.this {
                        None => callback.host = host,
                        Some(_) => callback.method_host = host,
                    }
                    callback.code = (*f).v.code.slot();
                }
            }
        } else {
            let ty = vm.type_of(callable);
            callback.native = ty.slots.call.get().filter(|_| !ty.is_heap_type());
        }
        callback
    }

    /// Calls it, with as many values as was said.
    #[inline(always)]
    pub fn call<const N: usize>(&self, args: &[Ref; N]) -> PyResult {
        // SAFETY: it has been pushed for as many values.
        match unsafe { self.call_on(self.host, [args, &[], &[]]) } {
            Some(r) => r,
            None => self.call_otherwise(args),
        }
    }

    /// Calls the function on top of `host`. None: there is no such frame, or the function has other code by now.
    ///
    /// # Safety
    /// The host frame is this callback's, for a call with as many values.
    #[inline(always)]
    unsafe fn call_on(&self, host: *mut Frame, parts: [&[Ref]; 3]) -> Option<PyResult> {
        // SAFETY: with a host frame it is a function. Others may have used the memory above the caller's stack meanwhile, but what lies
        // lowest there is always a host frame of the same caller; only its stack may differ.
        unsafe {
            let f = self.function.slot().ptr::<FunctionObject>();
            if host.is_null() || (*f).v.code.slot() != self.code {
                return None;
            }
            let vm = self.vm;
            debug_assert!((*host).prev == vm.frame.get() && (*host).flags == Frame::HOST);
            debug_assert!((*host).ip == vm.engine.internal.exit);
            (*host).sp = Frame::stack_base(host);
            // The function lives as long as this, so the frame need not count it.
            Some(run_exact(vm, host, self.function.slot().borrow(), f, parts))
        }
    }

    #[inline(never)]
    fn call_otherwise(&self, args: &[Ref]) -> PyResult {
        if let Some(f) = self.native {
            return f(self.vm, &self.function, &Args::positional_only(args));
        }
        let this = self.this.as_slice();
        // SAFETY: it has been pushed for self and as many values.
        if let Some(r) = unsafe { self.call_on(self.method_host, [this, args, &[]]) } {
            return r;
        }
        match self.function.is_exact(Kind::Function) {
            true => execute_bound(self.vm, &self.function, this, args),
            false => self.vm.call_positional(&self.function, args),
        }
    }
}
