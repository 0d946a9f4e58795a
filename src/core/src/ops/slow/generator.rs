//! Generators, coroutines, awaiting.

use super::call::enter_generator_method;
use super::{at, drop_entries, replace};
use crate::frame::Frame;
use crate::object::exception::{Exception, as_exception};
use crate::object::generator::{Generator, State, as_generator};
use crate::object::{Object, flags as type_flags, new_tuple};
use crate::ops::execute::generator_of;
use crate::ops::{Outcome, unwind};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, STATE_FINALIZED, STATE_GC, Slot};
use tricera_code::opcode::flags;

/// Bytes of a generator that runs `code` with its frame in its cell, and words of the frame.
#[inline(always)]
pub(crate) fn sizes(code: &crate::object::code::Code) -> (usize, usize) {
    let words = code.frame_words as usize + 1;
    (
        size_of::<Object<Generator>>() + words * size_of::<Slot>(),
        words,
    )
}

/// Writes the payload of a new generator at `object`, with the frame of its function, which goes on at `ip`; the frame's words
/// move behind the payload, or into `storage`.
///
/// # Safety
/// The cell, or the storage, has room for the frame; the operand stack is empty.
#[inline(always)]
pub(crate) unsafe fn move_frame(
    object: *mut Object<Generator>,
    frame: *mut Frame,
    ip: *const u8,
    mut storage: Option<Box<[std::mem::MaybeUninit<Slot>]>>,
) -> *mut Frame {
    unsafe {
        let f = &mut *frame;
        let n = f.code().nlocalsplus as usize;
        let locals: *mut Slot = match &mut storage {
            None => object.add(1).cast(),
            Some(b) => b.as_mut_ptr().cast(),
        };
        let mut i = 0;
        while i < n {
            crate::ops::keep_branch();
            *locals.add(i) = (*f.locals.add(i)).promote();
            i += 1;
        }
        let copy = locals.add(n).cast::<Frame>();
        let (name, qualname) = (f.function().name.get(), f.function().qualname.get());
        copy.write(Frame {
            prev: std::ptr::null_mut(),
            locals,
            ip,
            sp: Frame::stack_base(copy),
            function: f.function.promote_value(),
            code: f.code,
            depth: 0,
            flags: Frame::GENERATOR,
            frame_object: f.frame_object,
            owner: Slot::from_ptr(object.cast::<crate::value::Header>()).borrow(),
        });
        (&raw mut (*object).v).write(Generator::new(copy, [name, qualname], storage));
        copy
    }
}

/// RETURN_GENERATOR: moves the frame into a new generator and returns that to the caller.
pub unsafe fn return_generator(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = sp;
    unsafe {
        let f = &mut *frame;
        let code = f.code();
        let ty = if code.data.flags & flags::CO_COROUTINE != 0 {
            vm.types.coroutine
        } else if code.data.flags & flags::CO_ASYNC_GENERATOR != 0 {
            vm.types.async_generator
        } else {
            vm.types.generator
        };
        debug_assert!(ty.flags.get() & (type_flags::HEAP | type_flags::EXTRA) == 0);
        let (size, words) = sizes(code);
        let own = size_of::<Object<Generator>>();
        let fits = size <= crate::heap::MAX_CELL;
        let h = vm.heap.alloc(
            if fits { size } else { own },
            Kind::Generator,
            0,
            STATE_GC,
            ty.root_shape,
        );
        let object = h.cast::<Object<Generator>>();
        let storage = (!fits).then(|| Box::<[Slot]>::new_uninit_slice(words));
        let copy = move_frame(object, frame, f.ip, storage);
        if !f.frame_object.is_null() {
            crate::object::code::moved(f.frame_object, copy);
        }
        let g = Ref::from_ptr(h);
        let prev = f.prev;
        vm.frame.set(prev);
        if vm.origin_depth.get() > 0 && code.data.flags & flags::CO_COROUTINE != 0 {
            as_generator(&g).origin.set(callers(vm));
        }
        *(*prev).sp = g.into_slot();
        (*prev).sp = (*prev).sp.add(1);
        Outcome::RELOAD
    }
}

/// `cr_origin` of a coroutine that the current frame makes: file, line and function of the innermost callers.
#[cold]
fn callers(vm: &Vm) -> Ref {
    let mut all = Vec::new();
    let mut next = vm.current_frame();
    while let Some(f) = next.filter(|_| all.len() < vm.origin_depth.get() as usize) {
        // SAFETY: the frame is in the chain of active frames.
        let (code, line) = unsafe { ((*f).code(), crate::frame::line_of(f)) };
        let line = line.map_or_else(Ref::none, |l| vm.new_int(l.into()));
        all.push(new_tuple(
            vm,
            [code.filename.clone(), line, code.name.clone()],
        ));
        // SAFETY: see above.
        next = unsafe { crate::frame::caller_of(f) };
    }
    new_tuple(vm, all)
}

/// YIELD_VALUE, in a generator's frame.
pub unsafe fn yield_value(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let g = generator_of(frame);
        let v = (*sp.sub(1)).promote();
        (*frame).sp = sp.sub(1);
        // What waits on the stack must not depend on locals any more: the verifier counts on it.
        let mut p = Frame::stack_base(frame);
        while p < sp.sub(1) {
            *p = (*p).promote();
            p = p.add(1);
        }
        g.set_state(if arg & 1 != 0 {
            State::SuspendedYieldFrom
        } else {
            State::Suspended
        });
        vm.exc_info.set(g.exc_info.prev.get());
        let prev = (*frame).prev;
        (*frame).prev = std::ptr::null_mut();
        *(*prev).sp = v;
        (*prev).sp = (*prev).sp.add(1);
        (*prev).ip = g.yield_ip.get();
        vm.frame.set(prev);
        g.held.replace(Slot::NULL).decref();
        Outcome::RELOAD
    }
}

