//! Globals, names, cells.

use super::{op, release, slow_op};
use crate::object::{CellObject, DictObject, DictTable, FunctionObject, TupleObject};
use crate::ops::slow::name;
use crate::ops::{
    Control, Control::*, Machine, Observer, Op, call_out, keep_branch, note_attempt, note_miss,
};
use crate::value::{Kind, Ref, Slot};
use tricera_code::opcode::op as code;

op!(LOAD_GLOBAL, |m| Slow, slow {
    // The counter's place may be taken by the form.
    let c = m.counter();
    if c > 0 {
        m.set_counter(c - 1);
    } else if m.vm().config.specialize {
        let found = choose(m);
        let allowed = found.filter(|&form| m.vm().config.without.allows(form));
        if M::Observer::ACTIVE {
            note_attempt(m, found, allowed);
        }
        match allowed {
            Some(opcode) => m.quicken(opcode),
            None => m.set_counter(super::FAILED),
        }
    }
    call_out(m, Self::LEN, false, name::load_global)
});

/// Where the name is found decides: in the globals, or in the interpreter's own builtins.
unsafe fn choose<M: Machine>(m: &mut M) -> Option<u8> {
    unsafe {
        let vm = m.vm();
        let call = m.arg() & 1 != 0;
        let f = (*m.frame()).function();
        let name = Ref::view(&*(*m.frame()).code().names.add(m.arg() as usize >> 1));
        let hash = crate::object::as_str(name).hash(vm);
        if !Ref::view(&f.globals.slot()).is_exact(Kind::Dict) {
            // It may have a `__missing__`.
            return None;
        }
        let globals = &f.globals().t;
        if let Some(i) = globals.index_of_str(name, hash) {
            if i > u16::MAX as usize {
                return None;
            }
            let v = globals.version(vm);
            if v == 0 {
                return None;
            }
            m.set_version(v);
            m.set_index(i as u32);
            remember_place(m, globals, i);
            return Some(if call {
                code::LOAD_GLOBAL_MODULE_CALL
            } else {
                code::LOAD_GLOBAL_MODULE
            });
        }
        let builtins = f.builtins();
        let i = builtins.t.index_of_str(name, hash)?;
        if i > u16::MAX as usize || f.builtins.slot() != vm.builtins.slot() {
            return None;
        }
        let v = globals.version(vm);
        let epoch = vm.builtins_epoch(&builtins.t);
        if v == 0 || epoch == 0 {
            return None;
        }
        // The counter's place holds the epoch: there is no other room in the cache of LOAD_GLOBAL.
        m.set_counter(epoch);
        m.set_version(v);
        m.set_index(i as u32);
        remember_place(m, &builtins.t, i);
        Some(if call {
            code::LOAD_GLOBAL_BUILTIN_CALL
        } else {
            code::LOAD_GLOBAL_BUILTIN
        })
    }
}

/// Puts into the inline cache where the value of an entry is, which is there as long as the keys keep their version: then
/// the value need not wait for the table to be found, only the check of the version does. Code units have no room for it.
#[inline(always)]
unsafe fn remember_place<M: Machine>(m: &M, table: &DictTable, i: usize) {
    if M::PREDECODED {
        unsafe { m.set_pointer(table.value_place(i) as u64) };
    }
}

/// The value at index [`Machine::index`] of a table whose keys have the cached version, with a new reference.
#[inline(always)]
unsafe fn cached_value<M: Machine>(m: &M, table: &DictTable) -> Slot {
    unsafe {
        let place = if M::PREDECODED {
            m.pointer() as *mut Slot
        } else {
            table.value_place(m.index() as usize)
        };
        (*place).incref()
    }
}

/// The value of a global, with a new reference, if the keys of the globals are as they were.
#[inline(always)]
unsafe fn from_globals<M: Machine>(m: &M) -> Option<Slot> {
    unsafe {
        let f = (*m.frame()).function.ptr::<FunctionObject>();
        let d = (*f).v.globals.slot().ptr::<DictObject>();
        if (*d).t.keys_version.get() != m.version() {
            return None;
        }
        Some(cached_value(m, &(*d).t))
    }
}

