//! Calls.

use super::distribute::{
    FUNCTION, Given, KEYWORDS, PARAMETERS, Spare, are_collected, below, keyword_defaults, push,
    push_in_place, push_named, push_named_collecting,
};
use super::special::{SHIM_WORDS, push_shim};
use super::support::{has_plain_new, is_of_heap_type, new_instance};
use super::{at, bind::bind_arguments, drop_entries, replace};
use crate::frame::Frame;
use crate::object::code::CodeObject;
use crate::object::{
    BoundMethod, FunctionObject, FunctionValue, Object, TypeObj, as_dict, as_list, as_tuple,
    new_dict, new_tuple, new_tuple_from_stack, tuple_from_slice,
};
use crate::ops::Outcome;
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref, STATE_WEAKREFS, Slot};
use smallvec::SmallVec;
use std::mem::MaybeUninit;
use tricera_code::opcode::{flags, op};

/// Writes the header of a new frame.
///
/// # Safety
/// `frame` lies behind the locals of the code of `function`, on a stack with room for the whole frame.
#[inline(always)]
pub unsafe fn init_frame(
    vm: &Vm,
    frame: *mut Frame,
    prev: *mut Frame,
    locals: *mut Slot,
    function: Slot,
    f: *const FunctionObject,
) {
    let _ = vm;
    unsafe {
        let code = (*f).v.code.slot().ptr::<CodeObject>();
        (*frame).prev = prev;
        (*frame).locals = locals;
        (*frame).ip = (*code).v.entry.get();
        (*frame).sp = Frame::stack_base(frame);
        (*frame).function = function;
        (*frame).code = code;
        (*frame).depth = (*prev).depth + 1;
        (*frame).flags = 0;
        (*frame).frame_object = Slot::NULL;
        (*frame).owner = Slot::NULL;
    }
}

/// Where the frame of a callee may go: above `sp`, or, for a caller that is a generator and so has a stack of its own,
/// above the innermost frame on the data stack. None if there is no room for `words`, or the limit is reached.
pub(crate) unsafe fn room_for_callee(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    words: usize,
) -> Option<*mut Slot> {
    unsafe {
        let top = if (*caller).is(Frame::GENERATOR) {
            crate::ops::execute::generator_of(caller).stack_top.get()
        } else {
            sp
        };
        let end = top.wrapping_add(words);
        if top.is_null() || end > vm.stack_end.get() || (*caller).depth >= vm.recursion_limit.get()
        {
            return None;
        }
        Some(top)
    }
}

/// Pushes a frame for a Python function with these arguments, which stay where they are. `None`: there is no room in
/// this chunk, or the limit is reached; nothing changed.
unsafe fn push_general(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: &Ref,
    args: &Args,
) -> Option<PyResult<*mut Frame>> {
    unsafe {
        let f = function.slot().ptr::<FunctionObject>();
        let code = (*f).v.code();
        let words = code.frame_words as usize + 1;
        let locals = room_for_callee(vm, caller, sp, words)?;
        if let Err(r) = bind_arguments(vm, &(*f).v, args, locals) {
            return Some(Err(r));
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function.slot().new_ref(), f);
        Some(Ok(frame))
    }
}

/// Calls a Python function whose parameters are exactly the `total` words below `sp`: they move into the new frame. `ret`
/// is where its result goes. `None` as for [`push_general`]; `function` is given up otherwise.
pub(crate) unsafe fn push_exact(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    total: usize,
    ret: *mut Slot,
    function: Slot,
) -> Option<Outcome> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let first = sp.sub(total);
        let locals = if (*caller).is(Frame::GENERATOR) {
            let to = room_for_callee(vm, caller, sp, code.frame_words as usize)?;
            to.copy_from_nonoverlapping(first, total);
            to
        } else {
            room_for_callee(vm, caller, sp, code.frame_words as usize)?;
            first
        };
        for i in total..code.nlocalsplus as usize {
            *locals.add(i) = Slot::NULL;
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        // In place, the header may overwrite nothing that is still needed: the callee's words are all below it.
        init_frame(vm, frame, caller, locals, function, f);
        (*caller).sp = ret;
        vm.frame.set(frame);
        Some(Outcome::RELOAD)
    }
}

