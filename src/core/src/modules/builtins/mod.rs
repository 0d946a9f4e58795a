//! The module `builtins`.

mod anext;
mod attributes;
pub mod evaluate;
pub(crate) mod extremes;
pub(crate) mod iteration;
pub(crate) use iteration::next;
mod namespace;
mod numbers;
mod print;
mod site;
pub(crate) mod sum;
mod text;

use super::{ModuleSpec, add};
use crate::object::{Builtin, MethodDef, TypePtr, payload};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

pub use namespace::{current_frame, current_globals, current_locals};
pub use numbers::power_mod;
pub use site::LICENSE;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all \
          'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function \
          len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in \
          modules that provide\nobjects with the same name as a builtin and want access to\nthe built-in of that \
          name.",
    methods: &METHODS,
    init,
};

static METHODS: [MethodDef; 45] = [
    MethodDef::raw("__build_class__", |vm, _, args| crate::object::build_class(vm, args)).doc(
        "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the \
         class statement.",
    ),
    MethodDef::keywords(
        "__import__",
        "name, globals=None, locals=None, fromlist=(), level=0",
        evaluate::import,
    ),
    MethodDef::one("abs", |vm, _, x| vm.absolute(x)).text_signature("x, /")
        .doc("Return the absolute value of the argument."),
    MethodDef::one("all", iteration::all).text_signature("iterable, /"),
    MethodDef::one("any", iteration::any).text_signature("iterable, /"),
    MethodDef::one("aiter", iteration::aiter).text_signature("async_iterable, /"),
    MethodDef::positional("anext", 1, 2, iteration::anext).text_signature("aiterator, default=<unrepresentable>, /"),
    MethodDef::one("ascii", |vm, _, x| vm.ascii(x)).text_signature("obj, /"),
    MethodDef::one("bin", numbers::bin).text_signature("number, /"),
    MethodDef::raw("breakpoint", evaluate::breakpoint).text_signature("*args, **kws"),
    MethodDef::one("callable", |vm, _, x| Ok(Ref::bool(vm.is_callable(x)))).text_signature("obj, /"),
    MethodDef::one("chr", text::chr).text_signature("i, /"),
    MethodDef::keywords(
        "compile",
        "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1",
        evaluate::compile,
    ),
    MethodDef::positional("delattr", 2, 2, attributes::delattr).text_signature("obj, name, /"),
    MethodDef::positional("dir", 0, 1, attributes::dir),
    MethodDef::positional("divmod", 2, 2, numbers::divmod).text_signature("x, y, /"),
    MethodDef::keywords(
        "eval",
        "source, /, globals=None, locals=None",
        evaluate::eval,
    ),
    MethodDef::keywords(
        "exec",
        "source, /, globals=None, locals=None, *, closure=None",
        evaluate::exec,
    ),
    MethodDef::positional("format", 1, 2, text::format).text_signature("value, format_spec='', /"),
    MethodDef::positional("getattr", 2, 3, attributes::getattr),
    MethodDef::no_args("globals", namespace::globals),
    MethodDef::positional("hasattr", 2, 2, attributes::hasattr).text_signature("obj, name, /"),
    MethodDef::one("hash", |vm, _, x| Ok(vm.new_int(vm.hash(x)?))).text_signature("obj, /"),
    MethodDef::one("hex", numbers::hex).text_signature("number, /"),
    MethodDef::one("id", attributes::id).text_signature("obj, /"),
    MethodDef::positional("input", 0, 1, print::input).text_signature("prompt='', /"),
    MethodDef::positional("isinstance", 2, 2, isinstance).text_signature("obj, class_or_tuple, /"),
    MethodDef::positional("issubclass", 2, 2, |vm, _, a| {
        crate::object::is_subclass(vm, &a[0], &a[1]).map(Ref::bool)
    }).text_signature("cls, class_or_tuple, /"),
    MethodDef::positional("iter", 1, 2, iteration::iter),
    MethodDef::one("len", iteration::len).text_signature("obj, /"),
    MethodDef::no_args("locals", namespace::locals),
    MethodDef::raw("max", extremes::max).doc(
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\n\
             With a single iterable argument, return its biggest item. The\n\
             default keyword-only argument specifies an object to return if\n\
             the provided iterable is empty.\n\
             With two or more positional arguments, return the largest argument.",
    ),
    MethodDef::raw("min", extremes::min).doc(
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\n\
             With a single iterable argument, return its smallest item. The\n\
             default keyword-only argument specifies an object to return if\n\
             the provided iterable is empty.\n\
             With two or more positional arguments, return the smallest argument.",
    ),
    MethodDef::positional("next", 1, 2, iteration::next),
    MethodDef::one("oct", numbers::oct).text_signature("number, /"),
    MethodDef::raw("open", text::open).text_signature("file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None"),
    MethodDef::one("ord", text::ord).text_signature("character, /"),
    MethodDef::keywords("pow", "base, exp, mod=None", numbers::pow),
    MethodDef::raw("print", print::print)
        .text_signature("*args, sep=' ', end='\\n', file=None, flush=False"),
    MethodDef::one("repr", |vm, _, x| vm.repr(x)).text_signature("obj, /"),
    MethodDef::keywords("round", "number, ndigits=None", numbers::round),
    MethodDef::positional("setattr", 3, 3, attributes::setattr).text_signature("obj, name, value, /"),
    MethodDef::raw("sorted", iteration::sorted)
        .text_signature("iterable, /, *, key=None, reverse=False"),
    MethodDef::keywords("sum", "iterable, /, start=0", sum::sum),
    MethodDef::positional("vars", 0, 1, attributes::vars),
];

