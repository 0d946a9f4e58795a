//! Distributing what a call gives over the parameters of a Python function, straight into its new frame: no list of arguments is made
//! in between. What is not as simple as that, and all that is wrong, takes the general way of [`bind`](super::bind).

use super::call::{init_frame, room_for_callee};
use crate::frame::Frame;
use crate::object::code::Code;
use crate::object::{
    DictTable, FunctionObject, FunctionValue, as_dict, as_str, is_interned, new_dict,
    tuple_from_slice,
};
use crate::ops::keep_branch;
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::mem::MaybeUninit;
use tricera_code::opcode::flags;

/// What all code of functions has, and that of modules and classes has not.
pub(super) const FUNCTION: u32 = flags::CO_OPTIMIZED | flags::CO_NEWLOCALS;

/// At most so many arguments are given by name.
pub(super) const KEYWORDS: usize = 16;

/// At most so many parameters, each of which has a bit.
pub(super) const PARAMETERS: usize = 63;

/// The place of an argument that goes to `**kwargs`.
const COLLECTED: u8 = u8::MAX;

/// What a call gives, as words that live until the frame has been made.
pub(super) struct Given<'a> {
    /// By position.
    pub positional: &'a [Ref],
    /// The names of what is given by name, as strings.
    pub names: &'a [Ref],
    /// Its values.
    pub values: &'a [Ref],
}

/// Where on the stack there is something that nobody else has, or null. It may be taken, which leaves NULL there.
#[derive(Clone, Copy)]
pub(super) struct Spare {
    /// A tuple of just the arguments by position.
    pub items: *mut Slot,
    /// A dict of just those by name.
    pub keywords: *mut Slot,
}

impl Spare {
    pub const NOTHING: Spare = Spare {
        items: std::ptr::null_mut(),
        keywords: std::ptr::null_mut(),
    };
}

/// Where things go, found before anything moves.
struct Places {
    /// The parameters that get something.
    filled: u64,
    of_names: [MaybeUninit<u8>; KEYWORDS],
    /// How many go to `**kwargs`.
    collected: usize,
}

/// The first `n` bits.
#[inline(always)]
pub(super) fn below(n: usize) -> u64 {
    (1 << n) - 1
}

