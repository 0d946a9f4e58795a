//! The registry of codecs and error handlers.

use super::handlers::HANDLERS;
use super::registry;
use crate::modules::support::bad_argument;
use crate::object::{
    as_bytes, as_dict, as_list, as_tuple, decode_with, encode_with, from_utf8, new_builtin,
    new_bytes, new_dict, new_list,
};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};
use std::cell::Cell;
use tricera_text::codec::Encoding;
use tricera_text::codec::encoding::normalize;

/// What one interpreter has registered.
pub(super) struct Registry {
    /// A list of functions from a name to a codec.
    searches: Ref,
    /// Codecs by normalized name, a dict.
    codecs: Ref,
    /// Error handlers by name, a dict.
    handlers: Ref,
    /// The package `encodings`, which registers itself, has been imported (or cannot be).
    ready: Cell<bool>,
}

impl Registry {
    pub(super) fn new(vm: &Vm) -> Registry {
        let handlers = new_dict(vm);
        for (name, def) in &HANDLERS {
            let f = new_builtin(vm, def, None, None);
            let name = vm.interned.intern_str(vm, name);
            // A dict with string keys calls nothing; without memory for it there is no handler.
            if as_dict(&handlers).set(vm, &name, f).is_err() {
                vm.clear_exception();
            }
        }
        Registry {
            searches: new_list(vm, []),
            codecs: new_dict(vm),
            handlers,
            ready: Cell::new(false),
        }
    }

    /// The error handler of a name.
    pub(super) fn handler(&self, vm: &Vm, name: &str) -> PyResult {
        let key = from_utf8(vm, name)?;
        match as_dict(&self.handlers).get(vm, &key)? {
            Some(h) => Ok(h),
            None => Err(vm.lookup_error(format!("unknown error handler name '{name}'"))),
        }
    }

    /// Imports `encodings` once. Says whether that is there.
    fn prepare(&self, vm: &Vm) -> PyResult<bool> {
        if !self.ready.replace(true) {
            match crate::runtime::import::import_module(vm, "encodings") {
                Ok(_) => {}
                Err(r) => vm.catch(r, vm.types.import_error)?,
            }
        }
        Ok(!as_list(&self.searches).is_empty())
    }

    /// The codec of a name, a tuple of four.
    fn codec(&self, vm: &Vm, name: &str) -> PyResult {
        let any = self.prepare(vm)?;
        let key = vm.interned.intern_str(vm, &normalize(name));
        if let Some(found) = as_dict(&self.codecs).get(vm, &key)? {
            return Ok(found);
        }
        if !any {
            return Err(vm.lookup_error(format!(
                "no codec search functions registered: can't find encoding: {name}"
            )));
        }
        let mut i = 0;
        while let Some(search) = as_list(&self.searches).get(i) {
            i += 1;
            let found = vm.call_one(&search, &key)?;
            if found.is_none() {
                continue;
            }
            if as_tuple(&found).is_none_or(|t| t.len() != 4) {
                return Err(vm.type_error("codec search functions must return 4-tuples"));
            }
            as_dict(&self.codecs).set(vm, &key, found.clone())?;
            return Ok(found);
        }
        Err(vm.lookup_error(format!("unknown encoding: {name}")))
    }
}