/// Calls a Python function that collects what it gets in a tuple (`*args`) or a dict (`**kwargs`), with `given` positional arguments on top
/// of the stack, which move, and below them what goes there by `names`: those values lie behind the positional ones, and then the tuple of
/// the names. `None`: something is not as simple as that; nothing changed.
#[inline(always)]
unsafe fn push_collecting(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    given: usize,
    names: &[Ref],
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let function = *ret;
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let argcount = code.argcount as usize;
        let parameters = argcount + code.data.kwonlyargcount as usize;
        let named = !names.is_empty();
        let in_tuple = code.data.flags & flags::CO_VARARGS != 0;
        if code.data.flags & FUNCTION != FUNCTION
            || (named && parameters != argcount)
            || (in_tuple && given < argcount)
            || (!in_tuple && given != argcount)
            || (named && !are_collected(code, names))
        {
            return None;
        }
        let room = room_for_callee(vm, caller, sp, code.frame_words as usize)?;
        // What can only be given by name is not: all of it has its default, or this is an error.
        let mut by_name = [const { MaybeUninit::<Slot>::uninit() }; PARAMETERS];
        if parameters != argcount {
            if parameters > PARAMETERS {
                return None;
            }
            let wanted = below(parameters) & !below(argcount);
            keyword_defaults(vm, &(*f).v, code, wanted, by_name.as_mut_ptr().cast())?;
        }
        let first = sp.sub(given + if named { names.len() + 1 } else { 0 });
        let mut others = None;
        if code.data.flags & flags::CO_VARKEYWORDS != 0 {
            let dict = new_dict(vm);
            if named {
                let names = std::slice::from_raw_parts(names.as_ptr().cast::<Slot>(), names.len());
                let values = first.add(given);
                for i in 0..names.len() {
                    crate::ops::keep_branch();
                    *values.add(i) = (*values.add(i)).promote_value();
                }
                if as_dict(&dict).fill_names(vm, names, values).is_err() {
                    return Some(Outcome::RAISED);
                }
                // The code's constants hold the tuple of the names too.
                (*sp.sub(1)).decref();
            }
            others = Some(dict);
        }
        // From here on the arguments are the new frame's, or gone.
        (*caller).sp = ret;
        let mut rest = Slot::NULL;
        if in_tuple
            && given == argcount
            && let Some(empty) = vm.empty_tuple.get()
        {
            rest = empty.into_slot();
        } else if in_tuple {
            let Ok(t) = new_tuple_from_stack(vm, first.add(argcount), given - argcount) else {
                let mut p = first.add(argcount);
                while p > ret {
                    p = p.sub(1);
                    (*p).decref();
                }
                return Some(Outcome::RAISED);
            };
            rest = t.into_slot();
        }
        let locals = if (*caller).is(Frame::GENERATOR) {
            room.copy_from_nonoverlapping(first, argcount);
            room
        } else {
            first
        };
        for i in argcount..code.nlocalsplus as usize {
            crate::ops::keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        for (i, v) in by_name[..parameters].iter().enumerate().skip(argcount) {
            crate::ops::keep_branch();
            *locals.add(i) = v.assume_init().new_ref();
        }
        let mut at = locals.add(parameters);
        if in_tuple {
            *at = rest;
            at = at.add(1);
        }
        if let Some(dict) = others {
            *at = dict.into_slot();
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function, f);
        vm.frame.set(frame);
        Some(Outcome::RELOAD)
    }
}

/// [`push_collecting`] for a call with names.
#[inline(never)]
unsafe fn push_collecting_names(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    first: *mut Slot,
    names: &[Ref],
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let given = sp.offset_from(first) as usize - 1 - names.len();
        push_collecting(vm, caller, sp, given, names, ret)
    }
}

/// Calls the Python function at `ret` with the words between `first` and `sp` but for the topmost, which is the tuple of the `names` of the
/// last of them. All move. `None`: something is not as simple as that; nothing changed.
#[inline(never)]
unsafe fn push_keywords(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    first: *mut Slot,
    names: &[Ref],
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let positional = sp.offset_from(first) as usize - 1 - names.len();
        let given = Given {
            positional: Ref::view_slice(first, positional),
            names,
            values: Ref::view_slice(first.add(positional), names.len()),
        };
        let kwnames = *sp.sub(1);
        let Some(frame) = push_in_place(vm, caller, sp, *ret, &given) else {
            return push_keywords_elsewhere(vm, caller, sp, first, names, ret);
        };
        (*caller).sp = ret;
        // The code's constants hold the tuple too.
        kwnames.decref();
        vm.frame.set(frame);
        Some(Outcome::RELOAD)
    }
}

/// [`push_keywords`] where some parameter can only be given by name, or is none for one word. By itself, so that the usual case need not save
/// the registers that this one takes.
#[inline(never)]
unsafe fn push_keywords_elsewhere(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    first: *mut Slot,
    names: &[Ref],
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let positional = sp.offset_from(first) as usize - 1 - names.len();
        let given = Given {
            positional: Ref::view_slice(first, positional),
            names,
            values: Ref::view_slice(first.add(positional), names.len()),
        };
        let kwnames = *sp.sub(1);
        let Ok(frame) = push::<true>(vm, caller, sp, *ret, &given, Spare::NOTHING)? else {
            return Some(Outcome::RAISED);
        };
        (*caller).sp = ret;
        // The code's constants hold the tuple too.
        kwnames.decref();
        vm.frame.set(frame);
        Some(Outcome::RELOAD)
    }
}