/// RETURN_VALUE in a generator's frame.
pub unsafe fn return_value(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = (*sp.sub(1)).promote();
        (*frame).sp = sp.sub(1);
        let prev = (*frame).prev;
        let held = generator_of(frame).held.replace(Slot::NULL);
        // Nothing is left to finalize.
        (*(*frame).owner.header()).state |= STATE_FINALIZED;
        unwind::finish_generator(vm, frame);
        if !held.is_null() {
            vm.frame.set(prev);
            held.decref();
            let _ = vm.stop_iteration(Some(Ref::from_slot(v)));
            return Outcome::RAISED;
        }
        *(*prev).sp = v;
        (*prev).sp = (*prev).sp.add(1);
        vm.frame.set(prev);
        Outcome::RELOAD
    }
}

/// SEND: `receiver, value` → `receiver, yielded`, or jumps with `receiver, returned`.
pub unsafe fn send(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    let _ = frame;
    unsafe {
        let (receiver, value) = (at(sp, 1), at(sp, 0));
        let r: PyResult<Option<Ref>> = if receiver.has_kind(Kind::Generator) {
            crate::object::generator::send(vm, receiver, value)
        } else if value.is_none() && vm.type_of(receiver).slots.next.get().is_some() {
            // What an earlier iterator returned is not this one's.
            vm.discard_return_value();
            vm.iter_next(receiver)
        } else {
            vm.call_method(receiver, &vm.names.send, std::slice::from_ref(value))
                .map(Some)
        };
        let (v, done) = match r {
            Ok(Some(v)) => (v, false),
            Ok(None) => (vm.take_return_value(), true),
            Err(r) => match vm.catch_stop_iteration(r) {
                Ok(v) => (v, true),
                Err(_) => return Outcome::RAISED,
            },
        };
        let old = std::mem::replace(&mut *sp.sub(1), v.into_slot());
        old.decref();
        if done {
            Outcome::jump(sp)
        } else {
            Outcome::next(sp)
        }
    }
}

impl Vm {
    /// Takes a StopIteration in flight and returns its value.
    pub fn catch_stop_iteration(&self, r: crate::runtime::Raised) -> PyResult {
        if !self.raised_is(self.types.stop_iteration) {
            return Err(r);
        }
        let e = self.take_exception();
        Ok(as_exception(&e)
            .extra(Exception::VALUE)
            .unwrap_or_else(Ref::none))
    }
}

/// GET_YIELD_FROM_ITER
pub unsafe fn get_yield_from_iter(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        if v.has_kind(Kind::Generator) {
            if !vm.types.coroutine.is(&vm.type_of(v).to_ref()) {
                return Outcome::next(sp);
            }
            let flags = (*frame).code().data.flags;
            if flags & (flags::CO_COROUTINE | flags::CO_ITERABLE_COROUTINE) == 0 {
                let _ = vm.type_error(
                    "cannot 'yield from' a coroutine object in a non-coroutine generator",
                );
                return Outcome::RAISED;
            }
            return Outcome::next(sp);
        }
        if vm.type_of(v).is_heap_type()
            && let Some(out) = enter_generator_method(vm, frame, sp, &vm.names.iter)
        {
            return out;
        }
        replace(frame, sp, 1, vm.iter(v))
    }
}

/// GET_AWAITABLE of anything but a coroutine that may be awaited.
pub unsafe fn get_awaitable(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let v = at(sp, 0);
        if vm.type_of(v).is_heap_type()
            && let Some(out) = enter_generator_method(vm, frame, sp, &vm.names.await_)
        {
            return out;
        }
        match awaitable_iter(vm, v) {
            Ok(it) => {
                if it.has_kind(Kind::Generator)
                    && vm.types.coroutine.is(&vm.type_of(&it).to_ref())
                    && as_generator(&it).state() == State::SuspendedYieldFrom
                {
                    let _ = vm.runtime_error("coroutine is being awaited already");
                    return Outcome::RAISED;
                }
                let p = drop_entries(frame, sp, 1);
                *p = it.into_slot();
                Outcome::next(p.add(1))
            }
            Err(_) => {
                if arg > 0
                    && vm.raised_is(vm.types.type_error)
                    && vm.type_of(v).slots.await_.get().is_none()
                {
                    vm.clear_exception();
                    let what = if arg == 1 { "__aenter__" } else { "__aexit__" };
                    let t = vm.type_of(v).name_str();
                    let _ = vm.type_error(format!(
                        "'async with' received an object from {what} that does not implement __await__: {t}"
                    ));
                }
                Outcome::RAISED
            }
        }
    }
}

/// The iterator that `await v` drives.
pub fn awaitable_iter(vm: &Vm, v: &Ref) -> PyResult {
    if v.has_kind(Kind::Generator) {
        let flags = unsafe { (*as_generator(v).frame.get()).code().data.flags };
        if flags & (flags::CO_COROUTINE | flags::CO_ITERABLE_COROUTINE) != 0 {
            return Ok(v.clone());
        }
    }
    match vm.type_of(v).slots.await_.get() {
        Some(f) => {
            let it = f(vm, v)?;
            if vm.types.coroutine.is(&vm.type_of(&it).to_ref()) {
                return Err(vm.type_error("__await__() returned a coroutine"));
            }
            if vm.type_of(&it).slots.next.get().is_none() {
                return Err(vm.type_error(format!(
                    "__await__() returned non-iterator of type '{}'",
                    vm.type_of(&it).name_str()
                )));
            }
            Ok(it)
        }
        None => Err(vm.type_error(format!(
            "'{}' object can't be awaited",
            vm.type_of(v).name_str()
        ))),
    }
}
