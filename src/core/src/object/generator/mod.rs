//! Generators and coroutines: objects that own a frame.

mod methods;
mod types;

pub(crate) use methods::send_or_raise;
pub use types::{ASYNC_GENERATOR, COROUTINE, COROUTINE_WRAPPER, GENERATOR};

use crate::frame::Frame;
use crate::object::{Field, Layout, Object, Payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, STATE_FINALIZED, STATE_WEAKREFS, Slot};
use std::cell::{Cell, UnsafeCell};
use std::mem::MaybeUninit;

/// What a generator is doing (CPython's `gi_frame_state`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum State {
    Created,
    Suspended,
    /// Suspended in `yield from` or `await`.
    SuspendedYieldFrom,
    Executing,
    /// Executing for a generator that passes on what this one yields: that one stands at a SEND, and behind the SEND is the
    /// YIELD_VALUE of a `yield from` or `await`.
    ExecutingDelegate,
    Finished,
}

/// The payload of generators and coroutines.
#[repr(C)]
pub struct Generator {
    /// The frame: behind its locals, which lie behind this payload in the object's cell, or in `storage`.
    pub frame: Cell<*mut Frame>,
    /// Where the resumer goes on when the generator yields, in its engine's encoding.
    pub yield_ip: Cell<*const u8>,
    pub state: Cell<State>,
    /// While it runs: behind the last word in use of the data stack, below which nothing may be pushed.
    pub stack_top: Cell<*mut Slot>,
    /// An owned word of this generator while it runs for a call that has given its operands up; else NULL.
    pub held: Cell<Slot>,
    /// The exception that the generator is handling, in the chain of its thread while it runs.
    pub exc_info: ExcInfo,
    pub name: Field,
    pub qualname: Field,
    /// The code object, kept when the frame is gone.
    pub code: Field,
    /// `cr_origin`, `ag_hooks` and the like.
    pub origin: Field,
    /// Locals, frame and stack if they are too large for a cell: initialised as far as the frame says.
    pub storage: UnsafeCell<Option<Box<[MaybeUninit<Slot>]>>>,
}

/// A generator.
pub type GeneratorObject = Object<Generator>;

/// An entry of the chain of exceptions being handled (`_PyErr_StackItem`).
pub struct ExcInfo {
    /// The exception, or nothing.
    pub value: Field,
    pub prev: Cell<*const ExcInfo>,
}

impl Default for ExcInfo {
    fn default() -> Self {
        ExcInfo {
            value: Field::empty(),
            prev: Cell::new(std::ptr::null()),
        }
    }
}

impl Payload for Generator {
    const KIND: Kind = Kind::Generator;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        for field in [
            &self.name,
            &self.qualname,
            &self.code,
            &self.origin,
            &self.exc_info.value,
        ] {
            field.traverse(f);
        }
        // The frame of a running generator counts as seen from outside, like any other frame.
        if matches!(
            self.state.get(),
            State::Created | State::Suspended | State::SuspendedYieldFrom
        ) {
            // SAFETY: a suspended frame's words are initialised up to its stack pointer.
            unsafe {
                let frame = &*self.frame.get();
                let mut p = frame.locals;
                let end = frame.locals.add(frame.code().nlocalsplus as usize);
                while p < end {
                    f(*p);
                    p = p.add(1);
                }
                f(frame.function);
                f(frame.frame_object);
                let mut p = Frame::stack_base(self.frame.get());
                while p < frame.sp {
                    f(*p);
                    p = p.add(1);
                }
            }
        }
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        // SAFETY: nobody else can reach the frame any more.
        unsafe { self.clear_frame() }
    }
}