/// Calls the special method `name` of the value on top of the stack, which its result replaces, if that is a Python
/// function that makes a generator: what it returns then needs no check. `None`: call it in another way.
pub(crate) unsafe fn enter_generator_method(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    name: &Ref,
) -> Option<Outcome> {
    unsafe {
        let f = vm.type_of(at(sp, 0)).lookup_slot(vm, name);
        if f.is_null() || !f.is_exact(Kind::Function) {
            return None;
        }
        let code = (*f.ptr::<FunctionObject>()).v.code();
        let kind = code.data.flags & (flags::CO_ANY_GENERATOR | flags::CO_ITERABLE_COROUTINE);
        if !code.simple || code.argcount != 1 || kind != flags::CO_GENERATOR {
            return None;
        }
        let function = f.new_ref();
        let out = push_exact(vm, frame, sp, 1, sp.sub(1), function);
        if out.is_none() {
            function.decref();
        }
        out
    }
}

/// Puts the function of a bound method, or the `__call__` written in Python of an instance, in the place of what is called
/// at `base`, and its self behind it.
#[inline(always)]
unsafe fn take_apart(vm: &Vm, base: *mut Slot) {
    unsafe {
        let callable = *base;
        if !(*base.add(1)).is_null() || callable.is_exact(Kind::Function) {
            return;
        }
        if callable.is_exact(Kind::BoundMethod) {
            let m = callable.ptr::<Object<BoundMethod>>();
            let (function, this) = ((*m).v.function.clone(), (*m).v.this.clone());
            *base.add(1) = this.into_slot();
            *base = function.into_slot();
            callable.decref();
        } else if let Some(function) = python_call(vm, callable) {
            *base.add(1) = callable;
            *base = function.new_ref();
        }
    }
}

/// The Python function that is the `__call__` of this object's class, borrowed from the class.
#[inline(always)]
unsafe fn python_call(vm: &Vm, callable: Slot) -> Option<Slot> {
    unsafe {
        if !callable.is_pointer() || !is_of_heap_type(callable) {
            return None;
        }
        let ty = (*(*callable.header()).shape).ty;
        let f = (*ty).lookup_slot(vm, &vm.names.call);
        (!f.is_null() && f.is_exact(Kind::Function)).then_some(f)
    }
}

/// CALL: `callable, self or NULL, args…` → result.
pub unsafe fn call(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let base = sp.sub(n + 2);
        take_apart(vm, base);
        let total = n + !(*base.add(1)).is_null() as usize;
        if (*base).is_exact(Kind::Function)
            && let Some(out) = push_positional(vm, frame, sp, total, base)
        {
            return out;
        }
        let args = Args::positional_only(Ref::view_slice(sp.sub(total), total));
        if (*base).has_kind(Kind::Type)
            && let Some(out) = enter_class(vm, frame, sp, base, &args)
        {
            return out;
        }
        call_with(vm, frame, sp, base, args)
    }
}

/// Calls the class at `base`, whose `__init__` is written in Python, with `args`, which lie behind it: what CALL_ALLOC_AND_ENTER_INIT does, where
/// there are names, defaults, or what collects. `None`: something is not as simple as that; nothing changed.
#[inline(never)]
unsafe fn enter_class(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    base: *mut Slot,
    args: &Args,
) -> Option<Outcome> {
    unsafe {
        let t = &*(*base).ptr::<TypeObj>();
        // An instance whose arguments turn out to need the general way is given up, which nobody may notice.
        if !(*base.add(1)).is_null()
            || !t.is_heap_type()
            || t.has(crate::object::flags::FINALIZER)
            || !has_plain_new(vm, t)
        {
            return None;
        }
        let init = match t.init.get(t) {
            Some(f) => f,
            None => {
                let f = t.lookup_slot(vm, &vm.names.init);
                if !f.is_exact(Kind::Function) {
                    return None;
                }
                f
            }
        };
        let code = (*init.ptr::<FunctionObject>()).v.code();
        if code.is_generator_like() || (*caller).depth + 1 >= vm.recursion_limit.get() {
            return None;
        }
        t.init.set(vm, t, init);
        let words = SHIM_WORDS + code.frame_words as usize + 1;
        let room = room_for_callee(vm, caller, sp, words)?;
        let this = new_instance(vm, t).into_slot();
        let shim = push_shim(vm, caller, room, vm.engine.internal.init_exit);
        *Frame::stack_base(shim) = this;
        *base.add(1) = this.borrow();
        let positional = args.positional().len();
        let given = Given {
            positional: Ref::view_slice(base.add(1), positional + 1),
            names: args.kw_names(),
            values: Ref::view_slice(base.add(2 + positional), args.kw_names().len()),
        };
        let at = room.add(SHIM_WORDS);
        let new = match push_copies(vm, shim, at, init, &given) {
            Some(new) => Some(Ok(new)),
            None => push::<false>(vm, shim, at, init, &given, Spare::NOTHING),
        };
        match new {
            Some(Ok(new)) => Some(enter_pushed(vm, caller, sp, base, new)),
            other => {
                *base.add(1) = Slot::NULL;
                this.decref();
                other.map(|_| Outcome::RAISED)
            }
        }
    }
}

