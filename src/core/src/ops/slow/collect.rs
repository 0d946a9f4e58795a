//! Builtins that use a generator up: `tuple(g)`, `sum(g)`, `any(g)` and others like them.
//!
//! Such a call pushes a frame of the machinery, which resumes the generator as a loop would, and to which the generator yields.
//! No Rust frame lies between two values, so that such calls nest as deep as Python calls do.
//!
//! On the stack of that frame lie what a sum of floats has lost so far, how the values are used, what they have come to so far, the
//! generator, and where it has yielded the value. COLLECT takes that and resumes the generator; another COLLECT behind it, with an operand, sees what the
//! generator returned.

use super::at;
use super::call::{poll_after, room_for_callee};
use super::special::push_shim;
use crate::frame::Frame;
use crate::modules::builtins::sum::Compensated;
use crate::modules::builtins::{extremes, iteration, sum};
use crate::object::generator::{self, State, as_generator};
use crate::object::{
    BinaryOp, Builtin, CompareOp, MethodDescriptor, NativeFn, as_list, as_set, float_value,
    list_with_room, new_frozenset, new_set, new_tuple_from_stack, sort_list, str_join,
};
use crate::ops::Outcome;
use crate::ops::execute::enter_generator;
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};

/// Words of the frame: header, five entries.
const WORDS: usize = size_of::<Frame>() / size_of::<Slot>() + 5;
/// Words that a call of one of these has on the stack: the callable, what it is bound to, the generator.
const OPERANDS: usize = 3;

type One = fn(&Vm, &Ref, &Ref) -> PyResult;
type Raw = fn(&Vm, &Ref, &Args) -> PyResult;
type Keywords = fn(&Vm, &Ref, &[Option<Ref>]) -> PyResult;

macro_rules! uses {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// What a call does with the values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Use { $($(#[$doc])* $name,)* }
        impl Use {
            const ALL: &[Use] = &[$(Use::$name),*];
        }
    };
}
uses! {
    /// `list(g)`. This one and those up to `Join` collect a list first.
    List
    /// `tuple(g)`
    Tuple
    /// `sorted(g)`
    Sorted
    /// `text.join(g)`
    Join
    /// `set(g)`
    Set
    /// `frozenset(g)`
    Frozenset
    /// `sum(g)`
    Sum
    /// The same once it is a float
    SumFloats
    /// `max(g)`
    Max
    /// `min(g)`
    Min
    /// `any(g)`
    Any
    /// `all(g)`
    All
}

impl Use {
    /// How `callable`, called with `this` in front of one value, uses that one.
    pub fn of(vm: &Vm, callable: &Ref, this: Slot) -> Option<Use> {
        match callable.kind() {
            Kind::Type if this.is_null() => {
                let t = &vm.types;
                let classes = [
                    (t.list, Use::List),
                    (t.tuple, Use::Tuple),
                    (t.set, Use::Set),
                    (t.frozenset, Use::Frozenset),
                ];
                classes.iter().find(|c| c.0.is(callable)).map(|c| c.1)
            }
            Kind::Builtin if this.is_null() => {
                let is = |f: One, g: One| std::ptr::fn_addr_eq(f, g);
                let is_raw = |f: Raw, g: Raw| std::ptr::fn_addr_eq(f, g);
                match crate::object::payload::<Builtin>(callable).def.f {
                    NativeFn::One(f) if is(f, iteration::any) => Some(Use::Any),
                    NativeFn::One(f) if is(f, iteration::all) => Some(Use::All),
                    NativeFn::Raw(f) if is_raw(f, extremes::max) => Some(Use::Max),
                    NativeFn::Raw(f) if is_raw(f, extremes::min) => Some(Use::Min),
                    NativeFn::Raw(f) if is_raw(f, iteration::sorted) => Some(Use::Sorted),
                    NativeFn::Keywords(f) if std::ptr::fn_addr_eq(f, sum::sum as Keywords) => {
                        Some(Use::Sum)
                    }
                    _ => None,
                }
            }
            // SAFETY: the word is on the stack.
            Kind::MethodDescriptor if unsafe { this.is_exact(Kind::Str) } => {
                match crate::object::payload::<MethodDescriptor>(callable).def.f {
                    NativeFn::One(f) if std::ptr::fn_addr_eq(f, str_join as One) => Some(Use::Join),
                    _ => None,
                }
            }
            _ => None,
        }
    }
    /// The word that stands for it on the stack.
    #[inline(always)]
    pub const fn word(self) -> Slot {
        Slot::int_unchecked(self as i64)
    }
    /// What the word on the stack stands for.
    #[inline(always)]
    unsafe fn of_word(word: Slot) -> Use {
        Use::ALL[word.as_int() as usize]
    }
    /// Does it collect a list?
    #[inline(always)]
    pub fn lists(word: Slot) -> bool {
        word.as_int() <= Use::Join as i64
    }
    /// What no values at all come to.
    fn nothing(self, vm: &Vm) -> PyResult<Slot> {
        Ok(match self {
            Use::List | Use::Tuple | Use::Sorted | Use::Join => list_with_room(vm, 8)?.into_slot(),
            Use::Set => new_set(vm).into_slot(),
            Use::Frozenset => new_frozenset(vm, &[])?.into_slot(),
            Use::Sum | Use::SumFloats => Slot::int_unchecked(0),
            Use::Max | Use::Min => Slot::NULL,
            Use::Any => Slot::bool(false),
            Use::All => Slot::bool(true),
        })
    }
    /// The result, of what the values have come to; `this` is what the callable is bound to, or NULL.
    fn result(self, vm: &Vm, so_far: Ref, this: Slot) -> PyResult {
        match self {
            Use::List => {
                as_list(&so_far).trim(vm);
                Ok(so_far)
            }
            Use::Tuple => {
                let list = as_list(&so_far);
                let n = list.len.replace(0);
                // SAFETY: the words were the list's, which has none any more.
                unsafe { new_tuple_from_stack(vm, list.items.get(), n) }
            }
            Use::Sorted => {
                as_list(&so_far).trim(vm);
                sort_list(vm, &so_far, None, false)?;
                Ok(so_far)
            }
            // A method is called with the object that it is of.
            Use::Join => str_join(vm, Ref::view(&this), &so_far),
            _ => Ok(so_far),
        }
    }
}