/// A name as an argument.
fn name_argument(vm: &Vm, function: &str, n: &str, name: &Ref) -> PyResult<String> {
    if !name.has_kind(Kind::Str) {
        return Err(bad_argument(vm, name, function, n, "str"));
    }
    let text = vm.utf8_of(name)?;
    if text.contains('\0') {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(text)
}

pub(super) fn register(vm: &Vm, _: &Ref, search: &Ref) -> PyResult {
    if !vm.is_callable(search) {
        return Err(vm.type_error("argument must be callable"));
    }
    let r = registry(vm);
    // The package's own search comes first.
    r.prepare(vm)?;
    as_list(&r.searches).push(vm, search.clone())?;
    Ok(Ref::none())
}

pub(super) fn unregister(vm: &Vm, _: &Ref, search: &Ref) -> PyResult {
    let r = registry(vm);
    let searches = as_list(&r.searches);
    if let Some(at) = searches.items().iter().position(|s| s.is(search)) {
        as_dict(&r.codecs).clear();
        drop(searches.remove(at));
    }
    Ok(Ref::none())
}

pub(super) fn lookup_codec(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_argument(vm, "lookup", "", name)?;
    registry(vm).codec(vm, &name)
}

pub(super) fn register_error(vm: &Vm, _: &Ref, a: &[Ref]) -> PyResult {
    name_argument(vm, "register_error", "1", &a[0])?;
    if !vm.is_callable(&a[1]) {
        return Err(vm.type_error("handler must be callable"));
    }
    as_dict(&registry(vm).handlers).set(vm, &a[0], a[1].clone())?;
    Ok(Ref::none())
}

pub(super) fn unregister_error(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let text = name_argument(vm, "_unregister_error", "", name)?;
    if HANDLERS.iter().any(|(own, _)| *own == text) {
        return Err(vm.value_error(format!(
            "cannot un-register built-in error handler '{text}'"
        )));
    }
    let found = as_dict(&registry(vm).handlers).remove(vm, name)?;
    Ok(Ref::bool(found.is_some()))
}

pub(super) fn lookup_error(vm: &Vm, _: &Ref, name: &Ref) -> PyResult {
    let name = name_argument(vm, "lookup_error", "", name)?;
    registry(vm).handler(vm, &name)
}

/// Which half of a codec.
#[derive(Clone, Copy, PartialEq)]
enum Half {
    Encoder,
    Decoder,
}

impl Half {
    fn name(self) -> &'static str {
        ["encoder", "decoder"][self as usize]
    }
    fn operation(self) -> &'static str {
        ["encode", "decode"][self as usize]
    }
}

/// Calls a codec; an exception it raises gets a note that names it.
fn run(
    vm: &Vm,
    codec: &Ref,
    half: Half,
    object: &Ref,
    encoding: &str,
    errors: Option<&str>,
) -> PyResult {
    let function = as_tuple(codec).expect("checked when it was found")[half as usize].clone();
    let mut args = vec![object.clone()];
    if let Some(errors) = errors {
        args.push(from_utf8(vm, errors)?);
    }
    let result = match vm.call_positional(&function, &args) {
        Ok(result) => result,
        Err(_) => {
            let e = vm.take_exception();
            let what = ["encoding", "decoding"][half as usize];
            let note = from_utf8(vm, &format!("{what} with '{encoding}' codec failed"))?;
            if vm.call_method_str(&e, "add_note", &[note]).is_err() {
                vm.clear_exception();
            }
            vm.set_exception(e);
            return Err(crate::runtime::Raised);
        }
    };
    match as_tuple(&result) {
        Some([converted, _]) => Ok(converted.clone()),
        _ => Err(vm.type_error(match half {
            Half::Encoder => "encoder must return a tuple (object, integer)",
            Half::Decoder => "decoder must return a tuple (object,integer)",
        })),
    }
}

fn any(vm: &Vm, half: Half, a: &[Option<Ref>]) -> PyResult {
    let object = a[0].as_ref().expect("required");
    let argument = |i: usize, name: &str| match &a[i] {
        None => Ok(None),
        Some(v) => name_argument(vm, half.operation(), name, v).map(Some),
    };
    let encoding = argument(1, "'encoding'")?.unwrap_or_else(|| "utf-8".to_owned());
    let errors = argument(2, "'errors'")?;
    let codec = registry(vm).codec(vm, &encoding)?;
    run(vm, &codec, half, object, &encoding, errors.as_deref())
}

pub(super) fn encode(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    any(vm, Half::Encoder, a)
}