impl Generator {
    /// Drops everything in the frame of a generator that will not run again: the stack before the locals, since the
    /// stack may borrow from them.
    ///
    /// # Safety
    /// The frame must not be executing.
    pub unsafe fn clear_frame(&self) {
        if matches!(self.state.get(), State::Finished) {
            return;
        }
        self.state.set(State::Finished);
        // SAFETY: the frame still holds its function, and that its code.
        self.code
            .set(unsafe { Ref::from_ptr_new((*self.frame.get()).code) });
        unsafe { crate::frame::clear_frame(self.frame.get(), (*self.frame.get()).sp) };
    }
    /// Is it running, or does it wait for what it has called or delegates to?
    pub fn is_running(&self) -> bool {
        matches!(
            self.state.get(),
            State::Executing | State::ExecutingDelegate
        )
    }
    /// Can it be resumed?
    pub fn is_suspended(&self) -> bool {
        matches!(
            self.state.get(),
            State::Created | State::Suspended | State::SuspendedYieldFrom
        )
    }
}

/// Frees a generator that has returned, if nothing dies with it that it holds.
///
/// # Safety
/// This is the last reference to an exact generator or coroutine; it is not used again if the answer is yes.
#[inline(always)]
pub(crate) unsafe fn dissolve(this: *mut GeneratorObject, vm: &Vm) -> bool {
    unsafe {
        let (h, g) = (&(*this).h, &(*this).v);
        let held = [&g.name, &g.qualname, &g.code].map(Field::slot);
        if g.state.get() != State::Finished
            || h.state & (STATE_FINALIZED | STATE_WEAKREFS) != STATE_FINALIZED
            || g.origin.is_set()
            || g.exc_info.value.is_set()
            || (*g.storage.get()).is_some()
            // One string may be both names.
            || held.iter().any(|v| v.is_counted() && (*v.header()).rc <= 2)
        {
            return false;
        }
        for v in held {
            v.decref_shared();
        }
        vm.heap.free_cell(this.cast());
        true
    }
}

/// What a generator delegates to in `yield from` or `await` (`gi_yieldfrom`).
pub fn yielding_from(g: &Generator) -> Option<Ref> {
    if g.state.get() != State::SuspendedYieldFrom {
        return None;
    }
    // SAFETY: a generator suspended there has the receiver on top of its stack.
    unsafe {
        let top = *(*g.frame.get()).sp.sub(1);
        (!top.is_null()).then(|| Ref::new_reference(top))
    }
}

/// The layout of generators and coroutines.
pub static GENERATOR_LAYOUT: Layout = Layout::of::<Generator>();

/// The payload of `r`, which must have kind Generator.
#[inline]
pub fn as_generator(r: &Ref) -> &Generator {
    crate::object::payload::<Generator>(r)
}

/// `send(value)` for SEND and `next()`: a yielded value, or None when the generator returned; then its value is left
/// in [`Vm::set_return_value`].
#[inline]
pub fn send(vm: &Vm, generator: &Ref, value: &Ref) -> PyResult<Option<Ref>> {
    match as_generator(generator).state.get() {
        State::Suspended | State::SuspendedYieldFrom => {}
        State::Created if value.is_none() => {}
        _ => return refuse(vm, generator),
    }
    crate::ops::send_to_generator(vm, generator, value.clone())
}

/// Why a generator in this state takes no value.
#[cold]
#[inline(never)]
fn refuse(vm: &Vm, generator: &Ref) -> PyResult<Option<Ref>> {
    let is_coroutine = vm.type_of(generator) == vm.types.coroutine;
    let kind = if is_coroutine {
        "coroutine"
    } else {
        "generator"
    };
    match as_generator(generator).state.get() {
        State::Executing | State::ExecutingDelegate => {
            Err(vm.value_error(format!("{kind} already executing")))
        }
        State::Finished if is_coroutine => {
            Err(vm.runtime_error("cannot reuse already awaited coroutine"))
        }
        State::Finished => {
            vm.discard_return_value();
            Ok(None)
        }
        _ => Err(vm.type_error(format!(
            "can't send non-None value to a just-started {kind}"
        ))),
    }
}