/// [`push_in_place`] with copies of what is given, which go to `at`. None: something is not as simple as that; nothing changed.
///
/// # Safety
/// As for [`push_in_place`]; there is room for the function's frame and one word more.
#[inline(always)]
unsafe fn push_copies(
    vm: &Vm,
    caller: *mut Frame,
    at: *mut Slot,
    function: Slot,
    given: &Given,
) -> Option<*mut Frame> {
    unsafe {
        let code = (*function.ptr::<FunctionObject>()).v.code();
        let (positional, n) = (given.positional.len(), given.names.len());
        let total = positional + n;
        if !code.simple || total > code.argcount as usize {
            return None;
        }
        let mut to = at;
        for v in given.positional.iter().chain(given.values) {
            crate::ops::keep_branch();
            *to = v.slot().new_ref();
            to = to.add(1);
        }
        // The place of the names.
        *to = Slot::NULL;
        let copies = Given {
            positional: Ref::view_slice(at, positional),
            names: given.names,
            values: Ref::view_slice(at.add(positional), n),
        };
        let function = function.new_ref();
        let new = push_in_place(vm, caller, to.add(1), function, &copies);
        if new.is_none() {
            while to > at {
                to = to.sub(1);
                (*to).decref_shared();
            }
            function.decref_shared();
        }
        new
    }
}

/// Calls the Python function at `ret` with the `total` words on top of the stack, which move. `None`: something is not as simple as that;
/// nothing changed.
#[inline(always)]
unsafe fn push_positional(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    total: usize,
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let code = (*(*ret).ptr::<FunctionObject>()).v.code();
        if code.simple {
            if code.argcount as usize == total {
                return push_exact(vm, caller, sp, total, ret, *ret);
            }
        } else if let Some(out) = push_collecting(vm, caller, sp, total, &[], ret) {
            return Some(out);
        }
        push_with_defaults(vm, caller, sp, Ref::view_slice(sp.sub(total), total), ret)
    }
}

/// CALL_KW: `callable, self or NULL, args…, kwnames` → result.
pub unsafe fn call_kw(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let n = arg as usize;
        let base = sp.sub(n + 3);
        // The stack holds the tuple until the call is over or has its frame.
        let names = *sp.sub(1);
        // The compiler's tuple fits; code from elsewhere may carry any constant here.
        let names = match as_tuple(Ref::view(&names)) {
            Some(t) if t.len() <= n => t,
            _ => return bad_names(vm),
        };
        take_apart(vm, base);
        let has_self = !(*base.add(1)).is_null();
        let first = if has_self { base.add(1) } else { base.add(2) };
        if (*base).is_exact(Kind::Function) {
            let collects = !(*(*base).ptr::<FunctionObject>()).v.code().simple;
            if collects
                && !names.is_empty()
                && let Some(out) = push_collecting_names(vm, frame, sp, first, names, base)
            {
                return out;
            }
            if let Some(out) = push_keywords(vm, frame, sp, first, names, base) {
                return out;
            }
        }
        if !names.iter().all(|k| k.has_kind(Kind::Str)) {
            return bad_names(vm);
        }
        let args = Args::new(Ref::view_slice(first, n + has_self as usize), names);
        if (*base).has_kind(Kind::Type)
            && let Some(out) = enter_class(vm, frame, sp, base, &args)
        {
            return out;
        }
        call_with(vm, frame, sp, base, args)
    }
}

#[cold]
fn bad_names(vm: &Vm) -> Outcome {
    let _ = vm.system_error("CALL_KW needs a tuple of keyword names");
    Outcome::RAISED
}

/// Calls what is at `base` with `args`, which lie on the stack; everything from `base` on is replaced by the result.
unsafe fn call_with(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    base: *mut Slot,
    args: Args,
) -> Outcome {
    unsafe {
        let callable = Ref::view(&*base);
        if callable.is_exact(Kind::Function) {
            match push_general(vm, frame, sp, callable, &args) {
                Some(Ok(new)) => return enter_pushed(vm, frame, sp, base, new),
                Some(Err(_)) => return Outcome::RAISED,
                None => {}
            }
        }
        let r = vm.call(callable, &args);
        let out = replace(frame, sp, sp.offset_from(base) as usize, r);
        poll_after(vm, frame, out)
    }
}

