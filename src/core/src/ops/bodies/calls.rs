//! Calls: the adaptive CALL and its forms.

use super::{adapt, go_on_in, miss, op, release, slow_op};
use crate::frame::Frame;
use crate::modules::functools::partial;
use crate::object::code::CodeObject;
use crate::object::generator::{Generator, State, send_or_raise};
use crate::object::{
    Binding, BoundMethod, Builtin, CallFn, DictObject, FunctionObject, KeyFound, ListObject,
    MethodDef, MethodDescriptor, NativeFn, Object, Range, TypeObj, TypePtr, as_list, as_tuple,
    quick_object,
};
use crate::ops::execute::generator_of;
use crate::ops::slow::call::{self, poll_after};
use crate::ops::slow::collect;
use crate::ops::slow::distribute::one_elsewhere;
use crate::ops::slow::special::{self, SHIM_WORDS, push_shim};
use crate::ops::slow::support::{is_of_heap_type, quick_instance};
use crate::ops::slow::{at, replace};
use crate::ops::{Callee, Control, Control::*, Machine, Outcome, call_out};
use crate::runtime::{Args, PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op as code;

/// Pushes a frame for `function`, whose code this is, and whose `given` arguments lie at `locals`; `ret` is where the result will go. All or nothing:
/// asks for the slow path if there is no room or the recursion limit is reached.
#[inline(always)]
pub(crate) unsafe fn push_frame<M: Machine>(
    m: &mut M,
    len: usize,
    callee: Callee,
    function: Slot,
    locals: *mut Slot,
    given: usize,
    ret: *mut Slot,
) -> Control {
    // SAFETY: as for that one; no defaults are read.
    unsafe {
        push_frame_with(
            m,
            len,
            callee,
            function,
            locals,
            given,
            std::ptr::null(),
            0,
            ret,
        )
    }
}

/// [`push_frame`] with values of which the `missing` parameters behind the given ones get copies.
#[inline(always)]
#[allow(
    clippy::too_many_arguments,
    reason = "inlined, each a register of the handler"
)]
pub(crate) unsafe fn push_frame_with<M: Machine>(
    m: &mut M,
    len: usize,
    callee: Callee,
    function: Slot,
    locals: *mut Slot,
    given: usize,
    defaults: *const Slot,
    missing: usize,
    ret: *mut Slot,
) -> Control {
    unsafe {
        let caller = m.frame();
        let vm = m.vm();
        let depth = (*caller).depth + 1;
        let Callee {
            code,
            entry,
            nlocalsplus: n,
        } = callee;
        let mut locals = locals;
        if (*caller).flags & Frame::GENERATOR != 0 {
            // The operands lie in the generator; the frame goes above the innermost one on the data stack.
            let top = generator_of(caller).stack_top.get();
            if top.is_null()
                || top.add((*code).v.frame_words as usize) > vm.stack_end.get()
                || depth > vm.recursion_limit.get()
            {
                return Slow;
            }
            let mut i = 0;
            while i < given {
                crate::ops::keep_branch();
                *top.add(i) = *locals.add(i);
                i += 1;
            }
            locals = top;
        } else if locals.add((*code).v.frame_words as usize) > vm.stack_end.get()
            || depth > vm.recursion_limit.get()
        {
            return Slow;
        }
        (*caller).ip = m.ip_after(len);
        (*caller).sp = ret;
        let mut i = 0;
        while i < missing {
            crate::ops::keep_branch();
            *locals.add(given + i) = (*defaults.add(i)).incref();
            i += 1;
        }
        Frame::clear_locals(locals.add(given + missing), locals.add(n));
        let frame = locals.add(n).cast::<Frame>();
        (*frame).prev = caller;
        (*frame).locals = locals;
        (*frame).function = function;
        (*frame).code = code;
        (*frame).depth = depth;
        (*frame).flags = 0;
        (*frame).frame_object = Slot::NULL;
        m.set_frame(frame);
        m.set_locals(locals);
        m.set_sp(Frame::stack_base(frame));
        m.set_ip(entry);
        Jumped
    }
}

op!(CALL, |m| Slow, slow {
    adapt(m, |m| choose(m));
    call_out(m, Self::LEN, false, call::call)
});

/// What the places of declarations are counted from, so that a cache of 32 bits can hold them.
static ANCHOR: u64 = 0;

/// How far a declaration is from [`ANCHOR`], in words.
#[inline(always)]
fn distance_of(def: &'static MethodDef) -> i64 {
    ((&raw const *def as i64) - (&raw const ANCHOR as i64)) >> 3
}

/// Caches which native this CALL has seen, for a form that takes everything that its declaration says for granted. `usual`: the
/// callable lies on the stack with its self or without, as that form wants it.
unsafe fn remember<M: Machine>(
    m: &M,
    def: &'static MethodDef,
    usual: bool,
    form: u8,
) -> Option<u8> {
    let distance = i32::try_from(distance_of(def)).ok().filter(|_| usual)?;
    unsafe { m.set_version(distance as u32) };
    Some(form)
}

/// Is this the native that [`remember`] has cached?
#[inline(always)]
unsafe fn is_remembered<M: Machine>(m: &M, def: &'static MethodDef) -> bool {
    distance_of(def) == unsafe { m.version() } as i32 as i64
}