/// Where `name` is among `names[from..to]`.
#[inline(always)]
fn position(names: &[Ref], from: usize, to: usize, name: Slot) -> Option<usize> {
    let mut at = from;
    while at < to {
        keep_branch();
        if names[at].slot().same_object(name) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Finds the parameter of each name. None where one is given twice, or not known, or not interned.
#[inline(always)]
fn find_places(code: &Code, given: &Given) -> Option<Places> {
    let d = &code.data;
    let argcount = code.argcount as usize;
    let parameters = argcount + d.kwonlyargcount as usize;
    if d.flags & FUNCTION != FUNCTION
        || parameters > PARAMETERS
        || given.names.len() > KEYWORDS
        || given.positional.len() > argcount && d.flags & flags::CO_VARARGS == 0
    {
        return None;
    }
    let direct = given.positional.len().min(argcount);
    let mut places = Places {
        filled: below(direct),
        of_names: [const { MaybeUninit::uninit() }; KEYWORDS],
        collected: 0,
    };
    if given.names.is_empty() {
        return Some(places);
    }
    let names = code.localsplus_names.get(..parameters)?;
    let first = d.posonlyargcount as usize;
    // Most often they stand in the order of the parameters.
    let mut next = direct.max(first);
    for (name, place) in given.names.iter().zip(&mut places.of_names) {
        let word = name.slot();
        let at = position(names, next, parameters, word)
            .or_else(|| position(names, first, next.min(parameters), word));
        match at {
            Some(at) => {
                if places.filled >> at & 1 != 0 {
                    return None;
                }
                places.filled |= 1 << at;
                place.write(at as u8);
                next = at + 1;
            }
            None => {
                // A string that is not interned may be equal to a name all the same.
                if d.flags & flags::CO_VARKEYWORDS == 0
                    || !name.is_exact(Kind::Str)
                    || !is_interned(name)
                {
                    return None;
                }
                places.collected += 1;
                place.write(COLLECTED);
            }
        }
    }
    Some(places)
}

/// Writes the defaults of the keyword-only parameters in `wanted` to their places, without references. None where one has none, or looking for
/// it might run something.
///
/// # Safety
/// There is room for all parameters at `to`.
pub(super) unsafe fn keyword_defaults(
    vm: &Vm,
    f: &FunctionValue,
    code: &Code,
    wanted: u64,
    to: *mut Slot,
) -> Option<()> {
    let kwdefaults = f.kwdefaults.slot();
    if kwdefaults.is_null() {
        return None;
    }
    let all = as_dict(Ref::view(&kwdefaults));
    if !all.has_only_str_keys() {
        return None;
    }
    let (entries, count) = (all.entries_ptr(), all.entry_count());
    let (mut at, mut left) = (0, wanted);
    while left != 0 {
        let i = left.trailing_zeros() as usize;
        left &= left - 1;
        let name = &code.localsplus_names[i];
        // A `def` makes them in the order of the parameters.
        // SAFETY: the entries below the count are initialised.
        let value = unsafe {
            while at < count && !(*entries.add(at)).key.same_object(name.slot()) {
                at += 1;
            }
            match at < count {
                true => (*entries.add(at)).value,
                false => all.get_str_hashed(name, as_str(name).hash(vm)),
            }
        };
        if value.is_null() {
            return None;
        }
        // SAFETY: the caller has room for all parameters.
        unsafe { to.add(i).write(value) };
    }
    Some(())
}

/// Writes the locals and the frame of a call of `function`, which becomes the frame's. With `MOVE` the positional arguments lie where the
/// locals will, unless the caller is a generator, and all words given move; otherwise they keep their references. None: something is
/// not as simple as that, or there is no room; nothing has changed. After an error nothing has changed either.
///
/// # Safety
/// `function` is a Python function, the caller's operand stack ends at `sp`, and with `MOVE` the words given lie on top of it.
#[inline(always)]
pub(super) unsafe fn push<const MOVE: bool>(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    given: &Given,
    spare: Spare,
) -> Option<PyResult<*mut Frame>> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let d = &code.data;
        let places = find_places(code, given)?;
        let argcount = code.argcount as usize;
        let parameters = argcount + d.kwonlyargcount as usize;
        let defaults = (*f).v.defaults.slot();
        let defaults = match defaults.is_null() {
            true => &[],
            false => crate::object::tuple_items(Ref::view(&defaults)),
        };
        let needed = below(argcount.saturating_sub(defaults.len()));
        if places.filled & needed != needed {
            return None;
        }
        let missing = below(parameters) & !places.filled;
        let mut by_name = [const { MaybeUninit::<Slot>::uninit() }; PARAMETERS];
        let keyword_only = missing >> argcount << argcount;
        if keyword_only != 0 {
            keyword_defaults(vm, &(*f).v, code, keyword_only, by_name.as_mut_ptr().cast())?;
        }
        let room = room_for_callee(vm, caller, sp, code.frame_words as usize + 1)?;
        let direct = given.positional.len().min(argcount);
        // What collects is made while nothing has moved.
        let rest = match d.flags & flags::CO_VARARGS != 0 {
            false => None,
            // Nobody can tell a tuple that is given up from a copy of it.
            true if !spare.items.is_null() && direct == 0 => Some(Ref::from_slot(
                std::mem::replace(&mut *spare.items, Slot::NULL),
            )),
            true => match tuple_from_slice(vm, &given.positional[direct..]) {
                Ok(t) => Some(t),
                Err(r) => return Some(Err(r)),
            },
        };
        let others = match d.flags & flags::CO_VARKEYWORDS != 0 {
            false => None,
            true => match collect(vm, given, &places, spare.keywords) {
                Ok(d) => Some(d),
                Err(r) => return Some(Err(r)),
            },
        };

        let first = given.positional.as_ptr().cast::<Slot>().cast_mut();
        let mut values = [const { MaybeUninit::<Slot>::uninit() }; KEYWORDS];
        for (v, to) in given.values.iter().zip(&mut values) {
            keep_branch();
            to.write(v.slot());
        }
        let locals = match MOVE && !(*caller).is(Frame::GENERATOR) {
            true => first,
            false => {
                for i in 0..direct {
                    keep_branch();
                    let v = *first.add(i);
                    *room.add(i) = if MOVE { v } else { v.new_ref() };
                }
                room
            }
        };
        if MOVE {
            // The tuple has its own references.
            for i in direct..given.positional.len() {
                keep_branch();
                (*first.add(i)).decref_shared();
            }
        }
        for i in direct..code.nlocalsplus as usize {
            keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        for (place, v) in places.of_names.iter().zip(&values[..given.names.len()]) {
            keep_branch();
            // As many of both have been written as there are names.
            let (place, v) = (place.assume_init(), v.assume_init());
            if place == COLLECTED {
                if MOVE {
                    v.decref_shared();
                }
            } else {
                *locals.add(place as usize) = if MOVE { v } else { v.new_ref() };
            }
        }
        let mut left = missing & below(argcount);
        while left != 0 {
            let i = left.trailing_zeros() as usize;
            left &= left - 1;
            *locals.add(i) = defaults[i + defaults.len() - argcount].slot().new_ref();
        }
        let mut left = keyword_only;
        while left != 0 {
            let i = left.trailing_zeros() as usize;
            left &= left - 1;
            *locals.add(i) = by_name[i].assume_init().new_ref();
        }
        let mut at = locals.add(parameters);
        if let Some(t) = rest {
            *at = t.into_slot();
            at = at.add(1);
        }
        if let Some(d) = others {
            *at = d.into_slot();
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        let function = if MOVE { function } else { function.new_ref() };
        init_frame(vm, frame, caller, locals, function, f);
        Some(Ok(frame))
    }
}

/// Where `named` arguments go that follow those by position: how many words in all lie at their parameters, and the parameter of the one that
/// follows them, or the number of parameters if none does. None: more than one lies elsewhere, or is no parameter further on.
///
/// # Safety
/// There are as many words at `names`, no more arguments than parameters, and these can all be given by position.
#[inline(always)]
pub(crate) unsafe fn one_elsewhere(
    code: &Code,
    names: *const Slot,
    named: usize,
    positional: usize,
) -> Option<(usize, usize)> {
    unsafe {
        let parameters = code.localsplus_names.as_ptr().cast::<Slot>();
        let (total, count) = (positional + named, code.argcount as usize);
        let mut at = positional;
        while at < total && (*names.add(at - positional)).same_object(*parameters.add(at)) {
            keep_branch();
            at += 1;
        }
        if at == total {
            return Some((at, count));
        }
        if at + 1 < total {
            return None;
        }
        let name = *names.add(named - 1);
        let mut place = at + 1;
        while place < count {
            keep_branch();
            if name.same_object(*parameters.add(place)) {
                return Some((at, place));
            }
            place += 1;
        }
        None
    }
}

/// [`push`] for a function whose parameters are all positional, with arguments by name that move from the caller's stack to the places where
/// they lie or close to them. None: something is not as simple as that; nothing has changed.
///
/// # Safety
/// As for [`push`] with `MOVE`; behind the words given lies the tuple of the names.
#[inline(always)]
pub(super) unsafe fn push_in_place(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    given: &Given,
) -> Option<*mut Frame> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let (n, positional) = (given.names.len(), given.positional.len());
        let argcount = code.argcount as usize;
        if !code.simple
            || positional + n > argcount
            || code.data.posonlyargcount as usize > positional
            || (*caller).is(Frame::GENERATOR)
        {
            return None;
        }
        room_for_callee(vm, caller, sp, code.frame_words as usize)?;
        let locals = given.positional.as_ptr().cast::<Slot>().cast_mut();
        let names = given.names.as_ptr().cast::<Slot>();
        let Some((first, place)) = one_elsewhere(code, names, n, positional) else {
            return push_in_any_order(vm, caller, sp, function, given, 0);
        };
        let defaults = (*f).v.defaults.slot();
        let (defaults, count) = match defaults.is_null() {
            true => (std::ptr::null(), 0),
            false => {
                let items = crate::object::tuple_items(Ref::view(&defaults));
                (items.as_ptr().cast::<Slot>(), items.len())
            }
        };
        if first + count < argcount {
            return push_in_any_order(vm, caller, sp, function, given, first - positional);
        }
        let moved = *locals.add(first);
        let defaults = defaults.wrapping_add(count).wrapping_sub(argcount);
        for i in first..argcount {
            keep_branch();
            *locals.add(i) = (*defaults.wrapping_add(i)).incref();
        }
        if place < argcount {
            // The default that has gone there lives on in the function's tuple.
            (*locals.add(place)).decref_shared();
            *locals.add(place) = moved;
        }
        for i in argcount..code.nlocalsplus as usize {
            keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function, f);
        Some(frame)
    }
}

