//! Locks. With one thread, whoever waits for a lock that is taken would wait for ever.

use super::super::common::{bind, type_arg};
use super::super::support::float_arg;
use crate::object::{
    Layout, MethodDef, Payload, TypePtr, TypeSpec, address, flags, from_utf8, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;
use std::sync::LazyLock;

struct Lock {
    /// How often it has been acquired: at most once, unless it is reentrant.
    taken: Cell<u64>,
}

impl Payload for Lock {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Lock>();
static SIGNATURE: LazyLock<Signature> =
    LazyLock::new(|| Signature::parse("blocking=True, timeout=-1"));

fn taken(this: &Ref) -> &Cell<u64> {
    &payload::<Lock>(this).taken
}

static LOCK_METHODS: [MethodDef; 9] = [
    MethodDef::raw("acquire", acquire).text_signature("blocking=True, timeout=-1"),
    MethodDef::raw("acquire_lock", acquire).text_signature("blocking=True, timeout=-1"),
    MethodDef::raw("__enter__", acquire).text_signature(""),
    MethodDef::no_args("release", release),
    MethodDef::positional("__exit__", 0, 3, |vm, this, _| release(vm, this))
        .text_signature("*exc_info"),
    MethodDef::no_args("release_lock", release),
    MethodDef::no_args("locked_lock", |_, this| {
        Ok(Ref::bool(taken(this).get() > 0))
    }),
    MethodDef::no_args("locked", |_, this| Ok(Ref::bool(taken(this).get() > 0)))
        .doc("Return whether the lock is in the locked state."),
    MethodDef::no_args("_at_fork_reinit", reset),
];

static RLOCK_METHODS: [MethodDef; 10] = [
    MethodDef::raw("acquire", acquire_again).text_signature("blocking=True, timeout=-1"),
    MethodDef::raw("__enter__", acquire_again).text_signature(""),
    MethodDef::no_args("release", release_once),
    MethodDef::positional("__exit__", 0, 3, |vm, this, _| release_once(vm, this))
        .text_signature("*exc_info"),
    MethodDef::no_args("locked", |_, this| Ok(Ref::bool(taken(this).get() > 0))),
    MethodDef::no_args("_is_owned", |_, this| Ok(Ref::bool(taken(this).get() > 0))),
    MethodDef::no_args("_recursion_count", |vm, this| {
        Ok(vm.new_int(taken(this).get() as i64))
    }),
    MethodDef::no_args("_release_save", |vm, this| {
        let n = taken(this).replace(0);
        if n == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        Ok(crate::object::new_tuple(
            vm,
            [vm.new_int(n as i64), super::ident(vm)],
        ))
    }),
    MethodDef::one("_acquire_restore", |vm, this, saved| {
        let n = vm.get_item(saved, &vm.new_int(0))?;
        taken(this).set(vm.index_as_isize(&n)?.max(0) as u64);
        Ok(Ref::none())
    })
    .text_signature("state, /"),
    MethodDef::no_args("_at_fork_reinit", reset),
];

/// The type `_thread.lock`.
pub static LOCK: TypeSpec = TypeSpec {
    module: "_thread",
    doc: "A lock object is a synchronization primitive.",
    flags: flags::WEAKREFS,
    methods: &LOCK_METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, args| {
            args.no_keywords(vm, "lock")?;
            args.check_positional(vm, "lock", 0, 0)?;
            Ok(new_lock(vm, type_arg(ty)))
        }));
        s.repr.set(Some(|vm, this| {
            let state = if taken(this).get() > 0 {
                "locked"
            } else {
                "unlocked"
            };
            let at = address(this);
            from_utf8(vm, &format!("<{state} _thread.lock object at {at:#x}>"))
        }));
    },
    ..TypeSpec::new("lock", &LAYOUT)
};

/// The type `_thread.RLock`.
pub static RLOCK: TypeSpec = TypeSpec {
    module: "_thread",
    flags: flags::BASETYPE | flags::WEAKREFS,
    methods: &RLOCK_METHODS,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| Ok(new_lock(vm, type_arg(ty)))));
        s.repr.set(Some(|vm, this| {
            let n = taken(this).get();
            let (state, owner) = if n > 0 {
                ("locked", super::ident(vm))
            } else {
                ("unlocked", vm.new_int(0))
            };
            let owner = vm.repr_string(&owner)?;
            let at = address(this);
            from_utf8(
                vm,
                &format!("<{state} _thread.RLock object owner={owner} count={n} at {at:#x}>"),
            )
        }));
    },
    ..TypeSpec::new("RLock", &LAYOUT)
};

/// A lock that nobody holds.
pub fn new_lock(vm: &Vm, ty: TypePtr) -> Ref {
    new_object(
        vm,
        ty,
        Lock {
            taken: Cell::new(0),
        },
    )
}

/// The arguments of `acquire`: may it wait, and for ever?
fn waiting(vm: &Vm, args: &Args) -> PyResult<(bool, bool)> {
    if args.is_empty() {
        return Ok((true, true));
    }
    let [blocking, timeout] = bind(vm, &SIGNATURE, "acquire", args)?;
    let blocking = blocking.map_or(Ok(true), |b| vm.is_true(&b))?;
    let timeout = timeout.map_or(Ok(-1.0), |t| float_arg(vm, &t))?;
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if timeout > super::TIMEOUT_MAX {
        return Err(vm.overflow_error("timeout value is too large"));
    }
    if blocking && timeout > 0.0 {
        return Ok((true, false));
    }
    Ok((blocking && timeout != 0.0, true))
}

fn acquire(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    let (blocking, for_ever) = waiting(vm, args)?;
    if taken(this).get() == 0 {
        taken(this).set(1);
        return Ok(Ref::bool(true));
    }
    if blocking && for_ever {
        // Only a signal handler could release it: wait for one, as CPython does.
        while taken(this).get() > 0 {
            std::thread::sleep(std::time::Duration::from_millis(5));
            vm.check_signals()?;
        }
        taken(this).set(1);
        return Ok(Ref::bool(true));
    }
    Ok(Ref::bool(false))
}

fn release(vm: &Vm, this: &Ref) -> PyResult {
    if taken(this).replace(0) == 0 {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    Ok(Ref::none())
}

fn acquire_again(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    waiting(vm, args)?;
    taken(this).set(taken(this).get() + 1);
    Ok(Ref::bool(true))
}

fn release_once(vm: &Vm, this: &Ref) -> PyResult {
    match taken(this).get() {
        0 => Err(vm.runtime_error("cannot release un-acquired lock")),
        n => {
            taken(this).set(n - 1);
            Ok(Ref::none())
        }
    }
}

fn reset(_: &Vm, this: &Ref) -> PyResult {
    taken(this).set(0);
    Ok(Ref::none())
}