unsafe fn choose<M: Machine>(m: &mut M) -> Option<u8> {
    unsafe {
        let vm = m.vm();
        let n = m.arg() as usize;
        let callable = m.peek(n + 1);
        let this = m.peek(n);
        let total = n + !this.is_null() as usize;
        if collect::applies(vm, m.sp(), m.arg()) {
            return Some(code::CALL_COLLECT);
        }
        if callable.is_exact(Kind::Function) {
            let f = &(*callable.ptr::<FunctionObject>()).v;
            let c = f.code();
            if !c.simple {
                return None;
            }
            if c.argcount as usize == total {
                return Some(if this.is_null() {
                    code::CALL_PY_EXACT_ARGS
                } else {
                    code::CALL_PY_METHOD_EXACT_ARGS
                });
            }
            let defaults = f.defaults.slot();
            let d = if defaults.is_null() {
                0
            } else {
                as_tuple(Ref::view(&defaults)).map_or(0, <[Ref]>::len)
            };
            if total < c.argcount as usize && total + d >= c.argcount as usize {
                return Some(code::CALL_PY_DEFAULTS);
            }
            return None;
        }
        if callable.is_exact(Kind::BoundMethod) && this.is_null() {
            let b = &(*callable.ptr::<Object<BoundMethod>>()).v;
            if !b.function.is_exact(Kind::Function) {
                return None;
            }
            let f = &(*b.function.slot().ptr::<FunctionObject>()).v;
            let want = f.code().exact_args as usize;
            if want < n + 1 || want > n + 1 && want - n - 1 > defaults_of(f).len() {
                return None;
            }
            return Some(code::CALL_BOUND_METHOD_EXACT_ARGS);
        }
        if callable.is_exact(Kind::Builtin) {
            let b = &(*callable.ptr::<Object<Builtin>>()).v;
            return match b.def.f {
                NativeFn::One(_) if total == 1 => {
                    if b.def.name == "append" && b.this.slot().is_exact(Kind::List) {
                        vm.bound_append.set(distance_of(b.def) as u32);
                    }
                    if b.def.name == "len" && vm.is_builtin_len(callable, b) {
                        Some(code::CALL_LEN)
                    } else {
                        remember(m, b.def, this.is_null(), code::CALL_BUILTIN_O)
                    }
                }
                NativeFn::Positional { min, max, .. }
                    if (min as usize..=max as usize).contains(&total) =>
                {
                    if total == 2 && this.is_null() && is_isinstance(b.def) {
                        Some(code::CALL_ISINSTANCE)
                    } else if total == 1
                        && is_next(b.def)
                        && this.is_null()
                        && m.peek(0).is_exact(Kind::Generator)
                    {
                        Some(code::CALL_GENERATOR_NEXT)
                    } else {
                        remember(m, b.def, this.is_null(), code::CALL_BUILTIN_FAST)
                    }
                }
                NativeFn::Raw(_) | NativeFn::Keywords(_) => {
                    Some(code::CALL_BUILTIN_FAST_WITH_KEYWORDS)
                }
                _ => None,
            };
        }
        if callable.is_exact(Kind::MethodDescriptor) && total >= 1 {
            let d = &(*callable.ptr::<Object<MethodDescriptor>>()).v;
            let m = &*m;
            let remember = |form| remember(m, d.def, !this.is_null(), form);
            return match d.def.f {
                NativeFn::NoArgs(_) if total == 1 => remember(code::CALL_METHOD_DESCRIPTOR_NOARGS),
                NativeFn::One(_) if total == 2 => {
                    if d.def.name == "append" && d.owner == vm.types.list && !this.is_null() {
                        vm.list_append.set(callable.borrow().0);
                        Some(code::CALL_LIST_APPEND)
                    } else if is_generator_send(d.def) {
                        Some(code::CALL_GENERATOR_SEND)
                    } else {
                        remember(code::CALL_METHOD_DESCRIPTOR_O)
                    }
                }
                NativeFn::Positional { min, max, .. }
                    if (min as usize..=max as usize).contains(&(total - 1)) =>
                {
                    if d.def.name == "get" && d.owner == vm.types.dict {
                        vm.dict_get.set(distance_of(d.def) as u32);
                    }
                    remember(code::CALL_METHOD_DESCRIPTOR_FAST)
                }
                NativeFn::Raw(_) | NativeFn::Keywords(_) => {
                    Some(code::CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS)
                }
                _ => None,
            };
        }
        if callable.has_kind(Kind::Type) && this.is_null() {
            let t = &*callable.ptr::<TypeObj>();
            if n == 1 && vm.types.type_.is(Ref::view(&callable)) {
                return Some(code::CALL_TYPE_1);
            }
            if n == 1 && vm.types.str.is(Ref::view(&callable)) {
                return Some(code::CALL_STR_1);
            }
            if !t.is_heap_type() {
                return is_native_class(vm, callable).then_some(code::CALL_BUILTIN_CLASS);
            }
            if crate::ops::slow::support::has_plain_new(vm, t) {
                let version = t.version(vm);
                if version == 0 {
                    return None;
                }
                let init = t.lookup_slot(vm, &vm.names.init);
                if init.is_exact(Kind::Function) {
                    let f = &(*init.ptr::<FunctionObject>()).v;
                    if f.code().simple
                        && f.code().argcount as usize == n + 1
                        && !f.code().is_generator_like()
                    {
                        t.init.set(vm, t, init);
                        m.set_version(version);
                        return Some(code::CALL_ALLOC_AND_ENTER_INIT);
                    }
                }
            }
            return None;
        }
        (!callable.is_exact(Kind::BoundMethod)).then_some(code::CALL_NON_PY_GENERAL)
    }
}

/// Is this a type without a Python class statement, other than `type`, which `type.__call__` calls?
#[inline(always)]
unsafe fn is_native_class(vm: &Vm, callable: Slot) -> bool {
    unsafe {
        callable.has_kind(Kind::Type)
            && !(*callable.ptr::<TypeObj>()).is_heap_type()
            && (*(*callable.header()).shape).ty == vm.types.type_.as_ptr()
            && !vm.types.type_.is(Ref::view(&callable))
    }
}

/// The code of the Python function at `callable` if its parameters are exactly `total` words. Which function it is does not
/// matter, so that a site that calls many does not miss: what the guard reads, the new frame needs anyway.
#[inline(always)]
unsafe fn exact_callee<M: Machine>(m: &M, callable: Slot, total: usize) -> Option<Callee> {
    unsafe {
        if !callable.is_exact(Kind::Function) {
            return None;
        }
        let f = callable.ptr::<FunctionObject>();
        let code = (*f).v.code.slot().ptr::<CodeObject>();
        ((*code).v.exact_args as usize == total).then(|| m.guess_callee(code))
    }
}

// A function and a method, that is with the place for self empty and filled.
op!(CALL_PY_EXACT_ARGS, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let callable = *sp.sub(n + 2);
    let Some(callee) = exact_callee(m, callable, n) else { return Slow };
    if !(*sp.sub(n + 1)).is_null() {
        return Slow;
    }
    push_frame(m, Self::LEN, callee, callable, sp.sub(n), n, sp.sub(n + 2))
}, slow miss(m, code::CALL, Self::LEN, false, call::call));
op!(CALL_PY_METHOD_EXACT_ARGS, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let callable = *sp.sub(n + 2);
    let Some(callee) = exact_callee(m, callable, n + 1) else { return Slow };
    if (*sp.sub(n + 1)).is_null() {
        return Slow;
    }
    push_frame(m, Self::LEN, callee, callable, sp.sub(n + 1), n + 1, sp.sub(n + 2))
}, slow miss(m, code::CALL, Self::LEN, false, call::call));

