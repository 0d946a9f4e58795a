//! The module `_struct`.

mod format;
mod half;
mod iterator;
mod object;
mod pack;
mod unpack;

use super::common::make_type;
use super::{ModuleSpec, add};
use crate::object::{MethodDef, TypePtr, as_bytes, from_utf8, new_dict, new_tuple};
use crate::runtime::{Args, PyResult, Raised, Vm};
use crate::value::{Kind, Ref};
use format::Format;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The declaration of the module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: NAME,
    doc: "Functions to convert between Python values and C structs.",
    methods: &METHODS,
    init: |vm, module| {
        let namespace = new_dict(vm);
        let key = vm.names.module.clone();
        crate::object::as_dict(&namespace).set(vm, &key, from_utf8(vm, "struct")?)?;
        let bases = new_tuple(vm, [vm.types.exception.to_ref()]);
        let name = vm.interned.intern_str(vm, "error");
        let error = vm.call_positional(&vm.types.type_.to_ref(), &[name, bases, namespace])?;
        let state = State {
            iterator: make_type(vm, &iterator::ITERATOR, vm.types.object)?,
            error: error.clone(),
            cache: RefCell::default(),
            recent: RefCell::default(),
        };
        vm.set_state(NAME, state);
        add(vm, module, "error", error)?;
        let ty = make_type(vm, &object::STRUCT, vm.types.object)?;
        add(vm, module, "Struct", ty.to_ref())
    },
};

const NAME: &str = "_struct";

/// Formats remembered at the most.
const CACHED: usize = 100;

struct State {
    iterator: TypePtr,
    /// `struct.error`
    error: Ref,
    cache: RefCell<FxHashMap<Vec<u8>, Rc<Format>>>,
    /// Of the objects that gave a format last, by address: programs mostly use constants.
    recent: RefCell<[Option<Recent>; RECENT]>,
}

/// A format object, and what it says.
type Recent = (Ref, Rc<Format>);

const RECENT: usize = 8;

/// Where a format object is remembered.
fn recent_place(format: &Ref) -> usize {
    let address = format.slot().borrow().0 as usize;
    (address >> 4 ^ address >> 9) % RECENT
}

fn state(vm: &Vm) -> Rc<State> {
    vm.state(NAME)
        .expect("set when the module was made, before any of its functions runs")
}

/// Raises `struct.error`.
#[cold]
fn error(vm: &Vm, text: impl AsRef<str>) -> Raised {
    // SAFETY: the class was made when the module was.
    let class = unsafe { TypePtr::new(state(vm).error.slot().ptr()) };
    vm.raise_message(class, text.as_ref())
}

static METHODS: [MethodDef; 7] = [
    MethodDef::no_args("_clearcache", |vm, _| {
        let state = state(vm);
        state.cache.borrow_mut().clear();
        drop(state.recent.take());
        Ok(Ref::none())
    }),
    MethodDef::one("calcsize", |vm, _, format| {
        Ok(vm.new_int(format_argument(vm, format)?.size as i64))
    })
    .text_signature("format, /"),
    MethodDef::positional("iter_unpack", 2, 2, |vm, _, a| {
        iterator::new(vm, format_argument(vm, &a[0])?, &a[1])
    })
    .text_signature("format, buffer, /"),
    MethodDef::raw("pack", |vm, _, args| {
        args.no_keywords(vm, "_struct.pack")?;
        let (format, values) = split(vm, args)?;
        pack::pack(vm, &format, values)
    }),
    MethodDef::raw("pack_into", |vm, _, args| {
        args.no_keywords(vm, "_struct.pack_into")?;
        let (format, values) = split(vm, args)?;
        pack::pack_into(vm, &format, values)
    }),
    MethodDef::positional("unpack", 2, 2, |vm, _, a| {
        let format = format_argument(vm, &a[0])?;
        unpack::unpack(vm, &format, &a[1])
    })
    .text_signature("format, buffer, /"),
    MethodDef::keywords("unpack_from", "format, /, buffer, offset=0", |vm, _, a| {
        let format = format_argument(vm, a[0].as_ref().expect("required"))?;
        unpack::unpack_from(vm, &format, a[1].as_ref().expect("required"), a[2].as_ref())
    }),
];

/// The first argument as a format, and the rest.
fn split<'a>(vm: &Vm, args: &Args<'a>) -> PyResult<(Rc<Format>, &'a [Ref])> {
    match args.positional().split_first() {
        Some((format, values)) => Ok((format_argument(vm, format)?, values)),
        None => Err(vm.type_error("missing format argument")),
    }
}

/// The characters of a format, given as str or bytes.
fn format_text(vm: &Vm, format: &Ref) -> PyResult<Vec<u8>> {
    match format.kind() {
        Kind::Bytes => Ok(as_bytes(format).to_vec()),
        Kind::Str => crate::object::encode_str(vm, format, "ascii", "strict"),
        _ => Err(vm.type_error(format!(
            "Struct() argument 1 must be a str or bytes object, not {}",
            vm.type_of(format).name_str()
        ))),
    }
}

/// A format that has been read before is not read again.
fn format_argument(vm: &Vm, format: &Ref) -> PyResult<Rc<Format>> {
    let state = state(vm);
    let plain = format.is_exact(Kind::Str) || format.is_exact(Kind::Bytes);
    if plain
        && let Some((object, known)) = &state.recent.borrow()[recent_place(format)]
        && object.is(format)
    {
        return Ok(known.clone());
    }
    let found = known_format(vm, &state, format)?;
    if plain {
        let entry = Some((format.clone(), found.clone()));
        let old = std::mem::replace(&mut state.recent.borrow_mut()[recent_place(format)], entry);
        drop(old);
    }
    Ok(found)
}

/// The same by the text of the format.
fn known_format(vm: &Vm, state: &State, format: &Ref) -> PyResult<Rc<Format>> {
    let text = format_text(vm, format)?;
    if let Some(known) = state.cache.borrow().get(&text) {
        return Ok(known.clone());
    }
    let new = Rc::new(Format::parse(vm, &text)?);
    let mut cache = state.cache.borrow_mut();
    if cache.len() >= CACHED {
        cache.clear();
    }
    cache.insert(text, new.clone());
    Ok(new)
}
