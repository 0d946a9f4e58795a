//! `str(…)`, and `encode`.

use super::super::arguments::Parameters;
use super::super::{
    bytes_from_slice, codec_argument, decode_bytes, encode_str, keeps_ascii, new_bytes,
};
use crate::object::bytes_like;
use crate::object::{TypePtr, as_bytes, as_str, new_ascii, new_str, new_tuple, str_instance};
use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::{Kind, Ref};

static NEW: Parameters<3> = Parameters::new("str", 0, || {
    Signature::parse("object='', encoding='utf-8', errors='strict'")
});

/// `str.__new__`
pub fn new(vm: &Vm, class: &Ref, args: &Args) -> PyResult {
    // SAFETY: the callers of `new` pass a type.
    let ty = unsafe { TypePtr::new(class.slot().ptr()) };
    if ty == vm.types.str
        && let Some(r) = decode_ascii(vm, args)
    {
        return r;
    }
    let [object, encoding, errors] = if args.kw_names().is_empty() {
        let p = args.check_positional(vm, "str", 0, 3)?;
        [p.first(), p.get(1), p.get(2)].map(Option::<&Ref>::cloned)
    } else {
        NEW.bind(vm, args)?
    };
    let text = match (object, encoding.is_some() || errors.is_some()) {
        (None, _) => vm.names.empty.clone(),
        (Some(o), false) => vm.str(&o)?,
        (Some(o), true) => str_from_object(vm, &o, encoding.as_ref(), errors.as_ref())?,
    };
    if ty == vm.types.str {
        // `str()` of an object may return an instance of a subclass.
        return Ok(text);
    }
    str_instance(vm, ty, &text)
}

/// `str(object, encoding, errors)` of bytes that are ASCII, in an encoding that agrees with it.
#[inline]
fn decode_ascii(vm: &Vm, args: &Args) -> Option<PyResult> {
    let (object, names) = args.all().split_first()?;
    if names.is_empty() || !args.kw_names().is_empty() || !object.is_exact(Kind::Bytes) {
        return None;
    }
    let bytes = as_bytes(object);
    (keeps_ascii(names) && bytes.is_ascii()).then(|| new_ascii(vm, bytes))
}

/// `str(object, encoding, errors)` with at least one of the last two.
pub fn str_from_object(
    vm: &Vm,
    object: &Ref,
    encoding: Option<&Ref>,
    errors: Option<&Ref>,
) -> PyResult {
    let encoding = codec_argument(vm, "str", "encoding", encoding, "utf-8")?;
    let errors = codec_argument(vm, "str", "errors", errors, "strict")?;
    if object.has_kind(Kind::Str) {
        return Err(vm.type_error("decoding str is not supported"));
    }
    match bytes_like(vm, object) {
        Ok(Some(b)) => decode_bytes(vm, &b, &encoding, &errors),
        _ => Err(vm.type_error(format!(
            "decoding to str: need a bytes-like object, {} found",
            vm.type_of(object).name_str()
        ))),
    }
}

static ENCODE: Parameters<2> = Parameters::new("encode", 0, || {
    Signature::parse("encoding='utf-8', errors='strict'")
});

/// ASCII text in an encoding whose first 128 characters are those of ASCII, the errors being whatever they like: nothing
/// can go wrong then.
fn encode_ascii(vm: &Vm, this: &Ref, args: &Args) -> Option<Ref> {
    let text = as_str(this).as_ascii()?;
    if !args.kw_names().is_empty() || !keeps_ascii(args.all()) {
        return None;
    }
    Some(bytes_from_slice(vm, text.as_bytes()))
}

/// `str.encode`
pub fn encode(vm: &Vm, this: &Ref, args: &Args) -> PyResult {
    if let Some(quick) = encode_ascii(vm, this, args) {
        return Ok(quick);
    }
    let [encoding, errors] = ENCODE.bind(vm, args)?;
    let encoding = codec_argument(vm, "encode", "encoding", encoding.as_ref(), "utf-8")?;
    let errors = codec_argument(vm, "encode", "errors", errors.as_ref(), "strict")?;
    Ok(new_bytes(vm, encode_str(vm, this, &encoding, &errors)?))
}

/// `str.__getnewargs__`
pub fn getnewargs(vm: &Vm, this: &Ref) -> PyResult {
    // A copy, always.
    Ok(new_tuple(vm, [new_str(vm, as_str(this).units())?]))
}