/// [`push_in_place`] where more than one name is not that of the parameter that it lies at, or something is missing that has no default. The
/// first `stay` names are in their places, and there is room.
///
/// # Safety
/// As for [`push_in_place`], which has found that there are no more words than parameters.
#[inline(never)]
unsafe fn push_in_any_order(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    given: &Given,
    stay: usize,
) -> Option<*mut Frame> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let (n, positional) = (given.names.len(), given.positional.len());
        let argcount = code.argcount as usize;
        let locals = given.positional.as_ptr().cast::<Slot>().cast_mut();
        let parameters = code.localsplus_names.as_ptr().cast::<Slot>();
        let names = given.names.as_ptr().cast::<Slot>();
        let first = positional + stay;
        let moving = n - stay;
        if moving > KEYWORDS {
            return None;
        }
        let mut aside = [const { MaybeUninit::<Slot>::uninit() }; KEYWORDS];
        let kwnames = *sp.sub(1);
        for i in 0..moving {
            keep_branch();
            *aside.as_mut_ptr().add(i) = MaybeUninit::new(*locals.add(first + i));
        }
        for i in first..code.nlocalsplus as usize {
            keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        let defaults = (*f).v.defaults.slot();
        let defaults = match defaults.is_null() {
            true => &[],
            false => crate::object::tuple_items(Ref::view(&defaults)),
        };
        let mut good = true;
        for (i, v) in aside[..moving].iter().enumerate() {
            let name = *names.add(stay + i);
            let mut at = first;
            while at < argcount && !name.same_object(*parameters.add(at)) {
                keep_branch();
                at += 1;
            }
            if at == argcount || !(*locals.add(at)).is_null() {
                good = false;
                break;
            }
            *locals.add(at) = v.assume_init();
        }
        for i in first..argcount.saturating_sub(defaults.len()) {
            keep_branch();
            good &= !(*locals.add(i)).is_null();
        }
        if !good {
            for (i, v) in aside[..moving].iter().enumerate() {
                *locals.add(first + i) = v.assume_init();
            }
            *sp.sub(1) = kwnames;
            return None;
        }
        let mut left = argcount;
        let mut from = defaults.len();
        while left > first && from > 0 {
            left -= 1;
            from -= 1;
            if (*locals.add(left)).is_null() {
                *locals.add(left) = defaults[from].slot().new_ref();
            }
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function, f);
        Some(frame)
    }
}

