//! Entering an engine from Rust: calls of functions, and resuming generators.

use super::callback::{room_for_exact, run_exact};
use super::slow::bind::{bind_arguments, bind_exact};
use crate::frame::Frame;
use crate::object::generator::{Generator, State, as_generator};
use crate::object::{FunctionObject, Object};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Ref, Slot};
use smallvec::SmallVec;

/// Words of a host frame with its one stack entry.
pub(super) const HOST_WORDS: usize = size_of::<Frame>() / size_of::<Slot>() + 2;

/// Finds room for `words` above the current frame, in a new chunk if need be. The second value says that a chunk was
/// entered, and holds what `stack_end` was.
#[inline(always)]
unsafe fn reserve(vm: &Vm, words: usize) -> PyResult<(*mut Slot, Option<*mut Slot>)> {
    unsafe {
        let top = vm.frame.get();
        if !top.is_null() {
            let end = vm.stack_end.get();
            let base = stack_top_at(top);
            if !base.is_null() && base.wrapping_add(words) <= end && base < end {
                return Ok((base, None));
            }
        }
        enter_chunk(vm, words)
    }
}

#[cold]
#[inline(never)]
fn enter_chunk(vm: &Vm, words: usize) -> PyResult<(*mut Slot, Option<*mut Slot>)> {
    let old = vm.stack_end.get();
    let Some((base, end)) = vm.data_stack.enter_chunk(words) else {
        return Err(vm.memory_error());
    };
    vm.stack_end.set(end);
    Ok((base, Some(old)))
}

/// Behind the last word that `frame`, and the frames below it, use of the data stack; null if there is no frame. What an inner frame was given by the
/// outer one saves the walk along a chain of generators that wait for each other.
#[inline(always)]
pub(crate) unsafe fn stack_top_at(frame: *mut Frame) -> *mut Slot {
    unsafe {
        if frame.is_null() {
            std::ptr::null_mut()
        } else if (*frame).is(Frame::GENERATOR) {
            generator_of(frame).stack_top.get()
        } else {
            (*frame).sp
        }
    }
}

#[inline(always)]
unsafe fn leave(vm: &Vm, chunk: Option<*mut Slot>) {
    if let Some(end) = chunk {
        vm.data_stack.leave_chunk();
        vm.stack_end.set(end);
    }
}

/// Writes a host frame at `at`.
#[inline(always)]
pub(super) unsafe fn push_host(vm: &Vm, at: *mut Slot) -> *mut Frame {
    let host = at.cast::<Frame>();
    let prev = vm.frame.get();
    unsafe {
        let depth = if prev.is_null() { 0 } else { (*prev).depth };
        host.write(Frame {
            prev,
            locals: at,
            ip: vm.engine.internal.exit,
            sp: Frame::stack_base(host),
            function: Slot::NULL,
            code: std::ptr::null(),
            depth,
            flags: Frame::HOST,
            frame_object: Slot::NULL,
            owner: Slot::NULL,
        });
    }
    host
}

/// Runs the vm's current frame; the host frame below it has been pushed by the caller.
unsafe fn enter_engine(vm: &Vm) -> PyResult {
    unsafe { (vm.engine.run)(vm) };
    let r = vm.result.replace(Slot::NULL);
    if r.is_null() {
        Err(Raised)
    } else {
        Ok(unsafe { Ref::from_slot(r) })
    }
}

/// Calls a Python function with any arguments; `namespace` is the locals mapping of a module or class body.
pub fn execute(vm: &Vm, function: &Ref, args: &Args, namespace: Option<Ref>) -> PyResult {
    vm.enter_native("")?;
    // SAFETY: the caller passes a function; the frame is built from its verified code.
    unsafe {
        let f = &*function.slot().ptr::<FunctionObject>();
        let code = f.v.code();
        let (at, chunk) = reserve(vm, HOST_WORDS + code.frame_words as usize)?;
        let host = push_host(vm, at);
        let locals = at.add(HOST_WORDS);
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        // While arguments are bound, errors and destructors see the caller's frame.
        if !bind_exact(&f.v, args, locals)
            && let Err(r) = bind_arguments(vm, &f.v, args, locals)
        {
            leave(vm, chunk);
            return Err(r);
        }
        super::slow::call::init_frame(vm, frame, host, locals, function.slot().new_ref(), f);
        if let Some(ns) = namespace {
            (*frame).flags |= Frame::NAMESPACE;
            (*frame).owner = ns.into_slot();
        }
        if (*frame).depth > vm.recursion_limit.get() {
            (*frame).depth -= 1;
            let r = vm.recursion_error("maximum recursion depth exceeded");
            crate::frame::clear_frame(frame, Frame::stack_base(frame));
            leave(vm, chunk);
            return Err(r);
        }
        let prev = vm.frame.get();
        vm.frame.set(frame);
        let r = enter_engine(vm);
        vm.frame.set(prev);
        leave(vm, chunk);
        r
    }
}

/// Calls a Python function with values for its parameters, of which the last ones may be missing if they have defaults, as natives call
/// back. Everything else [`execute`] does.
pub fn execute_positional(vm: &Vm, function: &Ref, args: &[Ref]) -> PyResult {
    // SAFETY: the caller passes a function.
    unsafe { execute_parts(vm, function, &[], args) }
}

/// The same with the values of `this` before the others.
pub fn execute_bound(vm: &Vm, function: &Ref, this: &[Ref], args: &[Ref]) -> PyResult {
    // SAFETY: the caller passes a function.
    unsafe { execute_parts(vm, function, this, args) }
}