/// The frame above `sp` has been written: drops the operands of the call (the new frame holds its own references) and
/// makes it current.
unsafe fn enter_pushed(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    base: *mut Slot,
    new: *mut Frame,
) -> Outcome {
    unsafe {
        // The destructors of dropped arguments cannot run: the new frame still refers to each of them.
        let mut p = sp;
        while p > base {
            p = p.sub(1);
            (*p).decref();
        }
        (*frame).sp = base;
        vm.frame.set(new);
        Outcome::RELOAD
    }
}

/// Polls the breaker after a call, as CPython does.
pub(crate) unsafe fn poll_after(vm: &Vm, frame: *mut Frame, out: Outcome) -> Outcome {
    if out.0 == 0 || !vm.breaker.is_set() {
        return out;
    }
    unsafe { (*frame).sp = (out.0 & !7) as *mut Slot };
    match vm.handle_breaker() {
        Ok(()) => out,
        Err(_) => Outcome::RAISED,
    }
}

/// Calls the Python function at `ret` with arguments on top of the stack, which move. `None`: something is not as simple as that; nothing
/// changed.
#[inline(never)]
unsafe fn push_with_defaults(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    positional: &[Ref],
    ret: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let given = Given {
            positional,
            names: &[],
            values: &[],
        };
        let frame = push::<true>(vm, caller, sp, *ret, &given, Spare::NOTHING)?;
        let Ok(frame) = frame else {
            return Some(Outcome::RAISED);
        };
        (*caller).sp = ret;
        vm.frame.set(frame);
        Some(Outcome::RELOAD)
    }
}

/// Pushes a frame for a Python function with the arguments `items` and those of the dict on top of the stack, if there is one. `None`: something
/// is not as simple as that; nothing changed.
#[inline(never)]
unsafe fn push_spread(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    items: &[Ref],
) -> Option<PyResult<*mut Frame>> {
    unsafe {
        if !(*sp.sub(1)).is_null() {
            let keywords = Ref::view(&*sp.sub(1));
            if !keywords.is_exact(Kind::Dict) {
                return None;
            }
            let table = as_dict(keywords);
            if !table.has_only_str_keys() {
                return None;
            }
            if let Some(new) = push_named(vm, frame, sp, function, items, table) {
                return Some(Ok(new));
            }
        }
        push_spread_elsewhere(vm, frame, sp, function, items)
    }
}

/// [`push_spread`] to parameters that are not all positional. By itself, so that the usual case need not save the registers that this
/// one takes.
///
/// # Safety
/// What lies on top of the stack is NULL or a dict whose keys are strings.
#[inline(never)]
unsafe fn push_spread_elsewhere(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    items: &[Ref],
) -> Option<PyResult<*mut Frame>> {
    unsafe {
        let mut spare = Spare::NOTHING;
        let stacked = sp.sub(2);
        // Behind self the items of what lies on the stack have been copied.
        if (*stacked).is_exact(Kind::Tuple)
            && (*stacked).is_last_reference()
            && std::ptr::eq(crate::object::tuple_items(Ref::view(&*stacked)), items)
        {
            spare.items = stacked;
        }
        let keywords = sp.sub(1);
        if (*keywords).is_last_reference() {
            spare.keywords = keywords;
        }
        let table = match (*keywords).is_null() {
            true => None,
            false => Some(as_dict(Ref::view(&*keywords))),
        };
        push_named_collecting(vm, frame, sp, function, items, table, spare)
    }
}

/// Pushes a frame for a Python function with exactly as many parameters as there are `items`, which it gets. `None`: there are not, or as
/// for [`push_general`]; nothing changed.
#[inline(always)]
unsafe fn push_tuple(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    items: &[Ref],
) -> Option<*mut Frame> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        if !code.simple || code.argcount as usize != items.len() {
            return None;
        }
        let locals = room_for_callee(vm, caller, sp, code.frame_words as usize + 1)?;
        let mut to = locals;
        for v in items {
            crate::ops::keep_branch();
            *to = v.slot().new_ref();
            to = to.add(1);
        }
        let frame = locals.add(code.nlocalsplus as usize);
        Frame::clear_locals(to, frame);
        let frame = frame.cast::<Frame>();
        init_frame(vm, frame, caller, locals, function.new_ref(), f);
        Some(frame)
    }
}