/// Can a value be sent to this generator, which is no coroutine?
unsafe fn can_go_on(vm: &Vm, g: &Ref) -> bool {
    g.is_exact(Kind::Generator)
        && vm.type_of(g) == vm.types.generator
        && as_generator(g).is_suspended()
}

/// May CALL_COLLECT run the call on the stack?
pub(crate) unsafe fn applies(vm: &Vm, sp: *mut Slot, arg: u32) -> bool {
    unsafe {
        arg == 1
            && (*sp.sub(1)).is_exact(Kind::Generator)
            && can_go_on(vm, at(sp, 0))
            && Use::of(vm, at(sp, 2), *sp.sub(2)).is_some()
    }
}

/// CALL_COLLECT: a call as above.
pub unsafe fn call_collect(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let (Some(how), Some(place)) = (
            Use::of(vm, at(sp, 2), *sp.sub(2)),
            room_for_callee(vm, frame, sp, WORDS),
        ) else {
            return super::call::call(vm, frame, sp, arg);
        };
        let Ok(so_far) = how.nothing(vm) else {
            return Outcome::RAISED;
        };
        let shim = push_shim(vm, frame, place, vm.engine.internal.collect_end);
        let base = Frame::stack_base(shim);
        *base = Slot::float_zero();
        *base.add(1) = how.word();
        *base.add(2) = so_far;
        *base.add(3) = (*sp.sub(1)).new_ref();
        go_on(vm, shim, base.add(4))
    }
}

/// Resumes the generator on the stack of `shim`.
unsafe fn go_on(vm: &Vm, shim: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        (*shim).sp = sp;
        let g = as_generator(at(sp, 0));
        g.in_order();
        let frame = g.frame.get();
        enter_generator(
            vm,
            g,
            frame,
            shim,
            vm.engine.internal.collect,
            State::Executing,
        );
        *(*frame).sp = Slot::none();
        (*frame).sp = (*frame).sp.add(1);
        vm.frame.set(frame);
        Outcome::RELOAD
    }
}

/// COLLECT of a value for `set(g)`.
pub unsafe fn collect_into_set(vm: &Vm, shim: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        if as_set(at(sp, 2)).add(vm, at(sp, 0)).is_err() {
            return Outcome::RAISED;
        }
        let v = *sp.sub(1);
        (*shim).sp = sp.sub(1);
        v.decref();
        next(vm, shim, sp.sub(1))
    }
}

/// COLLECT of a value that the handler has no short way for, or, with an operand, of what the generator returned.
pub unsafe fn collect(vm: &Vm, shim: *mut Frame, sp: *mut Slot, returned: u32) -> Outcome {
    unsafe {
        let v = Ref::from_slot((*sp.sub(1)).promote());
        let sp = sp.sub(1);
        (*shim).sp = sp;
        if returned != 0 {
            drop(v);
            return end(vm, shim, sp);
        }
        let how = Use::of_word(*sp.sub(3));
        let taken = match how {
            Use::Sum | Use::SumFloats => take_to_sum(vm, sp, v),
            _ => take(vm, how, &mut *sp.sub(2), v),
        };
        match taken {
            Err(_) => Outcome::RAISED,
            Ok(Some(result)) => finish(vm, shim, Ok(result)),
            Ok(None) => next(vm, shim, sp),
        }
    }
}

/// Goes on to the next value.
#[inline(always)]
unsafe fn next(vm: &Vm, shim: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        if as_generator(at(sp, 0)).is_suspended() {
            go_on(vm, shim, sp)
        } else {
            next_from_outside(vm, shim, sp)
        }
    }
}