#[inline(always)]
unsafe fn execute_parts(vm: &Vm, function: &Ref, this: &[Ref], args: &[Ref]) -> PyResult {
    unsafe {
        let f = function.slot().ptr::<FunctionObject>();
        match room_for_exact(vm, f, this.len() + args.len()) {
            Some(at) => {
                let host = push_host(vm, at);
                run_exact(vm, host, function.slot().new_ref(), f, [this, args, &[]])
            }
            None => execute_with_defaults(vm, function, this, args),
        }
    }
}

/// The same where values are missing, or something else is not as simple.
#[inline(never)]
unsafe fn execute_with_defaults(vm: &Vm, function: &Ref, this: &[Ref], args: &[Ref]) -> PyResult {
    unsafe {
        let f = function.slot().ptr::<FunctionObject>();
        let (given, argcount) = (this.len() + args.len(), (*f).v.code().argcount as usize);
        let defaults = (*f).v.defaults.slot();
        if given < argcount && !defaults.is_null() {
            // Nobody can replace the defaults before they have been copied.
            let all = crate::object::tuple_items(Ref::view(&defaults));
            let missing = &all[all.len().saturating_sub(argcount - given)..];
            if let Some(at) = room_for_exact(vm, f, given + missing.len()) {
                let host = push_host(vm, at);
                return run_exact(
                    vm,
                    host,
                    function.slot().new_ref(),
                    f,
                    [this, args, missing],
                );
            }
        }
        if this.is_empty() {
            return execute(vm, function, &Args::positional_only(args), None);
        }
        let all: SmallVec<[Ref; 8]> = this.iter().chain(args).cloned().collect();
        execute(vm, function, &Args::positional_only(&all), None)
    }
}

/// Sends a value to a generator that is suspended, or None to one that was just made: the value it yields, or None when
/// it returned; then its value is left in [`Vm::set_return_value`].
pub fn send_to_generator(vm: &Vm, generator: &Ref, value: Ref) -> PyResult<Option<Ref>> {
    resume_generator(vm, generator, |frame, _| {
        // SAFETY: a suspended frame has room for the value that resumes it.
        unsafe {
            *(*frame).sp = value.into_slot();
            (*frame).sp = (*frame).sp.add(1);
        }
        true
    })
}

/// Raises an exception where a generator is suspended; the result is as for [`send_to_generator`].
pub fn throw_into_generator(vm: &Vm, generator: &Ref, e: Ref) -> PyResult<Option<Ref>> {
    resume_generator(vm, generator, |frame, g| {
        // SAFETY: as above.
        unsafe {
            *(*frame).sp = Slot::none();
            (*frame).sp = (*frame).sp.add(1);
        }
        // Only what the generator itself is handling becomes the context, not what its caller is.
        if let Some(handled) = g.exc_info.value.get() {
            vm.set_context(&e, handled);
        }
        vm.set_exception(e);
        // SAFETY: the frame is the current one, and an exception is set.
        unsafe { super::unwind::unwind(vm) }
    })
}

/// Resumes a generator that is suspended or was just made, after `prepare` has put what it is resumed with into its
/// frame; if that answers false, an exception has already left the frame.
#[inline(always)]
fn resume_generator(
    vm: &Vm,
    generator: &Ref,
    prepare: impl FnOnce(*mut Frame, &Generator) -> bool,
) -> PyResult<Option<Ref>> {
    vm.enter_native("")?;
    let g = as_generator(generator);
    debug_assert!(g.is_suspended());
    // SAFETY: a suspended generator's frame is intact and in no chain.
    unsafe {
        let (at, chunk) = reserve(vm, HOST_WORDS)?;
        let host = push_host(vm, at);
        let prev = vm.frame.get();
        let frame = g.frame.get();
        enter_generator(
            vm,
            g,
            frame,
            host,
            vm.engine.internal.yield_exit,
            State::Executing,
        );
        if (*frame).depth > vm.recursion_limit.get() {
            g.set_state(if (*frame).ip.is_null() {
                State::Created
            } else {
                State::Suspended
            });
            vm.exc_info.set(g.exc_info.prev.get());
            leave(vm, chunk);
            return Err(vm.recursion_error("maximum recursion depth exceeded"));
        }
        // The generator must live while its frame runs.
        let _hold = generator.clone();
        vm.frame.set(frame);
        let r = if prepare(frame, g) {
            enter_engine(vm)
        } else {
            Err(Raised)
        };
        vm.frame.set(prev);
        leave(vm, chunk);
        let v = r?;
        if g.state() == State::Finished {
            vm.set_return_value(v);
            return Ok(None);
        }
        Ok(Some(v))
    }
}

/// Links a suspended generator's frame on top of `prev`.
///
/// # Safety
/// `frame` is the generator's, suspended; `prev`'s saved stack pointer is true; `yield_ip` is where its resumer goes on after a
/// yield, and `state` says how it runs.
#[inline(always)]
pub unsafe fn enter_generator(
    vm: &Vm,
    g: &Generator,
    frame: *mut Frame,
    prev: *mut Frame,
    yield_ip: *const u8,
    state: State,
) {
    unsafe {
        g.set_state(state);
        g.yield_ip.set(yield_ip);
        g.stack_top.set(stack_top_at(prev));
        g.exc_info.prev.set(vm.exc_info.get());
        vm.exc_info.set(&g.exc_info);
        (*frame).prev = prev;
        (*frame).depth = (*prev).depth + 1;
    }
}

/// The generator that owns `frame`.
///
/// # Safety
/// The frame must be a generator's.
#[inline(always)]
pub unsafe fn generator_of<'a>(frame: *mut Frame) -> &'a Generator {
    unsafe { &(*(*frame).owner.ptr::<Object<Generator>>()).v }
}
