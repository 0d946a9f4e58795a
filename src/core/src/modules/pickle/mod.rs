//! The module `_pickle`, which `pickle` takes its functions and classes from.

mod buffer;
mod docs;
mod input;
mod load;
mod memo;
mod memo_proxy;
mod opcodes;
mod pickler;
mod reduce;
mod save;
mod unpickler;

use super::common::{add_type, make_type};
use super::support::new_exception;
use super::{ModuleSpec, add};
use crate::object::{CompareOp, MethodDef, TypePtr, buffer_argument, new_bytes};
use crate::runtime::import::import_module;
use crate::runtime::{PyResult, Raised, Vm};
use crate::value::Ref;
use std::rc::Rc;

const NAME: &str = "_pickle";
/// The newest protocol, which is also what is used where none is asked for.
const HIGHEST: i32 = 5;

/// What the module's functions need.
struct State {
    pickling: Ref,
    unpickling: Ref,
    pickler: TypePtr,
    unpickler: TypePtr,
    pickler_memo: TypePtr,
    unpickler_memo: TypePtr,
    // Of `copyreg`:
    dispatch_table: Ref,
    extension_registry: Ref,
    inverted_registry: Ref,
    extension_cache: Ref,
    // Of `_compat_pickle`:
    names: Ref,
    imports: Ref,
    reverse_names: Ref,
    reverse_imports: Ref,
    codecs_encode: Ref,
    getattr: Ref,
    partial: Ref,
}

impl State {
    fn of(vm: &Vm) -> Rc<State> {
        vm.state(NAME)
            .expect("set when the module was made, before any of its functions runs")
    }

    /// `_pickle.UnpicklingError`
    fn unpickling_class(&self) -> TypePtr {
        class_of(&self.unpickling)
    }
}

fn class_of(r: &Ref) -> TypePtr {
    // SAFETY: the classes were made when the module was.
    unsafe { TypePtr::new(r.slot().ptr()) }
}

#[cold]
fn pickling_error(vm: &Vm, text: &str) -> Raised {
    vm.raise_message(class_of(&State::of(vm).pickling), text)
}

#[cold]
fn unpickling_error(vm: &Vm, text: &str) -> Raised {
    vm.raise_message(class_of(&State::of(vm).unpickling), text)
}

/// The exception in flight was raised while `cause` was: its context.
fn because_of(vm: &Vm, r: Raised, cause: Ref) -> Raised {
    let e = vm.take_exception();
    vm.set_context(&e, cause);
    vm.set_exception(e);
    r
}

/// `==` and `!=` of what is equal to itself only, and has no hash.
fn compare_identity(a: &Ref, b: &Ref, op: CompareOp) -> PyResult {
    Ok(match op {
        CompareOp::Eq if a.is(b) => Ref::bool(true),
        CompareOp::Ne if a.is(b) => Ref::bool(false),
        _ => Ref::not_implemented(),
    })
}

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Optimized C implementation for the Python pickle module.",
    methods: &METHODS,
    init: |vm, module| {
        let base = new_exception(vm, NAME, "PickleError", vm.types.exception)?;
        let pickling = new_exception(vm, NAME, "PicklingError", class_of(&base))?;
        let unpickling = new_exception(vm, NAME, "UnpicklingError", class_of(&base))?;
        add(vm, module, "PickleError", base)?;
        add(vm, module, "PicklingError", pickling.clone())?;
        add(vm, module, "UnpicklingError", unpickling.clone())?;
        add_type(vm, module, &buffer::PICKLE_BUFFER)?;
        let of = |module: &str, name: &str| -> PyResult {
            let m = import_module(vm, module)?;
            vm.get_attr_str(&m, name)
        };
        let state = State {
            pickling,
            unpickling,
            pickler: add_type(vm, module, &pickler::PICKLER)?,
            unpickler: add_type(vm, module, &unpickler::UNPICKLER)?,
            pickler_memo: make_type(vm, &pickler::PROXY, vm.types.object)?,
            unpickler_memo: make_type(vm, &unpickler::PROXY, vm.types.object)?,
            dispatch_table: of("copyreg", "dispatch_table")?,
            extension_registry: of("copyreg", "_extension_registry")?,
            inverted_registry: of("copyreg", "_inverted_registry")?,
            extension_cache: of("copyreg", "_extension_cache")?,
            names: of("_compat_pickle", "NAME_MAPPING")?,
            imports: of("_compat_pickle", "IMPORT_MAPPING")?,
            reverse_names: of("_compat_pickle", "REVERSE_NAME_MAPPING")?,
            reverse_imports: of("_compat_pickle", "REVERSE_IMPORT_MAPPING")?,
            codecs_encode: of("_codecs", "encode")?,
            getattr: of("builtins", "getattr")?,
            partial: of("_functools", "partial")?,
        };
        vm.set_state(NAME, state);
        Ok(())
    },
};

static METHODS: [MethodDef; 4] = [
    MethodDef::keywords(
        "dump",
        "obj, file, protocol=None, *, fix_imports=True, buffer_callback=None",
        |vm, _, a| {
            let this = pickler::plain(vm);
            let p = pickler::of(&this);
            p.set_up(vm, a[2].as_ref(), a[3].as_ref(), a[4].as_ref())?;
            pickler::set_file(vm, p, a[1].as_ref().expect("required"))?;
            pickler::write_all(vm, &this, a[0].as_ref().expect("required"))?;
            p.flush(vm)?;
            Ok(Ref::none())
        },
    )
    .doc(
        "Write a pickled representation of obj to the open file object file.\n\nThis is equivalent to ``Pickler(file, \
         protocol).dump(obj)``, but may\nbe more efficient.",
    ),
    MethodDef::keywords(
        "dumps",
        "obj, protocol=None, *, fix_imports=True, buffer_callback=None",
        |vm, _, a| {
            let this = pickler::plain(vm);
            let p = pickler::of(&this);
            p.set_up(vm, a[1].as_ref(), a[2].as_ref(), a[3].as_ref())?;
            pickler::write_all(vm, &this, a[0].as_ref().expect("required"))?;
            Ok(new_bytes(vm, p.out.take()))
        },
    )
    .doc("Return the pickled representation of the object as a bytes object."),
    MethodDef::keywords(
        "load",
        "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
        |vm, _, a| {
            let this = unpickler::plain(vm);
            let u = unpickler::of(&this);
            u.set_file(vm, a[0].as_ref().expect("required"))?;
            u.set_up(vm, "load", &a[1..])?;
            unpickler::load(vm, &this)
        },
    )
    .doc(
        "Read and return an object from the pickle data stored in a file.\n\nThis is equivalent to ``Unpickler(file).load()``, \
         but may be more\nefficient.",
    ),
    MethodDef::keywords(
        "loads",
        "data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
        |vm, _, a| {
            let this = unpickler::plain(vm);
            let u = unpickler::of(&this);
            u.input.set(&buffer_argument(vm, a[0].as_ref().expect("required"))?);
            u.set_up(vm, "loads", &a[1..])?;
            unpickler::load(vm, &this)
        },
    )
    .doc("Read and return an object from the given pickle data."),
];
