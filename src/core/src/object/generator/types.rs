//! The types `generator` and `coroutine`, and the wrapper that awaiting a coroutine by hand makes.

use super::methods::{self, close, send_or_raise, throw};
use super::{GENERATOR_LAYOUT, State, as_generator, yielding_from};
use crate::object::{
    Field, GetSetDef, Layout, MethodDef, Payload, TypeSpec, as_str, class_getitem, flags, from_buf,
    new_object, payload,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref, Slot};
use std::fmt::Write;
use tricera_text::str::StrBuf;

/// The type `generator`.
pub static GENERATOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW | flags::WEAKREFS,
    methods: &GENERATOR_METHODS,
    getset: &GENERATOR_GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.iter.set(Some(|_, g| Ok(g.clone())));
        s.next.set(Some(methods::next));
        s.finalize.set(Some(methods::finalize));
    },
    ..TypeSpec::new("generator", &GENERATOR_LAYOUT)
};

/// The type `coroutine`.
pub static COROUTINE: TypeSpec = TypeSpec {
    flags: flags::NO_NEW | flags::WEAKREFS,
    methods: &COROUTINE_METHODS,
    getset: &COROUTINE_GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.await_.set(Some(|vm, c| {
            let w = Wrapper {
                coroutine: c.clone(),
            };
            Ok(new_object(vm, vm.types.coroutine_wrapper, w))
        }));
        s.finalize.set(Some(methods::finalize));
    },
    ..TypeSpec::new("coroutine", &GENERATOR_LAYOUT)
};

/// The type `async_generator`. Its objects can be made and dropped; what would run them is not there yet.
pub static ASYNC_GENERATOR: TypeSpec = TypeSpec {
    flags: flags::NO_NEW | flags::WEAKREFS,
    methods: &ASYNC_GENERATOR_METHODS,
    getset: &ASYNC_GENERATOR_GETSET,
    slots: |s| {
        s.repr.set(Some(repr));
        s.aiter.set(Some(|_, g| Ok(g.clone())));
        s.anext.set(Some(|vm, _| Err(not_run(vm))));
        s.finalize.set(Some(methods::finalize));
    },
    ..TypeSpec::new("async_generator", &GENERATOR_LAYOUT)
};

static ASYNC_GENERATOR_METHODS: [MethodDef; 5] = [
    sizeof_def(),
    MethodDef::one("asend", |vm, _, _| Err(not_run(vm))).doc("asend(v) -> send 'v' in generator."),
    MethodDef::positional("athrow", 1, 3, |vm, _, _| Err(not_run(vm))),
    MethodDef::no_args("aclose", |vm, _| Err(not_run(vm)))
        .doc("aclose() -> raise GeneratorExit inside generator."),
    MethodDef::one("__class_getitem__", class_getitem)
        .class_method()
        .doc("See PEP 585"),
];

#[cold]
fn not_run(vm: &Vm) -> crate::runtime::Raised {
    vm.not_implemented_error("async generators are not supported by Tricera yet")
}

/// The payload of `coroutine_wrapper`: what `coroutine.__await__()` returns.
pub struct Wrapper {
    coroutine: Ref,
}

impl Payload for Wrapper {
    fn traverse(&self, f: &mut dyn FnMut(Slot)) {
        f(self.coroutine.slot());
    }
}

static WRAPPER_LAYOUT: Layout = Layout::of::<Wrapper>();

/// The type `coroutine_wrapper`.
pub static COROUTINE_WRAPPER: TypeSpec = TypeSpec {
    doc: "A wrapper object implementing __await__ for coroutines.",
    flags: flags::NO_NEW,
    methods: &WRAPPER_METHODS,
    slots: |s| {
        s.iter.set(Some(|_, w| Ok(w.clone())));
        s.next.set(Some(|vm, w| methods::next(vm, inner(w))));
    },
    ..TypeSpec::new("coroutine_wrapper", &WRAPPER_LAYOUT)
};

fn inner(w: &Ref) -> &Ref {
    &payload::<Wrapper>(w).coroutine
}

fn throw_method(vm: &Vm, g: &Ref, args: &[Ref]) -> PyResult {
    if args.len() > 1 {
        vm.warn(
            vm.types.deprecation_warning,
            "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.",
            1,
        )?;
    }
    methods::value_or_stop(vm, throw(vm, g, args))
}