/// [`push`] without `MOVE` for a function whose parameters are all positional, with the values of `table` by name. None: something is not as
/// simple as that; nothing has changed.
///
/// # Safety
/// `function` is a Python function, the caller's operand stack ends at `sp`, and all keys of the table are strings.
#[inline(always)]
pub(super) unsafe fn push_named(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    positional: &[Ref],
    table: &DictTable,
) -> Option<*mut Frame> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let argcount = code.argcount as usize;
        let first = positional.len();
        if !code.simple
            || first + table.len() > argcount
            || code.data.posonlyargcount as usize > first
        {
            return None;
        }
        let locals = room_for_callee(vm, caller, sp, code.frame_words as usize + 1)?;
        // The words get their references when all of them are there.
        for (i, v) in positional.iter().enumerate() {
            keep_branch();
            *locals.add(i) = v.slot();
        }
        for i in first..code.nlocalsplus as usize {
            keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        let parameters = &code.localsplus_names[..argcount];
        let (mut i, mut next) = (0, first);
        while let Some(e) = table.next_entry(&mut i) {
            // Most often they stand in the order of the parameters.
            let at = position(parameters, next, argcount, e.key)
                .or_else(|| position(parameters, first, next, e.key))?;
            *locals.add(at) = e.value;
            next = at + 1;
        }
        if first + table.len() < argcount {
            let defaults = (*f).v.defaults.slot();
            let defaults = match defaults.is_null() {
                true => &[],
                false => crate::object::tuple_items(Ref::view(&defaults)),
            };
            let needed = argcount.saturating_sub(defaults.len());
            for i in first..argcount {
                if (*locals.add(i)).is_null() {
                    if i < needed {
                        return None;
                    }
                    *locals.add(i) = defaults[i + defaults.len() - argcount].slot();
                }
            }
        }
        for i in 0..argcount {
            keep_branch();
            *locals.add(i) = (*locals.add(i)).new_ref();
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function.new_ref(), f);
        Some(frame)
    }
}