/// The value of a builtin, with a new reference, if the keys of globals and builtins are as they were.
#[inline(always)]
unsafe fn from_builtins<M: Machine>(m: &M) -> Option<Slot> {
    unsafe {
        let f = (*m.frame()).function.ptr::<FunctionObject>();
        let d = (*f).v.globals.slot().ptr::<DictObject>();
        if (*d).t.keys_version.get() != m.version() {
            return None;
        }
        let b = (*f).v.builtins.slot().ptr::<DictObject>();
        let vm = m.vm();
        if (*b).t.keys_version.get() != vm.builtins_version.get()
            || vm.builtins_epoch_now.get() != m.counter()
        {
            return None;
        }
        Some(cached_value(m, &(*b).t))
    }
}

/// The guard failed: the base form finds the name, and chooses anew soon.
#[inline(always)]
unsafe fn load_again<M: Machine>(m: &mut M) -> Control {
    unsafe {
        if M::Observer::ACTIVE {
            note_miss(m, true);
        }
        m.quicken(code::LOAD_GLOBAL);
        m.set_counter(1);
        call_out(m, LOAD_GLOBAL::LEN, false, name::load_global)
    }
}

// Two forms of each, so that the operand's low bit, which asks for the NULL of a call, need not be looked at.
op!(LOAD_GLOBAL_MODULE, |m| {
    let Some(v) = from_globals(m) else { return Slow };
    m.push(v);
    Next
}, slow load_again(m));
op!(LOAD_GLOBAL_MODULE_CALL, |m| {
    let Some(v) = from_globals(m) else { return Slow };
    m.push(v);
    m.push(Slot::NULL);
    Next
}, slow load_again(m));
op!(LOAD_GLOBAL_BUILTIN, |m| {
    let Some(v) = from_builtins(m) else { return Slow };
    m.push(v);
    Next
}, slow load_again(m));
op!(LOAD_GLOBAL_BUILTIN_CALL, |m| {
    let Some(v) = from_builtins(m) else { return Slow };
    m.push(v);
    m.push(Slot::NULL);
    Next
}, slow load_again(m));

op!(LOAD_DEREF, |m| {
    let c = m.local(m.arg() as usize).ptr::<CellObject>();
    let v = (*c).v.0.slot();
    if v.is_null() {
        return Slow;
    }
    m.push(v.incref());
    Next
}, slow call_out(m, Self::LEN, false, name::load_deref));
op!(STORE_DEREF, |m| {
    let c = m.local(m.arg() as usize).ptr::<CellObject>();
    let v = m.pop().promote();
    let old = (*c).v.0.exchange(v);
    release(old)
});
op!(COPY_FREE_VARS, |m| {
    let f = m.frame();
    let n = m.arg() as usize;
    let cells = (*f).function().closure.slot();
    // Whoever gives a function a closure has seen that it is a tuple.
    if cells.is_null() {
        return Slow;
    }
    debug_assert!(cells.has_kind(Kind::Tuple));
    let cells = &*cells.ptr::<TupleObject>();
    if cells.len.get() < n {
        return Slow;
    }
    // The cells are the last locals, and the frame's header lies behind them. From the end: one pointer and one index.
    let mut to = f.cast::<Slot>();
    let first = to.sub(n);
    let mut from = cells.items.get().add(n);
    while to > first {
        keep_branch();
        to = to.sub(1);
        from = from.sub(1);
        *to = (*from).incref();
    }
    Next
}, slow call_out(m, Self::LEN, false, name::copy_free_vars));
slow_op! {
    LOAD_NAME name::load_name;
    STORE_NAME name::store_name;
    DELETE_NAME name::delete_name;
    STORE_GLOBAL name::store_global;
    DELETE_GLOBAL name::delete_global;
    LOAD_FROM_DICT_OR_GLOBALS name::load_from_dict_or_globals;
    LOAD_FROM_DICT_OR_DEREF name::load_from_dict_or_deref;
    LOAD_LOCALS name::load_locals;
    SETUP_ANNOTATIONS name::setup_annotations;
    MAKE_CELL name::make_cell;
    DELETE_DEREF name::delete_deref;
    LOAD_BUILD_CLASS name::load_build_class;
}