/// What `send`, `throw` and `close` of a type say of themselves.
type Docs = [&'static str; 3];

const GENERATOR_DOCS: Docs = [
    "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration.",
    "throw(value)\nthrow(type[,value[,tb]])\n\nRaise exception in generator, return next yielded value or raise\nStopIteration.\n\
             the (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.",
    "close() -> raise GeneratorExit inside generator.",
];
const COROUTINE_DOCS: Docs = [
    "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration.",
    "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration.\n\
             the (type, val, tb) signature is deprecated, \nand may be removed in a future version of Python.",
    "close() -> raise GeneratorExit inside coroutine.",
];

static GENERATOR_METHODS: [MethodDef; 5] = generator_methods(GENERATOR_DOCS);
static COROUTINE_METHODS: [MethodDef; 5] = generator_methods(COROUTINE_DOCS);

/// Bytes of CPython's generator without its locals and stack.
const EMPTY_SIZE: usize = 152;

const fn sizeof_def() -> MethodDef {
    MethodDef::no_args("__sizeof__", |vm, g| {
        let code = code(vm, g)?;
        let words = payload::<crate::object::code::Code>(&code).frame_slots();
        Ok(vm.new_int((EMPTY_SIZE + 8 * words) as i64))
    })
    .doc("gen.__sizeof__() -> size of gen in memory, in bytes")
}

const fn generator_methods([send, throw, close_doc]: Docs) -> [MethodDef; 5] {
    [
        sizeof_def(),
        MethodDef::one("send", send_or_raise).doc(send),
        MethodDef::positional("throw", 1, 3, throw_method).doc(throw),
        MethodDef::no_args("close", close).doc(close_doc),
        MethodDef::one("__class_getitem__", class_getitem)
            .class_method()
            .doc("See PEP 585"),
    ]
}

static WRAPPER_METHODS: [MethodDef; 3] = [
    MethodDef::one("send", |vm, w, v| send_or_raise(vm, inner(w), v)).doc(COROUTINE_DOCS[0]),
    MethodDef::positional("throw", 1, 3, |vm, w, args| {
        throw_method(vm, inner(w), args)
    })
    .doc(COROUTINE_DOCS[1]),
    MethodDef::no_args("close", |vm, w| close(vm, inner(w))).doc(COROUTINE_DOCS[2]),
];

fn repr(vm: &Vm, g: &Ref) -> PyResult {
    let mut out = StrBuf::new();
    let _ = write!(out, "<{} object ", vm.type_of(g).name_str());
    if let Some(name) = as_generator(g).qualname.get() {
        out.push_str(as_str(&name).units());
    }
    let _ = write!(out, " at {:#x}>", g.slot().header() as usize);
    from_buf(vm, out)
}

fn field(f: &Field) -> PyResult {
    Ok(f.get().unwrap_or_else(Ref::none))
}

fn set_text(vm: &Vm, f: &Field, what: &str, v: Option<&Ref>) -> PyResult<()> {
    match v {
        Some(v) if v.has_kind(Kind::Str) => {
            f.set(v.clone());
            Ok(())
        }
        _ => Err(vm.type_error(format!("{what} must be set to a string object"))),
    }
}

fn frame(vm: &Vm, g: &Ref) -> PyResult {
    let g = as_generator(g);
    match g.state() {
        State::Finished => Ok(Ref::none()),
        // SAFETY: the frame lives until the generator is finished.
        _ => Ok(unsafe { crate::object::code::frame_object(vm, g.frame.get()) }),
    }
}

fn code(_: &Vm, g: &Ref) -> PyResult {
    let g = as_generator(g);
    if let Some(c) = g.code.get() {
        return Ok(c);
    }
    // SAFETY: the frame is there until `code` is set, and keeps its code alive.
    Ok(unsafe { Ref::from_ptr_new((*g.frame.get()).code) })
}

fn running(_: &Vm, g: &Ref) -> PyResult {
    Ok(Ref::bool(as_generator(g).is_running()))
}

fn suspended(_: &Vm, g: &Ref) -> PyResult {
    Ok(Ref::bool(matches!(
        as_generator(g).state(),
        State::Suspended | State::SuspendedYieldFrom
    )))
}

fn yield_from(_: &Vm, g: &Ref) -> PyResult {
    Ok(yielding_from(as_generator(g)).unwrap_or_else(Ref::none))
}

const fn name(doc: &'static str) -> GetSetDef {
    GetSetDef {
        doc,
        ..GetSetDef::get_set(
            "__name__",
            |_, g| field(&as_generator(g).name),
            |vm, g, v| set_text(vm, &as_generator(g).name, "__name__", v),
        )
    }
}

const fn qualname(doc: &'static str) -> GetSetDef {
    GetSetDef {
        doc,
        ..GetSetDef::get_set(
            "__qualname__",
            |_, g| field(&as_generator(g).qualname),
            |vm, g, v| set_text(vm, &as_generator(g).qualname, "__qualname__", v),
        )
    }
}

static GENERATOR_GETSET: [GetSetDef; 7] = [
    name("name of the generator"),
    qualname("qualified name of the generator"),
    GetSetDef::get("gi_yieldfrom", yield_from),
    GetSetDef::get("gi_running", running),
    GetSetDef::get("gi_frame", frame),
    GetSetDef::get("gi_suspended", suspended),
    GetSetDef::get("gi_code", code),
];

static ASYNC_GENERATOR_GETSET: [GetSetDef; 7] = [
    name("name of the async generator"),
    qualname("qualified name of the async generator"),
    GetSetDef::get("ag_await", yield_from),
    GetSetDef::get("ag_running", running),
    GetSetDef::get("ag_frame", frame),
    GetSetDef::get("ag_suspended", suspended),
    GetSetDef::get("ag_code", code),
];

static COROUTINE_GETSET: [GetSetDef; 8] = [
    name("name of the coroutine"),
    qualname("qualified name of the coroutine"),
    GetSetDef::get("cr_await", yield_from),
    GetSetDef::get("cr_running", running),
    GetSetDef::get("cr_frame", frame),
    GetSetDef::get("cr_suspended", suspended),
    GetSetDef::get("cr_code", code),
    GetSetDef::get("cr_origin", |_, g| field(&as_generator(g).origin)),
];
