//! What Python sees of frame objects, and the functions of `sys` that hand them out.

use super::frame_locals::frame_namespace;
use super::frame_object::{FrameValue, LAYOUT, frame_object};
use crate::frame::{Frame, caller_of, lasti, line_of};
use crate::object::generator::{State, as_generator};
use crate::object::{GetSetDef, MethodDef, TypeSpec, as_str, flags, from_buf, int_to_i64, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::fmt::Write;
use tricera_text::str::StrBuf;

/// The type `frame`.
pub static FRAME: TypeSpec = TypeSpec {
    flags: flags::NO_NEW,
    methods: &METHODS,
    getset: &GETSET,
    slots: |s| s.repr.set(Some(repr)),
    ..TypeSpec::new("frame", &LAYOUT)
};

fn value(r: &Ref) -> &FrameValue {
    payload::<FrameValue>(r)
}

/// The frame behind the object.
fn frame<'a>(r: &Ref) -> &'a Frame {
    // SAFETY: the frame is live, or its words belong to the frame object, which the caller holds; a generator owns its frame.
    unsafe {
        let f = &*value(r).frame.get();
        if !value(r).owns.get() && f.is(Frame::GENERATOR) && !f.owner.is_null() {
            crate::ops::generator_of(value(r).frame.get()).in_order();
        }
        f
    }
}

fn lineno(vm: &Vm, r: &Ref) -> PyResult {
    // SAFETY: see `frame`; while Rust code runs, no engine runs the frame, so its `ip` is valid.
    let line = unsafe { line_of(frame(r)) };
    Ok(line.map_or_else(Ref::none, |l| vm.new_int(l.into())))
}

fn repr(vm: &Vm, r: &Ref) -> PyResult {
    let code = frame(r).code();
    let filename = vm.repr(&code.filename)?;
    let line = vm.str(&lineno(vm, r)?)?;
    let mut out = StrBuf::new();
    let _ = write!(out, "<frame at {:#x}, file ", r.slot().header() as usize);
    out.push_str(as_str(&filename).units());
    out.push_latin1(b", line ");
    out.push_str(as_str(&line).units());
    out.push_latin1(b", code ");
    out.push_str(as_str(&code.name).units());
    out.push(b'>'.into());
    from_buf(vm, out)
}

fn back(vm: &Vm, r: &Ref) -> PyResult {
    let v = value(r);
    if v.owns.get() {
        return Ok(v.back.get().unwrap_or_else(Ref::none));
    }
    // SAFETY: a frame that owns nothing is live, and so is its caller.
    unsafe { Ok(caller_of(frame(r)).map_or_else(Ref::none, |f| frame_object(vm, f))) }
}

fn code(_: &Vm, r: &Ref) -> PyResult {
    // SAFETY: the frame keeps its code alive.
    Ok(unsafe { Ref::from_ptr_new(frame(r).code) })
}

fn globals(_: &Vm, r: &Ref) -> PyResult {
    let globals = frame(r).function().globals.get();
    Ok(globals.unwrap_or_else(Ref::none))
}

fn builtins(_: &Vm, r: &Ref) -> PyResult {
    let builtins = frame(r).function().builtins.get();
    Ok(builtins.unwrap_or_else(Ref::none))
}

fn generator(_: &Vm, r: &Ref) -> PyResult {
    let f = frame(r);
    if value(r).owns.get() || !f.is(Frame::GENERATOR) || f.owner.is_null() {
        return Ok(Ref::none());
    }
    // SAFETY: the generator owns the frame, so it is alive.
    Ok(unsafe { Ref::new_reference(f.owner) })
}

fn set_lineno(vm: &Vm, _: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let Some(v) = v else {
        return Err(
            vm.attribute_error_message("attribute 'f_lineno' of 'frame' objects cannot be deleted")
        );
    };
    if !v.has_kind(Kind::Int) && !v.has_kind(Kind::Bool) {
        return Err(vm.value_error("lineno must be an integer"));
    }
    // No trace function runs, so nothing may move a frame.
    Err(vm.value_error("f_lineno can only be set in a trace function"))
}

fn set_trace(_: &Vm, r: &Ref, v: Option<&Ref>) -> PyResult<()> {
    let v = v.filter(|v| !v.is_none()).cloned();
    drop(value(r).trace.replace(v));
    Ok(())
}

fn flag(vm: &Vm, v: Option<&Ref>) -> PyResult<bool> {
    match v {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(v) if v.has_kind(Kind::Bool) => Ok(v.is_true()),
        Some(_) => Err(vm.type_error("attribute value type must be bool")),
    }
}

/// `frame.clear()`: drops the locals of a frame that will not run again.
fn clear(vm: &Vm, r: &Ref) -> PyResult {
    let v = value(r);
    let f = frame(r);
    if !v.owns.get() {
        if !f.is(Frame::GENERATOR) {
            return Err(vm.runtime_error("cannot clear an executing frame"));
        }
        let g = generator(vm, r)?;
        match as_generator(&g).state() {
            State::Executing | State::ExecutingDelegate => {
                return Err(vm.runtime_error("cannot clear an executing frame"));
            }
            State::Suspended
            | State::SuspendedYieldFrom
            | State::SuspendedChain
            | State::SuspendedChainYieldFrom => {
                return Err(vm.runtime_error("cannot clear a suspended frame"));
            }
            // SAFETY: the generator has not begun and never will.
            State::Created => {
                if vm.type_of(&g) == vm.types.coroutine {
                    vm.warn_unawaited_coroutine(&g)?;
                }
                unsafe { as_generator(&g).clear_frame() }
            }
            State::Finished => {}
        }
        if !v.owns.get() {
            return Ok(Ref::none());
        }
    }
    let f = frame(r);
    let n = f.code().nlocalsplus as usize;
    // SAFETY: the words belong to this object; each is NULL before what it held is dropped.
    unsafe {
        for i in 0..n {
            std::mem::replace(&mut *f.locals.add(i), Slot::NULL).decref();
        }
    }
    drop(v.trace.take());
    drop(v.extra_locals.take());
    Ok(Ref::none())
}

/// Bytes of CPython's frame object with a frame in it, without locals and stack.
const EMPTY_SIZE: usize = 152;

static METHODS: [MethodDef; 2] = [
    MethodDef::no_args("clear", clear).doc("Clear all references held by the frame."),
    MethodDef::no_args("__sizeof__", |vm, r| {
        let code = code(vm, r)?;
        let words = payload::<super::Code>(&code).frame_slots();
        Ok(vm.new_int((EMPTY_SIZE + 8 * words) as i64))
    })
    .doc("Return the size of the frame in memory, in bytes."),
];

static GETSET: [GetSetDef; 11] = [
    GetSetDef::get("f_back", back),
    GetSetDef::get("f_locals", frame_namespace),
    GetSetDef::get_set("f_lineno", lineno, set_lineno),
    GetSetDef::get_set(
        "f_trace",
        |_, r| Ok(value(r).trace.get().unwrap_or_else(Ref::none)),
        set_trace,
    ),
    GetSetDef::get("f_globals", globals),
    GetSetDef::get("f_builtins", builtins),
    GetSetDef::get("f_code", code),
    GetSetDef::get("f_lasti", |vm, r| {
        // SAFETY: see `lineno`.
        Ok(vm.new_int(unsafe { lasti(frame(r)) }.into()))
    }),
    GetSetDef::get("f_generator", generator),
    GetSetDef::get_set(
        "f_trace_lines",
        |_, r| Ok(Ref::bool(value(r).trace_lines.get())),
        |vm, r, v| {
            value(r).trace_lines.set(flag(vm, v)?);
            Ok(())
        },
    ),
    GetSetDef::get_set(
        "f_trace_opcodes",
        |_, r| Ok(Ref::bool(value(r).trace_opcodes.get())),
        |vm, r, v| {
            value(r).trace_opcodes.set(flag(vm, v)?);
            Ok(())
        },
    ),
];

/// The Python frame `depth` calls above the one that runs; a negative depth counts as 0.
fn frame_at(vm: &Vm, depth: Option<&Ref>) -> PyResult<Option<*mut Frame>> {
    let depth = match depth {
        None => 0,
        Some(d) => {
            let d = vm.index(d)?;
            let d = int_to_i64(&d).and_then(|d| i32::try_from(d).ok());
            d.ok_or_else(|| vm.overflow_error("Python int too large to convert to C int"))?
        }
    };
    let mut at = vm.current_frame();
    for _ in 0..depth {
        // SAFETY: the frame is in the chain of active frames.
        at = at.and_then(|f| unsafe { caller_of(f) });
    }
    Ok(at)
}

impl Vm {
    /// The innermost frame of Python code.
    pub fn current_frame(&self) -> Option<*mut Frame> {
        let f = self.frame.get();
        // SAFETY: the vm's frame is live while Rust code runs.
        unsafe {
            match f.is_null() {
                true => None,
                false if (*f).is_python() => Some(f),
                false => caller_of(f),
            }
        }
    }
}

/// `sys._getframe([depth])`
pub fn sys_getframe(vm: &Vm, _: &Ref, args: &[Ref]) -> PyResult {
    match frame_at(vm, args.first())? {
        // SAFETY: the frame is in the chain of active frames.
        Some(f) => Ok(unsafe { frame_object(vm, f) }),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

/// `sys._getframemodulename([depth])`
pub fn sys_getframemodulename(vm: &Vm, _: &Ref, args: &[Option<Ref>]) -> PyResult {
    Ok(match frame_at(vm, args.first().and_then(|a| a.as_ref()))? {
        // SAFETY: the frame is in the chain of active frames.
        Some(f) => unsafe { &*f }
            .function()
            .module
            .get()
            .unwrap_or_else(Ref::none),
        None => Ref::none(),
    })
}
