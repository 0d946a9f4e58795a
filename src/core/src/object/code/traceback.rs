//! Traceback objects.

use super::code_type::c_int;
use super::frame_object::{FrameValue, frame_object};
use crate::frame::{Frame, lasti_of_unit};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, new_list, new_object, payload,
};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref, Slot};
use std::cell::Cell;
use std::sync::OnceLock;

/// The payload of `traceback`: where an exception passed through a frame.
pub struct Traceback {
    pub next: Field,
    pub frame: Ref,
    /// The code unit that the exception was seen at. Which instruction that belongs to is found out when asked for.
    unit: Cell<i32>,
    /// `tb_lasti`, if `unit` is not to be used.
    lasti: Cell<Option<i32>>,
    /// Line, or -1 to have it computed from the position.
    lineno: Cell<i32>,
}

impl Payload for Traceback {
    const KIND: Kind = Kind::Traceback;
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        self.next.traverse(f);
        f(self.frame.slot());
    }
}

static LAYOUT: Layout = Layout::of::<Traceback>();

impl Traceback {
    /// The frame object.
    pub fn frame_value(&self) -> &FrameValue {
        payload::<FrameValue>(&self.frame)
    }
    /// `tb_lasti`: byte offset of the instruction; -1 before the first.
    pub fn lasti(&self) -> i32 {
        if let Some(n) = self.lasti.get() {
            return n;
        }
        let n = lasti_of_unit(self.frame_value().code(), self.unit.get());
        self.lasti.set(Some(n));
        n
    }
    /// `tb_lineno`, if the instruction has a line.
    pub fn lineno(&self) -> Option<i32> {
        match self.lineno.get() {
            -1 => {
                let code = self.frame_value().code();
                code.line_at(self.lasti()).map(|l| l as i32)
            }
            n => Some(n),
        }
    }
}

/// A new traceback entry in front of `next`. A `lineno` of -1 is computed when asked for.
pub fn new_traceback(vm: &Vm, next: Option<Ref>, frame: Ref, lasti: i32, lineno: i32) -> Ref {
    let t = Traceback {
        next: next.into(),
        frame,
        unit: Cell::new(-1),
        lasti: Cell::new(Some(lasti)),
        lineno: Cell::new(lineno),
    };
    new_object(vm, vm.types.traceback, t)
}

/// A traceback entry for code unit `unit` of `frame`, in front of `next`.
///
/// # Safety
/// `frame` must be a live frame of Python code.
pub unsafe fn traceback_entry(vm: &Vm, next: Option<Ref>, frame: *mut Frame, unit: i32) -> Ref {
    let t = Traceback {
        next: Field::from(next),
        // SAFETY: the caller vouches for the frame.
        frame: unsafe { frame_object(vm, frame) },
        unit: Cell::new(unit),
        lasti: Cell::new(None),
        lineno: Cell::new(-1),
    };
    new_object(vm, vm.types.traceback, t)
}

/// The type `traceback`.
pub static TRACEBACK: TypeSpec = TypeSpec {
    doc: "Create a new traceback object.",
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| s.new.set(Some(new)),
    ..TypeSpec::new("traceback", &LAYOUT)
};

fn new(vm: &Vm, _: &Ref, args: &Args) -> PyResult {
    static SIGNATURE: OnceLock<Signature> = OnceLock::new();
    let signature =
        SIGNATURE.get_or_init(|| Signature::parse("tb_next, tb_frame, tb_lasti, tb_lineno"));
    let a = signature.bind(vm, "traceback", args)?;
    let [Some(next), Some(frame), Some(lasti), Some(lineno)] = &a[..] else {
        return Err(vm.system_error("bad argument to internal function"));
    };
    if !frame.has_kind(Kind::Frame) {
        return Err(vm.type_error(format!(
            "traceback() argument 'tb_frame' must be frame, not {}",
            vm.type_of(frame).name_str()
        )));
    }
    let (lasti, lineno) = (c_int(vm, lasti)?, c_int(vm, lineno)?);
    if !next.is_none() && !next.has_kind(Kind::Traceback) {
        return Err(vm.type_error(format!(
            "expected traceback object or None, got '{}'",
            vm.type_of(next).name_str()
        )));
    }
    let next = Some(next.clone()).filter(|n| !n.is_none());
    Ok(new_traceback(vm, next, frame.clone(), lasti, lineno))
}

fn get_next(_: &Vm, t: &Ref) -> PyResult {
    Ok(payload::<Traceback>(t).next.get().unwrap_or_else(Ref::none))
}

fn set_next(vm: &Vm, t: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let Some(v) = v else {
        return Err(vm.type_error("can't delete tb_next attribute"));
    };
    if v.is_none() {
        drop(payload::<Traceback>(t).next.take());
        return Ok(());
    }
    if !v.has_kind(Kind::Traceback) {
        return Err(vm.type_error(format!(
            "expected traceback object, got '{}'",
            vm.type_of(v).name_str()
        )));
    }
    let mut at = Some(v.clone());
    while let Some(tb) = at {
        if tb.is(t) {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = payload::<Traceback>(&tb).next.get();
    }
    drop(payload::<Traceback>(t).next.replace(Some(v.clone())));
    Ok(())
}

static METHODS: [MethodDef; 1] = [MethodDef::no_args("__dir__", |vm, _| {
    let names = ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"];
    let names = names.map(|n| vm.interned.intern_str(vm, n));
    Ok(new_list(vm, names))
})];

static GETSET: [GetSetDef; 4] = [
    GetSetDef::get_set("tb_next", get_next, set_next),
    GetSetDef::member("tb_frame", |_, t| Ok(payload::<Traceback>(t).frame.clone())),
    GetSetDef::member("tb_lasti", |vm, t| {
        Ok(vm.new_int(payload::<Traceback>(t).lasti().into()))
    }),
    GetSetDef::get("tb_lineno", |vm, t| {
        let line = payload::<Traceback>(t).lineno();
        Ok(line.map_or_else(Ref::none, |l| vm.new_int(l.into())))
    }),
];