op!(CALL_PY_DEFAULTS, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let callable = *sp.sub(n + 2);
    if !callable.is_exact(Kind::Function) {
        return Slow;
    }
    let f = callable.ptr::<FunctionObject>();
    let total = n + !(*sp.sub(n + 1)).is_null() as usize;
    let callee = m.guess_callee((*f).v.code.slot().ptr());
    let code = callee.code;
    let want = (*code).v.exact_args as usize;
    let defaults = (*f).v.defaults.slot();
    if total > want || defaults.is_null() {
        return Slow;
    }
    let defaults = defaults.ptr::<crate::object::TupleObject>();
    let missing = want - total;
    let have = (*defaults).len.get();
    if missing > have {
        return Slow;
    }
    let values = (*defaults).items.get().add(have - missing);
    push_frame_with(m, Self::LEN, callee, callable, sp.sub(total), total, values, missing, sp.sub(n + 2))
}, slow miss(m, code::CALL, Self::LEN, false, call::call));

/// The values that a function has for parameters that get none.
#[inline(always)]
unsafe fn defaults_of(f: &crate::object::FunctionValue) -> &[Ref] {
    let defaults = f.defaults.slot();
    if defaults.is_null() {
        return &[];
    }
    // SAFETY: they are a tuple, which the function holds while it is alive and nothing runs.
    unsafe {
        let t = defaults.ptr::<crate::object::TupleObject>();
        Ref::view_slice((*t).items.get(), (*t).len.get())
    }
}

// Parameters that get nothing get their defaults.
op!(CALL_BOUND_METHOD_EXACT_ARGS, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let callable = *sp.sub(n + 2);
    if !callable.is_exact(Kind::BoundMethod) || !(*sp.sub(n + 1)).is_null() {
        return Slow;
    }
    let b = &(*callable.ptr::<Object<BoundMethod>>()).v;
    let function = b.function.slot();
    if !function.is_exact(Kind::Function) {
        return Slow;
    }
    let f = function.ptr::<FunctionObject>();
    let callee = m.guess_callee((*f).v.code.slot().ptr());
    let want = (*callee.code).v.exact_args as usize;
    if callable.is_last_reference() {
        return Slow;
    }
    let defaults = defaults_of(&(*f).v);
    let missing = want.wrapping_sub(n + 1);
    if missing > defaults.len() {
        return Slow;
    }
    let values = defaults.as_ptr().add(defaults.len() - missing).cast::<Slot>();
    let this = b.this.slot();
    *sp.sub(n + 1) = this;
    match push_frame_with(m, Self::LEN, callee, function, sp.sub(n + 1), n + 1, values, missing, sp.sub(n + 2)) {
        Jumped => {
            this.incref();
            function.incref();
            callable.decref_shared();
            Jumped
        }
        c => {
            *sp.sub(n + 1) = Slot::NULL;
            c
        }
    }
}, slow miss(m, code::CALL, Self::LEN, false, call::call));

op!(CALL_ALLOC_AND_ENTER_INIT, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let class = *sp.sub(n + 2);
    if !class.has_kind(Kind::Type) || !(*sp.sub(n + 1)).is_null() {
        return Slow;
    }
    let vm = m.vm();
    let t = class.ptr::<TypeObj>();
    // A metaclass may have a `__call__` of its own, which the class's version does not tell.
    if (*t).version.get() != m.version() || (*(*class.header()).shape).ty != vm.types.type_.as_ptr() {
        return Slow;
    }
    let Some(init) = (*t).init.get(&*t) else { return Slow };
    let f = init.ptr::<FunctionObject>();
    let code = (*f).v.code.slot().ptr::<CodeObject>();
    let caller = m.frame();
    if (*code).v.exact_args as usize != n + 1
        || class.is_last_reference()
        || (*caller).flags & Frame::GENERATOR != 0
        || (*caller).depth + 1 >= vm.recursion_limit.get()
        || sp.add(SHIM_WORDS + (*code).v.frame_words as usize) > vm.stack_end.get()
    {
        return Slow;
    }
    let Some(this) = quick_instance(vm, t) else { return Slow };
    class.decref_shared();
    (*caller).ip = m.ip_after(Self::LEN);
    (*caller).sp = sp.sub(n + 2);
    let shim = push_shim(vm, caller, sp, vm.engine.internal.init_exit);
    // Code units have no room for a guess beside the version.
    let callee = if M::PREDECODED { m.guess_callee(code) } else { Callee::of(code) };
    let frame = push_init(vm, shim, this, sp.sub(n), n, init.incref(), f, callee.nlocalsplus);
    m.set_frame(frame);
    m.set_locals((*frame).locals);
    m.set_sp(Frame::stack_base(frame));
    m.set_ip(callee.entry);
    Jumped
}, slow {
    let n = m.arg() as usize;
    let callable = m.peek(n + 1);
    if m.peek(n).is_null()
        && callable.has_kind(Kind::Type)
        && (*callable.ptr::<TypeObj>()).version.get() == m.version()
        && crate::ops::slow::support::has_plain_call(m.vm(), &*callable.ptr::<TypeObj>())
    {
        call_out(m, Self::LEN, false, enter_init)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});

/// Makes an instance and pushes the frame of its `__init__`, with a frame of the machinery below it that gives the
/// instance to the caller.
unsafe fn enter_init(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let class = *sp.sub(n + 2);
        let t = &*class.ptr::<TypeObj>();
        let Some(init) = t.init.get(t) else {
            return call::call(vm, frame, sp, arg);
        };
        let f = init.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let words = SHIM_WORDS + code.frame_words as usize;
        let Some(at) = call::room_for_callee(vm, frame, sp, words) else {
            return call::call(vm, frame, sp, arg);
        };
        if code.exact_args as usize != n + 1 || (*frame).depth + 1 >= vm.recursion_limit.get() {
            return call::call(vm, frame, sp, arg);
        }
        let this = crate::ops::slow::support::new_instance(vm, t).into_slot();
        let shim = push_shim(vm, frame, at, vm.engine.internal.init_exit);
        let end = code.nlocalsplus as usize;
        let new = push_init(vm, shim, this, sp.sub(n), n, init.new_ref(), f, end);
        (*frame).sp = sp.sub(n + 2);
        vm.frame.set(new);
        class.decref();
        Outcome::RELOAD
    }
}