/// [`push_named`] for any function: some parameter can only be given by name, or not by name, or collects. The words are looked at once, and
/// written where they belong, which is above all that the caller uses.
///
/// # Safety
/// As for [`push_named`].
#[inline(always)]
pub(super) unsafe fn push_named_collecting(
    vm: &Vm,
    caller: *mut Frame,
    sp: *mut Slot,
    function: Slot,
    positional: &[Ref],
    table: Option<&DictTable>,
    spare: Spare,
) -> Option<PyResult<*mut Frame>> {
    unsafe {
        let f = function.ptr::<FunctionObject>();
        let code = (*f).v.code();
        let d = &code.data;
        let argcount = code.argcount as usize;
        let parameters = argcount + d.kwonlyargcount as usize;
        let in_tuple = d.flags & flags::CO_VARARGS != 0;
        let in_dict = d.flags & flags::CO_VARKEYWORDS != 0;
        if d.flags & FUNCTION != FUNCTION
            || parameters > PARAMETERS
            || positional.len() > argcount && !in_tuple
        {
            return None;
        }
        let locals = room_for_callee(vm, caller, sp, code.frame_words as usize + 1)?;
        let direct = positional.len().min(argcount);
        // The words get their references when all of them are there.
        for (i, v) in positional[..direct].iter().enumerate() {
            keep_branch();
            *locals.add(i) = v.slot();
        }
        for i in direct..code.nlocalsplus as usize {
            keep_branch();
            *locals.add(i) = Slot::NULL;
        }
        // A bit for each entry that `**kwargs` gets, and how many parameters have their argument.
        let mut collected = 0u64;
        let mut filled = direct;
        // Where nothing can be given by name, nobody needs to look at the names of a dict that becomes `**kwargs`.
        let whole = in_dict && parameters == 0 && !spare.keywords.is_null();
        if let Some(table) = table
            && !whole
        {
            let count = table.entry_count();
            if count > 64 {
                return None;
            }
            let names = &code.localsplus_names[..parameters];
            let first = d.posonlyargcount as usize;
            // Most often they stand in the order of the parameters.
            let mut next = direct.max(first);
            for i in 0..count {
                let e = *table.entries_ptr().add(i);
                if e.key.is_null() {
                    continue;
                }
                let at = position(names, next, parameters, e.key)
                    .or_else(|| position(names, first, next, e.key));
                match at {
                    Some(at) if (*locals.add(at)).is_null() => {
                        *locals.add(at) = e.value;
                        next = at + 1;
                        filled += 1;
                    }
                    // A string that is not interned may be equal to a name all the same.
                    None if in_dict
                        && e.key.is_exact(Kind::Str)
                        && is_interned(Ref::view(&e.key)) =>
                    {
                        collected |= 1 << i;
                    }
                    _ => return None,
                }
            }
        }
        if filled < parameters {
            let defaults = (*f).v.defaults.slot();
            let defaults = match defaults.is_null() {
                true => &[],
                false => crate::object::tuple_items(Ref::view(&defaults)),
            };
            for i in direct..argcount {
                if (*locals.add(i)).is_null() {
                    let from = (i + defaults.len()).checked_sub(argcount)?;
                    *locals.add(i) = defaults[from].slot();
                }
            }
            let mut missing = 0;
            for i in argcount..parameters {
                keep_branch();
                missing |= ((*locals.add(i)).is_null() as u64) << i;
            }
            if missing != 0 {
                keyword_defaults(vm, &(*f).v, code, missing, locals)?;
            }
        }
        // What collects is made while nothing has a reference yet.
        let mut at = locals.add(parameters);
        if in_tuple {
            // Nobody can tell a tuple that is given up from a copy of it.
            *at = match !spare.items.is_null() && direct == 0 {
                true => std::mem::replace(&mut *spare.items, Slot::NULL),
                false => match tuple_from_slice(vm, &positional[direct..]) {
                    Ok(t) => t.into_slot(),
                    Err(r) => return Some(Err(r)),
                },
            };
            at = at.add(1);
        }
        if in_dict {
            let all = whole || collected != 0 && filled == direct && !spare.keywords.is_null();
            *at = match (all, table) {
                (true, _) => std::mem::replace(&mut *spare.keywords, Slot::NULL),
                (false, Some(table)) if collected != 0 => match chosen(vm, table, collected) {
                    Ok(d) => d.into_slot(),
                    Err(r) => {
                        if in_tuple {
                            (*at.sub(1)).decref();
                        }
                        return Some(Err(r));
                    }
                },
                _ => new_dict(vm).into_slot(),
            };
        }
        for i in 0..parameters {
            keep_branch();
            *locals.add(i) = (*locals.add(i)).new_ref();
        }
        let frame = locals.add(code.nlocalsplus as usize).cast::<Frame>();
        init_frame(vm, frame, caller, locals, function.new_ref(), f);
        Some(Ok(frame))
    }
}