/// The same where somebody else has ended the generator, or is running it.
#[cold]
#[inline(never)]
unsafe fn next_from_outside(vm: &Vm, shim: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        match vm.iter_next(at(sp, 0)) {
            Err(_) => Outcome::RAISED,
            Ok(Some(v)) => {
                *sp = v.into_slot();
                (*shim).sp = sp.add(1);
                collect(vm, shim, sp.add(1), 0)
            }
            Ok(None) => {
                vm.discard_return_value();
                end(vm, shim, sp)
            }
        }
    }
}

/// Uses one value. A result, if it is decided.
fn take(vm: &Vm, how: Use, so_far: &mut Slot, v: Ref) -> PyResult<Option<Ref>> {
    match how {
        Use::List | Use::Tuple | Use::Sorted | Use::Join => {
            as_list(Ref::view(so_far)).push(vm, v)?;
        }
        Use::Set | Use::Frozenset => {
            as_set(Ref::view(so_far)).add(vm, &v)?;
        }
        Use::Sum | Use::SumFloats => unreachable!("sums have a function of their own"),
        Use::Max | Use::Min => {
            let op = if how == Use::Max {
                CompareOp::Gt
            } else {
                CompareOp::Lt
            };
            if so_far.is_null() || extremes::is_better(vm, &v, Ref::view(so_far), op)? {
                let old = std::mem::replace(so_far, v.into_slot());
                // SAFETY: the word was owned, and has been replaced.
                unsafe { old.decref() };
            }
        }
        Use::Any | Use::All => {
            let decides = how == Use::Any;
            if vm.is_true(&v)? == decides {
                return Ok(Some(Ref::bool(decides)));
            }
        }
    }
    Ok(None)
}

/// Adds one value to the sum in the frame whose stack ends at `sp`. A result, if the rest of the generator is in it.
unsafe fn take_to_sum(vm: &Vm, sp: *mut Slot, v: Ref) -> PyResult<Option<Ref>> {
    unsafe {
        let (lost, how, so_far) = (sp.sub(4), sp.sub(3), sp.sub(2));
        let total = Ref::from_slot(std::mem::replace(&mut *so_far, Slot::NULL));
        if *how == Use::Sum.word() {
            let sum = vm.binary_op(&total, &v, BinaryOp::Add)?;
            if sum.is_exact(Kind::Float) {
                *how = Use::SumFloats.word();
            } else if !v.is_exact(Kind::Int) && !v.has_kind(Kind::Bool) {
                // What is neither is added up natively, beginning with what there is.
                return sum::go_on(vm, sum, vm.iterate_from(at(sp, 0).clone())).map(Some);
            }
            *so_far = sum.into_slot();
            return Ok(None);
        }
        let mut acc = Compensated {
            high: float_value(&total),
            low: float_value(Ref::view(&*lost)),
        };
        if let Some(x) = sum::plain_float(vm, &v)? {
            acc.add(x);
            *so_far = vm.new_float(acc.high).into_slot();
            let lost = std::mem::replace(&mut *lost, vm.new_float(acc.low).into_slot());
            lost.decref();
            return Ok(None);
        }
        let total = vm.binary_op(&vm.new_float(acc.value()), &v, BinaryOp::Add)?;
        sum::go_on_behind_floats(vm, total, vm.iterate_from(at(sp, 0).clone())).map(Some)
    }
}

/// Makes the result when there are no more values.
unsafe fn end(vm: &Vm, shim: *mut Frame, sp: *mut Slot) -> Outcome {
    unsafe {
        let how = Use::of_word(*sp.sub(3));
        if how == Use::SumFloats {
            let acc = Compensated {
                high: float_value(at(sp, 1)),
                low: float_value(at(sp, 3)),
            };
            return finish(vm, shim, Ok(vm.new_float(acc.value())));
        }
        let so_far = std::mem::replace(&mut *sp.sub(2), Slot::NULL);
        let r = if so_far.is_null() {
            Err(extremes::nothing_to_choose(
                vm,
                if how == Use::Max { "max" } else { "min" },
            ))
        } else {
            how.result(vm, Ref::from_slot(so_far), *(*(*shim).prev).sp.sub(2))
        };
        finish(vm, shim, r)
    }
}

/// Ends the call: drops the frame and the operands.
unsafe fn finish(vm: &Vm, shim: *mut Frame, r: PyResult) -> Outcome {
    unsafe {
        let Ok(v) = r else { return Outcome::RAISED };
        let v = v.into_slot();
        let caller = (*shim).prev;
        // The generator must not die before the frame is gone: closing it may run Python code.
        let (so_far, g) = (
            *Frame::stack_base(shim).add(2),
            *Frame::stack_base(shim).add(3),
        );
        (*Frame::stack_base(shim)).decref();
        vm.frame.set(caller);
        let sp = (*caller).sp;
        so_far.decref();
        if !(g.is_last_reference() && generator::dissolve(g.ptr(), vm)) {
            g.decref();
        }
        let base = super::drop_entries(caller, sp, OPERANDS);
        *base = v;
        (*caller).sp = base.add(1);
        match poll_after(vm, caller, Outcome::next(base.add(1))).stack_pointer() {
            None => Outcome::RAISED,
            Some(_) => Outcome::RELOAD,
        }
    }
}