pub(super) fn decode(vm: &Vm, _: &Ref, a: &[Option<Ref>]) -> PyResult {
    any(vm, Half::Decoder, a)
}

/// The codec of an encoding between text and bytes. None if there is no library of codecs, but the text crate has one.
fn text_codec(vm: &Vm, half: Half, encoding: &str) -> PyResult<Result<Ref, Encoding>> {
    let r = registry(vm);
    if !r.prepare(vm)?
        && let Some(own) = Encoding::from_name(encoding)
    {
        return Ok(Err(own));
    }
    let codec = r.codec(vm, encoding)?;
    if !codec.is_exact(Kind::Tuple) {
        let key = vm.interned.intern_str(vm, "_is_text_encoding");
        if let Some(is_text) = vm.get_attr_opt(&codec, &key)?
            && !vm.is_true(&is_text)?
        {
            let operation = half.operation();
            return Err(vm.lookup_error(format!(
                "'{encoding}' is not a text encoding; use codecs.{operation}() to handle arbitrary codecs"
            )));
        }
    }
    Ok(Ok(codec))
}

/// The codec of a text encoding, for a text stream.
pub fn text_codec_info(vm: &Vm, encoding: &str) -> PyResult {
    let codec = registry(vm).codec(vm, encoding)?;
    let key = vm.interned.intern_str(vm, "_is_text_encoding");
    if !codec.is_exact(Kind::Tuple)
        && let Some(is_text) = vm.get_attr_opt(&codec, &key)?
        && !vm.is_true(&is_text)?
    {
        return Err(vm.lookup_error(format!("'{encoding}' is not a text encoding")));
    }
    Ok(codec)
}

/// `s.encode(encoding, errors)` through the registry.
pub fn encode_text(vm: &Vm, s: &Ref, encoding: &str, errors: &str) -> PyResult<Vec<u8>> {
    let codec = match text_codec(vm, Half::Encoder, encoding)? {
        Ok(codec) => codec,
        Err(own) => return encode_with(vm, s, own, errors),
    };
    let given = Some(errors).filter(|e| *e != "strict");
    let data = run(vm, &codec, Half::Encoder, s, encoding, given)?;
    if data.has_kind(Kind::Bytes) {
        return Ok(as_bytes(&data).to_vec());
    }
    if data.has_kind(Kind::ByteArray) {
        let text = format!(
            "encoder {encoding} returned bytearray instead of bytes; use codecs.encode() to encode to arbitrary types"
        );
        vm.warn(vm.types.runtime_warning, &text, 1)?;
        return crate::modules::support::bytes_arg(vm, &data);
    }
    Err(wrong_result(vm, Half::Encoder, encoding, &data, "bytes"))
}

/// `bytes.decode(encoding, errors)` through the registry.
pub fn decode_text(vm: &Vm, bytes: &[u8], encoding: &str, errors: &str) -> PyResult {
    let codec = match text_codec(vm, Half::Decoder, encoding)? {
        Ok(codec) => codec,
        Err(own) => return decode_with(vm, bytes, own, errors),
    };
    let given = Some(errors).filter(|e| *e != "strict");
    let data = new_bytes(vm, bytes);
    let text = run(vm, &codec, Half::Decoder, &data, encoding, given)?;
    if text.has_kind(Kind::Str) {
        return Ok(text);
    }
    Err(wrong_result(vm, Half::Decoder, encoding, &text, "str"))
}

fn wrong_result(
    vm: &Vm,
    half: Half,
    encoding: &str,
    result: &Ref,
    wanted: &str,
) -> crate::runtime::Raised {
    let (name, operation) = (half.name(), half.operation());
    let t = vm.type_of(result).name_str();
    vm.type_error(format!(
        "'{encoding}' {name} returned '{t}' instead of '{wanted}'; use codecs.{operation}() to {operation} to \
         arbitrary types"
    ))
}