/// Writes the frame of `f`, an `__init__` with `end` words of locals, above the frame of the machinery `shim`, which gets the
/// new instance `this`; the `n` arguments move from `first`.
#[inline(always)]
#[allow(clippy::too_many_arguments)]
unsafe fn push_init(
    vm: &Vm,
    shim: *mut Frame,
    this: Slot,
    first: *const Slot,
    n: usize,
    function: Slot,
    f: *mut FunctionObject,
    end: usize,
) -> *mut Frame {
    unsafe {
        *Frame::stack_base(shim) = this;
        let locals = shim.cast::<Slot>().add(SHIM_WORDS);
        *locals = this.incref();
        let mut i = 0;
        while i < n {
            crate::ops::keep_branch();
            *locals.add(1 + i) = *first.add(i);
            i += 1;
        }
        Frame::clear_locals(locals.add(n + 1), locals.add(end));
        let frame = locals.add(end).cast::<Frame>();
        call::init_frame(vm, frame, shim, locals, function, f);
        frame
    }
}

/// The builtin below `n` arguments and no self, if it is the one that this CALL has cached.
#[inline(always)]
unsafe fn known_builtin<'a, M: Machine>(m: &M, n: usize) -> Option<&'a Builtin> {
    unsafe {
        let callable = m.peek(n + 1);
        if !callable.is_exact(Kind::Builtin) || !m.peek(n).is_null() {
            return None;
        }
        let b = &(*callable.ptr::<Object<Builtin>>()).v;
        is_remembered(m, b.def).then_some(b)
    }
}

/// The declaration of the method below self and `n` arguments, if it is the one that this CALL has cached, and self of its type.
#[inline(always)]
unsafe fn known_method<M: Machine>(m: &M, n: usize) -> Option<&'static MethodDef> {
    unsafe {
        let (callable, this) = (m.peek(n + 1), m.peek(n));
        if !callable.is_exact(Kind::MethodDescriptor) || this.is_null() {
            return None;
        }
        let d = &(*callable.ptr::<Object<MethodDescriptor>>()).v;
        let known = is_remembered(m, d.def) && is_receiver(m.vm(), d, Ref::view(&this));
        known.then_some(d.def)
    }
}

/// The function of a declaration that has the shape which the form was chosen for.
macro_rules! function_of {
    ($def:expr, $shape:ident) => {
        match $def.f {
            NativeFn::$shape(f) => f,
            // SAFETY: `remember` was told this form for this declaration because it has the shape.
            _ => std::hint::unreachable_unchecked(),
        }
    };
}