/// Calls a Python function with the arguments `this` and `known`, and behind them those `given`; everything from `base` on, which they are part of, is
/// given up. `None`: something is not as simple as that; nothing changed.
#[allow(clippy::too_many_arguments)]
pub(crate) unsafe fn push_joined(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    function: &Ref,
    this: &[Ref],
    known: &[Ref],
    given: &[Ref],
    base: *mut Slot,
) -> Option<Outcome> {
    unsafe {
        let n = this.len() + known.len() + given.len();
        if n > KEYWORDS {
            return None;
        }
        let mut all = [const { MaybeUninit::<Slot>::uninit() }; KEYWORDS];
        for (v, to) in this.iter().chain(known).chain(given).zip(&mut all) {
            crate::ops::keep_branch();
            to.write(v.slot());
        }
        let given = Given {
            positional: Ref::view_slice(all.as_ptr().cast(), n),
            names: &[],
            values: &[],
        };
        let new = push::<false>(vm, frame, sp, function.slot(), &given, Spare::NOTHING)?;
        Some(match new {
            Ok(new) => enter_pushed(vm, frame, sp, base, new),
            Err(_) => Outcome::RAISED,
        })
    }
}

/// The items of a tuple or a list, without asking it for an iterator.
#[inline(always)]
unsafe fn items_at_hand(iterable: &Ref) -> Option<&[Ref]> {
    unsafe {
        if iterable.slot().is_exact(Kind::Tuple) {
            Some(crate::object::tuple_items(iterable))
        } else if iterable.slot().is_exact(Kind::List) {
            Some(as_list(iterable).items())
        } else {
            None
        }
    }
}

/// CALL_FUNCTION_EX of a bound method, or of an instance, that leads to a Python function: self goes before the arguments. None: it is
/// something else, or not as simple as that; what is on the stack means the same as before.
#[inline(never)]
unsafe fn spread_method(vm: &Vm, frame: *mut Frame, sp: *mut Slot) -> Option<Outcome> {
    unsafe {
        let base = sp.sub(4);
        let (callable, keywords) = (*base, *sp.sub(1));
        let leads_to_function = match callable.is_exact(Kind::BoundMethod) {
            true => {
                // What waits for its death may run code, and is not to run before the call is over.
                let m = callable.ptr::<Object<BoundMethod>>();
                (*m).v.function.is_exact(Kind::Function)
                    && (*callable.header()).state & STATE_WEAKREFS == 0
            }
            false => python_call(vm, callable).is_some(),
        };
        let items = items_at_hand(at(sp, 1))?;
        if !leads_to_function || !(keywords.is_null() || keywords.is_exact(Kind::Dict)) {
            return None;
        }
        take_apart(vm, base);
        let this = at(base.add(2), 0);
        if items.len() < KEYWORDS {
            let mut all = [const { MaybeUninit::<Slot>::uninit() }; KEYWORDS];
            for (v, to) in std::iter::once(this).chain(items).zip(&mut all) {
                crate::ops::keep_branch();
                to.write(v.slot());
            }
            let all = Ref::view_slice(all.as_ptr().cast::<Slot>(), items.len() + 1);
            match push_spread(vm, frame, sp, *base, all) {
                Some(Ok(new)) => return Some(enter_pushed(vm, frame, sp, base, new)),
                Some(Err(_)) => return Some(Outcome::RAISED),
                None => {}
            }
        }
        // What is called is a plain function from here on, with self as its first argument.
        let joined: Vec<Ref> = std::iter::once(this).chain(items).cloned().collect();
        let joined = new_tuple(vm, joined).into_slot();
        std::mem::replace(&mut *sp.sub(2), joined).decref();
        std::mem::replace(&mut *base.add(1), Slot::NULL).decref();
        None
    }
}