/// A dict of some entries of `table`, which has at most 64: those with a bit in `which`. Their keys are strings.
#[inline(always)]
unsafe fn chosen(vm: &Vm, table: &DictTable, which: u64) -> PyResult {
    let dict = new_dict(vm);
    let to = as_dict(&dict);
    let mut left = which;
    while left != 0 {
        let i = left.trailing_zeros() as usize;
        left &= left - 1;
        // SAFETY: the caller says that this is an entry; all keys differ.
        unsafe {
            let e = *table.entries_ptr().add(i);
            to.add_absent(
                vm,
                Ref::new_reference(e.key),
                e.hash,
                Ref::new_reference(e.value),
            )?;
        }
    }
    Ok(dict)
}

/// Do the `names` of a call all go to `**kwargs` of a function that takes no other by name?
#[inline(always)]
pub(super) fn are_collected(code: &Code, names: &[Ref]) -> bool {
    let d = &code.data;
    let (first, argcount) = (d.posonlyargcount as usize, code.argcount as usize);
    d.flags & flags::CO_VARKEYWORDS != 0
        && names.len() <= KEYWORDS
        && names.iter().all(|name| {
            keep_branch();
            name.is_exact(Kind::Str)
                && is_interned(name)
                && position(&code.localsplus_names, first, argcount, name.slot()).is_none()
        })
}

/// The dict of the arguments that no parameter takes; for `spare` see [`Spare::keywords`].
#[inline(always)]
unsafe fn collect(vm: &Vm, given: &Given, places: &Places, spare: *mut Slot) -> PyResult {
    if !spare.is_null() && places.collected == given.names.len() {
        // SAFETY: the caller says so; the reference moves.
        return Ok(unsafe { Ref::from_slot(std::mem::replace(&mut *spare, Slot::NULL)) });
    }
    let dict = new_dict(vm);
    if places.collected != 0 {
        let mut names = [Slot::NULL; KEYWORDS];
        let mut values = [const { MaybeUninit::<Slot>::uninit() }; KEYWORDS];
        let mut n = 0;
        let all = given.names.iter().zip(given.values);
        for ((name, value), place) in all.zip(&places.of_names) {
            keep_branch();
            // SAFETY: as many have been written as there are names.
            if unsafe { place.assume_init() } == COLLECTED {
                names[n] = name.slot();
                values[n].write(value.clone().into_slot());
                n += 1;
            }
        }
        // SAFETY: these are interned strings, each given once, with a value for each, which moves unless there is no memory.
        unsafe {
            if let Err(r) = as_dict(&dict).fill_names(vm, &names[..n], values.as_ptr().cast()) {
                values[..n].iter().for_each(|v| v.assume_init().decref());
                return Err(r);
            }
        }
    }
    Ok(dict)
}
