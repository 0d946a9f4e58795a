//! `_ThreadHandle`: the end of a thread, to be waited for. Here there is only the thread that runs everything.

use super::super::common::type_arg;
use crate::object::{
    GetSetDef, Layout, MethodDef, Payload, TypePtr, TypeSpec, from_utf8, new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Ref, Slot};
use std::cell::Cell;

/// How far the thread of a handle is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    NotStarted,
    Running,
    Done,
}

struct Handle {
    ident: i64,
    phase: Cell<Phase>,
}

impl Payload for Handle {
    const TRACKED: bool = false;
    fn traverse(&self, _: &mut dyn FnMut(Slot)) {}
}

static LAYOUT: Layout = Layout::of::<Handle>();

fn phase(this: &Ref) -> &Cell<Phase> {
    &payload::<Handle>(this).phase
}

static METHODS: [MethodDef; 3] = [
    MethodDef::no_args("_set_done", |vm, this| {
        if phase(this).get() == Phase::NotStarted {
            return Err(vm.runtime_error("thread not started"));
        }
        phase(this).set(Phase::Done);
        Ok(Ref::none())
    }),
    MethodDef::no_args("is_done", |_, this| {
        Ok(Ref::bool(phase(this).get() == Phase::Done))
    }),
    MethodDef::positional("join", 0, 1, |vm, this, _| match phase(this).get() {
        Phase::NotStarted => Err(vm.runtime_error("thread not started")),
        Phase::Running => Err(vm.runtime_error("Cannot join current thread")),
        Phase::Done => Ok(Ref::none()),
    }),
];

static GETSET: [GetSetDef; 1] = [GetSetDef::get("ident", |vm, this| {
    Ok(vm.new_int(payload::<Handle>(this).ident))
})];

/// The type.
pub(super) static HANDLE: TypeSpec = TypeSpec {
    module: "_thread",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| {
        s.new.set(Some(|vm, ty, _| {
            let handle = Handle {
                ident: 0,
                phase: Cell::new(Phase::NotStarted),
            };
            Ok(new_object(vm, type_arg(ty), handle))
        }));
        s.repr.set(Some(|vm, this| {
            let n = payload::<Handle>(this).ident;
            from_utf8(vm, &format!("<_thread._ThreadHandle object: ident={n}>"))
        }));
    },
    ..TypeSpec::new("_ThreadHandle", &LAYOUT)
};

/// A handle for a thread that runs already.
pub(super) fn of_running(vm: &Vm, ty: TypePtr, ident: i64) -> PyResult {
    let handle = Handle {
        ident,
        phase: Cell::new(Phase::Running),
    };
    Ok(new_object(vm, ty, handle))
}