// The calls of natives are part of the engines' slow functions, which are leaves otherwise: one prologue instead of two, and no
// outcome to take apart.
op!(CALL_BUILTIN_O, |m| {
    // `append` of a list that a loop keeps in a local.
    let vm = m.vm();
    if m.version() != vm.bound_append.get() {
        return Slow;
    }
    let Some(b) = known_builtin(m, 1) else { return Slow };
    let Some(this) = b.this.view() else { return Slow };
    let (v, this, callable) = (m.peek(0), this.slot(), m.peek(2));
    if !this.is_exact(Kind::List) || callable.is_last_reference() || vm.breaker.is_set() {
        return Slow;
    }
    let list = &*this.ptr::<ListObject>();
    let n = list.len.get();
    if n == list.capacity.get() {
        return Slow;
    }
    *list.items.get().add(n) = v.promote();
    list.len.set(n + 1);
    callable.decref_shared();
    m.shrink(2);
    m.set_peek(0, Slot::none());
    Next
}, slow {
    let Some(b) = known_builtin(m, 1) else {
        return miss(m, code::CALL, Self::LEN, false, call::call);
    };
    m.escape(Self::LEN);
    let (vm, sp) = (m.vm(), m.sp());
    let f = function_of!(b.def, One);
    let Ok(v) = f(vm, b.this.view().unwrap_or(&Ref::none()), at(sp, 0)) else { return Control::Raise };
    give_up(m.frame(), sp.sub(1));
    give_up(m.frame(), sp.sub(3));
    result_of_call(m, 3, v)
});
op!(CALL_BUILTIN_FAST, |m| Slow, slow {
    let n = m.arg() as usize;
    let Some(b) = known_builtin(m, n) else {
        return miss(m, code::CALL, Self::LEN, false, call::call);
    };
    m.escape(Self::LEN);
    let (vm, sp) = (m.vm(), m.sp());
    let NativeFn::Positional { f, .. } = b.def.f else {
        // SAFETY: as in `function_of`.
        std::hint::unreachable_unchecked()
    };
    let args = Ref::view_slice(sp.sub(n), n);
    end_of_call(m, n + 2, f(vm, b.this.view().unwrap_or(&Ref::none()), args))
});
op!(CALL_METHOD_DESCRIPTOR_NOARGS, |m| Slow, slow {
    let Some(def) = known_method(m, 0) else {
        return miss(m, code::CALL, Self::LEN, false, call::call);
    };
    m.escape(Self::LEN);
    let sp = m.sp();
    let f = function_of!(def, NoArgs);
    let Ok(v) = f(m.vm(), at(sp, 0)) else { return Control::Raise };
    give_up(m.frame(), sp.sub(1));
    give_up(m.frame(), sp.sub(2));
    result_of_call(m, 2, v)
});
op!(CALL_METHOD_DESCRIPTOR_O, |m| Slow, slow {
    let Some(def) = known_method(m, 1) else {
        return miss(m, code::CALL, Self::LEN, false, call::call);
    };
    m.escape(Self::LEN);
    let sp = m.sp();
    let f = function_of!(def, One);
    let Ok(v) = f(m.vm(), at(sp, 1), at(sp, 0)) else { return Control::Raise };
    give_up(m.frame(), sp.sub(1));
    give_up(m.frame(), sp.sub(2));
    give_up(m.frame(), sp.sub(3));
    result_of_call(m, 3, v)
});
op!(CALL_METHOD_DESCRIPTOR_FAST, |m| {
    // `get` of a dict, where nothing has to run to find the key, nor when the arguments are given up.
    let (vm, n) = (m.vm(), m.arg() as usize);
    if m.version() != vm.dict_get.get() || vm.breaker.is_set() {
        return Slow;
    }
    let (callable, this, key, last) = (m.peek(n + 1), m.peek(n), m.peek(n - 1), m.peek(0));
    if !callable.is_exact(Kind::MethodDescriptor) || !this.is_exact(Kind::Dict) {
        return Slow;
    }
    let descriptor = &(*callable.ptr::<Object<MethodDescriptor>>()).v;
    if !is_remembered(m, descriptor.def) || [callable, this, key, last].iter().any(|v| v.is_last_reference()) {
        return Slow;
    }
    // Two words may hold the last two references to the same default.
    if n > 1 && last.is_counted() && (last == key || last == this) {
        return Slow;
    }
    let table = &(*this.ptr::<DictObject>()).t;
    let v = match table.look_up_plain(vm, key) {
        KeyFound::At(i) => (*table.value_place(i)).incref(),
        KeyFound::Missing if n == 1 => Slot::none(),
        KeyFound::Missing => last.new_ref(),
        KeyFound::Unknown => return Slow,
    };
    if n > 1 {
        last.decref_shared();
    }
    key.decref_shared();
    this.decref_shared();
    callable.decref_shared();
    m.shrink(n + 1);
    m.set_peek(0, v);
    Next
}, slow {
    let n = m.arg() as usize;
    let Some(def) = known_method(m, n) else {
        return miss(m, code::CALL, Self::LEN, false, call::call);
    };
    m.escape(Self::LEN);
    let sp = m.sp();
    let NativeFn::Positional { f, .. } = def.f else {
        // SAFETY: as in `function_of`.
        std::hint::unreachable_unchecked()
    };
    let r = f(m.vm(), at(sp, n), Ref::view_slice(sp.sub(n), n));
    end_of_call(m, n + 2, r)
});
op!(CALL_BUILTIN_FAST_WITH_KEYWORDS, |m| Slow, slow {
    if m.peek(m.arg() as usize + 1).is_exact(Kind::Builtin) {
        call_in(m, Self::LEN, |vm, sp, n| builtin_keywords(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
op!(CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS, |m| Slow, slow {
    if m.peek(m.arg() as usize + 1).is_exact(Kind::MethodDescriptor) {
        call_in(m, Self::LEN, |vm, sp, n| method_keywords(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});

/// The arguments of a call on the stack, `self` included where there is one.
#[inline(always)]
unsafe fn arguments<'a>(sp: *mut Slot, n: usize) -> &'a [Ref] {
    unsafe {
        let first = sp.sub(n + 1);
        if (*first).is_null() {
            Ref::view_slice(first.add(1), n)
        } else {
            Ref::view_slice(first, n + 1)
        }
    }
}

/// Gives up a word of the stack. The frame's `sp` follows where it dies, so that a destructor sees a consistent stack.
#[inline(always)]
unsafe fn give_up(frame: *mut Frame, at: *mut Slot) {
    unsafe {
        let v = *at;
        if v.is_counted() {
            let h = v.header();
            (*h).rc -= 1;
            if (*h).rc == 0 {
                (*frame).sp = at;
                crate::heap::dealloc(h);
            }
        }
    }
}

/// Calls a builtin where `call` can, and by the general way where it cannot.
#[inline(always)]
unsafe fn call_in<M: Machine>(
    m: &mut M,
    len: usize,
    call: impl FnOnce(&Vm, *mut Slot, usize) -> Option<PyResult>,
) -> Control {
    unsafe {
        m.escape(len);
        let n = m.arg() as usize;
        match call(m.vm(), m.sp(), n) {
            Some(r) => end_of_call(m, n + 2, r),
            None => call_out(m, len, false, call::call),
        }
    }
}

/// The end of a call of a builtin: the topmost `entries` words are given up, and the result takes their place.
#[inline(always)]
unsafe fn end_of_call<M: Machine>(m: &mut M, entries: usize, r: PyResult) -> Control {
    unsafe {
        let Ok(v) = r else { return Control::Raise };
        let (frame, sp) = (m.frame(), m.sp());
        let base = sp.sub(entries);
        let mut p = sp;
        while p > base {
            crate::ops::keep_branch();
            p = p.sub(1);
            give_up(frame, p);
        }
        result_of_call(m, entries, v)
    }
}

/// The result takes the place of the topmost `entries` words, which have been given up.
#[inline(always)]
unsafe fn result_of_call<M: Machine>(m: &mut M, entries: usize, v: Ref) -> Control {
    unsafe {
        let base = m.sp().sub(entries);
        *base = v.into_slot();
        m.set_sp(base.add(1));
        if m.vm().breaker.is_set() {
            return poll_after_call(m.vm(), m.frame(), base.add(1));
        }
        Next
    }
}

/// Polls the breaker where a call of a builtin ends, as CPython does.
#[cold]
#[inline(never)]
unsafe fn poll_after_call(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Control {
    unsafe { (*frame).sp = sp };
    match vm.handle_breaker() {
        Ok(()) => Next,
        Err(_) => Control::Raise,
    }
}

/// The function of an entry of the stack that is a builtin, with the object that it is bound to.
#[inline(always)]
unsafe fn builtin_at<'a>(callable: *mut Slot) -> &'a Builtin {
    unsafe { crate::object::payload::<Builtin>(Ref::view(&*callable)) }
}

#[inline(always)]
unsafe fn builtin_o(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let b = builtin_at(sp.sub(n + 2));
        let NativeFn::One(f) = b.def.f else {
            return None;
        };
        // A method that was looked up as a builtin already has its self: the value is the one argument, or it is there
        // instead of one.
        let v = match arguments(sp, n) {
            [v] => v,
            _ => return None,
        };
        Some(f(vm, b.this.view().unwrap_or(&Ref::none()), v))
    }
}

#[inline(always)]
unsafe fn builtin_fast(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let args = arguments(sp, n);
        let b = builtin_at(sp.sub(n + 2));
        let NativeFn::Positional { min, max, f } = b.def.f else {
            return None;
        };
        if args.len() < min as usize || args.len() > max as usize {
            return None;
        }
        Some(f(vm, b.this.view().unwrap_or(&Ref::none()), args))
    }
}

#[inline(always)]
unsafe fn builtin_keywords(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let b = builtin_at(sp.sub(n + 2));
        let args = Args::positional_only(arguments(sp, n));
        let this = b.this.view();
        let none = Ref::none();
        let this = this.unwrap_or(&none);
        Some(match b.def.f {
            NativeFn::Raw(f) => f(vm, this, &args),
            _ => crate::object::call_native(vm, b.def, this, &args),
        })
    }
}

/// Is `this` of the type that the method belongs to?
#[inline(always)]
fn is_receiver(vm: &Vm, d: &MethodDescriptor, this: &Ref) -> bool {
    if d.def.binding == Binding::Class {
        // SAFETY: the kind says what it is.
        return this.has_kind(Kind::Type) && unsafe { this.cast::<TypeObj>() }.is_subtype(d.owner);
    }
    let t = vm.type_of(this);
    t == d.owner || is_of_subtype(t, d)
}

/// Is the type one that the method's type is a base of?
#[inline(never)]
fn is_of_subtype(t: TypePtr, d: &MethodDescriptor) -> bool {
    t.is_subtype(d.owner)
}

#[inline(always)]
unsafe fn method_keywords(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let (this, rest) = arguments(sp, n).split_first()?;
        let d = crate::object::payload::<MethodDescriptor>(Ref::view(&*sp.sub(n + 2)));
        if !is_receiver(vm, d, this) {
            return None;
        }
        let args = Args::positional_only(rest);
        Some(match d.def.f {
            NativeFn::Raw(f) => f(vm, this, &args),
            _ => crate::object::call_native(vm, d.def, this, &args),
        })
    }
}

#[inline(always)]
unsafe fn method_o(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let this = at(sp, 1);
        if n != 1 || this.slot().is_null() {
            return None;
        }
        let d = crate::object::payload::<MethodDescriptor>(Ref::view(&*sp.sub(3)));
        match d.def.f {
            NativeFn::One(f) if is_receiver(vm, d, this) => Some(f(vm, this, at(sp, 0))),
            _ => None,
        }
    }
}

/// Is this `send` of generators or coroutines?
fn is_generator_send(def: &MethodDef) -> bool {
    matches!(def.f, NativeFn::One(f) if std::ptr::fn_addr_eq(f, send_or_raise as fn(&Vm, &Ref, &Ref) -> PyResult))
}

/// Is this the builtin function `next`?
fn is_next(def: &MethodDef) -> bool {
    let next = crate::modules::builtins::next as fn(&Vm, &Ref, &[Ref]) -> PyResult;
    matches!(def.f, NativeFn::Positional { f, .. } if std::ptr::fn_addr_eq(f, next))
}

/// Is this the builtin function `isinstance`?
#[inline(always)]
fn is_isinstance(def: &MethodDef) -> bool {
    let isinstance = crate::modules::builtins::isinstance as fn(&Vm, &Ref, &[Ref]) -> PyResult;
    matches!(def.f, NativeFn::Positional { f, .. } if std::ptr::fn_addr_eq(f, isinstance))
}

/// Goes on in a suspended generator for a call whose result will be at `ret`: what it yields is the result, and when it
/// returns, the call raises StopIteration. The call's operands are given up; the generator holds itself meanwhile.
#[inline(always)]
unsafe fn enter_for_call<M: Machine>(
    m: &mut M,
    len: usize,
    this: Slot,
    v: Slot,
    ret: *mut Slot,
) -> Control {
    unsafe {
        let g = &(*this.ptr::<Object<Generator>>()).v;
        let (vm, caller) = (m.vm(), m.frame());
        let created = g.raw_state() == State::Created;
        if !g.raw_state().is_suspended()
            || (*caller).depth >= vm.recursion_limit.get()
            || (created && !v.is_none())
        {
            return Slow;
        }
        g.held.set(this.promote());
        (*caller).ip = m.ip_after(len);
        (*caller).sp = ret;
        go_on_in(m, g, m.ip_after(len), State::Executing, v.promote())
    }
}

op!(CALL_GENERATOR_SEND, |m| {
    let sp = m.sp();
    let (v, this, callable) = (m.peek(0), m.peek(1), m.peek(2));
    if m.arg() != 1 || !callable.is_exact(Kind::MethodDescriptor) || !this.is_exact(Kind::Generator) {
        return Slow;
    }
    let d = &(*callable.ptr::<Object<MethodDescriptor>>()).v;
    if !is_generator_send(d.def) || callable.is_last_reference() || d.owner.as_ptr() != (*(*this.header()).shape).ty {
        return Slow;
    }
    match enter_for_call(m, Self::LEN, this, v, sp.sub(3)) {
        Jumped => {
            callable.decref_shared();
            Jumped
        }
        c => c,
    }
}, slow {
    if m.peek(m.arg() as usize + 1).is_exact(Kind::MethodDescriptor) {
        call_in(m, Self::LEN, |vm, sp, n| method_o(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
op!(CALL_GENERATOR_NEXT, |m| {
    let sp = m.sp();
    let (this, callable) = (m.peek(0), m.peek(2));
    if m.arg() != 1 || !m.peek(1).is_null() || !callable.is_exact(Kind::Builtin) || !this.is_exact(Kind::Generator) {
        return Slow;
    }
    let b = &(*callable.ptr::<Object<Builtin>>()).v;
    if !is_next(b.def) || callable.is_last_reference() || m.vm().types.generator.as_ptr() != (*(*this.header()).shape).ty {
        return Slow;
    }
    match enter_for_call(m, Self::LEN, this, Slot::none(), sp.sub(3)) {
        Jumped => {
            callable.decref_shared();
            Jumped
        }
        c => c,
    }
}, slow {
    if m.peek(m.arg() as usize + 1).is_exact(Kind::Builtin) {
        call_in(m, Self::LEN, |vm, sp, n| builtin_fast(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});

// A builtin that uses a generator up.
op!(CALL_COLLECT, |m| Slow, slow {
    if collect::applies(m.vm(), m.sp(), m.arg()) {
        call_out(m, Self::LEN, false, collect::call_collect)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});

op!(CALL_LEN, |m| {
    let v = m.peek(0);
    let callable = m.peek(2);
    if m.arg() != 1
        || !m.peek(1).is_null()
        || callable.borrow().0 != m.vm().builtin_len.get()
        || callable.is_last_reference()
    {
        return Slow;
    }
    let n = if v.is_exact(Kind::List) || v.is_exact(Kind::Tuple) {
        (*v.ptr::<crate::object::ListObject>()).len.get()
    } else if v.is_exact(Kind::Str) {
        crate::object::as_str(Ref::view(&v)).len()
    } else if v.is_exact(Kind::Dict) {
        (*v.ptr::<crate::object::DictObject>()).t.len()
    } else if v.is_exact(Kind::Set) {
        crate::object::as_set(Ref::view(&v)).len()
    } else if v.is_exact(Kind::Bytes) {
        crate::object::as_bytes(Ref::view(&v)).len()
    } else {
        return Slow;
    };
    callable.decref_shared();
    m.shrink(2);
    m.set_peek(0, Slot::int_unchecked(n as i64));
    release(v)
}, slow {
    let v = m.peek(0);
    if m.arg() == 1
        && m.peek(1).is_null()
        && m.peek(2).borrow().0 == m.vm().builtin_len.get()
        && v.is_pointer()
        && is_of_heap_type(v)
    {
        return call_out(m, Self::LEN, false, special::call_len);
    }
    if m.peek(m.arg() as usize + 1).is_exact(Kind::Builtin) {
        call_in(m, Self::LEN, |vm, sp, n| builtin_o(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
op!(CALL_ISINSTANCE, |m| {
    let (class, v, callable) = (m.peek(0), m.peek(1), m.peek(3));
    if m.arg() != 2
        || !m.peek(2).is_null()
        || !callable.is_exact(Kind::Builtin)
        || !is_isinstance((*callable.ptr::<Object<Builtin>>()).v.def)
        || callable.is_last_reference()
        || class.is_last_reference()
    {
        return Slow;
    }
    let types = &m.vm().types;
    let own: *const TypeObj = if v.is_pointer() {
        (*(*v.header()).shape).ty
    } else if v.is_int() {
        types.int.as_ptr()
    } else {
        types.float.as_ptr()
    };
    let wanted = class.ptr::<TypeObj>() as *const TypeObj;
    let mut found = own == wanted;
    if !found {
        if !class.has_kind(Kind::Type)
            || (*(*class.header()).shape).ty != types.type_.as_ptr()
            || v.is_pointer() && (own.is_null() || !(*own).is_known_plain())
        {
            return Slow;
        }
        if v.is_pointer() {
            for base in (*own).mro() {
                crate::ops::keep_branch();
                if std::ptr::eq(base.slot().ptr::<TypeObj>(), wanted) {
                    found = true;
                    break;
                }
            }
        } else {
            // Neither int nor float has another base.
            found = wanted == types.object.as_ptr();
        }
    }
    callable.decref_shared();
    class.decref_shared();
    m.shrink(3);
    m.set_peek(0, Slot::bool(found));
    release(v)
}, slow {
    let callable = m.peek(m.arg() as usize + 1);
    if m.arg() == 2
        && m.peek(2).is_null()
        && callable.is_exact(Kind::Builtin)
        && is_isinstance((*callable.ptr::<Object<Builtin>>()).v.def)
    {
        let (class, v) = (m.peek(0), m.peek(1));
        if let Some(answer) = crate::object::is_plain_instance_of_tuple(m.vm(), v, class)
            && !class.is_last_reference()
            && !callable.is_last_reference()
        {
            class.decref_shared();
            callable.decref_shared();
            m.shrink(3);
            m.set_peek(0, Slot::bool(answer));
            return release(v);
        }
        call_out(m, Self::LEN, false, isinstance)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
unsafe fn isinstance(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let r = crate::object::is_instance(vm, at(sp, 1), at(sp, 0));
        let out = replace(frame, sp, 4, r.map(Ref::bool));
        poll_after(vm, frame, out)
    }
}
op!(CALL_LIST_APPEND, |m| {
    let (v, this, callable) = (m.peek(0), m.peek(1), m.peek(2));
    if m.arg() != 1
        || callable.borrow().0 != m.vm().list_append.get()
        || callable.is_last_reference()
        || !this.is_exact(Kind::List)
        || this.is_last_reference()
    {
        return Slow;
    }
    let list = &*this.ptr::<ListObject>();
    let n = list.len.get();
    if n == list.capacity.get() {
        return Slow;
    }
    *list.items.get().add(n) = v.promote();
    list.len.set(n + 1);
    this.decref_shared();
    callable.decref_shared();
    m.shrink(2);
    m.set_peek(0, Slot::none());
    Next
}, slow {
    if m.arg() == 1 && m.peek(2).borrow().0 == m.vm().list_append.get() && m.peek(1).has_kind(Kind::List) {
        call_out(m, Self::LEN, false, list_append)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
op!(LIST_APPEND, |m| {
    let list = m.peek(m.arg() as usize);
    if !list.is_exact(Kind::List) {
        return Slow;
    }
    let list = &*list.ptr::<ListObject>();
    let n = list.len.get();
    if n == list.capacity.get() {
        return Slow;
    }
    *list.items.get().add(n) = m.pop().promote();
    list.len.set(n + 1);
    Next
}, slow call_out(m, Self::LEN, false, crate::ops::slow::build::list_append));

unsafe fn list_append(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let v = Ref::from_slot((*sp.sub(1)).promote());
        *sp.sub(1) = Slot::none();
        let r = as_list(at(sp, 1)).push(vm, v);
        replace(frame, sp, 3, r.map(|()| Ref::none()))
    }
}

op!(CALL_BUILTIN_CLASS, |m| {
    // Ranges are made for every loop: those of words, with a step of one.
    let n = m.arg() as usize;
    let vm = m.vm();
    if n == 0 || n > 2 || !vm.types.range.is(Ref::view(&m.peek(n + 1))) || !m.peek(n).is_null() {
        return Slow;
    }
    let stop = m.peek(0);
    let start = if n == 2 { m.peek(1) } else { Slot::int_unchecked(0) };
    if !Slot::both_int(start, stop) {
        return Slow;
    }
    let Some(len) = Slot::small_int((stop.as_int() - start.as_int()).max(0)) else { return Slow };
    let class = m.peek(n + 1);
    if class.is_last_reference() {
        return Slow;
    }
    let range = Range {
        start: Ref::from_slot(start),
        stop: Ref::from_slot(stop),
        step: Ref::from_slot(Slot::int_unchecked(1)),
        len: Ref::from_slot(len),
    };
    let Some(range) = quick_object(vm, vm.types.range, range) else { return Slow };
    class.decref_shared();
    m.shrink(n + 1);
    m.set_peek(0, range);
    Next
}, slow {
    let n = m.arg() as usize;
    if m.peek(n).is_null() && is_native_class(m.vm(), m.peek(n + 1)) {
        call_in(m, Self::LEN, |vm, sp, n| builtin_class(vm, sp, n))
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});

#[inline(always)]
unsafe fn builtin_class(vm: &Vm, sp: *mut Slot, n: usize) -> Option<PyResult> {
    unsafe {
        let class = Ref::view(&*sp.sub(n + 2));
        let args = Args::positional_only(Ref::view_slice(sp.sub(n), n));
        // SAFETY: the caller has seen that it is a class.
        Some(
            match (*class.slot().ptr::<TypeObj>()).slots.vectorcall.get() {
                Some(make) => make(vm, class, &args),
                None => crate::object::make_instance(vm, class, &args),
            },
        )
    }
}

// Callables that are neither Python functions nor of a kind with a form of its own, by the slot of their type.
op!(CALL_NON_PY_GENERAL, |m| Slow, slow {
    let callable = m.peek(m.arg() as usize + 1);
    if callable.is_exact(Kind::Function) || callable.is_exact(Kind::BoundMethod) {
        miss(m, code::CALL, Self::LEN, false, call::call)
    } else {
        call_out(m, Self::LEN, false, by_slot)
    }
});
unsafe fn by_slot(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let callable = Ref::view(&*sp.sub(n + 2));
        // A class written in Python may have a `__call__` that needs a frame.
        let ty = vm.type_of(callable);
        let Some(f) = ty.slots.call.get().filter(|_| !ty.is_heap_type()) else {
            return call::call(vm, frame, sp, arg);
        };
        let args = arguments(sp, n);
        if std::ptr::fn_addr_eq(f, partial::call as CallFn)
            && let Some(out) = enter_partial(vm, frame, sp, callable, args, sp.sub(n + 2))
        {
            return out;
        }
        let r = f(vm, callable, &Args::positional_only(args));
        poll_after(vm, frame, replace(frame, sp, n + 2, r))
    }
}

/// Calls the Python function of a partial in a frame instead of from native code. `None`: something is not as simple as that; nothing changed.
#[inline(never)]
unsafe fn enter_partial(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    callable: &Ref,
    args: &[Ref],
    base: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let (function, known) = partial::simple_parts(vm, callable)?;
        let (function, this) = match function.is_exact(Kind::BoundMethod) {
            true => {
                let m = crate::object::payload::<BoundMethod>(function);
                (&m.function, std::slice::from_ref(&m.this))
            }
            false => (function, [].as_slice()),
        };
        // Nothing of the partial may die while the frame is being made.
        if !function.is_exact(Kind::Function) || callable.slot().is_last_reference() {
            return None;
        }
        call::push_joined(vm, frame, sp, function, this, known, args, base)
    }
}

op!(CALL_TYPE_1, |m| {
    let (v, callable) = (m.peek(0), m.peek(2));
    let types = &m.vm().types;
    if m.arg() != 1
        || !m.peek(1).is_null()
        || !types.type_.is(Ref::view(&callable))
        || callable.is_last_reference()
    {
        return Slow;
    }
    let ty = if v.is_pointer() {
        (*(*v.header()).shape).ty
    } else if v.is_int() {
        types.int.as_ptr()
    } else {
        types.float.as_ptr()
    };
    if ty.is_null() {
        return Slow;
    }
    let ty = Slot::from_ptr(ty).new_ref();
    callable.decref_shared();
    m.shrink(2);
    m.set_peek(0, ty);
    release(v)
}, slow {
    if m.arg() == 1 && m.peek(1).is_null() && m.vm().types.type_.is(Ref::view(&m.peek(2))) {
        call_out(m, Self::LEN, false, type_1)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
unsafe fn type_1(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { replace(frame, sp, 3, Ok(vm.type_of(at(sp, 0)).to_ref())) }
}
op!(CALL_STR_1, |m| Slow, slow {
    if m.arg() == 1 && m.peek(1).is_null() && m.vm().types.str.is(Ref::view(&m.peek(2))) {
        call_out(m, Self::LEN, false, str_1)
    } else {
        miss(m, code::CALL, Self::LEN, false, call::call)
    }
});
unsafe fn str_1(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe { replace(frame, sp, 3, vm.str(at(sp, 0))) }
}

// A function of which each parameter can be given by position, where at most one of the names does not lie at its parameter: the words stay
// where they are but for that one, and what is missing has a default.
op!(CALL_KW, |m| {
    let n = m.arg() as usize;
    let sp = m.sp();
    let (names, base) = (*sp.sub(1), sp.sub(n + 3));
    let callable = *base;
    if !callable.is_exact(Kind::Function) || !names.is_exact(Kind::Tuple) || names.is_counted() {
        return Slow;
    }
    let f = callable.ptr::<FunctionObject>();
    let callee = m.guess_callee((*f).v.code.slot().ptr());
    let code = &(*callee.code).v;
    let named = (*names.ptr::<crate::object::TupleObject>()).len.get();
    let names = (*names.ptr::<crate::object::TupleObject>()).items.get();
    let total = n + !(*base.add(1)).is_null() as usize;
    let positional = total.wrapping_sub(named);
    let parameters = code.argcount as usize;
    if !code.simple || named > n || total > parameters || code.data.posonlyargcount as usize > positional {
        return Slow;
    }
    let Some((at, place)) = one_elsewhere(code, names, named, positional) else { return Slow };
    let locals = sp.sub(total + 1);
    let moved = *locals.add(at);
    let defaults = defaults_of(&(*f).v);
    let missing = parameters - at;
    if missing > defaults.len() {
        return Slow;
    }
    let values = defaults.as_ptr().add(defaults.len() - missing).cast::<Slot>();
    let control = push_frame_with(m, Self::LEN, callee, callable, locals, at, values, missing, base);
    if place < parameters && matches!(control, Jumped) {
        // The default that has gone there lives on in the function's tuple.
        let place = m.locals().add(place);
        (*place).decref_shared();
        *place = moved;
    }
    control
}, slow call_out(m, Self::LEN, false, call::call_kw));

slow_op! {
    CALL_FUNCTION_EX call::call_function_ex;
    MAKE_FUNCTION call::make_function;
    SET_FUNCTION_ATTRIBUTE call::set_function_attribute;
    DICT_MERGE call::dict_merge;
}

impl Vm {
    /// Is the builtin at `callable` the function `len` of module `builtins`? Remembers it if so.
    fn is_builtin_len(&self, callable: Slot, b: &Builtin) -> bool {
        let module = b.module.get();
        let ours = module.is_some_and(|m| m.is(&self.names.builtins_module))
            || self.builtins.get().is_some_and(|d| {
                // SAFETY: the builtins are a dict.
                let found = unsafe { d.cast::<crate::object::DictObject>() }
                    .get_str(&self.interned.intern_str(self, "len"));
                found.borrow() == callable.borrow()
            });
        if ours {
            self.builtin_len.set(callable.borrow().0);
        }
        ours
    }
}