/// CALL_FUNCTION_EX: `callable, NULL, iterable, mapping or NULL` → result.
pub unsafe fn call_function_ex(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let base = sp.sub(4);
        if !(*base).is_exact(Kind::Function)
            && let Some(out) = spread_method(vm, frame, sp)
        {
            return out;
        }
        let callable = Ref::view(&*base);
        let iterable = at(sp, 1);
        let is_function = callable.is_exact(Kind::Function);
        // Frames are pushed without running anything that could change a list.
        let at_hand = items_at_hand(iterable);
        if is_function && let Some(items) = at_hand {
            if (*sp.sub(1)).is_null()
                && let Some(new) = push_tuple(vm, frame, sp, *base, items)
            {
                return enter_pushed(vm, frame, sp, base, new);
            }
            match push_spread(vm, frame, sp, *base, items) {
                Some(Ok(new)) => return enter_pushed(vm, frame, sp, base, new),
                Some(Err(_)) => return Outcome::RAISED,
                None => {}
            }
        }
        let keywords = *sp.sub(1);
        // `f(*args, **kwargs)` without keywords is as common as `f(*args)`.
        let plain = keywords.is_null()
            || keywords.is_exact(Kind::Dict) && as_dict(Ref::view(&keywords)).is_empty();
        if plain
            && !is_function
            && iterable.is_exact(Kind::List)
            && iterable.slot().is_last_reference()
        {
            // What nobody else has needs no copy: the list gives its items away for the length of the call.
            let items = as_list(iterable).take();
            let r = vm.call(callable, &Args::positional_only(items.as_slice()));
            drop(items);
            let out = replace(frame, sp, 4, r);
            return poll_after(vm, frame, out);
        }
        let values = if iterable.is_exact(Kind::Tuple) {
            iterable.clone()
        } else if iterable.is_exact(Kind::List) {
            match tuple_from_slice(vm, as_list(iterable).items()) {
                Ok(t) => t,
                Err(_) => return Outcome::RAISED,
            }
        } else {
            if vm.type_of(iterable).slots.iter.get().is_none() && vm.iter(iterable).is_err() {
                vm.clear_exception();
                let name = super::support::function_text(vm, callable);
                let t = vm.type_of(iterable).name_str();
                let _ = vm.type_error(format!(
                    "{name} argument after * must be an iterable, not {t}"
                ));
                return Outcome::RAISED;
            }
            match vm.collect(iterable) {
                Ok(v) => new_tuple(vm, v),
                Err(_) => return Outcome::RAISED,
            }
        };
        let items = as_tuple(&values).expect("a tuple");
        if plain {
            let out = match is_function {
                true => push_general(vm, frame, sp, callable, &Args::positional_only(items)),
                false => None,
            };
            return match out {
                Some(Ok(new)) => {
                    drop(values);
                    enter_pushed(vm, frame, sp, base, new)
                }
                Some(Err(_)) => Outcome::RAISED,
                None => {
                    let r = vm.call(callable, &Args::positional_only(items));
                    drop(values);
                    let out = replace(frame, sp, 4, r);
                    poll_after(vm, frame, out)
                }
            };
        }
        let mut all: SmallVec<[Ref; 8]> = items.iter().cloned().collect();
        let mut names: SmallVec<[Ref; 8]> = SmallVec::new();
        let mut i = 0;
        while let Some(e) = as_dict(at(sp, 0)).next_entry(&mut i) {
            let key = Ref::new_reference(e.key);
            if !key.has_kind(Kind::Str) {
                // That it cannot be called at all is said first.
                let _ = match vm.is_callable(callable) {
                    true => Err(vm.type_error("keywords must be strings")),
                    false => vm.call(callable, &Args::positional_only(&[])),
                };
                return Outcome::RAISED;
            }
            names.push(key);
            all.push(Ref::new_reference(e.value));
        }
        let args = Args::new(&all, &names);
        let out = match is_function {
            true => push_general(vm, frame, sp, callable, &args),
            false => None,
        };
        match out {
            Some(Ok(new)) => {
                drop((all, names, values));
                enter_pushed(vm, frame, sp, base, new)
            }
            Some(Err(_)) => {
                drop((all, names, values));
                // The positional arguments go first, as in CPython, and not what is on top.
                std::mem::replace(&mut *sp.sub(2), Slot::NULL).decref();
                Outcome::RAISED
            }
            None => {
                let r = vm.call(callable, &args);
                drop((all, names));
                let out = replace(frame, sp, 4, r);
                poll_after(vm, frame, out)
            }
        }
    }
}

/// DICT_MERGE: merges keyword arguments, refusing duplicates.
pub unsafe fn dict_merge(vm: &Vm, frame: *mut Frame, sp: *mut Slot, arg: u32) -> Outcome {
    unsafe {
        let dict = at(sp, arg as usize);
        let callable = at(sp, 3 + arg as usize);
        let update = at(sp, 0);
        if arg == 1 && (*sp.sub(1)).is_exact(Kind::Dict) && needs_no_copy(frame, sp) {
            let update = (*sp.sub(1)).promote_value();
            let empty = std::mem::replace(&mut *sp.sub(2), update);
            (*frame).sp = sp.sub(1);
            // The only reference to a dict that never had storage: nothing is in it that dies.
            match as_dict(Ref::view(&empty)).entries_ptr().is_null() {
                true => vm.heap.free_cell(empty.header()),
                false => empty.decref(),
            }
            return Outcome::next(sp.sub(1));
        }
        let r = merge_keywords(vm, callable, dict, update);
        super::finish(frame, sp, 1, r)
    }
}

/// Are the arguments by keyword just those of the dict on top of the stack, and nothing runs before the call that they are for? Then the call may
/// take them from that dict.
#[inline(always)]
unsafe fn needs_no_copy(frame: *mut Frame, sp: *mut Slot) -> bool {
    unsafe {
        let (iterable, so_far) = (*sp.sub(3), *sp.sub(2));
        // Iterating over something else may change the dict.
        if !(iterable.is_exact(Kind::Tuple) || iterable.is_exact(Kind::List))
            || !so_far.is_exact(Kind::Dict)
            || !so_far.is_last_reference()
            || !as_dict(Ref::view(&so_far)).is_empty()
        {
            return false;
        }
        let next = 2 * (crate::frame::unit_of(frame) + 1) as usize;
        (*frame).code().data.code.get(next) == Some(&op::CALL_FUNCTION_EX)
    }
}

