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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
#[repr(u8)]
pub enum State {
    Created,
    Suspended,
    /// Suspended in `yield from` or `await`.
    SuspendedYieldFrom,
    /// The same, with all the generators of the delegation left linked as if they ran, down to [`Generator::link`], which stands
    /// at a `yield`. See `ops/delegation.rs`.
    SuspendedChain,
    /// The same, but the innermost one is in `yield from` or `await` too, for something that is no such generator.
    SuspendedChainYieldFrom,
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
    /// What it is doing, but for those that wait in the middle of a chain left linked: [`Self::state`] is true for all.
    raw_state: Cell<State>,
    /// Of one that runs as a delegate: the outermost generator of its chain. Of one suspended with its chain left linked: the
    /// innermost. Else of no meaning.
    pub link: Cell<*const Generator>,
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
        // The frame of a running generator counts as seen from outside, like any other frame. A chain is not taken apart here:
        // the words of its frames are their own, and to count must not change anything.
        if self.raw_state().is_suspended() || self.waits_in_chain() {
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

impl State {
    /// Not begun, or at a `yield`.
    #[inline(always)]
    pub fn is_suspended(self) -> bool {
        self <= State::SuspendedChainYieldFrom
    }
    /// Suspended, with the generators that it delegates to left linked.
    #[inline(always)]
    pub fn is_chain(self) -> bool {
        matches!(self, State::SuspendedChain | State::SuspendedChainYieldFrom)
    }
}

impl Generator {
    /// A generator that has not begun, whose frame this is.
    pub fn new(
        frame: *mut Frame,
        [name, qualname]: [Option<Ref>; 2],
        storage: Option<Box<[MaybeUninit<Slot>]>>,
    ) -> Self {
        Generator {
            frame: Cell::new(frame),
            yield_ip: Cell::new(std::ptr::null()),
            raw_state: Cell::new(State::Created),
            link: Cell::new(std::ptr::null()),
            stack_top: Cell::new(std::ptr::null_mut()),
            held: Cell::new(Slot::NULL),
            exc_info: ExcInfo::default(),
            name: Field::from(name),
            qualname: Field::from(qualname),
            code: Field::empty(),
            origin: Field::empty(),
            storage: UnsafeCell::new(storage),
        }
    }
    /// What the generator is doing. If it waits in a chain left linked, that is taken apart first.
    pub fn state(&self) -> State {
        self.in_order();
        self.raw_state()
    }
    /// What is written down of it: a generator in the middle of a chain left linked seems to run, and the outermost one's state
    /// says that there is a chain.
    #[inline(always)]
    pub fn raw_state(&self) -> State {
        self.raw_state.get()
    }
    #[inline(always)]
    pub fn set_state(&self, state: State) {
        self.raw_state.set(state);
    }
    /// Takes the chain apart that this generator waits in, if it does: then its frame, and those of the others, are as if each
    /// had been suspended by an instruction of its own.
    #[inline(always)]
    pub fn in_order(&self) {
        if self.raw_state().is_chain() {
            crate::ops::take_apart(self);
        } else if self.waits_in_chain() {
            // SAFETY: `waits_in_chain` has looked there.
            crate::ops::take_apart(unsafe { &*self.link.get() });
        }
    }
    /// Is it suspended in a chain left linked, without being its outermost?
    fn waits_in_chain(&self) -> bool {
        // SAFETY: a generator that runs as a delegate is held by those above it, up to the one it is linked to; a chain is taken
        // apart before its outermost one goes away.
        self.raw_state() == State::ExecutingDelegate
            && unsafe { (*self.link.get()).raw_state().is_chain() }
    }
    /// Drops everything in the frame of a generator that will not run again: the stack before the locals, since the
    /// stack may borrow from them.
    ///
    /// # Safety
    /// The frame must not be executing.
    pub unsafe fn clear_frame(&self) {
        if matches!(self.state(), State::Finished) {
            return;
        }
        self.set_state(State::Finished);
        // SAFETY: the frame still holds its function, and that its code.
        self.code
            .set(unsafe { Ref::from_ptr_new((*self.frame.get()).code) });
        unsafe { crate::frame::clear_frame(self.frame.get(), (*self.frame.get()).sp) };
    }
    /// Is it running, or does it wait for what it has called or delegates to?
    pub fn is_running(&self) -> bool {
        matches!(self.state(), State::Executing | State::ExecutingDelegate)
    }
    /// Can it be resumed?
    pub fn is_suspended(&self) -> bool {
        self.state().is_suspended()
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
        let [name, qualname, code] = held;
        let lives = |v: Slot, others: u32| !v.is_counted() || (*v.header()).rc > others;
        if g.raw_state() != State::Finished
            || h.state & (STATE_FINALIZED | STATE_WEAKREFS) != STATE_FINALIZED
            || g.origin.is_set()
            || g.exc_info.value.is_set()
            || (*g.storage.get()).is_some()
            // One string may be both names.
            || !(lives(name, 2) && lives(qualname, 2) && lives(code, 1))
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
    if g.state() != State::SuspendedYieldFrom {
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
    match as_generator(generator).state() {
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
    match as_generator(generator).state() {
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