/// `isinstance(obj, class_or_tuple)`; CALL_ISINSTANCE knows it.
pub(crate) fn isinstance(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    crate::object::is_instance(vm, &a[0], &a[1]).map(Ref::bool)
}

fn init(vm: &Vm, module: &Ref) -> PyResult<()> {
    for (name, value) in [
        ("None", Ref::none()),
        ("Ellipsis", Ref::ellipsis()),
        ("NotImplemented", Ref::not_implemented()),
        ("True", Ref::bool(true)),
        ("False", Ref::bool(false)),
        ("__debug__", Ref::bool(true)),
    ] {
        add(vm, module, name, value)?;
    }
    for t in types(vm) {
        add(vm, module, &t.name_str(), t.to_ref())?;
    }
    // Two names of the past for OSError.
    for alias in ["EnvironmentError", "IOError"] {
        add(vm, module, alias, vm.types.os_error.to_ref())?;
    }
    match vm.config.flags.no_site {
        true => Ok(()),
        false => site::add_all(vm, module),
    }
}

/// The types that have a name in the module.
fn types(vm: &Vm) -> Vec<TypePtr> {
    let t = &vm.types;
    let mut all = vec![
        t.bool,
        t.bytearray,
        t.bytes,
        t.class_method,
        t.complex,
        t.dict,
        t.enumerate,
        t.filter,
        t.float,
        t.frozenset,
        t.int,
        t.list,
        t.map,
        t.memoryview,
        t.object,
        t.property,
        t.range,
        t.reversed,
        t.set,
        t.slice,
        t.static_method,
        t.str,
        t.super_,
        t.tuple,
        t.type_,
        t.zip,
    ];
    // SAFETY: the interpreter keeps its builtin types.
    let made = vm
        .builtin_types
        .iter()
        .map(|r| unsafe { TypePtr::new(r.slot().ptr()) });
    all.extend(made.filter(|ty| ty.is_subtype(t.base_exception)));
    all
}

/// Is this the `__import__` of this module, not a replacement?
pub fn is_import(f: &Ref) -> bool {
    f.has_kind(Kind::Builtin) && std::ptr::eq(payload::<Builtin>(f).def, &METHODS[0])
}