fn merge_keywords(vm: &Vm, callable: &Ref, dict: &Ref, update: &Ref) -> PyResult<()> {
    let Err(r) = crate::object::merge_distinct(vm, dict, update) else {
        return Ok(());
    };
    // As in CPython these two mean the arguments wherever they come from, a method of the mapping included.
    if vm.raised_is(vm.types.attribute_error) {
        vm.clear_exception();
        return Err(vm.type_error(format!(
            "{} argument after ** must be a mapping, not {}",
            super::support::function_text(vm, callable),
            vm.type_of(update).name_str()
        )));
    }
    if !vm.raised_is(vm.types.key_error) {
        return Err(r);
    }
    let e = vm.take_exception();
    let args = vm.exception_args(&e);
    let Some([key]) = as_tuple(&args) else {
        vm.set_exception(e);
        return Err(r);
    };
    let key = vm.str_string(key)?;
    Err(vm.type_error(format!(
        "{} got multiple values for keyword argument '{key}'",
        super::support::function_text(vm, callable)
    )))
}

/// MAKE_FUNCTION
pub unsafe fn make_function(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let code = at(sp, 0).clone();
        if !code.is_exact(Kind::Code) {
            let _ = vm.system_error("MAKE_FUNCTION needs a code object");
            return Outcome::RAISED;
        }
        let globals = (*frame)
            .function()
            .globals
            .get()
            .expect("a function has globals");
        replace(frame, sp, 1, Ok(vm.new_function(code, globals)))
    }
}

/// SET_FUNCTION_ATTRIBUTE: `value, function` → `function`
pub unsafe fn set_function_attribute(
    vm: &Vm,
    frame: *mut Frame,
    sp: *mut Slot,
    arg: u32,
) -> Outcome {
    unsafe {
        let (function, value) = (at(sp, 0), at(sp, 1));
        if !function.is_exact(Kind::Function) || !fits(function, value, arg) {
            let _ = vm.system_error("SET_FUNCTION_ATTRIBUTE: a value of the wrong type");
            return Outcome::RAISED;
        }
        let f = crate::object::payload::<FunctionValue>(function);
        let field = match arg {
            1 => &f.defaults,
            2 => &f.kwdefaults,
            4 => &f.annotations,
            8 => &f.closure,
            _ => {
                if let Err(Raised) = name_annotate(vm, f, value) {
                    return Outcome::RAISED;
                }
                &f.annotate
            }
        };
        // The value moves.
        let value = (*sp.sub(2)).promote_value();
        *sp.sub(2) = *sp.sub(1);
        (*frame).sp = sp.sub(1);
        field.exchange(value).decref();
        Outcome::next(sp.sub(1))
    }
}

/// May `value` become the attribute of `function` that SET_FUNCTION_ATTRIBUTE's operand names? What calls do with
/// defaults and cells relies on it.
fn fits(function: &Ref, value: &Ref, arg: u32) -> bool {
    match arg {
        1 => value.is_exact(Kind::Tuple),
        2 => value.is_exact(Kind::Dict),
        4 => value.has_kind(Kind::Tuple) || value.has_kind(Kind::Dict),
        8 => as_tuple(value).is_some_and(|cells| {
            let code = crate::object::payload::<FunctionValue>(function).code();
            value.is_exact(Kind::Tuple)
                && cells.len() == code.nfreevars as usize
                && cells.iter().all(|c| c.is_exact(Kind::Cell))
        }),
        _ => true,
    }
}

/// The function that computes the annotations of `f` is named after it; its code is not.
fn name_annotate(vm: &Vm, f: &FunctionValue, annotate: &Ref) -> PyResult<()> {
    if !annotate.is_exact(Kind::Function) {
        return Ok(());
    }
    let Some(qualname) = f.qualname.get() else {
        return Ok(());
    };
    let mut text = tricera_text::str::StrBuf::new();
    text.push_str(crate::object::as_str(&qualname).units());
    text.push_latin1(b".__annotate__");
    let text = crate::object::from_buf(vm, text)?;
    crate::object::payload::<FunctionValue>(annotate)
        .qualname
        .set(text);
    Ok(())
}

/// The end of an inlined class call: checks that `__init__` returned None.
pub unsafe fn exit_init_check(vm: &Vm, frame: *mut Frame, sp: *mut Slot, _: u32) -> Outcome {
    unsafe {
        let r = at(sp, 0);
        if !r.is_none() {
            let t = vm.type_of(r).name_str();
            let _ = vm.type_error(format!("__init__() should return None, not '{t}'"));
            return Outcome::RAISED;
        }
        Outcome::next(drop_entries(frame, sp, 1))
    }
}
